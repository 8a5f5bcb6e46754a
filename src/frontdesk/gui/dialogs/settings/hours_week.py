"""The week of working hours: seven days of bars that are pulled with the mouse or moved by keys.

The focus is on a day or on one of its bars. Up and Down go over the days, Tab over the bars of a day; Left and Right
move a bar, with Shift its end, with Alt its start, with Ctrl by 5 minutes. Enter types the times of the day.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from frontdesk.gui.dialogs.settings import hours_bars, hours_view
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_bars import FINE, STEP
from frontdesk.gui.dialogs.settings.hours_draft import DAYS
from frontdesk.gui.dialogs.settings.hours_keys import Keys, clashing
from frontdesk.gui.dialogs.settings.hours_menu import WeekMenu
from frontdesk.gui.dialogs.settings.hours_pull import How, Pull, Pulled, Week, joined
from frontdesk.gui.dialogs.settings.hours_row import AXIS, NAME, ROW, SUM, Bar, DayRow
from frontdesk.gui.dialogs.settings.hours_typed import TypedTimes
from frontdesk.gui.dialogs.settings.hours_view import View
from frontdesk.gui.ground import wording
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting

NONE: Week = ((),) * DAYS
_GRIP = 6
_CURSORS = {
    How.ADD: Qt.CursorShape.CrossCursor,
    How.MOVE: Qt.CursorShape.OpenHandCursor,
    How.START: Qt.CursorShape.SizeHorCursor,
    How.END: Qt.CursorShape.SizeHorCursor,
}


class WeekCanvas(QWidget):
    """The week.

    `edited` carries the seven days as they are wanted, `went` the day that has the focus now; `copy_asked` wants to
    choose the days to copy one to, `left_out` carries those that could not take it.
    """

    edited = Signal(object)
    went = Signal(int)
    copy_asked = Signal(int)
    left_out = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Working hours of the week"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.week: Week = NONE
        self.walls: Week = NONE
        self.weekday = 0
        self._view = View()
        self._pull: Pull | None = None
        self._pulled: Pulled | None = None
        self.rows = [DayRow(weekday, self) for weekday in range(DAYS)]
        for row in self.rows:
            row.clicked.connect(lambda _on=False, r=row: self.type_times(r.weekday))
            for bar in row.findChildren(Bar):
                bar.clicked.connect(lambda _on=False, r=row: self.type_times(r.weekday))
        self.rows[0].reachable(True)
        self.typed = TypedTimes(self)
        self.typed.given.connect(self._typed)
        self.typed.gave_up.connect(self.go)
        self._keys = Keys(self)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    # What is shown

    def show_week(self, week: Week, walls: Week = NONE, *, anew: bool = False) -> None:
        """Show other hours; anew, the part of the day that is shown is chosen for them too."""
        new = [each for day, before in zip(week, self.week, strict=True) for each in day if each not in before]
        self.week, self.walls = week, walls
        if anew:
            self._view = hours_view.around(s for day in (*week, *walls) for s in day)
            self.typed.shut()
        for each in new:
            self._view = self._view.holding(each.start, each.end)
        self._lay()

    def mark_wrong(self, weekday: int | None) -> None:
        """Mark the day that something is wrong with, or none."""
        for row in self.rows:
            row.wrong = row.weekday == weekday
            row.update()

    def sizeHint(self) -> QSize:
        """Ask for seven days and the hours above them."""
        return QSize(style.scaled(560), style.scaled(AXIS) + DAYS * style.scaled(ROW))

    def minimumSizeHint(self) -> QSize:
        """Do with less width."""
        return QSize(style.scaled(NAME + SUM) + 120, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the days anew."""
        super().resizeEvent(event)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Take on another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.updateGeometry()
            self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the hours above the days."""
        look = style.look()
        painter = QPainter(self)
        height = style.scaled(AXIS)
        painter.fillRect(QRect(0, height - 1, self.width(), 1), painting.colour(look.line))
        painter.setFont(fonts.font(11.5, scale=style.scale()))
        painter.setPen(painting.colour(look.muted))
        room = painter.fontMetrics().horizontalAdvance(wording.brief_minute_of_day(22 * 60)) + style.scaled(12)
        for minute in self._view.captions(room):
            said = f"{minute // 60:02d}" if not wording.half_days() else wording.brief_minute_of_day(minute)
            area = QRect(round(self._view.x(minute)), 0, room, height - 2)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), said)

    # Going about

    @property
    def index(self) -> int | None:
        """Give which bar of the day has the focus, None where the day itself has."""
        focused = QApplication.focusWidget()
        bars = self.rows[self.weekday].bars
        return next((n for n, bar in enumerate(bars) if bar is focused), None)

    def go(self, weekday: int, index: int | None = None) -> None:
        """Give the focus to a day or to one of its bars."""
        self.set_day(weekday)
        row = self.rows[weekday]
        if index is not None and row.held:
            index = min(index, len(row.held) - 1)
            held = row.held[index]
            self._view = self._view.holding(held.start, held.end)
            self._lay()
            row.bars[index].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_day(self, weekday: int) -> None:
        """Make a day the one that Tab leads to."""
        if weekday == self.weekday:
            return
        self.rows[self.weekday].reachable(False)
        self.rows[weekday].reachable(True)
        self.weekday = weekday
        self.went.emit(weekday)

    def type_times(self, weekday: int, text: str | None = None) -> None:
        """Type the times of a day, beginning with what was typed already if anything."""
        self.set_day(weekday)
        row = self.rows[weekday].geometry()
        area = row.adjusted(style.scaled(NAME), style.scaled(5), 0, -style.scaled(6))
        self.typed.open(weekday, self.week[weekday], self.walls[weekday], area, text)

    def change(self, week: Week, weekday: int, index: int | None = None) -> None:
        """Tell that the week is wanted otherwise, and keep the focus with what was changed."""
        if week != self.week:
            self.edited.emit(week)
        self.go(weekday, index)
        bars = self.week[weekday]
        said = words.day_spoken(weekday, bars)
        if index is not None and index < len(bars):
            said = words.bar_spoken(weekday, bars, index)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show more or less of the day; 0 shows what was shown at first."""
        middle = (self._view.first + self._view.last) / 2 if around is None else around
        if factor:
            self._view = self._view.zoomed(factor, middle)
        else:
            self._view = hours_view.around(s for day in self.week for s in day)
        self._lay()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        for row in self.rows:
            if now is row or (isinstance(now, Bar) and now.parentWidget() is row):
                self.set_day(row.weekday)
                row.update()

    def _typed(self, weekday: int, bars: object, stays: bool) -> None:
        assert isinstance(bars, tuple)
        week = (*self.week[:weekday], bars, *self.week[weekday + 1 :])
        if stays:
            self.change(week, weekday)
        elif week != self.week:
            self.edited.emit(week)

    def _lay(self) -> None:
        top, height = style.scaled(AXIS), style.scaled(ROW)
        left = style.scaled(NAME)
        self._view = self._view.laid(left, self.width() - left - style.scaled(SUM))
        shown = self._pulled.week if self._pulled is not None else self.week
        for row in self.rows:
            row.setGeometry(0, top + row.weekday * height, self.width(), height)
            row.show_bars(shown[row.weekday], self.walls[row.weekday], self._view)
        self.update()

    def copy_to(self, days: Sequence[int]) -> None:
        """Give other days the hours of the one that has the focus, and tell of those that have no room."""
        bars = self.week[self.weekday]
        full = tuple(day for day in days if clashing(bars, self.walls[day]))
        week = tuple(bars if day in days and day not in full else held for day, held in enumerate(self.week))
        self.change(week, self.weekday, self.index)
        if full:
            self.left_out.emit(full)

    # The mouse

    def under(self, place: QPoint) -> tuple[int, How, int] | None:
        """Find what lies at a place: the day, what a pull would do there, and the bar."""
        weekday = (place.y() - style.scaled(AXIS)) // style.scaled(ROW)
        inside = self._view.left <= place.x() <= self._view.left + self._view.width
        if place.y() < style.scaled(AXIS) or not 0 <= weekday < DAYS or not inside:
            return None
        grip = style.scaled(_GRIP)
        for n, each in enumerate(self.week[weekday]):
            left, right = self._view.x(each.start), self._view.x(each.end)
            edge = min(grip, (right - left) / 3)
            if left - 2 <= place.x() <= right + 2:
                how = How.START if place.x() < left + edge else How.END if place.x() > right - edge else How.MOVE
                return weekday, how, n
        return weekday, How.ADD, -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a bar, of its edge, or of free time."""
        found = self.under(event.position().toPoint())
        self.typed.leave()
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            weekday = (event.position().toPoint().y() - style.scaled(AXIS)) // style.scaled(ROW)
            if 0 <= weekday < DAYS and event.position().y() >= style.scaled(AXIS):
                self.go(weekday, found[2] if found is not None and found[2] >= 0 else None)
            return
        weekday, how, index = found
        minute = self._view.minute(event.position().x())
        self.go(weekday, index if index >= 0 else None)
        self._pull = Pull(how, self.week, self.walls, weekday, index, minute)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what letting go would make."""
        place = event.position().toPoint()
        if self._pull is None:
            found = self.under(place)
            self.setCursor(_CURSORS[found[1]] if found is not None else Qt.CursorShape.ArrowCursor)
            return
        if self._pull.how is How.MOVE:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        weekday = min(max((place.y() - style.scaled(AXIS)) // style.scaled(ROW), 0), DAYS - 1)
        step = FINE if event.modifiers() & Qt.KeyboardModifier.ControlModifier else STEP
        self._pulled = self._pull.to(weekday, self._view.minute(place.x()), step)
        self._lay()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        pulled, self._pull, self._pulled = self._pulled, None, None
        if pulled is not None:
            done = joined(pulled)
            self.change(done.week, done.weekday, done.index)
        self._lay()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type the times of the day that was pressed twice."""
        weekday = (event.position().toPoint().y() - style.scaled(AXIS)) // style.scaled(ROW)
        if 0 <= weekday < DAYS:
            self.type_times(weekday)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, go to an earlier or a later part of the day with Shift; else let the page scroll."""
        turns = (event.angleDelta().y() or event.angleDelta().x()) / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(0.8**turns, self._view.minute(event.position().x()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or event.angleDelta().x():
            self._view = self._view.panned(-60 * turns)
            self._lay()
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the bar or the day."""
        found = self.under(event.pos()) if event.reason() == QContextMenuEvent.Reason.Mouse else None
        if found is not None:
            self.go(found[0], found[2] if found[2] >= 0 else None)
        here: QWidget = self.rows[self.weekday]
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            here = focused
        at = event.globalPos() if found is not None else here.mapToGlobal(here.rect().center())
        menu = WeekMenu(self, self._keys)
        menu.popup(at)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the bars from being taken as somebody's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._keys.knows(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key asks for."""
        if self.typed.isVisible() or not self._keys.press(event):
            super().keyPressEvent(event)

    def stepped(self, steps: int, edge: str, step: int) -> None:
        """Move the bar that has the focus, or one edge of it, by steps."""
        index = self.index
        bars, walls = self.week[self.weekday], self.walls[self.weekday]
        if index is None:
            if bars:
                self.go(self.weekday, 0 if steps > 0 else len(bars) - 1)
            return
        held = bars[index]
        if edge == "both":
            made = hours_bars.moved(bars, walls, index, hours_bars.stepped(held.start, steps, step))
        else:
            minute = hours_bars.stepped(held.start if edge == "start" else held.end, steps, step)
            made = hours_bars.pulled(bars, walls, index, minute, edge=edge)
        week = (*self.week[: self.weekday], made, *self.week[self.weekday + 1 :])
        done = joined(Pulled(week, self.weekday, index))
        self.change(done.week, done.weekday, done.index)
