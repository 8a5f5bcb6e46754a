"""One day of the week of working hours, and the bars in it.

Days and bars are widgets of their own, so that the focus, a screen reader and Enter find them as any button; what
the mouse does is seen to by the week, which knows all of them.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_bars import Bars, minutes
from frontdesk.gui.dialogs.settings.hours_view import View
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.pressable import Pressable

ROW, NAME, SUM, AXIS = 46, 52, 66, 24
_POOL = 4
_INSET = 8


_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class _OfTheWeek(Pressable):
    """A button whose arrows are the week's: Qt would have them go to the next button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the week."""
        if Qt.Key(event.key()) in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Bar(_OfTheWeek):
    """One open stretch."""

    def __init__(self, row: DayRow) -> None:
        super().__init__(row)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    def sizeHint(self) -> QSize:
        """Ask for nothing: the day gives the place."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar with its times, as far as they have room."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.rounded(painter, self.rect(), look.accent_soft, look.accent, radius=5)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent, radius=5, width=2.5)
        painter.setPen(painting.colour(look.accent))
        area = self.rect().adjusted(style.scaled(9), 0, -style.scaled(4), 0)
        start, _, end = self.text().partition("–")
        painter.setFont(fonts.font(12, QFont.Weight.DemiBold, style.scale()))
        if painter.fontMetrics().horizontalAdvance(self.text()) <= area.width():
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), self.text())
            return
        # Where both have no room side by side they have it one above the other.
        area = self.rect().adjusted(style.scaled(5), 0, -style.scaled(2), 0)
        painter.setFont(fonts.font(10.5, QFont.Weight.DemiBold, style.scale()))
        if painter.fontMetrics().horizontalAdvance(start) <= area.width():
            half = self.height() // 2
            top, below = area.adjusted(0, 2, 0, -half), area.adjusted(0, half, 0, -2)
            painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter), start)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), f"–{end}")


class DayRow(_OfTheWeek):
    """One day: its name, its bars over a grid of hours, and their sum."""

    def __init__(self, weekday: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.weekday = weekday
        self.held: Bars = ()
        self.wrong = False
        self._walls: Bars = ()
        self._view = View()
        self._bars: list[Bar] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._grow(_POOL)

    @property
    def bars(self) -> list[Bar]:
        """Give the bars that are shown."""
        return self._bars[: len(self.held)]

    def sizeHint(self) -> QSize:
        """Ask for nothing: the week gives the place."""
        return QSize(0, 0)

    def show_bars(self, held: Bars, walls: Bars, view: View) -> None:
        """Show other hours, or the same in another part of the day."""
        self.held, self._walls, self._view = held, walls, view
        self._grow(len(held))
        for bar in self._bars[len(held) :]:
            bar.hide()
        least, most = round(view.left), round(view.left + view.width)
        for n, bar in enumerate(self.bars):
            left, right = max(round(view.x(held[n].start)), least), min(round(view.x(held[n].end)), most)
            bar.setGeometry(left, style.scaled(7), max(right - left, 3), self.height() - style.scaled(15))
            bar.setVisible(left < right)
            bar.setText(words.stretch_words(held[n]))
            bar.setAccessibleName(words.bar_spoken(self.weekday, held, n))
            bar.update()
        self.setAccessibleName(words.day_spoken(self.weekday, held))
        self.update()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Give what Tab stops at, in order, while it comes here."""
        return (self, *self._bars)

    def reachable(self, on: bool) -> None:
        """Let Tab come here, or pass by."""
        policy = Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus
        for each in (self, *self._bars):
            each.setFocusPolicy(policy)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name, grid and sum."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        below = self.rect().adjusted(0, 0, 0, -1)
        painter.setFont(fonts.font(13, QFont.Weight.DemiBold, style.scale()))
        painter.setPen(painting.colour(look.danger if self.wrong else look.text))
        painter.drawText(
            below.adjusted(style.scaled(_INSET), 0, 0, 0),
            int(Qt.AlignmentFlag.AlignVCenter),
            words.day_name(self.weekday),
        )
        painter.setFont(fonts.font(13, scale=style.scale()))
        painter.setPen(painting.colour(look.text_soft if self.held else look.muted))
        painter.drawText(
            below, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), words.hours(minutes(self.held))
        )
        if not self.held:
            self._paint_empty(painter, below)
        if self.hasFocus():
            name = QRect(1, style.scaled(7), style.scaled(NAME) - 4, self.height() - style.scaled(15))
            painting.ring(painter, name, look.accent)

    def _paint_grid(self, painter: QPainter) -> None:
        look = style.look()
        line = painting.colour(look.line)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), line)
        for tick in self._view.ticks():
            painter.fillRect(QRectF(round(self._view.x(tick)), 0, 1, self.height()), line)
        room = QRectF(self._view.left, 0, self._view.width, self.height())
        painter.save()
        painter.setClipRect(room)
        for wall in self._walls:
            left, right = self._view.x(wall.start), self._view.x(wall.end)
            area = QRectF(left, style.scaled(7), right - left, self.height() - style.scaled(15))
            painting.rounded(painter, area, look.hatch, radius=5)
            painter.setPen(QPen(painting.colour(look.muted), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.setFont(fonts.font(12, scale=style.scale()))
            text = area.adjusted(style.scaled(9), 0, -style.scaled(4), 0)
            said = words.stretch_words(wall)
            if painter.fontMetrics().horizontalAdvance(said) <= text.width():
                painter.drawText(text, int(Qt.AlignmentFlag.AlignVCenter), said)
        painter.restore()

    def _paint_empty(self, painter: QPainter, area: QRect) -> None:
        if self._walls:
            return
        said = self.tr("Not working — drag to add hours")
        if self.hasFocus():
            said = self.tr("Not working — Enter to type hours")
        painter.setPen(painting.colour(style.look().muted))
        left = round(self._view.left) + style.scaled(12)
        room = area.adjusted(left, 0, -style.scaled(SUM), 0)
        shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        back = QRect(room.left() - 2, 1, painter.fontMetrics().horizontalAdvance(shown) + 4, self.height() - 2)
        painter.fillRect(back, painting.colour(style.look().surface))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _grow(self, count: int) -> None:
        while len(self._bars) < count:
            made = Bar(self)
            made.setFocusPolicy(self.focusPolicy())
            self._bars.append(made)
