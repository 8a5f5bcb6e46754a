"""Free times as a screen or a script asks for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from frontdesk.domain.availability.reasons import Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.calendar import CalendarKind, Distribution, Member
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.domain.length import Length, Unit
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import WEEKDAYS
from frontdesk.services.asking import ServiceAsked
from tests.support.clinics import DAY, Desk, nobody
from tests.support.rules import add_closure, add_schedule, days_on, weekdays

MONTH = timedelta(days=30)


def clocks(desk: Desk, slots: tuple[Slot, ...], *, day: int = 0) -> list[str]:
    minutes = ((slot.start - desk.at(0, day=day)) // MINUTE for slot in slots)
    return [f"{m // 60:02}:{m % 60:02}" for m in minutes]


def test_thirty_one_days_are_answered_and_empty_ones_are_there(desk: Desk) -> None:
    found = desk.clinic.availability.free_times(service=desk.service.id, first=DAY, last=DAY + MONTH)
    assert list(found.days) == [DAY + timedelta(days=n) for n in range(31)]
    assert found.days[days_on(3)] == ()  # a Saturday
    assert found.days[days_on(1)]


def test_thirty_two_days_are_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.clinic.availability.free_times(service=desk.service.id, first=DAY, last=DAY + MONTH + timedelta(days=1))
    assert (refused.value.reason, refused.value.facts["field"]) == ("too_many_days", "last")


def test_a_last_date_before_the_first_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid, match="last_before_first"):
        desk.clinic.availability.free_times(service=desk.service.id, first=DAY, last=DAY - timedelta(days=1))


def test_dates_are_those_of_the_asked_zone(desk: Desk) -> None:
    there = "Asia/Tokyo"  # 13 hours ahead of New York in March
    found = desk.clinic.availability.free_times(service=desk.service.id, first=days_on(2), zone_name=there)
    assert found.zone == there
    assert all(slot.start < desk.at(11, day=2) for slot in found.days[days_on(2)])
    assert found.days[days_on(2)][0].start == desk.at(11, day=1)


def test_a_length_that_no_gap_holds_gives_none(desk: Desk) -> None:
    found = desk.clinic.availability.free_times(duration=9 * HOUR, practitioners=[desk.chen.id], first=days_on(1))
    assert found.days[days_on(1)] == ()


def test_nothing_is_asked_without_a_length(desk: Desk) -> None:
    with pytest.raises(Invalid, match="nothing_asked"):
        desk.clinic.availability.free_times(first=DAY)


def test_an_unknown_service_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.clinic.availability.free_times(service=nobody(), first=DAY)


def test_the_next_times_begin_at_this_minute(desk: Desk) -> None:
    desk.clock.now = Instant(desk.at(10, 15) + 30_000)
    found = desk.clinic.availability.next_free(service=desk.service.id, count=3)
    assert clocks(desk, found.slots) == ["10:15", "10:30", "10:45"]
    assert not found.ended


def test_next_free_looks_on_however_far_it_is(desk: Desk) -> None:
    add_closure(desk.clinic, DAY, DAY + timedelta(days=300))
    add_closure(desk.clinic, DAY + timedelta(days=301), DAY + timedelta(days=400))
    found = desk.clinic.availability.next_free(service=desk.service.id)
    assert found.slots[0].start == desk.at(9, day=401)


def test_next_free_says_where_the_window_ends(desk: Desk) -> None:
    calendar = desk.clinic.calendars.create(
        name="Soon", kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id)], window=Length(2, Unit.DAYS)
    )
    add_closure(desk.clinic, DAY, DAY + timedelta(days=1))
    found = desk.clinic.availability.next_free(calendar=calendar.id, count=100)
    assert found.ended
    assert found.searched_to == desk.at(0, day=3)
    assert {slot.start // desk.at(0, day=2) for slot in found.slots} == {1}
    assert found.slots[-1].start == desk.at(16, 30, day=2)


def test_next_free_gives_up_where_nobody_ever_works(desk: Desk) -> None:
    found = desk.clinic.availability.next_free(duration=30 * MINUTE, practitioners=[desk.ortega.id])
    assert (found.slots, found.ended) == ((), True)


@pytest.mark.parametrize("count", [0, 101])
def test_none_and_too_many_next_times_are_refused(desk: Desk, count: int) -> None:
    with pytest.raises(Invalid, match="bad_count"):
        desk.clinic.availability.next_free(service=desk.service.id, count=count)


def test_of_two_of_one_priority_the_one_who_is_free_first_is_picked(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    calendar = desk.clinic.calendars.create(
        name="Either",
        kind=CalendarKind.ROUND_ROBIN,
        team=[Member(desk.chen.id), Member(desk.ortega.id)],
        distribution=Distribution.AVAILABILITY,
    )
    desk.book(9, minutes=60, practitioner=desk.chen.id)
    found = desk.clinic.availability.free_times(calendar=calendar.id, first=DAY).days[DAY]
    assert found[0].practitioners == (desk.ortega.id,)
    assert found[2].practitioners == (desk.ortega.id, desk.chen.id)


def test_of_two_of_one_priority_the_one_with_fewer_bookings_is_picked(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    calendar = desk.clinic.calendars.create(
        name="Equal",
        kind=CalendarKind.ROUND_ROBIN,
        team=[Member(desk.chen.id), Member(desk.ortega.id)],
        distribution=Distribution.EQUAL,
    )
    desk.book(16, practitioner=desk.chen.id, calendar=calendar.id)
    found = desk.clinic.availability.free_times(calendar=calendar.id, first=DAY).days[DAY]
    assert found[0].practitioners == (desk.ortega.id, desk.chen.id)


def test_the_higher_priority_comes_before_both(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    calendar = desk.clinic.calendars.create(
        name="Ranked",
        kind=CalendarKind.ROUND_ROBIN,
        team=[Member(desk.chen.id), Member(desk.ortega.id, priority=5)],
        distribution=Distribution.EQUAL,
    )
    desk.book(16, practitioner=desk.ortega.id, calendar=calendar.id)
    found = desk.clinic.availability.free_times(calendar=calendar.id, first=DAY).days[DAY]
    assert found[0].practitioners[0] == desk.ortega.id


def test_whom_the_patient_usually_sees_comes_first(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    desk.book(10, practitioner=desk.ortega.id, patient=desk.leo.id, start=desk.at(10, day=-30))
    found = desk.clinic.availability.free_times(service=desk.service.id, first=days_on(1), patient=desk.leo.id)
    assert found.days[days_on(1)][0].practitioners[0] == desk.ortega.id
    found = desk.clinic.availability.free_times(service=desk.service.id, first=days_on(1), patient=desk.eva.id)
    assert found.days[days_on(1)][0].practitioners[0] == desk.chen.id


def test_the_patients_other_visit_is_a_warning(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    desk.book(9, practitioner=desk.ortega.id, patient=desk.eva.id)
    found = desk.clinic.availability.free_times(
        service=desk.service.id, first=DAY, patient=desk.eva.id, practitioners=[desk.chen.id]
    ).days[DAY]
    assert [slot.patient_busy for slot in found[:3]] == [True, True, False]


def test_a_visit_that_is_moved_is_not_in_its_own_way(desk: Desk) -> None:
    visit = desk.book(9, service=desk.service.id)
    found = desk.clinic.availability.free_times(first=DAY, visit=visit.id).days[DAY]
    assert clocks(desk, found)[:2] == ["09:00", "09:15"]
    other = desk.clinic.availability.free_times(first=DAY, service=desk.service.id).days[DAY]
    assert clocks(desk, other)[0] == "09:45"  # ten minutes after the visit are its buffer


def test_a_visit_fits_between_others_off_the_grid_too(desk: Desk) -> None:
    desk.book(9, minutes=67, practitioner=desk.chen.id)
    visit = desk.book(14, practitioner=desk.chen.id)
    desk.book(11, practitioner=desk.chen.id, patient=desk.leo.id)
    (fit,) = (f for f in desk.clinic.availability.fits(first=DAY, visit=visit.id) if f.practitioner == desk.chen.id)
    assert [(i.start, i.end - 1) for i in fit.times] == [
        (desk.at(10, 7), desk.at(10, 30)),
        (desk.at(11, 30), desk.at(16, 30)),
    ]


def test_what_is_moved_with_a_visit_has_to_fit_as_well(desk: Desk) -> None:
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-12:00"))
    first = ServiceAsked(desk.service.id, practitioner=desk.chen.id)
    second = ServiceAsked(desk.service.id, practitioner=desk.ortega.id)
    made = desk.clinic.service_bookings.create(services=[first, second], patient=desk.eva.id, start=desk.at(9))
    found = desk.clinic.availability.free_times(first=DAY, visit=made.parts[0].id, practitioners=[desk.chen.id])
    assert clocks(desk, found.days[DAY])[-1] == "11:00"
    (fit,) = (
        f for f in desk.clinic.availability.fits(first=DAY, visit=made.parts[0].id) if f.practitioner == desk.chen.id
    )
    assert fit.times[-1].end - 1 == desk.at(11)


def test_a_time_that_leaves_no_useless_gap_is_suggested_first(desk: Desk) -> None:
    desk.book(10, minutes=390, practitioner=desk.chen.id)  # an hour is free at nine, half an hour at the end
    found = desk.clinic.availability.suggest(service=desk.service.id, practitioners=[desk.chen.id], count=3)
    assert clocks(desk, tuple(each.slot for each in found[:2])) == ["16:30", "09:00"]
    assert [each.why for each in found[:2]] == [("no_gap",), ("soonest",)]


def test_a_suggestion_says_what_speaks_for_it(desk: Desk) -> None:
    desk.clinic.patients.update(
        id=desk.eva.id, practitioner=desk.chen.id, prefers=Preference((WEEKDAYS[2],), (DayPart.AFTERNOON,))
    )
    found = desk.clinic.availability.suggest(service=desk.service.id, patient=desk.eva.id, count=100)
    assert found[0].practitioner == desk.chen.id
    assert found[0].why == ("no_gap", "usual", "preferred")
    assert desk.at(12) <= found[0].slot.start < desk.at(17)


def test_suggestions_keep_the_sooner_day_before_the_better_time(desk: Desk) -> None:
    desk.clock.now = desk.at(15, 50)
    found = desk.clinic.availability.suggest(service=desk.service.id, count=100)
    days = [date.fromordinal(DAY.toordinal() + int(each.slot.start >= desk.at(0, day=1))) for each in found[:20]]
    assert days == sorted(days)
    assert days[0] == DAY


def test_the_next_times_for_patients_are_those_of_the_days(desk: Desk) -> None:
    calendar = desk.clinic.calendars.create(
        name="Busy", kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id)], look_busy=40
    )
    day = desk.clinic.availability.free_times(calendar=calendar.id, first=DAY, for_patient=True).days[DAY]
    later = tuple(slot for slot in day if slot.start >= desk.at(12))
    found = desk.clinic.availability.next_free(
        calendar=calendar.id, since=desk.at(12), count=len(later), for_patient=True
    )
    assert 0 < len(later) < 10
    assert found.slots == later


def test_a_time_that_is_kept_from_patients_is_explained_to_them_so(desk: Desk) -> None:
    calendar = desk.clinic.calendars.create(
        name="Busy", kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id)], look_busy=40
    )
    ask = desk.clinic.availability
    every = {slot.start for slot in ask.free_times(calendar=calendar.id, first=DAY).days[DAY]}
    shown = {slot.start for slot in ask.free_times(calendar=calendar.id, first=DAY, for_patient=True).days[DAY]}
    for start in every:
        told = ask.explain(start=start, calendar=calendar.id, practitioner=desk.chen.id, for_patient=True)
        assert told.free is (start in shown)
        assert [reason.why for reason in told.reasons] == ([] if start in shown else [Why.KEPT_BACK])
    assert len(shown) < len(every)
