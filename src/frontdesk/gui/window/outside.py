"""The dialogs of the window, loaded when they are first asked for: booking, calendar files, patients, settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.window.asking import ask_files
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.settling import Settling

if TYPE_CHECKING:
    from frontdesk.domain.patient import Patient
    from frontdesk.gui.dialogs.block import BlockDialog
    from frontdesk.gui.dialogs.block_draft import Opening as BlockOpening
    from frontdesk.gui.dialogs.booking_draft import Draft, Opening
    from frontdesk.gui.dialogs.export import ExportDialog
    from frontdesk.gui.dialogs.import_preview import ImportDialog
    from frontdesk.services.patients import PatientHit


class Outside(QObject):
    """The dialogs of one window.

    `booked` and `changed` carry an appointment as it is in the book now, the latter how many of its series changed
    with it in words too, `given_up` says that a booking was left.
    `told_booked` carries the first of what was booked, and how many visits it was.
    `blocked` carries the BlockReply of a block that was made or changed, `unblocked` how many were removed.
    `asking` carries the booking dialog before it is shown, `pointed` the time that it is about to take, None for
    none, and `left` tells whether anything came of it; `held` carries the Appointment of a time that is held now.
    `chosen` carries the Paths that are to be imported, `imported` and `exported` what was done, `import_stopped` says
    that an import was called off, `written` that people, places or services changed, `stepped` (words, step) tells of
    what is in the book while a dialog stays, `visit_asked` (id, date) that a visit is to be shown, and `again_asked`
    (id) that another one like it is to be booked.
    """

    booked = Signal(object)
    told_booked = Signal(object, int)
    changed = Signal(object, str)
    given_up = Signal()
    asking = Signal(object)
    pointed = Signal(object)
    left = Signal(bool)
    held = Signal(object)
    blocked = Signal(object)
    unblocked = Signal(int)
    chosen = Signal(object)
    imported = Signal(object)
    import_stopped = Signal()
    exported = Signal(object)
    written = Signal()
    stepped = Signal(str, object)
    visit_asked = Signal(object, object)
    again_asked = Signal(object)

    def __init__(self, window: QWidget, tasks: Tasks, days: Days, kept: Settings | None = None) -> None:
        super().__init__(window)
        self._window, self._tasks, self._days = window, tasks, days
        self._kept: Draft | None = None
        self._kept_settings = kept
        self.masked: Callable[[], bool] = lambda: False
        self.settings = Settling(window, tasks, days, kept)
        self.settings.written.connect(self.written)
        self.settings.visit_asked.connect(self.visit_asked)

    def ask_booking(self, opening: Opening) -> None:
        """Open the booking dialog; what was typed into one that was closed is offered again."""
        from frontdesk.gui.dialogs.booking import BookingDialog

        dialog = BookingDialog(self._tasks, self._window, opening=opening, kept=self._kept)
        self._kept = None
        dialog.booked.connect(self.booked)
        dialog.booked.connect(lambda made: self.told_booked.emit(made, dialog.sending.visits))
        dialog.changed.connect(lambda made: self.changed.emit(made, dialog.sending.reach))
        dialog.stepped.connect(self.stepped)
        dialog.put_away.connect(self._keep)
        dialog.rejected.connect(self.given_up)
        dialog.pointed.connect(self.pointed)
        dialog.held.connect(self.held)
        dialog.finished.connect(lambda result: self.left.emit(result == dialog.DialogCode.Accepted.value))
        self._days.others_changed.connect(dialog.refresh)
        self.asking.emit(dialog)
        dialog.open()

    def ask_block(self, opening: BlockOpening) -> None:
        """Open the dialog of a block; a visit that lies under it is opened on top of it."""
        from frontdesk.gui.dialogs.block import BlockDialog

        dialog = BlockDialog(self._tasks, self._window, opening=opening)
        dialog.saved.connect(self.blocked)
        dialog.removed.connect(self.unblocked)
        dialog.rejected.connect(self.given_up)
        dialog.visit_asked.connect(lambda visit: self._ask_visit_over(dialog, visit, masked=opening.masked))
        self._days.others_changed.connect(dialog.refresh)
        dialog.open()

    def _ask_visit_over(self, below: BlockDialog | ImportDialog, visit: Id, *, masked: bool) -> None:
        from frontdesk.gui.dialogs.booking import BookingDialog
        from frontdesk.gui.dialogs.booking_draft import Opening

        dialog = BookingDialog(self._tasks, below, opening=Opening(visit=visit, day=self._days.day, masked=masked))
        dialog.changed.connect(lambda made: self.changed.emit(made, dialog.sending.reach))
        dialog.stepped.connect(self.stepped)
        dialog.finished.connect(below.refresh)
        dialog.open()

    def ask_import(self) -> None:
        """Let a person choose calendar files, or archives of them."""
        kinds = f"{self.tr('Calendar files')} (*.ics *.ical *.ifb *.vcs *.zip);;{self.tr('All files')} (*)"
        ask_files(self._window, self.tr("Import calendar files"), kinds, self.chosen.emit, many=True)

    def preview_import(self, files: Sequence[Path]) -> None:
        """Show what an import would do; nothing is changed before it is confirmed there."""
        from frontdesk.gui.dialogs.import_preview import ImportDialog

        if files:
            dialog = ImportDialog(self._tasks, files, self._window)
            dialog.imported.connect(self.imported)
            dialog.stopped.connect(self.import_stopped)
            dialog.visit_asked.connect(lambda visit: self._ask_visit_over(dialog, visit, masked=False))
            dialog.open()

    def ask_export(self) -> None:
        """Let a person choose which visits go where as a calendar file, beginning with those that are shown."""
        from frontdesk.gui.dialogs.export import ExportDialog
        from frontdesk.gui.dialogs.export_draft import ExportDraft

        board = self._days.board
        days = board.days if board is not None else (self._days.day,)
        practitioner = self._days.practitioner if self._days.view == "week" else None
        draft = ExportDraft(days[0], days[-1], practitioner)
        self._open_export(ExportDialog(self._tasks, self._window, draft=draft, settings=self._kept_settings))

    def ask_export_of(self, patient: Patient | PatientHit, mask: str = "") -> None:
        """Let a person choose where all visits of a patient go as a calendar file; `mask` stands for the name."""
        from frontdesk.gui.dialogs.booking_draft import Person
        from frontdesk.gui.dialogs.export import ExportDialog

        born = None if mask else patient.birth_date
        person = Person(patient.id, mask or patient.name, born, patient.number)
        self._open_export(ExportDialog(self._tasks, self._window, patient=person, settings=self._kept_settings))

    def _open_export(self, dialog: ExportDialog) -> None:
        dialog.exported.connect(self.exported)
        dialog.open()

    def ask_setup(self, page: str = "") -> None:
        """Open the settings where they were left, or on a page."""
        self.settings.open(page)

    def ask_patient(self, patient: Id | None, text: str = "") -> None:
        """Open a patient's record, or an empty one for a new patient, who may have been searched for in vain."""
        from frontdesk.gui.dialogs.patient import PatientDialog

        dialog = PatientDialog(self._tasks, self._window, patient=patient, text=text, masked=self.masked())
        dialog.saved.connect(self._tell_written)
        dialog.merged.connect(self._tell_written)
        dialog.visit_asked.connect(self.visit_asked)
        dialog.again_asked.connect(self.again_asked)
        dialog.open()

    def _tell_written(self, _patient: object) -> None:
        self.written.emit()

    def _keep(self, draft: Draft) -> None:
        self._kept = draft
