"""Free times as small buttons in rows, the chosen one filled; arrows walk over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.ground.look.tokens import RADIUS
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.labels import label, plain_tip

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


@dataclass(frozen=True, slots=True)
class Row:
    """Times under a heading. `named` tells the day on every chip, as they lie on different days."""

    title: str
    times: tuple[FreeTime, ...]
    named: bool = False


class Chip(QAbstractButton):
    """One time, or an offer to see more of a day.

    `steered` tells of arrows pressed on it, `met` that the pointer or the focus came to it or left it. While it is
    `telling` why it is not free, Esc is `dropped` and closes nothing else.
    """

    steered = Signal(str)
    met = Signal(bool)
    dropped = Signal()

    def __init__(self, big: str, small: str, spoken: str, *, more: bool = False, free: bool = True) -> None:
        super().__init__()
        self._big, self._small = big, small
        self.more, self.free = more, free
        self.telling = False
        self.setText(big)
        self.setAccessibleName(spoken)
        self.setCheckable(not more)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for two short lines."""
        return QSize(style.scaled(WIDTH), style.scaled(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by arrows; Enter shows more or why it is not free, and else is the dialog's."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _ARROWS:
            self.steered.emit(_ARROWS[key])
        elif key in _ENTER and (self.more or not self.free):
            self.click()
        elif key == Qt.Key.Key_Escape and self.telling:
            self.dropped.emit()
        elif key == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that the pointer is here."""
        super().enterEvent(event)
        self.met.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer has left."""
        super().leaveEvent(event)
        self.met.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus is here."""
        super().focusInEvent(event)
        self.met.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus has left."""
        super().focusOutEvent(event)
        self.met.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the time large and the practitioner small below it."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        self._paint_box(painter)
        if self.hasFocus():
            painting.ring(painter, area, look.text if self.isChecked() else look.accent)
        text = look.on_accent if self.isChecked() else look.accent if self.more else look.text
        text = text if self.free or self.isChecked() else look.muted
        small = look.on_accent if self.isChecked() else look.muted
        half = style.scaled(25)
        top = QRect(0, style.scaled(3), self.width(), half - style.scaled(1)) if self._small else area
        weight = QFont.Weight.DemiBold if self.free else QFont.Weight.Normal
        _centred(painter, top, self._big, text, 13.5, weight)
        below = QRect(style.scaled(4), half, self.width() - style.scaled(8), self.height() - half - style.scaled(3))
        _centred(painter, below, self._small, small, 11.5, QFont.Weight.Normal)

    def _paint_box(self, painter: QPainter) -> None:
        look, area = style.look(), self.rect()
        if self.isChecked():
            painting.rounded(painter, area, look.accent)
        elif not self.free:
            edge = look.muted if self.underMouse() else look.line
            painter.setPen(QPen(painting.colour(edge), 1, Qt.PenStyle.DashLine))
            painter.setBrush(painting.colour(look.ground))
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        elif not self.more:
            fill = look.raised if self.underMouse() else look.surface
            painting.rounded(painter, area, fill, look.accent if self.underMouse() else look.line)
        elif self.underMouse():
            painting.rounded(painter, area, look.raised)


def _centred(painter: QPainter, area: QRect, words: str, colour: str, px: float, weight: QFont.Weight) -> None:
    painter.setFont(fonts.font(px, weight, style.scale()))
    painter.setPen(painting.colour(colour))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)


class ChipRows(QWidget):
    """The rows of times.

    `picked` tells the time that a person chose, `asked` one that is not free and whose reasons are wanted with the
    chip it stands on, `left` that they are wanted no more, and `dropped` that Esc sends them away.
    """

    picked = Signal(object)
    asked = Signal(object, object)
    left = Signal()
    dropped = Signal()

    def __init__(self, zone: str = "UTC") -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Free times"))
        self.zone = zone
        self._rows: tuple[Row, ...] = ()
        self._whole: set[str] = set()
        self._all_whole = False
        self._columns, self._chip_width = 6, style.scaled(WIDTH)
        self._chosen: FreeTime | None = None
        self._chips: list[tuple[Chip, FreeTime | str]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.scaled(7))
        self._page: QWidget | None = None

    @property
    def times(self) -> list[FreeTime]:
        """Give the times that are shown as chips, in order."""
        return [time for _, time in self._chips if isinstance(time, FreeTime)]

    def chip(self, time: FreeTime) -> Chip | None:
        """Give the chip of a time, the one under its own day where it is suggested as well."""
        found = (chip for chip, held in reversed(self._chips) if isinstance(held, FreeTime) and held.is_at(time))
        return next(found, None)

    def show_rows(self, rows: Sequence[Row], chosen: FreeTime | None, *, whole: bool) -> None:
        """Show times, one line of each row unless the whole rows are asked for."""
        if (tuple(rows), whole) == (self._rows, self._all_whole):
            self.choose(chosen)
            return
        self._rows, self._all_whole, self._chosen = tuple(rows), whole, chosen
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
        focused = next((held for chip, held in self._chips if chip.hasFocus()), None)
        if self._page is not None:
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self.dropped.emit()
        self._chips = []
        self._page = QWidget()
        lines = QVBoxLayout(self._page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(style.scaled(5))
        for row in self._rows:
            lines.addWidget(label(row.title, "muted", wrap=True))
            lines.addLayout(self._grid(row))
            lines.addSpacing(style.scaled(9))
        lines.addStretch(1)
        self._column.addWidget(self._page)
        self._mark()
        if focused is not None:
            self._focus_again(focused)

    def _focus_again(self, held: FreeTime | str) -> None:
        """Give the focus back to one that is not free and was only looked at; else it belongs to the chosen one."""
        chip = self.chip(held) if isinstance(held, FreeTime) and not held.free else None
        if chip is not None:
            chip.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_chosen()

    def _grid(self, row: Row) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(style.scaled(GAP))
        shown = self._shown_of(row)
        chips = [self._time_chip(time, named=row.named) for time in shown]
        if len(shown) < len(row.times):
            chips.append(self._more_chip(row, len(row.times) - len(shown)))
        for place, chip in enumerate(chips):
            grid.addWidget(chip, place // self._columns, place % self._columns)
            chip.setFixedWidth(self._chip_width)
        grid.setColumnStretch(self._columns, 1)
        return grid

    def _shown_of(self, row: Row) -> tuple[FreeTime, ...]:
        late = row.times[self._columns - 1 :]
        chosen_late = self._chosen is not None and any(time.is_at(self._chosen) for time in late)
        if self._all_whole or row.title in self._whole or len(row.times) <= self._columns:
            return row.times
        return row.times[: self._columns - 1] if not chosen_late else row.times

    def _time_chip(self, time: FreeTime, *, named: bool) -> Chip:
        clock = wording.clock(time.start, self.zone)
        day = local_date(time.start, self.zone)
        small = time.name if time.free else self.tr("not free")
        if time.seats is not None:
            small = wording.filled(self.tr("%1 left · %2"), time.seats, time.name)
        spoken = f"{clock}, {time.name}, {wording.day_short(day)}"
        if not time.free:
            spoken = self.tr("%1, not free").replace("%1", spoken)
        big = f"{wording.dated(day, 'ddd')} {clock}" if named else clock
        chip = Chip(big, small, spoken, free=time.free)
        chip.clicked.connect(lambda: self._pick(time))
        chip.steered.connect(lambda where: self._steer(chip, where))
        told = " · ".join(time.why)
        chip.setAccessibleDescription(told)
        # Of several practitioners the chip has room for the first alone.
        chip.setToolTip(plain_tip(told or (time.name if time.parts else "")))
        if not time.free:
            chip.met.connect(lambda here: self.asked.emit(time, chip) if here else self.left.emit())
            chip.dropped.connect(self.dropped)
        self._chips.append((chip, time))
        return chip

    def _more_chip(self, row: Row, count: int) -> Chip:
        spoken = wording.filled(self.tr("%1 more times on %2"), count, row.title)
        chip = Chip(self.tr("+ %1 more").replace("%1", str(count)), "", spoken, more=True)
        chip.clicked.connect(lambda: self._expand(row.title))
        chip.steered.connect(lambda where: self._steer(chip, where))
        self._chips.append((chip, row.title))
        return chip

    def _mark(self) -> None:
        """Fill the chosen chip, and let Tab reach it alone."""
        reachable = self.chip(self._chosen) if self._chosen else None
        reachable = reachable or (self._chips[0][0] if self._chips else None)
        for chip, held in self._chips:
            chosen = isinstance(held, FreeTime) and held.is_at(self._chosen)
            chip.setChecked(chip.isCheckable() and chosen)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is reachable else Qt.FocusPolicy.ClickFocus)

    def _pick(self, time: FreeTime) -> None:
        self.choose(time)
        self.picked.emit(time)

    def _expand(self, title: str) -> None:
        seen = next(n for n, (_, held) in enumerate(self._chips) if held == title)
        self._whole.add(title)
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
        """Go to a chip, and pick its time; one that is not free is looked at and not picked."""
        if not 0 <= place < len(self._chips):
            return
        chip, time = self._chips[place]
        if isinstance(time, FreeTime) and time.free:
            self._pick(time)
        chip.setFocus(Qt.FocusReason.OtherFocusReason)
