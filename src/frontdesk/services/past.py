"""The board as it stood at a past moment, put together like that of today from what there was then."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_instant, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.domain.location import Location, Room
from frontdesk.domain.opening import Openings
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.board import Board
from frontdesk.services.boarding import Faces, column_of, day_board, days_of, occupied, visits_of
from frontdesk.store.past import Past, last_until, written_at
from frontdesk.store.past_visits import blocks
from frontdesk.store.work import Reading

WEEK = 7


def moment_of(book: Reading, at: int | None, seq: int | None) -> tuple[int, Instant]:
    """Give the changeset that was the last at a moment, or after a named one, and the moment itself.

    One of the two has to be said. NotFound for a number that no changeset has; 0 is the time before the first.
    """
    if (at is None) == (seq is None):
        got = "neither" if at is None else "both"
        raise Invalid("moment_or_changeset", field="at", got=got, allowed="one of at and seq")
    if at is not None:
        moment = checked_instant(at, field="at")
        return last_until(book.connection, moment), moment
    number = checks.stored(0 if seq is None else seq, field="seq")
    written = Instant(0) if number == 0 else written_at(book.connection, number)
    if written is None:
        raise NotFound("changeset", number)
    return number, written


def span_of(book: Reading, day: date, practitioner: Id | None) -> Interval:
    """Give the time of a date, or of the week of a practitioner that it lies in, in the clinic's zone."""
    zone = book.get(Profile, THE_CLINIC).zone
    if practitioner is None:
        return days_of(day, 1, zone)
    book.get(Practitioner, practitioner)
    return days_of(day - timedelta(days=day.weekday()), WEEK, zone)


def board_then(
    book: Reading, day: date, seq: int, now: Instant, *, practitioner: Id | None = None, cancelled: bool = False
) -> Board:
    """Give the board of a date, or of a practitioner's week, right after a changeset.

    Holds are shown that stood at `now`. Before the clinic was founded there is nothing on it, and before a
    practitioner was entered no column.
    """
    past = Past(book.connection, seq)
    profile = past.find(Profile, THE_CLINIC)
    if profile is None:
        zone = book.get(Profile, THE_CLINIC).zone
        return Board(zone, days_of(day, 1, zone), (day,), (), (), seq)
    if practitioner is not None:
        return _week(book, past, day, profile.zone, now, practitioner, cancelled)
    span = days_of(day, 1, profile.zone)
    rows = blocks(past, span.start, span.end, now=now, cancelled=cancelled)
    people = past.all(Practitioner)
    return day_board(day, profile.zone, rows, _faces(past), people, _openings(past), None, seq, now)


def _week(book: Reading, past: Past, day: date, zone: str, now: Instant, practitioner: Id, cancelled: bool) -> Board:
    first = day - timedelta(days=day.weekday())
    span = days_of(first, WEEK, zone)
    dates = tuple(first + timedelta(days=n) for n in range(WEEK))
    one = past.find(Practitioner, practitioner)
    if one is None:
        book.get(Practitioner, practitioner)
        return Board(zone, span, dates, (), (), past.seq)
    rows = blocks(past, span.start, span.end, now=now, practitioner=practitioner, cancelled=cancelled)
    starts = [start_of_day(each, zone) for each in dates]
    visits = visits_of(rows, _faces(past), lambda row: Id(sum(row[2] >= s for s in starts[1:])), None, now)
    busy, hours = occupied(visits), _openings(past)
    columns = (column_of(one, Id(n), d, hours, days_of(d, 1, zone), busy) for n, d in enumerate(dates))
    return Board(zone, span, dates, tuple(columns), visits, past.seq)


def _faces(past: Past) -> Faces:
    rooms = {room.id: room.name for room in past.all(Room)}
    return Faces(rooms, {service.id: (service.name, service.hue) for service in past.all(Service)})


def _openings(past: Past) -> Openings:
    zones = {place.id: place.zone for place in past.all(Location)}
    closures = sorted(past.all(Closure), key=lambda closure: (closure.last, closure.id))
    return Openings(past.all(Schedule), tuple(closures), zones)
