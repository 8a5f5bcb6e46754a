"""Equipment: so many like units of a thing, some of which may be out of service (C62)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant

MOST_UNITS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """One kind of thing at a location: units 1 to `quantity`, of which the last `out_of_service` cannot be used.

    It serves one calendar at most.
    """

    id: Id
    location_id: Id
    name: str
    description: str = ""
    quantity: int = 1
    out_of_service: int = 0
    calendar_id: Id | None = None
    position: int = 0
    archived_at: Instant | None = None
    version: int = 1

    @property
    def usable(self) -> int:
        """Give how many units can be booked."""
        return self.quantity - self.out_of_service

    def checked(self) -> Equipment:
        """Return itself, refusing numbers that cannot be."""
        if not 1 <= self.quantity <= MOST_UNITS:
            raise Invalid("bad_quantity", field="quantity", got=self.quantity, allowed=f"1 to {MOST_UNITS}")
        if not 0 <= self.out_of_service <= self.quantity:
            allowed = f"0 to {self.quantity}"
            raise Invalid("bad_out_of_service", field="out_of_service", got=self.out_of_service, allowed=allowed)
        return self


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One unit of an equipment that a visit holds."""

    equipment_id: Id
    unit: int


@dataclass(frozen=True, slots=True)
class Need:
    """So many units of an equipment that a service needs."""

    equipment_id: Id
    units: int = 1
