"""Times held from a terminal, and the visits that they become (C48)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at

Sent = dict[str, Any]


def held(caller: Caller, time: str = "10:00", **more: Any) -> Sent:
    """Hold half an hour of Dr. Chen, or whatever else is said."""
    sent = {"start": at(time), "practitioner": "@chen", "service": "@service", **more}
    found: Sent = caller.call("holds.place", **sent)
    return found


def test_a_time_is_held_as_the_visit_would_take_it(caller: Caller) -> None:
    found = held(caller, room="@room")
    assert (found["status"], found["start"], found["end"]) == ("held", at("10:00"), at("10:30"))
    assert (found["practitioner_id"], found["room_id"], found["buffer_after"]) == (caller.chen, caller.room, 600_000)
    assert (found["patient_id"], found["created_by"]) == (None, "front-desk")
    assert found["expires_at"] > found["created_at"]


def test_what_is_held_is_taken_for_others(caller: Caller) -> None:
    one = held(caller)
    for operation in ("holds.place", "appointments.book"):
        error = caller.error(operation, start=at("10:00"), practitioner="@chen", service="@service", patient="@leo")
        assert (error["code"], error["reason"]) == ("conflict", "time_taken")
        assert [clash["appointment_id"] for clash in error["clashes"]] == [one["id"]]


def test_holds_are_listed_with_who_holds_them(caller: Caller) -> None:
    late, early = held(caller, "11:00", title="Will ring back"), held(caller, "09:00")
    found = caller.call("holds.list")
    assert [each["id"] for each in found] == [early["id"], late["id"]]
    assert found[1] == {
        "id": late["id"],
        "version": 1,
        "start": at("11:00"),
        "end": at("11:30"),
        "expires_at": late["expires_at"],
        "by": "Front desk",
        "mine": True,
        "practitioner_id": caller.chen,
        "location_id": caller.here,
        "room_id": None,
        "calendar_id": None,
        "service_id": caller.service,
        "patient_id": None,
        "title": "Will ring back",
    }
    assert [each["mine"] for each in caller.as_role("auditor").call("holds.list")] == [False, False]


def test_null_clears_and_what_is_left_out_is_as_usual(caller: Caller) -> None:
    found = held(caller, room=None, patient=None, title=None, location=None, equipment=None)
    assert (found["room_id"], found["title"], found["location_id"], found["equipment"]) == (None, "", None, [])


def test_a_hold_is_extended_and_released(caller: Caller) -> None:
    one = held(caller, minutes=1)
    longer = caller.call("holds.extend", id=one["id"], minutes=120)
    assert longer["expires_at"] > one["expires_at"]
    assert longer["version"] == 2
    assert caller.call("holds.release", id=one["id"]) is None
    assert caller.call("holds.list") == []


def test_the_second_release_finds_the_hold_gone(caller: Caller) -> None:
    one = held(caller)
    caller.call("holds.release", id=one["id"])
    for operation in ("holds.release", "holds.extend"):
        error = caller.error(operation, id=one["id"])
        assert (error["code"], error["reason"], error["field"]) == ("conflict", "hold_gone", "id")


def test_nothing_has_run_out_yet(caller: Caller) -> None:
    held(caller)
    assert caller.call("holds.expire") == 0


def test_a_hold_becomes_the_visit_and_is_none_any_more(caller: Caller) -> None:
    one = held(caller, room="@room")
    visit = caller.call("appointments.book", hold=one["id"], patient="@eva")
    assert (visit["id"], visit["status"], visit["expires_at"]) == (one["id"], "booked", None)
    assert (visit["start"], visit["room_id"], visit["service_id"]) == (at("10:00"), caller.room, caller.service)
    assert caller.call("holds.list") == []
    assert caller.error("appointments.book", hold=one["id"], patient="@leo")["reason"] == "hold_gone"


def test_null_for_the_room_of_a_hold_gives_the_room_back(caller: Caller) -> None:
    one = held(caller, room="@room")
    assert caller.call("appointments.book", hold=one["id"], patient="@eva", room=None)["room_id"] is None


def test_neither_a_start_nor_a_hold_is_a_start_missing(caller: Caller) -> None:
    assert caller.refused("appointments.book", patient="@eva") == ("missing_field", "start")
    assert caller.refused("appointments.book", patient="@eva", hold=None) == ("missing_field", "start")


def test_undo_lets_go_of_a_hold(caller: Caller) -> None:
    held(caller)
    assert caller.call("history.undo")["words"] == "Time held"
    assert caller.call("holds.list") == []


@pytest.mark.parametrize("time", ["10:00", "10:15"])
def test_a_held_time_is_not_free(time: str, caller: Caller) -> None:
    held(caller)
    sent = {"start": at(time), "practitioner": "@chen", "service": "@service"}
    found = caller.call("availability.explain", **sent)
    assert [(each["why"], each["words"]) for each in found["reasons"]] == [("hold", "Front desk")]
    assert found["reasons"][0]["until"] is not None


def test_the_board_tells_who_holds_a_time(caller: Caller) -> None:
    one = held(caller)
    (visit,) = caller.call("board.day", day=one["start"][:10])["visits"][:1]
    assert (visit["held_by"], visit["expires_at"]) == ("Front desk", one["expires_at"])
