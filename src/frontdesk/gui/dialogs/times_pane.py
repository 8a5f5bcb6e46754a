"""The right half of the booking dialog: one practitioner's day, and the free times by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.chips import ChipRows, Row
from frontdesk.gui.dialogs.day_strip import DayStrip, StripDay
from frontdesk.gui.dialogs.frame import EDGE, is_whole, scrolling
from frontdesk.gui.dialogs.free_times import DayTimes, FreeTime, Part
from frontdesk.gui.dialogs.part_choice import PartChoice
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import IconButton, button
from frontdesk.gui.parts.calendar import MonthCalendar
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.labels import ElidedLabel, label
from frontdesk.gui.parts.sections import Empty

# In lower panes nothing but the choices stands above the times.
LOW = 400
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})


class TimesPane(QWidget):
    """The pane. It tells what was asked for and shows what it is told.

    `picked` is a FreeTime, `pointed` an instant on the line of the day, `part_chosen` a Part, `day_chosen` a date,
    `stepped` days back or on. `more_asked` wants later times, `taken_asked` those that are not free as well, and
    `series_asked` the dates of a visit that comes again; `scrolled` says that the times have moved.
    """

    picked = Signal(object)
    pointed = Signal(object)
    part_chosen = Signal(object)
    day_chosen = Signal(object)
    stepped = Signal(int)
    more_asked = Signal()
    series_asked = Signal()
    scrolled = Signal()
    taken_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self._month: Popover | None = None
        self._part = Part.FIRST
        self._chosen: FreeTime | None = None
        self._low = self._narrow = self._unfolded = self._whole = False
        self._suggested: Row | None = None
        self._rows: list[Row] = []
        self.parts = PartChoice()
        self.parts.chosen.connect(self._choose_part)
        self.taken = self._tick_box()
        self.back = IconButton("chevron-left", self.tr("A day back"), size=14)
        self.on = IconButton("chevron-right", self.tr("A day on"), size=14)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.whose = ElidedLabel("", "strong")
        self.facts = ElidedLabel("", "muted")
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.strip = DayStrip()
        self.strip.pointed.connect(self.pointed)
        self.chips, self.empty = ChipRows(), Empty("")
        self.chips.picked.connect(self.picked)
        self.later = button(self.tr("Later…"), "link", does=self.more_asked.emit)
        self.later.setToolTip(self.tr("More days with free times"))
        self.later.setAutoDefault(False)
        self.series = button(self.tr("All dates of the series ›"), "link", does=self.series_asked.emit)
        self.series.setAutoDefault(False)
        self.series.hide()
        self.more = IconButton("chevron-down", self.tr("Show the day and what is suggested"), size=14)
        self.more.setCheckable(True)
        self.more.toggled.connect(self._unfold)
        self._scroll = scrolling(self._list())
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _place: self.scrolled.emit())
        self._lay_out()

    def begin(self, zone: str, today: date) -> None:
        """Show times of a zone, and name today and tomorrow."""
        self.chips.zone, self.chips.today, self._today = zone, today, today

    def show_times(
        self, days: Sequence[DayTimes], chosen: FreeTime | None, part: Part, *, suggested: Row | None = None
    ) -> None:
        """Show what is free, under the heading of its day, and first of all what is suggested."""
        # Times that are not free are worth their place only beside all others of the day.
        whole = part is Part.DAY or self.taken.isChecked()
        rows = [Row(self._day_words(day.day), day.times) for day in days if day.times]
        self._suggested, self._rows, self._whole = suggested, rows, whole
        self._show_rows(chosen)
        self.empty.setVisible(not any(day.free for day in days))
        self.later.setVisible(bool(rows) and part is not Part.DAY)
        if chosen is not None and not chosen.is_at(self._chosen):
            # Chips that were just made have no place yet.
            QTimer.singleShot(0, self, self._show_chosen)
        self._chosen = chosen

    def _show_rows(self, chosen: FreeTime | None) -> None:
        # Where there is little room it belongs to the days.
        first = [self._suggested] if self._suggested is not None and not self._folded else []
        self.chips.show_rows([*first, *self._rows], chosen, whole=self._whole)

    def _day_words(self, day: date) -> str:
        words = wording.day_short(day)
        ahead = (day - self._today).days
        if ahead == 0:
            return self.tr("Today, %1").replace("%1", words)
        return self.tr("Tomorrow, %1").replace("%1", words) if ahead == 1 else words

    def say(self, title: str, text: str = "") -> None:
        """Say why nothing is shown."""
        self.empty.say(title, text)

    def _show_chosen(self) -> None:
        chip = self.chips.chip(self._chosen) if self._chosen else None
        if chip is None:
            return
        view = self._scroll.viewport()
        if chip.mapTo(self.chips, QPoint(0, chip.height())).y() + self.chips.y() <= view.height():
            # All that leads to it fits: to begin anywhere else would cut the first words off.
            self._scroll.verticalScrollBar().setValue(0)
        elif not is_whole(chip, self._scroll):
            self._scroll.ensureWidgetVisible(chip, 0, style.scaled(40))

    def focus_chosen(self) -> bool:
        """Give the focus to the chosen time, else to the first; tell whether there is one."""
        found = self.chips.focus_chosen()
        # The focus is followed at once, wherever chips that were just made happen to be.
        QTimer.singleShot(0, self, self._show_chosen)
        return found

    def show_strip(self, day: StripDay | None) -> None:
        """Show the line of one practitioner's day."""
        self.strip.show_day(day)
        if day is None:
            self.whose.setText("")
            self.facts.setText("")
            return
        column = day.column
        self.whose.setText(f"{wording.day_short(column.day)} · {column.name}")
        hours = [wording.time_range(i.start, i.end, day.board.zone) for i in column.open]
        told = [", ".join(hours) or self.tr("does not work this day")]
        if column.load is not None:
            told.append(wording.booked_share(column.load))
        self.facts.setText(" · ".join(told))

    def choose_part(self, part: Part) -> None:
        """Show which times are shown without telling that a person chose them."""
        self._part = part
        self.parts.choose(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the days by page keys."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep arrows on the buttons above the times from wandering on to what comes after the times."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down:
            self.focus_chosen()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and watched in (self.back, self.on):
            beside = self.back if key == Qt.Key.Key_Left else self.on
            beside.setFocus(Qt.FocusReason.OtherFocusReason)
        return key in _ARROWS

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold away what has no room beside the times, and put as many chips in a row as there is room for."""
        super().resizeEvent(event)
        room = self.width() - 2 * style.scaled(EDGE)
        beside = self.parts.whole_width + self._title.sizeHint().width() + self._taken_width
        low, narrow = self.height() < style.scaled(LOW), room < beside + 2 * style.scaled(14)
        before, self._low, self._narrow = (self._low, self._narrow), low, narrow
        if before != (low, narrow):
            self._place()
        self.parts.fit(room - (self.more.sizeHint().width() + style.scaled(14) if low else 0))
        self.chips.fit(room - style.scaled(10))

    @property
    def _folded(self) -> bool:
        return self._low and not self._unfolded

    def _unfold(self, wanted: bool) -> None:
        self._unfolded = wanted
        self._place()
        self._show_rows(self._chosen)
        if wanted:
            self._scroll.verticalScrollBar().setValue(0)

    def _place(self) -> None:
        """Put everything where it has room: the day above the times, or with them into what scrolls."""
        self._title.setVisible(not self._narrow and not self._low)
        self.more.setVisible(self._low)
        self.facts.setVisible(not self._narrow)
        self._top.removeWidget(self.taken)
        self._about.removeWidget(self.taken)
        if self._narrow or self._low:
            self.taken.setText(self._taken_words)
            self._about.insertWidget(0, self.taken, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.taken.setText(self._taken_lines)
            self._top.addWidget(self.taken)
        self._column.removeWidget(self._day)
        self._inside.removeWidget(self._day)
        if self._low:
            self._inside.insertWidget(0, self._day)
        else:
            self._column.insertWidget(self._column.indexOf(self._scroll), self._day)
        self._day.setVisible(not self._folded)
        self._order()
        self._show_rows(self._chosen)

    def _order(self) -> None:
        """Let Tab go down as the eye does, wherever things were put."""
        last: QWidget = self.parts.folded
        for each in (self.more, self.taken, self.back, self.on):
            QWidget.setTabOrder(last, each)
            last = each
        self.chips.stand_after(last)

    def _choose_part(self, part: Part) -> None:
        if part is Part.DAY:
            self._ask_day()
        else:
            self.part_chosen.emit(part)

    def _ask_day(self) -> None:
        """Ask for the day in a month below the button."""
        window = self.window()
        self._month = Popover(window)
        self._month.setAccessibleName(self.tr("Pick a day"))
        calendar = MonthCalendar(self._today, self._month)
        calendar.picked.connect(self._day_picked)
        self._month.closed.connect(lambda: self.choose_part(self._part))
        box = QVBoxLayout()
        box.setContentsMargins(*[style.scaled(12)] * 4)
        box.addWidget(calendar)
        self._month.body.addLayout(box)
        corner = self.parts.mapTo(window, QPoint(0, 0))
        width = style.scaled(236)
        under = QRect(corner, self.parts.size()).adjusted(max(0, self.parts.width() - width), 0, 0, 0)
        self._month.open_at(under, width=width)
        day = calendar.cell(self._today)
        if day is not None:
            day.setFocus(Qt.FocusReason.PopupFocusReason)

    def _day_picked(self, day: date) -> None:
        if self._month is not None:
            self._month.close_card()
            self._month.deleteLater()
            self._month = None
        self.day_chosen.emit(day)

    def _tick_box(self) -> QCheckBox:
        self._taken_words = self.tr("Show times that are not free")
        self._taken_lines = self.tr("Show times that\nare not free")
        made = QCheckBox(self._taken_lines)
        made.setAccessibleName(self._taken_words)
        made.toggled.connect(self.taken_asked)
        self._taken_width = made.sizeHint().width()
        return made

    def _list(self) -> QWidget:
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, style.scaled(10), 0)
        self._inside.setSpacing(0)
        self._inside.addWidget(self.empty)
        self._inside.addWidget(self.chips)
        self._inside.addWidget(self.later, 0, Qt.AlignmentFlag.AlignLeft)
        self._inside.addStretch(1)
        return inside

    def _about_day(self) -> QWidget:
        whose = QHBoxLayout()
        whose.setSpacing(style.scaled(6))
        whose.addWidget(self.back)
        whose.addWidget(self.on)
        whose.addSpacing(style.scaled(4))
        whose.addWidget(self.whose, 1)
        whose.addWidget(self.facts, 1)
        day = QWidget()
        self._about = QVBoxLayout(day)
        self._about.setContentsMargins(0, 0, 0, style.scaled(4))
        self._about.setSpacing(style.scaled(10))
        self._about.addLayout(whose)
        self._about.addWidget(self.strip)
        return day

    def _lay_out(self) -> None:
        # Two short lines leave room for the choices beside them.
        self._title = label(self.tr("Free\ntimes"), "strong")
        self._top = QHBoxLayout()
        self._top.setSpacing(style.scaled(14))
        self._top.addWidget(self._title)
        self._top.addWidget(self.parts)
        self._top.addWidget(self.more)
        self._top.addStretch(1)
        self._day = self._about_day()
        self._column = QVBoxLayout(self)
        edge = style.scaled(EDGE)
        self._column.setContentsMargins(edge, style.scaled(16), edge, 0)
        self._column.setSpacing(style.scaled(10))
        self._column.addLayout(self._top)
        self._column.addWidget(self.series, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._scroll, 1)
        for each in (self.taken, self.back, self.on, self.more):
            each.installEventFilter(self)
        self._place()
