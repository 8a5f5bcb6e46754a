"""What is told of group appointments: every field of one, and pages of them (C11, C12, C14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment, Attendee, Interaction, Status
from frontdesk.domain.equipment import Use
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.series import Series
from frontdesk.services.series import record
from frontdesk.store import groups as table
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAppointment:
    """One group appointment with all that is known of it. Instants are milliseconds UTC.

    `patients` are the ids of its attendees, `heads` counts them with `guests`, how many those bring along. `rule` is
    the RRULE of its series; `repeated_from` the first of the series by start, None where it is that itself, and
    `repeats` are the others of it. A deleted one has `deleted_at`, and is as it was then.
    """

    id: Id
    version: int
    title: str
    notes: str = field(repr=False)
    start: Instant
    end: Instant
    zone: str
    status: Status
    service_id: Id | None
    location_id: Id | None
    practitioner_id: Id | None
    room_id: Id | None
    calendar_id: Id | None
    equipment: tuple[Use, ...]
    interaction: Interaction
    video_url: str | None
    max_attendees: int | None
    attendees: tuple[Attendee, ...]
    patients: tuple[Id, ...]
    guests: int
    heads: int
    series_id: Id | None
    rule: str | None
    repeated_from: Id | None
    repeats: tuple[Id, ...]
    cancel_reason: str | None
    archived_at: Instant | None
    deleted_at: Instant | None
    created_at: Instant
    updated_at: Instant


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One page of group appointments, how many there are in all, and which page of which size it is."""

    items: tuple[GroupAppointment, ...]
    total: int
    page: int
    per_page: int


def told(book: Reading, found: Sequence[table.Group], now: Instant) -> tuple[GroupAppointment, ...]:
    """Tell of groups, in their order, without seats that were held and have run out."""
    series = list(dict.fromkeys(one.visit.series_id for one in found if one.visit.series_id is not None))
    rows = table.of_series(book.connection, series)
    rules = {one.id: _rule(one) for one in book.some(Series, series).values()}
    return tuple(
        _told(group.standing(one.visit, now), one.deleted_at, rows.get(one.visit.series_id or Id(0), []), rules)
        for one in found
    )


def one_told(book: Reading, visit: Appointment, now: Instant) -> GroupAppointment:
    """Tell of one group that is in the book."""
    return told(book, [table.Group(visit)], now)[0]


def _rule(series: Series) -> str | None:
    return next((rule.text for rule in record.rules_of(series)), None)


def _told(
    visit: Appointment, deleted_at: Instant | None, rows: Sequence[Id], rules: dict[Id, str | None]
) -> GroupAppointment:
    first = next(iter(rows), visit.id)
    return GroupAppointment(
        id=visit.id,
        version=visit.version,
        title=visit.title,
        notes=visit.description,
        start=visit.start,
        end=visit.end,
        zone=visit.zone,
        status=visit.status,
        service_id=visit.service_id,
        location_id=visit.location_id,
        practitioner_id=visit.practitioner_id,
        room_id=visit.room_id,
        calendar_id=visit.calendar_id,
        equipment=visit.equipment,
        interaction=visit.interaction,
        video_url=visit.video_url,
        max_attendees=visit.max_attendees,
        attendees=visit.attendees,
        patients=tuple(each.id for each in visit.attendees),
        guests=len(visit.guests),
        heads=visit.heads,
        series_id=visit.series_id,
        rule=None if visit.series_id is None else rules.get(visit.series_id),
        repeated_from=None if first == visit.id else first,
        repeats=tuple(each for each in rows if each != visit.id),
        cancel_reason=visit.cancel_reason,
        archived_at=visit.archived_at,
        deleted_at=deleted_at,
        created_at=visit.created_at,
        updated_at=visit.updated_at,
    )
