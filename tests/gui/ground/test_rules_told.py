"""How a series comes again, as the screen says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from frontdesk.cli.rules_told import English
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, Instant, at_wall
from frontdesk.domain.rule import Every, Rule, Until
from frontdesk.domain.rule_phrases import Phrase
from frontdesk.gui.ground import rules_told, wording

ZONE = "America/New_York"
START = at_wall(datetime(2026, 3, 18, 9), ZONE)


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    wording.locale_changed()
    yield
    QLocale.setDefault(before)
    wording.locale_changed()


@pytest.fixture
def american() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    wording.locale_changed()
    yield
    QLocale.setDefault(before)
    wording.locale_changed()


@pytest.mark.parametrize("phrase", list(Phrase))
def test_untranslated_every_phrase_is_said_as_the_command_line_says_it(phrase: Phrase) -> None:
    assert rules_told.Spoken().phrase(phrase) == English().phrase(phrase)


def test_a_sentence_begins_with_a_capital() -> None:
    rule = Rule(Every.WEEKLY, 2, 6, weekdays=((0, 1),))
    assert rules_told.sentence([rule], START, ZONE) == "Every 2 weeks on Tuesday, 6 times"


def test_dates_are_written_as_people_write_them() -> None:
    rule = Rule(Every.MONTHLY, until=Until(datetime(2026, 12, 24), utc=False, whole_day=True), weekdays=((-1, 4),))
    assert rules_told.sentence([rule], START, ZONE) == "On the last Friday of every month until 24 December 2026"


def test_days_and_months_have_the_names_of_the_locale(german: None) -> None:
    rule = Rule(Every.YEARLY, months=(3,), weekdays=((2, 1),))
    assert "Dienstag of März" in rules_told.sentence([rule], START, ZONE)


def test_the_clock_is_that_of_the_locale(american: None) -> None:
    assert rules_told.sentence([Rule(Every.DAILY, hours=(14,))], START, ZONE) == "Every day at 2:00 pm"


@pytest.mark.parametrize(
    ("number", "told"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (22, "22nd"), (113, "113th")]
)
def test_ordinals_are_those_of_english(number: int, told: str) -> None:
    assert rules_told.Spoken().month_day(number) == told == English().month_day(number)


def a_visit(**sent: Any) -> Appointment:
    said: dict[str, Any] = {"start": START, "recurrence_id": "20260318T130000Z", **sent}
    end = Instant(said["start"] + HOUR)
    return Appointment(
        id=Id(1),
        uid="1",
        status_at=START,
        end=end,
        zone=ZONE,
        created_by="desk",
        created_at=START,
        updated_at=START,
        **said,
    )


def test_a_visit_that_was_moved_tells_the_day_that_its_series_has() -> None:
    moved = a_visit(start=Instant(START + 2 * DAY))
    assert rules_told.of_visit([Rule(Every.WEEKLY)], moved) == "Every Wednesday"


def test_a_whole_day_is_told_by_its_date() -> None:
    whole = a_visit(start=at_wall(datetime(2026, 3, 20), ZONE), recurrence_id="20260318", all_day=True)
    assert rules_told.of_visit([Rule(Every.WEEKLY)], whole) == "Every Wednesday"


def test_a_visit_without_a_key_tells_its_own_day() -> None:
    assert rules_told.of_visit([Rule(Every.WEEKLY)], a_visit(recurrence_id=None)) == "Every Wednesday"


def test_a_rule_that_is_told_by_its_own_text_can_be_broken_between_its_parts() -> None:
    told = rules_told.sentence([Rule(Every.YEARLY, year_days=(100,), month_days=(9,))], START, ZONE)
    assert told.split("\N{ZERO WIDTH SPACE}") == ["By the rule FREQ=YEARLY;", "BYYEARDAY=100;", "BYMONTHDAY=9"]
