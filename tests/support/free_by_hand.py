"""Free times worked out by trying every start one after the other, to judge those that the program finds.

Nothing here comes from the program but the records themselves: the hours are walked minute by minute on the wall
clock, and every start is held against every claim there is. Slow, and plain enough to be read as the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from itertools import pairwise
from zoneinfo import ZoneInfo

from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.slots import Place, Slot
from frontdesk.domain.availability.snapshot import Session, Snapshot
from frontdesk.domain.claim import Subject
from frontdesk.domain.equipment import Use
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from tests.domain.hours_by_hand import Scene, walk

MARGIN = 3 * 86_400_000  # before and after a date: no visit is longer than one day
Run = tuple[int, int]
Who = Id | None
# Who is free at a start, each with the session that is there already, if any.
Free = dict[Who, Session | None]


def free_by_hand(question: Question, snapshot: Snapshot, first: date, days: int) -> dict[date, list[Slot]]:
    """Find the free times of so many dates of the question's zone, by their dates."""
    dates = [first + timedelta(days=n) for n in range(days)]
    if len(question.parts) > 1:
        found = {day: _several(Walk(question, snapshot, day)) for day in dates}
    else:
        free = {day: _single(Walk(question, snapshot, day)) for day in dates}
        order = _order(question, free)
        found = {
            day: [_slot(question, snapshot, start, free[day][start], order) for start in free[day]] for day in dates
        }
    return {day: _shown(question, sorted(slots)) for day, slots in found.items()}


class Walk:
    """One date of a question: when people are open, and which starts the grids of that date hold."""

    def __init__(self, question: Question, snapshot: Snapshot, day: date) -> None:
        self.question, self.snapshot = question, snapshot
        noon = int(datetime.combine(day, time(12), UTC).timestamp())
        openings = snapshot.openings
        self._scene = Scene(noon, openings.schedules, openings.closures, dict(openings.zones))
        asked, home = walk(question.zone, noon), walk(question.home, noon)
        self.start, self.end = asked.at(day, 0) * 1000, asked.at(day + timedelta(days=1), 0) * 1000
        self._opened: dict[Who, list[Run]] = {}
        self._midnights = [home.at(each, 0) * 1000 for each in home.dates()]

    def open(self, who: Who) -> list[Run]:
        """Give the open time of a practitioner, or the calendar's own where there is none."""
        if who not in self._opened:
            asked = self.question
            line = self._scene.open(who, asked.location, asked.calendar)
            runs = line.runs(self.start - MARGIN, self.end + MARGIN) if line is not None else []
            self._opened[who] = less(runs, [*self._blocks(who), *self._blocks(asked.calendar)])
        return self._opened[who]

    def starts(self, runs: Sequence[Run], length: int) -> Iterator[int]:
        """Give the starts of this date that the grids of open times hold, and at which so long a visit fits."""
        for opens, closes in runs:
            at = opens
            while at < closes:
                if at + length <= closes and self._allowed(at):
                    yield at
                ahead = at + self.question.step
                at = min((m for m in self._midnights if at < m < ahead), default=ahead)

    def inside(self, who: Who, start: int, end: int) -> bool:
        """Tell whether a practitioner is open from one moment to another."""
        return any(a <= start and end <= b for a, b in self.open(who))

    def furnished(self, part: Part, start: int) -> bool:
        """Tell whether there is a room and the equipment for a part that starts then."""
        end = start + part.length
        if part.rooms is not None and room(self.snapshot, part, start, end) is None:
            return False
        return units(self.snapshot, part, start, end) is not None

    def day_is_full(self, start: int) -> bool:
        """Tell whether the calendar takes no more bookings on the date of a start."""
        if self.question.per_day is None:
            return False
        day = datetime.fromtimestamp(start // 1000, ZoneInfo(self.question.home)).date()
        return self.snapshot.counted.get(day, 0) + self.question.heads > self.question.per_day

    def _allowed(self, start: int) -> bool:
        asked = self.question
        late = asked.latest is not None and start >= asked.latest
        return self.start <= start < self.end and start >= asked.earliest and not late and not self.day_is_full(start)

    def sessions(self) -> list[Session]:
        """Give the sessions of this date that may be joined as far as the limits of days and notice go."""
        return [each for each in self.snapshot.sessions if self._allowed(each.start)]

    def _blocks(self, whose: Who) -> Sequence[Run]:
        return self.snapshot.blocks.get(whose, ()) if whose is not None else ()


def clear(snapshot: Snapshot, subject: Subject, id: Id, start: int, end: int, unit: int = 1) -> bool:
    """Tell whether nothing has a unit at any moment of a stretch."""
    return not any(a < end and b > start for a, b in snapshot.claims.get((subject, id, unit), ()))


def room(snapshot: Snapshot, part: Part, start: int, end: int) -> Id | None:
    """Give the first room of a part that is free."""
    return next((r for r in part.rooms or () if clear(snapshot, Subject.ROOM, r, start, end)), None)


def units(snapshot: Snapshot, part: Part, start: int, end: int) -> list[Use] | None:
    """Give the units that a part would have, those of low numbers first; none at all when there are too few."""
    found: list[Use] = []
    for need in part.equipment:
        numbers = range(1, snapshot.usable.get(need.equipment_id, 0) + 1)
        free = [u for u in numbers if clear(snapshot, Subject.EQUIPMENT, need.equipment_id, start, end, u)]
        if len(free) < need.units:
            return None
        found += [Use(need.equipment_id, u) for u in free[: need.units]]
    return sorted(found)


def less(runs: Iterable[Run], holes: Iterable[Run]) -> list[Run]:
    """Give what lies in one of the runs and in none of the holes."""
    runs, holes = list(runs), list(holes)
    edges = [edge for each in (*runs, *holes) for edge in each]
    return _joined(p for p in pairwise(sorted(set(edges))) if _within(p, runs) and not _within(p, holes))


def common(everyone: Sequence[Sequence[Run]]) -> list[Run]:
    """Give what lies in a run of each."""
    edges = sorted({edge for runs in everyone for each in runs for edge in each})
    return _joined(p for p in pairwise(edges) if all(_within(p, runs) for runs in everyone))


def _within(piece: Run, runs: Iterable[Run]) -> bool:
    return any(a <= piece[0] and piece[1] <= b for a, b in runs)


def _joined(pieces: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for a, b in pieces:
        if found and found[-1][1] == a:
            found[-1] = (found[-1][0], b)
        else:
            found.append((a, b))
    return found


def _single(day: Walk) -> dict[int, Free]:
    """Give who is free at each start for a visit of one part."""
    asked, part = day.question, day.question.parts[0]
    found: dict[int, Free] = {}
    for team, runs in _teams(day):
        for start in day.starts(runs, part.length):
            if _is_free(day, team, start) and day.furnished(part, start):
                found.setdefault(start, {}).update(dict.fromkeys(team))
    if not asked.shared:
        return found
    seats = found if asked.heads <= asked.seats else {}
    for session in day.sessions():
        if session.practitioner not in (part.who if asked.team is not Team.NOBODY else (None,)):
            continue
        there = seats.setdefault(session.start, {})
        for one in part.who if asked.team is Team.ALL else (session.practitioner,):
            there.pop(one, None)
            if asked.joins and not session.attended and session.heads + asked.heads <= session.seats:
                there[one] = session
    return {start: free for start, free in seats.items() if free}


def _teams(day: Walk) -> Iterator[tuple[tuple[Who, ...], list[Run]]]:
    """Give those who would come together, with their open time."""
    asked, who = day.question, day.question.parts[0].who
    if asked.team is Team.NOBODY:
        yield (None,), day.open(None)
    elif asked.team is Team.ANY:
        yield from (((one,), day.open(one)) for one in who)
    elif who:
        yield who, common([day.open(one) for one in who])


def _is_free(day: Walk, team: tuple[Who, ...], start: int) -> bool:
    asked, part = day.question, day.question.parts[0]
    a, b = start - part.before, start + part.length + part.after
    if asked.team is not Team.NOBODY:
        return all(clear(day.snapshot, Subject.PRACTITIONER, one, a, b) for one in team if one is not None)
    # Nobody's time is taken: a second visit would only be in the way of the calendar's other one.
    return asked.shared or not any(since < b and until > a for since, until in day.snapshot.own)


def _order(question: Question, free: dict[date, dict[int, Free]]) -> list[Who]:
    """Give those who may be picked, best first."""
    who: list[Who] = [*question.parts[0].who, None]
    if not question.soonest:
        return who
    never = 10**15
    tiers: dict[Who, int] = dict(zip(who, question.parts[0].tiers, strict=False))
    soonest = {one: min((s for day in free.values() for s in day if one in day[s]), default=never) for one in who}
    return sorted(who, key=lambda one: (tiers.get(one, 0), soonest[one], who.index(one)))


def _slot(question: Question, snapshot: Snapshot, start: int, free: Free, order: list[Who]) -> Slot:
    part = question.parts[0]
    ends = {one: start + part.length if there is None else there.end for one, there in free.items()}
    best = next(one for one in order if one in free)
    session, end = free[best], ends[best]
    left = question.seats if session is None else session.seats - session.heads
    return Slot(
        start=Instant(start),
        end=Instant(end),
        practitioners=tuple(one for one in order if one is not None and ends.get(one) == end),
        room=room(snapshot, part, start, end) if session is None else None,
        seats=left if question.shared else None,
        session=None if session is None else session.id,
        patient_busy=_is_busy(snapshot, start, end),
    )


def _is_busy(snapshot: Snapshot, start: int, end: int) -> bool:
    return any(a < end and b > start for a, b in snapshot.patient)


def _several(day: Walk) -> list[Slot]:
    """Give the free times for a visit of several parts."""
    first = day.question.parts[0]
    found: dict[int, list[tuple[Id, ...]]] = {}
    for one in first.who:
        for start in day.starts(day.open(one), first.length):
            team = next((t for t in _assigned(day, start, (one,)) if _all_clear(day, start, t)), None)
            if team is not None:
                found.setdefault(start, []).append(team)
    return [_visit(day, start, teams) for start, teams in found.items()]


def _assigned(day: Walk, start: int, team: tuple[Id, ...]) -> Iterator[tuple[Id, ...]]:
    """Give every way to go on with those who have the first parts: the same one again before all others."""
    parts = day.question.parts
    if len(team) == len(parts):
        yield team
        return
    who = parts[len(team)].who
    for one in sorted(who, key=lambda each: (each != team[-1], who.index(each))):
        yield from _assigned(day, start, (*team, one))


def _all_clear(day: Walk, start: int, team: tuple[Id, ...]) -> bool:
    held: list[tuple[Id, int, int]] = []
    for n, (part, one, at) in enumerate(_timed(day.question, start, team)):
        if not day.inside(one, at, at + part.length) or not day.furnished(part, at):
            return False
        before = 0 if n > 0 and team[n - 1] == one else part.before
        after = 0 if n + 1 < len(team) and team[n + 1] == one else part.after
        a, b = at - before, at + part.length + after
        if not clear(day.snapshot, Subject.PRACTITIONER, one, a, b):
            return False
        if any(other == one and a < until and b > since for other, since, until in held):
            return False
        held.append((one, a, b))
    return True


def _timed(question: Question, start: int, team: tuple[Id, ...]) -> list[tuple[Part, Id, int]]:
    at = [start + sum(part.length for part in question.parts[:n]) for n in range(len(team))]
    return list(zip(question.parts, team, at, strict=True))


def _visit(day: Walk, start: int, teams: list[tuple[Id, ...]]) -> Slot:
    end = start + day.question.length
    parts: list[Place] = []
    for part, one, at in _timed(day.question, start, teams[0]):
        until = at + part.length
        where, what = room(day.snapshot, part, at, until), tuple(units(day.snapshot, part, at, until) or ())
        parts.append(Place(part.service, Instant(at), Instant(until), one, where, what))
    busy = _is_busy(day.snapshot, start, end)
    firsts = tuple(team[0] for team in teams)
    return Slot(Instant(start), Instant(end), firsts, parts[0].room, patient_busy=busy, parts=tuple(parts))


def _shown(question: Question, slots: list[Slot]) -> list[Slot]:
    """Leave out what patients are not shown: so many percent, half a time counts as one."""
    many = (len(slots) * question.hide * 2 + 100) // 200
    by_chance = sorted(slots, key=lambda s: blake2b(f"{question.salt}:{s.start}".encode(), digest_size=8).digest())
    return [slot for slot in slots if slot not in by_chance[:many]]
