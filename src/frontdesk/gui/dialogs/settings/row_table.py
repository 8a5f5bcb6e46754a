"""A small table of typed rows: added to, edited, put in order and taken from by keys as well as by the mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from frontdesk.gui.dialogs.settings.choice_cell import ChoiceCell
from frontdesk.gui.dialogs.settings.row_model import Column, Entry, Index, Role, RowModel
from frontdesk.gui.dialogs.settings.tick import paint_tick
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.cells import paint_words
from frontdesk.gui.parts.flow import FlowLayout

ROW, HEAD = 34, 28
MOST_ROWS = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Cells(QStyledItemDelegate):
    """Draws cells and makes the fields to edit them in."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one line."""
        return QSize(style.scaled(60), style.scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw what stands in a cell, a thin line under it, and a red one where it is wrong."""
        look = style.look()
        area: QRect = option.rect
        view = option.widget
        state: QStyle.StateFlag = option.state
        focused = isinstance(view, QTableView) and view.hasFocus() and view.currentIndex() == index
        column: Column = index.data(Role.COLUMN)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area.adjusted(0, area.height() - 1, 0, 0), painting.colour(look.line))
        if state & QStyle.StateFlag.State_MouseOver:
            painting.rounded(painter, area.adjusted(1, 2, -1, -2), look.raised, radius=4)
        if index.data(Role.FAULT):
            painter.setPen(QPen(painting.colour(look.danger), 1))
            painter.drawRoundedRect(QRectF(area).adjusted(1.5, 2.5, -1.5, -2.5), 4, 4)
        if focused:
            painting.ring(painter, area.adjusted(1, 2, -1, -2), look.accent, radius=4, width=1.5)
        inner = area.adjusted(style.scaled(8), 0, -style.scaled(8), 0)
        if column.entry is Entry.CHECK:
            side = style.scaled(15)
            box = QRectF(inner.left(), inner.top() + (inner.height() - side) / 2, side, side)
            paint_tick(painter, box, on=Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is _ON)
        else:
            words, hint = str(index.data() or ""), str(index.data(Role.HINT) or "")
            paint_words(painter, inner, words or hint, look.text if words else look.muted, 13, strong=False)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the field of a cell: a line, or a line that offers choices."""
        column: Column = index.data(Role.COLUMN)
        if column.entry is not Entry.CHOICE:
            line = QLineEdit(parent)
            line.setMaxLength(300)
            line.setPlaceholderText(column.hint)
            line.setAccessibleName(column.words)
            return line
        box = ChoiceCell(index.data(Role.CHOICES), parent)
        box.setAccessibleName(column.words)
        box.activated.connect(lambda _row: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the cell's words into its field, selected."""
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, ChoiceCell):
            editor.hold(words)
        elif isinstance(editor, QLineEdit):
            editor.setText(words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was typed; a name that was begun means the first that fits."""
        said = editor.currentText() if isinstance(editor, ChoiceCell) else editor.property("text")
        model.setData(index, said)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the field over its cell."""
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))


_ON = Qt.CheckState.Checked


class Grid(QTableView):
    """The cells. `keyed` tells of a key for the whole row (add, remove, up, down), `settled` that a cell was left."""

    keyed = Signal(str)
    settled = Signal()
    resized = Signal()

    def __init__(self, model: RowModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._pressed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit by Enter, tick by space, and hand on the keys that are about the whole row."""
        key, alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        index = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState:
            # Enter comes up from the field after it was taken there.
            event.accept()
            return
        if key == Qt.Key.Key_Insert:
            self.keyed.emit("add")
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.keyed.emit("remove")
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and index.isValid():
            self.keyed.emit("up" if key == Qt.Key.Key_Up else "down")
        elif key in _ENTER and not control and index.isValid():
            self._open(index)
        elif key == Qt.Key.Key_Space and index.isValid() and index.data(Role.COLUMN).entry is Entry.CHECK:
            self._turn(index)
        elif key in _ENTER or control or alt:
            # Ctrl+Enter and the like belong to the page.
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on to the next cell by Tab, but not around from the last to the first."""
        here, model = self.currentIndex(), self.model()
        last = here.row() == model.rowCount() - 1 and here.column() == model.columnCount() - 1
        if hint == QAbstractItemDelegate.EndEditHint.EditNextItem and last:
            hint = QAbstractItemDelegate.EndEditHint.NoHint
        super().closeEditor(editor, hint)
        self.settled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self.share_out()
        self.resized.emit()

    @property
    def is_wide(self) -> bool:
        """Tell whether the columns need more room than there is."""
        return self.horizontalHeader().length() > self.viewport().width()

    def share_out(self) -> None:
        """Give every column its share of the width, but no less than its name needs."""
        model = self.model()
        assert isinstance(model, RowModel)
        total, room, used = sum(column.share for column in model.columns), self.viewport().width(), 0
        for n, column in enumerate(model.columns):
            last = n == len(model.columns) - 1
            width = room - used if last else room * column.share // total
            self.setColumnWidth(n, max(width, self._least(column)))
            used += width

    def _least(self, column: Column) -> int:
        needed = self.horizontalHeader().fontMetrics().horizontalAdvance(column.words) + style.scaled(24)
        return max(needed if column.share < 4 else style.scaled(110), style.scaled(56))

    def _pressed(self, index: QModelIndex) -> None:
        if index.data(Role.COLUMN).entry is Entry.CHECK:
            self._turn(index)

    def _open(self, index: QModelIndex) -> None:
        if index.data(Role.COLUMN).entry is Entry.CHECK:
            self._turn(index)
        else:
            self.edit(index)

    def _turn(self, index: QModelIndex) -> None:
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is _ON
        self.model().setData(index, Qt.CheckState.Unchecked if on else _ON, Qt.ItemDataRole.CheckStateRole)


class RowTable(QWidget):
    """The table with what can be done to its rows below it.

    `changed` tells that a person did it, `settled` that a cell was left.
    """

    changed = Signal()
    settled = Signal()

    def __init__(self, name: str, columns: Sequence[Column], new: Callable[[], Any], add: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.model = RowModel(columns, new, self)
        self.model.edited.connect(self.changed)
        self.grid = Grid(self.model, name)
        self.grid.keyed.connect(self._do)
        self.grid.settled.connect(self.settled)
        self.grid.resized.connect(self._fit)
        self.add = button(add, "link", does=lambda: self._do("add"))
        self.remove = button(self.tr("Remove"), "link", does=lambda: self._do("remove"))
        self.up = button(self.tr("Up"), "link", does=lambda: self._do("up"))
        self.down = button(self.tr("Down"), "link", does=lambda: self._do("down"))
        for made, keys in ((self.add, "Ins"), (self.remove, "Del"), (self.up, "Alt+↑"), (self.down, "Alt+↓")):
            made.setToolTip(keys)
        below = FlowLayout(gap=style.scaled(8))
        for each in (self.add, self.remove, self.up, self.down):
            below.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(4))
        column.addWidget(self.grid)
        column.addLayout(below)
        for told in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            told.connect(lambda *_: self._fit())
        self._fit()

    @property
    def rows(self) -> tuple[Any, ...]:
        """Give the rows as they are typed."""
        return self.model.rows

    @property
    def is_editing(self) -> bool:
        """Tell whether a cell is being typed in."""
        return self.grid.state() is QAbstractItemView.State.EditingState

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.model.show_rows(rows)

    def show_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        """Mark the cells that are wrong."""
        self.model.show_faults(faults)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.model.show_columns(columns)

    def go_to(self, row: int, field: str) -> None:
        """Go to a cell."""
        column = next((n for n, each in enumerate(self.model.columns) if each.field == field), 0)
        self.grid.setCurrentIndex(self.model.index(row, column))
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Take on another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _do(self, what: str) -> None:
        row = self.grid.currentIndex().row()
        row = row if row >= 0 else self.model.rowCount() - 1
        column = max(0, self.grid.currentIndex().column())
        if what == "add":
            self._begin(self.model.add())
        elif what == "remove" and row >= 0:
            self.model.drop(row)
            self._settle(min(row, self.model.rowCount() - 1), column)
        elif row >= 0:
            step = -1 if what == "up" else 1
            if self.model.swap(row, step):
                self._settle(row + step, column)

    def _begin(self, row: int) -> None:
        self._settle(row, 0)
        if self.model.columns[0].entry is not Entry.CHECK:
            self.grid.edit(self.model.index(row, 0))

    def _settle(self, row: int, column: int) -> None:
        if row < 0:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        index = self.model.index(row, column)
        self.grid.setCurrentIndex(index)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.grid.scrollTo(index)

    def _fit(self) -> None:
        """Show all rows, or as many as are read at once, and only what can be done to them."""
        count = self.model.rowCount()
        height = style.scaled(ROW)
        self.grid.verticalHeader().setDefaultSectionSize(height)
        self.grid.verticalHeader().setMinimumSectionSize(height)
        self.grid.horizontalHeader().setFixedHeight(style.scaled(HEAD))
        self.grid.share_out()
        below = self.grid.horizontalScrollBar().sizeHint().height() if self.grid.is_wide else 0
        self.grid.setFixedHeight(style.scaled(HEAD) + height * min(count, MOST_ROWS) + below + 2)
        self.grid.setVisible(count > 0)
        # Tab enters by the proxy and passes over what stands before it.
        self.setFocusProxy(self.grid if count else self.add)
        self.remove.setVisible(count > 0)
        for each in (self.up, self.down):
            each.setVisible(count > 1)
