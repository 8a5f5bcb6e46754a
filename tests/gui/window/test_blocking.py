"""Blocks in the window: made, moved, stretched, copied, pinned and removed, by keys alone too, each undone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import CalendarKind
from frontdesk.domain.instants import DAY as DAY_MS
from frontdesk.domain.instants import Instant
from frontdesk.gui.board.meanings import Close, Move, Resize
from frontdesk.gui.board.travel import stop_at
from frontdesk.gui.dialogs.block import BlockDialog
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.showing import NOBODY
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.clinics import DAY, Desk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def lunch(inside: Inside, desk: Desk, settle: Settle, **more: object) -> Appointment:
    """Have the board show an hour of lunch of Dr. Chen, selected."""
    sent = {"start": desk.at(12), "end": desk.at(13), "title": "Lunch", "practitioner": desk.chen.id, **more}
    block = desk.clinic.blocks.create(**sent).block  # type: ignore[arg-type]
    inside.days.refresh()
    settle()
    inside.work.desk.board.select(block.id)
    inside.selection.select(block.id)
    settle()
    return block


def put_cursor(inside: Inside, desk: Desk, hour: int, column: int = 0) -> None:
    """Put the grid cursor on a free row."""
    board = inside.work.desk.board
    board.setFocus()
    board._keys.go(stop_at(board.plan, column, hour * 60))


def times(inside: Inside, desk: Desk) -> list[tuple[float, float]]:
    """Give from when to when blocks are, in hours of the test's day."""
    found = [v for v in visits(inside).values() if v.event_type == "block"]
    return sorted(((v.start - desk.at(0)) / 3_600_000, (v.end - desk.at(0)) / 3_600_000) for v in found)


def dialog(qtbot: QtBot, settle: Settle) -> BlockDialog:
    """Give the open dialog of a block."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), BlockDialog))
    settle()
    found = QApplication.activeModalWidget()
    assert isinstance(found, BlockDialog)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, held)


def test_a_block_is_made_moved_copied_and_removed_by_keys_alone(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    put_cursor(inside, desk, 12)
    press(Qt.Key.Key_B)
    dialog(qtbot, settle)
    QTest.keyClicks(QApplication.focusWidget(), "Lunch")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    settle()
    assert times(inside, desk) == [(12, 12.5)]
    assert toasts(inside) == ["Lunch: Wed 18 Mar, 12:00–12:30"]
    board = inside.work.desk.board
    made = board.selected()
    assert made is not None
    inside.window.activateWindow()
    qtbot.waitUntil(inside.window.isActiveWindow)
    board.setFocus()
    press(Qt.Key.Key_Down, SHIFT)
    settle()
    step = board.plan.rows.step / 60
    assert times(inside, desk) == [(12 + step, 12.5 + step)]
    press(Qt.Key.Key_C, CTRL)
    put_cursor(inside, desk, 15)
    press(Qt.Key.Key_V, CTRL)
    settle()
    put_cursor(inside, desk, 16)
    press(Qt.Key.Key_V, CTRL)
    settle()
    assert times(inside, desk)[1:] == [(15, 15.5), (16, 16.5)]
    assert board.selected() not in (None, made)
    board.setFocus()
    press(Qt.Key.Key_Delete)
    settle()
    assert times(inside, desk)[1:] == [(15, 15.5)]
    press(Qt.Key.Key_Z, CTRL)
    settle()
    assert len(times(inside, desk)) == 3


@pytest.mark.parametrize("how", ["edit", "opened"])
def test_a_block_is_opened_in_its_own_dialog(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, how: str
) -> None:
    block = lunch(inside, desk, settle)
    if how == "edit":
        inside.work.do("edit")
    else:
        inside.work.desk.board.visit_opened.emit(block.id)
    found = dialog(qtbot, settle)
    assert found.fields.title.text() == "Lunch"
    found.reject()


def test_a_time_that_was_drawn_with_shift_is_asked_about_and_given_up_by_esc(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    inside.work.desk.board.block_requested.emit(Close(desk.ortega.id, desk.at(14), desk.at(16)))
    found = dialog(qtbot, settle)
    assert (found.fields.start.text(), found.fields.end.text()) == ("14:00", "16:00")
    assert found.fields.owner.text() == "Dr. Luis Ortega"
    found.reject()
    settle()
    assert times(inside, desk) == []


def test_the_menu_of_an_empty_place_offers_to_book_and_to_block(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without a screen no menu can take the keyboard.
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)
    put_cursor(inside, desk, 14)
    inside.work.desk.board.menu_requested.emit(None, QPoint(400, 400))
    menu = inside.work.desk.findChildren(QMenu)[-1]
    assert [each.text() for each in menu.actions()][:2] == ["Book here…", "Block this time…"]
    menu.actions()[1].trigger()
    found = dialog(qtbot, settle)
    assert found.fields.start.text() == "14:00"
    found.reject()


def test_a_drop_moves_a_block_and_tells_the_visits_under_it(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(14, 15)
    block = lunch(inside, desk, settle)
    inside.work.desk.board.move_requested.emit(Move(block.id, desk.at(14), desk.chen.id))
    settle()
    assert times(inside, desk) == [(14, 15)]
    assert toasts(inside) == ["Lunch moved to Wed 18 Mar, 14:00–15:00 · 1 visit lies under it"]
    assert visits(inside)[visit.id].start == visit.start


def test_a_block_goes_to_another_practitioner_but_not_to_nobody(inside: Inside, desk: Desk, settle: Settle) -> None:
    block = lunch(inside, desk, settle)
    board = inside.work.desk.board
    board.move_requested.emit(Move(block.id, desk.at(12), desk.ortega.id))
    settle()
    assert visits(inside)[block.id].practitioner_id == desk.ortega.id
    board.move_requested.emit(Move(block.id, desk.at(12), NOBODY))
    settle()
    assert visits(inside)[block.id].practitioner_id == desk.ortega.id
    assert toasts(inside)[-1] == "A block is a practitioner's or a calendar's: it cannot be nobody's."


def test_a_calendar_s_block_stands_with_nobody_and_may_go_to_a_practitioner(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    flu = desk.clinic.calendars.create(name="Flu clinic", kind=CalendarKind.EVENT)
    block = desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), calendar=flu.id).block
    inside.days.refresh()
    settle()
    assert visits(inside)[block.id].column == NOBODY
    inside.work.desk.board.move_requested.emit(Move(block.id, desk.at(12), desk.chen.id))
    settle()
    held = desk.clinic.blocks.get(id=block.id).block
    assert (held.practitioner_id, held.calendar_id) == (desk.chen.id, None)


def test_a_block_is_stretched(inside: Inside, desk: Desk, settle: Settle) -> None:
    block = lunch(inside, desk, settle)
    inside.work.desk.board.resize_requested.emit(Resize(block.id, desk.at(12), desk.at(14)))
    settle()
    assert times(inside, desk) == [(12, 14)]


def test_one_of_a_series_is_moved_alone_and_it_is_said(inside: Inside, desk: Desk, settle: Settle) -> None:
    block = lunch(inside, desk, settle, rule="FREQ=DAILY;COUNT=3")
    inside.work.desk.board.nudge_requested.emit(Move(block.id, desk.at(13), desk.chen.id))
    settle()
    assert toasts(inside) == ["Lunch moved to Wed 18 Mar, 13:00–14:00 · this one only"]
    rows = desk.clinic.blocks.list(start=desk.at(0, day=1), end=desk.at(0, day=9))
    assert [row.start for row in rows] == [desk.at(12, day=1), desk.at(12, day=2)]


def test_del_on_a_series_asks_which_and_undo_brings_them_back(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    lunch(inside, desk, settle, rule="FREQ=DAILY;COUNT=3")
    inside.work.desk.board.setFocus()
    press(Qt.Key.Key_Delete)
    card = inside.work.doing.blocking.scope
    assert card.buttons["this"].hasFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    settle()
    assert toasts(inside) == ["Lunch: 3 blocks removed"]
    assert desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=9)) == ()
    qtbot.mouseClick(inside.toasts.shown[0].findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    settle()
    assert len(desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=9))) == 3


@pytest.mark.parametrize("deed", ["arrive", "confirm", "no_show", "restore"])
def test_a_block_has_no_status_and_that_is_said(inside: Inside, desk: Desk, settle: Settle, deed: str) -> None:
    lunch(inside, desk, settle)
    inside.work.do(deed)
    assert toasts(inside) == ["A block has no status: it can be changed, moved or removed."]


def test_a_block_is_put_on_the_pinboard_and_placed_on_another_day(inside: Inside, desk: Desk, settle: Settle) -> None:
    block = lunch(inside, desk, settle)
    inside.work.do("pin")
    assert [row.text() for row in inside.work.desk.side.pinboard.rows] or inside.work.doing.pinned
    inside.days.go(DAY + timedelta(days=1))
    settle()
    inside.work.do("place")
    inside.work.desk.board.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert desk.clinic.blocks.get(id=block.id).block.start == desk.at(12, day=1)


def test_what_was_pinned_last_is_placed_before_an_older_copy(inside: Inside, desk: Desk, settle: Settle) -> None:
    lunch(inside, desk, settle)
    inside.work.do("copy")
    inside.work.do("pin")
    assert inside.work.doing.blocking.copied is None


def test_a_copy_without_a_free_place_is_carried_until_it_is_put_down(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    block = lunch(inside, desk, settle, rule="FREQ=DAILY;COUNT=3")
    inside.work.do("copy")
    inside.work.do("place")
    assert inside.work.doing.carry.visit is not None
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    settle()
    copies = [v for v in visits(inside).values() if v.event_type == "block" and v.id != block.id]
    assert [(v.column, v.title, v.repeats) for v in copies] == [(desk.ortega.id, "Lunch", False)]


def test_a_copy_of_whole_days_covers_the_day_it_is_placed_on(inside: Inside, desk: Desk, settle: Settle) -> None:
    lunch(inside, desk, settle, all_day=True)
    inside.work.do("copy")
    inside.days.go(DAY + timedelta(days=1))
    settle()
    put_cursor(inside, desk, 14)
    inside.work.do("place")
    settle()
    rows = desk.clinic.blocks.list(start=desk.at(0, day=1), end=desk.at(0, day=9))
    assert [(row.all_day, row.start, row.end) for row in rows] == [(True, desk.at(0, day=1), desk.at(0, day=2))]


def test_a_visit_is_not_copied_and_it_is_said_what_to_do(inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.work.do("copy")
    assert toasts(inside) == ["Select a block to copy it. Ctrl X puts a visit on the pinboard."]


def test_a_visit_is_not_moved_onto_a_block_and_the_block_is_named(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    lunch(inside, desk, settle)
    inside.work.desk.board.move_requested.emit(Move(visit.id, desk.at(12, 15), desk.chen.id))
    settle()
    assert toasts(inside) == ["Blocked: Lunch, 12:00–13:00"]
    assert visits(inside)[visit.id].start == visit.start


def test_a_masked_title_is_not_told(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    lunch(inside, desk, settle, title="Call Eva")
    inside.work.toggle_mask()
    inside.work.desk.board.move_requested.emit(Move(visit.id, desk.at(12, 15), desk.chen.id))
    settle()
    assert "Eva" not in " ".join(toasts(inside))


def test_a_visit_is_not_moved_into_a_closure_and_the_closure_is_named(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    visit = desk.book(9)
    desk.clinic.closures.create(name="Good Friday", first=DAY + timedelta(days=2))
    inside.days.refresh()
    settle()
    inside.work.doing.carry.put_down.emit(visits(inside)[visit.id], Move(visit.id, desk.at(9, day=2), desk.chen.id))
    settle()
    assert toasts(inside) == ["Closed: Good Friday"]


def test_the_inspector_tells_of_a_block_without_steps_of_a_status(inside: Inside, desk: Desk, settle: Settle) -> None:
    lunch(inside, desk, settle, rule="FREQ=DAILY;COUNT=3")
    pane = inside.work.desk.inspector
    assert pane.name.text() == "Lunch"
    assert pane.steps.isHidden()
    assert pane.facts.shown["Whose time"] == "Dr. Amelia Chen"
    assert "Repeats" in pane.facts.shown
    shown = [name for name, each in pane.deeds.buttons.items() if not each.isHidden()]
    assert shown == ["move", "edit", "remove"]


def test_a_visit_that_lies_under_a_block_is_opened_over_its_dialog(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    desk.book(12, 15)
    lunch(inside, desk, settle)
    inside.work.do("edit")
    found = dialog(qtbot, settle)
    qtbot.waitUntil(lambda: len(found.over.rows) == 1)
    found.over.rows[0].click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), BookingDialog))
    settle()
    over = QApplication.activeModalWidget()
    assert isinstance(over, BookingDialog)
    over.reject()
    found.reject()


def test_a_block_is_no_appointment_in_the_counts(inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.book(9)
    lunch(inside, desk, settle, practitioner=desk.ortega.id)
    assert inside.work.desk.bottom.counts.text().startswith("1 appointment · 1 practitioner")


def test_blocks_without_end_are_topped_up_while_nobody_waits(inside: Inside, desk: Desk, settle: Settle) -> None:
    block = lunch(inside, desk, settle, rule="FREQ=WEEKLY")
    desk.clock.now = Instant(desk.clock.now + 200 * DAY_MS)
    inside.work.upkeep.top_up()
    settle()
    assert desk.clinic.blocks.get(id=block.id).count == 105 + 28
    assert toasts(inside) == []


def test_a_selected_block_of_another_day_is_still_a_block(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    block = lunch(inside, desk, settle)
    inside.days.go(DAY + timedelta(days=1))
    settle()
    inside.work.do("edit")
    dialog(qtbot, settle).reject()
    inside.work.do("remove")
    settle()
    assert desk.clinic.blocks.list(start=block.start, end=block.end) == ()


def test_a_copy_begins_where_a_free_place_was_clicked_and_enter_puts_it_there(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    block = lunch(inside, desk, settle)
    inside.work.do("copy")
    board = inside.work.desk.board
    rect = board.on_viewport(board.plan.rect_of(1, desk.at(15), desk.at(15, 30)))
    qtbot.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(30, 4))
    settle()
    inside.work.do("place")
    floating = board.shown().floating
    assert floating is not None
    assert floating.line == "15:00–16:00 · copy"
    assert "Copying Lunch" in inside.work.desk.bottom.remark.text()
    press(Qt.Key.Key_Return)
    settle()
    copies = [v for v in visits(inside).values() if v.event_type == "block" and v.id != block.id]
    assert [(v.column, v.start, v.end) for v in copies] == [(desk.ortega.id, desk.at(15), desk.at(16))]


def test_a_selected_block_of_a_series_says_how_it_comes_again(inside: Inside, desk: Desk, settle: Settle) -> None:
    lunch(inside, desk, settle, rule="FREQ=WEEKLY;BYDAY=WE;UNTIL=20260630")
    assert inside.work.desk.inspector.facts.shown["Repeats"] == "Every Wednesday until 30 June 2026"


def test_the_line_that_made_a_series_takes_all_of_it_back(inside: Inside, desk: Desk, settle: Settle) -> None:
    lunch(inside, desk, settle, rule="FREQ=DAILY;COUNT=3")
    inside.work.desk.inspector.history.rows[0].undo.click()
    settle()
    assert desk.clinic.blocks.list(start=desk.at(0), end=desk.at(0, day=9)) == ()


def test_visits_where_nobody_works_are_no_share_of_anything(inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.clinic.closures.create(name="Works", first=DAY)
    desk.book(10, override_reason="Emergency")
    inside.days.refresh()
    settle()
    assert inside.work.desk.bottom.counts.text() == "1 appointment · 1 practitioner · – booked"


def test_one_who_does_not_give_the_service_gets_no_visit_and_it_is_said(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.chen.id])
    visit = desk.book(10, service=desk.service.id)
    inside.days.refresh()
    settle()
    inside.work.desk.board.move_requested.emit(Move(visit.id, desk.at(10), desk.ortega.id))
    settle()
    assert "does not give this service" in toasts(inside)[-1]
    assert visits(inside)[visit.id].column == desk.chen.id
