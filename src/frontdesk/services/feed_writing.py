"""What is known of the files of feeds without reading them: when each was last right, and why it was not.

It is kept for as long as the program runs, for all who have the book open in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.feed import WatchedFeed
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.store import journal
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class Moment:
    """How the book stood when it was looked at: its last changeset, when that was made, and the date there."""

    cursor: int
    changed_at: Instant | None
    today: date
    zone: str


@dataclass(frozen=True, slots=True)
class Known:
    """What was found when a feed was written: at which changeset and date, as which file, or why it was not."""

    cursor: int
    today: date
    version: int
    signature: tuple[int, int, int] | None
    visits: int
    reason: str = ""

    def is_of_day(self, feed: WatchedFeed, now: Moment) -> bool:
        """Tell whether it was found of the feed as it is now, and today."""
        return self.cursor >= 0 and (self.today, self.version) == (now.today, feed.version)


_KNOWN: dict[tuple[str, Id], Known] = {}


def moment(book: Reading, now: Instant) -> Moment:
    """Read how the book stands."""
    zone = book.get(Profile, THE_CLINIC).zone
    last = next(iter(journal.heads(book.connection, limit=1)), None)
    seq, at = (0, None) if last is None else (last.seq, last.at)
    return Moment(seq, at, local_date(now, zone), zone)


def note(book: Path, feed: WatchedFeed, found: Known) -> None:
    """Remember what became of a feed."""
    _KNOWN[str(book), feed.id] = found


def known(book: Path, feed: Id) -> Known | None:
    """Give what is known of a feed, None where it was not written since the program was started."""
    return _KNOWN.get((str(book), feed))


def standing(held: Known | None, feed: WatchedFeed, now: Moment, written_at: int | None) -> bool:
    """Tell whether a file can be taken to say what the book says.

    Where this program has not written it, by its time: written after the last change, and today.
    """
    if written_at is None:
        return False
    if held is not None and held.version == feed.version and held.cursor >= 0:
        return held.is_of_day(feed, now) and held.cursor == now.cursor
    same_day = local_date(Instant(written_at), now.zone) == now.today
    return same_day and (now.changed_at is None or written_at >= now.changed_at)
