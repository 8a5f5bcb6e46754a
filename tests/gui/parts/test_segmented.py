"""A row of choices of which one holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.parts.segmented import Segment, Segmented


@pytest.fixture
def row(room: QWidget) -> Segmented:
    made = Segmented([("day", "Day"), ("week", "Week"), ("month", "Month")], "View", room)
    made.resize(made.sizeHint())
    made.show()
    made.choose("day")
    return made


def segments(row: Segmented) -> list[Segment]:
    return row.findChildren(Segment)


def test_one_choice_holds(row: Segmented) -> None:
    row.choose("week")
    assert (row.choice, [s.isChecked() for s in segments(row)]) == ("week", [False, True, False])


def test_the_row_is_rounded_where_it_ends_when_a_choice_is_taken_out(row: Segmented) -> None:
    row.offer("month", offered=False)
    short = Segmented([("day", "Day"), ("week", "Week")], "View", row.parentWidget())
    short.resize(short.sizeHint())
    short.choose("day")
    row.resize(short.size())
    short.show()
    assert segments(row)[1].grab().toImage() == segments(short)[1].grab().toImage()


def test_a_click_tells_the_choice(row: Segmented, qtbot: QtBot) -> None:
    with qtbot.waitSignal(row.chosen) as told:
        qtbot.mouseClick(segments(row)[1], Qt.MouseButton.LeftButton)
    assert (told.args, row.choice) == (["week"], "week")


def test_choosing_from_the_program_tells_nothing(row: Segmented, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(row.chosen):
        row.choose("month")


def test_arrows_and_space_choose_by_keyboard(row: Segmented, qtbot: QtBot) -> None:
    segments(row)[0].setFocus()
    with qtbot.waitSignal(row.chosen) as told:
        qtbot.keyClick(segments(row)[0], Qt.Key.Key_Right)
    assert told.args == ["week"]


def test_a_screen_reader_gets_the_name_of_row_and_choices(row: Segmented) -> None:
    assert (row.accessibleName(), [s.accessibleName() for s in segments(row)]) == ("View", ["Day", "Week", "Month"])


def test_words_with_a_count_can_be_put_on_a_choice(row: Segmented) -> None:
    row.set_words("day", "All 312")
    assert segments(row)[0].accessibleName() == "All 312"


def test_no_words_are_cut(row: Segmented) -> None:
    for segment in segments(row):
        assert segment.width() >= segment.fontMetrics().horizontalAdvance(segment.text())
