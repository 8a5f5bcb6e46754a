"""Put the resolved hours of dates together: what is open, and which closures and blocks take time away."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, start_of_day
from frontdesk.domain.intervals import Interval, union, without
from frontdesk.domain.location import Location
from frontdesk.domain.opening import Openings, closed_by
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services.effects import blocks_of
from frontdesk.services.locations import default_place
from frontdesk.services.openings import openings
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One date: its open intervals, less closures and blocks; the names of closures on it, and what blocks take."""

    day: date
    open: tuple[Interval, ...]
    closed: tuple[str, ...]
    blocked: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whose hours, where, and over which time."""

    practitioner: Id | None
    calendar: Calendar | None
    location: Id | None
    span: Interval

    @property
    def calendar_id(self) -> Id | None:
        """Give the id of the calendar, or None."""
        return None if self.calendar is None else self.calendar.id


def resolved(
    book: Reading, first: date, days: int, *, practitioner: Id | None, calendar: Id | None, location: Id | None
) -> tuple[OpenDay, ...]:
    """Resolve so many dates; unknown ids are NotFound, a calendar of another location is Invalid."""
    if practitioner is not None:
        book.get(Practitioner, practitioner)
    diary = None if calendar is None else book.get(Calendar, calendar)
    where = location if diary is None else _where(diary, location)
    place = default_place(book.all(Location)) if where is None else book.get(Location, where)
    edges = [start_of_day(first + timedelta(days=n), place.zone) for n in range(days + 1)]
    asked = _Asked(practitioner, diary, where, Interval(edges[0], edges[-1]))
    held = openings(book)
    found = _open(book, held, asked)
    blocked = blocks_of(book, asked.span, practitioner=practitioner, calendar=calendar)
    closures = _closures(held, asked, place)
    return tuple(
        OpenDay(
            first + timedelta(days=n),
            _within(found, edges[n], edges[n + 1]),
            tuple(name for name, times in closures if _within(times, edges[n], edges[n + 1])),
            _within(blocked, edges[n], edges[n + 1]),
        )
        for n in range(days)
    )


def _where(calendar: Calendar, location: Id | None) -> Id:
    if location not in (None, calendar.location_id):
        allowed = "a calendar of the location"
        raise Invalid("calendar_elsewhere", field="calendar", got=str(calendar.id), allowed=allowed)
    return calendar.location_id


def _open(book: Reading, held: Openings, asked: _Asked) -> tuple[Interval, ...]:
    people = _people(book, asked)
    mine = {
        one: held.of(
            one,
            asked.span,
            location=asked.location,
            calendar=asked.calendar_id,
            blocks=blocks_of(book, asked.span, practitioner=one),
        )
        for one in people
    }
    found = union(interval for times in mine.values() for interval in times)
    if asked.calendar is None:
        return found
    if not asked.calendar.team and asked.practitioner is None:
        found = held.of(None, asked.span, location=asked.location, calendar=asked.calendar_id)
    return without(found, blocks_of(book, asked.span, calendar=asked.calendar_id))


def _people(book: Reading, asked: _Asked) -> Sequence[Id]:
    """Give whose hours are joined: the one who is asked for, else all of a calendar's team or of the clinic.

    Those who are archived count only when they are asked for themselves.
    """
    if asked.practitioner is not None:
        return (asked.practitioner,)
    team = None if asked.calendar is None else {member.practitioner for member in asked.calendar.team}
    live = (p.id for p in book.all(Practitioner) if p.archived_at is None)
    return tuple(one for one in live if team is None or one in team)


def _closures(held: Openings, asked: _Asked, place: Location) -> list[tuple[str, tuple[Interval, ...]]]:
    """Give the names and times of the closures within the span, at each location where there are hours to close."""
    theirs = held.schedules_for(asked.practitioner, location=asked.location, calendar=asked.calendar_id)
    places = {s.location_id for s in theirs} if theirs and asked.location is None else {place.id}
    found = []
    for each in sorted(held.closures, key=lambda c: (c.first, c.id)):
        times = union(
            taken
            for where in places
            if each.closes_at(where)
            for taken in closed_by(each, held.zones[where], asked.span)
            if taken.overlaps(asked.span)
        )
        if times:
            found.append((each.name, times))
    return found


def _within(intervals: Sequence[Interval], start: Instant, end: Instant) -> tuple[Interval, ...]:
    """Give the parts of sorted, disjoint intervals that lie within a day."""
    first = bisect_right(intervals, start, key=attrgetter("end"))
    last = bisect_left(intervals, end, key=attrgetter("start"))
    return tuple(Interval(max(i.start, start), min(i.end, end)) for i in intervals[first:last])
