"""Who of those who wait is to be asked first about a free time, and what speaks for each (C72)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.waitlist import Urgency, WaitlistEntry

_URGENCIES = tuple(Urgency)


class FitReason(StrEnum):
    """What speaks for asking somebody, the weightier first."""

    URGENT = "urgent"
    SOON = "soon"
    NEXT_IN_LINE = "next_in_line"
    CHOSEN_PRACTITIONER = "chosen_practitioner"
    PREFERRED_DAY = "preferred_day"
    PREFERRED_PART = "preferred_part"
    USUAL_PRACTITIONER = "usual_practitioner"
    USUAL_TIME = "usual_time"
    FILLS_GAP = "fills_gap"
    WAITED_LONGEST = "waited_longest"
    GIVES_UP = "gives_up"


# What the entry asks for itself weighs more than what the patient's record says.
_CLOSENESS = {
    FitReason.CHOSEN_PRACTITIONER: 3,
    FitReason.PREFERRED_DAY: 3,
    FitReason.PREFERRED_PART: 3,
    FitReason.USUAL_PRACTITIONER: 1,
    FitReason.USUAL_TIME: 1,
}
_OF_URGENCY = {Urgency.URGENT: (FitReason.URGENT,), Urgency.SOON: (FitReason.SOON,), Urgency.ROUTINE: ()}


@dataclass(frozen=True, slots=True)
class Chance:
    """One entry with a time that it fits, before it is ranked.

    `close` are the reasons that tell how well it suits; `filled` is how much of the gap is used, 0 to 100;
    `gives_up_at` is when the visit begins that is let go for it.
    """

    entry: WaitlistEntry
    start: Instant
    end: Instant
    close: tuple[FitReason, ...] = ()
    filled: int = 100
    gives_up_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A chance in its place: the higher the score, the sooner to be asked; equal ones by who waits longer."""

    chance: Chance
    score: int
    reasons: tuple[FitReason, ...]


def score_of(chance: Chance) -> int:
    """Give 100,000 for each step of urgency, 1,000 a point of closeness, and how much of the gap is filled."""
    close = sum(_CLOSENESS.get(reason, 0) for reason in chance.close)
    return _URGENCIES.index(chance.entry.urgency) * 100_000 + close * 1_000 + chance.filled


def ranked(chances: Sequence[Chance], *, line: bool = False) -> list[Ranked]:
    """Put chances in order: urgency, closeness to what is asked for, the gap filled best, waited longest.

    Of those who came on the same day, whoever lets go of the later visit comes first. In a `line`, of a class, it is
    urgency and then who came first; whoever said no to a seat of it is asked again after all others. The order never
    depends on the order of what is given.
    """
    key = _in_line if line else _weighed
    longest = min((chance.entry.created_at for chance in chances), default=None)
    return [
        Ranked(chance, score_of(chance), _reasons(chance, place=n if line else None, longest=longest))
        for n, chance in enumerate(sorted(chances, key=key))
    ]


def waits_before(entry: WaitlistEntry) -> tuple[int, int, int]:
    """Give the place of an entry among others: the more urgent first, then who waits longer."""
    return (-_URGENCIES.index(entry.urgency), entry.created_at, entry.id)


def _in_line(chance: Chance) -> tuple[int, ...]:
    said_no = (one.at for one in chance.entry.declined if one.start == chance.start)
    return (max(said_no, default=0), *waits_before(chance.entry))


def _weighed(chance: Chance) -> tuple[int, ...]:
    entry = chance.entry
    return (-score_of(chance), entry.created_at // DAY, -(chance.gives_up_at or 0), entry.created_at, entry.id)


def _reasons(chance: Chance, *, place: int | None, longest: Instant | None) -> tuple[FitReason, ...]:
    entry = chance.entry
    found = [*_OF_URGENCY[entry.urgency], *chance.close]
    if place == 0:
        found.append(FitReason.NEXT_IN_LINE)
    if place is None and chance.filled == 100:
        found.append(FitReason.FILLS_GAP)
    if entry.created_at == longest:
        found.append(FitReason.WAITED_LONGEST)
    if chance.gives_up_at is not None:
        found.append(FitReason.GIVES_UP)
    order = list(FitReason)
    return tuple(sorted(set(found), key=order.index))
