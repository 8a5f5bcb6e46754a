"""Calendars: kinds, teams, places, slot rules, and what becomes of one that goes (C46 to C58)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.calendar import (
    Calendar,
    CalendarKind,
    Distribution,
    Frequency,
    Guests,
    Member,
    Place,
    PlaceKind,
    Repeating,
    Taken,
)
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.length import Length, Unit
from frontdesk.domain.schedule import Schedule
from frontdesk.services.calendar_drafts import LARGEST_EXTRAS
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned

EXTRAS = {"pixelId": "42", "alertEmail": None, "widgetType": "classic", "look": {"a": [1, 2.5, True]}, "größe": "L"}


def create(desk: Desk, name: str = "Talks", **sent: Any) -> Calendar:
    return desk.clinic.calendars.create(name=name, **{"kind": CalendarKind.EVENT, **sent})


def names(desk: Desk, **sent: Any) -> list[str]:
    return [one.name for one in desk.clinic.calendars.list(**sent)]


def test_a_calendar_holds_everything_that_was_sent(desk: Desk) -> None:
    group = desk.clinic.calendar_groups.create(name="Online")
    made = create(
        desk,
        name=" Dr. Chen ",
        kind=CalendarKind.PERSONAL,
        description="a\r\nb",
        group=group.id,
        active=False,
        hue=7,
        team=[Member(desk.chen.id, 5, True)],
        distribution=Distribution.EQUAL,
        duration=Length(1, Unit.HOURS),
        interval=Length(20),
        buffer_before=Length(5),
        buffer_after=Length(10),
        per_slot=2,
        per_day=8,
        notice=Length(2, Unit.DAYS),
        window=Length(3, Unit.MONTHS),
        repeating=Repeating(Frequency.WEEKLY, 6, Taken.NEXT_FREE),
        auto_confirm=False,
        allow_reschedule=False,
        allow_cancel=False,
        title_template="{{service}}: {{patient}}",
        guests=Guests.COUNT,
        form="intake",
        consent_label="I agree",
        notes="n",
        sticky_patient=True,
        assign_patient=True,
        look_busy=30,
        extras=EXTRAS,
    )
    assert desk.clinic.calendars.get(id=made.id) == made
    assert (made.name, made.slug, made.description, made.group_id) == ("Dr. Chen", "dr-chen", "a\nb", group.id)
    assert (made.team, made.extras, made.window) == ((Member(desk.chen.id, 5, True),), EXTRAS, Length(3, Unit.MONTHS))
    assert (made.per_slot, made.per_day, made.look_busy, made.active) == (2, 8, 30, False)


def test_a_name_and_a_kind_suffice(desk: Desk) -> None:
    made = create(desk)
    assert made.location_id == desk.room.location_id
    assert (made.duration, made.interval, made.per_day, made.window, made.extras) == (
        Length(30),
        Length(30),
        None,
        None,
        None,
    )
    assert (made.active, made.auto_confirm, made.title_template) == (True, True, "{{patient}}")


def test_starts_are_a_duration_apart_unless_an_interval_is_sent(desk: Desk) -> None:
    made = create(desk, duration=Length(45))
    assert made.interval == Length(45)
    assert desk.clinic.calendars.update(id=made.id, duration=Length(60)).interval == Length(45)
    assert desk.clinic.calendars.update(id=made.id, interval=None).interval == Length(60)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"kind": "personal"}, "kind"),
        ({"slug": "!"}, "slug"),
        ({"description": "\x00"}, "description"),
        ({"active": None}, "active"),
        ({"hue": 360}, "hue"),
        ({"hue": None}, "hue"),
        ({"team": "all"}, "team"),
        ({"team": [1]}, "team[0]"),
        ({"distribution": "equal"}, "distribution"),
        ({"places": [1]}, "places[0]"),
        ({"places": [Place(PlaceKind.PHONE_IN, "a\nb")]}, "places[0].detail"),
        ({"places": [Place(PlaceKind.VIDEO)]}, "places"),
        ({"places": [Place(PlaceKind.PHONE_IN), Place(PlaceKind.CUSTOM)]}, "places"),
        ({"duration": 30}, "duration"),
        ({"duration": None}, "duration"),
        ({"duration": Length(0)}, "duration"),
        ({"duration": Length(1, Unit.MONTHS)}, "duration.unit"),
        ({"interval": Length(2, Unit.DAYS)}, "interval"),
        ({"buffer_before": Length(-1)}, "buffer_before.amount"),
        ({"notice": Length(2, Unit.MONTHS)}, "notice.unit"),
        ({"window": Length(90)}, "window.unit"),
        ({"window": Length(37, Unit.MONTHS)}, "window.amount"),
        ({"per_slot": 0}, "per_slot"),
        ({"per_slot": 101}, "per_slot"),
        ({"per_day": 0}, "per_day"),
        ({"repeating": "weekly"}, "repeating"),
        ({"repeating": Repeating(Frequency.DAILY, 2)}, "repeating"),
        ({"auto_confirm": 1}, "auto_confirm"),
        ({"title_template": "{{nobody}}"}, "title_template"),
        ({"title_template": ""}, "title_template"),
        ({"guests": "many"}, "guests"),
        ({"look_busy": 101}, "look_busy"),
        ({"extras": [1]}, "extras"),
        ({"extras": {1: 2}}, "extras"),
        ({"extras": {"a": float("nan")}}, "extras"),
        ({"extras": {"a": {1}}}, "extras"),
        ({"extras": {"a": "\ud800"}}, "extras"),
        ({"extras": {"a": "x" * LARGEST_EXTRAS}}, "extras"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    held = create(desk)
    assert (
        refused(desk.clinic.calendars.create, **{"name": "A", "kind": CalendarKind.EVENT, **sent}).facts["field"]
        == field
    )
    refusal = refused(desk.clinic.calendars.update, id=held.id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.calendars.list(drafts=True, archived=True) == (held,)


def test_extras_of_just_64_kilobytes_fit(desk: Desk) -> None:
    full = {"a": "x" * (LARGEST_EXTRAS - len('{"a": ""}'))}
    assert create(desk, extras=full).extras == full


@pytest.mark.parametrize(
    ("kind", "members", "reason"),
    [
        (CalendarKind.PERSONAL, 0, "one_member"),
        (CalendarKind.PERSONAL, 2, "one_member"),
        (CalendarKind.ROUND_ROBIN, 0, "member_needed"),
        (CalendarKind.CLASS, 0, "member_needed"),
        (CalendarKind.SERVICE, 0, "member_needed"),
        (CalendarKind.COLLECTIVE, 2, "one_primary"),
    ],
)
def test_a_kind_says_what_team_it_takes(desk: Desk, kind: CalendarKind, members: int, reason: str) -> None:
    team = [Member(one.id) for one in (desk.chen, desk.ortega)[:members]]
    refusal = refused(desk.clinic.calendars.create, name="A", kind=kind, team=team)
    assert (refusal.reason, refusal.facts["field"]) == (reason, "team")


def test_a_team_is_of_practitioners_who_are_there(desk: Desk) -> None:
    refusal = refused(create, desk=desk, team=[Member(nobody())])
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": "practitioner", "id": str(nobody())}
    held = create(desk, team=[Member(desk.ortega.id)])
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    assert refused(create, desk=desk, team=[Member(desk.ortega.id)]).reason == "archived"
    assert desk.clinic.calendars.update(id=held.id, team=[Member(desk.ortega.id, 3)]).team[0].priority == 3


def test_groups_and_locations_must_be_there(desk: Desk) -> None:
    assert refused(create, desk=desk, group=nobody()).facts["kind"] == "calendar_group"
    assert refused(create, desk=desk, location=nobody()).facts["kind"] == "location"
    north = desk.clinic.locations.create(name="North")
    desk.clinic.locations.archive(id=north.id)
    assert refused(create, desk=desk, location=north.id).reason == "archived"


def test_kind_and_location_cannot_change(desk: Desk) -> None:
    held = create(desk)
    north = desk.clinic.locations.create(name="North")
    update = desk.clinic.calendars.update
    refusal = refused(update, id=held.id, kind=CalendarKind.CLASS)
    assert (refusal.code, refusal.facts["field"], refusal.facts["allowed"]) == ("invalid", "kind", "event")
    assert refused(update, id=held.id, location=north.id).facts["field"] == "location"
    assert update(id=held.id, kind=CalendarKind.EVENT, location=held.location_id) == held


def test_what_is_left_out_stays_and_null_clears(desk: Desk) -> None:
    made = create(desk, description="A", per_day=5, window=Length(3, Unit.DAYS), extras=EXTRAS, notes="n", form="f")
    changed = desk.clinic.calendars.update(id=made.id, name="B")
    assert unversioned(changed) == {**unversioned(made), "name": "B"}
    cleared = desk.clinic.calendars.update(
        id=made.id, description=None, per_day=None, window=None, extras=None, notes=None, form=None, slug=None
    )
    assert (cleared.description, cleared.per_day, cleared.window, cleared.extras) == ("", None, None, None)
    assert (cleared.notes, cleared.form, cleared.slug) == ("", "", "b")


def test_a_slug_is_one_of_a_kind(desk: Desk) -> None:
    held = create(desk, name="Günther Ömer")
    assert held.slug == "gunther-omer"
    assert create(desk, name="gunther ömer").slug == "gunther-omer-2"
    assert isinstance(refused(create, desk=desk, slug="GUNTHER ömer"), Conflict)
    assert desk.clinic.calendars.update(id=held.id, slug="Gunther Omer").slug == "gunther-omer"


def test_places_get_ids_and_keep_them(desk: Desk) -> None:
    own = [Place(PlaceKind.PHONE_OUT, "112"), Place(PlaceKind.ADDRESS, "Calle Mayor 5")]
    made = create(desk, kind=CalendarKind.PERSONAL, team=[Member(desk.chen.id, places=(Place(PlaceKind.VIDEO),))])
    changed = desk.clinic.calendars.update(id=made.id, places=own)
    first, second = changed.places
    assert None not in (first.id, second.id, made.team[0].places[0].id)
    kept = desk.clinic.calendars.update(id=made.id, places=[Place(PlaceKind.PHONE_IN, "113", second.id)])
    assert kept.places == (Place(PlaceKind.PHONE_IN, "113", second.id),)
    refusal = refused(desk.clinic.calendars.update, id=made.id, places=[Place(PlaceKind.PHONE_IN, "1", first.id)])
    assert isinstance(refusal, NotFound)
    assert refusal.facts["kind"] == "place"


def test_drafts_archived_ones_and_those_of_hidden_groups_are_listed_only_when_asked_for(desk: Desk) -> None:
    group = desk.clinic.calendar_groups.create(name="Online", active=False)
    create(desk, "Open")
    create(desk, "Draft", active=False)
    create(desk, "Hidden", group=group.id)
    away = create(desk, "Away")
    once = desk.clinic.calendars.archive(id=away.id)
    assert desk.clinic.calendars.archive(id=away.id) == once
    assert names(desk) == ["Open"]
    assert names(desk, drafts=True) == ["Open", "Draft"]
    assert names(desk, archived=True) == ["Open", "Away"]
    assert names(desk, hidden=True) == ["Open", "Hidden"]
    assert (names(desk, group=group.id), names(desk, group=group.id, hidden=True)) == ([], ["Hidden"])
    desk.clinic.calendars.restore(id=away.id)
    assert names(desk) == ["Open", "Away"]


def test_calendars_are_listed_by_location_in_the_order_of_their_positions(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    first, _ = create(desk, "A"), create(desk, "B")
    create(desk, "C", location=north.id)
    desk.clinic.calendars.update(id=first.id, position=9)
    assert names(desk) == ["B", "C", "A"]
    assert names(desk, location=north.id) == ["C"]


def own_hours(desk: Desk, calendar: Calendar, **sent: Any) -> Schedule:
    return desk.clinic.event_schedules.create(calendar=calendar.id, rules=(), **sent)


def test_a_calendar_without_bookings_goes_with_its_hours_and_all_ties_to_it_in_one_step(desk: Desk) -> None:
    held, other = create(desk), create(desk, "Other")
    own_hours(desk, held)
    both = [held.id, other.id]
    tied = desk.clinic.schedules.create(name="Mornings", practitioner=desk.ortega.id, calendars=both).schedule
    desk.clinic.rooms.update(id=desk.room.id, calendars=both)
    scanner = desk.clinic.equipment.create(name="Scanner", calendar=held.id).equipment
    assert not desk.clinic.calendars.delete(id=held.id).archived
    assert isinstance(refused(desk.clinic.calendars.get, id=held.id), NotFound)
    assert isinstance(refused(desk.clinic.calendars.delete, id=held.id), NotFound)
    assert desk.clinic.schedules.get(id=tied.id).calendars == (other.id,)
    assert desk.clinic.rooms.get(id=desk.room.id).calendars == (other.id,)
    assert desk.clinic.equipment.get(id=scanner.id).calendar_id is None
    desk.clinic.history.undo()
    assert unversioned(desk.clinic.calendars.get(id=held.id)) == unversioned(held)
    assert desk.clinic.event_schedules.get(calendar=held.id).calendar_id == held.id
    assert desk.clinic.rooms.get(id=desk.room.id).calendars == tuple(both)


@pytest.mark.parametrize("day", [-7, 7])
def test_a_calendar_with_a_booking_is_archived_and_keeps_its_ties(desk: Desk, day: int) -> None:
    held = create(desk)
    desk.clinic.rooms.update(id=desk.room.id, calendars=[held.id])
    visit = desk.book(start=desk.at(9, day=day), calendar=held.id, ignore_free_slots=True)
    gone = desk.clinic.calendars.delete(id=held.id)
    assert (gone.archived, gone.uses) == (True, 1)
    assert desk.clinic.calendars.get(id=held.id).archived_at is not None
    assert desk.clinic.rooms.get(id=desk.room.id).calendars == (held.id,)
    assert desk.clinic.appointments.get(id=visit.id).appointment.calendar_id == held.id


@pytest.mark.parametrize("name", ["get", "update", "archive", "restore", "delete"])
def test_an_unknown_id_is_not_found(desk: Desk, name: str) -> None:
    refusal = refused(getattr(desk.clinic.calendars, name), id=nobody())
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": "calendar", "id": str(nobody())}


def test_an_older_version_is_stale_and_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    held = create(desk)
    desk.clinic.calendars.update(id=held.id, name="B")
    for name in ("update", "archive", "restore", "delete"):
        assert isinstance(refused(getattr(desk.clinic.calendars, name), id=held.id, version=1), Stale)
    with desk.as_actor(READER) as reader:
        assert [one.name for one in reader.calendars.list()] == ["B"]
        assert isinstance(refused(reader.calendars.create, name="A", kind=CalendarKind.EVENT), Forbidden)
        assert isinstance(refused(reader.calendars.delete, id=held.id), Forbidden)
