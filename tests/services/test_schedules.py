"""Schedules of practitioners: made, read, changed, tied to calendars, put away (C66 to C69)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.domain.errors import Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.schedule import Rule, Schedule, Stretch, Weekday
from frontdesk.services.schedules import ScheduleReply
from tests.support.clinics import DAY, READER, ZONE, Desk, nobody
from tests.support.refusals import refused, unversioned
from tests.support.rules import add_calendar, dated, days_on, home, on, stretches, weekdays

MONDAY, TUESDAY = Weekday.MONDAY, Weekday.TUESDAY
RULES = (on(MONDAY, "09:00-12:00"), on(TUESDAY, "10:00-24:00"), dated(days_on(5)))


def made(desk: Desk, **sent: Any) -> Schedule:
    said: dict[str, Any] = {"name": "Mornings", "practitioner": desk.ortega.id, "rules": list(RULES), **sent}
    return desk.clinic.schedules.create(**said).schedule


def test_what_is_made_is_what_is_read(desk: Desk) -> None:
    schedule = made(desk)
    assert desk.clinic.schedules.get(id=schedule.id) == schedule
    assert (schedule.name, schedule.practitioner_id, schedule.rules) == ("Mornings", desk.ortega.id, RULES)


def test_without_a_place_it_is_at_the_default_location_and_in_its_zone(desk: Desk) -> None:
    schedule = made(desk)
    assert (schedule.location_id, schedule.zone, schedule.calendars) == (home(desk).id, ZONE, ())


def test_it_takes_the_zone_of_the_location_that_is_named(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex", zone_name="Europe/Madrid")
    assert made(desk, location=annex.id).zone == "Europe/Madrid"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_any_zone_of_the_zone_database_is_valid(desk: Desk, zone: str) -> None:
    assert made(desk, zone_name=zone).zone == zone


def test_rules_are_put_in_order_and_adjacent_times_merged(desk: Desk) -> None:
    rules = [RULES[2], on(TUESDAY, "13:00-14:00", "10:00-13:00"), RULES[0]]
    assert made(desk, rules=rules).rules == (RULES[0], on(TUESDAY, "10:00-14:00"), RULES[2])


def test_null_rules_and_calendars_are_none(desk: Desk) -> None:
    schedule = made(desk, rules=None, calendars=None, zone_name=None, location=None)
    assert (schedule.rules, schedule.calendars) == ((), ())


@pytest.mark.parametrize(
    ("rules", "field", "reason"),
    [
        ([Rule(intervals=stretches("09:00-10:00"))], "rules[0]", "day_xor_date"),
        ([RULES[0], Rule(day=MONDAY, date=DAY)], "rules[1]", "day_xor_date"),
        ([on(MONDAY, "22:00-06:00")], "rules[0].intervals[0].to", "not_in_one_day"),
        ([on(MONDAY, "09:00-10:00", "09:30-11:00")], "rules[0].intervals[1]", "hours_overlap"),
        ([RULES[0], on(MONDAY, "11:00-13:00")], "rules[1].intervals", "hours_overlap"),
        ([Rule(day=MONDAY, intervals=(Stretch(0, 1441),))], "rules[0].intervals[0].to", "not_in_one_day"),  # type: ignore[arg-type]
        ([on(MONDAY, "09:00-10:00", every=2)], "rules[0].since", "since_needed"),
        ([dated(DAY, until=days_on(-1))], "rules[0].until", "until_before_start"),
        ([dated(DAY), dated(DAY)], "rules[1].date", "dates_cross"),
        ([on(MONDAY, note="x" * 201)], "rules[0].note", "too_long_text"),
        ([on(MONDAY, note="a\nb")], "rules[0].note", "control_characters"),
        ([RULES[0]] * 1001, "rules", "too_many"),
    ],
)
def test_rules_that_cannot_be_are_invalid_where_they_are_wrong(
    desk: Desk, rules: list[Rule], field: str, reason: str
) -> None:
    schedule = made(desk)
    cursor = desk.clinic.book.cursor()
    for call, sent in (
        (desk.clinic.schedules.create, {"name": "Other", "practitioner": desk.chen.id}),
        (desk.clinic.schedules.update, {"id": schedule.id}),
        (desk.clinic.schedules.effect, {"practitioner": desk.chen.id}),
    ):
        refusal = refused(call, rules=rules, **sent)
        assert isinstance(refusal, Invalid)
        assert (refusal.facts["field"], refusal.reason) == (field, reason)
        assert {"got", "allowed"} <= refusal.facts.keys()
    assert desk.clinic.book.cursor() == cursor


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        (5, "rules"),
        ("monday", "rules"),
        ([None], "rules[0]"),
        ([RULES[0], {"day": "monday"}], "rules[1]"),
        ([Rule(day="monday")], "rules[0].day"),  # type: ignore[arg-type]
        ([Rule(date="2026-03-18")], "rules[0].date"),  # type: ignore[arg-type]
        ([Rule(date=DAY.replace(year=2300))], "rules[0].date"),
        ([Rule(day=MONDAY, since=5)], "rules[0].since"),  # type: ignore[arg-type]
        ([Rule(day=MONDAY, every="2")], "rules[0].every"),  # type: ignore[arg-type]
        ([Rule(day=MONDAY, intervals=None)], "rules[0].intervals"),  # type: ignore[arg-type]
        ([Rule(day=MONDAY, intervals=((540, 600),))], "rules[0].intervals[0]"),  # type: ignore[arg-type]
        ([Rule(day=MONDAY, intervals=(Stretch("09:00", 600),))], "rules[0].intervals[0].from"),  # type: ignore[arg-type]
        ([Rule(day=MONDAY, intervals=(Stretch(540, None),))], "rules[0].intervals[0].to"),  # type: ignore[arg-type]
        ([Rule(day=MONDAY, note=None)], "rules[0].note"),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_rule_is_invalid_where_it_stands(desk: Desk, rules: Any, field: str) -> None:
    refusal = refused(made, desk=desk, rules=rules)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({"name": ""}, "name", "empty"),
        ({"name": None}, "name", "wrong_type"),
        ({"zone_name": "Mars/Olympus"}, "zone_name", "unknown_zone"),
        ({"zone_name": ""}, "zone_name", "unknown_zone"),
        ({"zone_name": 5}, "zone_name", "wrong_type"),
        ({"calendars": 5}, "calendars", "wrong_type"),
        ({"calendars": [None]}, "calendars[0]", "wrong_type"),
    ],
)
def test_bad_words_are_invalid(desk: Desk, sent: dict[str, Any], field: str, reason: str) -> None:
    schedule = made(desk)
    for refusal in (refused(made, desk=desk, **sent), refused(desk.clinic.schedules.update, id=schedule.id, **sent)):
        assert isinstance(refusal, Invalid)
        assert (refusal.facts["field"], refusal.reason) == (field, reason)


@pytest.mark.parametrize("field", ["practitioner", "location", "calendar"])
def test_unknown_ids_are_not_found(desk: Desk, field: str) -> None:
    sent: dict[str, Any] = {"calendars": [nobody()]} if field == "calendar" else {field: nobody()}
    refusal = refused(made, desk=desk, **sent)
    assert isinstance(refusal, NotFound)
    assert refusal.facts["kind"] == field


@pytest.mark.parametrize("verb", ["get", "update", "delete", "archive", "restore"])
def test_an_unknown_schedule_is_not_found(desk: Desk, verb: str) -> None:
    assert isinstance(refused(getattr(desk.clinic.schedules, verb), id=nobody()), NotFound)


def test_archived_people_places_and_calendars_are_refused(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    desk.clinic.locations.archive(id=annex.id)
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    old = add_calendar(desk, archived_at=desk.at(8))
    wrong: tuple[dict[str, Any], ...] = (
        {"practitioner": desk.ortega.id},
        {"practitioner": desk.chen.id, "location": annex.id},
        {"practitioner": desk.chen.id, "calendars": [old.id]},
    )
    for sent, field in zip(wrong, ("practitioner", "location", "calendars"), strict=True):
        refusal = refused(desk.clinic.schedules.create, name="Hours", **sent)
        assert (refusal.reason, refusal.facts["field"]) == ("archived", field)


def test_what_is_left_out_of_a_change_stays(desk: Desk) -> None:
    schedule = made(desk, zone_name="UTC")
    after = desk.clinic.schedules.update(id=schedule.id, name="Other").schedule
    assert unversioned(after) == unversioned(schedule) | {"name": "Other"}


def test_rules_that_are_sent_replace_the_whole_list(desk: Desk) -> None:
    schedule = made(desk)
    wanted = (on(Weekday.FRIDAY, "09:00-10:00"),)
    assert desk.clinic.schedules.update(id=schedule.id, rules=list(wanted)).schedule.rules == wanted
    assert desk.clinic.schedules.update(id=schedule.id, rules=None).schedule.rules == ()


def test_a_null_zone_is_the_locations(desk: Desk) -> None:
    schedule = made(desk, zone_name="UTC")
    assert desk.clinic.schedules.update(id=schedule.id, zone_name=None).schedule.zone == ZONE


def test_a_change_made_from_an_older_state_is_stale(desk: Desk) -> None:
    schedule = made(desk)
    desk.clinic.schedules.update(id=schedule.id, name="Other")
    for verb, sent in (("update", {"name": "Third"}), ("delete", {}), ("archive", {})):
        call: Callable[..., object] = getattr(desk.clinic.schedules, verb)
        assert isinstance(refused(call, id=schedule.id, version=schedule.version, **sent), Stale)


def test_nothing_is_written_when_nothing_changes(desk: Desk) -> None:
    schedule = made(desk)
    cursor = desk.clinic.book.cursor()
    same = [on(TUESDAY, "10:00-24:00"), RULES[2], on(MONDAY, "11:00-12:00", "09:00-11:00")]
    reply = desk.clinic.schedules.update(id=schedule.id, name=" Mornings ", zone_name=ZONE, rules=same, calendars=())
    assert reply == ScheduleReply(schedule)
    assert desk.clinic.book.cursor() == cursor


def test_making_and_changing_are_taken_back_one_by_one(desk: Desk) -> None:
    schedule = made(desk)
    desk.clinic.schedules.update(id=schedule.id, name="Other", zone_name="UTC", rules=[])
    desk.clinic.history.undo()
    assert unversioned(desk.clinic.schedules.get(id=schedule.id)) == unversioned(schedule)
    desk.clinic.history.undo()
    assert isinstance(refused(desk.clinic.schedules.get, id=schedule.id), NotFound)


def test_schedules_are_found_by_what_they_are_for(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    calendar = add_calendar(desk)
    regular = desk.clinic.schedules.search(practitioner=desk.chen.id)[0]
    tied, away = made(desk, calendars=[calendar.id]), made(desk, location=annex.id)

    def found(**sent: Any) -> list[Id]:
        return [each.id for each in desk.clinic.schedules.search(**sent)]

    assert found() == [regular.id, tied.id, away.id]
    assert found(practitioner=desk.ortega.id) == [tied.id, away.id]
    assert found(location=annex.id) == [away.id]
    assert found(calendar=calendar.id) == [tied.id]
    assert found(practitioner=desk.chen.id, calendar=calendar.id) == []
    assert found(skip=1, limit=1) == [tied.id]


def test_archived_schedules_are_found_only_when_asked_for(desk: Desk) -> None:
    schedule = made(desk)
    desk.clinic.schedules.archive(id=schedule.id)
    assert desk.clinic.schedules.search(practitioner=desk.ortega.id) == ()
    assert len(desk.clinic.schedules.search(practitioner=desk.ortega.id, archived=True)) == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"limit": 0}, "limit"), ({"limit": 501}, "limit"), ({"limit": None}, "limit"), ({"skip": -1}, "skip")],
)
def test_a_bad_page_is_invalid(desk: Desk, sent: dict[str, Any], field: str) -> None:
    refusal = refused(desk.clinic.schedules.search, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field


def test_a_calendars_own_hours_are_no_schedule_of_a_practitioner(desk: Desk) -> None:
    calendar = add_calendar(desk)
    own = desk.clinic.event_schedules.create(calendar=calendar.id, rules=list(RULES))
    assert own.id not in {each.id for each in desk.clinic.schedules.search()}
    for verb in ("get", "update", "delete", "archive", "restore"):
        assert isinstance(refused(getattr(desk.clinic.schedules, verb), id=own.id), NotFound)
    assert isinstance(refused(desk.clinic.schedules.attach, id=own.id, calendar=calendar.id), NotFound)


def test_a_schedule_is_tied_to_a_calendar_and_untied(desk: Desk) -> None:
    calendar, schedule = add_calendar(desk), made(desk)
    assert desk.clinic.schedules.attach(id=schedule.id, calendar=calendar.id).calendars == (calendar.id,)
    assert desk.clinic.schedules.detach(id=schedule.id, calendar=calendar.id).calendars == ()


@pytest.mark.parametrize("verb", ["attach", "detach"])
def test_tying_or_untying_twice_is_harmless(desk: Desk, verb: str) -> None:
    calendar, schedule = add_calendar(desk), made(desk)
    tie: Callable[..., Schedule] = getattr(desk.clinic.schedules, verb)
    once = tie(id=schedule.id, calendar=calendar.id)
    cursor = desk.clinic.book.cursor()
    assert tie(id=schedule.id, calendar=calendar.id) == once
    assert desk.clinic.book.cursor() == cursor


def test_a_schedule_and_its_calendar_are_at_one_location(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    elsewhere, schedule = add_calendar(desk, annex.id), made(desk)
    for refusal in (
        refused(desk.clinic.schedules.attach, id=schedule.id, calendar=elsewhere.id),
        refused(desk.clinic.schedules.update, id=schedule.id, calendars=[elsewhere.id]),
        refused(made, desk=desk, calendars=[elsewhere.id]),
    ):
        assert isinstance(refusal, Invalid)
        assert refusal.reason == "calendar_elsewhere"
    assert made(desk, location=annex.id, calendars=[elsewhere.id]).calendars == (elsewhere.id,)


@pytest.mark.parametrize("verb", ["attach", "detach"])
def test_an_unknown_calendar_is_not_found(desk: Desk, verb: str) -> None:
    schedule = made(desk)
    refusal = refused(getattr(desk.clinic.schedules, verb), id=schedule.id, calendar=nobody())
    assert isinstance(refusal, NotFound)
    assert refusal.facts["kind"] == "calendar"


def test_an_archived_calendar_is_not_tied_but_stays_tied_and_is_untied(desk: Desk) -> None:
    old = add_calendar(desk, archived_at=desk.at(8))
    schedule = made(desk)
    assert refused(desk.clinic.schedules.attach, id=schedule.id, calendar=old.id).reason == "archived"
    with desk.clinic.writing("test.tie", lambda: "Tie") as work:
        held = work.get(Schedule, schedule.id)
        work.replace(held, Schedule(**(unversioned(held) | {"calendars": (old.id,)})))  # type: ignore[arg-type]
    assert desk.clinic.schedules.update(id=schedule.id, calendars=[old.id]).schedule.calendars == (old.id,)
    assert desk.clinic.schedules.detach(id=schedule.id, calendar=old.id).calendars == ()


def test_a_free_schedule_is_deleted_and_comes_back_with_undo(desk: Desk) -> None:
    schedule = made(desk)
    gone = desk.clinic.schedules.delete(id=schedule.id)
    assert (gone.id, gone.archived) == (schedule.id, False)
    assert isinstance(refused(desk.clinic.schedules.get, id=schedule.id), NotFound)
    desk.clinic.history.undo()
    assert unversioned(desk.clinic.schedules.get(id=schedule.id)) == unversioned(schedule)


def test_a_schedule_that_calendars_need_is_archived_instead_of_deleted(desk: Desk) -> None:
    schedule = made(desk, calendars=[add_calendar(desk).id])
    gone = desk.clinic.schedules.delete(id=schedule.id)
    assert (gone.archived, gone.uses) == (True, 1)
    assert desk.clinic.schedules.get(id=schedule.id).archived_at is not None


def test_an_archived_schedule_is_not_open_until_it_is_restored(desk: Desk) -> None:
    desk.clinic.schedules.create(name="Wednesdays", practitioner=desk.ortega.id, rules=list(weekdays("09:00-10:00")))
    schedule = desk.clinic.schedules.search(practitioner=desk.ortega.id)[0]

    def is_open() -> bool:
        return bool(desk.clinic.working_hours.resolve(first=DAY, practitioner=desk.ortega.id)[0].open)

    assert is_open()
    desk.clinic.schedules.archive(id=schedule.id)
    assert not is_open()
    desk.clinic.schedules.restore(id=schedule.id)
    assert is_open()


@pytest.mark.parametrize("verb", ["archive", "restore"])
def test_putting_away_and_bringing_back_twice_is_harmless(desk: Desk, verb: str) -> None:
    schedule = made(desk)
    move: Callable[..., Schedule] = getattr(desk.clinic.schedules, verb)
    once = move(id=schedule.id)
    cursor = desk.clinic.book.cursor()
    assert move(id=schedule.id) == once
    assert desk.clinic.book.cursor() == cursor


def test_a_schedule_does_not_come_back_to_an_archived_practitioner(desk: Desk) -> None:
    schedule = made(desk)
    desk.clinic.schedules.archive(id=schedule.id)
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    refusal = refused(desk.clinic.schedules.restore, id=schedule.id)
    assert (refusal.reason, refusal.facts["field"]) == ("archived", "practitioner")


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    schedule, calendar = made(desk), add_calendar(desk)
    with desk.as_actor(READER) as reader:
        assert reader.schedules.get(id=schedule.id) == schedule
        assert reader.schedules.search()
        assert reader.schedules.effect(practitioner=desk.ortega.id, rules=[])
        refusals = [
            refused(reader.schedules.create, name="Hours", practitioner=desk.ortega.id),
            refused(reader.schedules.update, id=schedule.id, name="Hours"),
            refused(reader.schedules.attach, id=schedule.id, calendar=calendar.id),
            refused(reader.schedules.detach, id=schedule.id, calendar=calendar.id),
            *(refused(getattr(reader.schedules, v), id=schedule.id) for v in ("delete", "archive", "restore")),
        ]
    assert all(isinstance(each, Forbidden) for each in refusals)
