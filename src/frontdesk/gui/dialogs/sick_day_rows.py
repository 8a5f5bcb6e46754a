"""The visits of an absence as rows that are painted: whose visit and when it was, and what becomes of it."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from frontdesk.domain.sick_day import How
from frontdesk.gui.dialogs import sick_day_words as words
from frontdesk.gui.dialogs.sick_day_draft import Table
from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.cells import MARK, SELECTED, CellPainting, paint_words
from frontdesk.gui.parts.labels import plain_tip
from frontdesk.services.sick_day import PlanRow

Index = QModelIndex | QPersistentModelIndex
ROW = 50


class Column(IntEnum):
    """What stands in which column."""

    VISIT = 0
    BECOMES = 1


class VisitRows(QAbstractTableModel):
    """The rows as Qt's tables read them."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.table = Table()
        self.masked = False

    def show_table(self, table: Table) -> None:
        """Show other rows; where they are of the same visits the current one stays current."""
        same = [row.visit for row in table.rows] == [row.visit for row in self.table.rows]
        if same and table.rows:
            self.table = table
            self.dataChanged.emit(self.index(0, 0), self.index(len(table.rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def row(self, number: int) -> PlanRow | None:
        """Give the row at a place."""
        return self.table.rows[number] if 0 <= number < len(self.table.rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Visit"), self.tr("What becomes of it"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of an item; to a screen reader the first one says the whole row."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        strong, faint = self.lines(row, Column(index.column()))
        if role == Qt.ItemDataRole.DisplayRole:
            return strong
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = [part for column in Column for part in self.lines(row, column)]
            return ", ".join(part for part in told if part) if index.column() == 0 else f"{strong}, {faint}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{strong}, {faint}")
        return None

    def lines(self, row: PlanRow, column: Column) -> tuple[str, str]:
        """Give what stands in a cell: a strong line, and a faint one below."""
        if column is Column.VISIT:
            return words.who(row, masked=self.masked), words.was(row)
        decided = row.visit in self.table.decided
        return words.becomes(row, row.becomes), words.remark(row, decided=decided)


class RowPainting(CellPainting):
    """Draws the rows."""

    height = ROW

    def paint_cell(self, painter: QPainter, area: QRect, flags: QStyle.StateFlag, index: Index) -> None:
        """Draw what stands in one cell."""
        model, look = index.model(), style.look()
        assert isinstance(model, VisitRows)
        row = model.row(index.row())
        assert row is not None
        column = Column(index.column())
        strong, faint = model.lines(row, column)
        if column is Column.VISIT:
            inside = area.adjusted(style.scaled(10), 0, -style.scaled(6), 0)
        else:
            inside = _choice(painter, area, row, look, focused=bool(flags & SELECTED))
        half = inside.height() // 2
        above = inside.adjusted(0, style.scaled(5), 0, -half)
        below = inside.adjusted(0, half, 0, -style.scaled(5))
        paint_words(painter, above, strong, look.text, 13, strong=True)
        paint_words(painter, below, faint, look.warn_text if row.lost and column else look.text_soft, 12, strong=False)


def _choice(painter: QPainter, area: QRect, row: PlanRow, look: Look, *, focused: bool) -> QRect:
    """Draw the field that opens, with the mark of what is chosen; give the room for its words."""
    box = area.adjusted(style.scaled(4), style.scaled(3), -style.scaled(6), -style.scaled(4))
    painting.rounded(painter, box, look.surface, look.accent if focused else look.line, radius=6)
    side = style.scaled(MARK)
    top = box.top() + (box.height() - side) / 2
    icons.paint(painter, words.MARKS[row.becomes.how], _colour(row, look), QRectF(box.left() + 9, top, side, side))
    small = style.scaled(13)
    right = box.right() - small - style.scaled(7)
    icons.paint(painter, "chevron-down", look.muted, QRectF(right, box.center().y() - small / 2, small, small))
    return box.adjusted(side + style.scaled(18), 0, -(small + style.scaled(12)), 0)


def _colour(row: PlanRow, look: Look) -> str:
    if row.becomes.how is How.COLLEAGUE:
        return look.ok
    return look.accent if row.becomes.how is How.MOVE else look.warn_text
