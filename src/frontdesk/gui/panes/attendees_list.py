"""The list of a class as one painted list: a hundred who come are a hundred lines, and no widget more."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import chain
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from frontdesk.gui.ground.look import icons, style
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.gui.panes.attendees_lines import Kind, Line, Sign
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.cells import paint_words
from frontdesk.gui.parts.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW, HEADING, MOST = 42, 30, 336
_KEYS = {
    Qt.Key.Key_Delete: "take_off",
    Qt.Key.Key_Backspace: "take_off",
    Qt.Key.Key_N: "no_show",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Role(IntEnum):
    """What else a line holds beside its words."""

    LINE = Qt.ItemDataRole.UserRole


class LineModel(QAbstractListModel):
    """The lines as Qt's lists read them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Hold other lines; where only what they say differs, the place in the list stays."""
        same = [(a.kind, a.patient) for a in self.lines] == [(b.kind, b.patient) for b in lines]
        if same and lines:
            self.lines = tuple(lines)
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, 0))
            return
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a line, or the line itself."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Role.LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.told
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(part for part in (line.told, line.alert) if part))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let headings be passed over."""
        if index.isValid() and self.lines[index.row()].kind is Kind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _Painting(QStyledItemDelegate):
    """Draws one line: the name with the sign of an alert, and below it marks with their words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for two lines of words, or one for a heading."""
        line: Line = index.data(Role.LINE)
        return QSize(100, style.scaled(HEADING if line.kind is Kind.HEADING else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        line: Line = index.data(Role.LINE)
        look, area = style.look(), QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.kind is Kind.HEADING:
            low = area.adjusted(0, style.scaled(6), 0, 0)
            paint_words(painter, low, line.name.upper(), look.muted, 11, strong=True)
        else:
            _ground(painter, area, state, look)
            _words(painter, area.adjusted(style.scaled(8), style.scaled(3), -style.scaled(8), -style.scaled(3)), line)
        painter.restore()


def _ground(painter: QPainter, area: QRect, state: QStyle.StateFlag, look: Look) -> None:
    inner = area.adjusted(1, 1, -1, -1)
    if state & QStyle.StateFlag.State_Selected:
        painting.rounded(painter, inner, look.accent_soft)
        if state & QStyle.StateFlag.State_HasFocus:
            painting.ring(painter, inner, look.accent, width=1.5)
    elif state & QStyle.StateFlag.State_MouseOver:
        painting.rounded(painter, inner, look.raised)


def _words(painter: QPainter, area: QRect, line: Line) -> None:
    look, half = style.look(), area.height() // 2
    above = QRect(area.left(), area.top(), area.width(), half)
    side, gap = style.scaled(13), style.scaled(6)
    room = above.adjusted(0, 0, -(side + gap) if line.alert else 0, 0)
    used = paint_words(painter, room, line.name, look.text, 13, strong=True)
    if line.alert:
        mark = QRectF(above.left() + used + gap, above.top() + (half - side) / 2, side, side)
        icons.paint(painter, "triangle-alert", look.warn_text, mark)
    at = area.left()
    for sign in line.signs:
        at = _sign(painter, QRect(at, area.top() + half, area.right() - at + 1, area.height() - half), sign, look)


def _sign(painter: QPainter, area: QRect, sign: Sign, look: Look) -> int:
    """Draw a mark and its word; give where the next one begins."""
    side, colour = style.scaled(12), getattr(look, sign.role)
    if area.width() < 2 * side:
        return area.right() + 1
    icons.paint(painter, sign.icon, colour, QRectF(area.left(), area.top() + (area.height() - side) / 2, side, side))
    words = area.adjusted(side + style.scaled(4), 0, 0, 0)
    # The word itself stays in the colour of words: a mark may be pale, a word may not.
    used = paint_words(painter, words, sign.words, look.text_soft, 12, strong=False)
    return words.left() + used + style.scaled(12)


class LineList(QListView):
    """The list. `menu_wanted` (Line, place on the screen) asks what may be done; `key_pressed` tells a deed and a Line.

    `left` says that Esc was pressed. Its keys are its own while it has the focus: they are about the line, and not
    about the visit.
    """

    menu_wanted = Signal(object, QPoint)
    key_pressed = Signal(str, object)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Painting(self))
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _index: self._ask_menu())
        self.hide()

    @property
    def current(self) -> Line | None:
        """Give the line that the keys are on."""
        line = self.currentIndex().data(Role.LINE)
        return line if isinstance(line, Line) and line.kind is not Kind.HEADING else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines, with the keys on whoever they were on, else where that one was."""
        before, row = self.current, self.currentIndex().row()
        self.lines.show_lines(lines)
        tall = sum(HEADING if line.kind is Kind.HEADING else ROW for line in lines)
        self.setFixedHeight(min(style.scaled(tall), style.scaled(MOST)))
        self.setVisible(bool(lines))
        if before is not None and self.current is None:
            # Whoever waits may have a seat held too: then they are there twice.
            same = (n for n, line in enumerate(lines) if (line.kind, line.patient) == (before.kind, before.patient))
            others = (n for n, line in enumerate(lines) if line.patient == before.patient)
            self.go_to(min(next(chain(same, others), row), len(lines) - 1))

    def go_to(self, row: int) -> None:
        """Put the keys on a line, or the one before where that is a heading."""
        while row > 0 and self.lines.lines[row].kind is Kind.HEADING:
            row -= 1
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row, 0))

    def event(self, event: QEvent) -> bool:
        """Take keys for the line that would else be about the visit."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the deeds of a line, or do one."""
        key, line = Qt.Key(event.key()), self.current
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self._is_own(event) or line is None:
            super().keyPressEvent(event)
        elif key in _ENTER:
            self._ask_menu()
        else:
            self.key_pressed.emit(_KEYS[key], line)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the deeds of the line under the pointer, or of the one that the keys are on."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.setCurrentIndex(self.indexAt(event.pos()))
        self._ask_menu()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first line."""
        super().focusInEvent(event)
        if self.current is None and self.lines.lines:
            self.go_to(0)

    def _is_own(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and (event.key() in _ENTER or event.key() in _KEYS)

    def _ask_menu(self) -> None:
        line = self.current
        if line is not None:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(line, self.viewport().mapToGlobal(place))
