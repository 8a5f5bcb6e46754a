"""The clinic itself."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id

THE_CLINIC = Id(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the whole book shares: the clinic's name, the zone its wall clock keeps, and what is usual here.

    `currency` is an ISO 4217 code that prices are in; `new_status` is what a visit has that was booked without one.
    """

    id: Id = THE_CLINIC
    name: str
    zone: str
    currency: str = "USD"
    new_status: Status = Status.BOOKED
    version: int = 1
