from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.schedule import (
    MOST_RULES,
    WEEKDAYS,
    Minute,
    Rule,
    Schedule,
    Stretch,
    Weekday,
    checked_rules,
    week_of,
    weekly,
)
from tests.domain import hours_by_hand

MONDAY = date(2026, 3, 16)
ONE_DAY = timedelta(days=1)


def stretch(start: str, end: str) -> Stretch:
    """Make a stretch from HH:MM to HH:MM."""
    a, b = (int(text[:2]) * 60 + int(text[3:]) for text in (start, end))
    return Stretch(Minute(a), Minute(b))


def on(day: Weekday | date, *hours: str, **more: object) -> Rule:
    """Make a rule of a weekday or a date, its hours as in "09:00-12:00"."""
    intervals = tuple(stretch(*text.split("-")) for text in hours)
    which = {"day": day} if isinstance(day, Weekday) else {"date": day}
    return Rule(**which, intervals=intervals, **more)  # type: ignore[arg-type]


def schedule(*rules: Rule, zone: str = "UTC") -> Schedule:
    """Make a schedule that was checked."""
    return Schedule(id=Id(1), name="", zone=zone, location_id=Id(1), rules=rules).checked()


def refusal(rules: Sequence[Rule]) -> tuple[str, object]:
    """Give the reason and the field of what is refused."""
    with pytest.raises(Invalid) as refused:
        checked_rules(rules)
    assert "got" in refused.value.facts
    assert refused.value.facts["allowed"]
    return refused.value.reason, refused.value.facts["field"]


def test_a_week_is_open_on_its_days_and_closed_on_those_left_out() -> None:
    week = schedule(on(Weekday.MONDAY, "09:00-12:00", "13:00-17:00"))
    assert week.stretches_on(MONDAY) == (stretch("09:00", "12:00"), stretch("13:00", "17:00"))
    assert week.stretches_on(MONDAY + ONE_DAY) == ()


@pytest.mark.parametrize("day", WEEKDAYS)
def test_each_weekday_holds_on_its_own_dates_alone(day: Weekday) -> None:
    dates = [MONDAY + n * ONE_DAY for n in range(14)]
    assert [d.strftime("%A").lower() for d in dates if on(day).holds_on(d)] == [day.value, day.value]


def test_adjacent_stretches_merge_and_come_out_in_order() -> None:
    (rule,) = checked_rules([on(Weekday.MONDAY, "13:00-17:00", "12:00-13:00", "08:00-09:00")])
    assert rule.intervals == (stretch("08:00", "09:00"), stretch("12:00", "17:00"))


def test_stretches_of_several_rules_of_a_day_that_touch_are_one() -> None:
    week = schedule(on(Weekday.MONDAY, "12:00-17:00"), on(Weekday.MONDAY, "09:00-12:00", since=MONDAY))
    assert week.stretches_on(MONDAY) == (stretch("09:00", "17:00"),)


def test_a_day_may_end_at_24_00() -> None:
    week = schedule(on(Weekday.MONDAY, "22:00-24:00"))
    assert week.stretches_on(MONDAY) == (Stretch(Minute(1320), Minute(1440)),)


@pytest.mark.parametrize(
    ("hours", "reason", "field"),
    [
        (("22:00-06:00",), "not_in_one_day", "rules[0].intervals[0].to"),
        (("09:00-12:00", "09:00-09:00"), "not_in_one_day", "rules[0].intervals[1].to"),
        (("09:00-24:01",), "not_in_one_day", "rules[0].intervals[0].to"),
        (("24:00-24:00",), "not_in_one_day", "rules[0].intervals[0].from"),
        (("09:00-12:00", "11:59-13:00"), "hours_overlap", "rules[0].intervals[1]"),
        (("11:59-13:00", "09:00-12:00"), "hours_overlap", "rules[0].intervals[0]"),
        (("09:00-12:00", "09:00-12:00"), "hours_overlap", "rules[0].intervals[1]"),
        (("09:00-17:00", "10:00-11:00"), "hours_overlap", "rules[0].intervals[1]"),
    ],
)
@pytest.mark.parametrize("day", [Weekday.MONDAY, MONDAY])
def test_hours_that_cannot_be_are_refused_at_their_place(
    hours: Sequence[str], reason: str, field: str, day: Weekday | date
) -> None:
    assert refusal([on(day, *hours)]) == (reason, field)


def test_a_stretch_before_midnight_is_refused() -> None:
    rule = Rule(day=Weekday.MONDAY, intervals=(Stretch(Minute(-1), Minute(60)),))
    assert refusal([rule]) == ("not_in_one_day", "rules[0].intervals[0].from")


@pytest.mark.parametrize(
    ("rule", "reason", "field"),
    [
        (Rule(), "day_xor_date", "rules[1]"),
        (Rule(day=Weekday.MONDAY, date=MONDAY), "day_xor_date", "rules[1]"),
        (on(MONDAY, every=2), "date_repeats", "rules[1].every"),
        (on(MONDAY, since=MONDAY), "date_repeats", "rules[1].since"),
        (on(Weekday.MONDAY, every=0, since=MONDAY), "bad_every", "rules[1].every"),
        (on(Weekday.MONDAY, every=-1, since=MONDAY), "bad_every", "rules[1].every"),
        (on(Weekday.MONDAY, every=53, since=MONDAY), "bad_every", "rules[1].every"),
        (on(Weekday.MONDAY, every=2), "since_needed", "rules[1].since"),
        (on(Weekday.MONDAY, since=MONDAY, until=MONDAY - ONE_DAY), "until_before_start", "rules[1].until"),
        (on(MONDAY, until=MONDAY - ONE_DAY), "until_before_start", "rules[1].until"),
        (on(MONDAY, note="x" * 201), "too_long_text", "rules[1].note"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_field(rule: Rule, reason: str, field: str) -> None:
    assert refusal([on(Weekday.FRIDAY, "09:00-10:00"), rule]) == (reason, field)


@pytest.mark.parametrize("every", [1, 52])
def test_a_rule_may_hold_every_week_up_to_every_52nd(every: int) -> None:
    assert checked_rules([on(Weekday.MONDAY, every=every, since=MONDAY, note="x" * 200)])


def test_there_may_be_so_many_rules_and_no_more() -> None:
    many = [on(MONDAY + n * ONE_DAY) for n in range(MOST_RULES)]
    assert len(checked_rules(many)) == MOST_RULES
    assert refusal([*many, on(Weekday.MONDAY)]) == ("too_many", "rules")


def test_rules_come_out_weekdays_first_and_in_order() -> None:
    rules = [on(MONDAY), on(Weekday.TUESDAY), on(MONDAY - ONE_DAY), on(Weekday.MONDAY)]
    assert [rule.day or rule.date for rule in checked_rules(rules)] == [
        Weekday.MONDAY,
        Weekday.TUESDAY,
        MONDAY - ONE_DAY,
        MONDAY,
    ]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Madrid", "Australia/Lord_Howe", "Etc/GMT+12"])
def test_any_zone_of_the_database_will_do(zone: str) -> None:
    assert schedule(zone=zone).zone == zone


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc", " UTC", "UTC+1"])
def test_an_unknown_zone_is_refused_as_zone_name(zone: str) -> None:
    with pytest.raises(Invalid, match="unknown_zone") as refused:
        schedule(zone=zone)
    assert (refused.value.facts["field"], refused.value.facts["got"]) == ("zone_name", zone)


def test_a_date_rule_replaces_that_weekdays() -> None:
    held = schedule(on(Weekday.MONDAY, "09:00-17:00"), on(MONDAY, "12:00-13:00"))
    assert held.stretches_on(MONDAY) == (stretch("12:00", "13:00"),)
    assert held.stretches_on(MONDAY + 7 * ONE_DAY) == (stretch("09:00", "17:00"),)


def test_a_date_rule_without_hours_closes_the_date() -> None:
    assert schedule(on(Weekday.MONDAY, "09:00-17:00"), on(MONDAY)).stretches_on(MONDAY) == ()


def test_a_date_rule_opens_a_date_that_is_closed_otherwise() -> None:
    assert schedule(on(MONDAY, "09:00-10:00")).stretches_on(MONDAY) == (stretch("09:00", "10:00"),)


def test_a_span_of_dates_holds_from_its_first_to_its_last() -> None:
    held = schedule(*(on(day, "09:00-10:00") for day in WEEKDAYS), on(MONDAY, until=MONDAY + 2 * ONE_DAY))
    assert [bool(held.stretches_on(MONDAY + n * ONE_DAY)) for n in range(-1, 4)] == [True, False, False, False, True]


def test_the_narrower_of_two_date_rules_holds_where_one_lies_within_the_other() -> None:
    month = on(date(2026, 7, 1), until=date(2026, 7, 31))
    week = on(date(2026, 7, 6), "08:00-09:00", until=date(2026, 7, 10))
    day = on(date(2026, 7, 8), "10:00-11:00")
    for order in ((month, week, day), (day, month, week)):
        held = schedule(*order)
        assert held.stretches_on(date(2026, 7, 8)) == (stretch("10:00", "11:00"),)
        assert held.stretches_on(date(2026, 7, 7)) == (stretch("08:00", "09:00"),)
        assert held.stretches_on(date(2026, 7, 11)) == ()


@pytest.mark.parametrize(("first", "last"), [(6, 10), (1, 31), (1, 6), (10, 12)])
def test_a_date_rule_may_lie_within_another_also_at_its_edge(first: int, last: int) -> None:
    outer = on(date(2026, 7, 1), until=date(2026, 7, 31))
    inner = on(date(2026, 7, first), until=date(2026, 7, last))
    if (first, last) == (1, 31):
        assert refusal([outer, inner]) == ("dates_cross", "rules[1].date")
    else:
        assert checked_rules([outer, inner])


@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 6, 20), date(2026, 7, 5)), (date(2026, 7, 31), date(2026, 8, 1))]
)
def test_date_rules_that_cross_are_refused(first: date, last: date) -> None:
    outer = on(date(2026, 7, 1), until=date(2026, 7, 31))
    assert refusal([outer, on(first, until=last)]) == ("dates_cross", "rules[1].date")
    assert refusal([on(first, until=last), outer]) == ("dates_cross", "rules[1].date")


def test_two_rules_for_one_date_are_refused() -> None:
    assert refusal([on(MONDAY, "09:00-10:00"), on(MONDAY, "11:00-12:00")]) == ("dates_cross", "rules[1].date")


def test_date_rules_that_follow_one_another_are_fine() -> None:
    assert checked_rules([on(MONDAY, until=MONDAY + ONE_DAY), on(MONDAY + 2 * ONE_DAY)])


def test_a_weekday_rule_holds_from_since_to_until_both_included() -> None:
    rule = on(Weekday.MONDAY, since=MONDAY, until=MONDAY + 14 * ONE_DAY)
    assert [rule.holds_on(MONDAY + 7 * n * ONE_DAY) for n in range(-1, 4)] == [False, True, True, True, False]


def test_every_second_week_counts_on_over_the_end_of_a_year_of_53_weeks() -> None:
    # 2026 has 53 weeks: counting even weeks of each year would open two weeks running.
    rule = on(Weekday.MONDAY, every=2, since=date(2026, 12, 14))
    mondays = [date(2026, 12, 14) + 7 * n * ONE_DAY for n in range(6)]
    assert [rule.holds_on(day) for day in mondays] == [True, False, True, False, True, False]


def test_weeks_are_counted_from_the_week_of_since_whatever_its_day() -> None:
    wednesday = MONDAY + 2 * ONE_DAY
    rule = on(Weekday.MONDAY, every=3, since=wednesday)
    assert [n for n in range(8) if rule.holds_on(MONDAY + 7 * n * ONE_DAY)] == [3, 6]
    assert on(Weekday.FRIDAY, every=3, since=wednesday).holds_on(MONDAY + 4 * ONE_DAY)


def test_two_fortnightly_rules_in_alternating_weeks_do_not_overlap() -> None:
    one = on(Weekday.MONDAY, "09:00-17:00", every=2, since=MONDAY)
    other = on(Weekday.MONDAY, "12:00-20:00", every=2, since=MONDAY + 7 * ONE_DAY)
    held = schedule(one, other)
    assert held.stretches_on(MONDAY + 14 * ONE_DAY) == (stretch("09:00", "17:00"),)
    assert held.stretches_on(MONDAY + 21 * ONE_DAY) == (stretch("12:00", "20:00"),)


@pytest.mark.parametrize("since", [MONDAY, MONDAY + 2 * ONE_DAY, MONDAY + 14 * ONE_DAY])
def test_two_fortnightly_rules_in_the_same_weeks_overlap(since: date) -> None:
    one = on(Weekday.MONDAY, "09:00-17:00", every=2, since=MONDAY)
    other = on(Weekday.MONDAY, "12:00-20:00", every=2, since=since)
    assert refusal([one, other]) == ("hours_overlap", "rules[1].intervals")


def test_a_fortnightly_rule_over_a_weekly_one_overlaps() -> None:
    weekly_rule = on(Weekday.MONDAY, "09:00-12:00")
    assert refusal([weekly_rule, on(Weekday.MONDAY, "11:00-13:00", every=2, since=MONDAY)]) == (
        "hours_overlap",
        "rules[1].intervals",
    )
    assert checked_rules([weekly_rule, on(Weekday.MONDAY, "12:00-13:00", every=2, since=MONDAY)])
    assert checked_rules([weekly_rule, on(Weekday.TUESDAY, "11:00-13:00", every=2, since=MONDAY)])


def test_a_rota_of_three_and_one_of_two_weeks_meet_unless_they_end_before() -> None:
    thirds = on(Weekday.MONDAY, "09:00-12:00", every=3, since=MONDAY)
    halves = on(Weekday.MONDAY, "09:00-12:00", every=2, since=MONDAY + 7 * ONE_DAY)
    assert refusal([thirds, halves])[0] == "hours_overlap"
    # They meet in week 3 for the first time.
    ended = on(Weekday.MONDAY, "09:00-12:00", every=2, since=MONDAY + 7 * ONE_DAY, until=MONDAY + 20 * ONE_DAY)
    assert checked_rules([thirds, ended])


def test_hours_that_take_over_from_others_may_share_days_of_other_weekdays() -> None:
    old = on(Weekday.MONDAY, "09:00-17:00", until=MONDAY + 3 * ONE_DAY)
    new = on(Weekday.MONDAY, "10:00-18:00", since=MONDAY + ONE_DAY)
    assert checked_rules([old, new])
    assert refusal([old, on(Weekday.MONDAY, "10:00-18:00", since=MONDAY)])[0] == "hours_overlap"


rotas = st.builds(
    lambda since, length, every: on(
        Weekday.THURSDAY,
        "09:00-10:00",
        every=every,
        since=MONDAY + since * ONE_DAY,
        until=None if length is None else MONDAY + (since + length) * ONE_DAY,
    ),
    st.integers(0, 40),
    st.none() | st.integers(0, 60),
    st.integers(1, 5),
)


@given(rotas, rotas)
def test_rules_overlap_exactly_when_some_date_has_both(one: Rule, other: Rule) -> None:
    # Within twenty weeks of the later start every pair of rotas up to five weeks long has met, if ever.
    dates = [MONDAY + n * ONE_DAY for n in range(200)]
    if any(one.holds_on(day) and other.holds_on(day) for day in dates):
        assert refusal([one, other]) == ("hours_overlap", "rules[1].intervals")
    else:
        assert checked_rules([one, other])


stretches = st.builds(
    lambda a, b: Stretch(Minute(min(a, b)), Minute(max(a, b))), st.integers(0, 1440), st.integers(0, 1440)
)
days_from_monday = st.integers(0, 60).map(lambda n: MONDAY + n * ONE_DAY)
weekday_rules = st.builds(
    lambda day, since, length, every, hours: Rule(
        day=day,
        since=since,
        every=every,
        until=None if length is None else since + length * ONE_DAY,
        intervals=tuple(hours),
    ),
    st.sampled_from(WEEKDAYS),
    days_from_monday,
    st.none() | st.integers(0, 60),
    st.integers(1, 4),
    st.lists(stretches, max_size=2),
)
date_rules = st.builds(
    lambda first, length, hours: Rule(date=first, until=first + length * ONE_DAY, intervals=tuple(hours)),
    days_from_monday,
    st.integers(0, 10),
    st.lists(stretches, max_size=2),
)


@given(st.lists(weekday_rules | date_rules, max_size=6))
def test_any_rules_that_are_not_refused_say_what_reading_them_by_hand_says(rules: list[Rule]) -> None:
    try:
        held = schedule(*rules)
    except Invalid:
        assume(False)
    for n in range(-3, 90):
        day = MONDAY + n * ONE_DAY
        got = {m for s in held.stretches_on(day) for m in range(s.start, s.end)}
        wanted = {m for a, b in hours_by_hand.stretches_on(rules, day) for m in range(a, b)}
        assert got == wanted


@given(st.lists(weekday_rules | date_rules, max_size=6))
def test_rules_that_were_checked_are_as_they_are_when_checked_again(rules: list[Rule]) -> None:
    try:
        once = checked_rules(rules)
    except Invalid:
        assume(False)
    assert checked_rules(once) == once


def test_plain_weekly_hours_become_rules_and_come_back() -> None:
    hours = (WeeklyHours(0, 540, 720), WeeklyHours(0, 780, 1020), WeeklyHours(6, 0, 1440))
    rules = weekly(hours)
    assert [(rule.day, len(rule.intervals)) for rule in rules] == [(Weekday.MONDAY, 2), (Weekday.SUNDAY, 1)]
    assert week_of(rules) == hours


def test_plain_weekly_hours_are_only_those_that_hold_every_week_without_end() -> None:
    rules = [
        on(Weekday.MONDAY, "09:00-10:00"),
        on(Weekday.TUESDAY, "09:00-10:00", every=2, since=MONDAY),
        on(Weekday.WEDNESDAY, "09:00-10:00", since=MONDAY),
        on(Weekday.THURSDAY, "09:00-10:00", until=MONDAY),
        on(MONDAY, "09:00-10:00"),
    ]
    assert week_of(rules) == (WeeklyHours(0, 540, 600),)


def test_plain_weekly_hours_of_two_rules_that_touch_are_one_stretch() -> None:
    rules = [on(Weekday.MONDAY, "12:00-13:00"), on(Weekday.MONDAY, "09:00-12:00")]
    assert week_of(rules) == (WeeklyHours(0, 540, 780),)


@pytest.mark.parametrize("number", [-1, 7])
def test_weekly_hours_of_no_weekday_are_refused(number: int) -> None:
    with pytest.raises(Invalid, match="no_such_weekday") as refused:
        weekly([WeeklyHours(0, 540, 600), WeeklyHours(number, 540, 600)])
    assert refused.value.facts["field"] == "hours[1].weekday"
