"""The way out: events to the bytes of a calendar file that any reader takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from frontdesk.domain.instants import Instant
from frontdesk.ics.clocks import Clock, IanaClock, RuleClock, UtcClock, utc_wall
from frontdesk.ics.event import Addition, Event
from frontdesk.ics.lines import content, parameter, quoted
from frontdesk.ics.names import iana
from frontdesk.ics.people import line_of
from frontdesk.ics.values import escape, unescape, write_date, write_time
from frontdesk.ics.vtimezone import vtimezone
from frontdesk.ics.zones import own_name

PRODUCT = "-//Frontdesk//Frontdesk//EN"
BOOK = "X-FRONTDESK-BOOK"
WIDTH = 75
# A series without an end is right in its zone for so long; later readers bring their own zone data anyway.
_SERIES_UNTIL = 2037
# Zones that only lines name that were kept are right from here on.
_FIRST = 1970

More = Callable[[Mapping[str, Clock]], tuple[Sequence[str], Sequence[str]]]


def write(
    events: Iterable[Event],
    *,
    stamp: Instant,
    name: str = "",
    method: str = "",
    product: str = PRODUCT,
    more: More | None = None,
    book: str = "",
) -> bytes:
    """Write a calendar file; `stamp` is the DTSTAMP of events that carry none.

    Every zone that is used comes along, by the events' own rules where they had some, and everything that was
    kept word for word goes out word for word. `book` tells which book it is from. `more` gives content lines of
    VTIMEZONEs and of components that are no events, for the zones that the events use, by TZID.
    """
    listed = list(events)
    zones = _Zones(listed)
    definitions, components = ((), ()) if more is None else more(zones.clocks())
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{product}", "CALSCALE:GREGORIAN"]
    lines += _properties_of_the_whole(name, method, book)
    lines += zones.lines()
    lines += definitions
    lines += _named_alone(lines, [line for event in listed for line in event.extras], components)
    if not listed and not components:
        # A calendar has at least one component (section 3.6), and a zone that nothing uses is none that says anything.
        lines += vtimezone("UTC", _FIRST, _FIRST)
    out = bytearray()
    for line in lines:
        out += fold(line)
    for event in listed:
        for line in _lines(event, zones, stamp):
            out += fold(line)
    for line in components:
        out += fold(line)
    out += fold("END:VCALENDAR")
    return bytes(out)


def _properties_of_the_whole(name: str, method: str, book: str) -> Iterator[str]:
    if method:
        yield f"METHOD:{method}"
    if name:
        yield from (f"NAME:{escape(name)}", f"X-WR-CALNAME:{escape(name)}")
    if book:
        yield f"{BOOK}:{book}"


def unfolded(events: Iterable[Event]) -> tuple[str, ...]:
    """Give the content lines of events as they are kept in a book: unfolded, and no calendar around them.

    Zones that the zone database knows by their names are not defined; those that go by rules of their own are.
    """
    listed = list(events)
    zones = _Zones(listed)
    lines = [line for clock in zones.ruled() for line in zones.definition(clock)]
    for event in listed:
        told = _lines(event, zones, Instant(0))
        lines += [line for line in told if event.dtstamp is not None or not line.startswith("DTSTAMP:")]
    return tuple(lines)


def fold(line: str) -> bytes:
    """Fold one content line at 75 octets, never inside a character, and end it."""
    if "\n" in line or "\r" in line:
        line = line.replace("\r", "").replace("\n", "")
    data = line.encode("utf-8", "replace")
    if len(data) <= WIDTH:
        return data + b"\r\n"
    parts, at, width = [], 0, WIDTH
    while at < len(data):
        end = at + width
        # Bytes 10xxxxxx go on with a character that has begun before.
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[at:end])
        at, width = end, WIDTH - 1
    return b"\r\n ".join(parts) + b"\r\n"


def _named_alone(defined: Iterable[str], *kept: Iterable[str]) -> list[str]:
    """Define the zones that kept lines name and nothing defines, as far as the zone database knows them."""
    known = {unescape(line[len("TZID:") :]) for line in defined if line[:5].upper() == "TZID:"}
    found: list[str] = []
    for lines in kept:
        for line in lines:
            tzid = _zone_of(line) if "TZID=" in line else None
            if tzid is not None and tzid not in known:
                known.add(tzid)
                name = iana(tzid)
                if name is not None:
                    own = f"TZID:{escape(tzid)}"
                    definition = vtimezone(name, _FIRST, _SERIES_UNTIL)
                    found += [own if line.startswith("TZID:") else line for line in definition]
    return found


def _zone_of(line: str) -> str | None:
    found = content(0, line)
    return None if found is None else parameter(found.params, "TZID")


class _Zones:
    """The zones of one file: each clock under its own TZID."""

    def __init__(self, events: list[Event]) -> None:
        self._ids: dict[Clock, str] = {}
        self._years: dict[Clock, tuple[int, int]] = {}
        timed = [event for event in events if not event.all_day]
        clocks = (clock for event in timed for clock in (event.clock, event.end_clock))
        self._ruled = {clock.tzid: clock for clock in clocks if isinstance(clock, RuleClock)}
        for event in timed:
            first, last = _years(event)
            for clock in (event.clock, event.end_clock):
                if clock is not None and (event.repeats or not self._is_ruled(clock, event.start, event.end)):
                    self._add(clock, first, last)

    def _add(self, clock: Clock, first: int, last: int) -> None:
        if isinstance(clock, UtcClock) or clock == IanaClock("UTC"):
            return
        if clock not in self._ids:
            wanted = tzid = (own_name(clock) if isinstance(clock, RuleClock) else "") or clock.zone
            taken, number = set(self._ids.values()), 2
            while tzid in taken:
                tzid, number = f"{wanted} ({number})", number + 1
            self._ids[clock] = tzid
        held = self._years.get(clock, (first, last))
        self._years[clock] = min(held[0], first), max(held[1], last)

    def _is_ruled(self, clock: Clock, *instants: Instant) -> bool:
        """Tell whether a zone under the same name, by rules that came along, says the same of some instants."""
        ruled = self._ruled.get(clock.zone) if isinstance(clock, IanaClock) else None
        if ruled is None:
            return False
        walls = [(instant, clock.wall(instant)) for instant in instants]
        return all(ruled.wall(at) == wall and ruled.at(wall) == clock.at(wall) for at, wall in walls)

    def tzid(self, clock: Clock, instant: Instant) -> str | None:
        """Give the TZID of a clock at an instant, None where times are written in UTC."""
        found = self._ids.get(clock)
        if found is None and self._is_ruled(clock, instant):
            return self._ids.get(self._ruled[clock.zone])
        return found

    def clocks(self) -> Mapping[str, Clock]:
        """Give the clocks by their TZIDs."""
        return {tzid: clock for clock, tzid in self._ids.items()}

    def lines(self) -> Iterator[str]:
        """Write the definitions."""
        for clock in self._ids:
            yield from self.definition(clock)

    def ruled(self) -> list[RuleClock]:
        """Give the clocks that go by rules of their own."""
        return [clock for clock in self._ids if isinstance(clock, RuleClock)]

    def definition(self, clock: Clock) -> Iterator[str]:
        """Write the VTIMEZONE of a clock."""
        lines: Iterable[str] = (
            clock.lines if isinstance(clock, RuleClock) else vtimezone(clock.zone, *self._years[clock])
        )
        if isinstance(clock, RuleClock) and own_name(clock) != clock.tzid:
            # It is not where that says.
            lines = (line for line in lines if not line.upper().startswith("X-LIC-LOCATION"))
        named = f"TZID:{escape(self._ids[clock])}"
        yield from (named if line[:5].upper() in ("TZID:", "TZID;") else line for line in lines)


def _years(event: Event) -> tuple[int, int]:
    """Give the first and the last year in which the zones of an event must be right."""
    told = [event.end, *(each.moment for each in event.rdates), *event.exdates]
    years = [event.wall.year, *(each.year if isinstance(each, date) else utc_wall(each).year for each in told)]
    return min(years), max(_SERIES_UNTIL, *years) if event.repeats else max(years)


def _lines(event: Event, zones: _Zones, stamp: Instant) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escape(event.uid)}"
    # Outside a message DTSTAMP is when it was last changed (RFC 5545, section 3.8.7.2): a file that is written again
    # without a change is the same file. What a series has changed in may be that a time of it is gone.
    stamps = (event.dtstamp, None if event.repeats else event.last_modified, stamp)
    yield f"DTSTAMP:{_utc(next(each for each in stamps if each is not None))}"
    yield from _times(event, zones)
    if event.sequence:
        yield f"SEQUENCE:{event.sequence}"
    if event.last_modified is not None:
        yield f"LAST-MODIFIED:{_utc(event.last_modified)}"
    parameters = dict(event.parameters)
    texts = (("SUMMARY", event.summary), ("DESCRIPTION", event.description), ("LOCATION", event.location))
    for name, text in texts:
        if text:
            yield f"{name}{parameters.get(name, '')}:{escape(text)}"
    words = (("STATUS", event.status), ("TRANSP", event.transp), ("CLASS", event.class_), ("URL", event.url))
    for name, word in words:
        if word:
            yield f"{name}{parameters.get(name, '')}:{word}"
    if event.categories:
        yield "CATEGORIES:" + ",".join(escape(each) for each in event.categories)
    if event.organizer is not None:
        yield line_of("ORGANIZER", event.organizer)
    for attendee in event.attendees:
        yield line_of("ATTENDEE", attendee)
    yield from event.extras[: _properties(event.extras)]
    yield from event.alarms
    yield from event.extras[_properties(event.extras) :]
    yield "END:VEVENT"


def _properties(extras: tuple[str, ...]) -> int:
    """Count the lines before the first component among those kept: properties come first."""
    return next((at for at, line in enumerate(extras) if line[:6].upper() == "BEGIN:"), len(extras))


def _times(event: Event, zones: _Zones) -> Iterator[str]:
    tzid = zones.tzid(event.clock, event.start)
    # A start that does not exist goes out as it came: a series goes on from there, not from an hour later.
    if tzid is not None and not event.all_day and event.clock.at(event.wall) == event.start:
        yield f"DTSTART;TZID={quoted(tzid)}:{write_time(event.wall)}"
    else:
        yield _moment("DTSTART", event.start, event.clock, zones, all_day=event.all_day)
    if event.length is not None:
        yield f"DURATION:{event.length}"
    elif event.end != event.start:
        yield _moment("DTEND", event.end, event.end_clock or event.clock, zones, all_day=event.all_day)
    if event.recurrence_id is not None:
        future = ";RANGE=THISANDFUTURE" if event.this_and_future else ""
        dated = ";VALUE=DATE" if len(event.recurrence_id) == 8 else ""
        yield f"RECURRENCE-ID{future}{dated}:{event.recurrence_id}"
    yield from (f"RRULE:{rule}" for rule in event.rrules)
    yield from (f"EXRULE:{rule}" for rule in event.exrules)
    yield from (_addition(each, event, zones) for each in event.rdates)
    for excluded in event.exdates:
        if isinstance(excluded, date):
            yield f"EXDATE;VALUE=DATE:{write_date(excluded)}"
        else:
            yield _moment("EXDATE", excluded, event.clock, zones, all_day=False)


def _moment(name: str, instant: Instant, clock: Clock, zones: _Zones, *, all_day: bool) -> str:
    wall = clock.wall(instant)
    if all_day:
        return f"{name};VALUE=DATE:{write_date(wall)}"
    tzid = zones.tzid(clock, instant)
    # The second of two equal wall-clock times can only be told in UTC.
    if tzid is None or clock.at(wall) != instant:
        return f"{name}:{_utc(instant)}"
    return f"{name};TZID={quoted(tzid)}:{write_time(wall)}"


def _addition(addition: Addition, event: Event, zones: _Zones) -> str:
    moment = addition.moment
    if isinstance(moment, date):
        return f"RDATE;VALUE=DATE:{write_date(moment)}"
    if addition.end is not None:
        return f"RDATE;VALUE=PERIOD:{_utc(moment)}/{_utc(addition.end)}"
    return _moment("RDATE", moment, event.clock, zones, all_day=False)


def _utc(instant: Instant) -> str:
    return write_time(utc_wall(instant), utc=True)
