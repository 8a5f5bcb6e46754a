"""Names that calendars give to zones, to the one that the zone database knows."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from zoneinfo import available_timezones

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import HOUR, MINUTE, at_wall, zone
from frontdesk.ics.clocks import utc

# What Windows and Exchange show instead of a name, where no city in it tells the zone. Capitals do not count.
_PHRASES = {
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "newfoundland": "America/St_Johns",
    "indiana": "America/Indiana/Indianapolis",
    "saskatchewan": "America/Regina",
    "central america": "America/Guatemala",
    "brasilia": "America/Sao_Paulo",
    "west central africa": "Africa/Lagos",
    "pretoria": "Africa/Johannesburg",
    "edinburgh": "Europe/London",
    "coordinated universal time": "UTC",
    "greenwich mean time": "Europe/London",
    "abu dhabi": "Asia/Dubai",
    "new delhi": "Asia/Kolkata",
    "beijing": "Asia/Shanghai",
    "wellington": "Pacific/Auckland",
}
_BARE = {"eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver"}
_BARE |= {"pacific": "America/Los_Angeles", "z": "UTC", "zulu": "UTC"}
_HALVES = {330: "Asia/Kolkata", 345: "Asia/Kathmandu", 270: "Asia/Kabul", 390: "Asia/Yangon", 570: "Australia/Darwin"}
_SHOWN = re.compile(r"\((?:UTC|GMT)\s*(?:([+-])\s*([0-9]{1,2})[:.]?([0-9]{2})?)?\)\s*(.*)", re.I)
_FIXED = re.compile(r"(?:UTC|GMT)?\s*([+-])\s*([0-9]{1,2}):?([0-9]{2})?", re.I)
# A second zone of the same name in one file, as we write it.
_NUMBERED = re.compile(r"(?<=\S) \([0-9]{1,3}\)$", re.ASCII)
_LONGEST = 200


@lru_cache(maxsize=1_000)
def iana(name: str) -> str | None:
    """Find the zone that a name means; None where that would be a guess."""
    name = name.strip().strip('"').strip()
    if not name or len(name) > _LONGEST:
        return None
    name = _NUMBERED.sub("", name)
    return _exact(name) or _path(name) or _windows(name) or _shown(name) or _fixed(name) or _BARE.get(name.casefold())


def _exact(name: str) -> str | None:
    for spelt in (name, name.replace(" ", "_"), _spellings().get(name.replace(" ", "_").casefold(), "")):
        try:
            zone(spelt)
        except Invalid:
            continue
        return spelt
    return None


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


def _path(name: str) -> str | None:
    """Read globally unique ids, /freeassociation.sourceforge.net/Europe/Berlin, and US-Eastern."""
    if "/" in name:
        parts = [part for part in name.split("/") if part]
        return next((found for at in range(1, len(parts)) if (found := _exact("/".join(parts[at:])))), None)
    return _exact(name.replace("-", "/", 1)) if "-" in name else None


def _windows(name: str) -> str | None:
    if " " not in name:
        return None
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    spelt = name.replace("Daylight Time", "Standard Time")
    found = WINDOWS_TO_OLSON.get(spelt) or WINDOWS_TO_OLSON.get(spelt.title())
    return _exact(found) if found else None


def _shown(name: str) -> str | None:
    """Read a display name such as "(UTC+01:00) Amsterdam, Berlin, Bern", by phrase or by a city of that offset."""
    match = _SHOWN.fullmatch(name)
    offset = _minutes(match[1], match[2], match[3]) if match and match[1] else (0 if match else None)
    words = (match[4] if match else name).strip()
    if not words:
        return _by_offset(offset) if offset is not None else None
    folded = words.casefold()
    for phrase, found in _PHRASES.items():
        if folded.startswith(phrase) or (match and phrase in folded):
            return found
    places = [place.strip().casefold() for place in re.split("[,/:;]", words)]
    fitting = [
        found
        for place in places
        for found in _cities().get(place, ())
        if offset is None or _standard_offset(found) == offset
    ]
    return fitting[0] if fitting and (match or len(fitting) == 1) else None


@lru_cache(maxsize=1)
def _cities() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(available_timezones()):
        area, mark, city = name.rpartition("/")
        if mark and not area.startswith(("Etc", "SystemV", "posix", "right")):
            found.setdefault(city.replace("_", " ").casefold(), []).append(name)
    return found


@lru_cache(maxsize=700)
def _standard_offset(name: str) -> int:
    noons = (datetime(2025, 1, 1, 12), datetime(2025, 7, 1, 12))
    return min((utc(noon) - at_wall(noon, name)) // MINUTE for noon in noons)


def _fixed(name: str) -> str | None:
    match = _FIXED.fullmatch(name)
    return _by_offset(_minutes(match[1], match[2], match[3])) if match else None


def _minutes(sign: str, hours: str, minutes: str | None) -> int:
    return (int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)


def _by_offset(minutes: int) -> str | None:
    """Give the zone of a fixed offset; the signs of Etc/GMT count the other way round."""
    hours, rest = divmod(minutes, HOUR // MINUTE)
    if rest:
        return _HALVES.get(minutes)
    return _exact(f"Etc/GMT{-hours:+d}") if hours else "UTC"
