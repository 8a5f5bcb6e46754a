"""Records of the small kinds, kept from one write to the next: every booking asks for the same few.

They stand for as long as the last changeset is the one they were read at. It is told by its number and its hash, and
the hash covers all that came before: a book that was put back to an older state has another one.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from frontdesk.domain.calendar import Calendar, CalendarGroup
from frontdesk.domain.clinic import Profile
from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.location import Location, Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule
from frontdesk.domain.service import Service

SMALL: frozenset[type[Any]] = frozenset(
    {
        Calendar,
        CalendarGroup,
        Closure,
        Equipment,
        HolidayChoice,
        Location,
        Practitioner,
        Profile,
        Room,
        Schedule,
        Service,
    }
)
Mark = tuple[int, str]  # number and hash of the last changeset


MOST_FOLLOWING = 2000


class Remembered:
    """What was read at one state of the book: records by kind and id, and whole kinds by kind alone.

    `following` is what was worked out from them, under keys of whoever did.
    """

    __slots__ = ("all", "at", "following", "one")

    def __init__(self, at: Mark) -> None:
        self.at = at
        self.following: dict[Hashable, Any] = {}
        self.one: dict[tuple[type[Any], int], Any] = {}
        self.all: dict[type[Any], tuple[Any, ...]] = {}

    def moved_on(self, at: Mark) -> Remembered:
        """Give the same records for a later state, in which none of them has changed."""
        later = Remembered(at)
        later.one, later.all = self.one, self.all
        later.following = self.following if len(self.following) < MOST_FOLLOWING else {}
        return later
