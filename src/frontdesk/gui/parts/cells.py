"""What the rows of tables are painted with: a line of words, the ground below it, and how something stands."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.gui.parts import painting

Index = QModelIndex | QPersistentModelIndex
SELECTED = QStyle.StateFlag.State_Selected
MARK, GAP = 15, 6


def paint_words(painter: QPainter, area: QRect, words: str, colour: str, px: float, *, strong: bool) -> int:
    """Draw words into a line, cut short where there is no room; give the width that they took."""
    painter.setFont(fonts.font(px, QFont.Weight.DemiBold if strong else QFont.Weight.Normal, style.scale()))
    painter.setPen(painting.colour(colour))
    shown = painter.fontMetrics().elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
    return painter.fontMetrics().horizontalAdvance(shown)


def width_of_words(told: str, px: float, *, strong: bool) -> int:
    """Give the width that words take."""
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    return QFontMetrics(fonts.font(px, weight, style.scale())).horizontalAdvance(told)


def paint_ground(painter: QPainter, area: QRect, flags: QStyle.StateFlag, look: Look) -> None:
    """Draw the ground of a row: tinted where it is selected or pointed at, with a line below."""
    if flags & SELECTED:
        painter.fillRect(area, painting.colour(look.accent_soft))
    elif flags & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(area, painting.colour(look.raised))
    painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), painting.colour(look.line))


def paint_state(painter: QPainter, area: QRect, mark: str, colour: str, told: str, look: Look) -> None:
    """Draw a mark, a word strong and the reasons plain: beside it, or below where there is no room."""
    side = style.scaled(MARK)
    top = area.top() + (area.height() - side) / 2
    icons.paint(painter, mark, colour, QRectF(area.left(), top, side, side))
    rest = area.adjusted(side + style.scaled(GAP), 0, 0, 0)
    word, _, why = told.partition(" · ")
    below = state_width(told) > area.width()
    half = round(area.height() * 0.46) if why and below else 0
    used = paint_words(painter, rest.adjusted(0, 0, 0, -half), word, colour, 13, strong=True)
    if why:
        beside = rest.adjusted(0 if below else used + style.scaled(8), half, 0, 0)
        paint_words(painter, beside, why, look.text_soft, 12, strong=False)


def state_width(told: str) -> int:
    """Give the width of a mark with its words on one line."""
    word, _, why = told.partition(" · ")
    beside = style.scaled(8) + width_of_words(why, 12, strong=False) if why else 0
    return style.scaled(MARK + GAP) + width_of_words(word, 13, strong=True) + beside


class CellPainting(QStyledItemDelegate):
    """Draws the rows of a table on their ground; what stands in a cell is for each table to say."""

    height = 36

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for a row's height."""
        return QSize(style.scaled(40), style.scaled(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one item."""
        area: QRect = option.rect
        flags: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, flags, style.look())
        self.paint_cell(painter, area, flags, index)
        painter.restore()

    def paint_cell(self, painter: QPainter, area: QRect, flags: QStyle.StateFlag, index: Index) -> None:
        """Draw what stands in one cell."""
        raise NotImplementedError


def as_rows(table: QTableView, height: int) -> None:
    """Dress a table as rows of one height that are selected whole, one at a time, and never scroll sideways."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    heights = table.verticalHeader()
    heights.hide()
    heights.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    heights.setMinimumSectionSize(1)
    heights.setDefaultSectionSize(style.scaled(height))
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


def go_to_row(table: QTableView, number: int) -> None:
    """Put the keys on a row."""
    which = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(table.model().index(number, 0), which)
