"""What is changed of a class that is there: a draft beside the one it began as, and what is asked then. No Qt."""

from __future__ import annotations

from typing import Any

from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.booking_draft import Place
from frontdesk.gui.dialogs.class_draft import Draft


def draft_of(choices: Choices) -> Draft:
    """Give a class as it stands in the book."""
    details = choices.details
    assert details is not None
    visit = details.appointment
    place = next((p for p in choices.places if (p.location, p.room) == (visit.location_id, visit.room_id)), None)
    if place is None:
        location = details.location.name if details.location is not None else ""
        room = details.room.name if details.room is not None else ""
        place = Place(visit.location_id, visit.room_id, location, room)
    return Draft(
        service=details.service,
        title=visit.title,
        practitioner=visit.practitioner_id,
        place=place,
        start=visit.start,
        length=visit.end - visit.start,
        seats=visit.max_attendees,
        note=visit.description,
    )


def changes(begun: Draft, draft: Draft) -> dict[str, Any]:
    """Write what differs as the arguments of `group_appointments.update`; nothing else is said."""
    said: dict[str, Any] = {}
    if draft.service is not None and (begun.service is None or draft.service.id != begun.service.id):
        said["service"] = draft.service.id
    if draft.name != begun.name:
        said["title"] = draft.name
    if draft.note.strip() != begun.note.strip():
        said["notes"] = draft.note.strip() or None
    if draft.practitioner != begun.practitioner:
        said["practitioner"] = draft.practitioner
    if draft.place is not None and begun.place is not None:
        if draft.place.location != begun.place.location:
            said["location"] = draft.place.location
        if draft.place.room != begun.place.room:
            said["room"] = draft.place.room
    if draft.places != begun.places:
        said["max_attendees"] = draft.places
    return said | _times(begun, draft)


def _times(begun: Draft, draft: Draft) -> dict[str, Any]:
    """Write when it is now; where it begins at another time it is as long as before, which has to be said too."""
    assert draft.start is not None
    said: dict[str, Any] = {}
    if draft.start != begun.start:
        said["start"] = draft.start
    if said or draft.lasts != begun.lasts:
        said["end"] = Instant(draft.start + draft.lasts)
    return said
