from __future__ import annotations

import pytest

from frontdesk.domain.equipment import Equipment
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id


def equipment(quantity: int = 1, out_of_service: int = 0) -> Equipment:
    """Make an equipment."""
    return Equipment(id=Id(1), location_id=Id(2), name="Ultrasound", quantity=quantity, out_of_service=out_of_service)


@pytest.mark.parametrize(("quantity", "out", "usable"), [(1, 0, 1), (1, 1, 0), (3, 1, 2), (100, 100, 0)])
def test_usable_is_what_is_not_out_of_service(quantity: int, out: int, usable: int) -> None:
    assert equipment(quantity, out).checked().usable == usable


@pytest.mark.parametrize(
    ("quantity", "out", "reason", "field"),
    [
        (0, 0, "bad_quantity", "quantity"),
        (-1, 0, "bad_quantity", "quantity"),
        (101, 0, "bad_quantity", "quantity"),
        (2, 3, "bad_out_of_service", "out_of_service"),
        (2, -1, "bad_out_of_service", "out_of_service"),
    ],
)
def test_numbers_that_cannot_be_are_refused(quantity: int, out: int, reason: str, field: str) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        equipment(quantity, out).checked()
    assert refused.value.facts["field"] == field
    assert refused.value.facts["got"] == (quantity if field == "quantity" else out)
