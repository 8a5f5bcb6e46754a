"""Free times asked for from a terminal: of services and calendars, the next ones, the best ones, and why not."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.instants import MINUTE
from tests.cli.contract import Caller, at, day

Sent = dict[str, Any]
HOUR = 60 * MINUTE


def length(amount: int, unit: str = "minutes") -> Sent:
    """Give a length as a calendar has it."""
    return {"amount": amount, "unit": unit}


def calendar(caller: Caller, kind: str = "personal", *members: str, **more: Any) -> str:
    """Make a calendar of an hour at a time, of Dr. Chen or of those who are named; give its id."""
    team = [
        {"practitioner": one, "primary": kind == "collective" and not n} for n, one in enumerate(members or ("@chen",))
    ]
    sent = {
        "kind": kind,
        "team": [] if kind == "event" else team,
        "duration": length(60),
        "interval": length(60),
        **more,
    }
    made: str = caller.call("calendars.create", name=f"A {kind}", **sent)["id"]
    return made


def works(caller: Caller, who: str, start: int, end: int) -> None:
    """Let a practitioner work on weekdays from an hour to an hour."""
    week = [{"weekday": n, "start_minute": start * 60, "end_minute": end * 60} for n in range(5)]
    caller.call("working_hours.put", practitioner=who, hours=week)


def slots(caller: Caller, days: int = 0, **asked: Any) -> list[Sent]:
    """Give the free times of one date."""
    found: list[Sent] = caller.call("availability.free_times", first=day(days), **asked)["days"][day(days)]
    return found


def clocks(found: list[Sent]) -> list[str]:
    """Give when they begin, on the clock of the answer."""
    return [slot["start"][11:16] for slot in found]


# C05, C45: which times are free


def test_c05_a_free_time_tells_from_when_to_when_with_whom_and_where(caller: Caller) -> None:
    caller.call("services.update", id="@service", rooms=["@room"])
    first = slots(caller, service="@service")[0]
    assert first == {
        "start": at("09:00"),
        "end": at("09:30"),
        "practitioners": [caller.chen],
        "room": caller.room,
        "seats": None,
        "session": None,
        "patient_busy": False,
        "parts": [],
    }


def test_c05_31_days_are_fine_and_32_are_invalid(caller: Caller) -> None:
    asked = {"first": day(), "duration": 8 * HOUR}
    assert len(caller.call("availability.free_times", last=day(30), **asked)["days"]) == 31
    assert caller.refused("availability.free_times", last=day(31), **asked) == ("too_many_days", "last")


def test_c05_keys_are_dates_of_the_asked_zone_and_days_without_a_time_are_empty(caller: Caller) -> None:
    sent = {"first": day(1), "last": day(4), "duration": 8 * HOUR, "zone_name": "Asia/Tokyo"}
    found = caller.call("availability.free_times", **sent)
    assert found["zone"] == "Asia/Tokyo"
    assert {date: clocks(times) for date, times in found["days"].items()} == {
        day(1): ["22:00"],
        day(2): ["22:00"],
        day(3): [],
        day(4): [],
    }
    assert found["days"][day(1)][0]["start"] == f"{day(1)}T22:00:00+09:00"


def test_c05_what_is_longer_than_any_gap_is_free_at_no_time(caller: Caller) -> None:
    caller.call("appointments.book", start=at("12:00"), end=at("13:00"), practitioner="@chen", patient="@eva")
    assert clocks(slots(caller, duration=4 * HOUR)) == ["13:00"]
    assert slots(caller, duration=5 * HOUR) == []


def test_c05_the_grid_is_the_step_from_the_beginning_of_open_time(caller: Caller) -> None:
    works(caller, "@chen", 9, 10)
    assert clocks(slots(caller, duration=20 * MINUTE)) == ["09:00", "09:15", "09:30"]
    assert clocks(slots(caller, duration=20 * MINUTE, step=20 * MINUTE)) == ["09:00", "09:20", "09:40"]


def test_c05_a_visit_with_its_buffers_is_in_the_way_and_so_are_the_buffers_of_what_is_asked(caller: Caller) -> None:
    works(caller, "@chen", 9, 12)
    caller.call("appointments.book", start=at("10:00"), practitioner="@chen", patient="@eva", service="@service")
    assert clocks(slots(caller, duration=30 * MINUTE)) == [
        "09:00",
        "09:15",
        "09:30",
        "10:45",
        "11:00",
        "11:15",
        "11:30",
    ]
    assert clocks(slots(caller, service="@service"))[:3] == ["09:00", "09:15", "10:45"]


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_c05_what_takes_no_time_is_in_nobodys_way(status: str, caller: Caller) -> None:
    visit = caller.call("appointments.book", start=at("09:00"), end=at("17:00"), practitioner="@chen", patient="@eva")
    assert slots(caller, duration=HOUR) == []
    caller.call("appointments.set_status", id=visit["id"], status=status)
    assert len(slots(caller, duration=8 * HOUR)) == 1


def test_c05_equipment_is_needed_for_as_many_as_are_asked(caller: Caller) -> None:
    works(caller, "@ortega", 9, 17)
    need = [{"equipment_id": "@probe", "units": 2}]
    scan = caller.call("services.create", name="Scan", duration=8 * HOUR, equipment=need)["id"]
    short = {"start": at("09:00", 1), "end": at("09:15", 1), "service": scan}
    caller.call("appointments.book", practitioner="@chen", patient="@eva", **short)
    assert slots(caller, 1, service=scan) == []
    caller.call("equipment.update", id="@probe", quantity=4)
    assert [slot["practitioners"] for slot in slots(caller, 1, service=scan)] == [[caller.ortega]]


def test_c05_practitioners_narrow_who_may(caller: Caller) -> None:
    works(caller, "@ortega", 9, 17)
    both = slots(caller, 1, duration=8 * HOUR)
    assert sorted(both[0]["practitioners"]) == sorted([caller.chen, caller.ortega])
    assert slots(caller, 1, duration=8 * HOUR, practitioners=["@ortega"])[0]["practitioners"] == [caller.ortega]
    assert slots(caller, 1, duration=8 * HOUR, practitioners=["@gone"]) == []


def test_c05_services_in_order_are_one_visit_with_a_part_each(caller: Caller) -> None:
    works(caller, "@ortega", 9, 17)
    second = caller.call("services.create", name="Massage", duration=HOUR, practitioners=["@ortega"])["id"]
    wanted = [{"service": "@service", "practitioner": "@chen"}, {"service": second}]
    first = slots(caller, services=wanted)[0]
    assert (first["start"], first["end"]) == (at("09:00"), at("10:30"))
    parts = [(one["service"], one["start"], one["end"], one["practitioner"]) for one in first["parts"]]
    assert parts == [
        (caller.service, at("09:00"), at("09:30"), caller.chen),
        (second, at("09:30"), at("10:30"), caller.ortega),
    ]


def test_c45_a_patients_other_visit_is_a_warning(caller: Caller) -> None:
    works(caller, "@ortega", 9, 17)
    caller.call("appointments.book", start=at("09:00"), end=at("11:00"), practitioner="@ortega", patient="@eva")
    assert [slot["patient_busy"] for slot in slots(caller, duration=8 * HOUR, patient="@eva")] == [True]
    assert [slot["patient_busy"] for slot in slots(caller, duration=8 * HOUR, patient="@leo")] == [False]


def test_c45_a_visit_that_is_moved_is_not_in_its_own_way(caller: Caller) -> None:
    visit = caller.call("appointments.book", start=at("09:00"), end=at("17:00"), practitioner="@chen", patient="@eva")
    assert clocks(slots(caller, visit=visit["id"])) == ["09:00"]


# C48: kinds of calendars


def test_c48_a_round_robin_has_the_times_of_any_and_the_pick_is_the_highest_priority_first(caller: Caller) -> None:
    works(caller, "@chen", 9, 11)
    works(caller, "@ortega", 10, 12)
    team = [{"practitioner": "@chen", "priority": 1}, {"practitioner": "@ortega", "priority": 9}]
    found = slots(caller, calendar=calendar(caller, "round_robin", team=team))
    assert clocks(found) == ["09:00", "10:00", "11:00"]
    assert found[1]["practitioners"] == [caller.ortega, caller.chen]


def test_c48_a_collective_has_the_times_of_all(caller: Caller) -> None:
    works(caller, "@chen", 9, 11)
    works(caller, "@ortega", 10, 12)
    made = calendar(caller, "collective", "@chen", "@ortega")
    assert clocks(slots(caller, calendar=made)) == ["10:00"]
    caller.call("appointments.book", start=at("10:00"), end=at("10:05"), practitioner="@ortega", patient="@leo")
    assert slots(caller, calendar=made) == []


def test_c48_a_class_tells_the_seats_that_are_left(caller: Caller) -> None:
    works(caller, "@chen", 9, 11)
    made = calendar(caller, "class", per_slot=3)
    first = caller.call("appointments.book", start=at("09:00"), calendar=made, patient="@eva")
    found = slots(caller, calendar=made)
    assert [(slot["seats"], slot["session"]) for slot in found] == [(2, first["id"]), (3, None)]
    assert clocks(slots(caller, calendar=made, heads=3)) == ["10:00"]


def test_c48_events_follow_the_hours_of_the_calendar(caller: Caller) -> None:
    caller.call("calendars.update", id="@events", duration=length(60), interval=length(60))
    assert clocks(slots(caller, calendar="@events")) == ["17:00", "18:00", "19:00"]


# C51: slot rules


def test_c51_an_interval_below_the_duration_gives_starts_that_overlap(caller: Caller) -> None:
    works(caller, "@chen", 9, 11)
    made = calendar(caller, interval=length(20))
    assert clocks(slots(caller, calendar=made)) == ["09:00", "09:20", "09:40", "10:00"]


def test_c51_buffers_may_reach_outside_of_hours_but_not_into_a_visit(caller: Caller) -> None:
    works(caller, "@chen", 9, 12)
    made = calendar(caller, buffer_before=length(30), buffer_after=length(30))
    assert clocks(slots(caller, calendar=made)) == ["09:00", "10:00", "11:00"]
    caller.call("appointments.book", start=at("12:15"), end=at("12:45"), practitioner="@chen", patient="@eva")
    assert clocks(slots(caller, calendar=made)) == ["09:00", "10:00"]


def test_c51_the_daily_limit_counts_what_takes_time(caller: Caller) -> None:
    made = calendar(caller, per_day=1)
    visit = caller.call("appointments.book", start=at("09:00"), calendar=made, patient="@eva")
    assert slots(caller, calendar=made) == []
    assert slots(caller, 1, calendar=made) != []
    caller.call("appointments.cancel", id=visit["id"])
    assert slots(caller, calendar=made) != []


def test_c51_notice_and_window_bound_the_times_unless_they_are_ignored(caller: Caller) -> None:
    late = calendar(caller, notice=length(366, "days"))
    soon = calendar(caller, window=length(10, "days"))
    asked = {"count": 1, "since": at("09:00")}
    assert caller.call("availability.next_free", calendar=soon, **asked)["slots"] == []
    assert slots(caller, calendar=soon) == []
    assert len(slots(caller, calendar=soon, ignore_date_range=True)) == 8
    near = caller.call("availability.next_free", calendar=late)["slots"][0]["start"]
    assert near > caller.call("availability.next_free", calendar=late, ignore_date_range=True)["slots"][0]["start"]


# C57: look busy


def test_c57_patients_are_shown_fewer_times_always_the_same_and_staff_all(caller: Caller) -> None:
    made = calendar(caller, look_busy=50)
    staff = clocks(slots(caller, calendar=made))
    shown = clocks(slots(caller, calendar=made, for_patient=True))
    assert (len(staff), len(shown)) == (8, 4)
    assert set(shown) < set(staff)
    assert clocks(slots(caller, calendar=made, for_patient=True)) == shown


def test_c57_what_is_not_offered_is_refused_to_patients(caller: Caller) -> None:
    private = caller.call("services.create", name="Internal", duration=HOUR, private=True)["id"]
    draft = calendar(caller, active=False)
    sent = {"first": day(), "for_patient": True}
    assert caller.refused("availability.free_times", service=private, **sent) == ("not_offered", "service")
    assert caller.refused("availability.free_times", calendar=draft, **sent) == ("not_offered", "calendar")
    assert slots(caller, service=private) != []


# C73: the next free times


def test_c73_the_next_times_are_found_however_far_ahead(caller: Caller) -> None:
    caller.call("closures.create", name="Rebuilding", first=day(), last=day(90))
    found = caller.call("availability.next_free", duration=HOUR, since=at("09:00"), count=2)
    assert [slot["start"] for slot in found["slots"]] == [at("09:00", 91), at("09:15", 91)]
    assert not found["ended"]


def test_c73_it_says_when_the_window_ends(caller: Caller) -> None:
    found = caller.call("availability.next_free", calendar=calendar(caller, window=length(1, "days")), count=100)
    assert found["ended"]
    assert len(found["slots"]) < 100
    assert all(slot["start"] < found["searched_to"] for slot in found["slots"])


def test_c73_the_best_times_come_with_what_speaks_for_them(caller: Caller) -> None:
    found = caller.call("availability.suggest", duration=HOUR, since=at("09:00"), count=2)
    assert len(found) == 2
    assert (found[0]["slot"]["start"], found[0]["practitioner"]) == (at("09:00"), caller.chen)
    assert "soonest" in found[0]["why"]


def test_c73_where_a_visit_fits_is_told_for_each_practitioner(caller: Caller) -> None:
    caller.call("appointments.book", start=at("12:00"), end=at("13:00"), practitioner="@chen", patient="@eva")
    found = caller.call("availability.fits", first=day(), duration=3 * HOUR)
    (chen,) = (one for one in found if one["times"])
    assert chen["practitioner"] == caller.chen
    starts = [(each["start"][11:16], each["end"][11:16]) for each in chen["times"]]
    assert starts == [("09:00", "09:00"), ("13:00", "14:00")]


# C74: why not


def reasons(caller: Caller, time: str, days: int = 0, **asked: Any) -> list[str]:
    """Give the words for why a time is not free."""
    sent = {"practitioner": "@chen", "duration": HOUR, **asked}
    found = caller.call("availability.explain", start=at(time, days), **sent)
    assert found["free"] == (not found["reasons"])
    return [each["why"] for each in found["reasons"]]


def test_c74_a_free_time_has_no_reason(caller: Caller) -> None:
    assert reasons(caller, "10:00") == []


def test_c74_every_reason_is_told(caller: Caller) -> None:
    visit = caller.call("appointments.book", start=at("16:30"), end=at("17:30"), practitioner="@chen", patient="@eva")
    caller.call("blocks.create", start=at("16:00"), end=at("16:45"), practitioner="@chen", title="Lunch")
    asked = {"start": at("16:15"), "practitioner": "@chen", "duration": HOUR}
    found = caller.call("availability.explain", **asked)
    assert {each["why"] for each in found["reasons"]} == {"outside_hours", "block", "visit"}
    taken = next(each for each in found["reasons"] if each["why"] == "visit")
    assert (taken["appointment"], taken["words"], taken["name"]) == (visit["id"], "Eva Novák", "Dr. Amelia Chen")
    assert (taken["start"], taken["end"]) == (at("16:30"), at("17:30"))


def test_c74_the_nearest_change_makes_it_fit(caller: Caller) -> None:
    caller.call("appointments.book", start=at("10:00"), end=at("11:00"), practitioner="@chen", patient="@eva")
    found = caller.call("availability.explain", start=at("10:30"), practitioner="@chen", duration=HOUR)
    ways = {each["fix"]: each["start"] for each in found["nearest"]}
    assert ways["later"] == at("11:00")
    for each in found["nearest"]:
        there = {"start": each["start"], "practitioner": each["practitioner"]}
        assert caller.call("availability.explain", **there, duration=30 * MINUTE)["free"]


@pytest.mark.parametrize(
    ("time", "days", "why"),
    [("08:00", 0, "outside_hours"), ("10:00", 3, "outside_hours"), ("10:00", 200, "closure"), ("10:00", -9999, "past")],
)
def test_c74_hours_closures_and_the_past_are_reasons(time: str, days: int, why: str, caller: Caller) -> None:
    assert why in reasons(caller, time, days)


def test_c74_who_does_not_give_the_service_is_told_so(caller: Caller) -> None:
    caller.call("services.update", id="@service", practitioners=["@ortega"])
    assert "does_not_give" in reasons(caller, "10:00", service="@service", duration=None)


def test_c74_another_visit_of_the_patient_is_a_warning(caller: Caller) -> None:
    caller.call("appointments.book", start=at("10:00"), end=at("11:00"), practitioner="@ortega", patient="@eva")
    sent = {"start": at("10:00"), "practitioner": "@chen", "duration": HOUR, "patient": "@eva"}
    found = caller.call("availability.explain", **sent)
    assert (found["free"], [each["why"] for each in found["warnings"]]) == (True, ["patient"])
