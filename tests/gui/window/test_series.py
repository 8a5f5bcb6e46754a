"""A visit that comes again, as the inspector tells of it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.schedule import Weekday
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.booking_draft import Offer, Opening, person_of
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle, toasts
from tests.support.clinics import Desk
from tests.support.series import book


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Every Wednesday, 3 times"),
        (
            {"interval": 2, "weekdays": (Weekday.WEDNESDAY, Weekday.FRIDAY)},
            "Every 2 weeks on Wednesday and Friday, 3 times",
        ),
        ({"frequency": Frequency.MONTHLY}, "On the 18th of every month, 3 times"),
    ],
)
def test_a_selected_visit_of_a_series_says_how_it_comes_again(
    inside: Inside, desk: Desk, settle: Settle, said: dict[str, Any], words: str
) -> None:
    made = book(desk, **said).visits[0]
    inside.days.refresh()
    settle()
    inside.work.desk.board.select(made.id)
    inside.selection.select(made.id)
    settle()
    assert inside.work.desk.inspector.facts.shown["Repeats"] == words


def test_a_series_that_was_booked_is_told_with_how_many_and_one_undo_takes_all_back(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    inside.outside.ask_booking(Opening(start=desk.at(9), practitioner=desk.chen.id))
    settle()
    [dialog] = [each for each in QApplication.topLevelWidgets() if isinstance(each, BookingDialog)]
    dialog.take_person(person_of(desk.eva))
    dialog.take_offer(Offer(service=desk.service))
    dialog.repeats.take_rule(RepeatRule(frequency=Frequency.WEEKLY, count=3))
    settle()
    dialog.send()
    settle()
    assert toasts(inside)[-1].startswith("3 visits booked: Eva Novák, first Wed 18 Mar, ")
    inside.steps.undo()
    settle()
    assert desk.clinic.appointments.list().total == 0


def test_a_selected_visit_of_a_series_says_which_of_its_visits_it_is(
    inside: Inside, desk: Desk, settle: Settle
) -> None:
    made = book(desk).visits[1]
    inside.selection.select(made.id)
    settle()
    assert inside.work.desk.inspector.facts.below["Repeats"] == "2 of 3"
