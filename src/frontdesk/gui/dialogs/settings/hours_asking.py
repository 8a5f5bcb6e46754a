"""The forms that the working-hours page opens, and what is done with their answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from frontdesk.domain.errors import Invalid
from frontdesk.domain.schedule import Rule
from frontdesk.gui.dialogs.settings.hours_copy import CopyForm
from frontdesk.gui.dialogs.settings.hours_draft import DatePlace
from frontdesk.gui.dialogs.settings.hours_forms import DateForm, PeriodForm, next_monday
from frontdesk.gui.dialogs.settings.hours_periods import Period, Sheet

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.settings.hours import HoursPage


class Asking:
    """The forms of one page. While its schedule is archived they stay shut."""

    def __init__(self, page: HoursPage) -> None:
        self._page = page

    def date(self, index: int | None) -> None:
        """Ask for a date that differs, or for other values of the one of a rule."""
        page = self._page
        if page.found is None or not self._may:
            return
        rule = page.draft.rules[index] if index is not None else None
        form = DateForm(page.window(), rule, page.found.today)
        form.given.connect(lambda given: self._take_date(form, given, index))
        if index is not None:
            form.removed.connect(lambda: page.edit_draft(page.draft.without_date(index)))
        card = page.parts.cards.card_of(index) if index is not None else None
        form.ask(card or page.parts.add_date)

    def weeks(self, weeks: int) -> None:
        """Ask from when on other weeks hold: a rota of several, or the same every week."""
        page = self._page
        if page.found is None or not self._may:
            return
        period = page.sheet.period
        first = next_monday(page.found.today)
        if period.first is not None and first <= period.first:
            first = period.first + timedelta(weeks=1)
        form = PeriodForm(page.window(), Period(first, None, weeks), page.found.today, new=True, removable=False)
        form.given.connect(lambda given: self._take_weeks(form, period, given, new=True))
        form.ask(page.parts.chips.rota if weeks > 1 else page.parts.chips.later)

    def period(self) -> None:
        """Ask when the weeks that are shown hold."""
        page = self._page
        if page.found is None or not self._may:
            return
        period = page.sheet.period
        many = len(page.draft.periods) > 1
        form = PeriodForm(page.window(), period, page.found.today, new=False, removable=many)
        form.given.connect(lambda given: self._take_weeks(form, period, given, new=False))
        form.removed.connect(lambda: page.edit_draft(page.draft.without_period(period)))
        form.ask(page.parts.chips.dates)

    def copy_day(self) -> None:
        """Ask for the days that get the hours of the one with the focus."""
        page = self._page
        if self._may:
            form = CopyForm(page.window(), page.parts.week.weekday)
            form.given.connect(page.parts.week.copy_to)
            form.ask(page.parts.chips.copy)

    @property
    def _may(self) -> bool:
        hours = self._page.hours
        return hours is not None and not hours.archived

    def _take_date(self, form: DateForm, given: Rule, index: int | None) -> None:
        draft = self._page.draft.with_date(given, index)
        problem = draft.problem()
        if problem is not None and isinstance(draft.place_of(str(problem.facts.get("field"))), DatePlace):
            form.refuse(problem)
            return
        form.close_card()
        self._page.edit_draft(draft)

    def _take_weeks(self, form: PeriodForm, period: Period, given: Period, *, new: bool) -> None:
        before = self._page.draft
        try:
            if new and given.first is not None:
                draft = before.split(period, given.first, given.weeks)
            else:
                draft = before.reshaped(period, given)
        except Invalid as refusal:
            form.refuse(refusal)
            return
        form.close_card()
        came = [p for p in draft.periods if p not in before.periods and p.first == given.first]
        if came:
            week = 0 if new else min(self._page.sheet.week, came[-1].weeks - 1)
            self._page.turn_to(Sheet(came[-1], week))
        self._page.edit_draft(draft)
