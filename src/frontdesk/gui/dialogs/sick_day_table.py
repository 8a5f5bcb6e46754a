"""The table of an absence: one row per visit, each with a choice that keys and clicks change."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTableView

from frontdesk.gui.dialogs import sick_day_words as words
from frontdesk.gui.dialogs.sick_day_draft import Table, lettered, offers, same, stepped
from frontdesk.gui.dialogs.sick_day_rows import ROW, Column, RowPainting, VisitRows
from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.parts.buttons import plain
from frontdesk.gui.parts.cells import as_rows, go_to_row
from frontdesk.services.sick_day import PlanRow

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDEWAYS = {Qt.Key.Key_Space: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class SickDayTable(QTableView):
    """The rows. `chosen` carries the id of a visit and the Choice that a person made for it."""

    chosen = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = VisitRows(self)
        self.setAccessibleName(self.tr("Visits of the absence"))
        self.setModel(self.rows)
        self.setItemDelegate(RowPainting(self))
        as_rows(self, ROW)

    @property
    def current(self) -> PlanRow | None:
        """Give the row that the keys are on."""
        return self.rows.row(self.currentIndex().row())

    def show_table(self, table: Table) -> None:
        """Show other rows."""
        self.rows.show_table(table)
        if self.current is None and table.rows:
            go_to_row(self, 0)

    @property
    def scrolls(self) -> bool:
        """Tell whether the rows scroll by themselves."""
        return self.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff

    def scroll_alone(self, *, alone: bool) -> None:
        """Let the rows scroll by themselves, or ask for the room of all of them."""
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if alone else bars.ScrollBarAlwaysOff)
        whole = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth() + self.verticalHeader().length()
        self.setMinimumHeight(style.scaled(3 * ROW) if alone else max(whole, style.scaled(2 * ROW)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the choices of a row by Space and the arrows to the side, or name one by its letter."""
        row, key = self.current, Qt.Key(event.key())
        free = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if row is None or not free:
            super().keyPressEvent(event)
        elif key in _SIDEWAYS:
            self.chosen.emit(row.visit, stepped(row, _SIDEWAYS[key]))
        elif key is Qt.Key.Key_Menu:
            self._open_menu(row)
        elif key in _ENTER:
            # Enter is the dialog's: it applies the plan.
            event.ignore()
        elif (named := lettered(row, event.text().casefold())) is not None:
            self.chosen.emit(row.visit, named)
        elif not event.text().isalpha():
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the choices of a row by a press on what becomes of it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row(index.row())
        if index.column() == Column.BECOMES and row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._open_menu(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        room = self.viewport().width()
        self.setColumnWidth(Column.VISIT, room * 48 // 100)
        self.setColumnWidth(Column.BECOMES, room - room * 48 // 100)

    def menu_of(self, row: PlanRow) -> QMenu:
        """Make the menu of what may become of a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        how = None
        for choice in offers(row):
            if how is not None and choice.how is not how:
                menu.addSeparator()
            how = choice.how
            action = QAction(plain(words.becomes(row, choice)), menu)
            action.setIcon(icons.icon(words.MARKS[how], style.look().muted, size=style.scaled(14)))
            action.setCheckable(True)
            action.setChecked(same(choice, row.becomes))
            action.triggered.connect(lambda _on=False, one=choice: self.chosen.emit(row.visit, one))
            menu.addAction(action)
        return menu

    def _open_menu(self, row: PlanRow) -> None:
        place = self.visualRect(self.rows.index(self.currentIndex().row(), Column.BECOMES))
        self.menu_of(row).popup(self.viewport().mapToGlobal(QPoint(place.left(), place.bottom())))
