"""What calendar files bring and get: series, the feeds that follow the book, and parts that are only kept."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from frontdesk.domain.feed import WatchedFeed
from frontdesk.domain.kept_component import KeptComponent
from frontdesk.domain.series import Series
from frontdesk.store.entity import Entity
from frontdesk.store.schema import KEY, LIST, METADATA, flag, key, number, partial, text

SERIES = Table(
    "series",
    METADATA,
    key(),
    text("uid"),
    text("zone"),
    Column("lines", LIST),
    number("filled", optional=True),
    number("since", optional=True),
    Column("left_out", LIST),
    flag("imported"),
    number("version"),
    Index("ix_series_uid", "uid"),
    partial("ix_series_filled", "filled", where="filled IS NOT NULL"),
)
ENTITY = Entity("series", Series, SERIES)

FEED = Table(
    "watched_feed",
    METADATA,
    key(),
    text("path"),
    Column("practitioner_id", KEY, ForeignKey("practitioner.id")),
    Column("calendar_id", KEY, ForeignKey("calendar.id")),
    text("naming"),
    number("days_back"),
    number("days_ahead"),
    flag("active"),
    number("version"),
)
FEEDS = Entity("watched_feed", WatchedFeed, FEED)

KEPT_COMPONENT = Table(
    "kept_component",
    METADATA,
    key(),
    text("name"),
    text("uid"),
    text("recurrence_id", default=None),
    number("sequence"),
    Column("lines", LIST),
    number("version"),
    Index("ix_kept_component_uid", "uid", "recurrence_id"),
)
KEPT_COMPONENTS = Entity("kept_component", KeptComponent, KEPT_COMPONENT)
