"""A class that is there, opened from the window: changed, its seats refused below who comes, put away and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.instants import HOUR
from frontdesk.domain.patient import Patient
from frontdesk.domain.repeats import RepeatRule
from frontdesk.gui.dialogs.class_edit import ClassEdit
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts, visits
from tests.support.clinics import Desk

Opened = Callable[..., tuple[Appointment, ClassEdit]]
WEEKLY = RepeatRule(frequency=Frequency.WEEKLY, count=3)


@pytest.fixture
def open_class(desk: Desk, inside: Inside, settle: Settle, qtbot: QtBot) -> Opened:
    """Make a class of three seats at ten, and open it by the key."""

    def open_class(people: tuple[Patient, ...] = (), **more: Any) -> tuple[Appointment, ClassEdit]:
        service = desk.clinic.services.create(name="Yoga", duration=HOUR, max_attendees=3)
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
        qtbot.keyClick(inside.work.desk.board, Qt.Key.Key_E)
        settle()
        return made.visits[0], opened()

    return open_class


def opened() -> ClassEdit:
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, ClassEdit) and each.isVisible()]
    return dialog


def test_its_key_opens_it_with_what_it_is(desk: Desk, open_class: Opened) -> None:
    _, dialog = open_class((desk.eva,))
    assert dialog.fields.title.text() == "Yoga"
    assert dialog.fields.seats.value() == 3
    assert dialog.beside.text() == "1 of 3 seats"
    assert dialog.scope_field.isHidden()


def test_what_was_changed_is_saved_and_taken_back_by_the_message(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made, dialog = open_class()
    dialog.fields.title.setText("Yoga for backs")
    dialog.change(seats=5)
    dialog.save()
    settle()
    held = desk.clinic.group_appointments.get(id=made.id)
    assert (held.title, held.max_attendees) == ("Yoga for backs", 5)
    assert toasts(inside)[-1] == "Changed: Yoga"
    assert visits(inside)[made.id].seats == 5
    inside.steps.undo()
    settle()
    assert desk.clinic.group_appointments.get(id=made.id).title == "Yoga"


def test_fewer_seats_than_come_are_refused_beside_the_field_by_name(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made, dialog = open_class((desk.eva, desk.leo))
    dialog.change(seats=1)
    dialog.save()
    settle()
    told = dialog.fields.fields["max_attendees"].message.text()
    assert told == "2 are signed up, so it needs at least 2 seats. Take off or move 1 of: Eva Novák, Leo Martin."
    assert dialog.isVisible()
    assert desk.clinic.group_appointments.get(id=made.id).max_attendees == 3


def test_masked_nobody_is_named(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    inside.work.toggle_mask()
    _, dialog = open_class((desk.eva, desk.leo))
    dialog.change(seats=1)
    dialog.save()
    settle()
    assert "Eva" not in dialog.fields.fields["max_attendees"].message.text()
    assert dialog.fields.fields["max_attendees"].is_wrong


def test_a_taken_time_is_told_and_goes_with_a_reason(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    desk.book(14, patient=desk.leo.id)
    made, dialog = open_class()
    dialog.change(start=desk.at(14))
    dialog.save()
    settle()
    assert "Dr. Amelia Chen is taken" in dialog.fields.clash.words.text()
    dialog.fields.clash.reason.setText("Both agreed")
    dialog.fields.clash.give()
    settle()
    assert desk.clinic.group_appointments.get(id=made.id).start == desk.at(14)


def test_what_else_has_its_time_is_told_in_the_dialog_and_in_the_inspector(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    desk.book(10, patient=desk.leo.id)
    _, dialog = open_class(override_reason="Both agreed")
    assert dialog.conflicts.isVisible()
    assert "Dr. Amelia Chen" in dialog.conflicts.text()
    troubles = inside.work.areas.attending.roster.troubles
    assert "Dr. Amelia Chen" in troubles.text()
    assert "Leo Martin" in troubles.text()


def test_archived_its_time_is_free_at_once_and_undo_brings_it_back(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made, dialog = open_class((desk.eva,))
    dialog.archive_button.click()
    settle()
    assert toasts(inside)[-1] == "Archived: Yoga · 1 is signed up"
    assert made.id not in visits(inside)
    desk.clinic.appointments.book(
        patient=desk.leo.id, practitioner=desk.chen.id, start=desk.at(10), end=desk.at(10, 30)
    )
    desk.clinic.history.undo()
    inside.steps.undo()
    settle()
    assert made.id in visits(inside)
    assert visits(inside)[made.id].heads == 1


def test_of_a_series_those_that_are_meant_are_changed(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    _, dialog = open_class(repeat=WEEKLY)
    assert dialog.scope_field.isVisible()
    dialog.scope.setCurrentIndex(2)
    dialog.change(seats=2)
    dialog.save()
    settle()
    assert [one.max_attendees for one in desk.clinic.group_appointments.list().items] == [2, 2, 2]
    assert toasts(inside)[-1] == "3 classes changed: Yoga"


def test_of_a_series_that_follows_those_that_follow_are_counted(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made, _ = open_class(repeat=WEEKLY)
    opened().reject()
    inside.selection.select(desk.clinic.group_appointments.list().items[1].id)
    settle()
    inside.work.do("edit")
    settle()
    dialog = opened()
    dialog.scope.setCurrentIndex(1)
    dialog.change(seats=2)
    dialog.save()
    settle()
    assert toasts(inside)[-1] == "2 classes changed: Yoga"
    assert desk.clinic.appointments.get(id=made.id).appointment.max_attendees == 3


def test_nothing_changed_writes_nothing(desk: Desk, open_class: Opened, inside: Inside, settle: Settle) -> None:
    before = desk.clinic.history.state().undo
    _, dialog = open_class()
    after = desk.clinic.history.state().undo
    dialog.save()
    settle()
    assert before != after
    assert desk.clinic.history.state().undo == after


def test_a_visit_of_one_patient_opens_as_before(desk: Desk, inside: Inside, settle: Settle) -> None:
    made = desk.book(9)
    inside.days.look()
    settle()
    inside.selection.select(made.id)
    settle()
    inside.work.do("edit")
    settle()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, ClassEdit) and each.isVisible()]


def test_an_archived_class_is_brought_back_from_its_dialog(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made, dialog = open_class((desk.eva,))
    dialog.archive()
    settle()
    inside.selection.select(made.id)
    settle()
    inside.work.do("edit")
    settle()
    dialog = opened()
    assert dialog.archive_button.isHidden()
    dialog.restore_button.click()
    settle()
    assert visits(inside)[made.id].heads == 1
    assert toasts(inside)[-1] == "Back in the book: Yoga"


def test_the_command_that_puts_a_visit_away_tells_how_many_are_signed_up_for_a_class(
    desk: Desk, open_class: Opened, inside: Inside, settle: Settle
) -> None:
    made, dialog = open_class((desk.eva, desk.leo))
    dialog.reject()
    inside.work.do("archive")
    settle()
    assert toasts(inside)[-1] == "Archived: Yoga · 2 are signed up"
    assert made.id not in visits(inside)
