"""Equipment: so many like units of a thing, and the visits that lose theirs when units go out of service (C62, C63)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.affected import Affected
from frontdesk.services.archiving import Gone, Shelf
from frontdesk.services.equipment_loss import Rearranged, affected_visits, rearranged
from frontdesk.services.locations import chosen_place
from frontdesk.services.operations import operation
from frontdesk.services.rooms import tied_calendar
from frontdesk.store import uses
from frontdesk.store.work import Reading, Work


@dataclass(frozen=True, slots=True)
class EquipmentReply:
    """An equipment as it stands, and the visits to come that hold a unit of it no more."""

    equipment: Equipment
    losing: tuple[Affected, ...] = ()


class Equipments(Shelf[Equipment]):
    """Operations on equipment. Of `quantity` units the last `out_of_service` cannot be used."""

    kind = Equipment
    noun = "equipment"
    area = "equipment"

    @operation("equipment.list", right=Right.SEE)
    def list(self, *, location: Id | None = None, archived: bool = False) -> tuple[Equipment, ...]:
        """List equipment in its order, of one location where asked."""
        found = (e for e in self._listed(archived) if location is None or e.location_id == location)
        return tuple(sorted(found, key=lambda e: (e.position, e.id)))

    @operation("equipment.get", right=Right.SEE)
    def get(self, *, id: Id) -> Equipment:
        """Read one equipment."""
        return self._got(id)

    @operation("equipment.create", right=Right.SETUP)
    def create(
        self,
        *,
        name: str,
        quantity: int = 1,
        out_of_service: int = 0,
        location: Id | None = None,
        description: str | None = "",
        calendar: Id | None = None,
    ) -> EquipmentReply:
        """Add an equipment, at the default location when none is named; it serves one calendar at most."""
        with self._clinic.writing("equipment.create", lambda: "Equipment added") as work:
            place = chosen_place(work, location)
            made = Equipment(
                id=work.new_id(),
                location_id=place.id,
                name=checks.line(name, field="name", empty=False),
                description=checks.body(description or "", field="description"),
                quantity=checks.whole(quantity, field="quantity"),
                out_of_service=checks.whole(out_of_service, field="out_of_service"),
                calendar_id=None if calendar is None else tied_calendar(work, place.id, calendar, (), field="calendar"),
                position=max((e.position for e in work.all(Equipment)), default=-1) + 1,
            ).checked()
            work.create(made)
            return EquipmentReply(made)

    @operation("equipment.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        name: str | Keep = KEEP,
        quantity: int | Keep = KEEP,
        out_of_service: int | Keep | None = KEEP,
        description: str | Keep | None = KEEP,
        calendar: Id | Keep | None = KEEP,
        position: int | Keep = KEEP,
    ) -> EquipmentReply:
        """Change an equipment; it stays at its location.

        Visits to come that hold a unit that is usable no more get a free one in the same step; those for whom none
        is free lose theirs and are listed (C63). One undo gives all of it back.
        """
        with self._clinic.writing("equipment.update", lambda: "Equipment changed") as work:
            held = checks.fresh(work.get(Equipment, id), version, "equipment")
            after = replace(
                _counted(held, quantity, out_of_service),
                name=held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False),
                description=checks.body(kept(description, held.description) or "", field="description"),
                calendar_id=_tied(work, held, calendar),
                position=checks.position(kept(position, held.position)),
            )
            found = self._rearranged(work, after)
            # Those who give a unit away before those who get it, that no two hold one on the way.
            for before, then in found.changed:
                work.replace(before, replace(then, updated_at=work.now))
            return EquipmentReply(work.replace(held, after), affected_visits(work, found.losing))

    @operation("equipment.losing", right=Right.SEE)
    def losing(
        self, *, id: Id, quantity: int | Keep = KEEP, out_of_service: int | Keep | None = KEEP
    ) -> tuple[Affected, ...]:
        """List the visits to come that would lose their unit with other numbers; nothing is changed (C63)."""
        with self._book.reading() as book:
            after = _counted(book.get(Equipment, id), quantity, out_of_service)
            return affected_visits(book, self._rearranged(book, after).losing)

    @operation("equipment.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> Gone:
        """Delete an equipment; one that visits or services have is archived instead, and the reply says so."""
        return self._delete(id, version)

    @operation("equipment.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Equipment:
        """Put an equipment away; visits that hold it keep it. Twice is harmless."""
        return self._put_away(id, version, away=True)

    @operation("equipment.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Equipment:
        """Bring an archived equipment back. Twice is harmless."""
        return self._put_away(id, version, away=False)

    def _rearranged(self, book: Reading, after: Equipment) -> Rearranged:
        visits: Sequence[Appointment] = uses.holding(book.connection, after.id, self._clinic.clock())
        return rearranged(after, visits)

    def _uses(self, work: Work, held: Equipment) -> int:
        needing = sum(any(n.equipment_id == held.id for n in s.equipment) for s in work.all(Service))
        return needing + uses.visits_with_equipment(work.connection, held.id)


def _counted(held: Equipment, quantity: int | Keep, out_of_service: int | Keep | None) -> Equipment:
    return replace(
        held,
        quantity=checks.whole(kept(quantity, held.quantity), field="quantity"),
        out_of_service=checks.whole(kept(out_of_service, held.out_of_service) or 0, field="out_of_service"),
    ).checked()


def _tied(work: Work, held: Equipment, calendar: Id | Keep | None) -> Id | None:
    if isinstance(calendar, Keep):
        return held.calendar_id
    if calendar is None:
        return None
    had = () if held.calendar_id is None else (held.calendar_id,)
    return tied_calendar(work, held.location_id, calendar, had, field="calendar")
