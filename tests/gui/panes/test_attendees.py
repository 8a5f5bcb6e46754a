"""The list of a class: its lines, what a screen reader says of them, its keys and its menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.waitlist import Offer, Urgency, WaitlistEntry
from frontdesk.gui.ground.look import fonts
from frontdesk.gui.panes.attendees import Roster
from frontdesk.gui.panes.attendees_lines import Kind, Line, lines_of
from frontdesk.gui.panes.attendees_list import LineModel
from frontdesk.gui.panes.attendees_menu import menu_for
from frontdesk.services.attendee_rows import AttendeeRow
from frontdesk.services.waitlist_rows import Waiting

NOW = Instant(1_773_835_200_000)


def comer(
    number: int = 1,
    name: str = "Eva Novák",
    *,
    attendance: Attendance = Attendance.GOING,
    payment: Payment = Payment.NOT_APPLICABLE,
    no_show: bool = False,
    alert: str = "",
    held_until: Instant | None = None,
) -> AttendeeRow:
    return AttendeeRow(Id(number), name, "", "", alert, attendance, payment, no_show, held_until, NOW, None)


def waiter(number: int = 9, name: str = "Zoe King", *, offered: bool = False, urgent: bool = False) -> Waiting:
    until = Instant(NOW + 8 * MINUTE)
    entry = WaitlistEntry(
        id=Id(100 + number),
        patient_id=Id(number),
        appointment_id=Id(7),
        urgency=Urgency.URGENT if urgent else Urgency.ROUTINE,
        offer=Offer(Id(7), NOW, until, until) if offered else None,
        created_by="desk",
        created_at=NOW,
    )
    return Waiting(entry, name, "", "", "", offered=offered)


def one(*people: AttendeeRow | Waiting) -> Line:
    return lines(*people)[-1]


def lines(*people: AttendeeRow | Waiting, mask: str = "") -> tuple[Line, ...]:
    come = [each for each in people if isinstance(each, AttendeeRow)]
    wait = [each for each in people if isinstance(each, Waiting)]
    return lines_of(come, wait, NOW, mask)


@pytest.fixture
def roster(qtbot: QtBot, qapp: object) -> Roster:
    fonts.load()
    made = Roster()
    qtbot.addWidget(made)
    made.resize(280, 500)
    made.show()
    qtbot.waitActive(made)
    return made


def show(roster: Roster, *people: AttendeeRow | Waiting, seats: int | None = 12) -> None:
    heads = sum(isinstance(each, AttendeeRow) for each in people)
    roster.show_class(lines(*people), heads, seats, NOW)


def test_a_line_says_what_someone_says_and_has_paid_in_words(qapp: object) -> None:
    assert one(comer(payment=Payment.PAID, alert="Allergy")).told == "Eva Novák, Going, Paid, has an alert"
    assert one(comer(attendance=Attendance.DECLINED)).told == "Eva Novák, Declined"


def test_who_did_not_come_is_told_in_place_of_what_they_said(qapp: object) -> None:
    assert one(comer(no_show=True, payment=Payment.REFUNDED)).told == "Eva Novák, No-show, Refunded"


def test_no_two_signs_of_attendance_or_payment_look_alike(qapp: object) -> None:
    said = [one(comer(attendance=each)).signs[0].icon for each in Attendance]
    paid = [one(comer(payment=each)).signs[1].icon for each in Payment if each is not Payment.NOT_APPLICABLE]
    assert len(set(said)) == len(said)
    assert len(set(paid)) == len(paid)


def test_a_held_seat_says_for_how_long_still(qapp: object) -> None:
    assert one(comer(held_until=Instant(NOW + 8 * MINUTE))).told == "Eva Novák, Seat held, 8 min"


def test_who_waits_is_listed_by_place_below_a_heading(qapp: object) -> None:
    shown = lines(comer(), waiter(urgent=True), waiter(10, "Leo Martin"))
    assert [line.kind for line in shown] == [Kind.COMES, Kind.HEADING, Kind.WAITS, Kind.WAITS]
    assert shown[1].name == "2 waiting"
    assert shown[2].told == "Zoe King, Place 1, Urgent"
    assert shown[3].told == "Leo Martin, Place 2"


def test_masked_no_name_and_no_alert_is_told(qapp: object) -> None:
    shown = lines(comer(alert="Allergy"), waiter(), mask="• • •")
    assert "Eva" not in str(shown)
    assert "Zoe" not in str(shown)
    assert "Allergy" not in str(shown)


def test_the_model_is_sound(qapp: object) -> None:
    model = LineModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_lines(lines(comer(), waiter()))
    model.show_lines(lines(comer(no_show=True), waiter()))
    model.show_lines(lines(comer()))
    model.show_lines(())


def test_a_heading_cannot_be_gone_to(roster: Roster, qtbot: QtBot) -> None:
    show(roster, comer(), waiter())
    roster.list.setFocus()
    qtbot.keyClick(roster.list, Qt.Key.Key_Down)
    assert roster.list.current is not None
    assert roster.list.current.name == "Zoe King"


def test_the_count_says_that_a_class_is_full_and_who_waits(roster: Roster) -> None:
    show(roster, comer(), waiter(), seats=1)
    assert roster.count.text() == "1 of 1 seat · full · 1 waiting"
    assert roster.hint.isVisible()
    show(roster, comer(), seats=2)
    assert roster.count.text() == "1 of 2 seats"
    assert not roster.hint.isVisible()


def test_a_class_without_a_limit_counts_who_comes(roster: Roster) -> None:
    show(roster, comer(), seats=None)
    assert roster.count.text() == "1 signed up"


def test_nobody_signed_up_is_said(roster: Roster) -> None:
    show(roster)
    assert roster.empty.isVisible()
    assert not roster.list.isVisible()


@pytest.mark.parametrize(("key", "deed"), [(Qt.Key.Key_Delete, "take_off"), (Qt.Key.Key_N, "no_show")])
def test_keys_are_about_the_line_they_are_on(roster: Roster, qtbot: QtBot, key: Qt.Key, deed: str) -> None:
    show(roster, comer(), comer(2, "Leo Martin"))
    roster.list.setFocus()
    qtbot.keyClick(roster.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(roster.asked) as asked:
        qtbot.keyClick(roster.list, key)
    assert asked.args[0] == deed
    assert asked.args[1].name == "Leo Martin"


def test_the_same_key_takes_one_who_waits_off_the_list(roster: Roster, qtbot: QtBot) -> None:
    show(roster, waiter())
    roster.list.setFocus()
    roster.list.go_to(1)
    with qtbot.waitSignal(roster.asked) as asked:
        qtbot.keyClick(roster.list, Qt.Key.Key_Delete)
    assert asked.args[0] == "unlist"


def test_a_held_seat_is_not_taken_off_by_a_key(roster: Roster, qtbot: QtBot) -> None:
    show(roster, comer(held_until=Instant(NOW + MINUTE)))
    roster.list.setFocus()
    with qtbot.assertNotEmitted(roster.asked):
        qtbot.keyClick(roster.list, Qt.Key.Key_Delete)


def test_esc_leaves_the_list(roster: Roster, qtbot: QtBot) -> None:
    show(roster, comer())
    roster.list.setFocus()
    with qtbot.waitSignal(roster.list.left):
        qtbot.keyClick(roster.list, Qt.Key.Key_Escape)


def test_the_keys_stay_on_someone_while_others_come_and_go(roster: Roster) -> None:
    show(roster, comer(1), comer(2, "Leo Martin"))
    roster.list.go_to(1)
    show(roster, comer(3, "Omar Aziz"), comer(1), comer(2, "Leo Martin"))
    assert roster.list.current is not None
    assert roster.list.current.name == "Leo Martin"


def test_the_keys_stay_on_one_who_waits_while_a_seat_is_held_for_them(roster: Roster) -> None:
    show(roster, comer(), waiter())
    roster.list.go_to(2)
    show(roster, comer(), comer(9, "Zoe King", held_until=Instant(NOW + MINUTE)), waiter(offered=True))
    assert roster.list.current is not None
    assert roster.list.current.kind is Kind.WAITS


def test_the_menu_ticks_what_holds(roster: Roster) -> None:
    line = one(comer(attendance=Attendance.MAYBE, payment=Payment.PAID))
    menu = menu_for(line, roster.asked.emit, roster, has_seat=True)
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Maybe", "Payment: paid"]


def test_a_seat_is_offered_only_where_one_is_free(roster: Roster) -> None:
    for has_seat in (True, False):
        menu = menu_for(one(waiter()), roster.asked.emit, roster, has_seat=has_seat)
        [offer] = [action for action in menu.actions() if action.text() == "Offer the seat"]
        assert offer.isEnabled() is has_seat


def test_an_offer_has_its_answers_in_the_menu_and_as_buttons(roster: Roster, qtbot: QtBot) -> None:
    show(roster, waiter(offered=True))
    menu = menu_for(one(waiter(offered=True)), roster.asked.emit, roster, has_seat=False)
    assert {"Accept the seat", "Decline the seat"} <= {action.text() for action in menu.actions()}
    assert roster.offer.words.text() == "Seat offered to Zoe King · 8 min left"
    with qtbot.waitSignal(roster.asked) as asked:
        roster.offer.accept.click()
    assert asked.args[0] == "accept"


def test_a_hundred_who_come_are_no_more_widgets_than_one(roster: Roster) -> None:
    show(roster, comer())
    few = len(roster.findChildren(QObject))
    show(roster, *(comer(n, f"Patient {n}") for n in range(1, 101)), seats=100)
    assert len(roster.findChildren(QObject)) == few
    assert roster.list.lines.rowCount() == 100


def test_a_line_is_painted_with_its_signs(roster: Roster) -> None:
    show(roster, comer())
    going = roster.list.grab(roster.list.visualRect(roster.list.lines.index(0, 0))).toImage()
    show(roster, comer(no_show=True))
    missing = roster.list.grab(roster.list.visualRect(roster.list.lines.index(0, 0))).toImage()
    assert going != missing


def test_a_right_click_opens_the_menu_of_the_line_below(roster: Roster, qtbot: QtBot) -> None:
    show(roster, comer(), comer(2, "Leo Martin"))
    place = roster.list.visualRect(roster.list.lines.index(1, 0)).center()
    wanted: list[str] = []
    roster.list.menu_wanted.disconnect()
    roster.list.menu_wanted.connect(lambda line, _place: wanted.append(line.name))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, roster.list.mapToGlobal(QPoint(place)))
    QApplication.sendEvent(roster.list.viewport(), event)
    assert wanted == ["Leo Martin"]
