"""One change after another comes to the same as both at once, whatever the series is."""

from __future__ import annotations

import itertools
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Refusal
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant, at_minute
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed
from frontdesk.services.clinic import Clinic, create_clinic, open_clinic
from tests.support.clinics import DAY, ZONE, Clock, add_patient

RULES = st.sampled_from(
    (
        "FREQ=WEEKLY;COUNT=5",
        "FREQ=DAILY;COUNT=6",
        "FREQ=DAILY;INTERVAL=3;UNTIL=20260405",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=6",
        "FREQ=MONTHLY;COUNT=4",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=5",
    )
)
PLACES = st.integers(0, 3)
# Over the change to summer time, and into other days.
SHIFTS = st.sampled_from((-24, -2, -1, 1, 3, 24, 26))
NUMBERS = itertools.count()
BARE = "bare.frontdesk"


# Long before, so that nothing is moved into the past, where it would stay.
BEFORE = at_minute(DAY - timedelta(days=30), 0, ZONE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the clinic once that every example begins with, to be copied: that takes a tenth of the time."""
    made = tmp_path_factory.mktemp("small")
    with create_clinic(made / BARE, name="C", zone_name=ZONE, clock=Clock(BEFORE)) as clinic:
        chen = clinic.practitioners.create(name="Dr. Amelia Chen")
        clinic.working_hours.put(practitioner=chen.id, hours=[WeeklyHours(d, 0, 1440) for d in range(7)])
        add_patient(clinic, "Eva", "Novák", "1001")
    return made


class Small:
    """A clinic with one practitioner and a series."""

    def __init__(self, folder: Path, rule: str) -> None:
        self.clock = Clock(Instant(BEFORE + MINUTE))
        path = folder / f"{next(NUMBERS)}.frontdesk"
        shutil.copy(folder / BARE, path)
        self.clinic: Clinic = open_clinic(path, clock=self.clock)
        [self.chen] = self.clinic.practitioners.list()
        [eva] = self.clinic.patients.list().items
        start = at_minute(DAY, 9 * 60, ZONE)
        self.clinic.appointments.book(
            start=start,
            end=Instant(start + HOUR),
            rrule=rule,
            ignore_free_slots=True,
            practitioner=self.chen.id,
            patient=eva.id,
        )

    @property
    def visits(self) -> list[tuple[Instant, Instant, Status, str]]:
        """Give what matters of all visits, by start."""
        items = self.clinic.appointments.list(size=200).items
        return [(one.start, one.end, one.status, one.title) for one in items]

    def at(self, place: int) -> Id:
        items = self.clinic.appointments.list(size=200).items
        return items[min(place, len(items) - 1)].id

    def move(self, place: int, hours: int, scope: Scope) -> None:
        held = self.clinic.appointments.list(size=200).items
        one = held[min(place, len(held) - 1)]
        self.clinic.appointments.move(id=one.id, start=Instant(one.start + hours * HOUR), scope=scope)


def both(folder: Path, rule: str) -> tuple[Small, Small]:
    return Small(folder, rule), Small(folder, rule)


COMPOSING = settings(max_examples=5, deadline=None)


@COMPOSING
@given(rule=RULES, place=PLACES, first=SHIFTS, second=SHIFTS)
@pytest.mark.parametrize("scope", [Scope.FOLLOWING, Scope.ALL])
def test_two_moves_of_the_same_dates_are_one_as_far_as_both(
    scope: Scope, folder: Path, rule: str, place: int, first: int, second: int
) -> None:
    one, other = both(folder, rule)
    one.move(place, first, scope)
    one.move(place, second, scope)
    other.move(place, first + second, scope)
    assert one.visits == other.visits


@COMPOSING
@given(rule=RULES, hours=SHIFTS)
def test_all_from_before_the_first_are_those_that_follow_the_first(folder: Path, rule: str, hours: int) -> None:
    one, other = both(folder, rule)
    one.move(0, hours, Scope.FOLLOWING)
    other.move(2, hours, Scope.ALL)
    assert one.visits == other.visits


@COMPOSING
@given(rule=RULES, early=PLACES, late=PLACES)
def test_deleting_what_follows_later_and_then_earlier_is_deleting_it_earlier(
    folder: Path, rule: str, early: int, late: int
) -> None:
    early, late = sorted((early, late))
    one, other = both(folder, rule)
    one.clinic.appointments.delete(id=one.at(late), scope=Scope.FOLLOWING)
    if len(one.visits) > early:
        one.clinic.appointments.delete(id=one.at(early), scope=Scope.FOLLOWING)
    other.clinic.appointments.delete(id=other.at(early), scope=Scope.FOLLOWING)
    assert one.visits == other.visits


@COMPOSING
@given(rule=RULES, place=PLACES)
@pytest.mark.parametrize("away", ["cancel", "archive"])
def test_what_was_called_off_together_comes_back_as_it_was(away: str, folder: Path, rule: str, place: int) -> None:
    one = Small(folder, rule)
    before = one.visits
    held = one.at(place)
    getattr(one.clinic.appointments, away)(id=held, scope=Scope.FOLLOWING)
    one.clinic.appointments.restore(id=held, scope=Scope.FOLLOWING)
    assert one.visits == before


@COMPOSING
@given(rule=RULES)
def test_each_one_by_itself_is_all_of_them(folder: Path, rule: str) -> None:
    one, other = both(folder, rule)
    for place in range(len(one.visits)):
        one.clinic.appointments.update(id=one.at(place), title="Knee")
        one.clinic.appointments.set_status(id=one.at(place), status=Status.CONFIRMED)
    other.clinic.appointments.update(id=other.at(1), title="Knee", scope=Scope.ALL)
    other.clinic.appointments.set_status(id=other.at(1), status=Status.CONFIRMED, scope=Scope.ALL)
    assert one.visits == other.visits


@COMPOSING
@given(rule=RULES, place=PLACES, hours=SHIFTS, scope=st.sampled_from(tuple(Scope)))
def test_a_trial_tells_just_what_the_move_then_does(
    folder: Path, rule: str, place: int, hours: int, scope: Scope
) -> None:
    one = Small(folder, rule)
    held = one.clinic.appointments.list(size=200).items[place]
    to = Instant(held.start + hours * HOUR)
    try:
        trial = one.clinic.series.trial(id=held.id, deed=Deed.MOVE, scope=scope, start=to)
    except Refusal:
        return
    one.clinic.appointments.move(id=held.id, start=to, scope=scope)
    told = {row.visit.id: row.start for row in trial.rows}
    there = {each.id: each.start for each in one.clinic.appointments.list(size=200).items}
    assert told == {one: there[one] for one in told}
