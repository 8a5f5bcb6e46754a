"""Add-ons of a visit: how long they make it, and which may be chosen (C28, C33)."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Extra
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.services.service_parts import NewAddOn
from tests.support.clinics import Desk, nobody
from tests.support.refusals import refused


@pytest.fixture
def extras(desk: Desk) -> tuple[Id, Id]:
    """Let the consultation have a vaccination of 10 minutes and a certificate of none."""
    new = [NewAddOn(name="Vaccination", duration=10 * MINUTE), NewAddOn(name="Certificate", duration=0)]
    vaccination, certificate = desk.clinic.services.update(id=desk.service.id, add_ons=new).add_ons
    return vaccination.id, certificate.id


def end_of(desk: Desk, *chosen: Extra) -> int:
    book = desk.clinic.appointments.book
    return book(start=desk.at(9), service=desk.service.id, practitioner=desk.chen.id, add_ons=chosen).end


def test_a_visit_is_as_long_as_its_service_and_its_add_ons(desk: Desk, extras: tuple[Id, Id]) -> None:
    assert end_of(desk, Extra(extras[0], 2), Extra(extras[1])) == desk.at(9, 50)


def test_an_add_on_may_be_given_a_length_of_its_own(desk: Desk, extras: tuple[Id, Id]) -> None:
    assert end_of(desk, Extra(extras[0], 2, 5 * MINUTE), Extra(extras[1], 1, 15 * MINUTE)) == desk.at(9, 55)


def test_add_ons_are_kept_with_the_visit(desk: Desk, extras: tuple[Id, Id]) -> None:
    chosen = (Extra(extras[0], 2, 5 * MINUTE),)
    made = desk.book(9, service=desk.service.id, add_ons=chosen)
    assert desk.clinic.appointments.get(id=made.id).appointment.add_ons == chosen
    assert made.end == desk.at(9, 30)


def test_a_change_replaces_them_and_null_clears_them(desk: Desk, extras: tuple[Id, Id]) -> None:
    made = desk.book(9, service=desk.service.id, add_ons=[Extra(extras[0])])
    update = desk.clinic.appointments.update
    assert update(id=made.id, title="A").add_ons == made.add_ons
    assert update(id=made.id, add_ons=[Extra(extras[1])]).add_ons == (Extra(extras[1]),)
    assert update(id=made.id, add_ons=None).add_ons == ()


def test_another_service_takes_them_away(desk: Desk, extras: tuple[Id, Id]) -> None:
    made = desk.book(9, service=desk.service.id, add_ons=[Extra(extras[0])])
    other = desk.clinic.services.create(name="Other")
    assert desk.clinic.appointments.update(id=made.id, service=other.id).add_ons == ()


def test_one_that_was_removed_stays_where_it_is_and_is_not_newly_chosen(desk: Desk, extras: tuple[Id, Id]) -> None:
    chosen = [Extra(extras[0])]
    made = desk.book(9, service=desk.service.id, add_ons=chosen)
    desk.clinic.services.update(id=desk.service.id, add_ons=[])
    refusal = refused(desk.book, hour=11, service=desk.service.id, add_ons=chosen)
    assert (refusal.reason, refusal.facts["field"]) == ("add_on_removed", "add_ons[0].id")
    assert desk.clinic.appointments.update(id=made.id, add_ons=chosen, title="A").add_ons == tuple(chosen)


def test_an_unknown_one_is_not_found(desk: Desk, extras: tuple[Id, Id]) -> None:
    refusal = refused(desk.book, service=desk.service.id, add_ons=[Extra(nobody())])
    assert isinstance(refusal, NotFound)
    assert refusal.facts["kind"] == "add_on"


def test_without_a_service_there_are_none(desk: Desk, extras: tuple[Id, Id]) -> None:
    assert refused(desk.book, add_ons=[Extra(extras[0])]).reason == "add_on_without_service"
    assert desk.book(9, add_ons=[]).add_ons == ()


@pytest.mark.parametrize(
    ("quantity", "duration", "reason"),
    [
        (0, None, "bad_quantity"),
        (21, None, "bad_quantity"),
        (True, None, "wrong_type"),
        (1, 90_000, "bad_duration"),
        (1, -MINUTE, "bad_duration"),
        (20, 20 * 60 * MINUTE, "bad_duration"),
        (1, "10", "wrong_type"),
    ],
)
def test_numbers_that_cannot_be_are_invalid(
    desk: Desk, extras: tuple[Id, Id], quantity: int, duration: int | None, reason: str
) -> None:
    chosen = [Extra(extras[0], quantity, duration)]
    refusal = refused(desk.clinic.appointments.book, start=desk.at(9), service=desk.service.id, add_ons=chosen)
    assert isinstance(refusal, Invalid)
    assert (refusal.reason, str(refusal.facts["field"])[:7]) == (reason, "add_ons")


def test_each_is_listed_once(desk: Desk, extras: tuple[Id, Id]) -> None:
    chosen = [Extra(extras[0]), Extra(extras[0])]
    assert refused(desk.book, service=desk.service.id, add_ons=chosen).reason == "id_twice"
    assert refused(desk.book, service=desk.service.id, add_ons=[extras[0]]).reason == "wrong_type"
