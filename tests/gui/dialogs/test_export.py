"""Exporting visits: which days, whom, and a file that is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from frontdesk.domain.calendar import CalendarKind
from frontdesk.gui.dialogs.booking_draft import Person
from frontdesk.gui.dialogs.export import ExportDialog
from frontdesk.gui.dialogs.export_draft import ExportDraft, Saying
from frontdesk.gui.dialogs.export_words import result_words
from frontdesk.gui.ground.settings import Settings
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


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give settings that nobody has changed."""
    return Settings(tmp_path / "window.ini")


def exported(dialog: ExportDialog, path: Path, qtbot: Any) -> Any:
    with qtbot.waitSignal(dialog.exported) as signal:
        dialog.write(path)
    return signal.args[0]


def test_the_visits_of_the_chosen_days_are_written(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    desk.book(9, title="Inside")
    desk.book(start=desk.at(9, day=1), title="Outside")
    done = exported(opener(first=DAY, last=DAY), tmp_path / "day.ics", qtbot)
    text = done.path.read_text()
    assert done.counted.visits == 1
    assert "Inside" in text
    assert "Outside" not in text


def test_open_sides_take_everything(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    desk.book(9)
    desk.book(start=desk.at(9, day=40))
    assert exported(opener(), tmp_path / "all.ics", qtbot).counted.visits == 2


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
    assert exported(opener(practitioner=desk.ortega.id), tmp_path / "one.ics", qtbot).counted.visits == 1


def test_one_patient_can_be_chosen(
    desk: Desk, opener: Opener, press: Press, tmp_path: Path, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, patient=desk.eva.id)
    desk.book(10, patient=desk.leo.id)
    dialog = opener()
    dialog.patient.control.setFocus()
    press("leo<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert exported(dialog, tmp_path / "leo.ics", qtbot).counted.visits == 1


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
    assert result_words(exported(opener(), tmp_path / "all.ics", qtbot)) == "1 visit exported to all.ics"


def chosen(dialog: ExportDialog, saying: Saying) -> None:
    """Choose how much is said."""
    dialog.saying.control.setCurrentIndex(list(Saying).index(saying))


@pytest.mark.parametrize(
    ("saying", "told", "hidden"),
    [(Saying.FULL, "Eva", "E. N."), (Saying.INITIALS, "E. N.", "Eva"), (Saying.BUSY, "SUMMARY:Busy", "Consultation")],
)
def test_a_file_says_of_patients_what_was_chosen(
    desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any, saying: Saying, told: str, hidden: str
) -> None:
    desk.book(9, service=desk.service.id)
    dialog = opener()
    chosen(dialog, saying)
    text = exported(dialog, tmp_path / "a.ics", qtbot).path.read_text()
    assert told in text
    assert hidden not in text


def test_each_choice_says_in_a_line_what_others_get_to_see(opener: Opener) -> None:
    dialog = opener()
    lines = set()
    for saying in Saying:
        chosen(dialog, saying)
        lines.add(dialog.saying.message.text())
    assert len(lines) == len(Saying)
    assert "" not in lines


def test_free_and_busy_time_is_written_without_visits(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    desk.book(9)
    dialog = opener(first=DAY, last=DAY)
    chosen(dialog, Saying.FREE_BUSY)
    text = exported(dialog, tmp_path / "a.ics", qtbot).path.read_text()
    assert "BEGIN:VFREEBUSY" in text
    assert "BEGIN:VEVENT" not in text


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [(None, DAY, "first"), (DAY, None, "last"), (DAY, date(2027, 3, 20), "last")],
)
def test_free_and_busy_time_needs_days_no_more_than_a_year_apart(
    opener: Opener, first: date | None, last: date | None, wrong: str
) -> None:
    dialog = opener(first=first, last=last)
    chosen(dialog, Saying.FREE_BUSY)
    dialog.ask_file()
    assert getattr(dialog, wrong).is_wrong


def test_one_calendar_can_be_chosen(desk: Desk, opener: Opener, tmp_path: Path, qtbot: Any) -> None:
    calendar = desk.clinic.calendars.create(name="House calls", kind=CalendarKind.EVENT)
    desk.book(9, calendar=calendar.id, ignore_free_slots=True)
    desk.book(11)
    dialog = opener()
    dialog.calendar.control.setCurrentText("House calls")
    assert exported(dialog, tmp_path / "calls.ics", qtbot).counted.visits == 1


def counted(dialog: ExportDialog, tasks: Tasks, qtbot: Any) -> str:
    qtbot.waitUntil(lambda: not dialog.counting and tasks.idle)
    return dialog.message.text()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("day", [DAY, date(2027, 3, 20), date(2025, 8, 1)])
def test_the_days_that_it_begins_with_are_read_as_they_are(opener: Opener, day: date) -> None:
    dialog = opener(first=day, last=day)
    dialog.ask_file()
    assert (dialog.draft.first, dialog.draft.last) == (day, day)
    for asking in dialog.findChildren(QFileDialog):
        asking.reject()


def test_the_visits_are_counted_before_anything_is_written(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9)
    desk.book(start=desk.at(9, day=1))
    dialog = opener(first=DAY, last=DAY)
    assert counted(dialog, tasks, qtbot) == "1 visit"
    dialog.last.control.setText("")
    dialog.last.control.setFocus()
    press("19 mar")
    assert counted(dialog, tasks, qtbot) == "2 visits"


def test_without_days_the_count_is_rough_and_says_so(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    desk.book(9)
    assert counted(opener(), tasks, qtbot) == "about 1 visit"


def test_nothing_to_write_is_said(opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    assert counted(opener(first=DAY, last=DAY), tasks, qtbot) == "There are no visits in it."


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_patient_is_in_neither_the_name_of_the_file_nor_the_title(
    desk: Desk, tasks: Tasks, over: QWidget, settings: Settings, qtbot: Any
) -> None:
    dialog = ExportDialog(tasks, over, patient=Person(desk.eva.id, "Eva Novák", number="10482"), settings=settings)
    dialog.open()
    qtbot.waitUntil(lambda: tasks.idle)
    dialog.ask_file()
    asking = dialog.findChild(QFileDialog)
    assert asking is not None
    assert Path(asking.selectedFiles()[0]).name == "visits-10482.ics"
    assert "Eva" not in dialog.windowTitle() + asking.windowTitle()
    asking.reject()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_folder_of_the_last_time_is_offered_again(
    desk: Desk, tasks: Tasks, over: QWidget, settings: Settings, tmp_path: Path, qtbot: Any
) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    first = ExportDialog(tasks, over, settings=settings)
    first.open()
    qtbot.waitUntil(lambda: tasks.idle)
    first.ask_file()
    asking = first.findChild(QFileDialog)
    assert asking is not None
    with qtbot.waitSignal(first.exported):
        asking.fileSelected.emit(str(folder / "a.ics"))
    asking.reject()
    again = ExportDialog(tasks, over, settings=settings)
    again.open()
    qtbot.waitUntil(lambda: tasks.idle)
    again.ask_file()
    offered = again.findChild(QFileDialog)
    assert offered is not None
    assert Path(offered.selectedFiles()[0]).parent == folder
    offered.reject()


def _mixed(desk: Desk) -> None:
    """Book a visit, close an hour, and call a visit off."""
    desk.book(9, title="Kept")
    desk.clinic.blocks.create(start=desk.at(11), end=desk.at(12), practitioner=desk.chen.id)
    desk.clinic.appointments.cancel(id=desk.book(14, title="Off").id)


def test_visits_blocks_and_what_was_called_off_are_counted_apart(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    _mixed(desk)
    assert counted(opener(first=DAY, last=DAY), tasks, qtbot) == "1 visit, 1 block or staff event, 1 cancelled"


def test_what_was_called_off_can_be_left_out(
    desk: Desk, opener: Opener, tasks: Tasks, tmp_path: Path, qtbot: Any
) -> None:
    _mixed(desk)
    dialog = opener(first=DAY, last=DAY)
    dialog.cancelled.click()
    assert counted(dialog, tasks, qtbot) == "1 visit, 1 block or staff event"
    done = exported(dialog, tmp_path / "day.ics", qtbot)
    assert "Off" not in done.path.read_text()
    assert result_words(done) == "1 visit, 1 block or staff event exported to day.ics"


@pytest.mark.parametrize(
    ("saying", "offered", "ticked"),
    [(Saying.FULL, True, True), (Saying.INITIALS, True, False), (Saying.BUSY, False, False)],
)
def test_files_for_others_leave_out_what_was_called_off_unless_it_is_wanted(
    opener: Opener, saying: Saying, offered: bool, ticked: bool
) -> None:
    dialog = opener(first=DAY, last=DAY)
    chosen(dialog, saying)
    box = dialog.cancelled
    assert (box.isVisible(), box.isChecked(), dialog._read_all()) == (
        offered,
        ticked,
        ExportDraft(first=DAY, last=DAY, saying=saying),
    )
