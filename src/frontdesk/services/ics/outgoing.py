"""Appointments to events of a calendar file: what was kept of an import goes out again word for word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from frontdesk.domain.appointment import Appointment, Attendance, EventType, Status
from frontdesk.domain.instants import MINUTE, Instant, local_date, start_of_day
from frontdesk.domain.names import words_of
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.ics.clocks import Clock, IanaClock, UtcClock, utc
from frontdesk.ics.event import Event, Person, takes_time
from frontdesk.ics.lines import Content, content
from frontdesk.ics.people import person_of
from frontdesk.ics.values import read_time, unescape
from frontdesk.services.ics import kept
from frontdesk.services.ics.drafts import ATTENDANCE
from frontdesk.services.ics.numbers import Number
from frontdesk.services.ics.titles import made_title, title_note
from frontdesk.services.ics.words import one_line, paragraphs

_PARTSTAT = {attendance: partstat for partstat, attendance in ATTENDANCE.items()}


@dataclass(frozen=True, slots=True)
class Named:
    """What the ids of an appointment stand for."""

    practitioner: Practitioner | None = None
    patients: tuple[Patient, ...] = ()
    service: str = ""
    room: str = ""
    calendar: str = ""


def event_of(appointment: Appointment, named: Named, home: str, number: Number | None = None) -> Event:
    """Give the event that says what an appointment is. `home` is the clinic's zone, `number` that of its series."""
    a, lines = appointment, _Lines(appointment)
    clock = _clock(a, home)
    start, end = _whole_days(a, clock.zone) if a.all_day else (a.start, a.end)
    made = made_title(a, named.patients, named.service)
    momentary = lines.note(kept.LENGTH) == "0" and a.end - a.start == MINUTE
    return Event(
        line=0,
        uid=a.uid,
        recurrence_id=a.recurrence_id,
        sequence=sequence_of(a) if number is None else number.of(a.sequence),
        start=start,
        end=start if momentary else end,
        zone=a.zone,
        clock=clock,
        wall=clock.wall(start),
        all_day=a.all_day,
        summary=lines.text("SUMMARY", a.title, one_line) or made,
        description=lines.text("DESCRIPTION", a.description, paragraphs),
        location=lines.text("LOCATION", a.address or named.room, one_line),
        status=_status(a, lines),
        transp=_transparency(a, lines, momentary),
        last_modified=_modified(a, lines),
        organizer=_organizer(named.practitioner, lines),
        attendees=tuple(_attendees(a, named.patients, lines)),
        parameters=lines.parameters,
        extras=(*_notes(a, named, made), *zone_note(clock, a.zone, home), *lines.rest()),
    )


def _clock(a: Appointment, home: str) -> Clock:
    """Give the clock that an appointment is told by; whole days have none, and go by that whose midnight they keep."""
    if a.all_day:
        return IanaClock(next((zone for zone in (a.zone, home) if _is_midnight(a.start, zone)), a.zone))
    return UtcClock(a.zone) if a.zone in ("UTC", "Etc/UTC") else IanaClock(a.zone)


def _is_midnight(instant: Instant, zone: str) -> bool:
    return start_of_day(local_date(instant, zone), zone) == instant


def _whole_days(a: Appointment, zone: str) -> tuple[Instant, Instant]:
    """Give the days that an appointment lies on, from the first to the end of the last: a part of a day is a day."""
    first, last = local_date(a.start, zone), local_date(Instant(a.end - 1), zone)
    return start_of_day(first, zone), start_of_day(last + timedelta(days=1), zone)


def sequence_of(a: Appointment) -> int:
    """Give the SEQUENCE under which an appointment goes out: what came with it, and one more for every change here.

    Programs that had it before take a change only with a higher number (RFC 5546, section 2.1.4), and the book keeps
    the one that came, to tell by it whether what comes next from there is newer. Versions never go down, not even by
    an undo.
    """
    return a.sequence + a.version - 1


class _Lines:
    """The kept lines of one appointment, taken apart once; what the fields say now goes before what they said."""

    def __init__(self, appointment: Appointment) -> None:
        self._all = appointment.extras
        depth = 0
        self._found: dict[str, list[Content]] = {}
        self._rest: list[str] = []
        for line in self._all:
            found = content(0, line)
            depth += found is not None and found.name == "BEGIN"
            if depth or found is None or not _is_told(found.name):
                self._rest.append(line)
            else:
                self._found.setdefault(found.name, []).append(found)
            depth -= found is not None and found.name == "END"
        self.parameters: tuple[tuple[str, str], ...] = ()

    def note(self, name: str) -> str | None:
        """Give one of our own notes."""
        return kept.note(self._all, name)

    def first(self, name: str) -> Content | None:
        """Give the first kept line of a name."""
        return next(iter(self._found.get(name, ())), None)

    def people(self, name: str) -> list[Person]:
        """Give the people of ORGANIZER or ATTENDEE as they came."""
        return [person_of(each) for each in self._found.get(name, ())]

    def text(self, name: str, held: str, shortened: Callable[[str], str]) -> str:
        """Give the text as it came, where the book still holds what was made of it; else what the book holds."""
        found = self.first(name)
        if found is None:
            return held
        came = unescape(found.value)
        if shortened(came) != held:
            return held
        if found.params:
            self.parameters = (*self.parameters, (name, found.params))
        return came

    def rest_value(self, name: str) -> str | None:
        """Give the value of a line that no field stands for."""
        return kept.note(self._rest, name)

    def rest(self) -> Iterator[str]:
        """Give all lines that no field stands for."""
        return (line for line in self._rest if not line.startswith(kept.PRIVATE))


def _is_told(name: str) -> bool:
    """Tell whether a field stands for the lines of a name."""
    texts = name in ("SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "TRANSP", "LAST-MODIFIED")
    return texts or name in ("ORGANIZER", "ATTENDEE")


def _modified(a: Appointment, lines: _Lines) -> Instant | None:
    """Give when it was last changed: as the file said that it came from, as long as nothing was changed here."""
    came = lines.first("LAST-MODIFIED")
    if kept.mark_of(a.extras) is None or a.version > 1:
        return a.updated_at
    return utc(read_time(came.value)[0]) if came is not None else None


def _status(a: Appointment, lines: _Lines) -> str:
    if not a.status.occupies:
        return "CANCELLED"
    came = lines.first("STATUS")
    if came is not None and came.value != "CANCELLED":
        return came.value
    return "" if kept.mark_of(a.extras) is not None else "CONFIRMED"


def _transparency(a: Appointment, lines: _Lines, momentary: bool) -> str:
    """Give TRANSP as it came, unless a reader would take another meaning from it than the book has."""
    came = lines.first("TRANSP")
    transp = came.value if came is not None else ""
    busy = (lines.rest_value("X-MICROSOFT-CDO-BUSYSTATUS") or "").strip().upper()
    if momentary or takes_time(transp, busy, all_day=a.all_day) is a.occupies:
        return transp
    return "OPAQUE" if a.occupies else "TRANSPARENT"


def _organizer(practitioner: Practitioner | None, lines: _Lines) -> Person | None:
    came = lines.people("ORGANIZER")
    if practitioner is None:
        return came[0] if came else None
    for each in came:
        if is_person(each, practitioner.name, practitioner.email):
            return each
    return Person(name=practitioner.name, email=practitioner.email)


def _attendees(a: Appointment, patients: Sequence[Patient], lines: _Lines) -> Iterator[Person]:
    """Give those who came with the event, and the patients of the visit who are not among them.

    A guest who came alone and is not the patient any more gives way to the one who is.
    """
    came = lines.people("ATTENDEE")
    attending = {each.id: each for each in a.attendees}
    missing: list[Person] = []
    for patient in patients:
        if patient.id not in attending:
            continue
        found = next((each for each in came if is_person(each, patient.name, patient.email)), None)
        said = attending[patient.id].attendance
        if found is None:
            missing.append(_person(patient, said))
        elif ATTENDANCE.get(found.partstat, Attendance.INVITED) is not said:
            came[came.index(found)] = _person(patient, said)
    if missing and len(came) == 1 and a.patient_id is not None:
        came = []
    yield from came
    yield from missing


def _person(patient: Patient, attendance: Attendance) -> Person:
    partstat = _PARTSTAT.get(attendance, "NEEDS-ACTION")
    return Person(name=patient.name, email=patient.email, partstat=partstat)


def is_person(person: Person, name: str, email: str) -> bool:
    """Tell whether a person of a file is one of the book: by address where both have one, else by name."""
    if person.email and email:
        return person.email == email.casefold()
    return words_of(person.name) == words_of(name)


def zone_note(clock: Clock, zone: str, home: str) -> tuple[str, ...]:
    """Say where times in UTC are, unless that is where any reader of the clinic takes them to be."""
    return (f"{kept.ZONE}:{zone}",) if isinstance(clock, UtcClock) and zone != home else ()


def _notes(a: Appointment, named: Named, made: str) -> Iterator[str]:
    """Say what RFC 5545 has no word for, in lines of our own."""
    if made:
        yield title_note(made)
    if a.status not in (Status.BOOKED, Status.CANCELLED):
        yield f"{kept.STATUS}:{a.status.value}"
    if named.service:
        yield f"{kept.SERVICE}:{named.service}"
    if named.room:
        yield f"{kept.ROOM}:{named.room}"
    if a.buffer_before or a.buffer_after:
        yield f"{kept.BUFFERS}:{a.buffer_before // MINUTE}/{a.buffer_after // MINUTE}"
    if named.calendar and a.event_type is EventType.BLOCK:
        yield f"{kept.CALENDAR}:{named.calendar}"
    usual = EventType.STAFF if a.patient_id is None else EventType.APPOINTMENT
    if a.event_type is not usual:
        yield f"{kept.TYPE}:{a.event_type.value}"
