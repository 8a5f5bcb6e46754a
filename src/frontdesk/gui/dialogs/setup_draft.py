"""What a clinic is set up with, told in one way: practitioners with their hours, services, locations, rooms. No Qt.

Every kind is a list of items; an item is edited as what is typed into its fields, and written by one call.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours, clock
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.dialogs import typed

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

DAYS = 7


class Entry(StrEnum):
    """How a field is entered."""

    LINE = "line"
    LENGTH = "length"
    BUFFER = "buffer"
    COUNT = "count"
    HUE = "hue"
    CHECK = "check"
    WEEK = "week"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list; `typed` holds its fields as they would be typed. `id` is None for one to be made."""

    id: Id | None
    version: int
    name: str
    detail: str
    archived: bool
    typed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of thing that a clinic is set up with; `area` names its operations."""

    area: str
    entries: Mapping[str, Entry]


PRACTITIONERS = Subject(
    "practitioners", {"name": Entry.LINE, "speciality": Entry.LINE, "hue": Entry.HUE, "hours": Entry.WEEK}
)
SERVICES = Subject(
    "services",
    {
        "name": Entry.LINE,
        "duration": Entry.LENGTH,
        "buffer_before": Entry.BUFFER,
        "buffer_after": Entry.BUFFER,
        "hue": Entry.HUE,
    },
)
LOCATIONS = Subject(
    "locations", {"name": Entry.LINE, "address": Entry.LINE, "phone": Entry.LINE, "is_default": Entry.CHECK}
)
ROOMS = Subject("rooms", {"name": Entry.LINE, "location": Entry.PLACE, "capacity": Entry.COUNT})
SUBJECTS = (PRACTITIONERS, SERVICES, LOCATIONS, ROOMS)


@dataclass(frozen=True, slots=True)
class Listed:
    """All items of one kind, and the locations that a room can be at."""

    items: tuple[Item, ...]
    places: tuple[tuple[Id, str], ...]


def read_all(clinic: Clinic, subject: Subject) -> Listed:
    """Read every item of a kind, archived ones too."""
    places = tuple((v.id, v.name) for v in clinic.locations.list())
    records = getattr(clinic, subject.area).list(archived=True)
    return Listed(tuple(_item(clinic, subject, record, dict(places)) for record in records), places)


def blank(subject: Subject) -> Item:
    """Begin a new item."""
    usual: dict[Entry, Any] = {Entry.LENGTH: "30 min", Entry.WEEK: ("",) * DAYS, Entry.COUNT: "1", Entry.CHECK: False}
    return Item(None, 0, "", "", archived=False, typed={n: usual.get(e) for n, e in subject.entries.items()})


def save(clinic: Clinic, subject: Subject, item: Item, said: Mapping[str, Any]) -> Id:
    """Write an item with what was typed, and give its id."""
    values = values_of(subject, said)
    hours = values.pop("hours", None)
    area = getattr(clinic, subject.area)
    if item.id is None:
        made: Id = area.create(**{name: value for name, value in values.items() if value is not None}).id
    else:
        made = item.id
        held = values_of(subject, item.typed)
        changed = {n: v for n, v in values.items() if v != held[n] and subject.entries[n] is not Entry.PLACE}
        if changed:
            area.update(id=item.id, version=item.version, **changed)
    if hours is not None and (item.id is None or hours != values_of(subject, item.typed)["hours"]):
        clinic.working_hours.put(practitioner=made, hours=hours)
    return made


def put_away(clinic: Clinic, subject: Subject, item: Item, *, away: bool) -> None:
    """Archive an item, or bring it back."""
    area = getattr(clinic, subject.area)
    (area.archive if away else area.restore)(id=item.id, version=item.version)


def values_of(subject: Subject, said: Mapping[str, Any]) -> dict[str, Any]:
    """Read what was typed, refusing what cannot be read with the field's name."""
    return {name: _value(name, entry, said[name]) for name, entry in subject.entries.items()}


def _value(name: str, entry: Entry, said: Any) -> Any:
    if entry is Entry.LINE:
        return str(said or "").strip()
    if entry in (Entry.LENGTH, Entry.BUFFER):
        return _minutes(name, entry, str(said or "")) * MINUTE
    if entry is Entry.COUNT:
        return _count(name, str(said or ""))
    return week_of(said) if entry is Entry.WEEK else said


def _minutes(name: str, entry: Entry, text: str) -> int:
    if entry is Entry.BUFFER and text.strip() in ("", "0", "0 min"):
        return 0
    read = typed.length(text)
    if read is None:
        raise Invalid("bad_duration" if entry is Entry.LENGTH else "bad_buffer", field=name, got=text, allowed="30 min")
    return read


def _count(name: str, text: str) -> int:
    if not text.strip().isdecimal():
        raise Invalid("bad_capacity", field=name, got=text, allowed="1 to 1000")
    return int(text)


def week_of(days: tuple[str, ...]) -> tuple[WeeklyHours, ...]:
    """Read a week that was typed day by day, Monday first."""
    found: list[WeeklyHours] = []
    for weekday, text in enumerate(days):
        read = typed.hours(text)
        if read is None:
            raise Invalid("not_hours", field="hours", got=text, allowed="8:30-12:30, 13:30-17:30", weekday=weekday)
        found.extend(WeeklyHours(weekday, start, end) for start, end in read)
    return tuple(found)


def week_text(hours: tuple[WeeklyHours, ...]) -> tuple[str, ...]:
    """Write a week as it would be typed, Monday first."""
    return tuple(
        ", ".join(f"{clock(h.start_minute)}–{clock(h.end_minute)}" for h in hours if h.weekday == weekday)
        for weekday in range(DAYS)
    )


def _item(clinic: Clinic, subject: Subject, record: Any, places: Mapping[Id, str]) -> Item:
    said: dict[str, Any] = {}
    for name, entry in subject.entries.items():
        if entry is Entry.WEEK:
            said[name] = week_text(clinic.working_hours.get(practitioner=record.id).hours)
        elif entry in (Entry.LENGTH, Entry.BUFFER):
            said[name] = f"{getattr(record, name) // MINUTE} min"
        elif entry is Entry.PLACE:
            said[name] = record.location_id
        else:
            held = getattr(record, name)
            said[name] = str(held) if entry is Entry.COUNT else held
    return Item(
        record.id, record.version, record.name, _detail(subject, record, places), record.archived_at is not None, said
    )


def _detail(subject: Subject, record: Any, places: Mapping[Id, str]) -> str:
    if subject is PRACTITIONERS:
        return str(record.speciality)
    if subject is SERVICES:
        return f"{record.duration // MINUTE} min"
    return str(record.address) if subject is LOCATIONS else places.get(record.location_id, "")
