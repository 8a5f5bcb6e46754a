"""The parts of the working-hours page, and where they stand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.frame import EDGE, scrolling
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_book import Found, Hours
from frontdesk.gui.dialogs.settings.hours_chips import SheetChips
from frontdesk.gui.dialogs.settings.hours_dates import DateCards
from frontdesk.gui.dialogs.settings.hours_draft import DAYS
from frontdesk.gui.dialogs.settings.hours_head import HoursHead
from frontdesk.gui.dialogs.settings.hours_periods import Sheet
from frontdesk.gui.dialogs.settings.hours_side import EffectBox, UsedBy
from frontdesk.gui.dialogs.settings.hours_tabs import TabWay
from frontdesk.gui.dialogs.settings.hours_week import WeekCanvas
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import Empty, SectionHeader, line

translate = QCoreApplication.translate

SIDE = 270
NARROW = 720


SHORT = 260


class HoursLayout(QObject):
    """The parts."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.head = HoursHead()
        self.chips = SheetChips()
        self.week = WeekCanvas()
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self.cards = DateCards()
        self.add_date = button(translate("Hours", "Add a date…"))
        self.holidays = button(translate("Hours", "Import holidays…"))
        self.used = UsedBy()
        self.effect = EffectBox()
        self.cancel = button(translate("Hours", "Cancel"))
        self.save = button(translate("Hours", "Save hours"), "primary")
        self.nobody = Empty(
            translate("Hours", "There are no practitioners yet."),
            translate("Hours", "Add practitioners first; their hours are set here."),
        )
        self.nobody.hide()
        self._body, self._side = QWidget(), QWidget()
        self._beside = line(upright=True)
        self._told = QWidget()
        self._below = QVBoxLayout()
        self._top, self._foot_box = QWidget(), QWidget()
        self._foot, self._side_foot = QHBoxLayout(self._foot_box), QHBoxLayout()
        self._stacked = self._squeezed = False
        self._way = TabWay()
        self._lay_out(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrange the parts anew when the page has another size."""
        if isinstance(event, QResizeEvent):
            self.arrange(event.size().width(), event.size().height())
        return False

    def arrange(self, width: int, height: int) -> None:
        """Put the side column below the week where there is no room beside it.

        Where there is hardly any height either, the pickers and the buttons scroll with the week.
        """
        squeezed = height < style.scaled(SHORT)
        self._squeeze(squeezed)
        stacked = squeezed or width < style.scaled(NARROW)
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self._beside.setVisible(not stacked)
        self._side.setVisible(not stacked)
        (self._below if stacked else self._side_column).insertWidget(0, self._told)
        foot = self._foot if stacked else self._side_foot
        for each in (self.cancel, self.save):
            foot.addWidget(each)

    def _squeeze(self, squeezed: bool) -> None:
        if squeezed == self._squeezed:
            return
        self._squeezed = squeezed
        (self._inside if squeezed else self._whole).insertWidget(0, self._top)
        (self._inside if squeezed else self._left_column).addWidget(self._foot_box)

    def show(self, found: Found, hours: Hours, sheet: Sheet, *, anew: bool) -> None:
        """Show a schedule, one of its weeks at a time."""
        self.nobody.hide()
        self._body.show()
        draft = hours.draft
        total = words.hours_a_week(draft.minutes_of_weeks(sheet.period, found.today))
        self.head.show_hours(found, hours, total)
        self.chips.show_sheets(draft.sheets, sheet, found.today)
        self.chips.say_day(self.week.weekday)
        walls = tuple(draft.walls(sheet, weekday) for weekday in range(DAYS))
        self.week.show_week(draft.week(sheet), walls, anew=anew)
        self.used.show_hours(found, hours)
        for each in (self.week, self.chips, self.add_date):
            each.setEnabled(not hours.archived)

    def lead(self) -> None:
        """Lead Tab from the pickers over the weeks, the days, the dates and the side column to the last button."""
        head, used, effect = self.head, self.used, self.effect
        self._way.lead(
            (
                *(head.whose, head.schedule, head.zone),
                *self.chips.stops,
                *(stop for row in self.week.rows for stop in row.stops),
                *self.chips.stops_below,
                *self.cards.cards,
                *(self.add_date, self.holidays),
                *used.ticks.values(),
                *(used.all, used.drop, effect.show_them, effect.visits, self.cancel, self.save),
            )
        )

    def show_nothing(self, found: Found) -> None:
        """Show that there is nobody who could have hours."""
        self.head.show_hours(found, None, "")
        self._body.hide()
        self.nobody.show()

    def say_wrong(self, weekday: int | None, date_rule: int | None, said: str) -> None:
        """Say what is wrong with a day of the week that is shown, or with the card of a date."""
        self.week.mark_wrong(weekday)
        self.cards.mark_wrong(date_rule)
        self.problem.setText(said)
        self.problem.setVisible(bool(said))

    def _lay_out(self, page: Page) -> None:
        page.installEventFilter(self)
        self._whole = column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout(self._top)
        top.setContentsMargins(*[style.scaled(n) for n in (EDGE, 14, EDGE, 12)])
        top.addWidget(self.head)
        column.addWidget(self._top)
        column.addWidget(line())
        column.addWidget(self.nobody, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._body, 1)
        across = QHBoxLayout(self._body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(self._left(page), 1)
        across.addWidget(self._beside)
        across.addWidget(self._side)
        self._fill_side()

    def _left(self, page: Page) -> QVBoxLayout:
        inside = QWidget()
        self._inside = column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(n) for n in (EDGE - 8, 12, EDGE - 4, 14)])
        column.setSpacing(style.scaled(8))
        buttons = QHBoxLayout()
        buttons.setSpacing(style.scaled(6))
        buttons.addWidget(self.add_date)
        buttons.addWidget(self.holidays)
        buttons.addStretch(1)
        column.addWidget(self.chips)
        column.addWidget(self.week)
        column.addWidget(self.problem)
        column.addWidget(self.chips.below)
        hint = translate(
            "Hours",
            "Drag bars or their edges · Enter types times · B adds a break · Del removes · Ctrl C and V copy a day",
        )
        hints = label(hint, "tiny", wrap=True)
        hints.setIndent(style.scaled(8))
        column.addWidget(hints)
        column.addSpacing(style.scaled(2))
        column.addWidget(SectionHeader(translate("Hours", "Dates that differ"), inset=8))
        held = QVBoxLayout()
        held.setContentsMargins(style.scaled(8), 0, 0, 0)
        held.addWidget(self.cards)
        column.addLayout(held)
        buttons.setContentsMargins(style.scaled(8), style.scaled(4), 0, 0)
        column.addLayout(buttons)
        self._below.setContentsMargins(style.scaled(8), style.scaled(12), 0, 0)
        column.addLayout(self._below)
        column.addStretch(1)
        self._left_column = left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(scrolling(inside), 1)
        self._foot.setContentsMargins(*[style.scaled(n) for n in (EDGE, 4, EDGE - 6, 12)])
        self._foot.setSpacing(style.scaled(6))
        self._foot.addWidget(page.message, 1)
        left.addWidget(self._foot_box)
        return left

    def _fill_side(self) -> None:
        told = QVBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(style.scaled(16))
        told.addWidget(self.used)
        told.addWidget(self.effect)
        inside = QWidget()
        self._side_column = QVBoxLayout(inside)
        self._side_column.setContentsMargins(*[style.scaled(n) for n in (EDGE, 18, EDGE, 12)])
        self._side_column.addWidget(self._told)
        self._side_column.addStretch(1)
        self._side_foot.setContentsMargins(*[style.scaled(n) for n in (EDGE - 10, 8, EDGE - 6, 14)])
        self._side_foot.setSpacing(style.scaled(6))
        self._side_foot.addStretch(1)
        self._side_foot.addWidget(self.cancel)
        self._side_foot.addWidget(self.save)
        whole = QVBoxLayout(self._side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolling(inside), 1)
        whole.addLayout(self._side_foot)
        self._side.setFixedWidth(style.scaled(SIDE))
