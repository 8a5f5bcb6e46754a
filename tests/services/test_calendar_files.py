"""Calendars leave one book and enter another unchanged (C56, C58)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor, Right, Role
from frontdesk.domain.calendar import Calendar, CalendarKind, Member, Place, PlaceKind
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from frontdesk.services.calendar_files import CalendarFile
from frontdesk.services.clinic import Clinic, create_clinic
from frontdesk.services.legacy_hours import LegacyHours, OpenHours
from tests.support.clinics import READER, ZONE, Clock, Desk, nobody
from tests.support.refusals import refused

EXTRAS = {"pixelId": "42", "fields": [None, {"größe": 1.5}], "<b>": True}


@pytest.fixture
def chens(desk: Desk) -> Calendar:
    """A calendar with everything that could get lost."""
    north = desk.clinic.locations.create(name="North", zone_name="Asia/Tokyo")
    group = desk.clinic.calendar_groups.create(name="Online")
    return desk.clinic.calendars.create(
        name="Dr. Chen",
        kind=CalendarKind.PERSONAL,
        location=north.id,
        group=group.id,
        team=[Member(desk.chen.id, 3)],
        places=[Place(PlaceKind.PHONE_OUT, "112")],
        open_hours=[OpenHours((1, 2), (LegacyHours(9, 0, 12, 0),))],
        extras=EXTRAS,
    )


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Clinic]:
    """Another clinic with nothing in it."""
    path = tmp_path / "empty.frontdesk"
    with create_clinic(path, name="Elsewhere", zone_name=ZONE, clock=Clock()) as clinic:
        yield clinic


def unversioned(file: CalendarFile) -> dict[str, list[Any]]:
    """Give what a file holds, without how often it was changed where it comes from."""
    return {field.name: [replace(one, version=1) for one in getattr(file, field.name)] for field in fields(file)}


def test_an_export_imports_into_an_empty_clinic_unchanged(desk: Desk, chens: Calendar, empty: Clinic) -> None:
    desk.clinic.calendars.archive(id=chens.id)
    file = desk.clinic.calendars.export()
    empty.calendars.import_(file=file)
    assert unversioned(empty.calendars.export()) == unversioned(file)
    [one] = empty.calendars.list(archived=True)
    assert (one.id, one.extras, one.places) == (chens.id, EXTRAS, chens.places)


def test_a_second_import_changes_nothing(desk: Desk, chens: Calendar, empty: Clinic) -> None:
    file = desk.clinic.calendars.export()
    once = empty.calendars.import_(file=file)
    cursor = empty.book.cursor()
    assert empty.calendars.import_(file=file) == once
    assert empty.book.cursor() == cursor


def test_an_import_puts_back_what_was_changed_since_and_one_undo_takes_it_away(desk: Desk, chens: Calendar) -> None:
    file = desk.clinic.calendars.export()
    desk.clinic.calendars.update(id=chens.id, name="Other", extras=None, open_hours=None)
    desk.clinic.calendars.import_(file=file)
    after = desk.clinic.calendars.get(id=chens.id)
    assert (after.name, after.extras) == ("Dr. Chen", EXTRAS)
    assert len(desk.clinic.event_schedules.get(calendar=chens.id).rules) == 2
    desk.clinic.history.undo()
    assert desk.clinic.calendars.get(id=chens.id).name == "Other"


def test_only_those_that_are_named_are_exported_with_what_they_name(desk: Desk, chens: Calendar) -> None:
    talks = desk.clinic.calendars.create(name="Talks", kind=CalendarKind.EVENT)
    file = desk.clinic.calendars.export(ids=[talks.id])
    assert (file.calendars, file.groups, file.schedules, file.practitioners) == ((talks,), (), (), ())
    assert len(desk.clinic.calendars.export().calendars) == 2
    assert desk.clinic.calendars.export(ids=[]) == CalendarFile()
    assert isinstance(refused(desk.clinic.calendars.export, ids=[nobody()]), NotFound)
    assert refused(desk.clinic.calendars.export, ids="all").facts["field"] == "ids"


def test_places_and_people_of_the_same_name_are_taken_for_the_same(desk: Desk, chens: Calendar, empty: Clinic) -> None:
    here = empty.practitioners.create(name="DR. amelia CHEN")
    north = empty.locations.create(name="North")
    group = empty.calendar_groups.create(name="Online")
    [made] = empty.calendars.import_(file=desk.clinic.calendars.export())
    assert (made.team[0].practitioner, made.location_id, made.group_id) == (here.id, north.id, group.id)
    assert len(empty.practitioners.list()) == 1


def test_a_slug_that_another_calendar_has_is_a_conflict_and_nothing_is_written(
    desk: Desk, chens: Calendar, empty: Clinic
) -> None:
    empty.calendars.create(name="Dr. Chen", kind=CalendarKind.EVENT)
    refusal = refused(empty.calendars.import_, file=desk.clinic.calendars.export())
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "slug_taken"
    assert (len(empty.practitioners.list()), len(empty.calendar_groups.list())) == (0, 0)


def test_what_no_request_could_make_is_not_imported(desk: Desk, chens: Calendar, empty: Clinic) -> None:
    file = desk.clinic.calendars.export()
    for bad, field in (
        (replace(chens, team=()), "team"),
        (replace(chens, name="a\nb"), "name"),
        (replace(chens, hue=400), "hue"),
        (replace(chens, extras={"a": "x" * 70_000}), "extras"),
    ):
        refusal = refused(empty.calendars.import_, file=replace(file, calendars=(bad,)))
        assert isinstance(refusal, Invalid)
        assert refusal.facts["field"] == field
    assert refused(empty.calendars.import_, file=None).facts["field"] == "file"


def test_what_a_file_names_and_does_not_hold_must_be_there(desk: Desk, chens: Calendar, empty: Clinic) -> None:
    file = desk.clinic.calendars.export()
    for without, kind in (
        (replace(file, locations=()), "location"),
        (replace(file, groups=()), "calendar_group"),
        (replace(file, practitioners=()), "practitioner"),
        (replace(file, calendars=()), "calendar"),
    ):
        refusal = refused(empty.calendars.import_, file=without)
        assert isinstance(refusal, NotFound)
        assert refusal.facts["kind"] == kind


def test_people_are_added_only_by_those_who_may(desk: Desk, chens: Calendar, empty: Clinic) -> None:
    file = desk.clinic.calendars.export()
    empty.actor = Actor("temp", "Temp", Role("temp", FRONT_DESK.role.rights - {Right.PEOPLE}))
    assert isinstance(refused(empty.calendars.import_, file=file), Forbidden)
    with desk.as_actor(READER) as reader:
        assert reader.calendars.export() == file
        assert isinstance(refused(reader.calendars.import_, file=file), Forbidden)


def test_an_empty_file_changes_nothing(desk: Desk) -> None:
    assert desk.clinic.calendars.import_(file=CalendarFile()) == ()


def test_names_stay_out_of_what_a_log_shows(desk: Desk, chens: Calendar) -> None:
    assert "Chen" not in repr(desk.clinic.calendars.export())
