"""How the plain kinds think: practitioners, locations, rooms, equipment. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from frontdesk.domain.equipment import Equipment
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.location import Location, LocationKind, Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.gui.dialogs.settings.choices import Choice
from frontdesk.gui.dialogs.settings.fields_draft import Entry, FieldsDraft
from frontdesk.gui.dialogs.settings.listing import Item

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.equipment import EquipmentReply


_NOBODY = Id(0)


@dataclass(frozen=True, slots=True)
class Places:
    """What rooms and equipment can be tied to; calendars by their location."""

    locations: tuple[Choice, ...]
    calendars: Mapping[Id, tuple[Choice, ...]]
    usual: Id

    def named(self, location: Id) -> str:
        """Name a location where there are several: with one alone its name tells nothing."""
        several = len(self.locations) > 1
        return next((each.name for each in self.locations if several and each.id == location), "")


def read_places(clinic: Clinic) -> Places:
    """Read locations and calendars."""
    found = clinic.locations.list(archived=True)
    calendars: dict[Id, list[Choice]] = {}
    for calendar in clinic.calendars.list(drafts=True):
        calendars.setdefault(calendar.location_id, []).append(Choice(calendar.id, calendar.name, hue=calendar.hue))
    return Places(
        tuple(Choice(each.id, each.name) for each in found),
        {place: tuple(each) for place, each in calendars.items()},
        next(each.id for each in found if each.is_default),
    )


class PractitionersDraft(FieldsDraft):
    """Those who see patients. They are archived and never deleted: their visits stay theirs."""

    area = "practitioners"
    entries: ClassVar[Mapping[str, Entry]] = {
        "name": Entry.LINE,
        "speciality": Entry.LINE,
        "email": Entry.LINE,
        "phone": Entry.LINE,
        "hue": Entry.HUE,
    }

    def item(self, record: Practitioner, facts: Any) -> Item:
        """Show a practitioner with the speciality below the name."""
        said = {name: getattr(record, name) for name in self.entries}
        away = record.archived_at is not None
        return Item(record.id, record.version, record.name, record.speciality, away, said, hue=record.hue)


class LocationsDraft(FieldsDraft):
    """Where the clinic is. `facts` is the zone of the usual one, which a new one begins with."""

    area = "locations"
    entries: ClassVar[Mapping[str, Entry]] = {
        "name": Entry.LINE,
        "kind": Entry.CHOICE,
        "address": Entry.TEXT,
        "phone": Entry.LINE,
        "zone_name": Entry.ZONE,
        "is_default": Entry.CHECK,
    }

    def facts(self, clinic: Clinic) -> str:
        """Read the zone of the usual location."""
        return next(each.zone for each in clinic.locations.list(archived=True) if each.is_default)

    def usual(self, facts: str) -> Mapping[str, Any]:
        """Begin with an address, in the usual location's zone."""
        return {"kind": LocationKind.ADDRESS, "zone_name": facts}

    def item(self, record: Location, facts: Any) -> Item:
        """Show a location with its address, else its zone, below the name."""
        said = {name: getattr(record, name) for name in self.entries if name != "zone_name"}
        said["zone_name"] = record.zone
        detail = " ".join(record.address.split()) or record.zone
        return Item(record.id, record.version, record.name, detail, record.archived_at is not None, said)


class RoomsDraft(FieldsDraft):
    """Rooms. One stays at the location where it was made."""

    area = "rooms"
    entries: ClassVar[Mapping[str, Entry]] = {
        "name": Entry.LINE,
        "capacity": Entry.COUNT,
        "location": Entry.CHOICE,
        "description": Entry.TEXT,
        "calendars": Entry.SEVERAL,
    }
    fixed = frozenset({"location"})
    reasons: ClassVar[Mapping[str, tuple[str, str]]] = {"capacity": ("bad_capacity", "1 to 1000")}

    def facts(self, clinic: Clinic) -> Places:
        """Read locations and calendars."""
        return read_places(clinic)

    def usual(self, facts: Places) -> Mapping[str, Any]:
        """Begin with one seat at the usual location."""
        return {"capacity": "1", "location": facts.usual}

    def item(self, record: Room, facts: Places) -> Item:
        """Show a room with its location and seats below the name."""
        said = {
            "name": record.name,
            "capacity": str(record.capacity),
            "location": record.location_id,
            "description": record.description,
            "calendars": frozenset(record.calendars),
        }
        away = record.archived_at is not None
        return Item(record.id, record.version, record.name, facts.named(record.location_id), away, said)


class EquipmentDraft(FieldsDraft):
    """Equipment: so many units, some of them perhaps out of service."""

    area = "equipment"
    entries: ClassVar[Mapping[str, Entry]] = {
        "name": Entry.LINE,
        "quantity": Entry.COUNT,
        "out_of_service": Entry.COUNT,
        "location": Entry.CHOICE,
        "calendar": Entry.CHOICE,
        "description": Entry.TEXT,
    }
    fixed = frozenset({"location"})
    reasons: ClassVar[Mapping[str, tuple[str, str]]] = {
        "quantity": ("bad_quantity", "1 to 100"),
        "out_of_service": ("bad_out_of_service", "0 or more"),
    }

    def facts(self, clinic: Clinic) -> Places:
        """Read locations and calendars."""
        return read_places(clinic)

    def usual(self, facts: Places) -> Mapping[str, Any]:
        """Begin with one unit at the usual location."""
        return {"quantity": "1", "out_of_service": "0", "location": facts.usual}

    def item(self, record: Equipment, facts: Places) -> Item:
        """Show equipment with its location below the name, and how many units can be used."""
        said = {
            "name": record.name,
            "quantity": str(record.quantity),
            "out_of_service": str(record.out_of_service),
            "location": record.location_id,
            "calendar": record.calendar_id,
            "description": record.description,
        }
        remark = f"{record.usable}/{record.quantity}" if record.out_of_service else f"{record.quantity}"
        detail, away = facts.named(record.location_id), record.archived_at is not None
        return Item(record.id, record.version, record.name, detail, away, said, remark=remark)

    def problems(self, said: Mapping[str, Any]) -> tuple[Invalid, ...]:
        """Give what is wrong, with numbers that do not go together."""
        found = super().problems(said)
        if found:
            return found
        quantity, out = (self._count(name, said[name].strip()) for name in ("quantity", "out_of_service"))
        try:
            Equipment(id=_NOBODY, location_id=_NOBODY, name="", quantity=quantity, out_of_service=out).checked()
        except Invalid as fault:
            return (fault,)
        return ()

    def made(self, reply: EquipmentReply) -> Id:
        """Give the id of what was just made."""
        return reply.equipment.id
