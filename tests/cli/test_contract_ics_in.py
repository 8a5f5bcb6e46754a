"""The contract of calendar files that come in: `ics.preview` and `ics.import` (C78)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.contract import Caller

LINES = ("UID:visit", "DTSTART:20350314T130000Z", "DTEND:20350314T133000Z")
GUEST = "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ann@guest.example"
OWNER = "ORGANIZER;CN=Dr. Amelia Chen:mailto:chen@clinic.example"


def calendar(path: Path, *lines: str) -> str:
    """Write a calendar file and give its path as JSON has it."""
    path.write_bytes("\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")).encode())
    return str(path)


def event(*lines: str) -> tuple[str, ...]:
    """Give the lines of the visit."""
    return ("BEGIN:VEVENT", *LINES, *lines, "END:VEVENT")


def answer(said: str, stamp: str = "20350301T120000Z") -> tuple[str, ...]:
    """Give the lines in which the guest answers."""
    said = GUEST.replace("NEEDS-ACTION", said)
    return ("METHOD:REPLY", "BEGIN:VEVENT", "UID:visit", f"DTSTAMP:{stamp}", said, "END:VEVENT")


@pytest.fixture
def visit(tmp_path: Path) -> str:
    """Write a file of one visit with a guest."""
    return calendar(tmp_path / "visit.ics", *event(GUEST, OWNER))


def rows(preview: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Give state, action and reason of each row."""
    return [(row["state"], row["action"], row["reason"]) for row in preview["rows"]]


def test_c78_a_preview_and_an_import_of_it_say_the_same(caller: Caller, visit: str) -> None:
    shown = caller.call("ics.preview", files=[visit])
    done = caller.call("ics.import", files=[visit])
    assert (rows(shown), shown["rows"]) == ([("new", "import", "")], done["preview"]["rows"])
    assert (done["visits"], done["kept"]) == (1, 0)


def test_c78_an_answer_is_a_change_that_says_what_was_answered_and_not_by_whom(
    caller: Caller, visit: str, tmp_path: Path
) -> None:
    caller.call("ics.import", files=[visit])
    done = caller.call("ics.import", files=[calendar(tmp_path / "reply.ics", *answer("DECLINED"))])
    (row,) = done["preview"]["rows"]
    assert (row["state"], row["reason"], row["facts"]) == ("changed", "reply", {"partstat": "DECLINED", "visits": 1})
    assert done["changed"] == 1


def test_c78_an_answer_about_what_is_not_here_says_so(caller: Caller, tmp_path: Path) -> None:
    shown = caller.call("ics.preview", files=[calendar(tmp_path / "reply.ics", *answer("ACCEPTED"))])
    assert rows(shown) == [("same", "skip", "reply_not_here")]


def test_c78_a_proposal_says_the_time_that_it_proposes(caller: Caller, tmp_path: Path) -> None:
    shown = caller.call("ics.preview", files=[calendar(tmp_path / "c.ics", "METHOD:COUNTER", *event())])
    (row,) = shown["rows"]
    assert (row["reason"], row["facts"]["method"], row["facts"]["visits"]) == ("message", "COUNTER", 0)
    assert {"start", "end"} <= set(row["facts"])


def test_c78_tasks_are_kept_and_one_undo_lets_go_of_them(caller: Caller, tmp_path: Path) -> None:
    file = calendar(tmp_path / "tasks.ics", "BEGIN:VTODO", "UID:t", "SUMMARY:Order gloves", "END:VTODO")
    done = caller.call("ics.import", files=[file])
    assert (done["kept"], [trouble["what"] for trouble in done["preview"]["troubles"]]) == (1, ["kept"])
    caller.call("history.undo")
    assert caller.call("ics.preview", files=[file])["kept"] == 1


def test_c78_what_is_done_with_all_rows_of_a_state_gives_way_to_a_choice_about_one(
    caller: Caller, visit: str, tmp_path: Path
) -> None:
    caller.call("ics.import", files=[visit])
    over = calendar(tmp_path / "over.ics", *event(OWNER.lower().upper()), *event("SEQUENCE:1", OWNER))
    other = Path(over).read_text().replace("UID:visit", "UID:other")
    Path(over).write_text(other)
    shown = caller.call("ics.preview", files=[over], defaults={"clashing": "anyway"}, practitioner="@chen")
    assert ("clashing", "anyway", "overlaps") not in rows(caller.call("ics.preview", files=[over]))
    key = next(row["key"] for row in shown["rows"] if row["state"] != "same")
    sent = {"files": [over], "practitioner": "@chen", "choices": [{"key": key, "action": "skip"}]}
    assert "import" not in {row["action"] for row in caller.call("ics.preview", **sent)["rows"]}


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ({}, "missing_field", "files"),
        ({"files": None}, "wrong_type", "files"),
        ({"files": "visit.ics"}, "wrong_type", "files"),
        ({"defaults": None}, "wrong_type", "defaults"),
        ({"defaults": {"clashing": "maybe"}}, "not_one_of", "defaults.clashing"),
        ({"defaults": {"clash": "skip"}}, "not_one_of", "defaults"),
        ({"choices": [{"key": "7:7"}]}, "unknown_row", "choices"),
        ({"choices": [{"action": "skip"}]}, "missing_field", "choices[0].key"),
        ({"choices": [{"key": "0:3", "action": "take"}]}, "not_one_of", "choices[0].action"),
        ({"choices": [{"key": "0:3", "patience": 1}]}, "unknown_field", "choices[0].patience"),
        ({"practitioner": "@nobody"}, "unknown_id", None),
        ({"service": "@nobody"}, "unknown_id", None),
    ],
)
@pytest.mark.parametrize("operation", ["ics.preview", "ics.import"])
def test_c78_what_is_missing_or_bad_is_refused_by_its_field(
    caller: Caller, visit: str, operation: str, sent: dict[str, Any], reason: str, field: str | None
) -> None:
    files = {} if reason == "missing_field" and field == "files" else {"files": [visit]}
    error = caller.error(operation, **{**files, **sent})
    assert (error["reason"], error.get("field")) == (reason, field)


def test_c78_an_auditor_imports_nothing(caller: Caller, visit: str) -> None:
    assert caller.as_role("auditor").error("ics.import", files=[visit])["code"] == "forbidden"
