"""Where a visit takes place: as it was said, else the one place that its calendar or practitioner has (C38, C50)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.domain.appointment import Appointment, Interaction, Meeting
from frontdesk.domain.calendar import Calendar, CalendarKind, Place, PlaceKind
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.services import checks

_INTERACTIONS: Mapping[PlaceKind, Interaction] = {
    PlaceKind.PHONE_IN: Interaction.PHONE,
    PlaceKind.PHONE_OUT: Interaction.PHONE,
    PlaceKind.VIDEO: Interaction.VIDEO_CALL,
}
_CHOOSING = ("place_kind", "place_id")
# What may be said of a place.
PLACES = frozenset({*_CHOOSING, "override_location", "address"})
_LINKS = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a request says of the place; None and empty where it says nothing."""

    kind: PlaceKind | None
    place: Id | None
    address: str
    override: bool | None


def met(
    visit: Appointment, calendar: Calendar | None, said: Mapping[str, Any], held: Appointment | None = None
) -> Appointment:
    """Give a visit with where it takes place, and with how its people meet, which follows from that.

    An address alone is a place of its own; the id of a place is one of the calendar's or the practitioner's, a kind
    alone overrides them. Without any of it a new visit, or one that comes to another calendar or practitioner, has
    the one place that there is.
    """
    told = _told(visit, said)
    if told.kind is not None or told.place is not None or told.address:
        return _meeting(visit, _chosen(visit, calendar, told, held), said)
    if held is None or (held.calendar_id, held.practitioner_id) != (visit.calendar_id, visit.practitioner_id):
        return _brought(visit, calendar, said)
    if any(name in said for name in _CHOOSING) or _left(visit, said):
        return replace(visit, meeting=None) if visit.meeting else visit
    return visit


def _told(visit: Appointment, said: Mapping[str, Any]) -> _Said:
    kind, place, override = (said.get(name) for name in ("place_kind", "place_id", "override_location"))
    return _Said(
        None if kind is None else checks.one_of(kind, PlaceKind, field="place_kind"),
        None if place is None else Id(checks.whole(place, field="place_id")),
        (visit.address or "") if "address" in said else "",
        None if override is None else checks.yes_or_no(override, field="override_location"),
    )


def places_of(calendar: Calendar | None, practitioner: Id | None) -> tuple[Place, ...]:
    """Give the places that a visit may be at: those of the practitioner in the calendar first, then the calendar's."""
    if calendar is None:
        return ()
    theirs = (member.places for member in calendar.team if member.practitioner == practitioner)
    return (*next(theirs, ()), *calendar.places)


def _chosen(visit: Appointment, calendar: Calendar | None, told: _Said, held: Appointment | None) -> Meeting:
    place = _place(visit, calendar, told)
    before = None if held is None else held.meeting
    if place is None and told.kind is None and before is not None and before.kind is PlaceKind.ASK_BOOKER:
        # The answer to what the booker was asked is written anew.
        return replace(before, detail=told.address)
    kind = told.kind or (place.kind if place else PlaceKind.CUSTOM)
    if told.kind is None and told.address and kind is not PlaceKind.ASK_BOOKER:
        kind = PlaceKind.CUSTOM
    same = place is not None and kind is place.kind
    detail = told.address or (place.detail if place is not None and same else "")
    if kind is PlaceKind.ASK_BOOKER and not detail:
        raise Invalid("meeting_place_needed", field="address", got="", allowed="where the visit takes place")
    if kind is PlaceKind.VIDEO and calendar is not None and calendar.kind is CalendarKind.EVENT:
        allowed = "a place, a phone or words"
        raise Invalid("no_video_for_events", field="place_kind", got=kind.value, allowed=allowed)
    override = not same if told.override is None else told.override
    return Meeting(kind, detail, None if place is None else place.id, override)


def _place(visit: Appointment, calendar: Calendar | None, told: _Said) -> Place | None:
    """Find the place that was named, or that a kind without an override means."""
    places = places_of(calendar, visit.practitioner_id)
    if told.place is not None:
        found = next((place for place in places if place.id == told.place), None)
        if found is None:
            allowed = [str(place.id) for place in places]
            raise Invalid("place_not_theirs", field="place_id", got=str(told.place), allowed=allowed)
    elif told.kind is not None and told.override is False:
        found = next((place for place in places if place.kind is told.kind), None)
    else:
        return None
    if told.kind is not None and not told.override and (found is None or found.kind is not told.kind):
        kinds = [place.kind.value for place in places]
        raise Invalid("place_not_theirs", field="place_kind", got=told.kind.value, allowed=kinds)
    return found


def _brought(visit: Appointment, calendar: Calendar | None, said: Mapping[str, Any]) -> Appointment:
    """Give the visit the only place of its practitioner in the calendar, else of the calendar, where there is one."""
    if visit.meeting is not None and visit.meeting.override:
        return visit
    theirs = places_of(calendar, visit.practitioner_id)
    if visit.meeting is not None and any(place.id == visit.meeting.place for place in theirs):
        return visit
    own = theirs if calendar is None else theirs[: len(theirs) - len(calendar.places)] or calendar.places
    if len(own) != 1:
        return replace(visit, meeting=None) if visit.meeting else visit
    [place] = own
    if "interaction" in said and said["interaction"] is not _interaction(place.kind):
        return replace(visit, meeting=None) if visit.meeting else visit
    if place.kind is PlaceKind.ASK_BOOKER and not place.detail:
        raise Invalid("meeting_place_needed", field="address", got="", allowed="where the visit takes place")
    return _meeting(visit, Meeting(place.kind, place.detail, place.id), said)


def _meeting(visit: Appointment, meeting: Meeting, said: Mapping[str, Any]) -> Appointment:
    """Write a meeting into a visit: the way they meet and the link follow, where nothing else is sent."""
    found: dict[str, Any] = {"meeting": meeting}
    way = visit.interaction
    if "interaction" not in said:
        found["interaction"] = way = _interaction(meeting.kind)
    if way is not Interaction.IN_PERSON and meeting.kind in _INTERACTIONS:
        found["address"] = None
    if "video_url" not in said:
        link = meeting.kind is PlaceKind.VIDEO and meeting.detail.startswith(_LINKS)
        found["video_url"] = meeting.detail if link and way is Interaction.VIDEO_CALL else None
    if "video_meeting_id" not in said and way is not Interaction.VIDEO_CALL:
        found["video_meeting_id"] = None
    return replace(visit, **found)


def _interaction(kind: PlaceKind) -> Interaction:
    return _INTERACTIONS.get(kind, Interaction.IN_PERSON)


def _left(visit: Appointment, said: Mapping[str, Any]) -> bool:
    """Tell whether what is sent takes the present place away: its address is cleared, or they meet otherwise."""
    if visit.meeting is None:
        return False
    if "address" in said and visit.meeting.kind is PlaceKind.CUSTOM:
        return True
    return "interaction" in said and visit.interaction is not _interaction(visit.meeting.kind)
