"""Where visits take place: sites and their rooms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


class LocationKind(StrEnum):
    """Whether the place is known or the booker is asked (C36)."""

    ADDRESS = "address"
    ASK_BOOKER = "ask_booker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One site with its own zone; exactly one of a clinic is the default."""

    id: Id
    name: str
    slug: str
    kind: LocationKind = LocationKind.ADDRESS
    phone: str = ""
    address: str = ""
    zone: str
    is_default: bool = False
    archived_at: Instant | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room of a location; `capacity` counts seats for patients, `calendars` are those that need it."""

    id: Id
    location_id: Id
    name: str
    description: str = ""
    capacity: int = 1
    calendars: tuple[Id, ...] = ()
    position: int = 0
    archived_at: Instant | None = None
    version: int = 1
