"""The month: days, marks, and walking over it by keys."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.gui.parts.calendar import DayCell, MonthCalendar

TODAY = date(2026, 3, 20)


@pytest.fixture
def month(room: QWidget) -> MonthCalendar:
    made = MonthCalendar(TODAY, room)
    made.resize(208, 240)
    made.show()
    made.select(date(2026, 3, 18))
    return made


def cell(month: MonthCalendar, day: date) -> DayCell:
    found = month.cell(day)
    assert found is not None
    return found


def focused() -> DayCell:
    found = QApplication.focusWidget()
    assert isinstance(found, DayCell)
    return found


def test_a_page_has_six_weeks_from_monday_on(month: MonthCalendar) -> None:
    cells = month.findChildren(DayCell)
    assert [c.day for c in cells] == [date(2026, 2, 23) + timedelta(days=n) for n in range(42)]


def test_days_of_other_months_are_told_apart(month: MonthCalendar) -> None:
    outside = [c.day.day for c in month.findChildren(DayCell) if c.outside]
    assert outside == [23, 24, 25, 26, 27, 28, 1, 2, 3, 4, 5]


def test_a_click_picks_a_day(month: MonthCalendar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(month.picked) as told:
        qtbot.mouseClick(cell(month, date(2026, 3, 9)), Qt.MouseButton.LeftButton)
    assert told.args == [date(2026, 3, 9)]


def test_a_screen_reader_gets_date_and_load(month: MonthCalendar) -> None:
    month.set_loads({TODAY: 79})
    assert cell(month, TODAY).accessibleName() == "Friday, 20 March 2026, today, 79% booked"


def test_a_day_without_a_load_is_told_by_its_date_alone(month: MonthCalendar) -> None:
    month.set_loads({TODAY: 79})
    assert cell(month, date(2026, 3, 18)).accessibleName() == "Wednesday, 18 March 2026"


def test_a_fuller_day_has_a_longer_mark(month: MonthCalendar) -> None:
    def inked(load: int) -> int:
        month.set_loads({date(2026, 3, 10): load})
        image = cell(month, date(2026, 3, 10)).grab().toImage()
        row = image.height() - 5
        return sum(image.pixelColor(x, row).lightness() < 240 for x in range(image.width()))

    assert inked(0) < inked(30) < inked(90)


def test_selecting_a_day_turns_to_its_month(month: MonthCalendar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(month.turned) as told:
        month.select(date(2026, 5, 2))
    assert (told.args, month.month) == ([date(2026, 4, 27), 42], date(2026, 5, 1))


def test_selecting_a_day_of_the_same_month_turns_no_page(month: MonthCalendar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(month.turned):
        month.select(date(2026, 3, 2))


@pytest.mark.parametrize(
    ("months", "expected"), [(1, date(2026, 4, 1)), (-3, date(2025, 12, 1)), (10, date(2027, 1, 1))]
)
def test_pages_turn_over_the_year(month: MonthCalendar, months: int, expected: date) -> None:
    month.turn(months)
    assert month.month == expected


def test_a_whole_week_can_be_marked(month: MonthCalendar) -> None:
    month.select(date(2026, 3, 18), whole_week=True)
    marked = [c.day.day for c in month.findChildren(DayCell) if c.in_week]
    assert marked == [16, 17, 18, 19, 20, 21, 22]


def test_tab_reaches_one_day_only(month: MonthCalendar) -> None:
    reached = [c.day for c in month.findChildren(DayCell) if c.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert reached == [date(2026, 3, 18)]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Left, date(2026, 3, 17)),
        (Qt.Key.Key_Right, date(2026, 3, 19)),
        (Qt.Key.Key_Up, date(2026, 3, 11)),
        (Qt.Key.Key_Down, date(2026, 3, 25)),
        (Qt.Key.Key_PageUp, date(2026, 2, 18)),
        (Qt.Key.Key_PageDown, date(2026, 4, 18)),
    ],
)
def test_keys_walk_over_the_days(month: MonthCalendar, qtbot: QtBot, key: Qt.Key, expected: date) -> None:
    cell(month, date(2026, 3, 18)).setFocus()
    qtbot.keyClick(focused(), key)
    assert focused().day == expected


def test_walking_past_the_page_turns_it(month: MonthCalendar, qtbot: QtBot) -> None:
    cell(month, date(2026, 3, 18)).setFocus()
    for _ in range(4):
        qtbot.keyClick(focused(), Qt.Key.Key_Down)
    assert (focused().day, month.month) == (date(2026, 4, 15), date(2026, 4, 1))


def test_the_31st_becomes_the_last_day_of_a_shorter_month(month: MonthCalendar, qtbot: QtBot) -> None:
    month.select(date(2026, 3, 31))
    cell(month, date(2026, 3, 31)).setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_PageUp)
    assert focused().day == date(2026, 2, 28)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_day_is_picked_by_keyboard(month: MonthCalendar, qtbot: QtBot, key: Qt.Key) -> None:
    cell(month, date(2026, 3, 18)).setFocus()
    qtbot.keyClick(focused(), Qt.Key.Key_Right)
    with qtbot.waitSignal(month.picked) as told:
        qtbot.keyClick(focused(), key)
    assert told.args == [date(2026, 3, 19)]


def test_today_moves_on_at_midnight(month: MonthCalendar) -> None:
    month.set_today(date(2026, 3, 21))
    assert [c.day.day for c in month.findChildren(DayCell) if c.today] == [21]
