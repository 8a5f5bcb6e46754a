"""Free times in rows of small buttons, the chosen one filled; arrows walk over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs.chip import WIDTH, Chip, room_for
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.labels import label, plain_tip

GAP = 7
# So many times in succession that are not free are worth their place.
RUN = 6


@dataclass(frozen=True, slots=True)
class Row:
    """Times under a heading. `named` tells the day on every chip, as they lie on different days."""

    title: str
    times: tuple[FreeTime, ...]
    named: bool = False


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
        self.zone, self.today = zone, date.min
        self._rows: tuple[Row, ...] = ()
        self._whole: set[str] = set()
        self._all_whole = False
        self._room = style.scaled(6 * WIDTH + 5 * GAP)
        self._after: QWidget | None = None
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
        if width != self._room:
            self._room = width
            self._build()

    def stand_after(self, other: QWidget) -> None:
        """Come after another widget by Tab, however often the chips are made anew."""
        self._after = other
        self._order()

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
        self._order()
        if focused is not None:
            self._focus_again(focused)

    def _order(self) -> None:
        before = self._after
        for chip, _ in self._chips:
            if before is not None and before.window() is chip.window():
                QWidget.setTabOrder(before, chip)
            before = chip

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
        columns, width = self._columns(row)
        shown = self._shown_of(row, columns)
        chips = list(self._chips_of(row, shown, width))
        if len(shown) < len(row.times):
            spoken = wording.filled(self.tr("%1 more times on %2"), len(row.times) - len(shown), row.title)
            words = self.tr("+ %1 more").replace("%1", str(len(row.times) - len(shown)))
            chips.append(self._more_chip(words, spoken, row.title))
        for place, chip in enumerate(chips):
            grid.addWidget(chip, place // columns, place % columns)
            chip.setFixedWidth(width)
        grid.setColumnStretch(columns, 1)
        return grid

    def _columns(self, row: Row) -> tuple[int, int]:
        """Give how many chips lie side by side and how wide each is; the days have the same columns."""
        alike = [each for each in self._rows if each.named is row.named]
        big = {self._big(time, named=True) for time in row.times} if row.named else set()
        needed = room_for(big, {self._small(time) for each in alike for time in each.times})
        gap = style.scaled(GAP)
        columns = min(max((self._room + gap) // (needed + gap), 2), 8)
        return columns, (self._room - (columns - 1) * gap) // columns

    def _chips_of(self, row: Row, shown: Sequence[FreeTime], width: int) -> Iterator[Chip]:
        """Make the chips of times; many in succession that are not free are one chip until they are asked for."""
        for free, run in groupby(shown, key=lambda time: time.free):
            times = list(run)
            key = f"{row.title} {times[0].start}"
            if free or len(times) <= RUN or key in self._whole or any(t.is_at(self._chosen) for t in times):
                yield from (self._time_chip(time, row, width) for time in times)
                continue
            words = self.tr("+ %1 not free").replace("%1", str(len(times)))
            hours = wording.time_range(times[0].start, times[-1].start, self.zone)
            chip = self._more_chip(
                words, wording.filled(self.tr("%1 times that are not free, %2"), len(times), hours), key
            )
            chip.setToolTip(hours)
            yield chip

    def _shown_of(self, row: Row, columns: int) -> tuple[FreeTime, ...]:
        # Two lines where chips are wide, rather than one time and an offer of more.
        most = 2 * columns if columns == 2 else columns
        late = row.times[most - 1 :]
        chosen_late = self._chosen is not None and any(time.is_at(self._chosen) for time in late)
        if self._all_whole or row.title in self._whole or len(row.times) <= most or chosen_late:
            return row.times
        return row.times[: most - 1]

    def _big(self, time: FreeTime, *, named: bool) -> str:
        clock = wording.clock(time.start, self.zone)
        if not named:
            return clock
        day = local_date(time.start, self.zone)
        ahead = (day - self.today).days
        words = {0: self.tr("Today"), 1: self.tr("Tomorrow")}.get(ahead) or wording.day_short(day)
        return f"{words} {clock}"

    def _small(self, time: FreeTime) -> str:
        if not time.free:
            return self.tr("not free")
        if time.seats is not None:
            return wording.filled(self.tr("%1 left · %2"), time.seats, time.name)
        return time.name

    def _time_chip(self, time: FreeTime, row: Row, width: int) -> Chip:
        clock = wording.clock(time.start, self.zone)
        spoken = f"{clock}, {time.name}, {wording.day_short(local_date(time.start, self.zone))}"
        if not time.free:
            spoken = self.tr("%1, not free").replace("%1", spoken)
        chip = Chip(self._big(time, named=row.named), self._small(time), spoken, free=time.free)
        chip.setFixedWidth(width)
        chip.clicked.connect(lambda: self._pick(time))
        chip.steered.connect(lambda where: self._steer(chip, where))
        told = " · ".join(time.why)
        chip.setAccessibleDescription(told)
        # Where the words are cut short, all of them are told here.
        cut = (time.name,) if chip.elided() else ()
        chip.setToolTip(plain_tip(" · ".join((*cut, *time.why))))
        if not time.free:
            chip.met.connect(lambda here: self.asked.emit(time, chip) if here else self.left.emit())
            chip.dropped.connect(self.dropped)
        self._chips.append((chip, time))
        return chip

    def _more_chip(self, words: str, spoken: str, key: str) -> Chip:
        chip = Chip(words, "", spoken, more=True)
        chip.clicked.connect(lambda: self._expand(key))
        chip.steered.connect(lambda where: self._steer(chip, where))
        self._chips.append((chip, key))
        return chip

    def _mark(self) -> None:
        """Fill the chosen chip, and let Tab reach it alone."""
        filled = self.chip(self._chosen) if self._chosen else None
        reachable = filled or (self._chips[0][0] if self._chips else None)
        for chip, held in self._chips:
            chosen = isinstance(held, FreeTime) and held.is_at(self._chosen)
            chip.choose(chosen=chosen, again=chosen and chip is not filled)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is reachable else Qt.FocusPolicy.ClickFocus)

    def _pick(self, time: FreeTime) -> None:
        self.choose(time)
        self.picked.emit(time)

    def _expand(self, key: str) -> None:
        seen = next(n for n, (_, held) in enumerate(self._chips) if held == key)
        self._whole.add(key)
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
