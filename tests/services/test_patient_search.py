"""Finding patients as someone types: what is found, in which order, and what is told of it (C76)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.patient import Patient
from tests.support.clinics import Desk


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Put the people of the mock-up into the book beside Eva Novák and Leo Martin."""
    clinic = desk.clinic
    clinic.patients.update(id=desk.leo.id, birth_date=date(1979, 6, 2), phones=["+34 612 34 22 84"])
    add(desk, "Leona", "Marsh", birth_date=date(1991, 11, 20), phones=["555 7710"])
    add(desk, "María José", "García Lorca", birth_date=date(1979, 1, 5), phones=["+34 911 222 333"])
    add(desk, "Seán", "O'Brien")
    return desk


def add(desk: Desk, given: str, family: str, **more: Any) -> Patient:
    return desk.clinic.patients.create(given_name=given, family_name=family, **more)


def found(desk: Desk, text: str, **sent: Any) -> list[str]:
    return [hit.name for hit in desk.clinic.patients.search(text=text, **sent)]


def see(desk: Desk, name: str, day: int, hour: int = 9, **more: Any) -> None:
    """Let someone have come on a day before today."""
    (hit, *_) = desk.clinic.patients.search(text=name)
    desk.book(hour, patient=hit.id, start=desk.at(hour, day=-day), **more)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("leo mar", ["Leona Marsh", "Leo Martin"]),
        ("mar leo", ["Leona Marsh", "Leo Martin"]),
        ("garcia 1979", ["María José García Lorca"]),
        ("GARCIA maria", ["María José García Lorca"]),
        ("martin 2284", ["Leo Martin"]),
        ("2284", ["Leo Martin"]),
        ("612342284", ["Leo Martin"]),
        ("0034 612 34 22 84", ["Leo Martin"]),
        ("2.6.1979 leo", ["Leo Martin"]),
        ("20/11/91", ["Leona Marsh"]),
        ("1003", ["Leona Marsh"]),
        ("obrien", ["Seán O'Brien"]),
        ("o'br sean", ["Seán O'Brien"]),
        ("lorac", ["María José García Lorca"]),
        ("gorca lor", ["María José García Lorca"]),
        ("brein", ["Seán O'Brien"]),
        ("novak leo", []),
        ("nobody", []),
    ],
)
def test_people_are_found_by_what_is_typed(desk: Desk, text: str, names: list[str]) -> None:
    assert found(desk, text) == names


def test_every_letter_of_a_name_finds_it(desk: Desk) -> None:
    for text in ("garcia lorca maria jose", "jose garcia 1979", "leona marsh 7710"):
        for end in range(1, len(text) + 1):
            assert found(desk, text[:end]), text[:end]


def test_exact_words_come_before_beginnings_and_those_before_typing_errors(desk: Desk) -> None:
    add(desk, "Leon", "Ruiz")
    add(desk, "Lea", "Soto")
    assert found(desk, "leo") == ["Leo Martin", "Leona Marsh", "Leon Ruiz", "Lea Soto"]


def test_within_a_rank_those_seen_most_recently_come_first(desk: Desk) -> None:
    see(desk, "leo martin", 9)
    assert found(desk, "leo mar") == ["Leo Martin", "Leona Marsh"]
    see(desk, "leona marsh", 2)
    assert found(desk, "leo mar") == ["Leona Marsh", "Leo Martin"]


def test_a_visit_still_to_come_makes_nobody_recent(desk: Desk) -> None:
    see(desk, "leo martin", 9)
    see(desk, "leona marsh", -1)
    assert found(desk, "leo mar") == ["Leo Martin", "Leona Marsh"]


def test_a_visit_counts_from_its_start_on(desk: Desk) -> None:
    see(desk, "leona marsh", -1)
    assert found(desk, "") == []
    desk.clock.now = desk.at(9, day=1)
    assert found(desk, "") == ["Leona Marsh"]


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.NO_SHOW, Status.INVALID])
def test_a_visit_that_did_not_take_place_is_no_visit(desk: Desk, status: Status) -> None:
    see(desk, "leo martin", 9)
    see(desk, "leo martin", 2, hour=10)
    (last,) = desk.clinic.appointments.list(start=desk.at(0, day=-3)).items
    desk.clinic.appointments.set_status(id=last.id, status=status)
    (hit,) = desk.clinic.patients.search(text="leo martin")[:1]
    assert hit.last_seen == desk.at(9, day=-9)


def test_an_archived_visit_is_no_visit(desk: Desk) -> None:
    see(desk, "leo martin", 9)
    (last,) = desk.clinic.appointments.list().items
    desk.clinic.appointments.archive(id=last.id)
    assert desk.clinic.patients.search(text="leo martin")[0].last_seen is None
    assert found(desk, "") == []


def test_attending_a_group_is_a_visit(desk: Desk) -> None:
    see(desk, "leona marsh", 5, hour=8)
    desk.book(start=desk.at(9, day=-1), patient=None, attendees=[desk.leo.id, desk.eva.id], group=True)
    assert found(desk, "") == ["Leo Martin", "Eva Novák", "Leona Marsh"]
    (hit,) = desk.clinic.patients.search(text="leo martin")[:1]
    assert (hit.last_seen, hit.last_practitioner) == (desk.at(9, day=-1), "Dr. Amelia Chen")


def test_a_hit_tells_what_tells_people_apart(desk: Desk) -> None:
    desk.clinic.patients.update(id=desk.leo.id, alert="Latex")
    see(desk, "leo martin", 9, practitioner=desk.ortega.id)
    see(desk, "leo martin", 14)
    (hit, *_) = desk.clinic.patients.search(text="leo martin")
    assert (hit.id, hit.name, hit.birth_date, hit.number) == (desk.leo.id, "Leo Martin", date(1979, 6, 2), "1002")
    assert (hit.phones, hit.alert, hit.archived) == (("+34 612 34 22 84",), "Latex", False)
    assert (hit.last_seen, hit.last_practitioner) == (desk.at(9, day=-9), "Dr. Luis Ortega")


def test_a_visit_without_a_practitioner_names_none(desk: Desk) -> None:
    see(desk, "leo martin", 9, practitioner=None)
    (hit, *_) = desk.clinic.patients.search(text="leo martin")
    assert (hit.last_seen, hit.last_practitioner) == (desk.at(9, day=-9), None)


@pytest.mark.parametrize("text", ["", "  ", "?!"])
def test_no_text_finds_those_seen_last(desk: Desk, text: str) -> None:
    see(desk, "leo martin", 9)
    see(desk, "leona marsh", 2)
    see(desk, "leo martin", 14)
    assert found(desk, text) == ["Leona Marsh", "Leo Martin"]


def test_an_archived_patient_is_not_among_those_seen_last(desk: Desk) -> None:
    see(desk, "leo martin", 9)
    desk.clinic.patients.archive(id=desk.leo.id)
    assert found(desk, "") == []


def test_no_more_are_found_than_asked_for(desk: Desk) -> None:
    assert found(desk, "leo mar", limit=1) == ["Leona Marsh"]


@pytest.mark.parametrize("limit", [0, -1, 501])
def test_a_limit_that_cannot_be_is_invalid(desk: Desk, limit: int) -> None:
    with pytest.raises(Invalid, match="bad_page_size"):
        found(desk, "leo", limit=limit)


def test_a_number_comes_before_all_that_only_holds_its_digits(desk: Desk) -> None:
    add(desk, "Ana", "Ruiz", phones=["600 1002 9"])
    see(desk, "ana ruiz", 1)
    assert found(desk, "1002") == ["Leo Martin", "Ana Ruiz"]


def test_a_number_with_letters_is_found_in_either_case(desk: Desk) -> None:
    add(desk, "Ana", "Ruiz", number="P-77b")
    add(desk, "Eva", "Ruiz", number="P-78B")
    assert found(desk, "p-78b") == ["Eva Ruiz"]
    assert found(desk, "P-77b") == found(desk, "ruiz p77") == ["Ana Ruiz"]


def test_what_another_desk_writes_is_found_at_once(desk: Desk) -> None:
    assert found(desk, "") == []
    with desk.as_actor(desk.clinic.actor) as other:
        made = other.patients.create(given_name="Zoe", family_name="Quint")
        other.appointments.book(start=desk.at(7), end=desk.at(7, 30), patient=made.id)
    assert found(desk, "zoe") == found(desk, "") == ["Zoe Quint"]


def test_a_renamed_patient_is_found_by_the_new_name_only(desk: Desk) -> None:
    desk.clinic.patients.update(id=desk.leo.id, family_name="Quint")
    assert found(desk, "quint") == ["Leo Quint"]
    assert "Leo Quint" not in found(desk, "leo martin")


@pytest.mark.parametrize("text", ["%", "_", "leo%", "'", '"', "leo'; --", "\ud800", "\x00leo", "x" * 5000, "9" * 5000])
def test_no_text_does_harm(desk: Desk, text: str) -> None:
    assert isinstance(found(desk, text), list)


def test_a_minute_later_those_seen_by_then_are_found(desk: Desk) -> None:
    desk.clock.now = desk.at(8)
    desk.book(8, 5, patient=desk.leo.id)
    assert found(desk, "") == []
    desk.clock.now = type(desk.clock.now)(desk.at(8, 5) + MINUTE)
    assert found(desk, "") == ["Leo Martin"]
