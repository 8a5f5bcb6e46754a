"""The dialogs as the window wires them: booking, patients, set-up, files in and out."""

from __future__ import annotations

import threading
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.instants import MINUTE
from frontdesk.gui.board.meanings import Create
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.export import ExportDialog
from frontdesk.gui.dialogs.import_preview import ImportDialog
from frontdesk.gui.dialogs.patient import PatientDialog
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.window import upkeep
from frontdesk.gui.window.files import sample_path
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from frontdesk.services.demo import clinic as demo
from frontdesk.services.ics import cases
from tests.gui.window.conftest import Settle, found, toasts, visits
from tests.support.clinics import DAY, Desk

W = TypeVar("W", bound=QWidget)

CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Test//EN\r
BEGIN:VEVENT\r
UID:one@example.org\r
DTSTAMP:20260301T090000Z\r
DTSTART;TZID=America/New_York:20260318T140000\r
DTEND;TZID=America/New_York:20260318T143000\r
SUMMARY:Team meeting\r
END:VEVENT\r
END:VCALENDAR\r
"""


def dialog(kind: type[W]) -> W:
    """Give the dialog that is open."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
    assert len(found) == 1
    return found[0]


def closed(widget: QWidget, settle: Settle) -> None:
    widget.close()
    settle()


def test_ctrl_n_books_at_the_earliest_time_by_keys_alone(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle()
    dialog(BookingDialog)
    qtbot.keyClicks(QApplication.focusWidget(), "nov")
    settle()
    qtbot.wait(120)
    settle()
    for _ in range(4):
        here = QApplication.focusWidget()
        if here is None or not any(isinstance(each, BookingDialog) for each in QApplication.topLevelWidgets()):
            break
        qtbot.keyClick(here, Qt.Key.Key_Return)
        settle()
        if visits(inside):
            break
    (visit,) = visits(inside).values()
    assert visit.patient == "Eva Novák"
    assert toasts(inside)[-1].startswith("Booked: Eva Novák, Wed 18 Mar, ")


def test_a_drawn_time_opens_the_dialog_there(inside: Inside, desk: Desk, settle: Settle) -> None:
    wish = Create(desk.ortega.id, desk.at(10), desk.at(11))
    inside.work.desk.board.create_requested.emit(wish)
    settle()
    opened = dialog(BookingDialog)
    draft = opened.draft
    assert draft.time is not None
    assert (draft.time.start, draft.practitioner) == (desk.at(10), desk.ortega.id)
    closed(opened, settle)


@pytest.mark.parametrize(("free", "length", "service"), [(60, 30, True), (30, 30, True), (20, 20, False)])
def test_a_gap_that_was_pointed_at_is_not_booked_beyond(
    inside: Inside, desk: Desk, settle: Settle, free: int, length: int, service: bool
) -> None:
    until = desk.at(10, free) if free < 60 else desk.at(11)
    inside.work.desk.board.create_requested.emit(Create(desk.chen.id, desk.at(10), desk.at(10, 30), until))
    settle()
    opened = dialog(BookingDialog)
    draft = opened.draft
    assert (draft.lasts, draft.length is None) == (length * MINUTE, service)
    closed(opened, settle)


def test_a_gap_too_short_for_the_first_service_is_for_the_first_that_fits(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    short = desk.clinic.services.create(name="Injection", duration=10 * MINUTE)
    inside.work.desk.board.create_requested.emit(Create(desk.chen.id, desk.at(10), desk.at(10, 30), desk.at(10, 20)))
    settle()
    opened = dialog(BookingDialog)
    assert opened.draft.service is not None
    assert (opened.draft.service.id, opened.draft.lasts) == (short.id, 10 * MINUTE)
    closed(opened, settle)


def test_a_booking_that_is_given_up_lets_the_board_forget_the_time(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    back: list[Any] = []
    inside.outside.given_up.connect(lambda: back.append(True))
    inside.work.desk.board.create_requested.emit(Create(desk.chen.id, desk.at(10), desk.at(11)))
    settle()
    qtbot.keyClick(dialog(BookingDialog), Qt.Key.Key_Escape)
    settle()
    assert (back, visits(inside)) == ([True], {})


def test_show_in_the_toast_leads_to_a_booking_on_another_day(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9, start=desk.at(9, day=2))
    inside.outside.booked.emit(visit)
    inside.outside.told_booked.emit(visit, 1)
    settle()
    show = next(b for b in inside.toasts.shown[0].findChildren(QPushButton) if b.text() == "Show")
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    settle()
    assert (inside.days.day, inside.selection.visit) == (DAY.replace(day=20), visit.id)


def test_enter_on_a_visit_edits_it(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    inside.days.refresh()
    settle()
    inside.work.desk.board.visit_opened.emit(visit.id)
    settle()
    opened = dialog(BookingDialog)
    assert opened.draft.person is not None
    assert opened.draft.person.id == desk.eva.id
    closed(opened, settle)


def test_the_patient_of_the_selected_visit_can_be_looked_at(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    inside.selection.select(visit.id)
    settle()
    qtbot.mouseClick(inside.work.desk.inspector.record, Qt.MouseButton.LeftButton)
    settle()
    closed(dialog(PatientDialog), settle)


def test_a_clinic_without_practitioners_is_set_up_first(window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    found(window, tmp_path / "new.frontdesk")
    settle()
    opened = dialog(SettingsWindow)
    assert opened.name == "practitioners"
    closed(opened, settle)


def test_a_calendar_file_is_previewed_imported_and_undone_as_one_step(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "week.ics"
    path.write_bytes(CALENDAR.encode())
    inside.outside.preview_import([path])
    settle()
    opened = dialog(ImportDialog)
    before = visits(inside)
    qtbot.waitUntil(opened.do.isEnabled)
    qtbot.mouseClick(opened.do, Qt.MouseButton.LeftButton)
    settle()
    seen = [v.title for v in visits(inside).values()]
    undo = next(b for b in inside.toasts.shown[-1].findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    settle()
    assert (before, seen, visits(inside)) == ({}, ["Team meeting"], {})


def test_after_an_import_its_first_day_can_be_shown(
    inside: Inside, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "week.ics"
    path.write_bytes(CALENDAR.replace("20260318", "20260402").encode())
    inside.outside.preview_import([path])
    settle()
    opened = dialog(ImportDialog)
    qtbot.waitUntil(opened.do.isEnabled)
    qtbot.mouseClick(opened.do, Qt.MouseButton.LeftButton)
    settle()
    show = next(b for b in inside.toasts.shown[-1].findChildren(QPushButton) if b.text() == "Show")
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    settle()
    assert (inside.days.day, [v.title for v in visits(inside).values()]) == (date(2026, 4, 2), ["Team meeting"])


def test_the_first_day_of_an_import_is_the_first_that_was_not_left_out(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.book(14)
    path = tmp_path / "daily.ics"
    whose = f"X-WR-CALNAME:{desk.chen.name}\r\nBEGIN:VEVENT"
    daily = CALENDAR.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY").replace("BEGIN:VEVENT", whose)
    path.write_bytes(daily.encode())
    inside.outside.preview_import([path])
    settle()
    opened = dialog(ImportDialog)
    qtbot.waitUntil(opened.do.isEnabled)
    qtbot.mouseClick(opened.do, Qt.MouseButton.LeftButton)
    settle()
    show = next(b for b in inside.toasts.shown[-1].findChildren(QPushButton) if b.text() == "Show")
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    settle()
    assert inside.days.day == date(2026, 3, 19)


def test_an_import_that_is_stopped_says_that_the_book_is_as_it_was(
    inside: Inside, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "week.ics"
    path.write_bytes(CALENDAR.encode())
    inside.outside.preview_import([path])
    settle()
    opened = dialog(ImportDialog)
    qtbot.waitUntil(opened.do.isEnabled)
    held = threading.Event()
    inside.tasks.run(lambda _clinic: held.wait(20))
    qtbot.mouseClick(opened.do, Qt.MouseButton.LeftButton)
    opened.reject()
    held.set()
    settle()
    assert inside.toasts.shown[-1].words == "Nothing was imported: the book is as it was."


def test_series_that_are_more_than_one_import_takes_are_filled_right_after_it(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "MOST_TIMES", 100)
    monkeypatch.setattr(upkeep, "AT_ONCE", 1)
    event = "BEGIN:VEVENT" + CALENDAR.partition("BEGIN:VEVENT")[2].partition("END:VCALENDAR")[0]
    series = event.replace("SUMMARY", "RRULE:FREQ=WEEKLY\r\nSUMMARY")
    path = tmp_path / "series.ics"
    path.write_bytes(CALENDAR.replace(event, series + series.replace("UID:one", "UID:two")).encode())
    inside.outside.preview_import([path])
    settle()
    opened = dialog(ImportDialog)
    qtbot.waitUntil(opened.do.isEnabled)
    qtbot.mouseClick(opened.do, Qt.MouseButton.LeftButton)
    settle()
    qtbot.waitUntil(lambda: desk.clinic.appointments.list(size=1).total == 2 * 105)


def test_the_shown_day_is_what_export_begins_with(inside: Inside, settle: Settle) -> None:
    inside.work.do("export")
    settle()
    opened = dialog(ExportDialog)
    assert (opened.draft.first, opened.draft.last) == (DAY, DAY)
    closed(opened, settle)


@pytest.mark.parametrize("action", ["import", "open"])
def test_a_file_is_asked_for_without_stopping_the_window(inside: Inside, settle: Settle, action: str) -> None:
    inside.work.do(action)
    settle()
    asked = dialog(QFileDialog)
    asked.reject()
    settle()
    assert inside.work.desk.isVisible()


def test_a_file_that_was_chosen_is_opened(window: MainWindow, desk: Desk, settle: Settle, tmp_path: Path) -> None:
    window.begin()
    window.inside.files.ask_open()
    dialog(QFileDialog).filesSelected.emit([str(desk.path)])
    settle()
    assert window.inside.files.path == desk.path


@pytest.fixture
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sample clinics of a few days."""
    make = demo.make_demo
    monkeypatch.setattr(demo, "make_demo", partial(make, practitioners=3, days=9, patients=40))


@pytest.mark.usefixtures("small_sample")
def test_a_sample_clinic_is_made_and_opened(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.begin()
    told: list[tuple[int, int]] = []
    window.inside.files.progress.connect(lambda done, total: told.append((done, total)))
    qtbot.waitUntil(window.inside.first.sample.isVisible)
    qtbot.mouseClick(window.inside.first.sample, Qt.MouseButton.LeftButton)
    settle()
    assert (len(window.inside.work.desk.board.board.columns), window.inside.files.path) == (3, sample_path())
    assert told


@pytest.mark.usefixtures("small_sample")
def test_a_sample_clinic_that_was_made_before_is_opened_again(window: MainWindow, settle: Settle) -> None:
    for _ in range(2):
        window.inside.files.make_sample()
        settle()
    assert window.inside.files.path == sample_path()
    assert window.inside.work.desk.isVisible()


def test_the_making_of_a_sample_says_how_far_it_is(window: MainWindow) -> None:
    window.inside.files.progress.emit(30, 120)
    assert window.skeleton.accessibleName() == "Making the sample clinic: 25%"


def test_a_record_opens_masked_while_names_are_masked(inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.work.toggle_mask()
    inside.outside.ask_patient(desk.eva.id)
    settle()
    record = dialog(PatientDialog)
    assert record.covered.isVisible()
    closed(record, settle)
    inside.work.toggle_mask()
    inside.outside.ask_patient(desk.eva.id)
    settle()
    record = dialog(PatientDialog)
    assert record.form.isVisible()
    closed(record, settle)
