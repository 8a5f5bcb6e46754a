"""What is asked for: how long, with whom, where, with what, and within which limits.

A question is made of records that were read already; nothing here looks anything up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain import equipment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant

USUAL_STEP = 15 * MINUTE
LONGEST_SPAN = 31  # days
MOST_PARTS = 10
_LONG_AGO = Instant(0)


class Team(StrEnum):
    """Who of those that may has to be there."""

    ANY = "any"  # one of them: the union of their times
    ALL = "all"  # everyone: the intersection
    NOBODY = "nobody"  # nobody: the calendar's own hours count


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One service of a visit, or all of it; lengths in milliseconds.

    `who` may do it, best first; those of one number in `tiers` are equally good until the times are known. One of
    `rooms` is needed (None: no room is, empty: none would do), and units of each `equipment`.
    """

    length: int
    before: int = 0
    after: int = 0
    who: tuple[Id, ...] = ()
    tiers: tuple[int, ...] = ()
    rooms: tuple[Id, ...] | None = None
    equipment: tuple[equipment.Need, ...] = ()
    service: Id | None = None
    variation: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. Instants in milliseconds UTC; dates are those of `zone`, limits of a day those of `home`.

    `now` is when it is asked. `earliest` is the first start that notice allows, `latest` the end of the booking
    window: starts lie before it.
    `seats` are bookings per slot, `shared` tells that they are counted at all, `per_day` bookings per day of the
    calendar. `heads` is how many come. `hide` is how many percent of the times are kept from patients, by `salt`.
    Within a tier whoever has the earliest free time of a span comes first with `soonest`, and whoever has the fewest
    bookings in it with `evenly`. A visit that is moved `joins` no class of others.
    """

    parts: tuple[Part, ...]
    zone: str
    home: str
    team: Team = Team.ANY
    calendar: Id | None = None
    location: Id | None = None
    step: int = USUAL_STEP
    earliest: Instant
    latest: Instant | None = None
    seats: int = 1
    shared: bool = False
    soonest: bool = False
    evenly: bool = False
    per_day: int | None = None
    heads: int = 1
    hide: int = 0
    patient: Id | None = None
    visit: Id | None = None
    joins: bool = True
    now: Instant = _LONG_AGO

    @property
    def length(self) -> int:
        """Give the milliseconds that the patient is there: the parts follow one another without a break."""
        return sum(part.length for part in self.parts)

    @property
    def salt(self) -> int:
        """Give what the hidden times are chosen by."""
        return self.calendar or (self.parts[0].service or 0)
