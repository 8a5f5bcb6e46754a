"""A calendar's own hours (C70)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.schedule import Rule, Weekday
from tests.support.clinics import READER, ZONE, Desk, nobody
from tests.support.refusals import refused, unversioned
from tests.support.rules import add_calendar, on

RULES = [on(Weekday.MONDAY, "09:00-12:00")]


def test_what_is_made_is_what_is_read(desk: Desk) -> None:
    calendar = add_calendar(desk)
    made = desk.clinic.event_schedules.create(calendar=calendar.id, rules=RULES)
    assert desk.clinic.event_schedules.get(calendar=calendar.id) == made
    assert (made.calendar_id, made.practitioner_id, made.rules) == (calendar.id, None, tuple(RULES))


def test_it_is_at_the_calendars_location_and_in_its_zone(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex", zone_name="Europe/Madrid")
    one, other = add_calendar(desk, annex.id), add_calendar(desk, annex.id)
    made = desk.clinic.event_schedules.create(calendar=one.id, rules=RULES)
    assert (made.location_id, made.zone) == (annex.id, "Europe/Madrid")
    assert desk.clinic.event_schedules.create(calendar=other.id, rules=RULES, zone_name="UTC").zone == "UTC"


def test_a_second_one_is_a_conflict(desk: Desk) -> None:
    calendar = add_calendar(desk)
    desk.clinic.event_schedules.create(calendar=calendar.id, rules=RULES)
    refusal = refused(desk.clinic.event_schedules.create, calendar=calendar.id, rules=[])
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "already_there"


def test_rules_and_zone_are_replaced_and_what_is_left_out_stays(desk: Desk) -> None:
    calendar = add_calendar(desk)
    made = desk.clinic.event_schedules.create(calendar=calendar.id, rules=RULES)
    moved = desk.clinic.event_schedules.update(calendar=calendar.id, zone_name="UTC")
    assert unversioned(moved) == unversioned(made) | {"zone": "UTC"}
    cleared = desk.clinic.event_schedules.update(calendar=calendar.id, zone_name=None, rules=None)
    assert (cleared.zone, cleared.rules) == (ZONE, ())


def test_nothing_is_written_when_nothing_changes(desk: Desk) -> None:
    calendar = add_calendar(desk)
    made = desk.clinic.event_schedules.create(calendar=calendar.id, rules=RULES)
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.event_schedules.update(calendar=calendar.id, rules=RULES, zone_name=ZONE) == made
    assert desk.clinic.book.cursor() == cursor


def test_a_change_made_from_an_older_state_is_stale(desk: Desk) -> None:
    calendar = add_calendar(desk)
    made = desk.clinic.event_schedules.create(calendar=calendar.id, rules=RULES)
    desk.clinic.event_schedules.update(calendar=calendar.id, rules=[])
    for verb in ("update", "delete"):
        call = getattr(desk.clinic.event_schedules, verb)
        assert isinstance(refused(call, calendar=calendar.id, version=made.version), Stale)


def test_they_are_deleted_and_come_back_with_undo(desk: Desk) -> None:
    calendar = add_calendar(desk)
    made = desk.clinic.event_schedules.create(calendar=calendar.id, rules=RULES)
    assert desk.clinic.event_schedules.delete(calendar=calendar.id).archived is False
    assert isinstance(refused(desk.clinic.event_schedules.get, calendar=calendar.id), NotFound)
    desk.clinic.history.undo()
    assert unversioned(desk.clinic.event_schedules.get(calendar=calendar.id)) == unversioned(made)


@pytest.mark.parametrize("verb", ["get", "update", "delete"])
def test_a_calendar_without_hours_of_its_own_has_none_to_find(desk: Desk, verb: str) -> None:
    calendar = add_calendar(desk)
    refusal = refused(getattr(desk.clinic.event_schedules, verb), calendar=calendar.id)
    assert isinstance(refusal, NotFound)
    assert refusal.facts["kind"] == "schedule"


@pytest.mark.parametrize("verb", ["create", "get", "update", "delete"])
def test_an_unknown_calendar_is_not_found(desk: Desk, verb: str) -> None:
    sent: dict[str, Any] = {"rules": RULES} if verb == "create" else {}
    refusal = refused(getattr(desk.clinic.event_schedules, verb), calendar=nobody(), **sent)
    assert isinstance(refusal, NotFound)
    assert refusal.facts["kind"] == "calendar"


def test_an_archived_calendar_gets_no_hours(desk: Desk) -> None:
    old = add_calendar(desk, archived_at=desk.at(8))
    assert refused(desk.clinic.event_schedules.create, calendar=old.id, rules=RULES).reason == "archived"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"rules": 5}, "rules"),
        ({"rules": [None]}, "rules[0]"),
        ({"rules": [Rule()]}, "rules[0]"),
        ({"rules": [on(Weekday.MONDAY, "12:00-09:00")]}, "rules[0].intervals[0].to"),
        ({"rules": [], "zone_name": "Mars/Olympus"}, "zone_name"),
    ],
)
def test_bad_rules_and_zones_are_invalid(desk: Desk, sent: dict[str, Any], field: str) -> None:
    one, other = add_calendar(desk), add_calendar(desk)
    desk.clinic.event_schedules.create(calendar=other.id, rules=RULES)
    for call, calendar in ((desk.clinic.event_schedules.create, one), (desk.clinic.event_schedules.update, other)):
        refusal = refused(call, calendar=calendar.id, **sent)
        assert isinstance(refusal, Invalid)
        assert refusal.facts["field"] == field


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    calendar, other = add_calendar(desk), add_calendar(desk)
    desk.clinic.event_schedules.create(calendar=calendar.id, rules=RULES)
    with desk.as_actor(READER) as reader:
        assert reader.event_schedules.get(calendar=calendar.id).rules
        refusals = [
            refused(reader.event_schedules.create, calendar=other.id, rules=RULES),
            refused(reader.event_schedules.update, calendar=calendar.id, rules=[]),
            refused(reader.event_schedules.delete, calendar=calendar.id),
        ]
    assert all(isinstance(each, Forbidden) for each in refusals)
