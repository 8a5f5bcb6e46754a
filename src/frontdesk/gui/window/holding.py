"""What is done with times that are held: let go, held for longer, told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.ground import wording
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.showing import Showing
from frontdesk.gui.window.steps import Steps

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

MORE, LONGEST = 10, 120  # minutes


class Holding(QObject):
    """The holds of one desk."""

    def __init__(self, parent: QObject, steps: Steps, showing: Showing, toasts: Toasts) -> None:
        super().__init__(parent)
        self._steps, self._showing, self._toasts = steps, showing, toasts

    def release(self, hold: Id) -> None:
        """Let go of a time that is held."""

        def call(clinic: Clinic) -> None:
            clinic.holds.release(id=hold)

        held = self._showing.visit(hold)
        when = wording.when(held.start, held.end, self._steps.zone) if held is not None else ""
        words = self.tr("Released: %1").replace("%1", when) if when else self.tr("Released")
        self._steps.carry_out(call, lambda _: words, hold)

    def extend(self, hold: Id) -> None:
        """Hold a time for ten minutes more than it is held already."""

        def call(clinic: Clinic) -> Appointment:
            until, now = clinic.appointments.get(id=hold).appointment.expires_at, clinic.clock()
            left = max(0, -(-(until - now) // MINUTE)) if until is not None else 0
            return clinic.holds.extend(id=hold, minutes=min(left + MORE, LONGEST))

        self._steps.carry_out(call, self._until_words, hold)

    def tell_held(self, held: Appointment) -> None:
        """Tell until when a time is held, and offer to let go of it."""
        self._toasts.say(self._until_words(held), "done", (self.tr("Release"), lambda: self.release(held.id)))
        self._steps.done.emit()

    def _until_words(self, held: Appointment) -> str:
        until = wording.clock(held.expires_at, self._steps.zone) if held.expires_at is not None else ""
        return self.tr("Held until %1").replace("%1", until)
