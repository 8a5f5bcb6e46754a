"""Notes on visits and the list of reasons, as JSON (C59, C60)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at
from tests.cli.test_contract_odd import tried

Sent = dict[str, Any]


@pytest.fixture
def visit(caller: Caller) -> str:
    """Have a visit of Eva, far ahead."""
    made = caller.call("appointments.book", start=at("10:00"), practitioner="@chen", patient="@eva", end=at("10:30"))
    return str(made["id"])


@pytest.fixture
def note(caller: Caller, visit: str) -> Sent:
    """Have a note on it."""
    made: Sent = caller.call("notes.create", appointment=visit, body="Bring the card")
    return made


def test_a_note_is_answered_with_all_that_it_is(note: Sent, visit: str) -> None:
    assert note == {
        "id": note["id"],
        "appointment_id": visit,
        "body": "Bring the card",
        "author": "front-desk",
        "created_at": note["created_at"],
        "edited_by": None,
        "edited_at": None,
        "version": 1,
    }


def test_notes_are_listed_newest_first_by_limit_and_offset(caller: Caller, note: Sent, visit: str) -> None:
    second = caller.call("notes.create", appointment=visit, body="And the X-ray")
    assert caller.call("notes.list", appointment=visit) == {
        "items": [second, note],
        "total": 2,
        "limit": 50,
        "offset": 0,
    }
    assert caller.call("notes.list", appointment=visit, limit=1, offset=1)["items"] == [note]
    details = caller.call("appointments.get", id=visit)
    assert (details["notes"], details["note_count"]) == ([second, note], 2)


def test_a_note_is_edited_and_deleted_and_both_are_undone(caller: Caller, note: Sent, visit: str) -> None:
    changed = caller.call("notes.update", id=note["id"], body="New", version=1)
    assert (changed["body"], changed["edited_by"], changed["version"]) == ("New", "front-desk", 2)
    assert caller.call("notes.delete", id=note["id"]) is None
    assert caller.refused("notes.delete", id=note["id"]) == ("unknown_id", None)
    caller.call("history.undo")
    caller.call("history.undo")
    assert [one["body"] for one in caller.call("notes.list", appointment=visit)["items"]] == ["Bring the card"]


def test_notes_go_with_their_visit_and_come_back(caller: Caller, note: Sent, visit: str) -> None:
    caller.call("appointments.delete", id=visit)
    assert caller.refused("notes.list", appointment=visit) == ("unknown_id", None)
    caller.call("history.undo")
    assert caller.call("notes.list", appointment=visit)["total"] == 1


@pytest.mark.parametrize("body", [None, "", " ", "x" * 5001, "a\0", 5])
def test_words_that_are_none_are_refused(caller: Caller, note: Sent, visit: str, body: Any) -> None:
    assert caller.refused("notes.create", appointment=visit, body=body)[1] == "body"
    assert caller.refused("notes.update", id=note["id"], body=body)[1] == "body"


def test_what_is_missing_is_refused(caller: Caller, note: Sent) -> None:
    assert caller.refused("notes.create", body="x") == ("missing_field", "appointment")
    assert caller.refused("notes.create", appointment="@nobody") == ("missing_field", "body")
    assert caller.refused("notes.update", id=note["id"]) == ("missing_field", "body")
    assert caller.refused("notes.list") == ("missing_field", "appointment")
    assert caller.refused("notes.delete") == ("missing_field", "id")


@pytest.mark.parametrize("sent", [{"limit": 0}, {"limit": None}, {"offset": -1}, {"appointment": None}])
def test_a_bad_list_is_refused(caller: Caller, visit: str, sent: Sent) -> None:
    assert caller.refused("notes.list", **{"appointment": visit, **sent})[1] == next(iter(sent))


def test_who_may_only_look_writes_no_note(caller: Caller, note: Sent, visit: str) -> None:
    auditor = caller.as_role("auditor")
    assert auditor.call("notes.list", appointment=visit)["total"] == 1
    assert auditor.error("notes.create", appointment=visit, body="x")["code"] == "forbidden"
    assert auditor.error("notes.update", id=note["id"], body="x")["code"] == "forbidden"
    assert auditor.error("notes.delete", id=note["id"])["code"] == "forbidden"


def test_reasons_are_listed_put_and_made_usual_again(caller: Caller) -> None:
    usual = caller.call("reasons.list")
    assert {"away": "left", "words": "Felt better"} in usual
    mine = [{"away": "cancel", "words": "Ill"}, {"away": "no_show", "words": "Snow"}]
    assert caller.call("reasons.put", reasons=mine) == mine
    assert caller.call("reasons.list", away="no_show") == mine[1:]
    assert caller.call("reasons.put", reasons=[]) == usual


@pytest.mark.parametrize(
    ("reasons", "field"),
    [
        (None, "reasons"),
        ("Ill", "reasons"),
        ([{"away": "cancel"}], "reasons[0].words"),
        ([{"away": "ill", "words": "Ill"}], "reasons[0].away"),
        ([{"away": "cancel", "words": ""}], "reasons[0].words"),
        ([{"away": "cancel", "words": "x" * 81}], "reasons[0].words"),
        ([{"away": "cancel", "words": "Ill"}] * 2, "reasons[1].words"),
    ],
)
def test_a_bad_list_of_reasons_is_refused(caller: Caller, reasons: Any, field: str) -> None:
    assert caller.refused("reasons.put", reasons=reasons)[1] == field


def test_who_may_only_look_puts_no_reasons(caller: Caller) -> None:
    auditor = caller.as_role("auditor")
    assert auditor.call("reasons.list")
    assert auditor.error("reasons.put", reasons=[])["code"] == "forbidden"


def test_an_odd_thing_in_any_place_is_done_or_refused(caller: Caller, note: Sent, visit: str) -> None:
    sound: dict[str, Sent] = {
        "notes.list": {"appointment": visit, "limit": 5, "offset": 1},
        "notes.create": {"appointment": visit, "body": "x"},
        "notes.update": {"id": note["id"], "body": "x", "version": 1},
        "notes.delete": {"id": note["id"], "version": 1},
        "reasons.list": {"away": "cancel"},
        "reasons.put": {"reasons": [{"away": "cancel", "words": "Ill"}]},
    }
    for operation, sent in sound.items():
        book = caller.house.path.read_bytes()
        caller.call(operation, **sent)
        caller.house.path.write_bytes(book)
    assert tried(caller, sound, every=5) > 40
