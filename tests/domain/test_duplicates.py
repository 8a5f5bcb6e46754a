"""How likely someone being entered is in the book already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.domain.duplicates import Draft, Likeness, one_slip_apart
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient

BORN = date(1979, 6, 2)
HELD = Patient(
    id=Id(1), number="1", given_name="Leo", family_name="Martín", birth_date=BORN, phones=("+34 612 34 22 84",)
)


def likeness(given: str, family: str, birth: date | None = None, *phones: str, held: Patient = HELD) -> Likeness:
    return Draft(given, family, birth, phones).likeness(held)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (("Leo", "Martin", BORN), Likeness.SAME_NAME_BIRTH),
        (("Martin", "Leo", BORN), Likeness.SAME_NAME_BIRTH),
        (("Leo", "Matrin", BORN), Likeness.LIKE_NAME_BIRTH),
        (("Le", "Mart", BORN), Likeness.NONE),
        (("Leo", "Mart", BORN), Likeness.LIKE_NAME_BIRTH),
        (("", "Martin", BORN), Likeness.LIKE_NAME_BIRTH),
        (("Leo", "Martin", None, "612342284"), Likeness.SAME_NAME_PHONE),
        (("Leo", "Matrin", None, "0034 612 342 284"), Likeness.LIKE_NAME_PHONE),
        (("Leo", "Martin"), Likeness.SAME_NAME),
        (("Leo", "Mart"), Likeness.LIKE_NAME),
        (("", "Martin"), Likeness.NONE),
        (("Eva", "Novak", None, "612342284"), Likeness.SAME_PHONE),
        (("", "", None, "612342284"), Likeness.SAME_PHONE),
        (("Eva", "Martin", BORN), Likeness.NONE),
        (("Eva", "Novak", BORN), Likeness.NONE),
        (("", "", BORN), Likeness.NONE),
    ],
)
def test_name_birth_date_and_phone_speak_for_it(draft: Any, expected: Likeness) -> None:
    assert likeness(*draft) is expected


@pytest.mark.parametrize("birth", [date(1979, 2, 6), date(1979, 6, 3), date(1978, 6, 2), date(1979, 7, 2)])
def test_a_mistyped_birth_date_still_speaks_for_it(birth: date) -> None:
    assert likeness("Leo", "Martin", birth) is Likeness.LIKE_NAME_SOME_BIRTH


def test_another_birth_date_makes_another_person() -> None:
    assert likeness("Leo", "Martin", date(1991, 11, 20)) is Likeness.NONE


def test_a_short_phone_tells_nobody_apart() -> None:
    assert likeness("Eva", "Novak", None, "2284") is Likeness.NONE


def test_an_end_of_another_number_is_no_same_phone() -> None:
    held = Patient(id=Id(1), number="1", family_name="X", phones=("612 342 284",))
    assert likeness("", "", None, "9342284", held=held) is Likeness.NONE


@pytest.mark.parametrize("other", ["leo", "le", "loe", "lego", "leon", "lea", "eo"])
def test_one_letter_sets_similar_words_apart(other: str) -> None:
    assert one_slip_apart("leo", other)
    assert one_slip_apart(other, "leo")


@pytest.mark.parametrize("other", ["lexy", "l", "leonie", "ana"])
def test_two_letters_set_other_words_apart(other: str) -> None:
    assert not one_slip_apart("leo", other)
