"""Calendars: bookable diaries with a team and slot rules, and the groups that they are shown in (C25, C46 to C57)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.domain.length import Length, Unit

MOST_SEATS = 100
MOST_PER_DAY = 1000
MOST_TIMES = 24
LONGEST_NOTICE = 366 * DAY
_HALF_HOUR = Length(30)
_NONE = Length(0)
# What a title template may name, each written in double braces.
TITLE_FIELDS = ("patient", "service", "calendar", "practitioner", "location", "date", "time")
_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_NO_BRACES = str.maketrans("", "", "{}")
# Stands for a field without a value, with the brackets around it or the punctuation that leads to it.
_EMPTY = "\0"
_AROUND_EMPTY = re.compile(rf"\(\s*{_EMPTY}\s*\)|\[\s*{_EMPTY}\s*\]|\s*[–—\-·:,/|]*\s*{_EMPTY}")


class CalendarKind(StrEnum):
    """How a calendar's team serves it."""

    PERSONAL = "personal"
    ROUND_ROBIN = "round_robin"
    COLLECTIVE = "collective"
    CLASS = "class"
    SERVICE = "service"
    EVENT = "event"


class Distribution(StrEnum):
    """How a round robin picks: whoever is free first, or whoever has fewest."""

    AVAILABILITY = "availability"
    EQUAL = "equal"


class PlaceKind(StrEnum):
    """Where a visit takes place (C50)."""

    ADDRESS = "address"
    PHONE_IN = "phone_in"
    PHONE_OUT = "phone_out"
    VIDEO = "video"
    ASK_BOOKER = "ask_booker"
    CUSTOM = "custom"


class Frequency(StrEnum):
    """How often a visit that repeats comes again."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Taken(StrEnum):
    """What is done about a time of a series that is taken (C54)."""

    SKIP = "skip"
    BOOK_ANYWAY = "book_anyway"
    NEXT_FREE = "next_free"


class Guests(StrEnum):
    """What is asked of those who come along."""

    NONE = "none"
    COUNT = "count"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class Place:
    """One way of meeting; `detail` is an address, a number, a link or words. Its id is what a booking names."""

    kind: PlaceKind
    detail: str = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One practitioner of a team. The higher `priority` comes first; a collective has one `primary`."""

    practitioner: Id
    priority: int = 0
    primary: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeating:
    """How patients may book a series."""

    frequency: Frequency
    count: int
    taken: Taken = Taken.SKIP


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarGroup:
    """Calendars shown together. One that is not `active` hides them; what is booked stays."""

    id: Id
    name: str
    slug: str
    description: str = ""
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One bookable diary at a location. One that is not `active` is a draft.

    `per_slot` is bookings per slot and person, seats in a class. `look_busy` hides so many percent of the free times
    from patients. `extras` keeps, as they came, fields that only a web page has a use for (C56, C58).
    """

    id: Id
    name: str
    slug: str
    kind: CalendarKind
    location_id: Id
    description: str = ""
    group_id: Id | None = None
    active: bool = True
    hue: int = 222
    team: tuple[Member, ...] = ()
    distribution: Distribution = Distribution.AVAILABILITY
    places: tuple[Place, ...] = ()
    duration: Length = _HALF_HOUR
    interval: Length = _HALF_HOUR
    buffer_before: Length = _NONE
    buffer_after: Length = _NONE
    per_slot: int = 1
    per_day: int | None = None
    notice: Length = _NONE
    window: Length | None = None
    repeating: Repeating | None = None
    auto_confirm: bool = True
    allow_reschedule: bool = True
    allow_cancel: bool = True
    title_template: str = "{{patient}}"
    guests: Guests = Guests.NONE
    form: str = ""
    consent_label: str = ""
    notes: str = ""
    sticky_patient: bool = False
    assign_patient: bool = False
    look_busy: int = 0
    extras: Mapping[str, Any] | None = None
    position: int = 0
    archived_at: Instant | None = None
    version: int = 1

    def faults(self) -> Iterator[Invalid]:
        """Give everything that is wrong with it, each with its field: an editor shows them all at once."""
        for check in (_slot_faults, _limit_faults, _team_faults, _place_faults, _series_faults):
            yield from check(self)
        if not 0 <= self.hue <= 359:
            yield Invalid("bad_hue", field="hue", got=self.hue, allowed="0 to 359")
        unknown = [name for name in _FIELD.findall(self.title_template) if name not in TITLE_FIELDS]
        if unknown:
            yield Invalid("unknown_template_field", field="title_template", got=unknown[0], allowed=list(TITLE_FIELDS))
        if any(brace in _FIELD.sub("", self.title_template) for brace in "{}"):
            allowed = "a name between {{ and }}"
            yield Invalid("stray_brace", field="title_template", got=self.title_template, allowed=allowed)

    def checked(self) -> Calendar:
        """Return itself, refusing the first thing that is wrong."""
        for fault in self.faults():
            raise fault
        return self

    def title(self, values: Mapping[str, str]) -> str:
        """Fill the title template in; a field without a value leaves nothing behind, no braces either (C55)."""
        pieces = _FIELD.split(self.title_template)
        # Words and names of fields take turns; a value may have braces of its own.
        pieces[::2] = [words.translate(_NO_BRACES) for words in pieces[::2]]
        pieces[1::2] = [values.get(name) or _EMPTY for name in pieces[1::2]]
        filled = _AROUND_EMPTY.sub("", "".join(pieces))
        return " ".join(filled.split()).strip("–—-·:,/| ")


def _slot_faults(calendar: Calendar) -> Iterator[Invalid]:
    sizes = (
        ("duration", calendar.duration, MINUTE, DAY),
        ("interval", calendar.interval, MINUTE, DAY),
        ("buffer_before", calendar.buffer_before, 0, DAY),
        ("buffer_after", calendar.buffer_after, 0, DAY),
        ("notice", calendar.notice, 0, LONGEST_NOTICE),
    )
    for name, length, least, most in sizes:
        yield from _length_fault(length, name, least, most)
    if calendar.window is None:
        return
    if calendar.window.unit in (Unit.MINUTES, Unit.HOURS):
        allowed = ["days", "weeks", "months"]
        yield Invalid("bad_unit", field="window.unit", got=calendar.window.unit.value, allowed=allowed)
    elif fault := next(_length_fault(calendar.window, "window", DAY, 1100 * DAY, months=True), None):
        yield fault
    elif _is_beyond(calendar.notice, calendar.window):
        got = f"{calendar.notice.amount} {calendar.notice.unit.value}"
        yield Invalid("notice_beyond_window", field="notice", got=got, allowed="no longer than the booking window")


def _is_beyond(notice: Length, window: Length) -> bool:
    """Tell whether a notice that is fine alone ends after the window; its months are taken as the longest."""
    if next(_length_fault(notice, "notice", 0, LONGEST_NOTICE), None) is not None:
        return False
    return notice.ms > (window.amount * 31 * DAY if window.unit is Unit.MONTHS else window.ms)


def _length_fault(length: Length, name: str, least: int, most: int, *, months: bool = False) -> Iterator[Invalid]:
    try:
        length.checked(name, least=least, most=most, months=months)
    except Invalid as fault:
        yield fault


def _limit_faults(calendar: Calendar) -> Iterator[Invalid]:
    if not 1 <= calendar.per_slot <= MOST_SEATS:
        yield Invalid("bad_per_slot", field="per_slot", got=calendar.per_slot, allowed=f"1 to {MOST_SEATS}")
    if calendar.per_day is not None and not 1 <= calendar.per_day <= MOST_PER_DAY:
        yield Invalid("bad_per_day", field="per_day", got=calendar.per_day, allowed=f"1 to {MOST_PER_DAY}, or none")
    if not 0 <= calendar.look_busy <= 100:
        yield Invalid("bad_percent", field="look_busy", got=calendar.look_busy, allowed="0 to 100")


def _team_faults(calendar: Calendar) -> Iterator[Invalid]:
    people = [member.practitioner for member in calendar.team]
    twice = next((p for n, p in enumerate(people) if p in people[:n]), None)
    if twice is not None:
        yield Invalid("member_twice", field="team", got=str(twice), allowed="each practitioner once")
    for member in calendar.team:
        if not 0 <= member.priority <= 100:
            yield Invalid("bad_priority", field="team", got=member.priority, allowed="0 to 100")
    primaries = sum(member.primary for member in calendar.team)
    if calendar.kind is CalendarKind.PERSONAL and len(people) != 1:
        yield Invalid("one_member", field="team", got=len(people), allowed="exactly one practitioner")
    elif calendar.kind is not CalendarKind.EVENT and not people:
        yield Invalid("member_needed", field="team", got=0, allowed="at least one practitioner")
    if calendar.kind is CalendarKind.COLLECTIVE:
        if people and primaries != 1:
            yield Invalid("one_primary", field="team", got=primaries, allowed="exactly one primary practitioner")
    elif primaries > 1:
        yield Invalid("one_primary", field="team", got=primaries, allowed="at most one primary practitioner")


def _place_faults(calendar: Calendar) -> Iterator[Invalid]:
    everyone = [("places", calendar.places), *(("team", member.places) for member in calendar.team)]
    for name, places in everyone:
        for place in places:
            if calendar.kind is CalendarKind.EVENT and place.kind is PlaceKind.VIDEO:
                yield Invalid("no_video_for_events", field=name, got="video", allowed="a place, a phone or words")
    if len(calendar.places) > 1 and len(calendar.team) != 1:
        allowed = "one place, or a team of one practitioner"
        yield Invalid("one_place", field="places", got=len(calendar.places), allowed=allowed)
    single = calendar.kind in (CalendarKind.CLASS, CalendarKind.COLLECTIVE) or len(calendar.team) > 1
    if single and any(len(member.places) > 1 for member in calendar.team):
        yield Invalid("one_place_each", field="team", got="several places", allowed="one place a practitioner")


def _series_faults(calendar: Calendar) -> Iterator[Invalid]:
    if calendar.repeating is None:
        return
    if len(calendar.team) != 1:
        allowed = "only with exactly one practitioner"
        yield Invalid("repeats_need_one_member", field="repeating", got=len(calendar.team), allowed=allowed)
    if not 1 <= calendar.repeating.count <= MOST_TIMES:
        got = calendar.repeating.count
        yield Invalid("bad_count", field="repeating.count", got=got, allowed=f"1 to {MOST_TIMES}")
