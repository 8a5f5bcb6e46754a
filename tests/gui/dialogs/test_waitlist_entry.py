"""Putting somebody on the waiting list by keys, and changing what they wait for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.domain.instants import MINUTE
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Opening
from frontdesk.gui.dialogs.waitlist_draft import EntryOpening
from frontdesk.gui.dialogs.waitlist_entry import EntryDialog
from frontdesk.gui.ground.tasks import Tasks
from tests.gui.dialogs.conftest import Press
from tests.support.clinics import DAY, Desk
from tests.support.waiting_list import a_session, waits

Opener = Callable[..., EntryDialog]
Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def settle(tasks: Tasks, qtbot: Any) -> Settle:
    """Wait until everything is known that was asked for."""

    def do() -> None:
        for _ in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: tasks.idle)

    return do


@pytest.fixture
def opener(tasks: Tasks, over: QWidget, settle: Settle, qtbot: Any) -> Opener:
    """Open the dialog with everything read."""

    def do(**opening: Any) -> EntryDialog:
        dialog = EntryDialog(tasks, over, opening=EntryOpening(**opening))
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        settle()
        return dialog

    return do


def saved(dialog: EntryDialog, qtbot: Any, act: Callable[[], object]) -> WaitlistEntry:
    """Do something that saves, and give what is in the book."""
    with qtbot.waitSignal(dialog.saved) as heard:
        act()
    entry = heard.args[0]
    assert isinstance(entry, WaitlistEntry)
    return entry


def test_somebody_is_put_on_the_list_by_few_keys(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    dialog = opener()
    entry = saved(dialog, qtbot, lambda: press("leo<Enter>consul<Enter><Enter>"))
    assert (entry.patient_id, entry.service_id, entry.urgency) == (desk.leo.id, desk.service.id, Urgency.ROUTINE)


def test_all_that_was_chosen_is_in_the_book(
    desk: Desk, opener: Opener, press: Press, settle: Settle, qtbot: Any
) -> None:
    dialog = opener()
    press("leo<Enter>consul<Enter>")
    settle()
    fields = dialog.fields
    for chip in (fields.days.buttons[0], fields.parts.chips[DayPart.MORNING], fields.people.chips[desk.ortega.id]):
        qtbot.mouseClick(chip, LEFT)
    fields.urgency.choose("urgent")
    fields.earliest.setText("tomorrow")
    fields.until.setText("+14")
    fields.length.setText("45")
    fields.note.setPlainText("Works next door")
    entry = saved(dialog, qtbot, dialog.send)
    assert entry.prefers == Preference((Weekday.MONDAY,), (DayPart.MORNING,))
    assert (entry.practitioners, entry.urgency, entry.length) == ((desk.ortega.id,), Urgency.URGENT, 45 * MINUTE)
    assert (entry.earliest, entry.until) == (DAY + timedelta(days=1), DAY + timedelta(days=14))
    assert entry.note == "Works next door"


def test_a_visit_to_come_can_be_given_up_for_a_sooner_one(
    desk: Desk, opener: Opener, press: Press, settle: Settle, qtbot: Any
) -> None:
    later = desk.book(start=desk.at(10, day=3), patient=desk.leo.id)
    dialog = opener()
    press("leo<Enter>consul<Enter>")
    settle()
    offered = dialog.fields.gives_up
    assert offered.isVisible()
    assert [offered.itemText(index) for index in range(offered.count())] == [
        "None of their visits",
        "Sat 21 Mar, 10:00–10:30 · Dr. Amelia Chen",
    ]
    offered.setCurrentIndex(1)
    assert saved(dialog, qtbot, dialog.send).gives_up == later.id


def test_what_the_record_says_of_days_is_taken_over(
    desk: Desk, opener: Opener, press: Press, settle: Settle, qtbot: Any
) -> None:
    desk.clinic.patients.update(id=desk.leo.id, prefers=Preference(parts=(DayPart.EVENING,)))
    dialog = opener()
    press("leo<Enter>")
    settle()
    assert dialog.fields.parts.chosen == {DayPart.EVENING}


@pytest.mark.parametrize(("keys", "field"), [("<Enter>", "patient"), ("leo<Enter>", "service")])
def test_what_is_lacking_is_said_beside_its_field(
    desk: Desk, opener: Opener, press: Press, settle: Settle, keys: str, field: str
) -> None:
    dialog = opener()
    press(keys)
    settle()
    dialog.send()
    assert dialog.fields.fields[field].is_wrong


@pytest.mark.parametrize("field", ["earliest", "until", "length"])
def test_what_cannot_be_read_is_said_and_stays(
    desk: Desk, opener: Opener, press: Press, settle: Settle, field: str
) -> None:
    dialog = opener()
    press("leo<Enter>consul<Enter>")
    settle()
    line = dialog.fields.fields[field].control
    line.setText("sometime")
    dialog.send()
    settle()
    assert (dialog.fields.fields[field].is_wrong, line.text()) == (True, "sometime")
    assert desk.clinic.waitlist.list().total == 0


def test_a_refusal_stands_beside_the_field_that_it_is_about(
    desk: Desk, opener: Opener, press: Press, settle: Settle
) -> None:
    dialog = opener()
    press("leo<Enter>consul<Enter>")
    settle()
    dialog.fields.earliest.setText("+9")
    dialog.fields.until.setText("+2")
    dialog.send()
    settle()
    wrong = [name for name, field in dialog.fields.fields.items() if field.is_wrong]
    assert wrong in (["until"], ["earliest"])


def test_an_entry_is_changed_where_it_was_changed_and_nowhere_else(
    desk: Desk, opener: Opener, settle: Settle, qtbot: Any
) -> None:
    entry = waits(desk, desk.leo, note="Rings back", until=date(2026, 4, 1), practitioners=(desk.chen.id,))
    dialog = opener(entry=entry.id)
    assert dialog.fields.until.text() == "Wed 1 Apr"
    dialog.fields.urgency.choose("soon")
    told = saved(dialog, qtbot, dialog.send)
    assert (told.urgency, told.note, told.until, told.practitioners) == (
        Urgency.SOON,
        "Rings back",
        date(2026, 4, 1),
        (desk.chen.id,),
    )


def test_what_stands_in_an_entry_can_be_taken_out(desk: Desk, opener: Opener, qtbot: Any) -> None:
    entry = waits(desk, desk.leo, until=date(2026, 4, 1), prefers=Preference(parts=(DayPart.MORNING,)))
    dialog = opener(entry=entry.id)
    dialog.fields.until.clear()
    qtbot.mouseClick(dialog.fields.parts.chips[DayPart.MORNING], LEFT)
    told = saved(dialog, qtbot, dialog.send)
    assert (told.until, told.prefers) == (None, None)


def test_one_who_waits_for_a_seat_has_no_days_to_choose(desk: Desk, opener: Opener, qtbot: Any) -> None:
    entry = waits(desk, desk.eva, appointment=a_session(desk).id)
    dialog = opener(entry=entry.id)
    assert not dialog.fields.days.isVisible()
    dialog.fields.urgency.choose("urgent")
    assert saved(dialog, qtbot, dialog.send).urgency is Urgency.URGENT


def test_the_step_is_told_with_its_undo(desk: Desk, opener: Opener, press: Press, qtbot: Any) -> None:
    dialog = opener()
    with qtbot.waitSignal(dialog.stepped) as heard:
        press("leo<Enter>consul<Enter><Enter>")
    words, seq = heard.args
    assert words == "Leo Martin is on the waiting list"
    desk.clinic.history.undo(seq=seq)
    assert desk.clinic.waitlist.list().total == 0


def test_a_masked_entry_shows_no_name(desk: Desk, opener: Opener) -> None:
    dialog = opener(entry=waits(desk, desk.leo).id, masked=True)
    assert dialog.fields.patient.text() == "• • •"


def test_twice_as_large_everything_can_be_reached(desk: Desk, large: None, opener: Opener, qtbot: Any) -> None:
    dialog = opener(entry=waits(desk, desk.leo).id)
    dialog.fields.note.setFocus()
    QApplication.processEvents()
    assert not dialog.fields.note.visibleRegion().isEmpty()


# From the booking dialog.


@pytest.fixture
def booking(tasks: Tasks, over: QWidget, settle: Settle, qtbot: Any) -> Callable[..., BookingDialog]:
    """Open the booking dialog with everything read."""

    def do(**opening: Any) -> BookingDialog:
        dialog = BookingDialog(tasks, over, opening=Opening(**opening))
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and dialog.isActiveWindow())
        settle()
        return dialog

    return do


def test_booking_hands_patient_service_practitioner_and_note_over(
    desk: Desk, booking: Callable[..., BookingDialog], press: Press, settle: Settle, qtbot: Any
) -> None:
    dialog = booking(patient=desk.leo, practitioner=desk.ortega.id)
    dialog.fields.note.setPlainText("Knee")
    qtbot.mouseClick(dialog.wait, LEFT)
    settle()
    over = dialog.waiting.entry
    assert over is not None
    entry = saved(over, qtbot, over.send)
    assert (entry.patient_id, entry.practitioners, entry.note) == (desk.leo.id, (desk.ortega.id,), "Knee")
    assert entry.service_id == desk.service.id


def test_once_someone_waits_the_booking_is_closed_and_not_offered_again(
    desk: Desk, booking: Callable[..., BookingDialog], settle: Settle, qtbot: Any
) -> None:
    dialog = booking(patient=desk.leo)
    qtbot.mouseClick(dialog.wait, LEFT)
    settle()
    over = dialog.waiting.entry
    assert over is not None
    with qtbot.assertNotEmitted(dialog.put_away), qtbot.waitSignals([dialog.finished, dialog.stepped]):
        over.send()


def test_given_up_the_booking_stays(
    desk: Desk, booking: Callable[..., BookingDialog], settle: Settle, qtbot: Any
) -> None:
    dialog = booking(patient=desk.leo)
    qtbot.mouseClick(dialog.wait, LEFT)
    settle()
    assert dialog.waiting.entry is not None
    dialog.waiting.entry.reject()
    settle()
    assert dialog.isVisible()
    assert desk.clinic.waitlist.list().total == 0


def test_a_visit_that_is_edited_has_no_waiting_list(desk: Desk, booking: Callable[..., BookingDialog]) -> None:
    dialog = booking(visit=desk.book(9).id)
    assert not dialog.wait.isVisible()
