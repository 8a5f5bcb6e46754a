"""Free times as lines to read: a table for each day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from frontdesk.domain.availability.slots import Place, Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, wall

if TYPE_CHECKING:
    from frontdesk.services.availability import FreeTimes, NextFree
    from frontdesk.services.clinic import Clinic


class Names:
    """What practitioners, rooms and services are called, archived ones too."""

    def __init__(self, clinic: Clinic) -> None:
        self._practitioners = {one.id: one.name for one in clinic.practitioners.list(archived=True)}
        self._rooms = {one.id: one.name for one in clinic.rooms.list(archived=True)}
        self._services = {one.id: one.name for one in clinic.services.list(archived=True)}

    def practitioner(self, id: Id | None) -> str:
        """Give the name of a practitioner."""
        return "" if id is None else self._practitioners.get(id, str(id))

    def room(self, id: Id | None) -> str:
        """Give the name of a room."""
        return "" if id is None else self._rooms.get(id, str(id))

    def service(self, id: Id | None) -> str:
        """Give the name of a service."""
        return "" if id is None else self._services.get(id, str(id))


def days_told(found: FreeTimes, names: Names) -> Iterator[str]:
    """Tell the free times of each day: when, who is free with the one to pick first, in which room, how many seats."""
    for day, slots in found.days.items():
        yield ""
        yield day_told(day)
        yield from _table(slots, names, found.zone) if slots else ["  nothing free"]


def next_told(found: NextFree, names: Names) -> Iterator[str]:
    """Tell the next free times below their days, and how far was looked when there are too few."""
    days: dict[date, list[Slot]] = {}
    for slot in found.slots:
        days.setdefault(local_date(slot.start, found.zone), []).append(slot)
    for day, slots in days.items():
        yield ""
        yield day_told(day)
        yield from _table(slots, names, found.zone)
    if found.ended:
        yield ""
        more = "Nothing more" if found.slots else "Nothing"
        yield f"{more} is free before {moment_told(found.searched_to, found.zone)}, where bookings end."


def day_told(day: date) -> str:
    """Write a date out."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def clock_told(at: Instant, zone: str) -> str:
    """Write a time of day; one that comes twice, since the clock is set back, says which of the two it is: EDT, EST."""
    moment = wall(at, zone)
    twice = moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()
    return f"{moment:%H:%M %Z}" if twice else f"{moment:%H:%M}"


def moment_told(at: Instant, zone: str) -> str:
    """Write a date and a time."""
    return f"{day_told(local_date(at, zone))}, {clock_told(at, zone)}"


def span_told(start: Instant, end: Instant, zone: str) -> str:
    """Write from when to when; the date of the end only where it is another."""
    first, last = local_date(start, zone), local_date(end, zone)
    until = clock_told(end, zone) if first == last else moment_told(end, zone)
    return f"{clock_told(start, zone)}-{until}"


def _table(slots: Sequence[Slot], names: Names, zone: str) -> Iterator[str]:
    rows = [row for slot in slots for row in _rows(slot, names, zone)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{cell:{width}}" for cell, width in zip(row, widths, strict=True) if width)
        yield f"  {'  '.join(cells)}".rstrip()


def _rows(slot: Slot, names: Names, zone: str) -> Iterator[tuple[str, ...]]:
    """Give the cells of a time, and below it those of each service where there are several."""
    who = ", ".join(names.practitioner(one) for one in slot.practitioners)
    room = "" if slot.parts else names.room(slot.room)
    yield (span_told(slot.start, slot.end, zone), who, room, ", ".join(_notes(slot)))
    for part in slot.parts:
        yield _part(part, names, zone)


def _notes(slot: Slot) -> Iterable[str]:
    if slot.seats is not None:
        yield "1 seat left" if slot.seats == 1 else f"{slot.seats} seats left"
    if slot.patient_busy:
        yield "the patient has another visit"


def _part(part: Place, names: Names, zone: str) -> tuple[str, ...]:
    who = f"{names.service(part.service)}: {names.practitioner(part.practitioner)}"
    return (f"  {span_told(part.start, part.end, zone)}", who, names.room(part.room), "")
