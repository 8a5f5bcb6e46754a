"""The reads that a board is painted from, and the notice that tells it when to load again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.domain.actor import Right
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_date, local_date, start_of_day
from frontdesk.domain.intervals import Interval, intersection
from frontdesk.domain.opening import Openings
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services import checks
from frontdesk.services.board import Board
from frontdesk.services.boarding import Busy, column_of, day_board, days_of, occupied, visits_of
from frontdesk.services.operations import Area, operation
from frontdesk.services.surroundings import Surroundings, surroundings
from frontdesk.store import appointments, journal
from frontdesk.store.notices import days_touched

MOST_DAYS = 100
# More changes than this since the last look, and loading everything again is the cheaper answer.
MOST_CHANGES = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """What changed after a cursor: local dates whose visits changed, and kinds of other records.

    `everything` says that too much changed to tell; `cursor` is where to ask from next.
    """

    cursor: int
    days: frozenset[date]
    kinds: frozenset[str]
    everything: bool


@dataclass(frozen=True, slots=True)
class DayLoad:
    """How full one date is: booked over open time of all practitioners, in percent; None when nobody works."""

    day: date
    percent: int | None


class Boards(Area):
    """Reads for the board."""

    _around: Surroundings | None = None

    @operation("board.day", right=Right.SEE)
    def day(self, *, day: date, practitioners: Sequence[Id] | None = None, cancelled: bool = False) -> Board:
        """Read one date with a column a practitioner, archived ones only where they still have visits.

        Visits without a practitioner stand in a column of their own, id 0, when there are any.
        """
        day, now = checked_date(day, field="day"), self._clinic.clock()
        with self._book.reading() as book:
            around = self._around = surroundings(book, self._around)
            span = days_of(day, 1, around.zone)
            rows = appointments.blocks(book.connection, span.start, span.end, cancelled=cancelled)
            hours = around.openings(book, span)
        shown = None if practitioners is None else frozenset(practitioners)
        return day_board(day, around.zone, rows, around.faces, around.people, hours, shown, around.cursor, now)

    @operation("board.week", right=Right.SEE)
    def week(self, *, day: date, practitioner: Id, cancelled: bool = False) -> Board:
        """Read the week, Monday to Sunday, that a date lies in, with a column a day (id 0 to 6)."""
        day, now = checked_date(day, field="day"), self._clinic.clock()
        first = day - timedelta(days=day.weekday())
        with self._book.reading() as book:
            around = self._around = surroundings(book, self._around)
            zone = around.zone
            span = days_of(first, 7, zone)
            one = book.get(Practitioner, practitioner)
            hours = around.openings(book, span)
            rows = appointments.blocks(
                book.connection, span.start, span.end, practitioner=practitioner, cancelled=cancelled
            )
        dates = tuple(first + timedelta(days=n) for n in range(7))
        starts = [start_of_day(d, zone) for d in dates]
        visits = visits_of(rows, around.faces, lambda row: Id(sum(row[2] >= s for s in starts[1:])), None, now)
        busy = occupied(visits)
        columns = tuple(column_of(one, Id(n), d, hours, days_of(d, 1, zone), busy) for n, d in enumerate(dates))
        return Board(zone, span, dates, columns, visits, around.cursor)

    @operation("board.as_of", right=Right.SEE)
    def as_of(
        self,
        *,
        day: date,
        at: Instant | None = None,
        seq: int | None = None,
        practitioner: Id | None = None,
        cancelled: bool = False,
    ) -> Board:
        """Read a date as its board stood at a past moment, or right after changeset `seq`; one of the two is said.

        With a practitioner it is the week that the date lies in. Names, hours and rooms are those of then; holds are
        shown that stood then. Before the clinic was founded the board is empty. The changeset of a moment is the last
        one up to it; where the clocks of two desks differ, moments are that uncertain, and changesets never.
        """
        checked_date(day, field="day")
        one = checks.known_or_none(practitioner, field="practitioner")
        whole = checks.yes_or_no(cancelled, field="cancelled")
        # Imported late: the first picture is of the present.
        from frontdesk.services.past import board_then, moment_of

        with self._book.reading() as book:
            number, now = moment_of(book, at, seq)
            return board_then(book, day, number, now, practitioner=one, cancelled=whole)

    @operation("board.loads", right=Right.SEE)
    def loads(self, *, first: date, days: int) -> tuple[DayLoad, ...]:
        """Read how full each of some days is, for the marks of a month."""
        checked_date(first, field="first")
        if not 1 <= checks.whole(days, field="days") <= MOST_DAYS:
            raise Invalid("bad_days", field="days", got=days, allowed=f"1 to {MOST_DAYS}")
        with self._book.reading() as book:
            around = self._around = surroundings(book, self._around)
            zone = around.zone
            span = days_of(first, days, zone)
            rows = appointments.occupied(book.connection, span.start, span.end, self._clinic.clock())
            hours = around.openings(book, span)
        here = [p.id for p in around.people if p.archived_at is None]
        dates = [first + timedelta(days=n) for n in range(days + 1)]
        busy = _by_day(rows, [start_of_day(d, zone) for d in dates])
        return tuple(_load(d, b, here, hours, zone) for d, b in zip(dates, busy, strict=False))

    @operation("board.changes", right=Right.SEE)
    def changes(self, *, since: int) -> Notice:
        """Tell what was changed after a cursor, by anyone; costs next to nothing when nothing was."""
        checks.stored(since, field="since")
        with self._book.reading() as book:
            cursor = journal.cursor(book.connection)
            if cursor == since:
                return Notice(cursor, frozenset(), frozenset(), everything=False)
            found = journal.changes_since(book.connection, since, MOST_CHANGES + 1)
            if cursor < since or len(found) > MOST_CHANGES:
                return Notice(cursor, frozenset(), frozenset(), everything=True)
            zone = book.get(Profile, THE_CLINIC).zone
            starts = days_touched(book.connection, [change for _, change in found])
        kinds = frozenset(change.entity for _, change in found)
        return Notice(cursor, frozenset(local_date(at, zone) for at in starts), kinds, everything=False)


def _by_day(rows: Iterable[tuple[Id, int, int]], starts: Sequence[int]) -> list[Busy]:
    """Sort occupied times into the days they fall on; `starts` has one more entry than there are days."""
    found: list[Busy] = [{} for _ in starts[1:]]
    for one, start, end in rows:
        at = max(bisect_right(starts, start) - 1, 0)
        while at < len(found) and starts[at] < end:
            found[at].setdefault(one, []).append(Interval(Instant(start), Instant(end)))
            at += 1
    return found


def _load(day: date, busy: Busy, people: Iterable[Id], openings: Openings, zone: str) -> DayLoad:
    open_ms = booked_ms = 0
    span = days_of(day, 1, zone)
    for one in people:
        hours = openings.of(one, span)
        open_ms += sum(i.length for i in hours)
        booked_ms += sum(i.length for i in intersection(hours, busy.get(one, ())))
    return DayLoad(day, round(100 * booked_ms / open_ms) if open_ms else None)
