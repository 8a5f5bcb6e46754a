"""Locations and their rooms: read, add, change, put away and bring back (C36, C37, C62, the simple part)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.location import Location, LocationKind
from tests.support.clinics import READER, ZONE, Desk, nobody
from tests.support.refusals import refused, unversioned


def main_place(desk: Desk) -> Location:
    return next(place for place in desk.clinic.locations.list() if place.is_default)


def slugs(desk: Desk, **sent: Any) -> list[str]:
    return [place.slug for place in desk.clinic.locations.list(**sent)]


def rooms(desk: Desk, **sent: Any) -> list[str]:
    return [room.name for room in desk.clinic.rooms.list(**sent)]


def test_a_new_location_holds_what_was_sent(desk: Desk) -> None:
    made = desk.clinic.locations.create(
        name=" North ",
        slug="Norte Ñ",
        kind=LocationKind.ASK_BOOKER,
        phone="112",
        address="Calle Mayor 5\r\nMadrid",
        zone_name="Europe/Madrid",
    )
    assert desk.clinic.locations.get(id=made.id) == made
    assert (made.name, made.slug, made.kind) == ("North", "norte-n", LocationKind.ASK_BOOKER)
    assert (made.phone, made.address, made.zone) == ("112", "Calle Mayor 5\nMadrid", "Europe/Madrid")
    assert (made.is_default, made.archived_at) == (False, None)


def test_a_name_suffices(desk: Desk) -> None:
    made = desk.clinic.locations.create(name="Sur Ávila")
    assert (made.slug, made.zone, made.kind) == ("sur-avila", ZONE, LocationKind.ADDRESS)


def test_slugs_made_of_the_same_name_are_told_apart(desk: Desk) -> None:
    made = [desk.clinic.locations.create(name="North").slug for _ in range(3)]
    assert made == ["north", "north-2", "north-3"]


def test_a_name_without_a_letter_still_makes_a_slug(desk: Desk) -> None:
    assert desk.clinic.locations.create(name="⚕").slug == "location"


def test_a_slug_that_is_taken_is_a_conflict_and_ones_own_is_free_to_keep(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    refusal = refused(desk.clinic.locations.create, name="Elsewhere", slug="NORTH")
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, refusal.facts["field"]) == ("slug_taken", "slug")
    assert refused(desk.clinic.locations.update, id=main_place(desk).id, slug="north").reason == "slug_taken"
    assert desk.clinic.locations.update(id=north.id, slug="north") == north


def test_a_slug_of_null_is_made_of_the_name_anew(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    assert desk.clinic.locations.update(id=north.id, name="South").slug == "north"
    assert desk.clinic.locations.update(id=north.id, slug=None).slug == "south"
    assert desk.clinic.locations.update(id=north.id, slug=None).slug == "south"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"slug": ""}, "slug"),
        ({"slug": "!"}, "slug"),
        ({"kind": "somewhere"}, "kind"),
        ({"kind": None}, "kind"),
        ({"phone": "1\n2"}, "phone"),
        ({"address": "\x07"}, "address"),
        ({"zone_name": ""}, "zone_name"),
        ({"zone_name": "Mars/Base"}, "zone_name"),
        ({"zone_name": "../etc/passwd"}, "zone_name"),
        ({"is_default": None}, "is_default"),
        ({"is_default": 1}, "is_default"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    before = desk.clinic.locations.list()
    assert refused(desk.clinic.locations.create, **{"name": "North", **sent}).facts["field"] == field
    refusal = refused(desk.clinic.locations.update, id=before[0].id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.locations.list(archived=True) == before


def test_a_location_keeps_a_zone(desk: Desk) -> None:
    assert refused(desk.clinic.locations.update, id=main_place(desk).id, zone_name=None).reason == "unknown_zone"


def test_what_is_left_out_stays_and_null_clears(desk: Desk) -> None:
    made = desk.clinic.locations.create(name="North", phone="112", address="Calle Mayor 5")
    changed = desk.clinic.locations.update(id=made.id, name="South")
    assert unversioned(changed) == {**unversioned(made), "name": "South"}
    cleared = desk.clinic.locations.update(id=made.id, phone=None, address=None)
    assert (cleared.phone, cleared.address) == ("", "")


def test_exactly_one_location_is_the_default(desk: Desk) -> None:
    old = main_place(desk)
    north = desk.clinic.locations.create(name="North", is_default=True)
    assert [place.is_default for place in desk.clinic.locations.list()] == [True, False]
    assert main_place(desk).id == north.id
    desk.clinic.locations.update(id=old.id, is_default=True)
    assert main_place(desk).id == old.id
    assert not desk.clinic.locations.get(id=north.id).is_default


def test_one_undo_gives_the_default_back(desk: Desk) -> None:
    old = main_place(desk)
    desk.clinic.locations.create(name="North", is_default=True)
    desk.clinic.history.undo()
    assert unversioned(main_place(desk)) == unversioned(old)
    assert slugs(desk, archived=True) == ["main"]


def test_the_default_goes_to_another_and_never_to_none(desk: Desk) -> None:
    refusal = refused(desk.clinic.locations.update, id=main_place(desk).id, is_default=False)
    assert (refusal.code, refusal.reason) == ("invalid", "default_needed")


def test_the_default_location_cannot_go(desk: Desk) -> None:
    refusal = refused(desk.clinic.locations.archive, id=main_place(desk).id)
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "default_location"
    assert main_place(desk).archived_at is None


def test_an_archived_location_does_not_become_the_default(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    desk.clinic.locations.archive(id=north.id)
    assert refused(desk.clinic.locations.update, id=north.id, is_default=True).reason == "archived"
    assert main_place(desk).slug == "main"


def test_the_default_location_comes_first(desk: Desk) -> None:
    desk.clinic.locations.create(name="North")
    desk.clinic.locations.create(name="South", is_default=True)
    assert slugs(desk) == ["south", "main", "north"]


def test_archived_locations_are_listed_only_when_asked_for(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    desk.clinic.locations.archive(id=north.id)
    assert slugs(desk) == ["main"]
    assert slugs(desk, archived=True) == ["main", "north"]


def test_archiving_and_restoring_twice_is_harmless(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    once = desk.clinic.locations.archive(id=north.id)
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.locations.archive(id=north.id) == once
    assert desk.clinic.book.cursor() == cursor
    once = desk.clinic.locations.restore(id=north.id)
    assert desk.clinic.locations.restore(id=north.id) == once


def test_archiving_can_be_undone(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    desk.clinic.locations.archive(id=north.id)
    desk.clinic.history.undo()
    assert slugs(desk) == ["main", "north"]


@pytest.mark.parametrize("area", ["locations", "rooms"])
def test_a_change_from_an_older_version_is_stale(desk: Desk, area: str) -> None:
    place = desk.clinic.locations.create(name="North")
    one = place.id if area == "locations" else desk.room.id
    operations = getattr(desk.clinic, area)
    operations.update(id=one, version=1, name="Changed")
    for name in ("update", "archive", "restore"):
        assert isinstance(refused(getattr(operations, name), id=one, version=1), Stale)


@pytest.mark.parametrize("name", ["get", "update", "archive", "restore"])
@pytest.mark.parametrize("area", ["locations", "rooms"])
def test_an_unknown_id_is_not_found(desk: Desk, area: str, name: str) -> None:
    refusal = refused(getattr(getattr(desk.clinic, area), name), id=nobody())
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": area.removesuffix("s"), "id": str(nobody())}


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert [place.slug for place in reader.locations.list()] == ["main"]
        assert reader.rooms.list() == (desk.room, desk.other_room)
        assert reader.rooms.get(id=desk.room.id) == desk.room
        for operations, one in ((reader.locations, main_place(desk).id), (reader.rooms, desk.room.id)):
            assert isinstance(refused(operations.create, name="A"), Forbidden)
            for name in ("update", "archive", "restore"):
                assert isinstance(refused(getattr(operations, name), id=one), Forbidden)


def test_a_new_room_stands_last_at_the_default_location(desk: Desk) -> None:
    made = desk.clinic.rooms.create(name=" Room 3 ", capacity=12)
    assert desk.clinic.rooms.get(id=made.id) == made
    assert (made.name, made.capacity, made.location_id) == ("Room 3", 12, main_place(desk).id)
    assert rooms(desk) == ["Room 1", "Room 2", "Room 3"]


def test_rooms_are_listed_by_location_and_position(desk: Desk) -> None:
    north = desk.clinic.locations.create(name="North")
    desk.clinic.rooms.create(name="Attic", location=north.id)
    assert rooms(desk, location=north.id) == ["Attic"]
    desk.clinic.rooms.update(id=desk.room.id, position=9)
    assert rooms(desk, location=main_place(desk).id) == ["Room 2", "Room 1"]
    assert rooms(desk) == ["Room 2", "Attic", "Room 1"]


def test_a_room_is_not_added_to_an_unknown_or_archived_location(desk: Desk) -> None:
    assert isinstance(refused(desk.clinic.rooms.create, name="Attic", location=nobody()), NotFound)
    north = desk.clinic.locations.create(name="North")
    desk.clinic.locations.archive(id=north.id)
    assert refused(desk.clinic.rooms.create, name="Attic", location=north.id).reason == "archived"
    assert rooms(desk, archived=True) == ["Room 1", "Room 2"]


@pytest.mark.parametrize("capacity", [1, 1000])
def test_a_room_has_from_1_to_1000_seats(desk: Desk, capacity: int) -> None:
    assert desk.clinic.rooms.update(id=desk.room.id, capacity=capacity).capacity == capacity


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "a\rb"}, "name"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 1001}, "capacity"),
        ({"capacity": None}, "capacity"),
        ({"capacity": True}, "capacity"),
    ],
)
def test_bad_input_for_a_room_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    assert refused(desk.clinic.rooms.create, **{"name": "Attic", **sent}).facts["field"] == field
    refusal = refused(desk.clinic.rooms.update, id=desk.room.id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.rooms.list(archived=True) == (desk.room, desk.other_room)


@pytest.mark.parametrize("position", [None, -1, 2**63])
def test_a_room_keeps_a_position(desk: Desk, position: Any) -> None:
    assert isinstance(refused(desk.clinic.rooms.update, id=desk.room.id, position=position), Invalid)


def test_what_is_left_out_of_a_room_stays(desk: Desk) -> None:
    changed = desk.clinic.rooms.update(id=desk.room.id, capacity=5)
    assert unversioned(changed) == {**unversioned(desk.room), "capacity": 5}


def test_every_write_of_a_room_can_be_undone(desk: Desk) -> None:
    clinic, one = desk.clinic, desk.room.id
    clinic.rooms.create(name="Attic")
    clinic.history.undo()
    assert rooms(desk, archived=True) == ["Room 1", "Room 2"]
    for change in (lambda: clinic.rooms.update(id=one, name="Lab"), lambda: clinic.rooms.archive(id=one)):
        change()
        clinic.history.undo()
        assert unversioned(clinic.rooms.get(id=one)) == unversioned(desk.room)


def test_an_archived_room_is_not_offered_and_booked_visits_keep_it(desk: Desk) -> None:
    visit = desk.book(9, room=desk.room.id)
    once = desk.clinic.rooms.archive(id=desk.room.id)
    assert desk.clinic.rooms.archive(id=desk.room.id) == once
    assert rooms(desk) == ["Room 2"]
    assert rooms(desk, archived=True) == ["Room 1", "Room 2"]
    assert desk.clinic.appointments.get(id=visit.id).appointment.room_id == desk.room.id
    desk.clinic.rooms.restore(id=desk.room.id)
    assert rooms(desk) == ["Room 1", "Room 2"]
