"""Any operation can be called from a terminal, and whatever goes wrong is an answer, not a crash."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.cli import schema
from frontdesk.cli.main import main
from frontdesk.domain.ids import Id
from frontdesk.services.operations import CATALOGUE, load_catalogue
from tests.cli.conftest import Terminal
from tests.support.clinics import DAY, Desk

NINE = "2026-03-18T09:00:00-04:00"
HALF_PAST_NINE = "2026-03-18T09:30:00-04:00"


def booking(desk: Desk, **more: object) -> str:
    """Write the JSON of a booking of Eva with Dr. Chen at nine."""
    sent = {"start": NINE, "end": HALF_PAST_NINE, "practitioner": str(desk.chen.id), "patient": str(desk.eva.id)}
    return json.dumps({**sent, **more})


def test_help_shows_every_command_and_how_to_open_the_window(terminal: Terminal) -> None:
    answer = terminal("--help")
    assert answer.status == 0
    for word in ("operations", "call", "undo", "redo", "--smoke", "exit status"):
        assert word in answer.out


def test_without_a_command_it_says_what_there_is(terminal: Terminal) -> None:
    assert terminal().status == 2


def test_operations_are_listed_a_line_each(terminal: Terminal) -> None:
    answer = terminal("operations")
    load_catalogue()
    assert [line.split()[0] for line in answer.out.splitlines()] == sorted(CATALOGUE)


def test_every_operation_is_listed_with_the_schemas_of_its_arguments_and_reply(terminal: Terminal) -> None:
    answer = terminal("operations", "--json").json
    assert [each["name"] for each in answer["operations"]] == sorted(CATALOGUE)
    for each in answer["operations"]:
        assert each["summary"].endswith("."), each["name"]
        assert each["arguments"]["$schema"] == each["reply"]["$schema"] == schema.DIALECT


def test_every_reference_in_a_schema_leads_somewhere(terminal: Terminal) -> None:
    for each in terminal("operations", "--json").json["operations"]:
        for part in (each["arguments"], each["reply"]):
            wanted = set(re.findall(r"#/\$defs/(\w+)", json.dumps(part)))
            assert wanted <= set(part.get("$defs", ())), each["name"]


def test_a_booking_comes_back_with_ids_as_texts_and_times_in_the_clinics_zone(desk: Desk, terminal: Terminal) -> None:
    answer = terminal("call", "appointments.book", booking(desk), "--db", desk.path)
    assert answer.status == 0
    assert answer.json["practitioner_id"] == str(desk.chen.id)
    assert (answer.json["start"], answer.json["end"]) == (NINE, HALF_PAST_NINE)


def test_times_may_be_asked_for_in_another_zone(desk: Desk, terminal: Terminal) -> None:
    answer = terminal("call", "appointments.book", booking(desk), "--db", desk.path, "--zone", "Asia/Tokyo")
    assert answer.json["start"] == "2026-03-18T22:00:00+09:00"


def test_what_was_booked_is_in_the_book(desk: Desk, terminal: Terminal) -> None:
    booked = terminal("call", "appointments.book", booking(desk), "--db", desk.path).json["id"]
    assert desk.clinic.appointments.get(id=Id(int(booked))).appointment.practitioner_id == desk.chen.id


def test_a_conflict_lists_the_visit_that_is_in_the_way(desk: Desk, terminal: Terminal) -> None:
    held = desk.book(9)
    error = terminal("call", "appointments.book", booking(desk), "--db", desk.path).error
    assert error["code"] == "conflict"
    [clash] = error["clashes"]
    assert (clash["appointment_id"], clash["start"]) == (str(held.id), NINE)


def test_an_update_keeps_what_is_left_out_and_clears_what_is_null(desk: Desk, terminal: Terminal) -> None:
    held = desk.book(9, title="Check-up", description="Bring the letter")
    sent = json.dumps({"id": str(held.id), "description": None})
    answer = terminal("call", "appointments.update", sent, "--db", desk.path).json
    assert (answer["title"], answer["description"]) == ("Check-up", "")


def test_arguments_may_come_from_the_standard_input(
    desk: Desk, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(booking(desk).encode())))
    assert terminal("call", "appointments.book", "-", "--db", desk.path).status == 0


def test_arguments_may_come_from_a_file(desk: Desk, terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "booking.json").write_text(booking(desk), "utf-8")
    assert terminal("call", "appointments.book", f"@{tmp_path / 'booking.json'}", "--db", desk.path).status == 0


def test_a_file_of_arguments_that_is_not_there_is_named(desk: Desk, terminal: Terminal) -> None:
    error = terminal("call", "profile.get", "@nowhere.json", "--db", desk.path).error
    assert (error["reason"], error["got"]) == ("cannot_read", "nowhere.json")


def test_an_operation_without_arguments_needs_none(desk: Desk, terminal: Terminal) -> None:
    assert terminal("call", "profile.get", "--db", desk.path).json["name"] == "Main Street"


def test_an_unknown_operation_is_answered_with_the_one_that_was_meant(desk: Desk, terminal: Terminal) -> None:
    error = terminal("call", "appointment.book", "{}", "--db", desk.path).error
    assert (error["reason"], error["suggestion"]) == ("unknown_operation", "appointments.book")


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ("{", "not_json", "arguments"),
        ("[]", "wrong_type", "arguments"),
        ("{}", "missing_field", "start"),
        ('{"start": "tomorrow"}', "not_a_time", "start"),
        ('{"start": 0, "ende": 1}', "unknown_field", "ende"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_in_json(
    sent: str, reason: str, field: str, desk: Desk, terminal: Terminal
) -> None:
    error = terminal("call", "appointments.book", sent, "--db", desk.path).error
    assert (error["code"], error["reason"], error["field"]) == ("invalid", reason, field)


def test_an_unknown_id_is_answered_with_its_kind(desk: Desk, terminal: Terminal) -> None:
    error = terminal("call", "practitioners.get", '{"id": "5"}', "--db", desk.path).error
    assert (error["code"], error["kind"], error["id"]) == ("not_found", "practitioner", "5")


def test_a_role_may_do_what_its_rights_allow_and_nothing_else(desk: Desk, terminal: Terminal) -> None:
    assert terminal("call", "profile.get", "--db", desk.path, "--as", "auditor").status == 0
    error = terminal("call", "appointments.book", booking(desk), "--db", desk.path, "--as", "auditor").error
    assert (error["code"], error["right"]) == ("forbidden", "appointment.book")


def test_a_file_that_is_not_there_is_unavailable(terminal: Terminal, tmp_path: Path) -> None:
    error = terminal("call", "profile.get", "--db", tmp_path / "none.frontdesk").error
    assert (error["code"], error["reason"]) == ("unavailable", "no_such_file")


def test_undo_and_redo_take_the_last_step_back_and_do_it_again(desk: Desk, terminal: Terminal) -> None:
    held = desk.book(9)
    assert terminal("undo", "--db", desk.path, "--json").json["days"] == [DAY.isoformat()]
    assert terminal("call", "appointments.get", json.dumps({"id": str(held.id)}), "--db", desk.path).status == 2
    assert terminal("redo", "--db", desk.path, "--json").json["operation"] == "appointments.book"
    assert terminal("call", "appointments.get", json.dumps({"id": str(held.id)}), "--db", desk.path).status == 0


def test_undo_with_nothing_left_says_so(desk: Desk, terminal: Terminal) -> None:
    assert terminal("undo", "--db", desk.path, "--json").error["reason"] == "nothing_to_undo"


def test_undo_and_redo_are_told_in_a_line_for_people(desk: Desk, terminal: Terminal) -> None:
    desk.book(9)
    assert terminal("undo", "--db", desk.path).out.startswith("Taken back: Visit booked")
    assert terminal("redo", "--db", desk.path).out.startswith("Done again: Visit booked")


def test_something_unexpected_is_told_without_the_words_that_may_name_a_patient(
    desk: Desk, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("Eva Novák")

    monkeypatch.setattr("frontdesk.services.clinic.Clinic.call", breaks)
    answer = terminal("call", "profile.get", "--db", desk.path)
    assert (answer.status, answer.json["error"]["code"]) == (1, "unexpected")
    assert "ZeroDivisionError" in answer.err
    assert "Eva" not in answer.out + answer.err


def test_an_interrupted_command_ends_quietly(desk: Desk, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("frontdesk.services.clinic.Clinic.call", interrupted)
    answer = terminal("call", "profile.get", "--db", desk.path)
    assert (answer.status, answer.out, answer.err) == (130, "", "")


def frontdesk(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program itself."""
    command = [sys.executable, "-m", "frontdesk", *(str(argument) for argument in arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8")


def test_the_program_books_from_a_pipe_and_refuses_with_status_2(desk: Desk) -> None:
    booked = frontdesk("call", "appointments.book", "-", "--db", desk.path, stdin=booking(desk, title="Señora Œ"))
    assert (booked.returncode, booked.stderr) == (0, "")
    assert json.loads(booked.stdout)["title"] == "Señora Œ"
    again = frontdesk("call", "appointments.book", "-", "--db", desk.path, stdin=booking(desk))
    assert (again.returncode, json.loads(again.stdout)["error"]["code"]) == (2, "conflict")


@pytest.mark.parametrize("words", [("operations",), ("operations", "--json")])
def test_a_reader_that_goes_away_early_is_no_error(words: tuple[str, ...]) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "frontdesk", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    complaint = program.stderr.read()
    program.stderr.close()
    assert (program.wait(), complaint) == (141, b"")


def test_asking_for_help_loads_neither_qt_nor_the_database() -> None:
    look = "import sys; from frontdesk.__main__ import main; sys.argv[1:] = ['--help']\n" + (
        "try: main()\nexcept SystemExit: pass\nassert not {'PySide6', 'sqlalchemy', 'icalendar'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", look], capture_output=True).returncode == 0


def test_the_version_is_told(terminal: Terminal) -> None:
    from frontdesk import __version__

    assert terminal("--version").out == f"frontdesk {__version__}\n"


def test_main_reads_the_arguments_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["frontdesk", "operations"])
    assert main() == 0
    assert "appointments.book" in capsys.readouterr().out
