"""A visit that comes again, as the inspector tells of it."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.schedule import Weekday
from frontdesk.gui.window.inside import Inside
from tests.gui.window.conftest import Settle
from tests.support.clinics import Desk
from tests.support.series import book


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Every week, 3 times"),
        ({"interval": 2, "weekdays": (Weekday.WEDNESDAY, Weekday.FRIDAY)}, "Every 2 weeks on Wed and Fri, 3 times"),
        ({"frequency": Frequency.MONTHLY}, "Every month, 3 times"),
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
