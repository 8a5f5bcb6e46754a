"""The waiting room: who has come, for whom, since when, whether it is too long, and whose turn is next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Status
from frontdesk.domain.clinic import THE_CLINIC, USUAL_WAITING_LIMIT, Profile
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, checked_date, local_date, start_of_day
from frontdesk.domain.location import Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services.delays import late_on
from frontdesk.services.operations import Area, operation
from frontdesk.store import counter
from frontdesk.store.work import Reading

_ARRIVED, _IN = Status.ARRIVED.value, Status.IN_PROGRESS.value


@dataclass(frozen=True, slots=True)
class WaitingPatient:
    """One who waits, and for which visit; a class that has come has no patient, but a title.

    `waited` are whole minutes since `since`; `over` tells that it is longer than the limit, counted from the visit's
    time for one who came early. `expected` is when the visit will begin by the practitioner's delay; `next` marks
    whose turn it is with this practitioner.
    """

    visit: Id
    version: int
    patient_id: Id | None
    patient: str
    title: str
    practitioner_id: Id | None
    practitioner: str
    room: str
    start: Instant
    since: Instant
    waited: int
    over: bool
    limit: int
    expected: Instant
    next: bool


class WaitingRoom(Area):
    """Reads of the waiting room."""

    @operation("waiting_room.list", right=Right.SEE)
    def list(self, *, day: date | None = None) -> tuple[WaitingPatient, ...]:
        """Read who waits on a date of the clinic's zone, today where none is said, longest waiting first.

        Whoever is in with someone waits no more, whatever comes after; of several parts of a visit the next counts.
        """
        now = self._clinic.clock()
        day = None if day is None else checked_date(day, field="day")
        with self._book.reading() as book:
            profile = book.get(Profile, THE_CLINIC)
            asked = local_date(now, profile.zone) if day is None else day
            start, end = start_of_day(asked, profile.zone), start_of_day(asked + timedelta(days=1), profile.zone)
            waiting = tuple(who_wait(counter.of_day(book.connection, start, end, now)))
            if not waiting:
                return ()
            limit = profile.waiting_limit or USUAL_WAITING_LIMIT
            found = _told(book, waiting, _expected(book, asked, now), now, limit)
            return tuple(sorted(found, key=lambda one: (one.since, one.visit)))


def who_wait(rows: Iterable[counter.OfDay]) -> Iterator[counter.OfDay]:
    """Give the next visit of each who waits, of rows by start.

    Whoever is in with someone waits no more, for whatever comes after. All rows of one booking arrive together; those
    of a team that name no patient are one with the patient's.
    """
    rows = tuple(rows)
    arrived = [row for row in rows if row.status == _ARRIVED]
    seen: set[Id | None] = {row.patient_id for row in rows if row.status == _IN} - {None}
    bookings = {row.booking_id for row in arrived if row.patient_id is not None} - {None}
    for row in arrived:
        if row.patient_id is not None:
            if row.patient_id not in seen:
                seen.add(row.patient_id)
                yield row
        elif row.booking_id is None:
            yield row
        elif row.booking_id not in bookings:
            bookings.add(row.booking_id)
            yield row


def _expected(book: Reading, day: date, now: Instant) -> dict[Id, Instant]:
    return {one.id: one.expected for late in late_on(book, day, now) for one in late.lateness.visits}


def _told(
    book: Reading, waiting: Sequence[counter.OfDay], expected: dict[Id, Instant], now: Instant, limit: int
) -> Iterator[WaitingPatient]:
    people = book.some(Practitioner, (row.practitioner_id for row in waiting if row.practitioner_id is not None))
    rooms = book.some(Room, (row.room_id for row in waiting if row.room_id is not None))
    served: set[Id | None] = set()
    for row in waiting:
        since = row.status_at if row.arrived_at is None else row.arrived_at
        yield WaitingPatient(
            visit=row.id,
            version=row.version,
            patient_id=row.patient_id,
            patient=f"{row.given_name or ''} {row.family_name or ''}".strip(),
            title=row.title,
            practitioner_id=row.practitioner_id,
            practitioner=people[row.practitioner_id].name if row.practitioner_id in people else "",
            room=rooms[row.room_id].name if row.room_id in rooms else "",
            start=Instant(row.start),
            since=Instant(since),
            waited=max(0, now - since) // MINUTE,
            over=now - max(since, row.start) > limit * MINUTE,
            limit=limit,
            expected=expected.get(row.id, Instant(row.start)),
            next=row.practitioner_id not in served,
        )
        served.add(row.practitioner_id)
