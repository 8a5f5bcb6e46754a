"""Booking and reading: C01, C02, C03, C07, C08, C19, C20, C22."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, EventType, Interaction, Status
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.appointments import Page
from tests.support.clinics import READER, ZONE, Desk, add_patient, nobody


def ids(page: Page) -> list[int]:
    return [a.id for a in page.items]


def test_title_start_end_and_description_suffice(desk: Desk) -> None:
    made = desk.clinic.appointments.book(
        start=desk.at(9), end=desk.at(10), title="Call", description="about\r\nresults"
    )
    assert (made.title, made.description, made.status) == ("Call", "about\nresults", Status.BOOKED)


def test_an_entry_without_a_patient_is_a_staff_event(desk: Desk) -> None:
    made = desk.clinic.appointments.book(start=desk.at(9), end=desk.at(10), practitioner=desk.chen.id)
    assert made.event_type is EventType.STAFF


def test_a_visit_of_a_patient_is_an_appointment(desk: Desk) -> None:
    assert desk.book().event_type is EventType.APPOINTMENT


def test_without_an_end_the_service_gives_the_length_and_the_buffers(desk: Desk) -> None:
    made = desk.clinic.appointments.book(start=desk.at(9), service=desk.service.id, patient=desk.eva.id)
    assert (made.end - made.start, made.buffer_before, made.buffer_after) == (30 * MINUTE, 0, 10 * MINUTE)


def test_buffers_that_are_sent_win_over_the_services(desk: Desk) -> None:
    made = desk.book(service=desk.service.id, buffer_before=5 * MINUTE, buffer_after=0)
    assert (made.buffer_before, made.buffer_after) == (5 * MINUTE, 0)


def test_without_end_and_service_it_is_invalid(desk: Desk) -> None:
    with pytest.raises(Invalid, match="end_or_service_needed"):
        desk.clinic.appointments.book(start=desk.at(9))


@pytest.mark.parametrize("minutes", [0, -30])
def test_an_end_that_is_not_after_the_start_is_invalid(desk: Desk, minutes: int) -> None:
    with pytest.raises(Invalid, match="end_not_after_start"):
        desk.book(minutes=minutes)


@pytest.mark.parametrize("kind", ["patient", "practitioner", "service", "location", "room"])
def test_an_unknown_id_is_not_found_and_nothing_is_kept(desk: Desk, kind: str) -> None:
    with pytest.raises(NotFound) as caught:
        desk.book(**{kind: nobody()})
    assert caught.value.facts == {"kind": kind, "id": str(nobody())}
    assert desk.clinic.appointments.list().total == 0


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.NO_SHOW, Status.INVALID, Status.HELD])
def test_a_booking_begins_with_a_status_that_takes_time(desk: Desk, status: Status) -> None:
    with pytest.raises(Invalid, match="bad_first_status"):
        desk.book(status=status)


def test_a_walk_in_is_booked_as_arrived(desk: Desk) -> None:
    assert desk.book(status=Status.ARRIVED).status is Status.ARRIVED


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"title": "x" * 301}, "too_long_text"),
        ({"title": "a\nb"}, "control_characters"),
        ({"description": "a\x00b"}, "control_characters"),
        ({"description": "x" * 20_001}, "too_long_text"),
        ({"buffer_after": -1}, "bad_buffer"),
        ({"zone_name": "Mars/Base"}, "unknown_zone"),
        ({"video_url": "https://x"}, "video_only_for_video_call"),
    ],
)
def test_bad_input_is_invalid_with_its_field(desk: Desk, sent: dict[str, Any], reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as caught:
        desk.book(**sent)
    assert caught.value.facts["field"]


def test_null_text_is_as_good_as_none(desk: Desk) -> None:
    made = desk.book(title=None, description=None, video_url=None, address=None)
    assert (made.title, made.description, made.address) == ("", "", None)


def test_an_archived_practitioner_takes_no_new_bookings(desk: Desk) -> None:
    with desk.as_actor(desk.clinic.actor) as manager:
        manager.practitioners.archive(id=desk.ortega.id)
    with pytest.raises(Invalid, match="archived"):
        desk.book(practitioner=desk.ortega.id)


def test_the_default_location_and_its_zone_are_taken(desk: Desk) -> None:
    made = desk.book()
    assert made.location_id == desk.clinic.locations.list()[0].id
    assert made.zone == ZONE


def test_a_room_brings_its_location_and_no_other_is_accepted(desk: Desk) -> None:
    elsewhere = desk.clinic.locations.create(name="North", zone_name="Europe/Madrid")
    with pytest.raises(Invalid, match="room_elsewhere"):
        desk.book(room=desk.room.id, location=elsewhere.id)
    assert desk.book(room=desk.room.id).location_id == desk.room.location_id
    assert desk.book(11, location=elsewhere.id).zone == "Europe/Madrid"


def test_two_patients_need_a_group(desk: Desk) -> None:
    with pytest.raises(Invalid, match="one_patient_unless_group"):
        desk.book(attendees=[desk.leo.id])
    made = desk.book(attendees=[desk.leo.id], group=True)
    assert [a.id for a in made.attendees] == [desk.eva.id, desk.leo.id]


def test_attendees_sent_as_ids_come_back_as_objects(desk: Desk) -> None:
    made = desk.book(attendees=[desk.leo.id], group=True)
    read = desk.clinic.appointments.get(id=made.id)
    assert read.appointment == made
    assert {p.id for p in read.patients} == {desk.eva.id, desk.leo.id}
    assert [a.attendance.value for a in read.appointment.attendees] == ["invited", "invited"]


def test_a_group_visit_is_listed_under_each_of_its_patients(desk: Desk) -> None:
    made = desk.book(attendees=[desk.leo.id], group=True)
    assert ids(desk.clinic.appointments.list(patient=desk.leo.id)) == [made.id]


def test_get_gives_everything_that_is_named(desk: Desk) -> None:
    made = desk.book(service=desk.service.id, room=desk.room.id)
    read = desk.clinic.appointments.get(id=made.id)
    assert (read.patient, read.practitioner, read.service, read.room) == (
        desk.eva,
        desk.chen,
        desk.service,
        desk.room,
    )


def test_get_of_an_unknown_id_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.clinic.appointments.get(id=nobody())


def test_a_time_that_is_taken_is_a_conflict_that_names_every_clash(desk: Desk) -> None:
    first = desk.book(9, room=desk.room.id, service=desk.service.id)
    with pytest.raises(Conflict) as caught:
        desk.book(9, 15, room=desk.room.id, patient=desk.leo.id)
    clashes = caught.value.clashes
    assert {(c.kind, c.subject, c.appointment_id) for c in clashes} == {
        ("practitioner", "Dr. Amelia Chen", first.id),
        ("room", "Room 1", first.id),
    }
    (doctor,) = (c for c in clashes if c.kind == "practitioner")
    assert (doctor.start, doctor.end) == (first.start, first.end + 10 * MINUTE)


def test_touching_visits_do_not_clash_and_buffers_do(desk: Desk) -> None:
    desk.book(9, service=desk.service.id)
    with pytest.raises(Conflict):
        desk.book(9, 39)
    assert desk.book(9, 40)
    assert desk.book(10, 10)


def test_buffers_add_up(desk: Desk) -> None:
    desk.book(9, buffer_after=10 * MINUTE)
    with pytest.raises(Conflict):
        desk.book(9, 45, buffer_before=10 * MINUTE)
    assert desk.book(9, 50, buffer_before=10 * MINUTE)


def test_staff_may_overlap_with_a_reason_that_is_kept_and_the_next_one_is_refused(desk: Desk) -> None:
    desk.book(9)
    over = desk.book(9, patient=desk.leo.id, override_reason="urgent")
    assert over.override_reason == "urgent"
    with pytest.raises(Conflict):
        desk.book(9, 15)


def test_a_reason_is_not_kept_on_time_that_was_free(desk: Desk) -> None:
    assert desk.book(9, override_reason="urgent").override_reason is None


def test_an_empty_reason_is_none(desk: Desk) -> None:
    desk.book(9)
    with pytest.raises(Invalid, match="empty"):
        desk.book(9, override_reason="  ")


def test_overbooking_needs_its_right(desk: Desk) -> None:
    from frontdesk.domain.actor import Actor, Right, Role

    clerk = Actor("clerk", "Clerk", Role("clerk", frozenset({Right.SEE, Right.BOOK})))
    with desk.as_actor(clerk) as clinic:
        clinic.appointments.book(start=desk.at(9), end=desk.at(10), practitioner=desk.chen.id)
        with pytest.raises(Forbidden, match="right_missing"):
            clinic.appointments.book(
                start=desk.at(9), end=desk.at(10), practitioner=desk.chen.id, override_reason="urgent"
            )


def test_a_reader_sees_and_does_not_book(desk: Desk) -> None:
    desk.book()
    with desk.as_actor(READER) as reader:
        assert reader.appointments.list().total == 1
        with pytest.raises(Forbidden):
            reader.appointments.book(start=desk.at(12), end=desk.at(13))


def test_what_overlaps_the_edge_of_a_range_is_in_and_what_touches_it_is_out(desk: Desk) -> None:
    touching, over, inside = desk.book(9), desk.book(9, 45), desk.book(11)
    page = desk.clinic.appointments.list(start=touching.end, end=desk.at(11, 15))
    assert ids(page) == [over.id, inside.id]
    assert ids(desk.clinic.appointments.list(start=desk.at(10), end=inside.start)) == [over.id]


def test_a_visit_of_many_days_is_found_on_each_of_them(desk: Desk) -> None:
    conference = desk.book(9, minutes=10 * 24 * 60, patient=None)
    for day in (0, 1, 5, 9):
        found = desk.clinic.appointments.list(start=desk.at(0, day=day), end=desk.at(24, day=day))
        assert ids(found) == [conference.id]
    assert desk.clinic.appointments.list(start=desk.at(9, day=10)).total == 0


def test_filters_are_anded(desk: Desk) -> None:
    wanted = desk.book(9, status=Status.CONFIRMED)
    desk.book(10, status=Status.CONFIRMED, patient=desk.leo.id)
    desk.book(11)
    desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    page = desk.clinic.appointments.list(
        patient=desk.eva.id,
        practitioner=desk.chen.id,
        location=desk.room.location_id,
        status=Status.CONFIRMED,
        type=EventType.APPOINTMENT,
    )
    assert ids(page) == [wanted.id]


def test_the_list_is_by_start_then_id(desk: Desk) -> None:
    late, early = desk.book(11), desk.book(9)
    also = desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    assert ids(desk.clinic.appointments.list()) == [early.id, also.id, late.id]


def test_pages_count_the_whole_and_one_past_the_end_is_empty(desk: Desk) -> None:
    made = [desk.book(9 + n).id for n in range(5)]
    page = desk.clinic.appointments.list(page=2, size=2)
    assert (ids(page), page.total) == (made[2:4], 5)
    beyond = desk.clinic.appointments.list(page=9, size=2)
    assert (beyond.items, beyond.total) == ((), 5)


@pytest.mark.parametrize(("page", "size"), [(0, 10), (-1, 10), (1, 0), (1, -5), (1, 501)])
def test_bad_pages_are_invalid(desk: Desk, page: int, size: int) -> None:
    with pytest.raises(Invalid):
        desk.clinic.appointments.list(page=page, size=size)


def test_a_range_that_ends_before_it_starts_is_invalid(desk: Desk) -> None:
    with pytest.raises(Invalid, match="end_not_after_start"):
        desk.clinic.appointments.list(start=desk.at(10), end=desk.at(9))


def test_a_preview_is_light_and_leaves_out_unknown_ids(desk: Desk) -> None:
    made = desk.book(service=desk.service.id)
    (light,) = desk.clinic.appointments.preview(ids=[made.id, nobody()])
    assert (light.patient, light.practitioner, light.service) == ("Eva Novák", "Dr. Amelia Chen", "Consultation")
    assert desk.clinic.appointments.preview(ids=[]) == ()


def test_a_preview_of_too_many_is_invalid(desk: Desk) -> None:
    with pytest.raises(Invalid, match="too_many"):
        desk.clinic.appointments.preview(ids=[Id(n) for n in range(501)])


def test_find_gives_the_visits_of_a_patient_nearest_first(desk: Desk) -> None:
    far, near = desk.book(16), desk.book(9)
    desk.book(10, patient=desk.leo.id)
    assert [p.id for p in desk.clinic.appointments.find(text="nov")] == [near.id, far.id]
    assert desk.clinic.appointments.find(text=" ") == ()


def _event(desk: Desk, title: str, *, hour: int = 9, day: int = 0) -> Appointment:
    start, end = desk.at(hour, day=day), desk.at(hour + 1, day=day)
    return desk.clinic.appointments.book(start=start, end=end, title=title)


@pytest.mark.parametrize("text", ["Team", "meet", "MEETING te", "tëam"])
def test_find_gives_visits_by_the_beginnings_of_the_words_of_their_title(desk: Desk, text: str) -> None:
    made = _event(desk, "Team meeting")
    _event(desk, "Steam", hour=11)
    assert [p.id for p in desk.clinic.appointments.find(text=text)] == [made.id]


def test_find_by_title_gives_the_nearest_first_and_no_more_than_asked_for(desk: Desk) -> None:
    made = [_event(desk, "Talk", day=day) for day in (3, 1, 9)]
    found = desk.clinic.appointments.find(text="talk", limit=2)
    assert [p.id for p in found] == [made[1].id, made[0].id]


def test_find_gives_a_visit_once_that_fits_by_patient_and_by_title(desk: Desk) -> None:
    made = desk.book(title="About Eva")
    assert [p.id for p in desk.clinic.appointments.find(text="eva")] == [made.id]


def test_find_by_title_looks_two_years_back_and_ahead_alone(desk: Desk) -> None:
    _event(desk, "Reunion", day=900)
    assert desk.clinic.appointments.find(text="reunion") == ()


def test_find_leaves_archived_visits_and_blocks_out_by_title(desk: Desk) -> None:
    made = _event(desk, "Lunch")
    desk.clinic.appointments.archive(id=made.id)
    desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), title="Lunch", practitioner=desk.chen.id)
    assert desk.clinic.appointments.find(text="lunch") == ()


def test_interaction_fields_are_kept(desk: Desk) -> None:
    made = desk.book(interaction=Interaction.VIDEO_CALL, video_url="https://meet.example/1", video_meeting_id="1")
    read = desk.clinic.appointments.get(id=made.id).appointment
    assert (read.video_url, read.video_meeting_id) == ("https://meet.example/1", "1")


def test_odd_milliseconds_round_trip(desk: Desk) -> None:
    start = Instant(desk.at(9) + 44_001)
    made = desk.clinic.appointments.book(start=start, end=Instant(start + 3_598_000))
    read = desk.clinic.appointments.get(id=made.id).appointment
    assert (read.start, read.end - read.start) == (start, 3_598_000)


def test_a_patient_of_another_number_is_untouched_by_all_of_this(desk: Desk) -> None:
    add_patient(desk.clinic, "Ana", "Ruiz", "1003")
    desk.book()
    assert desk.clinic.appointments.find(text="ruiz") == ()


def test_what_lasts_all_day_is_whole_days_of_its_zone(desk: Desk) -> None:
    made = desk.book(9, minutes=60, all_day=True)
    assert (made.start, made.end) == (desk.at(0), desk.at(0, day=1))
