"""A class made from the window: by its key, the menu and the palette, told with Undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.instants import HOUR
from frontdesk.domain.repeats import RepeatRule
from frontdesk.gui.dialogs.class_dialog import ClassDialog
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.clinics import Desk


@pytest.fixture
def offered(desk: Desk) -> None:
    """Offer a service for several."""
    desk.clinic.services.create(name="Yoga", duration=HOUR, max_attendees=4)


def opened() -> ClassDialog:
    """Give the dialog that is open."""
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, ClassDialog) and each.isVisible()]
    return dialog


def test_its_key_opens_it_at_a_time_to_come(offered: None, inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_G)
    settle()
    draft = opened().draft
    assert draft.start is not None
    assert draft.start >= inside.clock()
    assert draft.service is not None


def test_it_stands_in_the_menu_with_its_key(offered: None, inside: Inside, window: MainWindow) -> None:
    menu = inside.menus.main_menu(window)
    assert "New class" in [action.text() for action in menu.actions()]
    assert inside.actions_by_name.key_words("new_class") == "G"


@pytest.mark.parametrize("typed", ["class", "group", "course"])
def test_it_is_found_among_the_commands(
    inside: Inside, qtbot: QtBot, settle: Settle, offered: None, typed: str
) -> None:
    inside.work.do("palette")
    qtbot.keyClicks(inside.work.desk.top.search, typed)
    qtbot.waitUntil(lambda: not inside.work.search.pausing)
    settle()
    assert "New class" in [hit.title for hit in inside.work.search.palette.list.hits]


def test_what_was_created_is_on_the_board_selected_and_one_undo_takes_all_back(
    offered: None, inside: Inside, desk: Desk, settle: Settle
) -> None:
    inside.work.do("new_class")
    settle()
    dialog = opened()
    dialog.change(repeat=RepeatRule(frequency=Frequency.WEEKLY, count=3))
    settle()
    dialog.send()
    settle()
    assert toasts(inside)[-1].startswith("3 classes created: Yoga, first Wed 18 Mar, ")
    [shown] = list(visits(inside).values())
    assert inside.selection.visit == shown.id
    inside.steps.undo()
    settle()
    assert desk.clinic.appointments.list().total == 0
    assert toasts(inside)[-1].startswith("Undone: booking of a class")


def test_esc_leaves_everything_as_it_is(
    offered: None, inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    inside.work.do("new_class")
    settle()
    qtbot.keyClick(opened(), Qt.Key.Key_Escape)
    settle()
    assert desk.clinic.appointments.list().total == 0


def test_a_class_that_was_begun_is_offered_again(offered: None, inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    inside.work.do("new_class")
    settle()
    dialog = opened()
    dialog.fields.title.setText("Back school")
    dialog.reject()
    settle()
    inside.actions_by_name["bigger"].trigger()
    settle()
    inside.work.do("new_class")
    settle()
    assert opened().kept.words.text() == "Not created: Back school"
