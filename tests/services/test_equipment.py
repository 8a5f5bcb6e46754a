"""Equipment: units that visits hold, exchange and lose (C62, C63)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.equipment import Equipment, Need, Use
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned


@pytest.fixture
def scanner(desk: Desk) -> Equipment:
    """Two scanners, one of which every consultation needs."""
    made = desk.clinic.equipment.create(name="Scanner", quantity=2).equipment
    desk.clinic.services.update(id=desk.service.id, equipment=[Need(made.id)])
    return made


def units(desk: Desk, id: Id) -> list[int]:
    return [use.unit for use in desk.clinic.appointments.get(id=id).appointment.equipment]


def scan(desk: Desk, hour: int = 9, **sent: Any) -> Appointment:
    """Book a consultation of nobody in particular, so that scanners alone can be short."""
    return desk.book(hour, practitioner=None, **{"service": desk.service.id, **sent})


def test_new_equipment_holds_what_was_sent(desk: Desk) -> None:
    laser = desk.clinic.calendars.create(name="Laser", kind=CalendarKind.EVENT).id
    made = desk.clinic.equipment.create(
        name=" Laser ", quantity=3, out_of_service=1, description="red\r\none", calendar=laser
    ).equipment
    assert desk.clinic.equipment.get(id=made.id) == made
    assert (made.name, made.quantity, made.out_of_service, made.usable) == ("Laser", 3, 1, 2)
    assert (made.description, made.calendar_id) == ("red\none", laser)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 101}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"quantity": "2"}, "quantity"),
        ({"out_of_service": -1}, "out_of_service"),
        ({"out_of_service": 3}, "out_of_service"),
        ({"description": "\x00"}, "description"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(
    desk: Desk, scanner: Equipment, sent: dict[str, Any], field: str
) -> None:
    assert refused(desk.clinic.equipment.create, **{"name": "Laser", "quantity": 2, **sent}).facts["field"] == field
    refusal = refused(desk.clinic.equipment.update, id=scanner.id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.equipment.list(archived=True) == (scanner,)


def test_all_units_may_be_out_of_service_and_null_is_none_of_them(desk: Desk, scanner: Equipment) -> None:
    assert desk.clinic.equipment.update(id=scanner.id, out_of_service=2).equipment.usable == 0
    assert desk.clinic.equipment.update(id=scanner.id, out_of_service=None).equipment.usable == 2


def test_what_is_left_out_stays_and_null_clears(desk: Desk, scanner: Equipment) -> None:
    laser = desk.clinic.calendars.create(name="Laser", kind=CalendarKind.EVENT).id
    changed = desk.clinic.equipment.update(id=scanner.id, description="new", calendar=laser).equipment
    assert unversioned(changed) == {**unversioned(scanner), "description": "new", "calendar_id": laser}
    cleared = desk.clinic.equipment.update(id=scanner.id, description=None, calendar=None).equipment
    assert unversioned(cleared) == unversioned(scanner)


def test_a_calendar_of_another_location_is_invalid_and_an_unknown_one_not_found(desk: Desk, scanner: Equipment) -> None:
    north = desk.clinic.locations.create(name="North")
    far = desk.clinic.calendars.create(name="Far", kind=CalendarKind.EVENT, location=north.id).id
    assert refused(desk.clinic.equipment.update, id=scanner.id, calendar=far).reason == "calendar_elsewhere"
    assert isinstance(refused(desk.clinic.equipment.update, id=scanner.id, calendar=nobody()), NotFound)


def test_equipment_is_listed_by_location_and_archived_only_when_asked_for(desk: Desk, scanner: Equipment) -> None:
    north = desk.clinic.locations.create(name="North")
    far = desk.clinic.equipment.create(name="Laser", location=north.id).equipment
    assert desk.clinic.equipment.list() == (scanner, far)
    assert desk.clinic.equipment.list(location=north.id) == (far,)
    once = desk.clinic.equipment.archive(id=far.id)
    assert desk.clinic.equipment.archive(id=far.id) == once
    assert desk.clinic.equipment.list() == (scanner,)
    assert len(desk.clinic.equipment.list(archived=True)) == 2
    assert desk.clinic.equipment.restore(id=far.id).archived_at is None


@pytest.mark.parametrize("name", ["get", "update", "archive", "restore", "delete", "losing"])
def test_an_unknown_id_is_not_found(desk: Desk, name: str) -> None:
    refusal = refused(getattr(desk.clinic.equipment, name), id=nobody())
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": "equipment", "id": str(nobody())}


def test_an_older_version_is_stale_and_an_auditor_may_look_and_not_touch(desk: Desk, scanner: Equipment) -> None:
    desk.clinic.equipment.update(id=scanner.id, quantity=3)
    for name in ("update", "archive", "restore", "delete"):
        assert isinstance(refused(getattr(desk.clinic.equipment, name), id=scanner.id, version=1), Stale)
    with desk.as_actor(READER) as reader:
        assert len(reader.equipment.list()) == 1
        assert reader.equipment.losing(id=scanner.id, quantity=1) == ()
        assert isinstance(refused(reader.equipment.update, id=scanner.id, quantity=1), Forbidden)


def test_the_record_of_changes_calls_the_area_by_its_name(desk: Desk, scanner: Equipment) -> None:
    desk.clinic.equipment.archive(id=scanner.id)
    assert desk.clinic.history.log().items[0].operation == "equipment.archive"


def test_equipment_that_nothing_needs_is_deleted(desk: Desk) -> None:
    made = desk.clinic.equipment.create(name="Laser").equipment
    assert not desk.clinic.equipment.delete(id=made.id).archived
    assert desk.clinic.equipment.list(archived=True) == ()


def test_equipment_that_a_service_needs_or_a_visit_has_is_archived(desk: Desk, scanner: Equipment) -> None:
    assert desk.clinic.equipment.delete(id=scanner.id).archived
    desk.clinic.equipment.restore(id=scanner.id)
    scan(desk)
    desk.clinic.services.update(id=desk.service.id, equipment=None)
    gone = desk.clinic.equipment.delete(id=scanner.id)
    assert (gone.archived, gone.uses) == (True, 1)


def test_a_service_gets_the_lowest_free_unit(desk: Desk, scanner: Equipment) -> None:
    assert scan(desk).equipment == (Use(scanner.id, 1),)
    assert scan(desk).equipment == (Use(scanner.id, 2),)
    assert scan(desk, 10).equipment == (Use(scanner.id, 1),)


@pytest.mark.parametrize("none", [None, []])
def test_none_sent_is_none_held(desk: Desk, scanner: Equipment, none: Any) -> None:
    assert scan(desk, equipment=none).equipment == ()


def test_ids_that_are_sent_hold_one_unit_each(desk: Desk, scanner: Equipment) -> None:
    made = desk.book(9, equipment=[scanner.id, scanner.id])
    assert made.equipment == (Use(scanner.id, 1), Use(scanner.id, 2))
    assert refused(desk.book, hour=11, equipment=[scanner.id] * 3).reason == "bad_units"


def test_unknown_equipment_is_not_found_and_archived_equipment_not_newly_chosen(desk: Desk, scanner: Equipment) -> None:
    assert isinstance(refused(desk.book, hour=9, equipment=[nobody()]), NotFound)
    assert refused(desk.book, hour=9, equipment="all").facts["field"] == "equipment"
    made = scan(desk)
    desk.clinic.equipment.archive(id=scanner.id)
    assert refused(desk.book, hour=11, equipment=[scanner.id]).reason == "archived"
    assert scan(desk, 11).equipment == ()
    assert desk.clinic.appointments.update(id=made.id, equipment=[scanner.id]).equipment == made.equipment


def test_when_none_is_free_everyone_who_holds_one_is_named(desk: Desk, scanner: Equipment) -> None:
    held = [scan(desk).id, scan(desk).id]
    refusal = refused(scan, desk=desk)
    assert isinstance(refusal, Conflict)
    assert refusal.reason == "time_taken"
    assert [(c.kind, c.subject, c.appointment_id) for c in refusal.clashes] == [
        ("equipment", "Scanner", held[0]),
        ("equipment", "Scanner", held[1]),
    ]


def test_a_conflict_names_the_practitioner_beside_the_equipment(desk: Desk, scanner: Equipment) -> None:
    scan(desk)
    desk.book(9, service=desk.service.id)
    refusal = refused(desk.book, hour=9, service=desk.service.id, patient=desk.leo.id)
    assert isinstance(refusal, Conflict)
    assert {c.kind for c in refusal.clashes} == {"equipment", "practitioner"}


def test_equipment_without_a_usable_unit_is_named_by_itself(desk: Desk, scanner: Equipment) -> None:
    desk.clinic.equipment.update(id=scanner.id, out_of_service=2)
    refusal = refused(scan, desk=desk)
    assert isinstance(refusal, Conflict)
    assert [(c.kind, c.subject, c.appointment_id) for c in refusal.clashes] == [("equipment", "Scanner", 0)]


def test_a_reason_books_over_units_that_are_taken(desk: Desk, scanner: Equipment) -> None:
    scan(desk)
    scan(desk)
    made = scan(desk, override_reason="Emergency")
    assert (made.equipment, made.override_reason) == ((Use(scanner.id, 1),), "Emergency")


def test_a_cancelled_visit_frees_its_unit_and_gets_another_when_it_comes_back(desk: Desk, scanner: Equipment) -> None:
    first = scan(desk)
    desk.clinic.appointments.cancel(id=first.id)
    assert scan(desk).equipment == (Use(scanner.id, 1),)
    assert desk.clinic.appointments.restore(id=first.id).equipment == (Use(scanner.id, 2),)


def test_a_move_keeps_the_unit_while_it_is_free_and_picks_another_when_it_is_not(
    desk: Desk, scanner: Equipment
) -> None:
    scan(desk)
    second = scan(desk)
    scan(desk, 11, equipment=[scanner.id, scanner.id])
    move = desk.clinic.appointments.move
    assert move(id=second.id, start=desk.at(10)).equipment == (Use(scanner.id, 2),)
    assert refused(move, id=second.id, start=desk.at(11)).reason == "time_taken"
    late = scan(desk, 15)
    assert late.equipment == (Use(scanner.id, 1),)
    assert move(id=late.id, start=desk.at(9)).equipment == (Use(scanner.id, 2),)


def test_another_service_brings_its_own_equipment(desk: Desk, scanner: Equipment) -> None:
    talk = desk.clinic.services.create(name="Talk").id
    made = desk.book(9, service=talk)
    assert desk.clinic.appointments.update(id=made.id, service=desk.service.id).equipment == (Use(scanner.id, 1),)
    assert desk.clinic.appointments.update(id=made.id, title="A").equipment == (Use(scanner.id, 1),)
    assert desk.clinic.appointments.update(id=made.id, service=talk).equipment == ()


def test_a_visit_whose_unit_goes_out_of_service_gets_a_free_one(desk: Desk, scanner: Equipment) -> None:
    first, second, late = scan(desk), scan(desk), scan(desk, 12)
    desk.clinic.appointments.cancel(id=first.id)
    reply = desk.clinic.equipment.update(id=scanner.id, out_of_service=1)
    assert (reply.losing, reply.equipment.usable) == ((), 1)
    assert (units(desk, second.id), units(desk, late.id)) == ([1], [1])


def test_visits_for_whom_no_unit_is_free_lose_theirs_and_are_listed(desk: Desk, scanner: Equipment) -> None:
    first, second = scan(desk), scan(desk)
    foreseen = desk.clinic.equipment.losing(id=scanner.id, out_of_service=1)
    assert units(desk, second.id) == [2]
    reply = desk.clinic.equipment.update(id=scanner.id, out_of_service=1)
    assert reply.losing == foreseen
    assert [(one.id, one.patient, one.service) for one in reply.losing] == [(second.id, "Eva Novák", "Consultation")]
    assert (units(desk, first.id), units(desk, second.id)) == ([1], [])


def test_one_undo_gives_the_units_back(desk: Desk, scanner: Equipment) -> None:
    scan(desk)
    second = scan(desk)
    desk.clinic.equipment.update(id=scanner.id, quantity=1)
    desk.clinic.history.undo()
    assert units(desk, second.id) == [2]
    assert desk.clinic.equipment.get(id=scanner.id).quantity == 2


def test_visits_that_are_over_keep_what_they_had(desk: Desk, scanner: Equipment) -> None:
    past = [scan(desk, start=desk.at(9, day=-7)).id for _ in range(2)]
    assert desk.clinic.equipment.update(id=scanner.id, quantity=1).losing == ()
    assert [units(desk, one) for one in past] == [[1], [2]]


def test_freed_units_go_to_the_earliest_first(desk: Desk, scanner: Equipment) -> None:
    both = scan(desk, 9, minutes=120, equipment=[scanner.id, scanner.id])
    third = desk.clinic.equipment.update(id=scanner.id, quantity=4).equipment
    early, late = scan(desk, 9), scan(desk, 10)
    desk.clinic.appointments.cancel(id=both.id)
    assert (units(desk, early.id), units(desk, late.id)) == ([3], [3])
    assert desk.clinic.equipment.update(id=third.id, quantity=1).losing == ()
    assert (units(desk, early.id), units(desk, late.id)) == ([1], [1])


def test_equipment_of_another_location_cannot_be_had(desk: Desk, scanner: Equipment) -> None:
    north = desk.clinic.locations.create(name="North")
    refusal = refused(scan, desk=desk, location=north.id)
    assert isinstance(refusal, Invalid)
    assert (refusal.reason, refusal.facts["field"]) == ("equipment_elsewhere", "equipment")
    assert refused(desk.book, hour=9, location=north.id, equipment=[scanner.id]).reason == "equipment_elsewhere"
    brought = scan(desk, location=north.id, override_reason="brought along")
    assert units(desk, brought.id) == [1]


def test_a_visit_that_moves_to_another_location_cannot_take_its_unit_along(desk: Desk, scanner: Equipment) -> None:
    north = desk.clinic.locations.create(name="North")
    made = scan(desk)
    refusal = refused(desk.clinic.appointments.update, id=made.id, location=north.id)
    assert refusal.reason == "equipment_elsewhere"
    assert desk.clinic.appointments.update(id=made.id, location=north.id, equipment=None).equipment == ()
