"""The values of properties: dates, times, lengths, offsets, text, and back to how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from frontdesk.ics.problems import Unreadable

_DATE = re.compile(r"[0-9]{8}")
_DATE_TIME = re.compile(r"([0-9]{8}T[0-9]{6})([Zz]?)")
_LOOSE = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})"
    r"(?:[T ]([0-9]{2}):?([0-9]{2}):?([0-9]{2})?(?:[.,][0-9]{1,9})?)?"
    r"(Z|z|[+-][0-9]{2}:?[0-9]{2})?"
)
# The T is missing, or stands before the weeks, in what several servers write.
_DURATION = re.compile(
    r"([+-])?PT?(?:([0-9]{1,5})W)?(?:([0-9]{1,5})D)?T?(?:([0-9]{1,7})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,10})S)?", re.I
)
_LONGEST_DAYS = 40_000
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2}):?([0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Length:
    """A duration: days count on the wall clock, seconds on the stopwatch (RFC 5545, section 3.3.6)."""

    days: int
    seconds: int

    @property
    def positive(self) -> bool:
        """Tell whether any time passes."""
        return self.days >= 0 and self.seconds >= 0 and (self.days > 0 or self.seconds > 0)


def read_date(text: str) -> date:
    """Read YYYYMMDD, and also YYYY-MM-DD."""
    text = text.strip()
    if _DATE.fullmatch(text):
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError as error:
            raise Unreadable("bad_date", text) from error
    moment, _ = read_time(text)
    return moment.date()


def read_time(text: str) -> tuple[datetime, bool]:
    """Read a date-time as the wall clock shows it, and whether it is in UTC.

    A plain date is midnight. Also read, since nothing else can be meant: missing seconds, dashes and colons, an
    offset, 24:00, and the leap second, which RFC 5545 counts as the 59th.
    """
    match = _DATE_TIME.fullmatch(text)
    if match is not None:
        try:
            return datetime.fromisoformat(match[1]), bool(match[2])
        except ValueError:
            pass
    match = _LOOSE.fullmatch(text.strip())
    if match is None:
        raise Unreadable("bad_date", text)
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    utc = bool(match[7])
    try:
        wall = datetime(year, month, day, hour % 24, minute, min(second, 59) if second == 60 else second)
        if hour >= 24:
            if hour > 24 or minute or second:
                raise Unreadable("bad_date", text)
            wall += timedelta(days=1)
        if utc and match[7] not in "Zz":
            wall -= timedelta(seconds=read_offset(match[7]))
    except (ValueError, OverflowError) as error:
        raise Unreadable("bad_date", text) from error
    return wall, utc


def is_date(text: str) -> bool:
    """Tell whether a value is a date without a time."""
    return len(text) <= 10 and "T" not in text and _LOOSE.fullmatch(text.strip().rstrip("Zz")) is not None


def read_length(text: str) -> Length:
    """Read a duration."""
    match = _DURATION.fullmatch(text.strip())
    if match is None or not any(match.groups()[1:]):
        raise Unreadable("bad_duration", text)
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    days, seconds = weeks * 7 + days, hours * 3600 + minutes * 60 + seconds
    if days + seconds // 86_400 > _LONGEST_DAYS:
        raise Unreadable("bad_duration", text)
    sign = -1 if match[1] == "-" else 1
    return Length(sign * days, sign * seconds)


def write_length(length: Length) -> str:
    """Write a duration."""
    days, seconds = abs(length.days), abs(length.seconds)
    sign = "-" if length.days < 0 or length.seconds < 0 else ""
    return f"{sign}P" + (f"{days}D" if days or not seconds else "") + (f"T{seconds}S" if seconds else "")


def read_offset(text: str) -> int:
    """Read an offset from UTC in seconds; more than a day is none."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None:
        raise Unreadable("bad_offset", text)
    hours, minutes, seconds = int(match[2]), int(match[3]), int(match[4] or 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        raise Unreadable("bad_offset", text)
    return (hours * 3600 + minutes * 60 + seconds) * (-1 if match[1] == "-" else 1)


_ESCAPED = re.compile(r"\\([\\;,nN])")


def unescape(text: str) -> str:
    """Read TEXT: take the backslashes off; one before any other letter stays as it is."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], text)


# Control characters have no place in a content line, and a bare carriage return would end it.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def escape(text: str) -> str:
    """Write TEXT."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\").replace("\n", "\\n")
    return _FORBIDDEN.sub("", text.replace(";", "\\;").replace(",", "\\,"))


_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")


def texts(value: str) -> list[str]:
    """Split a list of TEXT at the commas that are not escaped."""
    if "\\" not in value:
        return value.split(",")
    parts = _COMMA.sub(lambda m: m[1] + "\n", value).split("\n")
    return [unescape(part) for part in parts]


def midnight(day: date) -> datetime:
    """Give the wall-clock start of a date."""
    return datetime.combine(day, time())


def write_date(day: date) -> str:
    """Write YYYYMMDD; strftime leaves the zeros of early years away on some systems."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def write_time(wall: datetime, *, utc: bool = False) -> str:
    """Write a date-time."""
    return f"{write_date(wall)}T{wall.hour:02}{wall.minute:02}{wall.second:02}{'Z' if utc else ''}"


def write_offset(seconds: int) -> str:
    """Write an offset from UTC."""
    sign, rest = ("-", -seconds) if seconds < 0 else ("+", seconds)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")
