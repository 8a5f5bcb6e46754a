"""The clinic's own row: one book, one clinic."""

from __future__ import annotations

from sqlalchemy import Column, Table

from frontdesk.domain.clinic import Profile
from frontdesk.store.entity import Entity
from frontdesk.store.schema import LIST, METADATA, SMALL, key, number, text

CLINIC = Table(
    "clinic",
    METADATA,
    key(),
    text("name"),
    text("zone"),
    text("currency"),
    text("new_status"),
    Column("reasons", LIST),
    Column("waiting_limit", SMALL),
    number("version"),
)
ENTITY = Entity("clinic", Profile, CLINIC)
