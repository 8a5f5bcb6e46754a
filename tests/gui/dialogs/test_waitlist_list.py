"""The whole waiting list: narrowed, sorted, changed and taken off by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.instants import DAY as A_DAY
from frontdesk.domain.instants import Instant
from frontdesk.domain.waitlist import EntryState, Urgency
from frontdesk.gui.dialogs.waitlist_entry import EntryDialog
from frontdesk.gui.dialogs.waitlist_list import WaitlistDialog
from frontdesk.gui.dialogs.waitlist_rows import Column
from frontdesk.gui.ground.tasks import Tasks
from tests.support.clinics import DAY, Desk
from tests.support.waiting_list import offer, waits

Opener = Callable[..., WaitlistDialog]
Settle = Callable[[], None]


@pytest.fixture
def settle(tasks: Tasks, qtbot: Any) -> Settle:
    """Wait until everything is known that was asked for."""

    def do() -> None:
        for _ in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: tasks.idle)

    return do


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, settle: Settle, qtbot: Any) -> Opener:
    """Open the list with everything read."""

    def do(*, masked: bool = False) -> WaitlistDialog:
        dialog = WaitlistDialog(tasks, over, masked=masked)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        settle()
        return dialog

    return do


def told(dialog: WaitlistDialog, column: Column = Column.NAME) -> list[str]:
    return [str(dialog.rows.index(row, column).data()) for row in range(dialog.rows.rowCount())]


def test_the_urgent_stand_first_then_who_waits_longest(desk: Desk, opener: Opener) -> None:
    waits(desk, desk.leo)
    waits(desk, desk.eva, urgency=Urgency.URGENT)
    dialog = opener()
    assert told(dialog) == ["Eva Novák", "Leo Martin"]
    assert told(dialog, Column.URGENCY) == ["Urgent", ""]
    assert dialog.count.text() == "2 on the list"


def test_a_column_sorts_both_ways(desk: Desk, opener: Opener) -> None:
    waits(desk, desk.leo)
    waits(desk, desk.eva)
    dialog = opener()
    head = dialog.table.horizontalHeader()
    head.setSortIndicator(Column.NAME, Qt.SortOrder.AscendingOrder)
    forth = told(dialog)
    head.setSortIndicator(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert (forth, told(dialog)) == (["Eva Novák", "Leo Martin"], ["Leo Martin", "Eva Novák"])


def test_who_waits_without_an_end_comes_after_who_has_one(desk: Desk, opener: Opener) -> None:
    waits(desk, desk.leo)
    waits(desk, desk.eva, until=DAY + timedelta(days=3))
    dialog = opener()
    dialog.table.horizontalHeader().setSortIndicator(Column.UNTIL, Qt.SortOrder.AscendingOrder)
    assert told(dialog) == ["Eva Novák", "Leo Martin"]


@pytest.mark.parametrize("typed", ["novak", "NOVÁK", "urgent"])
def test_a_few_letters_narrow_it_down(desk: Desk, opener: Opener, qtbot: Any, typed: str) -> None:
    waits(desk, desk.leo)
    waits(desk, desk.eva, urgency=Urgency.URGENT)
    dialog = opener()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Slash)
    qtbot.keyClicks(dialog.search, typed)
    assert (told(dialog), dialog.count.text()) == (["Eva Novák"], "1 of 2 on the list")


def test_what_has_run_out_is_marked(desk: Desk, opener: Opener) -> None:
    waits(desk, desk.leo, until=DAY)
    desk.clock.now = Instant(desk.clock.now + 2 * A_DAY)
    assert told(opener(), Column.STANDS) == ["ran out 18 Mar"]


def test_what_is_held_for_someone_is_told(desk: Desk, opener: Opener) -> None:
    desk.clinic.working_hours.get(practitioner=desk.chen.id)
    offer(desk, waits(desk, desk.leo))
    assert told(opener(), Column.STANDS) == ["held until 08:10"]


def test_what_was_taken_off_comes_back_by_the_key_and_goes_again(
    desk: Desk, opener: Opener, settle: Settle, qtbot: Any
) -> None:
    waits(desk, desk.leo)
    dialog = opener()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    settle()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert told(dialog) == ["Leo Martin"]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert told(dialog) == []


def test_what_was_taken_off_is_told_in_here_with_undo(desk: Desk, opener: Opener, settle: Settle, qtbot: Any) -> None:
    waits(desk, desk.leo)
    dialog = opener()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    settle()
    assert dialog.taking_back.words.text() == "Leo Martin is off the waiting list"
    with qtbot.waitSignal(dialog.undone):
        qtbot.mouseClick(dialog.taking_back.button, Qt.MouseButton.LeftButton)
    settle()
    assert told(dialog) == ["Leo Martin"]


def test_del_takes_somebody_off_and_tells_it_with_undo(desk: Desk, opener: Opener, settle: Settle, qtbot: Any) -> None:
    entry = waits(desk, desk.leo)
    dialog = opener()
    with qtbot.waitSignal(dialog.stepped) as heard:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    settle()
    assert (told(dialog), desk.clinic.waitlist.get(id=entry.id).entry.state) == ([], EntryState.REMOVED)
    desk.clinic.history.undo(seq=heard.args[1])
    dialog.refresh()
    settle()
    assert told(dialog) == ["Leo Martin"]


def test_enter_opens_an_entry_and_what_was_changed_is_shown(
    desk: Desk, opener: Opener, settle: Settle, qtbot: Any
) -> None:
    waits(desk, desk.leo)
    dialog = opener()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle()
    [entry] = dialog.findChildren(EntryDialog)
    entry.fields.urgency.choose("urgent")
    entry.send()
    settle()
    assert told(dialog, Column.URGENCY) == ["Urgent"]


def test_o_wants_to_offer_a_time(desk: Desk, opener: Opener, qtbot: Any) -> None:
    entry = waits(desk, desk.leo)
    dialog = opener()
    with qtbot.waitSignal(dialog.chosen) as heard:
        qtbot.keyClick(dialog.table, Qt.Key.Key_O)
    assert heard.args[0].entry.id == entry.id


def test_the_keys_stay_on_whom_they_were_on(desk: Desk, opener: Opener, settle: Settle) -> None:
    waits(desk, desk.leo)
    dialog = opener()
    waits(desk, desk.eva, urgency=Urgency.URGENT)
    dialog.refresh()
    settle()
    assert dialog.table.currentIndex().row() == 1


def test_masked_names_are_masked(desk: Desk, opener: Opener) -> None:
    waits(desk, desk.leo)
    dialog = opener(masked=True)
    assert told(dialog) == ["• • •"]
    assert "Leo" not in str(dialog.rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_an_empty_list_says_so(desk: Desk, opener: Opener) -> None:
    assert opener().count.text() == "Nobody waits for a time."


def test_twice_as_large_names_and_urgency_stay(desk: Desk, large: None, opener: Opener) -> None:
    waits(desk, desk.leo, urgency=Urgency.URGENT)
    table = opener().table
    assert not table.isColumnHidden(Column.NAME)
    assert not table.isColumnHidden(Column.URGENCY)


def test_an_entry_whose_service_was_put_away_says_so(desk: Desk, opener: Opener) -> None:
    waits(desk)
    desk.clinic.services.archive(id=desk.service.id)
    assert told(opener(), Column.STANDS) == ["service or practitioner put away"]
