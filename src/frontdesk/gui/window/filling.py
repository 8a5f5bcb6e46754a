"""One free time while it is filled: who could come, to whom it is offered, who was passed over. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from frontdesk.domain.ids import Id
from frontdesk.domain.waitlist import Offer

if TYPE_CHECKING:
    from frontdesk.gui.window.refill_reading import Read, Source
    from frontdesk.services.waitlist_rows import Fit, Waiting


@dataclass(slots=True)
class Filling:
    """What is known of one source.

    `beside` is the visit that was selected when it began; `fits` are in the order in which they are asked, `waiting`
    the rows of those who have an offer and fit no more, since their own time is held; `told` says what became of an
    offer.
    """

    source: Source
    beside: Id | None = None
    fits: dict[Id, Fit] = field(default_factory=dict)
    waiting: dict[Id, Waiting] = field(default_factory=dict)
    offers: dict[Id, Offer] = field(default_factory=dict)
    passed: set[Id] = field(default_factory=set)
    told: dict[Id, str] = field(default_factory=dict)
    total: int = 0

    def take(self, read: Read) -> dict[Id, Offer]:
        """Take what was read anew; give the offers that hold no more, by whom they were made to.

        While something is held its time fits nobody else: those who fitted before stay.
        """
        self.waiting = {row.entry.id: row for row in read.offered}
        still = {one: row.entry.offer for one, row in self.waiting.items() if row.entry.offer is not None}
        gone = {one: offer for one, offer in self.offers.items() if one not in still and one not in read.booked}
        self.offers = still
        kept = {one: fit for one, fit in self.fits.items() if one not in read.booked} if still else {}
        self.fits = kept | {fit.entry: fit for fit in read.fits}
        self.total = max(read.total, len(self.people))
        return gone

    @property
    def people(self) -> tuple[Id, ...]:
        """Give all who are shown: those who have an offer but fit no more come first."""
        return (*(one for one in self.waiting if one not in self.fits), *self.fits)

    def who(self, entry: Id) -> Fit | Waiting | None:
        """Give what is known of one."""
        return self.fits.get(entry) or self.waiting.get(entry)

    def name_of(self, entry: Id | None) -> str:
        """Name one, as plain text from outside."""
        who = self.who(entry) if entry is not None else None
        return who.patient if who is not None else ""

    def forget(self, entry: Id) -> None:
        """Ask somebody no more."""
        self.passed.add(entry)
        self.fits.pop(entry, None)
        self.waiting.pop(entry, None)
        self.offers.pop(entry, None)
        self.told.pop(entry, None)

    def in_the_way(self, fit: Fit) -> Id | None:
        """Give who has an offer of a part of the same time, or of the last seat."""
        if self.source.seats is not None:
            return next(iter(self.offers), None) if len(self.offers) >= self.source.seats else None
        return next(self._over(fit), None)

    def _over(self, fit: Fit) -> Iterator[Id]:
        return (one for one, each in self.offers.items() if each.start < fit.end and fit.start < each.end)
