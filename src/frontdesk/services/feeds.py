"""Feeds: calendar files that follow the book, for a phone or another program to read (C79)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from frontdesk.delivery import feed_file
from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid, Unavailable
from frontdesk.domain.feed import Naming, WatchedFeed
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services import checks
from frontdesk.services.feed_changes import may_show
from frontdesk.services.feed_places import place_of, real_place
from frontdesk.services.feed_writing import Known, Moment, known, moment, note, standing
from frontdesk.services.operations import Area, operation
from frontdesk.store.work import Work

# Programs that read a feed from an address are told how often it is worth a look.
_HINTS = "REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\nX-PUBLISHED-TTL:PT15M\r\n"
_FIRST_LINE = "BEGIN:VCALENDAR\r\n"


class Outcome(StrEnum):
    """What became of a feed that was to be written."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed and its file.

    `behind` says that the book was changed, or a day has begun, since the file was last known to be right.
    `reason` is why it cannot be written now or could not be when it was last tried, empty where nothing is known.
    """

    feed: WatchedFeed
    exists: bool
    written_at: Instant | None
    behind: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unlooked:
    """A feed as the book has it, at whose file nobody has looked yet.

    A look takes as long as the disk takes, which is for ever where a share of the network is gone. It needs no book,
    so that a thread of its own can look while others go on.
    """

    feed: WatchedFeed
    _book: Path
    _now: Moment

    def look(self) -> FeedState:
        """Look how its file stands."""
        path, held = Path(self.feed.path), known(self._book, self.feed.id)
        at = feed_file.written_at(path)
        reason = held.reason if held is not None and held.version == self.feed.version else ""
        try:
            real_place(path)
        except Unavailable as refusal:
            reason = refusal.reason
        behind = self.feed.active and not standing(held, self.feed, self._now, at)
        return FeedState(self.feed, at is not None, None if at is None else Instant(at), behind, reason)


@dataclass(frozen=True, slots=True)
class FeedWritten:
    """What became of one feed: with a reason where it was refused, and how many visits its file holds else."""

    id: Id
    outcome: Outcome
    reason: str = ""
    visits: int = 0


@dataclass(frozen=True, slots=True)
class FeedDeleted:
    """A feed that is no more; its file was left where it is, if there is one."""

    id: Id
    file_left: bool


class Feeds(Area):
    """Operations on feeds. Their files are written by `write` alone: the program calls it after changes."""

    @operation("feeds.list", right=Right.SEE)
    def list(self) -> tuple[FeedState, ...]:
        """List the feeds in the order in which they were made, and how their files stand."""
        return tuple(each.look() for each in self.unlooked())

    def unlooked(self) -> tuple[Unlooked, ...]:
        """Read the feeds without a look at any file: what `list` gives, for whoever cannot wait for a disk."""
        self._clinic.actor.require(Right.SEE)
        with self._book.reading() as book:
            now = moment(book, self._clinic.clock())
            return tuple(Unlooked(feed, self._book.path, now) for feed in book.all(WatchedFeed))

    @operation("feeds.get", right=Right.SEE)
    def get(self, *, id: Id) -> FeedState:
        """Read one feed, and how its file stands."""
        with self._book.reading() as book:
            found = Unlooked(book.get(WatchedFeed, id), self._book.path, moment(book, self._clinic.clock()))
        return found.look()

    @operation("feeds.count", right=Right.SEE)
    def count(self) -> int:
        """Count the feeds that are switched on, without a look at their files."""
        with self._book.reading() as book:
            return sum(feed.active for feed in book.all(WatchedFeed))

    @operation("feeds.create", right=Right.SETUP)
    def create(
        self,
        *,
        path: Path,
        practitioner: Id | None = None,
        calendar: Id | None = None,
        naming: Naming = Naming.INITIALS,
        days_back: int = 30,
        days_ahead: int = 366,
        active: bool = True,
    ) -> WatchedFeed:
        """Add a feed of a practitioner, a calendar or the whole clinic; its file is first written by `write`.

        `path` is a file whose name ends in .ics, or a folder, in which a file gets the name of whose calendar it is.
        A file that is there and is no calendar is refused, and so is an open clinic's.
        """
        self._clinic.actor.require(Right.EXPORT)
        with self._clinic.writing("feeds.create", lambda: "Calendar feed added") as work:
            whose = _whose(work, practitioner, calendar)
            made = WatchedFeed(
                id=work.new_id(),
                path=place_of(work, path, _name(work, whose)),
                practitioner_id=whose[0],
                calendar_id=whose[1],
                naming=checks.one_of(naming, Naming, field="naming"),
                days_back=checks.whole(days_back, field="days_back"),
                days_ahead=checks.whole(days_ahead, field="days_ahead"),
                active=checks.yes_or_no(active, field="active"),
            ).checked()
            work.create(made)
            return made

    @operation("feeds.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        path: Path | Keep = KEEP,
        practitioner: Id | Keep | None = KEEP,
        calendar: Id | Keep | None = KEEP,
        naming: Naming | Keep = KEEP,
        days_back: int | Keep = KEEP,
        days_ahead: int | Keep = KEEP,
        active: bool | Keep = KEEP,
    ) -> WatchedFeed:
        """Change a feed. At another path a new file is written; the one before stays as it is."""
        self._clinic.actor.require(Right.EXPORT)
        with self._clinic.writing("feeds.update", lambda: "Calendar feed changed") as work:
            held = checks.fresh(work.get(WatchedFeed, id), version, "watched_feed")
            sent = kept(practitioner, held.practitioner_id), kept(calendar, held.calendar_id)
            whose = _whose(work, *sent, held)
            after = replace(
                held,
                path=held.path if isinstance(path, Keep) else place_of(work, path, _name(work, whose), held),
                practitioner_id=whose[0],
                calendar_id=whose[1],
                naming=checks.one_of(kept(naming, held.naming), Naming, field="naming"),
                days_back=checks.whole(kept(days_back, held.days_back), field="days_back"),
                days_ahead=checks.whole(kept(days_ahead, held.days_ahead), field="days_ahead"),
                active=checks.yes_or_no(kept(active, held.active), field="active"),
            ).checked()
            return work.replace(held, after)

    @operation("feeds.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> FeedDeleted:
        """Delete a feed. Its file stays where it is, as it was last written."""
        with self._clinic.writing("feeds.delete", lambda: "Calendar feed deleted") as work:
            held = checks.fresh(work.get(WatchedFeed, id), version, "watched_feed")
            work.remove(held)
        return FeedDeleted(held.id, feed_file.written_at(Path(held.path)) is not None)

    @operation("feeds.write", right=Right.EXPORT)
    def write(self, *, id: Id | None = None) -> tuple[FeedWritten, ...]:
        """Have the files say what the book says: of all feeds that are switched on, or of one in any case.

        A file that says so already is not written again. Each is there whole at any time: a write that fails leaves
        the one before, and says why. No refusal of one feed keeps the others from being written.
        """
        with self._book.reading() as book:
            now = moment(book, self._clinic.clock())
            feeds = book.all(WatchedFeed) if id is None else (book.get(WatchedFeed, id),)
        return tuple(self._written(feed, now) for feed in feeds if feed.active or id is not None)

    def _written(self, feed: WatchedFeed, now: Moment) -> FeedWritten:
        try:
            real = real_place(Path(feed.path))
            before = known(self._book.path, feed.id)
            if before is not None and self._is_right(feed, now, before, real):
                note(self._book.path, feed, replace(before, cursor=now.cursor))
                return FeedWritten(feed.id, Outcome.UNCHANGED, visits=before.visits)
        except Unavailable as refusal:
            # Not remembered: whoever asks next sees for himself whether the folder is back.
            return FeedWritten(feed.id, Outcome.REFUSED, refusal.reason)
        text, visits = self._text(feed, now)
        try:
            changed = feed_file.put(real, text)
        except Unavailable as refusal:
            note(self._book.path, feed, Known(-1, now.today, feed.version, None, 0, refusal.reason))
            return FeedWritten(feed.id, Outcome.REFUSED, refusal.reason)
        note(self._book.path, feed, Known(now.cursor, now.today, feed.version, feed_file.signature(real), visits))
        return FeedWritten(feed.id, Outcome.WRITTEN if changed else Outcome.UNCHANGED, visits=visits)

    def _is_right(self, feed: WatchedFeed, now: Moment, before: Known, real: Path) -> bool:
        """Tell without looking into it that a file says what the book says."""
        if not before.is_of_day(feed, now) or before.signature != feed_file.signature(real):
            return False
        if before.cursor == now.cursor:
            return True
        with self._book.reading() as book:
            return not may_show(book, feed, before.cursor)

    def _text(self, feed: WatchedFeed, now: Moment) -> tuple[bytes, int]:
        """Write the calendar, with a mark by which its file is known to be a feed's."""
        span = feed.span(now.today, now.zone)
        exported = self._clinic.ics.export(
            start=span.start,
            end=span.end,
            practitioner=feed.practitioner_id,
            calendar=feed.calendar_id,
            naming=feed.naming,
        )
        mark = f"{feed_file.MARK.decode()}{feed.id}\r\n"
        rest = exported.text.removeprefix(_FIRST_LINE)
        return f"{_FIRST_LINE}{mark}{_HINTS}{rest}".encode(), exported.visits


def _whose(
    work: Work, practitioner: Id | None, calendar: Id | None, held: WatchedFeed | None = None
) -> tuple[Id | None, Id | None]:
    """Check whose calendar it is to be: both there, and none that was newly put away."""
    one = checks.known_or_none(practitioner, field="practitioner")
    other = checks.known_or_none(calendar, field="calendar")
    had = (None, None) if held is None else (held.practitioner_id, held.calendar_id)
    if one is not None and one != had[0] and work.get(Practitioner, one).archived_at is not None:
        raise Invalid("archived", field="practitioner", got=str(one), allowed="one that is not archived")
    if other is not None and other != had[1] and work.get(Calendar, other).archived_at is not None:
        raise Invalid("archived", field="calendar", got=str(other), allowed="one that is not archived")
    return one, other


def _name(work: Work, whose: tuple[Id | None, Id | None]) -> str:
    """Name whose calendar it is, for the name of a file: never a patient."""
    if whose[0] is not None:
        return work.get(Practitioner, whose[0]).name
    if whose[1] is not None:
        return work.get(Calendar, whose[1]).name
    return work.get(Profile, THE_CLINIC).name
