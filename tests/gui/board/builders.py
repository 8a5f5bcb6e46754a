"""Boards made by hand: a few words say what a test is about, the rest is ordinary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, at_minute, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.services.board import Board, Column, Visit

ZONE = "Europe/Madrid"
DAY = date(2026, 3, 18)
NINE, TEN, ELEVEN, NOON = 540, 600, 660, 720


def at(minute: int, day: date = DAY, zone: str = ZONE) -> Instant:
    """Give an instant by the minute after midnight on the wall clock."""
    return at_minute(day, minute, zone)


def a_visit(
    number: int = 1,
    *,
    start: int = at(TEN),
    end: int | None = None,
    column: int = 1,
    status: Status = Status.BOOKED,
    status_at: int = at(NINE),
    patient: str = "Eva Novák",
    service: str = "Consultation",
    title: str = "",
    room: str = "Room 2",
    hue: int | None = 222,
    kind: EventType = EventType.APPOINTMENT,
    **more: bool | int | str | None,
) -> Visit:
    """Make a visit of half an hour, booked for ten o'clock in the first column."""
    return Visit(
        id=Id(number),
        version=1,
        start=Instant(start),
        end=Instant(start + 30 * 60_000 if end is None else end),
        status=status,
        status_at=Instant(status_at),
        event_type=kind,
        column=Id(column),
        practitioner_id=Id(column),
        room_id=None,
        patient_id=Id(900 + number),
        patient=patient,
        title=title,
        service=service,
        hue=hue,
        room=room,
        **more,  # type: ignore[arg-type]
    )


def a_column(
    number: int = 1,
    *,
    day: date = DAY,
    name: str = "Dr. Amelia Chen",
    hours: tuple[int, int] | None = (NINE, 1050),
    zone: str = ZONE,
    load: int | None = 86,
    hue: int = 215,
    kind: str = "practitioner",
) -> Column:
    """Make a practitioner's column, open from nine to half past five."""
    opened = (Interval(at(hours[0], day, zone), at(hours[1], day, zone)),) if hours else ()
    return Column(Id(number), day, kind, name, "General practice", "AC", hue, opened, load)


def a_board(
    columns: Iterable[Column] = (), visits: Iterable[Visit] = (), *, zone: str = ZONE, cursor: int = 1
) -> Board:
    """Make a board; two practitioners' day when nothing is said."""
    stand = tuple(columns) or (a_column(1), a_column(2, name="Dr. Luis Ortega"))
    days = tuple(dict.fromkeys(c.day for c in stand))
    span = Interval(start_of_day(days[0], zone), start_of_day(days[-1] + timedelta(days=1), zone))
    return Board(zone, span, days, stand, tuple(sorted(visits, key=lambda v: (v.start, v.id))), cursor)


def a_week(visits: Iterable[Visit] = (), *, monday: date = date(2026, 3, 16), zone: str = ZONE) -> Board:
    """Make one practitioner's week; columns have the weekday as their id."""
    columns = [a_column(i, day=monday + timedelta(days=i), zone=zone) for i in range(7)]
    return a_board(columns, visits, zone=zone)
