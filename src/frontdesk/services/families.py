"""What the rows of one booking do together: the parts of a visit, or the members of a collective (C28, C48).

To the front desk they are one visit of one patient. So they move, arrive, are called off, put away and brought back
together, in one step that is undone as one; but each part begins and ends by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar, cast

from frontdesk.domain import booking as rules
from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import NEXT_STATUSES, Appointment, Status, native_uid
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Conflict
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.services.allowing import allowed, returned, without_old_reason, without_reason
from frontdesk.services.booking import ChangedFields, filled
from frontdesk.services.series.wanted import CALLED_OFF
from frontdesk.store import families
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Reading, Work

T = TypeVar("T")
Pair = tuple[Appointment, Appointment]  # a row as it is, and as it is to be

# What is said of the whole visit, whichever row it is said of; the members of a collective follow their primary's row.
_OF_VISIT = ("title", "description", "interaction", "video_url", "video_meeting_id", "address")
_OF_PRIMARY = ("patient", "attendees", "group", "guests", "place_kind", "place_id", "override_location")
_BY_ITSELF = (Status.IN_PROGRESS, Status.COMPLETED)


def rows_of(book: Reading, visit: Appointment) -> tuple[Appointment, ...]:
    """Give all rows of the booking that a visit belongs to, itself among them, by start; itself alone without one."""
    if visit.booking_id is None:
        return (visit,)
    return tuple(families.rows_of(book.connection, visit.booking_id)) or (visit,)


def is_collective(rows: Iterable[Appointment]) -> bool:
    """Tell whether rows are the members of a collective at one time, rather than parts one after the other."""
    return any(row.internal for row in rows)


def moved(
    work: Work, held: Appointment, after: Appointment, sent: Mapping[str, Any], told: str | None, actor: Actor
) -> Appointment:
    """Move a visit and all other rows of its booking by the same difference, in one step.

    Another practitioner or room is for the moved row alone. A part whose length changes takes those behind it along
    with its end. A part that has begun, or come to an end, stays where it was. Conflict lists what is in the way of
    any of them, and all stay where they were then. `sent` is what was said of the moved row.
    """
    pairs = moving(work, held, after)

    def judge(pair: Pair) -> Appointment:
        return allowed(work, *pair, sent if pair[0].id == held.id else {}, told, actor)

    # A visit alone is never in its own way; parts that change places are in each other's.
    going = [before for before, row in pairs if before.interval != row.interval] if len(pairs) > 1 else []
    with work.without_time_of(*going):
        judged = all_allowed(work, pairs, judge)
    return _written(work, zip((before for before, _ in pairs), judged, strict=True), held)


def moving(work: Work, held: Appointment, after: Appointment) -> list[Pair]:
    """Give every row of a booking that is changed by the move of one, itself among them."""
    if held.booking_id is None:
        return [(held, after)]
    return _with_buffers(work, held, _along(work, held, after))


def _along(work: Work, held: Appointment, after: Appointment) -> list[Pair]:
    """Give every row that changes when one is moved, by start."""
    pairs = []
    for row in rows_of(work, held):
        if row.id == held.id:
            pairs.append((held, after))
        elif held.interval != after.interval and row.status not in rules.STAYING:
            to = rules.along(row.interval, held.interval, after.interval)
            if to != row.interval:
                pairs.append((row, without_reason(replace(row, updated_at=work.now).moved(to.start, to.end))))
    return pairs


def _with_buffers(work: Work, held: Appointment, pairs: list[Pair]) -> list[Pair]:
    """Give the rows with the buffers that face each other dropped, or back, where a practitioner changed."""
    after = next(row for before, row in pairs if before.id == held.id)
    if held.practitioner_id == after.practitioner_id or held.service_id is None:
        return pairs
    going = {before.id: (before, row) for before, row in pairs}
    parts = [going.get(row.id, (row, row)) for row in rows_of(work, held)]
    had = [before for before, _ in parts]
    found = []
    for (before, row), fresh in zip(parts, rules.joined([r for _, r in parts], own_buffers(work, had)), strict=True):
        if before.id in going or (before.takes_time and fresh != row):
            found.append((before, replace(fresh, updated_at=work.now)))
    return found


def own_buffers(book: Reading, had: Sequence[Appointment]) -> Callable[[Appointment], rules.Buffers]:
    """Give the buffers that each part has of its own: those of its service where one was dropped for a neighbour."""
    facing = [rules.facing(first, second) for first, second in pairwise(had)]
    places = {row.id: n for n, row in enumerate(had)}

    def own(row: Appointment) -> rules.Buffers:
        at = places[row.id]
        usual = brought(book, row)
        before = usual[0] if at and facing[at - 1] else row.buffer_before
        after = usual[1] if at < len(facing) and facing[at] else row.buffer_after
        return before, after

    return own


def brought(book: Reading, part: Appointment) -> rules.Buffers:
    """Give the buffers that the service of a part, or its variation, brings; its own without a service."""
    if part.service_id is None:
        return part.buffer_before, part.buffer_after
    service = book.get(Service, part.service_id)
    form = None if part.variation_id is None else service.variation(part.variation_id)
    brings = form or service
    return brings.buffer_before, brings.buffer_after


def all_allowed(work: Work, asked: Sequence[T], judge: Callable[[T], Appointment]) -> list[Appointment]:
    """Give the rows as they may stand; one Conflict tells of everything that is in the way of any of them."""
    found, refused = [], []
    for one in asked:
        try:
            found.append(judge(one))
        except Conflict as conflict:
            refused.append(conflict)
    if refused:
        held = overlapping(work.connection, (claim for row in found for claim in claims_of(row)))
        clashes = dict.fromkeys(clash for each in refused for clash in each.clashes) | dict.fromkeys(held)
        raise Conflict(next((r.reason for r in refused if r.reason != "time_taken"), "time_taken"), tuple(clashes))
    return found


def _written(work: Work, pairs: Iterable[Pair], held: Appointment) -> Appointment:
    """Write rows, and give the one that was asked for."""
    done = {before.id: work.replace(before, row) for before, row in pairs}
    return done.get(held.id, held)


def others(work: Work, visit: Appointment) -> tuple[Appointment, ...]:
    """Give the other rows of a visit's booking."""
    return tuple(row for row in rows_of(work, visit) if row.id != visit.id)


def stepped(row: Appointment, status: Status, now: Instant, reason: str | None = None) -> Appointment:
    """Give a row with its next status; arriving, beginning and completing note their times, unless they were noted.

    `reason` is why a patient did not show up; one who comes after all has none any more.
    """
    after = replace(row.with_status(status, now), updated_at=now, no_show_reason=reason)
    if status is Status.ARRIVED and row.arrived_at is None:
        after = replace(after, arrived_at=now)
    if status is Status.IN_PROGRESS and row.actual_start is None:
        after = replace(after, actual_start=now)
    if status is Status.COMPLETED and row.actual_start is not None and row.actual_end is None:
        after = replace(after, actual_end=Instant(max(now, row.actual_start)))
    return after


def took_status(work: Work, after: Appointment) -> Appointment:
    """Give the other rows the status that one of a booking has just been given, and give that one.

    Arriving, cancelling, confirming and not showing up are of the patient, so of all rows; beginning and completing
    are of the part alone, for it has its own practitioner, unless they are the members of a collective. A part that
    has begun, or that cannot take the status any more, stays as it is.
    """
    if after.booking_id is None:
        return after
    rows = rows_of(work, after)
    together = is_collective(rows)
    if after.status in _BY_ITSELF and not together:
        return after
    for row in rows:
        begun = row.status is Status.IN_PROGRESS and not together
        if row.id == after.id or begun or after.status not in NEXT_STATUSES[row.status]:
            continue
        fresh = replace(_with_status_of(row, after, work.now), expires_at=after.expires_at)
        if together:
            fresh = replace(fresh, actual_start=after.actual_start, actual_end=after.actual_end)
        work.replace(row, without_old_reason(work, row, fresh))
    return after


def _with_status_of(row: Appointment, told: Appointment, now: Instant) -> Appointment:
    """Give another row of a booking the status that one was given, with what was said of the patient by it."""
    fresh = replace(row.with_status(told.status, now), updated_at=now, no_show_reason=told.no_show_reason)
    if told.status is Status.CANCELLED:
        fresh = replace(fresh, cancel_reason=told.cancel_reason, left_at=told.left_at)
    if told.status is Status.ARRIVED and row.arrived_at is None:
        fresh = replace(fresh, arrived_at=told.arrived_at)
    return fresh


def took_arrival(work: Work, held: Appointment, after: Appointment) -> Appointment:
    """Put right when the patient came in the other rows that arrived at the same moment, and give the one."""
    if after.arrived_at != held.arrived_at:
        for row in others(work, after):
            if row.arrived_at == held.arrived_at and row.arrived_at is not None:
                work.replace(row, replace(row, arrived_at=after.arrived_at, updated_at=work.now))
    return after


def put_away(work: Work, held: Appointment) -> Appointment:
    """Archive a visit and all rows of its booking: a patient's visit is in the book or it is not."""
    rows = [row for row in rows_of(work, held) if row.archived_at is None]
    return _written(work, ((row, replace(row, archived_at=work.now, updated_at=work.now)) for row in rows), held)


def brought_back(work: Work, held: Appointment, told: str | None, actor: Actor) -> Appointment:
    """Bring back a visit that was archived or cancelled, and all rows of its booking that were, as booked."""
    if _back(work, held) is None:
        return held
    pairs = [(row, back) for row in rows_of(work, held) if (back := _back(work, row)) is not None]
    judged = all_allowed(work, pairs, lambda pair: returned(work, pair[1], told, actor))
    return _written(work, zip((before for before, _ in pairs), judged, strict=True), held)


def _back(work: Work, row: Appointment) -> Appointment | None:
    if row.archived_at is None and row.status is not Status.CANCELLED:
        return None
    after = replace(row, archived_at=None, updated_at=work.now)
    if row.status is not Status.CANCELLED:
        return after
    extras = tuple(line for line in after.extras if not line.startswith(f"{CALLED_OFF}:"))
    # It is to come again: nobody has arrived for it, nothing of it has begun.
    again = replace(after, arrived_at=None, left_at=None, actual_start=None, actual_end=None)
    return replace(again, status=Status.BOOKED, status_at=work.now, cancel_reason=None, extras=extras)


def of_row(work: Work, held: Appointment, sent: ChangedFields) -> ChangedFields:
    """Give what a change says of one row itself.

    Whom a collective is for, and where, stands in the row of its primary practitioner. Another service of a part
    brings no buffers that face a neighbour of the same practitioner.
    """
    if held.booking_id is None:
        return sent
    said: dict[str, Any] = dict(sent)
    if held.internal and "internal" not in said:
        said = {name: one for name, one in said.items() if name not in _OF_PRIMARY}
    if said.keys() & {"service", "variation"}:
        rows = rows_of(work, held)
        at = next(n for n, row in enumerate(rows) if row.id == held.id)
        if at and rules.facing(rows[at - 1], held):
            said.setdefault("buffer_before", 0)
        if at + 1 < len(rows) and rules.facing(held, rows[at + 1]):
            said.setdefault("buffer_after", 0)
    return cast(ChangedFields, said)


def took_words(work: Work, held: Appointment, after: Appointment, sent: ChangedFields) -> Appointment:
    """Write what was said of one row into the others, as far as it is of the whole visit, and give the one.

    The patient, the words and the place are of the whole visit; service, room and equipment are of the part.
    """
    rest = {name: one for name, one in sent.items() if name in (*_OF_VISIT, *_OF_PRIMARY)}
    if held.booking_id is None or not rest:
        return after
    together = is_collective(rows_of(work, held))
    for row in others(work, after):
        if not row.internal:
            fresh = filled(work, row, cast(ChangedFields, rest))
            work.replace(row, replace(fresh, updated_at=work.now).checked())
    return followed(work, after) if together else after


def followed(work: Work, visit: Appointment) -> Appointment:
    """Let the members' rows of a collective follow the row of their primary, and give the visit as it is then."""
    if visit.booking_id is None:
        return visit
    rows = rows_of(work, visit)
    primary = next((row for row in rows if not row.internal), None)
    if primary is None:
        return visit
    done = {row.id: row for row in rows}
    for row in rows:
        fresh = _following(row, primary)
        if row.internal and fresh != row:
            done[row.id] = work.replace(row, replace(fresh, updated_at=work.now))
    return done[visit.id]


def _following(row: Appointment, primary: Appointment) -> Appointment:
    return replace(
        row,
        title=primary.title,
        description=primary.description,
        interaction=primary.interaction,
        video_url=primary.video_url,
        video_meeting_id=primary.video_meeting_id,
        address=primary.address,
        meeting=primary.meeting,
        reference_patients=tuple(attendee.id for attendee in primary.attendees),
    )


def collective(
    work: Work, calendar: Calendar, primary: Appointment, judge: Callable[[Appointment], Appointment]
) -> Appointment:
    """Write a visit of a collective calendar, a row for each of its team, and give the primary practitioner's.

    That row has the patient, the room and the calendar, which so counts the visit once. The others are internal and
    refer to the patient; each claims its practitioner. `judge` says whether a row may stand, and gives it so.
    """
    mine = replace(primary, booking_id=work.new_id())
    team = work.some(Practitioner, (member.practitioner for member in calendar.team))
    live = (one.id for one in team.values() if one.archived_at is None and one.id != mine.practitioner_id)
    rows = [mine, *(_of_member(work, mine, one) for one in live)]
    made = all_allowed(work, rows, judge)
    work.create(*made)
    return made[0]


def _of_member(work: Work, primary: Appointment, practitioner: Id) -> Appointment:
    made = work.new_id()
    return replace(
        primary,
        id=made,
        uid=native_uid(made),
        # A series is told once, by its primary's rows.
        series_id=None,
        recurrence_id=None,
        extras=(),
        practitioner_id=practitioner,
        internal=True,
        group=False,
        patient_id=None,
        attendees=(),
        guests=(),
        max_attendees=None,
        reference_patients=tuple(attendee.id for attendee in primary.attendees),
        calendar_id=None,
        service_id=None,
        variation_id=None,
        add_ons=(),
        room_id=None,
        equipment=(),
        origin=None,
        origin_ref=None,
    )
