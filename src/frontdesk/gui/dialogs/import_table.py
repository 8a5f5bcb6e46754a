"""The rows of an import as a table: ticked or not, state in words and colour, title, when, why.

The words of a row are made when it is shown: so ten thousand rows cost no more to show than ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from frontdesk.gui.dialogs import import_words as words
from frontdesk.gui.dialogs.import_draft import ImportDraft, can_be_taken
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.cells import paint_words
from frontdesk.gui.parts.labels import plain_tip
from frontdesk.services.ics.preview import Row

Index = QModelIndex | QPersistentModelIndex
ROW, TALL_ROW = 41, 62
WIDTHS = (38, 106, 244, 240)
# With less room than this for what happens, the time goes below the title.
LEAST = 300
LINK = 66


class Column(IntEnum):
    """What stands in which column."""

    TAKEN = 0
    STATE = 1
    TITLE = 2
    WHEN = 3
    WHY = 4


class Role(IntEnum):
    """What else an item holds."""

    ROW = Qt.ItemDataRole.UserRole


class ImportModel(QAbstractTableModel):
    """The rows as Qt's tables read them. `ticked` tells the Rows whose tick was pressed, and whether it is set now."""

    ticked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._draft = ImportDraft(())
        self.zone = "UTC"
        self.year: int | None = None

    @property
    def draft(self) -> ImportDraft:
        """Give what was chosen."""
        return self._draft

    def show_rows(self, rows: Sequence[Row], draft: ImportDraft) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._draft = rows, draft
        self.endResetModel()

    def choose(self, draft: ImportDraft) -> None:
        """Show other choices for the same rows."""
        self._draft = draft
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def row(self, number: int) -> Row | None:
        """Give the row at a place."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, key: str) -> int:
        """Find the place of a row, -1 where it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a row be ticked where there is something to do with it."""
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.TAKEN and can_be_taken(self._rows[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of an item, its tick, or its row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Role.ROW:
            return row
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.TAKEN:
            return Qt.CheckState.Checked if self._draft.is_taken(row) else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words.tip(row, self._draft, self.zone))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for the tick to be changed; whoever holds the choices does it."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick((self._rows[index.row()],))
        return True

    def tick(self, rows: Sequence[Row]) -> None:
        """Ask for the ticks of several rows to be what that of the first is not."""
        if rows:
            self.ticked.emit(tuple(rows), not self._draft.is_taken(rows[0]))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns for screen readers; the header itself is not shown."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Import"), self.tr("State"), self.tr("Title"), self.tr("When"), self.tr("What happens"))[
            section
        ]

    def pieces(self, row: Row) -> list[words.Piece]:
        """Give the words of the last column, piece by piece."""
        return words.why(row, self._draft, self.zone)

    def _words(self, row: Row, column: Column) -> str:
        if column is Column.STATE:
            return words.name_of(row)
        if column is Column.TITLE:
            return words.title(row)
        if column is Column.WHEN:
            return words.when(row, self.zone, self.year)
        return " · ".join(piece.words for piece in self.pieces(row)) if column is Column.WHY else ""


class _Painting(QStyledItemDelegate):
    """Draws the items, each row with a line below it; `stacked` where the time stands below the title."""

    stacked = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for a row's height."""
        return QSize(style.scaled(40), style.scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one item."""
        look, area = style.look(), option.rect
        row: Row = index.data(Role.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, painting.colour(look.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, painting.colour(look.raised))
        painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), painting.colour(look.line))
        inside = area.adjusted(0, 0, -style.scaled(8), 0)
        column = Column(index.column())
        if column is Column.TAKEN:
            _tick(painter, area, taken=_taken(index), able=can_be_taken(row), focused=_focused(option))
        elif column is Column.STATE:
            paint_words(painter, inside, index.data(), words.state_colour(row.state, look), 13, strong=True)
        elif column is Column.TITLE and self.stacked:
            upper, lower = _halves(inside)
            paint_words(painter, upper, index.data(), look.text, 13, strong=True)
            told = index.sibling(index.row(), Column.WHEN).data()
            paint_words(painter, lower, told, look.text_soft, 12, strong=False)
        elif column is Column.TITLE:
            paint_words(painter, inside, index.data(), look.text, 13, strong=True)
        elif column is Column.WHEN:
            paint_words(painter, inside, index.data(), look.text, 13, strong=False)
        else:
            over = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
            self._why(painter, inside, index, row, offers=bool(state & over))
        painter.restore()

    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tick by a press anywhere in the first column."""
        release = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if release and index.column() == Column.TAKEN:
            return bool(model.setData(index, None, Qt.ItemDataRole.CheckStateRole))
        return False

    def _why(self, painter: QPainter, area: QRect, index: Index, row: Row, *, offers: bool) -> None:
        look, model = style.look(), index.model()
        assert isinstance(model, ImportModel)
        if offers and can_be_taken(row):
            link = _link_area(area)
            paint_words(painter, link, self.tr("change…"), look.accent, 13, strong=True)
            area = area.adjusted(0, 0, -link.width(), 0)
        pieces = model.pieces(row)
        if self.stacked and len(pieces) > 1:
            upper, lower = _halves(area)
            self._line(painter, upper, pieces[:1])
            self._line(painter, lower, pieces[1:])
        elif self.stacked:
            _paint_lines(painter, area, pieces[0].words, look.muted, 13)
        else:
            self._line(painter, area, pieces)

    def _line(self, painter: QPainter, area: QRect, pieces: Sequence[words.Piece]) -> None:
        look = style.look()
        for number, piece in enumerate(pieces):
            if number:
                dot = area.adjusted(style.scaled(5), 0, 0, 0)
                area = dot.adjusted(paint_words(painter, dot, "·", look.muted, 13, strong=False), 0, 0, 0)
                area = area.adjusted(style.scaled(5), 0, 0, 0)
            colour = look.warn_text if piece.strong else look.muted
            area = area.adjusted(paint_words(painter, area, piece.words, colour, 13, strong=piece.strong), 0, 0, 0)


def _halves(area: QRect) -> tuple[QRect, QRect]:
    """Share a row out between two lines."""
    edge = style.scaled(7)
    middle = area.height() // 2
    return area.adjusted(0, edge, 0, -middle), area.adjusted(0, middle, 0, -edge)


def _paint_lines(painter: QPainter, area: QRect, told: str, colour: str, px: float) -> None:
    """Draw words over as many lines as there is room for."""
    painter.setFont(fonts.font(px, scale=style.scale()))
    painter.setPen(painting.colour(colour))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(area, int(flags), " ".join(told.split()))


def _link_area(area: QRect) -> QRect:
    """Give the place of the words that open the menu of a row."""
    return area.adjusted(max(0, area.width() - style.scaled(LINK)), 0, 0, 0)


def _taken(index: Index) -> bool:
    return bool(index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked)


def _focused(option: QStyleOptionViewItem) -> bool:
    state: QStyle.StateFlag = option.state
    return bool(state & QStyle.StateFlag.State_HasFocus)


def _tick(painter: QPainter, area: QRect, *, taken: bool, able: bool, focused: bool) -> None:
    look, side = style.look(), style.scaled(16)
    box = QRectF(area.left() + 4, area.top() + (area.height() - side) / 2, side, side)
    if focused:
        painting.ring(painter, box.adjusted(-3, -3, 3, 3), look.accent, radius=6, width=1.5)
    if not taken:
        painting.rounded(painter, box, look.surface if able else look.ground, look.muted if able else look.line, 4)
        return
    painting.rounded(painter, box, look.accent, radius=4)
    painter.setPen(QPen(painting.colour(look.on_accent), side * 0.13, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corners = ((0.25, 0.52), (0.43, 0.70), (0.75, 0.32))
    painter.drawPolyline(QPolygonF([QPointF(box.left() + x * side, box.top() + y * side) for x, y in corners]))


class ImportTable(QTableView):
    """The table. Space ticks the selected rows; `menu_asked` wants what else can be done with a Row."""

    menu_asked = Signal(object)

    def __init__(self, model: ImportModel) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Events"))
        self._rows = model
        self._asked_at: QPoint | None = None
        self.setModel(model)
        self._painting = _Painting(self)
        self.setItemDelegate(self._painting)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(lambda _index: self._ask_menu())
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        heights = self.verticalHeader()
        # One height for all rows, so that no row is ever measured.
        heights.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heights.setMinimumSectionSize(1)
        heights.setDefaultSectionSize(style.scaled(ROW))
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, style.scaled(width))
        self.horizontalHeader().setStretchLastSection(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    @property
    def current(self) -> Row | None:
        """Give the row that the keys are on."""
        return self._rows.row(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the time below the title where there is little room, such as with large text."""
        super().resizeEvent(event)
        room = self.viewport().width() - style.scaled(WIDTHS[Column.TAKEN] + WIDTHS[Column.STATE])
        stacked = room < style.scaled(WIDTHS[Column.TITLE] + WIDTHS[Column.WHEN] + LEAST)
        if stacked != self._painting.stacked:
            self._painting.stacked = stacked
            self.setColumnHidden(Column.WHEN, stacked)
            self.verticalHeader().setDefaultSectionSize(style.scaled(TALL_ROW if stacked else ROW))
        self.setColumnWidth(Column.TITLE, room * 9 // 20 if stacked else style.scaled(WIDTHS[Column.TITLE]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by Space, ask what else can be done by Enter."""
        if event.key() == Qt.Key.Key_Space:
            # By stretches: of ten thousand rows that are all selected, the list of them would take a while.
            held = self.selectionModel().selection()
            stretches = [range(held.at(n).top(), held.at(n).bottom() + 1) for n in range(held.count())]
            chosen = (self._rows.row(number) for number in sorted({n for each in stretches for n in each}))
            self._rows.tick([row for row in chosen if row is not None])
        elif Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu) and not event.modifiers():
            self._ask_menu()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask what else can be done by a press on the words at the end of a row."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._rows.row(index.row())
        if index.column() != Column.WHY or row is None or not can_be_taken(row):
            return
        link = _link_area(self.visualRect(index))
        if event.button() == Qt.MouseButton.LeftButton and link.contains(event.position().toPoint()):
            self._ask_menu(link.bottomLeft())

    def row_area(self) -> QRect:
        """Give the place of the current row in the viewport."""
        area = self.visualRect(self.currentIndex())
        return QRect(0, area.top(), self.viewport().width(), area.height())

    def menu_corner(self) -> QPoint:
        """Give where on the screen the menu of the current row opens: where it was asked for, else below the title."""
        title = self.visualRect(self.currentIndex().siblingAtColumn(Column.TITLE))
        return self.viewport().mapToGlobal(title.bottomLeft() if self._asked_at is None else self._asked_at)

    def _ask_menu(self, at: QPoint | None = None) -> None:
        if (row := self.current) is not None:
            # The key for menus asks without the pointer, wherever that is; Qt gives the middle of the table then.
            self._asked_at = at if at is not None and self.indexAt(at).row() == self.currentIndex().row() else None
            self.menu_asked.emit(row)
