"""Practitioners: read, find, add, change, put away and bring back (C76)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.errors import Forbidden, Invalid, NotFound, Stale
from frontdesk.services.practitioners import HUES
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned


def names(desk: Desk, **sent: Any) -> list[str]:
    return [one.name for one in desk.clinic.practitioners.list(**sent)]


def test_a_new_practitioner_holds_what_was_sent(desk: Desk) -> None:
    made = desk.clinic.practitioners.create(
        name=" Dr. Eva Ruiz ", speciality="Skin", email="e@example.org", phone="112", hue=359, position=7
    )
    assert desk.clinic.practitioners.get(id=made.id) == made
    assert (made.name, made.speciality, made.email, made.phone) == ("Dr. Eva Ruiz", "Skin", "e@example.org", "112")
    assert (made.hue, made.position, made.initials, made.archived_at) == (359, 7, "ER", None)


def test_a_new_practitioner_stands_last_in_a_hue_of_their_own(desk: Desk) -> None:
    made = desk.clinic.practitioners.create(name="Dr. Ruiz")
    assert names(desk)[-1] == "Dr. Ruiz"
    assert [p.hue for p in desk.clinic.practitioners.list()] == list(HUES[:3])
    assert made.position == 2


def test_columns_stand_in_the_order_of_their_positions(desk: Desk) -> None:
    desk.clinic.practitioners.update(id=desk.chen.id, position=5)
    assert names(desk) == ["Dr. Luis Ortega", "Dr. Amelia Chen"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": None}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "a\u2028b"}, "name"),
        ({"name": "\x85"}, "name"),
        ({"name": "a\x85b"}, "name"),
        ({"name": "\udcff"}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"speciality": "\t\x00"}, "speciality"),
        ({"email": "a@b.org\r\nBcc: c@d.org"}, "email"),
        ({"phone": 112}, "phone"),
        ({"hue": -1}, "hue"),
        ({"hue": 360}, "hue"),
        ({"hue": True}, "hue"),
        ({"hue": 1.5}, "hue"),
        ({"position": -1}, "position"),
        ({"position": 10**30}, "position"),
        ({"position": "1"}, "position"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    assert refused(desk.clinic.practitioners.create, **{"name": "Dr. Ruiz", **sent}).facts["field"] == field
    refusal = refused(desk.clinic.practitioners.update, id=desk.chen.id, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.practitioners.list() == (desk.chen, desk.ortega)


@pytest.mark.parametrize("field", ["hue", "position"])
def test_null_is_no_hue_and_no_position_of_one_who_has_them(desk: Desk, field: str) -> None:
    assert isinstance(refused(desk.clinic.practitioners.update, id=desk.chen.id, **{field: None}), Invalid)


def test_what_is_left_out_stays_and_null_clears(desk: Desk) -> None:
    made = desk.clinic.practitioners.create(name="Dr. Ruiz", speciality="Skin", email="e@example.org", phone="112")
    changed = desk.clinic.practitioners.update(id=made.id, name="Dr. Soto")
    assert unversioned(changed) == {**unversioned(made), "name": "Dr. Soto"}
    cleared = desk.clinic.practitioners.update(id=made.id, speciality=None, email=None, phone=None)
    assert (cleared.name, cleared.speciality, cleared.email, cleared.phone) == ("Dr. Soto", "", "", "")


def test_a_change_that_changes_nothing_leaves_no_record(desk: Desk) -> None:
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.practitioners.update(id=desk.chen.id, name=desk.chen.name) == desk.chen
    assert desk.clinic.book.cursor() == cursor


def test_a_change_from_an_older_version_is_stale(desk: Desk) -> None:
    desk.clinic.practitioners.update(id=desk.chen.id, version=1, phone="112")
    for name in ("update", "archive", "restore"):
        refusal = refused(getattr(desk.clinic.practitioners, name), id=desk.chen.id, version=1)
        assert isinstance(refusal, Stale)
        assert (refusal.facts["held"], refusal.facts["got"]) == (2, 1)


@pytest.mark.parametrize("name", ["get", "update", "archive", "restore"])
def test_an_unknown_id_is_not_found(desk: Desk, name: str) -> None:
    refusal = refused(getattr(desk.clinic.practitioners, name), id=nobody())
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": "practitioner", "id": str(nobody())}


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert reader.practitioners.list() == (desk.chen, desk.ortega)
        assert reader.practitioners.get(id=desk.chen.id) == desk.chen
        assert reader.practitioners.search(text="chen") == (desk.chen,)
        assert isinstance(refused(reader.practitioners.create, name="Dr. Ruiz"), Forbidden)
        for name in ("update", "archive", "restore"):
            assert isinstance(refused(getattr(reader.practitioners, name), id=desk.chen.id), Forbidden)


def test_every_write_can_be_undone(desk: Desk) -> None:
    clinic = desk.clinic
    clinic.practitioners.create(name="Dr. Ruiz")
    clinic.history.undo()
    assert names(desk, archived=True) == ["Dr. Amelia Chen", "Dr. Luis Ortega"]
    clinic.practitioners.update(id=desk.chen.id, name="Dr. Amelia Wu")
    clinic.history.undo()
    assert names(desk) == ["Dr. Amelia Chen", "Dr. Luis Ortega"]
    clinic.practitioners.archive(id=desk.chen.id)
    clinic.history.undo()
    assert names(desk) == ["Dr. Amelia Chen", "Dr. Luis Ortega"]
    clinic.history.redo()
    assert names(desk) == ["Dr. Luis Ortega"]


def test_archived_practitioners_are_listed_only_when_asked_for(desk: Desk) -> None:
    gone = desk.clinic.practitioners.archive(id=desk.chen.id)
    assert gone.archived_at is not None
    assert names(desk) == ["Dr. Luis Ortega"]
    assert names(desk, archived=True) == ["Dr. Amelia Chen", "Dr. Luis Ortega"]
    assert desk.clinic.practitioners.search(text="chen") == ()
    assert desk.clinic.practitioners.get(id=desk.chen.id) == gone


def test_archiving_and_restoring_twice_is_harmless(desk: Desk) -> None:
    once = desk.clinic.practitioners.archive(id=desk.chen.id)
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.practitioners.archive(id=desk.chen.id) == once
    assert desk.clinic.book.cursor() == cursor
    once = desk.clinic.practitioners.restore(id=desk.chen.id)
    assert desk.clinic.practitioners.restore(id=desk.chen.id) == once
    assert names(desk) == ["Dr. Amelia Chen", "Dr. Luis Ortega"]


def test_the_visits_of_an_archived_practitioner_stay(desk: Desk) -> None:
    visit = desk.book(9)
    desk.clinic.practitioners.archive(id=desk.chen.id)
    assert desk.clinic.appointments.get(id=visit.id).appointment == visit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("che", ["Dr. Amelia Chen"]),
        ("AMÉLIA", ["Dr. Amelia Chen"]),
        ("gen pra", ["Dr. Amelia Chen"]),
        ("chen gen", ["Dr. Amelia Chen"]),
        ("dr", ["Dr. Amelia Chen", "Dr. Luis Ortega"]),
        ("", ["Dr. Amelia Chen", "Dr. Luis Ortega"]),
        ("hen", []),
        ("chen ortega", []),
    ],
)
def test_practitioners_are_found_by_the_beginnings_of_words(desk: Desk, text: str, found: list[str]) -> None:
    assert [one.name for one in desk.clinic.practitioners.search(text=text)] == found


def test_no_more_are_found_than_asked_for(desk: Desk) -> None:
    assert desk.clinic.practitioners.search(text="dr", limit=1) == (desk.chen,)
    assert isinstance(refused(desk.clinic.practitioners.search, text="dr", limit=0), Invalid)


def test_a_practitioner_shows_no_name_when_printed(desk: Desk) -> None:
    assert repr(desk.chen) == f"Practitioner({desk.chen.id})"
