"""Times that several share: sessions made, joined and full, guests, and the guard of the seats (C48, C51, C55)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor, Right, Role
from frontdesk.domain.appointment import Appointment, Attendee, EventType, Status
from frontdesk.domain.availability.reasons import Why
from frontdesk.domain.calendar import Calendar, CalendarKind, Guests, Member
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.length import Length
from frontdesk.services.check import check_book
from tests.support.clinics import DAY, Desk
from tests.support.diaries import a_class, book_in, offered, patients, personal, robin
from tests.support.refusals import refused


def people(session: Appointment) -> list[Id]:
    return [one.id for one in session.attendees]


def sessions(desk: Desk) -> list[Appointment]:
    return list(desk.clinic.appointments.list().items)


def full(desk: Desk, calendar: Calendar) -> None:
    """Book every seat at 9."""
    for one in patients(desk, calendar.per_slot):
        book_in(desk, calendar, patient=one.id)


def test_the_first_booking_of_a_shared_time_makes_a_session(desk: Desk) -> None:
    made = book_in(desk, a_class(desk))
    assert (made.group, made.max_attendees, made.title, made.patient_id) == (True, 3, "Yoga", None)
    assert (people(made), made.event_type, made.status) == ([desk.eva.id], EventType.APPOINTMENT, Status.CONFIRMED)
    assert made.practitioner_id == desk.chen.id


def test_a_session_is_not_named_after_a_patient(desk: Desk) -> None:
    assert book_in(desk, a_class(desk, title_template="{{calendar}} {{patient}}")).title == "Yoga"


def test_a_further_booking_joins_the_session(desk: Desk) -> None:
    held = a_class(desk)
    first = book_in(desk, held)
    second = book_in(desk, held, patient=desk.leo.id)
    assert (second.id, people(second)) == (first.id, [desk.eva.id, desk.leo.id])
    assert len(sessions(desk)) == 1


def test_a_calendar_with_several_bookings_a_slot_shares_its_times_too(desk: Desk) -> None:
    held = personal(desk, per_slot=2)
    assert book_in(desk, held).id == book_in(desk, held, patient=desk.leo.id).id
    assert refused(lambda: book_in(desk, held, patient=patients(desk, 1)[0].id)).reason == "no_seat_left"


def test_a_full_session_tells_its_seats_and_who_has_them(desk: Desk) -> None:
    held = a_class(desk, 2)
    full(desk, held)
    refusal = refused(lambda: book_in(desk, held))
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, refusal.facts["seats"], refusal.facts["taken"]) == ("no_seat_left", 2, 2)
    assert desk.at(9) not in offered(desk, held)
    assert sessions(desk)[0].heads == 2


def test_a_full_session_stays_full_with_free_slots_left_aside(desk: Desk) -> None:
    held = a_class(desk, 2)
    full(desk, held)
    assert refused(lambda: book_in(desk, held, ignore_free_slots=True)).reason == "no_seat_left"


def test_a_seat_is_added_for_a_reason_and_by_right_alone(desk: Desk) -> None:
    held = a_class(desk, 2)
    full(desk, held)
    temp = Actor("temp", "Temp", Role("temp", FRONT_DESK.role.rights - {Right.OVERBOOK}))
    sent = {"start": desk.at(9), "calendar": held.id, "patient": desk.eva.id, "override_reason": "Regular"}
    with desk.as_actor(temp) as clinic:
        assert isinstance(refused(clinic.appointments.book, **sent), Forbidden)
    made = book_in(desk, held, override_reason="Regular")
    assert (made.heads, made.max_attendees, made.override_reason) == (3, 3, "Regular")
    assert refused(lambda: book_in(desk, held, patient=desk.leo.id)).reason == "no_seat_left"


def test_a_session_has_its_practitioners_time(desk: Desk) -> None:
    held = a_class(desk)
    made = book_in(desk, held)
    refusal = refused(desk.book, hour=9, minute=15, patient=desk.leo.id)
    assert isinstance(refusal, Conflict)
    assert [clash.appointment_id for clash in refusal.clashes] == [made.id]


def test_two_practitioners_have_a_session_each(desk: Desk) -> None:
    held = robin(desk, per_slot=2)
    found = [book_in(desk, held, patient=one.id) for one in patients(desk, 4)]
    assert [one.practitioner_id for one in found] == [desk.chen.id] * 2 + [desk.ortega.id] * 2
    assert len({one.id for one in found}) == 2
    assert refused(lambda: book_in(desk, held)).reason == "no_seat_left"


def test_whoever_is_asked_for_has_the_session_that_is_joined(desk: Desk) -> None:
    held = robin(desk, per_slot=2)
    book_in(desk, held)
    other = book_in(desk, held, patient=desk.leo.id, practitioner=desk.ortega.id)
    assert (other.practitioner_id, people(other)) == (desk.ortega.id, [desk.leo.id])


def test_a_session_is_joined_at_the_length_it_was_booked_with_and_outside_of_new_hours(desk: Desk) -> None:
    held = a_class(desk)
    made = book_in(desk, held)
    desk.clinic.calendars.update(id=held.id, duration=Length(45))
    desk.clinic.working_hours.put(practitioner=desk.chen.id, hours=[])
    joined = book_in(desk, held, patient=desk.leo.id)
    assert (joined.id, joined.end) == (made.id, desk.at(9, 30))


def test_a_session_is_joined_only_within_notice_and_limits(desk: Desk) -> None:
    held = a_class(desk, per_day=1)
    book_in(desk, held)
    assert refused(lambda: book_in(desk, held, patient=desk.leo.id)).reason == "day_full"
    desk.clinic.calendars.update(id=held.id, per_day=None, notice=Length(90))
    assert refused(lambda: book_in(desk, held, patient=desk.leo.id)).reason == "too_short_notice"
    assert book_in(desk, held, patient=desk.leo.id, ignore_date_range=True).heads == 2


def test_nobody_joins_twice(desk: Desk) -> None:
    held = a_class(desk)
    book_in(desk, held)
    refusal = refused(lambda: book_in(desk, held))
    assert (refusal.reason, refusal.facts["field"]) == ("comes_already", "patient")
    assert sessions(desk)[0].heads == 1


def test_to_join_takes_a_patient(desk: Desk) -> None:
    held = a_class(desk)
    book_in(desk, held)
    assert refused(lambda: book_in(desk, held, patient=None)).reason == "patient_needed"


def test_several_join_at_once_or_none_of_them(desk: Desk) -> None:
    held = a_class(desk, 3)
    book_in(desk, held)
    two = [one.id for one in patients(desk, 2)]
    refusal = refused(lambda: book_in(desk, held, patient=desk.leo.id, attendees=two))
    assert (refusal.reason, refusal.facts["taken"]) == ("no_seat_left", 1)
    assert book_in(desk, held, patient=None, attendees=two).heads == 3


def test_more_than_there_are_seats_never_fit(desk: Desk) -> None:
    held = a_class(desk, 2, guests=Guests.COUNT)
    refusal = refused(lambda: book_in(desk, held, guests=2))
    assert (refusal.reason, refusal.facts["seats"], refusal.facts["taken"]) == ("no_seat_left", 2, 0)


def test_guests_have_seats(desk: Desk) -> None:
    held = a_class(desk, 4, guests=Guests.DETAILS)
    book_in(desk, held, guests=["Ana Ruiz"])
    made = book_in(desk, held, patient=desk.leo.id, guests=["Jo Berg"])
    assert (made.guests, made.heads) == (("Ana Ruiz", "Jo Berg"), 4)
    assert refused(lambda: book_in(desk, held, patient=patients(desk, 1)[0].id)).reason == "no_seat_left"


@pytest.mark.parametrize(
    ("asks", "sent", "kept"),
    [
        (Guests.COUNT, 2, ("", "")),
        (Guests.COUNT, 0, ()),
        (Guests.NONE, None, ()),
        (Guests.NONE, 0, ()),
        (Guests.DETAILS, [" Ana "], ("Ana",)),
    ],
)
def test_guests_are_kept_as_the_calendar_asks_for_them(
    desk: Desk, asks: Guests, sent: object, kept: tuple[str, ...]
) -> None:
    assert book_in(desk, personal(desk, guests=asks), guests=sent).guests == kept


@pytest.mark.parametrize(
    ("asks", "sent", "reason"),
    [
        (Guests.NONE, 1, "guests_not_asked"),
        (Guests.NONE, ["Ana"], "guests_not_asked"),
        (Guests.COUNT, ["Ana"], "guests_not_asked"),
        (Guests.DETAILS, 1, "guest_names_needed"),
        (Guests.DETAILS, ["Ana", " "], "guest_names_needed"),
        (Guests.COUNT, -1, "too_many"),
        (Guests.COUNT, 101, "too_many"),
        (Guests.COUNT, True, "wrong_type"),
        (Guests.COUNT, "2", "wrong_type"),
        (Guests.DETAILS, ["a\nb"], "control_characters"),
    ],
)
def test_guests_that_the_calendar_does_not_ask_for_are_invalid(
    desk: Desk, asks: Guests, sent: object, reason: str
) -> None:
    refusal = refused(lambda: book_in(desk, personal(desk, guests=asks), guests=sent))
    assert isinstance(refusal, Invalid)
    assert (refusal.reason, str(refusal.facts["field"])[:6]) == (reason, "guests")


def test_without_a_calendar_guests_are_counted_or_named(desk: Desk) -> None:
    assert desk.book(9, guests=2).heads == 3
    made = desk.book(11, guests=["Ana"])
    assert desk.clinic.appointments.update(id=made.id, guests=None).guests == ()


def test_joining_is_one_step_that_is_undone_alone(desk: Desk) -> None:
    held = a_class(desk, assign_patient=True)
    book_in(desk, held)
    book_in(desk, held, patient=desk.leo.id)
    desk.clinic.history.undo()
    assert [people(one) for one in sessions(desk)] == [[desk.eva.id]]
    assert desk.clinic.patients.get(id=desk.leo.id).practitioner_id is None
    desk.clinic.history.redo()
    assert [people(one) for one in sessions(desk)] == [[desk.eva.id, desk.leo.id]]


def test_joining_leaves_everything_else_of_the_session_as_it_is(desk: Desk) -> None:
    held = a_class(desk)
    first = book_in(desk, held, title="Prenatal yoga", description="Bring a mat")
    after = book_in(desk, held, patient=desk.leo.id, title="Leo", description="Leo's")
    expected = replace(first, attendees=(*first.attendees, Attendee(desk.leo.id)))
    assert replace(after, version=first.version, updated_at=first.updated_at) == expected


def test_a_seat_that_was_given_back_is_free_again(desk: Desk) -> None:
    held = a_class(desk, 2)
    full(desk, held)
    [session] = sessions(desk)
    desk.clinic.appointments.update(id=session.id, attendees=people(session)[:1])
    assert desk.at(9) in offered(desk, held)
    assert book_in(desk, held).id == session.id


def test_a_cancelled_session_is_joined_by_nobody(desk: Desk) -> None:
    held = a_class(desk)
    first = book_in(desk, held)
    desk.clinic.appointments.cancel(id=first.id)
    assert book_in(desk, held, patient=desk.leo.id).id != first.id


def test_an_event_of_nobody_is_full_when_its_seats_are(desk: Desk) -> None:
    held = desk.clinic.calendars.create(name="Talk", kind=CalendarKind.EVENT, per_slot=2)
    for one in patients(desk, 2):
        book_in(desk, held, patient=one.id, ignore_free_slots=True)
    assert refused(lambda: book_in(desk, held, ignore_free_slots=True)).reason == "no_seat_left"
    assert [one.practitioner_id for one in sessions(desk)] == [None]


def test_a_held_time_of_a_class_becomes_a_session(desk: Desk) -> None:
    held = a_class(desk)
    hold = desk.clinic.holds.place(start=desk.at(9), calendar=held.id)
    made = desk.clinic.appointments.book(hold=hold.id, patient=desk.eva.id)
    assert (made.id, made.group, made.max_attendees, people(made)) == (hold.id, True, 3, [desk.eva.id])
    assert book_in(desk, held, patient=desk.leo.id).id == made.id


def test_a_collective_with_seats_is_joined_too(desk: Desk) -> None:
    team = [Member(desk.chen.id, primary=True), Member(desk.ortega.id)]
    held = robin(desk, team, kind=CalendarKind.COLLECTIVE, per_slot=2)
    first = book_in(desk, held)
    second = book_in(desk, held, patient=desk.leo.id)
    assert (second.id, people(second)) == (first.id, [desk.eva.id, desk.leo.id])
    assert refused(lambda: book_in(desk, held, patient=patients(desk, 1)[0].id)).reason == "no_seat_left"


def test_what_the_guard_of_the_seats_refuses_is_a_conflict(desk: Desk) -> None:
    session = book_in(desk, a_class(desk, 2))
    crowd = replace(session, attendees=tuple(Attendee(one.id) for one in patients(desk, 3)))
    with pytest.raises(Conflict) as caught, desk.clinic.writing("test.crowd", lambda: "Crowd") as work:
        work.replace(session, crowd)
    assert caught.value.reason == "no_seat_left"
    with pytest.raises(Conflict) as caught, desk.clinic.writing("test.crowd", lambda: "Crowd") as work:
        work.create(replace(crowd, id=work.new_id()))
    assert caught.value.reason == "no_seat_left"


def test_every_seat_that_is_offered_can_be_booked(desk: Desk) -> None:
    held = robin(desk, per_slot=2, duration=Length(120), interval=Length(60))
    desk.book(12)
    everyone = patients(desk, 14)
    for one in everyone:
        slots = desk.clinic.availability.free_times(first=DAY, calendar=held.id, patient=one.id).days[DAY]
        slot = max(slots, key=lambda each: (each.session is not None, each.start))
        made = book_in(desk, held, slot.start, patient=one.id)
        assert slot.session in (None, made.id)
        assert made.practitioner_id == slot.practitioners[0]


def test_a_session_that_someone_else_changed_since_is_not_joined_on_an_old_look(desk: Desk) -> None:
    held = a_class(desk)
    first = book_in(desk, held)
    book_in(desk, held, patient=desk.leo.id)
    refusal = refused(desk.clinic.appointments.update, id=first.id, version=first.version, attendees=[])
    assert isinstance(refusal, Stale)


def test_a_seat_is_given_back_by_undo_though_others_came_since(desk: Desk) -> None:
    held = a_class(desk, 4, guests=Guests.DETAILS)
    book_in(desk, held)
    book_in(desk, held, patient=desk.leo.id, guests=["Jo"])
    step = desk.clinic.history.log().items[0].seq
    later = patients(desk, 1)[0].id
    book_in(desk, held, patient=later)
    desk.clinic.history.undo(seq=step)
    [session] = sessions(desk)
    assert (people(session), session.guests) == ([desk.eva.id, later], ())
    assert refused(desk.clinic.history.undo, seq=step).reason == "already_undone"


def test_a_seat_that_was_given_back_is_taken_again_by_redo_while_one_is_left(desk: Desk) -> None:
    held, third = a_class(desk, 2), patients(desk, 1)[0].id
    book_in(desk, held)
    book_in(desk, held, patient=desk.leo.id)
    desk.clinic.history.undo()
    ana = Actor("ana", "Ana", FRONT_DESK.role)
    with desk.as_actor(ana) as clinic:
        clinic.appointments.book(start=desk.at(9), calendar=held.id, patient=third)
    refusal = refused(desk.clinic.history.redo)
    assert refusal.reason == "no_seat_left"
    with desk.as_actor(ana) as clinic:
        clinic.history.undo()
    desk.clinic.history.redo()
    assert [people(one) for one in sessions(desk)] == [[desk.eva.id, desk.leo.id]]


def test_a_session_that_was_changed_otherwise_since_bars_the_undo_of_a_seat(desk: Desk) -> None:
    held = a_class(desk)
    book_in(desk, held)
    made = book_in(desk, held, patient=desk.leo.id)
    step = desk.clinic.history.log().items[0].seq
    desk.clinic.appointments.move(id=made.id, start=desk.at(11))
    assert isinstance(refused(desk.clinic.history.undo, seq=step), Stale)


def test_the_session_itself_is_not_undone_while_others_are_in_it(desk: Desk) -> None:
    held = a_class(desk)
    book_in(desk, held)
    step = desk.clinic.history.log().items[0].seq
    book_in(desk, held, patient=desk.leo.id)
    assert isinstance(refused(desk.clinic.history.undo, seq=step), Stale)
    desk.clinic.history.undo()
    desk.clinic.history.undo()
    assert sessions(desk) == []


def test_seats_taken_and_given_back_in_any_order_leave_nothing_behind(desk: Desk) -> None:
    held = a_class(desk, 5)
    book_in(desk, held)
    steps = []
    for one in patients(desk, 3):
        book_in(desk, held, patient=one.id)
        steps.append(desk.clinic.history.log().items[0].seq)
    for step in (steps[1], steps[2], steps[0]):
        desk.clinic.history.undo(seq=step)
    assert [people(one) for one in sessions(desk)] == [[desk.eva.id]]
    assert check_book(desk.path).sound


def test_whoever_joins_a_session_is_found_by_name(desk: Desk) -> None:
    held = a_class(desk)
    made = book_in(desk, held)
    book_in(desk, held, patient=desk.leo.id)
    assert [one.id for one in desk.clinic.appointments.find(text="Leo Martin")] == [made.id]
    assert desk.clinic.appointments.list(patient=desk.leo.id).total == 1


def test_a_class_that_the_patient_is_in_already_is_not_offered_to_that_patient(desk: Desk) -> None:
    calendar = desk.clinic.calendars.create(
        name="Back class", kind=CalendarKind.CLASS, team=[Member(desk.chen.id)], per_slot=5, duration=Length(60)
    )
    desk.clinic.appointments.book(start=desk.at(9), calendar=calendar.id, patient=desk.eva.id)

    def starts(patient: Id) -> set[Instant]:
        found = desk.clinic.availability.free_times(calendar=calendar.id, first=DAY, patient=patient)
        return {slot.start for slot in found.days[DAY]}

    assert desk.at(9) in starts(desk.leo.id)
    assert desk.at(9) not in starts(desk.eva.id)
    told = desk.clinic.availability.explain(start=desk.at(9), calendar=calendar.id, patient=desk.eva.id)
    assert [reason.why for reason in told.reasons] == [Why.COMES_ALREADY]
    with pytest.raises(Conflict, match="comes_already"):
        desk.clinic.appointments.book(start=desk.at(9), calendar=calendar.id, patient=desk.eva.id)
