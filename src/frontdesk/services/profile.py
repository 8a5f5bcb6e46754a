"""The clinic's own particulars."""

from __future__ import annotations

import re
from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Status
from frontdesk.domain.clinic import LONGEST_WAITING_LIMIT, THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import zone
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.services import checks
from frontdesk.services.operations import Area, operation

# How a visit may stand that was just booked.
NEW_STATUSES = (Status.BOOKED, Status.CONFIRMED)
_CURRENCY = re.compile("[A-Z]{3}")


class Profiles(Area):
    """Operations on the clinic itself."""

    @operation("profile.get", right=Right.SEE)
    def get(self) -> Profile:
        """Read the clinic's name and zone, the currency of its prices and what a new visit's status is."""
        with self._book.reading() as book:
            return book.get(Profile, THE_CLINIC)

    @operation("profile.update", right=Right.SETUP)
    def update(
        self,
        *,
        name: str | Keep = KEEP,
        zone_name: str | Keep = KEEP,
        currency: str | Keep = KEEP,
        new_status: Status | Keep = KEEP,
        waiting_limit: int | Keep | None = KEEP,
    ) -> Profile:
        """Change the clinic's particulars; what is left out stays.

        The currency is an ISO 4217 code; the status of a visit that is booked without one is booked or confirmed.
        Whoever waits longer than the waiting limit, 1 to 240 minutes, has waited too long; null means the usual 15.
        The reasons of the clinic are put by `reasons.put`.
        """
        with self._clinic.writing("profile.update", lambda: "Clinic changed") as work:
            held = work.get(Profile, THE_CLINIC)
            after = replace(
                held,
                name=held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False),
                zone=zone(kept(zone_name, held.zone), field="zone_name").key,
                currency=held.currency if isinstance(currency, Keep) else _currency(currency),
                new_status=held.new_status if isinstance(new_status, Keep) else _new_status(new_status),
                waiting_limit=held.waiting_limit if isinstance(waiting_limit, Keep) else _limit(waiting_limit),
            )
            return work.replace(held, after)


def _currency(sent: str) -> str:
    wanted = checks.line(sent, field="currency").upper()
    if not _CURRENCY.fullmatch(wanted):
        raise Invalid("bad_currency", field="currency", got=sent, allowed="three letters, such as USD")
    return wanted


def _limit(sent: int | None) -> int | None:
    if sent is not None and not 1 <= checks.whole(sent, field="waiting_limit") <= LONGEST_WAITING_LIMIT:
        allowed = f"1 to {LONGEST_WAITING_LIMIT} minutes"
        raise Invalid("bad_waiting_limit", field="waiting_limit", got=sent, allowed=allowed)
    return sent


def _new_status(sent: Status) -> Status:
    if not isinstance(sent, Status) or sent not in NEW_STATUSES:
        raise Invalid("not_one_of", field="new_status", got=sent, allowed=[status.value for status in NEW_STATUSES])
    return sent
