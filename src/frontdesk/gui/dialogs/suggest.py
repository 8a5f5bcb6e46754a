"""A field that is typed in and offers what fits below it: the first is taken by Enter, before it is there if need be.

The list may come late, from the clinic's thread. Enter does not wait for it: the focus goes on at once, and what
comes then is taken then. So nobody who types fast is slowed down.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout

from frontdesk.gui.ground.look import fonts, icons, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.cells import paint_words
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.hits import Hit, HitList, Index, Role
from frontdesk.gui.parts.letters import Letters

_STEERING = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
ROW = 32


class _OneLine(QStyledItemDelegate):
    """Draws a hit on one line: its name, then small what tells it from others; an offer to make one in the accent."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for one line."""
        return QSize(100, style.scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the hit."""
        hit: Hit = index.data(Role.HIT)
        look = style.look()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painting.rounded(painter, area.adjusted(1, 0, -1, 0), look.accent_soft if chosen else look.raised)
        area = area.adjusted(style.scaled(9), 0, -style.scaled(9), 0)
        if hit.heading:
            paint_words(painter, area, hit.title.upper(), look.muted, 11, strong=True)
            painter.restore()
            return
        offers = hit.icon and not hit.remark
        area = _remarked(painter, area, hit)
        used = paint_words(painter, area, hit.title, look.accent if offers else look.text, 13, strong=True)
        paint_words(
            painter, area.adjusted(used + style.scaled(6), 0, 0, 0), hit.detail, look.text_soft, 12, strong=False
        )
        painter.restore()


def _remarked(painter: QPainter, area: QRect, hit: Hit) -> QRect:
    """Draw the remark of a hit at the right, with its mark before it, and give what is left for its words."""
    if not hit.remark:
        return area
    look, side, gap = style.look(), style.scaled(13), style.scaled(5)
    words = QFontMetrics(fonts.font(12, scale=style.scale())).horizontalAdvance(hit.remark) + gap
    wide = min(words + (side + gap if hit.icon else 0), area.width() * 3 // 5)
    place = area.adjusted(area.width() - wide, 0, 0, 0)
    if hit.icon:
        mark = QRectF(place.left(), place.top() + (place.height() - side) / 2, side, side)
        icons.paint(painter, hit.icon, look.warn_text if hit.icon == "triangle-alert" else look.ok, mark)
        place = place.adjusted(side + gap, 0, 0, 0)
    paint_words(painter, place, hit.remark, look.text_soft, 12, strong=False)
    return area.adjusted(0, 0, -wide - 2 * gap, 0)


class Suggest(Letters):
    """The field.

    `asked` tells the text that hits are wanted for, to be answered by `offer`; `taken` the payload of the hit that
    was taken; `went_on` that the next field may have the focus; `unchanged` that Enter came with nothing typed;
    `nothing` that Enter came and nothing fits. With `drops` it also opens on all there is, and goes back to what it
    held when it is left.
    """

    asked = Signal(str)
    taken = Signal(object)
    went_on = Signal()
    unchanged = Signal()
    nothing = Signal()

    def __init__(self, name: str, hint: str = "", *, drops: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(300)
        self._drops = drops
        self._held = self._beside = ""
        self._typing = self._pending = False
        self._asked: str | None = None
        self._answered: str | None = None
        self._card: Popover | None = None
        # Never without a parent: Python's collector may run on the worker's thread, where no widget may be destroyed.
        self.list = HitList(name, self)
        self.list.hide()
        self.list.setItemDelegate(_OneLine(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.taken.connect(self._take_and_go)
        self.textEdited.connect(self._typed)
        if drops:
            self.setTextMargins(0, 0, style.scaled(20), 0)

    @property
    def typing(self) -> bool:
        """Tell whether something was typed that is not taken yet."""
        return self._typing

    @property
    def pending(self) -> bool:
        """Tell whether Enter came before the hits."""
        return self._pending

    @property
    def is_open(self) -> bool:
        """Tell whether the list is shown."""
        return self._card is not None and not self._card.isHidden()

    def hold(self, words: str, beside: str = "") -> None:
        """Show what was taken, with a few fainter words behind it."""
        self._held, self._beside = words, beside
        self._typing = self._pending = False
        self._asked = None
        self.setText(words)
        self.setCursorPosition(0)
        self.shut()
        if self.hasFocus():
            self.selectAll()

    def offer(self, text: str, hits: Sequence[Hit], current: object = None) -> None:
        """Answer what was asked; an answer to an older question is left aside."""
        if text != self._asked:
            return
        self._answered = text
        self.list.show_hits(hits)
        for row, hit in enumerate(hits):
            if current is not None and hit.payload == current:
                self.list.setCurrentIndex(self.list.model().index(row, 0))
        if self._pending:
            self._pending = False
            self._take(go_on=False)
        elif self.hasFocus() and hits:
            self._show()
        else:
            self.shut()
        self.update()

    def ask_again(self) -> None:
        """Ask anew for what was typed, when there is more to choose from than before."""
        if self._typing:
            self._ask(self.text())

    def shut(self) -> None:
        """Close the list."""
        if self._card is not None:
            self._card.close_card()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Steer the list, take from it, or type."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        opens = key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and bool(event.modifiers()))
        if key in _ENTER and plain:
            self._enter()
        elif (opens or (key in _STEERING and plain)) and not self.is_open:
            self._open_all()
        elif key in _STEERING and plain:
            self.list.steer(_STEERING[key])
            self.update()
        elif key == Qt.Key.Key_Escape and self._drops and (self.is_open or self._typing):
            self._back()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open on all there is by a click, as people expect of a field with an arrow."""
        super().mousePressEvent(event)
        if self._drops and event.button() == Qt.MouseButton.LeftButton:
            if self.is_open:
                self.shut()
            elif not self._typing:
                self.selectAll()
                self._open_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what is first in the list when the field is left by Tab, or put back what was held."""
        by_tab = event.reason() in _TABS and not self._pending
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason and self._drops
        if self._typing and (by_tab or by_mouse):
            self._leave()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.shut()
        super().focusOutEvent(event)
        if not self._typing:
            # Long names are shown from their beginning.
            self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what is held, so that the first letter replaces it."""
        super().focusInEvent(event)
        if not self._typing and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the faint words behind the text and the arrow."""
        super().paintEvent(event)
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drops:
            side = style.scaled(14)
            place = QRectF(self.width() - side - style.scaled(8), (self.height() - side) / 2, side, side)
            icons.paint(painter, "chevron-down", look.muted, place)
        behind = self._hint_behind()
        if behind and self.text():
            left = style.scaled(12) + self.fontMetrics().horizontalAdvance(self.text()) + style.scaled(8)
            area = self.rect().adjusted(left, 0, -style.scaled(28 if self._drops else 10), 0)
            if area.width() > style.scaled(40):
                paint_words(painter, area, behind, look.muted, 12 if not self._typing else 13, strong=False)

    def _hint_behind(self) -> str:
        if not self._typing:
            return self._beside
        current = self.list.current if self._answered == self.text() and self.is_open else None
        if current is None or current.icon:
            return ""
        return self.tr("Enter picks %1").replace("%1", current.title)

    def _typed(self, text: str) -> None:
        if not self._drops and not self._typing and self._held:
            # Whoever was held is not meant any more.
            self._held = self._beside = ""
            self.taken.emit(None)
        self._typing, self._pending = bool(text.strip()) or self._drops, False
        if self._typing:
            self._ask(text)
        else:
            self._asked = None
            self.shut()

    def _ask(self, text: str) -> None:
        self._asked, self._answered = text, None
        self.asked.emit(text)

    def _open_all(self) -> None:
        self._ask(self.text() if self._typing else "")

    def _enter(self) -> None:
        if self.is_open and self._answered == self._asked:
            self._take(go_on=True)
        elif not self._typing:
            self.unchanged.emit()
        elif self._answered == self.text():
            self._take(go_on=True)
        else:
            self._pending = True
            self.went_on.emit()

    def _take(self, *, go_on: bool) -> None:
        hit = self.list.current if self.list.hits else None
        if hit is None:
            self.nothing.emit()
            return
        self._typing = False
        self.shut()
        self.taken.emit(hit.payload)
        if go_on:
            self.went_on.emit()

    def _take_and_go(self, payload: object) -> None:
        self._typing = False
        self.shut()
        self.taken.emit(payload)
        self.went_on.emit()

    def _leave(self) -> None:
        """Take the first hit, but make nothing new by leaving; put back what was held where nothing fits."""
        current = self.list.current if self._answered == self.text() and self.list.hits else None
        if current is not None and not current.icon and self.text().strip():
            self._typing = False
            self.taken.emit(current.payload)
        elif self._answered is None and self.text().strip():
            self._pending = True
        elif self._drops:
            self._back()

    def _back(self) -> None:
        self.hold(self._held, self._beside)

    def _show(self) -> None:
        window = self.window()
        if self._card is None or self._card.parentWidget() is not window:
            self._card = Popover(window)
            self._card.setAccessibleName(self.accessibleName())
            column = QVBoxLayout()
            column.setContentsMargins(4, 4, 4, 4)
            column.addWidget(self.list)
            self.list.show()
            self._card.body.addLayout(column)
        area = QRect(self.mapTo(window, QPoint(0, 0)), self.size())
        room = max(window.height() - area.bottom() - style.scaled(24), area.top() - style.scaled(24))
        self.list.setFixedHeight(max(style.scaled(ROW), self.list.wanted_height(min(style.scaled(9 * ROW), room))))
        self._card.open_at(area, width=max(self.width(), style.scaled(200)), anchor=self)
