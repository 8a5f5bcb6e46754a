"""The week of bars by itself: keys, menu, zoom, and what other weeks forbid."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from frontdesk.gui.dialogs.settings.hours_bars import Bars, stretch
from frontdesk.gui.dialogs.settings.hours_menu import WeekMenu
from frontdesk.gui.dialogs.settings.hours_week import WeekCanvas

MORNING, NOON = stretch(540, 720), stretch(780, 1020)
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def week(dressed: QApplication, qtbot: Any) -> WeekCanvas:
    """Show a week with a divided Monday and a free rest; what is edited is shown."""
    made = WeekCanvas()
    made.resize(800, made.sizeHint().height())
    qtbot.addWidget(made)
    made.show_week(((MORNING, NOON), *((),) * 6), anew=True)
    made.edited.connect(lambda edited: made.show_week(edited, made.walls))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.go(0)
    return made


def press(qtbot: Any, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget(), key, held)


@pytest.mark.parametrize(
    ("key", "held", "after"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, stretch(555, 735)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, stretch(525, 705)),
        (Qt.Key.Key_Right, CTRL, stretch(545, 725)),
        (Qt.Key.Key_Right, SHIFT, stretch(540, 735)),
        (Qt.Key.Key_Left, SHIFT, stretch(540, 705)),
        (Qt.Key.Key_Right, ALT, stretch(555, 720)),
        (Qt.Key.Key_Left, ALT, stretch(525, 720)),
        (Qt.Key.Key_Left, SHIFT | CTRL, stretch(540, 715)),
    ],
)
def test_keys_move_and_stretch_the_bar_with_the_focus(
    week: WeekCanvas, qtbot: Any, key: Qt.Key, held: Any, after: Any
) -> None:
    week.go(0, 0)
    press(qtbot, key, held)
    assert week.week[0] == (after, NOON)
    assert week.rows[0].bars[0].hasFocus()


def test_a_bar_that_reaches_its_neighbour_becomes_one_with_it(week: WeekCanvas, qtbot: Any) -> None:
    week.go(0, 0)
    press(qtbot, Qt.Key.Key_Right, SHIFT, times=4)
    assert week.week[0] == (stretch(540, 1020),)
    assert week.rows[0].bars[0].hasFocus()


def test_tab_goes_over_the_bars_of_the_day_and_down_over_the_days(week: WeekCanvas, qtbot: Any) -> None:
    press(qtbot, Qt.Key.Key_Tab)
    assert week.index == 0
    press(qtbot, Qt.Key.Key_Tab)
    assert week.index == 1
    press(qtbot, Qt.Key.Key_Down)
    assert week.rows[1].hasFocus()
    press(qtbot, Qt.Key.Key_End)
    assert week.rows[6].hasFocus()
    press(qtbot, Qt.Key.Key_Home)
    assert week.rows[0].hasFocus()


def test_del_removes_the_bar_and_then_the_whole_day(week: WeekCanvas, qtbot: Any) -> None:
    week.go(0, 1)
    press(qtbot, Qt.Key.Key_Delete)
    assert week.week[0] == (MORNING,)
    week.go(0)
    press(qtbot, Qt.Key.Key_Delete)
    assert week.week[0] == ()


def test_a_digit_begins_to_type_and_esc_gives_it_up(week: WeekCanvas, qtbot: Any) -> None:
    week.go(2)
    qtbot.keyClick(QApplication.focusWidget(), "8")
    assert week.typed.line.text() == "8"
    press(qtbot, Qt.Key.Key_Escape)
    assert not week.typed.is_open
    assert week.week[2] == ()
    assert week.rows[2].hasFocus()


@pytest.mark.parametrize("said", ["", "closed", "off", "-"])
def test_a_day_off_is_typed_in_words_or_as_nothing(week: WeekCanvas, said: str) -> None:
    week.type_times(0, said)
    assert week.typed.give()
    assert week.week[0] == ()


def test_hours_that_overlap_each_other_are_told(week: WeekCanvas) -> None:
    week.type_times(0, "8-12, 11-13")
    assert not week.typed.give()
    assert week.typed.message.text() == "These hours overlap each other."


def test_hours_over_those_of_other_weeks_are_told(week: WeekCanvas) -> None:
    walls: tuple[Bars, ...] = ((), (NOON,), *((),) * 5)
    week.show_week(week.week, walls)
    week.type_times(1, "12-14")
    assert not week.typed.give()
    assert week.typed.message.text() == "Other weeks have 13:00–17:00 here."


def test_a_copied_day_leaves_out_those_where_other_weeks_have_hours(week: WeekCanvas, qtbot: Any) -> None:
    week.show_week(week.week, ((), (NOON,), *((),) * 5))
    with qtbot.waitSignal(week.left_out) as told:
        week.copy_to(range(3))
    assert told.args == [(1,)]
    assert week.week[:3] == ((MORNING, NOON), (), (MORNING, NOON))


def test_the_menu_copies_the_day_to_the_working_week(week: WeekCanvas) -> None:
    menu = WeekMenu(week, week._keys)
    copy = next(a.menu() for a in menu.actions() if a.menu() is not None)
    copy.actions()[0].trigger()
    assert week.week == ((MORNING, NOON),) * 5 + ((), ())


def test_the_menu_is_of_the_bar_with_the_focus_or_of_the_day(week: WeekCanvas) -> None:
    def said() -> list[str]:
        return [action.text().partition("\t")[0] for action in WeekMenu(week, week._keys).actions()]

    assert "Day off" in said()
    week.go(0, 1)
    assert "Remove" in said()


def test_zooming_in_shows_less_of_the_day_and_stays(week: WeekCanvas, qtbot: Any) -> None:
    week.go(0, 0)
    before = week.rows[0].bars[0].width()
    press(qtbot, Qt.Key.Key_Plus, CTRL)
    zoomed = week.rows[0].bars[0].width()
    assert zoomed > before
    week.show_week(week.week)
    assert week.rows[0].bars[0].width() == zoomed
    press(qtbot, Qt.Key.Key_0, CTRL)
    assert week.rows[0].bars[0].width() == before


def test_night_hours_widen_what_is_shown(week: WeekCanvas) -> None:
    week.type_times(3, "22-24")
    assert week.typed.give()
    assert week.rows[3].bars[0].isVisible()


def test_a_press_beside_the_field_takes_what_was_typed(week: WeekCanvas, qtbot: Any) -> None:
    week.type_times(4, "10-12")
    qtbot.mouseClick(week, Qt.MouseButton.LeftButton, pos=QPoint(300, week.rows[0].geometry().bottom() - 2))
    assert week.week[4] == (stretch(600, 720),)
    assert not week.typed.is_open


def test_a_break_is_added_by_key_and_its_end_moves_by_keys_then(week: WeekCanvas, qtbot: Any) -> None:
    week.show_week(((stretch(480, 1080),), *((),) * 6))
    week.go(0)
    press(qtbot, Qt.Key.Key_B)
    assert week.week[0] == (stretch(480, 720), stretch(780, 1080))
    press(qtbot, Qt.Key.Key_Left, ALT)
    assert week.week[0] == (stretch(480, 720), stretch(765, 1080))


def test_the_menu_of_a_bar_adds_a_break_to_it_alone(week: WeekCanvas) -> None:
    week.go(0, 1)
    menu = WeekMenu(week, week._keys)
    next(a for a in menu.actions() if a.text().startswith("Add a break")).trigger()
    assert week.week[0] == (MORNING, stretch(780, 885), stretch(915, 1020))


def test_a_day_off_has_no_room_for_a_break(week: WeekCanvas, qtbot: Any) -> None:
    week.go(3)
    press(qtbot, Qt.Key.Key_B)
    assert week.week[3] == ()
    menu = WeekMenu(week, week._keys)
    assert not next(a for a in menu.actions() if a.text().startswith("Add a break")).isEnabled()
