"""Calendars come from outside: dropped, pasted, in folders and archives, or named at the start."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from frontdesk.domain.ids import Id
from frontdesk.gui.dialogs.import_preview import ImportDialog
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk

CALENDAR = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:%s\r
DTSTART:20260320T140000Z\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Begin and end with nothing on the clipboard."""
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def a_file(folder: Path, name: str = "week.ics") -> Path:
    path = folder / name
    path.write_bytes(CALENDAR % name.encode())
    return path


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def dropped(window: MainWindow, data: QMimeData) -> None:
    window.dropEvent(
        QDropEvent(
            QPoint(50, 50),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def previewed() -> list[str]:
    """List the UIDs that a preview shows, and close it; nothing without one."""
    opened = [each for each in QApplication.topLevelWidgets() if isinstance(each, ImportDialog) and each.isVisible()]
    found = []
    for dialog in opened:
        found += [path.name for path in dialog.draft.files]
        dialog.close()
    return found


def test_a_folder_gives_the_calendars_in_it(inside: Inside, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    folder = tmp_path / "takeout"
    folder.mkdir()
    for name in ("b.ics", "a.ICS"):
        a_file(folder, name)
    (folder / "letter.txt").write_text("no calendar")
    dropped(window, files(folder))
    settle()
    assert previewed() == ["a.ICS", "b.ics"]


def test_an_archive_gives_the_calendars_in_it_wherever_it_wants_them(
    inside: Inside, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    path = tmp_path / "google.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../outside.ics", CALENDAR % b"one")
        archive.writestr("readme.txt", "no calendar")
    dropped(window, files(path))
    settle()
    assert previewed() == ["outside.ics"]
    assert not (tmp_path.parent / "outside.ics").exists()


def test_an_archive_that_is_broken_is_told(inside: Inside, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "google.zip"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    dropped(window, files(path))
    settle()
    assert toasts(inside) == ["The file cannot be opened."]


def test_a_folder_without_calendars_is_told(inside: Inside, window: MainWindow, settle: Settle, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    dropped(window, files(empty))
    settle()
    assert (previewed(), toasts(inside)) == ([], ["There is no calendar file in it. Their names end in .ics."])


def test_a_calendar_without_a_file_is_taken_as_well(inside: Inside, window: MainWindow, settle: Settle) -> None:
    data = QMimeData()
    data.setData("text/calendar", CALENDAR % b"one")
    dropped(window, data)
    settle()
    assert previewed() == ["pasted.ics"]


def pasted(inside: Inside, settle: Settle, data: QMimeData) -> list[str]:
    QGuiApplication.clipboard().setMimeData(data)
    inside.work.do("place")
    settle()
    return previewed()


def test_a_calendar_on_the_clipboard_is_looked_at(inside: Inside, settle: Settle, tmp_path: Path) -> None:
    as_text = QMimeData()
    as_text.setText((CALENDAR % b"one").decode())
    assert pasted(inside, settle, as_text) == ["pasted.ics"]
    assert pasted(inside, settle, files(a_file(tmp_path))) == ["week.ics"]


def test_other_text_on_the_clipboard_is_no_calendar(inside: Inside, settle: Settle) -> None:
    letter = QMimeData()
    letter.setText("Dear all, BEGIN:VCALENDAR")
    assert pasted(inside, settle, letter) == []
    assert toasts(inside) == ["The pinboard is empty. Ctrl X puts the selected visit on it."]


def selected(inside: Inside, desk: Desk, settle: Settle) -> Id:
    visit = desk.book(9)
    inside.days.refresh()
    settle()
    inside.selection.select(visit.id)
    settle()
    return visit.id


def test_what_was_copied_here_is_not_imported_here(inside: Inside, desk: Desk, settle: Settle) -> None:
    selected(inside, desk, settle)
    inside.work.do("copy_entry")
    settle()
    inside.work.do("place")
    settle()
    assert previewed() == []


def test_what_was_put_aside_later_goes_before_a_calendar_on_the_clipboard(
    inside: Inside, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    visit = selected(inside, desk, settle)
    QGuiApplication.clipboard().setMimeData(files(a_file(tmp_path)))
    inside.work.do("pin")
    inside.work.do("place")
    settle()
    held = inside.work.doing.carry.visit
    assert (previewed(), held.id if held else None) == ([], visit)
    inside.work.doing.carry.give_up()
    assert pasted(inside, settle, files(a_file(tmp_path))) == ["week.ics"]


def test_a_calendar_that_the_program_is_started_with_is_looked_at_over_the_last_clinic(
    inside: Inside, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    window.begin(a_file(tmp_path))
    settle()
    assert previewed() == ["week.ics"]
    assert window.inside.files.path is not None


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_archive_may_be_chosen_like_a_file(inside: Inside, settle: Settle, tmp_path: Path) -> None:
    path = tmp_path / "google.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("me.ics", CALENDAR % b"one")
    inside.work.do("import")
    settle()
    (asked,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()]
    asked.filesSelected.emit([str(path)])
    asked.reject()
    settle()
    assert previewed() == ["me.ics"]
