"""A month to pick a day from, with a mark under each day that shows how full it is.

Every day is a small button of its own: so a screen reader gets its words and rectangle without any help.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.buttons import IconButton
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.pressable import Pressable

WEEKS = 6
DAYS = WEEKS * 7
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_MONTHS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class DayCell(Pressable):
    """One day of the month. `steps` asks for another day to have the focus: by days, or by months."""

    steps = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.day = date.min
        self.load: int | None = None
        self.outside = self.chosen = self.today = self.in_week = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for two digits and the mark."""
        return QSize(style.scaled(26), style.scaled(29))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the digits."""
        return QSize(style.scaled(22), style.scaled(29))

    def say(self) -> None:
        """Give a screen reader the date and how full it is."""
        words = wording.day_title(self.day)
        if self.today:
            words = self.tr("%1, today").replace("%1", words)
        if self.load is not None:
            words = f"{words}, {wording.booked_share(self.load)}"
        self.setAccessibleName(words)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that turn the month's page from being taken as the window's shortcuts."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _MONTHS and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the days by arrows, over the months by page keys; Enter picks."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.steps.emit(_STEPS[key], 0)
        elif key in _MONTHS:
            self.steps.emit(0, _MONTHS[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the day: filled where it is shown, ringed where it is today, its mark below."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.chosen:
            painting.rounded(painter, area, look.accent)
        elif self.in_week:
            painting.rounded(painter, area, look.accent_soft)
        elif self.underMouse():
            painting.rounded(painter, area, look.raised)
        if self.today and not self.chosen:
            painting.ring(painter, area, look.accent, width=1.2)
        if self.hasFocus():
            painting.ring(painter, area, look.text if self.chosen else look.accent)
        strong = QFont.Weight.DemiBold if self.chosen else QFont.Weight.Normal
        painter.setFont(fonts.font(12.5, strong, style.scale()))
        text = look.on_accent if self.chosen else look.muted if self.outside else look.text
        painter.setPen(painting.colour(text))
        digits = area.adjusted(0, 0, 0, -style.scaled(6))
        painter.drawText(digits, int(Qt.AlignmentFlag.AlignCenter), str(self.day.day))
        self._paint_mark(painter, area)

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        if not self.load:
            return
        look = style.look()
        width = max(2.0, area.width() * 0.62 * min(self.load, 100) / 100)
        height = max(2.0, style.scale() * 2)
        mark = QRectF(area.center().x() - width / 2, area.bottom() - style.scaled(4), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        alpha = 0.9 if self.chosen else 0.3 if self.outside else 0.65
        painter.setBrush(painting.colour(look.on_accent if self.chosen else look.accent, alpha))
        painter.drawRoundedRect(mark, height / 2, height / 2)


class MonthCalendar(QWidget):
    """The month. `picked` tells the day that a person chose; `turned` which days are on the page now."""

    picked = Signal(object)
    turned = Signal(object, int)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Month"))
        self._today = self._chosen = today
        self._whole_week = False
        self._loads: dict[date, int] = {}
        self._month = today.replace(day=1)
        self._title = label("", "heading")
        self._letters = [label("", "tiny") for _ in range(7)]
        self._cells = [self._made_cell() for _ in range(DAYS)]
        self._lay_out()
        self._fill()

    @property
    def first(self) -> date:
        """Give the first day on the page, often of the month before."""
        return self._month - timedelta(days=(self._month.weekday() - wording.first_weekday()) % 7)

    @property
    def month(self) -> date:
        """Give the first day of the month that is shown."""
        return self._month

    def select(self, day: date, *, whole_week: bool = False) -> None:
        """Mark a day, or its week, as the one that is shown, and turn to its month."""
        self._chosen, self._whole_week = day, whole_week
        self._turn(day.replace(day=1))

    def set_today(self, today: date) -> None:
        """Ring another day as today."""
        if today != self._today:
            self._today = today
            self._fill()

    def set_loads(self, loads: Mapping[date, int]) -> None:
        """Show how full the days are, in percent."""
        self._loads = dict(loads)
        for cell in self._cells:
            load = self._loads.get(cell.day)
            if load != cell.load:
                cell.load = load
                cell.say()
                cell.update()

    def turn(self, months: int) -> None:
        """Show another month, without picking a day."""
        self._turn(_other_month(self._month, months))

    def cell(self, day: date) -> DayCell | None:
        """Give the button of a day, None when it is not on the page."""
        index = (day - self.first).days
        return self._cells[index] if 0 <= index < DAYS else None

    def _turn(self, month: date) -> None:
        turned = month != self._month
        self._month = month
        self._fill()
        if turned:
            self.turned.emit(self.first, DAYS)

    def _walk(self, cell: DayCell, days: int, months: int) -> None:
        day = cell.day + timedelta(days=days)
        if months:
            month = _other_month(day.replace(day=1), months)
            last = (_other_month(month, 1) - timedelta(days=1)).day
            day = month.replace(day=min(day.day, last))
        if months or self.cell(day) is None:
            self._turn(day.replace(day=1))
        target = self.cell(day)
        if target is not None:
            self._give_tab(target)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_tab(self, cell: DayCell) -> None:
        """Let Tab reach one day only: the one that was walked to, else the one that is shown."""
        for other in self._cells:
            policy = Qt.FocusPolicy.StrongFocus if other is cell else Qt.FocusPolicy.ClickFocus
            other.setFocusPolicy(policy)

    def _fill(self) -> None:
        self._title.setText(wording.month_title(self._month))
        start = wording.first_weekday()
        for offset, letter in enumerate(self._letters):
            letter.setText(wording.weekday_letter((start + offset) % 7))
        week = self._chosen - timedelta(days=self._chosen.weekday())
        for offset, cell in enumerate(self._cells):
            day = self.first + timedelta(days=offset)
            cell.day, cell.load = day, self._loads.get(day)
            cell.outside = day.month != self._month.month
            cell.chosen, cell.today = day == self._chosen, day == self._today
            cell.in_week = self._whole_week and week <= day < week + timedelta(days=7)
            cell.say()
            cell.update()
        self._give_tab(self.cell(self._chosen) or self.cell(self._month) or self._cells[0])

    def _made_cell(self) -> DayCell:
        made = DayCell(self)
        made.clicked.connect(lambda: self._pick(made.day))
        made.steps.connect(lambda days, months: self._walk(made, days, months))
        return made

    def _pick(self, day: date) -> None:
        self.picked.emit(day)

    def _lay_out(self) -> None:
        back = IconButton("chevron-left", self.tr("Month before"), "quiet", size=14)
        on = IconButton("chevron-right", self.tr("Month after"), "quiet", size=14)
        back.clicked.connect(lambda: self.turn(-1))
        on.clicked.connect(lambda: self.turn(1))
        head = QHBoxLayout()
        head.setSpacing(0)
        head.setContentsMargins(style.scaled(4), 0, 0, 0)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(back)
        head.addWidget(on)
        grid = QGridLayout()
        grid.setSpacing(0)
        for column, letter in enumerate(self._letters):
            letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(letter, 0, column)
            grid.setColumnStretch(column, 1)
        for index, cell in enumerate(self._cells):
            grid.addWidget(cell, 1 + index // 7, index % 7)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(style.scaled(4))
        column_box.addLayout(head)
        column_box.addLayout(grid)


def _other_month(month: date, step: int) -> date:
    years, index = divmod(month.month - 1 + step, 12)
    return date(month.year + years, index + 1, 1)
