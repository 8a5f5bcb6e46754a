"""Weekly hours typed day by day."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from frontdesk.gui.dialogs.week_editor import DayLine, WeekEditor
from tests.gui.dialogs.conftest import Press


@pytest.fixture
def week(dressed: QApplication, qtbot: Any) -> WeekEditor:
    """Show seven empty days."""
    made = WeekEditor()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_working_week_is_copied_from_monday(week: WeekEditor) -> None:
    week.lines[0].setText("7-11")
    week.same.click()
    assert week.days == ("7-11",) * 5 + ("", "")


def test_a_closed_day_may_be_typed_in_words(week: WeekEditor) -> None:
    week.lines[0].setText("closed")
    assert week.days[0] == ""


def test_typing_tells_that_it_changed(week: WeekEditor, press: Press, qtbot: Any) -> None:
    week.lines[2].setFocus()
    with qtbot.waitSignal(week.changed):
        press("9")


def test_a_day_that_cannot_be_read_is_gone_to_and_stays_as_typed(week: WeekEditor, press: Press) -> None:
    week.lines[2].setFocus()
    press("early")
    week.mark_wrong(2)
    assert week.lines[2].hasFocus()
    assert week.lines[2].property("kind") == "wrong"
    assert week.days[2] == "early"


def test_what_is_typed_has_all_the_room_where_there_is_little(week: WeekEditor, qtbot: Any) -> None:
    drawn = week.findChildren(DayLine)
    week.resize(700, 400)
    assert all(line.isVisible() for line in drawn)
    week.resize(400, 400)
    assert not any(line.isVisible() for line in drawn)
    qtbot.waitUntil(lambda: week.lines[0].width() > 250)
