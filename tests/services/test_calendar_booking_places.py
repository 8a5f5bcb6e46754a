"""Where a visit of a calendar takes place, and how its people meet (C38, C50)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Interaction, Meeting
from frontdesk.domain.calendar import Calendar, CalendarKind, Member, Place, PlaceKind
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from tests.support.clinics import Desk, nobody
from tests.support.diaries import book_in, personal, robin
from tests.support.refusals import refused

LINK = "https://video.example.org/chen"


def at_places(desk: Desk, *places: Place, **more: Any) -> Calendar:
    """Make Dr. Chen's calendar with places."""
    return personal(desk, places=places, **more)


def place(calendar: Calendar, n: int = 0) -> Id:
    found = calendar.places[n].id
    assert found is not None
    return found


def stored(desk: Desk, visit: Appointment) -> Appointment:
    found = desk.clinic.appointments.get(id=visit.id).appointment
    assert found == visit
    return found


def test_the_only_place_of_a_calendar_comes_by_itself(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.PHONE_OUT, "+1 555 0100"))
    made = stored(desk, book_in(desk, held))
    assert made.meeting == Meeting(PlaceKind.PHONE_OUT, "+1 555 0100", place(held))
    assert made.interaction is Interaction.PHONE


def test_of_several_places_none_comes_by_itself(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.PHONE_IN), Place(PlaceKind.CUSTOM, "At home"))
    assert book_in(desk, held).meeting is None


def test_the_practitioners_own_place_in_the_calendar_comes_before_the_calendars(desk: Desk) -> None:
    team = [Member(desk.chen.id, places=(Place(PlaceKind.VIDEO, LINK),)), Member(desk.ortega.id)]
    held = robin(desk, team, places=[Place(PlaceKind.CUSTOM, "Main hall")])
    video = book_in(desk, held, practitioner=desk.chen.id)
    assert (video.interaction, video.video_url) == (Interaction.VIDEO_CALL, LINK)
    hall = book_in(desk, held, practitioner=desk.ortega.id, patient=desk.leo.id)
    assert hall.meeting is not None
    assert (hall.interaction, hall.meeting.detail) == (Interaction.IN_PERSON, "Main hall")


@pytest.mark.parametrize(
    ("kind", "detail", "interaction", "url"),
    [
        (PlaceKind.ADDRESS, "12 Elm Street", Interaction.IN_PERSON, None),
        (PlaceKind.CUSTOM, "By the lake", Interaction.IN_PERSON, None),
        (PlaceKind.PHONE_IN, "+1 555 0100", Interaction.PHONE, None),
        (PlaceKind.PHONE_OUT, "", Interaction.PHONE, None),
        (PlaceKind.VIDEO, LINK, Interaction.VIDEO_CALL, LINK),
        (PlaceKind.VIDEO, "The link is mailed", Interaction.VIDEO_CALL, None),
    ],
)
def test_how_people_meet_follows_from_the_place(
    desk: Desk, kind: PlaceKind, detail: str, interaction: Interaction, url: str | None
) -> None:
    made = stored(desk, book_in(desk, at_places(desk, Place(kind, detail))))
    assert (made.interaction, made.video_url, made.address) == (interaction, url, None)


def test_an_address_is_a_place_of_its_own(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.VIDEO, LINK))
    made = stored(desk, book_in(desk, held, address=" 12 Elm Street "))
    assert made.meeting == Meeting(PlaceKind.CUSTOM, "12 Elm Street", None, override=True)
    assert (made.address, made.interaction, made.video_url) == ("12 Elm Street", Interaction.IN_PERSON, None)


def test_an_address_is_a_place_without_a_calendar_too(desk: Desk) -> None:
    made = desk.book(9, address="12 Elm Street")
    assert made.meeting == Meeting(PlaceKind.CUSTOM, "12 Elm Street", None, override=True)


def test_the_id_of_a_place_alone_overrides_nothing(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.PHONE_IN, "+1 555 0100"), Place(PlaceKind.CUSTOM, "At home"))
    made = book_in(desk, held, place_id=place(held, 1))
    assert made.meeting == Meeting(PlaceKind.CUSTOM, "At home", place(held, 1))


def test_the_id_of_a_member_s_place_is_one_of_theirs(desk: Desk) -> None:
    team = [Member(desk.chen.id, places=(Place(PlaceKind.PHONE_IN, "1"),)), Member(desk.ortega.id)]
    held = robin(desk, team, places=[Place(PlaceKind.CUSTOM, "Hall")])
    [theirs] = held.team[0].places
    assert theirs.id is not None
    made = book_in(desk, held, practitioner=desk.chen.id, place_id=theirs.id)
    assert made.meeting == Meeting(PlaceKind.PHONE_IN, "1", theirs.id)
    sent: dict[str, Any] = {"practitioner": desk.ortega.id, "patient": desk.leo.id, "place_id": theirs.id}
    assert refused(lambda: book_in(desk, held, **sent)).reason == "place_not_theirs"


def test_a_kind_alone_overrides_the_calendar(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.CUSTOM, "At home"))
    made = book_in(desk, held, place_kind=PlaceKind.PHONE_OUT)
    assert made.meeting == Meeting(PlaceKind.PHONE_OUT, "", None, override=True)
    assert made.interaction is Interaction.PHONE


def test_a_kind_that_overrides_nothing_is_the_calendars_place_of_that_kind(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.PHONE_IN, "+1 555 0100"), Place(PlaceKind.CUSTOM, "At home"))
    made = book_in(desk, held, place_kind=PlaceKind.CUSTOM, override_location=False)
    assert made.meeting == Meeting(PlaceKind.CUSTOM, "At home", place(held, 1))
    sent = {"place_kind": PlaceKind.VIDEO, "override_location": False, "patient": desk.leo.id}
    refusal = refused(lambda: book_in(desk, held, desk.at(11), **sent))
    assert (refusal.reason, refusal.facts["field"]) == ("place_not_theirs", "place_kind")


def test_a_kind_that_is_not_the_places_own_overrides_it_only_when_that_is_said(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.PHONE_IN, "+1 555 0100"))
    sent: dict[str, Any] = {"place_id": place(held), "place_kind": PlaceKind.CUSTOM}
    assert refused(lambda: book_in(desk, held, **sent)).reason == "place_not_theirs"
    made = book_in(desk, held, **sent, override_location=True)
    assert made.meeting == Meeting(PlaceKind.CUSTOM, "", place(held), override=True)


def test_an_unknown_place_is_invalid_and_names_those_there_are(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.PHONE_IN))
    refusal = refused(lambda: book_in(desk, held, place_id=nobody()))
    assert isinstance(refusal, Invalid)
    assert (refusal.facts["field"], refusal.facts["allowed"]) == ("place_id", [str(place(held))])
    assert refused(desk.book, place_id=nobody()).reason == "place_not_theirs"


def test_a_booker_who_is_asked_must_say_the_place(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.ASK_BOOKER))
    refusal = refused(lambda: book_in(desk, held))
    assert (refusal.reason, refusal.facts["field"]) == ("meeting_place_needed", "address")
    assert refused(lambda: book_in(desk, held, place_id=place(held))).reason == "meeting_place_needed"
    made = book_in(desk, held, place_id=place(held), address="12 Elm Street")
    assert made.meeting == Meeting(PlaceKind.ASK_BOOKER, "12 Elm Street", place(held))


def test_a_time_is_held_before_the_booker_has_said_the_place(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.ASK_BOOKER))
    hold = desk.clinic.holds.place(start=desk.at(9), calendar=held.id)
    book = desk.clinic.appointments.book
    assert refused(book, hold=hold.id, patient=desk.eva.id).reason == "meeting_place_needed"
    assert book(hold=hold.id, patient=desk.eva.id, address="12 Elm Street").address == "12 Elm Street"


def test_events_have_no_video(desk: Desk) -> None:
    held = desk.clinic.calendars.create(name="Talks", kind=CalendarKind.EVENT)
    sent: dict[str, Any] = {"place_kind": PlaceKind.VIDEO, "ignore_free_slots": True}
    assert refused(lambda: book_in(desk, held, **sent)).reason == "no_video_for_events"
    assert book_in(desk, personal(desk), place_kind=PlaceKind.VIDEO).interaction is Interaction.VIDEO_CALL


def test_a_way_of_meeting_that_is_sent_leaves_the_calendars_place_aside(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.PHONE_IN))
    made = book_in(desk, held, interaction=Interaction.IN_PERSON)
    assert (made.interaction, made.meeting) == (Interaction.IN_PERSON, None)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"place_kind": "phone_in"}, "place_kind"),
        ({"place_id": "7"}, "place_id"),
        ({"override_location": 1}, "override_location"),
    ],
)
def test_a_place_of_the_wrong_type_is_invalid(desk: Desk, sent: dict[str, Any], field: str) -> None:
    assert refused(desk.book, **sent).facts["field"] == field


def test_a_change_may_choose_another_place_and_clear_it(desk: Desk) -> None:
    held = at_places(desk, Place(PlaceKind.VIDEO, LINK), Place(PlaceKind.CUSTOM, "At home"))
    update = desk.clinic.appointments.update
    made = book_in(desk, held, place_id=place(held))
    assert made.video_url == LINK
    home = update(id=made.id, place_id=place(held, 1))
    assert (home.interaction, home.video_url, home.meeting) == (
        Interaction.IN_PERSON,
        None,
        Meeting(PlaceKind.CUSTOM, "At home", place(held, 1)),
    )
    assert update(id=made.id, title="A").meeting == home.meeting
    assert update(id=made.id, place_id=None).meeting is None


def test_a_cleared_address_takes_the_place_with_it(desk: Desk) -> None:
    made = desk.book(9, address="12 Elm Street")
    after = desk.clinic.appointments.update(id=made.id, address=None)
    assert (after.address, after.meeting) == (None, None)


def test_a_move_to_another_practitioner_brings_their_place(desk: Desk) -> None:
    own = {desk.chen.id: "+1 555 0100", desk.ortega.id: "+1 555 0200"}
    team = [Member(who, places=(Place(PlaceKind.PHONE_IN, number),)) for who, number in own.items()]
    made = book_in(desk, robin(desk, team), practitioner=desk.chen.id)
    after = desk.clinic.appointments.move(id=made.id, start=made.start, practitioner=desk.ortega.id)
    assert made.meeting is not None
    assert after.meeting is not None
    assert (made.meeting.detail, after.meeting.detail) == ("+1 555 0100", "+1 555 0200")


def test_a_place_that_overrides_stays_with_the_visit_when_it_moves(desk: Desk) -> None:
    team = [Member(desk.chen.id), Member(desk.ortega.id, places=(Place(PlaceKind.PHONE_IN, "1"),))]
    made = book_in(desk, robin(desk, team), practitioner=desk.chen.id, address="12 Elm Street")
    after = desk.clinic.appointments.move(id=made.id, start=made.start, practitioner=desk.ortega.id)
    assert after.meeting == made.meeting
