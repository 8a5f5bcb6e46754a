"""Calendar files come in from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.support.clinics import Desk


def event(uid: str, start: str, end: str, *more: str) -> str:
    """Write one event; times are UTC."""
    lines = (f"UID:{uid}", "DTSTAMP:20260301T000000Z", f"DTSTART:{start}", f"DTEND:{end}", f"SUMMARY:Visit {uid}")
    return "\r\n".join(("BEGIN:VEVENT", *lines, *more, "END:VEVENT"))


def calendar(path: Path, *events: str) -> Path:
    """Write a calendar file."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//Test//EN")
    path.write_bytes("\r\n".join((*head, *events, "END:VCALENDAR", "")).encode())
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Write a file of two visits, 9:00 and 9:30 on the clinic's wall clock."""
    return calendar(
        tmp_path / "two.ics",
        event("a", "20260318T130000Z", "20260318T133000Z"),
        event("b", "20260318T133000Z", "20260318T140000Z"),
    )


def total(desk: Desk) -> int:
    """Count the visits of the clinic."""
    return desk.clinic.appointments.list(size=1).total


def test_an_import_brings_every_event_in_and_tells_how_to_take_it_back(
    desk: Desk, two: Path, terminal: Terminal
) -> None:
    answer = terminal("import", two, "--db", desk.path)
    assert (answer.status, total(desk)) == (0, 2)
    assert "2 events: 2 new" in answer.out
    assert "frontdesk undo" in answer.out


def test_one_undo_takes_a_whole_import_back(desk: Desk, two: Path, terminal: Terminal) -> None:
    terminal("import", two, "--db", desk.path)
    assert terminal("undo", "--db", desk.path).status == 0
    assert total(desk) == 0


def test_the_same_file_changes_nothing_the_second_time(desk: Desk, two: Path, terminal: Terminal) -> None:
    terminal("import", two, "--db", desk.path)
    answer = terminal("import", two, "--db", desk.path)
    assert "Nothing was changed." in answer.out
    assert total(desk) == 2


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(desk: Desk, two: Path, terminal: Terminal) -> None:
    answer = terminal("import", two, "--db", desk.path, "--dry-run", "--json").json
    assert [(row["title"], row["state"]) for row in answer["rows"]] == [("Visit a", "new"), ("Visit b", "new")]
    assert answer["counts"]["new"] == 2
    assert answer["rows"][0]["start"] == "2026-03-18T09:00:00-04:00"
    assert total(desk) == 0


def test_what_is_too_far_back_is_told_as_left_out(desk: Desk, tmp_path: Path, terminal: Terminal) -> None:
    old = event("old", "20100318T150000Z", "20100318T153000Z").replace("UID:", "RRULE:FREQ=DAILY;COUNT=5\r\nUID:")
    told = terminal("import", calendar(tmp_path / "old.ics", old), "--db", desk.path, "--dry-run").out
    assert "1 events: 1 left out" in told


def test_several_files_come_in_as_one_step(desk: Desk, two: Path, tmp_path: Path, terminal: Terminal) -> None:
    other = calendar(tmp_path / "other.ics", event("c", "20260318T150000Z", "20260318T153000Z"))
    answer = terminal("import", two, other, "--db", desk.path, "--json").json
    assert answer["visits"] == 3
    terminal("undo", "--db", desk.path)
    assert total(desk) == 0


def test_what_clashes_is_left_out_and_named(desk: Desk, two: Path, terminal: Terminal) -> None:
    desk.book(9)
    answer = terminal("import", two, "--db", desk.path, "--practitioner", desk.chen.id)
    assert "two.ics:4 VEVENT 2026-03-18T09:00:00-04:00 clashing" in answer.out
    assert total(desk) == 2


def test_what_clashes_is_booked_anyway_when_asked_for(desk: Desk, two: Path, terminal: Terminal) -> None:
    desk.book(9)
    terminal("import", two, "--db", desk.path, "--practitioner", desk.chen.id, "--book-anyway")
    assert total(desk) == 3
    assert desk.clinic.appointments.list(practitioner=desk.chen.id).total == 3


def test_a_damaged_event_is_named_by_its_line_and_the_rest_comes_in(
    desk: Desk, tmp_path: Path, terminal: Terminal
) -> None:
    path = calendar(
        tmp_path / "damaged.ics",
        event("a", "yesterday", "20260318T133000Z"),
        event("b", "20260318T133000Z", "20260318T140000Z"),
    )
    answer = terminal("import", path, "--db", desk.path)
    assert answer.status == 0
    assert "damaged.ics:4 VEVENT unreadable" in answer.out
    assert total(desk) == 1


def test_a_file_that_is_not_there_is_said_and_nothing_comes_in(desk: Desk, two: Path, terminal: Terminal) -> None:
    error = terminal("import", two, "none.ics", "--db", desk.path, "--json").error
    assert (error["code"], error["path"]) == ("unavailable", "none.ics")
    assert total(desk) == 0


def test_an_id_that_is_none_is_refused_with_its_option(desk: Desk, two: Path, terminal: Terminal) -> None:
    assert (
        terminal("import", two, "--db", desk.path, "--practitioner", "Chen", "--json").error["field"] == "practitioner"
    )


def test_an_auditor_may_not_import(desk: Desk, two: Path, terminal: Terminal) -> None:
    error = terminal("import", two, "--db", desk.path, "--as", "auditor", "--json").error
    assert error["right"] == "ics.import"
