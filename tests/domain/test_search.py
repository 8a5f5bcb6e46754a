"""What typed letters and digits ask for, and who answers to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient
from frontdesk.domain.search import (
    Need,
    births_of,
    endings_to_find,
    line_of,
    read,
    slipped,
    slips,
    words_to_find,
)

TODAY = date(2026, 3, 18)


def patient(given_name: str = "Leo", family_name: str = "Martín", **more: Any) -> Patient:
    return Patient(id=Id(1), **{"number": "1002", "given_name": given_name, "family_name": family_name, **more})


LEO = patient(birth_date=date(1979, 6, 2), phones=("+34 612 34 22 84",))


def tier_of(text: str, who: Patient = LEO) -> int | None:
    """Give the first tier of a typed text that a patient meets: 0 exact, 1 beginnings, 2 a typing error."""
    for tier, looks in enumerate(read(text, TODAY).tiers()):
        if any(all(need.met_by(line_of(who)) for need in look) for look in looks):
            return tier
    return None


@pytest.mark.parametrize(
    "text", ["leo", "LEO", "martin", "martín leo", "leo martin", "Martín, Leo", "leo 1979", "martin 2284", "leo 1002"]
)
def test_whole_words_in_any_order_are_exact(text: str) -> None:
    assert tier_of(text) == 0


@pytest.mark.parametrize("text", ["l", "le", "mar", "mar leo", "leo mar", "m l", "mar 1979", "le 2284", "martin 10"])
def test_beginnings_of_words_are_found(text: str) -> None:
    assert tier_of(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "lro",  # wrong
        "matin",  # missing
        "marrtin",  # extra
        "matrin",  # swapped
        "nartin",  # wrong in the first letter
        "artin",  # the first letter missing
        "amrtin",  # the first two swapped
        "smartin",  # one before the first
        "leo matr",
        "matrin leo",
        "matrin 1979",
    ],
)
def test_one_typing_error_in_one_word_is_forgiven(text: str) -> None:
    assert tier_of(text) == 2


@pytest.mark.parametrize("text", ["mrtni", "lro matrin", "le0", "lo", "mb"])
def test_two_errors_or_one_in_a_short_word_are_not(text: str) -> None:
    assert tier_of(text) is None


@pytest.mark.parametrize("text", ["leo garcia", "leo 1980", "martin 9999", "leo 1003"])
def test_every_word_must_be_met(text: str) -> None:
    assert tier_of(text) is None


@pytest.mark.parametrize(
    "text", ["2284", "612", "342", "34 612", "612 34 22 84", "612-342-284", "+34612342284", "0034 612342284"]
)
def test_any_part_of_a_phone_of_three_digits_or_more_is_found(text: str) -> None:
    assert tier_of(text) == 0


def test_a_part_does_not_reach_from_one_phone_into_the_next() -> None:
    both = patient(phones=("612", "345"), number="9")
    assert tier_of("612345", both) is None
    assert tier_of("612 345", both) == 0


@pytest.mark.parametrize(
    "text",
    [
        "1979-06-02",
        "2.6.1979",
        "02.06.1979",
        "02/06/79",
        "06/02/1979",
        "2-6-79",
        "2 6 1979",
        "19790602",
        "02061979",
        "020679",
        "1979",
        "6/1979",
        "1979-06",
    ],
)
def test_a_birth_date_is_found_in_every_usual_form(text: str) -> None:
    assert tier_of(text) == 0


@pytest.mark.parametrize("text", ["197", "79"])
def test_a_year_is_found_while_it_is_typed(text: str) -> None:
    assert tier_of(text) in (0, 1)


@pytest.mark.parametrize("text", ["leo 2.", "leo 2.6", "leo 2.6.", "leo 2.6.1", "leo 12/"])
def test_a_date_on_its_way_narrows_nothing_yet(text: str) -> None:
    assert tier_of(text) is not None


@pytest.mark.parametrize(
    ("text", "held"), [("3.2.1979", False), ("6.2.1979", True), ("31.31.1979", False), ("2.6.2079", False)]
)
def test_day_and_month_are_tried_in_both_orders_and_nothing_else(text: str, held: bool) -> None:
    assert (tier_of(text) is not None) is held


def test_a_short_year_means_either_century_that_is_past() -> None:
    assert births_of(["02", "06", "25"], TODAY) == (
        "1925-06-02",
        "2025-06-02",
        "1925-02-06",
        "2025-02-06",
        "1902-06-25",
        "2002-06-25",
    )


def test_nobody_was_born_before_1880_or_is_born_tomorrow() -> None:
    assert births_of(["19", "3", "2026"], TODAY) == ()
    assert births_of(["18", "3", "2026"], TODAY) == ("2026-03-18",)
    assert births_of(["1", "1", "1879"], TODAY) == ()
    assert births_of(["1879"], TODAY) == ()


@pytest.mark.parametrize("text", ["1002", "#1002", " 1002 "])
def test_the_whole_text_may_be_a_number_of_the_clinic(text: str) -> None:
    assert "1002" in read(text, TODAY).numbers
    assert tier_of(text) == 0


def test_a_number_with_letters_is_tried_in_both_cases() -> None:
    assert read("p-77b", TODAY).numbers == ("p-77b", "P-77B")


def test_the_beginning_of_a_number_is_less_than_the_whole() -> None:
    assert tier_of("100") == 1


@pytest.mark.parametrize("text", ["obrien", "o'br", "o brien", "O’Brien", "obr", "jeanluc", "jean-l", "brien jea"])
def test_names_with_marks_inside_are_found_with_and_without(text: str) -> None:
    assert tier_of(text, patient("Jean-Luc", "O'Brien")) is not None


def test_umlauts_spelt_out_are_one_typing_error() -> None:
    assert tier_of("mueller", patient("Eva", "Müller")) == 2


@pytest.mark.parametrize(("text", "name"), [("ивановв", "Иванов"), ("ιωανου", "Ιωάννου"), ("מהש", "משה")])
def test_typing_errors_are_forgiven_in_other_scripts(text: str, name: str) -> None:
    assert tier_of(text, patient("", name)) == 2


@pytest.mark.parametrize("text", ["", "   ", "!?", "-", "2.6."])
def test_a_text_with_nothing_to_look_for_reads_as_empty(text: str) -> None:
    assert read(text, TODAY).readings == ()


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for looks in read(text, TODAY).tiers():
        for look in looks:
            assert look
            assert all(need.words or need.parts or need.births for need in look)


def test_a_text_of_many_words_is_cut_off() -> None:
    wishes = read(" ".join(f"word{chr(97 + n)}" for n in range(26)), TODAY).readings[0]
    assert len(wishes) == 10


def test_every_part_of_a_phone_is_the_beginning_of_an_ending() -> None:
    endings = endings_to_find(patient(phones=("612 345",)))
    assert endings == {"612345", "12345", "2345", "345"}


def test_a_patient_is_found_by_name_number_and_joined_names() -> None:
    assert words_to_find(patient("Ana", "O'Brien")) == {"ana ", "o ", "brien ", "obrien ", "1002 "}


def test_lines_in_order_are_patients_in_order_of_family_names() -> None:
    names = [("Zoe", "Ábalos"), ("Ana", "de la Cruz"), ("Leo", "Martin"), ("Zoe", "Martin")]
    lines = [line_of(patient(*name)) for name in names]
    assert sorted(lines) == lines


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("garcia", "garcia"),
        ("garcia", "garci"),
        ("garcia", "gracias"),
        ("gar", "gxrcia"),
        ("gar", "agrcia"),
        ("lii", "li"),
    ],
)
def test_a_slip_is_one_letter_wrong_missing_extra_or_swapped(typed: str, held: str) -> None:
    assert slipped(typed, held)


WORDS = st.text(alphabet="abcd", min_size=3, max_size=7)


@given(WORDS, st.text(alphabet="abcd", max_size=9))
def test_the_beginnings_of_slips_are_those_that_slipped_tells(typed: str, held: str) -> None:
    assert any(f"{held} ".startswith(each) for each in slips(typed)) == slipped(typed, held)
    assert Need((typed,), slip=True).met_by(f" {held} @ +") == slipped(typed, held)


@given(WORDS, st.text(alphabet="abcd", max_size=9))
def test_a_slip_is_at_most_one_step_away_from_a_whole_word_or_a_beginning_of_three(typed: str, held: str) -> None:
    beginnings = [held, *(held[:end] for end in range(3, len(held)))]
    assert slipped(typed, held) == any(steps(typed, each) <= 1 for each in beginnings)


def steps(one: str, other: str) -> int:
    """Count letters wrong, missing, extra or swapped with their neighbour: the textbook's table."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            differs = one[i - 1] != other[j - 1]
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + differs)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(WORDS)
def test_no_beginning_of_a_slip_begins_with_another(word: str) -> None:
    found = slips(word)
    assert not any(a != b and a.startswith(b) for a in found for b in found)
