"""Free times, holds, bookings of services and series, called from a terminal with what is null, missing or wrong."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.instants import MINUTE
from frontdesk.services.operations import CATALOGUE, load_catalogue
from tests.cli.contract import Caller, House, at, day

Sent = dict[str, Any]
AREAS = ("availability", "holds", "service_bookings", "repeats")
HALF_AN_HOUR = 30 * MINUTE
PLAIN = {"duration": HALF_AN_HOUR}
ONE = {"services": [{"service": "@service"}], "patient": "@eva", "start": at("10:00")}
WEEKLY = {"start": at("10:00"), "frequency": "weekly", "count": 3, "service": "@service", "patient": "@eva"}
HELD = {"start": at("10:00"), "end": at("10:30"), "practitioner": "@chen"}
# What else must be sent for a field to be looked at.
SOUND: dict[str, Sent] = {
    "availability.free_times": {"first": day(), **PLAIN},
    "availability.next_free": PLAIN,
    "availability.suggest": PLAIN,
    "availability.fits": {"first": day(), **PLAIN},
    "availability.explain": {"start": at("10:00"), **PLAIN},
    "holds.place": HELD,
    "holds.release": {"id": "@nobody"},
    "holds.extend": {"id": "@nobody"},
    "service_bookings.list": {"start": at("09:00"), "end": at("17:00")},
    "service_bookings.get": {"id": "@nobody"},
    "service_bookings.create": ONE,
    "service_bookings.update": {"id": "@nobody"},
    "service_bookings.delete": {"id": "@nobody"},
    "repeats.plan": WEEKLY,
    "repeats.book": WEEKLY,
}


@pytest.fixture
def desk(house: House, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Sit down at the clinic that all tests of this file share."""
    return Caller(house, capsys)


# C05, C45, C73, C74: what every question may get wrong
ASKED: list[tuple[Sent, str, str]] = [
    ({"duration": None}, "nothing_asked", "duration"),
    ({"duration": 0}, "bad_duration", "duration"),
    ({"duration": 90_001}, "bad_duration", "duration"),
    ({"duration": "30"}, "wrong_type", "duration"),
    ({"duration": 25 * 60 * MINUTE}, "bad_duration", "duration"),
    ({"heads": 0}, "bad_heads", "heads"),
    ({"heads": 101}, "bad_heads", "heads"),
    ({"heads": None}, "wrong_type", "heads"),
    ({"step": 0}, "bad_duration", "step"),
    ({"step": 90_000}, "bad_duration", "step"),
    ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
    ({"zone_name": 1}, "wrong_type", "zone_name"),
    ({"for_patient": None}, "wrong_type", "for_patient"),
    ({"ignore_date_range": "yes"}, "wrong_type", "ignore_date_range"),
    ({"practitioners": "@chen"}, "wrong_type", "practitioners"),
    ({"practitioners": [None]}, "wrong_type", "practitioners[0]"),
    ({"location": "@shut"}, "archived", "location"),
    ({"location": "main"}, "wrong_type", "location"),
    ({"calendar": "@old"}, "archived", "calendar"),
    ({"calendar": "@afar", "location": "@here"}, "calendar_elsewhere", "calendar"),
    ({"variation": "@nobody"}, "variation_without_service", "variation"),
    ({"services": [{"service": "@service"}], "calendar": "@diary"}, "one_or_several", "services"),
    ({"services": [{"service": "@service"}] * 11}, "too_many", "services"),
    ({"services": [{}]}, "missing_field", "services[0].service"),
    ({"services": ["@service"]}, "wrong_type", "services[0]"),
    ({"services": [{"service": "@service", "add_ons": [{}]}]}, "missing_field", "services[0].add_ons[0].id"),
    ({"add_ons": [{"id": "@nobody", "quantity": "2"}], "service": "@service"}, "wrong_type", "add_ons[0].quantity"),
    ({"doctor": "@chen"}, "unknown_field", "doctor"),
]
SPANS: list[tuple[Sent, str, str]] = [
    ({"first": None}, "wrong_type", "first"),
    ({"first": "soon"}, "not_a_date", "first"),
    ({"first": "2035-02-29"}, "not_a_date", "first"),
    ({"last": day(-1)}, "last_before_first", "last"),
    ({"last": day(31)}, "too_many_days", "last"),
    ({"last": 3}, "wrong_type", "last"),
]
COUNTED: list[tuple[Sent, str, str]] = [
    ({"count": 0}, "bad_count", "count"),
    ({"count": 101}, "bad_count", "count"),
    ({"count": None}, "wrong_type", "count"),
    ({"count": 1.5}, "wrong_type", "count"),
    ({"since": "soon"}, "not_a_time", "since"),
    ({"since": day()}, "not_a_time", "since"),
]
LASTING: list[tuple[Sent, str, str]] = [
    ({"minutes": 0}, "bad_minutes", "minutes"),
    ({"minutes": 121}, "bad_minutes", "minutes"),
    ({"minutes": None}, "wrong_type", "minutes"),
    ({"minutes": "10"}, "wrong_type", "minutes"),
    ({"minutes": 1.5}, "wrong_type", "minutes"),
]
# C48: what may be said of a time that is held
PLACED: list[tuple[Sent, str, str]] = [
    ({"start": None}, "not_a_time", "start"),
    ({"start": "soon"}, "not_a_time", "start"),
    ({"end": None}, "end_or_service_needed", "end"),
    ({"end": at("10:00")}, "end_not_after_start", "end"),
    ({"end": at("09:00")}, "end_not_after_start", "end"),
    ({"type": "block"}, "not_one_of", "type"),
    ({"status": "confirmed"}, "unknown_field", "status"),
    ({"practitioner": "@gone"}, "archived", "practitioner"),
    ({"room": "@old_room"}, "archived", "room"),
    ({"room": "@room_there", "location": "@here"}, "room_elsewhere", "room"),
    ({"equipment": ["@old_probe"]}, "archived", "equipment"),
    ({"calendar": "@old"}, "archived", "calendar"),
    ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
    ({"title": "two\nlines"}, "control_characters", "title"),
    ({"override_reason": " "}, "empty", "override_reason"),
]
# C28 to C31
ORDERED: list[tuple[Sent, str, str]] = [
    ({"services": None}, "wrong_type", "services"),
    ({"services": []}, "bad_services", "services"),
    ({"services": [{"service": "@service"}] * 11}, "bad_services", "services"),
    ({"services": [{}]}, "missing_field", "services[0].service"),
    ({"services": [{"service": None}]}, "wrong_type", "services[0].service"),
    ({"services": [{"service": "@service", "practitioner": "@gone"}]}, "archived", "services[0].practitioner"),
    ({"patient": None}, "wrong_type", "patient"),
    ({"start": None}, "not_a_time", "start"),
    ({"end": at("10:20")}, "end_of_services", "end"),
    ({"location": "@shut"}, "archived", "location"),
    ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
    ({"status": "held"}, "bad_first_status", "status"),
    ({"status": "cancelled"}, "bad_first_status", "status"),
    ({"status": "done"}, "not_one_of", "status"),
    ({"title": "two\nlines"}, "control_characters", "title"),
    ({"skip_notice": None}, "wrong_type", "skip_notice"),
    ({"override_availability": "yes"}, "wrong_type", "override_availability"),
    ({"notes": "\0"}, "control_characters", "notes"),
]
# C54
REPEATED: list[tuple[Sent, str, str]] = [
    ({"frequency": None}, "not_one_of", "frequency"),
    ({"frequency": "yearly"}, "not_one_of", "frequency"),
    ({"start": None}, "not_a_time", "start"),
    ({"count": None}, "count_or_until", "count"),
    ({"until": day(21)}, "count_or_until", "count"),
    ({"count": 1}, "bad_times", "count"),
    ({"count": 105}, "bad_times", "count"),
    ({"count": "3"}, "wrong_type", "count"),
    ({"count": None, "until": "soon"}, "not_a_date", "until"),
    ({"interval": 0}, "bad_interval", "interval"),
    ({"interval": None}, "wrong_type", "interval"),
    ({"weekdays": ["Monday"]}, "not_one_of", "weekdays[0]"),
    ({"weekdays": ["monday"], "frequency": "monthly"}, "weekdays_only_weekly", "weekdays"),
    ({"policy": "wait"}, "not_one_of", "policy"),
    ({"rows": [{"index": 9}]}, "no_such_date", "rows[0]"),
    ({"rows": [{}]}, "no_such_date", "rows[0]"),
    ({"rows": [{"index": 0, "does": "wait"}]}, "not_one_of", "rows[0].does"),
    ({"rows": None}, "wrong_type", "rows"),
    ({"for_patient": None}, "wrong_type", "for_patient"),
    ({"for_patient": True}, "not_offered", "frequency"),
    ({"service": None}, "nothing_asked", "duration"),
    ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
]


def invalid() -> list[tuple[str, Sent, str, str]]:
    """Give every operation with what may be wrong in it, with reason and field."""
    dated = ("availability.free_times", "availability.fits")
    ahead = ("availability.next_free", "availability.suggest")
    tables: list[tuple[str, list[tuple[Sent, str, str]]]] = [
        *((name, ASKED) for name in (*dated, *ahead, "availability.explain")),
        *((name, SPANS) for name in dated),
        *((name, COUNTED) for name in ahead),
        ("availability.explain", [({"start": None}, "not_a_time", "start"), ({"start": "x"}, "not_a_time", "start")]),
        ("holds.place", [*LASTING, *PLACED]),
        ("holds.extend", LASTING),
        ("service_bookings.create", ORDERED),
        ("repeats.plan", REPEATED),
        ("repeats.book", REPEATED),
        ("service_bookings.list", [({"end": at("08:00")}, "end_not_after_start", "end")]),
        ("service_bookings.list", [({"size": 0}, "bad_page_size", "size"), ({"page": 0}, "bad_page", "page")]),
        ("service_bookings.list", [({"start": None}, "not_a_time", "start"), ({"end": None}, "not_a_time", "end")]),
    ]
    return [(name, {**SOUND[name], **sent}, reason, field) for name, cases in tables for sent, reason, field in cases]


@pytest.mark.parametrize(("operation", "sent", "reason", "field"), invalid())
def test_what_is_wrong_is_refused_with_its_field(
    operation: str, sent: Sent, reason: str, field: str, desk: Caller
) -> None:
    error = desk.error(operation, **sent)
    assert (error["code"], error["reason"], error.get("field")) == ("invalid", reason, field)


def required() -> list[tuple[str, str]]:
    """Give each operation of these areas with each field that must be sent."""
    load_catalogue()
    return [
        (name, field)
        for name, operation in CATALOGUE.items()
        if name.partition(".")[0] in AREAS
        for field, parameter in operation.parameters().items()
        if parameter.default is parameter.empty
    ]


@pytest.mark.parametrize(("operation", "field"), required())
def test_what_is_missing_is_refused_with_its_field(operation: str, field: str, desk: Caller) -> None:
    sent = {name: value for name, value in SOUND[operation].items() if name != field}
    assert desk.refused(operation, **sent) == ("missing_field", field)


def by_id() -> list[tuple[str, str, str]]:
    """Give every operation of these areas with each id that it takes, and the kind of record that it names."""
    load_catalogue()
    kinds = {one: one for one in ("practitioner", "location", "calendar", "service", "room", "patient")}
    kinds["visit"] = "appointment"
    own = {"holds": "hold", "service_bookings": "service_booking"}
    found = []
    for name, operation in CATALOGUE.items():
        area = name.partition(".")[0]
        if area not in AREAS or name == "service_bookings.list":
            continue
        for field in operation.parameters():
            kind = own.get(area) if field == "id" else kinds.get(field)
            if kind is not None and not (name == "service_bookings.update" and field != "id"):
                found.append((name, field, kind))
    return found


@pytest.mark.parametrize(("operation", "field", "kind"), by_id())
def test_an_unknown_id_is_not_found_and_named(operation: str, field: str, kind: str, desk: Caller) -> None:
    error = desk.error(operation, **{**SOUND[operation], field: "@nobody"})
    assert (error["code"], error["kind"], error["id"]) == ("not_found", kind, desk.nobody)


@pytest.mark.parametrize(
    ("operation", "sent", "kind"),
    [
        ("availability.free_times", {"practitioners": ["@nobody"]}, "practitioner"),
        ("availability.free_times", {"services": [{"service": "@nobody"}], "duration": None}, "service"),
        ("service_bookings.create", {"services": [{"service": "@nobody"}]}, "service"),
        ("service_bookings.create", {"services": [{"service": "@service", "practitioner": "@nobody"}]}, "practitioner"),
        ("service_bookings.create", {"services": [{"service": "@service", "variation": "@nobody"}]}, "variation"),
        ("repeats.plan", {"rows": [{"index": 0, "practitioner": "@nobody"}]}, "practitioner"),
        ("appointments.book", {"hold": "@nobody"}, "hold"),
    ],
)
def test_an_unknown_id_within_is_not_found_and_named(operation: str, sent: Sent, kind: str, desk: Caller) -> None:
    error = desk.error(operation, **{**SOUND.get(operation, {}), **sent})
    assert (error["code"], error["kind"], error["id"]) == ("not_found", kind, desk.nobody)


def writing() -> list[str]:
    """Give every operation of these areas that an auditor may not call."""
    load_catalogue()
    return sorted(n for n, o in CATALOGUE.items() if n.partition(".")[0] in AREAS and o.right.value != "see")


def test_the_operations_that_change_something_are_these() -> None:
    assert writing() == [
        "holds.expire",
        "holds.extend",
        "holds.place",
        "holds.release",
        "repeats.book",
        "service_bookings.create",
        "service_bookings.delete",
        "service_bookings.update",
    ]


@pytest.mark.parametrize("operation", writing())
def test_who_may_only_look_changes_nothing(operation: str, desk: Caller) -> None:
    assert desk.as_role("auditor").error(operation, **SOUND.get(operation, {}))["code"] == "forbidden"


@pytest.mark.parametrize(
    "operation",
    [name for name in SOUND if name.startswith("availability.")] + ["repeats.plan", "service_bookings.list"],
)
def test_who_may_only_look_sees_everything(operation: str, desk: Caller) -> None:
    assert desk.as_role("auditor").answer(operation, SOUND[operation]).status == 0


def test_nothing_of_all_that_was_refused_was_written(desk: Caller) -> None:
    before = desk.call("history.log", size=1)["total"]
    for operation, sent, _, _ in invalid()[::9]:
        desk.answer(operation, sent)
    assert desk.call("history.log", size=1)["total"] == before
