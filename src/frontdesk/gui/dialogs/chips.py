"""Free times as small buttons in rows, the chosen one filled; arrows walk over them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.free_times import DayTimes, FreeTime
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.labels import label

WIDTH, HEIGHT, GAP = 107, 46, 7
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}


class Chip(QAbstractButton):
    """One time, or an offer to see more of a day. `steered` tells of arrows pressed on it."""

    steered = Signal(str)

    def __init__(self, big: str, small: str, spoken: str, *, more: bool = False) -> None:
        super().__init__()
        self._big, self._small = big, small
        self.more = more
        self.setText(big)
        self.setAccessibleName(spoken)
        self.setCheckable(not more)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for two short lines."""
        return QSize(style.scaled(WIDTH), style.scaled(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows; Enter shows more where there is more, and else is the dialog's."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _ARROWS:
            self.steered.emit(_ARROWS[key])
        elif key in _ENTER and self.more:
            self.click()
        elif key == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the time large and the practitioner small below it."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if self.isChecked():
            painting.rounded(painter, area, look.accent)
        elif not self.more:
            fill = look.raised if self.underMouse() else look.surface
            painting.rounded(painter, area, fill, look.accent if self.underMouse() else look.line)
        elif self.underMouse():
            painting.rounded(painter, area, look.raised)
        if self.hasFocus():
            painting.ring(painter, area, look.text if self.isChecked() else look.accent)
        text = look.on_accent if self.isChecked() else look.accent if self.more else look.text
        small = look.on_accent if self.isChecked() else look.muted
        half = style.scaled(25)
        top = QRect(0, style.scaled(3), self.width(), half - style.scaled(1)) if self._small else area
        _centred(painter, top, self._big, text, 13.5, QFont.Weight.DemiBold)
        below = QRect(style.scaled(4), half, self.width() - style.scaled(8), self.height() - half - style.scaled(3))
        _centred(painter, below, self._small, small, 11.5, QFont.Weight.Normal)


def _centred(painter: QPainter, area: QRect, words: str, colour: str, px: float, weight: QFont.Weight) -> None:
    painter.setFont(fonts.font(px, weight, style.scale()))
    painter.setPen(painting.colour(colour))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)


class ChipRows(QWidget):
    """The days with their times. `picked` tells the time that a person chose."""

    picked = Signal(object)

    def __init__(self, zone: str = "UTC") -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Free times"))
        self.zone = zone
        self.today: date | None = None
        self._days: tuple[DayTimes, ...] = ()
        self._whole: set[date] = set()
        self._all_whole = False
        self._columns, self._chip_width = 6, style.scaled(WIDTH)
        self._chosen: FreeTime | None = None
        self._chips: list[tuple[Chip, FreeTime | date]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(7))
        self._page: QWidget | None = None

    @property
    def times(self) -> list[FreeTime]:
        """Give the times that are shown as chips, in order."""
        return [time for _, time in self._chips if isinstance(time, FreeTime)]

    def chip(self, time: FreeTime) -> Chip | None:
        """Give the chip of a time."""
        return next((chip for chip, held in self._chips if held == time), None)

    def show_days(self, days: Sequence[DayTimes], chosen: FreeTime | None, *, whole: bool) -> None:
        """Show the times of some days, one row of each unless the whole days are asked for."""
        if (tuple(days), whole) == (self._days, self._all_whole):
            self.choose(chosen)
            return
        self._days, self._all_whole, self._chosen = tuple(days), whole, chosen
        self._build()

    def choose(self, chosen: FreeTime | None) -> None:
        """Fill the chip of a time."""
        self._chosen = chosen
        self._mark()

    def fit(self, width: int) -> None:
        """Put as many chips in a row as a width has room for."""
        gap = style.scaled(GAP)
        columns = min(max((width + gap) // (style.scaled(WIDTH - 6) + gap), 2), 8)
        each = (width - (columns - 1) * gap) // columns
        if (columns, each) != (self._columns, self._chip_width):
            self._columns, self._chip_width = columns, each
            self._build()

    def focus_chosen(self) -> bool:
        """Give the focus to the chosen time, else to the first; tell whether there is one."""
        chip = self.chip(self._chosen) if self._chosen else None
        chip = chip or (self._chips[0][0] if self._chips else None)
        if chip is not None:
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
        return chip is not None

    def _build(self) -> None:
        focused = any(chip.hasFocus() for chip, _ in self._chips)
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._chips = []
        self._page = QWidget()
        rows = QVBoxLayout(self._page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(style.scaled(5))
        for day in self._days:
            rows.addWidget(label(self._day_words(day.day), "muted"))
            rows.addLayout(self._grid(day))
            rows.addSpacing(style.scaled(9))
        rows.addStretch(1)
        self._column.addWidget(self._page)
        self._mark()
        if focused:
            self.focus_chosen()

    def _grid(self, day: DayTimes) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(style.scaled(GAP))
        shown = self._shown_of(day)
        chips: list[Chip] = []
        for time in shown:
            chips.append(self._time_chip(time, day.day))
        if len(shown) < len(day.times):
            chips.append(self._more_chip(day, len(day.times) - len(shown)))
        for place, chip in enumerate(chips):
            grid.addWidget(chip, place // self._columns, place % self._columns)
            chip.setFixedWidth(self._chip_width)
        grid.setColumnStretch(self._columns, 1)
        return grid

    def _shown_of(self, day: DayTimes) -> tuple[FreeTime, ...]:
        chosen_late = self._chosen in day.times[self._columns - 1 :]
        if self._all_whole or day.day in self._whole or len(day.times) <= self._columns:
            return day.times
        return day.times[: self._columns - 1] if not chosen_late else day.times

    def _time_chip(self, time: FreeTime, day: date) -> Chip:
        clock = wording.clock(time.start, self.zone)
        chip = Chip(clock, time.name, f"{clock}, {time.name}, {wording.day_short(day)}")
        chip.clicked.connect(lambda: self._pick(time))
        chip.steered.connect(lambda where: self._steer(chip, where))
        self._chips.append((chip, time))
        return chip

    def _more_chip(self, day: DayTimes, count: int) -> Chip:
        spoken = self.tr("%1 more times on %2").replace("%1", str(count)).replace("%2", wording.day_short(day.day))
        chip = Chip(self.tr("+ %1 more").replace("%1", str(count)), "", spoken, more=True)
        chip.clicked.connect(lambda: self._expand(day.day))
        chip.steered.connect(lambda where: self._steer(chip, where))
        self._chips.append((chip, day.day))
        return chip

    def _day_words(self, day: date) -> str:
        words = wording.day_short(day)
        if self.today is None:
            return words
        ahead = (day - self.today).days
        if ahead == 0:
            return self.tr("Today, %1").replace("%1", words)
        return self.tr("Tomorrow, %1").replace("%1", words) if ahead == 1 else words

    def _mark(self) -> None:
        """Fill the chosen chip, and let Tab reach it alone."""
        reachable = self.chip(self._chosen) if self._chosen else None
        reachable = reachable or (self._chips[0][0] if self._chips else None)
        for chip, time in self._chips:
            chip.setChecked(chip.isCheckable() and time == self._chosen)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is reachable else Qt.FocusPolicy.ClickFocus)

    def _pick(self, time: FreeTime) -> None:
        self.choose(time)
        self.picked.emit(time)

    def _expand(self, day: date) -> None:
        seen = next(n for n, (_, held) in enumerate(self._chips) if held == day)
        self._whole.add(day)
        self._build()
        self._go(seen)

    def _steer(self, chip: Chip, where: str) -> None:
        here = next(n for n, (held, _) in enumerate(self._chips) if held is chip)
        last = len(self._chips) - 1
        there = {"left": here - 1, "right": here + 1, "first": 0, "last": last}.get(where)
        self._go(self._above_or_below(chip, where, here) if there is None else there)

    def _above_or_below(self, chip: Chip, where: str, here: int) -> int:
        """Find the chip of the next row whose middle is nearest."""
        middle = chip.mapTo(self, chip.rect().center())
        best, least = here, (1 << 30, 1 << 30)
        for n, (other, _) in enumerate(self._chips):
            place = other.mapTo(self, other.rect().center())
            down = place.y() - middle.y() if where == "down" else middle.y() - place.y()
            if down > 4 and (down, abs(place.x() - middle.x())) < least:
                best, least = n, (down, abs(place.x() - middle.x()))
        return best

    def _go(self, place: int) -> None:
        if not 0 <= place < len(self._chips):
            return
        chip, time = self._chips[place]
        if isinstance(time, FreeTime):
            self._pick(time)
        chip.setFocus(Qt.FocusReason.OtherFocusReason)
