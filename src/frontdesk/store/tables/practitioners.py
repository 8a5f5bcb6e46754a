"""Practitioners."""

from __future__ import annotations

from sqlalchemy import Column, Table

from frontdesk.domain.practitioner import Practitioner
from frontdesk.store.entity import Entity
from frontdesk.store.schema import METADATA, SMALL, key, number, text

PRACTITIONER = Table(
    "practitioner",
    METADATA,
    key(),
    text("name"),
    text("speciality"),
    text("email"),
    text("phone"),
    Column("hue", SMALL, nullable=False),
    number("position"),
    number("archived_at", optional=True),
    number("version"),
)
ENTITY = Entity("practitioner", Practitioner, PRACTITIONER)
