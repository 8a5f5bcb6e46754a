"""Who gives a service, where, with what, in which variations and for how much (C32 to C35)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.service import Service
from frontdesk.services.service_parts import NewAddOn, NewVariation
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned


def changed(desk: Desk, **sent: Any) -> Service:
    return desk.clinic.services.update(id=desk.service.id, **sent)


def names(desk: Desk, **sent: Any) -> list[str]:
    return [one.name for one in desk.clinic.services.list(**sent)]


def test_a_service_holds_everything_that_was_sent(desk: Desk) -> None:
    scanner = desk.clinic.equipment.create(name="Scanner", quantity=2).equipment
    made = desk.clinic.services.create(
        name="Scan",
        slug="The Scán",
        category=" Imaging ",
        price=12_50,
        private=True,
        form="intake",
        practitioners=[desk.chen.id],
        rooms=[desk.room.id],
        equipment=[Need(scanner.id, 2)],
        variations=[NewVariation("Long", 60 * MINUTE, 5 * MINUTE, None, 20_00)],
        add_ons=[NewAddOn("Report", 10 * MINUTE)],
    )
    assert desk.clinic.services.get(id=made.id) == made
    assert (made.slug, made.category, made.price, made.private, made.form) == (
        "the-scan",
        "Imaging",
        12_50,
        True,
        "intake",
    )
    assert (made.practitioners, made.rooms, made.equipment) == (
        (desk.chen.id,),
        (desk.room.id,),
        (Need(scanner.id, 2),),
    )
    [long], [report] = made.variations, made.add_ons
    assert (long.name, long.duration, long.buffer_before, long.buffer_after, long.price) == (
        "Long",
        60 * MINUTE,
        5 * MINUTE,
        0,
        20_00,
    )
    assert (report.name, report.duration, report.price) == ("Report", 10 * MINUTE, 0)


def test_a_slug_is_made_of_the_name_and_stays_one_of_a_kind(desk: Desk) -> None:
    assert desk.service.slug == "consultation"
    assert desk.clinic.services.create(name="Cónsultation").slug == "consultation-2"
    assert isinstance(refused(desk.clinic.services.create, name="A", slug="CONSULTATION"), Conflict)
    assert changed(desk, slug="Consultation").slug == "consultation"
    assert changed(desk, name="Talk", slug=None).slug == "talk"


def test_null_practitioners_are_everyone_and_none_at_all_is_invalid(desk: Desk) -> None:
    assert changed(desk, practitioners=[desk.ortega.id, desk.ortega.id]).practitioners == (desk.ortega.id,)
    refusal = refused(changed, desk=desk, practitioners=[])
    assert (refusal.code, refusal.facts["field"]) == ("invalid", "practitioners")
    assert changed(desk, practitioners=None).practitioners == ()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"slug": "!"}, "slug"),
        ({"category": "a\nb"}, "category"),
        ({"category": 5}, "category"),
        ({"price": -1}, "price"),
        ({"price": 1.5}, "price"),
        ({"price": 100_000_001}, "price"),
        ({"private": None}, "private"),
        ({"private": 1}, "private"),
        ({"form": "\x00"}, "form"),
        ({"max_attendees": 0}, "max_attendees"),
        ({"max_attendees": 101}, "max_attendees"),
        ({"practitioners": "all"}, "practitioners"),
        ({"practitioners": ["x"]}, "practitioners[0]"),
        ({"rooms": [None]}, "rooms[0]"),
        ({"equipment": ["x"]}, "equipment[0]"),
        ({"variations": [NewVariation()]}, "variations[0].name"),
        ({"variations": [NewVariation("A")]}, "variations[0].duration"),
        ({"variations": [NewVariation("A", MINUTE + 1)]}, "variations[0].duration"),
        ({"variations": [NewVariation("A", MINUTE), NewVariation("a", MINUTE)]}, "variations[1].name"),
        ({"variations": [NewVariation("A", MINUTE, price=-1)]}, "variations[0].price"),
        ({"variations": [NewVariation("A", MINUTE)] * 101}, "variations"),
        ({"add_ons": [NewAddOn()]}, "add_ons[0].name"),
        ({"add_ons": [NewAddOn("A", 1)]}, "add_ons[0].duration"),
        ({"add_ons": {"name": "A"}}, "add_ons"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    assert refused(desk.clinic.services.create, **{"name": "Check-up", **sent}).facts["field"] == field
    refusal = refused(changed, desk=desk, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.services.list(archived=True) == (desk.service,)


@pytest.mark.parametrize("seats", [1, 100])
def test_a_class_has_one_to_a_hundred_seats(desk: Desk, seats: int) -> None:
    assert changed(desk, max_attendees=seats).max_attendees == seats


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("practitioners", [nobody()], "practitioner"),
        ("rooms", [nobody()], "room"),
        ("equipment", [Need(nobody())], "equipment"),
        ("variations", [NewVariation("A", MINUTE, id=nobody())], "variation"),
        ("add_ons", [NewAddOn("A", id=nobody())], "add_on"),
    ],
)
def test_an_unknown_id_is_not_found(desk: Desk, field: str, value: Any, kind: str) -> None:
    refusal = refused(changed, desk=desk, **{field: value})
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": kind, "id": str(nobody())}


def test_an_archived_practitioner_stays_and_is_not_newly_chosen(desk: Desk) -> None:
    changed(desk, practitioners=[desk.ortega.id])
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    assert changed(desk, practitioners=[desk.ortega.id, desk.chen.id]).practitioners == (desk.ortega.id, desk.chen.id)
    assert refused(desk.clinic.services.create, name="A", practitioners=[desk.ortega.id]).reason == "archived"


def test_more_seats_than_the_largest_room_holds_are_invalid(desk: Desk) -> None:
    desk.clinic.rooms.update(id=desk.other_room.id, capacity=6)
    rooms = [desk.room.id, desk.other_room.id]
    assert changed(desk, rooms=rooms, max_attendees=6).max_attendees == 6
    refusal = refused(changed, desk=desk, max_attendees=7)
    assert (refusal.reason, refusal.facts["field"]) == ("room_too_small", "max_attendees")
    assert changed(desk, rooms=None, max_attendees=7).rooms == ()


def test_no_more_units_are_needed_than_there_are_and_each_equipment_once(desk: Desk) -> None:
    scanner = desk.clinic.equipment.create(name="Scanner", quantity=2).equipment.id
    assert refused(changed, desk=desk, equipment=[Need(scanner, 3)]).facts["field"] == "equipment[0].units"
    assert refused(changed, desk=desk, equipment=[Need(scanner), Need(scanner)]).reason == "equipment_twice"
    assert changed(desk, equipment=[Need(scanner, 2)]).equipment == (Need(scanner, 2),)


def test_variations_a_missing_key_keeps_and_an_empty_list_removes_all(desk: Desk) -> None:
    long = changed(desk, variations=[NewVariation("Long", 60 * MINUTE)]).variations
    assert changed(desk, name="Talk").variations == long
    after = changed(desk, variations=[])
    assert (after.variations, after.removed_variations) == ((), long)


def test_a_variation_with_an_id_is_changed_and_one_without_is_new(desk: Desk) -> None:
    [long] = changed(desk, variations=[NewVariation("Long", 60 * MINUTE, price=10)]).variations
    after = changed(desk, variations=[NewVariation(name="Longer", id=long.id), NewVariation("Short", 10 * MINUTE)])
    first, second = after.variations
    assert (first.id, first.name, first.duration, first.price) == (long.id, "Longer", 60 * MINUTE, 10)
    assert second.id != long.id
    assert after.removed_variations == ()


def test_an_id_stands_once(desk: Desk) -> None:
    [long] = changed(desk, variations=[NewVariation("Long", 60 * MINUTE)]).variations
    twice = [NewVariation("A", id=long.id), NewVariation("B", id=long.id)]
    assert refused(changed, desk=desk, variations=twice).reason == "id_twice"


def test_a_removed_variation_leaves_old_bookings_intact(desk: Desk) -> None:
    [long] = changed(desk, variations=[NewVariation("Long", 60 * MINUTE)]).variations
    visit = desk.clinic.appointments.book(start=desk.at(9), service=desk.service.id, variation=long.id)
    after = changed(desk, variations=None)
    held = desk.clinic.appointments.get(id=visit.id).appointment
    assert (held.variation_id, held.end) == (long.id, desk.at(10))
    assert after.variation(long.id) == long


def test_add_ons_are_kept_changed_and_removed_as_variations_are(desk: Desk) -> None:
    [report] = changed(desk, add_ons=[NewAddOn("Report", price=5)]).add_ons
    [same] = changed(desk, add_ons=[NewAddOn(price=None, id=report.id)]).add_ons
    assert (same.id, same.name, same.price) == (report.id, "Report", 0)
    after = changed(desk, add_ons=[])
    assert (after.add_ons, after.removed_add_ons) == ((), (same,))


def test_null_clears(desk: Desk) -> None:
    changed(desk, category="A", price=5, form="f", max_attendees=5, rooms=None)
    after = changed(desk, category=None, price=None, form=None, max_attendees=None)
    assert (after.category, after.price, after.form, after.max_attendees) == ("", 0, "", 1)


def test_the_list_is_narrowed_by_category_privacy_and_practitioner(desk: Desk) -> None:
    desk.clinic.services.create(name="Scan", category="Imaging", private=True, practitioners=[desk.ortega.id])
    assert names(desk, category="IMAGING") == ["Scan"]
    assert names(desk, category="") == ["Consultation"]
    assert names(desk, private=False) == ["Consultation"]
    assert names(desk, practitioner=desk.chen.id) == ["Consultation"]
    assert names(desk, practitioner=desk.ortega.id, private=True) == ["Scan"]


def test_categories_are_listed_once_by_name_without_those_of_archived_services(desk: Desk) -> None:
    for category in ("Talks", "Imaging", "talks"):
        desk.clinic.services.create(name="A", category=category)
    gone = desk.clinic.services.create(name="A", category="Gone")
    desk.clinic.services.archive(id=gone.id)
    assert desk.clinic.services.categories() == ("Imaging", "talks")


def test_a_service_that_no_visit_is_for_is_deleted(desk: Desk) -> None:
    gone = desk.clinic.services.delete(id=desk.service.id)
    assert (gone.archived, gone.uses) == (False, 0)
    assert names(desk, archived=True) == []
    assert isinstance(refused(desk.clinic.services.delete, id=desk.service.id), NotFound)
    desk.clinic.history.undo()
    assert unversioned(desk.clinic.services.get(id=desk.service.id)) == unversioned(desk.service)


@pytest.mark.parametrize("day", [-7, 7])
def test_a_service_with_a_visit_past_or_to_come_is_archived(desk: Desk, day: int) -> None:
    desk.book(start=desk.at(9, day=day), service=desk.service.id)
    gone = desk.clinic.services.delete(id=desk.service.id)
    assert (gone.archived, gone.uses) == (True, 1)
    assert names(desk) == []
    assert names(desk, archived=True) == ["Consultation"]


def test_deleting_from_an_older_version_is_stale_and_an_auditor_may_not(desk: Desk) -> None:
    changed(desk, name="Talk")
    assert isinstance(refused(desk.clinic.services.delete, id=desk.service.id, version=1), Stale)
    with desk.as_actor(READER) as reader:
        assert reader.services.categories() == ()
        assert isinstance(refused(reader.services.delete, id=desk.service.id), Forbidden)
