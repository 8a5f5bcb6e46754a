"""Practitioners and their weekly hours."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, SmallInteger, Table

from frontdesk.domain.hours import Week
from frontdesk.domain.practitioner import Practitioner
from frontdesk.store.entity import Entity
from frontdesk.store.schema import KEY, LIST, METADATA, key, number, text

PRACTITIONER = Table(
    "practitioner",
    METADATA,
    key(),
    text("name"),
    text("speciality"),
    text("email"),
    text("phone"),
    Column("hue", SmallInteger, nullable=False),
    number("position"),
    number("archived_at", optional=True),
    number("version"),
)
ENTITY = Entity("practitioner", Practitioner, PRACTITIONER)

# A week is read and replaced as a whole, so it is one record: a list of [weekday, start minute, end minute].
WEEK = Table(
    "week",
    METADATA,
    Column("id", KEY, ForeignKey("practitioner.id"), primary_key=True, autoincrement=False),
    Column("hours", LIST),
    number("version"),
)
WEEKS = Entity("week", Week, WEEK)
