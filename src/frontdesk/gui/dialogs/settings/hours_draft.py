"""A schedule while it is edited: its rules themselves, seen as weeks of bars and as dates that differ. No Qt, no clock.

The rules are the truth and every edit changes only those that it is about. So what no screen shows, such as the note
of a weekday rule, is kept as it came, and a refusal that names `rules[2]` can be told where that rule is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import lcm

from frontdesk.domain.errors import Invalid
from frontdesk.domain.schedule import MOST_WEEKS, WEEKDAYS, Rule, Stretch, checked_rules, merged
from frontdesk.gui.dialogs.settings import hours_bars
from frontdesk.gui.dialogs.settings.hours_bars import Bars
from frontdesk.gui.dialogs.settings.hours_periods import Period, Sheet, monday, periods_of

DAYS = 7
_RULE = re.compile(r"rules\[(\d+)\]")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayPlace:
    """Where a weekday rule is shown: a week and its day, 0 Monday to 6 Sunday."""

    sheet: Sheet
    weekday: int


@dataclass(frozen=True, slots=True)
class DatePlace:
    """Where a date rule is shown: the card of a date, by its place among the rules."""

    index: int


Place = DayPlace | DatePlace


@dataclass(frozen=True, slots=True)
class HoursDraft:
    """The rules, and the periods that are shown; one of these may have no rule yet."""

    rules: tuple[Rule, ...] = ()
    periods: tuple[Period, ...] = (Period(),)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Give every week that can be edited."""
        return tuple(sheet for period in self.periods for sheet in period.sheets)

    @property
    def dates(self) -> tuple[tuple[int, Rule], ...]:
        """Give the date rules in the order of their dates, each with its place among the rules."""
        held = [(n, rule) for n, rule in enumerate(self.rules) if rule.date is not None]
        return tuple(sorted(held, key=lambda pair: (pair[1].date or date.min, pair[1].until or date.min)))

    def bars(self, sheet: Sheet, weekday: int) -> Bars:
        """Give the open stretches of one day of a week."""
        held = self._of_day(sheet, weekday)
        return tuple(merged(s for n in held for s in self.rules[n].intervals))

    def week(self, sheet: Sheet) -> tuple[Bars, ...]:
        """Give the open stretches of a week, Monday first."""
        return tuple(self.bars(sheet, weekday) for weekday in range(DAYS))

    def walls(self, sheet: Sheet, weekday: int) -> Bars:
        """Give what other weeks of the schedule hold on the same dates, which this one cannot overlap."""
        day = WEEKDAYS[weekday]
        others = (r for r in self.rules if r.day is day and not sheet.holds(r) and sheet.meets(r))
        return tuple(sorted({s for rule in others for s in rule.intervals}))

    def minutes_of_weeks(self, period: Period, today: date) -> tuple[int, ...]:
        """Give how long is worked in each week of a period, from today on, until the weeks come again.

        What other weeks of the schedule hold on these dates counts too; dates that differ do not.
        """
        begin = monday(max(today, period.first or today))
        if period.first is not None and begin < period.first:
            begin += timedelta(weeks=1)
        if period.until is not None and begin > monday(period.until):
            begin = monday(period.until)
        count = min(lcm(*(rule.every for rule in self.rules), period.weeks), MOST_WEEKS)
        weeks = tuple(self._minutes(begin + timedelta(weeks=n)) for n in range(count))
        rest = count if period.until is None else (period.until - begin).days // 7
        return weeks[: max(rest, 1)]

    def _minutes(self, first: date) -> int:
        days = (first + timedelta(days=n) for n in range(DAYS))
        held = ((rule, day) for day in days for rule in self.rules if rule.day is not None and rule.holds_on(day))
        return sum(hours_bars.minutes(rule.intervals) for rule, _ in held)

    def put(self, sheet: Sheet, weekday: int, bars: Iterable[Stretch]) -> HoursDraft:
        """Give one day of a week other hours; none make it a day off."""
        return replace(self, rules=_put(self.rules, sheet, weekday, tuple(merged(bars))))

    def put_week(self, sheet: Sheet, week: Iterable[Bars]) -> HoursDraft:
        """Give every day of a week other hours, leaving alone the days that have them already."""
        made = self
        for weekday, bars in enumerate(week):
            if made.bars(sheet, weekday) != bars:
                made = made.put(sheet, weekday, bars)
        return made

    def with_date(self, rule: Rule, index: int | None = None) -> HoursDraft:
        """Add a date rule, or put one in the place of another."""
        if index is None:
            return replace(self, rules=(*self.rules, rule))
        return replace(self, rules=(*self.rules[:index], rule, *self.rules[index + 1 :]))

    def without_date(self, index: int) -> HoursDraft:
        """Take a date rule away: the weekday's hours hold again."""
        return replace(self, rules=(*self.rules[:index], *self.rules[index + 1 :]))

    def reshaped(self, old: Period, new: Period) -> HoursDraft:
        """Give a period other dates or another number of weeks; weeks that come in are like those before them."""
        if old == new:
            return self
        if new in self.periods:
            raise Invalid("period_there", field="first", got=str(new.first), allowed="dates that no other weeks have")
        week_of = {sheet: self.week(sheet) for sheet in old.sheets}
        rules: list[Rule] = []
        for rule in self.rules:
            sheet = next((s for s in old.sheets if s.holds(rule)), None)
            if sheet is None:
                rules.append(rule)
            elif sheet.week < new.weeks:
                since = new.since(sheet.week)
                rules.append(replace(rule, every=new.weeks, since=since, until=new.until))
        made = HoursDraft(tuple(rules), _sorted(new if p == old else p for p in self.periods))
        for sheet in new.sheets[old.weeks :]:
            made = made.put_week(sheet, week_of[Sheet(old, sheet.week % old.weeks)])
        return made

    def split(self, period: Period, day: date, weeks: int) -> HoursDraft:
        """End a period before a date and go on from there with the same hours, in a rota of so many weeks.

        A period that has no hours yet simply begins on the date.
        """
        later = Period(day, period.until, weeks)
        if (period.first is not None and day <= period.first) or (period.until is not None and day > period.until):
            allowed = f"after {period.first or ''} up to {period.until or ''}"
            raise Invalid("split_outside", field="first", got=str(day), allowed=allowed)
        if not any(self.week(sheet) != ((),) * DAYS for sheet in period.sheets):
            return self.reshaped(period, later)
        if later in self.periods:
            raise Invalid("period_there", field="first", got=str(day), allowed="dates that no other weeks have")
        earlier = replace(period, until=day - _ONE_DAY)
        made = self.reshaped(period, earlier)
        made = replace(made, periods=_sorted((*made.periods, later)))
        gone = (monday(day) - monday(period.first)).days // 7 if period.first is not None else 0
        for sheet in later.sheets:
            like = Sheet(earlier, (gone + sheet.week) % earlier.weeks)
            made = made.put_week(sheet, made.week(like))
        return made

    def without_period(self, period: Period) -> HoursDraft:
        """Take a period and all its hours away."""
        kept = tuple(r for r in self.rules if not any(s.holds(r) for s in period.sheets))
        return HoursDraft(kept, tuple(p for p in self.periods if p != period) or (Period(),))

    def place_of(self, field: str) -> Place | None:
        """Find where the rule that a refusal names is shown."""
        named = _RULE.match(field)
        if named is None or int(named[1]) >= len(self.rules):
            return None
        index = int(named[1])
        rule = self.rules[index]
        if rule.day is None:
            return DatePlace(index)
        sheet = next((s for s in self.sheets if s.holds(rule)), None)
        return DayPlace(sheet, rule.day.number) if sheet is not None else None

    def problem(self) -> Invalid | None:
        """Give what the domain would refuse, None where the rules are sound."""
        try:
            checked_rules(self.rules)
        except Invalid as refusal:
            return refusal
        return None

    def _of_day(self, sheet: Sheet, weekday: int) -> list[int]:
        day = WEEKDAYS[weekday]
        return [n for n, rule in enumerate(self.rules) if rule.day is day and sheet.holds(rule)]


def draft_of(rules: Iterable[Rule]) -> HoursDraft:
    """Begin to edit the rules of a schedule; `rules` of the draft are the same until something is changed."""
    held = tuple(rules)
    return HoursDraft(held, periods_of(held) or (Period(),))


def _put(rules: tuple[Rule, ...], sheet: Sheet, weekday: int, bars: Bars) -> tuple[Rule, ...]:
    day = WEEKDAYS[weekday]
    held = [n for n, rule in enumerate(rules) if rule.day is day and sheet.holds(rule)]
    kept = [rule for n, rule in enumerate(rules) if n not in held]
    if bars:
        new = replace(rules[held[0]] if held else sheet.rule(day), intervals=bars)
        kept.insert(held[0] if held else len(kept), new)
    return tuple(kept)


def _sorted(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(sorted(periods, key=lambda p: (p.first or date.min, p.until or date.max, p.weeks)))
