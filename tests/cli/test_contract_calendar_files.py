"""Calendar files by the contract: what goes out, and free/busy time (C79)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at, day

SPAN = {"start": at("00:00"), "end": at("23:00")}


def book(caller: Caller, time: str = "10:00", **more: Any) -> dict[str, Any]:
    """Book half an hour of Eva with Dr. Chen."""
    sent = {"start": at(time), "practitioner": "@chen", "patient": "@eva", "service": "@service", **more}
    made: dict[str, Any] = caller.call("appointments.book", **sent)
    return made


def said(caller: Caller, **asked: Any) -> list[str]:
    """Give what the events of an export are called."""
    lines = caller.call("ics.export", **asked)["text"].replace("\r\n ", "").split("\r\n")
    return [line[8:] for line in lines if line.startswith("SUMMARY:")]


def test_an_export_is_a_text_and_numbers(caller: Caller) -> None:
    book(caller, title="Eva")
    found = caller.call("ics.export", practitioner="@chen")
    assert {name: found[name] for name in found if name != "text"} == {"visits": 1, "blocks": 0, "cancelled": 0}
    assert found["text"].startswith("BEGIN:VCALENDAR\r\n")


def test_all_of_an_export_may_be_said_or_left_open(caller: Caller) -> None:
    made = book(caller, title="Eva")
    names = ("start", "end", "practitioner", "patient", "calendar", "ids")
    assert said(caller, **dict.fromkeys(names)) == said(caller)
    assert sorted(said(caller)) == ["Blocked", "Eva"]
    asked = {**SPAN, "practitioner": "@chen", "patient": "@eva", "ids": [made["id"]], "naming": "full"}
    assert said(caller, **asked) == ["Eva"]


@pytest.mark.parametrize(
    ("naming", "summary"), [("full", "Eva"), ("initials", "E. N. · Consultation"), ("busy", "Busy")]
)
def test_an_export_says_as_much_of_patients_as_is_asked_for(caller: Caller, naming: str, summary: str) -> None:
    book(caller, title="Eva")
    assert said(caller, naming=naming, patient="@eva") == [summary]


def test_an_export_takes_only_what_all_wishes_are_true_of(caller: Caller) -> None:
    made = book(caller, title="Eva")
    wishes: tuple[dict[str, Any], ...] = (
        {"ids": []},
        {"ids": [made["id"]], "patient": "@leo"},
        {"practitioner": "@ortega", "patient": "@eva"},
        {"start": at("14:00")},
        {"end": at("10:00")},
        {"calendar": "@events"},
    )
    for asked in wishes:
        assert said(caller, **asked) == []


@pytest.mark.parametrize(
    ("asked", "reason", "field"),
    [
        ({"naming": "some"}, "not_one_of", "naming"),
        ({"naming": None}, "not_one_of", "naming"),
        ({"ids": "7"}, "wrong_type", "ids"),
        ({"ids": ["x"]}, "wrong_type", "ids[0]"),
        ({"start": "yesterday"}, "not_a_time", "start"),
        ({"start": at("10:00"), "end": at("09:00")}, "end_not_after_start", "end"),
        ({"practitioner": "chen"}, "wrong_type", "practitioner"),
        ({"nobody": 1}, "unknown_field", "nobody"),
    ],
)
def test_what_is_no_wish_is_refused(caller: Caller, asked: dict[str, Any], reason: str, field: str) -> None:
    assert caller.refused("ics.export", **asked) == (reason, field)


@pytest.mark.parametrize("name", ["practitioner", "patient", "calendar"])
@pytest.mark.parametrize("operation", ["ics.export", "ics.free_busy"])
def test_whom_there_is_not_is_unknown(caller: Caller, operation: str, name: str) -> None:
    if (operation, name) == ("ics.free_busy", "patient"):
        return
    error = caller.error(operation, **{name: "@nobody", **SPAN})
    assert (error["reason"], error["kind"]) == ("unknown_id", name)


def test_an_export_leaves_out_what_was_called_off_where_that_is_asked_for(caller: Caller) -> None:
    book(caller, title="Eva")
    off = book(caller, title="Leo", start=at("11:00"))
    caller.call("appointments.cancel", id=off["id"])
    asked = {"practitioner": "@chen"}
    assert sorted(said(caller, cancelled=True, **asked)) == sorted(said(caller, **asked)) == ["Eva", "Leo"]
    assert said(caller, cancelled=False, **asked) == ["Eva"]
    for wrong in (None, "no", 0):
        assert caller.refused("ics.export", cancelled=wrong) == ("wrong_type", "cancelled")


def test_free_busy_time_is_a_text_and_a_number(caller: Caller) -> None:
    book(caller)
    found = caller.call("ics.free_busy", **SPAN, practitioner="@chen", calendar=None)
    assert (set(found), found["visits"]) == ({"text", "visits", "blocks", "cancelled"}, 1)
    assert "BEGIN:VFREEBUSY" in found["text"]
    assert "FREEBUSY;FBTYPE=BUSY:20350314T140000Z/20350314T143000Z" in found["text"]


@pytest.mark.parametrize(
    ("asked", "reason", "field"),
    [
        ({"start": at("00:00")}, "missing_field", "end"),
        ({"end": at("00:00")}, "missing_field", "start"),
        ({"start": None, "end": at("10:00")}, "not_a_time", "start"),
        ({"start": at("10:00"), "end": at("10:00")}, "end_not_after_start", "end"),
        ({"start": at("00:00"), "end": at("00:01", 366)}, "too_long", "end"),
        ({**SPAN, "patient": "@eva"}, "unknown_field", "patient"),
    ],
)
def test_no_time_for_free_busy_time_is_refused(caller: Caller, asked: dict[str, Any], reason: str, field: str) -> None:
    assert caller.refused("ics.free_busy", **asked) == (reason, field)


@pytest.mark.parametrize("operation", ["ics.export", "ics.free_busy"])
def test_who_may_not_export_is_told_so(caller: Caller, operation: str) -> None:
    error = caller.as_role("auditor").error(operation, **SPAN)
    assert (error["code"], error["right"]) == ("forbidden", "ics.export")


def test_an_export_of_a_day_that_nothing_is_on_is_a_sound_file(caller: Caller) -> None:
    text = caller.call("ics.export", start=at("00:00", 3), end=at("00:00", 4))["text"]
    assert (text.count("BEGIN:VEVENT"), text.count("BEGIN:VTIMEZONE"), day() in text) == (0, 1, False)
