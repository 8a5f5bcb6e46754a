"""A draft of a booking as the arguments of the operations that put it into the book, and back from a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from frontdesk.domain import calendar
from frontdesk.domain.appointment import Appointment, Interaction
from frontdesk.domain.calendar import PlaceKind
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.booking_draft import Draft, Place, all_services, person_of
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.dialogs.repeats_draft import TableDraft

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking_choices import Choices
    from frontdesk.services.visits import Details

_HOW = {
    PlaceKind.PHONE_IN: Interaction.PHONE,
    PlaceKind.PHONE_OUT: Interaction.PHONE,
    PlaceKind.VIDEO: Interaction.VIDEO_CALL,
}


def booking(draft: Draft, reason: str | None = None) -> dict[str, Any]:
    """Write a whole draft as the arguments of appointments.book; a reason books over what stands in the way."""
    said = {**_what(draft), **_fields(draft), "override_reason": reason}
    if draft.calendar is not None and reason is not None:
        said |= {"ignore_free_slots": True, "ignore_date_range": True}
    return {name: value for name, value in said.items() if value is not None}


def holding(draft: Draft, minutes: int) -> dict[str, Any]:
    """Write a draft as the arguments of holds.place."""
    kept = ("patient", "service", "location", "room", "title")
    said = {**_what(draft), **{name: value for name, value in _fields(draft).items() if name in kept}}
    return {name: value for name, value in {**said, "minutes": minutes}.items() if value is not None}


def repeating(draft: Draft, choices: TableDraft) -> dict[str, Any]:
    """Write a draft that comes again as the arguments that repeats.plan and repeats.book share.

    A room that only came with the time is left out: each date has the one that is free then.
    """
    rule = draft.repeat
    assert rule is not None
    said = {**_what(draft), **_fields(draft)}
    said |= {
        "end": None,
        "duration": draft.length if draft.service or draft.calendar else draft.lasts,
        "room": draft.place.room if draft.place else None,
        "frequency": rule.frequency,
        "interval": rule.interval,
        "count": rule.count,
        "until": rule.until,
        "weekdays": rule.weekdays or None,
        "policy": choices.policy,
        "rows": choices.rows() or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def several(draft: Draft, reason: str | None = None) -> dict[str, Any]:
    """Write a visit of several services as the arguments of service_bookings.create, each with whom it was found."""
    assert draft.time is not None
    whom = [part.practitioner for part in draft.time.parts]
    services = all_services(draft)
    if len(whom) == len(services):
        services = tuple(replace(each, practitioner=who) for each, who in zip(services, whom, strict=True))
    said = {
        "services": services,
        "patient": draft.person.id if draft.person else None,
        "start": draft.time.start,
        "location": draft.place.location if draft.place else None,
        "notes": draft.note.strip() or None,
        "override_reason": reason,
    }
    return {name: value for name, value in said.items() if value is not None}


def _what(draft: Draft) -> dict[str, Any]:
    """Write when it is, with whom, and what of a service or a calendar."""
    assert draft.time is not None
    return {
        "start": draft.time.start,
        "end": Instant(draft.time.start + draft.lasts),
        "practitioner": draft.time.practitioner,
        "calendar": draft.calendar.id if draft.calendar else None,
        "variation": draft.form.id if draft.form else None,
        "add_ons": draft.add_ons or None,
        "place_id": draft.meeting.id if draft.meeting else None,
    }


def moving(draft: Draft, visit: Appointment, reason: str | None = None) -> dict[str, Any] | None:
    """Write what a draft changes of a visit's time, practitioner and room as the arguments of appointments.move."""
    assert draft.time is not None
    said: dict[str, Any] = {"start": draft.time.start, "end": Instant(draft.time.start + draft.lasts)}
    if draft.time.practitioner != visit.practitioner_id:
        said["practitioner"] = draft.time.practitioner
    if (room := room_of(draft)) != visit.room_id:
        said["room"] = room
    if len(said) == 2 and (visit.start, visit.end) == (said["start"], said["end"]):
        return None
    return {"id": visit.id, "version": visit.version, **said, **({"override_reason": reason} if reason else {})}


def changing(draft: Draft, visit: Appointment, reason: str | None = None) -> dict[str, Any] | None:
    """Write what else a draft changes of a visit as the arguments of appointments.update."""
    held = {
        "patient": visit.patient_id,
        "service": visit.service_id,
        "interaction": visit.interaction,
        "title": visit.title,
        "description": visit.description,
        "location": visit.location_id,
    }
    said = {name: value for name, value in _fields(draft).items() if name in held and value != held[name]}
    form = draft.form.id if draft.form else None
    if form != visit.variation_id:
        said["variation"] = form
    if draft.add_ons != visit.add_ons:
        said["add_ons"] = draft.add_ons
    if draft.meeting is not None and (visit.meeting is None or draft.meeting.id != visit.meeting.place):
        said["place_id"] = draft.meeting.id
    if not said:
        return None
    return {"id": visit.id, **said, **({"override_reason": reason} if reason else {})}


def room_of(draft: Draft) -> Id | None:
    """Give the room: the one that was chosen, else the one that the time comes with."""
    chosen = draft.place.room if draft.place else None
    return chosen if chosen is not None else draft.time.room if draft.time else None


def _fields(draft: Draft) -> dict[str, Any]:
    how = draft.how if draft.meeting is None else _HOW.get(draft.meeting.kind, Interaction.IN_PERSON)
    return {
        "patient": draft.person.id if draft.person else None,
        "service": draft.service.id if draft.service else None,
        "location": draft.place.location if draft.place and draft.calendar is None else None,
        "room": room_of(draft),
        "interaction": how,
        "title": draft.title.strip(),
        "description": draft.note.strip(),
    }


def _meeting_of(details: Details) -> calendar.Place | None:
    """Find the calendar's way of meeting that a visit has; one of its own words is nothing to choose."""
    held = details.appointment.meeting
    if held is None or details.calendar is None:
        return None
    return next((place for place in details.calendar.places if place.id == held.place), None)


def draft_again(details: Details, choices: Choices) -> Draft:
    """Begin another visit like one that is in the book, at a time still to be found, with those who are there still."""
    held = draft_of(details, choices.places)
    there = any(offer.service == held.service for offer in choices.offers()) if held.calendar is None else True
    offer = held if there else held.offering(choices.usual_offer(held.practitioner))
    who = held.practitioner if choices.name_of(held.practitioner) else None
    place = held.place or next(iter(choices.places), None)
    fresh = replace(offer, time=None, by_hand=False, note="", place=place, practitioner=who, length=None)
    same = details.appointment.end - details.appointment.start
    return fresh if fresh.lasts == same or not there else replace(fresh, length=same)


def draft_of(details: Details, places: Sequence[Place]) -> Draft:
    """Begin from a visit that is in the book already."""
    held = details.appointment
    place = next((p for p in places if (p.location, p.room) == (held.location_id, held.room_id)), None)
    if place is None and details.location is not None:
        room = details.room.name if details.room else ""
        place = Place(held.location_id, held.room_id, details.location.name, room)
    who, patient, service = details.practitioner, details.patient, details.service
    return Draft(
        person=person_of(patient) if patient else None,
        staff=patient is None,
        title=held.title,
        service=service,
        form=service.variation(held.variation_id) if service and held.variation_id else None,
        calendar=details.calendar,
        meeting=_meeting_of(details),
        practitioner=who.id if who else None,
        place=place,
        how=held.interaction,
        add_ons=held.add_ons,
        length=held.end - held.start,
        time=FreeTime(held.start, who.id if who else None, who.name if who else ""),
        by_hand=True,
        note=held.description,
    )
