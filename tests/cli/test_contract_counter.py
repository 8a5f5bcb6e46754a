"""The day at the counter as JSON: statuses, times, who waits, who runs late, and what a patient's record says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from frontdesk.domain.appointment import NEXT_STATUSES, Status
from frontdesk.services.clinic import now_ms
from tests.cli.contract import Caller, at, day
from tests.cli.test_contract_odd import tried
from tests.support.clinics import ZONE

Sent = dict[str, Any]
WAY = {
    Status.CONFIRMED: ["confirmed"],
    Status.ARRIVED: ["arrived"],
    Status.IN_PROGRESS: ["in_progress"],
    Status.COMPLETED: ["in_progress", "completed"],
    Status.NO_SHOW: ["no_show"],
    Status.CANCELLED: ["cancelled"],
    Status.INVALID: ["invalid"],
}


def book(caller: Caller, **sent: Any) -> str:
    """Book a visit of Eva with Dr. Chen, far ahead."""
    visit = {"start": at("10:00"), "end": at("10:30"), "practitioner": "@chen", "patient": "@eva"}
    return str(caller.call("appointments.book", **{**visit, **sent})["id"])


def standing(caller: Caller, status: Status) -> str:
    """Have a visit of a status."""
    if status is Status.HELD:
        sent = {"start": at("10:00"), "end": at("10:30"), "practitioner": "@chen", "patient": "@eva"}
        return str(caller.call("holds.place", **sent)["id"])
    visit = book(caller)
    for each in WAY.get(status, []):
        caller.call("appointments.set_status", id=visit, status=each)
    return visit


@pytest.mark.parametrize("held", Status)
def test_each_path_of_a_status_is_gone_or_refused(caller: Caller, held: Status) -> None:
    visit = standing(caller, held)
    file = caller.house.path.read_bytes()
    for wanted in Status:
        if wanted in NEXT_STATUSES[held]:
            done = caller.call("appointments.set_status", id=visit, status=wanted.value)
            assert done["status"] == wanted.value
            caller.house.path.write_bytes(file)
        else:
            error = caller.error("appointments.set_status", id=visit, status=wanted.value)
            assert (error["reason"], error["held"]) == ("no_such_status_path", held.value)


def test_arriving_is_noted_and_put_right(caller: Caller) -> None:
    visit = book(caller)
    came = caller.call("appointments.set_status", id=visit, status="arrived")
    assert came["arrived_at"] == came["status_at"]
    right = caller.call("appointments.set_times", id=visit, arrived_at="2026-03-18T09:00:00-04:00")
    assert right["arrived_at"] == "2026-03-18T09:00:00-04:00"
    assert caller.call("appointments.set_times", id=visit, version=right["version"]) == right
    assert caller.call("appointments.set_times", id=visit, arrived_at=None)["arrived_at"] is None


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"arrived_at": "soon"}, ("not_a_time", "arrived_at")),
        ({"arrived_at": at("10:00")}, ("time_ahead", "arrived_at")),
        ({"actual_start": "2026-03-18T09:00Z"}, ("not_that_far", "actual_start")),
        ({"actual_end": "2026-03-18T09:00Z"}, ("not_that_far", "actual_end")),
        ({"left_at": "2026-03-18T09:00Z"}, ("not_that_far", "left_at")),
        ({"left_at": None}, ("not_a_time", "left_at")),
        ({"id": None}, ("wrong_type", "id")),
        ({"started": 5}, ("unknown_field", "started")),
    ],
)
def test_bad_times_are_refused(caller: Caller, sent: Sent, answer: tuple[str, str]) -> None:
    visit = standing(caller, Status.ARRIVED)
    assert caller.refused("appointments.set_times", **{"id": visit, **sent}) == answer


def test_a_block_and_a_meeting_have_no_times(caller: Caller) -> None:
    for one in ("@block", book(caller, patient=None)):
        assert caller.refused("appointments.set_times", id=one, arrived_at=None) == ("no_times", "id")


def test_who_did_not_come_has_a_reason_and_nobody_else(caller: Caller) -> None:
    visit = book(caller)
    refused = caller.refused("appointments.set_status", id=visit, status="arrived", reason="Late")
    assert refused == ("reason_only_no_show", "reason")
    missed = caller.call("appointments.set_status", id=visit, status="no_show", reason="Did not call")
    assert missed["no_show_reason"] == "Did not call"
    came = caller.call("appointments.set_status", id=visit, status="arrived", reason=None)
    assert (came["no_show_reason"], came["arrived_at"]) == (None, came["status_at"])


def test_who_leaves_is_noted_with_the_reason_and_the_time_is_free(caller: Caller) -> None:
    visit = book(caller)
    assert caller.refused("appointments.leave", id=visit) == ("only_who_arrived", "id")
    caller.call("appointments.set_status", id=visit, status="arrived")
    gone = caller.call("appointments.leave", id=visit, reason="Felt better")
    assert (gone["status"], gone["cancel_reason"]) == ("cancelled", "Felt better")
    assert gone["left_at"] == gone["status_at"]
    assert book(caller, patient="@leo") != visit
    assert caller.refused("appointments.leave", id=visit, reason=5) == ("wrong_type", "reason")
    assert caller.refused("appointments.leave") == ("missing_field", "id")


def now() -> datetime:
    return datetime.fromtimestamp(now_ms() / 1000, ZoneInfo(ZONE))


def test_who_waits_is_told(caller: Caller) -> None:
    start = now() - timedelta(minutes=40)
    visit = book(caller, start=start.isoformat(), end=(start + timedelta(minutes=30)).isoformat(), room="@room")
    caller.call("appointments.set_status", id=visit, status="arrived")
    sent = {"day": start.date().isoformat()}
    [one] = caller.call("waiting_room.list", **sent)
    assert (one["visit"], one["patient"], one["practitioner"], one["room"], one["next"]) == (
        visit, "Eva Novák", "Dr. Amelia Chen", "Room 1", True,
    )  # fmt: skip
    assert (one["waited"], one["over"], one["limit"]) == (0, False, 15)
    assert caller.call("waiting_room.list", day=day()) == []
    assert caller.refused("waiting_room.list", day="today")[1] == "day"
    if start.date() == now().date():
        assert [each["visit"] for each in caller.call("waiting_room.list", day=None)] == [visit]


def test_a_delay_is_typed_told_and_taken_back(caller: Caller) -> None:
    visit = book(caller)
    sent = {"practitioner": "@chen", "day": day()}
    tried = caller.call("delays.put", **sent, minutes=20, trial=True)
    assert caller.call("delays.of_day", day=day()) == []
    said = caller.call("delays.put", **sent, minutes=20)
    assert tried["visits"] == said["visits"]
    assert (said["practitioner"], said["name"], said["minutes"], said["typed"], said["said"], said["said_by"]) == (
        caller.chen, "Dr. Amelia Chen", 20, True, 20, "front-desk",
    )  # fmt: skip
    assert said["visits"] == [
        {
            "id": visit,
            "start": at("10:00"),
            "expected_start": at("10:20"),
            "phone": True,
            "people": [{"id": caller.eva, "name": "Eva Novák", "phones": []}],
        }
    ]
    assert caller.call("delays.of_day", day=day()) == [said]
    assert caller.call("delays.put", **sent, minutes=None)["typed"] is False
    assert caller.call("delays.of_day", day=day()) == []


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"minutes": 721}, ("bad_delay", "minutes")),
        ({"minutes": -1}, ("bad_delay", "minutes")),
        ({"minutes": "20"}, ("wrong_type", "minutes")),
        ({"day": None}, ("wrong_type", "day")),
        ({"day": "0001-01-01"}, None),
        ({"day": "2001-01-01"}, ("day_over", "day")),
        ({"practitioner": None}, ("wrong_type", "practitioner")),
        ({"practitioner": "@nobody"}, ("unknown_id", None)),
        ({"trial": None}, ("wrong_type", "trial")),
        ({"trial": True, "minutes": 721}, ("bad_delay", "minutes")),
    ],
)
def test_a_bad_delay_is_refused(caller: Caller, sent: Sent, answer: tuple[str, str] | None) -> None:
    refused = caller.refused("delays.put", **{"practitioner": "@chen", "day": day(), "minutes": 5, **sent})
    assert refused == answer if answer else refused[1] == "day"


@pytest.mark.parametrize("field", ["practitioner", "day", "minutes"])
def test_a_delay_needs_all_that_it_is(caller: Caller, field: str) -> None:
    whole = {"practitioner": "@chen", "day": day(), "minutes": 5}
    del whole[field]
    assert caller.refused("delays.put", **whole) == ("missing_field", field)


def test_a_record_tells_what_became_of_visits_and_what_is_to_come(caller: Caller) -> None:
    missed, to_come = book(caller), book(caller, start=at("11:00"), end=at("11:45"), service="@service")
    caller.call("appointments.set_status", id=missed, status="no_show", reason="Did not call")
    found = caller.call("patients.record", id="@eva")
    assert (found["patient"]["id"], found["no_shows"], found["visits"], found["kept"]) == (caller.eva, 1, 0, 0)
    assert found["last_no_show"] == at("10:00")
    [upcoming] = found["upcoming"]
    assert (upcoming["id"], upcoming["service_id"], upcoming["length"]) == (to_come, caller.service, 2_700_000)
    [past] = found["past"]["items"]
    assert (past["id"], past["came_to"], past["reason"]) == (missed, "no_show", "Did not call")
    assert caller.call("patients.record", id="@eva", page=2, size=1)["past"]["items"] == []


@pytest.mark.parametrize(("sent", "field"), [({"id": None}, "id"), ({"page": 0}, "page"), ({"size": None}, "size")])
def test_a_bad_record_is_refused(caller: Caller, sent: Sent, field: str) -> None:
    assert caller.refused("patients.record", **{"id": "@eva", **sent})[1] == field


def test_the_waiting_limit_is_kept_cleared_and_refused(caller: Caller) -> None:
    assert caller.call("profile.update", waiting_limit=30)["waiting_limit"] == 30
    assert caller.call("profile.update", name="North")["waiting_limit"] == 30
    assert caller.call("profile.update", waiting_limit=None)["waiting_limit"] is None
    for bad in (0, 241, "15", True):
        assert caller.refused("profile.update", waiting_limit=bad)[1] == "waiting_limit"


def test_an_odd_thing_in_any_place_is_done_or_refused(caller: Caller) -> None:
    visit = standing(caller, Status.ARRIVED)
    other = book(caller, start=at("12:00"), end=at("12:30"))
    sound: dict[str, Sent] = {
        "appointments.set_status": {"id": other, "status": "no_show", "reason": "Ill", "version": None},
        "appointments.leave": {"id": visit, "reason": "Ill", "version": 2},
        "appointments.set_times": {"id": visit, "arrived_at": "2026-03-18T09:00Z", "actual_start": None},
        "waiting_room.list": {"day": day()},
        "patients.record": {"id": "@eva", "page": 1, "size": 5},
        "delays.of_day": {"day": day()},
        "delays.put": {"practitioner": "@chen", "day": day(), "minutes": 5},
        "profile.update": {"waiting_limit": 20},
    }
    for operation, sent in sound.items():
        file = caller.house.path.read_bytes()
        caller.call(operation, **sent)
        caller.house.path.write_bytes(file)
    assert tried(caller, sound, every=7) > 40
