"""What the working-hours page reads from the book and writes into it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.domain.schedule import Schedule
from frontdesk.gui.dialogs.settings.hours_draft import HoursDraft, draft_of

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.effects import Effect

AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose hours they are: a practitioner's, or a calendar's own; the names of people stay out of its repr."""

    id: Id
    name: str
    calendar: bool = False
    location: Id | None = None

    def __repr__(self) -> str:
        """Show the id alone."""
        return f"Whose({self.id})"


@dataclass(frozen=True, slots=True)
class Diary:
    """A calendar that a schedule can be for."""

    id: Id
    name: str
    kind: str
    location: Id


@dataclass(frozen=True, slots=True)
class Hours:
    """One schedule as it stands on the page; `id` is None for one that is not in the book yet."""

    id: Id | None
    version: int
    name: str
    zone: str
    location: Id
    calendars: frozenset[Id] = frozenset()
    draft: HoursDraft = field(default_factory=HoursDraft)
    archived: bool = False

    @property
    def content(self) -> tuple[object, ...]:
        """Give what a person can change."""
        return self.name, self.zone, self.calendars, self.draft.rules


@dataclass(frozen=True, slots=True)
class Found:
    """All that the page shows; `closures` are those of the schedule's location from today on, for a year."""

    people: tuple[Whose, ...]
    whose: Whose | None
    schedules: tuple[Hours, ...]
    shown: Hours | None
    diaries: tuple[Diary, ...]
    places: tuple[tuple[Id, str, str], ...]
    closures: tuple[Closure, ...]
    today: date

    def place_name(self, location: Id) -> str:
        """Name a location, where there are several."""
        return next((name for one, name, _ in self.places if one == location and len(self.places) > 1), "")


@dataclass(frozen=True, slots=True)
class Outside:
    """What is given instead of a schedule that was not written: how many booked visits would fall outside it."""

    count: int


def read(clinic: Clinic, whose: Id | None, schedule: Id | None, new: Hours | None, usual_name: str) -> Found:
    """Read whose hours are asked for (or a schedule of theirs), else the first practitioner's.

    `new` is a schedule that was begun and not written; it is shown on. `usual_name` names the first of a person.
    """
    places = tuple((p.id, p.name, p.zone) for p in clinic.locations.list())
    usual = next(p for p in clinic.locations.list() if p.is_default)
    diaries = tuple(Diary(c.id, c.name, c.kind.value, c.location_id) for c in clinic.calendars.list(drafts=True))
    people = (
        *(Whose(p.id, p.name) for p in clinic.practitioners.list()),
        *(Whose(d.id, d.name, calendar=True, location=d.location) for d in diaries),
    )
    found = next((w for w in people if w.id == whose), None)
    if found is None and whose is not None:
        found, schedule = _by_schedule(clinic, people, whose)
    found = found or (people[0] if people else None)
    held = _schedules(clinic, found)
    shown = new or _shown(held, schedule)
    if shown is None and found is not None:
        place = next((p for p in places if p[0] == found.location), (usual.id, usual.name, usual.zone))
        shown = Hours(None, 0, found.name if found.calendar else usual_name, place[2], place[0])
    today = local_date(clinic.clock(), shown.zone if shown is not None else usual.zone)
    location = shown.location if shown is not None else usual.id
    closures = clinic.closures.list(location=location, first=today, last=today + AHEAD)
    return Found(people, found, held, shown, diaries, places, closures, today)


def save(clinic: Clinic, whose: Whose, hours: Hours, before: Hours | None) -> Hours:
    """Write a schedule in one write and give it as it is held now; only what was changed is sent."""
    rules = hours.draft.rules
    if whose.calendar:
        if hours.id is None:
            return hours_of(clinic.event_schedules.create(calendar=whose.id, rules=rules, zone_name=hours.zone))
        own = clinic.event_schedules
        return hours_of(own.update(calendar=whose.id, version=hours.version, rules=rules, zone_name=hours.zone))
    if hours.id is None:
        reply = clinic.schedules.create(practitioner=whose.id, location=hours.location, **_sent(hours))
    else:
        held = _sent(before) if before is not None else {}
        sent = {name: value for name, value in _sent(hours).items() if name not in held or held[name] != value}
        reply = clinic.schedules.update(id=hours.id, version=hours.version, **sent)
    return hours_of(reply.schedule)


def leave(clinic: Clinic, whose: Whose, hours: Hours, before: Hours | None) -> Hours | Outside:
    """Write a schedule as `save` does, unless booked visits would fall outside it."""
    if not whose.calendar:
        count = effect(clinic, whose, hours).total
        if count:
            return Outside(count)
    return save(clinic, whose, hours, before)


def _sent(hours: Hours) -> dict[str, Any]:
    return {
        "name": hours.name,
        "zone_name": hours.zone,
        "calendars": sorted(hours.calendars),
        "rules": hours.draft.rules,
    }


def effect(clinic: Clinic, whose: Whose, hours: Hours) -> Effect:
    """Tell what writing a practitioner's schedule would do; nothing is written."""
    if hours.id is None:
        return clinic.schedules.effect(
            practitioner=whose.id,
            rules=hours.draft.rules,
            zone_name=hours.zone,
            location=hours.location,
            calendars=sorted(hours.calendars),
        )
    return clinic.schedules.effect(
        practitioner=whose.id,
        id=hours.id,
        rules=hours.draft.rules,
        zone_name=hours.zone,
        calendars=sorted(hours.calendars),
    )


def put_away(clinic: Clinic, hours: Hours, *, away: bool) -> Id | None:
    """Archive a practitioner's schedule, or bring it back; give the one that is to be shown, None for another."""
    assert hours.id is not None
    (clinic.schedules.archive if away else clinic.schedules.restore)(id=hours.id, version=hours.version)
    return None if away else hours.id


def take_own_away(clinic: Clinic, whose: Whose, hours: Hours) -> None:
    """Take a calendar's own hours away."""
    clinic.event_schedules.delete(calendar=whose.id, version=hours.version)


def hours_of(schedule: Schedule) -> Hours:
    """Begin to edit a schedule of the book."""
    return Hours(
        schedule.id,
        schedule.version,
        schedule.name,
        schedule.zone,
        schedule.location_id,
        frozenset(schedule.calendars),
        draft_of(schedule.rules),
        archived=schedule.archived_at is not None,
    )


def restarted(hours: Hours, name: str, location: Id, zone: str) -> Hours:
    """Begin another schedule like one: its hours, without its calendars and its id."""
    return replace(
        hours, id=None, version=0, name=name, location=location, zone=zone, calendars=frozenset(), archived=False
    )


def _by_schedule(clinic: Clinic, people: Sequence[Whose], schedule: Id) -> tuple[Whose | None, Id | None]:
    try:
        held = clinic.schedules.get(id=schedule)
    except NotFound:
        return None, None
    return next((w for w in people if w.id == held.practitioner_id), None), schedule


def _schedules(clinic: Clinic, whose: Whose | None) -> tuple[Hours, ...]:
    if whose is None:
        return ()
    if whose.calendar:
        try:
            return (hours_of(clinic.event_schedules.get(calendar=whose.id)),)
        except NotFound:
            return ()
    return tuple(hours_of(s) for s in clinic.schedules.search(practitioner=whose.id, archived=True, limit=500))


def _shown(held: Sequence[Hours], schedule: Id | None) -> Hours | None:
    by_id = (h for h in held if h.id == schedule)
    return next(by_id, None) or next((h for h in held if not h.archived), None)
