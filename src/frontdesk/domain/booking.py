"""What the parts of one visit are to each other: they follow without a break, and go along with one another (C28)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from frontdesk.domain.appointment import NOT_OCCUPYING, Appointment, Status
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval

MOST_PARTS = 10
Buffers = tuple[int, int]  # before and after, in milliseconds
# A part that has begun, or come to an end, stays where it was when the rest is moved.
STAYING = (Status.IN_PROGRESS, Status.COMPLETED, Status.NO_SHOW, Status.CANCELLED, Status.INVALID)
_BEGUN = (Status.IN_PROGRESS, Status.COMPLETED)


def along(part: Interval, before: Interval, after: Interval) -> Interval:
    """Give where a part goes when another one goes from a time to another.

    What follows keeps its distance to the other's end, everything else to its start; what was at the same time is
    at the same time again, as the members of a collective are.
    """
    if part == before:
        return after
    by = after.end - before.end if part.start >= before.end else after.start - before.start
    return Interval(Instant(part.start + by), Instant(part.end + by))


def facing(first: Appointment, second: Appointment) -> bool:
    """Tell whether a part goes over into another one of the same practitioner."""
    return (
        first.practitioner_id is not None
        and first.practitioner_id == second.practitioner_id
        and first.end == second.start
    )


def joined(parts: Sequence[Appointment], brought: Callable[[Appointment], Buffers]) -> tuple[Appointment, ...]:
    """Give parts in their order with the buffers that they bring, without those that face each other.

    Nothing has to be put away or made ready between two parts that one practitioner gives one after the other.
    """
    found = []
    for n, part in enumerate(parts):
        before, after = brought(part)
        if n and facing(parts[n - 1], part):
            before = 0
        if n + 1 < len(parts) and facing(part, parts[n + 1]):
            after = 0
        found.append(replace(part, buffer_before=before, buffer_after=after))
    return tuple(found)


def overall(statuses: Iterable[Status]) -> Status:
    """Give where a visit stands whose parts stand there: what is still to come counts, what was called off does not.

    It is in progress from the beginning of its first part to the end of its last one.
    """
    held = tuple(statuses)
    kept = [status for status in held if status not in NOT_OCCUPYING]
    if not kept:
        return held[0]
    if any(status in _BEGUN for status in kept):
        return Status.COMPLETED if all(status is Status.COMPLETED for status in kept) else Status.IN_PROGRESS
    order = list(Status)
    return min(kept, key=order.index)
