"""What a practitioner's absence costs the patients, and what may become of each visit that it touches.

The costs are points, and only their order matters: one who keeps the time and meets a colleague has to be told, one
who gets another time has to be asked, one who waits or is called off has nothing yet. Everything is counted per head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, wall
from frontdesk.domain.preference import EVENING, NOON, DayPart, Preference


class How(StrEnum):
    """What becomes of a visit: the same time with a colleague, another time, the waiting list, nothing, or no visit."""

    COLLEAGUE = "colleague"
    MOVE = "move"
    WAIT = "wait"
    LEAVE = "leave"
    CANCEL = "cancel"


# The table of costs, in points per head.
SAME_TIME = 10  # the time stays: they need only be told
OTHER_TIME = 50  # they have to be asked whether the time suits
PER_DAY = 3  # for each date that it is away from the old one
PER_HOUR = 1  # for each hour of the clock, begun or whole, that it is away from the old one
OTHER_PART = 20  # a morning becomes an afternoon
NOT_PREFERRED = 20  # not a time that the patient has asked for
OTHER_PERSON = 6  # someone else than before who is not the patient's own practitioner either
NOT_OWN = 8  # on top: the one who is away is the patient's own
IN_THE_HOUSE = 100  # they have arrived already, and would go home unseen
WAIT = 250
CANCEL = 400
LEAVE = 600  # nobody is there to see them: only people choose it
REASON = "Practitioner away"  # one of the usual reasons why a visit is called off


class Key(NamedTuple):
    """One unit of what can be taken once at a time; a patient is one too, who cannot be at two places."""

    kind: str
    id: Id
    unit: int


@dataclass(frozen=True, slots=True)
class Use:
    """One need of an option: `count` of the keys from `start` to `end`; all of the keys are free in the book then.

    `row` says which row of the visit it is for.
    """

    keys: tuple[Key, ...]
    start: Instant
    end: Instant
    count: int = 1
    row: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that may become of a visit; without a start it takes no time any more."""

    how: How
    cost: int
    start: Instant | None = None
    practitioner: Id | None = None
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is known of a visit that decides what another time costs its patient.

    `own` is whom the patient belongs to, `zone` where the clock is read. `here` tells that the patient has arrived.
    """

    start: Instant
    practitioner: Id | None
    zone: str
    own: Id | None = None
    prefers: Preference | None = None
    here: bool = False


class Clock(NamedTuple):
    """A moment on the wall clock: its date as a number, its minute of the day, its part of the day."""

    day: int
    minute: int
    part: DayPart


def clock_of(instant: int, zone: str) -> Clock:
    """Read a moment on a zone's clock."""
    at = wall(instant, zone)
    part = DayPart.MORNING if at.hour < NOON else DayPart.AFTERNOON if at.hour < EVENING else DayPart.EVENING
    return Clock(local_date(instant, zone).toordinal(), at.hour * 60 + at.minute, part)


def cost_of_time(wish: Wish, was: Clock, start: Instant, now: Clock) -> int:
    """Give what it costs one patient to come at another time than before; the same time costs least."""
    if start == wish.start:
        return SAME_TIME
    cost = OTHER_TIME + PER_DAY * abs(now.day - was.day) + PER_HOUR * -(-abs(now.minute - was.minute) // 60)
    if wish.prefers is not None:
        cost += 0 if wish.prefers.suits(start, wish.zone) else NOT_PREFERRED
    if now.part is not was.part and not (wish.prefers is not None and now.part in wish.prefers.parts):
        cost += OTHER_PART
    return cost + (IN_THE_HOUSE if wish.here and now.day != was.day else 0)


def cost_of_person(wish: Wish, person: Id | None) -> int:
    """Give what it costs one patient to see someone: nothing for whom they had, or for whom they belong to."""
    if person in (wish.practitioner, wish.own):
        return 0
    return OTHER_PERSON + (NOT_OWN if wish.own is not None and wish.own == wish.practitioner else 0)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option that was chosen, with the keys that each of its uses gets."""

    option: Option
    keys: tuple[tuple[Key, ...], ...] = ()


Options = Sequence[Option]
