"""Lengths of time as people say them: a number with its unit."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import DAY, HOUR, MINUTE

MOST = 100_000


class Unit(StrEnum):
    """What a length is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


_MS = {Unit.MINUTES: MINUTE, Unit.HOURS: HOUR, Unit.DAYS: DAY, Unit.WEEKS: 7 * DAY}


@dataclass(frozen=True, slots=True)
class Length:
    """So many of a unit; months have no fixed length, so only `after` can count them."""

    amount: int
    unit: Unit = Unit.MINUTES

    @property
    def ms(self) -> int:
        """Give the milliseconds; months are invalid here."""
        if self.unit is Unit.MONTHS:
            raise Invalid("months_vary", field="unit", got=self.unit.value, allowed=[u.value for u in _MS])
        return self.amount * _MS[self.unit]

    def after(self, day: date) -> date:
        """Give the date that lies so long after another: a month after 31 January is the last of February."""
        if self.unit is not Unit.MONTHS:
            return day + timedelta(days=self.ms // DAY)
        months = day.year * 12 + day.month - 1 + self.amount
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

    def checked(self, field: str, *, least: int = 0, most: int = DAY, months: bool = False) -> Length:
        """Return itself, refusing what lies outside `least` to `most` milliseconds (months: 1 to 36)."""
        if isinstance(self.amount, bool) or not isinstance(self.amount, int) or not 0 <= self.amount <= MOST:
            raise Invalid("bad_amount", field=f"{field}.amount", got=self.amount, allowed=f"0 to {MOST}")
        if self.unit is Unit.MONTHS:
            if not months:
                raise Invalid("months_vary", field=f"{field}.unit", got="months", allowed=[u.value for u in _MS])
            if not 1 <= self.amount <= 36:
                raise Invalid("bad_amount", field=f"{field}.amount", got=self.amount, allowed="1 to 36 months")
        elif not least <= self.ms <= most:
            size, word = (DAY, "days") if least % DAY == most % DAY == 0 and most > DAY else (MINUTE, "minutes")
            allowed = f"{least // size} to {most // size} {word}"
            raise Invalid("bad_length", field=field, got=f"{self.amount} {self.unit.value}", allowed=allowed)
        return self
