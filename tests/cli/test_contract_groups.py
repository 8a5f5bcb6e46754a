"""Group appointments created from a terminal: good, null, missing and wrong (C11, C13)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, House, at, day

Sent = dict[str, Any]
ONE: Sent = {"service": "@service", "start": at("10:00"), "practitioner": "@chen"}
WEEKLY = {"frequency": "weekly", "count": 3}


@pytest.fixture
def desk(house: House, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Sit down at the clinic that all tests of this file share, which they only ask what is refused."""
    return Caller(house, capsys)


def create(caller: Caller, **sent: Any) -> list[Sent]:
    """Create a group appointment at ten, or whatever else is said; give its visits."""
    found: list[Sent] = caller.call("group_appointments.create", **{**ONE, **sent})["visits"]
    return found


def count(caller: Caller) -> int:
    """Count what is in the book."""
    total: int = caller.call("appointments.list")["total"]
    return total


def test_one_is_a_group_as_long_as_its_service_with_its_seats_and_nobody_in_it(caller: Caller) -> None:
    caller.call("services.update", id="@service", max_attendees=6)
    [made] = create(caller)
    assert (made["group"], made["event_type"], made["attendees"]) == (True, "appointment", [])
    assert (made["start"], made["end"], made["max_attendees"]) == (at("10:00"), at("10:30"), 6)
    assert (made["patient_id"], made["practitioner_id"], made["series_id"]) == (None, caller.chen, None)


def test_everything_that_may_be_said_is_written(caller: Caller) -> None:
    sent = {"title": "Back school", "notes": "Bring a mat", "attendees": ["@eva", "@leo"], "max_attendees": 2}
    [made] = create(caller, **sent, end=at("11:15"), room="@room", status="confirmed")
    assert (made["title"], made["description"], made["status"]) == ("Back school", "Bring a mat", "confirmed")
    assert [one["id"] for one in made["attendees"]] == [caller.eva, caller.leo]
    assert (made["end"], made["room_id"], made["max_attendees"]) == (at("11:15"), caller.room, 2)


def test_null_is_as_if_nothing_were_said(caller: Caller) -> None:
    names = ("end", "max_attendees", "title", "notes", "location", "attendees", "repeat", "policy", "video_url")
    [made] = create(caller, **dict.fromkeys(names))
    assert (made["end"], made["max_attendees"], made["attendees"]) == (at("10:30"), 1, [])
    assert made["location_id"] == caller.here


def test_without_a_practitioner_whoever_gives_it_and_is_free_does(caller: Caller) -> None:
    assert create(caller, practitioner=None)[0]["practitioner_id"] == caller.chen
    caller.call("services.update", id="@service", practitioners=["@ortega"])
    assert create(caller, practitioner=None)[0]["practitioner_id"] == caller.ortega


def test_a_room_that_is_left_out_is_the_services_and_null_is_none(caller: Caller) -> None:
    caller.call("services.update", id="@service", rooms=["@room"])
    assert create(caller)[0]["room_id"] == caller.room
    assert create(caller, start=at("12:00"), room=None)[0]["room_id"] is None


def test_a_link_makes_it_a_video_call(caller: Caller) -> None:
    [made] = create(caller, video_url="https://meet.example/1")
    assert (made["interaction"], made["video_url"]) == ("video_call", "https://meet.example/1")


@pytest.mark.parametrize("seats", [1, 100])
def test_one_to_a_hundred_seats_are_fine(seats: int, caller: Caller) -> None:
    assert create(caller, max_attendees=seats)[0]["max_attendees"] == seats


@pytest.mark.parametrize(
    ("repeat", "dates"),
    [
        (WEEKLY, [day(), day(7), day(14)]),
        ({"frequency": "daily", "interval": 2, "count": 2}, [day(), day(2)]),
        ({"frequency": "monthly", "count": 2}, ["2035-03-14", "2035-04-14"]),
        ({"frequency": "weekly", "until": day(8)}, [day(), day(7)]),
        ({"frequency": "weekly", "count": 2, "weekdays": ["wednesday", "thursday"]}, [day(), day(1)]),
    ],
)
def test_it_comes_again_as_one_series(repeat: Sent, dates: list[str], caller: Caller) -> None:
    found = caller.call("group_appointments.create", **ONE, repeat=repeat, attendees=["@eva"])
    assert [visit["start"][:10] for visit in found["visits"]] == dates
    assert found["series_id"] is not None
    assert {visit["series_id"] for visit in found["visits"]} == {found["series_id"]}
    assert all(visit["group"] and len(visit["attendees"]) == 1 for visit in found["visits"])


@pytest.mark.parametrize(
    "repeat",
    [
        None,
        {"frequency": "daily", "count": 0},
        {"frequency": "weekly", "count": 1},
        {"frequency": "weekly", "interval": 0, "count": 5},
        {"frequency": "monthly", "interval": 0, "count": 0},
        {"frequency": "daily", "interval": 0, "until": day(30)},
    ],
)
def test_a_count_or_an_interval_of_0_is_once_and_never_a_loop(repeat: Sent | None, caller: Caller) -> None:
    found = caller.call("group_appointments.create", **ONE, repeat=repeat)
    assert (len(found["visits"]), found["series_id"]) == (1, None)


def test_a_series_is_one_step(caller: Caller) -> None:
    create(caller, repeat=WEEKLY)
    caller.call("history.undo")
    assert count(caller) == 0


def test_every_date_that_clashes_is_named_and_nothing_is_written(caller: Caller) -> None:
    first, last = create(caller), create(caller, start=at("10:10", 14))
    error = caller.error("group_appointments.create", **ONE, repeat=WEEKLY)
    assert (error["code"], error["reason"], error["dates"]) == ("conflict", "dates_taken", [day(), day(14)])
    assert [clash["appointment_id"] for clash in error["clashes"]] == [first[0]["id"], last[0]["id"]]
    assert count(caller) == 2


def test_of_a_single_time_who_and_what_is_taken_is_named(caller: Caller) -> None:
    create(caller, room="@room", max_attendees=2)
    error = caller.error("group_appointments.create", **ONE, room="@room", max_attendees=2)
    assert (error["code"], error["reason"]) == ("conflict", "not_free")
    assert {clash["kind"] for clash in error["clashes"]} == {"practitioner", "room"}


@pytest.mark.parametrize(
    ("policy", "starts"),
    [("skip", [at("10:00"), at("10:00", 14)]), ("next_free", [at("10:00"), at("10:45", 7), at("10:00", 14)])],
)
def test_a_policy_says_what_becomes_of_dates_that_are_not_free(policy: str, starts: list[str], caller: Caller) -> None:
    create(caller, start=at("10:00", 7))
    found = caller.call("group_appointments.create", **ONE, repeat=WEEKLY, policy=policy)
    assert [visit["start"] for visit in found["visits"]] == starts
    assert found["skipped"] == ([day(7)] if policy == "skip" else [])


def test_where_every_date_would_be_skipped_all_are_named(caller: Caller) -> None:
    create(caller, repeat=WEEKLY)
    error = caller.error("group_appointments.create", **ONE, repeat=WEEKLY, policy="skip")
    assert (error["reason"], error["dates"]) == ("dates_taken", [day(), day(7), day(14)])


def test_a_single_date_may_be_decided_on(caller: Caller) -> None:
    create(caller, start=at("10:00", 7))
    rows = [{"date": day(7), "start": at("15:00", 7)}]
    found = create(caller, repeat=WEEKLY, rows=rows)
    assert [visit["start"] for visit in found] == [at("10:00"), at("15:00", 7), at("10:00", 14)]
    skipped = [{"index": 1, "does": "skip"}]
    assert len(create(caller, start=at("12:00"), repeat=WEEKLY, rows=skipped)) == 2


def test_a_reason_books_over_others_and_is_kept_where_it_had_to_be(caller: Caller) -> None:
    create(caller, start=at("10:00", 7))
    found = create(caller, repeat=WEEKLY, override_reason="Both know")
    assert [visit["override_reason"] for visit in found] == [None, "Both know", None]
    assert create(caller, override_reason="Both know")[0]["override_reason"] == "Both know"


def test_dates_that_changed_since_the_plan_are_told(caller: Caller) -> None:
    plan = caller.call("group_appointments.plan", **ONE, repeat=WEEKLY)
    seen = [
        {"date": r["date"], "does": r["does"], "start": r["booked_start"], "practitioner": r["booked_practitioner"]}
        for r in plan["rows"]
    ]
    create(caller, start=at("10:00", 7))
    error = caller.error("group_appointments.create", **ONE, repeat=WEEKLY, seen=seen, policy="skip")
    assert (error["reason"], error["dates"]) == ("dates_changed", [day(7)])


def test_a_plan_tells_every_date_and_writes_nothing(caller: Caller) -> None:
    create(caller, start=at("10:00", 7))
    before = caller.call("history.log", size=1)["total"]
    plan = caller.as_role("auditor").call("group_appointments.plan", **ONE, repeat=WEEKLY)
    assert [(row["date"], row["state"]) for row in plan["rows"]] == [(day(), "ok"), (day(7), "taken"), (day(14), "ok")]
    assert [row["state"] for row in caller.call("group_appointments.plan", **ONE)["rows"]] == ["ok"]
    assert caller.call("history.log", size=1)["total"] == before


def test_outside_of_hours_is_left_to_staff_as_with_any_visit(caller: Caller) -> None:
    assert len(create(caller, start=at("19:00"), repeat={"frequency": "daily", "count": 5})) == 5


def test_closed_time_is_not(caller: Caller) -> None:
    over_the_block = {**ONE, "practitioner": "@ortega", "start": at("12:15")}
    error = caller.error("group_appointments.create", **over_the_block)
    assert (error["code"], error["reason"]) == ("conflict", "closed")


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ({"service": None}, "wrong_type", "service"),
        ({"start": None}, "not_a_time", "start"),
        ({"end": at("10:00")}, "end_not_after_start", "end"),
        ({"end": at("09:00")}, "end_not_after_start", "end"),
        ({"end": at("10:00", 400)}, "too_long", "end"),
        ({"max_attendees": 0}, "bad_max_attendees", "max_attendees"),
        ({"max_attendees": 101}, "bad_max_attendees", "max_attendees"),
        ({"max_attendees": "2"}, "wrong_type", "max_attendees"),
        ({"max_attendees": 1, "attendees": ["@eva", "@leo"]}, "no_seat_left", "attendees"),
        ({"max_attendees": 3, "room": "@room"}, "room_too_small", "room"),
        ({"room": "@old_room"}, "archived", "room"),
        ({"practitioner": "@gone"}, "archived", "practitioner"),
        ({"location": "@shut"}, "archived", "location"),
        ({"room": "@room", "location": "@there"}, "room_elsewhere", "room"),
        ({"title": 1}, "wrong_type", "title"),
        ({"notes": 1}, "wrong_type", "notes"),
        ({"attendees": "@eva"}, "wrong_type", "attendees"),
        ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
        ({"policy": "wait"}, "not_one_of", "policy"),
        ({"interaction": "phone", "video_url": "https://meet.example/1"}, "video_only_for_video_call", "interaction"),
        ({"repeat": {"count": 3}}, "missing_field", "repeat.frequency"),
        ({"repeat": {"frequency": "yearly", "count": 3}}, "not_one_of", "repeat.frequency"),
        ({"repeat": {"frequency": "daily"}}, "count_or_until", "repeat.count"),
        ({"repeat": {"frequency": "daily", "count": -1}}, "bad_times", "repeat.count"),
        ({"repeat": {"frequency": "daily", "count": 105}}, "bad_times", "repeat.count"),
        ({"repeat": {"frequency": "weekly", "count": 104, "interval": 99}}, "repeats_too_far", "repeat.count"),
        ({"repeat": {"frequency": "daily", "count": 3, "interval": -1}}, "bad_interval", "repeat.interval"),
        ({"repeat": {"frequency": "daily", "count": 3, "interval": 100}}, "bad_interval", "repeat.interval"),
        ({"repeat": {"frequency": "daily", "until": day(-1)}}, "until_before_start", "repeat.until"),
        (
            {"repeat": {"frequency": "daily", "count": 2, "weekdays": ["monday"]}},
            "weekdays_only_weekly",
            "repeat.weekdays",
        ),
        ({"repeat": WEEKLY, "rows": [{"index": 3}]}, "no_such_date", "rows[0]"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(sent: Sent, reason: str, field: str, desk: Caller) -> None:
    assert desk.refused("group_appointments.create", **{**ONE, **sent}) == (reason, field)


@pytest.mark.parametrize("operation", ["group_appointments.create", "group_appointments.plan"])
@pytest.mark.parametrize("field", ["service", "start"])
def test_what_is_missing_is_refused_with_its_field(operation: str, field: str, desk: Caller) -> None:
    sent = {name: value for name, value in ONE.items() if name != field}
    assert desk.refused(operation, **sent) == ("missing_field", field)


@pytest.mark.parametrize(
    ("field", "kind"),
    [("service", "service"), ("practitioner", "practitioner"), ("location", "location"), ("room", "room")],
)
def test_an_unknown_id_is_not_found_and_named(field: str, kind: str, desk: Caller) -> None:
    error = desk.error("group_appointments.create", **{**ONE, field: "@nobody"})
    assert (error["code"], error["kind"], error["id"]) == ("not_found", kind, desk.nobody)


def test_an_unknown_attendee_is_not_found_and_named(desk: Caller) -> None:
    error = desk.error("group_appointments.create", **ONE, attendees=["@nobody"])
    assert (error["code"], error["kind"], error["id"]) == ("not_found", "patient", desk.nobody)


def test_who_may_only_look_creates_none(desk: Caller) -> None:
    assert desk.as_role("auditor").error("group_appointments.create", **ONE)["code"] == "forbidden"
