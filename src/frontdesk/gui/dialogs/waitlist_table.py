"""The table of the waiting list, gone through and dealt with by single keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QTableView

from frontdesk.domain.waitlist import Urgency
from frontdesk.gui.dialogs.waitlist_rows import Column, Index, WaitlistRows
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.cells import (
    SELECTED,
    CellPainting,
    as_rows,
    go_to_row,
    paint_state,
    paint_words,
    state_width,
    width_of_words,
)

ROW = 36
_AIR = 18
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# What gives way first where there is little room; the tooltip tells all of it.
_GIVE_WAY = (Column.UNTIL, Column.WAITS, Column.STANDS)


class WaitlistTable(QTableView):
    """The rows. `opened`, `removed` and `wanted` (to offer them a time) carry the row that the keys are on."""

    opened = Signal(object)
    removed = Signal(object)
    wanted = Signal(object)

    def __init__(self, rows: WaitlistRows) -> None:
        super().__init__()
        self._rows = rows
        self.setAccessibleName(self.tr("Waiting list"))
        self.setModel(rows)
        self.setItemDelegate(_Painting(self))
        as_rows(self, ROW)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(Column.URGENCY, Qt.SortOrder.AscendingOrder)
        head.sortIndicatorChanged.connect(rows.sort)

    def go_to(self, number: int) -> None:
        """Put the keys on a row."""
        if 0 <= number < self._rows.rowCount():
            go_to_row(self, number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Deal with a row by its key."""
        row = self._rows.row(self.currentIndex().row())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if row is None or not plain:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.opened.emit(row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(row)
        elif key is Qt.Key.Key_O:
            self.wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row by a double-click."""
        row = self._rows.row(self.indexAt(event.position().toPoint()).row())
        if row is not None:
            self.opened.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Give each column what its words ask for; what has no room is left to the tooltip."""
        asked = {column: self._asked(column) for column in Column}
        room = self.viewport().width()
        for column in _GIVE_WAY:
            if sum(asked.values()) > room:
                del asked[column]
        left = room - sum(asked.values())
        for column in Column:
            more = left if column is Column.SERVICE else 0
            self.setColumnHidden(column, column not in asked)
            self.setColumnWidth(column, max(style.scaled(40), asked.get(column, 0) + more))

    def _asked(self, column: Column) -> int:
        told = {str(self._rows.index(row, column).data()) for row in range(min(self._rows.rowCount(), 200))}
        title = width_of_words(self._rows.headerData(column, Qt.Orientation.Horizontal), 12, strong=True)
        if column is Column.URGENCY:
            wide = max((state_width(words) for words in told), default=0)
        else:
            wide = max((width_of_words(words, 13, strong=column is Column.NAME) for words in told), default=0)
        return min(max(wide, title + style.scaled(12)) + style.scaled(_AIR), style.scaled(260))


class _Painting(CellPainting):
    """Draws the rows."""

    height = ROW

    def paint_cell(self, painter: QPainter, area: QRect, flags: QStyle.StateFlag, index: Index) -> None:
        """Draw what stands in one cell."""
        model, look = index.model(), style.look()
        assert isinstance(model, WaitlistRows)
        row = model.row(index.row())
        assert row is not None
        inside = area.adjusted(style.scaled(8), 0, -style.scaled(4), 0)
        column, told = Column(index.column()), index.data()
        if column is Column.URGENCY and told:
            urgent = row.entry.urgency is Urgency.URGENT
            mark, shade = ("circle-alert", look.warn_text) if urgent else ("clock", look.text_soft)
            paint_state(painter, inside, mark, shade, told, look)
        elif column is Column.STANDS:
            shade = look.accent if row.offered else look.warn_text if row.run_out else look.text_soft
            paint_words(painter, inside, told, shade, 13, strong=row.offered or row.run_out)
        else:
            faint = row.run_out and not flags & SELECTED
            shade = look.muted if faint else look.text
            paint_words(painter, inside, told, shade, 13, strong=column is Column.NAME)
