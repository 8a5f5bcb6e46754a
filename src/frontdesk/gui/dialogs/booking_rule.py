"""How a visit that is edited comes again: changed in a dialog of its own, while what was typed here stays."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import NotFound, Refusal
from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.rule_words import link
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import plain

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking import BookingDialog
    from frontdesk.gui.dialogs.rule_dialog import RuleDialog
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.visits import Details


class BookingRule(QObject):
    """The way of one dialog to the rule of its visit, by the link below the fields."""

    def __init__(self, dialog: BookingDialog, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog, self._tasks = dialog, tasks
        self.asking: RuleDialog | None = None
        self._link = dialog.fields.rule_button
        self._link.setAutoDefault(False)
        self._link.hide()
        self._link.clicked.connect(lambda _on=False: self.open())

    def begin(self, visit: Appointment | None) -> None:
        """Offer it for a visit that is in the book."""
        self._link.setVisible(visit is not None)
        if visit is not None:
            words = link(repeats=visit.series_id is not None)
            self._link.setText(plain(words))
            self._link.setAccessibleName(words)

    def open(self) -> None:
        """Ask how the visit is to come again."""
        from frontdesk.gui.dialogs.rule_dialog import RuleDialog

        dialog, visit = self._dialog, self._dialog.sending.visit
        if visit is None or dialog.sending.busy:
            return
        repeats = visit.series_id is not None
        name = "" if dialog.opening.masked or dialog.draft.person is None else dialog.draft.person.name
        made = self.asking = RuleDialog(self._tasks, visit.id, name, dialog, repeats=repeats)
        made.changed.connect(partial(self._changed, visit.id))
        made.finished.connect(self._forget)
        made.open()

    def _forget(self) -> None:
        self.asking = None

    def _changed(self, visit: Id, _made: Appointment, told: str, seq: int | None) -> None:
        self._dialog.stepped.emit(told, seq)

        def call(clinic: Clinic) -> Details:
            return clinic.appointments.get(id=visit)

        self._tasks.run(call, self._go_on, self._is_gone)

    def _go_on(self, details: Details) -> None:
        """Go on with the visit as it is now; its time goes along where nobody had chosen another."""
        dialog, visit = self._dialog, details.appointment
        before = dialog.sending.visit
        dialog.sending.visit = visit
        zone = dialog.zone
        dialog.series_choice.begin(visit, zone)
        self.begin(visit)
        time = dialog.draft.time
        moved = before is not None and before.start != visit.start
        if moved and before is not None and time is not None and time.start == before.start:
            assert dialog.choices is not None
            dialog.times.begin(dialog.choices, visit)
            dialog.change(time=replace(time, start=visit.start))
        else:
            dialog.follow()
        self._link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_gone(self, refusal: Refusal) -> None:
        if isinstance(refusal, NotFound):
            self._dialog.reject()
        else:
            self._dialog.view.say(refusals.sentence(refusal, self._dialog.zone), wrong=True)
