"""Calendar files go out from a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Terminal
from tests.support.clinics import Desk
from tests.support.rules import add_calendar


def test_an_export_is_a_calendar_file_on_the_standard_output(desk: Desk, terminal: Terminal) -> None:
    desk.book(9)
    answer = terminal("export", "--db", desk.path)
    assert answer.out.startswith("BEGIN:VCALENDAR")
    assert answer.out.count("BEGIN:VEVENT") == 1


def test_an_export_comes_in_again_as_the_same_visits(desk: Desk, tmp_path: Path, terminal: Terminal) -> None:
    desk.book(9)
    desk.book(11, title="Follow-up")
    out = tmp_path / "out.ics"
    assert terminal("export", "--db", desk.path, "--to", out).status == 0
    answer = terminal("import", out, "--db", desk.path, "--dry-run", "--json").json
    assert [row["state"] for row in answer["rows"]] == ["same", "same"]


@pytest.mark.parametrize(
    ("options", "visits"),
    [
        (("--from", "2026-03-18", "--until", "2026-03-18"), 2),
        (("--from", "2026-03-19"), 1),
        (("--until", "2026-03-18"), 2),
        (("--from", "2026-03-18T09:30:00-04:00", "--until", "2026-03-18"), 1),
        (("--from", "2026-03-18 09:30", "--until", "2026-03-18T16:00"), 0),
        (("--from", "2026-03-20"), 0),
    ],
)
def test_a_range_is_of_dates_or_times_and_includes_its_last_date(
    options: tuple[str, ...], visits: int, desk: Desk, terminal: Terminal
) -> None:
    desk.book(9)
    desk.book(16)
    desk.book(start=desk.at(9, day=1))
    assert terminal("export", "--db", desk.path, *options).out.count("BEGIN:VEVENT") == visits


@pytest.mark.parametrize("told", [lambda one: one.id, lambda one: one.name, lambda one: one.name.split()[-1].lower()])
def test_an_export_may_be_of_one_practitioner_patient_or_calendar(
    desk: Desk, terminal: Terminal, told: Callable[[Any], object]
) -> None:
    calendar = add_calendar(desk, name="Check-ups")
    desk.book(9)
    mine = desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    theirs = desk.book(13, calendar=calendar.id, ignore_free_slots=True)
    for option, one, held in (
        ("--practitioner", desk.ortega, mine),
        ("--patient", desk.leo, mine),
        ("--calendar", calendar, theirs),
    ):
        out = terminal("export", "--db", desk.path, option, told(one)).out
        assert (out.count("BEGIN:VEVENT"), held.uid in out) == (1, True)


def test_a_patient_may_be_named_by_number_and_a_calendar_by_slug(desk: Desk, terminal: Terminal) -> None:
    add_calendar(desk, slug="check")
    desk.book(9)
    assert terminal("export", "--db", desk.path, "--patient", "1001").out.count("BEGIN:VEVENT") == 1
    assert terminal("export", "--db", desk.path, "--calendar", "check").status == 0


@pytest.mark.parametrize("option", ["--practitioner", "--patient", "--calendar"])
@pytest.mark.parametrize("text", ["Nobody", "987654321987", ""])
def test_a_name_that_nothing_has_is_refused_with_its_option(
    option: str, text: str, desk: Desk, terminal: Terminal
) -> None:
    answer = terminal("export", "--db", desk.path, option, text)
    assert (answer.status, answer.out) == (2, "")
    assert f"field: {option[2:]}" in answer.err or f"kind: {option[2:]}" in answer.err


def test_a_name_that_several_have_is_refused_with_all_of_them(desk: Desk, terminal: Terminal) -> None:
    answer = terminal("export", "--db", desk.path, "--practitioner", "dr")
    assert (answer.status, answer.out) == (2, "")
    assert "Dr. Amelia Chen, Dr. Luis Ortega" in answer.err


@pytest.mark.parametrize(("names", "summary"), [("full", "About Eva"), ("initials", "E. N."), ("busy", "Busy")])
def test_as_much_is_said_of_patients_as_is_asked_for(names: str, summary: str, desk: Desk, terminal: Terminal) -> None:
    desk.book(9, title="About Eva")
    assert f"SUMMARY:{summary}\r\n" in terminal("export", "--db", desk.path, "--names", names).out


def test_another_way_to_say_names_is_not_understood(desk: Desk, terminal: Terminal) -> None:
    assert terminal("export", "--db", desk.path, "--names", "some").status == 2
    assert terminal("export", "--db", desk.path, "--names", "busy", "--free-busy").status == 2


def test_free_busy_time_is_of_sixty_days_unless_more_is_said(desk: Desk, terminal: Terminal) -> None:
    desk.book(9)
    mine = ("export", "--db", desk.path, "--free-busy", "--practitioner", "chen")
    out = terminal(*mine, "--from", "2026-03-01").out
    assert "DTSTART:20260301T050000Z\r\nDTEND:20260430T040000Z" in out
    assert "FREEBUSY;FBTYPE=BUSY:20260318T130000Z/20260318T133000Z" in out
    out = terminal(*mine, "--from", "2026-03-19", "--until", "2026-03-20").out
    assert "DTSTART:20260319T040000Z\r\nDTEND:20260321T040000Z" in out


def test_free_busy_time_begins_at_the_beginning_of_today(desk: Desk, terminal: Terminal) -> None:
    out = terminal("export", "--db", desk.path, "--free-busy").out
    (begun,) = (line for line in out.splitlines() if line.startswith("DTSTART:"))
    since = datetime.now(UTC) - datetime.strptime(f"{begun[8:]}+0000", "%Y%m%dT%H%M%SZ%z")
    # The longest day has an hour more, and the clock of the computer goes on.
    assert timedelta() <= since < timedelta(hours=25, minutes=1)


def test_free_busy_time_is_of_no_patient(desk: Desk, terminal: Terminal) -> None:
    answer = terminal("export", "--db", desk.path, "--free-busy", "--patient", "eva")
    assert (answer.status, answer.out) == (2, "")
    assert "field: patient" in answer.err


@pytest.mark.parametrize(
    "when", ["some day", "2026-02-30", "2026-3-18", "9999-12-31", "25:00", "2026-03-18T09:30:00+99"]
)
def test_what_is_no_date_is_refused(when: str, desk: Desk, terminal: Terminal) -> None:
    answer = terminal("export", "--db", desk.path, "--until", when)
    assert (answer.status, answer.out) == (2, "")
    assert "field: until" in answer.err


def test_an_exported_file_replaces_the_old_one_whole(desk: Desk, tmp_path: Path, terminal: Terminal) -> None:
    out = tmp_path / "out.ics"
    out.write_text("an older one", "utf-8")
    desk.book(9)
    assert "1 visits" in terminal("export", "--db", desk.path, "--to", out).out
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert [path.name for path in tmp_path.iterdir() if "out.ics" in path.name] == ["out.ics"]


def test_an_export_that_fails_leaves_the_old_file_as_it_was(
    desk: Desk, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out.ics"
    out.write_text("an older one", "utf-8")
    monkeypatch.setattr(os, "fsync", full)
    answer = terminal("export", "--db", desk.path, "--to", out)
    assert (answer.status, out.read_text("utf-8")) == (2, "an older one")
    assert "No space left" in answer.err
    assert [path.name for path in tmp_path.iterdir() if "out.ics" in path.name] == ["out.ics"]


def test_an_export_never_replaces_the_clinic_itself(desk: Desk, terminal: Terminal) -> None:
    before = desk.path.read_bytes()
    assert terminal("export", "--db", desk.path, "--to", desk.path).status == 2
    assert desk.path.read_bytes() == before


def test_a_folder_that_is_not_there_is_said(desk: Desk, tmp_path: Path, terminal: Terminal) -> None:
    answer = terminal("export", "--db", desk.path, "--to", tmp_path / "none" / "out.ics")
    assert answer.status == 2
    assert "cannot write" in answer.err
