"""The day at the counter: who waits, who went again, why someone did not come, times put right, booked again."""

from __future__ import annotations

from collections import Counter as Counted
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.clinic import USUAL_WAITING_LIMIT
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.reason import USUAL_REASONS, Away, Reason
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.panes.deeds import has_times, may_book_again, may_leave, next_of
from frontdesk.gui.panes.notes_words import NoteLine
from frontdesk.gui.panes.waiting import Waiting
from frontdesk.gui.parts.toast import Action
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.times_card import TimesCard
    from frontdesk.gui.parts.reason import ReasonCard
    from frontdesk.gui.window.doing import Doing
    from frontdesk.gui.window.editing import Editing
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.waiting_room import WaitingPatient


class _Known(NamedTuple):
    """What the counter reads whenever today is read."""

    waiting: tuple[WaitingPatient, ...]
    reasons: tuple[Reason, ...]
    limit: int


class Counter(QObject):
    """The counter of one desk."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing, doing: Doing, editing: Editing) -> None:
        super().__init__(desk)
        self._desk, self._lasting, self._showing = desk, lasting, showing
        self._doing, self._editing = doing, editing
        self._known = _Known((), USUAL_REASONS, USUAL_WAITING_LIMIT)
        self._timed: Appointment | None = None
        # What another area of work offers after a deed.
        self.besides: Callable[[str, Id, Mapping[str, Any]], tuple[Action, ...]] = lambda *_: ()
        doing.reasons = self.reasons
        lasting.steps.after = self._offer_after
        lasting.days.today_read.connect(self._read)
        lasting.outside.again_asked.connect(editing.book_again)
        showing.shown_again.connect(self._show_waiting)
        self._notes = desk.inspector.written
        self._notes.written.connect(self._write_note)
        self._notes.edited.connect(self._edit_note)
        self._notes.deleted.connect(self._delete_note)
        self._notes.left.connect(desk.board.setFocus)

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {
            "leave": partial(self._with_selected, self.ask_leaving),
            "why": partial(self._with_selected, self.ask_why),
            "times": partial(self._with_selected, self.ask_times),
            "book_again": partial(self._with_selected, self.book_again),
            "note": self.begin_note,
            "archive": partial(self._with_selected, self.archive),
        }

    @cached_property
    def leaving(self) -> ReasonCard:
        """Give the card that asks why a patient goes, made when it is first needed."""
        card = self._card(Away.LEFT)
        card.given.connect(self._leave)
        return card

    @cached_property
    def missing(self) -> ReasonCard:
        """Give the card that asks why a patient did not come."""
        card = self._card(Away.NO_SHOW)
        card.given.connect(self._give_why)
        return card

    @cached_property
    def times(self) -> TimesCard:
        """Give the card that puts times right."""
        from frontdesk.gui.dialogs.times_card import TimesCard

        card = TimesCard(self._desk)
        card.given.connect(self._put_times)
        return card

    def next_step(self, visit: Id, status: Status) -> None:
        """Do what comes next with a visit that stands so: arrived, in, done; nothing comes after that."""
        following = next_of(status, group=self._showing.is_class(visit))
        if following is None:
            self._say(self.tr("Nothing comes next for this visit."))
        else:
            self._doing.set_status(visit, following)

    def reasons(self, away: Away) -> tuple[str, ...]:
        """Give the clinic's reasons of a kind, in the words that the book keeps."""
        return tuple(reason.words for reason in self._known.reasons if reason.away is away)

    def ask_leaving(self, visit: Appointment) -> None:
        """Ask why a patient who has come goes without being seen."""
        if not may_leave(visit):
            self._say(self.tr("Only a patient who has arrived, and is not in yet, can leave."))
            return
        self.leaving.offer(self.reasons(Away.LEFT))
        self.leaving.ask(visit.id, self._showing.naming(visit.id), self._doing.area_of(visit.id))

    def ask_why(self, visit: Appointment) -> None:
        """Ask why a patient did not come, who is marked as one who did not."""
        if visit.status is Status.NO_SHOW:
            self._ask_why(visit.id, visit.no_show_reason or "")
        else:
            self._say(self.tr("That is asked of a visit that is marked as no-show."))

    def ask_times(self, visit: Appointment) -> None:
        """Ask when a patient really came, went in and came out."""
        if not has_times(visit):
            self._say(self.tr("Nothing is noted yet: that comes with Arrived, Start visit and Done."))
            return
        self._timed = visit
        name, area = self._showing.naming(visit.id), self._doing.area_of(visit.id)
        self.times.ask(visit, name, area, self._lasting.days.zone, self._lasting.clock())

    def book_again(self, visit: Appointment) -> None:
        """Book another visit like one: its patient, service and practitioner."""
        if may_book_again(visit):
            self._editing.book_again(visit.id)
        else:
            self._say(self.tr("Select a patient's visit first."))

    def begin_note(self) -> None:
        """Begin a note on the selected visit, in its place."""
        details = self._lasting.selection.details
        if details is None or self._showing.is_held(details.appointment.id) or self._showing.mask:
            self._say(self.tr("Select a visit first, with its names shown."))
            return
        self._desk.show_inspector()
        self._notes.begin()

    def take_over(self, old: Counter) -> None:
        """Go on where another desk stopped, with what was typed and given up there."""
        old._notes.give_up()
        self._notes.drafts = old._notes.drafts
        self._take(old._known)

    def archive(self, visit: Appointment) -> None:
        """Take a visit out of the book, its time free at once; undo and Bring back have it again."""
        if visit.archived_at is not None or self._showing.is_block(visit.id) or self._showing.is_held(visit.id):
            self._say(self.tr("Select a visit first."))
            return
        if visit.group:
            self._editing.class_put_away.emit(visit)
            return
        words = self.tr("%1: removed from the book").replace("%1", self._showing.naming(visit.id))
        steps = self._lasting.steps
        steps.carry_out(
            lambda clinic: clinic.appointments.archive(id=visit.id),
            lambda _: words,
            visit.id,
            lambda _: steps.carried.emit("archive", visit.id, {}),
        )

    # The waiting room.

    def _read(self, _board: object) -> None:
        self._lasting.tasks.run(_read_known, self._take, key="counter")

    def _take(self, known: _Known) -> None:
        self._known = known
        self._desk.board.set_waiting_limit(known.limit)
        self._desk.side.waiting.set_limit(known.limit)
        self._show_waiting()

    def _show_waiting(self) -> None:
        zone, covered = self._lasting.days.zone, self._showing.covered
        # Whose turn it is need only be said where several wait for the same one.
        many = Counted(one.practitioner_id for one in self._known.waiting)
        waiting = [
            _row(one, covered(one.patient or one.title), zone, turn=one.next and many[one.practitioner_id] > 1)
            for one in self._known.waiting
        ]
        self._desk.side.waiting.set_now(self._lasting.clock())
        self._desk.side.waiting.show_waiting(waiting)

    # What was asked for.

    def _leave(self, visit: Id, reason: str) -> None:
        words = self.tr("%1: left without being seen").replace("%1", self._showing.naming(visit))
        steps = self._lasting.steps
        steps.carry_out(
            lambda clinic: clinic.appointments.leave(id=visit, reason=reason),
            lambda _: words,
            visit,
            lambda _: steps.carried.emit("leave", visit, {}),
        )

    def _ask_why(self, visit: Id, held: str = "") -> None:
        self.missing.offer(self.reasons(Away.NO_SHOW))
        self.missing.ask(visit, self._showing.naming(visit), self._doing.area_of(visit), held=held)

    def _give_why(self, visit: Id, reason: str) -> None:
        if not reason:
            return
        words = self.tr("%1: reason noted").replace("%1", self._showing.naming(visit))
        status = Status.NO_SHOW
        self._lasting.steps.carry_out(
            lambda clinic: clinic.appointments.set_status(id=visit, status=status, reason=reason),
            lambda _: words,
            visit,
        )

    def _offer_after(self, deed: str, visit: Id, sent: Mapping[str, Any]) -> tuple[Action, ...]:
        """Offer to say why someone did not come, which nobody is asked beforehand."""
        if deed == "set_status" and sent.get("status") is Status.NO_SHOW:
            return ((self.tr("Reason…"), partial(self._ask_why, visit)),)
        return self.besides(deed, visit, sent)

    def _write_note(self, visit: Id, body: str) -> None:
        self._note_step(self.tr("Note written"), lambda clinic: clinic.notes.create(appointment=visit, body=body))

    def _edit_note(self, line: NoteLine, body: str) -> None:
        self._note_step(
            self.tr("Note changed"), lambda clinic: clinic.notes.update(id=line.id, version=line.version, body=body)
        )

    def _note_step(self, words: str, call: Callable[[Clinic], object]) -> None:
        """Write a note; where it is refused the words say so beside the field, and what was typed stays."""

        def both(clinic: Clinic) -> Any:
            call(clinic)
            return clinic.history.state().undo

        def done(head: Any) -> None:
            self._notes.took()
            self._lasting.steps.tell_step(words, None if head is None else head.seq)
            self._lasting.steps.done.emit()

        def refused(refusal: Refusal) -> None:
            self._notes.field.refuse(refusals.sentence(refusal, self._lasting.days.zone))

        self._lasting.tasks.run(both, done, refused)

    def _delete_note(self, line: NoteLine) -> None:
        words = self.tr("Note deleted")
        self._lasting.steps.carry_out(
            lambda clinic: clinic.notes.delete(id=line.id, version=line.version), lambda _: words, None
        )

    def _put_times(self, changed: Mapping[str, Any]) -> None:
        visit = self._timed
        if visit is None:
            return
        card, words = self.times, self.tr("%1: times put right").replace("%1", self._showing.naming(visit.id))

        def call(clinic: Clinic) -> tuple[Appointment, Any]:
            made = clinic.appointments.set_times(id=visit.id, version=visit.version, **changed)
            return made, clinic.history.state().undo

        def done(found: tuple[Appointment, Any]) -> None:
            card.close_card()
            self._lasting.steps.tell_step(words, None if found[1] is None else found[1].seq)
            self._lasting.steps.done.emit()

        self._lasting.tasks.run(call, done, card.refuse)

    def _card(self, away: Away) -> ReasonCard:
        from frontdesk.gui.parts.reason import ReasonCard

        return ReasonCard(self._desk, away)

    def _with_selected(self, does: Callable[[Appointment], object]) -> None:
        details = self._lasting.selection.details
        if details is None or details.appointment.id != self._lasting.selection.visit:
            self._say(self.tr("Select a visit first."))
        else:
            does(details.appointment)

    def _say(self, words: str) -> None:
        self._lasting.toasts.say(words, "told")


def _read_known(clinic: Clinic) -> _Known:
    """Read on the worker's thread who waits, the reasons, and how long is too long."""
    limit = clinic.profile.get().waiting_limit or USUAL_WAITING_LIMIT
    return _Known(clinic.waiting_room.list(), clinic.reasons.list(), limit)


def _row(one: WaitingPatient, name: str, zone: str, *, turn: bool) -> Waiting:
    detail = " · ".join(part for part in (wording.clock(one.start, zone), one.practitioner) if part)
    return Waiting(one.visit, name, detail, one.since, one.start, next=turn)
