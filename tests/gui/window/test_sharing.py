"""A single visit is handed to other programs: what they get, what it tells, and that it goes with the session."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk
from tests.support.held_times import hold


@pytest.fixture
def visit(inside: Inside, desk: Desk, settle: Settle) -> Appointment:
    """Give a visit of Eva's that is selected on the board."""
    made = desk.book(9, 30, service=desk.service.id)
    inside.days.refresh()
    settle()
    inside.selection.select(made.id)
    settle()
    return made


def copied(inside: Inside, settle: Settle) -> QMimeData:
    inside.work.do("copy_entry")
    settle()
    held = QGuiApplication.clipboard().mimeData()
    kept = QMimeData()
    for name in held.formats():
        kept.setData(name, held.data(name))
    return kept


@pytest.mark.usefixtures("visit")
def test_a_calendar_gets_the_entry_itself(inside: Inside, settle: Settle) -> None:
    entry = copied(inside, settle).data("text/calendar").data()
    assert bytes(entry).count(b"BEGIN:VEVENT") == 1
    assert b"DTSTART;TZID=America/New_York:20260318T093000" in bytes(entry)


@pytest.mark.usefixtures("visit")
def test_a_mail_program_and_a_file_manager_get_a_file_of_it(inside: Inside, settle: Settle) -> None:
    data = copied(inside, settle)
    (url,) = data.urls()
    assert Path(url.toLocalFile()).read_bytes() == bytes(data.data("text/calendar").data())
    assert bytes(data.data("x-special/gnome-copied-files").data()) == b"copy\n" + url.toEncoded().data()


@pytest.mark.usefixtures("visit")
def test_a_text_field_gets_words_that_name_no_patient(inside: Inside, settle: Settle) -> None:
    lines = copied(inside, settle).text().splitlines()
    assert lines == [
        "Consultation with Dr. Amelia Chen",
        "Wednesday, 18 March 2026, 09:30–10:00",
        "Main Street",
    ]


@pytest.mark.usefixtures("visit")
def test_the_name_of_the_file_tells_the_time_and_no_name(inside: Inside, settle: Settle) -> None:
    (url,) = copied(inside, settle).urls()
    assert Path(url.toLocalFile()).name == "visit-2026-03-18-0930.ics"


@pytest.mark.usefixtures("visit")
def test_copying_is_told_without_a_name(inside: Inside, settle: Settle) -> None:
    copied(inside, settle)
    assert toasts(inside) == ["Copied: Wed 18 Mar, 09:30–10:00. Paste it into a mail, a calendar or a folder."]


def test_a_visit_over_midnight_says_both_days(inside: Inside, desk: Desk, settle: Settle) -> None:
    night = desk.book(start=desk.at(22), minutes=600)
    inside.selection.select(night.id)
    settle()
    told = copied(inside, settle).text()
    assert "Wednesday, 18 March 2026, 22:00 – Thursday, 19 March 2026, 08:00" in told


def test_without_a_selected_visit_it_says_so(inside: Inside, settle: Settle) -> None:
    inside.work.do("copy_entry")
    settle()
    assert toasts(inside) == ["Select a visit first."]


def test_a_time_that_is_only_held_is_no_entry(inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.selection.select(hold(desk, 10).id)
    settle()
    inside.work.do("copy_entry")
    settle()
    assert toasts(inside) == ["A time that is only held, or was put away, is no calendar entry."]


@pytest.mark.usefixtures("visit")
def test_the_file_goes_with_the_session_and_the_clipboard_keeps_the_entry(
    inside: Inside, window: MainWindow, settle: Settle
) -> None:
    (url,) = copied(inside, settle).urls()
    window.close()
    kept = QGuiApplication.clipboard().mimeData()
    assert not Path(url.toLocalFile()).exists()
    assert (kept.urls(), b"BEGIN:VEVENT" in bytes(kept.data("text/calendar").data())) == ([], True)


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.usefixtures("visit")
def test_a_visit_is_saved_as_a_file_where_the_last_one_went(inside: Inside, settle: Settle, tmp_path: Path) -> None:
    inside.work.do("save_entry")
    settle()
    asked = [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()]
    asked[0].fileSelected.emit(str(tmp_path / "eva.ics"))
    asked[0].reject()
    settle()
    assert b"BEGIN:VEVENT" in (tmp_path / "eva.ics").read_bytes()
    assert toasts(inside) == ["Visit saved as eva.ics"]
    inside.work.do("save_entry")
    settle()
    again = [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()]
    assert Path(again[0].selectedFiles()[0]) == tmp_path / "visit-2026-03-18-0930.ics"
    again[0].reject()


@pytest.mark.usefixtures("visit")
def test_the_inspector_has_a_button_for_it(inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    qtbot.mouseClick(inside.work.desk.inspector.share, Qt.MouseButton.LeftButton)
    settle()
    assert toasts(inside)[0].startswith("Copied:")


def test_the_menu_of_a_visit_offers_both(inside: Inside, visit: Appointment) -> None:
    menu = inside.menus.visit_menu(["edit"], inside.work.desk)
    assert [each.text() for each in menu.actions()[-2:]] == ["Copy as calendar entry", "Save visit as file…"]


def test_nothing_offers_to_hand_out_a_time_that_is_only_held(inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.selection.select(hold(desk, 10).id)
    settle()
    assert not inside.work.desk.inspector.share.isVisible()
    inside.selection.select(desk.book(12).id)
    settle()
    assert inside.work.desk.inspector.share.isVisible()
