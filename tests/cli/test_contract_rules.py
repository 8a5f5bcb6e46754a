"""The rules of the clinic's hours, calendars, services and places, tried from a terminal row by row."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.instants import MINUTE
from tests.cli.contract import DAY, Caller, at, build, day

Sent = dict[str, Any]
HALF_AN_HOUR = 30 * MINUTE
MONDAY, SUNDAY = -2, 4  # as days from the test's Wednesday


def rule(which: str, *hours: str, **more: Any) -> Sent:
    """Give a rule of a weekday or a date, its hours as in "09:00-12:00"."""
    times = [dict(zip(("from", "to"), each.split("-"), strict=True)) for each in hours]
    return {"date" if which[0].isdigit() else "day": which, "intervals": times, **more}


def weekly(weekday: int, start: int, end: int) -> Sent:
    """Give plain weekly hours, from an hour to an hour."""
    return {"weekday": weekday, "start_minute": start * 60, "end_minute": end * 60}


def book(caller: Caller, time: str = "10:00", days: int = 0, **more: Any) -> Sent:
    """Book half an hour of Eva with Dr. Chen, or whatever else is said."""
    sent = {"start": at(time, days), "practitioner": "@chen", "patient": "@eva", "service": "@service", **more}
    found: Sent = caller.call("appointments.book", **sent)
    return found


def resolved(caller: Caller, first: int = 0, days: int = 1, **sent: Any) -> list[str]:
    """Resolve some days, each written as in "09:00-12:00 13:00-17:00"."""
    found = caller.call("working_hours.resolve", first=day(first), days=days, **sent)
    assert [each["day"] for each in found] == [day(first + n) for n in range(days)]
    return [" ".join(f"{i['start'][11:16]}-{i['end'][11:16]}" for i in each["open"]) for each in found]


def ids(found: list[Sent]) -> list[str]:
    """Give the ids of what was listed."""
    return [each["id"] for each in found]


# C04: a practitioner's weekly hours


def test_c04_a_week_is_replaced_whole_and_days_left_out_are_closed(caller: Caller) -> None:
    sent = [weekly(2, 13, 17), weekly(2, 9, 12), weekly(0, 8, 10)]
    answer = caller.call("working_hours.put", practitioner="@chen", hours=sent)
    assert answer["hours"] == [sent[2], sent[1], sent[0]]
    assert caller.call("working_hours.get", practitioner="@chen")["hours"] == answer["hours"]
    assert resolved(caller, MONDAY, 3, practitioner="@chen") == ["08:00-10:00", "", "09:00-12:00 13:00-17:00"]


def test_c04_adjacent_stretches_merge_and_a_day_may_end_at_24_00(caller: Caller) -> None:
    answer = caller.call("working_hours.put", practitioner="@ortega", hours=[weekly(6, 12, 24), weekly(6, 9, 12)])
    assert answer["hours"] == [weekly(6, 9, 24)]
    assert resolved(caller, SUNDAY, practitioner="@ortega") == ["09:00-00:00"]


def test_c04_no_hours_close_the_week(caller: Caller) -> None:
    caller.call("working_hours.put", practitioner="@chen", hours=[])
    assert resolved(caller, MONDAY, 5, practitioner="@chen") == [""] * 5


def test_c04_visits_that_are_outside_now_are_listed_and_stay(caller: Caller) -> None:
    visit, inside = book(caller), book(caller, "14:00", patient="@leo")
    answer = caller.call("working_hours.put", practitioner="@chen", hours=[weekly(2, 13, 17)])
    assert ids(answer["outside"]) == [visit["id"]]
    assert (answer["outside"][0]["patient"], answer["outside"][0]["practitioner"]) == ("Eva Novák", "Dr. Amelia Chen")
    for one in (visit, inside):
        assert caller.call("appointments.get", id=one["id"])["appointment"]["version"] == one["version"]


def test_c04_dates_that_differ_and_rotas_stay_when_the_plain_week_is_replaced(caller: Caller) -> None:
    rota = rule("saturday", "09:00-12:00", every=2, since=day())
    caller.call("schedules.update", id="@hours", rules=[rota, rule(day(), "10:00-11:00")])
    caller.call("working_hours.put", practitioner="@chen", hours=[weekly(2, 9, 17)])
    assert resolved(caller, 0, 4, practitioner="@chen") == ["10:00-11:00", "", "", "09:00-12:00"]
    assert resolved(caller, 7, 4, practitioner="@chen") == ["09:00-17:00", "", "", ""]


# C25 to C27: groups of calendars


@pytest.mark.parametrize(
    ("slug", "kept"),
    [("Prévention Été", "prevention-ete"), ("  A  b ", "a-b"), ("Ünïcode", "unicode"), ("x_y/z", "x-y-z")],
)
def test_c25_a_slug_is_folded_to_lower_case_without_accents_and_spaces(slug: str, kept: str, caller: Caller) -> None:
    assert caller.call("calendar_groups.validate_slug", slug=slug) == {"slug": kept, "free": True}
    assert caller.call("calendar_groups.create", name="New", slug=slug)["slug"] == kept


def test_c25_a_slug_is_taken_by_others_and_ones_own_is_free_to_keep(caller: Caller) -> None:
    other = caller.call("calendar_groups.create", name="Other")
    assert not caller.call("calendar_groups.validate_slug", slug="PREVENTION")["free"]
    assert not caller.call("calendar_groups.validate_slug", slug="prevention", id=other["id"])["free"]
    assert caller.call("calendar_groups.validate_slug", slug="prevention", id="@group")["free"]
    assert caller.call("calendar_groups.update", id="@group", slug="Prevention")["slug"] == "prevention"
    assert caller.refused("calendar_groups.update", id=other["id"], slug="prevention") == ("slug_taken", "slug")


def test_c25_without_a_slug_one_is_made_that_is_free(caller: Caller) -> None:
    assert [caller.call("calendar_groups.create", name="Prevention")["slug"] for _ in range(2)] == [
        "prevention-2",
        "prevention-3",
    ]


def test_c26_a_group_keeps_what_is_left_out_and_clears_what_is_null(caller: Caller) -> None:
    caller.call("calendar_groups.update", id="@group", description="Colds and more", name="Winter")
    assert caller.call("calendar_groups.get", id="@group")["slug"] == "prevention"
    answer = caller.call("calendar_groups.update", id="@group", description=None, slug=None)
    assert (answer["name"], answer["description"], answer["slug"]) == ("Winter", "", "winter")


def test_c27_deleting_a_group_leaves_its_calendars_without_one(caller: Caller) -> None:
    caller.call("calendars.update", id="@diary", group="@group")
    gone = caller.call("calendar_groups.delete", id="@group")
    assert (gone["archived"], gone["uses"]) == (False, 1)
    assert caller.call("calendars.get", id="@diary")["group_id"] is None
    assert caller.error("calendar_groups.delete", id="@group")["code"] == "not_found"


def test_c27_a_group_that_is_not_active_hides_its_calendars_and_keeps_their_bookings(caller: Caller) -> None:
    caller.call("calendars.update", id="@diary", group="@group")
    visit = book(caller, calendar="@diary")
    for _ in range(2):
        assert not caller.call("calendar_groups.set_active", id="@group", active=False)["active"]
    assert caller.diary not in ids(caller.call("calendars.list"))
    assert caller.diary in ids(caller.call("calendars.list", hidden=True))
    assert caller.call("appointments.get", id=visit["id"])["appointment"]["calendar_id"] == caller.diary
    caller.call("calendar_groups.set_active", id="@group", active=True)
    assert caller.diary in ids(caller.call("calendars.list"))


# C32 to C35: services


def test_c32_a_service_goes_in_and_comes_out_with_all_its_fields(caller: Caller) -> None:
    sent = {
        "name": "Physiotherapy",
        "slug": "Physio",
        "description": "Bring\ncomfortable clothes",
        "category": "Movement",
        "duration": 45 * MINUTE,
        "buffer_before": 5 * MINUTE,
        "buffer_after": 10 * MINUTE,
        "price": 8000,
        "hue": 120,
        "private": True,
        "form": "Intake",
        "max_attendees": 2,
        "practitioners": ["@chen", "@ortega"],
        "rooms": ["@room"],
        "equipment": [{"equipment_id": "@probe", "units": 2}],
    }
    made = caller.call("services.create", **sent)
    expected = caller.house.named(sent) | {"slug": "physio"}
    assert {name: made[name] for name in expected} == expected
    assert caller.call("services.get", id=made["id"]) == made


def test_c32_what_is_left_out_stays_and_null_clears(caller: Caller) -> None:
    held = caller.call("services.update", id="@service", price=500, category="Care", practitioners=["@chen"])
    same = caller.call("services.update", id="@service", name="Talk")
    assert {**held, "name": "Talk", "version": 3} == same
    cleared = {"price": None, "category": None, "practitioners": None, "buffer_after": None, "slug": None}
    answer = caller.call("services.update", id="@service", **cleared)
    assert (answer["price"], answer["category"], answer["practitioners"]) == (0, "", [])
    assert (answer["buffer_after"], answer["slug"], answer["duration"]) == (0, "talk", HALF_AN_HOUR)


def test_c32_services_are_found_by_words_category_privacy_and_who_gives_them(caller: Caller) -> None:
    chens = caller.call("services.create", name="Chest X-ray", category="Imaging", practitioners=["@chen"])["id"]
    private = caller.call("services.create", name="Staff check", private=True, practitioners=["@ortega"])["id"]
    found = {
        "words": caller.call("services.list", text="x-r ches"),
        "category": caller.call("services.list", category="imaging"),
        "private": caller.call("services.list", private=True),
        "given": caller.call("services.list", practitioner="@ortega"),
    }
    assert ids(found["words"]) == ids(found["category"]) == [chens]
    assert ids(found["private"]) == [private]
    assert ids(found["given"]) == [caller.service, private]
    assert caller.call("services.categories") == ["Imaging"]


def varied(caller: Caller) -> tuple[str, str]:
    """Give the service a long and a short variation."""
    sent = [{"name": "Long", "duration": 60 * MINUTE, "price": 900}, {"name": "Short", "duration": 10 * MINUTE}]
    made = caller.call("services.update", id="@service", variations=sent)["variations"]
    return made[0]["id"], made[1]["id"]


def test_c33_variations_that_are_not_sent_stay(caller: Caller) -> None:
    long, short = varied(caller)
    assert ids(caller.call("services.update", id="@service", name="Talk")["variations"]) == [long, short]


@pytest.mark.parametrize("none", [[], None])
def test_c33_an_empty_list_removes_all_variations(none: object, caller: Caller) -> None:
    varied(caller)
    assert caller.call("services.update", id="@service", variations=none)["variations"] == []


def test_c33_a_variation_with_an_id_is_changed_one_without_is_new_and_others_go(caller: Caller) -> None:
    long, short = varied(caller)
    sent = [{"id": long, "price": 950}, {"name": "Home visit", "duration": 90 * MINUTE}]
    changed, new = caller.call("services.update", id="@service", variations=sent)["variations"]
    assert (changed["id"], changed["name"], changed["price"]) == (long, "Long", 950)
    assert new["id"] not in (long, short)


def test_c33_an_unknown_variation_is_not_found(caller: Caller) -> None:
    error = caller.error("services.update", id="@service", variations=[{"id": "@nobody", "name": "X"}])
    assert (error["code"], error["kind"]) == ("not_found", "variation")


def test_c33_a_removed_variation_leaves_old_bookings_intact_and_takes_no_new_ones(caller: Caller) -> None:
    long, short = varied(caller)
    visit = book(caller, variation=long)
    caller.call("services.update", id="@service", variations=[{"id": short}])
    held = caller.call("appointments.update", id=visit["id"], description="Call first")
    assert (held["variation_id"], held["end"]) == (long, at("11:00"))
    assert caller.refused(
        "appointments.book", start=at("12:00"), practitioner="@chen", patient="@eva", service="@service", variation=long
    ) == ("variation_removed", "variation")


def test_c33_a_variation_brings_its_own_length_and_buffers(caller: Caller) -> None:
    sent = [{"name": "Long", "duration": 60 * MINUTE, "buffer_before": 5 * MINUTE}]
    [made] = caller.call("services.update", id="@service", variations=sent)["variations"]
    visit = book(caller, variation=made["id"])
    assert (visit["end"], visit["buffer_before"], visit["buffer_after"]) == (at("11:00"), 5 * MINUTE, 0)


def test_c34_add_ons_are_kept_changed_and_removed_like_variations(caller: Caller) -> None:
    made = caller.call("services.update", id="@service", add_ons=[{"name": "X-ray", "price": 5}, {"name": "Photo"}])
    xray, photo = ids(made["add_ons"])
    assert ids(caller.call("services.update", id="@service", name="Talk")["add_ons"]) == [xray, photo]
    changed = caller.call("services.update", id="@service", add_ons=[{"id": photo, "duration": 5 * MINUTE}])
    assert changed["add_ons"] == [{"id": photo, "name": "Photo", "duration": 5 * MINUTE, "price": 0}]
    assert ids(changed["removed_add_ons"]) == [xray]


def test_c34_buffers_occupy_the_practitioner_and_the_patient_is_shown_the_duration(caller: Caller) -> None:
    visit = book(caller)
    assert (visit["start"], visit["end"]) == (at("10:00"), at("10:30"))
    error = caller.error("appointments.book", start=at("10:35"), end=at("10:50"), practitioner="@chen", patient="@leo")
    assert (error["reason"], error["clashes"][0]["appointment_id"]) == ("time_taken", visit["id"])
    assert book(caller, "10:40", patient="@leo")["start"] == at("10:40")


def test_c35_a_service_that_is_booked_is_archived_and_says_so(caller: Caller) -> None:
    visit = book(caller)
    assert caller.call("services.delete", id="@service") == {"id": caller.service, "archived": True, "uses": 1}
    assert caller.call("services.list") == []
    assert ids(caller.call("services.list", archived=True)) == [caller.service]
    assert caller.call("appointments.get", id=visit["id"])["appointment"]["service_id"] == caller.service


def test_c35_a_service_that_nothing_needs_is_deleted(caller: Caller) -> None:
    assert not caller.call("services.delete", id="@service")["archived"]
    assert caller.error("services.get", id="@service")["code"] == "not_found"


# C36, C37: locations


def test_c36_a_location_goes_in_and_comes_out_with_all_its_fields(caller: Caller) -> None:
    sent = {
        "name": "Señora's",
        "slug": "Old Town",
        "phone": "+34 91",
        "address": "1 Plaza\nMadrid",
        "kind": "ask_booker",
        "zone_name": "Europe/Madrid",
    }
    made = caller.call("locations.create", **sent)
    assert (made["slug"], made["kind"], made["zone"]) == ("old-town", "ask_booker", "Europe/Madrid")
    assert (made["phone"], made["address"], made["is_default"]) == ("+34 91", "1 Plaza\nMadrid", False)
    answer = caller.call("locations.update", id=made["id"], phone=None, slug=None)
    assert (answer["phone"], answer["slug"], answer["address"]) == ("", "senora-s", "1 Plaza\nMadrid")


def test_c37_another_default_takes_over_and_then_the_first_may_go(caller: Caller) -> None:
    assert caller.error("locations.delete", id="@here")["reason"] == "default_location"
    caller.call("locations.update", id="@there", is_default=True)
    assert [(each["id"], each["is_default"]) for each in caller.call("locations.list")] == [
        (caller.there, True),
        (caller.here, False),
    ]
    gone = caller.call("locations.delete", id="@here")
    assert gone["archived"]
    assert gone["uses"] > 0


def test_c37_a_location_that_nothing_is_at_is_deleted(caller: Caller) -> None:
    made = caller.call("locations.create", name="Empty")["id"]
    assert not caller.call("locations.delete", id=made)["archived"]


# C42 to C44: blocks


def block(caller: Caller, start: str = "12:00", end: str = "13:00", **more: Any) -> Sent:
    """Block an hour of Dr. Chen's."""
    who = {} if "calendar" in more else {"practitioner": "@chen"}
    found: Sent = caller.call("blocks.create", start=at(start), end=at(end), **who, **more)
    return found


def test_c42_a_block_closes_time_and_lists_the_visits_below_it(caller: Caller) -> None:
    visit = book(caller)
    made = block(caller, "09:00", "12:00", title="Training")
    assert (ids(made["over"]), made["total"]) == ([visit["id"]], 1)
    assert resolved(caller, practitioner="@chen") == ["12:00-17:00"]
    assert caller.call("appointments.get", id=visit["id"])["appointment"]["status"] == "booked"
    assert resolved(caller, practitioner="@ortega") == [""]


def test_c42_a_trial_of_a_block_lists_the_same_and_writes_nothing(caller: Caller) -> None:
    visit = book(caller)
    before = caller.call("history.log", size=1)["total"]
    trial = caller.call("blocks.over", start=at("09:00"), end=at("12:00"), practitioner="@chen")
    assert ids(trial["over"]) == [visit["id"]]
    assert caller.call("history.log", size=1)["total"] == before


def test_c42_a_block_of_a_calendar_lists_the_visits_of_that_calendar(caller: Caller) -> None:
    visit = book(caller, calendar="@diary")
    book(caller, "11:00")
    assert ids(block(caller, "09:00", "12:00", calendar="@diary")["over"]) == [visit["id"]]


def test_c42_a_block_of_a_calendar_of_another_location_is_refused(caller: Caller) -> None:
    sent = {"start": at("09:00"), "end": at("10:00"), "calendar": "@afar", "location": "@here"}
    assert caller.refused("blocks.create", **sent) == ("calendar_elsewhere", "calendar")
    assert caller.refused("blocks.over", **sent) == ("calendar_elsewhere", "calendar")
    made = block(caller, calendar="@events")["block"]["id"]
    assert caller.refused("blocks.update", id=made, location="@there") == ("calendar_elsewhere", "calendar")
    moved = caller.call("blocks.update", id=made, calendar="@afar")["block"]
    assert (moved["calendar_id"], moved["location_id"]) == (caller.afar, caller.there)


def test_c42_a_visit_over_a_block_needs_a_reason(caller: Caller) -> None:
    made = block(caller, title="Lunch")["block"]
    sent = {"start": at("12:15"), "practitioner": "@chen", "patient": "@eva", "service": "@service"}
    error = caller.error("appointments.book", **sent)
    assert (error["code"], error["reason"]) == ("conflict", "closed")
    [clash] = error["clashes"]
    assert (clash["kind"], clash["subject"], clash["appointment_id"]) == ("block", "Lunch", made["id"])
    assert (clash["start"], clash["end"]) == (at("12:00"), at("13:00"))
    assert caller.call("appointments.book", **sent, override_reason="Urgent")["override_reason"] == "Urgent"


def test_c42_a_block_is_listed_by_time_and_by_whose_it_is(caller: Caller) -> None:
    mine, theirs = block(caller)["block"]["id"], caller.block
    of = {"start": at("12:00"), "end": at("13:00")}
    assert sorted(ids(caller.call("blocks.list", **of))) == sorted([mine, theirs])
    assert ids(caller.call("blocks.list", **of, practitioner="@chen")) == [mine]
    assert ids(caller.call("blocks.list", **of, practitioner="@chen", location="@there")) == []
    assert caller.call("blocks.list", start=at("13:00"), end=at("14:00"), practitioner="@chen") == []


def test_c43_a_whole_day_block_over_the_change_of_the_clock_takes_the_days_whole(caller: Caller) -> None:
    # The clocks went forward on 11 March 2035, three days before.
    start, end = "2035-03-10T15:00:00-05:00", "2035-03-12T09:00:00-04:00"
    made = caller.call("blocks.create", start=start, end=end, practitioner="@chen", all_day=True)["block"]
    assert (made["start"], made["end"]) == ("2035-03-10T00:00:00-05:00", "2035-03-13T00:00:00-04:00")


def test_c43_a_block_that_repeats_keeps_its_time_on_the_wall(caller: Caller) -> None:
    start, end = "2035-03-05T12:00:00-05:00", "2035-03-05T13:00:00-05:00"
    made = caller.call("blocks.create", start=start, end=end, practitioner="@chen", rule="FREQ=WEEKLY;COUNT=3")
    assert made["count"] == 3
    found = caller.call("blocks.list", start=start, end=at("12:00", 30), practitioner="@chen")
    assert [each["start"] for each in found] == [start, "2035-03-12T12:00:00-04:00", "2035-03-19T12:00:00-04:00"]


@pytest.mark.parametrize(
    ("scope", "titles"),
    [("this", ["", "New", "", ""]), ("following", ["", "New", "New", "New"]), ("all", ["New"] * 4)],
)
def test_c43_a_change_reaches_this_one_those_that_follow_or_all(scope: str, titles: list[str], caller: Caller) -> None:
    block(caller, rule="FREQ=WEEKLY;COUNT=4")
    of = {"start": at("00:00"), "end": at("00:00", 60), "practitioner": "@chen"}
    second = caller.call("blocks.list", **of)[1]["id"]
    caller.call("blocks.update", id=second, scope=scope, title="New")
    assert [each["title"] for each in caller.call("blocks.list", **of)] == titles


@pytest.mark.parametrize(("scope", "left"), [("this", 3), ("following", 1), ("all", 0)])
def test_c44_removing_reaches_this_one_those_that_follow_or_all(scope: str, left: int, caller: Caller) -> None:
    block(caller, rule="FREQ=WEEKLY;COUNT=4")
    of = {"start": at("00:00"), "end": at("00:00", 60), "practitioner": "@chen"}
    second = caller.call("blocks.list", **of)[1]["id"]
    assert caller.call("blocks.delete", id=second, scope=scope)["count"] == 4 - left
    assert len(caller.call("blocks.list", **of)) == left
    assert caller.error("blocks.delete", id=second)["code"] == "not_found"


def test_c44_a_block_moves_from_a_practitioner_to_a_calendar(caller: Caller) -> None:
    made = block(caller)["block"]["id"]
    assert caller.refused("blocks.update", id=made, calendar="@diary")[0] == "calendar_or_practitioner"
    assert caller.refused("blocks.update", id=made, practitioner=None)[0] == "calendar_or_practitioner"
    answer = caller.call("blocks.update", id=made, practitioner=None, calendar="@diary")["block"]
    assert (answer["practitioner_id"], answer["calendar_id"]) == (None, caller.diary)


def test_c44_a_start_alone_takes_the_end_of_a_block_along(caller: Caller) -> None:
    made = block(caller)["block"]["id"]
    answer = caller.call("blocks.update", id=made, start=at("15:00"))["block"]
    assert (answer["start"], answer["end"]) == (at("15:00"), at("16:00"))


# C46 to C58: calendars


def test_c46_calendars_are_listed_by_location_and_group_and_drafts_only_when_asked_for(caller: Caller) -> None:
    draft = caller.call("calendars.create", name="Draft", kind="event", active=False, group="@group")["id"]
    assert ids(caller.call("calendars.list", location="@here")) == [caller.diary, caller.events]
    assert ids(caller.call("calendars.list", location="@there")) == [caller.afar]
    assert caller.call("calendars.list", group="@group") == []
    assert ids(caller.call("calendars.list", group="@group", drafts=True)) == [draft]
    assert caller.old in ids(caller.call("calendars.list", archived=True))


def test_c47_a_calendar_with_a_booking_is_archived_and_one_without_is_deleted(caller: Caller) -> None:
    book(caller, calendar="@diary")
    assert caller.call("calendars.delete", id="@diary")["archived"]
    assert caller.call("calendars.get", id="@diary")["archived_at"] is not None
    caller.call("schedules.attach", id="@hours", calendar="@events")
    assert not caller.call("calendars.delete", id="@events")["archived"]
    assert caller.error("calendars.get", id="@events")["code"] == "not_found"
    assert caller.call("schedules.get", id="@hours")["calendars"] == []


KINDS: list[tuple[str, list[Sent]]] = [
    ("personal", [{"practitioner": "@chen"}]),
    ("round_robin", [{"practitioner": "@chen", "priority": 5}, {"practitioner": "@ortega", "priority": 9}]),
    ("collective", [{"practitioner": "@chen", "primary": True}, {"practitioner": "@ortega"}]),
    ("class", [{"practitioner": "@chen"}]),
    ("service", [{"practitioner": "@chen"}, {"practitioner": "@ortega"}]),
    ("event", []),
]


@pytest.mark.parametrize(("kind", "team"), KINDS)
def test_c48_each_kind_takes_the_team_that_it_asks_for(kind: str, team: list[Sent], caller: Caller) -> None:
    made = caller.call("calendars.create", name="New", kind=kind, team=team, per_slot=8, distribution="equal")
    sent = [{"priority": 0, "primary": False, **each} for each in caller.house.named(team)]
    assert [{name: each[name] for name in ("practitioner", "priority", "primary")} for each in made["team"]] == [
        {name: each[name] for name in ("practitioner", "priority", "primary")} for each in sent
    ]
    assert (made["kind"], made["per_slot"], made["distribution"]) == (kind, 8, "equal")
    assert made["location_id"] == caller.here


def test_c49_what_is_left_out_of_a_calendar_stays_and_null_clears(caller: Caller) -> None:
    sent = {"notes": "Knock", "per_day": 9, "window": {"amount": 2, "unit": "weeks"}, "group": "@group"}
    held = caller.call("calendars.update", id="@diary", **sent)
    same = caller.call("calendars.update", id="@diary", name="Talks", kind="personal", location="@here")
    assert {**held, "name": "Talks", "version": held["version"] + 1} == same
    answer = caller.call("calendars.update", id="@diary", notes=None, per_day=None, window=None, group=None)
    assert (answer["notes"], answer["per_day"], answer["window"], answer["group_id"]) == ("", None, None, None)


def test_c50_places_of_a_calendar_and_of_its_members_keep_their_ids(caller: Caller) -> None:
    places = [{"kind": "phone_out", "detail": "+34 91"}, {"kind": "video", "detail": "https://example.org/r"}]
    team = [{"practitioner": "@chen", "places": [{"kind": "ask_booker"}]}]
    made = caller.call("calendars.update", id="@diary", places=places, team=team)
    assert all(each["id"] for each in (*made["places"], *made["team"][0]["places"]))
    second = {**made["places"][1], "detail": "https://example.org/other"}
    answer = caller.call("calendars.update", id="@diary", places=[second])
    assert answer["places"] == [second]
    assert answer["team"] == made["team"]


def test_c50_a_place_that_the_calendar_does_not_have_is_not_found(caller: Caller) -> None:
    error = caller.error("calendars.update", id="@diary", places=[{"kind": "custom", "id": "@nobody"}])
    assert (error["code"], error["kind"]) == ("not_found", "place")


def test_c51_slot_rules_are_kept_each_in_its_unit(caller: Caller) -> None:
    sent = {
        "duration": {"amount": 1, "unit": "hours"},
        "interval": {"amount": 10, "unit": "minutes"},
        "buffer_before": {"amount": 5, "unit": "minutes"},
        "buffer_after": {"amount": 1, "unit": "hours"},
        "notice": {"amount": 2, "unit": "days"},
        "window": {"amount": 3, "unit": "months"},
        "per_slot": 3,
        "per_day": 12,
    }
    made = caller.call("calendars.create", name="New", kind="event", **sent)
    assert {name: made[name] for name in sent} == sent


def test_c51_without_an_interval_starts_are_a_duration_apart(caller: Caller) -> None:
    sent = {"duration": {"amount": 45, "unit": "minutes"}}
    assert caller.call("calendars.create", name="New", kind="event", **sent)["interval"] == sent["duration"]
    assert caller.call("calendars.update", id="@events", **sent, interval=None)["interval"] == sent["duration"]


def test_c51_a_visit_in_a_calendar_is_as_long_as_its_slots(caller: Caller) -> None:
    caller.call("calendars.update", id="@diary", duration={"amount": 20, "unit": "minutes"})
    assert book(caller, calendar="@diary", service=None)["end"] == at("10:20")


def legacy(open_hour: int, close_hour: int) -> Sent:
    """Give hours as older calendars write them."""
    return {"open_hour": open_hour, "open_minute": 0, "close_hour": close_hour, "close_minute": 0}


def test_c52_open_hours_become_weekday_rules_of_the_calendars_own_schedule(caller: Caller) -> None:
    sent = [{"days_of_the_week": [0, 3], "hours": [legacy(9, 12), legacy(13, 24)]}]
    made = caller.call("calendars.create", name="New", kind="event", open_hours=sent)
    held = caller.call("event_schedules.get", calendar=made["id"])["rules"]
    assert [(each["day"], len(each["intervals"])) for each in held] == [("wednesday", 2), ("sunday", 2)]
    assert resolved(caller, calendar=made["id"]) == ["09:00-12:00 13:00-00:00"]


@pytest.mark.parametrize(
    "sent", [day(), f"{day()}T23:30:00-11:00", f"{day()}T00:00:00.000Z", f"{day()}T01:00:00+14:00"]
)
def test_c53_a_custom_date_is_a_local_date_and_never_shifted_by_a_zone(sent: str, caller: Caller) -> None:
    dates = [{"date": sent, "hours": [legacy(10, 11)]}]
    caller.call("calendars.update", id="@events", availabilities=dates)
    assert resolved(caller, -1, 3, calendar="@events") == ["17:00-20:00", "10:00-11:00", "17:00-20:00"]


def test_c53_open_hours_and_custom_dates_replace_only_their_own_kind(caller: Caller) -> None:
    caller.call("calendars.update", id="@events", availabilities=[{"date": day()}])
    assert resolved(caller, 0, 2, calendar="@events") == ["", "17:00-20:00"]
    caller.call("calendars.update", id="@events", open_hours=[{"days_of_the_week": [4], "hours": [legacy(8, 9)]}])
    assert resolved(caller, 0, 3, calendar="@events") == ["", "08:00-09:00", ""]
    caller.call("calendars.update", id="@events", availabilities=None, open_hours=None)
    assert caller.error("event_schedules.get", calendar="@events")["code"] == "not_found"


@pytest.mark.parametrize("taken", ["skip", "book_anyway", "next_free"])
@pytest.mark.parametrize("frequency", ["daily", "weekly", "monthly"])
def test_c54_a_series_may_be_allowed_with_one_member(frequency: str, taken: str, caller: Caller) -> None:
    sent = {"frequency": frequency, "count": 24, "taken": taken}
    assert caller.call("calendars.update", id="@diary", repeating=sent)["repeating"] == sent
    assert caller.call("calendars.update", id="@diary", repeating=None)["repeating"] is None


def test_c54_a_second_member_is_refused_where_a_series_is_allowed(caller: Caller) -> None:
    team = [{"practitioner": "@chen"}]
    made = caller.call(
        "calendars.create", name="New", kind="service", team=team, repeating={"frequency": "daily", "count": 3}
    )
    both = [*team, {"practitioner": "@ortega"}]
    assert caller.refused("calendars.update", id=made["id"], team=both) == ("repeats_need_one_member", "repeating")


def test_c55_c57_behaviour_goes_in_and_comes_out(caller: Caller) -> None:
    sent = {
        "auto_confirm": False,
        "allow_reschedule": False,
        "allow_cancel": False,
        "title_template": "{{ patient }} – {{service}}",
        "hue": 0,
        "guests": "details",
        "form": "Intake",
        "consent_label": "I agree",
        "notes": "Second\nfloor",
        "sticky_patient": True,
        "assign_patient": True,
        "look_busy": 40,
    }
    made = caller.call("calendars.update", id="@diary", **sent)
    assert {name: made[name] for name in sent} == sent
    cleared = caller.call("calendars.update", id="@diary", title_template=None, look_busy=None, notes=None)
    assert (cleared["title_template"], cleared["look_busy"], cleared["notes"]) == ("{{patient}}", 0, "")


EXTRAS = {
    "widgetSlug": "cal",
    "eventColor": "#039BE5",
    "pixelId": None,
    "isLivePaymentMode": False,
    "openHours": [{"daysOfTheWeek": [1], "hours": []}],
    "deep": {"ü": [1, 2.5, "x", {"y": []}], "big": 9007199254740993},
}


def test_c56_c58_fields_of_web_pages_come_back_as_they_went_in(caller: Caller) -> None:
    assert caller.call("calendars.update", id="@diary", extras=EXTRAS)["extras"] == EXTRAS
    assert caller.call("calendars.update", id="@diary", name="Talks")["extras"] == EXTRAS
    assert caller.call("calendars.update", id="@diary", extras=None)["extras"] is None


def test_c56_c58_export_and_import_into_another_book_changes_nothing(
    caller: Caller, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    caller.call("calendars.update", id="@diary", extras=EXTRAS, group="@group", places=[{"kind": "video"}])
    caller.call("calendars.update", id="@events", window={"amount": 2, "unit": "months"})
    file = caller.call("calendars.export")
    (tmp_path / "other").mkdir()
    other = Caller(build(tmp_path / "other"), capsys)
    for calendar in ("@diary", "@events", "@afar", "@old"):
        other.call("calendars.delete", id=calendar)
    other.call("calendar_groups.delete", id="@group")
    other.call("calendars.import", file=file)
    again = other.call("calendars.export")
    assert [_same(each) for each in again["calendars"]] == [_same(each) for each in file["calendars"]]
    assert [each["rules"] for each in again["schedules"]] == [each["rules"] for each in file["schedules"]]
    assert other.call("calendars.import", file=again) == again["calendars"]


def _same(calendar: Sent) -> str:
    """Write a calendar without what is called otherwise in another book."""
    team = [{**member, "practitioner": ""} for member in calendar["team"]]
    return json.dumps({**calendar, "location_id": "", "team": team, "version": 0}, sort_keys=True)


# C62, C63: rooms and equipment


def test_c62_a_room_serves_many_calendars_and_an_equipment_one(caller: Caller) -> None:
    room = caller.call("rooms.update", id="@room", calendars=["@diary", "@events"], description="With sink", capacity=4)
    assert (room["calendars"], room["capacity"]) == ([caller.diary, caller.events], 4)
    same = caller.call("rooms.update", id="@room", name="Blue room")
    assert (same["calendars"], same["description"]) == (room["calendars"], "With sink")
    assert caller.call("rooms.update", id="@room", calendars=None, description=None)["calendars"] == []
    thing = caller.call("equipment.update", id="@probe", calendar="@diary")["equipment"]
    assert thing["calendar_id"] == caller.diary
    assert caller.refused("equipment.update", id="@probe", calendar=["@diary", "@events"])[0] == "wrong_type"
    assert caller.call("equipment.update", id="@probe", calendar=None)["equipment"]["calendar_id"] is None


def test_c62_all_units_may_be_out_of_service(caller: Caller) -> None:
    answer = caller.call("equipment.update", id="@probe", out_of_service=2)["equipment"]
    assert (answer["quantity"], answer["out_of_service"]) == (2, 2)
    assert caller.refused("equipment.update", id="@probe", quantity=1) == ("bad_out_of_service", "out_of_service")
    assert caller.call("equipment.update", id="@probe", out_of_service=None)["equipment"]["out_of_service"] == 0


def test_c62_a_group_larger_than_its_room_is_refused(caller: Caller) -> None:
    third = caller.call("patients.create", given_name="Ana", family_name="Ruiz")
    number = third.get("id") or third["patient"]["id"]
    group = {"group": True, "attendees": ["@eva", "@leo", number], "patient": None}
    sent = {"start": at("10:00"), "end": at("11:00"), "practitioner": "@chen", "room": "@room"}
    assert caller.refused("appointments.book", **sent, **group) == ("room_too_small", "room")
    assert (
        caller.call("appointments.book", **sent, **{**group, "attendees": ["@eva", "@leo"]})["room_id"] == caller.room
    )


def probes(caller: Caller) -> tuple[Sent, Sent]:
    """Book both probes at once."""
    caller.call("services.update", id="@service", equipment=[{"equipment_id": "@probe"}])
    return book(caller), book(caller, practitioner="@ortega", patient="@leo")


def test_c62_a_service_takes_the_lowest_free_units_and_none_left_is_a_conflict(caller: Caller) -> None:
    first, second = probes(caller)
    assert [each["equipment"][0]["unit"] for each in (first, second)] == [1, 2]
    sent = {"start": at("10:15"), "service": "@service", "patient": "@eva"}
    error = caller.error("appointments.book", **sent)
    assert error["code"] == "conflict"
    assert {each["appointment_id"] for each in error["clashes"] if each["kind"] == "equipment"} == {
        first["id"],
        second["id"],
    }


def test_c63_taking_units_out_of_service_lists_the_visits_that_lose_theirs(caller: Caller) -> None:
    first, second = probes(caller)
    assert ids(caller.call("equipment.losing", id="@probe", out_of_service=1)) == [second["id"]]
    answer = caller.call("equipment.update", id="@probe", out_of_service=1)
    assert ids(answer["losing"]) == [second["id"]]
    assert caller.call("appointments.get", id=first["id"])["appointment"]["equipment"] == first["equipment"]
    assert caller.call("appointments.get", id=second["id"])["appointment"]["equipment"] == []
    caller.call("history.undo")
    assert caller.call("appointments.get", id=second["id"])["appointment"]["equipment"] == second["equipment"]


def test_c63_a_visit_takes_a_free_unit_in_place_of_one_that_goes_out_of_service(caller: Caller) -> None:
    first, second = probes(caller)
    caller.call("appointments.cancel", id=first["id"])
    assert caller.call("equipment.update", id="@probe", out_of_service=1)["losing"] == []
    held = caller.call("appointments.get", id=second["id"])["appointment"]["equipment"]
    assert held == [{"equipment_id": caller.probe, "unit": 1}]


def test_c63_rooms_and_equipment_in_use_are_archived_and_say_so(caller: Caller) -> None:
    probes(caller)
    gone = caller.call("equipment.delete", id="@probe")
    assert (gone["archived"], gone["uses"]) == (True, 3)
    book(caller, "15:00", room="@room", equipment=None)
    assert caller.call("rooms.delete", id="@room")["archived"]
    assert not caller.call("rooms.delete", id="@room_there")["archived"]


# C66 to C70: schedules


def test_c66_schedules_are_found_by_every_filter_together(caller: Caller) -> None:
    made = caller.call("schedules.create", name="Abroad", practitioner="@chen", location="@there")["schedule"]["id"]
    caller.call("schedules.attach", id=made, calendar="@afar")
    assert ids(caller.call("schedules.search")) == [caller.hours, made]
    assert ids(caller.call("schedules.search", location="@there", practitioner="@chen")) == [made]
    assert ids(caller.call("schedules.search", calendar="@afar")) == [made]
    assert caller.call("schedules.search", calendar="@afar", location="@here") == []
    assert caller.call("schedules.search", practitioner="@ortega") == []


def test_c66_pages_hold_up_to_500_and_one_past_the_end_is_empty(caller: Caller) -> None:
    made = caller.call("schedules.create", name="More", practitioner="@chen")["schedule"]["id"]
    assert len(caller.call("schedules.search", limit=500)) == 2
    assert ids(caller.call("schedules.search", skip=1, limit=1)) == [made]
    assert caller.call("schedules.search", skip=2) == []


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "Antarctica/Troll", "Etc/GMT-14"])
def test_c67_any_zone_of_the_database_will_do(zone: str, caller: Caller) -> None:
    made = caller.call("schedules.create", name="New", practitioner="@ortega", zone_name=zone)["schedule"]
    assert made["zone"] == zone


def test_c67_without_a_zone_a_schedule_speaks_in_its_locations(caller: Caller) -> None:
    made = caller.call("schedules.create", name="New", practitioner="@ortega", location="@there", zone_name=None)
    assert made["schedule"]["zone"] == "Europe/Madrid"


def test_c67_rules_come_back_as_they_were_sent_in_order_and_merged(caller: Caller) -> None:
    sent = [
        rule(day(), note="Congress"),
        rule("monday", "12:00-17:00", "09:00-12:00", every=2, since=day(MONDAY), until=day(90)),
    ]
    made = caller.call("schedules.create", name="New", practitioner="@ortega", rules=sent)["schedule"]["rules"]
    assert made == [
        {"date": None, "note": "", **rule("monday", "09:00-17:00", every=2, since=day(MONDAY), until=day(90))},
        {"day": None, "until": None, "since": None, "every": 1, **rule(day(), note="Congress")},
    ]


def test_c67_a_date_rule_replaces_the_weekdays_and_without_hours_it_is_closed(caller: Caller) -> None:
    week = [rule("wednesday", "09:00-17:00"), rule(day(), "10:00-24:00"), rule(day(7))]
    caller.call("schedules.update", id="@hours", rules=week)
    for days, hours in ((0, "10:00-00:00"), (7, ""), (14, "09:00-17:00")):
        assert resolved(caller, days, practitioner="@chen") == [hours]


def test_c67_alternate_weeks_take_turns_over_the_end_of_a_year(caller: Caller) -> None:
    first = date(2035, 12, 17)
    assert first.weekday() == 0
    early = rule("monday", "08:00-12:00", every=2, since="2035-12-17")
    late = rule("monday", "11:00-19:00", every=2, since="2035-12-24")
    caller.call("schedules.update", id="@hours", rules=[early, late])
    mondays = [resolved(caller, (first - DAY).days + 7 * n, practitioner="@chen")[0] for n in range(5)]
    assert mondays == ["08:00-12:00", "11:00-19:00"] * 2 + ["08:00-12:00"]


def test_c67_leave_over_a_span_gives_way_to_a_narrower_date(caller: Caller) -> None:
    leave = rule(day(), until=day(6))
    caller.call(
        "schedules.update", id="@hours", rules=[rule("friday", "09:00-17:00"), leave, rule(day(2), "10:00-11:00")]
    )
    assert resolved(caller, 2, practitioner="@chen") == ["10:00-11:00"]
    assert resolved(caller, 0, 2, practitioner="@chen") == ["", ""]
    assert resolved(caller, 9, practitioner="@chen") == ["09:00-17:00"]


def test_c68_what_is_left_out_of_a_schedule_stays_and_null_clears(caller: Caller) -> None:
    caller.call("schedules.update", id="@hours", zone_name="UTC", calendars=["@diary"])
    held = caller.call("schedules.update", id="@hours", name="Winter")["schedule"]
    assert (held["zone"], held["calendars"], len(held["rules"])) == ("UTC", [caller.diary], 5)
    answer = caller.call("schedules.update", id="@hours", zone_name=None, calendars=None, rules=None)["schedule"]
    assert (answer["zone"], answer["calendars"], answer["rules"]) == ("America/New_York", [], [])


def test_c68_visits_that_a_change_leaves_outside_are_listed_and_stay(caller: Caller) -> None:
    visit = book(caller)
    answer = caller.call("schedules.update", id="@hours", rules=[rule("wednesday", "10:15-17:00")])
    assert ids(answer["outside"]) == [visit["id"]]
    assert caller.call("schedules.update", id="@hours", name="Again")["outside"] == []
    assert caller.call("appointments.get", id=visit["id"])["appointment"]["status"] == "booked"


def test_c68_the_effect_of_a_change_is_told_and_nothing_is_written(caller: Caller) -> None:
    visit = book(caller)
    before = caller.call("history.log", size=1)["total"]
    answer = caller.call("schedules.effect", practitioner="@chen", id="@hours", rules=[])
    assert (answer["before"] > 0, answer["after"], ids(answer["outside"]), answer["total"]) == (
        True,
        0,
        [visit["id"]],
        1,
    )
    assert caller.call("history.log", size=1)["total"] == before


def test_c68_a_schedule_is_deleted_unless_calendars_are_tied_to_it(caller: Caller) -> None:
    caller.call("schedules.attach", id="@hours", calendar="@diary")
    assert caller.call("schedules.delete", id="@hours") == {"id": caller.hours, "archived": True, "uses": 1}
    assert resolved(caller, practitioner="@chen") == [""]
    caller.call("schedules.restore", id="@hours")
    caller.call("schedules.detach", id="@hours", calendar="@diary")
    assert not caller.call("schedules.delete", id="@hours")["archived"]
    assert caller.error("schedules.get", id="@hours")["code"] == "not_found"


def test_c69_tying_and_untying_twice_is_harmless(caller: Caller) -> None:
    tied = [caller.call("schedules.attach", id="@hours", calendar="@diary") for _ in range(2)]
    assert [each["calendars"] for each in tied] == [[caller.diary]] * 2
    assert tied[0]["version"] == tied[1]["version"]
    free = [caller.call("schedules.detach", id="@hours", calendar="@diary") for _ in range(2)]
    assert [each["calendars"] for each in free] == [[]] * 2
    assert free[0]["version"] == free[1]["version"]


def test_c69_a_schedule_that_is_tied_to_a_calendar_is_the_one_that_counts_there(caller: Caller) -> None:
    rules = [rule("wednesday", "12:00-14:00")]
    made = caller.call("schedules.create", name="Checks", practitioner="@chen", rules=rules)["schedule"]["id"]
    assert resolved(caller, practitioner="@chen", calendar="@diary") == ["09:00-17:00"]
    caller.call("schedules.attach", id=made, calendar="@diary")
    assert resolved(caller, practitioner="@chen", calendar="@diary") == ["12:00-14:00"]
    assert resolved(caller, practitioner="@chen", calendar="@events") == [""]
    assert resolved(caller, practitioner="@chen") == ["09:00-17:00"]


def test_c70_a_calendars_own_hours_and_the_practitioners_both_count(caller: Caller) -> None:
    assert resolved(caller, calendar="@diary") == ["09:00-17:00"]
    made = caller.call("event_schedules.create", calendar="@diary", rules=[rule("wednesday", "08:00-10:00")])
    assert made["calendar_id"] == caller.diary
    assert resolved(caller, calendar="@diary") == ["09:00-10:00"]
    assert resolved(caller, practitioner="@chen") == ["09:00-17:00"]
    assert caller.error("event_schedules.create", calendar="@diary", rules=[])["code"] == "conflict"


def test_c70_own_hours_are_changed_in_part_and_taken_away(caller: Caller) -> None:
    held = caller.call("event_schedules.update", calendar="@events", zone_name="UTC")
    assert (held["zone"], len(held["rules"])) == ("UTC", 5)
    answer = caller.call("event_schedules.update", calendar="@events", rules=None, zone_name=None)
    assert (answer["zone"], answer["rules"]) == ("America/New_York", [])
    assert resolved(caller, calendar="@events") == [""]
    assert not caller.call("event_schedules.delete", calendar="@events")["archived"]
    assert caller.error("event_schedules.get", calendar="@events")["code"] == "not_found"


def test_c70_a_calendars_own_schedule_is_none_of_the_practitioners(caller: Caller) -> None:
    own = caller.call("event_schedules.get", calendar="@events")["id"]
    assert own not in ids(caller.call("schedules.search"))
    assert caller.error("schedules.get", id=own)["code"] == "not_found"


# C75: when a location is closed


def close(caller: Caller, **more: Any) -> Sent:
    """Close the test's Wednesday."""
    found: Sent = caller.call("closures.create", **{"name": "Works outing", "first": day(), **more})
    return found


def test_c75_a_closed_day_is_closed_to_all_and_names_what_closed_it(caller: Caller) -> None:
    visit = book(caller)
    assert ids(close(caller)["touched"]) == [visit["id"]]
    found = caller.call("working_hours.resolve", first=day(), practitioner="@chen", days=2)
    assert [(each["closed"], len(each["open"])) for each in found] == [(["Works outing"], 0), ([], 1)]
    assert caller.call("appointments.get", id=visit["id"])["appointment"]["status"] == "booked"


def test_c75_a_closed_day_is_bookable_with_a_reason_alone(caller: Caller) -> None:
    made = close(caller)["closure"]
    sent = {"start": at("10:00"), "practitioner": "@chen", "patient": "@eva", "service": "@service"}
    error = caller.error("appointments.book", **sent)
    assert (error["code"], error["reason"]) == ("conflict", "closed")
    [clash] = error["clashes"]
    assert (clash["kind"], clash["subject"], clash["subject_id"]) == ("closure", "Works outing", made["id"])
    assert (clash["start"], clash["end"]) == (at("00:00"), at("00:00", 1))
    assert caller.call("appointments.book", **sent, override_reason="Emergency")["status"] == "booked"


def test_c75_a_closure_of_some_hours_closes_those_on_each_of_its_dates(caller: Caller) -> None:
    close(caller, last=day(1), start="12:00", end="14:00")
    assert resolved(caller, 0, 3, practitioner="@chen") == ["09:00-12:00 14:00-17:00"] * 2 + ["09:00-17:00"]


def test_c75_a_closure_of_one_location_leaves_others_open(caller: Caller) -> None:
    close(caller, location="@there")
    assert resolved(caller, practitioner="@chen") == ["09:00-17:00"]
    assert ids(caller.call("closures.list", location="@here", last=day(1))) == []
    assert [each["name"] for each in caller.call("closures.list", location="@there", last=day(1))] == ["Works outing"]


def test_c75_a_closure_keeps_what_is_left_out_and_clears_what_is_null(caller: Caller) -> None:
    made = close(caller, last=day(3), start="12:00", end="14:00", location="@there")["closure"]["id"]
    held = caller.call("closures.update", id=made, name="Stock")["closure"]
    assert (held["last"], held["start"], held["location_id"]) == (day(3), "12:00", caller.there)
    answer = caller.call("closures.update", id=made, last=None, start=None, end=None, location=None)["closure"]
    assert (answer["last"], answer["start"], answer["end"], answer["location_id"]) == (day(), None, None, None)
    caller.call("closures.delete", id=made)
    assert caller.error("closures.delete", id=made)["code"] == "not_found"


def test_c75_a_trial_of_a_closure_lists_what_it_would_touch_and_writes_nothing(caller: Caller) -> None:
    visit = book(caller)
    before = caller.call("history.log", size=1)["total"]
    assert ids(caller.call("closures.touched", first=day(), start="10:15", end="11:00")) == [visit["id"]]
    assert caller.call("closures.touched", first=day(), start="10:30", end="11:00") == []
    assert caller.call("closures.touched", first=day(), location="@there") == []
    assert caller.call("history.log", size=1)["total"] == before


def christmas(found: list[Sent]) -> Sent:
    """Give the nearest Christmas among holidays."""
    return next(each for each in found if each["first"].endswith("-12-25"))


def test_c75_holidays_of_a_country_and_region_close_a_location_and_each_can_be_struck_out(caller: Caller) -> None:
    caller.call("schedules.update", id="@hours", rules=[rule(each, "09:00-10:00") for each in WEEK])
    answer = caller.call("closures.choose_holidays", location="@here", country="US", region="NY")
    held = christmas(answer["closures"])
    days = (date.fromisoformat(held["first"]) - DAY).days
    assert answer["choice"]["through"] >= date.today().year + 9
    assert resolved(caller, days, practitioner="@chen") == [""]
    for _ in range(2):
        assert caller.call("closures.strike", id=held["id"])["struck"]
    assert resolved(caller, days, practitioner="@chen") == ["09:00-10:00"]
    assert held["id"] not in ids(caller.call("closures.list", holidays=True))
    assert held["id"] in ids(caller.call("closures.list", holidays=True, struck=True))
    caller.call("closures.unstrike", id=held["id"])
    assert resolved(caller, days, practitioner="@chen") == [""]
    assert caller.refused("closures.delete", id=held["id"]) == ("is_a_holiday", "id")


WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def test_c75_another_choice_keeps_what_was_struck_out_and_none_takes_all_away(caller: Caller) -> None:
    first = caller.call("closures.choose_holidays", location="@here", country="US", region="NY")["closures"]
    caller.call("closures.strike", id=christmas(first)["id"])
    second = caller.call("closures.choose_holidays", location="@here", country="US", region="CA")["closures"]
    assert christmas(second)["struck"]
    assert {each["name"] for each in first} != {each["name"] for each in second}
    assert caller.call("closures.holidays", location="@here")["region"] == "CA"
    assert caller.call("closures.choose_holidays", location="@here", country=None)["closures"] == []
    assert caller.call("closures.holidays", location="@here") is None
    assert caller.call("closures.list", holidays=True, struck=True) == []


def test_c75_countries_are_told_with_their_regions(caller: Caller) -> None:
    found = {each["code"]: each for each in caller.call("closures.countries")}
    assert found["ES"]["name"] == "Spain"
    assert {"code": "MD", "name": "Madrid"} in [
        {"code": each["code"], "name": each["name"].removeprefix("Comunidad de ")} for each in found["ES"]["regions"]
    ]
    assert len(found) > 100


def test_a_change_of_the_clinics_rules_is_one_step_that_undo_takes_back(caller: Caller) -> None:
    held = caller.call("schedules.get", id="@hours")
    caller.call("schedules.update", id="@hours", rules=[])
    caller.call("history.undo")
    assert caller.call("schedules.get", id="@hours")["rules"] == held["rules"]
    caller.call("history.redo")
    assert caller.call("schedules.get", id="@hours")["rules"] == []
