"""What a script or a screen asks of free times and visits, of the wrong type or beyond years: no wire looks at it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from frontdesk.domain.appointment import Extra
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.errors import Invalid, Refusal
from frontdesk.domain.instants import LATEST, MINUTE, Instant, start_of_day
from frontdesk.domain.repeat_plan import RowChoice
from frontdesk.services.asking import Asked, ServiceAsked
from tests.support.clinics import DAY, Desk
from tests.support.refusals import refused

ANY: Any = object()
LAST = date(2199, 12, 31)
# What every question may get wrong, by field; a list stands for one within it.
ASKED: list[tuple[str, Any, str]] = [
    *((name, value, name) for name in ("calendar", "service", "location", "room") for value in ("1", 1.5, True, -1)),
    *((name, value, name) for name in ("patient", "visit", "variation") for value in ("1", 2**63, ANY)),
    *((name, value, name) for name in ("heads", "duration", "step") for value in ("30", 1.5, True)),
    ("heads", None, "heads"),
    *((name, value, name) for name in ("for_patient", "ignore_date_range") for value in (None, "yes", 1)),
    ("zone_name", 1, "zone_name"),
    *(("practitioners", value, "practitioners") for value in ("1", 1, True, {1: 2})),
    *(("practitioners", [value], "practitioners[0]") for value in (None, "1", 1.5, True)),
    ("practitioners", [2**63], "practitioners[0]"),
    *((name, value, name) for name in ("services", "add_ons") for value in (None, "1", 1)),
    ("services", [1], "services[0]"),
    ("services", [ServiceAsked(ANY)], "services[0].service"),
    ("services", [ServiceAsked(1, practitioner=ANY)], "services[0].practitioner"),  # type: ignore[arg-type]
    ("services", [ServiceAsked(1, position=ANY)], "services[0].position"),  # type: ignore[arg-type]
    ("services", [ServiceAsked(1, add_ons=[Extra(ANY)])], "services[0].add_ons[0].id"),  # type: ignore[arg-type]
    ("add_ons", [Extra(1, quantity=ANY)], "add_ons[0].quantity"),  # type: ignore[arg-type]
    ("add_ons", [Extra(1, duration=ANY)], "add_ons[0].duration"),  # type: ignore[arg-type]
]
DATES: list[tuple[Any, str]] = [
    ("2026-03-18", "wrong_type"),
    (20260318, "wrong_type"),
    (datetime(2026, 3, 18), "wrong_type"),
    (date.max, "time_out_of_range"),
    (date.min, "time_out_of_range"),
    (date(2200, 1, 1), "time_out_of_range"),
]
TIMES: list[tuple[Any, str]] = [
    ("2026-03-18T10:00Z", "not_a_time"),
    (1.5, "not_a_time"),
    (True, "not_a_time"),
    (10**18, "time_out_of_range"),
    (-(10**18), "time_out_of_range"),
]


OF_VISITS: list[tuple[str, Any, str, str]] = [
    *((name, ANY, name, "wrong_type") for name in ("patient", "service", "calendar", "room")),
    *((name, ANY, name, "wrong_type") for name in ("practitioner", "location")),
    *((name, ANY, name, "wrong_type") for name in ("attendees", "equipment")),
    ("attendees", ["1"], "attendees[0]", "wrong_type"),
    *((name, None, name, "wrong_type") for name in ("group", "internal")),
    ("interaction", None, "interaction", "not_one_of"),
    ("type", "staff", "type", "not_one_of"),
    ("buffer_after", "5", "buffer_after", "wrong_type"),
    ("title", 1, "title", "wrong_type"),
    ("zone_name", 1, "zone_name", "wrong_type"),
]


def complete(refusal: Refusal, field: str) -> str:
    """Look whether a refusal tells all that an invalid request is told, and give its reason."""
    assert isinstance(refusal, Invalid)
    assert (refusal.facts["field"], "got" in refusal.facts, bool(refusal.facts["allowed"])) == (field, True, True)
    return refusal.reason


def test_every_field_of_a_question_is_looked_at() -> None:
    assert {name for name, _, _ in ASKED} == set(Asked.__annotations__)


@pytest.mark.parametrize(("name", "value", "field"), ASKED)
def test_what_a_question_says_is_of_its_type(name: str, value: Any, field: str, desk: Desk) -> None:
    sent = {"first": DAY, "duration": 30 * MINUTE, name: value}
    assert complete(refused(desk.clinic.availability.free_times, **sent), field) == "wrong_type"


@pytest.mark.parametrize(("value", "reason"), DATES)
@pytest.mark.parametrize("field", ["first", "last"])
@pytest.mark.parametrize("name", ["free_times", "fits"])
def test_dates_are_dates_of_the_years_that_are_booked(
    name: str, field: str, value: Any, reason: str, desk: Desk
) -> None:
    sent = {"first": DAY, "duration": 30 * MINUTE, field: value}
    assert complete(refused(getattr(desk.clinic.availability, name), **sent), field) == reason


@pytest.mark.parametrize(("value", "reason"), TIMES)
@pytest.mark.parametrize(
    ("operation", "field"),
    [
        ("availability.next_free", "since"),
        ("availability.suggest", "since"),
        ("availability.explain", "start"),
        ("holds.place", "start"),
        ("holds.place", "end"),
        ("appointments.book", "start"),
        ("appointments.book", "end"),
        ("repeats.plan", "start"),
        ("repeats.book", "start"),
        ("service_bookings.create", "start"),
        ("service_bookings.create", "end"),
    ],
)
def test_times_are_instants_of_the_years_that_are_booked(
    operation: str, field: str, value: Any, reason: str, desk: Desk
) -> None:
    sent = {**sound(desk, operation), field: value}
    assert complete(refused(lambda: desk.clinic.call(operation, sent)), field) == reason


@pytest.mark.parametrize("value", [None, "2", 1.5, True])
@pytest.mark.parametrize("name", ["next_free", "suggest"])
def test_a_count_is_a_whole_number(name: str, value: Any, desk: Desk) -> None:
    call = getattr(desk.clinic.availability, name)
    assert complete(refused(call, duration=30 * MINUTE, count=value), "count") == "wrong_type"


@pytest.mark.parametrize("value", ["1", 1.5, True, 2**63])
def test_the_practitioner_of_an_explanation_is_an_id(value: Any, desk: Desk) -> None:
    refusal = refused(desk.clinic.availability.explain, start=desk.at(9), duration=30 * MINUTE, practitioner=value)
    assert complete(refusal, "practitioner") == "wrong_type"


@pytest.mark.parametrize(("name", "value", "field", "reason"), OF_VISITS)
@pytest.mark.parametrize("operation", ["holds.place", "appointments.book", "repeats.book"])
def test_what_a_visit_says_is_of_its_type(
    operation: str, name: str, value: Any, field: str, reason: str, desk: Desk
) -> None:
    sent = {**sound(desk, operation), name: value}
    assert complete(refused(lambda: desk.clinic.call(operation, sent)), field) == reason
    assert desk.clinic.appointments.list().total == 0


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("until", "2026-04-01", "until"),
        ("rows", None, "rows"),
        ("rows", [1], "rows[0]"),
        ("rows", [RowChoice(index=ANY)], "rows[0].index"),
        ("rows", [RowChoice(index=0, date=ANY)], "rows[0].date"),
        ("rows", [RowChoice(index=0, practitioner=ANY)], "rows[0].practitioner"),
        ("seen", 1, "seen"),
        ("seen", [1], "seen[0]"),
        ("ignore_date_range", None, "ignore_date_range"),
        ("guests", 1.5, "guests"),
    ],
)
def test_what_a_series_says_is_of_its_type(name: str, value: Any, field: str, desk: Desk) -> None:
    sent = {**sound(desk, "repeats.book"), name: value}
    if name == "until":
        sent["count"] = None
    assert complete(refused(desk.clinic.repeats.book, **sent), field) == "wrong_type"


@pytest.mark.parametrize(
    "operation",
    [
        "availability.free_times",
        "availability.next_free",
        "availability.suggest",
        "availability.fits",
        "availability.explain",
        "holds.place",
        "appointments.book",
        "repeats.plan",
        "repeats.book",
        "service_bookings.create",
    ],
)
def test_an_unknown_name_is_refused_as_python_does(operation: str, desk: Desk) -> None:
    with pytest.raises(TypeError, match=f"{operation}.*'ignore_dates'"):
        desk.clinic.call(operation, {**sound(desk, operation), "ignore_dates": True})


@pytest.mark.parametrize("name", ["free_times", "fits"])
def test_no_visit_reaches_beyond_the_last_year(name: str, desk: Desk) -> None:
    desk.clock.now = Instant(start_of_day(LAST, "UTC"))
    desk.clinic.locations.update(id=desk.clinic.locations.list()[0].id, zone_name="Pacific/Honolulu")
    sent = {"first": LAST, "service": desk.service.id, "zone_name": "Pacific/Honolulu"}
    found = getattr(desk.clinic.availability, name)(**sent)
    starts = [slot.start for slot in found.days[LAST]] if name == "free_times" else [t.end - 1 for t in found[0].times]
    assert starts
    assert max(starts) + desk.service.duration <= LATEST


def test_the_next_times_end_with_the_last_year(desk: Desk) -> None:
    desk.clock.now = Instant(start_of_day(LAST, "UTC"))
    found = desk.clinic.availability.next_free(duration=30 * MINUTE, count=100)
    assert found.ended
    assert found.searched_to <= LATEST


def sound(desk: Desk, operation: str) -> dict[str, Any]:
    """Give what an operation is well asked with."""
    day: dict[str, Any] = {"first": DAY, "duration": 30 * MINUTE}
    ahead: dict[str, Any] = {"duration": 30 * MINUTE}
    timed: dict[str, Any] = {"start": desk.at(9), "end": desk.at(10), "practitioner": desk.chen.id}
    weekly: dict[str, Any] = {
        "start": desk.at(9),
        "frequency": Frequency.WEEKLY,
        "count": 3,
        "duration": 30 * MINUTE,
        "patient": desk.eva.id,
    }
    return {
        "availability.free_times": day,
        "availability.fits": day,
        "availability.next_free": ahead,
        "availability.suggest": ahead,
        "availability.explain": {"start": desk.at(9), **ahead},
        "holds.place": timed,
        "appointments.book": {**timed, "patient": desk.eva.id},
        "repeats.plan": weekly,
        "repeats.book": weekly,
        "service_bookings.create": {
            "services": [ServiceAsked(desk.service.id)],
            "patient": desk.eva.id,
            "start": desk.at(9),
        },
    }[operation]
