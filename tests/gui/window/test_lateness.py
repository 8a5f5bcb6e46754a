"""Who runs late: on the heads and visits of the board, typed by key or from the chip, and whom to phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.board.late import ON_TIME
from frontdesk.gui.dialogs.delay_card import DelayCard
from frontdesk.gui.dialogs.delay_list import CallRow
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.names import MASK
from tests.support.clinics import DAY, Desk, add_patient

Settle = Callable[[], None]


@pytest.fixture
def late(desk: Desk, inside: Inside, settle: Settle) -> Appointment:
    """Have Dr. Chen twenty minutes late, with a visit of Mia behind; the window shows it."""
    mia = add_patient(desk.clinic, "Mia", "Weber", "1003", phones=("555 0103",))
    first, second = desk.book(9), desk.book(9, 30, patient=mia.id)
    desk.clock.now = desk.at(9)
    desk.clinic.appointments.set_status(id=first.id, status=Status.IN_PROGRESS)
    desk.clock.now = desk.at(9, 51)
    inside.days.refresh()
    settle()
    return second


def mark(inside: Inside, column: Id) -> int:
    return inside.work.desk.board.late.marks[column].minutes


def card(inside: Inside) -> DelayCard:
    return inside.work.areas.lateness.card


def rows(inside: Inside) -> list[CallRow]:
    return card(inside).calls.rows


def test_the_head_tells_the_delay_and_the_visit_behind_when_it_will_begin(
    inside: Inside, desk: Desk, late: Appointment
) -> None:
    assert mark(inside, desk.chen.id) in (20, 21)
    assert desk.ortega.id not in inside.work.desk.board.late.marks
    expected = inside.work.desk.board.expected(late.id)
    assert expected is not None
    assert 20 <= (expected - late.start) // MINUTE <= 21
    assert inside.work.desk.board.header.accessibleName().startswith("Dr. Amelia Chen: 2")


def test_a_delay_of_less_than_five_minutes_goes_unsaid(inside: Inside, desk: Desk, settle: Settle) -> None:
    first = desk.book(9)
    desk.book(9, 30, patient=desk.leo.id)
    desk.clinic.appointments.set_status(id=first.id, status=Status.ARRIVED)
    desk.clock.now = desk.at(9, 4)
    inside.days.refresh()
    settle()
    assert inside.work.desk.board.late.marks == {}
    assert inside.work.desk.board.late.expected == {}


def test_time_that_goes_on_makes_it_later(inside: Inside, desk: Desk, late: Appointment, settle: Settle) -> None:
    before = mark(inside, desk.chen.id)
    desk.clock.now = desk.at(10)
    inside.work.areas.lateness.read()
    settle()
    assert mark(inside, desk.chen.id) >= before + 8


def test_a_key_asks_for_the_delay_of_the_selected_visits_practitioner(
    inside: Inside, desk: Desk, late: Appointment, settle: Settle
) -> None:
    inside.selection.select(late.id)
    settle()
    inside.work.do("late")
    assert card(inside).isVisible()
    assert card(inside).title.text() == "How late is Dr. Amelia Chen?"
    assert "worked out from the day" in card(inside).source.text()
    assert not card(inside).worked_out.isEnabled()


def test_what_is_typed_is_told_and_taken_back(inside: Inside, desk: Desk, late: Appointment, settle: Settle) -> None:
    inside.selection.select(late.id)
    settle()
    inside.work.do("late")
    card(inside).minutes.setValue(45)
    QTest.keyClick(card(inside).minutes, Qt.Key.Key_Return)
    settle()
    assert mark(inside, desk.chen.id) == 45
    assert rows(inside)[0].box.hasFocus()
    [told] = desk.clinic.delays.of_day(day=DAY)
    assert (told.typed, told.said) == (True, 45)
    inside.work.do("late")
    assert "45 min typed by Front desk at" in card(inside).source.text()
    card(inside).worked_out.click()
    settle()
    assert mark(inside, desk.chen.id) < 45
    inside.work.do("undo")
    settle()
    assert mark(inside, desk.chen.id) == 45


def test_whom_to_phone_is_worked_out_while_minutes_are_typed(
    inside: Inside, desk: Desk, late: Appointment, settle: Settle
) -> None:
    inside.selection.select(late.id)
    settle()
    inside.work.do("late")
    card(inside).minutes.setValue(5)
    settle()
    assert rows(inside) == []
    card(inside).minutes.setValue(60)
    inside.work.areas.lateness.read()
    settle()
    assert [row.call.when for row in rows(inside)] == ["09:30 → ~10:30"]
    [told] = desk.clinic.delays.of_day(day=DAY)
    assert not told.typed
    card(inside).close_card()


def test_the_card_goes_once_a_delay_is_in_the_book_that_nobody_need_be_phoned_for(
    inside: Inside, desk: Desk, late: Appointment, settle: Settle
) -> None:
    inside.selection.select(late.id)
    settle()
    inside.work.do("late")
    card(inside).minutes.setValue(5)
    card(inside).save.click()
    settle()
    assert not card(inside).isVisible()
    assert mark(inside, desk.chen.id) == 5


def test_a_press_on_the_chip_asks_for_it(inside: Inside, desk: Desk, late: Appointment) -> None:
    header = inside.work.desk.board.header
    found = header.chip_of(0)
    assert found is not None
    assert found[1].startswith("2")
    QTest.mouseClick(header, Qt.MouseButton.LeftButton, pos=QPointF(found[0].center()).toPoint())
    assert card(inside).isVisible()


def test_whom_to_phone_is_listed_ticked_and_copied(
    inside: Inside, desk: Desk, late: Appointment, settle: Settle
) -> None:
    inside.selection.select(late.id)
    settle()
    inside.work.do("late")
    [row] = rows(inside)
    assert (row.call.name, row.call.shown) == ("Mia Weber", "555 0103")
    assert row.call.when.startswith("09:30 → ~09:5")
    assert row.copy is not None
    row.copy.click()
    assert QGuiApplication.clipboard().text() == "555 0103"
    row.box.click()
    card(inside).close_card()
    inside.work.do("late")
    assert rows(inside)[0].box.isChecked()


def test_masked_names_stay_masked(inside: Inside, late: Appointment, settle: Settle) -> None:
    inside.work.toggle_mask()
    inside.selection.select(late.id)
    settle()
    inside.work.do("late")
    [row] = rows(inside)
    assert (row.call.name, row.call.shown, row.copy) == (MASK, MASK, None)


def test_a_day_that_is_over_has_no_delay_to_type(inside: Inside, desk: Desk, late: Appointment, settle: Settle) -> None:
    desk.clock.now = desk.at(9, day=1)
    inside.days.refresh()
    settle()
    assert inside.work.desk.board.late.marks == {}
    inside.work.do("late")
    assert "card" not in inside.work.areas.lateness.__dict__


def test_in_a_week_today_alone_tells_it(inside: Inside, desk: Desk, late: Appointment, settle: Settle) -> None:
    inside.days.show_view("week", desk.chen.id)
    settle()
    marks = inside.work.desk.board.late.marks
    assert list(marks) == [Id(DAY.weekday())]
    inside.days.show_view("week", desk.ortega.id)
    settle()
    assert inside.work.desk.board.late.marks == {}


def test_on_a_board_of_the_past_nobody_runs_late(inside: Inside, desk: Desk, late: Appointment, settle: Settle) -> None:
    told = desk.clinic.delays.of_day(day=DAY)
    inside.work.do("past")
    settle()
    lateness, board = inside.work.areas.lateness, inside.work.desk.board
    assert board.late == ON_TIME
    lateness._take(DAY, told)
    assert board.late == ON_TIME
    inside.work.areas.past.leave()
    settle()
    assert mark(inside, desk.chen.id) >= 20
