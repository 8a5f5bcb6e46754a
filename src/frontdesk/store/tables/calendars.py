"""Calendars and the groups that they are shown in."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Table

from frontdesk.domain.calendar import Calendar, CalendarGroup
from frontdesk.store.entity import Entity
from frontdesk.store.schema import KEY, LIST, METADATA, SMALL, flag, key, number, text

CALENDAR_GROUP = Table(
    "calendar_group",
    METADATA,
    key(),
    text("name"),
    text("slug"),
    text("description"),
    flag("active"),
    number("version"),
    Index("ix_calendar_group_slug", "slug", unique=True),
)
GROUPS = Entity("calendar_group", CalendarGroup, CALENDAR_GROUP)

_LENGTHS = ("duration", "interval", "buffer_before", "buffer_after", "notice")

CALENDAR = Table(
    "calendar",
    METADATA,
    key(),
    text("name"),
    text("slug"),
    text("kind"),
    Column("location_id", KEY, ForeignKey("location.id"), nullable=False),
    text("description"),
    Column("group_id", KEY, ForeignKey("calendar_group.id")),
    flag("active"),
    Column("hue", SMALL, nullable=False),
    Column("team", LIST),
    text("distribution"),
    Column("places", LIST),
    *(Column(name, JSON, nullable=False) for name in _LENGTHS),
    Column("per_slot", SMALL, nullable=False),
    Column("per_day", SMALL),
    Column("window", LIST),
    Column("repeating", LIST),
    flag("auto_confirm"),
    flag("allow_reschedule"),
    flag("allow_cancel"),
    text("title_template"),
    text("guests"),
    text("form"),
    text("consent_label"),
    text("notes"),
    flag("sticky_patient"),
    flag("assign_patient"),
    Column("look_busy", SMALL, nullable=False),
    Column("extras", LIST),
    number("position"),
    number("archived_at", optional=True),
    number("version"),
    Index("ix_calendar_slug", "slug", unique=True),
)
ENTITY = Entity("calendar", Calendar, CALENDAR)
