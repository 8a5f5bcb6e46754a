"""The whole waiting list as rows of a table: narrowed down by a few letters, sorted by any column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.names import folded
from frontdesk.domain.waitlist import Urgency
from frontdesk.gui.ground import waiting_told, wording
from frontdesk.gui.parts.labels import plain_tip

if TYPE_CHECKING:
    from frontdesk.services.waitlist_rows import Waiting

Index = QModelIndex | QPersistentModelIndex
MASK = "• • •"
_PRESSING = tuple(reversed(Urgency))
_NEVER = "9999-12-31"


class Column(IntEnum):
    """What stands in which column."""

    NAME = 0
    URGENCY = 1
    SERVICE = 2
    WAITS = 3
    UNTIL = 4
    STANDS = 5


class WaitlistRows(QAbstractTableModel):
    """The rows as Qt's tables read them."""

    def __init__(self, parent: QObject | None = None, *, masked: bool = False) -> None:
        super().__init__(parent)
        self.now, self.zone, self._masked = Instant(0), "UTC", masked
        self._all: tuple[Waiting, ...] = ()
        self._shown: list[Waiting] = []
        self._typed = ""
        self._by, self._descending = Column.URGENCY, False

    @property
    def total(self) -> int:
        """Count all who wait, shown or not."""
        return len(self._all)

    def show_all(self, rows: Sequence[Waiting], now: Instant, zone: str) -> None:
        """Show these, narrowed and sorted as before."""
        self._all, self.now, self.zone = tuple(rows), now, zone
        self._arrange()

    def narrow(self, typed: str) -> None:
        """Show those alone of whom the letters tell something."""
        self._typed = folded(typed).strip()
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._by, self._descending = Column(column), order == Qt.SortOrder.DescendingOrder
        self._arrange()

    def row(self, number: int) -> Waiting | None:
        """Give one row."""
        return self._shown[number] if 0 <= number < len(self._shown) else None

    def place_of(self, entry: Id | None) -> int:
        """Give the number of an entry's row, -1 where it is not shown."""
        return next((n for n, row in enumerate(self._shown) if row.entry.id == entry), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return len(self._shown) if parent is None or not parent.isValid() else 0

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns."""
        return len(Column) if parent is None or not parent.isValid() else 0

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.NAME: self.tr("Patient"),
            Column.URGENCY: self.tr("Urgency"),
            Column.SERVICE: self.tr("Waits for"),
            Column.WAITS: self.tr("Waits since"),
            Column.UNTIL: self.tr("Until"),
            Column.STANDS: self.tr("Stands"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a place; the tooltip and the screen reader are told the whole row."""
        row = self.row(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._told(row)[Column(index.column())]()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(" · ".join(part for part in (each() for each in self._told(row).values()) if part))
        return None

    def _told(self, row: Waiting) -> dict[Column, Callable[[], str]]:
        entry = row.entry
        return {
            Column.NAME: lambda: MASK if self._masked else row.patient,
            Column.URGENCY: lambda: "" if entry.urgency is Urgency.ROUTINE else waiting_told.urgency(entry.urgency),
            Column.SERVICE: lambda: waiting_told.detail(row, self.zone),
            Column.WAITS: lambda: wording.since(entry.created_at, self.now, self.zone),
            Column.UNTIL: lambda: wording.day_short(entry.until) if entry.until is not None else "",
            Column.STANDS: lambda: self._stands(row),
        }

    def _stands(self, row: Waiting) -> str:
        if row.offered and row.entry.offer is not None:
            return self.tr("held until %1").replace("%1", wording.clock(row.entry.offer.until, self.zone))
        if row.run_out:
            return waiting_told.run_out(row.entry)
        if row.unavailable:
            return self.tr("service or practitioner put away")
        if row.booked_meanwhile is not None:
            return self.tr("has a visit by now")
        if row.gives_up_start is not None:
            return self.tr("gives up %1").replace("%1", wording.moment(row.gives_up_start, self.zone))
        return ""

    def _arrange(self) -> None:
        self.beginResetModel()
        fits = (row for row in self._all if self._typed in folded(self._words(row)))
        self._shown = sorted(fits, key=self._key, reverse=self._descending)
        self.endResetModel()

    def _words(self, row: Waiting) -> str:
        told = self._told(row)
        return " ".join(told[column]() for column in (Column.NAME, Column.SERVICE, Column.URGENCY, Column.STANDS))

    def _key(self, row: Waiting) -> tuple[Any, ...]:
        entry, told = row.entry, self._told(row)
        first: Any = {
            Column.URGENCY: _PRESSING.index(entry.urgency),
            Column.WAITS: entry.created_at,
            Column.UNTIL: entry.until.isoformat() if entry.until is not None else _NEVER,
        }.get(self._by)
        if first is None:
            first = folded(told[self._by]())
        return (first, entry.created_at, entry.id)
