"""A practitioner who runs late on a date, as somebody typed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant

LONGEST_DELAY = 12 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """How many minutes late a practitioner is on a date of the clinic's zone, said when and by which actor.

    It stands in place of what the day itself tells; one of a practitioner and a date.
    """

    id: Id
    practitioner_id: Id
    day: date
    minutes: int
    said_by: str
    said_at: Instant
    version: int = 1
