"""The clinic's own particulars."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.instants import zone
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.services import checks
from frontdesk.services.operations import Area, operation


class Profiles(Area):
    """Operations on the clinic itself."""

    @operation("profile.get", right=Right.SEE)
    def get(self) -> Profile:
        """Read the clinic's name and zone."""
        with self._book.reading() as book:
            return book.get(Profile, THE_CLINIC)

    @operation("profile.update", right=Right.SETUP)
    def update(self, *, name: str | Keep = KEEP, zone_name: str | Keep = KEEP) -> Profile:
        """Change the clinic's name or zone; what is left out stays."""
        with self._clinic.writing("profile.update", lambda: "Clinic changed") as work:
            held = work.get(Profile, THE_CLINIC)
            named = held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False)
            zoned = kept(zone_name, held.zone)
            zone(zoned, field="zone_name")
            return work.replace(held, replace(held, name=named, zone=zoned))
