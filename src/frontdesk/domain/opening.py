"""Where opening hours are resolved, and nowhere else (C66 to C70, C75).

Open is what a practitioner's schedules say, where a calendar has hours of its own only what lies in those too, less
the closures of the schedule's location, less blocks. Each schedule speaks in its own zone, each closure in its
location's.

On the days when the clock changes, both ends of a stretch are read as every wall-clock time is (RFC 5545, section
3.3.5): one that does not exist moves on by the gap, one that comes twice means the first. So 02:15 to 02:45 within a
gap is half an hour later on that date, and a visit written with the same times lies in it; what would end before
it starts, as 02:30 to 03:15 would, is no time at all. A stretch runs from moment to moment: ending at the first 01:30
it leaves the second one out, and going on until 04:00 it holds both. 24:00 is the next date's 00:00, wherever that
lies, so 00:00 to 24:00 is the whole date, of 23, 24 or 25 hours. A date that a zone left out has no hours, and
nothing is closed on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from frontdesk.domain.closure import Closure
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant, at_minute, local_date, start_of_day
from frontdesk.domain.intervals import Interval, intersection, union, without
from frontdesk.domain.schedule import Rule, Schedule, Stretch, merged

_ONE_DAY = timedelta(days=1)
Shut = tuple[tuple[Closure, tuple[Interval, ...]], ...]


@dataclass(frozen=True, slots=True)
class Openings:
    """All that decides when a clinic is open: every live schedule, every closure, and the locations' zones."""

    schedules: tuple[Schedule, ...]
    closures: tuple[Closure, ...]
    zones: Mapping[Id, str]
    _by_person: Mapping[Id, tuple[Schedule, ...]] = field(init=False, repr=False)
    _own: Mapping[Id, Schedule] = field(init=False, repr=False)
    _shut: dict[tuple[Id | None, Interval], Shut] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the schedules by whose they are."""
        people: dict[Id, tuple[Schedule, ...]] = {}
        own: dict[Id, Schedule] = {}
        for each in self.schedules:
            if each.archived_at is not None:
                continue
            if each.practitioner_id is not None:
                people[each.practitioner_id] = (*people.get(each.practitioner_id, ()), each)
            elif each.calendar_id is not None:
                own[each.calendar_id] = each
        object.__setattr__(self, "_by_person", people)
        object.__setattr__(self, "_own", own)
        object.__setattr__(self, "_shut", {})

    def of(
        self,
        practitioner: Id | None,
        span: Interval,
        *,
        location: Id | None = None,
        calendar: Id | None = None,
        blocks: Iterable[Interval] = (),
    ) -> tuple[Interval, ...]:
        """Give the open intervals within a span: of a practitioner, of a calendar, or of a practitioner in one.

        Without a location those of all locations count. A calendar with neither own hours nor anyone's is closed.
        """
        own = self._own.get(calendar) if calendar is not None else None
        theirs = self.schedules_for(practitioner, location=location, calendar=calendar)
        if theirs:
            found = self._less_closures(theirs[0], span)
            if len(theirs) > 1:
                found = union((*found, *(i for each in theirs[1:] for i in self._less_closures(each, span))))
            if own is not None:
                found = intersection(found, self._less_closures(own, span))
        elif own is not None and not self._by_person.get(practitioner or Id(0)):
            found = self._less_closures(own, span)
        else:
            return ()
        return without(found, blocks) if blocks else found

    def schedules_for(
        self, practitioner: Id | None, *, location: Id | None = None, calendar: Id | None = None
    ) -> tuple[Schedule, ...]:
        """Give the schedules of a practitioner that count at a location and for a calendar.

        For a calendar: those that are tied to it, else those that are tied to none.
        """
        if practitioner is None:
            return ()
        held = self._by_person.get(practitioner, ())
        if location is not None:
            held = tuple(s for s in held if s.location_id == location)
        if calendar is None:
            return held
        return tuple(s for s in held if calendar in s.calendars) or tuple(s for s in held if not s.calendars)

    def own_hours(self, calendar: Id) -> Schedule | None:
        """Give a calendar's own schedule."""
        return self._own.get(calendar)

    def closed(self, location: Id, span: Interval) -> tuple[Interval, ...]:
        """Give the time within a span at which a location is closed."""
        shut = self.shut(location, span)
        return union(i for _, times in shut for i in times) if shut else ()

    def shut(self, location: Id | None, span: Interval) -> Shut:
        """Give the closures that take any of a span away at a location, each with the time within it that it takes."""
        found = self._shut.get((location, span))
        if found is None:
            zone = self.zones.get(location, "UTC") if location is not None else next(iter(self.zones.values()), "UTC")
            found = self._shut[location, span] = tuple(self._shut_in(location, zone, span))
        return found

    def _shut_in(
        self, location: Id | None, zone: str, span: Interval
    ) -> Iterator[tuple[Closure, tuple[Interval, ...]]]:
        # Dates are compared first: a clinic holds years of holidays, and turning dates into instants is dear.
        first, last = local_date(span.start, zone) - _ONE_DAY, local_date(span.end, zone) + _ONE_DAY
        for closure in self.closures:
            if closure.first <= last and closure.last >= first and closure.closes_at(location):
                times = intersection(closed_by(closure, zone, span), (span,))
                if times:
                    yield closure, times

    def _less_closures(self, schedule: Schedule, span: Interval) -> tuple[Interval, ...]:
        found = opened(schedule, span)
        closed = self.closed(schedule.location_id, span)
        return without(found, closed) if closed else found


def opened(schedule: Schedule, span: Interval) -> tuple[Interval, ...]:
    """Give the open intervals of one schedule within a span, whatever is closed."""
    return _opened(schedule.rules, schedule.zone, span)


@lru_cache(maxsize=256)
def _opened(rules: tuple[Rule, ...], zone: str, span: Interval) -> tuple[Interval, ...]:
    """Open what the rules say: many people work the same hours, and are asked for one after the other."""
    # Two wall-clock times of one date can be the same instant, or the wrong way round, where the clock is set back.
    return union(Interval(Instant(a), Instant(b)) for a, b in _edges(rules, zone, span) if a < b)


def closed_by(closure: Closure, zone: str, span: Interval) -> tuple[Interval, ...]:
    """Give the time within a span that one closure takes, in a location's zone; no part of a day is left over."""
    first = max(closure.first, local_date(span.start, zone) - _ONE_DAY)
    last = min(closure.last, local_date(span.end, zone) + _ONE_DAY)
    if last < first:
        return ()
    if closure.start is None or closure.end is None:
        return union((Interval(start_of_day(first, zone), start_of_day(last + _ONE_DAY, zone)),))
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1) if day_clock(zone, n)]
    return union(Interval(at_minute(d, closure.start, zone), at_minute(d, closure.end, zone)) for d in days)


def _edges(rules: tuple[Rule, ...], zone: str, span: Interval) -> Iterable[tuple[int, int]]:
    # A date more on either side: where the clock is changed at midnight, one date's hours reach into the other.
    first, last = local_date(span.start, zone).toordinal() - 1, local_date(span.end - 1, zone).toordinal() + 1
    weekdays, dated = _sorted_rules(rules)
    start, end = span.start, span.end
    for ordinal in range(first, last + 1):
        stretches = _stretches(weekdays, dated, ordinal)
        clock = day_clock(zone, ordinal) if stretches else None
        if clock is None:
            continue
        midnight, even = clock
        for stretch in stretches:
            if even:
                a, b = midnight + stretch.start * MINUTE, midnight + stretch.end * MINUTE
            else:
                day = date.fromordinal(ordinal)
                a, b = at_minute(day, stretch.start, zone), at_minute(day, stretch.end, zone)
            if a < end and b > start:
                yield max(a, start), min(b, end)


Sorted = tuple[tuple[tuple[Rule, ...] | tuple[Stretch, ...], ...], tuple[Rule, ...]]


@lru_cache(maxsize=1024)
def _sorted_rules(rules: tuple[Rule, ...]) -> Sorted:
    """Give for each weekday its stretches (where they are the same every week) or its rules, and the date rules."""
    weekdays: list[tuple[Rule, ...] | tuple[Stretch, ...]] = []
    for number in range(7):
        held = tuple(r for r in rules if r.day is not None and r.day.number == number)
        if all(r.every == 1 and r.since is None and r.until is None for r in held):
            weekdays.append(tuple(merged(s for r in held for s in r.intervals)))
        else:
            weekdays.append(held)
    # The narrowest first, so that the first that holds is the one that counts.
    dated = sorted((r for r in rules if r.date is not None), key=lambda r: (r.until or r.date or date.min, r.date))
    dated.sort(key=lambda r: ((r.until or r.date or date.min) - (r.date or date.min)).days)
    return tuple(weekdays), tuple(dated)


def _stretches(
    weekdays: Sequence[tuple[Rule, ...] | tuple[Stretch, ...]], dated: Sequence[Rule], ordinal: int
) -> Sequence[Stretch]:
    if dated:
        day = date.fromordinal(ordinal)
        for rule in dated:
            if rule.holds_on(day):
                return rule.intervals
    held = weekdays[(ordinal - 1) % 7]
    if held and isinstance(held[0], Rule):
        day = date.fromordinal(ordinal)
        return merged(s for r in held if isinstance(r, Rule) and r.holds_on(day) for s in r.intervals)
    return held  # type: ignore[return-value]


@lru_cache(maxsize=16384)
def day_clock(zone: str, ordinal: int) -> tuple[int, bool] | None:
    """Give when a date begins, and whether its clock runs evenly all day long; nothing for a date left out.

    Zones that moved over the date line left one out, as Pacific/Apia did 30 December 2011.
    """
    day = date.fromordinal(ordinal)
    midnight = at_minute(day, 0, zone)
    if at_minute(day, 1440, zone) <= midnight:
        return None
    even = all(at_minute(day, 60 * hour, zone) == midnight + hour * (DAY // 24) for hour in range(1, 25))
    return midnight, even
