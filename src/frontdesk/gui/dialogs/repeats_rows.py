"""The dates of a series as rows that are painted: date, time, with whom, how it stands, what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from frontdesk.domain.ids import Id
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Row, State
from frontdesk.gui.dialogs import repeats_words as words
from frontdesk.gui.dialogs.repeats_draft import TableDraft, booked_start, offers
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.cells import SELECTED, CellPainting, paint_state, paint_words, width_of_words
from frontdesk.gui.parts.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
NameOf = Callable[[Id | None], str]
ROW = 38
_AIR = 8 + 4 + 4
# What tells the states apart besides their words and colours.
MARKS = {
    State.OK: "circle-check",
    State.TAKEN: "user-x",
    State.FULL: "users",
    State.CLOSED: "lock",
    State.HOLIDAY: "calendar-x",
    State.OUTSIDE: "moon",
    State.NOTICE: "clock",
    State.WINDOW: "clock",
    State.PAST: "clock",
    State.CANNOT: "circle-alert",
}


class Column(IntEnum):
    """What stands in which column."""

    DATE = 0
    TIME = 1
    WITH = 2
    STATE = 3
    DONE = 4


class RepeatRows(QAbstractTableModel):
    """The rows as Qt's tables read them."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.plan: RepeatPlan | None = None
        self.draft = TableDraft()
        self.name_of: NameOf = lambda _id: ""
        # Where there is little room the year is left to the tooltip.
        self.brief = False
        # Where the time has no column of its own it stands below the date.
        self.time_below = False
        # While names are masked nobody in the way is named.
        self.masked = False

    def show_plan(self, plan: RepeatPlan | None, draft: TableDraft) -> None:
        """Show another plan; where it has as many rows the current one stays current."""
        if plan is not None and self.plan is not None and len(plan.rows) == len(self.plan.rows):
            self.plan, self.draft = plan, draft
            self.dataChanged.emit(self.index(0, 0), self.index(len(plan.rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self.plan, self.draft = plan, draft
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """Give the row at a place."""
        return self.plan.rows[number] if self.plan is not None and 0 <= number < len(self.plan.rows) else None

    @property
    def several_years(self) -> bool:
        """Tell whether the dates are of more than one year, so that theirs must be told."""
        return self.plan is not None and self.plan.rows[0].date.year != self.plan.rows[-1].date.year

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return 0 if self.plan is None or (parent is not None and parent.isValid()) else len(self.plan.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        named = (self.tr("Date"), self.tr("Time"), self.tr("With"), self.tr("State"), self.tr("What is done"))
        return named[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of an item; to a screen reader the first one says the whole row."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = [self._words(row, column) for column in Column] if index.column() == 0 else []
            return ", ".join(part for part in told if part) or self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(row, Column(index.column())))
        return None

    def _tip(self, row: Row, column: Column) -> str:
        zone = self.plan.zone if self.plan is not None else "UTC"
        if column is Column.DONE:
            done = self.draft.done(row)
            return words.done(done, booked_start(row, done), row.date, zone)
        if column is Column.STATE:
            return self._words(row, column)
        told = (
            wording.day_title(row.date),
            wording.time_range(row.start, row.end, zone),
            self.name_of(row.practitioner),
        )
        return ", ".join(part for part in told if part)

    def _words(self, row: Row, column: Column) -> str:
        zone = self.plan.zone if self.plan is not None else "UTC"
        if column is Column.DATE:
            years = self.several_years and not self.brief
            return wording.dated(row.date, self.tr("ddd d MMM yyyy")) if years else wording.day_short(row.date)
        if column is Column.TIME:
            return wording.clock(row.start, zone)
        if column is Column.WITH:
            return self.name_of(row.practitioner)
        if column is Column.STATE:
            why = words.why(row.reasons, zone, masked=self.masked)
            parts = (words.state(row.state), why, words.warning(row.warnings, zone))
            return " · ".join(part for part in parts if part)
        return self.done_words(row, self.draft.done(row))

    def done_words(self, row: Row, done: Does) -> str:
        """Say what is done about a row."""
        told = words.done_briefly if self.brief else words.done
        return told(done, booked_start(row, done), row.date, self.plan.zone if self.plan is not None else "UTC")


class RowPainting(CellPainting):
    """Draws the rows."""

    height = ROW

    def paint_cell(self, painter: QPainter, area: QRect, flags: QStyle.StateFlag, index: Index) -> None:
        """Draw what stands in one cell."""
        model, look = index.model(), style.look()
        assert isinstance(model, RepeatRows)
        row = model.row(index.row())
        assert row is not None
        inside = area.adjusted(style.scaled(8), 0, -style.scaled(4), 0)
        skipped = model.draft.done(row) is Does.SKIP
        column = Column(index.column())
        if column is Column.STATE:
            colour = look.ok if row.state is State.OK else look.warn_text
            paint_state(painter, inside, MARKS[row.state], colour, index.data(), look)
        elif column is Column.DONE:
            _choice(painter, area, index.data(), look, faint=skipped, focused=bool(flags & SELECTED))
        else:
            colour = look.muted if skipped else look.text
            if column is Column.DATE and model.time_below:
                half = inside.height() // 2
                below = inside.adjusted(0, half, 0, -style.scaled(3))
                paint_words(painter, below, model.index(index.row(), Column.TIME).data(), colour, 12, strong=False)
                inside = inside.adjusted(0, style.scaled(3), 0, -half)
            paint_words(painter, inside, index.data(), colour, 13, strong=column is Column.DATE)


def width_of(rows: RepeatRows, column: Column, *, may_overbook: bool) -> int:
    """Give the width in which nothing of a column is cut, whatever is chosen to be done.

    Why a time is not free may stand below how it stands.
    """
    found = [row for n in range(rows.rowCount()) if (row := rows.row(n)) is not None]
    if column is Column.DONE:
        told = {rows.done_words(row, done) for row in found for done in offers(row, may_overbook=may_overbook)}
        return max((width_of_words(each, 13, strong=True) for each in told), default=0) + style.scaled(
            8 + 8 + 13 + 10 + 4
        )
    told = {rows.index(row.index, column).data() for row in found}
    if column is Column.STATE:
        lines = [each.partition(" · ") for each in told]
        wide = [
            max(width_of_words(word, 13, strong=True), width_of_words(why, 12, strong=False)) for word, _, why in lines
        ]
        return max(wide, default=0) + style.scaled(15 + 6 + _AIR)
    return max((width_of_words(each, 13, strong=column is Column.DATE) for each in told), default=0) + style.scaled(
        _AIR
    )


def _choice(painter: QPainter, area: QRect, told: str, look: Look, *, faint: bool, focused: bool) -> None:
    """Draw what is done as a small field that opens."""
    box = area.adjusted(style.scaled(4), style.scaled(4), -style.scaled(4), -style.scaled(5))
    painting.rounded(painter, box, look.surface, look.accent if focused else look.line, radius=5)
    side = style.scaled(13)
    sign = QRectF(box.right() - side - style.scaled(6), box.top() + (box.height() - side) / 2, side, side)
    icons.paint(painter, "chevron-down", look.muted, sign)
    inside = box.adjusted(style.scaled(8), 0, -(side + style.scaled(10)), 0)
    paint_words(painter, inside, told, look.muted if faint else look.text, 13, strong=not faint)
