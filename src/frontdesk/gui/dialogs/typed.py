"""What people type for a time of day, a length or a date, read the way they meant it. No Qt, no clock.

Each reader gives None for what it cannot read, so that a field can say so without losing what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from frontdesk.domain.names import folded

LAST_MINUTE = 24 * 60
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.,h ]\s*(\d{2})?|(\d{2}))?\s*(?:h|([ap])\.?\s*m?\.?)?")
_LENGTH = re.compile(r"(?:(\d+(?:[.,]\d+)?)\s*h[a-z]*)?\s*(?:(\d+)\s*(?:m\w*\.?)?)?")
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_TIME_SIGN = ":"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a locale: months and weekdays (1 and 0 first) and days told from today, all folded.

    `day_first` says whether 2/6 means the second of June; `coming` are words before a weekday that change nothing.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    near: Mapping[str, int] = field(default_factory=dict)
    day_first: bool = True
    coming: frozenset[str] = frozenset()


def minute_of_day(text: str) -> int | None:
    """Read a time of day as minutes after midnight: 9, 930, 11:30, 11.30, 9h15, 2 pm; 24:00 is 1440."""
    match = _CLOCK.fullmatch(folded(text).strip())
    if match is None:
        return None
    hour, apart, joined, half = match.groups()
    hours, minutes = int(hour), int(apart or joined or 0)
    if half is not None:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    read = hours * 60 + minutes
    return read if minutes < 60 and read <= LAST_MINUTE else None


def length(text: str) -> int | None:
    """Read a length as minutes: 45, 45 min, 1 h, 1 h 30, 1:30, 1.5 h."""
    plain = folded(text).strip()
    if re.fullmatch(r"\d{1,2}:\d{2}", plain):
        hours, _, minutes = plain.partition(":")
        read = int(hours) * 60 + int(minutes) if int(minutes) < 60 else 0
    else:
        match = _LENGTH.fullmatch(plain) if plain else None
        if match is None:
            return None
        read = round(float((match[1] or "0").replace(",", ".")) * 60) + int(match[2] or 0)
    return read if 0 < read <= LAST_MINUTE else None


def hours(text: str) -> tuple[tuple[int, int], ...] | None:
    """Read the open hours of one day: 8:30-12:30, 13:30-17:30; 9-5 is till 17:00, 1-5pm from 13:00. Blank is closed."""
    found: list[tuple[int, int]] = []
    for part in filter(str.strip, re.split(r"[,;/&+]|\band\b", text)):
        ends = _RANGE.split(part.strip())
        read = _stretch(*ends) if len(ends) == 2 else None
        if read is None:
            return None
        found.append(read)
    return tuple(found)


def _stretch(first: str, last: str) -> tuple[int, int] | None:
    """Read one stretch; am or pm at its end is meant for its beginning too, where it then still ends later."""
    start, end = minute_of_day(first), minute_of_day(last)
    if start is None or end is None:
        return None
    of_first, of_last = _half(first), _half(last)
    if of_last and not of_first:
        same = minute_of_day(f"{first} {of_last}m")
        start = same if same is not None and same < end else start
    elif of_last == "a" and end == 0:
        end = LAST_MINUTE
    if not of_last and end <= start and end < 12 * 60:
        end += 12 * 60
    return (start, end) if start < end else None


def _half(text: str) -> str | None:
    match = _CLOCK.fullmatch(folded(text).strip())
    return match[4] if match else None


def day(text: str, today: date, words: Words) -> date | None:
    """Read a date that is meant from today on: today, +3, fri, next fri, 18, 18.3., mar 18, 2026-03-18.

    Without a year or a month it is the next such day. With a colon it is a time of day, and no date.
    """
    plain = folded(text).strip()
    if _TIME_SIGN in plain:
        return None
    if plain in words.near:
        return today + timedelta(days=words.near[plain])
    if re.fullmatch(r"[+-]\d{1,3}", plain):
        return today + timedelta(days=int(plain))
    told = dated(text, words)
    if told is not None:
        return told
    parts = _WORDS.findall(plain)
    weekday = [n for part in parts if (n := _starting(part, words.weekdays)) is not None]
    rest = [part for part in parts if _starting(part, words.weekdays) is None]
    if weekday and words.coming.issuperset(rest):
        return today + timedelta(days=(weekday[0] - today.weekday()) % 7 or 7)
    return _next(rest, today, words)


def whole_day(text: str, today: date, words: Words) -> date | None:
    """Read a date among other things that may be looked for: one that is written out, and no number or name begun."""
    plain = folded(text).strip()
    parts = _WORDS.findall(plain)
    if re.fullmatch(r"[\d\s+-]*", plain) and re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", plain) is None:
        return None
    names = {*words.near, *words.weekdays, *words.coming}
    numbered = any(part.isdigit() or part in words.coming for part in parts)
    if any(not (part.isdigit() or part in names or (numbered and _is_begun(part, words))) for part in parts):
        return None
    return day(text, today, words)


def _is_begun(part: str, words: Words) -> bool:
    begun = (_starting(part, words.months), _starting(part, words.weekdays))
    return len(part) > 2 and begun != (None, None)


def birth_date(text: str, today: date, words: Words) -> date | None:
    """Read a date of birth, which has a year and is not to come: 2.6.79 is 1979."""
    told = dated(text, words)
    if told is not None and told > today and str(told.year) not in text:
        told = _date(told.year - 100, told.month, told.day)
    return told if told is not None and date(1850, 1, 1) <= told <= today else None


def dated(text: str, words: Words) -> date | None:
    """Read a date with its year: 1979-06-02, 2.6.1979, 6/2/79, 02061979, 2 jun 1979, june 2, 1979."""
    plain = folded(text).strip()
    if _TIME_SIGN in plain:
        return None
    if re.fullmatch(r"\d{8}", plain):
        if plain[:2] in ("18", "19", "20") and (told := _date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))):
            return told
        parts = [plain[:2], plain[2:4], plain[4:]]
    elif re.fullmatch(r"\d{6}", plain):
        parts = [plain[:2], plain[2:4], plain[4:]]
    else:
        parts = [p for p in _WORDS.findall(plain) if p.isdigit() or _starting(p, words.months) is not None]
        if len(parts) != 3 or len(parts) < len(re.findall(r"\d+", plain)):
            return None
    return _ordered(parts, words)


def _ordered(parts: list[str], words: Words) -> date | None:
    named = [part for part in parts if not part.isdigit()]
    numbers = [part for part in parts if part.isdigit()]
    if len(named) > 1:
        return None
    if len(numbers[0]) == 4:
        month = _starting(named[0], words.months) if named else int(numbers[1])
        return _date(int(numbers[0]), month or 0, int(numbers[-1]))
    year = _year(numbers[-1])
    if named:
        return _date(year, _starting(named[0], words.months) or 0, int(numbers[0]))
    one, other = int(numbers[0]), int(numbers[1])
    first, second = (other, one) if words.day_first else (one, other)
    # 13 is no month: whatever the locale says, the other one is.
    return _date(year, first, second) or _date(year, second, first)


def _year(digits: str) -> int:
    return 2000 + int(digits) if len(digits) <= 2 else int(digits)


def _next(parts: list[str], today: date, words: Words) -> date | None:
    """Give the next date with this day, or with this day and month."""
    months = [n for part in parts if (n := _starting(part, words.months)) is not None]
    numbers = [int(part) for part in parts if part.isdigit()]
    if not 1 <= len(numbers) + len(months) <= 2 or len(numbers) + len(months) != len(parts) or not numbers:
        return None
    if not months and len(numbers) == 1:
        tries = [
            _date(today.year + (today.month + n - 1) // 12, (today.month + n - 1) % 12 + 1, numbers[0])
            for n in range(3)
        ]
    else:
        pairs = [(months[0], numbers[0])] if months else [(numbers[1], numbers[0]), (numbers[0], numbers[1])]
        if not months and not words.day_first:
            pairs.reverse()
        tries = [found for pair in pairs[:1] for n in range(5) if (found := _date(today.year + n, *pair))]
        tries = tries or [found for pair in pairs[1:] for n in range(5) if (found := _date(today.year + n, *pair))]
    return next((found for found in tries if found is not None and found >= today), None)


def _starting(part: str, names: Mapping[str, int]) -> int | None:
    """Find the one name that begins so; two letters are the least, and all that fit must mean the same."""
    if len(part) < 2 or part.isdigit():
        return None
    found = {number for name, number in names.items() if name.startswith(part)}
    return found.pop() if len(found) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
