"""Booking in a calendar: its team, hours and limits, what may be lifted, and what it brings (C38, C48, C51, C55)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor, Right, Role
from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.calendar import CalendarKind, Distribution, Member
from frontdesk.domain.errors import Conflict, Forbidden, Invalid
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.length import Length, Unit
from tests.support.clinics import DAY, Desk
from tests.support.diaries import at_work, book_in, offered, patients, personal, robin
from tests.support.refusals import refused
from tests.support.rules import add_closure


def why(desk: Desk, *args: Any, **sent: Any) -> str:
    return refused(lambda: book_in(desk, *args, **sent)).reason


def test_a_time_within_the_hours_of_the_team_is_booked(desk: Desk) -> None:
    made = book_in(desk, personal(desk))
    assert (made.practitioner_id, made.start, made.end) == (desk.chen.id, desk.at(9), desk.at(9, 30))


@pytest.mark.parametrize("start", [(8, 30), (16, 45), (17, 0)])
def test_a_time_outside_of_the_hours_is_invalid(desk: Desk, start: tuple[int, int]) -> None:
    refusal = refused(lambda: book_in(desk, personal(desk), desk.at(*start)))
    assert isinstance(refusal, Invalid)
    assert (refusal.reason, refusal.facts["field"]) == ("outside_hours", "start")
    assert refusal.facts["reasons"] == ["outside_hours"]
    assert desk.clinic.appointments.list().total == 0


def test_staff_book_off_the_grid(desk: Desk) -> None:
    held = personal(desk)
    assert desk.at(9, 10) not in offered(desk, held)
    assert book_in(desk, held, desk.at(9, 10)).start == desk.at(9, 10)


def test_without_a_calendar_staff_book_outside_of_hours_as_ever(desk: Desk) -> None:
    assert desk.book(5).start == desk.at(5)


def test_who_has_the_time_is_named(desk: Desk) -> None:
    held = personal(desk)
    other = book_in(desk, held)
    refusal = refused(lambda: book_in(desk, held, desk.at(9, 15), patient=desk.leo.id))
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "not_free"
    [clash] = refusal.clashes
    assert (clash.kind, clash.subject, clash.appointment_id) == ("practitioner", desk.chen.name, other.id)


def test_buffers_are_the_calendars_and_keep_others_away(desk: Desk) -> None:
    held = personal(desk, buffer_before=Length(5), buffer_after=Length(10))
    made = book_in(desk, held)
    assert (made.buffer_before, made.buffer_after) == (5 * MINUTE, 10 * MINUTE)
    assert why(desk, held, desk.at(9, 40)) == "not_free"
    assert book_in(desk, held, desk.at(9, 45), patient=desk.leo.id).start == desk.at(9, 45)


def test_a_service_that_is_given_too_brings_its_own_buffers_and_length(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, duration=45 * MINUTE)
    made = book_in(desk, personal(desk, buffer_before=Length(5)), service=desk.service.id)
    assert (made.buffer_before, made.buffer_after, made.end) == (0, 10 * MINUTE, desk.at(9, 45))


def test_too_short_a_notice_is_invalid_and_may_be_left_aside(desk: Desk) -> None:
    held = personal(desk, notice=Length(2, Unit.HOURS))
    refusal = refused(lambda: book_in(desk, held, desk.at(9, 30)))
    assert (refusal.reason, refusal.facts["field"]) == ("too_short_notice", "start")
    assert refusal.facts["allowed"] == desk.at(10)
    assert book_in(desk, held, desk.at(9, 30), ignore_date_range=True).start == desk.at(9, 30)


def test_the_windows_last_day_can_be_booked_and_the_next_only_without_the_date_range(desk: Desk) -> None:
    held = personal(desk, window=Length(1, Unit.DAYS))
    assert book_in(desk, held, desk.at(16, 30, day=1)).start == desk.at(16, 30, day=1)
    assert why(desk, held, desk.at(9, day=2)) == "beyond_window"
    assert book_in(desk, held, desk.at(9, day=2), ignore_date_range=True).start == desk.at(9, day=2)


def test_the_date_range_left_aside_leaves_hours_and_limits(desk: Desk) -> None:
    held = personal(desk, per_day=1)
    assert why(desk, held, desk.at(20), ignore_date_range=True) == "outside_hours"
    book_in(desk, held)
    assert why(desk, held, desk.at(11), ignore_date_range=True) == "day_full"


def test_a_full_day_is_told_with_its_numbers(desk: Desk) -> None:
    held = personal(desk, per_day=1)
    book_in(desk, held)
    refusal = refused(lambda: book_in(desk, held, desk.at(11)))
    assert (refusal.reason, refusal.facts["got"], refusal.facts["allowed"]) == ("day_full", 1, 1)
    assert book_in(desk, held, desk.at(9, day=1)).start == desk.at(9, day=1)


def test_the_past_is_invalid(desk: Desk) -> None:
    assert why(desk, personal(desk), desk.at(9, day=-1)) == "in_the_past"


@pytest.mark.parametrize("hour", [-15, 3, 11, 60 * 24])
def test_with_free_slots_left_aside_hours_notice_window_and_limits_do_not_count(desk: Desk, hour: int) -> None:
    held = personal(desk, per_day=1, notice=Length(5, Unit.HOURS), window=Length(2, Unit.DAYS))
    book_in(desk, held, desk.at(14))
    made = book_in(desk, held, desk.at(hour), patient=desk.leo.id, ignore_free_slots=True)
    assert (made.start, made.override_reason) == (desk.at(hour), None)


def test_with_free_slots_left_aside_nobody_is_booked_twice(desk: Desk) -> None:
    held = personal(desk)
    book_in(desk, held)
    assert why(desk, held, patient=desk.leo.id, ignore_free_slots=True) == "not_free"
    assert desk.clinic.appointments.list().total == 1


def test_closed_time_is_refused_and_may_be_left_aside_with_free_slots(desk: Desk) -> None:
    held = personal(desk)
    closed = add_closure(desk.clinic, DAY)
    refusal = refused(lambda: book_in(desk, held))
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, [clash.subject_id for clash in refusal.clashes]) == ("closed", [closed.id])
    assert book_in(desk, held, ignore_free_slots=True).start == desk.at(9)


def test_a_reason_lifts_hours_limits_and_visits_and_is_kept(desk: Desk) -> None:
    held = personal(desk, per_day=1)
    book_in(desk, held)
    for start in (desk.at(9), desk.at(20), desk.at(11)):
        made = book_in(desk, held, start, patient=desk.leo.id, override_reason="Acute pain")
        assert made.override_reason == "Acute pain"


def test_a_reason_where_nothing_is_in_the_way_is_not_kept(desk: Desk) -> None:
    assert book_in(desk, personal(desk), override_reason="Acute pain").override_reason is None


def test_a_reason_takes_the_right_to_overbook(desk: Desk) -> None:
    held = personal(desk)
    temp = Actor("temp", "Temp", Role("temp", FRONT_DESK.role.rights - {Right.OVERBOOK}))
    with desk.as_actor(temp) as clinic:
        sent = {"start": desk.at(20), "calendar": held.id, "override_reason": "Acute pain"}
        assert isinstance(refused(clinic.appointments.book, **sent), Forbidden)


def test_who_is_not_on_the_team_is_refused_and_booked_with_a_reason(desk: Desk) -> None:
    held = personal(desk)
    at_work(desk, desk.ortega.id)
    refusal = refused(lambda: book_in(desk, held, practitioner=desk.ortega.id))
    assert (refusal.reason, refusal.facts["field"]) == ("not_on_team", "practitioner")
    made = book_in(desk, held, practitioner=desk.ortega.id, override_reason="Holiday cover")
    assert (made.practitioner_id, made.override_reason) == (desk.ortega.id, "Holiday cover")


def test_without_a_practitioner_the_first_who_is_free_is_picked_by_priority(desk: Desk) -> None:
    held = robin(desk, [Member(desk.chen.id, 1), Member(desk.ortega.id, 5)])
    assert book_in(desk, held).practitioner_id == desk.ortega.id
    assert book_in(desk, held, patient=desk.leo.id).practitioner_id == desk.chen.id
    refusal = refused(lambda: book_in(desk, held, patient=patients(desk, 1)[0].id))
    assert isinstance(refusal, Conflict)
    assert {clash.subject for clash in refusal.clashes} == {desk.chen.name, desk.ortega.name}


def test_off_the_grid_too_someone_who_is_free_is_picked(desk: Desk) -> None:
    held = robin(desk)
    first = book_in(desk, held, desk.at(9, 5))
    second = book_in(desk, held, desk.at(9, 5), patient=desk.leo.id)
    assert {first.practitioner_id, second.practitioner_id} == {desk.chen.id, desk.ortega.id}


def test_an_even_round_robin_picks_whoever_has_fewest_that_day(desk: Desk) -> None:
    held = robin(desk, distribution=Distribution.EQUAL)
    made = [book_in(desk, held, desk.at(9 + n), patient=one.id) for n, one in enumerate(patients(desk, 4))]
    assert [one.practitioner_id for one in made] == [desk.chen.id, desk.ortega.id] * 2


def test_whoever_is_picked_is_the_one_who_was_offered_first(desk: Desk) -> None:
    held = robin(desk, interval=Length(60))
    desk.book(9)
    slots = desk.clinic.availability.free_times(first=DAY, calendar=held.id, patient=desk.eva.id).days[DAY]
    for slot in slots[:4]:
        assert book_in(desk, held, slot.start).practitioner_id == slot.practitioners[0]
        desk.clinic.history.undo()


def test_a_patient_is_kept_with_whom_they_saw_last_in_the_calendar(desk: Desk) -> None:
    held = robin(desk, sticky_patient=True)
    book_in(desk, held, practitioner=desk.ortega.id)
    assert book_in(desk, held, desk.at(11)).practitioner_id == desk.ortega.id
    assert book_in(desk, held, desk.at(11), patient=desk.leo.id).practitioner_id == desk.chen.id


def test_with_free_slots_left_aside_whoever_is_not_booked_is_picked(desk: Desk) -> None:
    held = robin(desk)
    first = book_in(desk, held, desk.at(20), ignore_free_slots=True)
    second = book_in(desk, held, desk.at(20), patient=desk.leo.id, ignore_free_slots=True)
    assert {first.practitioner_id, second.practitioner_id} == {desk.chen.id, desk.ortega.id}
    third = {"patient": patients(desk, 1)[0].id, "ignore_free_slots": True}
    assert why(desk, held, desk.at(20), **third) == "not_free"


def test_all_of_a_collective_come_and_none_comes_when_one_cannot(desk: Desk) -> None:
    team = [Member(desk.chen.id), Member(desk.ortega.id, primary=True)]
    held = robin(desk, team, kind=CalendarKind.COLLECTIVE)
    made = book_in(desk, held)
    assert made.practitioner_id == desk.ortega.id
    rows = desk.clinic.appointments.list().items
    assert {(row.practitioner_id, row.booking_id) for row in rows} == {
        (desk.chen.id, made.booking_id),
        (desk.ortega.id, made.booking_id),
    }
    desk.book(11)
    assert why(desk, held, desk.at(11), patient=desk.leo.id) == "not_free"
    desk.clinic.history.undo(seq=desk.clinic.history.log().items[1].seq)
    assert desk.clinic.appointments.list().total == 1


def test_a_calendar_of_nobody_is_bound_to_its_own_hours_and_takes_one_at_a_time(desk: Desk) -> None:
    held = desk.clinic.calendars.create(name="Laser", kind=CalendarKind.EVENT)
    assert why(desk, held) == "outside_hours"
    made = book_in(desk, held, ignore_free_slots=True)
    assert made.practitioner_id is None
    assert why(desk, held, patient=desk.leo.id, ignore_free_slots=True) == "not_free"


def test_who_gives_an_event_may_be_named_and_is_not_booked_twice(desk: Desk) -> None:
    held = desk.clinic.calendars.create(name="Talks", kind=CalendarKind.EVENT)
    made = book_in(desk, held, practitioner=desk.ortega.id, ignore_free_slots=True)
    assert made.practitioner_id == desk.ortega.id
    assert refused(desk.book, practitioner=desk.ortega.id).reason == "time_taken"


@pytest.mark.parametrize(("auto", "status"), [(True, Status.CONFIRMED), (False, Status.BOOKED)])
def test_a_calendar_confirms_by_itself_or_does_not(desk: Desk, auto: bool, status: Status) -> None:
    held = personal(desk, auto_confirm=auto)
    desk.clinic.profile.update(new_status=Status.CONFIRMED if status is Status.BOOKED else Status.BOOKED)
    assert book_in(desk, held).status is status
    assert book_in(desk, held, desk.at(11), status=Status.ARRIVED).status is Status.ARRIVED


def test_the_title_is_the_calendars_unless_one_is_sent(desk: Desk) -> None:
    template = "{{service}}: {{patient}} ({{practitioner}}, {{location}}) {{date}} {{time}} {{calendar}}"
    held = personal(desk, title_template=template)
    place = desk.clinic.locations.list()[0].name
    made = book_in(desk, held, service=desk.service.id)
    assert made.title == f"Consultation: Eva Novák (Dr. Amelia Chen, {place}) 2026-03-18 09:00 Dr. Chen"
    assert book_in(desk, held, desk.at(11)).title.startswith("Eva Novák (")
    assert book_in(desk, held, desk.at(12), title="Mine").title == "Mine"


def test_zone_and_location_are_the_calendars(desk: Desk) -> None:
    tokyo = desk.clinic.locations.create(name="Tokyo", zone_name="Asia/Tokyo")
    held = desk.clinic.calendars.create(name="Far", kind=CalendarKind.EVENT, location=tokyo.id)
    made = book_in(desk, held, ignore_free_slots=True)
    assert (made.zone, made.location_id) == ("Asia/Tokyo", tokyo.id)


def test_a_patient_who_belongs_to_nobody_is_assigned_with_the_booking_and_undone_with_it(desk: Desk) -> None:
    held = personal(desk, assign_patient=True)
    book_in(desk, held)
    assert desk.clinic.patients.get(id=desk.eva.id).practitioner_id == desk.chen.id
    desk.clinic.history.undo()
    assert desk.clinic.patients.get(id=desk.eva.id).practitioner_id is None
    desk.clinic.patients.update(id=desk.eva.id, practitioner=desk.ortega.id)
    book_in(desk, held)
    assert desk.clinic.patients.get(id=desk.eva.id).practitioner_id == desk.ortega.id


def test_a_calendar_that_assigns_nobody_leaves_the_patient_alone(desk: Desk) -> None:
    book_in(desk, personal(desk))
    assert desk.clinic.patients.get(id=desk.eva.id).practitioner_id is None


def test_patients_move_and_cancel_only_where_the_calendar_lets_them(desk: Desk) -> None:
    held = personal(desk, allow_reschedule=False, allow_cancel=False)
    made = book_in(desk, held)
    act = desk.clinic.appointments
    for call in (act.cancel, lambda **sent: act.move(start=desk.at(11), **sent)):
        assert refused(call, id=made.id, by_patient=True).reason == "not_by_patient"
    desk.clinic.calendars.update(id=held.id, allow_reschedule=True, allow_cancel=True)
    assert act.move(id=made.id, start=desk.at(11), by_patient=True).start == desk.at(11)
    assert act.cancel(id=made.id, by_patient=True).status is Status.CANCELLED


def test_staff_move_and_cancel_whatever_the_calendar_says_of_patients(desk: Desk) -> None:
    made = book_in(desk, personal(desk, allow_reschedule=False, allow_cancel=False))
    assert desk.clinic.appointments.move(id=made.id, start=desk.at(11)).start == desk.at(11)
    assert desk.clinic.appointments.cancel(id=made.id).status is Status.CANCELLED


def test_a_block_of_a_calendar_is_judged_by_nothing(desk: Desk) -> None:
    held = personal(desk)
    made = desk.clinic.appointments.book(
        start=desk.at(20), end=desk.at(21), calendar=held.id, type=EventType.BLOCK, title="Closed"
    )
    assert (made.event_type, made.title) == (EventType.BLOCK, "Closed")


def test_a_rule_is_refused_without_leaving_free_slots_aside(desk: Desk) -> None:
    sent = {"start": desk.at(9), "end": desk.at(10), "rrule": "FREQ=WEEKLY;COUNT=3"}
    refusal = refused(desk.clinic.appointments.book, **sent)
    assert (refusal.reason, refusal.facts["field"]) == ("rrule_needs_ignore_free_slots", "rrule")
    desk.clinic.appointments.book(**sent, ignore_free_slots=True)  # type: ignore[arg-type]
    assert [one.start for one in desk.clinic.appointments.list().items] == [desk.at(9, day=7 * n) for n in range(3)]


@pytest.mark.parametrize("name", ["ignore_date_range", "ignore_free_slots", "notify"])
def test_a_flag_that_is_neither_true_nor_false_is_invalid(desk: Desk, name: str) -> None:
    refusal = refused(desk.book, **{name: None})
    assert (refusal.reason, refusal.facts["field"]) == ("wrong_type", name)


def test_what_is_booked_is_the_same_whether_anyone_is_notified(desk: Desk) -> None:
    made = desk.book(9, notify=False)
    assert desk.clinic.history.log().items[0].operation == "appointments.book"
    assert desk.clinic.appointments.get(id=made.id).appointment == made


def test_a_held_time_of_a_calendar_becomes_a_visit_as_any_other(desk: Desk) -> None:
    held = personal(desk, buffer_after=Length(10))
    hold = desk.clinic.holds.place(start=desk.at(9), calendar=held.id)
    assert (hold.practitioner_id, hold.buffer_after, hold.status) == (desk.chen.id, 10 * MINUTE, Status.HELD)
    assert why(desk, held) == "not_free"
    made = desk.clinic.appointments.book(hold=hold.id, patient=desk.eva.id)
    assert (made.id, made.status, made.title) == (hold.id, Status.CONFIRMED, desk.eva.name)


def test_a_held_time_that_is_taken_up_elsewhere_is_judged_there(desk: Desk) -> None:
    hold = desk.clinic.holds.place(start=desk.at(9), calendar=personal(desk).id)
    book = desk.clinic.appointments.book
    refusal = refused(book, hold=hold.id, patient=desk.eva.id, start=desk.at(20))
    assert refusal.reason == "outside_hours"
    assert book(hold=hold.id, patient=desk.eva.id, start=desk.at(9, 10)).start == desk.at(9, 10)


def test_all_of_a_collective_come_to_a_held_time(desk: Desk) -> None:
    team = [Member(desk.chen.id, primary=True), Member(desk.ortega.id)]
    held = robin(desk, team, kind=CalendarKind.COLLECTIVE)
    hold = desk.clinic.holds.place(start=desk.at(9), calendar=held.id)
    made = desk.clinic.appointments.book(hold=hold.id, patient=desk.eva.id)
    assert (made.id, made.practitioner_id) == (hold.id, desk.chen.id)
    assert refused(desk.book, practitioner=desk.ortega.id, patient=desk.leo.id).reason == "time_taken"


def test_everything_that_is_offered_can_be_booked(desk: Desk) -> None:
    rules: dict[str, Any] = {
        "buffer_before": Length(10),
        "buffer_after": Length(5),
        "interval": Length(15),
        "per_day": 9,
        "notice": Length(90),
    }
    held = robin(desk, **rules)
    desk.book(12, minutes=40)
    desk.book(10, practitioner=desk.ortega.id)
    made: list[Appointment] = []
    people = iter(patients(desk, 9))
    while starts := offered(desk, held):
        made.append(book_in(desk, held, starts[len(starts) // 2], patient=next(people).id))
    assert len(made) == 9
    assert all(isinstance(one.start, int) and one.start >= Instant(desk.at(9, 30)) for one in made)
