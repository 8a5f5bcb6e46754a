"""Importing calendar files: everything that would happen is shown first, and chosen row by row."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.dialogs import import_draft as drafts
from frontdesk.gui.dialogs import import_remarks as remarks
from frontdesk.gui.dialogs import import_words as words
from frontdesk.gui.dialogs.booking_draft import Person
from frontdesk.gui.dialogs.import_draft import ImportDraft
from frontdesk.gui.dialogs.import_remarks import REMARKS
from frontdesk.gui.dialogs.import_shell import ImportShell
from frontdesk.gui.dialogs.row_menu import AllMenu, PatientCard, RowMenu
from frontdesk.gui.dialogs.save_file import write_bytes
from frontdesk.gui.dialogs.where import ask_where
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Task, Tasks
from frontdesk.services.ics.preview import Imported, Preview, Row

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.visits import Preview as Visit


class _Stopped(Exception):
    """Unwind an import that a person stopped: nothing of it is written."""


class _Known(NamedTuple):
    """What there is to choose from, read once."""

    zone: str
    now: Instant
    practitioners: tuple[tuple[Id, str], ...]
    services: tuple[tuple[Id, str], ...]


class ImportDialog(ImportShell):
    """The dialog. `imported` carries an Imported: what was done, and the step that undo takes back.

    `stopped` tells that an import was called off in time, so that nothing of it is in the book; `visit_asked` carries
    the id of a visit in the way that is to be shown.
    """

    imported = Signal(object)
    visit_asked = Signal(object)
    stopped = Signal()

    def __init__(self, tasks: Tasks, files: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__([path.name for path in files], parent)
        self._tasks = tasks
        self._draft = ImportDraft(tuple(files))
        self._known: _Known | None = None
        self._preview: Preview | None = None
        self._remarks: Sequence[Row] = ()
        self._stopping: threading.Event | None = None
        self._task: Task | None = None
        self.whose.activated.connect(self._choose_whose)
        self.becomes.activated.connect(self._choose_service)
        self.filter.chosen.connect(lambda _name: self._show_rows())
        self.model.ticked.connect(self._tick)
        self.table.menu_asked.connect(self._ask_row)
        self.together.clicked.connect(self._ask_together)
        self.report.clicked.connect(self._ask_report)
        self.do.clicked.connect(self._import)
        self.report.setEnabled(False)
        tasks.broke.connect(self._break_off)
        tasks.run(_know, self._begin, self._refused)

    @property
    def draft(self) -> ImportDraft:
        """Give the import as it is chosen now."""
        return self._draft

    @property
    def preview(self) -> Preview | None:
        """Give what was found in the files, None until they are read."""
        return self._preview

    def save_report(self, path: Path) -> None:
        """Write down what was found and what is chosen, a line for each event."""
        if self._preview is None:
            return
        data = words.report(self._preview, self._draft, self.model.zone).encode("utf-8", "replace")
        self._tasks.run(lambda _clinic: write_bytes(path, data), self._report_saved, self._refused)

    def reject(self) -> None:
        """Close, and call off what is read. An import that runs is stopped first: it says whether it was in time."""
        if self._stopping is not None:
            self._stopping.set()
            self.show_work(self.tr("Stopping… The book stays as it was."))
            self.cancel.setEnabled(False)
            return
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def refresh(self) -> None:
        """Look again: the book may have changed."""
        if self._known is not None and self._stopping is None:
            self._look()

    # The book answers.

    def _begin(self, known: _Known) -> None:
        self._known = known
        self.model.zone = known.zone
        self.model.year = local_date(known.now, known.zone).year
        self.offer(known.practitioners, known.services)
        self._look()

    def _look(self) -> None:
        """Read the files and lay them beside the book, as things are chosen now."""
        if self._task is not None:
            self._task.cancel()
        self.show_work(self.tr("Reading the calendar…"))
        self.do.setEnabled(False)
        said = drafts.arguments(self._draft)

        def call(clinic: Clinic, task: Task) -> Preview:
            with clinic.ics.reporting(task.report):
                return clinic.ics.preview(**said)

        self._task = self._tasks.run_long(call, self._show_preview, self._refused, self.show_progress, reads=True)

    def _show_preview(self, preview: Preview) -> None:
        self._task = None
        self._preview = preview
        self.beside.setText(words.beside(preview))
        self._remarks = remarks.rows(preview)
        self.count({**drafts.counts(preview.rows), REMARKS: len(self._remarks)})
        self.report.setEnabled(True)
        if remarks.is_no_calendar(preview):
            one, many = self.tr("This is not a calendar file."), self.tr("These are not calendar files.")
            self.show_trouble(one if len(preview.files) == 1 else many, self.tr("Nothing was changed."))
            self.beside.setText("")
            self.count({})
            self.allow_choices(allowed=False)
            self._show_totals()
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        elif preview.rows or self._remarks:
            if not preview.rows:
                self.filter.choose(REMARKS)
            self.show_table()
            self._show_rows()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            told = self.tr("There are no events in this file.") if not preview.events else ""
            self.show_trouble(told or self.tr("Nothing here can be imported."), "")
            self._show_totals()

    def _refused(self, refusal: Refusal) -> None:
        self._end_import()
        if self._preview is not None:
            self.show_table()
            self._show_rows()
            self.summary.setText(refusals.sentence(refusal, self.model.zone))
        else:
            self.show_trouble(refusals.sentence(refusal), self.tr("Nothing was changed."))

    def _break_off(self, _kind: str) -> None:
        """Wait no longer for work that broke; the window says that it did."""
        if self._task is not None:
            self._preview = None
            self._end_import()
            self.do.setEnabled(False)
            self.show_trouble(self.tr("Something unforeseen happened."), self.tr("Nothing was changed."))

    def _was_imported(self, imported: Imported | None) -> None:
        self._end_import()
        if imported is None:
            self.stopped.emit()
            super().reject()
        else:
            self.imported.emit(imported)
            self.accept()

    def _end_import(self) -> None:
        self._task = self._stopping = None
        self.cancel.setEnabled(True)
        self.allow_choices(allowed=True)
        self.report.setEnabled(self._preview is not None)

    # People choose.

    def _choose_whose(self, index: int) -> None:
        if self._known is not None:
            chosen = None if index == 0 else self._known.practitioners[index - 1][0]
            self._draft = replace(self._draft, practitioner=chosen)
            self._look()

    def _choose_service(self, index: int) -> None:
        if self._known is not None:
            self._draft = replace(self._draft, service=None if index == 0 else self._known.services[index - 1][0])

    def _tick(self, rows: Sequence[Row], taken: bool) -> None:
        self._choose(self._draft.ticked(rows, taken=taken))

    def _choose(self, draft: ImportDraft) -> None:
        self._draft = draft
        self.model.choose(draft)
        self._show_totals()

    def _ask_row(self, row: Row) -> None:
        """Offer what else can be done with a row."""
        ids = tuple(each.appointment_id for each in row.overlaps if each.appointment_id is not None)
        if not ids:
            self._open_menu(row, ())
            return
        # Whose visits stand in the way is read when it is asked for, of one row: not of thousands.
        self._tasks.run(
            lambda clinic: clinic.appointments.preview(ids=ids),
            lambda found: self._open_menu(row, found),
            self._refused,
            key="import-overlaps",
        )

    def _open_menu(self, row: Row, over: Sequence[Visit]) -> None:
        if self._known is None or not self.isVisible():
            return
        whose = {each.id: each.patient or each.title or each.practitioner for each in over}
        menu = RowMenu(self, row, self._draft, self._known.practitioners, self._known.zone, whose)
        menu.visit_asked.connect(self.visit_asked)
        menu.acted.connect(lambda action: self._choose(self._draft.with_action((row,), action)))
        menu.practitioner_chosen.connect(lambda one: self._look_with(self._draft.with_practitioner((row,), one)))
        menu.nobody_chosen.connect(lambda: self._look_with(self._draft.with_patient(row, None)))
        menu.patient_asked.connect(lambda: self._ask_patient(row))
        menu.popup(self.table.menu_corner())

    def _ask_together(self) -> None:
        """Offer what can be done with all rows that are listed."""
        if self._known is None:
            return
        rows = self._shown()
        menu = AllMenu(self, rows, self._known.practitioners)
        menu.acted.connect(lambda action: self._choose(self._draft.with_action(rows, action)))
        menu.practitioner_chosen.connect(lambda one: self._look_with(self._draft.with_practitioner(rows, one)))
        menu.popup(self.together.mapToGlobal(self.together.rect().bottomLeft()))

    def _ask_patient(self, row: Row) -> None:
        assert self._known is not None
        card = PatientCard(self, self._tasks, self._known.now, self._known.zone)
        card.chosen.connect(lambda person: self._take_patient(row, person))
        card.ask(self.table.viewport(), self.table.row_area())

    def _take_patient(self, row: Row, person: Person) -> None:
        self._look_with(self._draft.with_patient(row, person.id))

    def _look_with(self, draft: ImportDraft) -> None:
        """Look again with other people: whose time it is decides what clashes."""
        self._draft = draft
        self._look()

    def _import(self) -> None:
        self.do.setEnabled(False)
        self.allow_choices(allowed=False)
        self.show_work(self.tr("Importing… Cancel leaves the book as it was."))
        said, stopping = drafts.arguments(self._draft), threading.Event()

        def call(clinic: Clinic, task: Task) -> Imported | None:
            def report(done: int, total: int) -> None:
                if stopping.is_set():
                    raise _Stopped
                task.report(done, total)

            try:
                with clinic.ics.reporting(report):
                    return clinic.ics.import_files(**said)
            except _Stopped:
                return None

        self._stopping = stopping

        self._task = self._tasks.run_long(call, self._was_imported, self._refused, self.show_progress)

    def _ask_report(self) -> None:
        ask_where(self, self.tr("Save report"), "import.txt", self.save_report)

    def _report_saved(self, path: Path) -> None:
        self.summary.setText(self.tr("Report saved as %1").replace("%1", path.name))

    # What is shown.

    def _show_rows(self) -> None:
        if self._preview is None:
            return
        held = self.table.current
        shown = self._shown()
        self.model.show_rows(shown, self._draft)
        self.together.setEnabled(any(drafts.can_be_taken(row) for row in shown))
        place = self.model.place_of(held.key) if held is not None else 0
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(max(0, place), 0))
        self._show_totals()

    def _shown(self) -> Sequence[Row]:
        """Give the rows that the filter lets through."""
        if self._preview is None:
            return ()
        if self.filter.choice == REMARKS:
            return self._remarks
        return drafts.shown(self._preview, self.filter.choice)

    def _show_totals(self) -> None:
        rows = self._preview.rows if self._preview is not None else ()
        found = drafts.totals(self._draft, rows)
        if self._preview is not None:
            self.summary.setText(words.summary(found, self._preview))
        told = self.tr("Import %1").replace("%1", str(found.importing)) if found.importing else self.tr("Import")
        self.do.setText(told)
        self.do.setAccessibleName(told)
        self.do.setEnabled(
            found.importing > 0 or (self._preview is not None and self._preview.kept + self._preview.series > 0)
        )


def _know(clinic: Clinic) -> _Known:
    return _Known(
        clinic.profile.get().zone,
        clinic.clock(),
        tuple((p.id, p.name) for p in clinic.practitioners.list()),
        tuple((s.id, s.name) for s in clinic.services.list()),
    )
