"""A patient's visits or the week are exported by four keys at most, from the board to the written file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.dialogs.export import ExportDialog
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, name) for name in ("ControlModifier", "ShiftModifier", "AltModifier"))
NONE = Qt.KeyboardModifier.NoModifier
MOST = 4


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Give a folder that an export went to before."""
    made = tmp_path / "calendars"
    made.mkdir()
    settings.put("export/folder", str(made))
    return made


def front() -> QWidget:
    """Give what the keys go to: the dialog on top, else whatever has the focus."""
    for kind in (QFileDialog, ExportDialog):
        for each in QApplication.topLevelWidgets():
            for found in [each, *each.findChildren(kind)]:
                if isinstance(found, kind) and found.isVisible():
                    held = found.focusWidget()
                    return held if held is not None else found
    held = QApplication.focusWidget()
    assert held is not None
    return held


def pressed(keys: list[tuple[Qt.Key, Qt.KeyboardModifier]], settle: Settle, qtbot: QtBot) -> int:
    for key, modifiers in keys:
        qtbot.keyClick(front(), key, modifiers)
        settle()
    return len(keys)


def test_the_week_takes_four_keys(inside: Inside, desk: Desk, folder: Path, settle: Settle, qtbot: QtBot) -> None:
    desk.book(9)
    desk.book(start=desk.at(9, day=2))
    desk.book(start=desk.at(9, day=9))
    inside.days.refresh()
    settle()
    keys = [(Qt.Key.Key_2, ALT), (Qt.Key.Key_E, CTRL), (Qt.Key.Key_Return, NONE), (Qt.Key.Key_Return, NONE)]
    assert pressed(keys, settle, qtbot) <= MOST
    (written,) = folder.iterdir()
    assert (written.name, written.read_text().count("BEGIN:VEVENT")) == (
        "dr-amelia-chen-2026-03-16-2026-03-22.ics",
        2,
    )
    assert toasts(inside)[-1] == f"2 visits exported to {written.name}"


def test_all_visits_of_the_selected_patient_take_three_keys(
    inside: Inside, desk: Desk, folder: Path, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    desk.book(start=desk.at(9, day=40))
    desk.book(11, patient=desk.leo.id)
    inside.days.refresh()
    settle()
    inside.selection.select(visit.id)
    settle()
    keys = [(Qt.Key.Key_E, CTRL | SHIFT), (Qt.Key.Key_Return, NONE), (Qt.Key.Key_Return, NONE)]
    assert pressed(keys, settle, qtbot) < MOST
    (written,) = folder.iterdir()
    assert (written.name, written.read_text().count("BEGIN:VEVENT")) == ("visits-1001.ics", 2)


def test_without_a_patients_visit_it_says_so(inside: Inside, settle: Settle) -> None:
    inside.work.do("export_patient")
    settle()
    assert toasts(inside) == ["Select a patient's visit first."]


def test_while_names_are_masked_the_dialog_tells_none(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    inside.selection.select(visit.id)
    settle()
    inside.work.toggle_mask()
    inside.work.do("export_patient")
    settle()
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, ExportDialog) and each.isVisible()]
    assert "Novák" not in dialog.patient.control.text()
    assert dialog.draft.patient == desk.eva.id
    dialog.close()
    settle()
