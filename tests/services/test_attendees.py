"""Signing up for a class, for one, following or all sessions; noting, moving and signing off (C24)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.appointment import Attendance, Payment, Status
from frontdesk.domain.errors import Conflict, Invalid, NotFound
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.series import Scope
from frontdesk.services.check import check_book
from tests.support import diaries
from tests.support.clinics import Desk, nobody
from tests.support.made_classes import a_class, classes, comes, held_seat, people, wait
from tests.support.refusals import refused


def words(desk: Desk) -> str:
    return desk.clinic.history.log().items[0].words


def test_who_signs_up_is_told_with_name_phone_and_alert(desk: Desk) -> None:
    made = a_class(desk)
    patient = desk.clinic.patients.create(family_name="Diaz", given_name="Ana", phones=["555 1234"], alert="Latex")
    done = desk.clinic.attendees.add(
        appointment=made.id, patient=patient.id, attendance=Attendance.GOING, payment=Payment.PENDING
    )
    [row] = desk.clinic.attendees.list(appointment=made.id)
    assert (row.patient, row.name, row.phone, row.alert) == (patient.id, "Ana Diaz", "555 1234", "Latex")
    assert (row.number, row.attendance, row.payment) == (patient.number, Attendance.GOING, Payment.PENDING)
    assert (row.no_show, row.held_until) == (False, None)
    [session] = done.appointments
    assert (session.id, session.heads, session.seats, session.left) == (made.id, 1, 3, 2)
    assert (session.service, session.practitioner) == ("Consultation", "Dr. Amelia Chen")
    assert (done.full, done.already, done.clashes) == ((), (), ())
    assert words(desk) == "Signed up"


def test_a_list_is_in_the_order_of_the_sign_ups_and_says_since_when(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.leo.id])
    desk.clinic.attendees.add(appointment=made.id, patient=desk.eva.id)
    first, second = desk.clinic.attendees.list(appointment=made.id)
    assert (first.patient, first.since) == (desk.leo.id, made.created_at)
    assert second.patient == desk.eva.id
    since = second.since
    wait(desk, 5)
    desk.clinic.attendees.update(appointment=made.id, patient=desk.eva.id, payment=Payment.PAID)
    [_, row] = desk.clinic.attendees.list(appointment=made.id)
    assert row.since == since
    assert row.updated_at is not None
    assert row.updated_at > since
    desk.clinic.attendees.remove(appointment=made.id, patient=desk.eva.id)
    desk.clinic.attendees.add(appointment=made.id, patient=desk.eva.id)
    assert desk.clinic.attendees.list(appointment=made.id)[1].since > since


def test_the_one_patient_of_a_visit_is_listed_and_noted_too(desk: Desk) -> None:
    visit = desk.book(9)
    desk.clinic.attendees.update(appointment=visit.id, patient=desk.eva.id, payment=Payment.PAID)
    [row] = desk.clinic.attendees.list(appointment=visit.id)
    assert (row.patient, row.payment, row.since) == (desk.eva.id, Payment.PAID, visit.created_at)


def test_a_full_class_takes_nobody_and_tells_its_seats(desk: Desk) -> None:
    made = a_class(desk, attendees=people(desk, 3))
    refusal = refused(desk.clinic.attendees.add, appointment=made.id, patient=desk.eva.id)
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, refusal.facts["seats"], refusal.facts["taken"]) == ("no_seat_left", 3, 3)
    [clash] = refusal.clashes
    assert (clash.kind, clash.appointment_id, clash.subject) == ("session", made.id, desk.service.name)
    assert len(comes(desk, made)) == 3


def test_no_more_come_than_the_room_holds(desk: Desk) -> None:
    room = desk.clinic.rooms.create(name="Hall", capacity=5)
    made = a_class(desk, room=room.id, max_attendees=5, attendees=people(desk, 2))
    desk.clinic.rooms.update(id=room.id, capacity=2)
    refusal = refused(desk.clinic.attendees.add, appointment=made.id, patient=desk.eva.id)
    assert (refusal.reason, refusal.facts["seats"]) == ("no_seat_left", 2)


def test_nobody_signs_up_twice(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.eva.id])
    refusal = refused(desk.clinic.attendees.add, appointment=made.id, patient=desk.eva.id)
    assert (refusal.reason, refusal.facts["field"]) == ("comes_already", "patient")


def test_a_visit_that_is_no_group_is_signed_up_for_by_nobody(desk: Desk) -> None:
    visit = desk.book(9)
    attendees = desk.clinic.attendees
    for call in (attendees.add, attendees.remove):
        assert refused(call, appointment=visit.id, patient=desk.leo.id).reason == "not_a_group"
    assert refused(attendees.move, appointment=visit.id, patient=desk.eva.id, to=a_class(desk).id).reason == (
        "not_a_group"
    )
    assert refused(attendees.sessions, appointment=visit.id).reason == "not_a_group"


def test_a_session_that_is_off_takes_nobody(desk: Desk) -> None:
    cancelled, archived = a_class(desk), a_class(desk, start=desk.at(14))
    desk.clinic.appointments.cancel(id=cancelled.id)
    desk.clinic.group_appointments.archive(id=archived.id)
    for made, got in ((cancelled, "cancelled"), (archived, "archived")):
        refusal = refused(desk.clinic.attendees.add, appointment=made.id, patient=desk.eva.id)
        assert (refusal.reason, refusal.facts["got"]) == ("session_is_off", got)


def test_a_session_that_has_begun_still_takes_who_walks_in(desk: Desk) -> None:
    made = a_class(desk)
    wait(desk, 3 * 60)
    assert desk.clinic.attendees.add(appointment=made.id, patient=desk.eva.id).appointments[0].heads == 1


def test_unknown_and_archived_patients_do_not_sign_up(desk: Desk) -> None:
    made = a_class(desk)
    assert isinstance(refused(desk.clinic.attendees.add, appointment=made.id, patient=nobody()), NotFound)
    desk.clinic.patients.archive(id=desk.leo.id)
    assert refused(desk.clinic.attendees.add, appointment=made.id, patient=desk.leo.id).reason == "archived"


def test_a_patient_who_is_elsewhere_then_comes_all_the_same_and_the_reply_tells(desk: Desk) -> None:
    made = a_class(desk)
    other = desk.book(10, 15, practitioner=desk.ortega.id, title="Check-up")
    desk.book(11, practitioner=desk.ortega.id)
    done = desk.clinic.attendees.add(appointment=made.id, patient=desk.eva.id)
    [clash] = done.clashes
    assert (clash.appointment, clash.other, clash.start) == (made.id, other.id, other.start)
    assert (clash.title, clash.practitioner) == ("Check-up", "Dr. Luis Ortega")
    assert comes(desk, made) == [desk.eva.id]


def test_a_scope_signs_up_for_this_following_or_all(desk: Desk) -> None:
    made = classes(desk)
    add = desk.clinic.attendees.add
    assert [one.id for one in add(appointment=made[1].id, patient=desk.eva.id).appointments] == [made[1].id]
    done = add(appointment=made[1].id, patient=desk.leo.id, scope=Scope.FOLLOWING)
    assert [one.id for one in done.appointments] == [made[1].id, made[2].id]
    assert words(desk) == "Signed up for 2 sessions"
    [third] = people(desk, 1)
    done = add(appointment=made[1].id, patient=third, scope=Scope.ALL)
    assert [one.id for one in done.appointments] == [one.id for one in made]
    assert [len(comes(desk, one)) for one in made] == [1, 3, 2]


def test_the_id_of_a_series_means_all_of_it(desk: Desk) -> None:
    made = classes(desk)
    assert made[0].series_id is not None
    desk.clinic.attendees.add(appointment=made[0].series_id, patient=desk.eva.id)
    assert [comes(desk, one) for one in made] == [[desk.eva.id]] * 3


def test_with_a_scope_those_with_a_seat_are_taken_and_the_full_ones_told(desk: Desk) -> None:
    made = classes(desk, max_attendees=1)
    desk.clinic.attendees.add(appointment=made[1].id, patient=desk.leo.id)
    desk.clinic.attendees.add(appointment=made[2].id, patient=desk.eva.id)
    done = desk.clinic.attendees.add(appointment=made[0].id, patient=desk.eva.id, scope=Scope.ALL)
    assert [[one.id for one in some] for some in (done.appointments, done.full, done.already)] == [
        [made[0].id],
        [made[1].id],
        [made[2].id],
    ]
    assert comes(desk, made[1]) == [desk.leo.id]


def test_with_a_scope_that_is_full_altogether_nothing_is_done(desk: Desk) -> None:
    made = classes(desk, max_attendees=1, attendees=[desk.leo.id])
    before = desk.clinic.history.log().total
    add = desk.clinic.attendees.add
    refusal = refused(add, appointment=made[0].id, patient=desk.eva.id, scope=Scope.ALL)
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, refusal.facts["seats"], refusal.facts["taken"]) == ("no_seat_left", 1, 1)
    assert [(clash.kind, clash.appointment_id, clash.start) for clash in refusal.clashes] == [
        ("session", one.id, one.start) for one in made
    ]
    assert refused(add, appointment=made[0].id, patient=desk.leo.id, scope=Scope.ALL).reason == "comes_already"
    assert desk.clinic.history.log().total == before


def test_past_archived_and_cancelled_sessions_are_left_aside_by_a_scope(desk: Desk) -> None:
    made = classes(desk)
    desk.clinic.appointments.cancel(id=made[1].id)
    desk.clock.now = Instant(made[0].end)
    done = desk.clinic.attendees.add(appointment=made[2].id, patient=desk.eva.id, scope=Scope.ALL)
    assert [one.id for one in done.appointments] == [made[2].id]


def test_a_scope_of_one_that_is_no_series_is_invalid(desk: Desk) -> None:
    made = a_class(desk)
    refusal = refused(desk.clinic.attendees.add, appointment=made.id, patient=desk.eva.id, scope=Scope.ALL)
    assert refusal.reason == "not_in_a_series"


def test_signing_up_does_not_make_a_date_one_that_was_changed_by_itself(desk: Desk) -> None:
    made = classes(desk)
    desk.clinic.attendees.add(appointment=made[1].id, patient=desk.eva.id)
    trial = desk.clinic.appointments.get(id=made[1].id).appointment
    assert trial.extras == made[1].extras


def test_one_no_show_marks_neither_others_nor_the_visit(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.eva.id, desk.leo.id])
    desk.clinic.attendees.update(appointment=made.id, patient=desk.eva.id, no_show=True)
    eva, leo = desk.clinic.attendees.list(appointment=made.id)
    assert (eva.no_show, leo.no_show) == (True, False)
    assert desk.clinic.appointments.get(id=made.id).appointment.status is Status.BOOKED
    assert words(desk) == "Attendee did not come"
    desk.clinic.attendees.update(appointment=made.id, patient=desk.eva.id, no_show=False)
    assert not desk.clinic.attendees.list(appointment=made.id)[0].no_show


@pytest.mark.parametrize("attendance", list(Attendance))
@pytest.mark.parametrize("payment", list(Payment))
def test_attendance_and_payment_are_noted_together_and_what_is_left_out_stays(
    attendance: Attendance, payment: Payment, desk: Desk
) -> None:
    made = a_class(desk, attendees=[desk.eva.id])
    update = desk.clinic.attendees.update
    update(appointment=made.id, patient=desk.eva.id, attendance=attendance, payment=payment, no_show=True)
    update(appointment=made.id, patient=desk.eva.id, no_show=False)
    [row] = desk.clinic.attendees.list(appointment=made.id)
    assert (row.attendance, row.payment, row.no_show) == (attendance, payment, False)


def test_what_says_nothing_new_is_no_step(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.eva.id])
    before = desk.clinic.history.log().total
    desk.clinic.attendees.update(appointment=made.id, patient=desk.eva.id, attendance=Attendance.INVITED)
    desk.clinic.attendees.update(appointment=made.id, patient=desk.eva.id)
    assert desk.clinic.history.log().total == before


def test_a_payment_is_noted_in_every_session_that_the_patient_comes_to(desk: Desk) -> None:
    made = classes(desk)
    for one in (made[0], made[2]):
        desk.clinic.attendees.add(appointment=one.id, patient=desk.eva.id)
    desk.clock.now = Instant(made[0].end)
    done = desk.clinic.attendees.update(
        appointment=made[2].id, patient=desk.eva.id, payment=Payment.PAID, scope=Scope.ALL
    )
    assert [one.id for one in done] == [made[0].id, made[2].id]
    assert words(desk) == "Payment paid, in 2 sessions"


def test_whoever_does_not_come_is_not_noted_moved_or_signed_off(desk: Desk) -> None:
    made, other = a_class(desk), a_class(desk, start=desk.at(14))
    one = {"appointment": made.id, "patient": desk.eva.id}
    for refusal in (
        refused(desk.clinic.attendees.update, **one, no_show=True),
        refused(desk.clinic.attendees.remove, **one),
        refused(desk.clinic.attendees.move, **one, to=other.id),
    ):
        assert isinstance(refusal, NotFound)
        assert refusal.facts["kind"] == "attendee"


def test_who_is_signed_off_frees_a_seat_at_once(desk: Desk) -> None:
    made = a_class(desk, max_attendees=1, attendees=[desk.eva.id])
    [session] = desk.clinic.attendees.remove(appointment=made.id, patient=desk.eva.id)
    assert (session.left, words(desk)) == (1, "Signed off")
    desk.clinic.attendees.add(appointment=made.id, patient=desk.leo.id)
    assert comes(desk, made) == [desk.leo.id]


def test_the_patient_of_a_group_is_signed_off_like_the_others(desk: Desk) -> None:
    made = desk.book(9, group=True, attendees=[desk.leo.id])
    assert comes(desk, made) == [desk.eva.id, desk.leo.id]
    desk.clinic.attendees.remove(appointment=made.id, patient=desk.eva.id)
    assert comes(desk, made) == [desk.leo.id]
    assert desk.clinic.appointments.get(id=made.id).appointment.patient_id is None


def test_a_scope_signs_off_what_is_to_come_and_leaves_what_has_been(desk: Desk) -> None:
    made = classes(desk, attendees=[desk.eva.id])
    desk.clock.now = Instant(made[0].end)
    done = desk.clinic.attendees.remove(appointment=made[1].id, patient=desk.eva.id, scope=Scope.ALL)
    assert [one.id for one in done] == [made[1].id, made[2].id]
    assert [comes(desk, one) for one in made] == [[desk.eva.id], [], []]
    assert words(desk) == "Signed off 2 sessions"


def test_who_moves_to_another_session_takes_payment_along_in_one_step(desk: Desk) -> None:
    made = classes(desk)
    desk.clinic.attendees.add(
        appointment=made[0].id, patient=desk.eva.id, payment=Payment.PAID, attendance=Attendance.GOING
    )
    desk.clinic.attendees.update(appointment=made[0].id, patient=desk.eva.id, no_show=True)
    done = desk.clinic.attendees.move(appointment=made[0].id, patient=desk.eva.id, to=made[1].id)
    assert [one.id for one in done.appointments] == [made[1].id]
    assert comes(desk, made[0]) == []
    [row] = desk.clinic.attendees.list(appointment=made[1].id)
    assert (row.payment, row.attendance, row.no_show) == (Payment.PAID, Attendance.GOING, False)
    assert words(desk) == "Moved to another session"
    desk.clinic.history.undo()
    assert (comes(desk, made[0]), comes(desk, made[1])) == ([desk.eva.id], [])


def test_a_move_is_refused_whole_when_the_other_session_is_full_off_or_the_same(desk: Desk) -> None:
    made = classes(desk, max_attendees=1)
    desk.clinic.attendees.add(appointment=made[0].id, patient=desk.eva.id)
    desk.clinic.attendees.add(appointment=made[1].id, patient=desk.leo.id)
    desk.clinic.appointments.cancel(id=made[2].id)
    one = {"appointment": made[0].id, "patient": desk.eva.id}
    move = desk.clinic.attendees.move
    assert [refused(move, **one, to=other.id).reason for other in (made[1], made[2], made[0])] == [
        "no_seat_left",
        "session_is_off",
        "same_session",
    ]
    assert comes(desk, made[0]) == [desk.eva.id]


def test_a_patient_who_comes_to_the_other_session_already_does_not_move_there(desk: Desk) -> None:
    made = classes(desk, attendees=[desk.eva.id])
    one = {"appointment": made[0].id, "patient": desk.eva.id}
    assert refused(desk.clinic.attendees.move, **one, to=made[1].id).reason == "comes_already"


def test_a_move_to_a_session_at_the_same_time_does_not_clash_with_the_one_that_is_left(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.eva.id])
    other = a_class(desk, practitioner=desk.ortega.id)
    done = desk.clinic.attendees.move(appointment=made.id, patient=desk.eva.id, to=other.id)
    assert done.clashes == ()


def test_sessions_are_those_to_come_of_the_series_or_service_with_seats_left(desk: Desk) -> None:
    made = classes(desk, max_attendees=1)
    other = desk.clinic.services.create(name="Yoga", duration=30 * MINUTE)
    a_class(desk, start=desk.at(13), service=other.id)
    same = a_class(desk, start=desk.at(14))
    desk.clinic.attendees.add(appointment=made[1].id, patient=desk.leo.id)
    found = desk.clinic.attendees.sessions(appointment=made[0].id)
    assert [one.id for one in found] == [made[2].id, same.id]
    assert [(one.seats, one.left) for one in found] == [(1, 1), (3, 3)]
    assert [one.id for one in desk.clinic.attendees.sessions(appointment=made[0].id, limit=1)] == [made[2].id]
    desk.clock.now = Instant(same.start)
    assert [one.id for one in desk.clinic.attendees.sessions(appointment=made[0].id)] == [made[2].id]


def test_sessions_of_the_same_title_come_before_others_of_the_service(desk: Desk) -> None:
    made = a_class(desk, title="Prenatal class")
    other = a_class(desk, start=desk.at(12), title="Back class")
    same = a_class(desk, start=desk.at(14), title="Prenatal class")
    assert [one.id for one in desk.clinic.attendees.sessions(appointment=made.id)] == [same.id, other.id]


def test_sessions_of_another_service_in_the_same_calendar_are_left_out(desk: Desk) -> None:
    calendar = diaries.a_class(desk, 2)
    other = desk.clinic.services.create(name="Back class", duration=30 * MINUTE)
    mine, _ = made = a_class(desk), a_class(desk, start=desk.at(13), service=other.id)
    with desk.clinic.writing("test.calendar", lambda: "Put into a calendar") as work:
        for each in made:
            work.replace(each, replace(each, calendar_id=calendar.id))
    assert desk.clinic.attendees.sessions(appointment=mine.id) == ()


def test_sessions_of_a_class_calendar_are_those_of_the_calendar(desk: Desk) -> None:
    calendar = diaries.a_class(desk, 2)
    first = diaries.book_in(desk, calendar)
    later = diaries.book_in(desk, calendar, desk.at(13), patient=desk.leo.id)
    full = diaries.book_in(desk, calendar, desk.at(15))
    desk.clinic.attendees.add(appointment=full.id, patient=desk.leo.id)
    desk.clinic.appointments.cancel(id=diaries.book_in(desk, calendar, desk.at(16)).id)
    found = desk.clinic.attendees.sessions(appointment=first.id)
    assert [(one.id, one.title, one.left) for one in found] == [(later.id, "Yoga", 1)]


@pytest.mark.parametrize("limit", [0, 101])
def test_so_many_sessions_are_not_listed(limit: int, desk: Desk) -> None:
    made = a_class(desk)
    assert isinstance(refused(desk.clinic.attendees.sessions, appointment=made.id, limit=limit), Invalid)


def test_a_seat_that_is_held_for_a_patient_is_theirs_by_signing_up(desk: Desk) -> None:
    made = a_class(desk, max_attendees=1)
    held_seat(desk, made, desk.eva.id)
    desk.clinic.attendees.add(appointment=made.id, patient=desk.eva.id, payment=Payment.PENDING)
    wait(desk, 30)
    [row] = desk.clinic.attendees.list(appointment=made.id)
    assert (row.patient, row.held_until, row.payment) == (desk.eva.id, None, Payment.PENDING)
    assert check_book(desk.path).sound
