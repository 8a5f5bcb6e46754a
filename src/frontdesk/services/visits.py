"""What is told of an appointment: with everything it names, or in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Location, Room
from frontdesk.domain.note import Note
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.rule import Rule
from frontdesk.domain.series import Series
from frontdesk.domain.service import Service
from frontdesk.services.offered import add_on
from frontdesk.store import families, notes
from frontdesk.store.work import Reading

T = TypeVar("T")
NEWEST_NOTES = 5


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One page of a list: its items, how many there are in all, and which page of which size it is."""

    items: tuple[T, ...]
    total: int
    page: int
    size: int


@dataclass(frozen=True, slots=True)
class Details:
    """One appointment and what its ids stand for; `patients` holds attendees and reference patients.

    `variation` is a name; `equipment` is in the order of the units that the appointment holds; `rule` is the RRULE
    of the series that it is one of, `rules` are all of its rules, read, `series_number` says which of the
    `series_size` visits of it that are in the book this one is, by start. `parts` are all rows of the booking that it
    is one of, itself among them, by start; `price` is what their services and add-ons cost at present, in
    minor units of money, None where there is none. `notes` are the newest few of the `note_count` notes on it.
    """

    appointment: Appointment
    patient: Patient | None
    practitioner: Practitioner | None
    service: Service | None
    location: Location | None
    room: Room | None
    patients: tuple[Patient, ...]
    calendar: Calendar | None = None
    variation: str = ""
    equipment: tuple[Equipment, ...] = ()
    rule: str | None = None
    rules: tuple[Rule, ...] = ()
    series_number: int | None = None
    series_size: int | None = None
    parts: tuple[Preview, ...] = ()
    price: int | None = None
    notes: tuple[Note, ...] = ()
    note_count: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a hover card or a list of hits shows; names are plain text from outside."""

    id: Id
    title: str
    status: Status
    start: Instant
    end: Instant
    zone: str
    patient: str
    practitioner: str
    service: str


def details_of(book: Reading, appointment: Appointment) -> Details:
    """Read what an appointment names."""
    a = appointment
    ids = [*(x.id for x in a.attendees), *a.reference_patients]
    people = book.some(Patient, ids)
    things = book.some(Equipment, [use.equipment_id for use in a.equipment])
    service = _maybe(book, Service, a.service_id)
    return Details(
        appointment=a,
        patient=people.get(a.patient_id) if a.patient_id is not None else None,
        practitioner=_maybe(book, Practitioner, a.practitioner_id),
        service=service,
        location=_maybe(book, Location, a.location_id),
        room=_maybe(book, Room, a.room_id),
        patients=tuple(people[i] for i in dict.fromkeys(ids) if i in people),
        calendar=_maybe(book, Calendar, a.calendar_id),
        variation=_variation(service, a.variation_id),
        equipment=tuple(things[use.equipment_id] for use in a.equipment if use.equipment_id in things),
        **_repeating(book, a),
        parts=_parts(book, a),
        price=price_of(book, _rows(book, a)),
        notes=tuple(notes.newest(book.connection, a.id, limit=NEWEST_NOTES)),
        note_count=notes.count(book.connection, a.id),
    )


def _rows(book: Reading, a: Appointment) -> Sequence[Appointment]:
    return (a,) if a.booking_id is None else families.rows_of(book.connection, a.booking_id)


def _parts(book: Reading, a: Appointment) -> tuple[Preview, ...]:
    if a.booking_id is None:
        return ()
    return tuple(preview_of(row) for row in families.light_of(book.connection, a.booking_id))


def price_of(book: Reading, rows: Sequence[Appointment]) -> int | None:
    """Add up what the services of rows cost as they are booked, with variations and add-ons; None without a service.

    Prices are those of today's catalogue, in minor units of money; what was removed from it counts still.
    """
    found = [one for row in rows if (one := _price(book, row)) is not None]
    return sum(found) if found else None


def _price(book: Reading, row: Appointment) -> int | None:
    service = _maybe(book, Service, row.service_id)
    if service is None:
        return None
    form = None if row.variation_id is None else service.variation(row.variation_id)
    total: int = (form or service).price
    for extra in row.add_ons:
        known = add_on(service, extra.id)
        total += 0 if known is None else known.price * extra.quantity
    return total


def _repeating(book: Reading, a: Appointment) -> dict[str, Any]:
    held = None if a.series_id is None else book.find(Series, a.series_id)
    if held is None:
        return {}
    # Imported late: most appointments are no series, and the first picture must not wait for it.
    from frontdesk.services.series.record import rules_of
    from frontdesk.store.appointments import place_in_series

    rules = rules_of(held)
    number, size = place_in_series(book.connection, held.id, a)
    return {
        "rule": rules[0].text if rules else None,
        "rules": tuple(each.read for each in rules),
        "series_number": number,
        "series_size": size,
    }


def _variation(service: Service | None, id: Id | None) -> str:
    found = service.variation(id) if service is not None and id is not None else None
    return "" if found is None else found.name


def _maybe(book: Reading, kind: type[Any], id: Id | None) -> Any:
    return None if id is None else book.find(kind, id)


def preview_of(row: Any) -> Preview:
    """Make a preview of a light row."""
    return Preview(
        id=row.id,
        title=row.title,
        status=Status(row.status),
        start=row.starts_at,
        end=row.ends_at,
        zone=row.zone,
        patient=f"{row.given_name or ''} {row.family_name or ''}".strip(),
        practitioner=row.practitioner or "",
        service=row.service or "",
    )
