"""The walk over a rule's periods: which days and times of each the rule takes.

Days are proleptic Gregorian ordinals (Monday is (ordinal + 6) % 7 == 0), times of day are seconds.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import isleap
from collections.abc import Callable, Iterator, Sequence
from datetime import MAXYEAR, date, datetime, timedelta
from itertools import product

from frontdesk.domain.rule import Every, Rule

MOST_STEPS = 200_000
_DAY = 86_400
_UNITS = {Every.HOURLY: 3600, Every.MINUTELY: 60, Every.SECONDLY: 1}
_LAST_DAY = date.max.toordinal()
_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
_ALL_MONTHS = tuple(range(1, 13))


class Walk:
    """Iterate over the wall-clock times that a rule gives, in order, up to and with `last`.

    The start comes first and is counted, whether the rule would give it or not; `start_counts=False` leaves it to
    the rule. What lies before `first` may be left out, where it need not be counted. Times for which `real` is
    false are ignored and not counted. Each period and each time is a step; `steps` are those left, and `cut` tells
    whether the walk gave up because none were.
    """

    def __init__(
        self,
        rule: Rule,
        start: datetime,
        *,
        last: datetime,
        first: datetime | None = None,
        start_counts: bool = True,
        real: Callable[[datetime], bool] | None = None,
        steps: int = MOST_STEPS,
    ) -> None:
        self._rule = rule
        self._start = start
        self._last = last
        self._start_counts = start_counts
        self._real = real
        self.steps = steps
        self._index = self._skippable(first) if first is not None and first > start else 0
        self.cut = False

    def __iter__(self) -> Iterator[datetime]:
        left = self._rule.count
        after = self._start
        if self._index:
            left = None if left is None else left - self._index
        elif self._start_counts:
            if self._start > self._last:
                return
            yield self._start
            left = None if left is None else left - 1
            after += timedelta(microseconds=1)
        for each in self._candidates():
            if each > self._last or (left is not None and left <= 0):
                return
            self.steps -= 1
            if self.steps <= 0:
                break
            if each >= after and (self._real is None or self._real(each)):
                yield each
                left = None if left is None else left - 1
        self.cut = self.steps <= 0

    def _skippable(self, first: datetime) -> int:
        """Tell how many periods lie safely before `first` and need not be walked."""
        rule, start = self._rule, self._start
        if rule.count is not None and not (rule.plain and rule.every >= Every.WEEKLY):
            return 0
        if rule.every is Every.YEARLY:
            passed = first.year - start.year - 1
        elif rule.every is Every.MONTHLY:
            passed = (first.year - start.year) * 12 + first.month - start.month
        else:
            unit = {Every.WEEKLY: 7 * _DAY, Every.DAILY: _DAY}.get(rule.every) or _UNITS[rule.every]
            passed = (first - start) // timedelta(seconds=unit)
        return max(0, passed // rule.interval - 1)

    def _candidates(self) -> Iterator[datetime]:
        if self._rule.every >= Every.HOURLY:
            yield from self._short_periods()
            return
        days_of = _DAYS_OF[self._rule.every]
        times = self._times(Every.DAILY)
        end = self._last.toordinal()
        while self.steps > 0:
            self.steps -= 1
            begin, days = days_of(self._rule, self._start, self._index)
            if begin > end or begin > _LAST_DAY:
                return
            if self._index == 0 and not self._rule.positions:
                days = days[bisect_left(days, self._start.toordinal()) :]
            self._index += 1
            for day, second in _chosen(days, times, self._rule.positions):
                if 0 < day <= _LAST_DAY:
                    yield datetime.fromordinal(day) + timedelta(seconds=second)

    def _short_periods(self) -> Iterator[datetime]:
        """Walk by hours, minutes or seconds, jumping over days and hours that the rule leaves out."""
        rule, unit = self._rule, _UNITS[self._rule.every]
        of_day = self._start.hour * 3600 + self._start.minute * 60 + self._start.second
        base = self._start.toordinal() * _DAY + of_day - of_day % unit
        end = self._last.toordinal() * _DAY + _DAY
        inside = self._times(rule.every)
        while self.steps > 0:
            self.steps -= 1
            at = base + self._index * rule.interval * unit
            if at >= end:
                return
            day, second = divmod(at, _DAY)
            jump = self._refused(day, second)
            if jump:
                self._index = -((base - jump) // (rule.interval * unit))
                continue
            self._index += 1
            for _, extra in _chosen((day,), inside, rule.positions):
                yield datetime.fromordinal(day) + timedelta(seconds=second + extra)

    def _refused(self, day: int, second: int) -> int:
        """Give the next second worth looking at when the rule leaves this hour or minute out, else 0."""
        rule = self._rule
        if not _passes(rule, day, weekdays=True):
            return (day + 1) * _DAY
        hour, rest = divmod(second, 3600)
        if rule.hours and hour not in rule.hours:
            return day * _DAY + (hour + 1) * 3600
        minute = rest // 60
        if rule.every > Every.HOURLY and rule.minutes and minute not in rule.minutes:
            return day * _DAY + hour * 3600 + (minute + 1) * 60
        if rule.every is Every.SECONDLY and rule.seconds and second % 60 not in rule.seconds:
            return day * _DAY + second + 1
        return 0

    def _times(self, every: Every) -> Sequence[int]:
        """List the seconds inside one period at which the rule takes place."""
        rule, start = self._rule, self._start
        hours = (rule.hours or (start.hour,)) if every <= Every.DAILY else (0,)
        minutes = (rule.minutes or (start.minute,)) if every <= Every.HOURLY else (0,)
        seconds = (rule.seconds or (start.second,)) if every <= Every.MINUTELY else (0,)
        return sorted({h * 3600 + m * 60 + min(s, 59) for h, m, s in product(hours, minutes, seconds)})


def _chosen(days: Sequence[int], times: Sequence[int], positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give days with times in order, or those of them that BYSETPOS names, without listing the rest."""
    if not positions:
        yield from ((day, second) for day in days for second in times)
        return
    many = len(times)
    total = len(days) * many
    for at in sorted({p - 1 if p > 0 else total + p for p in positions}):
        if 0 <= at < total:
            yield days[at // many], times[at % many]


def _year(rule: Rule, start: datetime, index: int) -> tuple[int, list[int]]:
    base = _week_year(start.toordinal(), rule.week_start) if rule.weeks else start.year
    year = base + index * rule.interval
    if year > MAXYEAR:
        return _LAST_DAY + 1, []
    found: list[set[int]] = []
    if rule.weeks:
        found.append(_in_weeks(rule, start, year))
    if rule.year_days:
        length = 365 + isleap(year)
        numbers = (n if n > 0 else length + 1 + n for n in rule.year_days)
        found.append({_new_year(year) + n - 1 for n in numbers if 1 <= n <= length})
    if rule.month_days:
        alone = not (rule.weeks or rule.year_days or rule.weekdays)
        months = rule.months or ((start.month,) if alone else _ALL_MONTHS)
        found.append({day for month in months for day in _month_days(rule.month_days, year, month)})
    if rule.weekdays and not rule.weeks:
        spans = [_month(year, month) for month in rule.months] or [(_new_year(year), _new_year(year + 1) - 1)]
        found.append({day for span in spans for day in _nth(rule.weekdays, *span)})
    if not found:
        months = rule.months or (start.month,)
        found.append({day for month in months for day in _month_days((start.day,), year, month)})
    days = set.intersection(*found)
    if rule.months:
        days = {day for day in days if 0 < day <= _LAST_DAY and date.fromordinal(day).month in rule.months}
    return _new_year(year) - 7, sorted(days)


def _in_weeks(rule: Rule, start: datetime, year: int) -> set[int]:
    first, after = _first_week(year, rule.week_start), _first_week(year + 1, rule.week_start)
    many = (after - first) // 7
    numbers = (n if n > 0 else many + 1 + n for n in rule.weeks)
    days = {first + 7 * (n - 1) + d for n in numbers if 1 <= n <= many for d in range(7)}
    wanted = {weekday for _, weekday in rule.weekdays}
    if not wanted and not rule.month_days and not rule.year_days:
        wanted = {start.weekday()}
    return {day for day in days if (day + 6) % 7 in wanted} if wanted else days


def _months(rule: Rule, start: datetime, index: int) -> tuple[int, list[int]]:
    year, month = divmod(start.year * 12 + start.month - 1 + index * rule.interval, 12)
    month += 1
    if year > MAXYEAR:
        return _LAST_DAY + 1, []
    begin, end = _month(year, month)
    if rule.months and month not in rule.months:
        return begin, []
    found: list[set[int]] = []
    if rule.month_days:
        found.append(set(_month_days(rule.month_days, year, month)))
    if rule.weekdays:
        found.append(_nth(rule.weekdays, begin, end))
    if not found:
        found.append(set(_month_days((start.day,), year, month)))
    days = sorted(set.intersection(*found))
    if rule.year_days or rule.weeks:
        days = [day for day in days if _passes(rule, day, weekdays=False)]
    return begin, days


def _weeks(rule: Rule, start: datetime, index: int) -> tuple[int, list[int]]:
    day = start.toordinal()
    begin = day - (start.weekday() - rule.week_start) % 7 + 7 * index * rule.interval
    wanted = {weekday for _, weekday in rule.weekdays} or {start.weekday()}
    days = [each for each in range(begin, begin + 7) if (each + 6) % 7 in wanted]
    if rule.months or rule.month_days or rule.year_days or rule.weeks:
        days = [each for each in days if _passes(rule, each, weekdays=False)]
    return begin, days


def _day(rule: Rule, start: datetime, index: int) -> tuple[int, list[int]]:
    day = start.toordinal() + index * rule.interval
    return day, [day] if rule.plain or _passes(rule, day, weekdays=True) else []


_DAYS_OF: dict[Every, Callable[[Rule, datetime, int], tuple[int, list[int]]]] = {
    Every.YEARLY: _year,
    Every.MONTHLY: _months,
    Every.WEEKLY: _weeks,
    Every.DAILY: _day,
}


def _passes(rule: Rule, day: int, *, weekdays: bool) -> bool:
    """Tell whether a day fits all parts that only leave days out."""
    if not 0 < day <= _LAST_DAY:
        return False
    if weekdays and rule.weekdays and all((day + 6) % 7 != weekday for _, weekday in rule.weekdays):
        return False
    if not (rule.months or rule.month_days or rule.year_days or rule.weeks):
        return True
    it = date.fromordinal(day)
    if rule.months and it.month not in rule.months:
        return False
    if rule.month_days and day not in _month_days(rule.month_days, it.year, it.month):
        return False
    if rule.year_days:
        number, length = day - _new_year(it.year) + 1, 365 + isleap(it.year)
        if number not in rule.year_days and number - length - 1 not in rule.year_days:
            return False
    return not rule.weeks or _week_number(rule, day)


def _week_number(rule: Rule, day: int) -> bool:
    year = _week_year(day, rule.week_start)
    first, after = _first_week(year, rule.week_start), _first_week(year + 1, rule.week_start)
    number, many = (day - first) // 7 + 1, (after - first) // 7
    return number in rule.weeks or number - many - 1 in rule.weeks


def _new_year(year: int) -> int:
    before = year - 1
    return 365 * before + before // 4 - before // 100 + before // 400 + 1


def _month(year: int, month: int) -> tuple[int, int]:
    leap = isleap(year)
    begin = _new_year(year) + _BEFORE_MONTH[month - 1] + (leap and month > 2)
    return begin, _new_year(year) + _BEFORE_MONTH[month] + (leap and month >= 2) - 1


def _month_days(numbers: Sequence[int], year: int, month: int) -> list[int]:
    begin, end = _month(year, month)
    found = (begin + n - 1 if n > 0 else end + 1 + n for n in numbers)
    return [day for day in found if begin <= day <= end]


def _nth(weekdays: Sequence[tuple[int, int]], begin: int, end: int) -> set[int]:
    """List the weekdays between two days: every one, or the nth from the front or the back."""
    found: set[int] = set()
    for ordinal, weekday in weekdays:
        first = begin + (weekday - begin - 6) % 7
        last = end - (end + 6 - weekday) % 7
        if ordinal == 0:
            found.update(range(first, end + 1, 7))
            continue
        day = first + 7 * (ordinal - 1) if ordinal > 0 else last + 7 * (ordinal + 1)
        if begin <= day <= end:
            found.add(day)
    return found


def _first_week(year: int, week_start: int) -> int:
    """Give the first day of week 1: the first week with at least four days in the year."""
    begin = _new_year(year)
    off = (begin + 6 - week_start) % 7
    return begin - off if off <= 3 else begin - off + 7


def _week_year(day: int, week_start: int) -> int:
    year = date.fromordinal(day).year
    if day < _first_week(year, week_start):
        return year - 1
    return year + 1 if day >= _first_week(year + 1, week_start) else year
