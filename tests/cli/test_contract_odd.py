"""Whatever is sent to any operation on the clinic's rules is an answer: done, or refused, and never a crash."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.contract import Caller, at, build, day

Sent = dict[str, Any]
ODD: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**30, 2**63, 1.5),
    *("", "x" * 400, "\0", "{{", "24:00", "0001-01-01", "9999-12-31"),
    *([], [None], [[]], ["@chen"], [{}], {}, {"a": 1}),
)
LENGTH = {"amount": 1, "unit": "days"}
PLACES = [{"kind": "address", "detail": "1 Main Street"}]
NINE = {"open_hour": 9, "open_minute": 0, "close_hour": 10, "close_minute": 0}
RULES = [
    {"day": "monday", "since": day(), "until": day(30), "every": 2, "intervals": [{"from": "09:00", "to": "10:00"}]},
    {"date": day(), "until": day(3), "intervals": [], "note": "Leave"},
]
CALENDAR = {
    "name": "New",
    "kind": "service",
    "location": "@here",
    "group": "@group",
    "hue": 5,
    "team": [{"practitioner": "@chen", "priority": 1, "primary": False, "places": PLACES}],
    "places": PLACES,
    "duration": LENGTH,
    "window": LENGTH,
    "per_day": 4,
    "repeating": {"frequency": "daily", "count": 3, "taken": "skip"},
    "look_busy": 5,
    "extras": {"a": {"b": 1}},
    "open_hours": [{"days_of_the_week": [1], "hours": [NINE]}],
    "availabilities": [{"date": day(), "hours": [NINE], "deleted": False, "id": "x"}],
}
SERVICE = {
    "name": "New",
    "slug": "new",
    "duration": 60_000,
    "price": 1,
    "hue": 3,
    "practitioners": ["@chen"],
    "rooms": ["@room"],
    "equipment": [{"equipment_id": "@probe", "units": 1}],
    "variations": [{"name": "Long", "duration": 60_000, "buffer_before": 0, "price": 1, "id": None}],
    "add_ons": [{"name": "X-ray", "duration": 60_000, "price": 2, "id": None}],
}
BLOCK = {"start": at("09:00"), "end": at("10:00"), "practitioner": "@chen", "rule": "FREQ=DAILY;COUNT=3"}
CLOSED = {"first": day(), "last": day(1), "start": "09:00", "end": "10:00", "location": "@here"}
WISHED = {
    "service": "@service",
    "practitioners": ["@chen"],
    "location": "@here",
    "room": "@room",
    "patient": "@eva",
    "duration": 1_800_000,
    "heads": 1,
    "step": 900_000,
    "for_patient": False,
    "ignore_date_range": False,
    "add_ons": [],
    "zone_name": "UTC",
}
IN_ORDER = [{"service": "@service", "variation": None, "practitioner": "@chen", "add_ons": []}]
VISIT = {
    "start": at("10:00"),
    "end": at("10:30"),
    "practitioner": "@chen",
    "patient": "@eva",
    "room": "@room",
    "calendar": "@diary",
    "guests": 0,
    "place_kind": "phone_in",
    "override_location": True,
    "title": "Visit",
}
SERIES = {
    "start": at("10:00"),
    "frequency": "weekly",
    "interval": 1,
    "count": 3,
    "weekdays": ["wednesday"],
    "service": "@service",
    "practitioner": "@chen",
    "patient": "@eva",
    "policy": "next_free",
    "rows": [{"index": 1, "does": "skip"}, {"date": day(14), "start": at("11:00", 14), "practitioner": "@chen"}],
}
GROUP = {
    "service": "@service",
    "start": at("10:00"),
    "end": at("11:00"),
    "max_attendees": 2,
    "attendees": ["@eva"],
    "practitioner": "@chen",
    "room": "@room",
    "repeat": {"frequency": "weekly", "interval": 1, "count": 3, "weekdays": ["wednesday"]},
    "policy": "next_free",
    "rows": [{"index": 1, "does": "skip"}],
}
AWAY = {"practitioner": "@chen", "start": at("00:00"), "end": at("00:00", 1)}
ROW = {"visit": "@nobody", "how": "move", "start": at("09:00", 1), "practitioner": "@ortega", "version": 1}
VERSION = {"version": None}
SOUND: dict[str, Sent] = {
    "working_hours.put": {
        "practitioner": "@chen",
        "hours": [{"weekday": 1, "start_minute": 60, "end_minute": 120}],
    },
    "working_hours.resolve": {"first": day(), "days": 2, "practitioner": "@chen", "location": "@here"},
    "schedules.search": {"skip": 0, "limit": 5, "practitioner": "@chen", "calendar": "@diary"},
    "schedules.create": {"name": "New", "practitioner": "@ortega", "rules": RULES, "calendars": ["@diary"]},
    "schedules.update": {"id": "@hours", **VERSION, "zone_name": "UTC", "rules": RULES, "calendars": []},
    "schedules.effect": {"practitioner": "@chen", "id": "@hours", "rules": RULES, "zone_name": "UTC"},
    "schedules.attach": {"id": "@hours", "calendar": "@diary", **VERSION},
    "event_schedules.create": {"calendar": "@diary", "rules": RULES, "zone_name": "UTC"},
    "event_schedules.update": {"calendar": "@events", **VERSION, "rules": RULES},
    "closures.create": {"name": "Closed", **CLOSED},
    "closures.update": {"id": "@closure", **VERSION, "name": "Closed", **CLOSED},
    "closures.touched": CLOSED,
    "closures.list": {"location": "@here", "first": day(), "last": day(5), "holidays": True, "struck": True},
    "closures.choose_holidays": {"location": "@here", "country": "ES", "region": "MD"},
    "blocks.create": {**BLOCK, "title": "Lunch", "all_day": False, "zone_name": "UTC"},
    "blocks.over": BLOCK,
    "blocks.update": {"id": "@block", "scope": "all", **VERSION, "title": "Lunch", "rule": "FREQ=DAILY;COUNT=3"},
    "calendars.create": CALENDAR,
    "calendars.update": {"id": "@diary", **VERSION, "team": CALENDAR["team"], "notice": LENGTH, "position": 3},
    "calendars.list": {"location": "@here", "group": "@group", "drafts": True, "archived": True, "hidden": True},
    "calendar_groups.create": {"name": "New", "slug": "new", "description": "Words", "active": True},
    "calendar_groups.validate_slug": {"slug": "new", "id": "@group"},
    "services.create": SERVICE,
    "services.update": {"id": "@service", **VERSION, **SERVICE},
    "services.list": {"archived": True, "text": "con", "category": "", "private": False, "practitioner": "@chen"},
    "locations.create": {"name": "New", "slug": "new", "kind": "address", "zone_name": "UTC", "phone": "1"},
    "locations.update": {"id": "@there", **VERSION, "zone_name": "UTC", "is_default": False},
    "rooms.create": {"name": "New", "location": "@here", "capacity": 2, "calendars": ["@diary"]},
    "rooms.update": {"id": "@room", **VERSION, "capacity": 2, "calendars": ["@diary"], "position": 3},
    "equipment.create": {"name": "New", "quantity": 3, "out_of_service": 1, "calendar": "@diary"},
    "equipment.update": {"id": "@probe", **VERSION, "quantity": 3, "calendar": "@diary", "position": 3},
    "equipment.losing": {"id": "@probe", "quantity": 1, "out_of_service": 1},
    "availability.free_times": {"first": day(), "last": day(1), **WISHED},
    "availability.next_free": {"count": 2, "since": at("09:00"), **WISHED},
    "availability.suggest": {"count": 2, "since": at("09:00"), "services": IN_ORDER},
    "availability.fits": {"first": day(), "last": day(1), "calendar": "@diary", "visit": None},
    "availability.explain": {"start": at("09:00"), "practitioner": "@chen", **WISHED},
    "holds.place": {"minutes": 10, **VISIT},
    "appointments.book": {**VISIT, "ignore_date_range": True, "ignore_free_slots": False, "notify": False},
    "service_bookings.list": {"start": at("09:00"), "end": at("17:00"), "location": "@here", "patient": "@eva"},
    "service_bookings.create": {"services": IN_ORDER, "patient": "@eva", "start": at("10:00"), "location": "@here"},
    "repeats.plan": SERIES,
    "repeats.book": {**SERIES, "seen": None},
    "group_appointments.plan": GROUP,
    "group_appointments.create": {**GROUP, "seen": None, "title": "Yoga", "notes": "Mats", "video_url": None},
    "sick_day.plan": {**AWAY, "weeks": 2, "rows": [ROW], "practitioners": ["@ortega"]},
    "sick_day.apply": {**AWAY, "weeks": 2, "rows": [], "title": "Flu"},
    "profile.update": {"name": "New", "zone_name": "UTC", "currency": "EUR", "new_status": "confirmed"},
}


def places_in(sent: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the path to everything within what is sent."""
    inside = sent.items() if isinstance(sent, dict) else enumerate(sent) if isinstance(sent, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from places_in(value, (*path, key))


def with_odd(sent: Sent, path: tuple[Any, ...], odd: Any) -> Sent:
    """Put something odd in one place of what is sent."""
    changed = copy.deepcopy(sent)
    within: Any = changed
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = odd
    return changed


def tried(caller: Caller, sound: dict[str, Sent], every: int) -> int:
    """Send each odd thing in each place, or every n-th, to the book as it is now."""
    book = caller.house.path.read_bytes()
    cases = [(o, s, p, odd) for o, s in sound.items() for p in places_in(s) for odd in ODD][::every]
    for operation, sent, path, odd in cases:
        changed = with_odd(sent, path, odd)
        answer = caller.answer(operation, changed)
        assert answer.status in (0, 2), (operation, path, str(odd)[:40], answer.err)
        caller.house.path.write_bytes(book)
    return len(cases)


def test_every_sound_request_is_done(caller: Caller) -> None:
    book = caller.house.path.read_bytes()
    for operation, sent in SOUND.items():
        caller.call(operation, **sent)
        caller.house.path.write_bytes(book)


def test_an_odd_thing_in_any_place_is_done_or_refused(caller: Caller) -> None:
    assert tried(caller, SOUND, every=23) > 150


@pytest.mark.slow
def test_every_other_odd_thing_in_every_place_is_done_or_refused(caller: Caller) -> None:
    assert tried(caller, SOUND, every=2) > 1_700


@pytest.mark.parametrize("every", [37, pytest.param(2, marks=pytest.mark.slow)])
def test_a_damaged_file_of_calendars_is_read_or_refused(
    every: int, caller: Caller, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    caller.call("calendars.update", id="@diary", **{k: CALENDAR[k] for k in ("team", "places", "extras", "group")})
    file = json.loads(json.dumps(caller.call("calendars.export")))
    (tmp_path / "other").mkdir()
    other = Caller(build(tmp_path / "other"), capsys)
    for calendar in ("@diary", "@events", "@afar", "@old"):
        other.call("calendars.delete", id=calendar)
    other.call("calendar_groups.delete", id="@group")
    for name, words in (("locations", "Elsewhere"), ("practitioners", "Dr. Someone Else")):
        file[name][0] |= (
            {"id": str(987_654_000 + len(name)), "name": words, "slug": "elsewhere"}
            if name == "locations"
            else {
                "id": str(987_654_000 + len(name)),
                "name": words,
            }
        )
    assert tried(other, {"calendars.import": {"file": file}}, every) > 20
