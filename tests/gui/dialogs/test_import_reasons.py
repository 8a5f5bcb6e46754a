"""What is said of the rows of an import (C78)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.gui.dialogs import import_reasons as reasons
from frontdesk.services.ics.preview import Action, Row, State

ZONE = "America/New_York"


def said(state: State, reason: str, **facts: Any) -> str:
    """Give the sentence of a row."""
    row = Row(key="0:1", state=state, action=Action.SKIP, file="a.ics", line=1, reason=reason, facts=facts)
    return reasons.words(row, ZONE)


@pytest.mark.parametrize(
    ("reason", "facts", "told"),
    [
        ("changed", {"fields": ["title"], "added": 2}, "changed in the file: title · 2 new dates"),
        ("changed", {"fields": ["title"], "gone": 1}, "changed in the file: title · 1 date is called off"),
        ("changed", {"fields": [], "added": 1, "gone": 3}, "changed in the file · 1 new date · 3 dates are called off"),
        ("later_times", {"added": 4}, "4 new dates"),
        ("changed", {"fields": ["title"], "kept_off": 2}, "changed in the file: title · 2 visits stay called off here"),
        ("later_times", {}, "later times are new"),
        ("times_gone", {"visits": 2, "gone": 2}, "2 times are gone in the file"),
    ],
)
def test_dates_that_come_and_go_are_said(reason: str, facts: dict[str, Any], told: str) -> None:
    assert said(State.CHANGED, reason, **facts) == told


def test_what_stays_called_off_here_is_said() -> None:
    assert said(State.SAME, "kept_off", kept_off=1) == "1 visit stays called off here"


def test_dates_that_are_left_out_still_are_said() -> None:
    assert said(State.SAME, "unchanged", left_out=1).endswith(" · 1 date is still left out")
    assert said(State.SAME, "unchanged", left_out=3).endswith(" · 3 dates are still left out")


def test_what_comes_too_often_a_day_is_said() -> None:
    assert "more than 24 times a day" in said(State.UNREADABLE, "too_many_a_day")
