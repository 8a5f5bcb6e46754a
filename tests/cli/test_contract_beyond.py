"""Dates that no clock knows and numbers that no database holds, sent to every operation that takes such."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from frontdesk.services.operations import CATALOGUE, load_catalogue
from tests.cli.contract import Caller, House, at, day

Sent = dict[str, Any]
HALF_AN_HOUR = 30 * 60_000
HUGE = 10**25
WEEKLY: Sent = {"start": at("10:00"), "frequency": "weekly", "count": 3, "service": "@service", "patient": "@eva"}
# What else must be sent for a field to be looked at.
SOUND: dict[str, Sent] = {
    "availability.free_times": {"first": day(), "duration": HALF_AN_HOUR},
    "availability.fits": {"first": day(), "duration": HALF_AN_HOUR},
    "board.week": {"practitioner": "@chen"},
    "board.loads": {"days": 2},
    "closures.create": {"name": "Away", "first": day()},
    "closures.touched": {"first": day()},
    "closures.update": {"id": "@closure"},
    "delays.put": {"practitioner": "@chen", "minutes": 10},
    "waitlist.add": {"patient": "@eva", "service": "@service"},
    "waitlist.update": {"id": "@entry"},
    "history.moments": {"day": day()},
    "patients.record": {"id": "@eva"},
    "repeats.plan": {**WEEKLY, "count": None},
    "repeats.book": {**WEEKLY, "count": None},
    "series.get": {"id": "1"},
    "service_bookings.list": {"start": at("09:00"), "end": at("17:00")},
}


@pytest.fixture
def desk(house: House, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Sit down at the clinic that all tests of this file share."""
    caller = Caller(house, capsys)
    if "entry" not in house.ids:
        house.ids["entry"] = caller.call("waitlist.add", patient="@eva", service="@service")["id"]
    return caller


def taking(kind: type) -> list[tuple[str, str]]:
    """Give every operation with each field of its own that takes a value of a kind."""
    load_catalogue()
    return [
        (name, field)
        for name, operation in sorted(CATALOGUE.items())
        for field, parameter in operation.parameters().items()
        if kind in (parameter.annotation, *get_args(parameter.annotation))
    ]


DATED = [pair for pair in taking(date) if pair[1] != "birth_date"]
PAGED = [pair for pair in taking(int) if pair[1] in ("page", "size")]


def test_there_are_such_fields() -> None:
    assert {"availability.free_times", "board.day", "closures.touched", "working_hours.resolve"} <= {
        n for n, _ in DATED
    }
    assert {"appointments.list", "history.log", "service_bookings.list"} <= {n for n, _ in PAGED}


@pytest.mark.parametrize("said", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-20", "9999-12-31"])
@pytest.mark.parametrize(("operation", "field"), DATED)
def test_a_date_outside_of_1900_to_2199_is_refused(operation: str, field: str, said: str, desk: Caller) -> None:
    error = desk.error(operation, **{**SOUND.get(operation, {}), field: said})
    assert (error["reason"], error["field"], error["got"]) == ("time_out_of_range", field, said)
    assert error["allowed"] == "the years 1900 to 2199"


@pytest.mark.parametrize("said", ["1900-01-01", "2199-12-31"])
@pytest.mark.parametrize("operation", ["availability.free_times", "availability.fits", "working_hours.resolve"])
def test_the_first_and_the_last_date_are_answered(operation: str, said: str, desk: Caller) -> None:
    assert desk.answer(operation, {**SOUND.get(operation, {}), "first": said}).status == 0


@pytest.mark.parametrize("said", [HUGE, -HUGE])
@pytest.mark.parametrize(("operation", "field"), PAGED)
def test_a_page_that_no_list_has_is_refused(operation: str, field: str, said: int, desk: Caller) -> None:
    error = desk.error(operation, **{**SOUND.get(operation, {}), field: said})
    assert (error["reason"].startswith("bad_page"), error["field"], error["got"]) == (True, field, said)


@pytest.mark.parametrize("said", [HUGE, -60_000, 90_001, 25 * 3_600_000])
@pytest.mark.parametrize("field", ["buffer_before", "buffer_after"])
@pytest.mark.parametrize("operation", ["repeats.plan", "repeats.book"])
def test_a_series_has_the_buffers_that_a_visit_may_have(operation: str, field: str, said: int, desk: Caller) -> None:
    assert desk.refused(operation, **{**WEEKLY, field: said}) == ("bad_buffer", field)


def test_a_series_takes_known_equipment_alone(desk: Caller) -> None:
    error = desk.error("repeats.plan", **{**WEEKLY, "equipment": ["@nobody"]})
    assert (error["code"], error["kind"]) == ("not_found", "equipment")


def test_no_services_at_all_are_nothing_that_could_be_looked_for(desk: Caller) -> None:
    assert desk.refused("availability.free_times", first=day(), services=[]) == ("nothing_asked", "services")


@pytest.mark.parametrize("said", [HUGE, -HUGE, 2**63])
@pytest.mark.parametrize(("operation", "field"), [("board.changes", "since"), ("history.undo", "seq")])
def test_a_number_that_the_database_cannot_hold_is_refused(operation: str, field: str, said: int, desk: Caller) -> None:
    assert desk.refused(operation, **{field: said}) == ("wrong_type", field)
