"""Bookings of one or several services in order, from a terminal (C28 to C31)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.instants import MINUTE
from tests.cli.contract import Caller, at

Sent = dict[str, Any]


@pytest.fixture
def cleaning(caller: Caller) -> Sent:
    """Give a service of 20 minutes with an add-on of 10, and a variation of 40."""
    found: Sent = caller.call(
        "services.create",
        name="Cleaning",
        duration=20 * MINUTE,
        price=4000,
        variations=[{"name": "Long", "duration": 40 * MINUTE, "price": 7000}],
        add_ons=[{"name": "Polish", "duration": 10 * MINUTE, "price": 1000}],
    )
    return found


def book(caller: Caller, *services: Sent, **more: Any) -> Sent:
    """Book services in order for Eva at ten."""
    sent = {"services": list(services) or [{"service": "@service"}], "patient": "@eva", "start": at("10:00"), **more}
    found: Sent = caller.call("service_bookings.create", **sent)
    return found


def times(found: Sent) -> list[str]:
    """Give when each part begins and ends."""
    return [f"{part['start'][11:16]}-{part['end'][11:16]}" for part in found["parts"]]


def test_c29_it_lasts_as_long_as_services_and_add_ons_do(caller: Caller, cleaning: Sent) -> None:
    polish = {"id": cleaning["add_ons"][0]["id"], "quantity": 2}
    found = book(caller, {"service": "@service"}, {"service": cleaning["id"], "add_ons": [polish]})
    assert times(found) == ["10:00-10:30", "10:30-11:10"]
    assert (found["start"], found["end"], found["patient_id"]) == (at("10:00"), at("11:10"), caller.eva)
    assert found["price"] == 4000 + 2 * 1000
    assert [part["add_ons"] for part in found["parts"]] == [
        [],
        [{"id": polish["id"], "quantity": 2, "duration": None}],
    ]


def test_c29_an_add_on_may_have_a_length_of_its_own(caller: Caller, cleaning: Sent) -> None:
    polish = {"id": cleaning["add_ons"][0]["id"], "quantity": 2, "duration": 5 * MINUTE}
    assert times(book(caller, {"service": cleaning["id"], "add_ons": [polish]})) == ["10:00-10:30"]


def test_c29_an_end_that_says_the_same_is_fine_and_another_is_not(caller: Caller) -> None:
    assert book(caller, end=at("10:30"))["end"] == at("10:30")
    sent = {"services": [{"service": "@service"}], "patient": "@leo", "start": at("14:00"), "end": at("14:45")}
    assert caller.refused("service_bookings.create", **sent) == ("end_of_services", "end")


def test_c29_no_location_is_the_default_one_and_no_status_the_clinics_usual_one(caller: Caller) -> None:
    caller.call("profile.update", new_status="confirmed")
    found = book(caller)
    assert (found["location_id"], found["status"], found["zone"]) == (caller.here, "confirmed", "America/New_York")


def test_c29_each_part_has_its_own_practitioner_the_same_where_possible(caller: Caller, cleaning: Sent) -> None:
    week = [{"weekday": n, "start_minute": 540, "end_minute": 1020} for n in range(5)]
    caller.call("working_hours.put", practitioner="@ortega", hours=week)
    found = book(
        caller,
        {"service": "@service", "practitioner": "@ortega"},
        {"service": cleaning["id"]},
        {"service": "@service", "practitioner": "@chen"},
    )
    assert [part["practitioner_id"] for part in found["parts"]] == [caller.ortega, caller.ortega, caller.chen]


def test_c29_a_variation_brings_its_length_and_price(caller: Caller, cleaning: Sent) -> None:
    found = book(caller, {"service": cleaning["id"], "variation": cleaning["variations"][0]["id"]})
    assert (times(found), found["price"]) == (["10:00-10:40"], 7000)


def test_c29_where_the_booker_is_asked_a_meeting_place_is_needed(caller: Caller) -> None:
    visits = caller.call("locations.create", name="At home", kind="ask_booker", zone_name="America/New_York")["id"]
    hours = [{"day": "wednesday", "intervals": [{"from": "09:00", "to": "17:00"}]}]
    caller.call("schedules.create", name="Home", practitioner="@ortega", location=visits, rules=hours)
    sent = {"services": [{"service": "@service", "practitioner": "@ortega"}], "patient": "@eva", "start": at("10:00")}
    error = caller.refused("service_bookings.create", **sent, location=visits)
    assert error == ("meeting_place_needed", "meeting_place")
    found = caller.call("service_bookings.create", **sent, location=visits, meeting_place="5 Elm Street")
    assert (found["meeting"]["kind"], found["meeting"]["detail"]) == ("ask_booker", "5 Elm Street")


def test_c29_what_is_not_free_is_refused_with_what_is_in_its_way(caller: Caller) -> None:
    first = book(caller)
    sent = {"services": [{"service": "@service", "practitioner": "@chen"}], "patient": "@leo", "start": at("10:15")}
    error = caller.error("service_bookings.create", **sent)
    assert error["code"] == "conflict"
    assert [clash["appointment_id"] for clash in error["clashes"]] == [first["parts"][0]["id"]]


def test_c29_availability_may_be_overridden_but_nobody_is_booked_twice(caller: Caller) -> None:
    sent = {"services": [{"service": "@service", "practitioner": "@chen"}], "patient": "@eva", "start": at("20:00")}
    assert caller.error("service_bookings.create", **sent)["reason"] == "outside_hours"
    assert caller.error("service_bookings.create", **sent, skip_notice=True)["reason"] == "outside_hours"
    caller.call("service_bookings.create", **sent, override_availability=True)
    again = caller.error("service_bookings.create", **sent, override_availability=True)
    assert (again["code"], len(again["clashes"])) == ("conflict", 1)


def test_c28_those_that_share_time_with_a_range_are_listed_by_start(caller: Caller, cleaning: Sent) -> None:
    late = book(caller, {"service": "@service"}, {"service": cleaning["id"]}, start=at("14:00"))
    early = book(caller, patient="@leo")

    def listed(start: str, end: str, **more: Any) -> list[str]:
        found = caller.call("service_bookings.list", start=at(start), end=at(end), **more)
        assert found["total"] == len(found["items"])
        return [each["id"] for each in found["items"]]

    assert listed("09:00", "17:00") == [early["id"], late["id"]]
    assert listed("14:30", "17:00") == [late["id"]]
    assert listed("10:30", "14:00") == []
    assert listed("09:00", "17:00", patient="@leo") == [early["id"]]
    assert listed("09:00", "17:00", location="@there") == []
    found = caller.call("service_bookings.list", start=at("09:00"), end=at("17:00"))
    assert [len(each["parts"]) for each in found["items"]] == [1, 2]


def test_c30_one_is_read_with_its_parts_in_order(caller: Caller, cleaning: Sent) -> None:
    made = book(caller, {"service": cleaning["id"]}, {"service": "@service"})
    found = caller.call("service_bookings.get", id=made["id"])
    assert found == made
    assert [part["service_id"] for part in found["parts"]] == [cleaning["id"], caller.service]


def test_c30_a_part_is_no_booking(caller: Caller) -> None:
    made = book(caller)
    assert caller.error("service_bookings.get", id=made["parts"][0]["id"])["code"] == "not_found"


def test_c31_services_that_are_sent_replace_all(caller: Caller, cleaning: Sent) -> None:
    made = book(caller, {"service": "@service"}, {"service": cleaning["id"]})
    after = caller.call("service_bookings.update", id=made["id"], services=[{"service": cleaning["id"]}])
    assert (after["id"], times(after)) == (made["id"], ["10:00-10:20"])
    assert caller.call("service_bookings.get", id=made["id"]) == after


def test_c31_what_is_left_out_stays_and_null_clears(caller: Caller) -> None:
    made = book(caller, title="Check", notes="Bring the letter")
    after = caller.call("service_bookings.update", id=made["id"], title="Review")
    assert (after["title"], after["notes"], after["start"]) == ("Review", "Bring the letter", made["start"])
    cleared = caller.call("service_bookings.update", id=made["id"], title=None, notes=None, location=None)
    assert (cleared["title"], cleared["notes"], cleared["location_id"]) == ("", "", caller.here)


def test_c31_another_start_moves_every_part(caller: Caller, cleaning: Sent) -> None:
    made = book(caller, {"service": "@service"}, {"service": cleaning["id"]})
    after = caller.call("service_bookings.update", id=made["id"], start=at("10:15"))
    assert times(after) == ["10:15-10:45", "10:45-11:05"]


def test_c31_a_start_that_is_taken_leaves_everything(caller: Caller) -> None:
    made = book(caller)
    book(caller, start=at("14:00"), patient="@leo")
    assert caller.error("service_bookings.update", id=made["id"], start=at("14:00"))["code"] == "conflict"
    assert caller.call("service_bookings.get", id=made["id"]) == made


def test_c31_a_status_is_given_to_every_part(caller: Caller, cleaning: Sent) -> None:
    made = book(caller, {"service": "@service"}, {"service": cleaning["id"]})
    after = caller.call("service_bookings.update", id=made["id"], status="confirmed")
    assert [part["status"] for part in after["parts"]] == ["confirmed", "confirmed"]


def test_c31_a_change_made_from_another_version_is_stale(caller: Caller) -> None:
    made = book(caller)
    for operation in ("service_bookings.update", "service_bookings.delete"):
        assert caller.error(operation, id=made["id"], version=99)["code"] == "stale"
    assert caller.call("service_bookings.update", id=made["id"], version=made["version"], title="New")["title"] == "New"


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ({"services": None}, "wrong_type", "services"),
        ({"services": []}, "bad_services", "services"),
        ({"start": None}, "not_a_time", "start"),
        ({"end": at("12:00")}, "end_of_services", "end"),
        ({"patient": None}, "wrong_type", "patient"),
        ({"status": None}, "not_one_of", "status"),
        ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
        ({"location": "@shut"}, "archived", "location"),
        ({"notes": "\0"}, "control_characters", "notes"),
        ({"skip_notice": None}, "wrong_type", "skip_notice"),
    ],
)
def test_c31_what_is_wrong_is_refused_with_its_field(sent: Sent, reason: str, field: str, caller: Caller) -> None:
    made = book(caller)
    assert caller.refused("service_bookings.update", id=made["id"], **sent) == (reason, field)


def test_c31_a_booking_is_deleted_once_and_undo_brings_it_back(caller: Caller, cleaning: Sent) -> None:
    made = book(caller, {"service": "@service"}, {"service": cleaning["id"]})
    assert caller.call("service_bookings.delete", id=made["id"]) is None
    assert caller.error("service_bookings.delete", id=made["id"])["code"] == "not_found"
    caller.call("history.undo")
    assert times(caller.call("service_bookings.get", id=made["id"])) == times(made)


def test_a_hold_is_no_booking_of_a_service(caller: Caller) -> None:
    caller.call("holds.place", start=at("10:00"), practitioner="@chen", service="@service")
    assert caller.call("service_bookings.list", start=at("00:00"), end=at("00:00", 1))["total"] == 0
