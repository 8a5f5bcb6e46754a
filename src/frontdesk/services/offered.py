"""What a service, its variation or a calendar brings into a visit: its length and its buffers (C13, C32, C38)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.service import Service, Variation


def variation_of(held: Appointment, service: Service | None, said: Mapping[str, Any]) -> Variation | None:
    """Give the variation that a visit is to have; another service takes away the one it had.

    One that the service does not know is not found, and one that was removed from it is not newly chosen.
    """
    same = service is not None and service.id == held.service_id
    wanted = said.get("variation", held.variation_id if same else None)
    if wanted is None:
        return None
    if service is None:
        raise Invalid("variation_without_service", field="variation", got=str(wanted), allowed="none without a service")
    found = service.variation(wanted)
    if found is None:
        raise NotFound("variation", wanted)
    if found not in service.variations and not (same and wanted == held.variation_id):
        allowed = [str(v.id) for v in service.variations]
        raise Invalid("variation_removed", field="variation", got=str(wanted), allowed=allowed)
    return found


def buffered(
    held: Appointment, service: Service | None, form: Variation | None, said: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the variation and the buffers: those that were sent, else a newly chosen service's or variation's."""
    found: dict[str, Any] = {}
    brings = form or service
    variation = None if form is None else form.id
    if (None if service is None else service.id, variation) != (held.service_id, held.variation_id):
        found["variation_id"] = variation
        found["buffer_before"] = brings.buffer_before if brings else 0
        found["buffer_after"] = brings.buffer_after if brings else 0
    for name in ("buffer_before", "buffer_after"):
        if said.get(name) is not None or (name in said and not found):
            found[name] = said[name] or 0
    return found


def length_of(form: Variation | None, service: Service | None, calendar: Calendar | None) -> int | None:
    """Give the milliseconds that a visit takes: its variation's, else its service's, else its calendar's."""
    if form is not None:
        return form.duration
    if service is not None:
        return service.duration
    return None if calendar is None else calendar.duration.ms
