"""Booking by keys alone, with a new patient inside, over a clash, and without ever waiting for the book."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.appointment import Appointment, EventType, Interaction
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Draft, Opening, Person
from frontdesk.gui.dialogs.booking_words import unfinished
from frontdesk.gui.dialogs.chip import Chip
from frontdesk.gui.dialogs.free_times import Part
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, Desk, add_patient
from tests.support.rules import add_closure

Opener = Callable[..., BookingDialog]


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the dialog; with `ready` everything that it reads at first is there."""

    def do(*, ready: bool = True, kept: Any = None, **opening: Any) -> BookingDialog:
        dialog = BookingDialog(tasks, over, opening=Opening(**opening), kept=kept)
        dialog.open()
        dialog.resize(1120, 700)
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        if ready:
            qtbot.waitUntil(lambda: tasks.idle)
        return dialog

    return do


def booked(dialog: BookingDialog, qtbot: Any, press: Press, keys: str) -> Appointment:
    """Press keys and give what was booked by them."""
    with qtbot.waitSignal(dialog.booked) as signal:
        press(keys)
    made = signal.args[0]
    assert isinstance(made, Appointment)
    return made


def settled(tasks: Tasks, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: tasks.idle)


def test_an_existing_patient_is_booked_at_the_earliest_time_by_sixteen_keys_at_most(
    desk: Desk, opener: Opener, press: Press, qtbot: Any
) -> None:
    desk.book(9, 0, patient=desk.eva.id, service=desk.service.id)
    dialog = opener()
    control_n = 2
    keys = "leo mar<Enter>con<Enter><Enter>"
    made = booked(dialog, qtbot, press, keys)
    assert control_n + len("leo mar") + 1 + len("con") + 1 + 1 <= 16
    assert (made.patient_id, made.service_id, made.practitioner_id) == (desk.leo.id, desk.service.id, desk.chen.id)
    # The visit at 9:00 and the ten minutes after it are taken.
    assert (made.start, made.end) == (desk.at(9, 45), desk.at(10, 15))


def test_keys_that_come_before_anything_was_read_book_the_same(
    desk: Desk, tasks: Tasks, opener: Opener, press: Press, qtbot: Any
) -> None:
    held = threading.Event()
    tasks.run(lambda _clinic: held.wait(20))
    dialog = opener(ready=False)
    press("leo mar<Enter>con<Enter><Enter>")
    with qtbot.waitSignal(dialog.booked) as signal:
        held.set()
    made = signal.args[0]
    assert (made.patient_id, made.start) == (desk.leo.id, desk.at(9, 0))


def test_typing_is_never_blocked_by_a_search_that_takes_long(
    desk: Desk, tasks: Tasks, opener: Opener, press: Press, qtbot: Any
) -> None:
    dialog = opener()
    held = threading.Event()
    tasks.run(lambda _clinic: held.wait(20))
    press("leo mar<Enter>con")
    assert (dialog.fields.patient.text(), dialog.fields.service.text()) == ("leo mar", "con")
    held.set()
    settled(tasks, qtbot)
    assert dialog.draft.person is not None
    assert dialog.draft.person.id == desk.leo.id


def test_the_last_enter_comes_again_when_nobody_has_seen_which_of_two_patients_was_meant(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    add_patient(desk.clinic, "Leona", "Martin", "1003")
    dialog = opener()
    told: list[Any] = []
    dialog.booked.connect(told.append)
    press("leo<Enter>con<Enter><Enter>")
    settled(tasks, qtbot)
    assert dialog.draft.person is not None
    assert not told


def test_two_quick_enters_book_once(desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any) -> None:
    opener()
    press("leo mar<Enter>con<Enter>")
    settled(tasks, qtbot)
    press("<Enter><Enter><Enter>")
    settled(tasks, qtbot)
    assert desk.clinic.appointments.list().total == 1


def test_from_a_place_on_the_board_letters_and_two_enters_book(
    desk: Desk, opener: Opener, press: Press, qtbot: Any
) -> None:
    dialog = opener(start=desk.at(11, 0), end=desk.at(11, 30), practitioner=desk.chen.id, day=DAY)
    made = booked(dialog, qtbot, press, "leo m<Enter><Enter>")
    assert (made.patient_id, made.start, made.end) == (desk.leo.id, desk.at(11, 0), desk.at(11, 30))
    assert made.service_id == desk.service.id


def test_a_stretch_drawn_on_the_board_keeps_its_length_whatever_service_is_chosen(
    desk: Desk, opener: Opener, press: Press, qtbot: Any
) -> None:
    dialog = opener(start=desk.at(11, 0), end=desk.at(11, 50), practitioner=desk.chen.id)
    made = booked(dialog, qtbot, press, "leo m<Enter>con<Enter><Enter>")
    assert made.end - made.start == 50 * MINUTE


def test_arrows_pick_another_time(desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener()
    press("leo mar<Enter>con<Enter>")
    settled(tasks, qtbot)
    made = booked(dialog, qtbot, press, "<Right><Right><Enter>")
    assert made.start == desk.at(9, 30)


def test_a_time_that_is_typed_is_booked(desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener()
    press("leo mar<Enter>")
    settled(tasks, qtbot)
    dialog.fields.time.setFocus()
    dialog.fields.time.selectAll()
    made = booked(dialog, qtbot, press, "1130<Enter>")
    assert (made.start, made.practitioner_id) == (desk.at(11, 30), desk.chen.id)


def test_a_day_that_is_typed_offers_the_earliest_time_of_it(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener()
    dialog.fields.day.setFocus()
    dialog.fields.day.selectAll()
    press("fri<Tab>")
    settled(tasks, qtbot)
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(9, 0, day=2)


def test_a_length_that_is_typed_is_kept_and_times_must_have_room_for_it(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(10, 0)
    dialog = opener()
    dialog.fields.length.setFocus()
    dialog.fields.length.selectAll()
    press("1h30<Tab>")
    settled(tasks, qtbot)
    assert dialog.draft.lasts == 90 * MINUTE
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(10, 30)


@pytest.mark.parametrize(
    ("field", "name", "typed"), [("time", "start", "25"), ("day", "day", "blursday"), ("length", "duration", "x")]
)
def test_what_cannot_be_read_stays_and_is_told_beside_its_field(
    opener: Opener, press: Press, field: str, name: str, typed: str
) -> None:
    dialog = opener()
    control = getattr(dialog.fields, field)
    control.setFocus()
    control.selectAll()
    press(f"{typed}<Enter>")
    assert dialog.fields.fields[name].is_wrong
    assert control.text() == typed


def test_a_taken_time_says_who_has_it_and_offers_the_nearest_free_one(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0, patient=desk.eva.id)
    dialog = opener(start=desk.at(9, 0), practitioner=desk.chen.id, patient=desk.leo)
    settled(tasks, qtbot)
    assert "Eva Novák" in dialog.fields.clash.words.text()
    assert "09:30" in dialog.fields.clash.nearest.text()


def test_the_nearest_free_time_is_taken_by_its_link(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0, patient=desk.eva.id)
    dialog = opener(start=desk.at(9, 0), practitioner=desk.chen.id, patient=desk.leo)
    settled(tasks, qtbot)
    dialog.fields.clash.nearest.click()
    made = booked(dialog, qtbot, press, "<Enter>")
    assert made.start == desk.at(9, 30)


def test_a_taken_time_is_booked_anyway_with_a_reason(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0, patient=desk.eva.id)
    dialog = opener(start=desk.at(9, 0), practitioner=desk.chen.id, patient=desk.leo)
    settled(tasks, qtbot)
    press("<Enter>")
    assert dialog.fields.clash.is_asking
    made = booked(dialog, qtbot, press, "urgent<Enter>")
    assert (made.start, made.override_reason) == (desk.at(9, 0), "urgent")


def test_a_closed_time_is_told_by_name_and_booked_anyway_with_a_reason(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    add_closure(desk.clinic, DAY, name="Stocktaking")
    dialog = opener(start=desk.at(9, 0), practitioner=desk.chen.id, patient=desk.leo)
    settled(tasks, qtbot)
    assert "Stocktaking" in dialog.fields.clash.words.text()
    press("<Enter>")
    assert dialog.fields.clash.is_asking
    made = booked(dialog, qtbot, press, "urgent<Enter>")
    assert (made.start, made.override_reason) == (desk.at(9, 0), "urgent")


def test_times_are_offered_with_those_who_give_the_service(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(2, 10 * 60, 11 * 60)])
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.ortega.id])
    made = booked(opener(patient=desk.leo), qtbot, press, "cons<Enter><Enter>")
    assert (made.practitioner_id, made.start) == (desk.ortega.id, desk.at(10, 0))


def test_esc_takes_the_question_for_a_reason_back_and_leaves_the_dialog_open(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0, patient=desk.eva.id)
    dialog = opener(start=desk.at(9, 0), practitioner=desk.chen.id, patient=desk.leo)
    settled(tasks, qtbot)
    press("<Enter><Esc>")
    assert dialog.isVisible()
    assert not dialog.fields.clash.is_asking


def test_a_time_that_was_taken_meanwhile_is_refused_beside_the_time(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(start=desk.at(9, 0), practitioner=desk.chen.id, patient=desk.leo)
    settled(tasks, qtbot)
    desk.book(9, 0, patient=desk.eva.id)
    press("<Enter>")
    settled(tasks, qtbot)
    assert dialog.isVisible()
    assert "Eva Novák" in dialog.fields.clash.words.text()
    made = booked(dialog, qtbot, press, "<Enter>two at once<Enter>")
    assert made.override_reason == "two at once"


def test_an_earliest_time_that_was_taken_meanwhile_does_not_slip_to_another_unseen(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener()
    press("leo mar<Enter>con<Enter>")
    settled(tasks, qtbot)
    desk.book(9, 0, patient=desk.eva.id)
    press("<Enter>")
    settled(tasks, qtbot)
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(9, 0)
    assert "09:30" in dialog.fields.clash.nearest.text()
    dialog.fields.clash.nearest.click()
    assert booked(dialog, qtbot, press, "<Enter>").start == desk.at(9, 30)


def test_a_patient_must_be_chosen(opener: Opener, press: Press) -> None:
    dialog = opener()
    press("<Enter>")
    assert dialog.fields.fields["patient"].is_wrong
    assert dialog.fields.patient.hasFocus()


def test_a_patient_who_is_typed_over_is_not_booked(opener: Opener, press: Press, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener()
    press("leo mar<Enter>")
    settled(tasks, qtbot)
    dialog.fields.patient.setFocus()
    dialog.fields.patient.selectAll()
    press("e")
    assert dialog.draft.person is None


def test_a_patients_alert_is_shown_once_they_are_chosen(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    add_patient(desk.clinic, "Ana", "Ruiz", "1004", alert="Penicillin allergy")
    dialog = opener()
    press("ana<Enter>")
    settled(tasks, qtbot)
    assert dialog.fields.alert.isVisible()
    assert dialog.fields.alert.text() == "Penicillin allergy"


def test_a_new_patient_is_made_inside_and_booked_by_fifty_keys_at_most(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener()
    count = 2 + press("ana ruiz")
    settled(tasks, qtbot)
    count += press("<Enter>2.6.79<Tab>612345678<Enter>")
    settled(tasks, qtbot)
    with qtbot.waitSignal(dialog.booked) as signal:
        count += press("con<Enter><Enter>")
    assert count <= 50
    patient = desk.clinic.patients.get(id=signal.args[0].patient_id)
    assert (patient.given_name, patient.family_name, patient.phones) == ("Ana", "Ruiz", ("612345678",))
    assert patient.birth_date is not None
    assert patient.birth_date.isoformat() == "1979-06-02"


def test_those_who_may_be_the_new_patient_are_shown_while_typing_and_can_be_taken_instead(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener()
    press("eva novak")
    settled(tasks, qtbot)
    press("<Up><Enter>")
    settled(tasks, qtbot)
    alike = dialog.new_patient.form.alike
    assert alike.count() == 2
    alike.itemAt(1).widget().click()
    assert dialog.draft.person is not None
    assert dialog.draft.person.id == desk.eva.id


def test_a_new_patient_that_is_refused_loses_nothing_that_was_typed(
    opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener()
    press("ana ruiz")
    settled(tasks, qtbot)
    press("<Enter>")
    form = dialog.new_patient.form
    form.fields["email"].control.setFocus()
    press("no address<Enter>")
    settled(tasks, qtbot)
    assert form.fields["email"].is_wrong
    assert (form.fields["given_name"].control.text(), form.fields["email"].control.text()) == ("Ana", "no address")
    assert form.fields["email"].control.hasFocus()


def test_esc_in_the_new_patient_goes_back_to_the_search(opener: Opener, press: Press, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener()
    press("ana ruiz")
    settled(tasks, qtbot)
    press("<Enter>2.6.79<Esc>")
    assert dialog.isVisible()
    assert dialog.fields.patient.hasFocus()
    press("<Enter>")
    assert dialog.new_patient.form.fields["birth_date"].control.text() == "2.6.79"


def test_an_event_of_the_staff_needs_no_patient_and_no_service(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(start=desk.at(13, 0), practitioner=desk.chen.id)
    dialog.fields.staff_button.click()
    made = booked(dialog, qtbot, press, "Team meeting<Enter>")
    assert (made.title, made.event_type, made.patient_id) == ("Team meeting", EventType.STAFF, None)
    assert (made.service_id, made.practitioner_id) == (None, desk.chen.id)


def test_note_place_and_way_of_meeting_are_booked(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(patient=desk.leo)
    settled(tasks, qtbot)
    dialog.fields.place.setFocus()
    press("room 2<Enter>")
    dialog.fields.how.setFocus()
    press("p")
    dialog.fields.note.setFocus()
    press("bring results")
    dialog.book.setFocus()
    settled(tasks, qtbot)
    made = booked(dialog, qtbot, press, "<Enter>")
    assert (made.room_id, made.description) == (desk.other_room.id, "bring results")
    assert made.interaction is Interaction.PHONE


def test_a_practitioner_is_asked_for_by_some_letters(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(2, 8 * 60, 9 * 60)])
    dialog = opener(patient=desk.leo)
    settled(tasks, qtbot)
    dialog.fields.who.setFocus()
    press("ort<Enter>")
    settled(tasks, qtbot)
    made = booked(dialog, qtbot, press, "<Enter>")
    # Eight o'clock has gone by some seconds, and its minute is not over.
    assert (made.practitioner_id, made.start) == (desk.ortega.id, desk.at(8, 0))


def test_only_practitioners_who_are_shown_are_searched(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=[WeeklyHours(2, 8 * 60, 9 * 60)])
    dialog = opener(patient=desk.leo, shown=(desk.chen.id,))
    settled(tasks, qtbot)
    assert dialog.draft.time is not None
    assert dialog.draft.time.practitioner == desk.chen.id


def test_afternoons_offer_no_morning(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener(patient=desk.leo)
    dialog.pane.part_chosen.emit(Part.AFTERNOONS)
    settled(tasks, qtbot)
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(12, 0)


def test_a_step_on_shows_the_next_day_and_picks_its_earliest_time(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(patient=desk.leo)
    settled(tasks, qtbot)
    dialog.pane.on.click()
    settled(tasks, qtbot)
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(9, 0, day=1)
    assert "Thu" in dialog.pane.whose.text()


def test_a_click_on_the_line_of_the_day_picks_that_time(desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any) -> None:
    dialog = opener(patient=desk.leo)
    settled(tasks, qtbot)
    dialog.pane.strip.pointed.emit(desk.at(14, 20))
    assert dialog.draft.time is not None
    assert (dialog.draft.time.start, dialog.draft.time.practitioner) == (desk.at(14, 20), desk.chen.id)


def test_a_time_outside_working_hours_is_told_and_may_be_booked(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(start=desk.at(19, 0), practitioner=desk.chen.id, patient=desk.leo)
    settled(tasks, qtbot)
    assert "Dr. Amelia Chen works 09:00–17:00" in dialog.fields.clash.words.text()
    made = booked(dialog, qtbot, press, "<Enter>")
    assert made.start == desk.at(19, 0)


def test_a_change_by_others_moves_the_offered_time_and_nothing_that_was_typed(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener()
    press("leo m")
    settled(tasks, qtbot)
    desk.book(9, 0)
    dialog.refresh({DAY})
    settled(tasks, qtbot)
    assert dialog.draft.time is not None
    assert dialog.draft.time.start == desk.at(9, 30)
    assert dialog.fields.patient.text() == "leo m"


def test_a_change_by_others_leaves_the_focus_where_it_is(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(patient=desk.leo)
    press("con<Enter>")
    settled(tasks, qtbot)
    held = threading.Event()
    tasks.run(lambda _clinic: held.wait(20))
    dialog.refresh()
    assert isinstance(QApplication.focusWidget(), Chip)
    desk.book(9, 0)
    held.set()
    settled(tasks, qtbot)
    focus = QApplication.focusWidget()
    assert isinstance(focus, Chip)
    assert focus.text() == "09:30"


def test_a_closed_draft_is_handed_out_and_offered_again(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    first = opener(patient=desk.leo)
    first.fields.note.setFocus()
    press("bring results")
    with qtbot.waitSignal(first.put_away) as signal:
        press("<Esc>")
    second = opener(kept=signal.args[0])
    assert second.draft.person is None
    second.kept.resume.click()
    settled(tasks, qtbot)
    assert second.draft.person is not None
    assert (second.draft.person.id, second.draft.note) == (desk.leo.id, "bring results")


def test_what_was_offered_again_and_not_taken_is_kept_on(opener: Opener, press: Press) -> None:
    kept = Draft(note="bring results")
    dialog = opener(kept=kept)
    told: list[Any] = []
    dialog.put_away.connect(told.append)
    press("<Esc>")
    assert told == [kept]


@pytest.mark.parametrize(("who", "left"), [("leo", 0), ("eva", 1)])
def test_what_was_begun_for_a_patient_is_forgotten_once_they_are_booked(
    desk: Desk, opener: Opener, press: Press, qtbot: Any, who: str, left: int
) -> None:
    kept = Draft(person=Person(getattr(desk, who).id, "Somebody"))
    dialog = opener(start=desk.at(11, 0), end=desk.at(11, 30), practitioner=desk.chen.id, day=DAY, kept=kept)
    told: list[Any] = []
    dialog.put_away.connect(told.append)
    booked(dialog, qtbot, press, "leo m<Enter><Enter>")
    assert told == [kept] * left


def test_what_was_begun_is_told_in_few_words(desk: Desk) -> None:
    kept = Draft(person=Person(desk.leo.id, "Leo Marsh"), service=desk.service)
    assert unfinished(kept) == "Not booked: Leo Marsh"


def test_what_was_let_go_of_is_offered_no_more(opener: Opener, press: Press) -> None:
    dialog = opener(kept=Draft(note="bring results"))
    told: list[Any] = []
    dialog.put_away.connect(told.append)
    dialog.kept.drop.click()
    press("<Esc>")
    assert not told


def test_nothing_is_handed_out_of_an_untouched_dialog(opener: Opener, press: Press) -> None:
    dialog = opener()
    told: list[Any] = []
    dialog.put_away.connect(told.append)
    press("<Esc>")
    assert not told
    assert not dialog.isVisible()


def test_an_edited_visit_is_moved_and_changed(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    visit = desk.book(9, 0, service=desk.service.id)
    dialog = opener(visit=visit.id)
    settled(tasks, qtbot)
    dialog.fields.note.setFocus()
    press("came late")
    dialog.fields.time.setFocus()
    dialog.fields.time.selectAll()
    with qtbot.waitSignal(dialog.changed) as signal:
        press("10<Enter>")
    after = signal.args[0]
    assert (after.id, after.start, after.end, after.description) == (
        visit.id,
        desk.at(10),
        desk.at(10, 30),
        "came late",
    )


def test_an_edited_visit_is_not_in_its_own_way(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    visit = desk.book(9, 0)
    dialog = opener(visit=visit.id)
    settled(tasks, qtbot)
    dialog.fields.time.setFocus()
    dialog.fields.time.selectAll()
    with qtbot.waitSignal(dialog.changed) as signal:
        press("910<Enter>")
    assert signal.args[0].start == desk.at(9, 10)


def test_an_edited_visit_begins_with_its_time_selected(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(visit=desk.book(9, 0).id)
    settled(tasks, qtbot)
    assert (dialog.fields.time.hasFocus(), dialog.fields.time.selectedText()) == (True, "09:00")
    with qtbot.waitSignal(dialog.changed) as signal:
        press("10<Enter>")
    assert signal.args[0].start == desk.at(10)


@pytest.mark.parametrize("key", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_a_time_that_cannot_be_read_stays_as_typed_and_enter_goes_there(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any, key: Qt.KeyboardModifier
) -> None:
    dialog = opener(visit=desk.book(9, 0).id)
    settled(tasks, qtbot)
    press("25x<Tab>")
    settled(tasks, qtbot)
    dialog.refresh()
    settled(tasks, qtbot)
    qtbot.keyClick(dialog.fields.place, Qt.Key.Key_Return, key)
    wrong = dialog.fields.fields["start"]
    assert (wrong.is_wrong, wrong.control.text(), wrong.control.hasFocus()) == (True, "25x", True)


def test_a_time_that_is_picked_takes_the_place_of_one_that_could_not_be_read(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(visit=desk.book(9, 0).id)
    settled(tasks, qtbot)
    press("25x<Tab>")
    dialog.take_start(desk.at(11))
    settled(tasks, qtbot)
    wrong = dialog.fields.fields["start"]
    assert (wrong.is_wrong, wrong.control.text()) == (False, "11:00")


def test_what_was_kept_waits_while_a_visit_is_edited(desk: Desk, opener: Opener, press: Press) -> None:
    kept = Draft(note="bring results")
    dialog = opener(visit=desk.book(9).id, kept=kept)
    told: list[Any] = []
    dialog.put_away.connect(told.append)
    assert not dialog.kept.isVisible()
    press("<Esc>")
    assert told == [kept]


def test_an_unchanged_visit_is_written_no_second_time(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    visit = desk.book(9, 0, service=desk.service.id)
    dialog = opener(visit=visit.id)
    settled(tasks, qtbot)
    with qtbot.waitSignal(dialog.changed):
        dialog.send()
    assert desk.clinic.appointments.get(id=visit.id).appointment.version == visit.version


def test_every_field_has_a_name_for_screen_readers(opener: Opener) -> None:
    dialog = opener()
    for name, field in dialog.fields.fields.items():
        assert field.control.accessibleName(), name
        assert field.caption.buddy() is field.control, name


def test_names_are_not_shown_on_the_line_of_the_day_while_they_are_masked(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0, service=desk.service.id)
    dialog = opener(masked=True)
    settled(tasks, qtbot)
    assert "Novák" not in dialog.pane.strip.accessibleName()
    assert "Consultation" in dialog.pane.strip.accessibleName()


def test_a_closed_time_is_not_said_to_overlap(
    desk: Desk, tasks: Tasks, opener: Opener, press: Press, qtbot: Any
) -> None:
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(12), title="Stocktaking", practitioner=desk.chen.id)
    dialog = opener(start=desk.at(10), end=desk.at(10, 30), practitioner=desk.chen.id)
    press("eva<Enter><Enter>")
    settled(tasks, qtbot)
    assert dialog.fields.clash.reason.placeholderText() == "Why it is booked all the same"


def test_a_taken_time_is_said_to_overlap(desk: Desk, tasks: Tasks, opener: Opener, press: Press, qtbot: Any) -> None:
    desk.book(10)
    dialog = opener(start=desk.at(10), end=desk.at(10, 30), practitioner=desk.chen.id)
    press("leo<Enter><Enter>")
    settled(tasks, qtbot)
    assert dialog.fields.clash.reason.placeholderText() == "Why it may overlap, then Enter"


def test_one_who_does_not_give_the_service_is_booked_all_the_same_with_a_reason(
    desk: Desk, tasks: Tasks, opener: Opener, press: Press, qtbot: Any
) -> None:
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.chen.id])
    dialog = opener(start=desk.at(10), end=desk.at(10, 30), practitioner=desk.ortega.id)
    press("leo<Enter>con<Enter>")
    settled(tasks, qtbot)
    press("<Enter>")
    qtbot.waitUntil(lambda: "does not give this service" in dialog.fields.clash.words.text())
    dialog.fields.clash.anyway.click()
    made = booked(dialog, qtbot, press, "Colleague is ill<Enter>")
    assert (made.practitioner_id, made.override_reason) == (desk.ortega.id, "Colleague is ill")
