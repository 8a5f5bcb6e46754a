"""A series from a terminal, in words and as JSON."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Terminal
from tests.cli.contract import Caller, at


@pytest.fixture
def booked(caller: Caller) -> dict[str, Any]:
    """Book Eva for three Wednesdays, of which the second is taken."""
    caller.call("appointments.book", start=at("10:00", 7), practitioner="@chen", patient="@leo", service="@service")
    sent = {"start": at("10:00"), "frequency": "weekly", "count": 3, "service": "@service", "policy": "skip"}
    made: dict[str, Any] = caller.call("repeats.book", practitioner="@chen", patient="@eva", **sent)
    return made


def test_a_series_is_told_in_a_sentence_with_a_line_for_each_date(
    caller: Caller, terminal: Terminal, booked: dict[str, Any]
) -> None:
    answer = terminal("series", booked["visits"][1]["id"], "--db", caller.house.path)
    assert answer.status == 0, answer
    lines = answer.out.splitlines()
    assert lines[0] == "Every Wednesday, 3 times (America/New_York)"
    assert [" ".join(line.split()) for line in lines[1:]] == [
        "Wednesday 14 March 2035 10:00-10:30 as planned",
        "Wednesday 21 March 2035 10:00-10:30 left out taken free: Wednesday 21 March 2035, 10:45",
        "Wednesday 28 March 2035 10:00-10:30 as planned",
    ]


def test_json_is_what_the_operation_answers(caller: Caller, terminal: Terminal, booked: dict[str, Any]) -> None:
    answer = terminal("series", booked["series_id"], "--db", caller.house.path, "--json")
    assert answer.json == caller.call("series.get", id=booked["series_id"], size=100)


def test_a_visit_of_no_series_is_refused(caller: Caller, terminal: Terminal) -> None:
    sent = {"start": at("10:00"), "practitioner": "@chen", "patient": "@leo", "service": "@service"}
    alone = caller.call("appointments.book", **sent)["id"]
    answer = terminal("series", alone, "--db", caller.house.path)
    assert answer.status == 2
    assert answer.out == ""


def test_a_long_series_says_how_to_see_more(caller: Caller, terminal: Terminal) -> None:
    sent = {"start": at("18:00"), "frequency": "weekly", "count": 104, "duration": 1_800_000, "title": "Choir"}
    made = caller.call("repeats.book", practitioner="@chen", policy="book_anyway", override_reason="Asked for", **sent)
    told = terminal("series", made["series_id"], "--db", caller.house.path).out.splitlines()
    assert told[-1] == "… 104 dates in all: --page 2 tells more"
    more = terminal("series", made["series_id"], "--db", caller.house.path, "--page", 2).out.splitlines()
    assert len(more) == 5
