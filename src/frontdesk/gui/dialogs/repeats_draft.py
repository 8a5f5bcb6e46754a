"""How a visit comes again as it is being chosen, and what is chosen for each of its dates. No Qt, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.domain.calendar import Frequency, Taken
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Row, RowChoice, State
from frontdesk.domain.repeats import Dates, RepeatRule, dates_of
from frontdesk.domain.schedule import WEEKDAYS

NEVER = "never"
# What is offered first: a course of six, as most are.
USUAL_TIMES = 6


class Ends(StrEnum):
    """When it stops coming again."""

    AFTER = "after"
    ON = "on"
    ENDLESS = "endless"


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """The rule so far; `weekdays` are numbers from Monday, 0.

    `first` is the date of the visit itself, None while it has no time: then there are no dates to tell of. Where it is
    not `anchored` its weekday may be left out: dates that are in the book already go to others. `may_be_endless`
    offers to go on without end.
    """

    first: date | None
    frequency: Frequency | None = None
    interval: int = 1
    ends: Ends = Ends.AFTER
    count: int = USUAL_TIMES
    until: date | None = None
    weekdays: frozenset[int] = frozenset()
    anchored: bool = True
    may_be_endless: bool = False

    @property
    def choice(self) -> str:
        """Name what is chosen of never, daily, weekly and monthly."""
        return NEVER if self.frequency is None else self.frequency.value

    def every(self, choice: str) -> RuleDraft:
        """Give it with another frequency, or without one."""
        return replace(self, frequency=None if choice == NEVER else Frequency(choice))

    def on(self, first: date) -> RuleDraft:
        """Give it from another date on: the weekday goes along where it was that of the date alone."""
        moved = replace(self, first=first, weekdays=frozenset() if self.weekdays <= self.own else self.weekdays)
        lasts = self.ends is Ends.ON and self.until is None
        return replace(moved, until=moved.until_some_weeks()) if lasts else moved

    @property
    def own(self) -> frozenset[int]:
        """Give the weekday that cannot be left out: that of the visit itself, none while it has no time."""
        return frozenset() if self.first is None or not self.anchored else frozenset({self.first.weekday()})

    @property
    def days(self) -> frozenset[int]:
        """Give the weekdays that count; the date's own is always one, or the visit would not be on its date."""
        if not self.anchored and not self.weekdays and self.first is not None:
            return frozenset({self.first.weekday()})
        return self.weekdays | self.own

    def rule(self) -> RepeatRule | None:
        """Give the rule, None where it does not come again or its last date is not said yet."""
        if self.frequency is None or (self.ends is Ends.ON and self.until is None):
            return None
        others = self.first is not None and self.days != frozenset({self.first.weekday()})
        weekly = self.frequency is Frequency.WEEKLY and (len(self.days) > 1 or others)
        return RepeatRule(
            frequency=self.frequency,
            interval=self.interval,
            count=self.count if self.ends is Ends.AFTER else None,
            until=self.until if self.ends is Ends.ON else None,
            weekdays=tuple(WEEKDAYS[n] for n in sorted(self.days)) if weekly else (),
        )

    def dates(self) -> Dates | Invalid | None:
        """Give the dates that it makes, or why it makes none."""
        rule = self.rule()
        try:
            endless = self.ends is Ends.ENDLESS
            return None if rule is None or self.first is None or endless else dates_of(rule, self.first)
        except Invalid as refusal:
            return refusal

    def until_some_weeks(self) -> date | None:
        """Give the date that is offered where it lasts until one."""
        if self.until is not None or self.first is None:
            return self.until
        return self.first + timedelta(weeks=12)


def draft_of(
    rule: RepeatRule | None, first: date | None, *, anchored: bool = True, may_be_endless: bool = False
) -> RuleDraft:
    """Give the draft of a rule that is held already."""
    empty = RuleDraft(first, anchored=anchored, may_be_endless=may_be_endless)
    if rule is None:
        return empty
    ends = Ends.ON if rule.until is not None else Ends.ENDLESS if rule.count is None else Ends.AFTER
    return replace(
        empty,
        frequency=rule.frequency,
        interval=rule.interval,
        ends=ends,
        count=rule.count or USUAL_TIMES,
        until=rule.until,
        weekdays=frozenset(day.number for day in rule.weekdays) - empty.own,
    )


@dataclass(frozen=True, slots=True)
class TableDraft:
    """What is chosen for the dates of a plan: the policy for all, and the dates that it does not count for."""

    policy: Taken = Taken.SKIP
    choices: Mapping[date, RowChoice] = field(default_factory=dict)

    def with_policy(self, policy: Taken) -> TableDraft:
        """Give it with a policy for all: what was chosen for single dates that are not free goes."""
        kept = {day: choice for day, choice in self.choices.items() if choice.does is None or _is_other_time(choice)}
        return replace(self, policy=policy, choices=kept)

    def choosing(self, row: Row, does: Does) -> TableDraft:
        """Give it with something else done about one date."""
        others = {day: choice for day, choice in self.choices.items() if day != row.date}
        if row.state is State.OK and does is not Does.SKIP:
            return replace(self, choices=others)
        wanted = {Does.SKIP: Taken.SKIP, Does.BOOK_ANYWAY: Taken.BOOK_ANYWAY}.get(does, Taken.NEXT_FREE)
        if row.state is not State.OK and wanted is self.policy:
            return replace(self, choices=others)
        return replace(self, choices={**others, row.date: RowChoice(date=row.date, does=wanted)})

    def kept_for(self, plan: RepeatPlan) -> TableDraft:
        """Give it without the choices for dates that are in the plan no more."""
        days = {row.date for row in plan.rows}
        return replace(self, choices={day: choice for day, choice in self.choices.items() if day in days})

    def rows(self) -> tuple[RowChoice, ...]:
        """Give the choices as `repeats.plan` and `repeats.book` take them."""
        return tuple(self.choices[day] for day in sorted(self.choices))

    def done(self, row: Row) -> Does:
        """Tell what will be done about a date after what is chosen now, before the plan has been asked again."""
        choice = self.choices.get(row.date)
        wanted = None if choice is None else choice.does
        if row.state is State.OK:
            return Does.SKIP if wanted is Taken.SKIP else Does.BOOK
        done = Does((wanted or self.policy).value)
        return Does.SKIP if done is Does.NEXT_FREE and row.alternative is None else done


def _is_other_time(choice: RowChoice) -> bool:
    return choice.start is not None or choice.practitioner is not None


def offers(row: Row, *, may_overbook: bool) -> tuple[Does, ...]:
    """List what can be done about a date, in the order in which Space goes through it."""
    if row.state is State.OK:
        return (Does.BOOK, Does.SKIP)
    found = [Does.SKIP]
    if may_overbook and row.state is not State.PAST:
        found.append(Does.BOOK_ANYWAY)
    if row.alternative is not None:
        found.append(Does.NEXT_FREE)
    return tuple(found)


def booked_start(row: Row, done: Does) -> Instant | None:
    """Give when a date is booked where that is done about it."""
    if done is Does.SKIP:
        return None
    if row.does is done:
        return row.booked_start
    if done is Does.NEXT_FREE:
        return None if row.alternative is None else row.alternative.start
    return row.start


@dataclass(frozen=True, slots=True)
class Sums:
    """How many dates there are, and what becomes of them."""

    dates: int
    booked: int
    skipped: int
    moved: int
    anyway: int


def sums(plan: RepeatPlan, draft: TableDraft) -> Sums:
    """Count what becomes of the dates of a plan after what is chosen now."""
    done = [draft.done(row) for row in plan.rows]
    skipped = done.count(Does.SKIP)
    return Sums(len(done), len(done) - skipped, skipped, done.count(Does.NEXT_FREE), done.count(Does.BOOK_ANYWAY))
