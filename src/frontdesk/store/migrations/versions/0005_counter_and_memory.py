"""The day at the counter, and the book's memory: the waiting list, notes, delays, arrivals, and where visits stood.

It says what the tables were when this revision was made, whatever they have become since: so it names them itself
and imports nothing of the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LIST = sa.JSON(none_as_null=True)
_APPOINTMENT = {"arrived_at": "BIGINT", "left_at": "BIGINT", "no_show_reason": "TEXT", "seats_until": "BIGINT"}
_CLINIC = {"reasons": "JSON", "waiting_limit": "SMALLINT"}
_GROUP = '"group" = true AND expires_at IS NULL'
_LISTED = (
    "group",
    "starts_at",
    "archived_at",
    "service_id",
    "practitioner_id",
    "location_id",
    "ends_at",
    "created_at",
    "updated_at",
    "series_id",
    "expires_at",
)
_OF_SERIES = ("series_id", "starts_at", "group", "expires_at")
_LONG = "ends_at - starts_at > 86400000"
# Those alone that were changed after they were made can have stood elsewhere.
_MOVED = """
SELECT entity_id, before, after FROM change WHERE entity = 'appointment' AND entity_id IN (
  SELECT entity_id FROM change WHERE entity = 'appointment' GROUP BY entity_id HAVING count(*) > 1
) ORDER BY entity_id, seq, ordinal
"""


def upgrade() -> None:
    """Add to the large tables without writing them anew, make the new ones, and note where visits stood before."""
    for table, columns in (("appointment", _APPOINTMENT), ("clinic", _CLINIC)):
        for name, kind in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    _index("appointment", "seats_until", "seats_until", where="seats_until IS NOT NULL")
    _index("appointment", "group", *_LISTED, where=_GROUP)
    _index("appointment", "group_series", *_OF_SERIES, where=f"{_GROUP} AND series_id IS NOT NULL")
    _make_waitlist_entry()
    _make_note()
    _make_delay()
    _make_departure()
    _note_departures()


def _make_waitlist_entry() -> None:
    op.create_table(
        "waitlist_entry",
        _key("id"),
        _key("patient_id"),
        _key("service_id", optional=True),
        sa.Column("variation_id", sa.BigInteger),
        sa.Column("appointment_id", sa.BigInteger),
        _key("location_id", optional=True),
        sa.Column("practitioners", _LIST),
        sa.Column("prefers", _LIST),
        sa.Column("earliest", sa.Text),
        sa.Column("until", sa.Text),
        sa.Column("length", sa.BigInteger),
        sa.Column("urgency", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("gives_up", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("offer", _LIST),
        sa.Column("declined", _LIST),
        sa.Column("booked_id", sa.BigInteger),
        sa.Column("closed_at", sa.BigInteger),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        *_refers("waitlist_entry", "patient", "service", "location"),
        sa.PrimaryKeyConstraint("id", name="pk_waitlist_entry"),
    )
    op.create_index("ix_waitlist_entry_patient_id", "waitlist_entry", ["patient_id"])
    _index("waitlist_entry", "waiting", "id", where="state = 'waiting'")
    _index("waitlist_entry", "appointment_id", "appointment_id", "state", where="appointment_id IS NOT NULL")


def _make_note() -> None:
    op.create_table(
        "note",
        _key("id"),
        _key("appointment_id"),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("edited_by", sa.Text),
        sa.Column("edited_at", sa.BigInteger),
        sa.Column("version", sa.BigInteger, nullable=False),
        *_refers("note", "appointment"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
    )
    op.create_index("ix_note_appointment_id", "note", ["appointment_id", "created_at"])


def _make_delay() -> None:
    op.create_table(
        "delay",
        _key("id"),
        _key("practitioner_id"),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("minutes", sa.SmallInteger, nullable=False),
        sa.Column("said_by", sa.Text, nullable=False),
        sa.Column("said_at", sa.BigInteger, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        *_refers("delay", "practitioner"),
        sa.PrimaryKeyConstraint("id", name="pk_delay"),
    )
    op.create_index("ix_delay_practitioner_id", "delay", ["practitioner_id", "day"], unique=True)


def _make_departure() -> None:
    op.create_table(
        "departure",
        _key("starts_at"),
        _key("appointment_id"),
        _key("ends_at"),
        sa.PrimaryKeyConstraint("starts_at", "appointment_id", "ends_at", name="pk_departure"),
        sqlite_with_rowid=False,
    )
    _index("departure", "long", "starts_at", where=_LONG)


def _note_departures() -> None:
    departure = sa.table("departure", *(sa.column(name) for name in ("starts_at", "appointment_id", "ends_at")))
    rows = op.get_bind().execute(sa.text(_MOVED))
    for one, run in groupby(rows, itemgetter(0)):
        left = set(_left(run))
        if left:
            found = [{"starts_at": start, "appointment_id": one, "ends_at": end} for start, end in sorted(left)]
            op.get_bind().execute(departure.insert(), found)


def _left(run: Iterator[sa.Row[Any]]) -> Iterator[tuple[int, int]]:
    """Give the times that a visit had and has no more, or had for a while."""
    held: tuple[int, int] | None = None
    for row_of in run:
        after = row_of.after
        row = None if after is None else json.loads(after)
        now = None
        if row is not None:
            start, end = held or (0, 0)
            now = (row.get("starts_at", start), row.get("ends_at", end))
        if held is not None and held != now:
            yield held
        held = now


def _index(table: str, name: str, *columns: str, where: str, unique: bool = False) -> None:
    narrowed = sa.text(where)
    op.create_index(
        f"ix_{table}_{name}",
        table,
        list(columns),
        unique=unique,
        sqlite_where=narrowed,
        postgresql_where=narrowed,
    )


def _refers(table: str, *others: str) -> Iterator[sa.ForeignKeyConstraint]:
    return (
        sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=f"fk_{table}_{other}_id") for other in others
    )


def _key(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, _KEY, nullable=optional, autoincrement=False)
