"""The sample clinic's calendars, one of each kind, and the groups that they are shown in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from frontdesk.domain.calendar import (
    Calendar,
    CalendarGroup,
    CalendarKind,
    Distribution,
    Member,
    Place,
    PlaceKind,
)
from frontdesk.domain.ids import Id
from frontdesk.domain.length import Length, Unit
from frontdesk.domain.location import Location
from frontdesk.domain.names import slug_of
from frontdesk.domain.schedule import Minute, Rule, Schedule, Stretch
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.shifts import monday_of
from frontdesk.services.services import HUES

CLASS, VIDEO, FLU = "Back-pain class", "Video visits", "Flu afternoon"
_CHEN, _ORTEGA, _SVENSSON, _DOYLE = 0, 1, 2, 4


@dataclass(frozen=True, slots=True)
class Diaries:
    """Groups, calendars by name, and the hours of the one that has its own."""

    groups: tuple[CalendarGroup, ...]
    calendars: dict[str, Calendar]
    schedules: tuple[Schedule, ...]


def diaries(people: Sequence[Id], place: Location, today: date, ids: Ids) -> Diaries:
    """Give one calendar of each kind; with few practitioners one of them has several."""
    booking, events = (_group(name, ids) for name in ("Online booking", "Classes and events"))
    made = (*_of_people(people, booking.id), *_of_many(people, booking.id, events.id))
    address = place.address.replace("\n", ", ")
    calendars = {each.name: _placed(each, n, place, address, ids) for n, each in enumerate(made)}
    return Diaries((booking, events), calendars, (_flu_hours(calendars[FLU], place, today, ids),))


def _member(people: Sequence[Id], n: int) -> Id:
    return people[n % len(people)]


def _of_people(people: Sequence[Id], booking: Id) -> Iterator[Calendar]:
    """Give those that one practitioner, any of two, or both together serve."""
    doctors = tuple(dict.fromkeys(_member(people, n) for n in (_CHEN, _ORTEGA)))
    yield _calendar(
        "Visits with Dr. Chen",
        CalendarKind.PERSONAL,
        group_id=booking,
        team=(Member(doctors[0]),),
        notice=Length(2, Unit.HOURS),
        window=Length(8, Unit.WEEKS),
    )
    yield _calendar(
        VIDEO,
        CalendarKind.ROUND_ROBIN,
        group_id=booking,
        team=tuple(Member(one, priority=50 - n) for n, one in enumerate(doctors)),
        distribution=Distribution.EQUAL,
        places=(Place(PlaceKind.VIDEO, "https://video.example.com/clinic"),),
        duration=Length(20),
        interval=Length(20),
        title_template="{{patient}} by video",
    )
    yield _calendar(
        "Case conference",
        CalendarKind.COLLECTIVE,
        team=tuple(Member(one, primary=n == 0) for n, one in enumerate(doctors)),
        duration=Length(45),
        auto_confirm=False,
    )


def _of_many(people: Sequence[Id], booking: Id, events: Id) -> Iterator[Calendar]:
    """Give those that many patients come to: a class, a service, an event."""
    yield _calendar(
        CLASS,
        CalendarKind.CLASS,
        group_id=events,
        team=(Member(_member(people, _SVENSSON)),),
        duration=Length(60),
        interval=Length(60),
        per_slot=12,
        title_template="{{calendar}}",
    )
    yield _calendar(
        "Vaccinations",
        CalendarKind.SERVICE,
        group_id=booking,
        team=(Member(_member(people, _DOYLE)),),
        duration=Length(15),
        interval=Length(15),
        per_day=24,
    )
    yield _calendar(FLU, CalendarKind.EVENT, group_id=events, duration=Length(10), interval=Length(10), per_slot=4)


def _group(name: str, ids: Ids) -> CalendarGroup:
    return CalendarGroup(id=ids.next(), name=name, slug=slug_of(name))


def _calendar(name: str, kind: CalendarKind, **more: Any) -> Calendar:
    return Calendar(id=Id(0), name=name, slug=slug_of(name), kind=kind, location_id=Id(0), **more)


def _placed(calendar: Calendar, n: int, place: Location, address: str, ids: Ids) -> Calendar:
    """Give a calendar its id, its hue and where it meets: at the clinic unless it says something else."""
    where = calendar.places or (Place(PlaceKind.ADDRESS, address),)
    placed = replace(
        calendar,
        id=ids.next(),
        location_id=place.id,
        hue=HUES[n % len(HUES)],
        places=tuple(replace(each, id=ids.next()) for each in where),
        position=n,
    )
    return placed.checked()


def _flu_hours(calendar: Calendar, place: Location, today: date, ids: Ids) -> Schedule:
    """Open the flu afternoon on two Thursdays to come."""
    days = (monday_of(today, weeks) + timedelta(days=3) for weeks in (3, 5))
    afternoon = Stretch(Minute(14 * 60), Minute(17 * 60))
    return Schedule(
        id=ids.next(),
        name=calendar.name,
        zone=place.zone,
        location_id=place.id,
        calendar_id=calendar.id,
        rules=tuple(Rule(date=day, intervals=(afternoon,)) for day in days),
    ).checked()
