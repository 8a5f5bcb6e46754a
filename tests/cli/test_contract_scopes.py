"""This date, those that follow, or all of a series, from a terminal (C38 to C40, C61)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at

Sent = dict[str, Any]
DEEDS: dict[str, Sent] = {
    "update": {"title": "Knee"},
    "move": {"start": at("11:00", 7)},
    "set_status": {"status": "confirmed"},
    "cancel": {"reason": "Moves away"},
    "archive": {},
    "delete": {},
}


def weekly(caller: Caller, rrule: str = "FREQ=WEEKLY;COUNT=4", **more: Any) -> list[Sent]:
    """Book half an hour every week; give the visits by date."""
    sent = {"start": at("10:00"), "end": at("10:30"), "practitioner": "@chen", "patient": "@eva", **more}
    made = caller.call("appointments.book", rrule=rrule, ignore_free_slots=True, **sent)
    return [row["visit"] for row in caller.call("series.get", id=made["series_id"])["rows"]]


def stands(caller: Caller, id: str) -> list[str]:
    return [row["stands"] for row in caller.call("series.get", id=id)["rows"]]


def test_a_series_is_told_date_by_date_by_its_own_id_or_that_of_a_visit(caller: Caller) -> None:
    made = weekly(caller)
    table = caller.call("series.get", id=made[2]["id"])
    assert (table["id"], table["text"], table["times"], table["filled"]) == (
        made[0]["series_id"],
        "FREQ=WEEKLY;COUNT=4",
        4,
        None,
    )
    assert [rule["every"] for rule in table["rules"]] == ["weekly"]
    row = table["rows"][1]
    assert (row["key"], row["start"], row["stands"], row["state"]) == (
        "20350321T140000Z",
        "2035-03-21T10:00:00-04:00",
        "as_ruled",
        "ok",
    )
    assert (table["counts"], table["total"]) == ({"as_ruled": 4}, 4)


def test_the_pages_of_a_series_hold_it_together(caller: Caller) -> None:
    made = weekly(caller)
    first = caller.call("series.get", id=made[0]["id"], page=1, size=3)
    second = caller.call("series.get", id=made[0]["id"], page=2, size=3)
    assert [len(first["rows"]), len(second["rows"]), second["total"]] == [3, 1, 4]


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_reaches_this_one_where_no_scope_is_said(deed: str, caller: Caller) -> None:
    made = weekly(caller)
    caller.call(f"appointments.{deed}", id=made[1]["id"], **DEEDS[deed])
    assert sum(one != "as_ruled" for one in stands(caller, made[0]["series_id"])) == (deed != "set_status")


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("scope", ["following", "all"])
def test_a_deed_with_a_scope_is_one_step_and_is_tried_before(deed: str, scope: str, caller: Caller) -> None:
    made = weekly(caller)
    sent = DEEDS[deed] if deed != "cancel" else {}
    trial = caller.call("series.trial", id=made[1]["id"], deed=deed, scope=scope, **sent)
    assert (trial["changes"], trial["clashes"], len(trial["rows"])) == (
        (3, 0, 3) if scope == "following" else (4, 0, 4)
    )
    steps = caller.call("history.log")["total"]
    caller.call(f"appointments.{deed}", id=made[1]["id"], scope=scope, **DEEDS[deed])
    assert caller.call("history.log")["total"] == steps + 1
    caller.call("history.undo")
    assert stands(caller, made[0]["series_id"]) == ["as_ruled"] * 4


@pytest.mark.parametrize("deed", DEEDS)
def test_a_scope_that_is_none_is_refused(deed: str, caller: Caller) -> None:
    made = weekly(caller)
    sent = {**DEEDS[deed], "id": made[1]["id"]}
    assert caller.refused(f"appointments.{deed}", **sent, scope="some") == ("not_one_of", "scope")
    assert caller.call(f"appointments.{deed}", **sent, scope=None) is not None or deed == "delete"


@pytest.mark.parametrize("deed", DEEDS)
def test_a_single_visit_has_no_others(deed: str, caller: Caller) -> None:
    visit = caller.call("appointments.book", start=at("10:00"), end=at("10:30"), practitioner="@chen", patient="@eva")
    sent = {**DEEDS[deed], "id": visit["id"], "scope": "all"}
    assert caller.refused(f"appointments.{deed}", **sent) == ("not_in_a_series", "scope")


def test_what_is_archived_comes_back_with_a_scope(caller: Caller) -> None:
    made = weekly(caller)
    caller.call("appointments.archive", id=made[0]["id"], scope="all")
    caller.call("appointments.restore", id=made[2]["id"], scope="following")
    assert stands(caller, made[0]["series_id"]) == ["archived", "archived", "as_ruled", "as_ruled"]


def test_a_move_says_what_clashes_and_can_leave_it(caller: Caller) -> None:
    made = weekly(caller)
    caller.call("appointments.book", start=at("11:00", 14), end=at("11:30", 14), practitioner="@chen", patient="@leo")
    sent = {"id": made[0]["id"], "start": at("11:00"), "scope": "all"}
    error = caller.error("appointments.move", **sent)
    assert (error["reason"], error["dates"], len(error["clashes"])) == ("time_taken", 1, 1)
    caller.call("appointments.move", **sent, clashing="leave")
    assert stands(caller, made[0]["series_id"]) == ["as_ruled", "as_ruled", "changed", "as_ruled"]


def test_the_id_of_a_series_is_one_of_its_visits_to_read_and_all_of_them_to_change(caller: Caller) -> None:
    made = weekly(caller)
    series = made[0]["series_id"]
    assert caller.call("appointments.get", id=series)["appointment"]["id"] == made[0]["id"]
    caller.call("appointments.update", id=series, title="Knee")
    titles = {row["visit"]["title"] for row in caller.call("series.get", id=series)["rows"]}
    assert titles == {"Knee"}


@pytest.mark.parametrize(
    ("operation", "sent", "refusal"),
    [
        ("series.get", {"id": "@nobody"}, ("unknown_id", None)),
        ("series.get", {"id": None}, ("wrong_type", "id")),
        ("series.get", {}, ("missing_field", "id")),
        ("series.trial", {"id": "@nobody", "deed": "archive"}, ("unknown_id", None)),
        ("series.trial", {"id": "@nobody"}, ("missing_field", "deed")),
        ("series.trial", {"id": "@nobody", "deed": "burn"}, ("not_one_of", "deed")),
        ("series.trial", {"id": "@nobody", "deed": "move"}, ("missing_field", "start")),
        ("series.trial", {"id": "@nobody", "deed": "set_status"}, ("missing_field", "status")),
        ("series.book_left_out", {"id": "@nobody", "key": "x"}, ("unknown_id", None)),
        ("series.book_left_out", {"id": "@nobody"}, ("missing_field", "key")),
        ("series.extend", {"all": True}, ("unknown_field", "all")),
        ("series.extend", {"most": 0}, ("bad_page_size", "most")),
        ("series.extend", {"most": "ten"}, ("wrong_type", "most")),
        ("series.extend", {"after": "soon"}, ("wrong_type", "after")),
    ],
)
def test_a_bad_question_about_a_series_is_refused(
    operation: str, sent: Sent, refusal: tuple[str, str | None], caller: Caller
) -> None:
    error = caller.error(operation, **sent)
    assert (error.get("reason", error["code"]), error.get("field")) == refusal


def test_a_date_that_was_not_left_out_cannot_be_booked_again(caller: Caller) -> None:
    made = weekly(caller)
    assert caller.refused("series.book_left_out", id=made[0]["id"], key="20350321T140000Z") == ("no_such_date", "key")


def test_a_rule_without_an_end_reaches_two_years_and_needs_no_more_rows_yet(caller: Caller) -> None:
    made = weekly(caller, "FREQ=WEEKLY;INTERVAL=2")
    table = caller.call("series.get", id=made[0]["id"])
    assert (table["times"], table["counts"]["as_ruled"]) == (None, 53)
    assert caller.call("series.extend") == {"added": 0, "left_out": 0, "last": None}


def test_who_may_only_look_tries_but_does_not_change(caller: Caller) -> None:
    made = weekly(caller)
    auditor = caller.as_role("auditor")
    assert auditor.call("series.get", id=made[0]["id"])["total"] == 4
    assert auditor.error("appointments.update", id=made[0]["id"], title="Knee", scope="all")["code"] == "forbidden"


ALONE: dict[str, Sent] = {deed: sent for deed, sent in DEEDS.items() if deed not in ("archive", "delete")}


def done_alone(caller: Caller, deed: str) -> tuple[list[Sent], int]:
    """Do something to the second visit of a series alone; give the visits, and the number of the step."""
    made = weekly(caller)
    caller.call(f"appointments.{deed}", id=made[1]["id"], **ALONE[deed])
    return made, caller.call("history.state")["undo"]["seq"]


@pytest.mark.parametrize("deed", ALONE)
def test_the_same_is_done_to_more_instead_of_to_one_and_taken_back_as_one(deed: str, caller: Caller) -> None:
    made, step = done_alone(caller, deed)
    tried = {key: value for key, value in ALONE[deed].items() if key != "reason"}
    sent = {"id": made[1]["id"], "scope": "following", "instead_of": step}
    before = caller.call("history.log")["total"]
    assert caller.call("series.trial", deed=deed, **sent, **tried)["changes"] == 3
    assert caller.call("history.log")["total"] == before
    caller.call(f"appointments.{deed}", **sent, **ALONE[deed])
    caller.call("history.undo")
    assert stands(caller, made[0]["series_id"]) == ["as_ruled"] * 4
    assert {row["visit"]["status"] for row in caller.call("series.get", id=made[0]["id"])["rows"]} == {"booked"}


@pytest.mark.parametrize(
    ("step", "refusal"),
    [
        (None, None),
        ("soon", ("wrong_type", "instead_of")),
        (True, ("wrong_type", "instead_of")),
        (10**30, ("wrong_type", "instead_of")),
        (1, ("not_that_step", "instead_of")),
        (10**6, ("unknown_id", None)),
    ],
)
@pytest.mark.parametrize("trial", [False, True])
def test_a_step_that_is_none_is_not_given_way(
    step: object, refusal: tuple[str, str | None] | None, trial: bool, caller: Caller
) -> None:
    made, _ = done_alone(caller, "move")
    sent = {"id": made[1]["id"], "scope": "following", "instead_of": step, **ALONE["move"]}
    operation = "series.trial" if trial else "appointments.move"
    sent |= {"deed": "move"} if trial else {}
    if refusal is None:
        assert caller.call(operation, **sent) is not None
    else:
        assert caller.refused(operation, **sent) == refusal


def test_a_step_of_another_kind_or_of_another_visit_does_not_give_way(caller: Caller) -> None:
    made, step = done_alone(caller, "move")
    sent = {"scope": "all", "instead_of": step}
    other = caller.refused("appointments.move", id=made[2]["id"], start=at("11:00", 14), **sent)
    kind = caller.refused("appointments.cancel", id=made[1]["id"], **sent)
    assert (other, kind) == (("not_that_step", "instead_of"),) * 2


def test_a_step_on_which_something_stands_does_not_give_way(caller: Caller) -> None:
    made, step = done_alone(caller, "move")
    caller.call("appointments.update", id=made[1]["id"], title="Knee")
    sent = {"id": made[1]["id"], "scope": "all", "instead_of": step, **ALONE["move"]}
    assert caller.error("appointments.move", **sent)["reason"] == "changed_since"
    assert caller.call("appointments.get", id=made[1]["id"])["appointment"]["title"] == "Knee"


def test_a_step_that_was_taken_back_does_not_give_way(caller: Caller) -> None:
    made, step = done_alone(caller, "move")
    caller.call("history.undo")
    sent = {"id": made[1]["id"], "scope": "all", "instead_of": step, **ALONE["move"]}
    assert caller.error("appointments.move", **sent)["reason"] == "already_undone"
