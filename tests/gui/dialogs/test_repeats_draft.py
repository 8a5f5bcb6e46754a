"""How a series is chosen, without a screen: the rule, and what is done about each date."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.calendar import Frequency, Taken
from frontdesk.domain.errors import Invalid
from frontdesk.domain.repeat_plan import Does, RowChoice, State
from frontdesk.domain.repeats import Dates, RepeatRule
from frontdesk.domain.schedule import Weekday
from frontdesk.gui.dialogs.repeats_draft import (
    NEVER,
    Ends,
    RuleDraft,
    Sums,
    TableDraft,
    booked_start,
    draft_of,
    offers,
    sums,
)
from tests.support.made_series import LATER, a_plan, a_row

WEDNESDAY = date(2026, 3, 18)
EVERY_OTHER = RepeatRule(frequency=Frequency.WEEKLY, interval=2, count=6)


def weekly(**more: object) -> RuleDraft:
    return RuleDraft(WEDNESDAY, Frequency.WEEKLY, **more)  # type: ignore[arg-type]


def test_a_visit_comes_once_at_first() -> None:
    draft = RuleDraft(WEDNESDAY)
    assert (draft.choice, draft.rule()) == (NEVER, None)


def test_a_frequency_makes_a_rule_of_six_times() -> None:
    assert RuleDraft(WEDNESDAY).every("monthly").rule() == RepeatRule(frequency=Frequency.MONTHLY, count=6)


def test_once_again_makes_none() -> None:
    assert weekly().every(NEVER).rule() is None


def test_the_visits_own_weekday_alone_needs_no_saying() -> None:
    rule = weekly(weekdays=frozenset({2})).rule()
    assert rule is not None
    assert rule.weekdays == ()


def test_other_weekdays_come_beside_the_visits_own() -> None:
    rule = weekly(weekdays=frozenset({4})).rule()
    assert rule is not None
    assert rule.weekdays == (Weekday.WEDNESDAY, Weekday.FRIDAY)


def test_weekdays_are_forgotten_where_it_comes_monthly() -> None:
    rule = weekly(weekdays=frozenset({4})).every("monthly").rule()
    assert rule is not None
    assert rule.weekdays == ()


def test_an_end_on_a_day_takes_the_place_of_the_times() -> None:
    rule = weekly(ends=Ends.ON, until=date(2026, 6, 1)).rule()
    assert rule is not None
    assert (rule.count, rule.until) == (None, date(2026, 6, 1))


def test_without_the_last_day_there_is_no_rule_yet() -> None:
    assert weekly(ends=Ends.ON).rule() is None


def test_the_dates_are_told_as_they_will_be() -> None:
    found = weekly(count=2).dates()
    assert found == Dates((WEDNESDAY, date(2026, 3, 25)))


def test_what_makes_no_dates_is_told_as_a_refusal() -> None:
    found = weekly(ends=Ends.ON, until=date(2026, 3, 1)).dates()
    assert isinstance(found, Invalid)
    assert found.reason == "until_before_start"


def test_a_rule_that_is_held_becomes_the_same_rule_again() -> None:
    assert draft_of(EVERY_OTHER, WEDNESDAY).rule() == EVERY_OTHER


def test_weekdays_of_a_rule_that_is_held_stay() -> None:
    rule = RepeatRule(frequency=Frequency.WEEKLY, count=4, weekdays=(Weekday.MONDAY, Weekday.WEDNESDAY))
    assert draft_of(rule, WEDNESDAY).rule() == rule


def test_the_own_weekday_goes_along_to_another_day() -> None:
    assert weekly().on(date(2026, 3, 19)).days == frozenset({3})


def test_other_weekdays_stay_when_the_visit_goes_to_another_day() -> None:
    assert weekly(weekdays=frozenset({0})).on(date(2026, 3, 19)).days == frozenset({0, 3})


# What is done about each date.


def test_without_a_choice_the_policy_counts_where_a_date_is_taken() -> None:
    taken = a_row(1, State.TAKEN)
    done = [TableDraft(policy).done(taken) for policy in Taken]
    assert done == [Does.SKIP, Does.BOOK_ANYWAY, Does.NEXT_FREE]


def test_a_free_date_is_booked_whatever_the_policy() -> None:
    assert {TableDraft(policy).done(a_row(0)) for policy in Taken} == {Does.BOOK}


def test_next_free_is_skipping_where_nothing_is_free() -> None:
    assert TableDraft(Taken.NEXT_FREE).done(a_row(1, State.CLOSED, alternative=False)) is Does.SKIP


def test_a_choice_goes_before_the_policy() -> None:
    row = a_row(1, State.TAKEN)
    draft = TableDraft(Taken.SKIP).choosing(row, Does.NEXT_FREE)
    assert (draft.done(row), draft.rows()) == (Does.NEXT_FREE, (RowChoice(date=row.date, does=Taken.NEXT_FREE),))


def test_choosing_what_the_policy_says_anyway_leaves_no_choice() -> None:
    row = a_row(1, State.TAKEN)
    draft = TableDraft(Taken.SKIP).choosing(row, Does.NEXT_FREE).choosing(row, Does.SKIP)
    assert draft.rows() == ()


def test_a_free_date_can_be_skipped_and_taken_back() -> None:
    row = a_row(0)
    skipped = TableDraft().choosing(row, Does.SKIP)
    assert (skipped.done(row), skipped.choosing(row, Does.BOOK).rows()) == (Does.SKIP, ())


def test_a_policy_for_all_takes_single_choices_away() -> None:
    draft = TableDraft().choosing(a_row(1, State.TAKEN), Does.NEXT_FREE).with_policy(Taken.BOOK_ANYWAY)
    assert (draft.policy, draft.rows()) == (Taken.BOOK_ANYWAY, ())


def test_another_time_that_was_chosen_outlives_a_policy() -> None:
    row = a_row(1)
    choice = RowChoice(date=row.date, start=LATER)
    assert TableDraft(choices={row.date: choice}).with_policy(Taken.NEXT_FREE).rows() == (choice,)


def test_choices_for_dates_that_are_gone_go() -> None:
    draft = TableDraft().choosing(a_row(2), Does.SKIP)
    assert draft.kept_for(a_plan(State.OK, State.OK)).rows() == ()


@pytest.mark.parametrize(
    ("state", "alternative", "may", "found"),
    [
        (State.OK, True, True, (Does.BOOK, Does.SKIP)),
        (State.TAKEN, True, True, (Does.SKIP, Does.BOOK_ANYWAY, Does.NEXT_FREE)),
        (State.TAKEN, True, False, (Does.SKIP, Does.NEXT_FREE)),
        (State.TAKEN, False, True, (Does.SKIP, Does.BOOK_ANYWAY)),
        (State.PAST, True, True, (Does.SKIP, Does.NEXT_FREE)),
    ],
)
def test_only_what_is_possible_is_offered(state: State, alternative: bool, may: bool, found: tuple[Does, ...]) -> None:
    assert offers(a_row(0, state, alternative=alternative), may_overbook=may) == found


def test_where_a_date_is_booked_follows_what_is_done() -> None:
    row = a_row(1, State.TAKEN)
    assert row.alternative is not None
    found = [booked_start(row, does) for does in (Does.SKIP, Does.BOOK_ANYWAY, Does.NEXT_FREE)]
    assert found == [None, row.start, row.alternative.start]


def test_the_sums_follow_the_choices_at_once() -> None:
    plan = a_plan(State.OK, State.TAKEN, State.CLOSED, State.OK)
    draft = TableDraft(Taken.NEXT_FREE).choosing(plan.rows[2], Does.BOOK_ANYWAY).choosing(plan.rows[3], Does.SKIP)
    assert sums(plan, draft) == Sums(dates=4, booked=3, skipped=1, moved=1, anyway=1)
