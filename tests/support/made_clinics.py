"""Small clinics by chance, each with a question about its free times: every kind, limit, resource and odd day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.snapshot import Key, Session, Snapshot
from frontdesk.domain.claim import Subject
from frontdesk.domain.closure import Closure
from frontdesk.domain.equipment import Need
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Schedule, Stretch

MINUTE, HOUR = 60_000, 3_600_000
PEOPLE = (Id(1), Id(2), Id(3))
STRANGER = Id(4)
HERE, THERE = Id(11), Id(12)
CALENDAR, OTHER_CALENDAR = Id(21), Id(22)
ROOMS = (Id(31), Id(32), Id(33))
THINGS = (Id(41), Id(42))
SERVICES = (Id(51), Id(52), Id(53))
# Each with dates around which its clock jumps and is set back, and a plain one.
ZONES = {
    "America/New_York": (date(2026, 3, 18), date(2026, 3, 8), date(2026, 11, 1)),
    "Europe/Madrid": (date(2026, 3, 18), date(2026, 3, 29), date(2026, 10, 25)),
    "Australia/Lord_Howe": (date(2026, 3, 18), date(2026, 10, 4), date(2026, 4, 5)),
    "Asia/Kathmandu": (date(2026, 3, 18),),
    # Their clocks change at midnight: one has days without it, the other has it twice.
    "America/Santiago": (date(2026, 9, 6), date(2026, 4, 5)),
    "America/Havana": (date(2026, 3, 8), date(2026, 11, 1)),
}
KINDS = (
    "personal",
    "round robin",
    "soonest",
    "collective",
    "class",
    "event",
    "shared event",
    "service",
    "several services",
    "plain time",
)
HOURS = (
    ((540, 1020),),
    ((480, 720), (780, 1080)),
    ((0, 1440),),
    ((0, 1440),),
    ((1200, 1440),),
    ((0, 360), (1320, 1440)),
    ((125, 185), (190, 900)),
    ((420, 1260),),
)


@dataclass(frozen=True)
class Made:
    """A clinic and what is asked about it: so many dates from the first."""

    kind: str
    question: Question
    snapshot: Snapshot
    first: date
    days: int


@dataclass(frozen=True)
class Chance:
    """What is drawn from, around the dates that are asked about."""

    draw: DrawFn
    zone: str
    there: str
    first: date
    days: int

    def number(self, least: int, most: int) -> int:
        """Draw a number."""
        return self.draw(st.integers(least, most))

    def one_of(self, choices: Sequence[Any]) -> Any:
        """Draw one of several."""
        return choices[self.number(0, len(choices) - 1)]

    def once_in(self, times: int) -> bool:
        """Draw something that is seldom so."""
        return self.number(1, times) == times

    def some(self, choices: Sequence[Id], least: int = 0) -> tuple[Id, ...]:
        """Draw several, each once, in any order."""
        left, found = list(choices), []
        for _ in range(self.number(least, len(left))):
            found.append(left.pop(self.number(0, len(left) - 1)))
        return tuple(found)

    def moment(self, grid: int = 5) -> Instant:
        """Draw an instant from half a day before the dates to half a day after them; now and then an odd second."""
        begin = datetime(self.first.year, self.first.month, self.first.day, tzinfo=ZoneInfo(self.zone))
        steps = (self.days + 1) * 1440 // grid
        at = int(begin.timestamp()) * 1000 + (self.number(0, steps) * grid - 720) * MINUTE
        return Instant(at + self.number(1, 59_999) if self.once_in(12) else at)

    def stretches(self, most: int, longest: int = 16) -> tuple[tuple[int, int], ...]:
        """Draw stretches in their order, which may overlap one another, each of so many times five minutes."""
        found: list[tuple[int, int]] = []
        for _ in range(self.number(0, most)):
            # Overlapping ones would be rare if each began anywhere.
            near = bool(found) and self.once_in(3)
            start = found[-1][0] + self.number(-6, 6) * 5 * MINUTE if near else self.moment()
            found.append((start, start + self.number(1, longest) * 5 * MINUTE))
        return tuple(sorted(found))


@st.composite
def clinics(draw: DrawFn, kinds: Sequence[str] = KINDS) -> Made:
    """Make a clinic of one of the kinds and a question about it."""
    kind = draw(st.sampled_from(kinds))
    zone = draw(st.sampled_from(sorted(ZONES)))
    around = draw(st.sampled_from(ZONES[zone]))
    first = around - timedelta(days=draw(st.integers(0, 2)))
    chance = Chance(draw, zone, draw(st.sampled_from(sorted(ZONES))), first, draw(st.integers(1, 3)))
    question = _question(chance, kind)
    return Made(kind, question, _snapshot(chance, question), first, chance.days)


def _question(chance: Chance, kind: str) -> Question:
    with_calendar = kind not in ("service", "several services", "plain time")
    said: dict[str, Any] = {"zone": chance.zone if chance.once_in(2) else chance.there, "home": chance.zone}
    if with_calendar:
        said |= {"calendar": CALENDAR, **_limits(chance)}
    if kind in ("class", "shared event") or (with_calendar and kind != "event" and chance.once_in(4)):
        said |= {"shared": True, "seats": chance.one_of((4, 3, 2, 1))}
    if kind in ("event", "shared event"):
        said["team"] = Team.NOBODY
    elif kind == "collective":
        said["team"] = Team.ALL
    begin = chance.moment(1) // MINUTE * MINUTE
    return Question(
        parts=_parts(chance, kind),
        location=HERE if not chance.once_in(10) else None,
        step=chance.number(1, 10) * 5 * MINUTE,
        earliest=Instant(begin - (0 if chance.once_in(3) else 4 * 24 * HOUR)),
        heads=chance.one_of((1, 1, 1, 1, 2, 3)),
        patient=Id(61) if chance.once_in(2) else None,
        soonest=kind == "soonest",
        joins=not chance.once_in(8),
        **said,
    )


def _limits(chance: Chance) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if chance.once_in(4):
        found["latest"] = chance.moment(15)
    if chance.once_in(3):
        found["per_day"] = chance.one_of((4, 3, 2, 1))
    if chance.once_in(4):
        found["hide"] = chance.one_of((1, 10, 33, 50, 99))
    return found


def _parts(chance: Chance, kind: str) -> tuple[Part, ...]:
    if kind == "several services":
        return tuple(_part(chance, service, 4, longest=12) for service in SERVICES[: chance.number(2, 3)])
    if kind == "service":
        return (_part(chance, SERVICES[0], 2),)
    needs = _needs(chance, 4) if kind != "plain time" else {}
    length, before, after = _lengths(chance)
    who = chance.some(PEOPLE, 1)
    if kind == "personal":
        who = who[:1]
    elif kind in ("event", "shared event"):
        who = ()
    tiers = tuple(sorted(chance.number(0, 1) for _ in who)) if kind == "soonest" else tuple(range(len(who)))
    return (Part(length=length, before=before, after=after, who=who, tiers=tiers, **needs),)


def _part(chance: Chance, service: Id, seldom: int, longest: int = 24) -> Part:
    length, before, after = _lengths(chance, longest)
    who = chance.some(PEOPLE, 1)
    tiers, needs = tuple(range(len(who))), _needs(chance, seldom)
    return Part(length=length, before=before, after=after, who=who, tiers=tiers, service=service, **needs)


def _needs(chance: Chance, seldom: int) -> dict[str, Any]:
    """Draw rooms of which one is needed, now and then none that would do, and units of equipment."""
    rooms = chance.some(ROOMS, 0 if chance.once_in(8) else 1) if chance.once_in(seldom) else None
    needs = tuple(Need(thing, chance.number(1, 2)) for thing in THINGS if chance.once_in(seldom + 1))
    return {"rooms": rooms, "equipment": needs}


def _lengths(chance: Chance, longest: int = 24) -> tuple[int, int, int]:
    """Draw a length with its buffers; now and then one that goes on for half a day and more."""
    length = chance.number(100, 288) if chance.once_in(20) else chance.number(1, longest)
    buffers = [chance.one_of((0, 0, 5, 10, 15, 45)) * MINUTE for _ in range(2)]
    return length * 5 * MINUTE, buffers[0], buffers[1]


def _snapshot(chance: Chance, question: Question) -> Snapshot:
    part = question.parts[0]
    nobody = question.team is Team.NOBODY
    sessions = _sessions(chance, question) if question.shared else ()
    claims = _claims(chance, question)
    for each in sessions:
        for one in part.who if question.team is Team.ALL else (each.practitioner,):
            if one is None:
                continue
            key = (Subject.PRACTITIONER, one, 1)
            claims[key] = tuple(sorted((*claims.get(key, ()), (each.start - part.before, each.end + part.after))))
    people = {one for each in question.parts for one in each.who}
    zones = {HERE: chance.zone, THERE: chance.there}
    return Snapshot(
        openings=Openings(_schedules(chance, question, sorted(people)), _closures(chance), zones),
        claims=claims,
        blocks={one: chance.stretches(2, 60) for one in (*sorted(people), CALENDAR) if chance.once_in(3)},
        usable={thing: chance.one_of((3, 2, 2, 1, 0)) for thing in THINGS if not chance.once_in(12)},
        sessions=sessions,
        own=chance.stretches(4) if nobody and not question.shared else (),
        counted={chance.first + timedelta(days=n): chance.number(0, 3) for n in range(-1, chance.days + 1)}
        if question.per_day is not None
        else {},
        patient=chance.stretches(2) if question.patient is not None else (),
    )


def _claims(chance: Chance, question: Question) -> dict[Key, Sequence[tuple[int, int]]]:
    people = {one for part in question.parts for one in part.who}
    rooms = {room for part in question.parts for room in part.rooms or ()}
    things = {need.equipment_id for part in question.parts for need in part.equipment}
    keys: list[Key] = [(Subject.PRACTITIONER, one, 1) for one in sorted(people)]
    keys += [(Subject.ROOM, room, 1) for room in sorted(rooms)]
    keys += [(Subject.EQUIPMENT, thing, unit) for thing in sorted(things) for unit in (1, 2, 3)]
    return {key: chance.stretches(5) for key in keys if not chance.once_in(5)}


def _sessions(chance: Chance, question: Question) -> tuple[Session, ...]:
    """Draw sessions of those who may have some, and of someone who is not asked for; no two begin at one moment."""
    part = question.parts[0]
    whose: Sequence[Id | None] = (None,) if question.team is Team.NOBODY else (*part.who, STRANGER)
    found: dict[tuple[Id | None, int], Session] = {}
    for n in range(chance.number(0, 5)):
        start, who = chance.moment(), chance.one_of(whose)
        seats = question.seats if not chance.once_in(4) else chance.number(1, 4)
        length = part.length if not chance.once_in(6) else chance.number(1, 24) * 5 * MINUTE
        ends = Instant(start + length)
        one = Session(Id(100 + n), who, start, ends, chance.number(0, seats), seats, chance.once_in(5))
        found[who, start] = one
    return tuple(sorted(found.values(), key=lambda each: each.start))


def _schedules(chance: Chance, question: Question, people: Sequence[Id]) -> tuple[Schedule, ...]:
    found: list[Schedule] = []
    for one in (*people, STRANGER):
        for _ in range(chance.one_of((1, 1, 1, 1, 1, 1, 2, 2, 0)) if one != STRANGER else 1):
            tied = (
                ((), (), (), (), (), (CALENDAR,), (CALENDAR,), (OTHER_CALENDAR,))
                if question.calendar is not None
                else ((),)
            )
            found.append(_schedule(chance, practitioner_id=one, calendars=chance.one_of(tied)))
    if question.team is Team.NOBODY or (question.calendar is not None and chance.once_in(3)):
        found.append(_schedule(chance, calendar_id=CALENDAR))
    return tuple(found)


def _schedule(chance: Chance, **whose: Any) -> Schedule:
    place = THERE if chance.once_in(10) else HERE
    zone = (chance.zone if place == HERE else chance.there) if not chance.once_in(8) else chance.there
    rules = _every_day(chance) if not chance.once_in(3) else _each_week(chance)
    if chance.once_in(4):
        day = chance.first + timedelta(days=chance.number(-1, 2))
        rules = (*rules, Rule(date=day, until=_perhaps(chance, day), intervals=_intervals(chance)))
    archived = Instant(1) if chance.once_in(20) else None
    made = Schedule(id=Id(99), name="", zone=zone, location_id=place, rules=rules, archived_at=archived, **whose)
    return made.checked()


def _every_day(chance: Chance) -> tuple[Rule, ...]:
    intervals = _intervals(chance)
    return tuple(Rule(day=day, intervals=intervals) for day in WEEKDAYS)


def _each_week(chance: Chance) -> tuple[Rule, ...]:
    """Draw other hours for each weekday around the dates, some of them every other week or not for ever."""
    found: list[Rule] = []
    for n in range(-1, chance.days + 1):
        day = chance.first + timedelta(days=n)
        since = day - timedelta(days=chance.number(-3, 14)) if chance.once_in(3) else None
        every = chance.number(1, 2) if since is not None else 1
        until = None if since is not None or not chance.once_in(4) else day + timedelta(days=chance.number(-2, 2))
        found.append(
            Rule(day=WEEKDAYS[day.weekday()], since=since, every=every, until=until, intervals=_intervals(chance))
        )
    return tuple(found)


def _perhaps(chance: Chance, day: date) -> date | None:
    return day + timedelta(days=chance.number(0, 2)) if chance.once_in(2) else None


def _intervals(chance: Chance) -> tuple[Stretch, ...]:
    """Draw the hours of one day: usual ones, or up to three stretches by chance."""
    if not chance.once_in(3):
        return _stretches(chance.one_of(HOURS))
    edges = sorted({chance.number(0, 288) * 5 for _ in range(2 * chance.number(1, 3))})
    return _stretches(zip(edges[::2], edges[1::2], strict=False))


def _stretches(pairs: Any) -> tuple[Stretch, ...]:
    return tuple(Stretch(Minute(a), Minute(b)) for a, b in pairs)


def _closures(chance: Chance) -> tuple[Closure, ...]:
    return tuple(_closure(chance) for _ in range(chance.one_of((0, 0, 1, 2))))


def _closure(chance: Chance) -> Closure:
    first = chance.first + timedelta(days=chance.number(-1, chance.days))
    last = first + timedelta(days=chance.one_of((0, 0, 1)))
    said: dict[str, Any] = {"location_id": chance.one_of((None, HERE, HERE, THERE))}
    if chance.once_in(2):
        start = chance.number(0, 270) * 5
        said |= {"start": Minute(start), "end": Minute(min(1440, start + chance.number(1, 60) * 5))}

    archived = Instant(1) if chance.once_in(10) else None
    return Closure(
        id=Id(98), name="Closed", first=first, last=last, struck=chance.once_in(10), archived_at=archived, **said
    )
