"""A list of what was found: a name, a line below it, and a remark at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.ground.look.tokens import service_stripe
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the list; all words are plain text. `payload` is what the asker wants back.

    A `heading` cannot be taken. A disc of `hue` stands where no icon does.
    """

    title: str
    detail: str = ""
    remark: str = ""
    icon: str = ""
    payload: object = None
    heading: bool = False
    hue: int | None = None


class Role(IntEnum):
    """What else an item holds beside its words."""

    HIT = Qt.ItemDataRole.UserRole


class HitModel(QAbstractListModel):
    """The hits as Qt's lists read them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Hold other hits."""
        self.beginResetModel()
        self._hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the hits."""
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a hit, or the hit itself."""
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        if role == Role.HIT:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            told = ", ".join(part for part in (hit.title, hit.detail, hit.remark) if part)
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings be passed over."""
        if index.isValid() and self._hits[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def hit(self, row: int) -> Hit | None:
        """Give the hit of a row."""
        return self._hits[row] if 0 <= row < len(self._hits) else None


class _Painting(QStyledItemDelegate):
    """Draws one hit."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one line, or for two."""
        hit: Hit = index.data(Role.HIT)
        return QSize(100, style.scaled(26 if hit.heading else 44 if hit.detail else 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw mark, name, detail and remark."""
        hit: Hit = index.data(Role.HIT)
        area: QRect = option.rect.adjusted(style.scaled(8), 0, -style.scaled(10), 0)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if hit.heading:
            _heading(painter, area, hit.title)
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            over = bool(state & QStyle.StateFlag.State_MouseOver)
            look = style.look()
            if chosen or over:
                fill = look.accent_soft if chosen else look.raised
                painting.rounded(painter, option.rect.adjusted(2, 1, -2, -1), fill)
            _line(painter, area, hit)
        painter.restore()


def _heading(painter: QPainter, area: QRect, words: str) -> None:
    painter.setPen(painting.colour(style.look().muted))
    painter.setFont(fonts.font(11, QFont.Weight.DemiBold, style.scale()))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), words.upper())


def _line(painter: QPainter, area: QRect, hit: Hit) -> None:
    look = style.look()
    if hit.icon:
        side = style.scaled(16)
        mark = QRectF(area.left(), area.top() + (area.height() - side) / 2, side, side)
        icons.paint(painter, hit.icon, look.text_soft, mark)
        area = area.adjusted(side + style.scaled(10), 0, 0, 0)
    elif hit.hue is not None:
        side = style.scaled(10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(painting.colour(service_stripe(hit.hue, look)))
        painter.drawEllipse(QRectF(area.left() + 2, area.top() + (area.height() - side) / 2, side, side))
        area = area.adjusted(side + style.scaled(10), 0, 0, 0)
    if hit.remark:
        painter.setPen(painting.colour(look.text_soft))
        painter.setFont(fonts.font(12, scale=style.scale()))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), hit.remark)
        area = area.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(hit.remark) - style.scaled(12), 0)
    half = area.height() // 2 + style.scaled(1) if hit.detail else area.height()
    place = Qt.AlignmentFlag.AlignBottom if hit.detail else Qt.AlignmentFlag.AlignVCenter
    _elided(painter, QRect(area.left(), area.top(), area.width(), half), place, hit.title, look.text, strong=True)
    if hit.detail:
        below = QRect(area.left(), area.top() + half, area.width(), area.height() - half)
        _elided(painter, below, Qt.AlignmentFlag.AlignTop, hit.detail, look.text_soft, strong=False)


def _elided(painter: QPainter, area: QRect, place: Qt.AlignmentFlag, words: str, colour: str, *, strong: bool) -> None:
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    painter.setFont(fonts.font(13 if strong else 12, weight, style.scale()))
    painter.setPen(painting.colour(colour))
    shown = painter.fontMetrics().elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(place | Qt.AlignmentFlag.AlignLeft), shown)


class HitList(QListView):
    """The list. A field beside it may keep the focus and steer it; `taken` tells the payload that was chosen."""

    taken = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = HitModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painting(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._take_index)
        self.activated.connect(self._take_index)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Give the hits that are shown."""
        return tuple(hit for row in range(self._model.rowCount()) if (hit := self._model.hit(row)) is not None)

    @property
    def current(self) -> Hit | None:
        """Give the hit that Enter would take."""
        return self._model.hit(self.currentIndex().row())

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show other hits, the first of them chosen."""
        self._model.show_hits(hits)
        first = next((row for row, hit in enumerate(hits) if not hit.heading), -1)
        if first >= 0:
            self.setCurrentIndex(self._model.index(first))
        self.scrollToTop()
        self.updateGeometry()

    def wanted_height(self, most: int) -> int:
        """Give the height that shows all hits, but no more than there may be."""
        rows = sum(max(0, self.sizeHintForRow(row)) for row in range(self._model.rowCount()))
        return min(most, rows + 2 * self.frameWidth() + 2)

    def steer(self, where: str) -> None:
        """Go up or down past headings, or take the current hit, as a search field asks for."""
        if where == "take":
            self._take_index(self.currentIndex())
            return
        step = {"up": -1, "down": 1, "page_up": -8, "page_down": 8}.get(where, 0)
        rows = [row for row, hit in enumerate(self.hits) if not hit.heading]
        if not step or not rows:
            return
        here = rows.index(self.currentIndex().row()) if self.currentIndex().row() in rows else -1
        there = (here + step) % len(rows) if abs(step) == 1 else min(max(here + step, 0), len(rows) - 1)
        self.setCurrentIndex(self._model.index(rows[there]))
        if rows[there] == rows[0]:
            self.scrollToTop()
        self._say(there + 1, len(rows))

    def _say(self, place: int, count: int) -> None:
        """Say the current hit, which has not the focus."""
        words = self._model.data(self.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
        told = wording.filled(self.tr("%1, %2 of %3"), words, place, count)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    def _take_index(self, index: QModelIndex) -> None:
        hit = self._model.hit(index.row())
        if hit is not None and not hit.heading:
            self.taken.emit(hit.payload)
