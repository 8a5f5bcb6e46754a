"""Which weeks a plan of hours is for: every week or a rota of several, from a date on, until a date. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import gcd

from frontdesk.domain.schedule import Rule, Weekday, week_number


@dataclass(frozen=True, slots=True)
class Period:
    """Some weeks in turn, from a date on, until a date; None is without end. A rota has a first date."""

    first: date | None = None
    until: date | None = None
    weeks: int = 1

    def since(self, week: int) -> date | None:
        """Give the date from which one of its weeks (0 the first) holds: the first date, then Mondays."""
        if week == 0 or self.first is None:
            return self.first
        ordinal = monday(self.first).toordinal() + 7 * week
        return date.fromordinal(min(ordinal, date.max.toordinal()))

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Give its weeks, one after the other."""
        return tuple(Sheet(self, week) for week in range(self.weeks))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One week that is edited: the only one of its period, or one of a rota."""

    period: Period
    week: int = 0

    def holds(self, rule: Rule) -> bool:
        """Tell whether a weekday rule is of this week."""
        period = self.period
        mine = rule.every == period.weeks and rule.until == period.until
        return rule.day is not None and mine and rule.since == period.since(self.week)

    def rule(self, day: Weekday) -> Rule:
        """Make the rule of one of its days, without hours yet."""
        period = self.period
        return Rule(day=day, since=period.since(self.week), until=period.until, every=period.weeks)

    def meets(self, rule: Rule) -> bool:
        """Tell whether some date may fall under this week and a weekday rule that is of another."""
        since = self.period.since(self.week)
        first = max(since or date.min, rule.since or date.min)
        last = min(self.period.until or date.max, rule.until or date.max)
        if first > last:
            return False
        if since is None or rule.since is None:
            return True
        apart = week_number(since) - week_number(rule.since)
        return apart % gcd(self.period.weeks, rule.every) == 0


def monday(day: date) -> date:
    """Give the Monday of a date's week; the first week that there is begins on a Monday."""
    return day - timedelta(days=day.weekday())


def periods_of(rules: Iterable[Rule]) -> tuple[Period, ...]:
    """Find the periods that weekday rules speak of, the earliest first."""
    held = {(r.every, r.since, r.until) for r in rules if r.day is not None}
    found: list[Period] = []
    for every, since, until in sorted(held, key=lambda h: (h[1] or date.min, h[2] or date.max, h[0])):
        known = (p for p in found if p.weeks == every and p.until == until)
        if not any(p.since(week) == since for p in known for week in range(every)):
            found.append(Period(since, until, every))
    return tuple(found)
