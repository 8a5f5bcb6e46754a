"""The log: what was done on a day or in the whole book, searched in, and taken back from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import NotFound
from frontdesk.gui.dialogs import log_list
from frontdesk.gui.dialogs.log_list import BOOK, LogDialog
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import DAY, Desk
from tests.support.held_times import OTHER


@pytest.fixture
def eva(desk: Desk) -> Appointment:
    """Give a visit that another desk moved; the window opens afterwards."""
    visit = desk.book(9)
    with desk.as_actor(OTHER) as other:
        other.appointments.move(id=visit.id, start=desk.at(11))
    return visit


def opened(inside: Inside, settle: Settle) -> LogDialog:
    """Open the log by its action."""
    inside.work.do("log")
    settle()
    [shown] = [each for each in QApplication.topLevelWidgets() if isinstance(each, LogDialog) and each.isVisible()]
    return shown


def words(log: LogDialog) -> list[str]:
    """Give the words of the rows that are shown."""
    return [row.words.text() for row in log.rows]


def search(log: LogDialog, settle: Settle, text: str) -> None:
    """Search for a text."""
    log.search.setText(text)
    QTest.keyClick(log.search, Qt.Key.Key_Return)
    settle()


def test_it_opens_on_the_day_that_is_shown(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.book(start=desk.at(9, day=1))
    log = opened(inside, settle)
    assert words(log) == ["Eva Novák: Moved from Wed 18 Mar, 09:00 to 11:00", "Eva Novák: Booked"]
    log.reach.choose(BOOK)
    log.reach.chosen.emit(BOOK)
    settle()
    assert words(log)[0] == "Eva Novák: Booked"
    assert len(log.rows) > 10


def test_what_can_be_taken_back_has_undo_and_the_rest_says_why(
    eva: Appointment, inside: Inside, desk: Desk, settle: Settle
) -> None:
    log = opened(inside, settle)
    above, below = log.rows
    assert not above.undo.isHidden()
    assert below.undo.isHidden()
    assert below.why.startswith("Beneath a later change by Evening desk")
    QTest.mouseClick(above.undo, Qt.MouseButton.LeftButton)
    settle()
    assert desk.clinic.appointments.get(id=eva.id).appointment.start == eva.start
    assert len(log.rows) == 3
    assert toasts(inside)[-1].startswith("Undone")


def test_it_is_searched_by_person_and_by_who_did_it(eva: Appointment, inside: Inside, settle: Settle) -> None:
    log = opened(inside, settle)
    search(log, settle, "evening")
    assert words(log) == ["Eva Novák: Moved from Wed 18 Mar, 09:00 to 11:00"]
    search(log, settle, "novak")
    assert len(log.rows) == 2
    search(log, settle, "nobody at all")
    assert log.told.text() == "Nothing of the kind is in the log."


def test_a_row_leads_to_its_visit(eva: Appointment, inside: Inside, desk: Desk, settle: Settle) -> None:
    inside.work.do("past")
    settle()
    log = opened(inside, settle)
    QTest.mouseClick(log.rows[0].show_visit, Qt.MouseButton.LeftButton)
    settle()
    assert inside.selection.visit == eva.id
    assert inside.days.past is None
    assert inside.days.day == DAY


def test_older_ones_are_read_when_they_are_asked_for(
    eva: Appointment, inside: Inside, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_list, "_PIECE", 1)
    log = opened(inside, settle)
    assert len(log.rows) == 1
    log.more.click()
    settle()
    assert len(log.rows) == 2
    assert log.more.isHidden()


def test_masked_it_names_nobody(eva: Appointment, inside: Inside, settle: Settle) -> None:
    inside.work.do("mask")
    log = opened(inside, settle)
    assert all("Eva" not in each for each in words(log))


def test_undo_by_its_key_works_in_the_log_too(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    log = opened(inside, settle)
    log.activateWindow()
    qtbot.waitUntil(log.isActiveWindow)
    log.reach.setFocus()
    QTest.keyClick(log, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    with pytest.raises(NotFound):
        desk.clinic.appointments.get(id=visit.id)
    assert log.taking_back.words.text() == "Undone: booking"
