"""Visits to a calendar file: which of them go out, what they are called, and how much is said of them (C79)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.appointment import NOT_OCCUPYING, Appointment, EventType, Status
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.feed import Naming
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Room
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.series import Series
from frontdesk.domain.service import Service
from frontdesk.ics.clocks import Clock
from frontdesk.ics.event import Event
from frontdesk.ics.writer import More, write
from frontdesk.services.ics import sharing
from frontdesk.services.ics.components_kept import lines_of
from frontdesk.services.ics.numbers import Numbers, book_of
from frontdesk.services.ics.outgoing import Named, event_of
from frontdesk.services.ics.preview import Exported
from frontdesk.store import appointments as table
from frontdesk.store.appointments import Wanted
from frontdesk.store.series import standing
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What goes out: all that every given part is true of; `ids` are those of visits, in any order.

    What was called off stays in unless `cancelled`.
    """

    start: Instant | None = None
    end: Instant | None = None
    practitioner: Id | None = None
    patient: Id | None = None
    calendar: Id | None = None
    ids: Sequence[Id] | None = None
    cancelled: bool = True

    def check(self, book: Reading) -> None:
        """Refuse a range that ends before it starts, and people and calendars that there are none of."""
        if self.start is not None and self.end is not None and self.start > self.end:
            raise Invalid("end_not_after_start", field="end", got=self.end, allowed=f"not before {self.start}")
        for kind, one in ((Practitioner, self.practitioner), (Patient, self.patient), (Calendar, self.calendar)):
            if one is not None:
                book.get(kind, one)

    def takes(self, visit: Appointment) -> bool:
        """Tell whether a visit is wanted, its id aside; a range takes what overlaps it."""
        return (
            (self.start is None or visit.end > self.start)
            and (self.end is None or visit.start < self.end)
            and self.practitioner in (None, visit.practitioner_id)
            and self.calendar in (None, visit.calendar_id)
            and (self.patient is None or self.patient in _people(visit))
        )


def visits_of(book: Reading, chosen: Chosen) -> list[Appointment]:
    """Read the visits that go out, by start: what was put away and what is only held stays in, seats of classes too.

    Parts of a visit are visits of their own. The row of another member of a team stays in where the row that the
    patient was booked in goes out: it is the same visit a second time.
    """
    off = (Status.HELD,) if chosen.cancelled else (Status.HELD, *NOT_OCCUPYING)
    found = [_without_offers(v) for v in _found(book, chosen) if v.status not in off and v.archived_at is None]
    found = found if chosen.patient is None else [v for v in found if chosen.patient in _people(v)]
    told = {visit.booking_id for visit in found if not visit.internal}
    return [v for v in found if not (v.internal and v.booking_id is not None and v.booking_id in told)]


def _without_offers(visit: Appointment) -> Appointment:
    """Give a visit without those who have a seat only held: who was offered one is not said to come."""
    if visit.seats_until is None:
        return visit
    coming = tuple(each for each in visit.attendees if each.held_until is None)
    return replace(visit, attendees=coming, seats_until=None)


def _people(visit: Appointment) -> frozenset[Id | None]:
    return frozenset((visit.patient_id, *(each.id for each in visit.attendees)))


def _found(book: Reading, chosen: Chosen) -> Iterable[Appointment]:
    if chosen.ids is not None:
        named = book.some(Appointment, chosen.ids).values()
        return sorted(filter(chosen.takes, named), key=lambda each: (each.start, each.id))
    wanted = Wanted(
        patient=chosen.patient,
        practitioner=chosen.practitioner,
        calendar=chosen.calendar,
        start=chosen.start,
        end=chosen.end,
        blocks=True,
    )
    return table.every(book.connection, wanted)


def exported(book: Reading, chosen: Chosen, naming: Naming, now: Instant) -> Exported:
    """Write what is chosen as a calendar file that says as much of patients as `naming` allows."""
    # Late: blocks keep their rules the way imports do, and so know this package.
    from frontdesk.services.ics.series import events_of

    chosen.check(book)
    home = book.get(Profile, THE_CLINIC)
    visits = visits_of(book, chosen)
    names = _Names(book, visits)
    if naming is Naming.FULL:
        records = book.some(Series, {one.series_id for one in visits if one.series_id is not None})
        whole = standing(book.connection, records)
        # What is there in part goes out time by time, each with the UID of its series and its RECURRENCE-ID, even a
        # single one. Exchange (an invitation to one of many) and Google (its busy calendars) write a time without its
        # series just so, RFC 5546 has it so, and whoever has the series knows the time again.
        numbers = Numbers(book, records)

        def telling(each: Appointment) -> Event:
            return event_of(each, names.of(each), home.zone, numbers.of(each.series_id))

        events = events_of(visits, records, whole, telling, numbers, home.zone)
    else:
        told = ((each, names.of(each), event_of(each, names.of(each), home.zone)) for each in visits)
        events = sharing.shared(book, told, naming)
    text = write(
        events,
        stamp=now,
        name=name_of(book, chosen),
        # A calendar for others to read is published (RFC 5546); in one with attendees the word has no place, and
        # without it a file is what it is for Outlook as well.
        method="" if naming is Naming.FULL else "PUBLISH",
        book=book_of(book) if naming is Naming.FULL else "",
        more=_kept(book) if naming is Naming.FULL and chosen == Chosen(cancelled=chosen.cancelled) else None,
    )
    return _counted(text.decode(), visits if naming is not Naming.BUSY else list(filter(sharing.is_busy, visits)))


def _counted(text: str, visits: Sequence[Appointment]) -> Exported:
    # Time that the staff has for itself is no visit either: visits are what a board counts.
    blocks = sum(each.event_type is not EventType.APPOINTMENT and each.status.occupies for each in visits)
    return Exported(text, len(visits), blocks, sum(not each.status.occupies for each in visits))


def _kept(book: Reading) -> More:
    """Give what brings tasks and journals that were imported into an export of the whole clinic."""

    def more(zones: Mapping[str, Clock]) -> tuple[Sequence[str], Sequence[str]]:
        found = lines_of(book, zones)
        return found.zones, found.components

    return more


def name_of(book: Reading, chosen: Chosen) -> str:
    """Name a calendar file after the practitioner or the calendar that it is of, else after the clinic."""
    if chosen.practitioner is not None:
        return book.get(Practitioner, chosen.practitioner).name
    if chosen.calendar is not None:
        return book.get(Calendar, chosen.calendar).name
    return book.get(Profile, THE_CLINIC).name


class _Names:
    """What the ids of visits stand for, read once for all of them."""

    def __init__(self, book: Reading, visits: Sequence[Appointment]) -> None:
        self._practitioners = {each.id: each for each in book.all(Practitioner)}
        self._services = {each.id: each.name for each in book.all(Service)}
        self._calendars = {each.id: each.slug for each in book.all(Calendar)}
        self._rooms = {each.id: each.name for each in book.all(Room)}
        self._patients = book.some(Patient, {a.id for each in visits for a in each.attendees})

    def of(self, visit: Appointment) -> Named:
        """Give what one visit names."""
        return Named(
            practitioner=None if visit.practitioner_id is None else self._practitioners.get(visit.practitioner_id),
            patients=tuple(self._patients[a.id] for a in visit.attendees if a.id in self._patients),
            service="" if visit.service_id is None else self._services.get(visit.service_id, ""),
            calendar="" if visit.calendar_id is None else self._calendars.get(visit.calendar_id, ""),
            room="" if visit.room_id is None else self._rooms.get(visit.room_id, ""),
        )
