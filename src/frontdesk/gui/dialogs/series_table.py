"""The table of a series in the book: one row per date, gone through and dealt with by single keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyle, QTableView

from frontdesk.domain.repeat_plan import State
from frontdesk.domain.series_table import SeriesRow, Stands
from frontdesk.gui.dialogs import series_words as words
from frontdesk.gui.dialogs.series_rows import Column, Index, SeriesRows
from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.look.tokens import Look
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
_AIR = 16
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# What gives way first where there is little room; the tooltip and the screen reader tell all of it.
_GIVE_WAY = (Column.STATUS, Column.DIFFERS, Column.TIME)


class SeriesView(QTableView):
    """The rows. What is wanted goes out with the SeriesRow that the keys are on.

    `opened` wants to see the date on the board, `taken` its free time instead, `removed` to have it cancelled, and
    `restored` to have it back.
    """

    opened = Signal(object)
    taken = Signal(object)
    removed = Signal(object)
    restored = Signal(object)

    def __init__(self, rows: SeriesRows) -> None:
        super().__init__()
        self._rows = rows
        self._wide: dict[Column, int] = {}
        self.setAccessibleName(self.tr("Dates of the series"))
        self.setModel(rows)
        self.setItemDelegate(_Painting(self))
        as_rows(self, ROW)
        self.setMinimumHeight(style.scaled(3 * ROW))

    @property
    def current(self) -> SeriesRow | None:
        """Give the row that the keys are on."""
        return self._rows.row(self.currentIndex().row())

    def go_to(self, number: int) -> None:
        """Put the keys on a row, with some of what comes before it in sight."""
        if number >= 0:
            go_to_row(self, number)
            self.scrollTo(self._rows.index(number, 0), QTableView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Deal with a row by its key."""
        row = self.current
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if row is None or not plain:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self.opened.emit(row)
        elif key is Qt.Key.Key_A:
            self.taken.emit(row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(row)
        elif key is Qt.Key.Key_R:
            self.restored.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the free time by a press on it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._rows.row(index.row())
        if row is not None and index.column() == Column.INSTEAD and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a date by a double-click."""
        row = self._rows.row(self.indexAt(event.position().toPoint()).row())
        if row is not None:
            self.opened.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self.share_width()

    def measure(self, first: int = 0) -> None:
        """Learn how wide the words of the rows are, of those from a place on where those before are known."""
        if first == 0:
            self._wide = {}
        for number in range(first, self._rows.rowCount()):
            for column in Column:
                told = self._rows.index(number, column).data()
                if told:
                    self._wide[column] = max(self._wide.get(column, 0), _width(column, told))
        self.share_width()

    def share_width(self) -> None:
        """Give each column what its words ask for; what has no room is left to the tooltip."""
        asked = {column: max(wide, self._title(column)) + style.scaled(_AIR) for column, wide in self._wide.items()}
        room = self.viewport().width()
        least = {**asked, Column.STANDS: min(asked.get(Column.STANDS, 0), style.scaled(190))}
        for column in _GIVE_WAY:
            if sum(least.values()) > room and column in least:
                del least[column]
        left = max(0, room - sum(least.values()))
        for column in Column:
            self.setColumnHidden(column, column not in least)
            self.setColumnWidth(column, least.get(column, 0) + (left if column is Column.STANDS else 0))

    def _title(self, column: Column) -> int:
        return width_of_words(self._rows.headerData(column, Qt.Orientation.Horizontal), 12, strong=True)


def _width(column: Column, told: str) -> int:
    if column is Column.STANDS:
        return state_width(told)
    return width_of_words(told, 13, strong=column in (Column.DATE, Column.INSTEAD))


class _Painting(CellPainting):
    """Draws the rows."""

    height = ROW

    def paint_cell(self, painter: QPainter, area: QRect, flags: QStyle.StateFlag, index: Index) -> None:
        """Draw what stands in one cell."""
        model, look = index.model(), style.look()
        assert isinstance(model, SeriesRows)
        row = model.row(index.row())
        assert row is not None
        inside = area.adjusted(style.scaled(8), 0, -style.scaled(4), 0)
        column, told = Column(index.column()), index.data()
        faint = row.stands in words.GONE or words.start_of(row) < model.now
        if column is Column.STANDS:
            paint_state(painter, inside, words.mark(row), _colour(row, look, faint=faint), told, look)
        elif column is Column.INSTEAD:
            paint_words(painter, inside, told, look.accent, 13, strong=True)
        else:
            colour = look.muted if faint and not flags & SELECTED else look.text
            paint_words(painter, inside, told, colour, 13, strong=column is Column.DATE)


def _colour(row: SeriesRow, look: Look, *, faint: bool) -> str:
    """Give the colour of how a date stands; what is over or gone is no trouble any more."""
    if row.stands is Stands.LEFT_OUT or (row.state is not State.OK and row.stands not in words.GONE):
        return look.warn_text
    if faint:
        return look.muted
    return look.accent if row.stands is Stands.CHANGED else look.text_soft if row.stands is Stands.AHEAD else look.ok
