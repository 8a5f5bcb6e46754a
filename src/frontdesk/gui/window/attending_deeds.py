"""What is done with those who come to a class, or wait for a seat of it: told with Undo and what may follow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.series import Scope
from frontdesk.gui.ground import attendee_words, wording
from frontdesk.gui.ground.refused_waitlist import seat_offered
from frontdesk.gui.parts.buttons import plain
from frontdesk.gui.parts.toast import Action
from frontdesk.gui.window.names import MASK

if TYPE_CHECKING:
    from frontdesk.gui.panes.attendees_lines import Line
    from frontdesk.gui.window.attending import Attending, Read
    from frontdesk.services.attendee_rows import Session, SignedUp
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.waitlist_rows import Accepted, Waiting

MOST_NAMED = 3


class AttendeeDeeds(QObject):
    """The deeds. Every one is a step of its own, which its message takes back."""

    def __init__(self, attending: Attending) -> None:
        super().__init__(attending)
        self._attending = attending
        self._lasting, self._showing = attending.lasting, attending.showing

    def do(self, deed: str, read: Read, line: Line) -> None:
        """Do something with one who comes, or waits; a choice carries what was chosen behind a colon."""
        name, _, chosen = deed.partition(":")
        {
            "attendance": lambda: self._note(read, line, attendance=Attendance(chosen)),
            "payment": lambda: self._note(read, line, payment=Payment(chosen)),
            "no_show": lambda: self._note(read, line, no_show=not line.no_show),
            "take_off": lambda: self._take_off(read, line),
            "move": lambda: self._ask_session(read, line),
            "patient": lambda: self._lasting.outside.ask_patient(line.patient),
            "offer": lambda: self._offer(line.entry, line.name),
            "accept": lambda: self._accept(line),
            "decline": lambda: self._decline(read, line),
            "unlist": lambda: self._unlist(line),
        }[name]()

    # Signing up

    def sign_up(self, read: Read, patient: Id, name: str) -> None:
        """Sign a patient up; where no seat is left, put them on the waiting list of the class."""
        shown = self._showing.covered(name)
        if read.is_full and all(one.patient != patient for one in read.people):
            self.put_on_list(read, patient, shown)
            return
        visit = read.visit.id

        def call(clinic: Clinic) -> SignedUp:
            return clinic.attendees.add(appointment=visit, patient=patient)

        def wider(_done: SignedUp) -> tuple[Action, ...]:
            if read.visit.series_id is None:
                return ()
            return (
                (self.tr("All that follow"), partial(self._widen, visit, patient, shown, Scope.FOLLOWING)),
                (self.tr("All sessions"), partial(self._widen, visit, patient, shown, Scope.ALL)),
            )

        def words(done: SignedUp) -> str:
            told = wording.filled(self.tr("%1 signed up: %2"), shown, self._session_words(done.appointments[0]))
            return " · ".join((told, *self._elsewhere(done)))

        def refused(refusal: Refusal) -> None:
            self._not_signed_up(refusal, read, patient, shown)

        self._run(call, words, wider, refused)

    def put_on_list(self, read: Read, patient: Id, shown: str) -> None:
        """Let a patient wait for a seat."""
        visit = read.visit.id
        told = self.tr("The class is full: %1 is on the waiting list").replace("%1", shown)
        self._run(lambda clinic: clinic.waitlist.add(patient=patient, appointment=visit), lambda _: told)

    def _widen(self, visit: Id, patient: Id, shown: str, scope: Scope) -> None:
        """Sign a patient up for more sessions of the series, and tell which were full."""

        def words(done: SignedUp) -> str:
            count = len(done.appointments)
            more = self.tr("1 more session") if count == 1 else self.tr("%1 more sessions").replace("%1", str(count))
            told = wording.filled(self.tr("%1 signed up for %2"), shown, more)
            return " · ".join((told, *self._full(done), *self._elsewhere(done)))

        self._run(lambda clinic: clinic.attendees.add(appointment=visit, patient=patient, scope=scope), words)

    def _not_signed_up(self, refusal: Refusal, read: Read, patient: Id, shown: str) -> None:
        if refusal.reason == "no_seat_left":
            # The last seat went to someone else meanwhile.
            words = self.tr("The last seat was just taken: %1 was not signed up.").replace("%1", shown)
            wait = (self.tr("Waiting list"), partial(self.put_on_list, read, patient, shown))
            self._lasting.toasts.say(words, "refused", wait)
            self._lasting.steps.done.emit()
        elif refusal.reason == "comes_already":
            words = self.tr("%1 is signed up for this class already.").replace("%1", shown)
            self._lasting.toasts.say(words, "refused")
        else:
            self._lasting.steps.refuse(refusal)

    # Noting, moving, taking off

    def _note(self, read: Read, line: Line, **said: Any) -> None:
        assert line.patient is not None
        visit, patient = read.visit.id, line.patient
        words = f"{line.name}: {self._noted(**said)}"
        self._run(
            lambda clinic: clinic.attendees.update(appointment=visit, patient=patient, **said),
            lambda _: words,
            refused=partial(self._not_done, line),
        )

    def _noted(
        self, attendance: Attendance | None = None, payment: Payment | None = None, no_show: bool | None = None
    ) -> str:
        if attendance is not None:
            return attendee_words.attendance(attendance).lower()
        if payment is not None:
            return self.tr("payment %1").replace("%1", attendee_words.payment(payment).lower())
        return self.tr("did not come") if no_show else self.tr("came after all")

    def _take_off(self, read: Read, line: Line, scope: Scope = Scope.THIS) -> None:
        assert line.patient is not None
        visit, patient, name = read.visit.id, line.patient, line.name

        def call(clinic: Clinic) -> tuple[tuple[Session, ...], Waiting | None]:
            done = clinic.attendees.remove(appointment=visit, patient=patient, scope=scope)
            return done, _next_waiting(clinic, visit)

        def words(reply: tuple[tuple[Session, ...], Waiting | None]) -> str:
            if len(reply[0]) == 1:
                return self.tr("%1 is taken off the class").replace("%1", name)
            return wording.filled(self.tr("%1 is taken off %2 sessions"), name, str(len(reply[0])))

        def more(reply: tuple[tuple[Session, ...], Waiting | None]) -> tuple[Action, ...]:
            offer = self._offer_action(read, reply[1])
            if offer or read.visit.series_id is None or scope is not Scope.THIS:
                return offer
            return ((self.tr("All that follow"), partial(self._take_off_following, read, line)),)

        self._run(call, words, more, partial(self._not_done, line))

    def _take_off_following(self, read: Read, line: Line) -> None:
        self._run(
            lambda clinic: _remove_following(clinic, read.visit.id, line.patient),
            lambda count: wording.filled(self.tr("%1 is taken off %2 more sessions"), line.name, str(count)),
            refused=partial(self._not_done, line),
        )

    def _ask_session(self, read: Read, line: Line) -> None:
        """List the sessions that have a seat left, and move to the one that is chosen."""
        visit = read.visit.id

        def show(sessions: tuple[Session, ...]) -> None:
            if not sessions:
                words = self.tr("No other session of this class has a seat left.")
                self._lasting.toasts.say(words, "told")
                return
            roster = self._attending.roster
            menu = self._sessions_menu(sessions, partial(self._move, read, line))
            menu.popup(roster.list.mapToGlobal(QPoint(0, roster.list.height())))

        self._lasting.tasks.run(lambda clinic: clinic.attendees.sessions(appointment=visit), show)

    def _sessions_menu(self, sessions: tuple[Session, ...], does: Callable[[Session], object]) -> QMenu:
        menu = QMenu(self._attending.roster)
        menu.setObjectName("sessions")
        for session in sessions:
            taken = attendee_words.seats_taken(session.heads, session.seats)
            parts = (self._title(session), self._when(session), session.practitioner, taken)
            words = " · ".join(part for part in parts if part)
            menu.addAction(plain(words)).triggered.connect(lambda _checked=False, s=session: does(s))
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _move(self, read: Read, line: Line, to: Session) -> None:
        assert line.patient is not None
        visit, patient, name = read.visit.id, line.patient, line.name

        def call(clinic: Clinic) -> tuple[SignedUp, Waiting | None]:
            done = clinic.attendees.move(appointment=visit, patient=patient, to=to.id)
            return done, _next_waiting(clinic, visit)

        def words(reply: tuple[SignedUp, Waiting | None]) -> str:
            told = wording.filled(self.tr("%1 moved to %2"), name, self._when(reply[0].appointments[0]))
            return " · ".join((told, *self._elsewhere(reply[0])))

        self._run(call, words, lambda reply: self._offer_action(read, reply[1]), partial(self._not_done, line))

    def _not_done(self, line: Line, refusal: Refusal) -> None:
        """Say why nothing was done with one who comes; a seat that is only offered to them is named with them."""
        if refusal.reason == "seat_offered":
            self._lasting.toasts.say(seat_offered(line.name), "refused")
            self._lasting.steps.done.emit()
        else:
            self._lasting.steps.refuse(refusal)

    # The waiting line

    def _offer_action(self, read: Read, waits: Waiting | None) -> tuple[Action, ...]:
        """Offer to look who could have a freed seat, whoever comes first in the line by name."""
        if waits is None:
            return ()
        name = self._showing.covered(waits.patient)
        words = self.tr("Offer the seat to %1").replace("%1", name)
        return ((words, partial(self._attending.refill.look_after, read.visit.id, by_hand=True, asked=True)),)

    def _offer(self, entry: Id | None, name: str) -> None:
        assert entry is not None
        told = self.tr("The seat is held for %1: 10 minutes to accept").replace("%1", name)
        self._run(lambda clinic: clinic.waitlist.offer(id=entry), lambda _: told)

    def _accept(self, line: Line) -> None:
        assert line.entry is not None
        entry = line.entry

        def words(done: Accepted) -> str:
            told = self.tr("%1 has the seat").replace("%1", line.name)
            if done.freed is None:
                return told
            freed = wording.when(done.freed.start, done.freed.end, self._lasting.days.zone)
            return f"{told} · {self.tr('%1 is free now').replace('%1', freed)}"

        self._run(lambda clinic: clinic.waitlist.accept(id=entry), words)

    def _decline(self, read: Read, line: Line) -> None:
        assert line.entry is not None
        entry, visit = line.entry, read.visit.id

        def call(clinic: Clinic) -> Waiting | None:
            clinic.waitlist.decline(id=entry)
            return _next_waiting(clinic, visit, but=entry)

        told = self.tr("%1 does not want the seat").replace("%1", line.name)
        self._run(call, lambda _: told, partial(self._offer_action, read))

    def _unlist(self, line: Line) -> None:
        assert line.entry is not None
        entry = line.entry
        told = self.tr("%1 is off the waiting list").replace("%1", line.name)
        self._run(lambda clinic: clinic.waitlist.remove(id=entry), lambda _: told)

    # Words

    def _session_words(self, session: Session) -> str:
        return ", ".join(part for part in (self._title(session), self._when(session)) if part)

    def _title(self, session: Session) -> str:
        return self._showing.class_name(session.title, session.service)

    def _when(self, session: Session) -> str:
        return wording.when(session.start, session.end, self._lasting.days.zone)

    def _full(self, done: SignedUp) -> tuple[str, ...]:
        if not done.full:
            return ()
        dates = [wording.moment(session.start, self._lasting.days.zone) for session in done.full[:MOST_NAMED]]
        if len(done.full) > MOST_NAMED:
            dates.append("…")
        words = self.tr("1 was full: %2") if len(done.full) == 1 else self.tr("%1 were full: %2")
        return (wording.filled(words, str(len(done.full)), ", ".join(dates)),)

    def _elsewhere(self, done: SignedUp) -> tuple[str, ...]:
        if not done.clashes:
            return ()
        clash = done.clashes[0]
        when = wording.when(clash.start, clash.end, self._lasting.days.zone)
        who = clash.practitioner if not self._showing.mask else MASK
        return (self.tr("has another visit then: %1").replace("%1", ", ".join(p for p in (when, who) if p)),)

    def _run(
        self,
        call: Callable[[Clinic], Any],
        words: Callable[[Any], str],
        more: Callable[[Any], tuple[Action, ...]] = lambda _: (),
        refused: Callable[[Refusal], object] | None = None,
    ) -> None:
        """Change the book, tell what became of it with what may follow and Undo, and look at everything again."""
        steps, toasts = self._lasting.steps, self._lasting.toasts

        def both(clinic: Clinic) -> tuple[Any, Any]:
            return call(clinic), clinic.history.state().undo

        def told(found: tuple[Any, Any]) -> None:
            reply, head = found
            seq = None if head is None else head.seq
            undo: tuple[Action, ...] = () if seq is None else ((self.tr("Undo"), partial(steps.undo, seq)),)
            toasts.say(words(reply), "done", *more(reply), *undo, step=seq)
            steps.done.emit()

        self._lasting.tasks.run(both, told, refused or steps.refuse)


def _next_waiting(clinic: Clinic, visit: Id, but: Id | None = None) -> Waiting | None:
    """Give whoever comes next in the line for a seat of a class, if one is free."""
    fits = clinic.waitlist.list(appointment=visit).items
    return next((one for one in fits if not one.offered and not one.run_out and one.entry.id != but), None)


def _remove_following(clinic: Clinic, visit: Id, patient: Id | None) -> int:
    assert patient is not None
    found = clinic.attendees.remove(appointment=visit, patient=patient, scope=Scope.FOLLOWING)
    return len(found)
