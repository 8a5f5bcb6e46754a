"""A series booked by keys alone: patient, service, how it repeats, what is done about its dates, Enter."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.repeats import RepeatRule
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Draft, Offer, Opening
from frontdesk.gui.dialogs.booking_words import book
from frontdesk.gui.dialogs.repeats_rows import Column
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import ZONE, Desk


@pytest.fixture
def dialog(tasks: Tasks, over: QWidget, desk: Desk, press: Press, qtbot: Any) -> BookingDialog:
    """Give the dialog with patient and service typed, where its second date is taken, and the focus at Repeat."""
    desk.book(start=desk.at(9, day=7), patient=desk.eva.id)
    made = BookingDialog(tasks, over)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and made.isActiveWindow() and tasks.idle)
    press("leo mar<Enter>con<Enter>")
    qtbot.waitUntil(lambda: tasks.idle and made.draft.time is not None)
    made.fields.repeat.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def chosen(dialog: BookingDialog, tasks: Tasks, press: Press, qtbot: Any) -> None:
    """Choose weekly, and wait until it is known how the dates stand."""
    press("<Enter><Right><Right><Enter>")
    qtbot.waitUntil(lambda: dialog.series.table.table.hasFocus() and tasks.idle and dialog.repeats.visits is not None)


def test_the_form_tells_the_dates_of_the_time_that_is_found(dialog: BookingDialog, press: Press) -> None:
    press("<Enter><Right><Right>")
    card = dialog.fields.repeat.card
    assert card is not None
    assert card.sentence.text() == "6 dates, Wed 18 Mar to Wed 22 Apr 2026"


def test_the_form_leads_to_the_dates_and_enter_books_what_is_free(
    dialog: BookingDialog, desk: Desk, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    chosen(dialog, tasks, press, qtbot)
    before = desk.clinic.appointments.list().total
    with qtbot.waitSignal(dialog.booked):
        press("<Enter>")
    assert desk.clinic.appointments.list().total == before + 5
    assert dialog.sending.visits == 5


def test_enter_books_from_the_policy_too(
    dialog: BookingDialog, desk: Desk, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    chosen(dialog, tasks, press, qtbot)
    dialog.series.table.policy.focus_chosen()
    press("<Right><Right>")
    qtbot.waitUntil(lambda: tasks.idle and dialog.repeats.visits == 6)
    with qtbot.waitSignal(dialog.booked):
        press("<Enter>")
    assert dialog.sending.visits == 6


@pytest.mark.parametrize(("visits", "told"), [(1, "Book 1 visit"), (2, "Book 2 visits")])
def test_the_button_counts_visits_as_people_do(visits: int, told: str) -> None:
    assert book(Draft(), ZONE, editing=False, visits=visits) == told


def test_while_names_are_masked_no_date_names_who_is_in_its_way(
    desk: Desk, tasks: Tasks, over: QWidget, qtbot: Any
) -> None:
    desk.book(start=desk.at(9, day=7), patient=desk.eva.id)
    opening = Opening(start=desk.at(9), practitioner=desk.chen.id, masked=True)
    dialog = BookingDialog(tasks, over, opening=opening)
    dialog.open()
    qtbot.waitUntil(lambda: tasks.idle and dialog.choices is not None)
    dialog.take_offer(Offer(service=desk.service))
    dialog.repeats.take_rule(RepeatRule(frequency=Frequency.WEEKLY, count=2))
    qtbot.waitUntil(lambda: tasks.idle and dialog.repeats.visits is not None)
    assert dialog.series.table.table.model().index(1, Column.STATE).data() == "Taken · 09:00–09:30"


def _asks_for_a_reason(dialog: BookingDialog) -> bool:
    reason = dialog.series.table.reason
    return reason.is_wrong and reason.control.hasFocus()


def test_enter_goes_to_the_reason_that_is_lacking(
    dialog: BookingDialog, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    chosen(dialog, tasks, press, qtbot)
    press("<Down>a")
    qtbot.waitUntil(lambda: tasks.idle and dialog.repeats.visits == 6)
    press("<Enter>")
    assert _asks_for_a_reason(dialog)


def test_enter_is_the_dialogs_again_once_the_form_was_given_by_its_button(
    dialog: BookingDialog, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    press("<Enter><Right><Right>")
    card = dialog.fields.repeat.card
    assert card is not None
    card.done.setFocus(Qt.FocusReason.TabFocusReason)
    press("<Enter>")
    qtbot.waitUntil(lambda: dialog.series.table.table.hasFocus() and tasks.idle and dialog.repeats.visits is not None)
    press("<Down>a")
    qtbot.waitUntil(lambda: tasks.idle and dialog.repeats.visits == 6)
    press("<Enter>")
    assert _asks_for_a_reason(dialog)


def test_the_reason_is_wrong_no_more_while_it_is_typed(
    dialog: BookingDialog, tasks: Tasks, press: Press, qtbot: Any
) -> None:
    chosen(dialog, tasks, press, qtbot)
    press("<Down>a<Enter>")
    qtbot.waitUntil(lambda: _asks_for_a_reason(dialog))
    press("u")
    assert not dialog.series.table.reason.is_wrong
