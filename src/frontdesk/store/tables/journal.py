"""The record of changes: append-only, in the order in which the book was written."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, Table

from frontdesk.store.schema import KEY, METADATA, number, partial, text

REVERSAL = "target IS NOT NULL"

CHANGESET = Table(
    "changeset",
    METADATA,
    Column("seq", KEY, primary_key=True, autoincrement=False),
    number("at"),
    text("actor"),
    text("operation"),
    text("words"),
    text("kind"),
    number("target", optional=True),
    text("hash"),
    Index("ix_changeset_actor_seq", "actor", "seq"),
    partial("ix_changeset_reversals", "seq", where=REVERSAL),
)

CHANGE = Table(
    "change",
    METADATA,
    Column("seq", KEY, ForeignKey("changeset.seq"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    text("entity"),
    number("entity_id"),
    text("before", default=None),
    text("after", default=None),
    Index("ix_change_entity_entity_id_seq", "entity", "entity_id", "seq"),
    sqlite_with_rowid=False,
)
