"""Visits of calendars booked from a terminal: judged by their rules, with what they bring (C38, C48, C50, C51, C55)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, at

Sent = dict[str, Any]


def length(amount: int, unit: str = "minutes") -> Sent:
    """Give a length as a calendar has it."""
    return {"amount": amount, "unit": unit}


def calendar(caller: Caller, kind: str = "personal", **more: Any) -> Sent:
    """Make a calendar of an hour at a time of Dr. Chen, or of whoever is sent."""
    sent = {"kind": kind, "team": [{"practitioner": "@chen"}], "duration": length(60), "interval": length(60), **more}
    found: Sent = caller.call("calendars.create", name="Visits", **sent)
    return found


def book(caller: Caller, of: Sent, time: str = "10:00", **more: Any) -> Sent:
    """Book Eva in a calendar."""
    sent = {"calendar": of["id"], "start": at(time), "patient": "@eva", **more}
    found: Sent = caller.call("appointments.book", **sent)
    return found


def refused(caller: Caller, of: Sent, time: str = "10:00", **more: Any) -> Sent:
    """Try to book Leo in a calendar, and give the refusal."""
    return caller.error("appointments.book", **{"calendar": of["id"], "start": at(time), "patient": "@leo", **more})


# C38: what a booking of a calendar takes and brings


def test_c38_no_end_means_the_length_of_the_calendar_and_no_practitioner_who_is_free(caller: Caller) -> None:
    made = book(caller, calendar(caller))
    assert (made["start"], made["end"]) == (at("10:00"), at("11:00"))
    assert (made["practitioner_id"], made["location_id"]) == (caller.chen, caller.here)


def test_c38_an_address_is_a_place_of_its_own(caller: Caller) -> None:
    made = book(caller, calendar(caller), address="5 Elm Street")
    assert (made["meeting"]["kind"], made["meeting"]["detail"]) == ("custom", "5 Elm Street")


def test_c38_only_the_id_of_a_place_is_no_override_and_only_a_kind_is_one(caller: Caller) -> None:
    of = calendar(caller, places=[{"kind": "phone_out", "detail": "555 0100"}])
    place = of["places"][0]["id"]
    chosen = book(caller, of, place_id=place)["meeting"]
    assert (chosen["place"], chosen["kind"], chosen["detail"], chosen["override"]) == (
        place,
        "phone_out",
        "555 0100",
        False,
    )
    over = book(caller, of, "12:00", place_kind="address")["meeting"]
    assert (over["place"], over["kind"], over["override"]) == (None, "address", True)


def test_c38_a_place_of_another_calendar_is_refused(caller: Caller) -> None:
    error = refused(caller, calendar(caller), place_id="@nobody")
    assert (error["code"], error["field"]) == ("invalid", "place_id")


def test_c38_what_is_not_free_is_refused_unless_free_times_are_ignored(caller: Caller) -> None:
    of = calendar(caller)
    assert refused(caller, of, "20:00")["reason"] == "outside_hours"
    assert book(caller, of, "20:00", ignore_free_slots=True)["start"] == at("20:00")
    assert refused(caller, of, "20:00", ignore_free_slots=True)["code"] == "conflict"


def test_c38_ignoring_free_times_ignores_the_date_range_too(caller: Caller) -> None:
    of = calendar(caller, window=length(1, "days"))
    assert refused(caller, of)["reason"] == "beyond_window"
    book(caller, of, "10:00", ignore_date_range=True)
    book(caller, of, "12:00", ignore_free_slots=True)


def test_c38_whether_to_notify_is_said_with_yes_or_no(caller: Caller) -> None:
    of = calendar(caller)
    assert refused(caller, of, notify=None)["field"] == "notify"
    book(caller, of, notify=False)


def test_c38_a_rule_is_taken_with_free_times_ignored_and_its_own_start_does_not_count(caller: Caller) -> None:
    of, rule = calendar(caller), "DTSTART:20300101T080000Z\nRRULE:FREQ=WEEKLY;COUNT=3"
    error = refused(caller, of, rrule=rule)
    assert (error["reason"], error["field"]) == ("rrule_needs_ignore_free_slots", "rrule")
    assert "ignore_free_slots" in error["allowed"]
    first = book(caller, of, rrule=rule, ignore_free_slots=True)
    assert first["start"] == at("10:00")
    found = caller.call("appointments.list", patient="@eva")["items"]
    assert [each["start"] for each in found] == [at("10:00"), at("10:00", 7), at("10:00", 14)]


@pytest.mark.parametrize("rule", ["", "weekly", "FREQ=SECONDLY", "FREQ=WEEKLY;COUNT=0", "FREQ=WEEKLY;UNTIL=never", 3])
def test_c38_what_is_no_rule_is_refused(rule: Any, caller: Caller) -> None:
    error = refused(caller, calendar(caller), rrule=rule, ignore_free_slots=True)
    assert (error["code"], error["field"]) == ("invalid", "rrule")


# C48, who comes and how many seats there are


def test_c48_a_collective_books_everyone_of_its_team(caller: Caller) -> None:
    week = [{"weekday": n, "start_minute": 540, "end_minute": 1020} for n in range(5)]
    caller.call("working_hours.put", practitioner="@ortega", hours=week)
    team = [{"practitioner": "@chen", "primary": True}, {"practitioner": "@ortega"}]
    made = book(caller, calendar(caller, "collective", team=team))
    rows = caller.call("appointments.list", start=at("10:00"), end=at("11:00"), type="appointment")["items"]
    assert {row["practitioner_id"] for row in rows} == {caller.chen, caller.ortega}
    assert {row["booking_id"] for row in rows} == {made["booking_id"]}


def test_c48_a_class_seats_as_many_as_it_has_and_no_more(caller: Caller) -> None:
    of = calendar(caller, "class", per_slot=2)
    first, second = book(caller, of), book(caller, of, patient="@leo")
    assert first["id"] == second["id"]
    assert (second["max_attendees"], [one["id"] for one in second["attendees"]]) == (2, [caller.eva, caller.leo])
    third = caller.call("patients.create", given_name="Mia", family_name="Third")["id"]
    error = refused(caller, of, patient=third)
    assert (error["code"], error["reason"]) == ("conflict", "no_seat_left")


# C50, where it takes place


def test_c50_a_visit_has_the_one_place_that_its_calendar_has(caller: Caller) -> None:
    of = calendar(caller, places=[{"kind": "video", "detail": "https://meet.example/chen"}])
    made = book(caller, of)
    assert (made["interaction"], made["meeting"]["kind"], made["meeting"]["override"]) == ("video_call", "video", False)


def test_c50_where_the_booker_is_asked_an_address_is_needed(caller: Caller) -> None:
    of = calendar(caller, places=[{"kind": "ask_booker"}])
    error = refused(caller, of, place_id=of["places"][0]["id"])
    assert (error["reason"], error["field"]) == ("meeting_place_needed", "address")
    made = book(caller, of, place_id=of["places"][0]["id"], address="At the pool")
    assert made["meeting"]["detail"] == "At the pool"


# C51, notice and limits


def test_c51_the_day_is_full_when_its_limit_is_reached(caller: Caller) -> None:
    of = calendar(caller, per_day=1)
    book(caller, of)
    error = refused(caller, of, "12:00")
    assert (error["code"], error["reason"]) == ("invalid", "day_full")


def test_c51_what_is_sooner_than_notice_allows_is_refused(caller: Caller) -> None:
    of = calendar(caller, notice=length(52, "weeks"))
    soon = caller.call("availability.next_free", calendar=of["id"], ignore_date_range=True)["slots"][0]["start"]
    error = caller.error("appointments.book", calendar=of["id"], start=soon, patient="@leo")
    assert (error["code"], error["reason"]) == ("invalid", "too_short_notice")


# What a calendar lets happen by itself (C55)


@pytest.mark.parametrize(("confirm", "status"), [(True, "confirmed"), (False, "booked")])
def test_c55_a_visit_is_confirmed_by_itself_or_booked(confirm: bool, status: str, caller: Caller) -> None:
    assert book(caller, calendar(caller, auto_confirm=confirm))["status"] == status


def test_c55_the_title_is_filled_in_and_leaves_no_braces(caller: Caller) -> None:
    made = book(caller, calendar(caller, title_template="{{patient}}: {{service}} at {{time}}"))
    assert made["title"].startswith("Eva Novák")
    assert "10:00" in made["title"]
    assert "{" not in made["title"]


def test_c55_guests_are_counted_or_named_as_the_calendar_asks(caller: Caller) -> None:
    counted = calendar(caller, "class", per_slot=5, guests="count")
    assert len(book(caller, counted, guests=2)["guests"]) == 2
    assert refused(caller, counted, guests=["Ann"])["reason"] == "guests_not_asked"
    named = calendar(caller, "class", per_slot=5, guests="details")
    assert book(caller, named, "12:00", guests=["Ann"])["guests"] == ["Ann"]
    assert refused(caller, named, "12:00", guests=1)["reason"] == "guest_names_needed"
    assert refused(caller, calendar(caller), "14:00", guests=1)["reason"] == "guests_not_asked"


@pytest.mark.parametrize("guests", [-1, 101, "two", 1.5, [1], ["\0"]])
def test_c55_guests_are_a_number_or_a_list_of_names(guests: Any, caller: Caller) -> None:
    of = calendar(caller, "class", per_slot=5, guests="count")
    error = refused(caller, of, guests=guests)
    assert (error["code"], error["field"].partition("[")[0]) == ("invalid", "guests")


def test_c55_patients_may_not_move_or_cancel_what_the_calendar_does_not_let_them(caller: Caller) -> None:
    made = book(caller, calendar(caller, allow_reschedule=False, allow_cancel=False))
    for operation, sent in (("move", {"start": at("12:00")}), ("cancel", {})):
        error = caller.error(f"appointments.{operation}", id=made["id"], by_patient=True, **sent)
        assert error["code"] in ("invalid", "conflict", "forbidden")
        caller.call(f"appointments.{operation}", id=made["id"], **sent)


def test_c55_the_patient_belongs_to_whom_they_were_booked_with(caller: Caller) -> None:
    book(caller, calendar(caller, assign_patient=True))
    assert caller.call("patients.get", id="@eva")["practitioner_id"] == caller.chen


def test_c55_a_calendar_may_keep_a_patient_with_the_same_practitioner(caller: Caller) -> None:
    week = [{"weekday": n, "start_minute": 540, "end_minute": 1020} for n in range(5)]
    caller.call("working_hours.put", practitioner="@ortega", hours=week)
    team = [{"practitioner": "@chen", "priority": 9}, {"practitioner": "@ortega"}]
    of = calendar(caller, "round_robin", team=team, sticky_patient=True)
    book(caller, of, practitioner="@ortega")
    assert book(caller, of, "14:00")["practitioner_id"] == caller.ortega
    assert book(caller, of, "14:00", patient="@leo")["practitioner_id"] == caller.chen
