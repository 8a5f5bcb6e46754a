"""A patient's visits in the record, and what is told of them while booking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY as ONE_DAY
from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs import booking_known, record_words
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Opening
from frontdesk.gui.dialogs.patient import PARTICULARS, VISITS, PatientDialog
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, ZONE, Desk

Opener = Callable[..., PatientDialog]


def past(desk: Desk, days: int, status: Status, **sent: Any) -> Appointment:
    """Book a visit on a day before the test's day and give it what it came to."""
    visit = desk.book(start=Instant(desk.at(9) - days * ONE_DAY), service=desk.service.id, **sent)
    return desk.clinic.appointments.set_status(id=visit.id, status=status)


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    def do(patient: Id) -> PatientDialog:
        dialog = PatientDialog(tasks, over, patient=patient)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        qtbot.waitUntil(lambda: tasks.idle)
        return dialog

    return do


def titles(dialog: PatientDialog) -> list[str]:
    return [hit.title for hit in dialog.record.list.hits]


def test_the_record_counts_what_came_of_visits(desk: Desk, opener: Opener) -> None:
    for days, status in ((30, Status.COMPLETED), (20, Status.NO_SHOW), (10, Status.COMPLETED)):
        past(desk, days, status)
    dialog = opener(desk.eva.id)
    assert dialog.record.counts.text() == "2 visits · 1 no-show of 3 · 67% kept"
    assert dialog.beside.text() == "1 no-show of 3"


def test_visits_to_come_stand_before_past_ones_with_what_became_of_them(desk: Desk, opener: Opener) -> None:
    missed = past(desk, 20, Status.NO_SHOW)
    desk.clinic.appointments.set_status(id=missed.id, status=Status.NO_SHOW, reason="Did not call")
    desk.book(11, service=desk.service.id)
    found = opener(desk.eva.id).record.list.hits
    assert [hit.title for hit in found] == [
        "To come",
        "Wed 18 Mar 2026, 11:00–11:30",
        "Past visits",
        "Thu 26 Feb 2026, 08:00–08:30",
    ]
    assert (found[3].detail, found[3].remark) == ("Consultation · Dr. Amelia Chen · Did not call", "No-show")


def test_the_visits_are_reached_by_a_key_and_one_is_gone_to_by_enter(
    desk: Desk, opener: Opener, press: Press, qtbot: Any
) -> None:
    visit = desk.book(11)
    dialog = opener(desk.eva.id)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert (dialog.pages.choice, dialog.record.list.hasFocus()) == (VISITS, True)
    with qtbot.waitSignal(dialog.visit_asked) as told:
        press("<Enter>")
    assert told.args == [visit.id, DAY]


def test_b_books_the_chosen_visit_again(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    visit = past(desk, 20, Status.NO_SHOW)
    dialog = opener(desk.eva.id)
    dialog.show_page(VISITS)
    with qtbot.waitSignal(dialog.again_asked) as told:
        press("b")
    assert told.args == [visit.id]


def test_particulars_come_first_and_come_back(opener: Opener, desk: Desk) -> None:
    dialog = opener(desk.eva.id)
    first = dialog.pages.choice
    dialog.show_page(VISITS)
    dialog.show_page(PARTICULARS)
    assert (first, dialog.form.fields["given_name"].control.hasFocus()) == (PARTICULARS, True)


def test_older_visits_are_read_when_they_are_asked_for(
    desk: Desk, opener: Opener, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    for days in range(1, 24):
        past(desk, days, Status.COMPLETED)
    dialog = opener(desk.eva.id)
    dialog.show_page(VISITS)
    assert titles(dialog)[-1] == "Show older visits (3 more)"
    dialog.record.list.setCurrentIndex(dialog.record.list.model().index(21, 0))
    press("<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert (len(titles(dialog)), dialog.record.visit is not None) == (24, True)


def test_a_new_patient_has_no_visits_to_show(tasks: Tasks, over: QWidget, qtbot: Any) -> None:
    dialog = PatientDialog(tasks, over)
    dialog.open()
    qtbot.waitUntil(lambda: tasks.idle)
    assert not dialog.pages.isVisible()


def test_no_no_show_is_nothing_to_say(desk: Desk) -> None:
    past(desk, 3, Status.COMPLETED)
    assert record_words.missed_words(desk.clinic.patients.record(id=desk.eva.id)) == ""


# While booking.


def test_missed_visits_the_nearest_ones_and_their_notes_stand_beside_who_is_booked(
    desk: Desk, tasks: Tasks, over: QWidget, qtbot: Any
) -> None:
    past(desk, 40, Status.NO_SHOW)
    last = past(desk, 5, Status.COMPLETED)
    desk.clinic.notes.create(appointment=last.id, body="Needs the ramp.")
    desk.book(11, service=desk.service.id)
    patient = desk.clinic.patients.get(id=desk.eva.id)
    dialog = BookingDialog(tasks, over, opening=Opening(day=DAY, patient=patient))
    dialog.open()
    qtbot.waitUntil(dialog.fields.known.isVisible)
    assert dialog.fields.known.warns.text() == "1 no-show of 2"
    assert dialog.fields.known.tells.text().splitlines() == [
        "Next visit: Wed 18 Mar, 11:00 · Consultation · Dr. Amelia Chen",
        "Last visit: Fri 13 · Consultation · Dr. Amelia Chen",
        "“Needs the ramp.” — Front desk, 08:00",
    ]
    dialog.take_person(None)
    qtbot.waitUntil(lambda: tasks.idle)
    assert not dialog.fields.known.isVisible()


def test_the_visit_that_is_edited_is_not_told_as_the_next_one(desk: Desk) -> None:
    visit = desk.book(11)
    known = booking_known.read(desk.clinic, desk.eva.id, visit.id, ZONE)
    assert known == booking_known.Known()


def test_notes_stay_away_while_names_are_masked(desk: Desk) -> None:
    visit = desk.book(11)
    desk.clinic.notes.create(appointment=visit.id, body="Sister of Leo")
    known = booking_known.read(desk.clinic, desk.eva.id, None, ZONE, notes=False)
    assert [line for line in known.tells if "Leo" in line] == []


def test_a_record_opens_at_the_given_name(desk: Desk, opener: Opener) -> None:
    dialog = opener(desk.eva.id)
    assert QApplication.focusWidget() is dialog.form.fields["given_name"].control


def test_a_masked_record_names_nobody_and_takes_no_changes(desk: Desk, tasks: Tasks, over: QWidget, qtbot: Any) -> None:
    visit = past(desk, 20, Status.NO_SHOW, title="Eva again")
    desk.clinic.appointments.set_status(id=visit.id, status=Status.NO_SHOW, reason="Eva was ill")
    dialog = PatientDialog(tasks, over, patient=desk.eva.id, masked=True)
    dialog.open()
    qtbot.waitUntil(lambda: tasks.idle)
    assert dialog.covered.isVisible()
    assert not dialog.form.isVisible()
    assert not dialog.save.isVisible()
    fields = (field.control for field in dialog.form.fields.values())
    assert not any(each.toPlainText() if hasattr(each, "toPlainText") else each.text() for each in fields)
    shown = [words for hit in dialog.record.list.hits for words in (hit.title, hit.detail)]
    told = " ".join((dialog.windowTitle(), dialog.hint.text(), *shown))
    assert "no. 1001" in told
    assert "Eva" not in told
    dialog.show_page(VISITS)
    dialog.show_page(PARTICULARS)
    assert dialog.covered.isVisible()


def test_a_new_patient_is_typed_in_while_names_are_masked(tasks: Tasks, over: QWidget, qtbot: Any) -> None:
    dialog = PatientDialog(tasks, over, masked=True)
    dialog.open()
    qtbot.waitUntil(lambda: tasks.idle)
    assert dialog.form.isVisible()
    assert not dialog.covered.isVisible()
