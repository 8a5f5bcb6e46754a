"""Why visits do not take place: the clinic's list."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.errors import Forbidden, Invalid
from frontdesk.domain.reason import LONGEST_REASON, MOST_REASONS, USUAL_REASONS, Away, Reason
from tests.support.clinics import READER, Desk
from tests.support.refusals import refused

ILL = Reason(Away.CANCEL, "Ill")
SNOW = Reason(Away.NO_SHOW, "Snow")


def test_a_new_clinic_has_the_usual_reasons(desk: Desk) -> None:
    assert desk.clinic.reasons.list() == USUAL_REASONS
    assert {one.away for one in desk.clinic.reasons.list(away=Away.LEFT)} == {Away.LEFT}


def test_a_list_takes_the_place_of_the_whole_one_in_its_order(desk: Desk) -> None:
    assert desk.clinic.reasons.put(reasons=[SNOW, Reason(Away.CANCEL, " Ill ")]) == (SNOW, ILL)
    assert desk.clinic.reasons.list() == (SNOW, ILL)
    assert desk.clinic.reasons.list(away=Away.CANCEL) == (ILL,)
    assert desk.clinic.reasons.list(away=Away.LEFT) == ()


def test_an_empty_list_means_the_usual_reasons_again(desk: Desk) -> None:
    desk.clinic.reasons.put(reasons=[SNOW])
    assert desk.clinic.reasons.put(reasons=[]) == USUAL_REASONS


def test_a_change_of_the_list_is_undone(desk: Desk) -> None:
    desk.clinic.reasons.put(reasons=[SNOW])
    desk.clinic.history.undo()
    assert desk.clinic.reasons.list() == USUAL_REASONS


def test_the_same_words_may_stand_for_two_ways(desk: Desk) -> None:
    both = (ILL, Reason(Away.LEFT, "Ill"))
    assert desk.clinic.reasons.put(reasons=both) == both


def test_as_many_and_as_long_as_allowed_are_kept(desk: Desk) -> None:
    many = tuple(Reason(Away.CANCEL, f"{n:02}".ljust(LONGEST_REASON, "x")) for n in range(MOST_REASONS))
    assert desk.clinic.reasons.put(reasons=many) == many


@pytest.mark.parametrize(
    ("reasons", "field"),
    [
        (None, "reasons"),
        (["Ill"], "reasons[0]"),
        ([ILL, Reason(Away.CANCEL, "")], "reasons[1].words"),
        ([Reason(Away.CANCEL, "a\nb")], "reasons[0].words"),
        ([Reason(Away.CANCEL, "x" * (LONGEST_REASON + 1))], "reasons[0].words"),
        ([ILL, Reason(Away.CANCEL, " ILL ")], "reasons[1].words"),
        ([Reason("cancel", "Ill")], "reasons[0].away"),  # type: ignore[arg-type]
        ([Reason(Away.CANCEL, str(n)) for n in range(MOST_REASONS + 1)], "reasons"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, reasons: Any, field: str) -> None:
    refusal = refused(desk.clinic.reasons.put, reasons=reasons)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field
    assert desk.clinic.reasons.list() == USUAL_REASONS


def test_who_may_only_look_reads_the_list_and_puts_none(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert reader.reasons.list() == USUAL_REASONS
        assert isinstance(refused(reader.reasons.put, reasons=[]), Forbidden)
