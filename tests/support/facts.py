"""Turn what is known of a span into what is known of one time, and take named reasons away from it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import count

from frontdesk.domain.availability.explain_facts import Blocked, Facts, Subjects, Taken, Thing
from frontdesk.domain.availability.question import Part, Question
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.snapshot import Snapshot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, local_date
from frontdesk.domain.location import Room
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Schedule, Stretch

ALL_DAY = tuple(Rule(day=day, intervals=(Stretch(Minute(0), Minute(1440)),)) for day in WEEKDAYS)
TAKEN = {Why.VISIT, Why.BUFFER, Why.HOLD, Why.ROOM, Why.EQUIPMENT}
# One of several is enough: any room, so many units.
ALTERNATIVES = {Why.ROOM, Why.ROOM_TOO_SMALL, Why.EQUIPMENT}


def facts_of(question: Question, snapshot: Snapshot, start: int) -> Facts:
    """Give the facts about a start; some claims are visits with buffers, some are holds."""
    numbers = count(1000)
    taken: dict[Subjects, list[Taken]] = defaultdict(list)
    for (subject, one, unit), held in snapshot.claims.items():
        taken[subject, one] += [taken_by(next(numbers), a, b, unit) for a, b in held]
    blocks = []
    for whose, times in snapshot.blocks.items():
        of = (None, whose) if whose == question.calendar else (whose, None)
        blocks += [Blocked(Id(next(numbers)), "", Instant(a), Instant(b), *of) for a, b in times]
    rooms = {room: Room(id=room, location_id=Id(1), name="") for p in question.parts for room in p.rooms or ()}
    needed = {need.equipment_id for part in question.parts for need in part.equipment}
    known = snapshot.openings
    closures = tuple(replace(each, id=Id(next(numbers))) for each in known.closures)
    return Facts(
        Openings(known.schedules, closures, known.zones),
        taken,
        blocks,
        rooms=rooms,
        things={one: Thing("", 3, snapshot.usable.get(one, 0)) for one in needed},
        sessions=snapshot.sessions,
        own=[taken_by(next(numbers), a, b) for a, b in snapshot.own],
        counted=snapshot.counted.get(local_date(start, question.home), 0),
        patient=[taken_by(next(numbers), a, b) for a, b in snapshot.patient],
    )


def taken_by(visit: int, start: int, end: int, unit: int = 1) -> Taken:
    """Give a claim: every second one of a visit with buffers where it is long enough, every fifth one of a hold."""
    before, after = (5 * MINUTE, 10 * MINUTE) if visit % 2 and end - start >= 30 * MINUTE else (0, 0)
    until = Instant(end) if visit % 5 == 0 else None
    own = (Instant(start + before), Instant(end - after))
    return Taken(unit, start, end, Id(visit), *own, before, after, until=until)


def without(question: Question, facts: Facts, reasons: Collection[Reason]) -> tuple[Question, Facts]:
    """Give question and facts as they would be without some causes: visits deleted, hours widened, limits raised."""
    question = _less_limited(question, reasons)
    gone = {reason.appointment for reason in reasons if reason.why in TAKEN}
    seats = any(reason.why is Why.SEATS for reason in reasons)
    mended = {reason.id for reason in reasons if reason.why is Why.OUT_OF_SERVICE}
    needed = {need.equipment_id: need.units for part in question.parts for need in part.equipment}
    less = replace(
        facts,
        openings=_wider(question, facts.openings, reasons),
        taken={key: [one for one in held if one.visit not in gone] for key, held in facts.taken.items()},
        own=[one for one in facts.own if one.visit not in gone],
        blocks=[one for one in facts.blocks if one.id not in {r.id for r in reasons if r.why is Why.BLOCK}],
        sessions=[each._replace(seats=1000) if seats else each for each in facts.sessions],
        things={
            one: Thing("", max(3, needed[one]), max(3, needed[one])) if one in mended else thing
            for one, thing in facts.things.items()
        },
    )
    return question, less


def _less_limited(question: Question, reasons: Collection[Reason]) -> Question:
    whys = {reason.why for reason in reasons}
    notice = question.earliest - question.now // MINUTE * MINUTE
    for reason in reasons:
        if reason.why is Why.PAST:
            question = replace(question, now=reason.start, earliest=Instant(reason.start + notice))
    if Why.NOTICE in whys:
        question = replace(question, earliest=Instant(question.now // MINUTE * MINUTE))
    if Why.WINDOW in whys:
        question = replace(question, latest=None)
    if Why.PER_DAY in whys:
        question = replace(question, per_day=None)
    if Why.SEATS in whys:
        question = replace(question, seats=1000)
    return replace(question, parts=tuple(_eased(part, reasons) for part in question.parts))


def _eased(part: Part, reasons: Iterable[Reason]) -> Part:
    for reason in reasons:
        if reason.why in (Why.DOES_NOT_GIVE, Why.NOT_ON_TEAM) and reason.id is not None:
            part = replace(part, who=(*part.who, reason.id), tiers=())
        if reason.why is Why.ROOM and reason.id is None:
            part = replace(part, rooms=None)
        if reason.why is Why.BUFFER and reason.appointment is None:
            part = replace(part, before=0, after=0)
    return part


def _wider(question: Question, known: Openings, reasons: Iterable[Reason]) -> Openings:
    schedules, gone = known.schedules, {r.id for r in reasons if r.why in (Why.CLOSURE, Why.HOLIDAY)}
    place, calendar = question.location, question.calendar
    for reason in reasons:
        if reason.why is Why.OUTSIDE_HOURS:
            theirs = known.schedules_for(reason.id, location=place, calendar=calendar)
            schedules = _open_all_day(schedules, theirs, question, practitioner_id=reason.id)
        elif reason.why is Why.CALENDAR_HOURS and calendar is not None:
            own = known.own_hours(calendar)
            schedules = _open_all_day(schedules, () if own is None else (own,), question, calendar_id=calendar)
    return Openings(schedules, tuple(each for each in known.closures if each.id not in gone), known.zones)


def _open_all_day(
    schedules: tuple[Schedule, ...], held: tuple[Schedule, ...], question: Question, **whose: Id | None
) -> tuple[Schedule, ...]:
    if held:
        return tuple(replace(each, rules=ALL_DAY) if each in held else each for each in schedules)
    assert question.location is not None
    new = Schedule(
        id=Id(97),
        name="",
        zone=question.home,
        location_id=question.location,
        rules=ALL_DAY,
        **whose,  # type: ignore[arg-type]
    )
    return (*schedules, new)
