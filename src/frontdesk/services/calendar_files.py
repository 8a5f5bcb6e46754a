"""Calendars on their way out of one book and into another, with all that they name (C56, C58).

Nothing is lost on the way: fields that only a web page has a use for travel as they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.actor import Actor, Right
from frontdesk.domain.calendar import Calendar, CalendarGroup
from frontdesk.domain.errors import Conflict, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import zone
from frontdesk.domain.location import Location
from frontdesk.domain.names import folded
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule
from frontdesk.services import checks
from frontdesk.services.calendar_drafts import sound
from frontdesk.services.event_schedules import own_schedule
from frontdesk.services.slugs import sound_slug
from frontdesk.store.work import Reading, Work


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """Calendars with their groups, their own hours, and the locations and practitioners that they name."""

    calendars: tuple[Calendar, ...] = ()
    groups: tuple[CalendarGroup, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    locations: tuple[Location, ...] = ()
    practitioners: tuple[Practitioner, ...] = ()

    def __repr__(self) -> str:
        """Say how many there are: names never reach logs."""
        return f"CalendarFile({len(self.calendars)} calendars)"


def exported(book: Reading, ids: Sequence[Id] | None) -> CalendarFile:
    """Give calendars by id, all of them where none are named."""
    if ids is None:
        calendars = book.all(Calendar)
    else:
        wanted = checks.many(ids, int, field="ids", allowed="a list of ids of calendars")
        calendars = tuple(book.get(Calendar, one) for one in sorted(set(wanted)))
    inside = {c.id for c in calendars}
    groups = {c.group_id for c in calendars}
    people = {member.practitioner for c in calendars for member in c.team}
    places = {c.location_id for c in calendars}
    return CalendarFile(
        calendars,
        tuple(g for g in book.all(CalendarGroup) if g.id in groups or ids is None),
        tuple(s for s in book.all(Schedule) if s.calendar_id in inside),
        tuple(p for p in book.all(Location) if p.id in places),
        tuple(p for p in book.all(Practitioner) if p.id in people),
    )


def imported(work: Work, file: CalendarFile, actor: Actor) -> tuple[Calendar, ...]:
    """Write what a file holds; see `calendars.import`."""
    if not isinstance(file, CalendarFile):
        raise Invalid("wrong_type", field="file", got=str(file), allowed="calendars as they were exported")
    names = _Names(
        {one.id: _location(work, one) for one in file.locations},
        {one.id: _practitioner(work, one, actor) for one in file.practitioners},
        {one.id: _group(work, one) for one in file.groups},
    )
    made = tuple(_calendar(work, one, names) for one in file.calendars)
    for schedule in file.schedules:
        _schedule(work, schedule, {c.id for c in made})
    return made


@dataclass(frozen=True, slots=True)
class _Names:
    """What the ids of a file are called in this book."""

    locations: Mapping[Id, Id]
    people: Mapping[Id, Id]
    groups: Mapping[Id, Id]


def _location(work: Work, sent: Location) -> Id:
    held = work.find(Location, sent.id) or next((v for v in work.all(Location) if v.slug == sent.slug), None)
    if held is not None:
        return held.id
    zone(sent.zone, field="locations.zone")
    clean = replace(
        sent,
        name=checks.line(sent.name, field="locations.name", empty=False),
        slug=sound_slug(sent.slug),
        phone=checks.line(sent.phone, field="locations.phone"),
        address=checks.body(sent.address, field="locations.address"),
        is_default=False,
        version=1,
    )
    work.create(clean)
    return sent.id


def _practitioner(work: Work, sent: Practitioner, actor: Actor) -> Id:
    if work.find(Practitioner, sent.id) is not None:
        return sent.id
    same = [p for p in work.all(Practitioner) if p.archived_at is None and folded(p.name) == folded(sent.name)]
    if len(same) == 1:
        return same[0].id
    actor.require(Right.PEOPLE)
    if not 0 <= sent.hue <= 359:
        raise Invalid("bad_hue", field="practitioners.hue", got=sent.hue, allowed="0 to 359")
    clean = replace(
        sent,
        name=checks.line(sent.name, field="practitioners.name", empty=False),
        speciality=checks.line(sent.speciality, field="practitioners.speciality"),
        email=checks.line(sent.email, field="practitioners.email"),
        phone=checks.line(sent.phone, field="practitioners.phone"),
        position=checks.position(sent.position, field="practitioners.position"),
        version=1,
    )
    work.create(clean)
    return sent.id


def _group(work: Work, sent: CalendarGroup) -> Id:
    clean = replace(sent, name=checks.line(sent.name, field="groups.name", empty=False), slug=sound_slug(sent.slug))
    held = work.find(CalendarGroup, sent.id)
    same = next((g for g in work.all(CalendarGroup) if g.slug == clean.slug), None)
    if held is None and same is not None:
        return same.id
    if same is not None and same.id != clean.id:
        raise Conflict("slug_taken", field="groups.slug", got=clean.slug)
    if held is None:
        work.create(replace(clean, version=1))
    else:
        work.replace(held, replace(clean, version=held.version))
    return clean.id


def _calendar(work: Work, sent: Calendar, names: _Names) -> Calendar:
    """Write one calendar under its own id, its location, group and team as they are called here."""
    group = sent.group_id
    made = sound(
        replace(
            sent,
            slug=sound_slug(sent.slug),
            location_id=work.get(Location, names.locations.get(sent.location_id, sent.location_id)).id,
            group_id=None if group is None else work.get(CalendarGroup, names.groups.get(group, group)).id,
            team=tuple(
                replace(m, practitioner=work.get(Practitioner, names.people.get(m.practitioner, m.practitioner)).id)
                for m in sent.team
            ),
        )
    )
    if any(c.slug == made.slug and c.id != made.id for c in work.all(Calendar)):
        raise Conflict("slug_taken", field="calendars.slug", got=made.slug)
    held = work.find(Calendar, made.id)
    if held is None:
        new = replace(made, version=1)
        work.create(new)
        return new
    if (held.kind, held.location_id) != (made.kind, made.location_id):
        field = "kind" if held.kind is not made.kind else "location"
        raise Invalid("cannot_change", field=f"calendars.{field}", got=str(made.id), allowed="as it is here")
    return work.replace(held, replace(made, version=held.version))


def _schedule(work: Work, sent: Schedule, inside: set[Id]) -> None:
    """Write a calendar's own hours, over those that it has."""
    if sent.calendar_id is None or sent.calendar_id not in inside or sent.practitioner_id is not None:
        raise NotFound("calendar", sent.calendar_id)
    calendar = work.get(Calendar, sent.calendar_id)
    named = checks.line(sent.name, field="schedules.name", empty=False)
    clean = replace(sent, name=named, location_id=calendar.location_id).checked()
    held = own_schedule(work, calendar.id)
    if held is not None:
        work.replace(held, replace(clean, id=held.id, version=held.version))
    elif work.find(Schedule, clean.id) is not None:
        work.create(replace(clean, id=work.new_id(), version=1))
    else:
        work.create(replace(clean, version=1))
