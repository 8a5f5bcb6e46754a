"""The time that visits of an import hold, ask for, and give up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.claim import Subject
from frontdesk.domain.instants import Instant
from frontdesk.services.ics.cases import Case
from frontdesk.services.ics.drafts import Draft
from frontdesk.services.ics.taken import Stretch


def left(before: Appointment, after: Appointment) -> Iterable[Stretch]:
    """Give the time that a visit holds now and not in this way any more."""
    held = tuple(stretches(before, before.practitioner_id))
    return () if after.takes_time and held == tuple(stretches(after, after.practitioner_id)) else held


def stretches_of(case: Case) -> Iterator[Stretch]:
    """Give all time that a case may ask for, so that it can be read at once."""
    for draft in case.drafts:
        yield from stretches_of_new(case, draft)
        held = case.held.get(draft.key)
        if held is not None:
            yield from stretches(replace(held, start=draft.start, end=draft.end), held.practitioner_id)
            if case.practitioner.who.id not in (None, held.practitioner_id):
                yield from stretches(replace(held, start=draft.start, end=draft.end), case.practitioner.who.id)


def stretches_of_new(case: Case, draft: Draft) -> tuple[Stretch, ...]:
    """Give the time that a new visit asks for."""
    words, who = case.words, case.practitioner
    if not words.occupies or not words.status.occupies or words.event_type is EventType.BLOCK:
        return ()
    found = []
    subject = who.who.id if who.who.id is not None else who.newcomer
    if subject is not None:
        before, after = words.buffers
        found.append(Stretch(Subject.PRACTITIONER, subject, Instant(draft.start - before), Instant(draft.end + after)))
    if case.room is not None:
        found.append(Stretch(Subject.ROOM, case.room, draft.start, draft.end))
    return tuple(found)


def stretches(held: Appointment, practitioner: int | None) -> Iterator[Stretch]:
    """Give the time that a visit holds of a practitioner and of its room."""
    if practitioner is not None:
        start, end = Instant(held.start - held.buffer_before), Instant(held.end + held.buffer_after)
        yield Stretch(Subject.PRACTITIONER, practitioner, start, end)
    if held.room_id is not None:
        yield Stretch(Subject.ROOM, held.room_id, held.start, held.end)
