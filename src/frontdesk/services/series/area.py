"""Operations on what comes again: seen date by date, tried before it is changed, reaching further (C39, C40, C61)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar, Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.series_table import SeriesTable
from frontdesk.domain.series_trial import Deed, RuleTrial, SeriesTrial, Stays
from frontdesk.services import checks
from frontdesk.services.allowing import allowed
from frontdesk.services.booking import ChangedFields, NewFields
from frontdesk.services.operations import Area, operation
from frontdesk.services.series import record
from frontdesk.services.series.horizon import Extended, extended, fresh_row, short_of_rows, template_of
from frontdesk.services.series.members import family_of
from frontdesk.services.series.rows import moment_named, put_into
from frontdesk.services.series.scopes import carried_out
from frontdesk.services.series.table import series_of, table_of
from frontdesk.services.series.wanted import Clashing, Done, Wanted, marked_changed, resolved
from frontdesk.services.taking_back import taken_back_for_more
from frontdesk.store import appointments as rows
from frontdesk.store.work import Work

T = TypeVar("T")


class _NotWritten(Exception):
    """Take back what was written to see what would come of it."""


class Recurring(Area):
    """Operations on series. Instants are milliseconds UTC."""

    @operation("series.get", right=Right.SEE)
    def get(self, *, id: Id, page: int = 1, size: int = 200) -> SeriesTable:
        """Read a series date by date, by its own id or that of any of its visits.

        Each date says whether its visit stands, was changed by itself, cancelled, archived or taken away, or was
        left out because something stood in its way; coming ones also whether their time is still good, and the next
        free one where it is not.
        """
        checks.page(page, size)
        now = self._clinic.clock()
        kept = self._clinic.availability.kept
        with self._book.reading() as book:
            series = series_of(book, id)
            held = next(iter(rows.of_series(book.connection, series.id)), None)
            if held is None:
                raise Invalid("series_without_dates", field="id", got=str(id), allowed="a series with a visit")
            return table_of(book, family_of(book, held), kept, now, page, size)

    @operation("series.trial", right=Right.SEE)
    def trial(
        self,
        *,
        id: Id,
        deed: Deed,
        scope: Scope = Scope.ALL,
        start: Instant | None = None,
        end: Instant | None = None,
        practitioner: Id | Keep | None = KEEP,
        status: Status | None = None,
        instead_of: int | None = None,
        **sent: Unpack[ChangedFields],
    ) -> SeriesTrial:
        """Tell what a step with a scope would do, date by date; nothing is written (C40).

        It says which dates that were changed by themselves would be overridden and in what, which stay and why, and
        what stands in the way of those whose new time is not free. A move needs a start, a status its status. With
        `instead_of`, as in `appointments.move`, it tells what would be done as though that step had not been.
        """
        fields: dict[str, Any] = {**sent}
        if not isinstance(practitioner, Keep):
            fields["practitioner"] = practitioner
        wanted = _wanted(deed, start, end, status, fields)
        scope = checks.one_of(scope, Scope, field="scope")

        def step(work: Work) -> Done:
            held, _ = resolved(work, id, work.now)
            if instead_of is not None:
                held = taken_back_for_more(work, self._clinic.actor, held, wanted.deed, instead_of)
            return carried_out(work, self._clinic.actor, held, scope, wanted)

        return _trial(self._tried(step))

    @operation("series.trial_rule", right=Right.SEE)
    def trial_rule(self, *, id: Id, rrule: str | None, scope: Scope = Scope.FOLLOWING) -> RuleTrial:
        """Tell what it would do to let a visit come again, or otherwise than before; nothing is written (C38, C40).

        As `rrule` of `appointments.update`, None for no more; for a visit of no series the scope says nothing.
        New dates that something stands in the way of are told as left out, as `clashing` of `appointments.update`
        leaves them; Conflict lists what stands in the way of a visit that would go to another time.
        """
        scope = checks.one_of(scope, Scope, field="scope")
        from frontdesk.services.series.another_rule import Ruled, rule_sent, ruled

        rule = None if rrule is None else rule_sent(rrule)

        def step(work: Work) -> Ruled:
            held, _ = resolved(work, id, work.now)
            return ruled(work, self._clinic.actor, held, scope, rule, Clashing.LEAVE)

        told = self._tried(step)
        return RuleTrial(
            since=told.since,
            kept=told.kept,
            moved=told.moved,
            gone=told.gone,
            made=told.made,
            left_out=told.left_out,
        )

    @operation("series.book_left_out", right=Right.BOOK)
    def book_left_out(
        self,
        *,
        id: Id,
        key: str,
        start: Instant | None = None,
        practitioner: Id | Keep | None = KEEP,
        override_reason: str | None = None,
    ) -> Appointment:
        """Book a date of a series that was left out, at its own time or at another.

        `key` names it, as `series.get` tells. Conflict lists what is in its way still.
        """
        with self._clinic.writing("series.book_left_out", lambda: "Visit booked") as work:
            series = series_of(work, id)
            if key not in series.left_out:
                allowed_keys = list(series.left_out)
                raise Invalid("no_such_date", field="key", got=key, allowed=allowed_keys)
            row = _left_out(work, series, key, start)
            if not isinstance(practitioner, Keep):
                row = marked_changed(replace(row, practitioner_id=practitioner))
            sent: NewFields = {} if isinstance(practitioner, Keep) else {"practitioner": practitioner}
            made = allowed(work, None, row.checked(), sent, override_reason, self._clinic.actor)
            work.create(made)
            left = tuple(each for each in series.left_out if each != key)
            work.replace(series, replace(series, left_out=left))
            return made

    @operation("series.extend", right=Right.BOOK)
    def extend(self, *, most: int | None = None, after: Id | None = None) -> Extended:
        """Add rows to series without end wherever much of their two years has passed.

        A visit whose time is taken or closed by then is left out, and its date is told by `series.get`. Nothing is
        written while enough lie ahead. It is no step of anyone's work, so undo passes it by; what made a series takes
        it back with the series. With `most` so many series at once, those behind `after`: `last` names the one to go
        on after, None when no more wait.
        """
        now = self._clinic.clock
        behind = checks.known_or_none(after, field="after")
        if most is not None and not 1 <= checks.whole(most, field="most") <= checks.LARGEST_PAGE:
            raise Invalid("bad_page_size", field="most", got=most, allowed=f"1 to {checks.LARGEST_PAGE}")
        with self._book.reading() as book:
            waiting = [one for one in short_of_rows(book, now()) if behind is None or one > behind]
        short = waiting[:most]
        added = left_out = 0
        words = "Further dates of what comes again added"
        for one in short:
            # Each by itself: what one adds has to be seen by the next.
            with self._book.writing("series.extend", actor="setup", now=now, words=lambda: words) as work:
                found = extended(work, self._clinic.actor, one)
            added, left_out = added + found.added, left_out + found.left_out
        return Extended(added, left_out, short[-1] if len(short) < len(waiting) else None)

    def _tried(self, step: Callable[[Work], T]) -> T:
        """Do a step to see what comes of it, and take everything back."""
        found: list[T] = []
        with suppress(_NotWritten), self._clinic.writing("series.trial", lambda: "Tried") as work:
            found.append(step(work))
            raise _NotWritten
        return found[0]


def _wanted(
    deed: Deed, start: Instant | None, end: Instant | None, status: Status | None, fields: dict[str, Any]
) -> Wanted:
    deed = checks.one_of(deed, Deed, field="deed")
    if deed is Deed.MOVE and start is None:
        raise Invalid("missing_field", field="start", got=None, allowed="where the named visit would go")
    if deed is Deed.SET_STATUS and status is None:
        raise Invalid("missing_field", field="status", got=None, allowed="the status that is to be given")
    return Wanted(deed, sent=fields, start=start, end=end, status=status, clashing=Clashing.LEAVE)


def _trial(done: Done) -> SeriesTrial:
    changes = [row for row in done.rows if row.stays is None]
    return SeriesTrial(
        deed=done.deed,
        rows=tuple(done.rows),
        changes=len(changes),
        overridden=sum(bool(row.overridden) for row in changes),
        clashes=sum(row.stays is Stays.CLASH for row in done.rows),
        past=sum(row.stays is Stays.PAST for row in done.rows),
    )


def _left_out(work: Work, series: Series, key: str, start: Instant | None) -> Appointment:
    template = template_of(rows.of_series(work.connection, series.id))
    if template is None:
        raise Invalid("series_without_dates", field="id", got=str(series.id), allowed="a series with a visit")
    span = _span(series, key, template)
    begin = span.start if start is None else start
    row = put_into(fresh_row(work, template, begin, Instant(begin + span.end - span.start)), series, key)
    return row if begin == span.start else marked_changed(row)


def _span(series: Series, key: str, template: Appointment) -> Interval:
    moment = moment_named(key, series.zone)
    found = record.due(series, Interval(Instant(moment - DAY), Instant(moment + 2 * DAY)))
    own = next((each for each in found.occurrences if each.key == key), None)
    if own is None:
        return Interval(moment, Instant(moment + template.end - template.start))
    return Interval(own.start, own.end)
