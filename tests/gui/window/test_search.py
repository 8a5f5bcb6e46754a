"""The search field: patients, their visits, visits alone, commands."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle
from tests.support.clinics import DAY, Desk

CTRL = Qt.KeyboardModifier.ControlModifier


def titles(inside: Inside) -> list[str]:
    return [hit.title for hit in inside.work.search.palette.list.hits if not hit.heading]


def type_in(inside: Inside, qtbot: QtBot, settle: Settle, words: str) -> None:
    qtbot.keyClicks(inside.work.desk.top.search, words)
    qtbot.waitUntil(lambda: not inside.work.search.pausing)
    settle()


def press(inside: Inside, qtbot: QtBot, settle: Settle, key: Qt.Key) -> None:
    qtbot.keyClick(inside.work.desk.top.search, key)
    settle()


@pytest.fixture
def started(inside: Inside, qtbot: QtBot, settle: Settle) -> Inside:
    """Press Ctrl+K on the board."""
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_K, CTRL)
    settle()
    return inside


def test_ctrl_k_offers_commands_with_their_keys(started: Inside) -> None:
    first = started.work.search.palette.list.hits[1]
    assert (first.title, first.remark, started.work.desk.top.search.hasFocus()) == ("New appointment", "Ctrl N", True)


def test_letters_find_patients(started: Inside, qtbot: QtBot, settle: Settle) -> None:
    type_in(started, qtbot, settle, "nov")
    hit = started.work.search.palette.list.hits[1]
    assert (hit.title, hit.detail) == ("Eva Novák", "1979-06-02 · no. 1001")


def test_letters_find_commands(started: Inside, qtbot: QtBot, settle: Settle) -> None:
    type_in(started, qtbot, settle, "pinb")
    assert titles(started)[:2] == ["Put on the pinboard", "Place from the pinboard, or the copied block"]


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("improt", "Import a calendar file…"),
        ("setpu", "Settings…"),
        ("rooms", "Rooms"),
        ("practitioner", "Practitioners"),
        ("working hours", "Working hours"),
        ("holidays", "Holidays and closures"),
        ("buffer", "Services"),
        ("night", "Light or dark theme"),
        ("google", "Import a calendar file…"),
        ("outlok", "Import a calendar file…"),
    ],
)
def test_commands_are_found_by_related_words_and_with_a_slip_before_a_new_patient(
    started: Inside, qtbot: QtBot, settle: Settle, typed: str, command: str
) -> None:
    type_in(started, qtbot, settle, typed)
    found = titles(started)
    assert command in found
    assert found.index(command) < found.index(f"New patient “{typed}”")


def test_a_command_is_done(started: Inside, qtbot: QtBot, settle: Settle) -> None:
    type_in(started, qtbot, settle, "week view")
    press(started, qtbot, settle, Qt.Key.Key_Return)
    assert (started.days.view, started.work.search.palette.isVisible()) == ("week", False)


def test_a_page_of_the_settings_is_opened(started: Inside, qtbot: QtBot, settle: Settle) -> None:
    type_in(started, qtbot, settle, "out of service")
    press(started, qtbot, settle, Qt.Key.Key_Return)
    (opened,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsWindow))
    assert (opened.name, opened.isVisible()) == ("equipment", True)
    opened.close()
    settle()


def test_a_patient_who_is_not_found_can_be_written_down(
    started: Inside, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(started.outside, "ask_patient", lambda patient, text="": asked.append(text))
    type_in(started, qtbot, settle, "quentin xu")
    found = titles(started)
    press(started, qtbot, settle, Qt.Key.Key_Return)
    assert (found, asked) == (["New patient “quentin xu”"], ["quentin xu"])


def test_a_number_that_is_not_found_is_said_to_be_so(started: Inside, qtbot: QtBot, settle: Settle) -> None:
    type_in(started, qtbot, settle, "99999999")
    assert (titles(started), started.work.search.palette.message.text()) == ([], "Nothing found for “99999999”.")


def test_a_patient_leads_to_their_visits_next_one_first(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    for day in (-5, 3, 9):
        desk.book(9, start=desk.at(9, day=day))
    inside.work.do("palette")
    type_in(inside, qtbot, settle, "nov")
    press(inside, qtbot, settle, Qt.Key.Key_Return)
    assert titles(inside) == [
        "Book for Eva Novák",
        "Sat 21 Mar, 09:00–09:30",
        "Fri 27 Mar, 09:00–09:30",
        "Fri 13 Mar, 09:00–09:30",
        "Export the visits…",
        "Show the patient’s record",
    ]


def test_a_visit_is_shown_on_its_day(inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    visit = desk.book(9, start=desk.at(9, day=9))
    inside.work.do("palette")
    type_in(inside, qtbot, settle, "nov")
    press(inside, qtbot, settle, Qt.Key.Key_Return)
    press(inside, qtbot, settle, Qt.Key.Key_Down)
    press(inside, qtbot, settle, Qt.Key.Key_Return)
    assert inside.days.day == DAY.replace(day=27)
    assert (inside.work.desk.board.selected(), inside.selection.visit) == (visit.id, visit.id)


def test_ctrl_f_finds_a_visit_by_three_letters(inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    visit = desk.book(15)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_F, CTRL)
    type_in(inside, qtbot, settle, "nov")
    found = titles(inside)
    press(inside, qtbot, settle, Qt.Key.Key_Return)
    assert (found, inside.selection.visit) == (["Eva Novák · Wed 18 Mar, 15:00–15:30"], visit.id)


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_F])
def test_a_visit_of_nobody_is_found_by_its_title(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle, key: Qt.Key
) -> None:
    visit = desk.clinic.appointments.book(start=desk.at(15), end=desk.at(15, 30), title="Quincy Testvisit")
    qtbot.keyClick(inside.work.desk.board, key, CTRL)
    settle()
    type_in(inside, qtbot, settle, "quincy")
    assert "Quincy Testvisit · Wed 18 Mar, 15:00–15:30" in titles(inside)
    press(inside, qtbot, settle, Qt.Key.Key_Return)
    assert inside.selection.visit == visit.id


def test_a_masked_title_is_not_told_beside_its_visit(inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    desk.clinic.appointments.book(start=desk.at(15), end=desk.at(15, 30), title="Quincy Testvisit")
    inside.work.do("mask")
    inside.work.do("find")
    type_in(inside, qtbot, settle, "quincy")
    hits = inside.work.search.palette.list.hits
    assert hits
    assert "Quincy" not in str([(hit.title, hit.detail, hit.remark) for hit in hits])


def test_after_a_visit_was_found_a_letter_acts_on_it(inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    visit = desk.book(15)
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_F, CTRL)
    type_in(inside, qtbot, settle, "nov")
    press(inside, qtbot, settle, Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A)
    settle()
    assert desk.clinic.appointments.get(id=visit.id).appointment.status.value == "arrived"


def test_escape_gives_the_board_its_keys_back(started: Inside, qtbot: QtBot, settle: Settle) -> None:
    press(started, qtbot, settle, Qt.Key.Key_Escape)
    assert (started.work.search.palette.isVisible(), QApplication.focusWidget()) == (False, started.work.desk.board)


def test_letters_in_the_field_do_nothing_to_visits(inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    visit = desk.book(9)
    inside.days.refresh()
    settle()
    inside.selection.select(visit.id)
    inside.work.do("palette")
    type_in(inside, qtbot, settle, "asdncm")
    assert desk.clinic.appointments.get(id=visit.id).appointment.status.value == "booked"


def test_masked_names_are_masked_here_too(inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    desk.book(9)
    inside.work.do("mask")
    inside.work.do("palette")
    type_in(inside, qtbot, settle, "nov")
    patients = [(hit.title, hit.detail) for hit in inside.work.search.palette.list.hits]
    inside.work.do("find")
    type_in(inside, qtbot, settle, "nov")
    assert "Novák" not in str(patients) + str(titles(inside))
    # They are told apart by their numbers.
    assert ("• • •", "no. 1001") in patients
    assert titles(inside)


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_F])
@pytest.mark.parametrize(("typed", "day"), [("20 jul 2027", date(2027, 7, 20)), ("next tue", date(2026, 3, 24))])
def test_a_typed_day_is_gone_to(
    inside: Inside, qtbot: QtBot, settle: Settle, key: Qt.Key, typed: str, day: date
) -> None:
    qtbot.keyClick(inside.work.desk.board, key, CTRL)
    settle()
    type_in(inside, qtbot, settle, typed)
    assert titles(inside)[0] == f"Go to {day:%A}, {day.day} {day:%B} {day.year}"
    press(inside, qtbot, settle, Qt.Key.Key_Return)
    assert (inside.days.day, inside.work.search.palette.isHidden()) == (day, True)


def test_a_date_of_birth_still_finds_its_patient_first(
    inside: Inside, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_K, CTRL)
    settle()
    type_in(inside, qtbot, settle, "2.6.1979")
    assert titles(inside)[0] == "Eva Novák"
