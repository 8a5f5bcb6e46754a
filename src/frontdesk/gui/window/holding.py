"""What is done with times that are held: let go, held for longer, told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.gui.ground import wording
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.showing import Showing
from frontdesk.gui.window.steps import Steps

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

MORE = 10  # minutes


class Holding(QObject):
    """The holds of one desk."""

    def __init__(self, parent: QObject, steps: Steps, showing: Showing, toasts: Toasts) -> None:
        super().__init__(parent)
        self._steps, self._showing, self._toasts = steps, showing, toasts

    def release(self, hold: Id) -> None:
        """Let go of a time that is held."""

        def call(clinic: Clinic) -> None:
            clinic.holds.release(id=hold)

        words = self.tr("%1: released").replace("%1", self._showing.naming(hold))
        self._steps.carry_out(call, lambda _: words, hold)

    def extend(self, hold: Id) -> None:
        """Hold a time for ten minutes more."""

        def call(clinic: Clinic) -> Appointment:
            return clinic.holds.extend(id=hold, minutes=MORE)

        self._steps.carry_out(call, self._until_words, hold)

    def tell_held(self, held: Appointment) -> None:
        """Tell until when a time is held, and offer to let go of it."""
        self._toasts.say(self._until_words(held), "done", (self.tr("Release"), lambda: self.release(held.id)))
        self._steps.done.emit()

    def _until_words(self, held: Appointment) -> str:
        until = wording.clock(held.expires_at, self._steps.zone) if held.expires_at is not None else ""
        return self.tr("Held until %1").replace("%1", until)
