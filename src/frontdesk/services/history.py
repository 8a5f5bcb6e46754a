"""Undo, redo and the log: all read from the one record of changes."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from frontdesk.domain.actor import Right
from frontdesk.domain.changes import Change, Changeset, Kind, next_redo, next_undo
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Conflict, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_date, local_date
from frontdesk.services import checks, restoring
from frontdesk.services.history_filters import checked_about, checked_filters, resolved
from frontdesk.services.history_log import Log, LogEntry, told
from frontdesk.services.history_people import people_called
from frontdesk.services.history_search import found
from frontdesk.services.hold_steps import is_over
from frontdesk.services.operations import Area, operation
from frontdesk.services.past import moment_of, span_of
from frontdesk.services.past_differences import Difference, pairs_on
from frontdesk.services.past_differences import told as differing
from frontdesk.services.past_moments import Moments, moments_of
from frontdesk.services.restoring import Clashing, Restored
from frontdesk.services.taking_back import FOUNDING, referred_to, reversal
from frontdesk.store import journal
from frontdesk.store.past import Past
from frontdesk.store.work import Reading, Work


@dataclass(frozen=True, slots=True)
class UndoState:
    """What undo and redo would take back next for this actor, None where there is nothing."""

    undo: Changeset | None
    redo: Changeset | None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back or done again.

    `target` is the step itself; `days` are the local dates of the visits that it touched.
    """

    seq: int
    target: int
    operation: str
    words: str
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class LogPage:
    """Changesets, newest first."""

    items: tuple[Changeset, ...]
    total: int
    page: int
    size: int


class History(Area):
    """Operations on the record of changes."""

    @operation("history.state", right=Right.SEE)
    def state(self) -> UndoState:
        """Tell what undo and redo would take back next."""
        with self._book.reading() as book:
            return UndoState(next_undo(self._steps(book)), next_redo(self._steps(book), self._clinic.actor.id))

    @operation("history.log", right=Right.SEE)
    def log(self, *, page: int = 1, size: int = 50) -> LogPage:
        """List changesets, newest first."""
        offset = checks.page(page, size)
        with self._book.reading() as book:
            total = journal.count(book.connection)
            items = journal.heads(book.connection, below=total - offset + 1, limit=size) if offset < total else []
        return LogPage(tuple(items), total, page, size)

    @operation("history.entries", right=Right.SEE)
    def entries(
        self,
        *,
        size: int = 50,
        before: int | None = None,
        first: date | None = None,
        last: date | None = None,
        actor: str | None = None,
        text: str = "",
        operation: str | None = None,
        visit: Id | None = None,
        patient: Id | None = None,
        day: date | None = None,
    ) -> Log:
        """List what was done, newest first and in words that people read, a piece at a time.

        `before` is the `next` of the piece before. `first` and `last` are dates of the clinic's zone on which it was
        done; `day` is one whose visits it touched, which `visit` and `patient` narrow further. `operation` may be an
        area alone, such as "appointments". `text` is looked for in words, actors and operations, in patients' names as
        a search for patients does, and in titles, reasons and notes, as they were and as they became. Of more than two
        thousand patients who are called so, those seen last are looked for, and the reply says so.
        """
        checks.page(1, size)
        wanted = checked_filters(before=before, first=first, last=last, actor=actor, text=text, operation=operation)
        about = checked_about(visit=visit, patient=patient, day=day)
        now = self._clinic.clock()
        with self._book.reading() as book:
            people, more = people_called(book, wanted.text, now)
            heads, following = found(book, resolved(book, wanted, about, people), size)
            return Log(told(book, heads, now), following, more)

    @operation("history.entry", right=Right.SEE)
    def entry(self, *, seq: int) -> LogEntry:
        """Read one changeset as the log tells it."""
        with self._book.reading() as book:
            head = journal.get(book.connection, checks.stored(seq, field="seq"))
            if head is None:
                raise NotFound("changeset", seq)
            return told(book, [head], self._clinic.clock())[0]

    @operation("history.moments", right=Right.SEE)
    def moments(
        self, *, day: date, practitioner: Id | None = None, before: int | None = None, size: int = 500
    ) -> Moments:
        """List the changesets that touched visits while they stood on a date, newest first.

        With a practitioner it is the week that the date lies in. `before` is the number of the last one of the piece
        before.
        """
        checked_date(day, field="day")
        checks.page(1, size)
        below = None if before is None else checks.stored(before, field="before")
        one = checks.known_or_none(practitioner, field="practitioner")
        with self._book.reading() as book:
            span = span_of(book, day, one)
            return moments_of(book, span, one, before=below, limit=size)

    @operation("history.differences", right=Right.SEE)
    def differences(self, *, day: date, at: Instant | None = None, seq: int | None = None) -> tuple[Difference, ...]:
        """List every visit that stood on a date at a past moment, or stands there now, and differs, by start.

        The moment is said as for `board.as_of`. Holds are left out: they run out by themselves.
        """
        checked_date(day, field="day")
        with self._book.reading() as book:
            number, moment = moment_of(book, at, seq)
            return differing(book, pairs_on(book, Past(book.connection, number), span_of(book, day, None), moment))

    @operation("history.restore", right=Right.UNDO)
    def restore(
        self,
        *,
        at: Instant | None = None,
        seq: int | None = None,
        ids: Sequence[Id] | None = None,
        day: date | None = None,
        clashing: Clashing = Clashing.REFUSE,
        trial: bool = False,
    ) -> Restored:
        """Put visits back as they stood at a past moment, or right after a changeset: some, or all of a date.

        Visits of that date come back from other days and from deletion, with the status they had; those that stood
        elsewhere or were not there then leave it, the latter into the archive. A row of a booking takes the others
        along. Notes, the waiting list, and what ties a visit to its series stay. Who comes to a class now keeps the
        seat, and who came then gets one while there are any. It is one step, which one undo takes back.

        Conflict lists everyone who holds the time by now, and what closes it (`closed` where that is all), beside
        which it did not stand then; with `clashing` "leave" those visits alone, or their whole bookings, stay as they
        are. NotFound names an id that no visit ever had. With `trial` nothing is written, and the rows tell what would
        be done.
        """
        meant = restoring.checked(at, seq, ids, day)
        checks.one_of(clashing, Clashing, field="clashing")
        if checks.yes_or_no(trial, field="trial"):
            with self._book.reading() as book:
                return restoring.reply(book, restoring.planned(book, meant, self._clinic.clock()), None)
        with self._clinic.writing("history.restore", lambda: "Restored") as work:
            plan = restoring.planned(work, meant, work.now)
            if clashing is Clashing.REFUSE:
                restoring.refuse(plan)
            done = restoring.reply(work, plan, None)
            work.apply(restoring.changes_of(plan), taking_back=plan.seq + 1)
        made = self._book.last
        return replace(done, seq=None if made is None else made.seq)

    @operation("history.undo", right=Right.UNDO)
    def undo(self, *, seq: int | None = None) -> Undone:
        """Take back this actor's last step, or one named changeset of anyone's.

        Rows that the upkeep has added to its series since go with it. Stale says who changed one of its records
        since; Conflict lists who holds the time by now, or says that the hold has run out. All leave everything as it
        was. A visit that was booked from a hold becomes the hold again while it lasts, and frees its time afterwards.
        """
        target = (
            self._named(checks.stored(seq, field="seq"))
            if seq is not None
            else self._next(next_undo, "nothing_to_undo")
        )
        return self._reverse(target, "history.undo", Kind.UNDO)

    @operation("history.redo", right=Right.UNDO)
    def redo(self) -> Undone:
        """Do again what this actor's last undo took back."""
        return self._reverse(self._next(next_redo, "nothing_to_redo"), "history.redo", Kind.REDO)

    def _reverse(self, target: Changeset, operation: str, kind: Kind) -> Undone:
        with self._clinic.writing(operation, lambda: target.words, kind=kind, target=target.seq) as work:
            changes = reversal(work, target)
            days = _days(work, changes)
            self._apply(work, target, changes)
            first = target if target.target is None else journal.get(work.connection, target.target)
        made = self._book.last
        assert made is not None
        assert first is not None
        return Undone(made.seq, first.seq, first.operation, first.words, days)

    def _apply(self, work: Work, target: Changeset, changes: Sequence[Change]) -> None:
        """Write what takes a step back; where others have come to refer to it, Stale says who."""
        try:
            work.apply(changes, taking_back=target.seq)
        except Conflict as refusal:
            standing_on_it = referred_to(work, target, changes) if refusal.reason == "in_use" else None
            if standing_on_it is None:
                raise
            raise standing_on_it from None

    def _steps(self, book: Reading) -> Iterator[Changeset]:
        """Give this actor's changesets and what others took back, newest first, read as they are asked for.

        Without the others, a step that someone else took back would bar the way to all those before it. Steps with
        holds that have run out are none any more.
        """
        mine = partial(journal.heads, book.connection, actor=self._clinic.actor.id)
        others = partial(journal.reversals_by_others, book.connection, self._clinic.actor.id)
        every = heapq.merge(_in_pieces(mine), _in_pieces(others), key=lambda head: -head.seq)
        now = self._clinic.clock()
        return (head for head in every if not is_over(book, head, now))

    def _next(self, choose: object, reason: str) -> Changeset:
        state = self.state()
        found = state.undo if choose is next_undo else state.redo
        if found is None:
            raise Conflict(reason)
        return found

    def _named(self, seq: int) -> Changeset:
        with self._book.reading() as book:
            found = journal.get(book.connection, seq)
        if found is None:
            raise NotFound("changeset", seq)
        if found.kind is not Kind.DO or found.operation in FOUNDING:
            raise Conflict("not_undoable", seq=seq)
        return found


def _in_pieces(read: Callable[..., Sequence[Changeset]]) -> Iterator[Changeset]:
    below: int | None = None
    while heads := read(below=below, limit=50):
        yield from heads
        below = heads[-1].seq


def _days(work: Work, changes: Sequence[Change]) -> frozenset[date]:
    """Give the local dates of the visits that the changes touch, before and after."""
    from frontdesk.store.notices import days_touched

    zone = work.get(Profile, THE_CLINIC).zone
    return frozenset(local_date(at, zone) for at in days_touched(work.connection, changes))
