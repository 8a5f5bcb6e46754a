"""A reader of iCalendar that forgives nothing, written from the grammar of RFC 5545 alone.

It knows nothing of the program whose files it judges. `breaches` gives every one that it finds, by line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from tests.support.strict_ics_values import TYPES, is_date, rule_breaches, rule_parts

_NAME = "[A-Za-z0-9-]+"
_VALUE = r'(?:"[^\x00-\x08\x0a-\x1f\x7f"]*"|[^\x00-\x08\x0a-\x1f\x7f";:,]*)'
_PARAMETER = re.compile(rf";({_NAME})=({_VALUE}(?:,{_VALUE})*)")
_LINE = re.compile(rf"({_NAME})((?:;{_NAME}={_VALUE}(?:,{_VALUE})*)*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_WIDTH = 75


@dataclass
class Line:
    """One unfolded content line."""

    number: int
    name: str
    params: list[tuple[str, str]]
    value: str

    def param(self, name: str) -> str | None:
        """Give a parameter without its quotes."""
        return next((value.strip('"') for key, value in self.params if key == name), None)


@dataclass
class Part:
    """One component."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """Give its properties of one name."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """Give its first property of one name."""
        return next(iter(self.all(name)), None)

    def walk(self) -> Iterator[Part]:
        """Give the component and all inside it."""
        yield self
        for part in self.parts:
            yield from part.walk()


# Property: its types, the default first; a star where it is a list.
_TYPE_NAMES = """
    ACTION TEXT | ATTACH URI BINARY | ATTENDEE CAL-ADDRESS | BUSYTYPE TEXT | CALSCALE TEXT | CATEGORIES* TEXT
    | CLASS TEXT | COLOR TEXT | COMMENT TEXT | COMPLETED DATE-TIME | CONTACT TEXT | CREATED DATE-TIME
    | DESCRIPTION TEXT | DTEND DATE-TIME DATE | DTSTAMP DATE-TIME | DTSTART DATE-TIME DATE | DUE DATE-TIME DATE
    | DURATION DURATION | EXDATE* DATE-TIME DATE | EXRULE RECUR | FREEBUSY* PERIOD | GEO UNKNOWN
    | LAST-MODIFIED DATE-TIME | LOCATION TEXT | METHOD TEXT | NAME TEXT | ORGANIZER CAL-ADDRESS
    | PERCENT-COMPLETE INTEGER | PRIORITY INTEGER
    | PRODID TEXT | RDATE* DATE-TIME DATE PERIOD | RECURRENCE-ID DATE-TIME DATE | RELATED-TO TEXT | REPEAT INTEGER
    | RESOURCES* TEXT | RRULE RECUR | SEQUENCE INTEGER | STATUS TEXT | SUMMARY TEXT | TRANSP TEXT
    | TRIGGER DURATION DATE-TIME | TZID TEXT | TZNAME TEXT | TZOFFSETFROM UTC-OFFSET | TZOFFSETTO UTC-OFFSET
    | TZURL URI | UID TEXT | URL URI | VERSION UNKNOWN
"""
_TYPES = {each.split()[0].rstrip("*"): each.split()[1:] for each in _TYPE_NAMES.split("|")}
_LISTS = {each.split()[0].rstrip("*") for each in _TYPE_NAMES.split("|") if each.split()[0].endswith("*")}
_OF_ALL = "CLASS CREATED DESCRIPTION DTSTART LAST-MODIFIED ORGANIZER SEQUENCE STATUS SUMMARY URL RECURRENCE-ID COLOR"
# Component: properties that stand in it exactly once, and those that stand in it at most once.
_COUNTS = {
    "VCALENDAR": ("PRODID VERSION", "CALSCALE METHOD UID LAST-MODIFIED URL COLOR REFRESH-INTERVAL SOURCE"),
    "VEVENT": ("UID DTSTAMP", f"{_OF_ALL} GEO LOCATION PRIORITY TRANSP DTEND DURATION"),
    "VTODO": ("UID DTSTAMP", f"{_OF_ALL} GEO LOCATION PRIORITY COMPLETED PERCENT-COMPLETE DUE DURATION"),
    "VJOURNAL": ("UID DTSTAMP", _OF_ALL.replace("DESCRIPTION ", "")),
    "VFREEBUSY": ("UID DTSTAMP", "CONTACT DTSTART DTEND ORGANIZER URL"),
    "VTIMEZONE": ("TZID", "LAST-MODIFIED TZURL"),
    "STANDARD": ("DTSTART TZOFFSETTO TZOFFSETFROM", ""),
    "DAYLIGHT": ("DTSTART TZOFFSETTO TZOFFSETFROM", ""),
    "VALARM": ("ACTION TRIGGER", "DURATION REPEAT UID ACKNOWLEDGED"),
}
_INSIDE = {"STANDARD": "VTIMEZONE", "DAYLIGHT": "VTIMEZONE", "VTIMEZONE": "VCALENDAR", "VEVENT": "VCALENDAR"}
_INSIDE |= {"VTODO": "VCALENDAR", "VJOURNAL": "VCALENDAR", "VFREEBUSY": "VCALENDAR"}
_WORDS = {
    ("VEVENT", "STATUS"): ("TENTATIVE", "CONFIRMED", "CANCELLED"),
    ("VTODO", "STATUS"): ("NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"),
    ("VJOURNAL", "STATUS"): ("DRAFT", "FINAL", "CANCELLED"),
    ("VEVENT", "TRANSP"): ("OPAQUE", "TRANSPARENT"),
    ("VCALENDAR", "VERSION"): ("2.0",),
    ("VCALENDAR", "CALSCALE"): ("GREGORIAN",),
}
_UTC_ONLY = ("DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED")


def breaches(data: bytes) -> list[str]:
    """List all that is wrong with a file; nothing when it is as the standard wants it."""
    found = list(_octets(data))
    lines, bad = _lines(data)
    roots, crooked = _tree(lines)
    found += bad + crooked
    if not roots:
        found.append("0: no calendar")
    for root in roots:
        found += _of_calendar(root)
    return found


def ill_formed(data: bytes) -> list[str]:
    """List what is wrong with the form alone: octets, folding, lines, components that are open or crossed."""
    lines, bad = _lines(data)
    return [*_octets(data), *bad, *_tree(lines)[1]]


def _octets(data: bytes) -> Iterator[str]:
    if not data.endswith(b"\r\n"):
        yield "0: the last line does not end"
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if b"\r" in line or b"\n" in line:
            yield f"{number}: a line end that is none"
        if len(line) > _WIDTH:
            yield f"{number}: {len(line)} octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"{number}: not UTF-8, or folded inside a character"


def _lines(data: bytes) -> tuple[list[Line], list[str]]:
    held: list[tuple[int, str]] = []
    bad = []
    for number, raw in enumerate(data.decode("utf-8", "replace").removesuffix("\r\n").split("\r\n"), 1):
        if raw[:1] in (" ", "\t") and held:
            held[-1] = (held[-1][0], held[-1][1] + raw[1:])
        else:
            held.append((number, raw))
    lines = []
    for number, text in held:
        match = _LINE.fullmatch(text)
        if match is None:
            bad.append(f"{number}: no content line: {text[:60]}")
            continue
        params = [(name.upper(), value) for name, value in _PARAMETER.findall(match[2])]
        lines.append(Line(number, match[1].upper(), params, match[3]))
    return lines, bad


def _tree(lines: list[Line]) -> tuple[list[Part], list[str]]:
    roots: list[Part] = []
    held: list[Part] = []
    bad = []
    for line in lines:
        if line.name == "BEGIN":
            part = Part(line.value.upper(), line.number)
            if not re.fullmatch(_NAME, part.name):
                bad.append(f"{line.number}: no name of a component: {part.name}")
            (held[-1].parts if held else roots).append(part)
            held.append(part)
        elif line.name == "END":
            if not held or held[-1].name != line.value.upper():
                bad.append(f"{line.number}: END of {line.value}, which is not open")
            else:
                held.pop()
        elif not held:
            bad.append(f"{line.number}: {line.name} outside any calendar")
        else:
            if held[-1].parts:
                bad.append(f"{line.number}: {line.name} behind a component")
            held[-1].lines.append(line)
    return roots, bad + [f"{part.number}: {part.name} has no end" for part in held]


def _of_calendar(root: Part) -> list[str]:
    found = [] if root.name == "VCALENDAR" else [f"{root.number}: {root.name} outside any calendar"]
    if not root.parts:
        found.append(f"{root.number}: a calendar of nothing")
    method = root.first("METHOD") is not None
    for holder in root.walk():
        for part in holder.parts:
            if _INSIDE.get(part.name, holder.name) != holder.name:
                found.append(f"{part.number}: {part.name} inside {holder.name}")
    for part in root.walk():
        found += _counted(part)
        for line in part.lines:
            found += [f"{line.number}: {part.name} {line.name}: {each}" for each in _of_line(part, line)]
        found += [f"{part.number}: {part.name}: {each}" for each in _of_part(part, method=method)]
    return found + list(_zones(root))


def _counted(part: Part) -> Iterator[str]:
    once, most = _COUNTS.get(part.name, ("", ""))
    many = Counter(line.name for line in part.lines)
    for name in once.split():
        if many[name] != 1:
            yield f"{part.number}: {part.name} has {many[name]} {name}"
    for name in most.split():
        if many[name] > 1:
            yield f"{part.number}: {part.name} has {many[name]} {name}"


def _of_line(part: Part, line: Line) -> Iterator[str]:
    names = Counter(name for name, _ in line.params)
    yield from (f"{name} twice" for name, many in names.items() if many > 1)
    types = _TYPES.get(line.name)
    if types is None:
        return
    kind = (line.param("VALUE") or types[0]).upper()
    if kind not in types:
        yield f"VALUE={kind}"
        return
    for value in _values(line.value) if line.name in _LISTS else [line.value]:
        if not TYPES[kind](value):
            yield f"no {kind}: {value[:60]}" + "".join(f" ({each})" for each in _why(kind, value))
    if kind == "BINARY" and line.param("ENCODING") != "BASE64":
        yield "BINARY without ENCODING=BASE64"
    words = _WORDS.get((part.name, line.name))
    if words is not None and line.value.upper() not in words:
        yield f"no word of the standard: {line.value}"
    tzid = line.param("TZID")
    if tzid is not None and (kind == "DATE" or line.value.endswith("Z")):
        yield "TZID on a date or a time in UTC"
    if line.name in _UTC_ONLY and not line.value.endswith("Z"):
        yield "not in UTC"
    if line.name == "TRIGGER" and kind == "DATE-TIME" and not line.value.endswith("Z"):
        yield "not in UTC"


def _values(value: str) -> list[str]:
    return re.split(r"(?<!\\)(?:\\\\)*,", value)


def _why(kind: str, value: str) -> list[str]:
    return rule_breaches(value) if kind == "RECUR" else []


def _of_part(part: Part, *, method: bool) -> Iterator[str]:
    if part.name == "VEVENT":
        yield from _of_event(part, method=method)
    elif part.name == "VTIMEZONE":
        if not any(each.name in ("STANDARD", "DAYLIGHT") for each in part.parts):
            yield "no STANDARD and no DAYLIGHT"
    elif part.name in ("STANDARD", "DAYLIGHT"):
        start = part.first("DTSTART")
        if start is not None and (start.param("TZID") or start.value.endswith("Z") or is_date(start.value)):
            yield "DTSTART is no local time"
        for rule in part.all("RRULE"):
            if not rule_parts(rule.value).get("UNTIL", "Z").endswith("Z"):
                yield "UNTIL is not in UTC"
    elif part.name == "VALARM":
        yield from _of_alarm(part)


def _of_event(part: Part, *, method: bool) -> Iterator[str]:
    start, end = part.first("DTSTART"), part.first("DTEND")
    if start is None:
        if not method:
            yield "no DTSTART"
        return
    if end is not None and part.first("DURATION") is not None:
        yield "DTEND and DURATION"
    length = part.first("DURATION")
    if length is not None and (length.value[:1] == "-" or (is_date(start.value) and "T" in length.value)):
        yield f"DURATION {length.value} for {start.value}"
    if end is not None:
        if is_date(start.value) is not is_date(end.value):
            yield "DTSTART and DTEND are not of one type"
        elif (late := _later(start, end)) is not None and not late:
            yield f"it ends before or when it begins: {start.value} {end.value}"
    for rule in (*part.all("RRULE"), *part.all("EXRULE")):
        yield from _until(rule, start)


def _later(start: Line, end: Line) -> bool | None:
    """Tell whether the end lies behind the start; None where only a zone's own rules could tell."""
    if start.param("TZID") == end.param("TZID") and start.value.endswith("Z") is end.value.endswith("Z"):
        return end.value > start.value
    moments = [_moment(each) for each in (start, end)]
    return None if None in moments else moments[1] > moments[0]  # type: ignore[operator]


def _moment(line: Line) -> float | None:
    tzid = line.param("TZID")
    wall = datetime.strptime(line.value.rstrip("Z"), "%Y%m%dT%H%M%S")
    if line.value.endswith("Z"):
        return wall.replace(tzinfo=UTC).timestamp()
    if tzid not in available_timezones():
        return None
    try:
        return wall.replace(tzinfo=ZoneInfo(tzid or "")).timestamp()
    except ZoneInfoNotFoundError:
        return None


def _until(rule: Line, start: Line) -> Iterator[str]:
    parts = rule_parts(rule.value)
    until = parts.get("UNTIL")
    if is_date(start.value) and {"BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys():
        yield "times of the day for whole days"
    if until is None:
        return
    if is_date(start.value) is not is_date(until):
        yield f"UNTIL={until} is of another type than {start.value}"
    elif not is_date(until):
        fixed = start.value.endswith("Z") or start.param("TZID") is not None
        if fixed is not until.endswith("Z"):
            yield f"UNTIL={until} for {start.value}"


def _of_alarm(part: Part) -> Iterator[str]:
    if (part.first("DURATION") is None) is not (part.first("REPEAT") is None):
        yield "DURATION and REPEAT stand together"
    action = part.first("ACTION")
    needed = {"DISPLAY": ("DESCRIPTION",), "EMAIL": ("DESCRIPTION", "SUMMARY", "ATTENDEE")}
    for name in needed.get(action.value.upper() if action is not None else "", ()):
        if part.first(name) is None:
            yield f"no {name}"


def _zones(root: Part) -> Iterator[str]:
    """Compare the zones that are named with those that are defined (section 3.2.19)."""
    defined = Counter(line.value for part in root.parts if part.name == "VTIMEZONE" for line in part.all("TZID"))
    yield from (f"{root.number}: zone {tzid} {many} times" for tzid, many in defined.items() if many > 1)
    known = {re.sub(r"\\([\\;,])", r"\1", tzid) for tzid in defined}
    for part in root.walk():
        for line in part.lines:
            tzid = line.param("TZID")
            if tzid is not None and tzid not in known and not tzid.startswith("/"):
                yield f"{line.number}: {line.name} names the zone {tzid}, which is not there"
