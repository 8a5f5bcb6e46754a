"""The services that a clinic offers."""

from __future__ import annotations

from sqlalchemy import Column, SmallInteger, Table

from frontdesk.domain.service import Service
from frontdesk.store.entity import Entity
from frontdesk.store.schema import METADATA, key, number, text

SERVICE = Table(
    "service",
    METADATA,
    key(),
    text("name"),
    text("description"),
    number("duration"),
    number("buffer_before"),
    number("buffer_after"),
    Column("hue", SmallInteger, nullable=False),
    number("position"),
    number("archived_at", optional=True),
    number("version"),
)
ENTITY = Entity("service", Service, SERVICE)
