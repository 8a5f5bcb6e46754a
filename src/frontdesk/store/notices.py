"""Which moments a set of changes touched: what tells a screen whether to load again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from frontdesk.domain.changes import Change
from frontdesk.store.tables.appointments import APPOINTMENT

MOST = 2_000


def days_touched(connection: Connection, changes: Sequence[Change]) -> set[int]:
    """Give the starts of the visits that the changes touch: as they were, as they became, and as they stand."""
    visits = [change for change in changes if change.entity == "appointment"][:MOST]
    found = {
        row["starts_at"] for change in visits for row in (change.before, change.after) if row and "starts_at" in row
    }
    ids = [change.entity_id for change in visits]
    for at in range(0, len(ids), 500):
        query = select(APPOINTMENT.c.starts_at).where(APPOINTMENT.c.id.in_(ids[at : at + 500]))
        found.update(connection.execute(query).scalars())
    return found
