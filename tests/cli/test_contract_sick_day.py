"""The absence of a practitioner from a terminal: good, null, missing and wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, House, at

Sent = dict[str, Any]
AWAY: Sent = {"practitioner": "@chen", "start": at("00:00"), "end": at("00:00", 1)}
PLAN, APPLY = "sick_day.plan", "sick_day.apply"


@pytest.fixture
def desk(house: House, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Sit down at the clinic that all tests of this file share, which they only ask what is refused."""
    return Caller(house, capsys)


def visit(caller: Caller, time: str = "10:00", **more: Any) -> Sent:
    """Book a consultation of Eva with Dr. Chen, or whatever else is said."""
    sent = {"start": at(time), "practitioner": "@chen", "service": "@service", "patient": "@eva", **more}
    found: Sent = caller.call("appointments.book", **sent)
    return found


def at_work(caller: Caller) -> None:
    """Let Dr. Ortega work on every weekday."""
    hours = [{"weekday": day, "start_minute": 540, "end_minute": 1020} for day in range(5)]
    caller.call("working_hours.put", practitioner="@ortega", hours=hours)


def rows_of(plan: Sent) -> list[Sent]:
    """Give the rows of a plan as they are applied."""
    return [
        {
            "visit": row["visit"],
            "how": row["becomes"]["how"],
            "start": row["becomes"]["start"],
            "practitioner": row["becomes"]["practitioner_id"],
            "version": row["version"],
        }
        for row in plan["rows"]
    ]


def test_a_plan_says_of_each_visit_what_it_was_what_becomes_of_it_and_what_else_might(caller: Caller) -> None:
    at_work(caller)
    booked = visit(caller)
    plan = caller.call(PLAN, **AWAY)
    [row] = plan["rows"]
    assert (row["visit"], row["kind"], row["status"], row["service"]) == (
        booked["id"],
        "visit",
        "booked",
        "Consultation",
    )
    assert (row["start"], row["end"], row["version"]) == (booked["start"], booked["end"], booked["version"])
    assert [one["name"] for one in row["people"]] == ["Eva Novák"]
    to = row["becomes"]
    assert (to["how"], to["start"], to["practitioner_id"]) == ("colleague", booked["start"], caller.ortega)
    assert {one["how"] for one in row["choices"]} == {"colleague", "move", "wait", "leave", "cancel"}
    assert (plan["practitioner_id"], plan["staying"], plan["complete"]) == (caller.chen, [], True)


def test_null_rows_are_no_list_and_null_practitioners_are_anyone(caller: Caller) -> None:
    visit(caller)
    assert caller.refused(PLAN, **AWAY, rows=None) == ("wrong_type", "rows")
    assert caller.call(PLAN, **AWAY, practitioners=None) == caller.call(PLAN, **AWAY)


def test_a_plan_is_applied_as_it_is_told_and_gives_the_calls_to_make(caller: Caller) -> None:
    at_work(caller)
    booked = visit(caller)
    plan = caller.call(PLAN, **AWAY)
    done = caller.call(APPLY, **AWAY, rows=rows_of(plan), title="Flu")
    assert (done["moved"], done["waitlisted"], done["cancelled"], done["left"]) == ([booked["id"]], [], [], [])
    [call] = done["phone_list"]
    assert (call["patient"]["name"], call["how"], call["practitioner"]) == ("Eva Novák", "colleague", "Dr. Luis Ortega")
    assert caller.call("appointments.get", id=booked["id"])["appointment"]["practitioner_id"] == caller.ortega
    assert caller.call("blocks.get", id=done["block"])["block"]["title"] == "Flu"


def test_one_undo_takes_it_back(caller: Caller) -> None:
    at_work(caller)
    booked = visit(caller)
    caller.call(APPLY, **AWAY, rows=rows_of(caller.call(PLAN, **AWAY)))
    assert caller.call("history.undo")["operation"] == APPLY
    back = caller.call("appointments.get", id=booked["id"])["appointment"]
    assert back["practitioner_id"] == caller.chen
    assert caller.call("blocks.list", start=at("00:00"), end=at("11:00")) == []


def test_what_is_said_of_a_row_stands(caller: Caller) -> None:
    booked = visit(caller)
    wanted = {"visit": booked["id"], "how": "wait"}
    [row] = caller.call(PLAN, **AWAY, rows=[wanted])["rows"]
    assert (row["becomes"]["how"], row["fixed"], row["lost"]) == ("wait", True, False)


def test_a_plan_of_what_is_no_more_is_stale_and_names_the_visits(caller: Caller) -> None:
    booked = visit(caller)
    rows = rows_of(caller.call(PLAN, **AWAY))
    caller.call("appointments.cancel", id=booked["id"])
    error = caller.error(APPLY, **AWAY, rows=rows)
    assert (error["code"], error["reason"], error["visits"]) == ("stale", "plan_outdated", [booked["id"]])


@pytest.mark.parametrize("operation", [PLAN, APPLY])
@pytest.mark.parametrize("field", ["practitioner", "start", "end"])
def test_who_and_when_must_be_said(operation: str, field: str, desk: Caller) -> None:
    sent = {**AWAY, "rows": []}
    assert desk.refused(operation, **{k: v for k, v in sent.items() if k != field}) == ("missing_field", field)
    reason = "wrong_type" if field == "practitioner" else "not_a_time"
    assert desk.refused(operation, **{**sent, field: None}) == (reason, field)


def test_the_rows_of_what_is_applied_must_be_said(desk: Caller) -> None:
    assert desk.refused(APPLY, **AWAY) == ("missing_field", "rows")


@pytest.mark.parametrize("operation", [PLAN, APPLY])
@pytest.mark.parametrize(
    ("sent", "refused"),
    [
        ({"end": at("00:00")}, ("end_not_after_start", "end")),
        ({"end": at("00:00", 120)}, ("absence_too_long", "end")),
        ({"weeks": 0}, ("bad_count", "weeks")),
        ({"weeks": 13}, ("bad_count", "weeks")),
        ({"weeks": "four"}, ("wrong_type", "weeks")),
        ({"practitioner": "@nobody"}, ("unknown_id", None)),
        ({"rows": [{"how": "wait"}]}, ("missing_field", "rows[0].visit")),
        ({"rows": [{"visit": "@nobody"}]}, ("missing_field", "rows[0].how")),
        ({"rows": [{"visit": "@nobody", "how": "later"}]}, ("not_one_of", "rows[0].how")),
        ({"rows": [{"visit": "@nobody", "how": "move"}]}, ("missing_field", "rows[0].start")),
        ({"rows": [{"visit": "@nobody", "how": "wait"}] * 2}, ("id_twice", "rows[1].visit")),
        ({"rows": [{"visit": "@nobody", "how": "wait", "why": 1}]}, ("unknown_field", "rows[0].why")),
    ],
)
def test_what_cannot_be_is_refused(operation: str, sent: Sent, refused: tuple[str, str | None], desk: Caller) -> None:
    assert desk.refused(operation, **{**AWAY, "rows": [], **sent}) == refused


def test_a_colleague_who_is_not_there_is_not_found(desk: Caller) -> None:
    assert desk.error(PLAN, **AWAY, practitioners=["@nobody"])["code"] == "not_found"


def test_a_row_of_a_visit_that_the_absence_does_not_touch_is_stale(desk: Caller) -> None:
    assert desk.refused(APPLY, **AWAY, rows=[{"visit": "@nobody", "how": "wait"}])[0] == "plan_outdated"


def test_what_a_visit_can_never_become_is_refused_by_its_row(caller: Caller) -> None:
    booked = visit(caller, service=None, end=at("10:30"))
    error = caller.error(APPLY, **AWAY, rows=[{"visit": booked["id"], "how": "wait"}])
    assert (error["code"], error["reason"], error["field"]) == ("invalid", "never_possible", "rows[0].how")
    assert "cancel" in error["allowed"]
    assert "wait" not in error["allowed"]


def test_a_time_that_is_offered_is_told_and_withdrawn(caller: Caller) -> None:
    entry = caller.call("waitlist.add", patient="@eva", service="@service")
    offered = caller.call("waitlist.offer", id=entry["id"], start=at("11:00"), practitioner="@chen")
    assert [one["entry"] for one in caller.call(PLAN, **AWAY)["held"]] == [entry["id"]]
    done = caller.call(APPLY, **AWAY, rows=[])
    assert done["withdrawn"] == [offered["offer"]["hold_id"]]
    assert [call["offer"] for call in done["phone_list"]] == [True]


def test_who_may_only_look_may_plan_and_not_apply(desk: Caller) -> None:
    looking = desk.as_role("auditor")
    assert looking.call(PLAN, **AWAY)["rows"] == []
    assert looking.error(APPLY, **AWAY, rows=[])["code"] == "forbidden"
