"""Exporting visits: which days, whom, and a file that is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from frontdesk.gui.dialogs.export import ExportDialog
from frontdesk.gui.dialogs.export_draft import ExportDraft
from frontdesk.gui.dialogs.export_words import result_words
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, Desk

Opener = Callable[..., ExportDialog]


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the dialog with everything read."""

    def do(**given: Any) -> ExportDialog:
        dialog = ExportDialog(tasks, over, draft=ExportDraft(**given))
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        qtbot.waitUntil(lambda: tasks.idle)
        return dialog

    return do


def exported(dialog: ExportDialog, path: Path, qtbot: Any) -> Any:
    with qtbot.waitSignal(dialog.exported) as signal:
        dialog.write(path)
    return signal.args[0]


def test_the_visits_of_the_chosen_days_are_written(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    desk.book(9, title="Inside")
    desk.book(start=desk.at(9, day=1), title="Outside")
    done = exported(opener(first=DAY, last=DAY), tmp_path / "day.ics", qtbot)
    text = done.path.read_text()
    assert done.visits == 1
    assert "Inside" in text
    assert "Outside" not in text


def test_open_sides_take_everything(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    desk.book(9)
    desk.book(start=desk.at(9, day=40))
    assert exported(opener(), tmp_path / "all.ics", qtbot).visits == 2


def test_days_are_typed_in_any_form_and_told_back(opener: Opener, press: Press) -> None:
    dialog = opener()
    press("16.3.<Tab>22 mar")
    assert dialog.first.message.text() == "Monday, 16 March 2026"
    assert dialog.last.message.text() == "Sunday, 22 March 2026"


def test_a_day_without_a_year_is_the_nearest(opener: Opener, press: Press) -> None:
    dialog = opener()
    press("1.3.")
    assert dialog.first.message.text() == "Sunday, 1 March 2026"


def test_a_day_that_cannot_be_read_is_told_and_stays(opener: Opener, press: Press) -> None:
    dialog = opener()
    press("someday<Enter>")
    assert dialog.first.is_wrong
    assert dialog.first.control.text() == "someday"


def test_the_last_day_may_not_lie_before_the_first(opener: Opener, tmp_path: Path) -> None:
    dialog = opener(first=DAY, last=date(2026, 3, 1))
    dialog.ask_file()
    assert dialog.last.is_wrong


def test_one_practitioner_can_be_chosen(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    desk.book(9)
    desk.book(9, practitioner=desk.ortega.id, patient=desk.leo.id)
    assert exported(opener(practitioner=desk.ortega.id), tmp_path / "one.ics", qtbot).visits == 1


def test_one_patient_can_be_chosen(
    desk: Desk, opener: Opener, press: Press, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, patient=desk.eva.id)
    desk.book(10, patient=desk.leo.id)
    dialog = opener()
    dialog.patient.control.setFocus()
    press("leo<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert exported(dialog, tmp_path / "leo.ics", qtbot).visits == 1


def test_a_patient_who_was_not_chosen_to_the_end_is_asked_for(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener()
    dialog.patient.control.setFocus()
    press("zzz")
    qtbot.waitUntil(lambda: tasks.idle)
    dialog.ask_file()
    assert dialog.patient.is_wrong


def test_a_place_that_cannot_be_written_is_told_and_the_dialog_stays(
    opener: Opener, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener()
    dialog.write(tmp_path / "nowhere" / "a.ics")
    qtbot.waitUntil(lambda: tasks.idle)
    assert dialog.isVisible()
    assert dialog.message.text()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_place_is_asked_for_with_a_name_that_tells_no_patient(desk: Desk, opener: Opener, tasks: Tasks) -> None:
    dialog = opener(first=DAY, last=DAY, practitioner=desk.chen.id)
    dialog.ask_file()
    asking = dialog.findChild(QFileDialog)
    assert asking is not None
    assert Path(asking.selectedFiles()[0]).name == "dr-amelia-chen-2026-03-18.ics"
    asking.reject()


def test_the_result_is_told_in_words(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    desk.book(9)
    assert result_words(exported(opener(), tmp_path / "all.ics", qtbot)) == "1 appointment exported to all.ics"
