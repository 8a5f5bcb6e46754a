"""The chips of free times: what stands on them, which is filled, and how keys walk over them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.gui.dialogs.chip import Chip
from frontdesk.gui.dialogs.chips import ChipRows, Row
from frontdesk.gui.dialogs.free_times import FreeTime

TODAY = date(2026, 3, 18)
Shower = Callable[..., ChipRows]


def time(hour: int, minute: int = 0, *, day: int = 18, name: str = "Dr. Chen", free: bool = True) -> FreeTime:
    start = datetime(2026, 3, day, hour, minute, tzinfo=UTC).timestamp() * 1000
    return FreeTime(Instant(int(start)), Id(1), name, free=free)


def quarters(count: int, *, since: FreeTime, free: bool) -> tuple[FreeTime, ...]:
    return tuple(
        FreeTime(Instant(since.start + n * 15 * MINUTE), since.practitioner, since.name, free=free)
        for n in range(count)
    )


@pytest.fixture
def shower(dressed: QApplication, over: QWidget, qtbot: Any) -> Shower:
    """Show rows of chips between two buttons."""

    def do(*rows: Row, chosen: FreeTime | None = None, width: int = 660) -> ChipRows:
        chips = ChipRows()
        chips.today = TODAY
        before, after = QPushButton("before"), QPushButton("after")
        line = QHBoxLayout(over)
        for widget in (before, chips, after):
            line.addWidget(widget)
        chips.stand_after(before)
        chips.fit(width)
        chips.show_rows(rows, chosen, whole=True)
        over.activateWindow()
        qtbot.waitUntil(over.isActiveWindow)
        QApplication.processEvents()
        return chips

    return do


def words(chips: ChipRows) -> list[str]:
    return [chip.text() for chip in chips.findChildren(Chip)]


def focused() -> Chip:
    chip = QApplication.focusWidget()
    assert isinstance(chip, Chip)
    return chip


def test_a_suggested_time_is_dated_unless_it_is_today_or_tomorrow(shower: Shower) -> None:
    times = (time(12, 15), time(9, day=19), time(12, 15, day=29))
    chips = shower(Row("Suggested", times, named=True))
    assert words(chips) == ["Today 12:15", "Tomorrow 09:00", "Sun 29 Mar 12:15"]


def test_a_dated_time_is_not_cut_short(shower: Shower) -> None:
    chips = shower(Row("Suggested", (time(12, 15, day=29),), named=True))
    chip = chips.findChildren(Chip)[0]
    font = chip.font()
    font.setBold(True)
    assert chip.width() >= chip.fontMetrics().horizontalAdvance("Sun 29 Mar 12:15")


def test_a_name_that_has_room_in_a_wider_chip_is_not_cut_short(shower: Shower) -> None:
    chips = shower(Row("Today", (time(9, name="Dr. Kwame Mensah-Boateng"),)))
    chip = chips.findChildren(Chip)[0]
    assert not chip.elided()
    assert chip.toolTip() == ""


def test_a_name_that_is_cut_short_is_told_whole_beside_the_pointer(shower: Shower) -> None:
    name = "Dr. Alexandria Konstantinopoulou-Featherstonehaugh"
    chip = shower(Row("Today", (time(9, name=name),))).findChildren(Chip)[0]
    assert chip.elided()
    assert name in chip.toolTip()


def test_the_chosen_time_is_filled_once_and_outlined_where_it_is_suggested(shower: Shower) -> None:
    chosen = time(9)
    chips = shower(Row("Suggested", (chosen,), named=True), Row("Today", (chosen, time(10))), chosen=chosen)
    assert [(chip.isChecked(), chip.filled) for chip in chips.findChildren(Chip)] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def test_a_suggested_time_that_stands_nowhere_else_is_filled(shower: Shower) -> None:
    chosen = time(9, day=29)
    chips = shower(Row("Suggested", (chosen,), named=True), Row("Today", (time(10),)), chosen=chosen)
    assert chips.findChildren(Chip)[0].filled


def test_many_times_in_succession_that_are_not_free_are_one_chip(shower: Shower) -> None:
    chips = shower(Row("Today", (*quarters(7, since=time(9), free=False), time(11))))
    assert words(chips) == ["+ 7 not free", "11:00"]
    assert chips.findChildren(Chip)[0].accessibleName() == "7 times that are not free, 09:00–10:30"


def test_that_chip_shows_them_all_and_goes_to_the_first(shower: Shower) -> None:
    chips = shower(Row("Today", (time(8), *quarters(7, since=time(9), free=False))))
    chips.findChildren(Chip)[1].click()
    assert len(chips.times) == 8
    assert focused().text() == "09:00"


def test_a_few_times_that_are_not_free_are_shown_at_once(shower: Shower) -> None:
    chips = shower(Row("Today", quarters(6, since=time(9), free=False)))
    assert len(chips.times) == 6


def test_the_chosen_time_is_never_folded_away(shower: Shower) -> None:
    times = quarters(9, since=time(9), free=False)
    chips = shower(Row("Today", times), chosen=times[4])
    assert len(chips.times) == 9


def test_chips_made_anew_keep_their_place_among_the_keys(shower: Shower, over: QWidget, qtbot: Any) -> None:
    chips = shower(Row("Today", (time(9),)))
    chips.show_rows([Row("Today", (time(9, free=False), time(10, free=False)))], None, whole=True)
    QApplication.processEvents()  # chips that were just made are shown
    over.findChildren(QPushButton)[0].setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert focused().text() == "09:00"
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert focused().text() == "10:00"


def test_wide_chips_have_two_lines_before_more_is_offered(shower: Shower) -> None:
    times = tuple(time(hour, day=29) for hour in range(9, 15))
    chips = shower(Row("Suggested", times, named=True), width=380)
    chips.show_rows([Row("Suggested", times, named=True)], None, whole=False)
    assert words(chips)[-4:] == ["Sun 29 Mar 09:00", "Sun 29 Mar 10:00", "Sun 29 Mar 11:00", "+ 3 more"]
