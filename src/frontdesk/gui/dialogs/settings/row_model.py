"""Rows of typed text as Qt's tables read them: each row a frozen record, each column one field of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.settings.choices import Choice, meant
from frontdesk.gui.parts.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex


class Entry(StrEnum):
    """How a cell is entered."""

    TEXT = "text"
    CHOICE = "choice"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of the row that it shows, its words, how it is entered, its share of the width."""

    field: str
    words: str
    entry: Entry = Entry.TEXT
    share: int = 1
    hint: str = ""


class Role(IntEnum):
    """What else a cell holds."""

    FAULT = Qt.ItemDataRole.UserRole
    COLUMN = Qt.ItemDataRole.UserRole + 1
    CHOICES = Qt.ItemDataRole.UserRole + 2
    HINT = Qt.ItemDataRole.UserRole + 3


class RowModel(QAbstractTableModel):
    """The rows; `edited` tells that a person changed one. Faults are words by row and field."""

    edited = Signal()

    def __init__(self, columns: Sequence[Column], new: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._new = new
        self._rows: tuple[Any, ...] = ()
        self._faults: Mapping[tuple[int, str], str] = {}
        self._choices: dict[str, tuple[Choice, ...]] = {}

    @property
    def rows(self) -> tuple[Any, ...]:
        """Give the rows as they are typed."""
        return self._rows

    @property
    def columns(self) -> tuple[Column, ...]:
        """Give the columns that are shown."""
        return self._columns

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows, self._faults = tuple(rows), {}
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows."""
        if tuple(columns) != self._columns:
            self.beginResetModel()
            self._columns = tuple(columns)
            self.endResetModel()

    def offer(self, field: str, choices: Sequence[Choice]) -> None:
        """Say what a column of choices can be."""
        self._choices[field] = tuple(choices)
        self._all_changed()

    def show_faults(self, faults: Mapping[tuple[int, str], str]) -> None:
        """Mark the cells that are wrong."""
        if faults != self._faults:
            self._faults = dict(faults)
            self._all_changed()

    def add(self) -> int:
        """Add a row at the end, and give its number."""
        at = len(self._rows)
        self.beginInsertRows(QModelIndex(), at, at)
        self._rows = (*self._rows, self._new())
        self.endInsertRows()
        self.edited.emit()
        return at

    def drop(self, row: int) -> None:
        """Take a row away."""
        self.beginRemoveRows(QModelIndex(), row, row)
        self._rows = (*self._rows[:row], *self._rows[row + 1 :])
        self._faults = {}
        self.endRemoveRows()
        self.edited.emit()

    def swap(self, row: int, step: int) -> bool:
        """Move a row up (-1) or down (1) past its neighbour; tell whether there was one."""
        other = row + step
        if not (0 <= row < len(self._rows) and 0 <= other < len(self._rows)):
            return False
        held = list(self._rows)
        held[row], held[other] = held[other], held[row]
        self._rows, self._faults = tuple(held), {}
        self._all_changed()
        self.edited.emit()
        return True

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].words

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited, ticks by the space bar."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        check = self._columns[index.column()].entry is Entry.CHECK
        more = Qt.ItemFlag.ItemIsUserCheckable if check else Qt.ItemFlag.ItemIsEditable
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren | more

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a cell, what is wrong with it, and what it can be."""
        if not index.isValid():
            return None
        column, fault = self._columns[index.column()], self._fault(index)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._words(index.row(), column)
            case Qt.ItemDataRole.CheckStateRole if column.entry is Entry.CHECK:
                on = bool(getattr(self._rows[index.row()], column.field))
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(fault) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.words}: {self._words(index.row(), column)}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return fault
            case Role.FAULT:
                return fault
            case Role.COLUMN:
                return column
            case Role.CHOICES:
                return self._choices.get(column.field, ())
            case Role.HINT:
                return column.hint
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what a person typed, ticked or chose."""
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and column.entry is Entry.CHECK:
            said: Any = Qt.CheckState(value) is Qt.CheckState.Checked
        elif role != Qt.ItemDataRole.EditRole or column.entry is Entry.CHECK:
            return False
        elif column.entry is Entry.CHOICE:
            said = self._chosen(column, value)
        else:
            said = str(value)
        row = self._rows[index.row()]
        if getattr(row, column.field) == said:
            return True
        self._rows = (*self._rows[: index.row()], self._changed(row, column, said), *self._rows[index.row() + 1 :])
        self._all_changed()
        self.edited.emit()
        return True

    def _changed(self, row: Any, column: Column, said: Any) -> Any:
        return replace(row, **{column.field: said})

    def _chosen(self, column: Column, value: Any) -> Any:
        if isinstance(value, int):
            return Id(value)
        found = meant(str(value), self._choices.get(column.field, ()))
        return found.id if found is not None else None

    def _words(self, row: int, column: Column) -> str:
        held = getattr(self._rows[row], column.field)
        if column.entry is Entry.CHECK:
            return ""
        if column.entry is Entry.TEXT:
            return str(held)
        return next((choice.name for choice in self._choices.get(column.field, ()) if choice.id == held), "")

    def _fault(self, index: Index) -> str:
        return self._faults.get((index.row(), self._columns[index.column()].field), "")

    def _all_changed(self) -> None:
        if self._rows and self._columns:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
