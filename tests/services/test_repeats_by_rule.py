"""Visits that come again after an RRULE that somebody else wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.services import repeats
from frontdesk.services.new_visits import Order
from tests.support.clinics import Desk
from tests.support.series import fill, starts


def by_rule(desk: Desk, rrule: str, **more: Any) -> Sequence[Appointment]:
    """Book an hour of Eva with Dr. Chen from nine after a rule."""
    sent: Any = {"practitioner": desk.chen.id, "patient": desk.eva.id}
    order = Order(start=desk.at(9), end=desk.at(10), sent=sent, any_slot=True, **more)
    with desk.clinic.writing("test.rule", lambda: "Visits booked") as work:
        return repeats.booked(work, desk.clinic.actor, order, rrule)


def test_a_rule_makes_visits_of_one_series(desk: Desk) -> None:
    made = by_rule(desk, "FREQ=WEEKLY;BYDAY=WE,FR;COUNT=3")
    assert starts(made) == ["2026-03-18T09:00", "2026-03-20T09:00", "2026-03-25T09:00"]
    assert len({visit.series_id for visit in made}) == 1


@pytest.mark.parametrize(
    "rrule",
    [
        "RRULE:FREQ=DAILY;COUNT=2",
        "DTSTART:20200101T080000Z\nRRULE:FREQ=DAILY;COUNT=2",
        "DTSTART=20200101T080000Z;FREQ=DAILY;COUNT=2",
        "freq=daily;count=2",
        "RRULE:FREQ=DAILY;\n COUNT=2",
        "DTSTART:20200101T080000Z\r\nRRULE:FREQ=DAILY;COU\r\n NT=2",
    ],
)
def test_a_start_within_the_rule_is_left_aside(desk: Desk, rrule: str) -> None:
    assert starts(by_rule(desk, rrule)) == ["2026-03-18T09:00", "2026-03-19T09:00"]


def test_a_rule_of_one_time_makes_a_single_visit(desk: Desk) -> None:
    [made] = by_rule(desk, "FREQ=DAILY;COUNT=1")
    assert made.series_id is None


def test_a_rule_without_an_end_is_booked_two_years_ahead(desk: Desk) -> None:
    made = by_rule(desk, "FREQ=WEEKLY")
    assert (len(made), starts(made)[-1]) == (105, "2028-03-15T09:00")


def test_a_rule_may_reach_over_years(desk: Desk) -> None:
    assert starts(by_rule(desk, "FREQ=YEARLY;COUNT=5"))[-1] == "2030-03-18T09:00"


@pytest.mark.parametrize(
    ("rrule", "reason"),
    [
        ("FREQ=HOURLY", "bad_rule"),
        ("FREQ=DAILY;COUNT=1001", "bad_rule"),
        ("FREQ=NEVER;COUNT=2", "bad_rule"),
        ("", "bad_rule"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260401", "count_or_until"),
        ("FREQ=DAILY;COUNT=2;BYSETPOS=1", "bad_rule"),
        ("RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260319T130000Z", "bad_rule"),
        ("RRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=2", "bad_rule"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "bad_rule"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(desk: Desk, rrule: str, reason: str) -> None:
    with pytest.raises(Invalid) as caught:
        by_rule(desk, rrule)
    assert (caught.value.reason, caught.value.facts["field"]) == (reason, "rrule")


def test_a_taken_time_books_nothing_at_all(desk: Desk) -> None:
    fill(desk, desk.at(9, day=1))
    with pytest.raises(Conflict):
        by_rule(desk, "FREQ=DAILY;COUNT=3")
    assert desk.clinic.appointments.list().total == 1


def test_with_a_reason_a_taken_time_is_booked_all_the_same(desk: Desk) -> None:
    fill(desk, desk.at(9, day=1))
    made = by_rule(desk, "FREQ=DAILY;COUNT=3", told="Urgent")
    assert [visit.override_reason for visit in made] == [None, "Urgent", None]


@pytest.mark.parametrize("until", ["20260101", "20260317", "20260318T085959", "20260318T125959Z", "20260317T235959Z"])
def test_a_rule_that_has_ended_before_its_start_books_nothing(until: str, desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        by_rule(desk, f"FREQ=DAILY;UNTIL={until}")
    assert (caught.value.reason, caught.value.facts["field"]) == ("until_before_start", "rrule")
    assert desk.clinic.appointments.list().total == 0


@pytest.mark.parametrize("until", ["20260318", "20260318T090000", "20260318T130000Z"])
def test_a_rule_that_ends_with_its_start_books_that_alone(until: str, desk: Desk) -> None:
    assert starts(by_rule(desk, f"FREQ=DAILY;UNTIL={until}")) == ["2026-03-18T09:00"]


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260319",
        "FREQ=MONTHLY;BYMONTHDAY=17;COUNT=2",
        "FREQ=DAILY;BYHOUR=10;COUNT=2",
    ],
)
def test_a_rule_that_does_not_come_at_its_start_books_nothing(rrule: str, desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        by_rule(desk, rrule)
    assert (caught.value.reason, caught.value.facts["field"]) == ("start_not_in_rule", "rrule")
    assert desk.clinic.appointments.list().total == 0


def test_a_rule_of_several_times_a_day_begins_at_one_of_them(desk: Desk) -> None:
    made = by_rule(desk, "FREQ=DAILY;BYHOUR=9,14;COUNT=3")
    assert starts(made) == ["2026-03-18T09:00", "2026-03-18T14:00", "2026-03-19T09:00"]
