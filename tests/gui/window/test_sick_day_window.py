"""A practitioner is away, from the window: by its key, applied, called, printed and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.sick_day import How
from frontdesk.gui.dialogs.sick_day import SickDayDialog
from frontdesk.gui.dialogs.sick_day_calls import CallsDialog
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from frontdesk.gui.window.names import MASK
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk, add_patient
from tests.support.sick_days import at_work, now, visit, with_a_third, with_ortega_at_work

Opener = Callable[[], SickDayDialog]


@pytest.fixture
def arranged(desk: Desk) -> list[Appointment]:
    """Book three visits with Dr. Chen while Dr. Ortega is at work."""
    with_ortega_at_work(desk)
    return [visit(desk, 9), visit(desk, 10, patient=desk.leo.id), visit(desk, 11)]


@pytest.fixture
def opener(inside: Inside, settle: Settle, qtbot: Any) -> Opener:
    """Open the dialog by its key, with its plan made."""

    def do() -> SickDayDialog:
        qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_K)
        settle()
        [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, SickDayDialog)]
        qtbot.waitUntil(lambda: dialog.is_settled)
        return dialog

    return do


def calls(inside: Inside) -> CallsDialog:
    """Give the list of calls that is open."""
    found = inside.work.areas.sick_days.calls
    assert found is not None
    return found


def apply(dialog: SickDayDialog, settle: Settle, qtbot: Any) -> None:
    """Apply the plan by Enter, and wait until it is done."""
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle()


def test_the_selected_visits_practitioner_is_meant(
    arranged: list[Appointment], desk: Desk, inside: Inside, settle: Settle, opener: Opener
) -> None:
    other = visit(desk, 12, practitioner=desk.ortega.id)
    inside.days.refresh()
    settle()
    inside.selection.select(other.id)
    settle()
    assert opener().draft.practitioner == desk.ortega.id


def test_it_stands_in_the_menu_with_its_key_and_among_the_commands(
    inside: Inside, window: MainWindow, qtbot: Any, settle: Settle
) -> None:
    menu = inside.menus.main_menu(window)
    assert "A practitioner is away…" in [action.text() for action in menu.actions()]
    assert inside.actions_by_name.key_words("sick_day") == "K"
    inside.work.do("palette")
    qtbot.keyClicks(inside.work.desk.top.search, "sick")
    qtbot.waitUntil(lambda: not inside.work.search.pausing)
    settle()
    assert "A practitioner is away…" in [hit.title for hit in inside.work.search.palette.list.hits]


def test_what_was_applied_is_told_with_undo_and_the_calls_stand_beside_the_board(
    arranged: list[Appointment], desk: Desk, inside: Inside, settle: Settle, qtbot: Any, opener: Opener
) -> None:
    apply(opener(), settle, qtbot)
    assert toasts(inside)[-1] == "Dr. Amelia Chen is away: 3 stay at their time with a colleague"
    assert now(desk, arranged[0].id).practitioner_id == desk.ortega.id
    assert len(calls(inside).ticks) == 3
    assert not calls(inside).isModal()
    calls(inside).accept()
    inside.work.do("undo")
    settle()
    assert now(desk, arranged[0].id).practitioner_id == desk.chen.id


def test_the_calls_are_printed_with_what_to_say(
    arranged: list[Appointment], desk: Desk, inside: Inside, settle: Settle, qtbot: Any, opener: Opener
) -> None:
    desk.clinic.patients.update(id=desk.leo.id, phones=["555 0101"])
    apply(opener(), settle, qtbot)
    calls(inside).print_asked.emit()
    settle()
    panel = inside.work.areas.printing.panel
    assert panel is not None
    [table] = panel.sheet.tables
    assert table.rows[1][:2] == ("Leo Martin", "555 0101")
    assert table.rows[1][3] == "The time stays. Dr. Luis Ortega stands in."
    assert panel.sheet.title.startswith("Calls to make: Dr. Amelia Chen is away")
    frame = inside.work.areas.printing.frame
    assert frame is not None
    frame.accept()
    calls(inside).accept()


def test_masked_names_stay_masked_in_plan_and_calls_and_on_paper(
    arranged: list[Appointment], inside: Inside, settle: Settle, qtbot: Any, opener: Opener
) -> None:
    inside.work.do("mask")
    settle()
    dialog = opener()
    assert dialog.table.rows.index(0, 0).data() == MASK
    apply(dialog, settle, qtbot)
    assert all(MASK in tick.text() for tick in calls(inside).ticks)
    calls(inside).print_asked.emit()
    settle()
    panel = inside.work.areas.printing.panel
    assert panel is not None
    assert {row[0] for row in panel.sheet.tables[0].rows} == {MASK}
    frame = inside.work.areas.printing.frame
    assert frame is not None
    frame.accept()
    calls(inside).accept()


def test_where_nobody_is_to_be_called_there_is_no_list(
    inside: Inside, settle: Settle, qtbot: Any, opener: Opener
) -> None:
    apply(opener(), settle, qtbot)
    assert toasts(inside)[-1] == "Dr. Amelia Chen is away: No visit is touched."
    assert inside.work.areas.sick_days.calls is None


def test_twenty_visits_with_five_put_otherwise_are_done_by_thirty_keys(
    desk: Desk, inside: Inside, settle: Settle, qtbot: Any, opener: Opener
) -> None:
    with_ortega_at_work(desk)
    with_a_third(desk)
    at_work(desk, desk.chen.id, 8, 20)
    desk.clock.now = desk.at(7)
    some = [add_patient(desk.clinic, "Patient", str(n), f"20{n:02}") for n in range(20)]
    booked = [visit(desk, 8, start=desk.at(8, 30 * n), minutes=20, patient=one.id) for n, one in enumerate(some)]
    inside.days.refresh()
    settle()
    dialog = opener()
    assert len(dialog.rows.rows) == 20
    keys = 1
    for key in ("W", "<", "<", "X", "<", "L", "<", "<", "<", "M", "<", "W"):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down if key == "<" else key.lower())
        keys += 1
        qtbot.waitUntil(lambda: dialog.is_settled and inside.tasks.idle)
    apply(dialog, settle, qtbot)
    keys += 1
    assert keys <= 30
    hows = {call.visit: call.how for call in calls(inside).calls}
    assert len(hows) == 19
    assert (hows[booked[0].id], hows[booked[2].id], hows[booked[6].id]) == (How.WAIT, How.CANCEL, How.MOVE)
    calls(inside).accept()
