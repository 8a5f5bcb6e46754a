"""Who comes to a class, in the window: signed up by a few keys, noted, moved, taken off, and the line of who waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment, Payment
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.domain.patient import Patient
from frontdesk.domain.repeats import RepeatRule
from frontdesk.gui.dialogs.patient import PatientDialog
from frontdesk.gui.ground import history_told
from frontdesk.gui.panes import history_words
from frontdesk.gui.panes.attendees_lines import Kind, Line
from frontdesk.gui.window.attending import Attending
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.clinics import Desk, add_patient

# A menu is a window of its own, of which this platform knows little.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Opened = Callable[..., Appointment]


@pytest.fixture
def open_class(desk: Desk, inside: Inside, settle: Settle) -> Opened:
    """Make a class of two seats at ten, and select it on the board."""

    def open_class(seats: int = 2, people: tuple[Patient, ...] = (), **more: Any) -> Appointment:
        service = desk.clinic.services.create(name="Yoga", duration=HOUR, max_attendees=seats)
        made = desk.clinic.group_appointments.create(
            service=service.id,
            start=desk.at(10),
            practitioner=desk.chen.id,
            title="Yoga",
            attendees=tuple(one.id for one in people),
            **more,
        )
        inside.days.look()
        settle()
        inside.selection.select(made.visits[0].id)
        settle()
        inside.work.desk.board.setFocus()
        return made.visits[0]

    return open_class


def attending(inside: Inside) -> Attending:
    return inside.work.areas.attending


def names(inside: Inside, kind: Kind = Kind.COMES) -> list[str]:
    return [line.name for line in attending(inside).roster.list.lines.lines if line.kind is kind]


def line(inside: Inside, name: str) -> Line:
    return next(each for each in attending(inside).roster.list.lines.lines if each.name == name)


def comes_to(desk: Desk, visit: Id) -> list[Id]:
    return [one.id for one in desk.clinic.appointments.get(id=visit).appointment.attendees]


def press(inside: Inside, words: str) -> None:
    """Press the button of a message."""
    from PySide6.QtWidgets import QPushButton

    buttons = [b for toast in inside.toasts.shown for b in toast.findChildren(QPushButton) if b.text() == words]
    buttons[-1].click()


def test_a_class_says_how_many_seats_are_taken_and_who_comes(desk: Desk, open_class: Opened, inside: Inside) -> None:
    open_class(people=(desk.eva,))
    assert attending(inside).roster.count.text() == "1 of 2 seats"
    assert names(inside) == ["Eva Novák"]
    assert attending(inside).roster.isVisible()


def test_a_visit_of_one_patient_has_no_list(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    open_class()
    inside.selection.select(desk.book(14).id)
    settle()
    assert not attending(inside).roster.isVisible()


def test_six_keys_sign_someone_up(desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot) -> None:
    made = open_class()
    qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_U)
    search = attending(inside).field.search
    assert search.hasFocus()
    qtbot.keyClicks(search, "leo")
    settle()
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle()
    assert comes_to(desk, made.id) == [desk.leo.id]
    assert names(inside) == ["Leo Martin"]
    assert search.hasFocus()
    assert search.text() == ""
    assert toasts(inside)[-1].startswith("Leo Martin signed up: Yoga, ")


def test_enter_before_the_book_has_answered_signs_up_whom_the_letters_mean_alone(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot
) -> None:
    made = open_class()
    inside.work.do("sign_up")
    search = attending(inside).field.search
    qtbot.keyClicks(search, "leo")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle()
    assert comes_to(desk, made.id) == [desk.leo.id]


def test_of_several_whom_the_letters_mean_nobody_is_chosen_unseen(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot
) -> None:
    add_patient(desk.clinic, "Leo", "Marti", "1003")
    made = open_class()
    inside.work.do("sign_up")
    search = attending(inside).field.search
    qtbot.keyClicks(search, "leo mart")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle()
    assert comes_to(desk, made.id) == []
    assert search.text() == "leo mart"
    assert search.is_open


def test_the_key_waits_for_what_is_being_read(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    made = open_class()
    inside.selection.select(desk.book(14).id)
    settle()
    inside.selection.select(made.id)
    inside.work.do("sign_up")
    settle()
    assert attending(inside).field.search.hasFocus()


def test_the_key_asks_for_a_class_where_none_is_selected(desk: Desk, inside: Inside, settle: Settle) -> None:
    inside.work.do("sign_up")
    assert toasts(inside) == ["Select a class first."]


def test_whoever_comes_already_is_told_in_a_sentence(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(people=(desk.eva,))
    attending(inside).field.wanted.emit(desk.eva)
    settle()
    assert toasts(inside) == ["Eva Novák is signed up for this class already."]
    assert comes_to(desk, made.id) == [desk.eva.id]


def test_those_found_are_told_who_come_or_wait_already_or_have_an_alert(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot
) -> None:
    made = open_class(people=(desk.eva,))
    desk.clinic.waitlist.add(patient=desk.leo.id, appointment=made.id)
    desk.clinic.patients.create(family_name="Novik", given_name="Ana", alert="Latex")
    desk.clinic.patients.create(family_name="Novikov", given_name="Ada")
    inside.selection.refresh()
    settle()
    told: dict[str, tuple[str, str]] = {}
    for typed in ("eva", "leo", "ana", "ada"):
        inside.work.do("sign_up")
        search = attending(inside).field.search
        search.clear()
        qtbot.keyClicks(search, typed)
        settle()
        told |= {hit.title: (hit.remark, hit.icon) for hit in search.list.hits}
    assert told["Eva Novák"] == ("comes already", "check")
    assert told["Leo Martin"] == ("waits already", "")
    assert told["Ana Novik"] == ("has an alert", "triangle-alert")
    assert told["Ada Novikov"] == ("", "")


def test_a_full_class_says_so_and_enter_puts_on_the_waiting_list(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(seats=1, people=(desk.eva,))
    roster = attending(inside).roster
    assert roster.count.text() == "1 of 1 seat · full"
    assert "waiting list" in roster.hint.text()
    attending(inside).field.wanted.emit(desk.leo)
    settle()
    assert names(inside, Kind.WAITS) == ["Leo Martin"]
    assert roster.count.text() == "1 of 1 seat · full · 1 waiting"
    assert comes_to(desk, made.id) == [desk.eva.id]
    assert visits(inside)[made.id].waiting == 1


def test_the_last_seat_that_went_meanwhile_offers_the_waiting_list(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(seats=1)
    desk.clinic.attendees.add(appointment=made.id, patient=desk.eva.id)
    attending(inside).field.wanted.emit(desk.leo)
    settle()
    assert "last seat" in toasts(inside)[-1]
    press(inside, "Waiting list")
    settle()
    assert [one.patient for one in desk.clinic.waitlist.list(appointment=made.id).items] == ["Leo Martin"]


def test_a_taken_off_attendee_frees_the_seat_which_is_offered_to_who_waits(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot
) -> None:
    made = open_class(seats=1, people=(desk.eva,))
    desk.clinic.waitlist.add(patient=desk.leo.id, appointment=made.id)
    inside.selection.refresh()
    settle()
    roster = attending(inside).roster
    roster.list.setFocus()
    qtbot.keyClick(roster.list, Qt.Key.Key_Delete)
    settle()
    assert comes_to(desk, made.id) == []
    assert roster.list.hasFocus()
    press(inside, "Offer the seat to Leo Martin")
    settle()
    panel = inside.work.desk.refill
    assert panel.has_focus
    assert [row.line.name for row in panel.rows if row.line is not None] == ["Leo Martin"]
    for _ in range(2):
        qtbot.keyClick(panel, Qt.Key.Key_Return)
        settle()
    assert comes_to(desk, made.id) == [desk.leo.id]
    assert desk.clinic.waitlist.list(appointment=made.id).total == 0
    assert roster.isVisible()


def test_a_seat_that_is_left_by_a_move_is_offered_in_the_same_panel(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(seats=1, people=(desk.eva,), repeat=RepeatRule(frequency=Frequency.WEEKLY, count=2))
    other = desk.clinic.group_appointments.list().items[1]
    desk.clinic.attendees.remove(appointment=other.id, patient=desk.eva.id)
    desk.clinic.waitlist.add(patient=desk.leo.id, appointment=made.id)
    inside.selection.refresh()
    settle()
    attending(inside).roster.asked.emit("move", line(inside, "Eva Novák"))
    settle()
    menu = attending(inside).roster.findChild(QMenu, "sessions")
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    settle()
    assert not inside.work.desk.refill.isVisible()
    press(inside, "Offer the seat to Leo Martin")
    settle()
    assert inside.work.desk.refill.isVisible()
    filling = inside.work.areas.refill.filling
    assert filling is not None
    assert (filling.source.visit, filling.total) == (made.id, 1)


def test_a_declined_seat_is_offered_to_the_next(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    made = open_class(seats=1)
    third = add_patient(desk.clinic, "Omar", "Aziz", "1003")
    first = desk.clinic.waitlist.add(patient=desk.leo.id, appointment=made.id)
    desk.clinic.waitlist.add(patient=third.id, appointment=made.id)
    desk.clinic.waitlist.offer(id=first.id)
    inside.selection.refresh()
    settle()
    attending(inside).roster.offer.decline.click()
    settle()
    press(inside, "Offer the seat to Omar Aziz")
    settle()
    rows = [row.line.name for row in inside.work.desk.refill.rows if row.line is not None]
    assert rows == ["Omar Aziz", "Leo Martin"]


def test_a_seat_that_was_offered_meanwhile_is_not_taken_off(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(people=(desk.eva,))
    seen = line(inside, "Eva Novák")
    desk.clinic.attendees.remove(appointment=made.id, patient=desk.eva.id)
    desk.clinic.waitlist.offer(id=desk.clinic.waitlist.add(patient=desk.eva.id, appointment=made.id).id)
    attending(inside).roster.asked.emit("take_off", seen)
    settle()
    words = "This seat is offered to Eva Novák from the waiting list: accept or decline the offer."
    assert toasts(inside)[-1] == words
    assert comes_to(desk, made.id) == [desk.eva.id]


def test_undo_of_the_message_takes_a_sign_up_back(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class()
    attending(inside).field.wanted.emit(desk.leo)
    settle()
    press(inside, "Undo")
    settle()
    assert comes_to(desk, made.id) == []
    assert names(inside) == []


def test_undo_by_its_key_takes_a_sign_up_back_from_the_empty_field(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot
) -> None:
    held = open_class()
    field = attending(inside).field
    inside.work.do("sign_up")
    qtbot.keyClicks(field.search, "leo")
    settle()
    qtbot.keyClick(field.search, Qt.Key.Key_Return)
    settle()
    assert len(desk.clinic.attendees.list(appointment=held.id)) == 1
    qtbot.keyClick(field.search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not desk.clinic.attendees.list(appointment=held.id)


def test_a_key_notes_that_someone_did_not_come_and_leaves_the_class_as_it_is(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot
) -> None:
    made = open_class(people=(desk.eva, desk.leo))
    roster = attending(inside).roster
    roster.list.setFocus()
    qtbot.keyClick(roster.list, Qt.Key.Key_Down)
    qtbot.keyClick(roster.list, Qt.Key.Key_N)
    settle()
    held = desk.clinic.appointments.get(id=made.id).appointment
    assert [one.no_show for one in held.attendees] == [False, True]
    assert held.status == made.status
    assert "No-show" in line(inside, "Leo Martin").told
    assert roster.list.hasFocus()
    assert roster.list.current is not None
    assert roster.list.current.name == "Leo Martin"


def test_the_menu_of_a_line_notes_a_payment(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot
) -> None:
    made = open_class(people=(desk.eva,))
    roster = attending(inside).roster
    roster.list.setFocus()
    qtbot.keyClick(roster.list, Qt.Key.Key_Return)
    [menu] = [each for each in roster.findChildren(QMenu) if each.isVisible()]
    next(action for action in menu.actions() if action.text() == "Payment: paid").trigger()
    menu.close()
    settle()
    [eva] = desk.clinic.appointments.get(id=made.id).appointment.attendees
    assert eva.payment is Payment.PAID
    assert line(inside, "Eva Novák").told == "Eva Novák, Invited, Paid"


def test_someone_moves_to_another_session(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    open_class(people=(desk.eva,), repeat=RepeatRule(frequency=Frequency.WEEKLY, count=3))
    sessions = desk.clinic.group_appointments.list().items
    desk.clinic.attendees.remove(appointment=sessions[1].id, patient=desk.eva.id)
    attending(inside).roster.asked.emit("move", line(inside, "Eva Novák"))
    settle()
    menu = attending(inside).roster.findChild(QMenu, "sessions")
    assert isinstance(menu, QMenu)
    assert "1 of 2" not in menu.actions()[0].text()
    assert menu.actions()[0].text().startswith("Yoga · Wed 25 Mar")
    menu.actions()[0].trigger()
    menu.close()
    settle()
    assert toasts(inside)[-1].startswith("Eva Novák moved to Wed 25 Mar")
    assert names(inside) == []
    assert comes_to(desk, sessions[1].id) == [desk.eva.id]


def test_the_history_and_the_log_name_who_signed_up(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class()
    desk.clinic.attendees.add(appointment=made.id, patient=desk.eva.id)
    head = desk.clinic.history.state().undo
    assert head is not None
    now, zone = desk.clock.now, inside.days.zone
    lines = history_words.lines(desk.clinic.appointments.history(id=made.id).lines, now, zone)
    assert lines[0].words == "Signed up: Eva Novák"
    entry = desk.clinic.history.entry(seq=head.seq)
    assert history_told.entry_words(entry, zone, masked=False) == "Yoga: Signed up: Eva Novák"
    assert "Eva" not in history_told.entry_words(entry, zone, masked=True)


def test_a_class_of_a_series_offers_all_that_follow(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(repeat=RepeatRule(frequency=Frequency.WEEKLY, count=3))
    attending(inside).field.wanted.emit(desk.leo)
    settle()
    press(inside, "All that follow")
    settle()
    assert toasts(inside)[-1] == "Leo Martin signed up for 2 more sessions"
    page = desk.clinic.group_appointments.list()
    assert [one.heads for one in page.items] == [1, 1, 1]
    assert made.series_id is not None


def test_sessions_that_were_full_are_named(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    open_class(seats=1, repeat=RepeatRule(frequency=Frequency.WEEKLY, count=3))
    second = desk.clinic.group_appointments.list().items[1]
    desk.clinic.attendees.add(appointment=second.id, patient=desk.eva.id)
    attending(inside).field.wanted.emit(desk.leo)
    settle()
    press(inside, "All sessions")
    settle()
    assert toasts(inside)[-1].startswith("Leo Martin signed up for 1 more session · 1 was full: Wed 25 Mar")


def test_a_patient_whom_nobody_knows_is_made_and_signed_up(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class()
    attending(inside).field.new_wanted.emit("Zoe King")
    settle()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, PatientDialog) and each.isVisible()]
    dialog.form.save()
    settle()
    assert names(inside) == ["Zoe King"]
    assert len(comes_to(desk, made.id)) == 1


def test_masked_names_are_masked_in_the_list(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    open_class(people=(desk.eva,))
    inside.work.toggle_mask()
    settle()
    assert names(inside) == ["• • •"]


def test_its_list_is_what_is_printed_first(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    open_class(people=(desk.eva,))
    attending(inside).roster.print.click()
    settle()
    panel = inside.work.areas.printing.panel
    assert panel is not None
    assert panel.sheet.title == "Yoga"
    assert [row[1] for row in panel.sheet.tables[0].rows] == ["Eva Novák", ""]
    panel.choices.chosen.emit("1")
    assert panel.sheet.title == "Wednesday, 18 March 2026"


def test_an_offer_that_ran_out_is_seen_to_have_run_out(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(seats=1)
    entry = desk.clinic.waitlist.add(patient=desk.leo.id, appointment=made.id)
    desk.clinic.waitlist.offer(id=entry.id)
    inside.selection.refresh()
    settle()
    roster = attending(inside).roster
    assert roster.count.text() == "1 of 1 seat · full · 1 waiting"
    desk.clock.now = Instant(desk.clock.now + 11 * MINUTE)
    attending(inside).follow_clock()
    settle()
    assert roster.count.text() == "0 of 1 seat · 1 waiting"
    assert not roster.offer.isVisible()


def test_the_key_brings_the_inspector_that_was_put_away(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    open_class()
    inside.work.desk.toggle_inspector()
    assert inside.work.desk.inspector.isHidden()
    inside.work.do("sign_up")
    assert inside.work.desk.inspector.isVisible()
    assert attending(inside).field.search.hasFocus()


def test_esc_brings_the_keys_back_to_the_board(desk: Desk, open_class: Opened, inside: Inside, qtbot: QtBot) -> None:
    open_class(people=(desk.eva,))
    inside.work.do("sign_up")
    qtbot.keyClick(attending(inside).field.search, Qt.Key.Key_Escape)
    assert inside.work.desk.board.hasFocus()
    attending(inside).roster.list.setFocus()
    qtbot.keyClick(attending(inside).roster.list, Qt.Key.Key_Escape)
    assert inside.work.desk.board.hasFocus()


def test_another_size_of_text_keeps_the_list(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    open_class(people=(desk.eva,))
    inside.work.do("bigger")
    settle()
    assert names(inside) == ["Eva Novák"]
    assert attending(inside).roster.isVisible()


def test_tab_goes_from_the_field_to_the_list(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle, qtbot: QtBot
) -> None:
    open_class(people=(desk.eva,))
    inside.work.do("sign_up")
    qtbot.keyClick(attending(inside).field.search, Qt.Key.Key_Tab)
    assert attending(inside).roster.list.hasFocus()


def test_for_a_class_that_was_called_off_nobody_is_signed_up(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(people=(desk.eva,))
    desk.clinic.appointments.cancel(id=made.id)
    inside.selection.refresh()
    settle()
    assert not attending(inside).field.isVisible()
    assert "does not take place" in attending(inside).roster.hint.text()
    inside.work.do("sign_up")
    assert "does not take place" in toasts(inside)[-1]
    assert names(inside) == ["Eva Novák"]


def test_nobody_is_listed_on_a_board_of_the_past(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made = open_class(people=(desk.eva,))
    inside.work.do("past")
    settle()
    assert attending(inside).roster.isHidden()
    desk.clinic.attendees.add(appointment=made.id, patient=desk.leo.id)
    inside.selection.refresh()
    settle()
    assert attending(inside).roster.isHidden()
    inside.work.areas.past.leave()
    settle()
    assert attending(inside).roster.isVisible()
    assert names(inside) == ["Eva Novák", "Leo Martin"]
