"""Turn what is known of a span into what is known of one time, each stretch with a visit and a name of its own."""

from __future__ import annotations

from collections import defaultdict
from itertools import count

from frontdesk.domain.availability.explain_facts import Blocked, Facts, Subjects, Taken, Thing
from frontdesk.domain.availability.question import Question
from frontdesk.domain.availability.snapshot import Snapshot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.location import Room


def facts_of(question: Question, snapshot: Snapshot, start: int) -> Facts:
    """Give the facts about a start; each claim is a visit without buffers."""
    numbers = count(1000)
    taken: dict[Subjects, list[Taken]] = defaultdict(list)
    for (subject, id, unit), held in snapshot.claims.items():
        taken[subject, id] += [taken_by(next(numbers), a, b, unit) for a, b in held]
    rooms = {room: Room(id=room, location_id=Id(1), name="") for p in question.parts for room in p.rooms or ()}
    needed = {need.equipment_id for part in question.parts for need in part.equipment}
    return Facts(
        snapshot.openings,
        taken,
        [
            Blocked(Id(next(numbers)), "", Instant(a), Instant(b), *((None, id) if of_calendar else (id, None)))
            for id, held in snapshot.blocks.items()
            for of_calendar in (id == question.calendar,)
            for a, b in held
        ],
        rooms=rooms,
        things={id: Thing("", 3, snapshot.usable.get(id, 0)) for id in needed},
        sessions=snapshot.sessions,
        own=[taken_by(next(numbers), a, b) for a, b in snapshot.own],
        counted=snapshot.counted.get(local_date(start, question.home), 0),
        patient=[taken_by(next(numbers), a, b) for a, b in snapshot.patient],
    )


def taken_by(visit: int, start: int, end: int, unit: int = 1, **more: object) -> Taken:
    """Give a claim of a visit, without buffers where none are said."""
    own = {"own_start": start, "own_end": end, **more}
    return Taken(unit, start, end, Id(visit), **own)  # type: ignore[arg-type]
