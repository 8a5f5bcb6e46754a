"""A time is explained from the book: every reason that stands in its way, and the nearest changes that make it fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from frontdesk.domain.availability.reasons import Explanation, Fix, Reason, Why
from frontdesk.domain.calendar import Calendar, CalendarKind
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.length import Length, Unit
from frontdesk.domain.service import Service
from frontdesk.services.asking import Asked, ServiceAsked, question
from frontdesk.services.explaining import reasons_against
from tests.support.clinics import DAY, Desk, add_patient, nobody
from tests.support.refusals import refused
from tests.support.rules import add_calendar, add_closure, add_schedule, weekdays

HALF_HOUR = 30 * MINUTE
MORNING_HOURS = weekdays("09:00-12:00")


def ask(desk: Desk, hour: int = 9, minute: int = 0, *, day: int = 0, **sent: Any) -> Explanation:
    """Explain a time for half an hour with Dr. Chen, or for what else is asked."""
    if not sent.keys() & {"service", "services", "calendar", "duration"}:
        sent["duration"] = HALF_HOUR
    sent.setdefault("practitioner", desk.chen.id)
    return desk.clinic.availability.explain(start=desk.at(hour, minute, day=day), **sent)


def only(told: Explanation) -> Reason:
    """Give the one reason."""
    [one] = told.reasons
    assert not told.free
    return one


def whys(told: Explanation) -> set[Why]:
    return {reason.why for reason in told.reasons}


def a_service(desk: Desk, **more: Any) -> Service:
    return desk.clinic.services.create(**{"name": "Laser", "duration": HALF_HOUR, **more})


def personal(desk: Desk, **more: Any) -> Calendar:
    said = {"kind": CalendarKind.PERSONAL, "team": [desk.chen.id], **more}
    return add_calendar(desk, **said)


def test_a_free_time_is_free_and_has_neither_reasons_nor_ways_out(desk: Desk) -> None:
    told = ask(desk)
    assert (told.free, told.on_grid, told.reasons, told.nearest) == (True, True, (), ())
    assert (told.start, told.end, told.practitioner) == (desk.at(9), desk.at(9, 30), desk.chen.id)


def test_a_time_off_the_grid_can_be_free(desk: Desk) -> None:
    told = ask(desk, 9, 5)
    assert (told.free, told.on_grid) == (True, False)


def test_an_unknown_practitioner_is_refused(desk: Desk) -> None:
    assert isinstance(refused(ask, desk=desk, practitioner=nobody()), NotFound)


# Hours, closures and blocks.


def test_a_time_before_work_names_when_it_begins(desk: Desk) -> None:
    one = only(ask(desk, 8, 30))
    assert (one.why, one.name, one.start, one.end) == (
        Why.OUTSIDE_HOURS,
        desk.chen.name,
        desk.at(9),
        desk.at(17),
    )


def test_a_day_off_names_the_nearest_day_of_work(desk: Desk) -> None:
    one = only(ask(desk, 10, day=3))
    assert (one.why, one.start) == (Why.OUTSIDE_HOURS, desk.at(9, day=2))


def test_whoever_has_no_hours_at_all_has_no_nearest_ones(desk: Desk) -> None:
    one = only(ask(desk, practitioner=desk.ortega.id))
    assert (one.why, one.start, one.end) == (Why.OUTSIDE_HOURS, desk.at(9), desk.at(9))


def test_a_time_outside_of_the_calendars_own_hours_is_not_blamed_on_the_practitioner(desk: Desk) -> None:
    calendar = personal(desk)
    desk.clinic.event_schedules.create(calendar=calendar.id, rules=MORNING_HOURS)
    one = only(ask(desk, 14, calendar=calendar.id))
    assert (one.why, one.name, one.start, one.end) == (
        Why.CALENDAR_HOURS,
        calendar.name,
        desk.at(9),
        desk.at(12),
    )


def test_a_closure_is_named_with_its_time(desk: Desk) -> None:
    closure = add_closure(desk.clinic, DAY)
    one = only(ask(desk))
    assert (one.why, one.id, one.name) == (Why.CLOSURE, closure.id, "Stocktaking")
    assert (one.start, one.end) == (desk.at(0), desk.at(0, day=1))


def test_a_public_holiday_is_told_from_a_closure(desk: Desk) -> None:
    add_closure(desk.clinic, DAY, name="Founders' Day", holiday=True)
    assert only(ask(desk)).why is Why.HOLIDAY


def test_a_holiday_on_a_day_off_is_named_beside_the_hours(desk: Desk) -> None:
    add_closure(desk.clinic, DAY + timedelta(days=3))
    assert whys(ask(desk, 10, day=3)) == {Why.OUTSIDE_HOURS, Why.CLOSURE}


def test_a_block_is_named_by_its_title(desk: Desk) -> None:
    start, end = desk.at(9, 15), desk.at(10)
    made = desk.clinic.blocks.create(start=start, end=end, title="Rounds", practitioner=desk.chen.id).block
    one = only(ask(desk))
    assert (one.why, one.id, one.name, one.start, one.end) == (Why.BLOCK, made.id, "Rounds", start, end)


def test_a_block_of_days_that_began_long_ago_is_named(desk: Desk) -> None:
    start, end = desk.at(9, day=-20), desk.at(10, day=20)
    desk.clinic.blocks.create(start=start, end=end, title="Leave", practitioner=desk.chen.id)
    assert only(ask(desk)).name == "Leave"


def test_a_block_of_somebody_else_is_not_in_the_way(desk: Desk) -> None:
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(10), title="Rounds", practitioner=desk.ortega.id)
    assert ask(desk).free


# Visits, buffers and holds.


def test_a_visit_is_named_with_its_patient_and_its_own_time(desk: Desk) -> None:
    held = desk.book(9, service=desk.service.id)
    one = only(ask(desk, 9, 15))
    assert (one.why, one.appointment, one.words) == (Why.VISIT, held.id, "Eva Novák")
    assert (one.start, one.end, one.after) == (desk.at(9), desk.at(9, 30), 10 * MINUTE)
    assert (one.practitioner, one.name) == (desk.chen.id, desk.chen.name)


def test_a_visit_without_a_patient_is_named_by_its_title(desk: Desk) -> None:
    desk.book(9, patient=None, title="Rounds")
    assert only(ask(desk)).words == "Rounds"


def test_where_only_the_other_visits_buffer_reaches_it_is_a_buffer(desk: Desk) -> None:
    desk.book(9, service=desk.service.id)
    one = only(ask(desk, 9, 35))
    assert (one.why, one.limit, one.count) == (Why.BUFFER, 10 * MINUTE, 5 * MINUTE)


def test_where_only_its_own_buffer_reaches_it_is_a_buffer(desk: Desk) -> None:
    desk.book(10, minutes=30)
    one = only(ask(desk, 9, 25, service=desk.service.id))
    assert (one.why, one.start, one.limit, one.count) == (Why.BUFFER, desk.at(10), 10 * MINUTE, 5 * MINUTE)


def test_a_visit_that_only_touches_is_not_in_the_way(desk: Desk) -> None:
    desk.book(9, 30)
    assert ask(desk, 9).free
    assert ask(desk, 10).free


def test_a_visit_that_overlaps_on_purpose_is_in_the_way_like_any_other(desk: Desk) -> None:
    first = desk.book(9)
    second = desk.book(9, patient=desk.leo.id, override_reason="Emergency")
    assert {reason.appointment for reason in ask(desk).reasons} == {first.id, second.id}


def test_a_visit_that_was_called_off_is_not_in_the_way(desk: Desk) -> None:
    desk.clinic.appointments.cancel(id=desk.book(9).id)
    assert ask(desk).free


def test_a_visit_that_is_being_moved_is_not_in_its_own_way(desk: Desk) -> None:
    held = desk.book(9)
    assert desk.clinic.availability.explain(start=desk.at(9, 15), practitioner=desk.chen.id, visit=held.id).free


def test_a_hold_tells_who_holds_it_and_until_when(desk: Desk) -> None:
    held = desk.clinic.holds.place(start=desk.at(9), end=desk.at(9, 30), practitioner=desk.chen.id, title="Later")
    one = only(ask(desk))
    assert (one.why, one.words, one.until, one.appointment) == (Why.HOLD, "Front desk", held.expires_at, held.id)


def test_a_hold_that_has_run_out_is_not_in_the_way(desk: Desk) -> None:
    desk.clinic.holds.place(start=desk.at(9), end=desk.at(9, 30), practitioner=desk.chen.id, title="Later")
    desk.clock.now = Instant(desk.clock.now + 11 * MINUTE)
    assert ask(desk).free


# Rooms and equipment.


def test_a_room_that_is_taken_is_named_with_who_has_it_until_when(desk: Desk) -> None:
    service = a_service(desk, rooms=[desk.room.id])
    held = desk.book(9, practitioner=desk.ortega.id, room=desk.room.id, minutes=40)
    one = only(ask(desk, 9, 15, service=service.id))
    assert (one.why, one.id, one.name) == (Why.ROOM, desk.room.id, "Room 1")
    assert (one.end, one.appointment, one.words) == (desk.at(9, 40), held.id, "Eva Novák")


def test_with_one_room_free_none_is_in_the_way(desk: Desk) -> None:
    service = a_service(desk, rooms=[desk.room.id, desk.other_room.id])
    desk.book(9, practitioner=desk.ortega.id, room=desk.room.id)
    assert ask(desk, service=service.id).free


def test_with_every_room_taken_each_is_named(desk: Desk) -> None:
    service = a_service(desk, rooms=[desk.room.id, desk.other_room.id])
    desk.book(9, practitioner=desk.ortega.id, room=desk.room.id)
    desk.book(9, practitioner=None, patient=desk.leo.id, room=desk.other_room.id)
    assert {reason.id for reason in ask(desk, service=service.id).reasons} == {desk.room.id, desk.other_room.id}


def test_a_room_that_is_too_small_is_named_with_how_many_it_holds(desk: Desk) -> None:
    service = a_service(desk, rooms=[desk.room.id])
    one = only(ask(desk, service=service.id, heads=3))
    assert (one.why, one.id, one.limit, one.count) == (Why.ROOM_TOO_SMALL, desk.room.id, 1, 3)


def test_equipment_is_named_with_every_visit_that_has_units(desk: Desk) -> None:
    laser = desk.clinic.equipment.create(name="Laser", quantity=2).equipment
    service = a_service(desk, equipment=[Need(laser.id, 2)])
    held = desk.book(9, practitioner=desk.ortega.id, equipment=[laser.id])
    one = only(ask(desk, service=service.id))
    assert (one.why, one.id, one.name, one.appointment) == (Why.EQUIPMENT, laser.id, "Laser", held.id)


def test_equipment_of_which_enough_is_free_is_not_in_the_way(desk: Desk) -> None:
    laser = desk.clinic.equipment.create(name="Laser", quantity=2).equipment
    service = a_service(desk, equipment=[Need(laser.id, 1)])
    desk.book(9, practitioner=desk.ortega.id, equipment=[laser.id])
    assert ask(desk, service=service.id).free


def test_equipment_that_is_out_of_service_is_told_apart_from_what_is_used(desk: Desk) -> None:
    laser = desk.clinic.equipment.create(name="Laser", quantity=2, out_of_service=1).equipment
    service = a_service(desk, equipment=[Need(laser.id, 2)])
    one = only(ask(desk, service=service.id))
    assert (one.why, one.limit, one.count) == (Why.OUT_OF_SERVICE, 1, 2)


# Limits.


def test_a_time_that_is_over_is_past(desk: Desk) -> None:
    one = only(ask(desk, day=-1))
    assert one.why is Why.PAST


def test_a_time_within_the_notice_names_the_earliest_that_is_allowed(desk: Desk) -> None:
    calendar = personal(desk, notice=Length(2, Unit.HOURS))
    one = only(ask(desk, 9, calendar=calendar.id))
    assert (one.why, one.start) == (Why.NOTICE, desk.at(10))


def test_the_past_is_within_the_notice_as_well(desk: Desk) -> None:
    calendar = personal(desk, notice=Length(2, Unit.HOURS))
    assert whys(ask(desk, 9, day=-1, calendar=calendar.id)) == {Why.PAST, Why.NOTICE}


def test_a_time_beyond_the_booking_window_names_its_end(desk: Desk) -> None:
    calendar = personal(desk, window=Length(1, Unit.DAYS))
    assert ask(desk, day=1, calendar=calendar.id).free
    one = only(ask(desk, day=2, calendar=calendar.id))
    assert (one.why, one.end) == (Why.WINDOW, desk.at(0, day=2))


def test_notice_and_window_can_be_left_aside(desk: Desk) -> None:
    calendar = personal(desk, notice=Length(2, Unit.HOURS), window=Length(1, Unit.DAYS))
    assert ask(desk, 9, calendar=calendar.id, ignore_date_range=True).free
    assert ask(desk, day=2, calendar=calendar.id, ignore_date_range=True).free


def test_a_day_with_all_its_bookings_is_full(desk: Desk) -> None:
    calendar = personal(desk, per_day=1)
    desk.book(9, calendar=calendar.id)
    one = only(ask(desk, 11, calendar=calendar.id))
    assert (one.why, one.limit, one.count) == (Why.PER_DAY, 1, 1)
    assert ask(desk, 11, day=1, calendar=calendar.id).free


def test_a_class_with_seats_left_is_free_whoever_has_them(desk: Desk) -> None:
    calendar = a_class(desk, 3)
    assert ask(desk, calendar=calendar.id, heads=1).free


def test_a_full_class_names_its_seats(desk: Desk) -> None:
    calendar = a_class(desk, 2)
    one = only(ask(desk, calendar=calendar.id))
    assert (one.why, one.limit, one.count) == (Why.SEATS, 2, 2)


def a_class(desk: Desk, seats: int) -> Calendar:
    """Give a class at nine that two people have booked."""
    calendar = add_calendar(desk, kind=CalendarKind.CLASS, team=[desk.chen.id], per_slot=seats)
    for one in (desk.eva, desk.leo):
        desk.book(9, calendar=calendar.id, patient=one.id)
    return calendar


# Who may.


def test_whoever_does_not_give_the_service_is_told(desk: Desk) -> None:
    service = a_service(desk, practitioners=[desk.ortega.id])
    one = only(ask(desk, service=service.id))
    assert (one.why, one.id, one.name) == (Why.DOES_NOT_GIVE, desk.chen.id, desk.chen.name)


def test_whoever_is_not_on_the_team_is_told_and_what_else_is_in_the_way(desk: Desk) -> None:
    assert whys(ask(desk, calendar=personal(desk).id, practitioner=desk.ortega.id)) == {
        Why.NOT_ON_TEAM,
        Why.OUTSIDE_HOURS,
    }


def test_a_collective_names_what_is_in_the_way_of_every_member(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    team = [desk.chen.id, desk.ortega.id]
    calendar = add_calendar(desk, kind=CalendarKind.COLLECTIVE, team=team)
    mine, theirs = desk.book(9), desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    told = ask(desk, calendar=calendar.id, practitioner=None)
    assert {(r.practitioner, r.appointment) for r in told.reasons} == {
        (desk.chen.id, mine.id),
        (desk.ortega.id, theirs.id),
    }


def test_without_anyone_asked_for_one_who_is_free_is_enough(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    desk.book(9)
    told = ask(desk, practitioner=None)
    assert (told.free, told.practitioner) == (True, desk.ortega.id)


def test_without_anyone_asked_for_the_most_hopeful_comes_first(desk: Desk) -> None:
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(10), title="Rounds", practitioner=desk.chen.id)
    desk.book(9, override_reason="Emergency")
    told = ask(desk, practitioner=None)
    assert [reason.practitioner for reason in told.reasons] == [desk.ortega.id, desk.chen.id, desk.chen.id]


def test_a_calendar_that_nobody_comes_to_is_open_by_its_own_hours(desk: Desk) -> None:
    calendar = add_calendar(desk)
    desk.clinic.event_schedules.create(calendar=calendar.id, rules=MORNING_HOURS)
    assert ask(desk, 9, calendar=calendar.id, practitioner=None).free
    assert only(ask(desk, 14, calendar=calendar.id, practitioner=None)).why is Why.CALENDAR_HOURS


def test_a_visit_of_a_calendar_that_nobody_comes_to_is_in_the_way_of_the_next(desk: Desk) -> None:
    calendar = add_calendar(desk)
    desk.clinic.event_schedules.create(calendar=calendar.id, rules=MORNING_HOURS)
    held = desk.book(9, practitioner=None, calendar=calendar.id)
    one = only(ask(desk, 9, 15, calendar=calendar.id, practitioner=None))
    assert (one.why, one.appointment, one.words) == (Why.VISIT, held.id, "Eva Novák")


# Several services.


def test_several_services_name_what_is_in_the_way_of_the_later_one(desk: Desk) -> None:
    held = desk.book(9, 30)
    first, second = a_service(desk), a_service(desk, name="Dressing", practitioners=[desk.chen.id])
    services = [ServiceAsked(first.id), ServiceAsked(second.id)]
    one = only(ask(desk, services=services))
    assert (one.why, one.appointment, one.practitioner) == (Why.VISIT, held.id, desk.chen.id)


def test_several_services_with_one_practitioner_need_no_buffer_between_them(desk: Desk) -> None:
    services = [ServiceAsked(desk.service.id), ServiceAsked(desk.service.id)]
    told = ask(desk, services=services)
    assert (told.free, told.end) == (True, desk.at(10))


# Warnings.


def test_another_visit_of_the_patient_is_a_warning_and_no_reason(desk: Desk) -> None:
    held = desk.book(9, practitioner=desk.ortega.id)
    told = ask(desk, patient=desk.eva.id)
    [warning] = told.warnings
    assert told.free
    assert (warning.why, warning.appointment, warning.words) == (Why.PATIENT, held.id, desk.ortega.name)


def test_a_visit_of_somebody_else_is_no_warning(desk: Desk) -> None:
    desk.book(9, practitioner=desk.ortega.id)
    other = add_patient(desk.clinic, "Ana", "Ruiz", "1003")
    assert ask(desk, patient=other.id).warnings == ()


# The nearest changes.


def ways(told: Explanation) -> dict[Fix, tuple[Instant, Instant, Id | None]]:
    return {each.fix: (each.start, each.end, each.practitioner) for each in told.nearest}


def test_the_next_time_and_the_one_before_are_told(desk: Desk) -> None:
    desk.book(10)
    found = ways(ask(desk, 10))
    chen = desk.chen.id
    assert found[Fix.LATER] == (desk.at(10, 30), desk.at(11), chen)
    assert found[Fix.EARLIER] == (desk.at(9, 30), desk.at(10), chen)


def test_the_nearest_times_lie_on_another_day_where_this_one_has_none(desk: Desk) -> None:
    add_closure(desk.clinic, DAY + timedelta(days=1))
    found = ways(ask(desk, 10, day=1))
    assert found[Fix.LATER][0] == desk.at(9, day=2)
    assert found[Fix.EARLIER][0] == desk.at(16, 30)


def test_times_of_others_on_the_same_day_do_not_hide_the_next_one_of_who_was_asked_for(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(17), title="Course", practitioner=desk.chen.id)
    assert ways(ask(desk, 10))[Fix.LATER] == (desk.at(9, day=1), desk.at(9, 30, day=1), desk.chen.id)


def test_somebody_else_who_is_free_then_is_told_first(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    desk.book(10)
    first = ask(desk, 10).nearest[0]
    assert (first.fix, first.start, first.practitioner) == (Fix.OTHER_PRACTITIONER, desk.at(10), desk.ortega.id)


def test_the_longest_shorter_visit_that_fits_is_told(desk: Desk) -> None:
    desk.book(10, 22)
    assert ways(ask(desk, 10))[Fix.SHORTER] == (desk.at(10), desk.at(10, 20), desk.chen.id)


def test_no_shorter_visit_is_told_where_none_fits(desk: Desk) -> None:
    desk.book(10)
    assert Fix.SHORTER not in ways(ask(desk, 10))


def test_nobody_else_helps_where_the_time_is_over(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    found = ways(ask(desk, 10, day=-1))
    assert set(found) == {Fix.LATER}
    assert found[Fix.LATER][0] == desk.at(9)


def test_from_long_ago_the_next_time_is_the_first_from_now_on(desk: Desk) -> None:
    assert ways(ask(desk, 10, day=-100))[Fix.LATER][0] == desk.at(9)


def test_from_beyond_the_booking_window_the_nearest_time_is_the_last_within(desk: Desk) -> None:
    calendar = personal(desk, window=Length(1, Unit.DAYS))
    assert ways(ask(desk, 10, day=100, calendar=calendar.id)) == {
        Fix.EARLIER: (desk.at(16, 30, day=1), desk.at(17, day=1), desk.chen.id)
    }


def test_the_time_is_free_once_the_last_of_its_named_causes_is_gone(desk: Desk) -> None:
    visit = desk.book(9)
    hold = desk.clinic.holds.place(start=desk.at(9, 15), end=desk.at(10), title="Later", room=desk.room.id)
    rounds = {"start": desk.at(9), "end": desk.at(10), "title": "Rounds", "practitioner": desk.chen.id}
    block = desk.clinic.blocks.create(**rounds).block  # type: ignore[arg-type]
    closure = add_closure(desk.clinic, DAY)
    service = a_service(desk, rooms=[desk.room.id])
    ended: list[tuple[Why, Callable[[], object]]] = [
        (Why.VISIT, lambda: desk.clinic.appointments.cancel(id=visit.id)),
        (Why.ROOM, lambda: desk.clinic.holds.release(id=hold.id)),
        (Why.BLOCK, lambda: desk.clinic.blocks.delete(id=block.id)),
        (Why.CLOSURE, lambda: desk.clinic.closures.delete(id=closure.id)),
    ]
    left = {why for why, _ in ended}
    for why, end in ended:
        assert whys(ask(desk, 9, 15, service=service.id)) == left
        end()
        left.remove(why)
    assert ask(desk, 9, 15, service=service.id).free


# What a booking is judged by.


def against(desk: Desk, start: Instant, **sent: Any) -> tuple[Reason, ...]:
    """Give the reasons against half an hour with Dr. Chen, or whoever is said, within a look at the book."""
    who = sent.pop("practitioner", desk.chen.id)
    asked: Asked = {"duration": HALF_HOUR, **sent}  # type: ignore[typeddict-item]
    with desk.clinic.book.reading() as book:
        return reasons_against(book, question(book, asked, desk.clock.now), start, who)


def test_a_booking_is_judged_by_the_same_reasons(desk: Desk) -> None:
    desk.book(9)
    assert against(desk, desk.at(9)) == ask(desk, 9).reasons
    assert against(desk, desk.at(9, 30)) == ()


def test_a_booking_with_whoever_is_free_is_judged_by_everyone(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    mine, theirs = desk.book(9), desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    found = against(desk, desk.at(9), practitioner=None)
    assert {reason.appointment for reason in found} == {mine.id, theirs.id}


def test_a_booking_of_a_whole_team_is_judged_by_every_member_whoever_is_named(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    calendar = add_calendar(desk, kind=CalendarKind.COLLECTIVE, team=[desk.chen.id, desk.ortega.id])
    theirs = desk.book(9, practitioner=desk.ortega.id)
    found = against(desk, desk.at(9), calendar=calendar.id)
    assert [reason.appointment for reason in found] == [theirs.id]


def test_a_visit_from_before_its_calendar_was_shared_has_no_seats_to_join(desk: Desk) -> None:
    calendar = personal(desk)
    held = desk.book(9, calendar=calendar.id)
    desk.clinic.calendars.update(id=calendar.id, version=calendar.version, per_slot=3)
    one = only(ask(desk, calendar=calendar.id))
    assert (one.why, one.appointment) == (Why.VISIT, held.id)


def test_every_time_that_is_offered_has_no_reason_and_every_other_of_the_grid_has_one(desk: Desk) -> None:
    desk.book(9, service=desk.service.id)
    desk.book(11, 5, minutes=70)
    desk.clinic.blocks.create(start=desk.at(14, 20), end=desk.at(15), title="Rounds", practitioner=desk.chen.id)
    chen = desk.chen.id
    answer = desk.clinic.availability.free_times(first=DAY, service=desk.service.id, practitioners=[chen])
    free = {slot.start for slot in answer.days[DAY]}
    assert free
    for at in range(desk.at(9), desk.at(17), 15 * MINUTE):
        told = desk.clinic.availability.explain(start=Instant(at), practitioner=chen, service=desk.service.id)
        assert (told.free and told.on_grid) == (at in free)
        assert told.free != bool(told.reasons)
