"""What is done with a whole class: started, called off in its own words, and whom to phone then."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.instants import HOUR
from frontdesk.domain.patient import Patient
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk

Opened = Callable[..., Appointment]


@pytest.fixture
def selected_class(desk: Desk, inside: Inside, settle: Settle) -> Opened:
    """Make a class at ten, and select it on the board."""

    def selected_class(*people: Patient, title: str = "Prenatal class") -> Appointment:
        service = desk.clinic.services.create(name="Yoga", duration=HOUR, max_attendees=3)
        ids = tuple(one.id for one in people)
        [made] = desk.clinic.group_appointments.create(
            service=service.id, start=desk.at(10), practitioner=desk.chen.id, title=title, attendees=ids
        ).visits
        choose(inside, settle, made)
        return made

    return selected_class


def choose(inside: Inside, settle: Settle, made: Appointment) -> None:
    inside.days.look()
    settle()
    inside.selection.select(made.id)
    settle()
    inside.work.desk.board.setFocus()


def stands(desk: Desk, made: Appointment) -> Status:
    return desk.clinic.appointments.get(id=made.id).appointment.status


def deeds(inside: Inside) -> list[str]:
    return [name for name, each in inside.work.desk.inspector.deeds.buttons.items() if not each.isHidden()]


def offered(inside: Inside) -> list[QPushButton]:
    return inside.toasts.shown[-1].findChildren(QPushButton)


def phone_list(inside: Inside, settle: Settle) -> list[tuple[object, ...]]:
    [button] = [each for each in offered(inside) if each.text() == "Who to phone…"]
    button.click()
    settle()
    panel = inside.work.areas.printing.panel
    assert panel is not None
    [table] = panel.sheet.tables
    assert inside.work.areas.printing.frame is not None
    inside.work.areas.printing.frame.accept()
    return [tuple(row[:2]) for row in table.rows]


def test_a_class_neither_arrives_nor_stays_away_as_a_whole(
    desk: Desk, inside: Inside, settle: Settle, selected_class: Opened
) -> None:
    made = selected_class(desk.eva)
    assert {"start", "cancel"} <= set(deeds(inside))
    assert not {"arrive", "no_show"} & set(deeds(inside))
    steps = inside.work.desk.inspector.steps.steps
    assert [step.status for step in steps if step.isHidden()] == [Status.ARRIVED]
    for key in (Qt.Key.Key_A, Qt.Key.Key_N):
        QTest.keyClick(inside.work.desk.board, key)
        settle()
        assert toasts(inside)[-1] == "Who comes to a class is noted one by one, in the list of attendees."
    assert stands(desk, made) is Status.BOOKED


def test_what_comes_next_for_a_class_is_that_it_begins(
    desk: Desk, inside: Inside, settle: Settle, selected_class: Opened
) -> None:
    made = selected_class(desk.eva)
    inside.work.areas.counter.next_step(made.id, Status.BOOKED)
    settle()
    assert stands(desk, made) is Status.IN_PROGRESS


def test_a_class_is_called_off_in_its_own_words_and_its_people_are_listed_to_phone(
    desk: Desk, inside: Inside, settle: Settle, selected_class: Opened
) -> None:
    made = selected_class(desk.eva, desk.leo)
    QTest.keyClick(inside.work.desk.board, Qt.Key.Key_Delete)
    card = inside.work.doing.reason
    assert card._title.text() == "Cancelling Prenatal class · 2 signed up"
    assert (card.keep.text(), card.cancel.text()) == ("Keep the class", "Cancel the class")
    card.cancel.click()
    settle()
    assert stands(desk, made) is Status.CANCELLED
    assert [row[0] for row in phone_list(inside, settle)] == ["Eva Novák", "Leo Martin"]


def test_the_card_of_a_visit_speaks_of_a_visit_after_that_of_a_class(
    desk: Desk, inside: Inside, settle: Settle, selected_class: Opened
) -> None:
    selected_class(desk.eva)
    inside.work.doing.do("cancel")
    inside.work.doing.reason.close_card()
    choose(inside, settle, desk.book(13))
    inside.work.doing.do("cancel")
    assert inside.work.doing.reason._title.text() == "Cancelling Eva Novák"
    assert inside.work.doing.reason.keep.text() == "Keep the visit"
    inside.work.doing.reason.close_card()


def test_an_empty_class_has_nobody_to_phone(desk: Desk, inside: Inside, settle: Settle, selected_class: Opened) -> None:
    selected_class()
    inside.work.doing.reason.given.emit(inside.selection.visit, "")
    settle()
    assert [each.text() for each in offered(inside)][:-1] == ["Undo"]


def test_a_class_that_is_put_away_offers_whom_to_phone(
    desk: Desk, inside: Inside, settle: Settle, selected_class: Opened
) -> None:
    made = selected_class(desk.eva)
    inside.work.areas.classes.archive(made)
    settle()
    assert [row[0] for row in phone_list(inside, settle)] == ["Eva Novák"]


def test_the_phone_list_of_a_class_names_nobody_while_names_are_masked(
    desk: Desk, inside: Inside, settle: Settle, selected_class: Opened
) -> None:
    made = selected_class(desk.eva)
    inside.work.toggle_mask()
    inside.work.areas.classes.archive(made)
    settle()
    assert "Prenatal" not in toasts(inside)[-1]
    assert [row[0] for row in phone_list(inside, settle)] == ["• • •"]


def test_nobody_is_signed_up_for_a_class_that_is_over(
    desk: Desk, inside: Inside, settle: Settle, selected_class: Opened
) -> None:
    made = selected_class(desk.eva)
    desk.clinic.appointments.set_status(id=made.id, status=Status.COMPLETED)
    choose(inside, settle, made)
    inside.selection.refresh()
    settle()
    attending = inside.work.areas.attending
    assert attending.field.isHidden()
    assert attending.roster.hint.text() == "This class is over: nobody can be signed up any more."
    attending.ask()
    assert toasts(inside)[-1] == "This class is over: nobody can be signed up any more."


def test_a_masked_class_is_called_by_its_service(
    desk: Desk, inside: Inside, settle: Settle, selected_class: Opened
) -> None:
    made = selected_class(desk.eva, title="For Eva")
    inside.work.toggle_mask()
    settle()
    [shown] = [each for each in inside.work.desk.board.board.visits if each.id == made.id]
    assert (shown.title, shown.patient, shown.service) == ("", "", "Yoga")
    assert inside.work.showing.naming(made.id) == "Yoga"
    assert inside.work.desk.inspector.name.text() == "Yoga"
