"""The services that a clinic offers: read, add, change, put away and bring back (C32, the simple part)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.errors import Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.instants import DAY, MINUTE
from frontdesk.services.services import HUES
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned


def names(desk: Desk, **sent: Any) -> list[str]:
    return [one.name for one in desk.clinic.services.list(**sent)]


def test_a_new_service_holds_what_was_sent(desk: Desk) -> None:
    made = desk.clinic.services.create(
        name=" Check-up ",
        description="once\r\na year",
        duration=45 * MINUTE,
        buffer_before=5 * MINUTE,
        buffer_after=10 * MINUTE,
        hue=0,
    )
    assert desk.clinic.services.get(id=made.id) == made
    assert (made.name, made.description, made.duration) == ("Check-up", "once\na year", 45 * MINUTE)
    assert (made.buffer_before, made.buffer_after, made.hue, made.position) == (5 * MINUTE, 10 * MINUTE, 0, 1)


def test_a_name_suffices(desk: Desk) -> None:
    made = desk.clinic.services.create(name="Check-up")
    assert (made.duration, made.buffer_before, made.buffer_after, made.hue) == (30 * MINUTE, 0, 0, HUES[1])
    assert names(desk) == ["Consultation", "Check-up"]


@pytest.mark.parametrize("duration", [MINUTE, DAY])
def test_a_service_lasts_from_a_minute_to_a_day(desk: Desk, duration: int) -> None:
    assert desk.clinic.services.update(id=desk.service.id, duration=duration).duration == duration


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"description": "\x00"}, "description"),
        ({"description": "x" * 20_001}, "description"),
        ({"duration": 0}, "duration"),
        ({"duration": -MINUTE}, "duration"),
        ({"duration": MINUTE - 1}, "duration"),
        ({"duration": MINUTE + 1}, "duration"),
        ({"duration": DAY + MINUTE}, "duration"),
        ({"duration": None}, "duration"),
        ({"duration": 1800000.0}, "duration"),
        ({"buffer_before": -MINUTE}, "buffer_before"),
        ({"buffer_before": 1}, "buffer_before"),
        ({"buffer_after": DAY + MINUTE}, "buffer_after"),
        ({"buffer_after": True}, "buffer_after"),
        ({"hue": 360}, "hue"),
        ({"hue": "blue"}, "hue"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    assert refused(desk.clinic.services.create, **{"name": "Check-up", **sent}).facts["field"] == field
    refusal = refused(desk.clinic.services.update, id=desk.service.id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.services.list(archived=True) == (desk.service,)


@pytest.mark.parametrize("sent", [{"hue": None}, {"position": None}, {"position": -1}, {"position": 2**63}])
def test_a_service_keeps_a_hue_and_a_position(desk: Desk, sent: dict[str, Any]) -> None:
    assert isinstance(refused(desk.clinic.services.update, id=desk.service.id, **sent), Invalid)


def test_what_is_left_out_stays_and_null_clears(desk: Desk) -> None:
    made = desk.clinic.services.create(name="A", description="B", buffer_before=MINUTE, buffer_after=MINUTE)
    changed = desk.clinic.services.update(id=made.id, name="C")
    assert unversioned(changed) == {**unversioned(made), "name": "C"}
    cleared = desk.clinic.services.update(id=made.id, description=None, buffer_before=None, buffer_after=None)
    assert (cleared.description, cleared.buffer_before, cleared.buffer_after) == ("", 0, 0)
    assert cleared.duration == made.duration


def test_booked_visits_keep_the_length_and_buffers_they_were_booked_with(desk: Desk) -> None:
    visit = desk.clinic.appointments.book(start=desk.at(9), service=desk.service.id, practitioner=desk.chen.id)
    desk.clinic.services.update(id=desk.service.id, duration=60 * MINUTE, buffer_after=None)
    after = desk.clinic.appointments.get(id=visit.id).appointment
    assert (after.end, after.buffer_after) == (desk.at(9, 30), 10 * MINUTE)


def test_services_stand_in_the_order_of_their_positions(desk: Desk) -> None:
    desk.clinic.services.create(name="Check-up")
    desk.clinic.services.update(id=desk.service.id, position=9)
    assert names(desk) == ["Check-up", "Consultation"]


@pytest.mark.parametrize(("text", "found"), [("con", ["Consultation"]), ("CÓN", ["Consultation"]), ("sult", [])])
def test_services_are_found_by_the_beginnings_of_words(desk: Desk, text: str, found: list[str]) -> None:
    assert names(desk, text=text) == found


def test_a_change_from_an_older_version_is_stale(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, version=1, name="Talk")
    for name in ("update", "archive", "restore"):
        assert isinstance(refused(getattr(desk.clinic.services, name), id=desk.service.id, version=1), Stale)


@pytest.mark.parametrize("name", ["get", "update", "archive", "restore"])
def test_an_unknown_id_is_not_found(desk: Desk, name: str) -> None:
    refusal = refused(getattr(desk.clinic.services, name), id=nobody())
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": "service", "id": str(nobody())}


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert reader.services.list() == (desk.service,)
        assert reader.services.get(id=desk.service.id) == desk.service
        assert isinstance(refused(reader.services.create, name="A"), Forbidden)
        for name in ("update", "archive", "restore"):
            assert isinstance(refused(getattr(reader.services, name), id=desk.service.id), Forbidden)


def test_every_write_can_be_undone(desk: Desk) -> None:
    clinic, one = desk.clinic, desk.service.id
    clinic.services.create(name="Check-up")
    clinic.history.undo()
    assert names(desk, archived=True) == ["Consultation"]
    for change in (lambda: clinic.services.update(id=one, hue=7), lambda: clinic.services.archive(id=one)):
        change()
        clinic.history.undo()
        assert unversioned(clinic.services.get(id=one)) == unversioned(desk.service)


def test_an_archived_service_is_not_offered_and_booked_visits_keep_it(desk: Desk) -> None:
    visit = desk.book(9, service=desk.service.id)
    desk.clinic.services.archive(id=desk.service.id)
    assert names(desk) == []
    assert names(desk, archived=True) == ["Consultation"]
    assert desk.clinic.appointments.get(id=visit.id).appointment.service_id == desk.service.id
    assert refused(desk.book, hour=11, service=desk.service.id).reason == "archived"


def test_archiving_and_restoring_twice_is_harmless(desk: Desk) -> None:
    once = desk.clinic.services.archive(id=desk.service.id)
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.services.archive(id=desk.service.id) == once
    assert desk.clinic.book.cursor() == cursor
    once = desk.clinic.services.restore(id=desk.service.id)
    assert desk.clinic.services.restore(id=desk.service.id) == once
    assert names(desk) == ["Consultation"]
