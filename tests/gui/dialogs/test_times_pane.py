"""The right half of the booking dialog where there is little room, and the keys that walk over it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.dialogs.chip import Chip
from frontdesk.gui.dialogs.chips import Row
from frontdesk.gui.dialogs.frame import is_whole
from frontdesk.gui.dialogs.free_times import DayTimes, FreeTime, Part
from frontdesk.gui.dialogs.times_pane import TimesPane

DAYS = [date(2026, 3, day) for day in (18, 19, 20)]


def times(day: date) -> tuple[FreeTime, ...]:
    start = int(datetime(day.year, day.month, day.day, 9, tzinfo=UTC).timestamp() * 1000)
    return tuple(FreeTime(Instant(start + n * 15 * MINUTE), Id(1), "Dr. Chen") for n in range(20))


def shown(qtbot: Any, width: int, height: int) -> TimesPane:
    pane = TimesPane()
    qtbot.addWidget(pane)
    pane.begin("UTC", DAYS[0])
    pane.resize(width, height)
    pane.show()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    every = [DayTimes(day, times(day)) for day in DAYS]
    pane.show_times(every, every[0].times[0], Part.FIRST, suggested=Row("Suggested", every[1].times[:5], named=True))
    QApplication.processEvents()
    QApplication.processEvents()
    return pane


def whole_rows(pane: TimesPane) -> int:
    chips = [chip for chip in pane.chips.findChildren(Chip) if chip.isVisible() and is_whole(chip, pane._scroll)]
    return len({chip.mapTo(pane, chip.rect().center()).y() for chip in chips})


@pytest.mark.parametrize(("width", "height"), [(678, 440), (375, 420)])
def test_large_text_leaves_room_for_two_rows_of_chips(large: None, qtbot: Any, width: int, height: int) -> None:
    pane = shown(qtbot, width, height)
    assert whole_rows(pane) >= 2


def test_what_is_folded_away_is_shown_on_demand_and_scrolls_with_the_times(large: None, qtbot: Any) -> None:
    pane = shown(qtbot, 678, 440)
    assert not pane.strip.isVisible()
    pane.more.click()
    QApplication.processEvents()
    assert pane.strip.isVisible()
    assert pane._scroll.isAncestorOf(pane.strip)
    assert any(chip.text() == "Tomorrow 09:00" for chip in pane.chips.findChildren(Chip) if chip.isVisible())


def test_a_high_pane_keeps_the_day_above_the_times(dressed: QApplication, qtbot: Any) -> None:
    pane = shown(qtbot, 720, 560)
    assert pane.strip.isVisible()
    assert not pane._scroll.isAncestorOf(pane.strip)


@pytest.mark.parametrize("width", [720, 420, 300])
def test_the_parts_of_the_days_are_never_cut_off(dressed: QApplication, qtbot: Any, width: int) -> None:
    pane = shown(qtbot, width, 560)
    choice = next(each for each in (pane.parts.row, pane.parts.short, pane.parts.folded) if each.isVisible())
    assert choice.width() >= choice.minimumSizeHint().width()
    assert choice.mapTo(pane, choice.rect().topRight()).x() < width
    assert pane.taken.mapTo(pane, pane.taken.rect().topRight()).x() < width


def test_a_part_chosen_in_few_letters_is_told(dressed: QApplication, qtbot: Any) -> None:
    pane = shown(qtbot, 420, 560)
    with qtbot.waitSignal(pane.part_chosen) as signal:
        pane.parts.folded.chosen.emit("mornings")
    assert signal.args == [Part.MORNINGS]


def test_arrows_on_the_buttons_above_stay_away_from_what_comes_after(dressed: QApplication, qtbot: Any) -> None:
    pane = shown(qtbot, 720, 560)
    pane.on.setFocus()
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert pane.on.hasFocus()
    qtbot.keyClick(pane.on, Qt.Key.Key_Down)
    assert isinstance(QApplication.focusWidget(), Chip)


def test_tab_goes_from_the_tick_box_over_the_days_to_the_times(dressed: QApplication, qtbot: Any) -> None:
    pane = shown(qtbot, 720, 560)
    pane.taken.setFocus()
    met: list[QWidget | None] = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert met[:2] == [pane.back, pane.on]
    assert isinstance(met[2], Chip)


def test_nothing_scrolls_for_a_chosen_time_that_is_seen(dressed: QApplication, qtbot: Any) -> None:
    pane = shown(qtbot, 720, 560)
    chip = pane.chips.chip(times(DAYS[0])[0])
    assert chip is not None
    chip.setFocus()
    QApplication.processEvents()
    assert pane._scroll.verticalScrollBar().value() == 0


def test_drop_downs_begin_their_words_where_lines_of_text_do(dressed: QApplication, qtbot: Any) -> None:
    both = QWidget()
    qtbot.addWidget(both)
    line, drop = QLineEdit("Text", both), QComboBox(both)
    for each in (line, drop):
        each.ensurePolished()
    option = QStyleOptionComboBox()
    drop.initStyleOption(option)
    edit = drop.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, drop
    )
    frame = QStyleOptionFrame()
    line.initStyleOption(frame)
    held = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, frame, line)
    # Qt leaves two pixels beside the text of a line.
    assert edit.left() == held.left() + 2
