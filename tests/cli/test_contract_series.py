"""Visits that come again, planned and booked from a terminal (C54)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at, day

Sent = dict[str, Any]
WEEKLY = {
    "start": at("10:00"),
    "frequency": "weekly",
    "service": "@service",
    "practitioner": "@chen",
    "patient": "@eva",
}


def series(**more: Any) -> Sent:
    """Ask for three weeks, or whatever else is said."""
    return {**WEEKLY, **({} if "until" in more else {"count": 3}), **more}


def plan(caller: Caller, **more: Any) -> list[tuple[str, str, str]]:
    """Plan a series; give each date with how it stands and what is done."""
    found = caller.call("repeats.plan", **series(**more))
    return [(row["date"], row["state"], row["does"]) for row in found["rows"]]


def starts(found: Sent) -> list[str]:
    """Give when the visits of a booked series begin."""
    return [visit["start"] for visit in found["visits"]]


def busy(caller: Caller, days: int, time: str = "10:00") -> str:
    """Take half an hour of Dr. Chen on a date."""
    sent = {"start": at(time, days), "practitioner": "@chen", "patient": "@leo", "service": "@service"}
    made: str = caller.call("appointments.book", **sent)["id"]
    return made


def test_a_plan_tells_every_date_and_writes_nothing(caller: Caller) -> None:
    before = caller.call("history.log")["total"]
    found = caller.call("repeats.plan", **series())
    assert (found["rule"], found["zone"], found["booked"]) == ("FREQ=WEEKLY;COUNT=3", "America/New_York", 3)
    assert [row["index"] for row in found["rows"]] == [0, 1, 2]
    row = found["rows"][1]
    assert (row["date"], row["start"], row["state"], row["does"]) == (day(7), "2035-03-21T10:00:00-04:00", "ok", "book")
    assert (row["booked_start"], row["booked_practitioner"], row["reasons"]) == (row["start"], caller.chen, [])
    assert caller.call("history.log")["total"] == before


def test_a_series_is_booked_as_one_step_that_one_undo_takes_back(caller: Caller) -> None:
    found = caller.call("repeats.book", **series())
    assert [each[:10] for each in starts(found)] == [day(), day(7), day(14)]
    assert {visit["series_id"] for visit in found["visits"]} == {found["series_id"]}
    assert found["skipped"] == []
    caller.call("history.undo")
    assert caller.call("appointments.list", patient="@eva")["total"] == 0


def test_the_last_date_may_be_said_in_place_of_a_count(caller: Caller) -> None:
    assert [date for date, _, _ in plan(caller, until=day(14))] == [day(), day(7), day(14)]
    assert [date for date, _, _ in plan(caller, until=day(13))] == [day(), day(7)]


def test_several_weekdays_and_every_second_week_are_possible(caller: Caller) -> None:
    found = plan(caller, weekdays=["wednesday", "friday"], interval=2, count=4)
    assert [date for date, _, _ in found] == [day(), day(2), day(14), day(16)]


def test_monthly_on_the_31st_leaves_short_months_out_and_says_so(caller: Caller) -> None:
    sent = {**series(count=3), "start": "2035-05-31T10:00:00-04:00", "frequency": "monthly"}
    found = caller.call("repeats.plan", **sent)
    assert [row["date"] for row in found["rows"]] == ["2035-05-31", "2035-07-31", "2035-08-31"]
    assert found["left_out"] == ["2035-06-01"]


def test_the_clock_on_the_wall_counts_across_its_change(caller: Caller) -> None:
    sent = {**series(count=2), "start": "2035-10-31T10:00:00-04:00"}
    found = caller.call("repeats.book", **sent)
    assert starts(found) == ["2035-10-31T10:00:00-04:00", "2035-11-07T10:00:00-05:00"]


def test_a_taken_date_is_skipped_without_another_wish(caller: Caller) -> None:
    busy(caller, 7)
    assert plan(caller) == [(day(), "ok", "book"), (day(7), "taken", "skip"), (day(14), "ok", "book")]
    found = caller.call("repeats.book", **series())
    assert [each[:10] for each in starts(found)] == [day(), day(14)]
    assert found["skipped"] == [day(7)]


def test_a_taken_date_is_booked_anyway_with_a_reason_that_is_kept(caller: Caller) -> None:
    busy(caller, 7)
    sent = series(policy="book_anyway")
    assert caller.error("repeats.book", **sent)["code"] in ("conflict", "invalid")
    found = caller.call("repeats.book", **sent, override_reason="Both know")
    assert [visit["override_reason"] for visit in found["visits"]] == [None, "Both know", None]


def test_a_taken_date_goes_to_the_next_free_time(caller: Caller) -> None:
    busy(caller, 7)
    found = caller.call("repeats.book", **series(policy="next_free"))
    assert starts(found) == [at("10:00"), at("10:45", 7), at("10:00", 14)]


def test_single_dates_may_be_chosen_otherwise(caller: Caller) -> None:
    busy(caller, 7)
    rows = [{"index": 0, "does": "skip"}, {"date": day(7), "does": "next_free"}, {"index": 2, "start": at("15:00", 14)}]
    found = caller.call("repeats.book", **series(rows=rows))
    assert starts(found) == [at("10:45", 7), at("15:00", 14)]


@pytest.mark.parametrize(
    ("days", "state"), [(200, "closed"), (3, "outside")], ids=["a closure", "a day on which nobody works"]
)
def test_each_date_tells_how_it_stands(days: int, state: str, caller: Caller) -> None:
    found = caller.call("repeats.plan", **{**series(frequency="daily", count=2), "start": at("10:00", days)})
    assert found["rows"][0]["state"] == state
    assert found["rows"][0]["reasons"]


def test_dates_that_changed_since_the_plan_are_told(caller: Caller) -> None:
    found = caller.call("repeats.plan", **series())
    seen = [
        {
            "date": row["date"],
            "does": row["does"],
            "start": row["booked_start"],
            "practitioner": row["booked_practitioner"],
        }
        for row in found["rows"]
    ]
    busy(caller, 7)
    error = caller.error("repeats.book", **series(), seen=seen)
    assert (error["code"], error["reason"]) == ("conflict", "dates_changed")
    assert caller.call("appointments.list", patient="@eva")["total"] == 0


def test_patients_may_book_what_the_calendar_offers_and_no_more(caller: Caller) -> None:
    offered = {"frequency": "weekly", "count": 4, "taken": "next_free"}
    made = caller.call(
        "calendars.create", name="Physio", kind="personal", team=[{"practitioner": "@chen"}], repeating=offered
    )
    sent = {"start": at("10:00"), "patient": "@eva", "calendar": made["id"], "for_patient": True}
    assert caller.error("repeats.book", **sent, frequency="daily", count=3)["reason"] == "not_offered"
    assert caller.error("repeats.book", **sent, frequency="weekly", count=5)["code"] == "invalid"
    busy(caller, 7)
    found = caller.call("repeats.book", **sent, frequency="weekly", count=4)
    assert starts(found)[1] > at("10:00", 7)


def test_no_more_than_24_times_are_offered_to_patients(caller: Caller) -> None:
    sent = {"name": "Physio", "kind": "personal", "team": [{"practitioner": "@chen"}]}
    repeating = {"frequency": "weekly", "count": 25}
    assert caller.refused("calendars.create", **sent, repeating=repeating) == ("bad_count", "repeating.count")
