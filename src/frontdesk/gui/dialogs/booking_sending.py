"""Writing a booking, a changed visit or a hold into the book, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs import booking_write as writing
from frontdesk.gui.dialogs.booking_draft import Draft
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.series_choice import SeriesChoice
    from frontdesk.services.clinic import Clinic

HOLD_MINUTES = 10


class BookingSending(QObject):
    """Writes. `written` and `held` carry the Appointment as it is in the book, `refused` why nothing was written."""

    written = Signal(object)
    held = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject, *, hold: Id | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._hold = tasks, hold
        self._draft = Draft()
        self._reason: str | None = None
        self._choice: SeriesChoice | None = None
        self.visit: Appointment | None = None
        # How many visits the last booking put into the book.
        self.visits = 1
        self.busy = False

    def send(self, draft: Draft, reason: str | None, choice: SeriesChoice | None = None) -> None:
        """Book a draft, or change the visit that it began as; a reason writes over what stands in the way.

        `choice` says which visits of its series change with it.
        """
        self.busy, self._draft, self._reason, self._choice = True, draft, reason, choice
        if self.visit is None:
            self._book(draft, reason)
        elif (move := writing.moving(draft, self.visit, reason)) is not None:
            more = {} if choice is None else choice.said_of_move
            self._tasks.run(lambda clinic: clinic.appointments.move(**move, **more), self._moved, self._refuse)
        else:
            self._moved(self.visit)

    def hold(self, draft: Draft) -> None:
        """Hold the time of a draft for some minutes."""
        self.busy = True
        said = writing.holding(draft, HOLD_MINUTES)
        self._tasks.run(lambda clinic: clinic.holds.place(**said), self._was_held, self._refuse)

    def book_series(self, said: dict[str, Any]) -> None:
        """Book all visits of a series as one step; the first of them is told."""
        self.busy = True

        def call(clinic: Clinic) -> tuple[Appointment, ...]:
            return clinic.repeats.book(**said).visits

        def done(made: tuple[Appointment, ...]) -> None:
            self.visits = len(made)
            self._done(made[0])

        self._tasks.run(call, done, self._refuse)

    def _book(self, draft: Draft, reason: str | None) -> None:
        if draft.further:
            said = writing.several(draft, reason)
            self._tasks.run(lambda clinic: clinic.service_bookings.create(**said).parts[0], self._done, self._refuse)
            return
        said = writing.booking(draft, reason)
        if self._hold is not None:
            said["hold"] = self._hold
        self._tasks.run(lambda clinic: clinic.appointments.book(**said), self._done, self._refuse)

    def _moved(self, visit: Appointment) -> None:
        """Go on with what else changed: the move is in the book already, whatever becomes of the rest."""
        self.visit = visit
        change = writing.changing(self._draft, visit, self._reason)
        if change is None:
            self._done(visit)
        else:
            more = {} if self._choice is None else self._choice.said
            self._tasks.run(lambda clinic: clinic.appointments.update(**change, **more), self._done, self._refuse)

    def _done(self, made: Appointment) -> None:
        self.busy = False
        self.written.emit(made)

    def _was_held(self, made: Appointment) -> None:
        self.busy = False
        self.held.emit(made)

    def _refuse(self, refusal: Refusal) -> None:
        self.busy = False
        self.refused.emit(refusal)
