"""Attendees listed, signed up, noted, moved and signed off from a terminal: good, null, missing and wrong (C24)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at
from tests.cli.test_contract_group_lists import WEEKLY, create
from tests.cli.test_contract_odd import tried

Sent = dict[str, Any]


def test_whoever_signs_up_is_listed(caller: Caller) -> None:
    [one] = create(caller)
    done = caller.call("attendees.add", appointment=one, patient="@eva", attendance="going", payment="pending")
    assert [session["left"] for session in done["appointments"]] == [2]
    assert (done["full"], done["already"], done["clashes"]) == ([], [], [])
    [row] = caller.call("attendees.list", appointment=one)
    assert set(row) == {
        *("patient", "name", "number", "phone", "alert", "attendance", "payment", "no_show", "held_until", "since"),
        "updated_at",
    }
    assert (row["patient"], row["name"], row["number"]) == (caller.eva, "Eva Novák", "1001")
    assert (row["attendance"], row["payment"], row["no_show"], row["held_until"]) == ("going", "pending", False, None)


def test_a_scope_signs_up_for_all_and_tells_which_were_full(caller: Caller) -> None:
    ids = create(caller, repeat=WEEKLY, max_attendees=1)
    caller.call("attendees.add", appointment=ids[1], patient="@leo")
    done = caller.call("attendees.add", appointment=ids[0], patient="@eva", scope="all")
    assert [one["id"] for one in done["appointments"]] == [ids[0], ids[2]]
    assert [one["id"] for one in done["full"]] == [ids[1]]
    again = caller.error("attendees.add", appointment=ids[1], patient="@eva")
    assert (again["code"], again["reason"], again["seats"], again["taken"]) == ("conflict", "no_seat_left", 1, 1)
    assert caller.refused("attendees.add", appointment=ids[0], patient="@eva") == ("comes_already", "patient")


def test_another_visit_at_the_time_is_told_and_no_refusal(caller: Caller) -> None:
    [one] = create(caller)
    other = caller.call("appointments.book", start=at("10:15"), end=at("10:45"), practitioner="@ortega", patient="@eva")
    [clash] = caller.call("attendees.add", appointment=one, patient="@eva")["clashes"]
    assert (clash["appointment"], clash["other"], clash["practitioner"]) == (one, other["id"], "Dr. Luis Ortega")


def test_one_is_noted_and_what_is_missing_is_kept(caller: Caller) -> None:
    [one] = create(caller, attendees=["@eva", "@leo"])
    caller.call("attendees.update", appointment=one, patient="@eva", attendance="declined", payment="paid")
    caller.call("attendees.update", appointment=one, patient="@eva", no_show=True)
    eva, leo = caller.call("attendees.list", appointment=one)
    assert (eva["attendance"], eva["payment"], eva["no_show"]) == ("declined", "paid", True)
    assert (leo["attendance"], leo["payment"], leo["no_show"]) == ("invited", "not_applicable", False)
    assert caller.call("appointments.get", id=one)["appointment"]["status"] == "booked"


def test_one_moves_to_another_session_and_is_signed_off(caller: Caller) -> None:
    ids = create(caller, repeat=WEEKLY, attendees=[])
    caller.call("attendees.add", appointment=ids[0], patient="@eva")
    assert [one["id"] for one in caller.call("attendees.sessions", appointment=ids[0])] == ids[1:]
    done = caller.call("attendees.move", appointment=ids[0], patient="@eva", to=ids[1])
    assert [one["id"] for one in done["appointments"]] == [ids[1]]
    left = caller.call("attendees.remove", appointment=ids[1], patient="@eva")
    assert [(one["id"], one["heads"]) for one in left] == [(ids[1], 0)]
    caller.call("history.undo")
    assert len(caller.call("attendees.list", appointment=ids[1])) == 1


def test_each_is_one_step_with_words_of_its_own(caller: Caller) -> None:
    ids = create(caller, repeat=WEEKLY)
    one = {"appointment": ids[0], "patient": "@eva"}
    caller.call("attendees.add", **one)
    caller.call("attendees.update", **one, payment="paid")
    caller.call("attendees.move", **one, to=ids[1])
    caller.call("attendees.remove", appointment=ids[1], patient="@eva")
    words = [head["words"] for head in caller.call("history.log")["items"]]
    assert words[:4] == ["Signed off", "Moved to another session", "Payment paid", "Signed up"]


@pytest.mark.parametrize(
    ("operation", "sent"),
    [
        ("list", {}),
        ("sessions", {}),
        ("add", {"patient": "@eva"}),
        ("update", {"patient": "@eva", "no_show": True}),
        ("remove", {"patient": "@eva"}),
        ("move", {"patient": "@eva", "to": "@nobody"}),
    ],
)
def test_a_session_that_is_not_there_is_not_found(operation: str, sent: Sent, caller: Caller) -> None:
    name = f"attendees.{operation}"
    assert caller.error(name, appointment="@nobody", **sent)["code"] == "not_found"
    assert caller.refused(name, appointment=None, **sent) == ("wrong_type", "appointment")
    assert caller.refused(name, **sent) == ("missing_field", "appointment")


@pytest.mark.parametrize(
    ("operation", "sent", "refusal"),
    [
        ("add", {"patient": "@nobody"}, ("unknown_id", None)),
        ("add", {"patient": None}, ("wrong_type", "patient")),
        ("add", {}, ("missing_field", "patient")),
        ("add", {"patient": "@leo", "attendance": "perhaps"}, ("not_one_of", "attendance")),
        ("add", {"patient": "@leo", "attendance": None}, ("not_one_of", "attendance")),
        ("add", {"patient": "@leo", "payment": "free"}, ("not_one_of", "payment")),
        ("add", {"patient": "@leo", "scope": "some"}, ("not_one_of", "scope")),
        ("add", {"patient": "@leo", "scope": "all"}, ("not_in_a_series", "scope")),
        ("update", {"patient": "@eva", "no_show": None}, ("wrong_type", "no_show")),
        ("update", {"patient": "@eva", "no_show": "yes"}, ("wrong_type", "no_show")),
        ("update", {"patient": "@eva", "attendance": None}, ("not_one_of", "attendance")),
        ("update", {"patient": "@eva", "payment": 1}, ("not_one_of", "payment")),
        ("update", {"patient": "@leo", "no_show": True}, ("unknown_id", None)),
        ("update", {"patient": "x", "no_show": True}, ("wrong_type", "patient")),
        ("remove", {"patient": "@leo"}, ("unknown_id", None)),
        ("remove", {"patient": "@eva", "scope": "all"}, ("not_in_a_series", "scope")),
        ("move", {"patient": "@eva", "to": "@nobody"}, ("unknown_id", None)),
        ("move", {"patient": "@eva", "to": None}, ("wrong_type", "to")),
        ("move", {"patient": "@eva"}, ("missing_field", "to")),
        ("sessions", {"limit": 0}, ("bad_page_size", "limit")),
        ("sessions", {"limit": 101}, ("bad_page_size", "limit")),
        ("sessions", {"limit": None}, ("wrong_type", "limit")),
    ],
)
def test_what_cannot_be_done_is_refused_by_its_name(
    operation: str, sent: Sent, refusal: tuple[str, Any], caller: Caller
) -> None:
    [one] = create(caller, attendees=["@eva"])
    assert caller.refused(f"attendees.{operation}", appointment=one, **sent) == refusal


def test_a_visit_of_one_patient_is_not_signed_up_for(caller: Caller) -> None:
    visit = caller.call("appointments.book", start=at("10:00"), end=at("10:30"), practitioner="@chen", patient="@eva")
    refusal = caller.refused("attendees.add", appointment=visit["id"], patient="@leo")
    assert refusal == ("not_a_group", "appointment")
    caller.call("attendees.update", appointment=visit["id"], patient="@eva", payment="refunded")
    assert caller.call("attendees.list", appointment=visit["id"])[0]["payment"] == "refunded"


def test_those_who_only_see_sign_nobody_up(caller: Caller) -> None:
    [one] = create(caller, attendees=["@eva"])
    auditor = caller.as_role("auditor")
    assert len(auditor.call("attendees.list", appointment=one)) == 1
    eva = {"appointment": one, "patient": "@eva"}
    for operation, sent in (("add", {}), ("update", {}), ("remove", {}), ("move", {"to": one})):
        assert auditor.refused(f"attendees.{operation}", **eva, **sent)[0] == "right_missing"


@pytest.mark.parametrize("every", [17, pytest.param(1, marks=pytest.mark.slow)])
def test_an_odd_thing_in_any_place_is_done_or_refused(every: int, caller: Caller) -> None:
    first, second, _ = create(caller, repeat=WEEKLY, attendees=["@eva"])
    one = {"appointment": first, "patient": "@leo", "scope": "this"}
    changed = {"title": "Yin", "start": at("11:00"), "end": at("12:00"), "max_attendees": 2, "attendees": ["@leo"]}
    sound = {
        "group_appointments.list": {
            "filters": ["id:?"],
            "sort": ["id:desc"],
            "archived": True,
            "page": 1,
            "per_page": 5,
        },
        "group_appointments.get": {"id": first, "filters": ["archived_at:!?"]},
        "group_appointments.conflicts": {"id": first},
        "group_appointments.update": {"id": first, "scope": "this", "version": None, "service": "@service", **changed},
        "group_appointments.archive": {"id": first, "scope": "all", "version": None},
        "group_appointments.restore": {"id": first, "scope": "all", "override_reason": None},
        "attendees.list": {"appointment": first},
        "attendees.sessions": {"appointment": first, "limit": 5},
        "attendees.add": {**one, "attendance": "going", "payment": "paid"},
        "attendees.update": {**one, "patient": "@eva", "attendance": "going", "no_show": True, "payment": "paid"},
        "attendees.remove": {**one, "patient": "@eva"},
        "attendees.move": {"appointment": first, "patient": "@leo", "to": second},
    }
    assert tried(caller, sound, every) > 30
