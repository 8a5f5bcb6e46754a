"""Another rule for a visit or a series, tried and given from a terminal (C38, C40)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at

Sent = dict[str, Any]


def weekly(caller: Caller) -> list[Sent]:
    """Book half an hour on four Wednesdays; give the visits by date."""
    sent = {"start": at("10:00"), "end": at("10:30"), "practitioner": "@chen", "patient": "@eva"}
    made = caller.call("appointments.book", rrule="FREQ=WEEKLY;COUNT=4", ignore_free_slots=True, **sent)
    return [row["visit"] for row in caller.call("series.get", id=made["series_id"])["rows"]]


def tried(caller: Caller, id: str, **sent: Any) -> list[int]:
    """Count what would stay, move, go and come."""
    found = caller.call("series.trial_rule", id=id, **sent)
    return [found["kept"], found["moved"], found["gone"], found["made"]]


def test_another_rule_is_tried_and_nothing_is_written(caller: Caller) -> None:
    made = weekly(caller)
    found = caller.call("series.trial_rule", id=made[1]["id"], rrule="FREQ=WEEKLY;INTERVAL=2;COUNT=3")
    assert found == {
        "since": "2035-03-21T10:00:00-04:00",
        "kept": 2,
        "moved": 0,
        "gone": 1,
        "made": 1,
        "left_out": [],
    }
    assert caller.call("series.get", id=made[0]["id"])["text"] == "FREQ=WEEKLY;COUNT=4"


def test_all_of_a_series_are_tried_by_its_own_id(caller: Caller) -> None:
    made = weekly(caller)
    assert tried(caller, made[0]["series_id"], rrule="FREQ=DAILY;COUNT=2", scope="all") == [1, 0, 3, 1]


def test_null_tells_what_would_go_where_it_comes_no_more(caller: Caller) -> None:
    made = weekly(caller)
    assert tried(caller, made[1]["id"], rrule=None) == [1, 0, 2, 0]


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ({}, "missing_field", "rrule"),
        ({"rrule": "FREQ=NEVER"}, "bad_rule", "rrule"),
        ({"rrule": 7}, "wrong_type", "rrule"),
        ({"rrule": None, "scope": "some"}, "not_one_of", "scope"),
        ({"rrule": None, "scope": "this"}, "rule_of_a_series", "scope"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_its_field(caller: Caller, sent: Sent, reason: str, field: str) -> None:
    made = weekly(caller)
    assert caller.refused("series.trial_rule", id=made[0]["id"], **sent) == (reason, field)


def test_an_unknown_id_is_not_found(caller: Caller) -> None:
    assert caller.error("series.trial_rule", id="@nobody", rrule=None)["code"] == "not_found"


def test_new_dates_that_are_not_free_are_left_out_where_that_is_said(caller: Caller) -> None:
    made = weekly(caller)
    taken = {"start": at("10:00", 1), "end": at("10:30", 1), "practitioner": "@chen", "patient": "@leo"}
    caller.call("appointments.book", **taken)
    sent = {"id": made[0]["id"], "rrule": "FREQ=DAILY;COUNT=3", "scope": "all", "ignore_free_slots": True}
    assert caller.error("appointments.update", **sent)["code"] == "conflict"
    caller.call("appointments.update", **sent, clashing="leave")
    rows = caller.call("series.get", id=made[0]["id"])["rows"]
    assert [row["stands"] for row in rows] == ["as_ruled", "left_out", "as_ruled"]


def test_another_word_for_what_clashes_is_refused(caller: Caller) -> None:
    made = weekly(caller)
    sent = {"id": made[0]["id"], "rrule": "FREQ=DAILY;COUNT=3", "scope": "all", "ignore_free_slots": True}
    assert caller.refused("appointments.update", **sent, clashing="maybe") == ("not_one_of", "clashing")
