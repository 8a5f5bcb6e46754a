"""Writing a booking, a changed visit or a hold into the book, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs import booking_write as writing
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking_draft import Draft
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
        self.visit: Appointment | None = None
        # How many visits the last booking put into the book.
        self.visits = 1
        # How many visits of its series the last change reached, in words; empty for one alone.
        self.reach = ""
        self.busy = False

    def send(self, draft: Draft, reason: str | None, choice: SeriesChoice | None = None) -> None:
        """Book a draft, or change the visit that it began as; a reason writes over what stands in the way.

        `choice` says which visits of its series change with it.
        """
        self.busy, self.reach = True, "" if choice is None else choice.reach
        if self.visit is None:
            self._book(draft, reason)
        else:
            self._change(self.visit, draft, reason, choice)

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

    def _change(self, visit: Appointment, draft: Draft, reason: str | None, choice: SeriesChoice | None) -> None:
        """Move the visit and change what else is said of it: one step, all of it or nothing."""
        move, change = writing.moving(draft, visit, reason), writing.changing(draft, visit, reason)
        moved_with = {} if choice is None else choice.said_of_move
        changed_with = {} if choice is None else choice.said

        def both(clinic: Clinic) -> Appointment:
            assert move is not None
            with clinic.one_step("appointments.update", "Visit moved and changed"):
                moved = clinic.appointments.move(**move, **moved_with)
                # The move may have said some of the rest already.
                left = writing.changing(draft, moved, reason)
                return moved if left is None else clinic.appointments.update(**left, **changed_with)

        if move is not None and change is not None:
            self._tasks.run(both, self._done, self._refuse)
        elif move is not None:
            self._tasks.run(lambda clinic: clinic.appointments.move(**move, **moved_with), self._done, self._refuse)
        elif change is not None:
            said = {**change, **changed_with}
            self._tasks.run(lambda clinic: clinic.appointments.update(**said), self._done, self._refuse)
        else:
            self._done(visit)

    def _done(self, made: Appointment) -> None:
        self.busy = False
        self.written.emit(made)

    def _was_held(self, made: Appointment) -> None:
        self.busy = False
        self.held.emit(made)

    def _refuse(self, refusal: Refusal) -> None:
        self.busy = False
        self.refused.emit(refusal)
