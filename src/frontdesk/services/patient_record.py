"""What the book knows of a patient's visits: how many took place, were missed or called off, what is to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.appointment import Appointment, Attendance, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.patient import Patient
from frontdesk.services.visits import Found
from frontdesk.store import patient_record as table
from frontdesk.store.patient_record import OfPatient
from frontdesk.store.work import Reading

MOST_UPCOMING = 50
_TAKES_PLACE = frozenset({Status.ARRIVED.value, Status.IN_PROGRESS.value, Status.COMPLETED.value})


class CameTo(StrEnum):
    """What became of a visit for one patient.

    `unmarked` is over, but nobody noted what became of it; `late_cancelled` was called off less than a day before.
    """

    TO_COME = "to_come"
    VISITED = "visited"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    LATE_CANCELLED = "late_cancelled"
    LEFT = "left"
    UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class RecordVisit:
    """One visit of a record, with all that booking it again needs; `length` in milliseconds.

    `reason` is why it was missed, called off or left, empty where none was said.
    """

    id: Id
    start: Instant
    end: Instant
    zone: str
    status: Status
    came_to: CameTo
    title: str
    service_id: Id | None
    variation_id: Id | None
    service: str
    practitioner_id: Id | None
    practitioner: str
    length: int
    group: bool
    reason: str


class PastVisits(Found[RecordVisit]):
    """One page of past visits, newest first."""


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """The record of one patient. The parts of a booking are one visit, in the lists too, where its first part stands.

    `cancelled` includes `late_cancelled`. `kept` is the share in percent of visits that took place among those, the
    missed ones and the late cancelled; None without any. `last_no_show` is when the last missed visit was planned.
    `upcoming` is soonest first, as many as 50 of the `upcoming_total`.
    """

    patient: Patient
    visits: int
    no_shows: int
    cancelled: int
    late_cancelled: int
    left: int
    unmarked: int
    kept: int | None
    last_no_show: Instant | None
    upcoming: tuple[RecordVisit, ...]
    upcoming_total: int
    past: PastVisits


def record_of(book: Reading, id: Id, now: Instant, *, page: int, size: int) -> PatientRecord:
    """Read the record of a patient; `page` and `size` are of the past visits."""
    patient = book.get(Patient, id)
    found = sorted(_judged(table.all_of(book.connection, id), id, now), key=lambda one: (one[0].start, one[0].id))
    found = _bookings(found)
    counts = Counter(came for _, came in found)
    to_come = [one for one in found if one[1] is CameTo.TO_COME]
    past = [one for one in reversed(found) if one[1] is not CameTo.TO_COME]
    shown = past[(page - 1) * size : page * size]
    rows = _rows(book, [*to_come[:MOST_UPCOMING], *shown])
    return PatientRecord(
        patient=patient,
        visits=counts[CameTo.VISITED],
        no_shows=counts[CameTo.NO_SHOW],
        cancelled=counts[CameTo.CANCELLED] + counts[CameTo.LATE_CANCELLED],
        late_cancelled=counts[CameTo.LATE_CANCELLED],
        left=counts[CameTo.LEFT],
        unmarked=counts[CameTo.UNMARKED],
        kept=_share(counts),
        last_no_show=next((Instant(row.start) for row, came in past if came is CameTo.NO_SHOW), None),
        upcoming=tuple(rows[row.id] for row, _ in to_come[:MOST_UPCOMING]),
        upcoming_total=len(to_come),
        past=PastVisits(tuple(rows[row.id] for row, _ in shown), len(past), page, size),
    )


def _bookings(rows: Iterable[tuple[OfPatient, CameTo]]) -> list[tuple[OfPatient, CameTo]]:
    """Keep the first row of each booking; of one whose parts came to different ends, the first of each end."""
    firsts: dict[tuple[Id, CameTo], tuple[OfPatient, CameTo]] = {}
    for row, came in rows:
        firsts.setdefault((row.booking_id or row.id, came), (row, came))
    return list(firsts.values())


def _share(counts: Counter[CameTo]) -> int | None:
    kept = counts[CameTo.VISITED]
    agreed = kept + counts[CameTo.NO_SHOW] + counts[CameTo.LATE_CANCELLED]
    return round(100 * kept / agreed) if agreed else None


def _judged(rows: Iterable[OfPatient], patient: Id, now: Instant) -> Iterable[tuple[OfPatient, CameTo]]:
    for row in rows:
        came = _came_to(row, patient, now)
        if came is not None:
            yield row, came


def _came_to(row: OfPatient, patient: Id, now: Instant) -> CameTo | None:
    """Say what became of a visit for a patient; None for one that is not theirs to be counted."""
    if row.group:
        mine = next((each for each in row.attendees or () if each[0] == patient), None)
        # Only held a seat, said no, or the class was called off: none of their doing.
        held = mine is not None and len(mine) > 5
        if mine is None or held or mine[1] == Attendance.DECLINED.value or row.status == Status.CANCELLED.value:
            return None
        if mine[2]:
            return CameTo.NO_SHOW
    match row.status:
        case Status.INVALID.value:
            return None
        case Status.NO_SHOW.value:
            return CameTo.NO_SHOW
        case Status.CANCELLED.value:
            if row.left_at is not None:
                return CameTo.LEFT
            return CameTo.LATE_CANCELLED if row.start - row.status_at < DAY else CameTo.CANCELLED
        case status if status in _TAKES_PLACE:
            return CameTo.VISITED
    return CameTo.TO_COME if row.start > now else CameTo.UNMARKED


def _rows(book: Reading, wanted: Iterable[tuple[OfPatient, CameTo]]) -> dict[Id, RecordVisit]:
    came = {row.id: what for row, what in wanted}
    return {
        visit.id: _visit(visit, came[visit.id], practitioner, service)
        for visit, practitioner, service in table.named(book.connection, list(came))
    }


def _visit(visit: Appointment, came: CameTo, practitioner: str, service: str) -> RecordVisit:
    return RecordVisit(
        id=visit.id,
        start=visit.start,
        end=visit.end,
        zone=visit.zone,
        status=visit.status,
        came_to=came,
        title=visit.title,
        service_id=visit.service_id,
        variation_id=visit.variation_id,
        service=service,
        practitioner_id=visit.practitioner_id,
        practitioner=practitioner,
        length=visit.end - visit.start,
        group=visit.group,
        reason=visit.no_show_reason or visit.cancel_reason or "",
    )
