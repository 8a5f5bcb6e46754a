"""Free times of real books are those found by hand, every one can be booked, and nothing stale is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP
from frontdesk.services.clinic import open_clinic
from tests.support.book_by_hand import free_in_book
from tests.support.made_books import STEPS, MadeBook, book, made_book, take_a_step

BOOKS = 25
MOST_BOOKED, MOST_MOVED = 8, 3
FEW = range(BOOKS)
MANY = [pytest.param(seed, marks=pytest.mark.slow) for seed in range(BOOKS, 200)]


@pytest.fixture
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MadeBook]:
    """Make the book of a seed."""
    found = made_book(tmp_path / "clinic.frontdesk", request.param)
    yield found
    found.clinic.close()


every_book = pytest.mark.parametrize("made", [*FEW, *MANY], indirect=True)


@every_book
def test_free_times_of_a_book_are_those_found_by_hand(made: MadeBook) -> None:
    assert made.free() == free_in_book(made.clinic, made.asked, made.first, made.days, made.clock.now)


@every_book
def test_every_free_time_can_be_booked_as_it_stands(made: MadeBook) -> None:
    slots = [slot for slots in made.free().values() for slot in slots]
    for slot in made.luck.sample(slots, min(len(slots), MOST_BOOKED)):
        for who in slot.practitioners[:2] or (None,):
            patient = _who_does_not_come_already(made, slot)
            rows = book(made, made.clinic, slot, who, patient)
            _check(slot, who, rows)
            made.clinic.history.undo()
    assert [slot for slots in made.free().values() for slot in slots] == slots


def _who_does_not_come_already(made: MadeBook, slot: Slot) -> Id:
    if slot.session is None:
        return made.patients[0]
    return made.clinic.patients.create(given_name="New", family_name="Patient").id


def _check(slot: Slot, who: Id | None, rows: list[Appointment]) -> None:
    assert (rows[0].start, rows[-1].end) == (slot.start, slot.end)
    if slot.parts:
        booked = [(r.service_id, r.start, r.end, r.practitioner_id, r.room_id, r.equipment) for r in rows]
        assert booked == [tuple(part) for part in slot.parts]
        return
    [row] = rows
    if who is not None and who == slot.practitioners[0]:
        assert (row.id == slot.session) == (slot.session is not None)
        assert slot.session is not None or row.room_id == slot.room


@every_book
def test_every_free_time_takes_a_visit_that_is_moved(made: MadeBook) -> None:
    visits = _movable(made)
    for visit in made.luck.sample(visits, min(len(visits), MOST_MOVED)):
        found = made.clinic.availability.free_times(first=made.first, last=made.last, visit=visit.id)
        slots = [slot for slots in found.days.values() for slot in slots]
        for slot in made.luck.sample(slots, min(len(slots), MOST_MOVED)):
            alone = visit.booking_id is None or visit.calendar_id is None
            who = slot.practitioners[0] if slot.practitioners and alone and not visit.internal else KEEP
            moved = made.clinic.appointments.move(id=visit.id, start=slot.start, practitioner=who)
            assert (moved.start, moved.override_reason) == (slot.start, None)


def _movable(made: MadeBook) -> list[Appointment]:
    """Give the visits that may be moved, but for those with someone who is not of the team."""
    listed = made.clinic.appointments.list(size=100).items
    found = [one for one in listed if one.status in (Status.BOOKED, Status.CONFIRMED)]
    if (calendar := made.asked.get("calendar")) is None:
        return found
    team = {member.practitioner for member in made.clinic.calendars.get(id=calendar).team}
    return [
        one
        for one in found
        if one.calendar_id is None or (one.practitioner_id in team if team else not one.practitioner_id)
    ]


@every_book
def test_what_is_remembered_is_what_stands_in_the_book_after_every_change(made: MadeBook) -> None:
    with open_clinic(made.path, clock=made.clock) as other:
        for _ in range(8):
            made.free()
            take_a_step(made, made.luck.choice((made.clinic, other)), made.luck.choice(STEPS))
            remembered = made.free()
            with open_clinic(made.path, clock=made.clock) as fresh:
                assert remembered == made.free(fresh)
    assert remembered == free_in_book(made.clinic, made.asked, made.first, made.days, made.clock.now)
