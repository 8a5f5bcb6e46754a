"""When a patient came, went in and came out, as it is typed, and what of it changes the book. No widgets."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.instants import Instant, at_minute, local_date
from frontdesk.gui.dialogs import typed
from frontdesk.gui.ground import wording

NAMES = ("arrived_at", "actual_start", "actual_end", "left_at")
_BEGUN = (Status.IN_PROGRESS, Status.COMPLETED)


def offered(visit: Appointment) -> tuple[str, ...]:
    """Name the times that can be put right: those that were noted, and those that its status lets be noted."""
    can = {
        "arrived_at": visit.status in (Status.ARRIVED, *_BEGUN),
        "actual_start": visit.status in _BEGUN,
        "actual_end": visit.status is Status.COMPLETED,
        "left_at": False,
    }
    return tuple(name for name in NAMES if can[name] or getattr(visit, name) is not None)


def shown(visit: Appointment, zone: str) -> dict[str, str]:
    """Give what stands in the fields at first, by the name of each."""
    times = {name: getattr(visit, name) for name in offered(visit)}
    return {name: wording.clock(at, zone) if at is not None else "" for name, at in times.items()}


def unreadable(said: Mapping[str, str]) -> tuple[str, ...]:
    """Name the fields in which no time stands; an empty one is none."""
    return tuple(name for name, text in said.items() if text.strip() and typed.minute_of_day(text) is None)


def changed(visit: Appointment, zone: str, said: Mapping[str, str]) -> dict[str, Instant | None]:
    """Give the times that were changed, on the day of the time that they replace, else of the visit.

    A field that says what it said keeps its seconds. Readable fields only.
    """
    held = shown(visit, zone)
    found: dict[str, Instant | None] = {}
    for name, text in said.items():
        if text.strip() == held[name]:
            continue
        minute = typed.minute_of_day(text)
        day = local_date(getattr(visit, name) or visit.start, zone)
        found[name] = None if minute is None else Instant(at_minute(day, minute, zone))
    return found
