"""The parts of the working-hours page, and where they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
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
from frontdesk.gui.dialogs.settings.hours_week import WeekCanvas
from frontdesk.gui.dialogs.settings.page import Page
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.sections import Empty, SectionHeader, line

SIDE = 270


class HoursLayout:
    """The parts."""

    def __init__(self, page: Page) -> None:
        tr = words.translate
        self.head = HoursHead()
        self.chips = SheetChips()
        self.week = WeekCanvas()
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self.cards = DateCards()
        self.add_date = button(tr("Hours", "Add a date…"))
        self.holidays = button(tr("Hours", "Import holidays…"))
        self.used = UsedBy()
        self.effect = EffectBox()
        self.cancel = button(tr("Hours", "Cancel"))
        self.save = button(tr("Hours", "Save hours"), "primary")
        self.nobody = Empty(
            tr("Hours", "There are no practitioners yet."),
            tr("Hours", "Add practitioners first; their hours are set here."),
        )
        self.nobody.hide()
        self._body = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(*[style.scaled(n) for n in (EDGE, 14, EDGE, 12)])
        top.addWidget(self.head)
        column.addLayout(top)
        column.addWidget(line())
        column.addWidget(self.nobody, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._body, 1)
        across = QHBoxLayout(self._body)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addLayout(self._left(page), 1)
        across.addWidget(line(upright=True))
        across.addWidget(self._side())

    def show(self, found: Found, hours: Hours, sheet: Sheet, *, anew: bool) -> None:
        """Show a schedule, one of its weeks at a time."""
        self.nobody.hide()
        self._body.show()
        draft = hours.draft
        total = words.hours_a_week(draft.minutes_a_week(sheet.period), sheet.period.weeks)
        self.head.show_hours(found, hours, total)
        self.chips.show_sheets(draft.sheets, sheet, found.today)
        self.chips.say_day(self.week.weekday)
        walls = tuple(draft.walls(sheet, weekday) for weekday in range(DAYS))
        self.week.show_week(draft.week(sheet), walls, anew=anew)
        self.used.show_hours(found, hours)
        for each in (self.week, self.chips, self.add_date):
            each.setEnabled(not hours.archived)

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

    def _left(self, page: Page) -> QVBoxLayout:
        inside = QWidget()
        column = QVBoxLayout(inside)
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
        column.addSpacing(style.scaled(8))
        column.addWidget(SectionHeader(words.translate("Hours", "Dates that differ"), inset=8))
        for part in (self.cards,):
            held = QVBoxLayout()
            held.setContentsMargins(style.scaled(8), 0, 0, 0)
            held.addWidget(part)
            column.addLayout(held)
        buttons.setContentsMargins(style.scaled(8), style.scaled(4), 0, 0)
        column.addLayout(buttons)
        column.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(scrolling(inside), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(*[style.scaled(n) for n in (EDGE, 0, EDGE, 12)])
        foot.addWidget(page.message)
        left.addLayout(foot)
        return left

    def _side(self) -> QWidget:
        side, inside = QWidget(), QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(*[style.scaled(n) for n in (EDGE, 18, EDGE, 12)])
        column.setSpacing(style.scaled(16))
        column.addWidget(self.used)
        column.addWidget(self.effect)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(*[style.scaled(n) for n in (EDGE - 10, 8, EDGE - 6, 14)])
        foot.setSpacing(style.scaled(6))
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolling(inside), 1)
        whole.addLayout(foot)
        side.setFixedWidth(style.scaled(SIDE))
        return side
