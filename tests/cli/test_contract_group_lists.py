"""Groups listed, read, changed, archived and restored from a terminal: good, null, missing and wrong (C11 to C17)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.contract import Caller, House, at

Sent = dict[str, Any]
ONE: Sent = {"service": "@service", "start": at("10:00"), "practitioner": "@chen", "max_attendees": 3}
WEEKLY = {"frequency": "weekly", "count": 3}
FIELDS = {
    *("id", "version", "title", "notes", "start", "end", "zone", "status", "service_id", "location_id"),
    *("practitioner_id", "room_id", "calendar_id", "equipment", "interaction", "video_url", "max_attendees"),
    *("attendees", "patients", "guests", "heads", "series_id", "rule", "repeated_from", "repeats", "cancel_reason"),
    *("archived_at", "deleted_at", "created_at", "updated_at"),
}


@pytest.fixture
def desk(house: House, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Sit down at the clinic that all tests of this file share, which they only ask what is refused."""
    return Caller(house, capsys)


def create(caller: Caller, **sent: Any) -> list[str]:
    """Create a group appointment at ten, or whatever else is said; give the ids of its dates."""
    made = caller.call("group_appointments.create", **{**ONE, **sent})["visits"]
    return [one["id"] for one in made]


def listed(caller: Caller, *filters: str, **asked: Any) -> list[str]:
    found = caller.call("group_appointments.list", filters=list(filters), **asked)
    return [one["id"] for one in found["items"]]


def test_a_group_is_told_with_every_field(caller: Caller) -> None:
    ids = create(caller, repeat=WEEKLY, attendees=["@eva"], title="Yoga", notes="Mats")
    told = caller.call("group_appointments.get", id=ids[1])
    assert set(told) == FIELDS
    assert (told["start"], told["end"], told["title"], told["notes"]) == (
        at("10:00", 7),
        at("10:30", 7),
        "Yoga",
        "Mats",
    )
    assert (told["patients"], told["max_attendees"], told["heads"]) == ([caller.eva], 3, 1)
    assert told["attendees"][0]["attendance"] == "invited"
    assert (told["rule"], told["repeated_from"], told["repeats"]) == ("FREQ=WEEKLY;COUNT=3", ids[0], [ids[0], ids[2]])
    assert (told["archived_at"], told["deleted_at"]) == (None, None)


def test_a_page_says_how_many_there_are(caller: Caller) -> None:
    ids = create(caller, repeat=WEEKLY)
    found = caller.call("group_appointments.list", page=2, per_page=2)
    assert [one["id"] for one in found["items"]] == ids[2:]
    assert {name: found[name] for name in ("total", "page", "per_page")} == {"total": 3, "page": 2, "per_page": 2}


def test_filters_are_written_with_ids_and_times_as_everything_else_is(caller: Caller) -> None:
    ids = create(caller, repeat=WEEKLY)
    other = create(caller, practitioner="@ortega", start=at("15:00"))
    assert listed(caller, f"practitioner:={caller.chen}", f"starts_at:>{at('10:00')}") == ids[1:]
    assert listed(caller, f"practitioner:!={caller.chen}") == other
    assert listed(caller, f"starts_at:<={at('10:00')}") == ids[:1]
    assert listed(caller, f"repeated_from:{ids[0]}", sort="starts_at:desc,id") == ids[:0:-1]
    assert listed(caller, sort=["practitioner:desc", "starts_at"]) == other + ids
    caller.call("attendees.add", appointment=ids[2], patient="@eva")
    assert listed(caller, f"patients:~{caller.eva}") == ids[2:]
    assert listed(caller, f"patients:contains {caller.eva}", "archived_at:!?") == ids[2:]


def test_archived_and_deleted_ones_are_asked_for(caller: Caller) -> None:
    first, second, third = create(caller, repeat=WEEKLY)
    caller.call("group_appointments.archive", id=first)
    caller.call("appointments.delete", id=second)
    assert listed(caller) == [third]
    assert listed(caller, archived=True) == [first, third]
    assert listed(caller, "archived_at:?") == [first]
    assert listed(caller, "deleted_at:?") == [second]
    assert caller.call("group_appointments.get", id=second, filters=["deleted_at:?"])["deleted_at"] is not None
    assert caller.refused("group_appointments.get", id=second)[0] == "unknown_id"
    assert caller.refused("group_appointments.get", id=first, filters=["archived_at:!?"])[0] == "unknown_id"


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        ({"filters": ["title:=x"]}, ("unknown_field", "filters[0]")),
        ({"filters": ["id:1", "starts_at:&1"]}, ("unknown_operator", "filters[1].starts_at")),
        ({"filters": ["starts_at:>soon"]}, ("not_a_time", "filters[0].starts_at")),
        ({"filters": ["service:=x"]}, ("wrong_type", "filters[0].service")),
        ({"filters": "id:1"}, ("wrong_type", "filters")),
        ({"filters": [1]}, ("wrong_type", "filters[0]")),
        ({"filters": None}, ("wrong_type", "filters")),
        ({"sort": "title"}, ("unknown_field", "sort")),
        ({"sort": "id:up"}, ("not_one_of", "sort.id")),
        ({"sort": 1}, ("wrong_type", "sort")),
        ({"per_page": 0}, ("bad_page_size", "per_page")),
        ({"per_page": 101}, ("bad_page_size", "per_page")),
        ({"page": 0}, ("bad_page", "page")),
        ({"page": "1"}, ("wrong_type", "page")),
        ({"archived": 1}, ("wrong_type", "archived")),
        ({"q": []}, ("unknown_field", "q")),
    ],
)
def test_what_cannot_be_listed_is_refused_by_its_name(sent: Sent, refusal: tuple[str, str], desk: Caller) -> None:
    assert desk.refused("group_appointments.list", **sent) == refusal


def test_no_end_stays_null_is_worked_out_and_what_is_missing_is_kept(caller: Caller) -> None:
    [one] = create(caller, end=at("11:15"), title="Yoga", attendees=["@eva"])
    told = caller.call("group_appointments.update", id=one, notes="Mats")
    assert (told["end"], told["title"], told["notes"], told["patients"]) == (at("11:15"), "Yoga", "Mats", [caller.eva])
    assert caller.call("group_appointments.update", id=one, end=None)["end"] == at("10:30")
    told = caller.call("group_appointments.update", id=one, title=None, attendees=None, max_attendees=None)
    assert (told["title"], told["patients"], told["max_attendees"]) == ("", [], 1)


def test_fewer_seats_than_heads_name_those_who_come(caller: Caller) -> None:
    [one] = create(caller, attendees=["@eva", "@leo"])
    error = caller.error("group_appointments.update", id=one, max_attendees=1)
    assert (error["reason"], error["people"], error["taken"]) == ("max_below_heads", [caller.eva, caller.leo], 2)
    assert caller.call("group_appointments.update", id=one, max_attendees=2)["max_attendees"] == 2


def test_a_scope_changes_all_dates(caller: Caller) -> None:
    ids = create(caller, repeat=WEEKLY)
    caller.call("group_appointments.update", id=ids[0], scope="all", title="Yin", start=at("14:00"), end=None)
    told = caller.call("group_appointments.list", sort="starts_at")["items"]
    assert [(one["title"], one["start"]) for one in told] == [("Yin", at("14:00", days)) for days in (0, 7, 14)]


def test_archive_and_restore_are_harmless_twice_and_check_conflicts_again(caller: Caller) -> None:
    [one] = create(caller)
    for _ in range(2):
        assert caller.call("group_appointments.archive", id=one)["archived_at"] is not None
    [other] = create(caller)
    error = caller.error("group_appointments.restore", id=one)
    assert (error["code"], [clash["appointment_id"] for clash in error["clashes"]]) == ("conflict", [other])
    caller.call("group_appointments.archive", id=other)
    for _ in range(2):
        assert caller.call("group_appointments.restore", id=one)["archived_at"] is None


def test_conflicts_tell_whether_and_which(caller: Caller) -> None:
    [one] = create(caller)
    assert caller.call("group_appointments.conflicts", id=one) == {"exist": False, "clashes": []}
    [other] = create(caller, override_reason="Two at once")
    found = caller.call("group_appointments.conflicts", id=one)
    assert found["exist"] is True
    assert [(clash["kind"], clash["subject_id"], clash["appointment_id"]) for clash in found["clashes"]] == [
        ("practitioner", caller.chen, other)
    ]


@pytest.mark.parametrize("operation", ["get", "conflicts", "update", "archive", "restore"])
def test_one_that_is_not_there_is_not_found(operation: str, desk: Caller) -> None:
    error = desk.error(f"group_appointments.{operation}", id="@nobody")
    assert (error["code"], error["kind"]) == ("not_found", "group_appointment")
    assert desk.refused(f"group_appointments.{operation}", id=None) == ("wrong_type", "id")
    assert desk.refused(f"group_appointments.{operation}") == ("missing_field", "id")


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        ({"max_attendees": 0}, ("bad_max_attendees", "max_attendees")),
        ({"max_attendees": 101}, ("bad_max_attendees", "max_attendees")),
        ({"service": None}, ("wrong_type", "service")),
        ({"start": None}, ("not_a_time", "start")),
        ({"start": at("11:00")}, ("end_not_after_start", "end")),
        ({"end": at("09:00")}, ("end_not_after_start", "end")),
        ({"attendees": ["x"]}, ("wrong_type", "attendees[0]")),
        ({"attendees": ["@nobody"]}, ("unknown_id", None)),
        ({"practitioner": "@gone"}, ("archived", "practitioner")),
        ({"room": "@old_room"}, ("archived", "room")),
        ({"room": "@room"}, ("room_too_small", "room")),
        ({"interaction": "smoke"}, ("not_one_of", "interaction")),
        ({"notes": 5}, ("wrong_type", "notes")),
        ({"repeat": "weekly"}, ("wrong_type", "repeat")),
        ({"repeat": {"frequency": "weekly", "interval": -1}}, ("bad_interval", "repeat.interval")),
        ({"scope": "some"}, ("not_one_of", "scope")),
        ({"scope": "all"}, ("not_in_a_series", "scope")),
        ({"version": 99}, ("changed_since", None)),
    ],
)
def test_what_no_group_may_be_is_refused_by_its_name(sent: Sent, refusal: tuple[str, Any], caller: Caller) -> None:
    [one] = create(caller)
    assert caller.refused("group_appointments.update", id=one, **sent) == refusal


def test_those_who_only_see_change_nothing(caller: Caller) -> None:
    [one] = create(caller)
    auditor = caller.as_role("auditor")
    assert auditor.call("group_appointments.get", id=one)["id"] == one
    for operation in ("update", "archive", "restore"):
        assert auditor.refused(f"group_appointments.{operation}", id=one)[0] == "right_missing"
