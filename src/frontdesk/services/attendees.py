"""Those who come to a class: seen, signed up, noted, moved to another session and signed off (C24)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from frontdesk.domain import group
from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, Attendance, Attendee, Payment
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.series import Scope
from frontdesk.services import attendee_steps as steps
from frontdesk.services import checks
from frontdesk.services.attendee_rows import AttendeeRow, Session, SignedUp, rows_of, session_of
from frontdesk.services.holding import check_whose, has_run_out
from frontdesk.services.operations import Area, operation
from frontdesk.services.series.wanted import resolved
from frontdesk.store import groups as table
from frontdesk.store.work import Work

MOST_SESSIONS = 100


class Attendees(Area):
    """Operations on the attendees of visits. Instants are milliseconds UTC.

    The id of a series stands for all of its sessions, where no scope is said.
    """

    @operation("attendees.list", right=Right.SEE)
    def list(self, *, appointment: Id) -> tuple[AttendeeRow, ...]:
        """List those who come to a visit, in the order in which they signed up (C24).

        Whoever has a seat held for them is among them until it runs out.
        """
        now = self._clinic.clock()
        with self._book.reading() as book:
            found = resolved(book, checks.known(appointment, field="appointment"), now)[0]
            if has_run_out(found, now):
                raise NotFound("appointment", appointment)
            return rows_of(book, group.standing(found, now))

    @operation("attendees.sessions", right=Right.SEE)
    def sessions(self, *, appointment: Id, limit: int = 20) -> tuple[Session, ...]:
        """List the sessions to come that one of this class may move to: of its series or its service, with seats left.

        Those of its series first, then those of its title, then the others, each by start; itself left out, 1 to 100
        of them (C24).
        """
        if not 1 <= checks.whole(limit, field="limit") <= MOST_SESSIONS:
            raise Invalid("bad_page_size", field="limit", got=limit, allowed=f"1 to {MOST_SESSIONS}")
        now = self._clinic.clock()
        with self._book.reading() as book:
            named = resolved(book, checks.known(appointment, field="appointment"), now)[0]
            held = steps.check_class(named)
            found = (group.standing(one, now) for one in table.sessions_like(book.connection, held, now))
            told: list[Session] = []
            for one in found:
                session = session_of(book, one)
                if session.left != 0:
                    told.append(session)
                if len(told) == limit:
                    break
            return tuple(told)

    @operation("attendees.add", right=Right.BOOK)
    def add(
        self,
        *,
        appointment: Id,
        patient: Id,
        scope: Scope | None = None,
        attendance: Attendance = Attendance.INVITED,
        payment: Payment = Payment.NOT_APPLICABLE,
    ) -> SignedUp:
        """Sign a patient up for a session, or with a scope for the sessions of its series still to come (C24).

        Conflict `no_seat_left` tells seats and heads, `comes_already` that the patient has one; a seat that is held
        for the patient is theirs then, and who waited for the session waits no more. With a scope those with a free
        seat are taken, and the reply tells which were full: Conflict only where none has one. A patient who is booked
        elsewhere at the time comes all the same, and the reply tells of it.
        """
        new = Attendee(
            checks.known(patient, field="patient"),
            checks.one_of(attendance, Attendance, field="attendance"),
            payment=checks.one_of(payment, Payment, field="payment"),
        )
        with self._writing("add", "Signed up") as (work, words):
            held, meant = self._meant(work, appointment, scope)
            done = steps.signed_up(work, held, meant, new)
            words.count("Signed up for", len(done.appointments))
            return done

    @operation("attendees.update", right=Right.STATUS)
    def update(
        self,
        *,
        appointment: Id,
        patient: Id,
        attendance: Attendance | Keep = KEEP,
        no_show: bool | Keep = KEEP,
        payment: Payment | Keep = KEEP,
        scope: Scope | None = None,
    ) -> tuple[Session, ...]:
        """Note what one attendee says of coming, that they did not come, or how their payment stands (C24).

        What is left out stays. Neither the others nor the visit itself change. With a scope it is noted in every
        session of it that the patient comes to, past ones too. Conflict `seat_offered` of a seat that is only held.
        """
        said = _Said(attendance, no_show, payment).checked()
        with self._writing("update", said.words) as (work, words):
            held, meant = self._meant(work, appointment, scope)
            done = steps.noted(work, held, meant, checks.known(patient, field="patient"), said.noted)
            words.count(f"{said.words}, in", len(done))
            return tuple(session_of(work, one) for one in done)

    @operation("attendees.remove", right=Right.CANCEL)
    def remove(self, *, appointment: Id, patient: Id, scope: Scope | None = None) -> tuple[Session, ...]:
        """Take a patient off a session, or with a scope also off those of it still to come; give them as they are then.

        Their seats are free at once; what has been stays (C24). Conflict `seat_offered` where a seat is only held for
        them: the offer of the waiting list is accepted or declined.
        """
        with self._writing("remove", "Signed off") as (work, words):
            held, meant = self._meant(work, appointment, scope)
            done = steps.signed_off(work, held, meant, checks.known(patient, field="patient"))
            words.count("Signed off", len(done))
            return tuple(session_of(work, one) for one in done)

    @operation("attendees.move", right=Right.MOVE)
    def move(self, *, appointment: Id, patient: Id, to: Id) -> SignedUp:
        """Move a patient to another session, payment and attendance with them, as one step (C24).

        Conflict `no_seat_left`, `comes_already` or `seat_offered` leaves the patient where they were. Whoever waits
        for that session waits no more.
        """
        with self._writing("move", "Moved to another session") as (work, _):
            held, _scope = self._meant(work, appointment, Scope.THIS)
            other = work.get(Appointment, checks.known(to, field="to"))
            return steps.moved(work, held, checks.known(patient, field="patient"), other)

    @contextmanager
    def _writing(self, name: str, said: str) -> Iterator[tuple[Work, _Words]]:
        words = _Words(said)
        with self._clinic.writing(f"attendees.{name}", lambda: words.said) as work:
            yield work, words

    def _meant(self, work: Work, appointment: Id, scope: Scope | None) -> tuple[Appointment, Scope]:
        """Give the visit that an id names, and which sessions of its series are meant with it."""
        held, usual = resolved(work, checks.known(appointment, field="appointment"), work.now)
        check_whose(held, self._clinic.actor)
        return held, checks.one_of_or_none(scope, Scope, field="scope") or usual


@dataclass(frozen=True, slots=True)
class _Said:
    """What is noted of an attendee, and the line of the log about it."""

    attendance: Attendance | Keep
    no_show: bool | Keep
    payment: Payment | Keep

    def checked(self) -> _Said:
        """Refuse what is of another type, and nothing at all."""
        if not isinstance(self.attendance, Keep):
            checks.one_of(self.attendance, Attendance, field="attendance")
        if not isinstance(self.no_show, Keep):
            checks.yes_or_no(self.no_show, field="no_show")
        if not isinstance(self.payment, Keep):
            checks.one_of(self.payment, Payment, field="payment")
        return self

    @property
    def words(self) -> str:
        """Say it in the words of the log; of several things the first that matters most."""
        if not isinstance(self.no_show, Keep):
            return "Attendee did not come" if self.no_show else "Attendee came after all"
        if not isinstance(self.payment, Keep):
            return f"Payment {self.payment.value.replace('_', ' ')}"
        if not isinstance(self.attendance, Keep):
            return f"Attendance {self.attendance.value}"
        return "Attendee changed"

    def noted(self, one: Attendee) -> Attendee:
        """Give an attendee with what was said of them."""
        return replace(
            one,
            attendance=kept(self.attendance, one.attendance),
            no_show=kept(self.no_show, one.no_show),
            payment=kept(self.payment, one.payment),
        )


@dataclass(slots=True)
class _Words:
    """The line of the log about a step, which says how many sessions it changed where they are several."""

    said: str

    def count(self, words: str, sessions: int) -> None:
        """Say that it was done in so many sessions."""
        if sessions > 1:
            self.said = f"{words} {sessions} sessions"
