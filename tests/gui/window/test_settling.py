"""The Settings window beside the work: opened once, hidden for a visit, closed with the book, laid out anew."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.gui.dialogs.settings.list_page import ListPage
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.look import style
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle
from tests.support.clinics import DAY, Desk

of_windows = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(inside: Inside, settle: Settle, page: str = "rooms") -> SettingsWindow:
    """Open the settings on a page, with everything read."""
    inside.outside.ask_setup(page)
    settle()
    return shown(inside)


def shown(inside: Inside) -> SettingsWindow:
    """Give the Settings window."""
    window = inside.outside.settings.window
    assert window is not None
    return window


def typed(window: SettingsWindow, words: str) -> None:
    """Type a name into the page that is shown."""
    page = window.page
    assert isinstance(page, ListPage)
    name: Any = page.editor.fields["name"].control  # type: ignore[attr-defined]
    name.setText(words)
    name.textEdited.emit(words)


def closed(window: SettingsWindow, settle: Settle) -> None:
    window.close()
    settle()


def test_ctrl_comma_opens_the_settings(inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert shown(inside).isVisible()
    closed(shown(inside), settle)


@of_windows
def test_asked_for_again_they_are_shown_as_they_were_left(inside: Inside, settle: Settle) -> None:
    window = opened(inside, settle)
    typed(window, "Surgery")
    inside.outside.ask_setup()
    assert shown(inside) is window
    assert window.page.is_changed
    assert window.name == "rooms"
    closed(window, settle)


@of_windows
def test_another_page_is_shown_in_the_same_window(inside: Inside, settle: Settle) -> None:
    window = opened(inside, settle)
    assert opened(inside, settle, "locations") is window
    assert window.name == "locations"
    closed(window, settle)


def test_a_visit_that_is_asked_for_is_shown_on_its_day_and_the_settings_come_back_as_they_were(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    visit = desk.book(start=desk.at(9, day=2))
    window = opened(inside, settle)
    typed(window, "Surgery")
    window.page.visit_asked.emit(visit.id, DAY.replace(day=DAY.day + 2))
    settle()
    assert not window.isVisible()
    assert inside.days.day == DAY.replace(day=DAY.day + 2)
    assert inside.selection.visit == visit.id
    inside.outside.ask_setup()
    assert window.isVisible()
    assert window.page.is_changed
    closed(window, settle)


def test_what_was_typed_is_written_when_another_file_is_opened(inside: Inside, desk: Desk, settle: Settle) -> None:
    window = opened(inside, settle)
    typed(window, "Surgery")
    inside.files.open(desk.path)
    settle()
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Surgery"


def test_the_settings_of_one_book_close_when_another_is_opened(inside: Inside, desk: Desk, settle: Settle) -> None:
    opened(inside, settle)
    inside.files.open(desk.path)
    settle()
    assert inside.outside.settings.window is None


def test_what_was_typed_is_written_when_the_program_ends(inside: Inside, desk: Desk, settle: Settle) -> None:
    typed(opened(inside, settle), "Surgery")
    inside.window.close()
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Surgery"


def test_larger_text_lays_the_settings_out_anew_on_the_same_page(inside: Inside, desk: Desk, settle: Settle) -> None:
    window = opened(inside, settle)
    typed(window, "Surgery")
    before = style.scale()
    inside.actions_by_name["bigger"].trigger()
    settle()
    again = shown(inside)
    assert style.scale() > before
    assert again is not window
    assert (again.name, again.isVisible()) == ("rooms", True)
    assert desk.clinic.rooms.get(id=desk.room.id).name == "Surgery"
    closed(again, settle)


def test_the_board_shows_at_once_what_was_written_in_the_settings(inside: Inside, desk: Desk, settle: Settle) -> None:
    window = opened(inside, settle, "practitioners")
    typed(window, "Dr. Amy Chen")
    window.page.write()
    settle()
    assert "Dr. Amy Chen" in inside.work.showing.practitioner_names().values()
    closed(window, settle)


def test_what_others_change_is_read_into_the_page(inside: Inside, desk: Desk, settle: Settle) -> None:
    window = opened(inside, settle)
    desk.clinic.rooms.create(name="Theatre")
    inside.days.look()
    settle()
    page = window.page
    assert isinstance(page, ListPage)
    assert "Theatre" in [hit.title for hit in page.list.hits]
    closed(window, settle)


@of_windows
def test_a_page_that_was_asked_for_by_name_is_not_where_the_settings_open_next(inside: Inside, settle: Settle) -> None:
    closed(opened(inside, settle, "feeds"), settle)
    inside.outside.ask_setup()
    settle()
    window = shown(inside)
    assert window.name == "clinic"
    window.go("rooms")
    closed(window, settle)
    inside.outside.ask_setup()
    settle()
    assert shown(inside).name == "rooms"
    closed(shown(inside), settle)
