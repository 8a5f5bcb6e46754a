"""Time is decided here and nowhere else: wall clock to instant and back, and every written form of both.

An instant is an integer, milliseconds since 1970 in UTC; an IANA zone name stands beside it wherever people see
it. Gaps and folds follow RFC 5545, section 3.3.5: a time that does not exist moves on by the length of the gap,
a time that comes twice means the first. Capability C71.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NewType
from zoneinfo import ZoneInfo

from frontdesk.domain.errors import Invalid

Instant = NewType("Instant", int)

SECOND = 1_000
MINUTE = 60_000
HOUR = 3_600_000
DAY = 86_400_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
# Years 1900 to 2199: outside, a typing error is likelier than a visit.
EARLIEST = Instant(-2_208_988_800_000)
LATEST = Instant(7_258_118_400_000)
FIRST_YEAR, LAST_YEAR = 1900, 2199
_YEARS = f"the years {FIRST_YEAR} to {LAST_YEAR}"

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d\d:?(?:\d\d)?)?"
)
_NUMBER = re.compile(r"[+-]?\d{1,18}")


@lru_cache(maxsize=700)
def zone(name: str, *, field: str = "zone") -> ZoneInfo:
    """Look an IANA zone up by name, refusing what the zone database does not hold."""
    if not name or name.startswith(("/", ".")) or ".." in name or name != name.strip():
        raise Invalid("unknown_zone", field=field, got=name, allowed="an IANA zone such as Europe/Madrid")
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Invalid("unknown_zone", field=field, got=name, allowed="an IANA zone such as Europe/Madrid") from error


def of_datetime(moment: datetime) -> Instant:
    """Turn an aware datetime into an instant, to the millisecond below."""
    return Instant((moment - _EPOCH) // _MS)


def at_wall(clock: datetime, zone_name: str) -> Instant:
    """Resolve a naive wall-clock time in a zone.

    RFC 5545, section 3.3.5: in a gap the offset before the gap counts (02:30 becomes 03:30), in a fold the first.
    """
    return of_datetime(clock.replace(tzinfo=zone(zone_name), fold=0))


def wall(instant: int, zone_name: str) -> datetime:
    """Give the aware wall-clock time of an instant in a zone."""
    return (_EPOCH + timedelta(milliseconds=instant)).astimezone(zone(zone_name))


def local_date(instant: int, zone_name: str) -> date:
    """Give the calendar date that an instant falls on in a zone."""
    return wall(instant, zone_name).date()


def start_of_day(day: date, zone_name: str) -> Instant:
    """Give the first instant of a date in a zone (not always midnight: some zones skip it)."""
    return at_wall(datetime.combine(day, time()), zone_name)


def whole_days(start: int, end: int, zone_name: str) -> tuple[Instant, Instant]:
    """Give the whole days of a zone that a time touches, from the first instant of the first to the end of the last."""
    first, last = local_date(start, zone_name), local_date(max(start, end - 1), zone_name)
    return start_of_day(first, zone_name), start_of_day(last + timedelta(days=1), zone_name)


@lru_cache(maxsize=4096)
def at_minute(day: date, minute: int, zone_name: str) -> Instant:
    """Resolve minutes after midnight on the wall clock of a date; 1440 is the next midnight."""
    days, rest = divmod(minute, 1440)
    return at_wall(datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60)), zone_name)


def parse(value: object, *, field: str, zone_name: str | None = None) -> Instant:
    """Read any accepted form of an instant: ISO 8601 with Z or offset, or epoch milliseconds as number or text.

    A form without offset is read in `zone_name`, and is invalid when there is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _bad_time(value, field)
    if isinstance(value, int):
        return _in_range(value, value, field)
    if isinstance(value, float):
        if not value.is_integer():
            raise _bad_time(value, field)
        return _in_range(int(value), value, field)
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return _in_range(int(text), value, field)
    return _in_range(_parse_iso(text, value, field, zone_name), value, field)


def _parse_iso(text: str, value: object, field: str, zone_name: str | None) -> int:
    match = _ISO.fullmatch(text)
    if match is None:
        raise _bad_time(value, field)
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        read = datetime(
            int(year),
            int(month),
            int(day),
            int(hour) % 24,
            int(minute),
            int(second or 0),
            int((fraction or "0").ljust(9, "0")[:6]),
        )
        if hour == "24":
            if (minute, second or "00") != ("00", "00"):
                raise _bad_time(value, field)
            read += timedelta(days=1)
        elif int(hour) > 24:
            raise _bad_time(value, field)
    except (ValueError, OverflowError) as error:
        raise _bad_time(value, field) from error
    if offset is None:
        if zone_name is None:
            raise _bad_time(value, field)
        return at_wall(read, zone_name)
    return of_datetime(read.replace(tzinfo=UTC)) - _offset_ms(offset, value, field)


def _offset_ms(offset: str, value: object, field: str) -> int:
    if offset in "Zz":
        return 0
    digits = offset[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 23 or minutes > 59:
        raise _bad_time(value, field)
    return (hours * HOUR + minutes * MINUTE) * (-1 if offset[0] == "-" else 1)


def _in_range(instant: int, value: object, field: str) -> Instant:
    if not EARLIEST <= instant < LATEST:
        raise Invalid("time_out_of_range", field=field, got=value, allowed=_YEARS)
    return Instant(instant)


def checked_instant(value: object, *, field: str) -> Instant:
    """Give an instant of the years 1900 to 2199 in milliseconds; anything else, text and null too, is invalid."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise _bad_time(value if value is None or isinstance(value, str | float | bool) else str(value), field)
    return _in_range(value, value, field)


def _bad_time(value: object, field: str) -> Invalid:
    return Invalid(
        "not_a_time",
        field=field,
        got=value,
        allowed="ISO 8601 with Z or an offset, or epoch milliseconds",
    )


def iso(instant: int, zone_name: str = "UTC") -> str:
    """Write an instant as ISO 8601 with the zone's offset; milliseconds only when there are any.

    Before a zone kept standard time its offset has seconds, which ISO 8601 cannot say: then the offset is zero.
    """
    moment = wall(instant, zone_name)
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        moment = wall(instant, "UTC")
    return moment.isoformat(timespec="milliseconds" if instant % SECOND else "seconds")


def checked_date(value: object, *, field: str) -> date:
    """Give a calendar date of the years 1900 to 2199; null and anything else is invalid.

    Within them there is a day before and after each that the clock knows.
    """
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Invalid("wrong_type", field=field, got=str(value), allowed="a date, YYYY-MM-DD")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Invalid("time_out_of_range", field=field, got=str(value), allowed=_YEARS)
    return value


def parse_date(value: object, *, field: str) -> date:
    """Read a calendar date, YYYY-MM-DD, of any year: a birth date has other bounds than a visit (`checked_date`)."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise Invalid("not_a_date", field=field, got=value, allowed="YYYY-MM-DD") from error
