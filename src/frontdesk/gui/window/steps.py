"""Every change made from board and inspector: carried out, told with Undo, or refused with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Conflict, Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.toast import Action, Toasts
from frontdesk.services.board import Visit

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.export_draft import Written
    from frontdesk.services.blocks import BlockReply
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.history import Undone
    from frontdesk.services.history_log import LogEntry
    from frontdesk.services.ics.preview import Imported
    from frontdesk.services.visits import Details

Naming = Callable[[int], str]
# A deed by its name, the visit, the step that did it, the arguments of its trial, and those of the deed alone.
Wider = Callable[[str, Id, int, Mapping[str, Any], Mapping[str, Any]], tuple[Action, ...]]
Wide = tuple[str, Mapping[str, Any], Mapping[str, Any]]
T = TypeVar("T")
_OF_STATUS = frozenset({"appointments.set_status", "appointments.leave"})


class Steps(QObject):
    """The changes.

    `done` says that the book changed, `refused` (Id or None) that a visit stays where it was, `undone` (Undone) that
    a step was taken back or done again, `show_asked` (Id, date) that a visit is to be shown on its day. `began` and
    `carried` (name of a deed, Id, its arguments) say that one visit is about to be changed, and that it was.
    """

    done = Signal()
    refused = Signal(object)
    undone = Signal(object)
    show_asked = Signal(object, object)
    began = Signal(str, object, object)
    carried = Signal(str, object, object)

    def __init__(self, tasks: Tasks, toasts: Toasts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._toasts = toasts
        self.zone = "UTC"
        self.naming: Naming = lambda _: ""
        self.covered: Callable[[str], str] = lambda name: name
        self.wider: Wider = lambda *_: ()
        # What else a message of a step offers, by the deed, its visit and its arguments.
        self.after: Callable[[str, Id, Mapping[str, Any]], tuple[Action, ...]] = lambda *_: ()

    def move(
        self,
        visit: Visit,
        start: Instant,
        end: Instant,
        practitioner: Id | Keep | None = KEEP,
        *,
        version: int | None = None,
        told: str = "",
        reason: str | None = None,
    ) -> None:
        """Put a visit at another time, or with another practitioner; `told` names the new place."""
        same_length = end - start == visit.end - visit.start
        sent: dict[str, Any] = {"start": start}
        if not same_length:
            sent["end"] = end
        if not isinstance(practitioner, Keep):
            sent["practitioner"] = practitioner
        said: dict[str, Any] = {"override_reason": reason} if reason is not None else {}

        def call(clinic: Clinic) -> object:
            return clinic.appointments.move(id=visit.id, version=version, **sent, **said)

        name = self.naming(visit.id)
        words = self._moved_words(name, start, end, told) if start != visit.start or not same_length else ""
        words = words or wording.filled(self.tr("%1 moved to %2"), name, told)
        self._run(call, words, visit.id, ("move", sent, said))

    def set_status(self, visit: Id, status: Status, told: str = "") -> None:
        """Give a visit another status; `told` is what must be known of it besides."""
        words = f"{self.naming(visit)}: {wording.status_words(status)}"
        words = f"{words} · {told}" if told else words
        wide: Wide = ("set_status", {"status": status}, {})
        self._run(lambda clinic: clinic.appointments.set_status(id=visit, status=status), words, visit, wide)

    def cancel(self, visit: Id, reason: str) -> None:
        """Cancel a visit."""
        words = self.tr("%1: cancelled").replace("%1", self.naming(visit))
        wide: Wide = ("cancel", {}, {"reason": reason})
        self._run(lambda clinic: clinic.appointments.cancel(id=visit, reason=reason), words, visit, wide)

    def restore(self, visit: Id) -> None:
        """Bring a cancelled or archived visit back."""
        words = self.tr("%1: back in the book").replace("%1", self.naming(visit))
        self._run(lambda clinic: clinic.appointments.restore(id=visit), words, visit, ("restore", {}, {}))

    def tell_booked(self, made: Appointment, visits: int = 1) -> None:
        """Tell of a booking that is in the book, and offer to see it and to take it back; of several, how many."""
        several = self.tr("%3 visits booked: %1, first %2").replace("%3", str(visits))
        self._tell_written(made, self.tr("Booked: %1, %2") if visits == 1 else several)

    def tell_classes(self, made: Appointment, classes: int) -> None:
        """Tell of a class that is in the book, or of several that come of one; offer to see the first and Undo."""
        several = self.tr("%3 classes created: %1, first %2").replace("%3", str(classes))
        self._tell_written(made, self.tr("Class created: %1, %2") if classes == 1 else several)

    def tell_changed(self, made: Appointment, reach: str = "") -> None:
        """Tell of a visit that was edited, and how many of its series with it; offer to see it and to take it back."""
        self._tell_written(made, self.tr("Changed: %1, %2"), reach)

    def tell_imported(self, imported: Imported) -> None:
        """Tell what an import brought, and offer to see its first day and to take it back as one step."""
        from frontdesk.gui.dialogs.import_words import first_day, result

        def tell(day: date | None) -> None:
            offers: list[Action] = []
            if day is not None:
                offers.append((self.tr("Show"), lambda: self.show_asked.emit(None, day)))
            if imported.seq is not None:
                offers.append((self.tr("Undo"), lambda: self.undo(imported.seq)))
            self._toasts.say(result(imported), "done", *offers, step=imported.seq)

        zone = self.zone
        self._tasks.run(lambda clinic: first_day(clinic, imported, zone), tell, key="import-told")
        self.done.emit()

    def tell_stopped(self) -> None:
        """Tell that an import was stopped before anything of it was in the book."""
        self._toasts.say(self.tr("Nothing was imported: the book is as it was."), "told")

    def tell_exported(self, written: Written) -> None:
        """Tell where the visits went."""
        from frontdesk.gui.dialogs.export_words import result_words

        self._toasts.say(result_words(written), "done")

    def undo(self, seq: int | None = None) -> None:
        """Take the last step back, or a named one."""
        self._tasks.run(lambda clinic: clinic.history.undo(seq=seq), self.tell_undone, self._not_undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._tasks.run(lambda clinic: clinic.history.redo(), self._redone, self._not_undone)

    def refuse(self, refusal: Refusal, visit: Id | None = None) -> None:
        """Say why something did not happen, and let the board put it back."""
        self.refused.emit(visit)
        self._toasts.say(refusals.sentence(refusal, self.zone, self.naming), "refused")
        if not isinstance(refusal, Conflict):
            # Whatever stood on the screen may no longer be so.
            self.done.emit()

    def carry_out(
        self,
        call: Callable[[Clinic], T],
        words: Callable[[T], str],
        visit: Id | None,
        then: Callable[[T], object] | None = None,
        *more: Action,
    ) -> None:
        """Change the book, and say with words made of the reply what became of it, and offer `more` beside Undo."""

        def both(clinic: Clinic) -> tuple[T, Any]:
            return call(clinic), clinic.history.state().undo

        def told(found: tuple[T, Any]) -> None:
            reply, head = found
            self._tell(words(reply), head, *more)
            self.done.emit()
            if then is not None:
                then(reply)

        self._tasks.run(both, told, lambda refusal: self.refuse(refusal, visit))

    def tell_step(self, words: str, seq: int | None, *more: Action) -> None:
        """Tell of a step that is in the book, and offer `more` and to take it back."""
        undo = () if seq is None else ((self.tr("Undo"), lambda: self.undo(seq)),)
        self._toasts.say(words, "done", *more, *undo, step=seq)

    def tell_blocked(self, reply: BlockReply) -> None:
        """Tell of a block that is in the book, and offer to take it back."""
        self._tasks.run(lambda clinic: clinic.history.state().undo, lambda h: self._tell(self.blocked_words(reply), h))
        self.done.emit()

    def tell_unblocked(self, count: int) -> None:
        """Tell of blocks that were removed, and offer to take it back."""
        words = self.tr("Block removed") if count == 1 else self.tr("%1 blocks removed").replace("%1", str(count))
        self._tasks.run(lambda clinic: clinic.history.state().undo, lambda head: self._tell(words, head))
        self.done.emit()

    def blocked_words(self, reply: BlockReply) -> str:
        """Say what is closed, how often, and how many visits lie under it."""
        block = reply.block
        when = wording.when(block.start, block.end, self.zone, all_day=block.all_day)
        name = self.covered(block.title) or self.tr("Blocked")
        parts = [wording.filled(self.tr("%1: %2"), name, when)]
        if reply.count > 1:
            parts.append(self.tr("%1 times").replace("%1", str(reply.count)))
        return " · ".join((*parts, *self._lying_under(reply)))

    def block_moved_words(self, name: str, reply: BlockReply, told: str) -> str:
        """Say where a block is now, that others of its series stay, and how many visits lie under it."""
        block = reply.block
        when = wording.when(block.start, block.end, self.zone, all_day=block.all_day)
        parts = [wording.filled(self.tr("%1 moved to %2"), name, when), told]
        if reply.rule is not None:
            parts.append(self.tr("this one only"))
        return " · ".join(part for part in (*parts, *self._lying_under(reply)) if part)

    def _lying_under(self, reply: BlockReply) -> tuple[str, ...]:
        return (wording.lying_under(reply.total),) if reply.total else ()

    def _tell_written(self, made: Appointment, words: str, reach: str = "") -> None:
        def read(clinic: Clinic) -> tuple[Any, Details]:
            return clinic.history.state().undo, clinic.appointments.get(id=made.id)

        def tell(found: tuple[Any, Details]) -> None:
            head, details = found
            name = self.covered(details.patient.name if details.patient else details.appointment.title)
            with_whom = f" · {details.practitioner.name}" if details.practitioner else ""
            when = wording.when(made.start, made.end, self.zone, all_day=made.all_day) + with_whom
            day = local_date(made.start, self.zone)
            show = (self.tr("Show"), lambda: self.show_asked.emit(made.id, day))
            told = wording.filled(words, name or self.tr("Staff event"), when)
            self._tell(f"{told} · {reach}" if reach else told, head, show)

        self._tasks.run(read, tell)
        self.done.emit()

    def _run(self, call: Callable[[Clinic], object], words: str, visit: Id, wide: Wide) -> None:
        """Change one visit, and offer to carry it on to more of its series; `wide` says how."""
        deed, sent, said = wide
        self.began.emit(deed, visit, sent)

        def both(clinic: Clinic) -> Any:
            call(clinic)
            return clinic.history.state().undo

        def then(head: Any) -> None:
            more = self.wider(deed, visit, head.seq, sent, said) if head is not None else ()
            self._tell(words, head, *more, *self.after(deed, visit, sent))
            self.done.emit()
            self.carried.emit(deed, visit, sent)

        self._tasks.run(both, then, lambda refusal: self.refuse(refusal, visit))

    def _tell(self, words: str, head: Any, *more: Action) -> None:
        undo: tuple[Action, ...] = ((self.tr("Undo"), lambda: self.undo(head.seq)),) if head is not None else ()
        self._toasts.say(words, "done", *more, *undo, step=None if head is None else head.seq)

    def tell_undone(self, undone: Undone) -> None:
        """Tell that a step was taken back, and offer to do it again."""
        self._toasts.drop_step(undone.target)
        self._tell_back(undone, self.tr("Undone: %1"), (self.tr("Redo"), self.redo))
        self.done.emit()
        self.undone.emit(undone)

    def _redone(self, undone: Undone) -> None:
        self._tell_back(undone, self.tr("Done again: %1"), (self.tr("Undo"), self.undo))
        self.done.emit()
        self.undone.emit(undone)

    def _tell_back(self, undone: Undone, words: str, offer: Action) -> None:
        """Tell of a step that was taken back or done again; of a status, which and whose."""

        def say(told: str) -> None:
            self._toasts.say(wording.filled(words, told or wording.operation_words(undone.operation)), "told", offer)

        if undone.operation not in _OF_STATUS:
            say("")
            return

        def told_of(entry: LogEntry) -> None:
            from frontdesk.gui.ground import history_told

            person = entry.visits[0].patient if entry.visits else ""
            status = history_told.words_of(entry, self.zone, masked=True)
            say(f"{status} · {self.covered(person)}" if person else "")

        self._tasks.run(lambda clinic: clinic.history.entry(seq=undone.target), told_of, lambda _: say(""))

    def _not_undone(self, refusal: Refusal) -> None:
        self.refuse(refusal)

    def _moved_words(self, name: str, start: Instant, end: Instant, told: str) -> str:
        when = wording.when(start, end, self.zone)
        words = wording.filled(self.tr("%1 moved to %2"), name, when)
        return f"{words} · {told}" if told else words
