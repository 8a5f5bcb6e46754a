"""One or several services in order as one visit: booked, read and listed (C28 to C30)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from frontdesk.domain.appointment import Extra, Meeting, Status
from frontdesk.domain.calendar import PlaceKind
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.location import LocationKind
from frontdesk.services.asking import ServiceAsked
from tests.support.bookings import claims_due, claims_in_the_book, with_members
from tests.support.clinics import DAY, READER, ZONE, Desk, nobody
from tests.support.offers import NO_OVERBOOKING, Offers, buffers, ids, offers, times, who
from tests.support.refusals import refused
from tests.support.rules import add_closure, home


@pytest.fixture
def at(desk: Desk) -> Offers:
    return offers(desk)


# What is booked


def test_several_services_follow_each_other_without_a_break(at: Offers) -> None:
    made = at.book()
    assert times(made) == [(at.desk.at(9), at.desk.at(9, 30)), (at.desk.at(9, 30), at.desk.at(9, 45))]
    assert (made.start, made.end) == (at.desk.at(9), at.desk.at(9, 45))
    assert [part.service_id for part in made.parts] == [at.talk.id, at.blood.id]
    assert {part.booking_id for part in made.parts} == {made.id}
    assert {part.patient_id for part in made.parts} == {at.desk.eva.id}
    assert at.now(made) == made


def test_a_single_service_is_a_booking_too(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id))
    assert [part.booking_id for part in made.parts] == [made.id]
    assert at.now(made) == made


def test_a_position_says_where_a_service_comes(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id, position=2), ServiceAsked(at.blood.id, position=1))
    assert [part.service_id for part in made.parts] == [at.blood.id, at.talk.id]


def test_add_ons_make_a_part_longer_as_often_as_they_are_booked(at: Offers) -> None:
    made = at.book(ServiceAsked(at.blood.id, add_ons=(Extra(at.tube.id, 2),)), ServiceAsked(at.talk.id))
    assert times(made) == [(at.desk.at(9), at.desk.at(9, 25)), (at.desk.at(9, 25), at.desk.at(9, 55))]
    assert made.parts[0].add_ons == (Extra(at.tube.id, 2),)


def test_the_length_of_an_add_on_may_be_said(at: Offers) -> None:
    made = at.book(ServiceAsked(at.blood.id, add_ons=(Extra(at.tube.id, 2, 20 * MINUTE),)))
    assert made.end - made.start == 55 * MINUTE


def test_a_variation_has_its_own_length(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id, at.talk.variations[0].id))
    assert made.end - made.start == 60 * MINUTE
    assert made.parts[0].variation_id == at.talk.variations[0].id


def test_the_price_is_that_of_services_variations_and_add_ons(at: Offers) -> None:
    long = ServiceAsked(at.talk.id, at.talk.variations[0].id)
    assert at.book(long, ServiceAsked(at.blood.id, add_ons=(Extra(at.tube.id, 2),))).price == 7000 + 1250 + 2 * 300


def test_an_end_must_be_that_of_all_services(at: Offers) -> None:
    refusal = refused(at.book, end=at.desk.at(10))
    assert isinstance(refusal, Invalid)
    assert (refusal.reason, refusal.facts["field"], refusal.facts["allowed"]) == (
        "end_of_services",
        "end",
        at.desk.at(9, 45),
    )
    assert at.book(end=at.desk.at(9, 45)).end == at.desk.at(9, 45)


# With whom, where and with what


def test_the_same_practitioner_goes_on_where_possible(at: Offers) -> None:
    again = ServiceAsked(at.talk.id)
    assert who(at.book(again, again)) == [at.desk.chen.id] * 2
    assert who(at.book(ServiceAsked(at.blood.id), again, hour=11)) == [at.desk.ortega.id] * 2


def test_whom_the_patient_usually_sees_comes_first(at: Offers) -> None:
    at.desk.clinic.patients.update(id=at.desk.eva.id, practitioner=at.desk.ortega.id)
    assert who(at.book(ServiceAsked(at.talk.id))) == [at.desk.ortega.id]


def test_whoever_is_free_gives_a_part(at: Offers) -> None:
    at.desk.book(9, patient=at.desk.leo.id)
    assert who(at.book()) == [at.desk.ortega.id, at.desk.ortega.id]


def test_a_part_is_given_by_who_was_asked_for(at: Offers) -> None:
    asked = ServiceAsked(at.talk.id, practitioner=at.desk.ortega.id), ServiceAsked(at.talk.id)
    assert who(at.book(*asked)) == [at.desk.ortega.id] * 2


def test_who_does_not_give_a_service_is_refused(at: Offers) -> None:
    refusal = refused(
        lambda: at.book(ServiceAsked(at.talk.id), ServiceAsked(at.blood.id, practitioner=at.desk.chen.id))
    )
    assert (refusal.reason, refusal.facts["field"]) == ("does_not_give", "services[1].practitioner")


def test_buffers_between_parts_of_one_practitioner_are_dropped(at: Offers) -> None:
    assert buffers(at.book(ServiceAsked(at.talk.id, practitioner=at.desk.ortega.id), ServiceAsked(at.blood.id))) == [
        (0, 0),
        (0, 0),
    ]


def test_buffers_between_parts_of_two_practitioners_stay(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id, practitioner=at.desk.chen.id), ServiceAsked(at.blood.id))
    assert buffers(made) == [(0, 10), (5, 0)]


def test_each_part_claims_its_practitioner_room_and_units(at: Offers) -> None:
    made = at.book()
    assert made.parts[1].room_id == at.desk.other_room.id
    assert [use.equipment_id for use in made.parts[1].equipment] == [at.lamp.id]
    assert made.parts[0].equipment == ()
    assert claims_in_the_book(at.desk) == claims_due(*made.parts)
    assert len(claims_due(*made.parts)) == 4


def test_two_parts_at_a_time_of_their_own_may_use_the_same_unit(at: Offers) -> None:
    made = at.book(ServiceAsked(at.blood.id), ServiceAsked(at.blood.id))
    assert [use.unit for part in made.parts for use in part.equipment] == [1, 1]


def test_no_location_is_the_default_one(at: Offers) -> None:
    made = at.book()
    assert made.location_id == home(at.desk).id
    assert (made.zone, made.parts[0].zone) == (ZONE, ZONE)


def test_times_may_be_kept_in_another_zone(at: Offers) -> None:
    assert {part.zone for part in at.book(zone_name="Europe/Madrid").parts} == {"Europe/Madrid"}


def asking(at: Offers) -> Any:
    made = at.desk.clinic.locations.create(name="At home", kind=LocationKind.ASK_BOOKER)
    return made.id


def test_a_location_where_the_booker_is_asked_needs_a_meeting_place(at: Offers) -> None:
    sent: dict[str, Any] = {"location": asking(at), "override_availability": True}
    for words in (None, "", "  "):
        refusal = refused(partial(at.book, ServiceAsked(at.talk.id)), meeting_place=words, **sent)
        assert (refusal.reason, refusal.facts["field"]) == ("meeting_place_needed", "meeting_place")
    made = at.book(ServiceAsked(at.talk.id), meeting_place=" 7 Elm Street ", **sent)
    assert made.meeting == Meeting(PlaceKind.ASK_BOOKER, "7 Elm Street", override=True)
    assert made.parts[0].meeting == made.meeting


def test_a_meeting_place_may_be_said_anywhere(at: Offers) -> None:
    assert at.book(meeting_place="Garden").meeting == Meeting(PlaceKind.CUSTOM, "Garden", override=True)


def test_title_and_notes_are_those_of_every_part(at: Offers) -> None:
    made = at.book(title="Yearly", notes="Fasting")
    assert (made.title, made.notes) == ("Yearly", "Fasting")
    assert {(part.title, part.description) for part in made.parts} == {("Yearly", "Fasting")}


def test_no_status_is_the_clinics_usual_one(at: Offers) -> None:
    at.desk.clinic.profile.update(new_status=Status.CONFIRMED)
    assert {part.status for part in at.book().parts} == {Status.CONFIRMED}
    assert at.book(status=Status.ARRIVED, hour=11).status is Status.ARRIVED


@pytest.mark.parametrize("status", [Status.HELD, Status.CANCELLED, Status.NO_SHOW])
def test_a_booking_does_not_begin_without_its_time(at: Offers, status: Status) -> None:
    assert refused(at.book, status=status).reason == "bad_first_status"


# One step


def test_a_booking_is_one_step_that_is_undone_and_done_again(at: Offers) -> None:
    made = at.book()
    at.desk.clinic.history.undo()
    assert isinstance(refused(at.desk.clinic.service_bookings.get, id=made.id), NotFound)
    assert claims_in_the_book(at.desk) == set()
    at.desk.clinic.history.redo()
    assert ids(at.now(made).parts) == ids(made.parts)
    assert claims_in_the_book(at.desk) == claims_due(*made.parts)


def test_nothing_is_written_when_one_part_is_refused(at: Offers) -> None:
    taken = at.desk.book(9, 30, practitioner=at.desk.ortega.id, patient=at.desk.leo.id)
    assert isinstance(refused(at.book), Conflict)
    assert claims_in_the_book(at.desk) == claims_due(taken)


# When it may be


def test_what_a_search_finds_is_booked_as_it_was_found(at: Offers) -> None:
    at.desk.book(9, 45, patient=at.desk.leo.id)
    at.desk.book(11, practitioner=at.desk.ortega.id, patient=at.desk.leo.id)
    asked = (ServiceAsked(at.talk.id), ServiceAsked(at.blood.id))
    found = at.desk.clinic.availability.free_times(first=DAY, services=asked, patient=at.desk.eva.id)
    slots = found.days[DAY]
    assert len(slots) > 10
    for slot in slots[::5]:
        made = at.book(*asked, start=slot.start)
        assert [(p.start, p.end, p.practitioner_id, p.room_id, p.equipment) for p in made.parts] == [
            (p.start, p.end, p.practitioner, p.room, p.equipment) for p in slot.parts
        ]
        at.desk.clinic.history.undo()


def test_a_start_off_the_grid_is_as_good_as_any(at: Offers) -> None:
    assert at.book(minute=7).start == at.desk.at(9, 7)


def test_another_visit_of_the_patient_is_no_obstacle(at: Offers) -> None:
    at.desk.book(9)
    assert who(at.book()) == [at.desk.ortega.id] * 2


def test_a_taken_time_is_refused_with_all_who_have_it(at: Offers) -> None:
    one = at.desk.book(9, patient=at.desk.leo.id)
    two = at.desk.book(9, 15, practitioner=at.desk.ortega.id, patient=at.desk.leo.id)
    refusal = refused(
        lambda: at.book(ServiceAsked(at.talk.id, practitioner=at.desk.chen.id), ServiceAsked(at.blood.id))
    )
    assert isinstance(refusal, Conflict)
    assert {clash.appointment_id for clash in refusal.clashes} == {one.id, two.id}


@pytest.mark.parametrize("hour", [7, 18])
def test_a_time_out_of_hours_takes_an_override(at: Offers, hour: int) -> None:
    refusal = refused(at.book, hour=hour, minute=30)
    assert "outside_hours" in str(refusal.facts.get("reasons", refusal.reason))
    made = at.book(hour=hour, minute=30, override_availability=True)
    assert made.start == at.desk.at(hour, 30)
    assert {part.override_reason for part in made.parts} == {None}


def test_the_past_takes_an_override(at: Offers) -> None:
    yesterday = at.desk.at(10, day=-1)
    assert refused(at.book, start=yesterday).reason == "in_the_past"
    assert refused(at.book, start=yesterday, skip_notice=True).reason == "in_the_past"
    assert at.book(start=yesterday, override_availability=True).start == yesterday


def test_a_closure_takes_an_override(at: Offers) -> None:
    add_closure(at.desk.clinic, DAY)
    assert refused(at.book).reason == "closed"
    assert refused(at.book, skip_notice=True).reason == "closed"
    assert at.book(override_availability=True, skip_notice=True).start == at.desk.at(9)


def test_a_block_takes_an_override(at: Offers) -> None:
    at.desk.clinic.blocks.create(title="Lunch", start=at.desk.at(9), end=at.desk.at(12), practitioner=at.desk.ortega.id)
    assert refused(at.book).reason == "closed"
    assert who(at.book(override_availability=True))[1] == at.desk.ortega.id


def test_an_override_lets_nobody_be_booked_twice(at: Offers) -> None:
    at.desk.book(9, 30, practitioner=at.desk.ortega.id, patient=at.desk.leo.id)
    refusal = refused(at.book, override_availability=True)
    assert isinstance(refusal, Conflict)
    assert [clash.subject_id for clash in refusal.clashes] == [at.desk.ortega.id]


def test_an_override_chooses_who_is_free(at: Offers) -> None:
    at.desk.book(18, patient=at.desk.leo.id)
    assert who(at.book(ServiceAsked(at.talk.id), hour=18, override_availability=True)) == [at.desk.ortega.id]


def test_a_reason_lifts_what_is_in_the_way_and_is_kept_where_it_was_needed(at: Offers) -> None:
    at.desk.book(9, 30, practitioner=at.desk.ortega.id, patient=at.desk.leo.id)
    made = at.book(override_reason="Agreed")
    assert [part.override_reason for part in made.parts][1] == "Agreed"
    assert claims_in_the_book(at.desk) >= claims_due(*made.parts)


def test_a_reason_is_not_kept_on_free_time(at: Offers) -> None:
    assert {part.override_reason for part in at.book(override_reason="Agreed").parts} == {None}


def test_a_reason_lifts_hours_too_and_is_kept(at: Offers) -> None:
    assert {part.override_reason for part in at.book(hour=18, override_reason="Agreed").parts} == {"Agreed"}


def test_a_reason_takes_the_right_to_overbook(at: Offers) -> None:
    with at.desk.as_actor(NO_OVERBOOKING) as clinic:
        asked = [ServiceAsked(at.talk.id)]
        sent: dict[str, Any] = {"services": asked, "patient": at.desk.eva.id, "start": at.desk.at(9)}
        assert isinstance(refused(clinic.service_bookings.create, override_reason="So", **sent), Forbidden)
        assert clinic.service_bookings.create(**sent).start == at.desk.at(9)


def test_whoever_only_reads_books_nothing(at: Offers) -> None:
    with at.desk.as_actor(READER) as clinic:
        sent: dict[str, Any] = {"services": [ServiceAsked(at.talk.id)], "patient": at.desk.eva.id}
        assert isinstance(refused(clinic.service_bookings.create, start=at.desk.at(9), **sent), Forbidden)


# What cannot be


@pytest.mark.parametrize("number", [0, 11])
def test_a_booking_has_one_to_ten_services(at: Offers, number: int) -> None:
    refusal = refused(
        at.desk.clinic.service_bookings.create,
        services=[ServiceAsked(at.talk.id)] * number,
        patient=at.desk.eva.id,
        start=at.desk.at(9),
    )
    assert (refusal.reason, refusal.facts["field"], refusal.facts["got"]) == ("bad_services", "services", number)


def test_ten_services_are_fine(at: Offers) -> None:
    assert len(at.book(*[ServiceAsked(at.talk.id)] * 10).parts) == 10


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"service": nobody()}, "unknown_id"),
        ({"practitioner": nobody()}, "unknown_id"),
        ({"variation": nobody()}, "unknown_id"),
        ({"add_ons": (Extra(nobody()),)}, "unknown_id"),
        ({"position": -1}, "bad_position"),
    ],
)
def test_a_service_that_cannot_be_asked_for_is_refused(at: Offers, asked: dict[str, Any], reason: str) -> None:
    assert refused(lambda: at.book(replace(ServiceAsked(at.talk.id), **asked))).reason == reason


def test_an_add_on_belongs_to_its_service(at: Offers) -> None:
    assert isinstance(refused(lambda: at.book(ServiceAsked(at.talk.id, add_ons=(Extra(at.tube.id),)))), NotFound)


def test_what_was_put_away_is_not_booked(at: Offers) -> None:
    at.desk.clinic.services.archive(id=at.talk.id)
    refusal = refused(at.book)
    assert (refusal.reason, refusal.facts["field"]) == ("archived", "services[0].service")


def test_a_booking_is_of_a_patient_who_is_there(at: Offers) -> None:
    assert refused(at.book, patient=None).reason == "patient_needed"
    assert isinstance(refused(at.book, patient=nobody()), NotFound)
    at.desk.clinic.patients.archive(id=at.desk.eva.id)
    assert refused(at.book).reason == "archived"


# Reading


def listed(at: Offers, hour: int, until: int, **sent: Any) -> list[Any]:
    page = at.desk.clinic.service_bookings.list(start=at.desk.at(hour), end=at.desk.at(until), **sent)
    assert page.total == len(page.items)
    return [one.id for one in page.items]


def test_a_list_gives_bookings_that_share_time_with_a_range(at: Offers) -> None:
    made = at.book(hour=10)
    assert listed(at, 9, 11) == [made.id]
    assert at.desk.clinic.service_bookings.list(start=at.desk.at(10), end=at.desk.at(10, 1)).items == (made,)
    assert listed(at, 9, 10) == []
    assert at.desk.clinic.service_bookings.list(start=at.desk.at(10, 45), end=at.desk.at(12)).total == 0
    assert at.desk.clinic.service_bookings.list(start=at.desk.at(10, 40), end=at.desk.at(12)).items == (made,)


def test_a_list_is_by_start_and_comes_in_pages(at: Offers) -> None:
    made = [at.book(hour=hour).id for hour in (14, 9, 11)]
    assert listed(at, 8, 18) == [made[1], made[2], made[0]]
    page = at.desk.clinic.service_bookings.list(start=at.desk.at(8), end=at.desk.at(18), page=2, size=2)
    assert ([one.id for one in page.items], page.total) == ([made[0]], 3)
    beyond = at.desk.clinic.service_bookings.list(start=at.desk.at(8), end=at.desk.at(18), page=9, size=2)
    assert beyond.items == ()


def test_a_list_is_narrowed_to_a_location_and_a_patient(at: Offers) -> None:
    made = at.book()
    assert listed(at, 8, 18, location=home(at.desk).id) == [made.id]
    assert listed(at, 8, 18, location=nobody()) == []
    assert listed(at, 8, 18, patient=at.desk.eva.id) == [made.id]
    assert listed(at, 8, 18, patient=at.desk.leo.id) == []


def test_a_list_has_no_visits_of_their_own_and_no_collectives(at: Offers) -> None:
    at.desk.book(9, patient=at.desk.leo.id, service=at.talk.id)
    with_members(at.desk, hour=14)
    assert listed(at, 8, 18) == []


def test_archived_bookings_are_listed_when_asked_for(at: Offers) -> None:
    made = at.book()
    at.desk.clinic.appointments.archive(id=made.parts[0].id)
    assert listed(at, 8, 18) == []
    assert listed(at, 8, 18, archived=True) == [made.id]


@pytest.mark.parametrize("sent", [{"page": 0}, {"size": 0}, {"size": 501}])
def test_a_page_that_cannot_be_is_refused(at: Offers, sent: dict[str, int]) -> None:
    assert isinstance(refused(listed, at=at, hour=8, until=9, **sent), Invalid)


def test_a_range_does_not_end_before_it_begins(at: Offers) -> None:
    assert refused(listed, at=at, hour=9, until=8).reason == "end_not_after_start"


def test_a_visit_of_its_own_is_no_service_booking(at: Offers) -> None:
    one, _ = with_members(at.desk)
    for each in (one.id, one.booking_id, nobody()):
        assert isinstance(refused(at.desk.clinic.service_bookings.get, id=each), NotFound)


def test_a_booking_is_underway_from_its_first_part_to_its_last(at: Offers) -> None:
    made = at.book()
    clinic = at.desk.clinic
    for n, status, whole in [
        (0, Status.IN_PROGRESS, Status.IN_PROGRESS),
        (0, Status.COMPLETED, Status.IN_PROGRESS),
        (1, Status.COMPLETED, Status.COMPLETED),
    ]:
        clinic.appointments.set_status(id=made.parts[n].id, status=status)
        assert at.now(made).status is whole
