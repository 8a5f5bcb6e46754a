"""Read the few closures that lie about a date: every booking asks, and a clinic holds years of holidays."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, bindparam, select

from frontdesk.domain.closure import LONGEST_DAYS, Closure
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.schedules import CLOSURE, CLOSURES

_LONGEST = timedelta(days=LONGEST_DAYS)
_ABOUT = Compiled(
    select(*CLOSURES.columns)
    .where(
        CLOSURE.c.last >= bindparam("first"),
        # Bounded above by the longest closure there is.
        CLOSURE.c.last <= bindparam("highest"),
        CLOSURE.c.first <= bindparam("last"),
    )
    .order_by(CLOSURE.c.last, CLOSURE.c.id)
)


def closures_over(connection: Connection, first: date, last: date) -> list[Closure]:
    """Read the closures of any of some dates, at whatever location, struck and archived ones too."""
    bound = {"first": first.isoformat(), "last": last.isoformat(), "highest": (last + _LONGEST).isoformat()}
    return [CLOSURES.of_columns(row) for row in _ABOUT.rows(connection, bound)]
