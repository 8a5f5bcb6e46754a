"""A calendar event as a frozen value: what a file says, times already decided, the rest kept word for word."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from frontdesk.domain.instants import Instant
from frontdesk.ics.clocks import Clock


class Kind(StrEnum):
    """What an event is: one of its own or a series, another version of one occurrence, or a cancellation."""

    MASTER = "master"
    OVERRIDE = "override"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Person:
    """An ORGANIZER or ATTENDEE. `line` is the whole line, to be written back; the address is in small letters.

    Names and addresses stay out of its repr: they never reach logs.
    """

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    partstat: str = ""
    cutype: str = ""
    role: str = ""
    line: str = field(default="", repr=False)


# A moment that a series names: an instant, or a whole day.
Moment = Instant | date


@dataclass(frozen=True, slots=True)
class Addition:
    """One RDATE: a moment, and the end where it was a period."""

    moment: Moment
    end: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Event:
    """One VEVENT. Instants in milliseconds UTC; `wall` is the start as its clock shows it, `zone` for display.

    `recurrence_id` names the occurrence that it stands for, in UTC or as a date. `length` is DURATION as written,
    None where the end was given. `parameters` are those of SUMMARY and the like, which nothing here reads.
    `extras` are the lines of all that is not modelled, sub-components included, unfolded; `alarms` those of VALARM.
    """

    line: int
    uid: str
    start: Instant
    end: Instant
    zone: str
    clock: Clock
    wall: datetime
    all_day: bool = False
    end_clock: Clock | None = None
    length: str | None = None
    recurrence_id: str | None = None
    this_and_future: bool = False
    sequence: int = 0
    dtstamp: Instant | None = None
    last_modified: Instant | None = None
    summary: str = ""
    description: str = ""
    location: str = ""
    status: str = ""
    transp: str = ""
    busy_status: str = ""
    class_: str = ""
    url: str = ""
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()
    categories: tuple[str, ...] = ()
    rrules: tuple[str, ...] = ()
    exrules: tuple[str, ...] = ()
    rdates: tuple[Addition, ...] = ()
    exdates: tuple[Moment, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    alarms: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    method: str = ""
    made_uid: bool = False

    def __repr__(self) -> str:
        """Show the line alone: titles name patients, and names never reach logs."""
        return f"Event(line={self.line})"

    @property
    def kind(self) -> Kind:
        """Tell what it is."""
        if self.status == "CANCELLED" or self.method == "CANCEL":
            return Kind.CANCELLED
        return Kind.MASTER if self.recurrence_id is None else Kind.OVERRIDE

    @property
    def repeats(self) -> bool:
        """Tell whether it stands for more than one occurrence."""
        return bool(self.rrules or self.rdates)

    @property
    def takes_time(self) -> bool:
        """Tell whether it keeps anyone busy."""
        return takes_time(self.transp, self.busy_status, all_day=self.all_day)


def takes_time(transp: str, busy_status: str, *, all_day: bool) -> bool:
    """Tell whether TRANSP and what Exchange says keep anyone busy: whole days only do where it is said."""
    if transp == "OPAQUE" or busy_status in ("BUSY", "OOF"):
        return True
    return transp != "TRANSPARENT" and busy_status != "FREE" and not all_day
