"""The catalogue: every operation asks for a right, and says what it takes and gives."""

from __future__ import annotations

import inspect

import pytest

from frontdesk.domain.actor import Actor, Role
from frontdesk.domain.errors import Forbidden, Invalid
from frontdesk.domain.keep import KEEP
from frontdesk.services.operations import CATALOGUE, load_catalogue
from tests.support.clinics import Desk

load_catalogue()
NOBODY = Actor("nobody", "Nobody", Role("none", frozenset()))


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_an_actor_without_rights_is_refused_before_anything_happens(desk: Desk, name: str) -> None:
    before = desk.clinic.history.log().total
    with desk.as_actor(NOBODY) as clinic, pytest.raises(Forbidden) as caught:
        clinic.call(name, {})
    assert caught.value.facts["actor"] == "nobody"
    assert desk.clinic.history.log().total == before


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_every_operation_says_what_it_does_and_takes(name: str) -> None:
    operation = CATALOGUE[name]
    assert operation.summary.endswith((".", ":"))
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in operation.parameters().values())
    operation.reply()


def test_fields_that_may_be_left_out_one_by_one_stand_each_for_itself() -> None:
    parameters = CATALOGUE["appointments.update"].parameters()
    assert parameters["title"].default is KEEP
    assert parameters["title"].annotation == str | None
    assert "sent" not in parameters


def test_an_unknown_operation_is_invalid_and_the_known_ones_are_named(desk: Desk) -> None:
    with pytest.raises(Invalid, match="unknown_operation") as caught:
        desk.clinic.call("appointments.explode", {})
    assert "appointments.book" in caught.value.facts["allowed"]  # type: ignore[operator]


def test_an_operation_is_called_by_its_name(desk: Desk) -> None:
    made = desk.book()
    assert desk.clinic.call("appointments.get", {"id": made.id}).appointment == made
