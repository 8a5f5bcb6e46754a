"""Logical lines to components, one after the other, each with its own lines and the calendar that it stands in.

What BEGIN and END leave open is closed as the neighbours suggest, and said: so one damaged component never takes
the next one with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from frontdesk.ics.lines import Content, content
from frontdesk.ics.problems import Limits, Problems

EVENT, ZONE, CALENDAR = "VEVENT", "VTIMEZONE", "VCALENDAR"
# Components that stand side by side in a calendar: when one begins inside another, that other has lost its END.
_SIDE_BY_SIDE = frozenset({EVENT, ZONE, "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"})
# So with these inside a component.
_NEVER_NESTED = {"VALARM": ("VALARM",), "STANDARD": ("STANDARD", "DAYLIGHT"), "DAYLIGHT": ("STANDARD", "DAYLIGHT")}
# So with these inside a component.
_NEVER_NESTED = {"VALARM": ("VALARM",), "STANDARD": ("STANDARD", "DAYLIGHT"), "DAYLIGHT": ("STANDARD", "DAYLIGHT")}
_NO_NAME = re.compile("[^A-Z0-9-]+")
_PROSE = frozenset({"DESCRIPTION", "SUMMARY", "LOCATION", "COMMENT", "CONTACT", "X-ALT-DESC"})
_KNOWN_NAMES = """
    ACTION ATTACH ATTENDEE BEGIN CALSCALE CATEGORIES CLASS COLOR COMMENT COMPLETED CONFERENCE CONTACT CREATED
    DESCRIPTION DTEND DTSTAMP DTSTART DUE DURATION END EXDATE EXRULE FREEBUSY GEO IMAGE LAST-MODIFIED LOCATION METHOD
    NAME ORGANIZER PERCENT-COMPLETE PRIORITY PRODID RDATE RECURRENCE-ID REFRESH-INTERVAL RELATED-TO REPEAT
    REQUEST-STATUS RESOURCES RRULE SEQUENCE SOURCE STATUS SUMMARY TRANSP TRIGGER TZID TZNAME TZOFFSETFROM TZOFFSETTO
    TZURL UID URL VERSION
"""
_KNOWN = frozenset(_KNOWN_NAMES.split())


@dataclass(slots=True)
class Calendar:
    """The head of one VCALENDAR: its own properties, the first of each name."""

    index: int
    properties: dict[str, Content] = field(default_factory=dict)


@dataclass(slots=True)
class Component:
    """One component as it stands: its own lines, and those of what it holds, BEGIN and END included."""

    name: str
    line: int
    calendar: Calendar
    own: list[Content] = field(default_factory=list)
    inner: list[Content] = field(default_factory=list)


class Splitter:
    """Walk over logical lines and give each component as soon as it ends. Holds one component at a time.

    `heads` are those of all calendars met so far; the first is that of what stands outside any. `begun` counts
    the events that began.
    """

    def __init__(self, limits: Limits, problems: Problems) -> None:
        self._limits = limits
        self._problems = problems
        self._calendar = Calendar(0)
        self._open: Component | None = None
        self._inside: list[str] = []
        self._too_deep = 0
        self._nested = False
        self._unended = False
        self._loose: list[str] = []
        self.begun = 0
        self.heads = [self._calendar]

    def components(self, lines: Iterable[tuple[int, str]]) -> Iterator[Component]:
        """Give the components that stand directly in a calendar, or in none."""
        for number, text in lines:
            found = content(number, text)
            if found is None or (self._loose and found.name not in _KNOWN and not found.name.startswith("X-")):
                self._keep(number, text)
                continue
            if self._loose:
                self._mend()
            if found.name == "BEGIN":
                yield from self._begin(found)
            elif found.name == "END":
                yield from self._end(found)
            elif self._open is None:
                self._calendar.properties.setdefault(found.name, found)
            elif not self._inside:
                self._open.own.append(found)
            elif not self._too_deep:
                self._open.inner.append(found)
        yield from self._close(self._open.line if self._open else 0, said=True)

    def _begin(self, found: Content) -> Iterator[Component]:
        name = _named(found.value)
        self.begun += name == EVENT
        if name == CALENDAR:
            yield from self._close(found.line, said=True)
            if self._calendar.index and not self._unended:
                # Said once: a file of nothing else has hundreds of thousands.
                self._unended = True
                self._problems.add(found.line, CALENDAR, "end_missing")
            self._calendar = Calendar(len(self.heads))
            self.heads.append(self._calendar)
        elif self._open is None or name in _SIDE_BY_SIDE:
            yield from self._close(found.line, said=True)
            self._open = Component(name, found.line, self._calendar)
        else:
            self._enter(self._open, name, found)

    def _enter(self, holder: Component, name: str, found: Content) -> None:
        """Begin a component inside another; one that never stands in its like ends that first."""
        for other in _NEVER_NESTED.get(name, ()):
            if other in self._inside:
                self._problems.add(found.line, holder.name, "end_missing")
                self._leave(holder, other, found)
        if len(self._inside) < self._limits.depth:
            self._nested = self._nested or bool(self._inside)
            self._inside.append(name)
            holder.inner.append(found._replace(value=name, text=f"BEGIN:{name}"))
            return
        if not self._too_deep:
            self._problems.add(found.line, holder.name, "nested_too_deep", name)
        self._too_deep += 1

    def _leave(self, holder: Component, name: str, found: Content) -> None:
        """End a component inside another, and with it what it still holds."""
        while self._inside:
            last = self._inside.pop()
            holder.inner.append(found._replace(name="END", value=last, text=f"END:{last}"))
            if last == name:
                return
            self._problems.add(found.line, holder.name, "end_missing")

    def _end(self, found: Content) -> Iterator[Component]:
        name = _named(found.value)
        if name == CALENDAR:
            yield from self._close(found.line, said=True)
            self._calendar = self.heads[0]
        elif self._open is None:
            self._problems.add(found.line, name, "end_without_begin")
        elif self._too_deep:
            self._too_deep -= 1
        elif name in self._inside:
            self._leave(self._open, name, found)
        elif name == self._open.name:
            yield from self._close(found.line, said=bool(self._inside))
        else:
            self._problems.add(found.line, name, "end_without_begin")

    def _close(self, line: int, *, said: bool) -> Iterator[Component]:
        closing = self._open
        if closing is None:
            return
        if self._loose:
            self._mend()
        if said:
            self._problems.add(line, closing.name, "end_missing")
        for name in reversed(self._inside):
            closing.inner.append(Content(line, "END", "", name, f"END:{name}"))
        if self._nested:
            closing.inner = _properties_first(closing.inner)
        self._open, self._inside, self._too_deep, self._nested = None, [], 0, False
        yield closing

    def _keep(self, number: int, text: str) -> None:
        """Hold a line that is none where it follows prose that someone wrapped wrongly; else say so."""
        holder = self._open.own if self._open is not None and not self._inside else None
        if not holder or holder[-1].name not in _PROSE:
            self._problems.add(number, self._name, "not_a_line", text)
            return
        if not self._loose:
            self._problems.add(number, self._name, "wrong_folding", holder[-1].name)
        self._loose.append(text)

    def _mend(self) -> None:
        """Put the held lines behind the prose that they belong to."""
        if self._open is not None:
            last = self._open.own[-1]
            more = "\\n".join(("", *self._loose))
            self._open.own[-1] = last._replace(value=last.value + more, text=last.text + more)
        self._loose = []

    @property
    def _name(self) -> str:
        return self._open.name if self._open is not None else CALENDAR


def _named(value: str) -> str:
    """Read the name of a component; what no name may hold becomes a dash, so that it can be written back."""
    return _NO_NAME.sub("-", value.strip().upper()) or "X-UNNAMED"


def _properties_first(lines: list[Content]) -> list[Content]:
    """Put the properties of each component before the components that it holds, as the grammar wants."""
    open_ones: list[tuple[list[Content], list[Content]]] = [([], [])]
    for line in lines:
        if line.name == "BEGIN":
            open_ones.append(([line], []))
        elif line.name == "END":
            own, inner = open_ones.pop()
            open_ones[-1][1].extend((*own, *inner, line))
        else:
            open_ones[-1][0].append(line)
    return [*open_ones[0][0], *open_ones[0][1]]
