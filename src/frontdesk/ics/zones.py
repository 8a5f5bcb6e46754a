"""The zones of one calendar: its own VTIMEZONEs first, then what the names mean, then the clinic's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from frontdesk.ics.clocks import Clock, IanaClock, Observance, RuleClock
from frontdesk.ics.components import ZONE, Calendar, Component
from frontdesk.ics.lines import Content
from frontdesk.ics.names import iana
from frontdesk.ics.problems import Limits, Problems, Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.ics.sound import sound_line, sound_onset
from frontdesk.ics.values import read_offset, read_time, unescape, write_offset

_OWN = " (own)"
_OWN_NAME = re.compile(r" \(own\)(?: \([0-9]{1,3}\))?$", re.ASCII)
_ONCE = frozenset({"DTSTART", "TZOFFSETTO", "TZOFFSETFROM", "RRULE"})
# Where a custom zone without a name is matched with a known one: its offset through two years.
_SAMPLES = tuple(datetime(year, month, day, 12) for year in (2025, 2026) for month in range(1, 13) for day in (1, 15))


class Zones:
    """Resolve TZIDs for all calendars of one file.

    A definition counts in its own calendar first, by its own rules; never in another file: two files may mean
    different things by one name.
    """

    def __init__(self, home: str, limits: Limits, problems: Problems) -> None:
        self._limits = limits
        self._problems = problems
        self.home = IanaClock(home)
        self._defined: dict[tuple[int, str], RuleClock] = {}
        self._anywhere: dict[str, RuleClock] = {}
        self._found: dict[tuple[int, str | None], Clock] = {}
        self._foreseen: dict[int, str] = {}
        self._observances = 0

    def foresee(self, heads: Iterable[Calendar]) -> None:
        """Learn each calendar's own zone before its events are read: it may stand behind them."""
        for head in heads:
            said = head.properties.get("X-WR-TIMEZONE")
            if said is not None:
                self._foreseen[head.index] = said.value

    def clock(self, calendar: Calendar, tzid: str | None, line: int) -> Clock:
        """Give the clock of a TZID; without one that of floating times. An unknown one is said once."""
        key = None if tzid is None else _key(tzid)
        found = self._found.get((calendar.index, key))
        if found is None:
            found = self._floating(calendar) if key is None else self._look_up(calendar, key, line)
            self._found[calendar.index, key] = found
        return found

    def knows(self, calendar: Calendar, tzid: str) -> bool:
        """Tell whether the calendar itself defines a TZID."""
        return (calendar.index, _key(tzid)) in self._defined

    def lines_of(self, calendar: Calendar, tzid: str) -> tuple[str, ...]:
        """Give the lines by which the calendar itself defines a TZID; none where it does not."""
        clock = self._defined.get((calendar.index, _key(tzid)))
        return clock.lines if clock is not None else ()

    def _floating(self, calendar: Calendar) -> Clock:
        said = calendar.properties.get("X-WR-TIMEZONE")
        named = iana(said.value if said is not None else self._foreseen.get(calendar.index, ""))
        return IanaClock(named) if named else self.home

    def _look_up(self, calendar: Calendar, key: str, line: int) -> Clock:
        defined = self._defined.get((calendar.index, key))
        if defined is not None:
            return defined
        name = iana(key)
        if name is not None:
            return IanaClock(name)
        elsewhere = self._anywhere.get(key)
        if elsewhere is not None:
            return elsewhere
        self._problems.add(line, ZONE, "unknown_zone", key)
        return self.clock(calendar, None, line)

    def define(self, zone: Component) -> None:
        """Take in a VTIMEZONE. One that carries several TZIDs is as many zones, each with what follows its id."""
        if len(self._defined) >= self._limits.zones:
            self._problems.add(zone.line, ZONE, "too_many_zones", str(self._limits.zones))
            return
        ids = sorted((each for each in zone.own if each.name == "TZID"), key=lambda each: each.line)
        if not ids:
            self._problems.add(zone.line, ZONE, "zone_without_name")
            return
        if len(ids) > 1:
            self._problems.add(ids[1].line, ZONE, "several_names", ids[1].value)
        for at, tzid in enumerate(ids):
            begin = tzid.line if at else 0
            end = ids[at + 1].line if at + 1 < len(ids) else 1 << 62
            self._define(zone, tzid, [each for each in zone.inner if begin <= each.line < end])

    def _define(self, zone: Component, tzid: Content, inner: list[Content]) -> None:
        observances, kept = self._read_observances(zone, inner)
        key = _key(unescape(tzid.value))
        if not observances:
            self._problems.add(zone.line, ZONE, "zone_without_rules", key)
            return
        place = next((each.value for each in zone.own if each.name == "X-LIC-LOCATION"), "")
        known = iana(key) or iana(place)
        given = _OWN_NAME.sub("", key)
        own = [sound_line(each.text) for each in zone.own if each.name != "TZID"]
        lines = (f"BEGIN:{ZONE}", sound_line(tzid.text), *own, *kept, f"END:{ZONE}")
        clock = RuleClock(
            key, known or self.home.zone, observances, lines, IanaClock(known) if known is not None else None
        )
        own_clock = self._own(given, observances, lines) if given != key else None
        if own_clock is not None:
            clock = own_clock
        elif known is None:
            clock = RuleClock(key, _likeness(clock, self.home.zone), observances, lines)
        self._defined.setdefault((zone.calendar.index, key), clock)
        self._anywhere.setdefault(key, clock)

    def _own(self, tzid: str, observances: tuple[Observance, ...], lines: tuple[str, ...]) -> RuleClock | None:
        """Give the clock that was sent under a name of its own, None where the name is not of our making."""
        known = iana(tzid)
        clock = None if known is None else RuleClock(tzid, known, observances, lines, IanaClock(known))
        return clock if clock is not None and contradicts(clock) else None

    def _read_observances(self, zone: Component, inner: list[Content]) -> tuple[tuple[Observance, ...], list[str]]:
        """Read STANDARD and DAYLIGHT, and give the lines of those that could be read."""
        found: list[Observance] = []
        kept: list[str] = []
        held: list[Content] = []
        for each in inner:
            if each.name == "BEGIN":
                held = []
            elif each.name != "END":
                held.append(each)
            elif each.value in ("STANDARD", "DAYLIGHT"):
                self._observances += 1
                flood = len(found) >= self._limits.observances_of_zone
                if flood or self._observances > self._limits.observances:
                    self._problems.add(each.line, ZONE, "zone_flood", str(len(found)))
                    break
                try:
                    self._mend(held)
                    found.append(self._observance(held))
                except Unreadable as error:
                    self._problems.add(held[0].line if held else zone.line, ZONE, error.what, error.detail)
                else:
                    kept += [f"BEGIN:{each.value}", *self._sound(held), f"END:{each.value}"]
        return tuple(found), kept

    def _sound(self, lines: list[Content]) -> list[str]:
        """Give the lines of an observance as another reader wants them, each that stands once there once."""
        first = {each.name: each for each in reversed(lines)}
        before = read_offset((first.get("TZOFFSETFROM") or first["TZOFFSETTO"]).value)
        kept = [each for each in lines if each.name not in _ONCE or each is first[each.name]]
        found = [sound_onset(each.name, each.value, before, each.text) for each in kept]
        return found if "TZOFFSETFROM" in first else [*found, f"TZOFFSETFROM:{write_offset(before)}"]

    def _mend(self, lines: list[Content]) -> None:
        """Let the offset before be the one after where it cannot be read: that of long ago matters least."""
        for at, each in enumerate(lines):
            if each.name == "TZOFFSETFROM":
                try:
                    read_offset(each.value)
                except Unreadable as error:
                    after = next((line.value for line in lines if line.name == "TZOFFSETTO"), "")
                    self._problems.add(each.line, ZONE, error.what, error.detail)
                    lines[at] = each._replace(value=after, text=f"TZOFFSETFROM:{after}")

    def _observance(self, lines: list[Content]) -> Observance:
        first: dict[str, str] = {}
        dates: list[datetime] = []
        for each in lines:
            first.setdefault(each.name, each.value)
            if each.name == "RDATE":
                values = [value for value in each.value.split(",") if value.strip()]
                room = self._limits.dates - len(dates)
                if len(values) > room:
                    self._problems.add(each.line, ZONE, "too_many_dates", each.name)
                dates.extend(read_time(value.partition("/")[0])[0] for value in values[:room])
        for needed in ("DTSTART", "TZOFFSETTO"):
            if needed not in first:
                raise Unreadable("zone_incomplete", needed)
        after = read_offset(first["TZOFFSETTO"])
        before = read_offset(first.get("TZOFFSETFROM", first["TZOFFSETTO"]))
        rule = read_rule(first["RRULE"]) if first.get("RRULE") else None
        begin, _ = read_time(first["DTSTART"])
        return Observance(begin, before, after, rule, tuple(dates))


def own_name(clock: RuleClock) -> str:
    """Give the TZID under which a clock goes out: one of its own where it shows other times than its name says.

    Many readers go by the names that they know, whatever definition comes along.
    """
    return f"{clock.tzid}{_OWN}" if clock.tzid and contradicts(clock) else clock.tzid


@lru_cache(maxsize=256)
def contradicts(clock: RuleClock) -> bool:
    """Tell whether a clock that carries the name of a known zone shows other times than that zone."""
    name = iana(clock.tzid)
    if name is None:
        return False
    known = IanaClock(name)
    return any(known.at(wall) != clock.at(wall) for wall in _SAMPLES)


@lru_cache(maxsize=256)
def _likeness(clock: RuleClock, home: str) -> str:
    """Find a known zone that shows the same times; the clinic's own first, else the clinic's own anyway."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    wanted = [clock.at(wall) for wall in _SAMPLES]
    for name in (home, *WINDOWS_TO_OLSON.values()):
        known = IanaClock(name)
        if all(known.at(wall) == instant for wall, instant in zip(_SAMPLES, wanted, strict=True)):
            return name
    return home


def _key(tzid: str) -> str:
    return tzid.strip().strip('"').strip()
