"""What keeps a slip of the hand from booking something else: letters, clicks, reasons, and what the button says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.actor import Actor, Right, Role
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Draft, Opening
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.clinic import open_clinic
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import Desk

Opener = Callable[..., BookingDialog]


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, qtbot: Any) -> Opener:
    """Open the dialog with everything that it reads at first."""

    def do(*, worker: Tasks = tasks, kept: Draft | None = None, **opening: Any) -> BookingDialog:
        dialog = BookingDialog(worker, over, opening=Opening(**opening), kept=kept)
        dialog.open()
        dialog.resize(1120, 700)
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        qtbot.waitUntil(lambda: worker.idle)
        return dialog

    return do


def taken(desk: Desk, dialog: BookingDialog, worker: Tasks, qtbot: Any) -> None:
    """Pick a time that is not free."""
    dialog.pick_time(FreeTime(desk.at(9, 0), desk.chen.id, desk.chen.name, free=False))
    qtbot.waitUntil(lambda: worker.idle)


def test_a_click_on_the_name_of_a_field_goes_to_the_field(desk: Desk, opener: Opener, qtbot: Any) -> None:
    dialog = opener(patient=desk.leo)
    dialog.book.setFocus()
    qtbot.mouseClick(dialog.fields.fields["practitioner"].caption, Qt.MouseButton.LeftButton)
    assert dialog.fields.who.hasFocus()


def test_letters_on_a_button_are_typed_where_the_patient_is_wanted(opener: Opener, press: Press) -> None:
    dialog = opener()
    dialog.book.setFocus()
    press("leo")
    assert dialog.fields.patient.hasFocus()
    assert dialog.fields.patient.text() == "leo"


def test_letters_on_a_time_are_typed_into_the_service_once_the_patient_is_known(
    desk: Desk, opener: Opener, press: Press
) -> None:
    dialog = opener(patient=desk.leo)
    dialog.pane.chips.focus_chosen()
    press("con")
    assert dialog.fields.service.hasFocus()
    assert dialog.fields.service.text() == "con"


def test_enter_books_nothing_after_letters_that_a_list_of_choices_took(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    dialog = opener(patient=desk.leo)
    dialog.fields.how.setFocus()
    press("p<Enter>")
    qtbot.waitUntil(lambda: tasks.idle)
    assert not dialog.sending.busy
    assert dialog.isVisible()
    assert dialog.book.hasFocus()


def test_letters_that_a_list_has_no_choice_for_go_to_the_field(desk: Desk, opener: Opener, press: Press) -> None:
    dialog = opener(patient=desk.leo)
    dialog.fields.how.setFocus()
    press("x")
    assert dialog.fields.service.hasFocus()


def test_letting_go_of_what_was_kept_moves_no_field(opener: Opener) -> None:
    dialog = opener(kept=Draft(note="bring results"))
    QApplication.processEvents()
    before = dialog.fields.service.mapTo(dialog, dialog.fields.service.rect().topLeft())
    assert dialog.kept.isVisible()
    dialog.kept.drop.click()
    QApplication.processEvents()
    assert dialog.fields.service.mapTo(dialog, dialog.fields.service.rect().topLeft()) == before


def test_enter_without_a_reason_says_that_one_is_needed(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    taken(desk, dialog, tasks, qtbot)
    press("<Enter><Enter>")
    clash = dialog.fields.clash
    assert clash.reason.hasFocus()
    assert clash.lacking.isVisible()
    assert clash.lacking.text() == "Say why it is booked all the same."
    press("u")
    assert not clash.lacking.isVisible()


def test_the_button_offers_no_time_that_is_not_free_as_if_it_were(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    assert dialog.book.accessibleName() == "Book 09:30"
    taken(desk, dialog, tasks, qtbot)
    assert dialog.book.accessibleName() == "Book anyway…"
    dialog.book.click()
    assert dialog.fields.clash.reason.hasFocus()


def test_the_button_books_with_the_reason_that_is_typed(
    desk: Desk, opener: Opener, press: Press, tasks: Tasks, qtbot: Any
) -> None:
    desk.book(9, 0)
    dialog = opener(patient=desk.leo)
    taken(desk, dialog, tasks, qtbot)
    dialog.book.click()
    press("urgent")
    with qtbot.waitSignal(dialog.booked) as signal:
        dialog.book.click()
    assert signal.args[0].override_reason == "urgent"


def test_who_may_not_overbook_has_no_button_to_press_and_is_told_why(desk: Desk, opener: Opener, qtbot: Any) -> None:
    desk.book(9, 0)
    trainee = Actor("trainee", "Trainee", Role("trainee", frozenset({Right.SEE, Right.BOOK})))
    worker = Tasks()
    worker.open(lambda: open_clinic(desk.path, actor=trainee, clock=desk.clock), lambda _: None, pytest.fail)
    qtbot.waitUntil(lambda: worker.idle)
    dialog = opener(worker=worker, patient=desk.leo)
    taken(desk, dialog, worker, qtbot)
    assert not dialog.book.isEnabled()
    assert "Not free" in dialog.book.toolTip()
    dialog.send()
    assert not dialog.fields.clash.reason.isVisible()
    dialog.pick_nearest()
    qtbot.waitUntil(lambda: worker.idle)
    assert dialog.book.isEnabled()
    dialog.close()
    worker.end()
    worker.deleteLater()


def test_the_card_counts_the_others_and_says_with_whom_it_would_be_booked(
    desk: Desk, opener: Opener, tasks: Tasks, qtbot: Any
) -> None:
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.chen.id, desk.ortega.id])
    desk.clinic.working_hours.put(
        practitioner=desk.ortega.id, hours=desk.clinic.working_hours.get(practitioner=desk.chen.id).hours
    )
    desk.book(9, 0)
    desk.book(9, 0, practitioner=desk.ortega.id)
    dialog = opener(patient=desk.leo)
    dialog.pane.taken.click()
    qtbot.waitUntil(lambda: tasks.idle)
    time = next(time for time in dialog.pane.chips.times if time.start == desk.at(9, 0))
    chip = dialog.pane.chips.chip(time)
    assert chip is not None
    chip.setFocus()
    qtbot.waitUntil(lambda: tasks.idle)
    assert dialog.why.accessibleDescription().endswith("One other is not free then either")
    assert dialog.why.anyway.accessibleName() == f"Book anyway with {time.name}…"
