"""The waiting list beside a day: its gaps with who fits, and where each of those who wait fits first (C72)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from frontdesk.domain.instants import DAY as A_DAY
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.services.waitlist_rows import Place
from tests.support.clinics import DAY, Desk
from tests.support.held_times import hold, later
from tests.support.rules import weekdays
from tests.support.waiting_list import WEEK, a_session, fits, offer, someone, waits, who

AFTERNOON = Preference((), (DayPart.AFTERNOON,))
TOMORROW = DAY + timedelta(days=1)


def gaps(desk: Desk, day: date = DAY) -> list[tuple[Instant, Instant, int]]:
    """Give the gaps of Dr. Chen, each with how many fit."""
    found = desk.clinic.waitlist.gaps(day=day)
    return [(one.start, one.end, one.entries) for one in found if one.practitioner_id == desk.chen.id]


def place(desk: Desk, entry: WaitlistEntry, day: date = DAY) -> Place:
    """Give where an entry fits first."""
    return next(one for one in desk.clinic.waitlist.on_day(day=day) if one.waiting.entry.id == entry.id)


def spot(desk: Desk, entry: WaitlistEntry, day: date = DAY) -> tuple[Any, ...]:
    found = place(desk, entry, day)
    return (found.start, found.on_day)


def test_a_gap_is_open_time_between_visits_with_their_buffers_and_blocks(desk: Desk) -> None:
    desk.book(10, service=desk.service.id)
    desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id)
    waits(desk, desk.leo)
    assert gaps(desk) == [
        (desk.at(9), desk.at(10), 1),
        (desk.at(10, 40), desk.at(12), 1),
        (desk.at(13), desk.at(17), 1),
    ]


def test_gaps_of_all_who_work_that_day_are_told_in_their_order(desk: Desk) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=WEEK)
    found = desk.clinic.waitlist.gaps(day=DAY)
    assert [one.practitioner_id for one in found] == [desk.chen.id, desk.ortega.id]
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    assert len(desk.clinic.waitlist.gaps(day=DAY)) == 1


def test_only_what_is_still_to_come_of_today_is_a_gap(desk: Desk) -> None:
    desk.clock.now = desk.at(16, 10)
    assert gaps(desk) == [(desk.at(16, 10), desk.at(17), 0)]
    assert gaps(desk, DAY - timedelta(days=1)) == []


def test_a_moment_is_no_gap(desk: Desk) -> None:
    desk.book(9, 4, minutes=60)
    assert [start for start, _, _ in gaps(desk)] == [desk.at(10, 4)]


def test_who_does_not_fit_is_not_counted(desk: Desk) -> None:
    desk.book(9, 30, minutes=7 * 60, patient=desk.leo.id)
    waits(desk)
    waits(desk, someone(desk), length=15 * MINUTE)
    waits(desk, someone(desk, 2), length=15 * MINUTE, prefers=AFTERNOON)
    assert [many for _, _, many in gaps(desk)] == [1, 3]


def test_the_more_urgent_of_a_gap_are_told_first(desk: Desk) -> None:
    plain, urgent = waits(desk), waits(desk, desk.leo, urgency=Urgency.URGENT)
    [gap] = desk.clinic.waitlist.gaps(day=DAY)
    assert gap.ids == (urgent.id, plain.id)


def test_a_held_time_is_no_gap_until_it_runs_out(desk: Desk) -> None:
    hold(desk, 9)
    assert gaps(desk)[0][0] == desk.at(9, 30)
    later(desk, 11)
    assert gaps(desk)[0][0] == desk.at(9)


def test_hours_of_two_places_are_one_gap_and_each_place_takes_its_own(desk: Desk) -> None:
    branch = desk.clinic.locations.create(name="Branch", zone_name="America/New_York")
    late = weekdays("17:00-19:00")
    desk.clinic.schedules.create(name="Branch", practitioner=desk.chen.id, location=branch.id, rules=late)
    anywhere, there = waits(desk), waits(desk, desk.leo, location=branch.id)
    assert gaps(desk) == [(desk.at(9), desk.at(19), 2)]
    assert who(fits(desk, desk.at(9), 60)) == [anywhere.id]
    found = fits(desk, desk.at(17), 60)
    assert who(found) == [anywhere.id, there.id]
    assert {one.location_id for one in found} == {branch.id}
    assert (place(desk, there).start, place(desk, there).location_id) == (desk.at(17), branch.id)


def test_everyone_who_waits_is_listed_with_the_first_time_of_the_day(desk: Desk) -> None:
    desk.book(9, patient=desk.leo.id)
    first, second = waits(desk), waits(desk, desk.leo, prefers=AFTERNOON, urgency=Urgency.URGENT)
    found = desk.clinic.waitlist.on_day(day=DAY)
    assert [(one.waiting.entry.id, one.start, one.end, one.on_day) for one in found] == [
        (second.id, desk.at(12), desk.at(12, 30), True),
        (first.id, desk.at(9, 30), desk.at(10), True),
    ]
    assert {one.practitioner_id for one in found} == {desk.chen.id}


def test_who_fits_nowhere_on_it_is_told_a_time_of_a_later_day(desk: Desk) -> None:
    entry = waits(desk, prefers=Preference((Weekday.MONDAY,)))
    assert spot(desk, entry) == (desk.at(9, day=5), False)


def test_beyond_fourteen_days_nothing_is_told(desk: Desk) -> None:
    entry = waits(desk, earliest=DAY + timedelta(days=14))
    assert spot(desk, entry) == (desk.at(9, day=14), False)
    desk.clinic.waitlist.update(id=entry.id, earliest=DAY + timedelta(days=15))
    assert spot(desk, entry) == (None, False)


def test_later_days_are_looked_through_for_the_first_ten_alone(desk: Desk) -> None:
    made = [waits(desk, someone(desk, n), earliest=TOMORROW) for n in range(11)]
    found = {one.waiting.entry.id: one.start for one in desk.clinic.waitlist.on_day(day=DAY)}
    assert [found[entry.id] is None for entry in made] == [False] * 10 + [True]


def test_of_several_practitioners_the_soonest_is_told(desk: Desk) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=WEEK)
    desk.book(9, patient=desk.leo.id)
    entry = waits(desk)
    assert place(desk, entry).practitioner_id == desk.ortega.id


def test_a_class_is_told_where_a_seat_is_left(desk: Desk) -> None:
    session = a_session(desk)
    entry = waits(desk, appointment=session.id)
    assert place(desk, entry).start is None
    desk.clinic.attendees.remove(appointment=session.id, patient=desk.leo.id)
    assert spot(desk, entry) == (session.start, False)
    assert spot(desk, entry, TOMORROW) == (session.start, True)
    assert sum(many for _, _, many in gaps(desk, TOMORROW)) == 0


def test_nothing_is_told_of_one_who_has_an_offer_or_has_run_out(desk: Desk) -> None:
    entry = offer(desk, waits(desk))
    assert (place(desk, entry).start, place(desk, entry).waiting.offered) == (None, True)
    late = waits(desk, desk.leo, until=DAY)
    desk.clock.now = Instant(desk.clock.now + A_DAY)
    assert (place(desk, late, TOMORROW).start, place(desk, late, TOMORROW).waiting.run_out) == (None, True)


def test_the_visit_that_would_be_let_go_is_told(desk: Desk) -> None:
    visit = desk.book(15)
    entry = waits(desk, gives_up=visit.id)
    assert place(desk, entry).waiting.gives_up_start == visit.start
    desk.clinic.appointments.cancel(id=visit.id)
    assert place(desk, entry).waiting.gives_up_start is None


def test_a_change_of_the_list_or_of_the_book_is_seen_at_once(desk: Desk) -> None:
    assert gaps(desk) == [(desk.at(9), desk.at(17), 0)]
    entry = waits(desk)
    assert gaps(desk) == [(desk.at(9), desk.at(17), 1)]
    desk.book(9, minutes=8 * 60, patient=desk.leo.id)
    assert gaps(desk) == []
    desk.clinic.history.undo()
    desk.clinic.waitlist.remove(id=entry.id)
    assert gaps(desk) == [(desk.at(9), desk.at(17), 0)]


def test_a_service_that_was_put_away_is_offered_to_nobody(desk: Desk) -> None:
    entry = waits(desk)
    desk.clinic.services.archive(id=desk.service.id)
    assert (fits(desk, desk.at(10)), spot(desk, entry)) == ([], (None, False))


@pytest.mark.parametrize("away", ["service", "practitioner"])
def test_an_entry_whose_service_or_practitioner_was_put_away_is_marked_and_fits_nothing(desk: Desk, away: str) -> None:
    entry = waits(desk, practitioners=[desk.ortega.id])
    both = waits(desk, desk.leo, practitioners=[desk.ortega.id, desk.chen.id])
    assert not place(desk, entry).waiting.unavailable
    if away == "service":
        desk.clinic.services.archive(id=desk.service.id)
    else:
        desk.clinic.practitioners.archive(id=desk.ortega.id)
    assert (spot(desk, entry), place(desk, entry).waiting.unavailable) == ((None, False), True)
    assert desk.clinic.waitlist.get(id=entry.id).unavailable
    assert place(desk, both).waiting.unavailable is (away == "service")


def test_an_entry_for_a_class_is_never_marked_so(desk: Desk) -> None:
    entry = waits(desk, appointment=a_session(desk).id)
    desk.clinic.services.archive(id=desk.service.id)
    assert not desk.clinic.waitlist.get(id=entry.id).unavailable


def test_a_visit_that_was_cancelled_is_not_told_as_one_to_be_let_go(desk: Desk) -> None:
    visit = desk.book(15)
    entry = waits(desk, gives_up=visit.id)
    assert desk.clinic.waitlist.get(id=entry.id).gives_up_start == visit.start
    desk.clinic.appointments.cancel(id=visit.id)
    assert desk.clinic.waitlist.get(id=entry.id).gives_up_start is None
