"""The clinic's own particulars."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Forbidden, Invalid
from tests.support.clinics import READER, ZONE, Desk
from tests.support.refusals import refused, unversioned


def test_the_clinic_has_a_name_and_a_zone(desk: Desk) -> None:
    held = desk.clinic.profile.get()
    assert (held.name, held.zone) == ("Main Street", ZONE)


def test_what_is_left_out_stays(desk: Desk) -> None:
    assert desk.clinic.profile.update(name=" North ").zone == ZONE
    changed = desk.clinic.profile.update(zone_name="Europe/Madrid")
    assert (changed.name, changed.zone) == ("North", "Europe/Madrid")
    assert desk.clinic.profile.get() == changed


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"zone_name": "Mars/Base"}, "zone_name"),
        ({"zone_name": ""}, "zone_name"),
        ({"zone_name": None}, "zone_name"),
        ({"currency": "EU"}, "currency"),
        ({"currency": "EURO"}, "currency"),
        ({"currency": "€"}, "currency"),
        ({"currency": ""}, "currency"),
        ({"currency": None}, "currency"),
        ({"new_status": None}, "new_status"),
        ({"new_status": "booked"}, "new_status"),
        ({"new_status": Status.ARRIVED}, "new_status"),
        ({"new_status": Status.HELD}, "new_status"),
        ({"waiting_limit": 0}, "waiting_limit"),
        ({"waiting_limit": 241}, "waiting_limit"),
        ({"waiting_limit": True}, "waiting_limit"),
        ({"waiting_limit": "15"}, "waiting_limit"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    before = desk.clinic.profile.get()
    refusal = refused(desk.clinic.profile.update, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.profile.get() == before


def test_a_currency_is_three_letters_and_a_new_visit_is_booked_or_confirmed(desk: Desk) -> None:
    held = desk.clinic.profile.get()
    assert (held.currency, held.new_status) == ("USD", Status.BOOKED)
    changed = desk.clinic.profile.update(currency=" eur ", new_status=Status.CONFIRMED)
    assert (changed.currency, changed.new_status, changed.name) == ("EUR", Status.CONFIRMED, held.name)
    assert desk.clinic.profile.get() == changed


def test_a_change_of_the_clinic_can_be_undone_and_its_founding_cannot(desk: Desk) -> None:
    before = desk.clinic.profile.get()
    desk.clinic.profile.update(name="North")
    desk.clinic.history.undo()
    assert unversioned(desk.clinic.profile.get()) == unversioned(before)
    assert refused(desk.clinic.history.undo).reason == "nothing_to_undo"


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert reader.profile.get() == desk.clinic.profile.get()
        assert isinstance(refused(reader.profile.update, name="North"), Forbidden)


def test_the_waiting_limit_is_1_to_240_minutes_and_null_the_usual_one(desk: Desk) -> None:
    assert desk.clinic.profile.get().waiting_limit is None
    for limit in (1, 240, None):
        assert desk.clinic.profile.update(waiting_limit=limit).waiting_limit == limit
    desk.clinic.profile.update(waiting_limit=30)
    assert desk.clinic.profile.update(name="North").waiting_limit == 30
