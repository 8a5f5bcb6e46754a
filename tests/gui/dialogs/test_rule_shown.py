"""What the form of repeats can show of a series in the book, and what it says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from frontdesk.domain.calendar import Frequency
from frontdesk.domain.instants import at_minute
from frontdesk.domain.repeats import RepeatRule
from frontdesk.domain.rule import Every, Rule, Until
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.series_trial import RuleTrial
from frontdesk.gui.dialogs import repeats_words, rule_words
from frontdesk.gui.dialogs.repeats_draft import Ends, draft_of
from frontdesk.gui.dialogs.rule_shown import as_rule, shown_from

ZONE = "America/New_York"
WEDNESDAY = date(2026, 3, 18)
START = at_minute(WEDNESDAY, 9 * 60, ZONE)
SINCE = at_minute(date(2026, 4, 1), 9 * 60, ZONE)
WEEKLY = Rule(Every.WEEKLY)
UNTIL = datetime(2026, 4, 22, 9)


def shown(rule: Rule) -> RepeatRule | None:
    return shown_from([rule], START, SINCE, ZONE)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (WEEKLY, RepeatRule(frequency=Frequency.WEEKLY)),
        (replace(WEEKLY, count=6), RepeatRule(frequency=Frequency.WEEKLY, count=4)),
        (replace(WEEKLY, interval=2, count=3), RepeatRule(frequency=Frequency.WEEKLY, interval=2, count=2)),
        (replace(WEEKLY, weekdays=((0, 2),)), RepeatRule(frequency=Frequency.WEEKLY)),
        (
            replace(WEEKLY, weekdays=((0, 2), (0, 4)), count=6),
            RepeatRule(frequency=Frequency.WEEKLY, count=2, weekdays=(Weekday.WEDNESDAY, Weekday.FRIDAY)),
        ),
        (Rule(Every.DAILY, count=20), RepeatRule(frequency=Frequency.DAILY, count=6)),
        (
            replace(WEEKLY, until=Until(UNTIL, utc=False, whole_day=False)),
            RepeatRule(frequency=Frequency.WEEKLY, until=date(2026, 4, 22)),
        ),
        (
            replace(WEEKLY, until=Until(datetime(2026, 4, 22, 12), utc=True, whole_day=False)),
            RepeatRule(frequency=Frequency.WEEKLY, until=date(2026, 4, 21)),
        ),
    ],
)
def test_the_form_shows_what_is_left_of_a_rule_from_a_date_on(rule: Rule, found: RepeatRule) -> None:
    assert shown(rule) == found


@pytest.mark.parametrize(
    "rule",
    [
        Rule(Every.YEARLY),
        Rule(Every.MONTHLY, weekdays=((3, 2),)),
        Rule(Every.MONTHLY, month_days=(1, 15)),
        Rule(Every.DAILY, weekdays=((0, 2),)),
        replace(WEEKLY, months=(3, 4)),
        replace(WEEKLY, hours=(9, 15)),
        replace(WEEKLY, weekdays=((0, 2), (0, 6)), interval=2, week_start=6),
        replace(WEEKLY, count=500),
        replace(WEEKLY, count=3),
    ],
)
def test_the_form_does_not_show_a_rule_that_says_more_than_it_knows(rule: Rule) -> None:
    assert shown(rule) is None


def test_the_form_does_not_show_several_rules() -> None:
    assert shown_from([WEEKLY, Rule(Every.DAILY)], START, SINCE, ZONE) is None


def test_a_rule_that_is_shown_can_be_said_as_one() -> None:
    rule = RepeatRule(frequency=Frequency.WEEKLY, until=date(2026, 4, 22), weekdays=(Weekday.FRIDAY,))
    assert as_rule(rule) == Rule(
        Every.WEEKLY, until=Until(datetime(2026, 4, 22), utc=False, whole_day=True), weekdays=((0, 4),)
    )


def test_a_rule_without_end_is_written_and_said_without_one() -> None:
    rule = RepeatRule(frequency=Frequency.WEEKLY, interval=2)
    assert rule.written() == "FREQ=WEEKLY;INTERVAL=2"
    assert repeats_words.rule_words(rule) == "Every 2 weeks, without end"


def test_never_is_offered_as_an_end_only_where_it_can_be() -> None:
    assert "endless" not in dict(repeats_words.ends())
    assert dict(repeats_words.ends(endless=True))["endless"] == "Never"


def test_a_draft_without_end_tells_no_dates() -> None:
    draft = replace(draft_of(None, WEDNESDAY, may_be_endless=True), frequency=Frequency.WEEKLY, ends=Ends.ENDLESS)
    assert draft.rule() == RepeatRule(frequency=Frequency.WEEKLY)
    assert draft.dates() is None


def test_what_is_in_the_book_may_leave_its_own_weekday() -> None:
    draft = draft_of(RepeatRule(frequency=Frequency.WEEKLY, count=3), WEDNESDAY, anchored=False)
    assert draft.days == frozenset({2})
    rule = replace(draft, weekdays=frozenset({3})).rule()
    assert rule is not None
    assert rule.weekdays == (Weekday.THURSDAY,)


@pytest.mark.parametrize(
    ("name", "told"),
    [("Eva Novák", "Eva Novák: every Wednesday, 3 times"), ("", "Every Wednesday, 3 times")],
)
def test_what_was_done_is_told_with_or_without_a_name(name: str, told: str) -> None:
    trial = RuleTrial(since=START, kept=1, moved=0, gone=0, made=2)
    rule = RepeatRule(frequency=Frequency.WEEKLY, count=3)
    assert rule_words.done(name, rule, trial, ZONE) == f"{told} · Visits: 1 stays, 2 come"
