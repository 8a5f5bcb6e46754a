"""Locations, their rooms and their equipment."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from frontdesk.domain.equipment import Equipment
from frontdesk.domain.location import Location, Room
from frontdesk.store.entity import Entity
from frontdesk.store.schema import KEY, LIST, METADATA, SMALL, flag, key, number, text

LOCATION = Table(
    "location",
    METADATA,
    key(),
    text("name"),
    text("slug"),
    text("kind"),
    text("phone"),
    text("address"),
    text("zone"),
    flag("is_default"),
    number("archived_at", optional=True),
    number("version"),
    Index("ix_location_slug", "slug", unique=True),
)
ENTITY = Entity("location", Location, LOCATION)

ROOM = Table(
    "room",
    METADATA,
    key(),
    Column("location_id", KEY, ForeignKey("location.id"), nullable=False),
    text("name"),
    text("description"),
    Column("capacity", SMALL, nullable=False),
    Column("calendars", LIST),
    number("position"),
    number("archived_at", optional=True),
    number("version"),
    Index("ix_room_location_id", "location_id"),
)
ROOMS = Entity("room", Room, ROOM)

EQUIPMENT = Table(
    "equipment",
    METADATA,
    key(),
    Column("location_id", KEY, ForeignKey("location.id"), nullable=False),
    text("name"),
    text("description"),
    Column("quantity", SMALL, nullable=False),
    Column("out_of_service", SMALL, nullable=False),
    Column("calendar_id", KEY, ForeignKey("calendar.id")),
    number("position"),
    number("archived_at", optional=True),
    number("version"),
    Index("ix_equipment_location_id", "location_id"),
)
EQUIPMENTS = Entity("equipment", Equipment, EQUIPMENT)
