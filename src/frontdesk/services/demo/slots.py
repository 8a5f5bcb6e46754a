"""How a practitioner's day is laid out: when someone comes, for what, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from random import Random
from typing import NamedTuple

from frontdesk.services.demo.catalogue import FOLLOW_UP, TEAM_MEETING, Fixture, Offer, Post

_CANCELLED, _NO_SHOW, _SQUEEZED = 0.05, 0.085, 0.095
_FILLED_AGAIN = 0.6
_GAPS = (5, 10, 10, 15, 20, 30, 45)
# Visits and their buffers last half an hour on average, gaps two thirds of that.
_VISITS_TO_GAPS = 1.5


class Fate(Enum):
    """What becomes of a booking, as soon as its time has come."""

    KEPT = "kept"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    SQUEEZED = "squeezed"


class Open(NamedTuple):
    """Time that someone is there for, in minutes after midnight, and the number of the place."""

    start: int
    end: int
    place: int = 0


class Slot(NamedTuple):
    """One booking to be, in minutes after midnight; without an offer a staff event."""

    minute: int
    length: int
    post: int
    offer: Offer | None
    fate: Fate
    title: str
    place: int = 0


def lay_out(index: int, post: Post, hours: Sequence[Open], weekday: int, fade: float, rng: Random) -> list[Slot]:
    """Lay out one practitioner's day; `fade` thins it out (1 as full as it gets)."""
    found: list[Slot] = []
    for stretch in hours:
        at = stretch.start
        for fixture in _fixtures(post, stretch, weekday):
            before = fixture.offer.before if fixture.offer else 0
            after = fixture.offer.after if fixture.offer else 0
            found.extend(_fill(index, post, Open(at, fixture.minute - before), fade, rng))
            found.append(Slot(fixture.minute, fixture.length, index, fixture.offer, Fate.KEPT, fixture.title))
            at = fixture.minute + fixture.length + after
        found.extend(_fill(index, post, Open(at, stretch.end, stretch.place), fade, rng))
    return found


def without(hours: Sequence[Open], start: int, end: int) -> list[Open]:
    """Give the time that is left of some when one stretch is taken out."""
    found: list[Open] = []
    for each in hours:
        if end <= each.start or start >= each.end:
            found.append(each)
            continue
        found.extend(each._replace(end=start) for _ in range(each.start < start))
        found.extend(each._replace(start=end) for _ in range(end < each.end))
    return found


def _fixtures(post: Post, stretch: Open, weekday: int) -> Iterator[Fixture]:
    """Give what stands in the stretch, by start; what would not fit between the others is left out."""
    at = stretch.start
    if stretch.place:
        return
    for fixture in sorted((*post.work.fixtures, TEAM_MEETING), key=lambda f: f.minute):
        room = fixture.offer.before + fixture.offer.after if fixture.offer else 0
        fits = at + room <= fixture.minute and fixture.minute + fixture.length + room <= stretch.end
        if weekday in fixture.weekdays and fits:
            yield fixture
            at = fixture.minute + fixture.length + room


def _fill(index: int, post: Post, hours: Open, fade: float, rng: Random) -> Iterator[Slot]:
    at, end, place = hours
    mix = post.work.mix
    idle = _VISITS_TO_GAPS * (1 / (post.fill * fade) - 1)
    while True:
        if rng.random() < idle:
            at += _GAPS[int(rng.random() * len(_GAPS))]
        offer = mix[int(rng.random() * len(mix))]
        length = offer.lengths[int(rng.random() * len(offer.lengths))]
        start = at + offer.before
        if start + length + offer.after > end:
            return
        drawn = rng.random()
        fate = Fate.CANCELLED if drawn < _CANCELLED else Fate.NO_SHOW if drawn < _NO_SHOW else Fate.KEPT
        yield Slot(start, length, index, offer, fate, "", place)
        if fate is Fate.KEPT and drawn < _SQUEEZED and length >= 30:
            yield Slot(start + 10, 15, index, FOLLOW_UP, Fate.SQUEEZED, "", place)
        if fate is Fate.CANCELLED and rng.random() < _FILLED_AGAIN:
            continue
        at = start + length + offer.after
