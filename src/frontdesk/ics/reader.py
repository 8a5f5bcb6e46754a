"""The way in: the bytes of a calendar file to events, and to what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from frontdesk.domain import instants
from frontdesk.ics.components import CALENDAR, EVENT, ZONE, Calendar, Component, Splitter
from frontdesk.ics.event import Event
from frontdesk.ics.events import EventReader
from frontdesk.ics.parts import KeptPart, can_be_kept, part_of, tzids_of
from frontdesk.ics.problems import DEFAULT, Limits, Problem, Problems, Unreadable
from frontdesk.ics.text import Progress, logical_lines
from frontdesk.ics.values import unescape
from frontdesk.ics.zones import Zones

_BEGUN = re.compile(rb"BEGIN:VEVENT", re.I)
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a file holds. `begun` events stand in it: so many came as were not lost to a problem.

    `others` counts the components that are no events, by name; `kept` are those of them that are kept as they came.
    Name, product, method and zone are those of the first calendar that says; so is `book`, by which one of our own
    books knows its files again.
    """

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    name: str = field(default="", repr=False)
    product: str = ""
    method: str = ""
    zone: str = ""
    book: str = ""
    begun: int = 0
    calendars: int = 0
    others: tuple[tuple[str, int], ...] = ()
    kept: tuple[KeptPart, ...] = ()

    @property
    def lost(self) -> int:
        """Count the events that could not be read."""
        return sum(problem.lost for problem in self.problems)


def read(data: bytes, *, zone: str, limits: Limits = DEFAULT, progress: Progress | None = None) -> Feed:
    """Read a calendar file; never refuses, whatever the bytes are.

    `zone` is the clinic's own, for times that float and for whole days. `progress` is told the bytes read and
    their number, and may raise to stop.
    """
    instants.zone(zone)
    refused = _refused(data, limits)
    if refused is not None:
        begun = len(_BEGUN.findall(data))
        return Feed(problems=(Problem(0, "", refused, str(len(data)), begun),), begun=begun)
    first = _Pass(zone, limits)
    first.run(data, progress)
    if not first.late:
        return first.feed()
    second = _Pass(zone, limits, known=first)
    second.run(data, progress)
    return second.feed()


def _refused(data: bytes, limits: Limits) -> str | None:
    if len(data) > limits.size:
        return "file_too_large"
    return "packed_file" if data.startswith(_PACKED) else None


class _Pass:
    """One reading of a file, component by component.

    Where a zone is defined behind events that use it, those were read without it: the reading is `late`, and a
    second one starts with the definitions of the first.
    """

    def __init__(self, zone: str, limits: Limits, known: _Pass | None = None) -> None:
        self._limits = limits
        self._problems = Problems(limits.problems)
        self._splitter = Splitter(limits, self._problems)
        self._zones = Zones(zone, limits, self._problems)
        self._reader = EventReader(self._zones, limits, self._problems)
        self._events: list[Event] = []
        self._definitions: list[Component] = []
        self._first_event: dict[int, int] = {}
        self._others: dict[str, int] = {}
        self._kept: list[tuple[Calendar, tuple[str, ...], KeptPart]] = []
        self._told = known is not None
        self.late = False
        if known is not None:
            for definition in known._definitions:
                self._guarded(definition, self._zones.define)
            self._zones.foresee(known._splitter.heads)

    def run(self, data: bytes, progress: Progress | None) -> None:
        """Read all components."""
        for component in self._splitter.components(logical_lines(data, self._limits, self._problems, progress)):
            if component.name == EVENT:
                self._first_event.setdefault(component.calendar.index, component.line)
                self._guarded(component, self._take)
            elif component.name == ZONE:
                self._meet(component)
            else:
                self._others[component.name] = self._others.get(component.name, 0) + 1
                if can_be_kept(component) and len(self._kept) < self._limits.kept:
                    self._kept.append((component.calendar, tzids_of(component), part_of(component)))
        for head in self._splitter.heads:
            said = head.properties.get("X-WR-TIMEZONE")
            self._notice(head.index, said.line if said is not None else 0)

    def _meet(self, zone: Component) -> None:
        if self._told:
            return
        self._notice(zone.calendar.index, zone.line)
        if len(self._definitions) < self._limits.zones:
            self._definitions.append(zone)
        self._guarded(zone, self._zones.define)

    def _notice(self, calendar: int, line: int) -> None:
        self.late = self.late or (not self._told and line > self._first_event.get(calendar, line))

    def _take(self, component: Component) -> None:
        if len(self._events) >= self._limits.events:
            raise Unreadable("too_many_events", str(self._limits.events))
        self._events.append(self._reader.read(component))

    def _guarded(self, component: Component, action: Callable[[Component], None]) -> None:
        """Let one component fail alone: whatever is wrong with it, its neighbours are read."""
        lost = int(component.name == EVENT)
        try:
            action(component)
        except Unreadable as error:
            self._problems.add(component.line, component.name, error.what, error.detail, lost)
        except Exception as error:  # noqa: BLE001 - the outer edge where foreign text ends
            self._problems.add(component.line, component.name, "unreadable", type(error).__name__, lost)

    def feed(self) -> Feed:
        """Give what came of it."""
        heads = self._splitter.heads
        if len(heads) == 1 and not self._splitter.begun:
            self._problems.add(0, CALENDAR, "no_calendar")
        for name, many in sorted(self._others.items()):
            self._problems.add(0, name, "not_an_event", str(many))

        def first(*names: str) -> str:
            said = (head.properties[name].value for name in names for head in heads if name in head.properties)
            return next((unescape(value).strip() for value in said if value.strip()), "")

        return Feed(
            events=tuple(self._events),
            problems=tuple(sorted(self._problems.all(), key=lambda problem: problem.line)),
            name=first("X-WR-CALNAME", "NAME"),
            product=first("PRODID"),
            method=first("METHOD").upper(),
            zone=first("X-WR-TIMEZONE"),
            book=first("X-FRONTDESK-BOOK"),
            begun=self._splitter.begun,
            calendars=len(heads) - 1,
            others=tuple(sorted(self._others.items())),
            kept=tuple(self._with_zones(*each) for each in self._kept),
        )

    def _with_zones(self, calendar: Calendar, tzids: tuple[str, ...], part: KeptPart) -> KeptPart:
        """Give a part with the zones that it names, as its own calendar defines them."""
        found = (self._zones.lines_of(calendar, tzid) for tzid in tzids)
        return replace(part, zones=tuple(lines for lines in found if lines)) if tzids else part
