"""Printing from the window: the day as it is seen, saved as a PDF file where there is no printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from frontdesk.gui.printing.panel import PrintPanel
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk


def opened(inside: Inside) -> PrintPanel:
    """Give what is shown to be printed."""
    panel = inside.work.areas.printing.panel
    assert panel is not None
    return panel


def test_its_key_shows_the_day_as_the_board_does(desk: Desk, inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    desk.book(9, 30)
    inside.days.look()
    settle()
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    sheet = opened(inside).sheet
    assert sheet.title == "Wednesday, 18 March 2026"
    [visit] = inside.work.desk.board.board.visits
    assert [row[1] for row in sheet.tables[0].rows] == [visit.patient]
    assert visit.patient in opened(inside).pages.accessibleDescription()


def test_masked_names_stay_masked_on_paper(desk: Desk, inside: Inside, settle: Settle) -> None:
    desk.book(9, 30)
    inside.days.look()
    settle()
    inside.work.toggle_mask()
    inside.work.do("print")
    settle()
    assert [row[1] for row in opened(inside).sheet.tables[0].rows] == ["• • •"]


def test_it_is_saved_as_a_file_whose_name_tells_of_nobody(inside: Inside, settle: Settle, tmp_path: Path) -> None:
    inside.work.do("print")
    settle()
    panel = opened(inside)
    assert panel.sheet.name == "Day sheet 2026-03-18"
    panel.save_to(tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    assert toasts(inside)[-1] == "Saved as out.pdf"
    assert inside.work.areas.printing.panel is None


def test_a_place_that_cannot_be_written_is_told_in_the_dialog(inside: Inside, settle: Settle, tmp_path: Path) -> None:
    inside.work.do("print")
    settle()
    opened(inside).save_to(tmp_path / "nowhere" / "out.pdf")
    assert opened(inside).message.property("kind") == "danger"


def test_without_a_printer_saving_is_what_enter_does(inside: Inside, settle: Settle) -> None:
    inside.work.do("print")
    settle()
    panel = opened(inside)
    if not panel.can_print:
        assert panel.save.hasFocus()
        assert "no printer" in panel.message.text()
        assert panel.print.isHidden()


def test_a_week_is_printed_by_its_days(desk: Desk, inside: Inside, settle: Settle) -> None:
    desk.book(9, 30)
    inside.days.look()
    settle()
    inside.work.show_view("week")
    settle()
    inside.work.do("print")
    settle()
    assert opened(inside).sheet.title.startswith("16 – 22 March 2026")
    assert [table.heading for table in opened(inside).sheet.tables] == ["Wednesday, 18 March 2026"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_file_goes_where_documents_are_or_home(inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    inside.work.do("print")
    settle()
    panel = opened(inside)
    panel.ask_file()
    dialog = panel.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.directory().path()) in (Path.home(), Path.home() / "Documents")
    assert dialog.selectedFiles()[0].endswith("Day sheet 2026-03-18.pdf")
    dialog.reject()
