"""Why a time is not free, and what would make it fit, as lines to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import time

from frontdesk.cli.times_told import Names, clock_told, day_told, moment_told, span_told
from frontdesk.domain.availability.reasons import Explanation, Fix, Nearest, Reason, Why
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date

Told = Callable[[Reason, str], str]


def reasons_told(found: Explanation, names: Names, zone: str, skipped: time | None = None) -> Iterator[str]:
    """Tell whether a time is free; every reason why not, what is worth a warning, and the nearest ways out.

    `skipped` is the time that was typed where the clock skips it, so that another is meant.
    """
    with_whom = _with(found.practitioner, names)
    when = f"{moment_told(found.start, zone)} to {clock_told(found.end, zone)}{with_whom}"
    yield ""
    if skipped is not None:
        day = day_told(local_date(found.start, zone))
        meant = clock_told(found.start, zone)
        yield f"{skipped:%H:%M} does not exist on {day}, when the clock is set forward: {meant} is meant."
    yield f"{when} is free." if found.free else f"{when} is not free:"
    yield from (f"  {_told(reason, zone)}" for reason in found.reasons)
    for warning in found.warnings:
        yield f"  Note: {_told(warning, zone)}"
    if found.nearest:
        yield "It would fit:"
        yield from (f"  {_way_out(each, names, zone)}" for each in found.nearest)


def _told(reason: Reason, zone: str) -> str:
    return _WHY[reason.why](reason, zone)


def _way_out(each: Nearest, names: Names, zone: str) -> str:
    with_whom = _with(each.practitioner, names)
    time = f"{moment_told(each.start, zone)} to {clock_told(each.end, zone)}"
    return f"{_FIXES[each.fix]}: {time}{with_whom}"


def _with(practitioner: Id | None, names: Names) -> str:
    return "" if practitioner is None else f" with {names.practitioner(practitioner)}"


def _taken(reason: Reason, zone: str) -> str:
    """Name who or what is taken, for what, and when."""
    what = f" by {reason.words}" if reason.words else ""
    return f"{reason.name or 'It'} is taken{what}, {span_told(reason.start, reason.end, zone)}"


def _room(reason: Reason, zone: str) -> str:
    return "there is no room that would do" if reason.id is None else _taken(reason, zone)


def _held(reason: Reason, zone: str) -> str:
    until = "" if reason.until is None else f" until {clock_told(reason.until, zone)}"
    return f"{reason.name or 'It'} is held by {reason.words or 'someone'}{until}"


def _closed(reason: Reason, zone: str) -> str:
    return f"closed: {reason.name}"


def _counted(words: str) -> Told:
    return lambda reason, zone: f"{words}: {reason.count or 0} of {reason.limit or 0}"


_WHY: Mapping[Why, Told] = {
    Why.PAST: lambda r, z: "this time has passed",
    Why.NOTICE: lambda r, z: f"too soon: with its notice it can start from {moment_told(r.start, z)}",
    Why.WINDOW: lambda r, z: f"too far ahead: bookings end before {moment_told(r.end, z)}",
    Why.OUTSIDE_HOURS: lambda r, z: f"outside the hours of {r.name}" if r.name else "outside the opening hours",
    Why.CALENDAR_HOURS: lambda r, z: "outside the hours of the calendar",
    Why.CLOSURE: _closed,
    Why.HOLIDAY: _closed,
    Why.BLOCK: lambda r, z: f"blocked: {r.words or r.name}, {span_told(r.start, r.end, z)}",
    Why.VISIT: _taken,
    Why.BUFFER: lambda r, z: f"too close, with the time between visits: {_taken(r, z)}",
    Why.HOLD: _held,
    Why.ROOM: _room,
    Why.ROOM_TOO_SMALL: lambda r, z: f"{r.name or 'every room'} is too small",
    Why.EQUIPMENT: _taken,
    Why.OUT_OF_SERVICE: lambda r, z: f"{r.name}: too few of it can be used",
    Why.SEATS: _counted("no seat is left"),
    Why.COMES_ALREADY: lambda r, z: "the patient is in this class already",
    Why.PER_DAY: _counted("the day is full"),
    Why.KEPT_BACK: lambda r, z: "it is not shown to patients",
    Why.DOES_NOT_GIVE: lambda r, z: f"{r.name or 'nobody'} does not give this",
    Why.NOT_ON_TEAM: lambda r, z: f"{r.name} is not on the team",
    Why.PATIENT: lambda r, z: f"the patient has another visit, {span_told(r.start, r.end, z)}",
}
_FIXES: Mapping[Fix, str] = {
    Fix.LATER: "later",
    Fix.EARLIER: "earlier",
    Fix.OTHER_PRACTITIONER: "with someone else",
    Fix.SHORTER: "shorter",
}
