"""The values of RFC 5545, from its grammar alone: what a value of each type looks like, and nothing else."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime

_TEXT = re.compile(r"(?:[^\x00-\x08\x0a-\x1f\x7f;\\,]|\\[\\;,Nn])*")
_TIME = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d|60)Z?", re.ASCII)
_LENGTH = (
    r"P(?:\d+W|\d+D(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?|T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))"
)
_DURATION = re.compile(rf"[+-]?{_LENGTH}", re.ASCII)
_OFFSET = re.compile(r"[+-](?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?", re.ASCII)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S*")
_NUMBER = re.compile(r"[+-]?\d+", re.ASCII)
_FLOAT = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
# Smallest and largest value of each list, and whether a sign may stand before it.
_RANGES = {
    "BYSECOND": (0, 60, False),
    "BYMINUTE": (0, 59, False),
    "BYHOUR": (0, 23, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYMONTH": (1, 12, False),
    "BYSETPOS": (1, 366, True),
}
_PARTS = {"FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "WKST", *_RANGES}
_FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def is_date(text: str) -> bool:
    """Tell whether this is a DATE that a calendar has."""
    return bool(re.fullmatch(r"\d{8}", text, re.ASCII)) and _real(text)


def is_date_time(text: str) -> bool:
    """Tell whether this is a DATE-TIME that a calendar and a clock have."""
    day, mark, time = text.partition("T")
    return mark == "T" and is_date(day) and _TIME.fullmatch(time) is not None


def _real(day: str) -> bool:
    try:
        datetime.strptime(day, "%Y%m%d")
    except ValueError:
        return False
    return True


def is_duration(text: str) -> bool:
    """Tell whether this is a DURATION."""
    return _DURATION.fullmatch(text) is not None


def is_period(text: str) -> bool:
    """Tell whether this is a PERIOD: a start, and a later end or a length."""
    start, mark, end = text.partition("/")
    if not mark or not is_date_time(start):
        return False
    if is_date_time(end):
        return start.endswith("Z") is end.endswith("Z") and start < end
    return is_duration(end) and end[0] != "-"


def is_binary(text: str) -> bool:
    """Tell whether this is BASE64."""
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def is_text(text: str) -> bool:
    """Tell whether this is one TEXT: no comma, semicolon or backslash that is not escaped."""
    return _TEXT.fullmatch(text) is not None


TYPES: dict[str, Callable[[str], bool]] = {
    "BINARY": is_binary,
    "BOOLEAN": lambda text: text.upper() in ("TRUE", "FALSE"),
    "CAL-ADDRESS": lambda text: _URI.fullmatch(text) is not None,
    "DATE": is_date,
    "DATE-TIME": is_date_time,
    "DURATION": is_duration,
    "FLOAT": lambda text: _FLOAT.fullmatch(text) is not None,
    "INTEGER": lambda text: _NUMBER.fullmatch(text) is not None,
    "PERIOD": is_period,
    "RECUR": lambda text: not rule_breaches(text),
    "TEXT": is_text,
    "TIME": lambda text: _TIME.fullmatch(text) is not None,
    "URI": lambda text: _URI.fullmatch(text) is not None,
    "UTC-OFFSET": lambda text: _OFFSET.fullmatch(text) is not None and text not in ("-0000", "-000000"),
    "UNKNOWN": lambda text: True,
}


def rule_parts(text: str) -> dict[str, str]:
    """Split a rule into its parts; of one that comes twice, the last."""
    return dict(part.partition("=")[::2] for part in text.split(";"))


def rule_breaches(text: str) -> list[str]:
    """List what is wrong with a rule by itself (section 3.3.10); one of RFC 7529 begins with its calendar."""
    if re.match(r"RSCALE=[A-Z]+;FREQ=", text):
        return []
    names = [part.partition("=")[0] for part in text.split(";")]
    parts = rule_parts(text)
    found = [f"{name} twice" for name in sorted(set(names)) if names.count(name) > 1]
    found += [f"unknown part {name!r}" for name in names if name not in _PARTS]
    if names[0] != "FREQ":
        found.append("FREQ is not the first part")
    if parts.get("FREQ") not in _FREQUENCIES:
        found.append("no frequency")
    found += [f"bad {name}" for name, value in parts.items() if name in _PARTS and not _sound(name, value)]
    return found + _together(parts)


def _sound(name: str, value: str) -> bool:
    if name in _RANGES:
        return all(_in_range(each, *_RANGES[name]) for each in value.split(","))
    if name in ("COUNT", "INTERVAL"):
        return re.fullmatch(r"0*[1-9]\d*", value, re.ASCII) is not None
    if name == "UNTIL":
        return is_date(value) or is_date_time(value)
    if name == "WKST":
        return re.fullmatch("MO|TU|WE|TH|FR|SA|SU", value) is not None
    if name == "BYDAY":
        matches = [_WEEKDAY.fullmatch(each) for each in value.split(",")]
        return all(match and (match[1] is None or 1 <= abs(int(match[1])) <= 53) for match in matches)
    return True


def _in_range(text: str, least: int, most: int, signed: bool) -> bool:
    number = text[1:] if signed and text[:1] in ("+", "-") else text
    return re.fullmatch(r"\d{1,3}", number, re.ASCII) is not None and least <= int(number) <= most


def _together(parts: dict[str, str]) -> list[str]:
    """List parts that must not stand together."""
    every, found = parts.get("FREQ", ""), []
    if "UNTIL" in parts and "COUNT" in parts:
        found.append("UNTIL and COUNT")
    if "BYSETPOS" in parts and not any(name.startswith("BY") and name != "BYSETPOS" for name in parts):
        found.append("BYSETPOS alone")
    if "BYWEEKNO" in parts and every != "YEARLY":
        found.append("BYWEEKNO in a rule that is not yearly")
    if "BYYEARDAY" in parts and every in ("DAILY", "WEEKLY", "MONTHLY"):
        found.append("BYYEARDAY in days, weeks or months")
    if "BYMONTHDAY" in parts and every == "WEEKLY":
        found.append("BYMONTHDAY in weeks")
    if any(char.isdigit() for char in parts.get("BYDAY", "")) and (
        every not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts
    ):
        found.append("BYDAY with a number")
    return found
