"""Tasks, journals and whatever else of a calendar file is no event: kept as it came, and written back (C78, C79).

`lines_of` is what an export of the whole clinic adds to its file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from frontdesk.domain.kept_component import KeptComponent
from frontdesk.ics.clocks import Clock
from frontdesk.ics.components import ZONE, Splitter
from frontdesk.ics.lines import content
from frontdesk.ics.parts import KeptPart
from frontdesk.ics.problems import DEFAULT, Problems
from frontdesk.ics.zones import Zones
from frontdesk.services.ics.preview import Trouble
from frontdesk.services.ics.sources import MESSAGES, File, Sources
from frontdesk.store import ics as table
from frontdesk.store.work import Reading, Work

Name = tuple[str, str, str | None]
NO_ZONES: Mapping[str, Clock] = {}
_BEGIN, _END = f"BEGIN:{ZONE}", f"END:{ZONE}"
_YEAR = re.compile(r":(\d{4})\d{4}(?:T|$)", re.ASCII)
# Two definitions of a zone are one where their clocks agree from the first year that is named to this one.
_LAST_YEAR = 2037


@dataclass(frozen=True, slots=True)
class KeptWrite:
    """One component to be written: new without `before`, called off without `part`."""

    before: KeptComponent | None
    part: KeptPart | None


@dataclass(frozen=True, slots=True)
class Written:
    """Content lines for a file, not folded: VTIMEZONEs that go before its events, and components that go behind."""

    zones: tuple[str, ...] = ()
    components: tuple[str, ...] = ()


def lines_of(book: Reading, zones: Mapping[str, Clock] = NO_ZONES) -> Written:
    """Give everything kept that is no event, as it is to be written into an export of the whole clinic.

    `zones` are the TZIDs that the file defines already, each with its clock: one that means the same is not written
    again, one that means something else gets another name, also where the components name it.
    """
    known = dict(zones)
    defined: list[str] = []
    components: list[str] = []
    for one in sorted(book.all(KeptComponent), key=lambda each: each.id):
        definitions, own = _parted(one.lines)
        for lines in definitions:
            tzid, clock = _clock_of(lines)
            if clock is None:
                continue
            name = _fitting(tzid, clock, known, _first_year(own))
            if name not in known:
                known[name] = clock
                defined += [f"TZID:{name}" if line.upper().startswith("TZID") else line for line in lines]
            if name != tzid:
                own = tuple(_renamed(line, tzid, name) for line in own)
        components += own
    return Written(tuple(defined), tuple(components))


def kept_writes(book: Reading, sources: Sources) -> tuple[KeptWrite, ...]:
    """Lay the components of the files beside those that the book keeps; what it has as it came gives nothing.

    They are known again by kind, UID and RECURRENCE-ID; of two versions that of the higher SEQUENCE counts, then that
    of the later stamp. Messages about a component keep nothing, and a cancellation lets go of it.
    """
    newest: dict[Name, KeptPart] = {}
    for part in (part for file in sources.files for part in file.feed.kept if part.method not in MESSAGES):
        name = (part.name, part.uid, part.recurrence_id)
        if name not in newest or _age(part) >= _age(newest[name]):
            newest[name] = part
    held = _held(book, newest)
    writes = (_write(part, name, held) for name, part in newest.items())
    return tuple(write for found in writes for write in found)


def write_kept(work: Work, writes: Sequence[KeptWrite]) -> int:
    """Write what is kept anew, changed or let go of; give how many components that are."""
    made = []
    for write in writes:
        if write.part is None:
            assert write.before is not None
            work.remove(write.before)
        elif write.before is None:
            made.append(_record(write.part, work))
        else:
            lines, sequence = _stored(write.part), write.part.sequence
            work.replace(write.before, replace(write.before, lines=lines, sequence=sequence))
    work.create(*made)
    return len(writes)


def told(file: File) -> Iterator[Trouble]:
    """Say how many components of a file are kept as they came, by kind, and how many of them are not."""
    read = Counter(part.name for part in file.feed.kept)
    kept = Counter(part.name for part in file.feed.kept if part.method not in (*MESSAGES, "CANCEL"))
    for name, many in file.feed.others:
        if kept[name]:
            yield Trouble(file.name, 0, name, "kept", str(kept[name]))
        if many > read[name]:
            yield Trouble(file.name, 0, name, "not_an_event", str(many - read[name]))


def _held(book: Reading, names: Iterable[Name]) -> Mapping[Name, KeptComponent]:
    uids = list(dict.fromkeys(uid for _, uid, _ in names))
    return {(one.name, one.uid, one.recurrence_id): one for one in table.kept(book.connection, uids)}


def _write(part: KeptPart, name: Name, held: Mapping[Name, KeptComponent]) -> Iterator[KeptWrite]:
    if part.method == "CANCEL":
        whole = part.recurrence_id is None
        gone = [one for key, one in held.items() if key == name or (whole and key[:2] == name[:2])]
        yield from (KeptWrite(one, None) for one in gone if one.sequence <= part.sequence)
        return
    before = held.get(name)
    if before is None:
        yield KeptWrite(None, part)
    elif (before.sequence, _stamp(before)) <= _age(part) and not _is_same(before, part):
        yield KeptWrite(before, part)


def _is_same(before: KeptComponent, part: KeptPart) -> bool:
    """Tell whether a component says what it said; a zone that it came without is defined by who writes it out."""
    zones, own = _parted(before.lines)
    return own == tuple(part.lines) and (not zones or before.lines == _stored(part))


def _age(part: KeptPart) -> tuple[int, str]:
    return part.sequence, part.stamp


def _stamp(held: KeptComponent) -> str:
    """Give LAST-MODIFIED or DTSTAMP of a component that is kept."""
    first: dict[str, str] = {}
    depth = 0
    for found in filter(None, (content(0, line) for line in _parted(held.lines)[1])):
        depth += found.name == "BEGIN"
        if depth == 1:
            first.setdefault(found.name, found.value.strip())
        depth -= found.name == "END"
    return first.get("LAST-MODIFIED") or first.get("DTSTAMP") or ""


def _record(part: KeptPart, work: Work) -> KeptComponent:
    return KeptComponent(
        id=work.new_id(),
        name=part.name,
        uid=part.uid,
        recurrence_id=part.recurrence_id,
        sequence=part.sequence,
        lines=_stored(part),
    )


def _stored(part: KeptPart) -> tuple[str, ...]:
    """Give the lines as the book holds them: the zones that are named, then the component."""
    return (*(line for zone in part.zones for line in zone), *part.lines)


def _parted(lines: Sequence[str]) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Part what the book holds into the definitions of zones and the component itself."""
    zones: list[tuple[str, ...]] = []
    rest = tuple(lines)
    while rest and rest[0] == _BEGIN and _END in rest:
        end = rest.index(_END) + 1
        zones.append(rest[:end])
        rest = rest[end:]
    return zones, rest


def _clock_of(lines: Sequence[str]) -> tuple[str, Clock | None]:
    """Read a definition that is kept; None where nothing can be made of it."""
    problems = Problems(0)
    zones = Zones("UTC", DEFAULT, problems)
    for component in Splitter(DEFAULT, problems).components(enumerate(lines)):
        zones.define(component)
        tzid = next((each.value.strip() for each in component.own if each.name == "TZID"), "")
        if zones.knows(component.calendar, tzid):
            return tzid, zones.clock(component.calendar, tzid, 0)
    return "", None


def _fitting(tzid: str, clock: Clock, known: Mapping[str, Clock], first: int) -> str:
    """Give the name under which a clock is known, or may be."""
    for number in count(1):
        name = tzid if number == 1 else f"{tzid} ({number})"
        if name not in known or _agree(known[name], clock, first):
            return name
    raise AssertionError


def _agree(one: Clock, other: Clock, first: int) -> bool:
    days = (
        datetime(year, month, day, 12) for year in range(first, _LAST_YEAR) for month in range(1, 13) for day in (1, 15)
    )
    return all(one.at(day) == other.at(day) for day in days)


def _first_year(lines: Iterable[str]) -> int:
    years = [int(year) for line in lines for year in _YEAR.findall(line)]
    return min((year for year in years if 1900 <= year < _LAST_YEAR), default=_LAST_YEAR - 1)


def _renamed(line: str, tzid: str, name: str) -> str:
    """Give a line that names another zone in its parameters, its value untouched."""
    found = content(0, line)
    if found is None or "TZID" not in found.params.upper():
        return line
    head, rest = line[: -len(found.params) - 1 - len(found.value)], f":{found.value}"
    said = f'"{name}"' if any(each in name for each in ",;:") else name
    spelt = re.compile(rf'(;TZID=)("?){re.escape(tzid)}\2(?=;|$)', re.I)
    return head + spelt.sub(lambda match: match[1] + said, found.params) + rest
