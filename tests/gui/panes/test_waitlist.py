"""The waiting list in the left column: focus, counts, what is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.domain.ids import Id
from frontdesk.gui.panes.waitlist import Listed, WaitList

BIG = 2**52


def one(number: int, fits: str = "") -> Listed:
    return Listed(Id(BIG + number), f"Patient {number}", "Physio · mornings", fits)


@pytest.fixture
def section(room: QWidget) -> WaitList:
    made = WaitList(room)
    made.resize(220, 500)
    made.show()
    made.show_waiting([one(1, "fits 11:30"), one(2, "Fri 20"), one(3)], 3)
    return made


def test_pressing_one_tells_the_entry(section: WaitList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.chosen) as told:
        qtbot.mouseClick(section.rows[1], Qt.MouseButton.LeftButton)
    assert told.args == [Id(BIG + 2)]


def test_enter_presses_too(section: WaitList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.chosen) as told:
        qtbot.keyClick(section.rows[0], Qt.Key.Key_Return)
    assert told.args == [Id(BIG + 1)]


def test_del_tells_whom_to_take_off(section: WaitList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(section.removed) as told:
        qtbot.keyClick(section.rows[2], Qt.Key.Key_Delete)
    assert told.args == [Id(BIG + 3)]


def test_whoever_has_the_focus_keeps_it_wherever_they_stand(section: WaitList) -> None:
    section.rows[1].setFocus()
    section.show_waiting([one(2), one(1), one(3)], 3)
    assert [row.hasFocus() for row in section.rows] == [True, False, False]


def test_the_focus_stays_in_the_list_when_its_row_goes(section: WaitList) -> None:
    section.rows[2].setFocus()
    section.show_waiting([one(1), one(2)], 2)
    assert section.rows[1].hasFocus()


def test_a_refresh_keeps_the_widgets(section: WaitList) -> None:
    before = section.rows
    section.show_waiting([one(1), one(2), one(3)], 3)
    assert section.rows == before


def test_an_empty_list_says_so(section: WaitList) -> None:
    section.show_waiting([], 0)
    assert (section.rows, section.count, section.all.isVisible()) == ((), "0", False)


def test_a_new_entry_and_the_whole_list_are_asked_for(section: WaitList, qtbot: QtBot) -> None:
    with qtbot.waitSignals([section.add_asked, section.all_asked]):
        qtbot.mouseClick(section.add, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(section.all, Qt.MouseButton.LeftButton)
