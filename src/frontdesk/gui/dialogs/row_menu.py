"""What can be chosen about one row of an import: leave out, book over others, another patient or practitioner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.import_draft import ImportDraft, actions_for, can_be_taken, has_people
from frontdesk.gui.dialogs.import_words import overlap_words
from frontdesk.gui.dialogs.patient_pick import PatientPick
from frontdesk.gui.dialogs.suggest import Suggest
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.buttons import button, plain
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.labels import label
from frontdesk.services.ics.preview import Action, Row, State

NOBODY_NAMED: Mapping[Id, str] = MappingProxyType({})


class RowMenu(QMenu):
    """The menu. `acted` carries an Action, `practitioner_chosen` an id or None, `patient_asked` nothing.

    `whose` names the visits of the book that stand in the way; `visit_asked` carries the id of one that is to be shown.
    """

    visit_asked = Signal(object)
    acted = Signal(object)
    practitioner_chosen = Signal(object)
    patient_asked = Signal()
    nobody_chosen = Signal()

    def __init__(
        self,
        parent: QWidget,
        row: Row,
        draft: ImportDraft,
        practitioners: Sequence[tuple[Id, str]],
        zone: str,
        whose: Mapping[Id, str] = NOBODY_NAMED,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not can_be_taken(row):
            self.addAction(self.tr("Nothing to do here")).setEnabled(False)
            return
        self._add_overlaps(row, whose, zone)
        self._add_actions(row, draft)
        if has_people(row):
            self.addSeparator()
            self.addAction(self.tr("Change patient…")).triggered.connect(lambda _on=False: self.patient_asked.emit())
            self.addAction(self.tr("No patient")).triggered.connect(lambda _on=False: self.nobody_chosen.emit())
            who = self.addMenu(self.tr("Change practitioner"))
            for one, name in practitioners:
                who.addAction(plain(name)).triggered.connect(lambda _on=False, o=one: self.practitioner_chosen.emit(o))

    def _add_overlaps(self, row: Row, whose: Mapping[Id, str], zone: str) -> None:
        """List what stands in the way; a visit that is in the book can be shown."""
        for overlap in row.overlaps:
            visit = overlap.appointment_id
            named = whose.get(visit, "") if visit is not None else ""
            told = overlap_words(overlap, row.zone or zone, named)
            made = self.addAction(plain(self.tr("Show %1").replace("%1", told) if named else told))
            made.setEnabled(bool(named))
            made.triggered.connect(lambda _on=False, one=visit: self.visit_asked.emit(one))
        if row.overlaps:
            self.addSeparator()

    def _add_actions(self, row: Row, draft: ImportDraft) -> None:
        whole = self.tr("Book the times that are free") if row.state is State.CLASHING else self.tr("Import")
        words = {Action.SKIP: self.tr("Leave out"), Action.IMPORT: whole, Action.ANYWAY: self.tr("Book anyway")}
        held = draft.action_of(row) if draft.is_taken(row) else Action.SKIP
        for action in actions_for(row):
            made = self.addAction(words[action])
            made.setCheckable(True)
            made.setChecked(action is held)
            made.triggered.connect(lambda _on=False, a=action: self.acted.emit(a))


class AllMenu(QMenu):
    """What can be done with all rows that are listed. `acted` carries an Action, `practitioner_chosen` an id."""

    acted = Signal(object)
    practitioner_chosen = Signal(object)

    def __init__(self, parent: QWidget, rows: Sequence[Row], practitioners: Sequence[tuple[Id, str]]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        able = {action for row in rows for action in actions_for(row)}
        for action, told in self._words(rows).items():
            if action in able:
                self.addAction(told).triggered.connect(lambda _on=False, a=action: self.acted.emit(a))
        if any(has_people(row) for row in rows):
            self.addSeparator()
            who = self.addMenu(self.tr("Change practitioner"))
            for one, name in practitioners:
                who.addAction(plain(name)).triggered.connect(lambda _on=False, o=one: self.practitioner_chosen.emit(o))

    def _words(self, rows: Sequence[Row]) -> dict[Action, str]:
        able = [row for row in rows if can_be_taken(row)]
        clashing = sum(row.state is State.CLASHING for row in able)
        whole = self.tr("Import") if not clashing else self.tr("Import all that does not clash")
        return {
            Action.IMPORT: self.tr("Book the times that are free") if clashing == len(able) else whole,
            Action.ANYWAY: self.tr("Book anyway") if clashing == len(able) else self.tr("Book anyway what clashes"),
            Action.SKIP: self.tr("Leave out"),
        }


class PatientCard(Popover):
    """Asks for another patient beside a row. `chosen` carries the Person."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, tasks: Tasks, now: Instant, zone: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Change patient"))
        self.field = Suggest(self.tr("Patient"), self.tr("Name, phone, birth date or number"), drops=False)
        self._pick = PatientPick(self.field, tasks, makes_new=False)
        self._pick.set_clock(now, zone)
        self._pick.picked.connect(self._take)
        column = QVBoxLayout()
        column.setContentsMargins(*[style.scaled(12)] * 4)
        column.setSpacing(style.scaled(8))
        column.addWidget(label(self.tr("This visit is for"), "small"))
        column.addWidget(self.field)
        column.addWidget(button(self.tr("Close"), "link", does=self.close_card), 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(column)
        self.closed.connect(self.deleteLater)

    def ask(self, viewport: QWidget, row: QRect) -> None:
        """Open below a row of a table."""
        window = self.parentWidget()
        assert window is not None
        corner = viewport.mapTo(window, QPoint(row.left() + style.scaled(160), row.top()))
        self.open_at(QRect(corner, row.size()), width=style.scaled(360))
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, person: object) -> None:
        if person is not None:
            self.chosen.emit(person)
            self.close_card()
