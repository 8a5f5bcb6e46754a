"""The waiting list, kept from a terminal (C72)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at, day
from tests.cli.test_contract_odd import tried

Sent = dict[str, Any]
WISHES = {"days": ["wednesday", "thursday"], "parts": ["morning"]}
LENGTH = 20 * 60_000


@pytest.fixture
def entry(caller: Caller) -> Sent:
    """Have Eva wait for a consultation with Dr. Chen on a morning."""
    made: Sent = caller.call("waitlist.add", patient="@eva", service="@service", prefers=WISHES)
    return made


@pytest.fixture
def session(caller: Caller) -> Sent:
    """Have a class of one seat, which is Leo's."""
    asked = {"service": "@service", "start": at("14:00"), "practitioner": "@chen", "max_attendees": 1}
    made: Sent = caller.call("group_appointments.create", attendees=["@leo"], **asked)["visits"][0]
    return made


def test_an_entry_is_answered_with_all_that_it_says(caller: Caller) -> None:
    visit = caller.call("appointments.book", start=at("15:00"), patient="@eva", service="@service")
    sent = {"prefers": WISHES, "earliest": day(), "until": day(9), "length": LENGTH, "urgency": "soon", "note": "Rings"}
    made = caller.call(
        "waitlist.add",
        patient="@eva",
        service="@service",
        location="@here",
        practitioners=["@chen"],
        gives_up=visit["id"],
        **sent,
    )
    assert made == {
        "id": made["id"],
        "patient_id": caller.eva,
        "service_id": caller.service,
        "variation_id": None,
        "appointment_id": None,
        "location_id": caller.here,
        "practitioners": [caller.chen],
        **sent,
        "gives_up": visit["id"],
        "state": "waiting",
        "offer": None,
        "declined": [],
        "booked_id": None,
        "closed_at": None,
        "created_by": made["created_by"],
        "created_at": made["created_at"],
        "version": 1,
    }


def test_it_is_read_with_its_patient_and_listed(entry: Sent, caller: Caller) -> None:
    row = caller.call("waitlist.get", id=entry["id"])
    assert (row["entry"], row["patient"], row["service"]) == (entry, "Eva Novák", "Consultation")
    page = caller.call("waitlist.list", size=10)
    assert (page["items"], page["total"], page["page"], page["size"]) == ([row], 1, 1, 10)
    assert caller.call("waitlist.list", patient="@leo")["items"] == []
    assert caller.call("waitlist.list", state="removed")["total"] == 0


def test_missing_keeps_and_null_clears(entry: Sent, caller: Caller) -> None:
    changed = caller.call("waitlist.update", id=entry["id"], version=1, urgency="urgent", until=day(3))
    assert changed == {**entry, "urgency": "urgent", "until": day(3), "version": 2}
    cleared = caller.call("waitlist.update", id=entry["id"], until=None, prefers=None)
    assert (cleared["until"], cleared["prefers"]) == (None, None)


@pytest.mark.parametrize(
    ("field", "value", "reason", "named"),
    [
        ("service", None, "missing_field", "service"),
        ("urgency", None, "not_one_of", "urgency"),
        ("urgency", "very", "not_one_of", "urgency"),
        ("until", "2020-01-01", "until_past", "until"),
        ("until", "never", "not_a_date", "until"),
        ("length", 61, "bad_duration", "length"),
        ("practitioners", ["@gone"], "archived", "practitioners[0]"),
        ("location", "@shut", "archived", "location"),
        ("service", "@nobody", "unknown_id", None),
        ("gives_up", "@nobody", "unknown_id", None),
    ],
)
def test_what_cannot_be_is_refused(
    entry: Sent, caller: Caller, field: str, value: object, reason: str, named: str | None
) -> None:
    assert caller.refused("waitlist.update", id=entry["id"], **{field: value}) == (reason, named)


def test_who_fits_is_told_with_the_reasons(entry: Sent, caller: Caller) -> None:
    asked = {"start": at("10:00"), "end": at("10:30"), "practitioner": "@chen"}
    [found] = caller.call("waitlist.fits", **asked)
    assert (found["entry"], found["start"], found["practitioner_id"]) == (
        entry["id"],
        at("10:00"),
        caller.chen,
    )
    assert found["reasons"] == ["preferred_day", "preferred_part", "fills_gap", "waited_longest"]
    assert caller.call("waitlist.fits", exclude=[entry["id"]], **asked) == []
    assert caller.refused("waitlist.fits", **{**asked, "end": at("10:00")}) == ("end_not_after_start", "end")
    assert caller.refused("waitlist.fits", limit=501, **asked) == ("bad_limit", "limit")


def test_a_freed_time_is_offered_accepted_and_undone(entry: Sent, caller: Caller) -> None:
    visit = caller.call(
        "appointments.book", start=at("10:00"), patient="@leo", practitioner="@chen", service="@service"
    )
    assert caller.call("waitlist.fits_after", appointment=visit["id"]) == {"freed": None, "fits": [], "total": 0}
    caller.call("appointments.cancel", id=visit["id"])
    after = caller.call("waitlist.fits_after", appointment=visit["id"])
    assert (after["freed"]["by"], after["freed"]["start"], after["total"]) == ("cancelled", visit["start"], 1)
    [fit] = after["fits"]
    place = {"start": fit["start"], "practitioner": fit["practitioner_id"], "location": fit["location_id"]}
    offered = caller.call("waitlist.offer", id=entry["id"], minutes=30, **place)
    assert caller.refused("waitlist.offer", id=entry["id"], **place)[0] == "offered_already"
    done = caller.call("waitlist.accept", id=entry["id"])
    assert (done["appointment"]["id"], done["entry"]["state"]) == (offered["offer"]["hold_id"], "booked")
    assert done["freed"] is None
    assert caller.refused("waitlist.accept", id=entry["id"]) == ("not_waiting", "id")
    caller.call("history.undo")
    assert caller.call("waitlist.get", id=entry["id"])["offered"]


def test_a_declined_offer_is_noted(entry: Sent, caller: Caller) -> None:
    assert caller.refused("waitlist.decline", id=entry["id"]) == ("offer_gone", "id")
    caller.call("waitlist.offer", id=entry["id"], start=at("10:00"), practitioner="@chen")
    no = caller.call("waitlist.decline", id=entry["id"])
    assert [one["practitioner_id"] for one in no["declined"]] == [caller.chen]
    assert caller.call("holds.list") == []


def test_what_an_entry_rules_out_is_not_offered(caller: Caller) -> None:
    entry = caller.call("waitlist.add", patient="@eva", service="@service", practitioners=["@chen"], until=day())
    sent = {"id": entry["id"], "start": at("10:00"), "practitioner": "@chen"}
    wrong = caller.refused("waitlist.offer", **{**sent, "practitioner": "@ortega"})
    assert wrong == ("practitioner_not_wanted", "practitioner")
    assert caller.refused("waitlist.offer", **{**sent, "start": at("10:00", 1)}) == ("not_wanted", "start")
    other = caller.call("appointments.book", start=at("10:15"), end=at("10:30"), patient="@eva", practitioner="@ortega")
    error = caller.error("waitlist.offer", **sent)
    assert (error["code"], error["reason"], error["clashes"][0]["appointment_id"]) == (
        "conflict",
        "comes_elsewhere",
        other["id"],
    )


def test_a_seat_of_a_class_goes_down_its_line(session: Sent, caller: Caller) -> None:
    made = caller.call("waitlist.add", patient="@eva", appointment=session["id"])
    assert caller.refused("waitlist.add", patient="@eva", appointment=session["id"]) == ("waits_already", "patient")
    assert caller.refused("waitlist.offer", id=made["id"])[0] == "no_seat_left"
    caller.call("attendees.remove", appointment=session["id"], patient="@leo")
    [fit] = caller.call("waitlist.fits_after", appointment=session["id"])["fits"]
    assert (fit["entry"], fit["appointment_id"]) == (made["id"], session["id"])
    caller.call("waitlist.offer", id=made["id"])
    assert caller.call("waitlist.accept", id=made["id"])["appointment"]["id"] == session["id"]


def test_the_gaps_of_a_day_and_the_list_beside_it(entry: Sent, caller: Caller) -> None:
    caller.call("appointments.book", start=at("12:00"), patient="@leo", practitioner="@chen", service="@service")
    assert caller.call("waitlist.gaps", day=day()) == [
        {
            "practitioner_id": caller.chen,
            "start": at("09:00"),
            "end": at("12:00"),
            "entries": 1,
            "ids": [entry["id"]],
        },
        {
            "practitioner_id": caller.chen,
            "start": at("12:40"),
            "end": at("17:00"),
            "entries": 0,
            "ids": [],
        },
    ]
    [place] = caller.call("waitlist.on_day", day=day())
    assert (place["waiting"]["entry"]["id"], place["start"], place["on_day"]) == (
        entry["id"],
        at("09:00"),
        True,
    )


def test_readers_change_nothing(entry: Sent, caller: Caller) -> None:
    reader = caller.as_role("auditor")
    assert reader.call("waitlist.list")["total"] == 1
    for operation in ("remove", "offer", "accept", "decline", "update"):
        assert reader.refused(f"waitlist.{operation}", id=entry["id"])[0] == "right_missing"


def sound(entry: Sent, session: Sent) -> dict[str, Sent]:
    """Give what can be sent to every operation of the list."""
    wishes = {
        "service": "@service",
        "variation": None,
        "location": "@here",
        "practitioners": ["@chen"],
        "prefers": WISHES,
        "earliest": day(),
        "until": day(9),
        "length": LENGTH,
        "urgency": "soon",
        "note": "Rings",
        "gives_up": None,
    }
    place = {"practitioner": "@chen", "room": "@room"}
    return {
        "waitlist.add": {"patient": "@eva", "appointment": session["id"], **wishes},
        "waitlist.update": {"id": entry["id"], "version": None, **wishes},
        "waitlist.get": {"id": entry["id"]},
        "waitlist.list": {"page": 1, "size": 5, "state": None, "patient": "@eva", "appointment": None},
        "waitlist.fits": {"start": at("10:00"), "end": at("11:00"), "exclude": ["@eva"], "limit": 5, **place},
        "waitlist.fits_after": {"appointment": session["id"], "exclude": ["@eva"], "limit": 5},
        "waitlist.offer": {"id": entry["id"], "start": at("10:00"), "minutes": 10, "location": "@here", **place},
        "waitlist.gaps": {"day": day()},
        "waitlist.on_day": {"day": day()},
        "waitlist.remove": {"id": entry["id"], "version": None},
    }


def test_every_sound_request_is_done(entry: Sent, session: Sent, caller: Caller) -> None:
    book = caller.house.path.read_bytes()
    for operation, sent in sound(entry, session).items():
        caller.call(operation, **sent)
        caller.house.path.write_bytes(book)


@pytest.mark.parametrize("every", [13, pytest.param(1, marks=pytest.mark.slow)])
def test_an_odd_thing_in_any_place_is_done_or_refused(entry: Sent, session: Sent, caller: Caller, every: int) -> None:
    assert tried(caller, sound(entry, session), every) > 60
