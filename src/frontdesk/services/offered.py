"""What a service, its variation and add-ons or a calendar bring into a visit: length and buffers (C13, C32, C38)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.domain.appointment import Appointment, Extra
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.service import AddOn, Service, Variation
from frontdesk.services import checks
from frontdesk.services.needs import checked_extras, length_with


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


def add_ons_of(held: Appointment, service: Service | None, said: Mapping[str, Any]) -> tuple[Extra, ...]:
    """Give the add-ons that a visit is to have; another service takes away those it had.

    One that the service does not know is not found, and one that was removed from it is not newly chosen.
    """
    had = held.add_ons if service is not None and service.id == held.service_id else ()
    if "add_ons" not in said:
        return had
    sent = checked_extras(() if said["add_ons"] is None else said["add_ons"], field="add_ons")
    if sent and service is None:
        raise Invalid("add_on_without_service", field="add_ons", got=str(sent[0].id), allowed="none without a service")
    for n, extra in enumerate(sent):
        assert service is not None
        _check_extra(service, extra, {one.id for one in had}, f"add_ons[{n}]")
        if any(extra.id == other.id for other in sent[:n]):
            raise Invalid("id_twice", field=f"add_ons[{n}].id", got=str(extra.id), allowed="each id once")
    return sent


def _check_extra(service: Service, extra: Extra, had: set[Id], at: str) -> None:
    if extra.id not in {one.id for one in service.add_ons} | had:
        if add_on(service, extra.id) is None:
            raise NotFound("add_on", extra.id)
        allowed = [str(one.id) for one in service.add_ons]
        raise Invalid("add_on_removed", field=f"{at}.id", got=str(extra.id), allowed=allowed)


def add_on(service: Service, id: Id) -> AddOn | None:
    """Find one of a service's add-ons, removed ones too."""
    return next((one for one in (*service.add_ons, *service.removed_add_ons) if one.id == id), None)


def buffered(
    held: Appointment,
    service: Service | None,
    form: Variation | None,
    said: Mapping[str, Any],
    calendar: Calendar | None = None,
) -> dict[str, Any]:
    """Give the variation and the buffers: those that were sent, else a newly chosen service's or variation's.

    Without a service they are a newly chosen calendar's.
    """
    found: dict[str, Any] = {}
    variation = None if form is None else form.id
    if (None if service is None else service.id, variation) != (held.service_id, held.variation_id):
        brings = form or service
        found["variation_id"] = variation
        found["buffer_before"] = brings.buffer_before if brings else 0
        found["buffer_after"] = brings.buffer_after if brings else 0
    if service is None and calendar is not None and (found or calendar.id != held.calendar_id):
        found["buffer_before"], found["buffer_after"] = calendar.buffer_before.ms, calendar.buffer_after.ms
    for name in ("buffer_before", "buffer_after"):
        if said.get(name) is not None or (name in said and not found):
            found[name] = 0 if said[name] is None else checks.whole(said[name], field=name)
    return found


def length_of(
    form: Variation | None, service: Service | None, calendar: Calendar | None, extras: Sequence[Extra] = ()
) -> int | None:
    """Give the milliseconds that a visit takes: its variation's or its service's with add-ons, else its calendar's."""
    brings = form or service
    if brings is None:
        return None if calendar is None else calendar.duration.ms
    return length_with(brings.duration, service, extras) if extras else brings.duration
