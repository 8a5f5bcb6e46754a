"""Which unit of an equipment a visit holds: picked, kept while it is free, and picked anew (C62)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import Claim, Subject, claims_of
from frontdesk.domain.equipment import Equipment, Use
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.needs import needed_equipment
from frontdesk.store.claims import overlapping
from frontdesk.store.uses import units_taken
from frontdesk.store.work import Work

Wanted = Sequence[tuple[Equipment, int]]  # each with how many units of it


@dataclass(frozen=True, slots=True)
class Picked:
    """The units that a visit gets, and those equipments of which too few are free."""

    uses: tuple[Use, ...]
    lacking: tuple[Equipment, ...]


def needed(work: Work, visit: Appointment) -> Wanted:
    """Give what the service of a visit needs, else its calendar; equipment that was put away is not waited for."""
    service = None if visit.service_id is None else work.get(Service, visit.service_id)
    calendar = None if visit.calendar_id is None else work.get(Calendar, visit.calendar_id)
    return [(work.get(Equipment, need.equipment_id), need.units) for need in needed_equipment(work, service, calendar)]


def asked(work: Work, sent: Sequence[Id] | None, held: Iterable[Use]) -> Wanted:
    """Give what a request asks for, one unit an id; unknown ids and newly chosen archived equipment are refused."""
    ids = checks.many(sent or (), int, field="equipment", allowed="a list of ids of equipment")
    had = {use.equipment_id for use in held}
    found = []
    for one, units in Counter(ids).items():
        thing = work.get(Equipment, one)
        if thing.archived_at is not None and thing.id not in had:
            raise Invalid("archived", field="equipment", got=str(one), allowed="one that is not archived")
        if units > thing.quantity:
            allowed = f"at most {thing.quantity} of {thing.name}"
            raise Invalid("bad_units", field="equipment", got=units, allowed=allowed)
        found.append((thing, units))
    return found


def held_by(work: Work, visit: Appointment) -> Wanted:
    """Give what a visit holds units of."""
    counted = Counter(use.equipment_id for use in visit.equipment)
    return [(thing, counted[thing.id]) for thing in work.some(Equipment, counted).values()]


def equipped(work: Work, visit: Appointment, wanted: Wanted, *, overlap: bool) -> Appointment:
    """Give the visit with units of what is wanted: those it holds while they are free, else the lowest free ones.

    Conflict lists who holds the units when too few are free. With `overlap` the lowest usable ones are taken then.
    What stands at another location cannot be had, unless staff overlap on purpose: they may have brought it along.
    """
    if not wanted:
        return replace(visit, equipment=()) if visit.equipment else visit
    away = next((one for one, _ in wanted if one.location_id != visit.location_id), None)
    if away is not None and visit.location_id is not None and not overlap:
        allowed = "equipment of the visit's location"
        raise Invalid("equipment_elsewhere", field="equipment", got=str(away.id), allowed=allowed)
    picked = pick(work, visit, wanted, overlap=overlap)
    if picked.lacking and not overlap:
        raise Conflict("time_taken", _clashes(work, replace(visit, equipment=picked.uses), picked.lacking))
    return replace(visit, equipment=picked.uses)


def pick(work: Work, visit: Appointment, wanted: Wanted, *, overlap: bool = False) -> Picked:
    """Choose units for a visit at its time: those it holds first, then the lowest."""
    uses: list[Use] = []
    lacking = []
    for thing, units in wanted:
        taken = units_taken(work.connection, thing.id, visit.start, visit.end, besides=visit.id)
        mine = sorted(use.unit for use in visit.equipment if use.equipment_id == thing.id)
        order = [n for n in mine if n <= thing.usable] + [n for n in range(1, thing.usable + 1) if n not in mine]
        free = [n for n in order if n not in taken]
        if len(free) < units:
            lacking.append(thing)
            free += [n for n in order if n in taken] if overlap else []
        uses += [Use(thing.id, n) for n in free[:units]]
    return Picked(tuple(sorted(uses)), tuple(lacking))


def _clashes(work: Work, visit: Appointment, lacking: Iterable[Equipment]) -> tuple[Clash, ...]:
    """List everyone and everything that is taken, and for each lacking equipment who holds its units.

    One without a single usable unit is named by itself.
    """
    start, end = visit.start, visit.end
    things = [Claim(Subject.EQUIPMENT, one.id, n, start, end) for one in lacking for n in range(1, one.usable + 1)]
    found = overlapping(work.connection, (*claims_of(visit), *things), besides=visit.id)
    named = {clash.subject_id for clash in found}
    idle = (Clash(Subject.EQUIPMENT.value, one.id, one.name, start, end, 0) for one in lacking if one.id not in named)
    return (*found, *idle)
