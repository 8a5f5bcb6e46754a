"""Whatever a plan says can be booked as it stands, of every kind of calendar and service, however full the book is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from frontdesk.domain.calendar import Calendar, CalendarKind, Frequency, Member, Taken
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Refusal
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.length import Length
from frontdesk.domain.repeat_plan import seen_of
from tests.support import series
from tests.support.clinics import Desk
from tests.support.rules import add_calendar, add_schedule, home, weekdays

Fields = dict[str, Any]


def members(desk: Desk) -> tuple[Member, ...]:
    """Give both practitioners, Dr. Chen as the primary one."""
    return (Member(desk.chen.id, primary=True), Member(desk.ortega.id))


def a_calendar(desk: Desk, kind: CalendarKind, team: tuple[Member, ...], **more: Any) -> Fields:
    """Give what is said of a series in a calendar of this kind."""
    made: Calendar = add_calendar(desk, **more)
    with desk.clinic.writing("test.calendar", lambda: "Calendar") as work:
        work.replace(made, replace(made, kind=kind, team=team))
    return {"calendar": made.id, "practitioner": None, "duration": None}


def a_service(desk: Desk) -> Fields:
    """Give what is said of a series of a service that takes one of two rooms and the only couch."""
    couch = desk.clinic.equipment.create(location=home(desk).id, name="Couch", quantity=1).equipment
    rooms = [desk.room.id, desk.other_room.id]
    made = desk.clinic.services.create(name="Massage", rooms=rooms, equipment=[Need(couch.id, 1)])
    return {"service": made.id, "practitioner": None, "duration": None}


def personal(desk: Desk) -> Fields:
    return a_calendar(desk, CalendarKind.PERSONAL, members(desk)[:1], buffer_after=Length(10))


def round_robin(desk: Desk) -> Fields:
    return a_calendar(desk, CalendarKind.ROUND_ROBIN, members(desk), per_day=2)


def collective(desk: Desk) -> Fields:
    return a_calendar(desk, CalendarKind.COLLECTIVE, members(desk))


def a_class(desk: Desk) -> Fields:
    return a_calendar(desk, CalendarKind.CLASS, members(desk)[:1], per_slot=2)


KINDS = (personal, round_robin, collective, a_class, a_service)


def crowd(desk: Desk, chance: random.Random, sent: Fields) -> None:
    """Fill the weeks of the series with visits of others, some in the calendar or of the service itself."""
    for _ in range(40):
        start = desk.at(chance.randrange(9, 16), chance.choice((0, 15, 30, 45)), day=chance.randrange(0, 22))
        more: Fields = {"practitioner": chance.choice((desk.chen.id, desk.ortega.id))}
        if chance.random() < 0.5:
            more = {name: held for name, held in sent.items() if name in ("calendar", "service")}
        try:
            series.fill(desk, start, chance.choice((0.5, 1, 3)), **more)
        except Refusal:
            continue


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_plan_is_refused_when_it_is_booked(desk: Desk, kind: Callable[[Desk], Fields], seed: int) -> None:
    chance = random.Random(seed)
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    sent = {"frequency": Frequency.DAILY, "count": 18, "policy": Taken.NEXT_FREE, **kind(desk)}
    crowd(desk, chance, sent)
    made = series.plan(desk, **sent)
    done = series.book(desk, **sent, seen=seen_of(made))
    assert made.moved > 0
    assert [visit.start for visit in done.visits] == [row.booked_start for row in made.rows if row.booked_start]
    in_order = sorted(done.visits, key=lambda visit: visit.start)
    assert all(one.end <= other.start for one, other in pairwise(in_order))


def test_days_of_a_series_are_apart(desk: Desk) -> None:
    made = series.plan(desk, frequency=Frequency.DAILY, count=4)
    assert {b.date - a.date for a, b in pairwise(made.rows)} == {timedelta(days=1)}
    assert {row.end - row.start for row in made.rows} == {30 * MINUTE}
