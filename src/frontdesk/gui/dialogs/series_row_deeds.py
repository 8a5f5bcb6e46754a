"""What is done to one date of a series from its table: its free time taken, cancelled, brought back, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.appointment import EventType
from frontdesk.domain.errors import Refusal
from frontdesk.domain.series_table import SeriesRow, SeriesTable, Stands
from frontdesk.gui.dialogs import series_words as words
from frontdesk.gui.ground import refusals, wording
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.toast import Toasts

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.history import Undone


class RowDeeds(QObject):
    """The deeds. `changed` says that the book is another now, or that something on the screen is true no more."""

    changed = Signal()

    def __init__(self, tasks: Tasks, toasts: Toasts, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._toasts = tasks, toasts
        self.zone = "UTC"
        self._steps: list[int] = []

    def take(self, row: SeriesRow, table: SeriesTable | None) -> None:
        """Book a date that was left out, or move one that stands badly, to its free time."""
        free, visit = row.alternative, row.visit
        if table is None or (free is None and not words.can_be_booked(row)):
            self._say(self.tr("There is no free time to take instead of this date."))
            return
        start = None if free is None else free.start
        said: dict[str, Any] = {"practitioner": free.practitioners[0]} if free and free.practitioners else {}
        when = wording.moment(row.start if start is None else start, self.zone)
        if row.stands is Stands.LEFT_OUT:
            series, key = table.id, row.key
            self._run(
                lambda clinic: clinic.series.book_left_out(id=series, key=key, start=start, **said),
                self.tr("Booked: %1").replace("%1", when),
            )
        elif visit is not None and start is not None:
            one, begin = visit.id, start
            self._run(
                lambda clinic: clinic.appointments.move(id=one, start=begin, **said),
                self.tr("Moved to %1").replace("%1", when),
            )

    def remove(self, row: SeriesRow, reason: str = "") -> None:
        """Cancel the visit of a date, with the reason if one is known, or remove its block."""
        if row.visit is None or row.stands in words.GONE:
            self._say(self.tr("There is no visit on this date to cancel."))
            return
        one = row.visit.id
        if row.visit.event_type is EventType.BLOCK:
            self._run(lambda clinic: clinic.blocks.delete(id=one), _told(row, self.tr("%1: removed")))
        else:
            told = _told(row, self.tr("%1: cancelled"))
            self._run(lambda clinic: clinic.appointments.cancel(id=one, reason=reason), told)

    def restore(self, row: SeriesRow) -> None:
        """Bring a cancelled or archived visit back."""
        if row.visit is None or row.stands not in (Stands.CANCELLED, Stands.ARCHIVED):
            self._say(self.tr("There is nothing to bring back on this date."))
            return
        one = row.visit.id
        self._run(lambda clinic: clinic.appointments.restore(id=one), _told(row, self.tr("%1: back in the book")))

    def undo_last(self) -> None:
        """Take back what was done last from the table, and nothing that was done before it was opened."""
        if self._steps:
            self.undo(self._steps[-1])
        else:
            self._say(self.tr("Nothing was done here that could be undone."))

    def undo(self, seq: int) -> None:
        """Take a step back."""
        self._steps = [each for each in self._steps if each != seq]
        self._tasks.run(lambda clinic: clinic.history.undo(seq=seq), self._undone, self.refuse)

    def tell(self, told: str, seq: int | None) -> None:
        """Tell what was done, with Undo."""
        undo = () if seq is None else ((self.tr("Undo"), lambda: self.undo(seq)),)
        self._steps += [] if seq is None else [seq]
        self._toasts.say(told, "done", *undo, step=seq)
        self.changed.emit()

    def refuse(self, refusal: Refusal) -> None:
        """Say why something was not done."""
        self._toasts.say(refusals.sentence(refusal, self.zone), "refused")
        self.changed.emit()

    def _say(self, told: str) -> None:
        self._toasts.say(told, "told")

    def _run(self, call: Callable[[Clinic], object], told: str) -> None:
        def both(clinic: Clinic) -> tuple[str, int | None]:
            call(clinic)
            head = clinic.history.state().undo
            return told, None if head is None else head.seq

        # Methods, not functions: the table may be closed before the answer comes.
        self._tasks.run(both, self._done, self.refuse)

    def _done(self, done: tuple[str, int | None]) -> None:
        self.tell(*done)

    def _undone(self, undone: Undone) -> None:
        self._toasts.drop_step(undone.target)
        self._say(self.tr("Undone"))
        self.changed.emit()


def _told(row: SeriesRow, told: str) -> str:
    return told.replace("%1", wording.day_short(row.date))
