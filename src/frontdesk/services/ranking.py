"""Which of some free times is best for a patient and for the day, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from frontdesk.domain.availability.pieces import Piece
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.patient import Patient
from frontdesk.domain.preference import Preference
from frontdesk.domain.service import Service
from frontdesk.services.searching import Search, usual_practitioner
from frontdesk.store.work import Familiar

USUAL_LEAST = 15 * MINUTE
Ranked = tuple[Slot, Id | None, tuple[str, ...]]


def ranked(book: Familiar, search: Search, slots: Sequence[Slot], now: Instant) -> list[Ranked]:
    """Put times in order: the sooner date, no useless gap, the usual practitioner, what is preferred, the earlier.

    Each comes with the practitioner who is best for it, and with what speaks for it: "soonest", "no_gap", "usual",
    "preferred".
    """
    if not slots:
        return []
    asked = search.question
    usual = usual_practitioner(book, asked, now)
    prefers = None if asked.patient is None else book.get(Patient, asked.patient).prefers
    gaps = _Gaps(book, search, Interval(slots[0].start, slots[-1].end))
    first = slots[0].start
    found: list[tuple[tuple[object, ...], Ranked]] = []
    for slot in slots:
        best = min(_ways(slot, gaps, usual), key=lambda way: way[0])
        (broken, unusual, place), person = best
        why = _why(slot, prefers, asked.home, soonest=slot.start == first, broken=broken, usual=not unusual)
        liked = "preferred" not in why
        day = local_date(slot.start, asked.zone)
        found.append(((day, broken, unusual, liked, slot.start, place), (slot, person, why)))
    found.sort(key=lambda each: each[0])
    return [each for _, each in found]


def _ways(slot: Slot, gaps: _Gaps, usual: Id | None) -> Iterator[tuple[tuple[bool, bool, int], Id | None]]:
    if not slot.practitioners:
        yield (False, True, 0), None
    for place, person in enumerate(slot.practitioners):
        yield (gaps.are_left_by(slot, person), person != usual, place), person


def _why(
    slot: Slot, prefers: Preference | None, home: str, *, soonest: bool, broken: bool, usual: bool
) -> tuple[str, ...]:
    told = {
        "soonest": soonest,
        "no_gap": not broken,
        "usual": usual,
        "preferred": prefers is not None and prefers.suits(slot.start, home),
    }
    return tuple(word for word, holds in told.items() if holds)


class _Gaps:
    """What a visit would leave of the free time around it."""

    def __init__(self, book: Familiar, search: Search, span: Interval) -> None:
        self._part = search.question.parts[0]
        self._after = search.question.parts[-1].after
        self._pieces = search.pieces(span)
        lengths = [s.buffer_before + s.duration + s.buffer_after for s in book.all(Service) if s.archived_at is None]
        self._least = min(lengths, default=USUAL_LEAST)

    def are_left_by(self, slot: Slot, person: Id) -> bool:
        """Tell whether it leaves a gap beside it that is too short for anything the clinic offers."""
        piece = _around(self._pieces.get(person, ()), slot.start)
        if piece is None:
            return False
        origin, _, open_end, gap_start, gap_end = piece
        before = slot.start - self._part.before - max(origin, gap_start)
        after = min(open_end, gap_end) - slot.end - self._after
        return 0 < before < self._least or 0 < after < self._least


def _around(held: Sequence[Piece], start: int) -> Piece | None:
    """Find the piece that a start lies in."""
    n = bisect_right(held, (start + 1,)) - 1
    while n >= 0:
        if held[n][3] <= start < held[n][4]:
            return held[n]
        n -= 1
        if n >= 0 and held[n][0] != held[n + 1][0]:
            return None
    return None
