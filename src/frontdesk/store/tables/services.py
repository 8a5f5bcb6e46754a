"""The services that a clinic offers."""

from __future__ import annotations

from sqlalchemy import Column, Table

from frontdesk.domain.service import Service
from frontdesk.store.entity import Entity
from frontdesk.store.schema import LIST, METADATA, SMALL, flag, key, number, text

_LISTS = (
    "practitioners",
    "rooms",
    "equipment",
    "variations",
    "add_ons",
    "removed_variations",
    "removed_add_ons",
)

SERVICE = Table(
    "service",
    METADATA,
    key(),
    text("name"),
    text("slug"),
    text("description"),
    text("category"),
    number("duration"),
    number("buffer_before"),
    number("buffer_after"),
    number("price"),
    Column("hue", SMALL, nullable=False),
    flag("private"),
    text("form"),
    Column("max_attendees", SMALL, nullable=False),
    *(Column(name, LIST) for name in _LISTS),
    number("position"),
    number("archived_at", optional=True),
    number("version"),
)
ENTITY = Entity("service", Service, SERVICE)
