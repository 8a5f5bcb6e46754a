"""Which visits get another unit, and which lose theirs, when fewer units of an equipment can be used (C63)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.equipment import Equipment, Use
from frontdesk.domain.ids import Id
from frontdesk.domain.intervals import Interval
from frontdesk.services.affected import Affected, listed
from frontdesk.store import affected as store
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class Rearranged:
    """Visits before and after, in the order in which they are to be written, and those that lose a unit."""

    changed: tuple[tuple[Appointment, Appointment], ...]
    losing: tuple[Appointment, ...]


def rearranged(equipment: Equipment, visits: Sequence[Appointment]) -> Rearranged:
    """Give each visit whose unit is usable no more the lowest one that is free at its time, the earliest first.

    `visits` are all that hold units of it from now on. Who holds a usable unit keeps it.
    """
    busy: dict[int, list[Interval]] = {n: [] for n in range(1, equipment.usable + 1)}
    for visit in visits:
        for use in visit.equipment:
            if use.equipment_id == equipment.id and use.unit in busy:
                busy[use.unit].append(visit.interval)
    changed, losing = [], []
    for visit in visits:
        after = _moved(equipment, visit, busy)
        if after == visit:
            continue
        changed.append((visit, after))
        if len(after.equipment) < len(visit.equipment):
            losing.append(visit)
    return Rearranged(tuple(changed), tuple(losing))


def _moved(equipment: Equipment, visit: Appointment, busy: dict[int, list[Interval]]) -> Appointment:
    uses: list[Use] = []
    for use in visit.equipment:
        if use.equipment_id != equipment.id or use.unit in busy:
            uses.append(use)
            continue
        unit = next((n for n in busy if not any(i.overlaps(visit.interval) for i in busy[n])), None)
        if unit is not None:
            busy[unit].append(visit.interval)
            uses.append(Use(equipment.id, unit))
    return replace(visit, equipment=tuple(sorted(uses)))


def affected_visits(book: Reading, visits: Iterable[Appointment]) -> tuple[Affected, ...]:
    """Give the lines of a list of visits, by start."""
    wanted: dict[Id, Appointment] = {visit.id: visit for visit in visits}
    if not wanted:
        return ()
    first = min(visit.start for visit in wanted.values())
    last = max(visit.end for visit in wanted.values())
    return tuple(listed(row) for row in store.rows(book.connection, first, last) if row[0] in wanted)
