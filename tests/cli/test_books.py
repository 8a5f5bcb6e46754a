"""A sample clinic can be made, and any clinic's file checked, from a terminal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from frontdesk.services.clinic import open_clinic
from tests.cli.conftest import Terminal
from tests.support.clinics import Desk

SMALL = ("--practitioners", 2, "--patients", 20, "--days", 3)


@pytest.fixture
def sample(tmp_path: Path, terminal: Terminal) -> Path:
    """Make a small sample clinic."""
    path = tmp_path / "sample.frontdesk"
    assert terminal("demo", "--db", path, *SMALL).status == 0
    return path


def test_a_sample_clinic_has_what_was_asked_for(sample: Path) -> None:
    with open_clinic(sample) as clinic:
        assert len(clinic.practitioners.list()) == 2
        assert clinic.appointments.list(size=1).total > 0


def test_what_was_made_is_told_as_json(tmp_path: Path, terminal: Terminal) -> None:
    answer = terminal("demo", "--db", tmp_path / "a.frontdesk", *SMALL, "--visits", 30, "--json").json
    assert (answer["practitioners"], answer["patients"], answer["visits"]) == (2, 20, 30)


def test_a_sample_clinic_in_another_zone_keeps_that_zone(tmp_path: Path, terminal: Terminal) -> None:
    path = tmp_path / "a.frontdesk"
    terminal("demo", "--db", path, *SMALL, "--zone", "Europe/Madrid")
    with open_clinic(path) as clinic:
        assert clinic.profile.get().zone == "Europe/Madrid"


def test_a_sample_clinic_never_replaces_a_file(sample: Path, terminal: Terminal) -> None:
    before = sample.read_bytes()
    answer = terminal("demo", "--db", sample, *SMALL, "--json")
    assert answer.error["reason"] == "already_there"
    assert sample.read_bytes() == before


def test_a_refusal_is_a_line_for_people_unless_json_is_asked_for(sample: Path, terminal: Terminal) -> None:
    answer = terminal("demo", "--db", sample, *SMALL)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("frontdesk: already there; path: ")


def test_a_number_that_is_too_small_is_refused_with_its_field(tmp_path: Path, terminal: Terminal) -> None:
    error = terminal("demo", "--db", tmp_path / "a.frontdesk", "--days", 0, "--json").error
    assert (error["reason"], error["field"]) == ("bad_size", "days")


def test_a_sound_book_is_told_to_be_sound(sample: Path, terminal: Terminal) -> None:
    answer = terminal("check", "--db", sample)
    assert answer.status == 0
    assert answer.out.startswith("Sound: ")


def test_a_book_that_was_changed_behind_its_record_is_told_with_the_place(desk: Desk, terminal: Terminal) -> None:
    held = desk.book(9, title="Check-up")
    desk.clinic.close()
    with sqlite3.connect(desk.path) as connection:
        connection.execute("UPDATE appointment SET title = 'Something else' WHERE id = ?", (held.id,))
    connection.close()
    answer = terminal("check", "--db", desk.path, "--json")
    assert (answer.status, answer.json["sound"]) == (2, False)
    assert str(held.id) in str(answer.json["problems"])
    assert "NOT sound" in terminal("check", "--db", desk.path).out


def test_a_file_that_is_no_book_is_unavailable(tmp_path: Path, terminal: Terminal) -> None:
    (tmp_path / "letter.txt").write_text("Dear colleague,")
    assert terminal("check", "--db", tmp_path / "letter.txt", "--json").error["code"] == "unavailable"
