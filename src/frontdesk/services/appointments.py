"""Appointments: book, read, change, move, cancel, put away and bring back (C01 to C03, C06 to C10, C18 to C23)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.group import standing
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.series_trial import Deed
from frontdesk.services import checks, families
from frontdesk.services.allowing import allowed, without_old_reason, without_reason
from frontdesk.services.arrivals import Arrivals
from frontdesk.services.booking import BookedFields, ChangedFields, NewFields, check_patient_may, filled
from frontdesk.services.history_lines import VisitHistory, history_of
from frontdesk.services.holding import has_run_out, hold_of
from frontdesk.services.new_visits import booked, ordered
from frontdesk.services.operations import operation
from frontdesk.services.series.wanted import Clashing, Wanted, changed_alone, resolved
from frontdesk.services.titled import titled
from frontdesk.services.visits import Details, Found, Preview, details_of, preview_of
from frontdesk.services.waitlist_closing import waited_for
from frontdesk.store import appointments as table
from frontdesk.store.work import Work

MOST_PREVIEWS = 500


class Page(Found[Appointment]):
    """One page of appointments."""


class Appointments(Arrivals):
    """Operations on appointments. Instants are milliseconds UTC; `version` given and outdated is Stale.

    `instead_of` is the number of this actor's own step of the same kind on the same visit: it is taken back first, in
    the same write, so that one undo takes back all. Stale or Conflict when something stands on it by now.
    """

    @operation("appointments.list", right=Right.SEE)
    def list(
        self,
        *,
        patient: Id | None = None,
        practitioner: Id | None = None,
        location: Id | None = None,
        start: Instant | None = None,
        end: Instant | None = None,
        status: Status | None = None,
        type: EventType | None = None,
        archived: bool = False,
        page: int = 1,
        size: int = 50,
    ) -> Page:
        """List appointments by start then id; every filter that is given must hold.

        One that overlaps the edge of the range is in, one that only touches it is out; archived ones are hidden
        unless asked for (C01, C22).
        """
        offset = checks.page(page, size)
        if start is not None and end is not None and start > end:
            raise Invalid("end_not_after_start", field="end", got=end, allowed=f"not before {start}")
        statuses, now = (status,) if status else (), self._clinic.clock()
        wanted = table.Wanted(patient, practitioner, location, start, end, statuses, type, archived, now=now)
        with self._book.reading() as book:
            items, total = table.page(book.connection, wanted, offset=offset, limit=size)
        return Page(tuple(items), total, page, size)

    @operation("appointments.get", right=Right.SEE)
    def get(self, *, id: Id) -> Details:
        """Read one appointment with the people, the place and the service it names (C03, C20).

        The id of a series gives the next of its visits, or its last where none is to come (C61).
        """
        with self._book.reading() as book:
            found = book.find(Appointment, id) or resolved(book, id, self._clinic.clock())[0]
            if has_run_out(found, self._clinic.clock()):
                raise NotFound("appointment", id)
            return details_of(book, standing(found, self._clinic.clock()))

    @operation("appointments.preview", right=Right.SEE)
    def preview(self, *, ids: Sequence[Id]) -> tuple[Preview, ...]:
        """Read what a hover card shows of many; ids that are not there are left out (C07)."""
        if len(ids) > MOST_PREVIEWS:
            raise Invalid("too_many", field="ids", got=len(ids), allowed=f"at most {MOST_PREVIEWS}")
        with self._book.reading() as book:
            return tuple(preview_of(row) for row in table.light(book.connection, ids, self._clinic.clock()))

    @operation("appointments.find", right=Right.SEE)
    def find(self, *, text: str, limit: int = 20) -> tuple[Preview, ...]:
        """Find visits by their patient's name, phone, birth date or number, or by their title, nearest to now first.

        Titles are looked through two years back and ahead; each word that is sent begins a word of the title.
        """
        checks.page(1, limit)
        if not text.strip():
            return ()
        patients = [hit.id for hit in self._clinic.patients.search(text=text, limit=10)]
        now = self._clinic.clock()
        with self._book.reading() as book:
            rows = table.nearest(book.connection, patients, now, limit) if patients else []
            rows += table.near(book.connection, titled(book, text, now, limit), now)
        rows.sort(key=lambda row: (abs(row.starts_at - now), row.id))
        return tuple({row.id: preview_of(row) for row in rows}.values())[:limit]

    @operation("appointments.history", right=Right.SEE)
    def history(self, *, id: Id) -> VisitHistory:
        """Read everything that was ever changed of one appointment, oldest first, deleted ones too (C23)."""
        with self._book.reading() as book:
            return history_of(book, id)

    @operation("appointments.book", right=Right.BOOK)
    def book(
        self,
        *,
        start: Instant | Keep = KEEP,
        end: Instant | None = None,
        override_reason: str | None = None,
        hold: Id | None = None,
        **sent: Unpack[BookedFields],
    ) -> Appointment:
        """Book an appointment (C02, C08, C19, C38).

        No end means the variation's or the service's length with add-ons, else the calendar's; no buffers theirs, no
        location the calendar's or the default one, no status the clinic's usual one, no room the first free one that
        would do, and no equipment what the service or the calendar needs (null: none). Without a patient it is a
        staff event. Conflict lists everyone and everything that is taken, or the closures and blocks in its way; with
        the right to overbook and a reason it is booked all the same.

        A calendar judges it by team, hours and limits: Conflict `not_free`, `closed` or `no_seat_left`, or Invalid
        with the limit. Without a practitioner the best who is free is picked, and of a collective all come. Status,
        title and meeting place are the calendar's unless sent: `place_id` is one of its places, `place_kind` alone or
        an address overrides them. Where a time is shared the first booking makes a session, which further ones join.

        With `hold` the held time becomes the visit, and what is not said stays, the start too; Conflict `hold_gone`
        when it has run out or was released. An `rrule` gives the first visit of a series. Nobody is notified yet.
        """
        order, rrule = ordered(start, end, sent, override_reason)
        checks.known_or_none(hold, field="hold")
        with self._clinic.writing("appointments.book", lambda: "Visit booked") as work:
            held = None if hold is None else hold_of(work, hold, self._clinic.actor, field="hold")
            return booked(work, self._clinic.actor, order, held, rrule)

    @operation("appointments.update", right=Right.BOOK)
    def update(
        self,
        *,
        id: Id,
        scope: Scope | None = None,
        rrule: str | Keep | None = KEEP,
        ignore_free_slots: bool = False,
        clashing: Clashing = Clashing.REFUSE,
        instead_of: int | None = None,
        version: int | None = None,
        override_reason: str | None = None,
        **sent: Unpack[ChangedFields],
    ) -> Appointment:
        """Change an appointment; what is left out stays, null clears (C03, C09, C21).

        Of a series, `scope` says whether this one is meant (the default), it and those that follow, or all; with the
        id of a series all are. Past ones that were changed by themselves stay, coming ones are overridden in what is
        sent, and `series.trial` tells which (C39, C40). Those that follow become a series of their own. An `rrule`
        lets a visit come again, or those that are meant otherwise than before; null leaves this one alone. As in
        `book` it takes `ignore_free_slots`; `clashing` leaves new dates out of it that are not free.

        Start, end and practitioner change only through `move`. A list that is sent replaces the whole list. Another
        service or variation brings its own buffers, and another service its room and equipment, unless they are sent
        too; without a service it is another calendar that does. Add-ons and places are as in `book`. Patient and
        words reach every row of the booking that it is one of.
        """
        with self._writing("update", "Visit changed") as (work, words):
            held, meant = self._meant(work, id, version, scope, Deed.UPDATE, instead_of)
            if not isinstance(rrule, Keep):
                held = self._ruled(work, held, meant, rrule, clashing, by_hand=ignore_free_slots)
                meant = Scope.ALL if held.series_id is not None and meant is not Scope.THIS else Scope.THIS
            if not sent:
                return held
            if meant is not Scope.THIS:
                return words.of(self._widely(work, held, meant, Wanted(Deed.UPDATE, sent=sent, told=override_reason)))
            mine = families.of_row(work, held, sent)
            after = replace(filled(work, held, mine), updated_at=work.now).checked()
            after = allowed(work, held, after, mine, override_reason, self._clinic.actor)
            kept = changed_alone(held, after if override_reason is not None else without_old_reason(work, held, after))
            return waited_for(work, held, families.took_words(work, held, work.replace(held, kept), sent))

    @operation("appointments.move", right=Right.MOVE)
    def move(
        self,
        *,
        id: Id,
        start: Instant,
        end: Instant | Keep = KEEP,
        practitioner: Id | Keep | None = KEEP,
        room: Id | Keep | None = KEEP,
        scope: Scope | None = None,
        clashing: Clashing = Clashing.REFUSE,
        instead_of: int | None = None,
        version: int | None = None,
        override_reason: str | None = None,
        by_patient: bool = False,
    ) -> Appointment:
        """Move an appointment in time, to another practitioner or room; without an end it keeps its length.

        A room or equipment that is taken then is exchanged for one that is free, unless a room is sent. The other
        rows of its booking go along, each with its own practitioner and room; what has begun or ended stays. Conflict
        lists everyone and everything that is taken, or the closures and blocks in its way, and the visit stays where
        it was. `by_patient` tells that the patient moves it, which its calendar may not allow (C55).

        With a `scope` all dates of a series that are meant and still to come move as far as this one, and the rule
        goes along; what has been stays, as a series that ends there. Conflict when the new time of any of them is
        not free, unless `clashing` leaves those where they are (C39, C40).
        """
        with self._writing("move", "Visit moved") as (work, words):
            held, meant = self._meant(work, id, version, scope, Deed.MOVE, instead_of)
            if by_patient:
                check_patient_may(work, held, moving=True)
            until = Instant(start + held.end - held.start) if isinstance(end, Keep) else end
            sent = _moved_to(practitioner, room)
            if meant is not Scope.THIS:
                length = None if isinstance(end, Keep) else end
                wide = Wanted(Deed.MOVE, sent=sent, told=override_reason, start=start, end=length, clashing=clashing)
                return words.of(self._widely(work, held, meant, wide))
            after = without_reason(replace(filled(work, held, sent), updated_at=work.now).moved(start, until))
            return families.moved(work, held, changed_alone(held, after), sent, override_reason, self._clinic.actor)

    @operation("appointments.cancel", right=Right.CANCEL)
    def cancel(
        self,
        *,
        id: Id,
        reason: str = "",
        scope: Scope | None = None,
        instead_of: int | None = None,
        version: int | None = None,
        by_patient: bool = False,
    ) -> Appointment:
        """Cancel an appointment with its whole booking and free their time at once, with the reason kept.

        With a `scope` all dates of a series that are meant and still to come; a series without an end comes to one.
        `by_patient` tells that the patient cancels it, which its calendar may not allow (C55).
        """
        told = checks.line(reason, field="reason") or None
        with self._writing("cancel", "Visit cancelled") as (work, words):
            held, meant = self._meant(work, id, version, scope, Deed.CANCEL, instead_of)
            if by_patient:
                check_patient_may(work, held, moving=False)
            if meant is not Scope.THIS:
                return words.of(self._widely(work, held, meant, Wanted(Deed.CANCEL, reason=told)))
            after = held.with_status(Status.CANCELLED, work.now)
            done = work.replace(held, replace(after, cancel_reason=told, updated_at=work.now))
            return families.took_status(work, done)

    @operation("appointments.archive", right=Right.CANCEL)
    def archive(self, *, id: Id, scope: Scope | None = None, version: int | None = None) -> Appointment:
        """Put an appointment away with its whole booking: out of sight, its time free. Twice is harmless.

        With a `scope` all dates of a series that are meant, past ones too.
        """
        with self._writing("archive", "Visit archived") as (work, words):
            held, meant = self._meant(work, id, version, scope, Deed.ARCHIVE)
            if meant is not Scope.THIS:
                return words.of(self._widely(work, held, meant, Wanted(Deed.ARCHIVE)))
            return families.put_away(work, held)

    @operation("appointments.restore", right=Right.BOOK)
    def restore(
        self,
        *,
        id: Id,
        scope: Scope | None = None,
        instead_of: int | None = None,
        version: int | None = None,
        override_reason: str | None = None,
    ) -> Appointment:
        """Bring back an archived or cancelled appointment as booked, if its time is still free and open.

        Twice is harmless. Conflict lists whoever has its time by now, and the closures and blocks over it.
        All of its booking that was archived or cancelled comes back with it, or nothing does. With a `scope` so do
        all dates of a series that are meant.
        """
        with self._writing("restore", "Visit restored") as (work, words):
            held, meant = self._meant(work, id, version, scope, Deed.RESTORE, instead_of)
            if meant is not Scope.THIS:
                return words.of(self._widely(work, held, meant, Wanted(Deed.RESTORE, told=override_reason)))
            return families.brought_back(work, held, override_reason, self._clinic.actor)

    @operation("appointments.delete", right=Right.DELETE)
    def delete(self, *, id: Id, scope: Scope | None = None, version: int | None = None) -> None:
        """Delete an appointment with its whole booking; the second time it is not found (C03).

        With a `scope` all dates of a series that are meant, past ones too. Its history stays and undo brings it back.
        """
        with self._writing("delete", "Visit deleted") as (work, words):
            held, meant = self._meant(work, id, version, scope, Deed.DELETE)
            if meant is not Scope.THIS:
                words.of(self._widely(work, held, meant, Wanted(Deed.DELETE)))
                return
            work.remove(*families.rows_of(work, held))
            self._forget(work, held)

    def _ruled(
        self, work: Work, held: Appointment, scope: Scope, rule: str | None, clashing: Clashing, *, by_hand: bool
    ) -> Appointment:
        from frontdesk.services.series.another_rule import ruled_by_hand

        return ruled_by_hand(work, self._clinic.actor, held, scope, rule, clashing, by_hand=by_hand)

    def _forget(self, work: Work, gone: Appointment) -> None:
        """Let go of a series whose last visit was deleted."""
        series = None if gone.series_id is None else work.find(Series, gone.series_id)
        if series is not None and not table.of_series(work.connection, series.id):
            work.remove(series)


def _moved_to(practitioner: Id | Keep | None, room: Id | Keep | None) -> NewFields:
    """Give what is said of a visit that is moved, beside its time."""
    sent: NewFields = {}
    if not isinstance(practitioner, Keep):
        sent["practitioner"] = practitioner
    if not isinstance(room, Keep):
        sent["room"] = room
    return sent
