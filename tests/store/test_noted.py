"""The changes that a large write notes: as many and in the order in which they came, however they are held."""

from __future__ import annotations

import pytest

from frontdesk.store.noted import Noted


def change(number: int) -> tuple[str, int, str, str]:
    """Give a change; its text holds what JSON may."""
    return "patient", number, "", f'{{"name":"Núñez {number} \ud800"}}'


@pytest.mark.parametrize("many", [0, 1, 1_999, 2_000, 4_001])
def test_changes_come_back_in_order_as_often_as_they_are_asked_for(many: int) -> None:
    noted = Noted()
    noted.extend(change(number) for number in range(many))
    assert [list(noted), list(noted)] == [[change(number) for number in range(many)]] * 2
    assert (len(noted), bool(noted)) == (many, many > 0)


def test_what_was_packed_is_found_as_well() -> None:
    noted = Noted()
    noted.extend(change(number) for number in range(2_001))
    assert change(0) in noted
    assert change(2_001) not in noted
