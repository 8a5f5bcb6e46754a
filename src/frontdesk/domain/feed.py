"""A calendar file that follows the book: whose visits it holds, how far, and what it says of patients."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from frontdesk.domain.ids import Id


class Naming(StrEnum):
    """What a calendar file says of visits: everything, initials for patients, or that time is taken."""

    FULL = "full"
    INITIALS = "initials"
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """One file that is written anew after changes, for a phone or another program to read.

    `path` is the file, absolute. Of practitioner and calendar one may be there; without either it holds the whole
    clinic. `days_back` and `days_ahead` bound what it holds, in days around today.
    """

    id: Id
    path: str = field(repr=False)
    practitioner_id: Id | None = None
    calendar_id: Id | None = None
    naming: Naming = Naming.INITIALS
    days_back: int = 30
    days_ahead: int = 366
    active: bool = True
    version: int = 1
