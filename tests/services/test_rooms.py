"""What rooms say besides their name, and what becomes of rooms and locations that go (C37, C62)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.location import Location
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned


@pytest.fixture
def north(desk: Desk) -> Location:
    return desk.clinic.locations.create(name="North")


def calendar(desk: Desk, name: str = "Talks", location: Id | None = None) -> Id:
    return desk.clinic.calendars.create(name=name, kind=CalendarKind.EVENT, location=location).id


def test_a_room_serves_many_calendars_and_says_what_it_is(desk: Desk) -> None:
    both = [calendar(desk), calendar(desk, "Yoga")]
    made = desk.clinic.rooms.create(name="Hall", capacity=20, description="a\r\nb", calendars=[*both, both[0]])
    assert desk.clinic.rooms.get(id=made.id) == made
    assert (made.description, made.calendars) == ("a\nb", tuple(both))


def test_what_is_left_out_stays_and_null_clears(desk: Desk) -> None:
    made = desk.clinic.rooms.create(name="Hall", description="A", calendars=[calendar(desk)])
    changed = desk.clinic.rooms.update(id=made.id, capacity=3)
    assert unversioned(changed) == {**unversioned(made), "capacity": 3}
    cleared = desk.clinic.rooms.update(id=made.id, description=None, calendars=None)
    assert (cleared.description, cleared.calendars) == ("", ())


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"description": "\x00"}, "description"),
        ({"calendars": "all"}, "calendars"),
        ({"calendars": [""]}, "calendars[0]"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    assert refused(desk.clinic.rooms.create, name="Hall", **sent).facts["field"] == field
    refusal = refused(desk.clinic.rooms.update, id=desk.room.id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.rooms.list() == (desk.room, desk.other_room)


def test_calendars_of_a_room_are_there_at_its_location_and_not_newly_archived(desk: Desk, north: Location) -> None:
    update = desk.clinic.rooms.update
    assert refused(update, id=desk.room.id, calendars=[nobody()]).facts["kind"] == "calendar"
    far = calendar(desk, "Far", north.id)
    assert refused(update, id=desk.room.id, calendars=[far]).reason == "calendar_elsewhere"
    held = calendar(desk)
    update(id=desk.room.id, calendars=[held])
    desk.clinic.calendars.archive(id=held)
    assert refused(update, id=desk.other_room.id, calendars=[held]).reason == "archived"
    assert update(id=desk.room.id, calendars=[held]).calendars == (held,)


def test_a_room_that_nothing_has_is_deleted(desk: Desk) -> None:
    assert not desk.clinic.rooms.delete(id=desk.room.id).archived
    assert desk.clinic.rooms.list(archived=True) == (desk.other_room,)
    assert isinstance(refused(desk.clinic.rooms.delete, id=desk.room.id), NotFound)
    desk.clinic.history.undo()
    assert unversioned(desk.clinic.rooms.get(id=desk.room.id)) == unversioned(desk.room)


def test_a_room_that_a_visit_or_a_service_has_is_archived(desk: Desk) -> None:
    desk.book(start=desk.at(9, day=-7), room=desk.room.id)
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.other_room.id])
    for room in (desk.room, desk.other_room):
        gone = desk.clinic.rooms.delete(id=room.id)
        assert (gone.id, gone.archived, gone.uses) == (room.id, True, 1)
    assert desk.clinic.rooms.list() == ()
    assert len(desk.clinic.rooms.list(archived=True)) == 2


def test_a_location_that_nothing_is_at_is_deleted_with_its_choice_of_holidays(desk: Desk, north: Location) -> None:
    with desk.clinic.writing("test.choice", lambda: "Choice") as work:
        work.create(HolidayChoice(id=north.id, country="US"))
    assert not desk.clinic.locations.delete(id=north.id).archived
    assert isinstance(refused(desk.clinic.locations.get, id=north.id), NotFound)
    desk.clinic.history.undo()
    assert desk.clinic.locations.get(id=north.id).slug == "north"


@pytest.mark.parametrize("what", ["room", "equipment", "calendar", "visit", "schedule", "closure"])
def test_a_location_that_something_is_at_is_archived(desk: Desk, north: Location, what: str) -> None:
    clinic, at = desk.clinic, north.id
    if what == "room":
        clinic.rooms.create(name="Far", location=at)
    elif what == "equipment":
        clinic.equipment.create(name="Far", location=at)
    elif what == "calendar":
        calendar(desk, location=at)
    elif what == "visit":
        desk.book(9, location=at)
    elif what == "schedule":
        clinic.schedules.create(name="Far", practitioner=desk.ortega.id, location=at)
    else:
        with clinic.writing("test.closure", lambda: "Closure") as work:
            day = date(2026, 12, 24)
            work.create(Closure(id=work.new_id(), name="Closed", first=day, last=day, location_id=at))
    gone = clinic.locations.delete(id=at)
    assert (gone.archived, gone.uses) == (True, 1)
    assert clinic.locations.get(id=at).archived_at is not None


def test_the_default_location_is_not_deleted_even_if_nothing_is_there(desk: Desk, north: Location) -> None:
    desk.clinic.locations.update(id=north.id, is_default=True)
    refusal = refused(desk.clinic.locations.delete, id=north.id)
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "default_location"


@pytest.mark.parametrize("area", ["locations", "rooms"])
def test_deleting_an_older_version_is_stale_an_unknown_id_not_found_and_no_auditors_work(
    desk: Desk, north: Location, area: str
) -> None:
    one = north.id if area == "locations" else desk.room.id
    operations = getattr(desk.clinic, area)
    operations.update(id=one, name="Changed")
    assert isinstance(refused(operations.delete, id=one, version=1), Stale)
    assert isinstance(refused(operations.delete, id=nobody()), NotFound)
    with desk.as_actor(READER) as reader:
        assert isinstance(refused(getattr(reader, area).delete, id=one), Forbidden)
