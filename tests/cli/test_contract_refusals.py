"""Every operation on the clinic's rules, called from a terminal with what is null, missing or wrong."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.services.operations import CATALOGUE, load_catalogue
from tests.cli.contract import Caller, House, at, day

Sent = dict[str, Any]
AREAS = (
    "working_hours",
    "schedules",
    "event_schedules",
    "closures",
    "blocks",
    "services",
    "calendars",
    "calendar_groups",
    "locations",
    "rooms",
    "equipment",
    "profile",
)


@pytest.fixture
def desk(house: House, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Sit down at the clinic that all tests of this file share."""
    return Caller(house, capsys)


def hours(start: str = "09:00", end: str = "17:00") -> list[Sent]:
    """Give the hours of a rule."""
    return [{"from": start, "to": end}]


def rules(*more: Sent) -> list[Sent]:
    """Give a sound rule, and others after it."""
    return [{"day": "friday", "intervals": hours()}, *more]


def rule_cases(base: Sent) -> list[tuple[Sent, str, str]]:
    """Give all that can be wrong with the rules of a schedule, with reason and field."""
    monday = {"day": "monday", "intervals": hours()}
    fortnight = {**monday, "every": 2, "since": day()}
    july = {"date": "2035-07-01", "until": "2035-07-31"}
    table: list[tuple[Sent, str, str]] = [
        ({"day": "monday", "date": day()}, "day_xor_date", "rules[1]"),
        ({}, "day_xor_date", "rules[1]"),
        ({"day": "Monday"}, "not_one_of", "rules[1].day"),
        ({"day": 1}, "not_one_of", "rules[1].day"),
        ({"date": "14.3.2035"}, "not_a_date", "rules[1].date"),
        ({"date": "2035-02-29"}, "not_a_date", "rules[1].date"),
        ({"date": day(), "until": day(-1)}, "until_before_start", "rules[1].until"),
        ({"date": day(), "every": 2}, "date_repeats", "rules[1].every"),
        ({"date": day(), "since": day()}, "date_repeats", "rules[1].since"),
        ({**monday, "every": 0}, "bad_every", "rules[1].every"),
        ({**monday, "every": 53, "since": day()}, "bad_every", "rules[1].every"),
        ({**monday, "every": "2"}, "wrong_type", "rules[1].every"),
        ({**monday, "every": None}, "wrong_type", "rules[1].every"),
        ({**monday, "every": 2}, "since_needed", "rules[1].since"),
        ({"day": "monday", "intervals": None}, "wrong_type", "rules[1].intervals"),
        ({"day": "monday", "intervals": [{"from": "09:00"}]}, "missing_field", "rules[1].intervals[0].to"),
        ({"day": "monday", "intervals": [{"start": "09:00"}]}, "unknown_field", "rules[1].intervals[0].start"),
        ({"day": "monday", "intervals": hours("9", "17:00")}, "not_a_clock_time", "rules[1].intervals[0].from"),
        ({"day": "monday", "intervals": hours("09:00", "24:01")}, "not_a_clock_time", "rules[1].intervals[0].to"),
        ({"day": "monday", "intervals": [{"from": 540, "to": 600}]}, "wrong_type", "rules[1].intervals[0].from"),
        ({"day": "monday", "intervals": hours("22:00", "06:00")}, "not_in_one_day", "rules[1].intervals[0].to"),
        ({"day": "monday", "intervals": hours("09:00", "09:00")}, "not_in_one_day", "rules[1].intervals[0].to"),
        ({"day": "monday", "intervals": hours("24:00", "24:00")}, "not_in_one_day", "rules[1].intervals[0].from"),
        (
            {"day": "monday", "intervals": [*hours("09:00", "12:00"), *hours("11:00", "13:00")]},
            "hours_overlap",
            "rules[1].intervals[1]",
        ),
        ({"day": "friday", "intervals": hours("16:59", "18:00")}, "hours_overlap", "rules[1].intervals"),
        ({**monday, "note": "x" * 201}, "too_long_text", "rules[1].note"),
        ({**monday, "hours": []}, "unknown_field", "rules[1].hours"),
    ]
    cases = [({**base, "rules": rules(rule)}, reason, field) for rule, reason, field in table]
    pairs: list[tuple[list[Sent], str, str]] = [
        ([july, {"date": "2035-07-20", "until": "2035-08-02"}], "dates_cross", "rules[1].date"),
        ([july, july], "dates_cross", "rules[1].date"),
        ([fortnight, {**fortnight, "since": day(14)}], "hours_overlap", "rules[1].intervals"),
        ([fortnight, monday], "hours_overlap", "rules[1].intervals"),
    ]
    cases += [({**base, "rules": pair}, reason, field) for pair, reason, field in pairs]
    cases += [({**base, "rules": "all day"}, "wrong_type", "rules"), ({**base, "rules": [7]}, "wrong_type", "rules[0]")]
    return cases


ZONES: list[tuple[Sent, str, str]] = [
    ({"zone_name": "Mars/Olympus"}, "unknown_zone", "zone_name"),
    ({"zone_name": ""}, "unknown_zone", "zone_name"),
    ({"zone_name": 1}, "wrong_type", "zone_name"),
]
MEMBER = {"practitioner": "@chen"}
PERSONAL = {"name": "New", "kind": "personal", "team": [MEMBER]}
MINUTES = {"unit": "minutes"}
LENGTH = 30 * 60_000


def with_base(base: Sent, table: list[tuple[Sent, str, str]]) -> list[tuple[Sent, str, str]]:
    """Add what is wrong to what is sound."""
    return [({**base, **sent}, reason, field) for sent, reason, field in table]


def calendar_cases() -> list[tuple[Sent, str, str]]:
    """Give all that can be wrong with a calendar's fields, with reason and field (C48 to C57)."""
    both = [{**MEMBER, "primary": True}, {"practitioner": "@ortega", "primary": True}]
    video = {"kind": "video", "detail": "https://example.org"}
    address = {"kind": "address", "detail": "1 Main Street"}
    return [
        ({"kind": "diary"}, "not_one_of", "kind"),
        ({"kind": None}, "not_one_of", "kind"),
        ({"name": " "}, "empty", "name"),
        ({"name": None}, "wrong_type", "name"),
        ({"location": "@shut"}, "archived", "location"),
        ({"location": "main"}, "wrong_type", "location"),
        ({"slug": "..."}, "bad_slug", "slug"),
        ({"active": None}, "wrong_type", "active"),
        ({"hue": 360}, "bad_hue", "hue"),
        ({"hue": -1}, "bad_hue", "hue"),
        ({"team": []}, "one_member", "team"),
        ({"team": None}, "one_member", "team"),
        ({"team": [MEMBER, {"practitioner": "@ortega"}]}, "one_member", "team"),
        ({"team": [{"practitioner": "@gone"}]}, "archived", "team[0].practitioner"),
        ({"team": ["@chen"]}, "wrong_type", "team[0]"),
        ({"team": [{}]}, "missing_field", "team[0].practitioner"),
        ({"team": [{**MEMBER, "priority": 101}]}, "bad_priority", "team"),
        ({"team": [{**MEMBER, "priority": "high"}]}, "wrong_type", "team[0].priority"),
        ({"kind": "round_robin", "team": []}, "member_needed", "team"),
        ({"kind": "round_robin", "team": [MEMBER, MEMBER]}, "member_twice", "team"),
        ({"kind": "class", "team": []}, "member_needed", "team"),
        ({"kind": "service", "team": []}, "member_needed", "team"),
        ({"kind": "collective", "team": [MEMBER]}, "one_primary", "team"),
        ({"kind": "collective", "team": both}, "one_primary", "team"),
        ({"distribution": "fair"}, "not_one_of", "distribution"),
        ({"kind": "event", "team": [], "places": [video]}, "no_video_for_events", "places"),
        ({"kind": "event", "team": [{**MEMBER, "places": [video]}]}, "no_video_for_events", "team"),
        (
            {"kind": "round_robin", "team": [MEMBER, {"practitioner": "@ortega"}], "places": [video, address]},
            "one_place",
            "places",
        ),
        (
            {"kind": "class", "team": [{**MEMBER, "places": [video, address]}]},
            "one_place_each",
            "team",
        ),
        ({"places": [{"kind": "moon"}]}, "not_one_of", "places[0].kind"),
        ({"places": [{"detail": "x"}]}, "missing_field", "places[0].kind"),
        ({"duration": None}, "wrong_type", "duration"),
        ({"duration": 30}, "wrong_type", "duration"),
        ({"duration": {"amount": 0}}, "bad_length", "duration"),
        ({"duration": {"amount": -5}}, "bad_amount", "duration.amount"),
        ({"duration": {"amount": 1.5}}, "wrong_type", "duration.amount"),
        ({"duration": {"amount": 25, "unit": "hours"}}, "bad_length", "duration"),
        ({"duration": {"amount": 1, "unit": "months"}}, "months_vary", "duration.unit"),
        ({"duration": {"amount": 1, "unit": "years"}}, "not_one_of", "duration.unit"),
        ({"duration": {"unit": "hours"}}, "missing_field", "duration.amount"),
        ({"interval": {"amount": 0}}, "bad_length", "interval"),
        ({"buffer_before": {"amount": 2, "unit": "days"}}, "bad_length", "buffer_before"),
        ({"buffer_after": {"amount": 1, "unit": "weeks"}}, "bad_length", "buffer_after"),
        ({"notice": {"amount": 367, "unit": "days"}}, "bad_length", "notice"),
        ({"window": {"amount": 6, "unit": "hours"}}, "bad_unit", "window.unit"),
        ({"window": {"amount": 37, "unit": "months"}}, "bad_amount", "window.amount"),
        ({"per_slot": 0}, "bad_per_slot", "per_slot"),
        ({"per_slot": 101}, "bad_per_slot", "per_slot"),
        ({"per_slot": True}, "wrong_type", "per_slot"),
        ({"per_day": 0}, "bad_per_day", "per_day"),
        ({"per_day": 1001}, "bad_per_day", "per_day"),
        ({"repeating": {"frequency": "weekly", "count": 25}}, "bad_count", "repeating.count"),
        ({"repeating": {"frequency": "weekly", "count": 0}}, "bad_count", "repeating.count"),
        ({"repeating": {"frequency": "yearly", "count": 2}}, "not_one_of", "repeating.frequency"),
        ({"repeating": {"frequency": "daily", "count": 2, "taken": "wait"}}, "not_one_of", "repeating.taken"),
        ({"repeating": {"count": 2}}, "missing_field", "repeating.frequency"),
        (
            {"kind": "event", "team": [], "repeating": {"frequency": "daily", "count": 2}},
            "repeats_need_one_member",
            "repeating",
        ),
        ({"auto_confirm": None}, "wrong_type", "auto_confirm"),
        ({"allow_reschedule": "yes"}, "wrong_type", "allow_reschedule"),
        ({"title_template": "{{doctor}}"}, "unknown_template_field", "title_template"),
        ({"title_template": "{{patient"}, "stray_brace", "title_template"),
        ({"guests": "some"}, "not_one_of", "guests"),
        ({"look_busy": 101}, "bad_percent", "look_busy"),
        ({"look_busy": -1}, "bad_percent", "look_busy"),
        ({"extras": [1]}, "wrong_type", "extras"),
        ({"extras": {"x": "y" * 70_000}}, "too_large", "extras"),
        ({"open_hours": [{"days_of_the_week": [7], "hours": []}]}, "bad_weekday", "open_hours[0].days_of_the_week"),
        (
            {
                "open_hours": [
                    {
                        "days_of_the_week": [1],
                        "hours": [{"open_hour": 22, "open_minute": 0, "close_hour": 6, "close_minute": 0}],
                    }
                ]
            },
            "not_in_one_day",
            "open_hours[0].hours[0].to",
        ),
        ({"availabilities": [{"date": "soon"}]}, "not_a_date", "availabilities[0].date"),
        ({"availabilities": [{"date": day()}, {"date": day()}]}, "date_twice", "availabilities[1].date"),
    ]


SERVICE: list[tuple[Sent, str, str]] = [
    ({"name": ""}, "empty", "name"),
    ({"name": None}, "wrong_type", "name"),
    ({"slug": "-"}, "bad_slug", "slug"),
    ({"duration": None}, "wrong_type", "duration"),
    ({"duration": 0}, "bad_duration", "duration"),
    ({"duration": 90_001}, "bad_duration", "duration"),
    ({"duration": "30"}, "wrong_type", "duration"),
    ({"duration": 25 * 3_600_000}, "bad_duration", "duration"),
    ({"buffer_before": -60_000}, "bad_buffer", "buffer_before"),
    ({"buffer_after": 1}, "bad_buffer", "buffer_after"),
    ({"price": -1}, "bad_price", "price"),
    ({"price": 12.5}, "wrong_type", "price"),
    ({"price": 100_000_001}, "bad_price", "price"),
    ({"hue": 400}, "bad_hue", "hue"),
    ({"private": None}, "wrong_type", "private"),
    ({"max_attendees": 0}, "bad_max_attendees", "max_attendees"),
    ({"max_attendees": 101}, "bad_max_attendees", "max_attendees"),
    ({"max_attendees": 3, "rooms": ["@room"]}, "room_too_small", "max_attendees"),
    ({"practitioners": []}, "practitioner_needed", "practitioners"),
    ({"practitioners": ["@gone"]}, "archived", "practitioners"),
    ({"practitioners": "@chen"}, "wrong_type", "practitioners"),
    ({"rooms": ["@old_room"]}, "archived", "rooms"),
    ({"equipment": [{"equipment_id": "@probe", "units": 3}]}, "bad_units", "equipment[0].units"),
    ({"equipment": [{"equipment_id": "@probe", "units": 0}]}, "bad_units", "equipment[0].units"),
    ({"equipment": [{"equipment_id": "@probe"}, {"equipment_id": "@probe"}]}, "equipment_twice", "equipment[1]"),
    ({"equipment": [{"equipment_id": "@old_probe"}]}, "archived", "equipment[0].equipment_id"),
    ({"equipment": [{"units": 1}]}, "missing_field", "equipment[0].equipment_id"),
    ({"variations": [{"duration": LENGTH}]}, "empty", "variations[0].name"),
    ({"variations": [{"name": "Long"}]}, "bad_duration", "variations[0].duration"),
    ({"variations": [{"name": "Long", "duration": LENGTH, "price": -1}]}, "bad_price", "variations[0].price"),
    (
        {"variations": [{"name": "Long", "duration": LENGTH}, {"name": "long", "duration": LENGTH}]},
        "name_twice",
        "variations[1].name",
    ),
    ({"add_ons": [{"name": ""}]}, "empty", "add_ons[0].name"),
    ({"add_ons": [{"name": "X-ray", "duration": 5}]}, "bad_duration", "add_ons[0].duration"),
    ({"add_ons": {}}, "wrong_type", "add_ons"),
]

EQUIPMENT: list[tuple[Sent, str, str]] = [
    ({"name": ""}, "empty", "name"),
    ({"quantity": 0}, "bad_quantity", "quantity"),
    ({"quantity": 101}, "bad_quantity", "quantity"),
    ({"quantity": None}, "wrong_type", "quantity"),
    ({"quantity": 1.0}, "wrong_type", "quantity"),
    ({"out_of_service": -1}, "bad_out_of_service", "out_of_service"),
    ({"quantity": 2, "out_of_service": 3}, "bad_out_of_service", "out_of_service"),
    ({"calendar": "@afar"}, "calendar_elsewhere", "calendar"),
    ({"calendar": "@old"}, "archived", "calendar"),
]

ROOM: list[tuple[Sent, str, str]] = [
    ({"name": ""}, "empty", "name"),
    ({"name": "two\nlines"}, "control_characters", "name"),
    ({"name": "x" * 301}, "too_long_text", "name"),
    ({"capacity": 0}, "bad_capacity", "capacity"),
    ({"capacity": 1001}, "bad_capacity", "capacity"),
    ({"capacity": None}, "wrong_type", "capacity"),
    ({"calendars": ["@afar"]}, "calendar_elsewhere", "calendars"),
    ({"calendars": ["@old"]}, "archived", "calendars"),
    ({"calendars": "@diary"}, "wrong_type", "calendars"),
]

LOCATION: list[tuple[Sent, str, str]] = [
    ({"name": ""}, "empty", "name"),
    ({"slug": "!"}, "bad_slug", "slug"),
    ({"kind": "house"}, "not_one_of", "kind"),
    ({"kind": None}, "not_one_of", "kind"),
    ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
    ({"is_default": None}, "wrong_type", "is_default"),
    ({"phone": "1\n2"}, "control_characters", "phone"),
]

CLOSURE: list[tuple[Sent, str, str]] = [
    ({"name": ""}, "empty", "name"),
    ({"name": None}, "wrong_type", "name"),
    ({"first": None}, "wrong_type", "first"),
    ({"first": "2035-13-01"}, "not_a_date", "first"),
    ({"first": "1066-10-14"}, "time_out_of_range", "first"),
    ({"last": day(-1)}, "last_before_first", "last"),
    ({"last": day(366)}, "too_long", "last"),
    ({"start": "09:00"}, "both_times", "end"),
    ({"end": "09:00"}, "both_times", "start"),
    ({"start": "12:00", "end": "09:00"}, "not_in_one_day", "end"),
    ({"start": "12:00", "end": "12:00"}, "not_in_one_day", "end"),
    ({"start": "noon", "end": "13:00"}, "not_a_clock_time", "start"),
    ({"location": "@shut"}, "archived", "location"),
]

BLOCK: list[tuple[Sent, str, str]] = [
    ({"calendar": "@diary"}, "calendar_or_practitioner", "practitioner"),
    ({"practitioner": None}, "calendar_or_practitioner", "practitioner"),
    ({"end": at("09:00")}, "end_not_after_start", "end"),
    ({"end": at("08:00")}, "end_not_after_start", "end"),
    ({"end": None}, "not_a_time", "end"),
    ({"start": "tomorrow"}, "not_a_time", "start"),
    ({"start": "2035-03-14T09:00:00"}, "not_a_time", "start"),
    ({"end": "2036-05-01T09:00:00-04:00"}, "too_long", "end"),
    ({"practitioner": "@gone"}, "archived", "practitioner"),
    ({"practitioner": None, "calendar": "@old"}, "archived", "calendar"),
    ({"location": "@shut"}, "archived", "location"),
    ({"all_day": None}, "wrong_type", "all_day"),
    ({"title": None}, "wrong_type", "title"),
    ({"title": "two\nlines"}, "control_characters", "title"),
    ({"rule": "FREQ=SOMETIMES"}, "bad_rule", "rule"),
    ({"rule": 5}, "wrong_type", "rule"),
    ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
]
NINE = {"start": at("09:00"), "end": at("10:00"), "practitioner": "@chen"}
NEW_SCHEDULE = {"name": "New", "practitioner": "@ortega"}


def invalid() -> list[tuple[str, Sent, str, str]]:
    """Give every case: the operation, what is sent, the reason and the field."""
    tables: list[tuple[str, list[tuple[Sent, str, str]]]] = [
        # C04
        (
            "working_hours.put",
            with_base(
                {"practitioner": "@chen"},
                [
                    ({}, "missing_field", "hours"),
                    ({"hours": None}, "wrong_type", "hours"),
                    ({"hours": [{"weekday": 7, "start_minute": 0, "end_minute": 60}]}, "no_such_weekday", "weekday"),
                    (
                        {"hours": [{"weekday": 0, "start_minute": 60, "end_minute": 60}]},
                        "hours_not_in_one_day",
                        "hours",
                    ),
                    (
                        {
                            "hours": [
                                {"weekday": 0, "start_minute": 540, "end_minute": 720},
                                {"weekday": 0, "start_minute": 719, "end_minute": 800},
                            ]
                        },
                        "hours_overlap",
                        "hours",
                    ),
                    ({"hours": [{"weekday": 0, "start_minute": 60}]}, "missing_field", "hours[0].end_minute"),
                ],
            ),
        ),
        (
            "working_hours.resolve",
            [
                ({}, "missing_field", "first"),
                ({"first": None}, "wrong_type", "first"),
                ({"first": day(), "days": 0}, "bad_days", "days"),
                ({"first": day(), "days": 367}, "bad_days", "days"),
                ({"first": day(), "calendar": "@afar", "location": "@here"}, "calendar_elsewhere", "calendar"),
            ],
        ),
        # C66, C67, C68
        (
            "schedules.search",
            [
                ({"limit": 501}, "bad_page_size", "limit"),
                ({"limit": 0}, "bad_page_size", "limit"),
                ({"limit": -1}, "bad_page_size", "limit"),
                ({"limit": None}, "wrong_type", "limit"),
                ({"skip": -1}, "bad_page", "skip"),
                ({"archived": None}, "wrong_type", "archived"),
                ({"practitioner": "chen"}, "wrong_type", "practitioner"),
            ],
        ),
        (
            "schedules.create",
            [
                ({"practitioner": "@chen"}, "missing_field", "name"),
                ({"name": "New"}, "missing_field", "practitioner"),
                ({"name": "New", "practitioner": None}, "wrong_type", "practitioner"),
                ({**NEW_SCHEDULE, "practitioner": "@gone"}, "archived", "practitioner"),
                ({**NEW_SCHEDULE, "name": ""}, "empty", "name"),
                ({**NEW_SCHEDULE, "location": "@shut"}, "archived", "location"),
                ({**NEW_SCHEDULE, "calendars": ["@afar"]}, "calendar_elsewhere", "calendars"),
                ({**NEW_SCHEDULE, "calendars": ["@old"]}, "archived", "calendars"),
                *with_base(NEW_SCHEDULE, ZONES),
                *rule_cases(NEW_SCHEDULE),
            ],
        ),
        (
            "schedules.update",
            [
                ({}, "missing_field", "id"),
                ({"id": None}, "wrong_type", "id"),
                *with_base({"id": "@hours"}, ZONES),
                *rule_cases({"id": "@hours"}),
                ({"id": "@hours", "name": None}, "wrong_type", "name"),
                ({"id": "@hours", "calendars": ["@afar"]}, "calendar_elsewhere", "calendars"),
                ({"id": "@hours", "practitioner": "@ortega"}, "unknown_field", "practitioner"),
            ],
        ),
        (
            "schedules.effect",
            [
                ({}, "missing_field", "practitioner"),
                ({"practitioner": "@ortega", "id": "@hours"}, "not_theirs", "id"),
                *rule_cases({"practitioner": "@chen", "id": "@hours"})[:6],
            ],
        ),
        # C69, C70
        (
            "schedules.attach",
            [
                ({"id": "@hours"}, "missing_field", "calendar"),
                ({"id": "@hours", "calendar": None}, "wrong_type", "calendar"),
                ({"id": "@hours", "calendar": "@afar"}, "calendar_elsewhere", "calendar"),
                ({"id": "@hours", "calendar": "@old"}, "archived", "calendar"),
            ],
        ),
        ("event_schedules.create", rule_cases({"calendar": "@diary"})),
        (
            "event_schedules.create",
            [
                ({"calendar": "@diary"}, "missing_field", "rules"),
                ({"calendar": "@old", "rules": []}, "archived", "calendar"),
            ],
        ),
        (
            "event_schedules.update",
            [*rule_cases({"calendar": "@events"})[:6], *with_base({"calendar": "@events"}, ZONES)],
        ),
        # C75
        ("closures.create", with_base({"name": "Closed", "first": day()}, CLOSURE)),
        ("closures.update", with_base({"id": "@closure", "first": day(), "last": day()}, CLOSURE)),
        ("closures.touched", with_base({"first": day()}, CLOSURE[2:])),
        (
            "closures.choose_holidays",
            [
                ({"country": "US"}, "missing_field", "location"),
                ({"location": "@here"}, "missing_field", "country"),
                ({"location": "@here", "country": "Narnia"}, "unknown_country", "country"),
                ({"location": "@here", "country": ""}, "unknown_country", "country"),
                ({"location": "@here", "country": "US", "region": "Bavaria"}, "unknown_region", "region"),
                ({"location": "@here", "country": None, "region": "NY"}, "region_without_country", "region"),
                ({"location": "@shut", "country": "US"}, "archived", "location"),
            ],
        ),
        ("closures.list", [({"holidays": "yes"}, "wrong_type", "holidays"), ({"first": "x"}, "not_a_date", "first")]),
        ("closures.strike", [({"id": "@closure"}, "not_a_holiday", "id"), ({}, "missing_field", "id")]),
        # C42, C43, C44
        ("blocks.create", with_base(NINE, BLOCK)),
        ("blocks.create", [({"start": at("09:00"), "practitioner": "@chen"}, "missing_field", "end")]),
        (
            "blocks.list",
            [
                ({"start": at("09:00")}, "missing_field", "end"),
                ({"start": at("09:00"), "end": at("09:00")}, "end_not_after_start", "end"),
            ],
        ),
        ("blocks.update", [({}, "missing_field", "id"), ({"id": "@block", "scope": "some"}, "not_one_of", "scope")]),
        # C48 to C58
        ("calendars.create", with_base(PERSONAL, calendar_cases())),
        (
            "calendars.create",
            [({"name": "New"}, "missing_field", "kind"), ({"kind": "event"}, "missing_field", "name")],
        ),
        (
            "calendars.update",
            with_base(
                {"id": "@diary"},
                [
                    ({"kind": "event"}, "cannot_change", "kind"),
                    ({"location": "@there"}, "cannot_change", "location"),
                    *(case for case in calendar_cases() if not case[0].keys() & {"kind", "location"}),
                ],
            ),
        ),
        ("calendars.import", [({}, "missing_field", "file"), ({"file": None}, "wrong_type", "file")]),
        # C25, C26, C27
        (
            "calendar_groups.create",
            [
                ({}, "missing_field", "name"),
                ({"name": ""}, "empty", "name"),
                ({"name": "A", "slug": "?"}, "bad_slug", "slug"),
                ({"name": "A", "active": None}, "wrong_type", "active"),
            ],
        ),
        ("calendar_groups.update", [({"id": "@group", "name": None}, "wrong_type", "name")]),
        ("calendar_groups.set_active", [({"id": "@group"}, "missing_field", "active")]),
        (
            "calendar_groups.validate_slug",
            [
                ({}, "missing_field", "slug"),
                ({"slug": " "}, "bad_slug", "slug"),
                ({"slug": None}, "wrong_type", "slug"),
            ],
        ),
        # C32 to C35
        ("services.create", with_base({"name": "New"}, SERVICE)),
        ("services.update", with_base({"id": "@service"}, SERVICE)),
        ("services.create", [({}, "missing_field", "name")]),
        # C36, C37, C62, C63
        ("locations.create", with_base({"name": "New"}, LOCATION)),
        ("locations.update", with_base({"id": "@there"}, LOCATION)),
        ("locations.update", [({"id": "@here", "is_default": False}, "default_needed", "is_default")]),
        ("locations.update", [({"id": "@shut", "is_default": True}, "archived", "is_default")]),
        ("rooms.create", with_base({"name": "New"}, ROOM)),
        (
            "rooms.create",
            [({}, "missing_field", "name"), ({"name": "New", "location": "@shut"}, "archived", "location")],
        ),
        ("rooms.update", with_base({"id": "@room"}, ROOM)),
        ("rooms.update", [({"id": "@room", "location": "@there"}, "unknown_field", "location")]),
        ("equipment.create", with_base({"name": "New"}, EQUIPMENT)),
        ("equipment.update", with_base({"id": "@probe"}, EQUIPMENT)),
        ("equipment.losing", [({"id": "@probe", "out_of_service": 3}, "bad_out_of_service", "out_of_service")]),
        # C55: what a visit's status is at first
        (
            "profile.update",
            [
                ({"currency": "Euro"}, "bad_currency", "currency"),
                ({"new_status": "completed"}, "not_one_of", "new_status"),
                ({"zone_name": "Nowhere"}, "unknown_zone", "zone_name"),
                ({"name": ""}, "empty", "name"),
            ],
        ),
    ]
    return [(operation, *case) for operation, cases in tables for case in cases]


@pytest.mark.parametrize(("operation", "sent", "reason", "field"), invalid())
def test_what_is_wrong_is_refused_with_its_field(
    operation: str, sent: Sent, reason: str, field: str, desk: Caller
) -> None:
    error = desk.error(operation, **sent)
    assert (error["code"], error["reason"], error.get("field")) == ("invalid", reason, field)


def by_id() -> list[tuple[str, str, str]]:
    """Give every operation of these areas with each of its ids, and the kind of record that it names."""
    load_catalogue()
    kinds = {"practitioner": "practitioner", "location": "location", "calendar": "calendar", "group": "calendar_group"}
    own = {"schedules": "schedule", "closures": "closure", "blocks": "appointment", "services": "service"}
    own |= {"calendars": "calendar", "calendar_groups": "calendar_group", "locations": "location"}
    own |= {"rooms": "room", "equipment": "equipment"}
    quiet = {"schedules.search", "blocks.list", "services.list", "calendars.list", "rooms.list", "equipment.list"}
    found = []
    for name, operation in CATALOGUE.items():
        area = name.partition(".")[0]
        if area not in AREAS or name in quiet | {"closures.list", "calendar_groups.validate_slug"}:
            continue
        for parameter in operation.parameters():
            kind = own.get(area) if parameter == "id" else kinds.get(parameter)
            if kind is not None:
                found.append((name, parameter, kind))
    return found


# What else must be sent for the id to be looked at.
SOUND: dict[str, Sent] = {
    "working_hours.put": {"practitioner": "@chen", "hours": []},
    "working_hours.resolve": {"first": day()},
    "schedules.create": NEW_SCHEDULE,
    "schedules.effect": {"practitioner": "@chen"},
    "schedules.attach": {"id": "@hours", "calendar": "@diary"},
    "schedules.detach": {"id": "@hours", "calendar": "@diary"},
    "event_schedules.create": {"calendar": "@diary", "rules": []},
    "closures.create": {"name": "Closed", "first": day()},
    "closures.update": {"id": "@closure"},
    "closures.touched": {"first": day()},
    "closures.choose_holidays": {"country": "US"},
    "blocks.create": NINE,
    "blocks.over": NINE,
    "blocks.update": {"id": "@block"},
    "calendars.create": PERSONAL,
    "calendars.update": {"id": "@diary"},
    "calendar_groups.set_active": {"active": True},
    "rooms.create": {"name": "New"},
    "equipment.create": {"name": "New"},
    "equipment.update": {"id": "@probe"},
}


@pytest.mark.parametrize(("operation", "parameter", "kind"), by_id())
def test_an_unknown_id_is_not_found_and_named(operation: str, parameter: str, kind: str, desk: Caller) -> None:
    if (operation, parameter) == ("calendars.update", "location"):
        # No location but its own is taken, known or not.
        assert desk.refused(operation, id="@diary", location="@nobody") == ("cannot_change", "location")
        return
    if operation.startswith("blocks.") and parameter == "calendar":
        sent = {**SOUND.get(operation, {}), "practitioner": None, "calendar": "@nobody"}
    else:
        sent = {**SOUND.get(operation, {}), parameter: "@nobody"}
    error = desk.error(operation, **sent)
    assert (error["code"], error["kind"], error["id"]) == ("not_found", kind, desk.nobody)


CONFLICTS: list[tuple[str, Sent, str]] = [
    ("event_schedules.create", {"calendar": "@events", "rules": []}, "already_there"),
    ("calendar_groups.create", {"name": "Other", "slug": "Prevention"}, "slug_taken"),
    ("calendars.create", {**PERSONAL, "slug": "checks"}, "slug_taken"),
    ("calendars.update", {"id": "@diary", "slug": "evenings"}, "slug_taken"),
    ("services.create", {"name": "Other", "slug": "consultation"}, "slug_taken"),
    ("locations.create", {"name": "Other", "slug": "harbour"}, "slug_taken"),
    ("locations.delete", {"id": "@here"}, "default_location"),
    ("locations.archive", {"id": "@here"}, "default_location"),
]


@pytest.mark.parametrize(("operation", "sent", "reason"), CONFLICTS)
def test_what_is_taken_already_is_a_conflict(operation: str, sent: Sent, reason: str, desk: Caller) -> None:
    error = desk.error(operation, **sent)
    assert (error["code"], error["reason"]) == ("conflict", reason)


VERSIONED = [
    ("schedules.update", "hours"),
    ("schedules.delete", "hours"),
    ("schedules.archive", "hours"),
    ("closures.update", "closure"),
    ("closures.delete", "closure"),
    ("services.update", "service"),
    ("calendars.update", "diary"),
    ("calendars.delete", "diary"),
    ("calendar_groups.update", "group"),
    ("calendar_groups.delete", "group"),
    ("locations.update", "there"),
    ("rooms.update", "room"),
    ("rooms.delete", "room"),
    ("equipment.update", "probe"),
]


@pytest.mark.parametrize(("operation", "name"), VERSIONED)
def test_a_change_made_from_another_version_is_stale(operation: str, name: str, desk: Caller) -> None:
    error = desk.error(operation, id=f"@{name}", version=99)
    assert (error["code"], error["reason"], error["id"]) == ("stale", "changed_since", getattr(desk, name))


def test_an_event_schedule_of_another_version_is_stale(desk: Caller) -> None:
    assert desk.error("event_schedules.update", calendar="@events", version=99)["code"] == "stale"


def test_hours_that_a_calendar_does_not_have_are_not_found(desk: Caller) -> None:
    for operation in ("event_schedules.get", "event_schedules.update", "event_schedules.delete"):
        assert desk.error(operation, calendar="@diary")["code"] == "not_found"


def writing() -> list[str]:
    """Give every operation of these areas that an auditor may not call."""
    load_catalogue()
    return sorted(n for n, o in CATALOGUE.items() if n.partition(".")[0] in AREAS and o.right.value != "see")


@pytest.mark.parametrize("operation", writing())
def test_who_may_only_look_changes_nothing(operation: str, desk: Caller) -> None:
    needed = {n: "@diary" for n, p in CATALOGUE[operation].parameters().items() if p.default is p.empty}
    sent = {**needed, **SOUND.get(operation, {}), **LOOKED_AT.get(operation, {})}
    sent = {name: value for name, value in sent.items() if value is not None}
    assert desk.as_role("auditor").error(operation, **sent)["code"] == "forbidden"


LOOKED_AT: dict[str, Sent] = {
    "calendars.import": {"file": {}},
    "event_schedules.update": {"calendar": "@events"},
    "locations.create": {"name": "New"},
}


def test_nothing_of_all_that_was_refused_was_written(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Caller(house, capsys)
    before = desk.call("history.log", size=1)["total"]
    for operation, sent, _, _ in invalid()[::9]:
        desk.answer(operation, sent)
    for operation, conflicting, _ in CONFLICTS:
        desk.answer(operation, conflicting)
    assert desk.call("history.log", size=1)["total"] == before
