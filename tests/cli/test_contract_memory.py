"""The memory of the book from a terminal: boards of the past, what differs, what is restored, and the log (C23)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at, day

Sent = dict[str, Any]


@pytest.fixture
def moved(caller: Caller) -> Sent:
    """Give a visit that was booked at ten and moved to eleven, and the number of its booking."""
    visit = caller.call(
        "appointments.book", start=at("10:00"), practitioner="@chen", service="@service", patient="@leo"
    )
    seq = caller.call("history.state")["undo"]["seq"]
    caller.call("appointments.move", id=visit["id"], start=at("11:00"))
    return {"id": visit["id"], "seq": seq}


def test_a_board_is_read_as_it_stood(caller: Caller, moved: Sent) -> None:
    then = caller.call("board.as_of", day=day(), seq=moved["seq"])
    assert {each["id"]: each["start"] for each in then["visits"]}[moved["id"]] == at("10:00")
    assert then["cursor"] == moved["seq"]
    now = caller.call("board.day", day=day())
    assert caller.call("board.as_of", day=day(), seq=moved["seq"] + 1) == now
    assert caller.call("board.as_of", day=day(), at=at("23:00"))["visits"] == now["visits"]
    week = caller.call("board.as_of", day=day(), seq=moved["seq"], practitioner="@chen", cancelled=True)
    assert len(week["days"]) == 7
    assert moved["id"] in {each["id"] for each in week["visits"]}
    assert caller.call("board.as_of", day=day(), seq=0)["columns"] == []


@pytest.mark.parametrize(
    ("operation", "sent", "refusal"),
    [
        ("board.as_of", {"day": day()}, ("moment_or_changeset", "at")),
        ("board.as_of", {"day": day(), "at": at("10:00"), "seq": 1}, ("moment_or_changeset", "at")),
        ("board.as_of", {"day": day(), "at": "soon"}, ("not_a_time", "at")),
        ("board.as_of", {"day": day(), "seq": 10**6}, ("unknown_id", None)),
        ("board.as_of", {"day": None, "seq": 1}, ("wrong_type", "day")),
        ("board.as_of", {"day": day(), "seq": 1, "practitioner": 5}, ("unknown_id", None)),
        ("board.as_of", {"seq": 1}, ("missing_field", "day")),
        ("history.differences", {"day": day()}, ("moment_or_changeset", "at")),
        ("history.differences", {"seq": 1}, ("missing_field", "day")),
        ("history.moments", {}, ("missing_field", "day")),
        ("history.moments", {"day": day(), "size": 0}, ("bad_page_size", "size")),
        ("history.moments", {"day": day(), "practitioner": 5}, ("unknown_id", None)),
        ("history.restore", {"seq": 1}, ("visits_or_day", "ids")),
        ("history.restore", {"seq": 1, "ids": [1], "day": day()}, ("visits_or_day", "ids")),
        ("history.restore", {"day": day()}, ("moment_or_changeset", "at")),
        ("history.restore", {"seq": 10**6, "day": day()}, ("unknown_id", None)),
        ("history.entries", {"size": 501}, ("bad_page_size", "size")),
        ("history.entries", {"first": day(1), "last": day()}, ("last_before_first", "last")),
        ("history.entries", {"visit": 5}, ("unknown_id", None)),
        ("history.entries", {"patient": 5}, ("unknown_id", None)),
        ("history.entries", {"text": "a\nb"}, ("control_characters", "text")),
        ("history.entry", {}, ("missing_field", "seq")),
        ("history.entry", {"seq": 10**6}, ("unknown_id", None)),
    ],
)
def test_what_makes_no_sense_is_refused(
    caller: Caller, operation: str, sent: Sent, refusal: tuple[str, str | None]
) -> None:
    error = caller.error(operation, **sent)
    assert (error["reason"], error.get("field")) == refusal


@pytest.mark.parametrize(
    ("operation", "field"),
    [("board.as_of", "cancelled"), ("history.restore", "trial"), ("history.restore", "clashing")],
)
def test_null_is_no_choice(caller: Caller, operation: str, field: str) -> None:
    assert caller.error(operation, day=day(), seq=1, **{field: None})["field"] == field


def test_null_is_as_good_as_left_out_where_anything_goes(caller: Caller, moved: Sent) -> None:
    every = dict.fromkeys(("before", "first", "last", "actor", "visit", "patient", "day"))
    assert caller.call("history.entries", **every) == caller.call("history.entries")
    told = caller.call("history.moments", day=day())
    assert caller.call("history.moments", day=day(), practitioner=None, before=None) == told


def test_a_change_is_told_with_names(caller: Caller, moved: Sent) -> None:
    entry = caller.call("history.entries", visit=moved["id"])["items"][0]
    assert (entry["who"], entry["operation"], entry["undoable"], entry["why_not"]) == (
        "Front desk",
        "appointments.move",
        True,
        None,
    )
    assert caller.call("history.entry", seq=entry["seq"]) == entry
    below = caller.call("history.entry", seq=moved["seq"])
    assert (below["undoable"], below["why_not"]["reason"]) == (False, "changed_since")


def test_moments_name_the_visits_that_they_touched(caller: Caller, moved: Sent) -> None:
    found = caller.call("history.moments", day=day())
    assert [(each["seq"], each["visits"]) for each in found["items"][:2]] == [
        (moved["seq"] + 1, [moved["id"]]),
        (moved["seq"], [moved["id"]]),
    ]


def test_what_differs_is_restored_as_one_step(caller: Caller, moved: Sent) -> None:
    [found] = caller.call("history.differences", day=day(), seq=moved["seq"])
    assert (found["id"], found["differs"]) == (moved["id"], "moved")
    assert (found["then"]["start"], found["now"]["start"]) == (at("10:00"), at("11:00"))
    tried = caller.call("history.restore", seq=moved["seq"], ids=[moved["id"]], trial=True)
    assert tried["seq"] is None
    done = caller.call("history.restore", seq=moved["seq"], day=day(), clashing="leave")
    assert done == {**tried, "seq": moved["seq"] + 2}
    assert caller.call("appointments.get", id=moved["id"])["appointment"]["start"] == at("10:00")


def test_an_auditor_reads_and_restores_nothing(caller: Caller, moved: Sent) -> None:
    auditor = caller.as_role("auditor")
    assert auditor.call("history.differences", day=day(), seq=moved["seq"])
    error = auditor.error("history.restore", seq=moved["seq"], day=day())
    assert (error["code"], error["reason"]) == ("forbidden", "right_missing")
