"""The order in which those who wait are asked (C72)."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, Instant
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.domain.waitlist_ranking import Chance, FitReason, ranked, score_of, waits_before

CLOSE = (FitReason.CHOSEN_PRACTITIONER, FitReason.PREFERRED_DAY, FitReason.USUAL_TIME)


def chance(id: int = 1, *, since: int = 0, urgency: Urgency = Urgency.ROUTINE, **more: Any) -> Chance:
    """Make a chance of one who waits since an instant."""
    entry = WaitlistEntry(id=Id(id), patient_id=Id(id), urgency=urgency, created_by="desk", created_at=Instant(since))
    return Chance(entry, Instant(9 * HOUR), Instant(10 * HOUR), **more)


def order(*chances: Chance, line: bool = False) -> list[int]:
    """Give the ids in their order."""
    return [one.chance.entry.id for one in ranked(chances, line=line)]


chances = st.lists(
    st.builds(
        chance,
        st.integers(1, 10_000),
        since=st.integers(0, 3 * DAY),
        urgency=st.sampled_from(Urgency),
        close=st.lists(st.sampled_from(CLOSE), unique=True).map(tuple),
        filled=st.integers(0, 100),
        gives_up_at=st.none() | st.integers(1, 30 * DAY),
    ),
    unique_by=lambda one: one.entry.id,
    max_size=12,
)


@given(chances, st.randoms(), st.booleans())
def test_the_order_does_not_depend_on_that_of_what_is_given(found: list[Chance], chance: Any, line: bool) -> None:
    shuffled = chance.sample(found, len(found))
    assert order(*shuffled, line=line) == order(*found, line=line)


@given(chances)
def test_nobody_comes_before_a_more_urgent_one_and_scores_only_fall(found: list[Chance]) -> None:
    places = ranked(found)
    steps = [list(Urgency).index(one.chance.entry.urgency) for one in places]
    assert steps == sorted(steps, reverse=True)
    assert [one.score for one in places] == sorted((one.score for one in places), reverse=True)


@given(chances)
def test_a_line_goes_by_urgency_and_then_by_who_came_first(found: list[Chance]) -> None:
    entries = sorted((one.entry for one in found), key=waits_before)
    assert order(*found, line=True) == [entry.id for entry in entries]


@given(chances)
def test_exactly_those_who_wait_longest_are_said_to(found: list[Chance]) -> None:
    said = {one.chance.entry.created_at for one in ranked(found) if FitReason.WAITED_LONGEST in one.reasons}
    assert said == ({min(one.entry.created_at for one in found)} if found else set())


def test_closeness_outweighs_a_gap_that_is_filled() -> None:
    near, full = chance(1, since=5, close=(FitReason.USUAL_TIME,), filled=1), chance(2, since=1)
    assert order(full, near) == [1, 2]
    assert score_of(near) - score_of(full) == 901


def test_what_is_asked_for_outweighs_what_the_record_says() -> None:
    asked = chance(1, since=9, close=(FitReason.PREFERRED_DAY,))
    usual = chance(2, close=(FitReason.USUAL_TIME, FitReason.USUAL_PRACTITIONER))
    assert order(usual, asked) == [1, 2]


def test_a_later_visit_that_is_let_go_counts_within_a_day_of_waiting_alone() -> None:
    later = chance(1, since=HOUR, gives_up_at=Instant(30 * DAY))
    assert order(chance(2, gives_up_at=Instant(20 * DAY)), later) == [1, 2]
    assert order(chance(2), chance(1, since=DAY, gives_up_at=Instant(30 * DAY))) == [2, 1]


def test_only_the_first_of_a_line_is_next() -> None:
    first, second = ranked([chance(1), chance(2, since=5)], line=True)
    assert FitReason.NEXT_IN_LINE in first.reasons
    assert second.reasons == ()
