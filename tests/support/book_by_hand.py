"""Free times of a book worked out by hand: its records are read back, and searched without the program's own ways.

Only what a caller can see goes in: the records of each kind, and the list of appointments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.availability.snapshot import Key, Session, Snapshot
from frontdesk.domain.calendar import Calendar, CalendarKind, Distribution
from frontdesk.domain.claim import Subject
from frontdesk.domain.closure import Closure
from frontdesk.domain.equipment import Equipment, Need
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Location, Room
from frontdesk.domain.opening import Openings
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule
from frontdesk.domain.service import Service
from frontdesk.services.asking import Asked, ServiceAsked
from frontdesk.services.clinic import Clinic
from tests.domain.hours_by_hand import walk
from tests.support.free_by_hand import free_by_hand

MINUTE, DAY = 60_000, 86_400_000
TWO_YEARS = 731 * DAY
_GONE = (Status.CANCELLED, Status.NO_SHOW, Status.INVALID)
Load = Mapping[Id | None, int]
R = TypeVar("R")


def free_in_book(clinic: Clinic, asked: Asked, first: date, days: int, now: int) -> dict[date, list[Slot]]:
    """Work the free times of so many dates out from all that stands in a book."""
    records = read(clinic)
    question = _Asking(records, asked, now).question(first, days)
    return free_by_hand(question, _known(records, question, now), first, days)


@dataclass(frozen=True)
class Records:
    """Everything that stands in a book."""

    kinds: Mapping[type, Mapping[Id, Any]]
    visits: Sequence[Appointment]

    def get(self, kind: type[R], id: Id) -> R:
        """Give one record."""
        found: R = self.kinds[kind][id]
        return found

    def all(self, kind: type[R]) -> Iterable[R]:
        """Give all records of a kind."""
        return self.kinds[kind].values()


def read(clinic: Clinic) -> Records:
    """Read a book."""
    kinds = (Calendar, Closure, Equipment, Location, Patient, Practitioner, Room, Schedule, Service)
    with clinic.book.reading() as book:
        found: dict[type, dict[Id, Any]] = {kind: {one.id: one for one in book.all(kind)} for kind in kinds}
    # Blocks are listed on their own alone.
    visits = [*_listed(clinic), *_listed(clinic, type=EventType.BLOCK)]
    return Records(found, visits)


def _listed(clinic: Clinic, **which: Any) -> Iterator[Appointment]:
    page = 1
    while shown := clinic.appointments.list(page=page, size=100, **which).items:
        yield from shown
        page += 1


class _Asking:
    """What is asked for by ids, as a question."""

    def __init__(self, records: Records, asked: Asked, now: int) -> None:
        self.records, self.asked, self.now = records, asked, now
        calendar, patient = asked.get("calendar"), asked.get("patient")
        self.calendar = None if calendar is None else records.get(Calendar, calendar)
        self.patient = None if patient is None else records.get(Patient, patient)
        if self.calendar is not None:
            place = self.calendar.location_id
        else:
            usual = next(one.id for one in records.all(Location) if one.is_default)
            place = asked.get("location") or usual
        self.place = records.get(Location, place)
        self.heads = asked.get("heads", 1)

    def question(self, first: date, days: int) -> Question:
        """Give the question, those who may in the order in which they would be picked in so many dates."""
        zone = self.asked.get("zone_name") or self.place.zone
        minute = self.now // MINUTE * MINUTE
        said: dict[str, Any] = {"zone": zone, "home": self.place.zone, "location": self.place.id, "heads": self.heads}
        said |= {"patient": self.asked.get("patient"), "visit": self.asked.get("visit"), "earliest": Instant(minute)}
        said["step"] = self.asked.get("step") or 15 * MINUTE
        if self.calendar is not None:
            said |= self._rules(self.calendar, minute)
        since, until = midnight(first, zone), midnight(first + timedelta(days=days), zone)
        load = self._load(since, until)
        many = self.asked.get("services") or ()
        if not many:
            one = self.asked.get("service")
            alone = None if one is None else ServiceAsked(one, self.asked.get("variation"))
            return Question(parts=(self._part(alone, load),), **said)
        return Question(parts=tuple(self._part(each, load) for each in many), **said)

    def _rules(self, calendar: Calendar, minute: int) -> dict[str, Any]:
        team = Team.ALL if calendar.kind is CalendarKind.COLLECTIVE else Team.ANY if calendar.team else Team.NOBODY
        found: dict[str, Any] = {"calendar": calendar.id, "team": team, "per_day": calendar.per_day}
        found |= {"shared": _is_shared(calendar), "seats": calendar.per_slot}
        found["soonest"] = calendar.distribution is Distribution.AVAILABILITY
        found["step"] = self.asked.get("step") or calendar.interval.ms
        found["hide"] = calendar.look_busy if self.asked.get("for_patient") else 0
        if not self.asked.get("ignore_date_range"):
            found["earliest"] = Instant(minute + calendar.notice.ms)
            if calendar.window is not None:
                today = datetime.fromtimestamp(minute // 1000, ZoneInfo(self.place.zone)).date()
                last = today + timedelta(days=calendar.window.ms // DAY)
                found["latest"] = midnight(last + timedelta(days=1), self.place.zone)
        return found

    def _part(self, one: ServiceAsked | None, load: Load) -> Part:
        service = None if one is None else self.records.get(Service, one.service)
        form = None if service is None or one is None or one.variation is None else service.variation(one.variation)
        brings = form or service
        if brings is not None:
            length, before, after = brings.duration, brings.buffer_before, brings.buffer_after
            for extra in one.add_ons if one is not None else ():
                [usual] = [add_on.duration for add_on in service.add_ons if add_on.id == extra.id] if service else [0]
                length += extra.quantity * (usual if extra.duration is None else extra.duration)
        elif self.calendar is not None:
            held = self.calendar
            length, before, after = held.duration.ms, held.buffer_before.ms, held.buffer_after.ms
        else:
            length, before, after = self.asked.get("duration") or 0, 0, 0
        tiers = self._who(service, one, load)
        return Part(
            length=self.asked.get("duration") or length,
            before=before,
            after=after,
            who=tuple(tiers),
            tiers=tuple(tiers.values()),
            rooms=self._rooms(service),
            equipment=self._equipment(service),
            service=None if service is None else service.id,
        )

    def _who(self, service: Service | None, one: ServiceAsked | None, load: Load) -> dict[Id, int]:
        """Give who may, best first, with their tiers: the usual one, then by priority, then by load, then by id."""
        able = {each.id: 0 for each in self.records.all(Practitioner) if each.archived_at is None}
        if self.calendar is not None:
            if self.calendar.kind is CalendarKind.COLLECTIVE:
                return self._team(self.calendar, service, set(able))
            able = {m.practitioner: -m.priority for m in self.calendar.team if m.practitioner in able}
        narrowed = self.asked.get("practitioners")
        if one is not None and one.practitioner is not None:
            narrowed = [one.practitioner]
        able = {who: n for who, n in able.items() if narrowed is None or who in narrowed}
        if service is not None and service.practitioners:
            able = {who: n for who, n in able.items() if who in service.practitioners}
        usual = self._usual()
        if usual in able:
            able[usual] = -1000
        return {who: able[who] for who in sorted(able, key=lambda each: (able[each], load.get(each, 0), each))}

    def _team(self, calendar: Calendar, service: Service | None, live: set[Id]) -> dict[Id, int]:
        """Give everyone, whose visit it is first: who has to give the service, as the others only come along."""
        [primary] = [m.practitioner for m in calendar.team if m.primary]
        gives = service is None or not service.practitioners or primary in service.practitioners
        if not gives or any(m.practitioner not in live for m in calendar.team):
            return {}
        others = sorted((-m.priority, m.practitioner) for m in calendar.team if not m.primary)
        return dict.fromkeys((primary, *(who for _, who in others)), 0)

    def _usual(self) -> Id | None:
        """Give whom the patient stays with in a calendar, or sees most."""
        if self.patient is None:
            return None
        theirs = [v for v in self.records.visits if v.patient_id == self.patient.id and v.status not in _GONE]
        theirs = [v for v in theirs if v.practitioner_id is not None and _stands(v, self.now)]
        if self.calendar is not None:
            here = [v for v in theirs if v.calendar_id == self.calendar.id]
            last = max(here, key=lambda v: v.start, default=None) if self.calendar.sticky_patient else None
            return None if last is None else last.practitioner_id
        if self.patient.practitioner_id is not None:
            return self.patient.practitioner_id
        recent = [v for v in theirs if v.start > self.now - TWO_YEARS]
        counted: dict[Id | None, tuple[int, int]] = {}
        for visit in recent:
            many, last_start = counted.get(visit.practitioner_id, (0, 0))
            counted[visit.practitioner_id] = (many + 1, max(last_start, visit.start))
        return max(counted, key=lambda who: (*counted[who], who or 0), default=None)

    def _load(self, since: int, until: int) -> dict[Id | None, int]:
        """Count what each has within a span: bookings of the calendar, else anything that takes their time."""
        found: dict[Id | None, int] = {}
        if self.calendar is not None and self.calendar.distribution is not Distribution.EQUAL:
            return found
        for visit in _taking_time(self.records.visits, self.now, self.asked.get("visit")):
            if self.calendar is None:
                counts = since <= visit.start - visit.buffer_before < until
            else:
                counts = visit.calendar_id == self.calendar.id and not visit.internal and since <= visit.start < until
            if counts:
                found[visit.practitioner_id] = found.get(visit.practitioner_id, 0) + 1
        return found

    def _rooms(self, service: Service | None) -> tuple[Id, ...] | None:
        heads = self.heads
        if service is not None:
            rooms = [self.records.get(Room, one) for one in service.rooms]
        elif self.calendar is not None:
            rooms = [one for one in self.records.all(Room) if self.calendar.id in one.calendars]
            rooms.sort(key=lambda one: (one.position, one.id))
        else:
            rooms = []
        if not rooms:
            return None
        if self.calendar is not None and _is_shared(self.calendar):
            heads = max(heads, self.calendar.per_slot)
        here = (one for one in rooms if one.location_id == self.place.id and one.archived_at is None)
        return tuple(one.id for one in here if one.capacity >= heads)

    def _equipment(self, service: Service | None) -> tuple[Need, ...]:
        if service is not None:
            return service.equipment
        if self.calendar is None:
            return ()
        return tuple(Need(e.id) for e in self.records.all(Equipment) if e.calendar_id == self.calendar.id)


def _known(records: Records, question: Question, now: int) -> Snapshot:
    visits = list(_taking_time(records.visits, now, question.visit))
    of_calendar = [v for v in visits if v.calendar_id == question.calendar and question.calendar and not v.internal]
    counted: dict[date, int] = {}
    for visit in of_calendar:
        day = datetime.fromtimestamp(visit.start // 1000, ZoneInfo(question.home)).date()
        counted[day] = counted.get(day, 0) + (visit.heads if visit.max_attendees else max(1, visit.heads))
    blocks: dict[Id, list[tuple[int, int]]] = {}
    for visit in records.visits:
        if visit.event_type is EventType.BLOCK and visit.status not in _GONE and visit.archived_at is None:
            blocks.setdefault(visit.practitioner_id or visit.calendar_id or Id(0), []).append((visit.start, visit.end))
    return Snapshot(
        openings=Openings(
            tuple(records.all(Schedule)),
            tuple(records.all(Closure)),
            {place.id: place.zone for place in records.all(Location)},
        ),
        claims=_claims(visits),
        blocks=blocks,
        usable={e.id: e.usable for e in records.all(Equipment) if e.location_id == question.location},
        sessions=[
            Session(v.id, v.practitioner_id, v.start, v.end, v.heads, _seats(records, v), _attends(v, question.patient))
            for v in of_calendar
            if v.max_attendees is not None
        ],
        own=[(v.start - v.buffer_before, v.end + v.buffer_after) for v in of_calendar],
        counted=counted,
        patient=_of_patient(visits, question.patient),
    )


def _attends(visit: Appointment, patient: Id | None) -> bool:
    return patient is not None and patient in (visit.patient_id, *(one.id for one in visit.attendees))


def _seats(records: Records, visit: Appointment) -> int:
    seats = visit.max_attendees or 0
    return seats if visit.room_id is None else min(seats, records.get(Room, visit.room_id).capacity)


def _claims(visits: Iterable[Appointment]) -> dict[Key, list[tuple[int, int]]]:
    found: dict[Key, list[tuple[int, int]]] = {}
    for visit in visits:
        if visit.practitioner_id is not None:
            whole = (visit.start - visit.buffer_before, visit.end + visit.buffer_after)
            found.setdefault((Subject.PRACTITIONER, visit.practitioner_id, 1), []).append(whole)
        if visit.room_id is not None:
            found.setdefault((Subject.ROOM, visit.room_id, 1), []).append((visit.start, visit.end))
        for use in visit.equipment:
            found.setdefault((Subject.EQUIPMENT, use.equipment_id, use.unit), []).append((visit.start, visit.end))
    return found


def _of_patient(visits: Iterable[Appointment], patient: Id | None) -> list[tuple[int, int]]:
    if patient is None:
        return []
    theirs = (v for v in visits if not v.internal and patient in (v.patient_id, *(a.id for a in v.attendees)))
    return [(visit.start, visit.end) for visit in theirs]


def _taking_time(visits: Iterable[Appointment], now: int, moved: Id | None) -> Iterable[Appointment]:
    booking = next((v.booking_id for v in visits if v.id == moved), None)
    for visit in visits:
        moves = visit.id == moved or (booking is not None and visit.booking_id == booking)
        if visit.event_type is not EventType.BLOCK and visit.occupies and _stands(visit, now) and not moves:
            yield visit


def _stands(visit: Appointment, now: int) -> bool:
    held = visit.expires_at is None or visit.expires_at > now
    return visit.status not in _GONE and visit.archived_at is None and held


def _is_shared(calendar: Calendar) -> bool:
    return calendar.per_slot > 1 or calendar.kind is CalendarKind.CLASS


def midnight(day: date, zone: str) -> Instant:
    """Give when a date begins on the wall of a zone."""
    noon = int(datetime.combine(day, time(12), UTC).timestamp())
    return Instant(walk(zone, noon).at(day, 0) * 1000)
