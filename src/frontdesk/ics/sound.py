"""What is kept of a file, made sound where other readers would refuse the whole file for it.

Word for word wherever the words are sound. What cannot be made sound stays under a name that begins with X-UNREAD-.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from frontdesk.domain.instants import Instant
from frontdesk.domain.rule import Until
from frontdesk.ics.clocks import Clock, utc, utc_wall
from frontdesk.ics.lines import Content, content, parameter, parameters, quoted
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import Length, read_time, write_date, write_length, write_time

ASIDE = "X-UNREAD-"
_VALUE = r'(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
_VALUES = re.compile(rf"{_VALUE}(?:,{_VALUE})*")
_SOUND = re.compile(rf"[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+={_VALUE}(?:,{_VALUE})*)*:.*", re.DOTALL)
_PARAMETER = re.compile(r';([^=;"]*)=((?:"[^"]*"|[^;"]|")*)')
_NAME = re.compile(r"[A-Za-z0-9-]+")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S*")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?")
_IN_ADDRESS = "!#$&'*+-/=?^_`{|}~.@%"
# Properties that nothing here models, that stand only once, and what their values look like.
_ONCE = {
    "CREATED": re.compile(r"\d{8}T\d{6}Z", re.ASCII),
    "GEO": re.compile(r"[+-]?\d+(?:\.\d+)?;[+-]?\d+(?:\.\d+)?", re.ASCII),
    "PRIORITY": re.compile(r"[+-]?\d+", re.ASCII),
    "COLOR": re.compile(r"[A-Za-z]+"),
}
_SIGN_INSIDE = re.compile(r"(PT?)-([0-9]+[WDHMS])")
_TIMES_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_DAY = 86_400
_LAST_SECOND = timedelta(hours=23, minutes=59, seconds=59)


def sound_line(text: str) -> str:
    """Give a content line, its parameters quoted anew where they break its grammar."""
    if _SOUND.fullmatch(text):
        return text
    found = content(0, text)
    if found is None:
        return f"{ASIDE}LINE:{text}"
    return f"{found.name}{_again(found.params)}:{found.value}"


def sound_parameters(name: str, params: str) -> str:
    """Give the parameters of a text or a URL: sound, and without a type that it does not have."""
    said = parameter(params, "VALUE")
    if said is not None and said.upper() != ("URI" if name == "URL" else "TEXT"):
        return _again(params, without="VALUE")
    return params if _SOUND.fullmatch(f"X{params}:") else _again(params)


def _again(params: str, without: str = "") -> str:
    found = ((name.strip(), value.strip()) for name, value in _PARAMETER.findall(params))
    kept = ((name, value) for name, value in found if _NAME.fullmatch(name) and name.upper() != without)
    return "".join(f";{name}={_sound_value(value)}" for name, value in kept)


def _sound_value(value: str) -> str:
    return value if _VALUES.fullmatch(value) else quoted(parameters(f";X={value}").get("X", ""))


def sound_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Give kept lines of an event: each sound, and those that stand once there only once."""
    seen: set[str] = set()
    kept = []
    for line in map(sound_line, lines):
        name = line[: re.search("[;:]", line).start()].upper()  # type: ignore[union-attr]
        wanted = _ONCE.get(name)
        aside = wanted is not None and (name in seen or not wanted.fullmatch(line.partition(":")[2].strip()))
        seen.add(name)
        kept.append(ASIDE + line if aside else line)
    return tuple(kept)


def sound_alarms(lines: Iterable[str]) -> tuple[str, ...]:
    """Give the lines of alarms: one that does not say what it does shows itself, with a text as it must."""
    kept: list[str] = []
    names: dict[str, str] = {}
    depth = 0
    for line in map(sound_line, lines):
        name, _, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if name in ("BEGIN", "END") and depth == 1:
            kept += _missing(names)
            names = {"ACTION": "", "DESCRIPTION": ""}
        depth += {"BEGIN": 1, "END": -1}.get(name, 0)
        if name == "BEGIN" and depth == 1:
            names = {}
        elif depth == 1:
            names.setdefault(name, value)
        kept.append(line)
    return tuple(kept)


def _missing(names: dict[str, str]) -> list[str]:
    action = [] if "ACTION" in names else ["ACTION:DISPLAY"]
    shown = names.get("ACTION", "DISPLAY").upper() == "DISPLAY" and "DESCRIPTION" not in names
    return [*action, "DESCRIPTION:"] if shown else action


def sound_trigger(found: Content) -> str:
    """Give a TRIGGER with its sign where it belongs: PT-2H makes other readers refuse a whole file."""
    match = _SIGN_INSIDE.fullmatch(found.value)
    return found.text if match is None else f"TRIGGER{found.params}:-{match[1]}{match[2]}"


def sound_address(value: str) -> str:
    """Give the address of a person as a URI."""
    value = value.strip()
    if _URI.fullmatch(value):
        return value
    scheme, mark, rest = value.partition(":")
    if mark and _NAME.fullmatch(scheme):
        return f"{scheme}:{quote(rest.strip(), safe=_IN_ADDRESS + ':')}"
    if "@" in value:
        return f"mailto:{quote(value, safe=_IN_ADDRESS)}"
    return f"invalid:{quote(value, safe=_IN_ADDRESS) or 'nomail'}"


def sound_url(value: str) -> str:
    """Give a URL as a URI: a bare host gets its scheme; nothing where it is none at all."""
    value = re.sub(r"\s", "%20", value.strip())
    if _URI.fullmatch(value):
        return value
    return f"http://{value}" if _HOST.fullmatch(value) else ""


def sound_length(length: Length, *, all_day: bool) -> str:
    """Write a duration; that of whole days in days alone."""
    if all_day:
        length = Length(length.days - -length.seconds // _DAY, 0)
    return write_length(length)


def sound_rule(text: str, until: Until | None, clock: Clock, *, all_day: bool) -> str:
    """Write a rule that was read as the standard wants it for its start (RFC 5545, section 3.3.10).

    The frequency stands first; UNTIL is a date for whole days and else in UTC; times of the day mean nothing for
    whole days; parts that say what holds anyway, or that the standard does not know, are left out.
    """
    parts = dict(each.partition("=")[::2] for each in "".join(text.split()).upper().split(";") if each)
    kept = [f"FREQ={parts.pop('FREQ')}"]
    for name, value in parts.items():
        if name == "UNTIL" and until is not None:
            value = _until(until, clock, all_day=all_day)
        elif name in ("RSCALE", "SKIP") or name.startswith("X-") or (all_day and name in _TIMES_OF_DAY):
            continue
        kept.append(f"{name}={value}")
    return ";".join(kept)


def _until(until: Until, clock: Clock, *, all_day: bool) -> str:
    try:
        if all_day:
            return write_date(clock.wall(utc(until.wall)) if until.utc else until.wall)
        wall = until.wall + _LAST_SECOND if until.whole_day else until.wall
        return write_time(wall if until.utc else utc_wall(clock.at(wall)), utc=True)
    except (OverflowError, ValueError):
        # So far off that no clock shows it.
        return write_date(until.wall) if all_day else write_time(until.wall, utc=True)


def sound_onset(name: str, value: str, before: int, text: str) -> str:
    """Give a line of STANDARD or DAYLIGHT: its start by the wall clock, the end of its rule in UTC."""
    if name == "DTSTART":
        return f"DTSTART:{write_time(read_time(value)[0])}"
    if name in ("TZOFFSETFROM", "TZOFFSETTO") and not value.strip("-0"):
        return f"{name}:+0000"
    if name == "RRULE" and value.strip():
        return f"RRULE:{sound_rule(value, read_rule(value).until, _Ahead(before), all_day=False)}"
    return sound_line(text)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A clock that is always so many seconds ahead of UTC."""

    seconds: int
    zone: str = "UTC"

    def at(self, wall: datetime) -> Instant:
        """Resolve a wall-clock time."""
        return utc(wall - timedelta(seconds=self.seconds))

    def wall(self, instant: int) -> datetime:
        """Give the wall-clock time of an instant."""
        return utc_wall(instant) + timedelta(seconds=self.seconds)
