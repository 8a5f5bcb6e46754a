"""What is said of those who come to a class."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.gui.ground import attendee_words

pytestmark = pytest.mark.usefixtures("qapp")


def test_every_answer_and_every_payment_has_words_of_its_own() -> None:
    assert len({attendee_words.attendance(each) for each in Attendance}) == len(Attendance)
    assert len({attendee_words.payment(each) for each in Payment}) == len(Payment)


@pytest.mark.parametrize(
    ("heads", "seats", "words"),
    [(7, 12, "7 of 12 seats"), (0, 1, "0 of 1 seat"), (3, None, "3 signed up")],
)
def test_seats_are_counted_where_there_is_a_number_of_them(heads: int, seats: int | None, words: str) -> None:
    assert attendee_words.seats_taken(heads, seats) == words


def test_those_who_wait_are_counted() -> None:
    assert attendee_words.waiting(2) == "2 waiting"
