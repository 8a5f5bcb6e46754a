"""Read the blocks that lie over a time, in one look: every booking asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, TextClause, bindparam, select, text, union_all

from frontdesk.domain.appointment import NOT_OCCUPYING, EventType
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.appointments import APPOINTMENT, LONG

A = APPOINTMENT.c


# Written out, for every value that is filled in costs a booking time.
_BLOCK = f"event_type = '{EventType.BLOCK.value}'"
# Said so, the database does not go through all blocks there ever were, to find the few long ones.
_BLOCK_UNSORTED = f"event_type || '' = '{EventType.BLOCK.value}'"
_LIVE = " AND ".join(
    (
        "archived_at IS NULL",
        *(f"status <> '{status.value}'" for status in sorted(NOT_OCCUPYING)),
    )
)
_WHOSE = {"practitioner": A.practitioner_id, "calendar": A.calendar_id}


def _looks(*names: str) -> Compiled:
    """Bounded below: short ones began within a day, and the long ones have an index of their own.

    The sum keeps the database from going through all that the same person ever had, to find those few long ones.
    """
    short = [_over(_WHOSE[n] == bindparam(n), text(_BLOCK), A.starts_at > bindparam("lowest")) for n in names]
    rare = (text(LONG), text(_BLOCK_UNSORTED), A.starts_at <= bindparam("lowest"))
    long = [_over(_WHOSE[n] + 0 == bindparam(n), *rare) for n in names]
    return Compiled(union_all(*short, *long))


def _over(*narrowed: ColumnElement[bool] | TextClause) -> Select[Any]:
    return select(A.id, A.title, A.starts_at, A.ends_at, A.practitioner_id, A.calendar_id).where(
        *narrowed, text(_LIVE), A.starts_at < bindparam("end"), A.ends_at > bindparam("start")
    )


_STATEMENTS = {
    (True, False): _looks("practitioner"),
    (False, True): _looks("calendar"),
    (True, True): _looks("practitioner", "calendar"),
}


def blocks_over(
    connection: Connection, start: int, end: int, *, practitioner: Id | None, calendar: Id | None
) -> Sequence[Sequence[Any]]:
    """Read id, title, start, end, practitioner and calendar of the blocks of either that share time with a span."""
    look = _STATEMENTS.get((practitioner is not None, calendar is not None))
    if look is None:
        return ()
    bound: dict[str, int] = {"start": start, "end": end, "lowest": start - DAY}
    if practitioner is not None:
        bound["practitioner"] = practitioner
    if calendar is not None:
        bound["calendar"] = calendar
    return look.rows(connection, bound)
