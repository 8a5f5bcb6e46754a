"""The dates of a series in the book as rows: they come page by page, and may be narrowed down to one kind."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from frontdesk.domain.instants import Instant
from frontdesk.domain.series_table import SeriesRow, SeriesTable
from frontdesk.gui.dialogs import series_words as words
from frontdesk.gui.dialogs.series_words import Kind
from frontdesk.gui.ground import wording
from frontdesk.gui.parts.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What stands in which column."""

    DATE = 0
    TIME = 1
    STANDS = 2
    DIFFERS = 3
    STATUS = 4
    INSTEAD = 5


class SeriesRows(QAbstractTableModel):
    """The rows as Qt's tables read them. `now` is the present moment, `masked` leaves out what names a person."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = Instant(0)
        self.masked = False
        self.table: SeriesTable | None = None
        self.kind = Kind.ALL
        self._all: list[SeriesRow] = []
        self._shown: list[SeriesRow] = []

    @property
    def loaded(self) -> int:
        """Count the rows that are here, shown or not."""
        return len(self._all)

    @property
    def complete(self) -> bool:
        """Tell whether all dates of the series are here."""
        return self.table is not None and self.loaded >= self.table.total

    def begin(self, table: SeriesTable) -> None:
        """Show the first page of a series, in place of all that was shown."""
        self.beginResetModel()
        self.table = table
        self._all = list(table.rows)
        self._shown = self._of_kind(self._all)
        self.endResetModel()

    def add(self, table: SeriesTable) -> None:
        """Add a further page."""
        self.table = table
        self._all += table.rows
        more = self._of_kind(list(table.rows))
        if more:
            self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(more) - 1)
            self._shown += more
            self.endInsertRows()

    def narrow(self, kind: Kind) -> None:
        """Show one kind alone."""
        self.beginResetModel()
        self.kind = kind
        self._shown = self._of_kind(self._all)
        self.endResetModel()

    def count(self, kind: Kind) -> int:
        """Count the rows of a kind that are here."""
        return sum(words.is_kind(row, kind, self.now) for row in self._all)

    def row(self, number: int) -> SeriesRow | None:
        """Give the row at a place."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def place_of(self, key: str) -> int:
        """Give where a date is shown, -1 where it is not."""
        return next((n for n, row in enumerate(self._shown) if row.key == key), -1)

    def place_of_visit(self, visit: int) -> int:
        """Give where a visit is shown, -1 where it is not."""
        return next((n for n, row in enumerate(self._shown) if row.visit is not None and row.visit.id == visit), -1)

    def next_to_come(self) -> int:
        """Give where the first date is shown that is still to come, else the last row."""
        found = (n for n, row in enumerate(self._shown) if words.is_kind(row, Kind.TO_COME, self.now))
        return next(found, len(self._shown) - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        named = (
            self.tr("Date"),
            self.tr("Time"),
            self.tr("How it stands"),
            self.tr("What differs"),
            self.tr("Visit"),
            self.tr("Free instead"),
        )
        return named[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of an item; to a screen reader the first one says the whole row."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._whole(row) if index.column() == 0 else self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._whole(row))
        return None

    def _whole(self, row: SeriesRow) -> str:
        parts = [wording.day_title(row.date), *(self._words(row, column) for column in list(Column)[1:5])]
        free = words.instead(row, self._zone)
        if free:
            parts.append(self.tr("free instead: %1").replace("%1", free))
        return ", ".join(part for part in parts if part)

    @property
    def _zone(self) -> str:
        return self.table.zone if self.table is not None else "UTC"

    def _words(self, row: SeriesRow, column: Column) -> str:
        if column is Column.DATE:
            years = len({self._all[0].date.year, self._all[-1].date.year}) > 1
            return wording.dated(row.date, self.tr("ddd d MMM yyyy")) if years else wording.day_short(row.date)
        if column is Column.TIME:
            return words.time(row, self._zone, all_day=self.table is not None and self.table.all_day)
        if column is Column.STANDS:
            return words.stands(row, self._zone, masked=self.masked)
        if column is Column.DIFFERS:
            return words.differs(row.changed)
        return words.status(row) if column is Column.STATUS else words.instead(row, self._zone)

    def _of_kind(self, rows: list[SeriesRow]) -> list[SeriesRow]:
        return [row for row in rows if words.is_kind(row, self.kind, self.now)]
