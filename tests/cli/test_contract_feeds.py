"""Feeds, set up and written from a terminal (C79)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.contract import Caller, at
from tests.cli.test_contract_odd import tried

Sent = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder for files of feeds."""
    made = tmp_path / "synced"
    made.mkdir()
    return made


@pytest.fixture
def feed(caller: Caller, folder: Path) -> Sent:
    """Have a feed of Dr. Chen."""
    made: Sent = caller.call("feeds.create", path=str(folder), practitioner="@chen")
    return made


def book(caller: Caller) -> None:
    """Book a visit of Eva with Dr. Chen, far ahead."""
    caller.call("appointments.book", start=at("10:00"), practitioner="@chen", patient="@eva", service="@service")


def test_a_feed_is_answered_with_all_that_it_is(feed: Sent, caller: Caller, folder: Path) -> None:
    assert feed == {
        "id": feed["id"],
        "path": str(folder / "dr-amelia-chen.ics"),
        "practitioner_id": caller.chen,
        "calendar_id": None,
        "naming": "initials",
        "days_back": 30,
        "days_ahead": 366,
        "active": True,
        "version": 1,
    }


def test_a_feed_is_listed_with_its_file(feed: Sent, caller: Caller) -> None:
    [state] = caller.call("feeds.list")
    assert state == {"feed": feed, "exists": False, "written_at": None, "behind": True, "reason": ""}
    caller.call("feeds.write")
    state = caller.call("feeds.get", id=feed["id"])
    assert state["exists"]
    assert state["written_at"] is not None


def test_files_are_written_once_and_then_left(feed: Sent, caller: Caller) -> None:
    book(caller)
    caller.call("feeds.update", id=feed["id"], days_ahead=3660)
    [found] = caller.call("feeds.write")
    assert found == {"id": feed["id"], "outcome": "written", "reason": "", "visits": 1}
    [again] = caller.call("feeds.write", id=feed["id"])
    assert again["outcome"] == "unchanged"


def test_missing_keeps_and_null_clears(feed: Sent, caller: Caller) -> None:
    changed = caller.call("feeds.update", id=feed["id"], version=1, naming="busy", active=False)
    assert changed == {**feed, "naming": "busy", "active": False, "version": 2}
    assert caller.call("feeds.update", id=feed["id"], practitioner=None)["practitioner_id"] is None
    assert caller.call("feeds.update", id=feed["id"], calendar="@events")["calendar_id"] == caller.events


@pytest.mark.parametrize("field", ["path", "naming", "days_back", "days_ahead", "active"])
def test_null_is_refused_where_there_must_be_something(feed: Sent, caller: Caller, field: str) -> None:
    assert caller.refused("feeds.update", id=feed["id"], **{field: None})[1] == field


def test_a_feed_is_deleted_and_brought_back(feed: Sent, caller: Caller) -> None:
    caller.call("feeds.write")
    assert caller.call("feeds.delete", id=feed["id"]) == {"id": feed["id"], "file_left": True}
    assert caller.call("feeds.list") == []
    caller.call("history.undo")
    assert [state["feed"]["id"] for state in caller.call("feeds.list")] == [feed["id"]]
    assert Path(feed["path"]).exists()


def test_what_cannot_be_is_refused_with_reason_and_field(feed: Sent, caller: Caller, folder: Path) -> None:
    inside = str(folder)
    (folder / "diary.ics").write_text("Dear diary")
    cases: list[tuple[Sent, tuple[str, str | None]]] = [
        ({}, ("missing_field", "path")),
        ({"path": ""}, ("wrong_type", "path")),
        ({"path": 7}, ("wrong_type", "path")),
        ({"path": "chen.ics"}, ("path_not_absolute", "path")),
        ({"path": f"{inside}/chen.txt"}, ("not_ics_name", "path")),
        ({"path": f"{inside}/gone/chen.ics"}, ("no_such_folder", "path")),
        ({"path": f"{inside}/diary.ics"}, ("not_a_calendar_file", "path")),
        ({"path": feed["path"]}, ("feed_path_taken", "path")),
        ({"path": str(caller.house.path)}, ("not_ics_name", "path")),
        ({"path": inside, "practitioner": "@gone"}, ("archived", "practitioner")),
        ({"path": inside, "calendar": "@old"}, ("archived", "calendar")),
        ({"path": inside, "practitioner": "@chen", "calendar": "@events"}, ("feed_of_both", "calendar")),
        ({"path": inside, "practitioner": "1"}, ("unknown_id", None)),
        ({"path": inside, "naming": "names"}, ("not_one_of", "naming")),
        ({"path": inside, "days_back": -1}, ("bad_reach", "days_back")),
        ({"path": inside, "days_ahead": 3661}, ("bad_reach", "days_ahead")),
        ({"path": inside, "days_ahead": "7"}, ("wrong_type", "days_ahead")),
        ({"path": inside, "active": 1}, ("wrong_type", "active")),
        ({"path": inside, "colour": 1}, ("unknown_field", "colour")),
    ]
    for sent, found in cases:
        assert caller.refused("feeds.create", **sent) == found, sent
    assert (folder / "diary.ics").read_text() == "Dear diary"
    assert len(caller.call("feeds.list")) == 1


@pytest.mark.parametrize("operation", ["feeds.get", "feeds.update", "feeds.delete", "feeds.write"])
def test_a_feed_that_is_not_there_is_said(caller: Caller, operation: str) -> None:
    assert caller.refused(operation, id="1") == ("unknown_id", None)


def test_who_may_only_look_sets_nothing_up_and_writes_nothing(feed: Sent, caller: Caller, folder: Path) -> None:
    auditor = caller.as_role("auditor")
    assert len(auditor.call("feeds.list")) == 1
    for operation, sent in (
        ("feeds.create", {"path": str(folder)}),
        ("feeds.update", {"id": feed["id"]}),
        ("feeds.delete", {"id": feed["id"]}),
        ("feeds.write", {}),
    ):
        assert auditor.refused(operation, **sent)[0] == "right_missing"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_an_odd_thing_in_any_place_is_done_or_refused(feed: Sent, caller: Caller, folder: Path, every: int) -> None:
    whole = {"path": str(folder / "new.ics"), "naming": "busy", "days_back": 1, "days_ahead": 2, "active": False}
    sound = {
        "feeds.create": {**whole, "practitioner": "@chen", "calendar": None},
        "feeds.update": {"id": feed["id"], "version": 1, **whole, "calendar": "@events", "practitioner": None},
        "feeds.write": {"id": feed["id"]},
        "feeds.get": {"id": feed["id"]},
        "feeds.delete": {"id": feed["id"], "version": 1},
    }
    for operation, sent in sound.items():
        before = caller.house.path.read_bytes()
        caller.call(operation, **sent)
        caller.house.path.write_bytes(before)
    assert tried(caller, sound, every) > 30
