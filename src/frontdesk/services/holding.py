"""What holds may be used for, and by whom: read back, taken up as visits, and left out once they have run out."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.actor import Actor, Right
from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.errors import Conflict, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, zone
from frontdesk.domain.keep import Keep, kept
from frontdesk.services.booking import HeldFields, chosen, first_status
from frontdesk.store import journal
from frontdesk.store.work import Work


def has_run_out(one: Appointment, now: Instant) -> bool:
    """Tell whether it is a hold that counts for nothing any more."""
    return one.expires_at is not None and one.expires_at <= now


def check_whose(one: Appointment, actor: Actor) -> Appointment:
    """Give it back, refusing what another holds; the right to overbook lets one touch that too."""
    if one.status is Status.HELD and one.created_by != actor.id:
        actor.require(Right.OVERBOOK)
    return one


def hold_of(work: Work, id: Id, actor: Actor, *, field: str = "id") -> Appointment:
    """Read a hold that the actor may use; Conflict when it has run out, was released or is booked by now."""
    found = work.find(Appointment, id)
    if found is not None and found.status is Status.HELD:
        return check_whose(found, actor)
    if found is None and not journal.times_changed(work.connection, "appointment", [id]):
        raise NotFound("hold", id)
    raise Conflict("hold_gone", field=field, got=str(id), allowed="a hold that has not run out")


def taken_up(
    work: Work, held: Appointment, start: Instant | Keep, end: Instant | None, sent: HeldFields
) -> Appointment:
    """Give the visit that a hold becomes, not judged yet: what is not said stays as it is held."""
    new, _ = chosen(work, held, sent)
    staff = not new.get("attendees", held.attendees) and "type" not in sent
    begins = kept(start, held.start)
    new["start"] = begins
    new["end"] = Instant(begins + held.end - held.start) if end is None else end
    zone_name = sent.get("zone_name")
    if zone_name is not None:
        new["zone"] = zone(zone_name, field="zone_name").key
    new["event_type"] = EventType.STAFF if staff else new.get("event_type", EventType.APPOINTMENT)
    new["status"] = first_status(work, new.get("status"), new["event_type"])
    return replace(held, **new, expires_at=None, status_at=work.now, updated_at=work.now)
