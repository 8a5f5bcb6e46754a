"""The counter on the screen: arrivals, who waits, who leaves, reasons, times put right, notes, and booking again."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.reason import Away, Reason
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow
from tests.gui.window.conftest import Settle, toasts
from tests.gui.window.test_doing import opened
from tests.support.clinics import Desk

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def read(desk: Desk, visit: Appointment) -> Appointment:
    return desk.clinic.appointments.get(id=visit.id).appointment


def press(inside: Inside, qtbot: QtBot, *keys: Any) -> None:
    """Press keys where the focus is, the board first."""
    if QApplication.focusWidget() is None:
        inside.work.desk.board.setFocus()
    for key in keys:
        where = QApplication.focusWidget() or inside.work.desk.board
        if isinstance(key, str):
            qtbot.keyClicks(where, key)
        else:
            qtbot.keyClick(where, *(key if isinstance(key, tuple) else (key,)))


def come(desk: Desk, visit: Appointment, *, ago: int = 0) -> None:
    """Have a patient arrive, some minutes ago."""
    desk.clinic.appointments.set_status(id=visit.id, status=Status.ARRIVED)
    if ago:
        now = desk.clinic.clock()
        desk.clinic.appointments.set_times(id=visit.id, arrived_at=Instant(now - ago * MINUTE))


def at_board(inside: Inside, settle: Settle, visit: Appointment) -> None:
    opened(inside, settle, visit)
    inside.work.desk.board.setFocus()


# Leaving.


def test_one_who_leaves_is_noted_with_two_keys(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    come(desk, visit)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_L, "1")
    settle()
    left = read(desk, visit)
    assert (left.status, left.cancel_reason, left.left_at is not None) == (Status.CANCELLED, "Waited too long", True)
    assert toasts(inside) == ["Eva Novák: left without being seen"]
    assert inside.work.desk.inspector.apart.text() == "Left without being seen: Waited too long"


def test_who_has_not_come_cannot_leave(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_L)
    assert toasts(inside) == ["Only a patient who has arrived, and is not in yet, can leave."]
    assert read(desk, visit).status is Status.BOOKED


def test_undo_has_one_who_left_wait_again(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    come(desk, visit)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_L, "2")
    settle()
    inside.work.do("undo")
    settle()
    assert (read(desk, visit).status, len(inside.work.desk.side.waiting.rows)) == (Status.ARRIVED, 1)


# Reasons.


def test_a_visit_is_cancelled_with_two_keys(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_Delete, "1")
    settle()
    assert (read(desk, visit).status, read(desk, visit).cancel_reason) == (Status.CANCELLED, "Patient ill")


def test_the_cards_offer_the_reasons_of_the_clinic(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    desk.clinic.reasons.put(reasons=[Reason(Away.CANCEL, "Snowed in"), Reason(Away.LEFT, "Lost patience")])
    visit = desk.book(9)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_Delete, "1")
    settle()
    assert read(desk, visit).cancel_reason == "Snowed in"


def test_a_digit_belongs_to_the_words_once_something_is_typed(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_Delete, "in 2 weeks", Key.Key_Return)
    settle()
    assert read(desk, visit).cancel_reason == "in 2 weeks"


def test_a_no_show_asks_nothing_and_offers_to_say_why(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_N)
    settle()
    assert (read(desk, visit).status, read(desk, visit).no_show_reason) == (Status.NO_SHOW, None)
    offers = {each.text(): each for each in inside.toasts.shown[0].findChildren(QPushButton)}
    qtbot.mouseClick(offers["Reason…"], Qt.MouseButton.LeftButton)
    press(inside, qtbot, "2")
    settle()
    assert read(desk, visit).no_show_reason == "Called too late"
    assert inside.work.desk.inspector.apart.text() == "No-show: Called too late"


def test_the_reason_of_a_no_show_is_given_by_keys_alone(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.NO_SHOW)
    at_board(inside, settle, visit)
    press(inside, qtbot, (Key.Key_N, SHIFT), "2")
    settle()
    assert read(desk, visit).no_show_reason == "Called too late"


def test_a_no_show_is_not_cancelled_and_says_so_before_a_reason_is_asked_for(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.NO_SHOW)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_Delete)
    assert toasts(inside) == ["A visit that is “No-show” cannot become “Cancelled”. Undo takes a wrong step back."]
    assert not inside.work.doing.reason.isVisible()


@pytest.mark.parametrize(
    ("early", "told"), [(15, ""), (35, " · 35 min before its time"), (1500, " · 1 day before its time")]
)
def test_a_no_show_long_before_its_time_says_so(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, early: int, told: str
) -> None:
    visit = desk.book(16)
    desk.clock.now = Instant(visit.start - early * MINUTE)
    opened(inside, settle, visit)
    inside.work.doing.do("no_show")
    settle()
    assert toasts(inside) == [f"Eva Novák: No-show{told}"]
    assert read(desk, visit).status is Status.NO_SHOW


def test_the_inspector_offers_to_say_why_as_well(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.NO_SHOW)
    at_board(inside, settle, visit)
    qtbot.mouseClick(inside.work.desk.inspector.line.why, Qt.MouseButton.LeftButton)
    press(inside, qtbot, "1")
    settle()
    assert read(desk, visit).no_show_reason == "Did not call"


# A wrong click.


def test_a_wrong_click_is_taken_back_where_the_status_stands(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_A)
    settle()
    line = inside.work.desk.inspector.line
    assert line.words.text().startswith("Arrived 0")
    qtbot.mouseClick(line.undo, Qt.MouseButton.LeftButton)
    settle()
    assert (read(desk, visit).status, line.undo.isHidden()) == (Status.BOOKED, True)


def test_a_status_on_which_something_stands_has_no_way_back_there(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    come(desk, visit, ago=5)
    at_board(inside, settle, visit)
    assert inside.work.desk.inspector.line.undo.isHidden()


# Times put right.


def test_times_are_put_right_by_keys(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    for status in (Status.ARRIVED, Status.IN_PROGRESS):
        desk.clinic.appointments.set_status(id=visit.id, status=status)
    at_board(inside, settle, visit)
    press(inside, qtbot, (Key.Key_T, SHIFT), "730", Key.Key_Tab, "745", Key.Key_Return)
    settle()
    held = read(desk, visit)
    assert (held.arrived_at, held.actual_start) == (desk.at(7, 30), desk.at(7, 45))
    assert inside.work.desk.inspector.facts.shown["Took place"] == "since 07:45"
    assert inside.work.desk.inspector.facts.below["Arrived"] == "waited 15 min"


def test_what_is_no_time_or_is_refused_is_said_beside_its_field(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot
) -> None:
    visit = desk.book(9)
    for status in (Status.ARRIVED, Status.IN_PROGRESS):
        desk.clinic.appointments.set_status(id=visit.id, status=status)
    at_board(inside, settle, visit)
    press(inside, qtbot, (Key.Key_T, SHIFT), "soon", Key.Key_Return)
    card = inside.work.areas.counter.times
    unread = card.fields["arrived_at"].message.text()
    press(inside, qtbot, "2330", Key.Key_Return)
    settle()
    field = card.fields["arrived_at"]
    assert (unread, field.message.text()) == ("Write it as 9, 930 or 11:30.", "This time has not come yet.")
    assert (card.isVisible(), field.control.text(), field.control.hasFocus()) == (True, "2330", True)


def test_the_link_at_the_facts_opens_the_card(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    come(desk, visit)
    at_board(inside, settle, visit)
    link = inside.work.desk.inspector.facts.link("Arrived")
    assert link is not None
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert inside.work.areas.counter.times.isVisible()


# The waiting room.


def test_who_waits_too_long_stands_first_and_is_marked(inside: Inside, desk: Desk, settle: Settle) -> None:
    early, late = desk.book(9), desk.book(7, patient=desk.leo.id, practitioner=desk.ortega.id)
    come(desk, early, ago=60)
    come(desk, late, ago=20)
    at_board(inside, settle, late)
    rows = inside.work.desk.side.waiting.rows
    assert [(row.name, row.too_long) for row in rows] == [("Leo Martin", True), ("Eva Novák", False)]
    assert rows[0].accessibleName().endswith("20 min, longer than 15 min")


def test_the_limit_of_the_clinic_counts(inside: Inside, desk: Desk, settle: Settle) -> None:
    desk.clinic.profile.update(waiting_limit=30)
    visit = desk.book(7)
    come(desk, visit, ago=20)
    at_board(inside, settle, visit)
    assert not inside.work.desk.side.waiting.rows[0].too_long
    assert inside.work.desk.board.waiting_limit == 30


def test_whose_turn_it_is_is_said_where_several_wait_for_the_same(inside: Inside, desk: Desk, settle: Settle) -> None:
    first, second = desk.book(9), desk.book(10, patient=desk.leo.id)
    for visit in (second, first):
        come(desk, visit)
    at_board(inside, settle, first)
    rows = {row.name: row.detail for row in inside.work.desk.side.waiting.rows}
    assert rows["Eva Novák"].startswith("next · ")
    assert not rows["Leo Martin"].startswith("next")


def test_masked_names_stay_masked_in_the_waiting_room(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    come(desk, visit)
    at_board(inside, settle, visit)
    inside.work.do("mask")
    settle()
    assert "Eva" not in inside.work.desk.side.waiting.rows[0].name


# Notes.


def test_a_note_is_written_by_keys(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_I, "Bring the blood results.", (Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    settle()
    assert [note.body for note in desk.clinic.notes.list(appointment=visit.id).items] == ["Bring the blood results."]
    row = inside.work.desk.inspector.written.rows[0]
    assert (row.words.text(), row.below.text().startswith("Front desk, ")) == ("Bring the blood results.", True)
    assert inside.work.desk.board.hasFocus()


def test_what_was_given_up_is_offered_again(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    at_board(inside, settle, visit)
    press(inside, qtbot, Key.Key_I, "Half a thought", Key.Key_Escape)
    assert inside.work.desk.inspector.written.field.isHidden()
    inside.work.do("bigger")
    settle()
    inside.work.do("note")
    assert inside.work.desk.inspector.written.field.said == "Half a thought"
    inside.work.do("usual")


def test_a_note_is_edited_and_deleted_and_comes_back(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(9)
    desk.clinic.notes.create(appointment=visit.id, body="Old words")
    at_board(inside, settle, visit)
    notes = inside.work.desk.inspector.written
    qtbot.waitUntil(notes.isVisible)
    qtbot.mouseClick(notes.rows[0].edit, Qt.MouseButton.LeftButton)
    notes.field.text.selectAll()
    press(inside, qtbot, "New words", (Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    settle()
    assert (notes.rows[0].words.text(), notes.rows[0].below.text().endswith("edited")) == ("New words", True)
    qtbot.mouseClick(notes.rows[0].delete, Qt.MouseButton.LeftButton)
    settle()
    assert notes.rows == []
    inside.work.do("undo")
    settle()
    assert [row.words.text() for row in notes.rows] == ["New words"]


def test_notes_are_not_read_while_names_are_masked(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    desk.clinic.notes.create(appointment=visit.id, body="Eva is Leo's sister")
    at_board(inside, settle, visit)
    inside.work.do("mask")
    settle()
    row = inside.work.desk.inspector.written.rows[0]
    assert "Eva" not in row.words.text()
    assert row.edit.isHidden()


# Booked again, and removed.


@pytest.fixture
def dialogs(inside: Inside) -> list[BookingDialog]:
    found: list[BookingDialog] = []
    inside.outside.asking.connect(found.append)
    return found


def test_a_visit_is_booked_again_with_its_patient_service_and_practitioner(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, dialogs: list[BookingDialog], window: MainWindow
) -> None:
    visit = desk.book(9, minutes=45, service=desk.service.id)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.NO_SHOW)
    at_board(inside, settle, visit)
    press(inside, qtbot, (Key.Key_B, SHIFT))
    settle()
    draft = dialogs[0].draft
    assert draft.person is not None
    assert (draft.person.name, draft.service and draft.service.name) == ("Eva Novák", "Consultation")
    assert (draft.practitioner, draft.lasts) == (desk.chen.id, 45 * MINUTE)
    with qtbot.waitSignal(dialogs[0].booked) as told:
        dialogs[0].send()
    settle()
    assert told.args[0].id != visit.id
    assert told.args[0].status is Status.BOOKED


def test_a_visit_is_removed_from_the_book_and_comes_back(inside: Inside, desk: Desk, settle: Settle) -> None:
    visit = desk.book(9)
    at_board(inside, settle, visit)
    inside.work.do("archive")
    settle()
    assert read(desk, visit).archived_at is not None
    assert toasts(inside) == ["Eva Novák: removed from the book"]
    inside.work.do("undo")
    settle()
    assert read(desk, visit).archived_at is None


# Five keys.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Status.BOOKED, Status.ARRIVED),
        (Status.ARRIVED, Status.IN_PROGRESS),
        (Status.IN_PROGRESS, Status.COMPLETED),
    ],
)
def test_who_stands_at_the_counter_is_found_and_checked_in_with_five_keys(
    inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot, before: Status, after: Status
) -> None:
    visit = desk.book(9, patient=desk.leo.id)
    desk.book(9, start=desk.at(9, day=7), patient=desk.leo.id)
    if before is not Status.BOOKED:
        desk.clinic.appointments.set_status(id=visit.id, status=before)
    inside.days.refresh()
    settle()
    inside.work.desk.board.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    press(inside, qtbot, (Key.Key_F, control), "l", "e", "o", (Key.Key_Return, control))
    qtbot.waitUntil(lambda: not inside.work.search.pausing)
    settle()
    assert read(desk, visit).status is after
    assert inside.selection.visit == visit.id
    assert inside.work.desk.board.hasFocus()


def test_what_is_not_of_today_is_only_gone_to(inside: Inside, desk: Desk, settle: Settle, qtbot: QtBot) -> None:
    visit = desk.book(start=desk.at(9, day=7), patient=desk.leo.id)
    inside.work.desk.board.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    press(inside, qtbot, (Key.Key_F, control), "leo")
    qtbot.waitUntil(lambda: not inside.work.search.pausing)
    settle()
    press(inside, qtbot, (Key.Key_Return, control))
    settle()
    assert (inside.selection.visit, read(desk, visit).status) == (visit.id, Status.BOOKED)
