from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import DAY, HOUR, MINUTE
from frontdesk.domain.length import Length, Unit


@pytest.mark.parametrize(
    ("length", "ms"),
    [
        (Length(0), 0),
        (Length(45), 45 * MINUTE),
        (Length(2, Unit.HOURS), 2 * HOUR),
        (Length(3, Unit.DAYS), 3 * DAY),
        (Length(2, Unit.WEEKS), 14 * DAY),
    ],
)
def test_a_length_is_so_many_milliseconds(length: Length, ms: int) -> None:
    assert length.ms == ms


def test_months_have_no_milliseconds() -> None:
    with pytest.raises(Invalid, match="months_vary") as refused:
        _ = Length(1, Unit.MONTHS).ms
    assert refused.value.facts["allowed"] == ["minutes", "hours", "days", "weeks"]


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (date(2026, 1, 31), Length(1, Unit.MONTHS), date(2026, 2, 28)),
        (date(2028, 1, 31), Length(1, Unit.MONTHS), date(2028, 2, 29)),
        (date(2026, 1, 31), Length(2, Unit.MONTHS), date(2026, 3, 31)),
        (date(2026, 3, 31), Length(1, Unit.MONTHS), date(2026, 4, 30)),
        (date(2026, 12, 15), Length(1, Unit.MONTHS), date(2027, 1, 15)),
        (date(2026, 11, 30), Length(1, Unit.MONTHS), date(2026, 12, 30)),
        (date(2026, 11, 30), Length(3, Unit.MONTHS), date(2027, 2, 28)),
        (date(2024, 2, 29), Length(12, Unit.MONTHS), date(2025, 2, 28)),
        (date(2024, 2, 29), Length(36, Unit.MONTHS), date(2027, 2, 28)),
        (date(2026, 12, 31), Length(1, Unit.DAYS), date(2027, 1, 1)),
        (date(2026, 3, 1), Length(2, Unit.WEEKS), date(2026, 3, 15)),
        (date(2026, 3, 1), Length(47, Unit.HOURS), date(2026, 3, 2)),
        (date(2026, 3, 1), Length(30), date(2026, 3, 1)),
    ],
)
def test_the_date_after_a_length(start: date, length: Length, end: date) -> None:
    assert length.after(start) == end


@pytest.mark.parametrize("amount", [-1, 100_001, True, 1.5, "3", None])
def test_an_amount_that_cannot_be_is_refused(amount: object) -> None:
    with pytest.raises(Invalid, match="bad_amount") as refused:
        Length(amount).checked("notice")  # type: ignore[arg-type]
    assert (refused.value.facts["field"], refused.value.facts["got"]) == ("notice.amount", amount)


@pytest.mark.parametrize("length", [Length(14), Length(61), Length(2, Unit.HOURS), Length(1, Unit.DAYS)])
def test_a_length_outside_its_bounds_is_refused_with_them(length: Length) -> None:
    with pytest.raises(Invalid, match="bad_length") as refused:
        length.checked("duration", least=15 * MINUTE, most=HOUR)
    assert refused.value.facts == {
        "field": "duration",
        "got": f"{length.amount} {length.unit.value}",
        "allowed": "15 to 60 minutes",
    }


@pytest.mark.parametrize("length", [Length(15), Length(60), Length(1, Unit.HOURS)])
def test_a_length_at_its_bounds_is_fine(length: Length) -> None:
    assert length.checked("duration", least=15 * MINUTE, most=HOUR) is length


def test_bounds_of_whole_days_are_told_in_days() -> None:
    with pytest.raises(Invalid) as refused:
        Length(1101, Unit.DAYS).checked("window", least=DAY, most=1100 * DAY)
    assert refused.value.facts["allowed"] == "1 to 1100 days"


def test_months_are_refused_where_they_make_no_sense() -> None:
    with pytest.raises(Invalid, match="months_vary") as refused:
        Length(1, Unit.MONTHS).checked("duration")
    assert refused.value.facts["field"] == "duration.unit"


@pytest.mark.parametrize(("amount", "fine"), [(0, False), (1, True), (36, True), (37, False)])
def test_so_many_months_may_be_counted(amount: int, fine: bool) -> None:
    length = Length(amount, Unit.MONTHS)
    if fine:
        assert length.checked("window", months=True) is length
    else:
        with pytest.raises(Invalid, match="bad_amount") as refused:
            length.checked("window", months=True)
        assert refused.value.facts["field"] == "window.amount"
