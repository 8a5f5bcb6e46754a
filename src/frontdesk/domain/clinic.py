"""The clinic itself."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.reason import Reason

THE_CLINIC = Id(1)
USUAL_WAITING_LIMIT = 15  # minutes
LONGEST_WAITING_LIMIT = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the whole book shares: the clinic's name, the zone its wall clock keeps, and what is usual here.

    `currency` is an ISO 4217 code that prices are in; `new_status` is what a visit has that was booked without one.
    `reasons` are those that cancelling, missing and leaving may have, none means the usual ones; `waiting_limit` is
    after how many minutes someone has waited too long, None the usual one.
    """

    id: Id = THE_CLINIC
    name: str
    zone: str
    currency: str = "USD"
    new_status: Status = Status.BOOKED
    reasons: tuple[Reason, ...] = ()
    waiting_limit: int | None = None
    version: int = 1
