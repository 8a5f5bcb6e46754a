"""Change a group appointment, or several dates of one: its fields, its seats, its time, how it comes again (C15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict, cast

from frontdesk.domain import group
from frontdesk.domain.actor import Actor, Right
from frontdesk.domain.appointment import Appointment, Interaction
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_instant
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed
from frontdesk.domain.service import Service
from frontdesk.services import checks, families
from frontdesk.services.allowing import allowed, without_old_reason, without_reason
from frontdesk.services.booking import ChangedFields, filled
from frontdesk.services.group_asking import check_room, rule_read, seats_read
from frontdesk.services.offered import length_of
from frontdesk.services.series.wanted import Wanted, changed_alone
from frontdesk.services.waitlist_closing import waited_for
from frontdesk.store.work import Reading, Work

# How what is said of a group is called on a visit, where it goes over as it is.
_AS_THEY_ARE = ("title", "service", "location", "room", "equipment", "attendees", "interaction", "video_url")


class ChangedGroup(TypedDict, total=False):
    """What may be said of a group that is there; what is left out stays, null clears.

    Null for `end` works it out of the service, null for `max_attendees` gives it as many seats as its service has.
    `repeat` says how it comes again from now on, null or a count of 0 that it does not. Instants are milliseconds UTC.
    """

    service: Id
    start: Instant
    end: Instant | None
    max_attendees: int | None
    title: str | None
    notes: str | None
    practitioner: Id | None
    location: Id | None
    room: Id | None
    equipment: Sequence[Id] | None
    attendees: Sequence[Id] | None
    interaction: Interaction
    video_url: str | None
    repeat: RepeatRule | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A change as it was asked for: fields of a visit, and when and with whom it is to be."""

    fields: ChangedFields
    start: Instant
    end: Instant
    practitioner: Id | None

    def moves(self, held: Appointment) -> bool:
        """Tell whether it goes to another time or to someone else."""
        return (self.start, self.end, self.practitioner) != (held.start, held.end, held.practitioner_id)


def asked_of(work: Work, held: Appointment, said: ChangedGroup) -> Asked:
    """Read what is asked of a group, refusing what cannot be."""
    if said.get("service", held.service_id) is None and "service" in said:
        raise Invalid("wrong_type", field="service", got=None, allowed="an id")
    fields: dict[str, Any] = {name: said[name] for name in _AS_THEY_ARE if name in said}  # type: ignore[literal-required]
    if "notes" in said:
        fields["description"] = checks.body(said["notes"] or "", field="notes")
    if said.get("video_url") and "interaction" not in said:
        fields["interaction"] = Interaction.VIDEO_CALL
    service = _service(work, held, said)
    if "max_attendees" in said:
        fields["max_attendees"] = seats_read(said["max_attendees"], service)
    start = checked_instant(said["start"], field="start") if "start" in said else held.start
    practitioner = held.practitioner_id
    if "practitioner" in said:
        practitioner = checks.known_or_none(said["practitioner"], field="practitioner")
    return Asked(cast(ChangedFields, fields), start, _end(work, held, said, start, service), practitioner)


def changed(work: Work, actor: Actor, held: Appointment, asked: Asked, told: str | None) -> Appointment:
    """Change one group; Invalid `max_below_heads` names everyone where it would have fewer seats than come."""
    sent: dict[str, Any] = {**asked.fields}
    if asked.practitioner != held.practitioner_id:
        sent["practitioner"] = asked.practitioner
    mine = families.of_row(work, held, cast(ChangedFields, sent))
    after = replace(filled(work, held, mine), updated_at=work.now)
    check_seats(work, [held], asked.fields)
    _check_places(work, held, after)
    if asked.moves(held):
        actor.require(Right.MOVE)
        after = without_reason(after.moved(asked.start, asked.end))
        done = families.moved(work, held, changed_alone(held, after), mine, told, actor)
    else:
        after = allowed(work, held, after.checked(), mine, told, actor)
        kept = changed_alone(held, after if told is not None else without_old_reason(work, held, after))
        done = work.replace(held, kept)
    return waited_for(work, held, families.took_words(work, held, done, mine))


def changed_widely(
    work: Work, actor: Actor, held: Appointment, scope: Scope, asked: Asked, told: str | None
) -> tuple[Appointment, int]:
    """Change the dates of a scope; give the one that was named, and how many were changed."""
    from frontdesk.services.series.members import family_of
    from frontdesk.services.series.scopes import carried_out

    check_seats(work, family_of(work, held).of(held, scope), asked.fields)
    many, visit = 0, held
    if asked.fields:
        done = carried_out(work, actor, visit, scope, Wanted(Deed.UPDATE, sent=asked.fields, told=told))
        many, visit = sum(row.stays is None for row in done.rows), done.visit
    if asked.moves(held):
        actor.require(Right.MOVE)
        sent = {} if asked.practitioner == held.practitioner_id else {"practitioner": asked.practitioner}
        end = None if asked.end - asked.start == held.end - held.start else asked.end
        wide = Wanted(Deed.MOVE, sent=sent, told=told, start=asked.start, end=end)
        done = carried_out(work, actor, visit, scope, wide)
        many, visit = max(many, sum(row.stays is None for row in done.rows)), done.visit
    return visit, many


def coming_again(work: Work, actor: Actor, held: Appointment, scope: Scope, said: RepeatRule | None) -> Appointment:
    """Let a group come again otherwise than before, from the dates of a scope on; Conflict tells what is in the way."""
    from frontdesk.services.series.another_rule import ruled

    rule = rule_read(said)
    return ruled(work, actor, held, scope, None if rule is None else rule.written()).visit


def put_widely(
    work: Work, actor: Actor, held: Appointment, scope: Scope, deed: Deed, told: str | None
) -> tuple[Appointment, int]:
    """Archive or restore the dates of a scope; give the one that was named, and how many were. Twice is harmless."""
    from frontdesk.services.series import members
    from frontdesk.services.series.scopes import carried_out

    stays = members.stays_archiving if deed is Deed.ARCHIVE else members.stays_returning
    chosen = members.family_of(work, held).of(held, scope)
    many = sum(stays(row, held, work.now) is None for row in chosen)
    if not many:
        return held, 0
    return carried_out(work, actor, held, scope, Wanted(deed, told=told)).visit, many


def check_seats(work: Work, rows: Sequence[Appointment], fields: ChangedFields) -> None:
    """Refuse fewer seats than there are heads, naming everyone who comes; a list of attendees is judged by itself."""
    seats = cast(dict[str, Any], fields).get("max_attendees")
    if seats is not None and "attendees" not in fields:
        group.check_seats((row, seats) for row in rows)


def _check_places(work: Work, held: Appointment, after: Appointment) -> None:
    """Refuse more seats than the room has places for, where either is new."""
    if (after.max_attendees, after.room_id) != (held.max_attendees, held.room_id) and after.max_attendees is not None:
        check_room(work, after.room_id, after.max_attendees)


def _service(book: Reading, held: Appointment, said: ChangedGroup) -> Service | None:
    chosen = checks.known_or_none(said.get("service", held.service_id), field="service")
    return None if chosen is None else book.get(Service, chosen)


def _end(book: Reading, held: Appointment, said: ChangedGroup, start: Instant, service: Service | None) -> Instant:
    """Give the end: as it was sent, as it is where nothing was, and null from the service or the calendar."""
    if "end" not in said:
        return held.end
    if said["end"] is not None:
        return checked_instant(said["end"], field="end")
    same = service is not None and service.id == held.service_id
    form = service.variation(held.variation_id) if same and service and held.variation_id is not None else None
    calendar = None if held.calendar_id is None else book.get(Calendar, held.calendar_id)
    length = length_of(form, service, calendar, held.add_ons if same else ())
    if length is None:
        raise Invalid("end_or_service_needed", field="end", got=None, allowed="an end, or a service with its length")
    return Instant(start + length)
