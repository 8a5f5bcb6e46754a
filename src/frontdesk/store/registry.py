"""Every entity of the book, by its dataclass and by its name in the record of changes."""

from __future__ import annotations

from typing import Any

from frontdesk.store.entity import Entity
from frontdesk.store.tables import (
    appointments,
    calendars,
    clinics,
    counter,
    files,
    locations,
    patients,
    practitioners,
    schedules,
    services,
)

# In the order in which a record may refer to those before it.
ENTITIES: tuple[Entity[Any], ...] = (
    clinics.ENTITY,
    locations.ENTITY,
    locations.ROOMS,
    practitioners.ENTITY,
    calendars.GROUPS,
    calendars.ENTITY,
    locations.EQUIPMENTS,
    schedules.ENTITY,
    schedules.CLOSURES,
    schedules.HOLIDAY_CHOICES,
    services.ENTITY,
    patients.ENTITY,
    files.ENTITY,
    files.FEEDS,
    files.KEPT_COMPONENTS,
    appointments.ENTITY,
    counter.WAITLIST_ENTRIES,
    counter.NOTES,
    counter.DELAYS,
)
BY_TYPE: dict[type[Any], Entity[Any]] = {entity.value: entity for entity in ENTITIES}
BY_NAME: dict[str, Entity[Any]] = {entity.name: entity for entity in ENTITIES}
