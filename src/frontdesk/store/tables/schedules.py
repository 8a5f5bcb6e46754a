"""Schedules, closures, and which country's holidays a location keeps."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.schedule import Schedule
from frontdesk.store.entity import Entity
from frontdesk.store.schema import KEY, LIST, METADATA, SMALL, flag, key, number, text

# The rules of a schedule are read and replaced as a whole, so they are one column.
SCHEDULE = Table(
    "schedule",
    METADATA,
    key(),
    text("name"),
    text("zone"),
    Column("location_id", KEY, ForeignKey("location.id"), nullable=False),
    Column("practitioner_id", KEY, ForeignKey("practitioner.id")),
    Column("calendar_id", KEY, ForeignKey("calendar.id")),
    Column("calendars", LIST),
    Column("rules", LIST),
    number("archived_at", optional=True),
    number("version"),
    Index("ix_schedule_practitioner_id", "practitioner_id"),
    Index("ix_schedule_calendar_id", "calendar_id", unique=True),
)
ENTITY = Entity("schedule", Schedule, SCHEDULE)

CLOSURE = Table(
    "closure",
    METADATA,
    key(),
    text("name"),
    text("first"),
    text("last"),
    Column("location_id", KEY, ForeignKey("location.id")),
    Column("start", SMALL),
    Column("end", SMALL),
    flag("holiday"),
    flag("struck"),
    number("archived_at", optional=True),
    number("version"),
    Index("ix_closure_last", "last"),
)
CLOSURES = Entity("closure", Closure, CLOSURE)

HOLIDAY_CHOICE = Table(
    "holiday_choice",
    METADATA,
    Column("id", KEY, ForeignKey("location.id"), primary_key=True, autoincrement=False),
    text("country"),
    text("region"),
    Column("through", SMALL, nullable=False),
    number("version"),
)
HOLIDAY_CHOICES = Entity("holiday_choice", HolidayChoice, HOLIDAY_CHOICE)
