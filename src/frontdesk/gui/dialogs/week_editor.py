"""Weekly hours, typed day by day, each day drawn as a line beside what was typed."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from frontdesk.domain.hours import clock
from frontdesk.domain.names import folded
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.typed_week import DAYS
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label

FROM, TO = 6 * 60, 22 * 60
_EVERY = 120
LEAST_DRAWN = 460


class DayLine(QWidget):
    """One day from 6 to 22 o'clock, or as much more as was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._hours: tuple[tuple[int, int], ...] = ()
        self._first, self._last = FROM, TO
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(style.scaled(200), style.scaled(30))

    def show_hours(self, hours: tuple[tuple[int, int], ...], first: int, last: int) -> None:
        """Draw other hours."""
        self._hours, self._first, self._last = hours, first, last
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hours as blocks over a thin grid."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for minute in range(self._first, self._last + 1, _EVERY):
            painter.fillRect(QRectF(self._x(minute), 0, 1, self.height()), painting.colour(look.line))
        painter.setFont(fonts.font(11.5, QFont.Weight.DemiBold, style.scale()))
        for start, end in self._hours:
            area = QRectF(self._x(start), 2, self._x(end) - self._x(start), self.height() - 4)
            painting.rounded(painter, area, look.accent_soft, look.accent, radius=5)
            words = f"{clock(start)}–{clock(end)}"
            if painter.fontMetrics().horizontalAdvance(words) < area.width() - 8:
                painter.setPen(painting.colour(look.accent))
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)

    def _x(self, minute: int) -> float:
        return (minute - self._first) / (self._last - self._first) * (self.width() - 1)


class WeekEditor(QWidget):
    """Seven lines. `changed` tells that something was typed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Working hours"))
        self.lines: list[QLineEdit] = []
        self._drawn: list[DayLine] = []
        self._sums = [label("", "muted") for _ in range(DAYS)]
        self.same = button(self.tr("Tuesday to Friday like Monday"), "link", does=self._copy)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.scaled(10))
        grid.setVerticalSpacing(style.scaled(5))
        for weekday in range(DAYS):
            self._add(grid, weekday)
        grid.addWidget(self.same, DAYS, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 4)
        grid.setColumnStretch(2, 7)
        self.setFocusProxy(self.lines[0])

    @property
    def days(self) -> tuple[str, ...]:
        """Give what is typed, Monday first."""
        closed = folded(self.tr("Closed"))
        return tuple("" if folded(line.text().strip()) == closed else line.text() for line in self.lines)

    def set_days(self, days: tuple[str, ...]) -> None:
        """Show other hours."""
        for line, text in zip(self.lines, days, strict=True):
            line.setText(text)
            line.setCursorPosition(0)
        self._draw()

    def mark_wrong(self, weekday: int) -> None:
        """Mark the day that cannot be read, and go there."""
        style.set_kind(self.lines[weekday], "wrong")
        self.lines[weekday].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the drawing out where there is little room: what is typed must be seen whole."""
        super().resizeEvent(event)
        shown = self.width() >= style.scaled(LEAST_DRAWN)
        for drawn in self._drawn:
            drawn.setVisible(shown)
        self._grid.setColumnStretch(2, 7 if shown else 0)

    def _add(self, grid: QGridLayout, weekday: int) -> None:
        name = QLocale().standaloneDayName(weekday + 1, QLocale.FormatType.ShortFormat)
        line = QLineEdit()
        line.setMaxLength(200)
        line.setAccessibleName(self.tr("Hours on %1").replace("%1", name))
        line.setPlaceholderText(self.tr("Closed") if weekday else self.tr("8:30-12:30, 13:30-17:30"))
        line.textEdited.connect(lambda _text: self._typed())
        drawn = DayLine()
        caption = label(name, "strong")
        caption.setBuddy(line)
        for column, widget in enumerate((caption, line, drawn, self._sums[weekday])):
            grid.addWidget(widget, weekday, column)
        self.lines.append(line)
        self._drawn.append(drawn)

    def _typed(self) -> None:
        self._draw()
        self.changed.emit()

    def _copy(self) -> None:
        for line in self.lines[1:5]:
            line.setText(self.lines[0].text())
        self._typed()

    def _draw(self) -> None:
        read = [typed.hours(text) for text in self.days]
        every = [minute for day in read for pair in day or () for minute in pair]
        first = min([FROM, *(minute // _EVERY * _EVERY for minute in every)])
        last = max([TO, *(-(-minute // _EVERY) * _EVERY for minute in every)])
        for line, day, drawn, total in zip(self.lines, read, self._drawn, self._sums, strict=True):
            drawn.show_hours(day or (), first, last)
            minutes = sum(max(0, end - start) for start, end in day or ())
            total.setText("" if not minutes else self.tr("%1 h").replace("%1", f"{minutes / 60:g}"))
            if day is not None:
                style.set_kind(line, "")
