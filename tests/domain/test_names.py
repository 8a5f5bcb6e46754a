"""How names and phone numbers are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.names import digits_of, folded, joined_words_of, part_of_phone, slug_of, words_of


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("garcia", "García"),
        ("GARCIA", "garcía"),
        ("muller", "Müller"),
        ("strasse", "Straße"),
        ("sorensen", "Sørensen"),
        ("lukasz", "Łukasz"),
        ("yilmaz", "Yılmaz"),
        ("istanbul", "İstanbul"),
        ("dordevic", "Đorđević"),
        ("thorir", "Þórir"),
        ("aesop", "Æsop"),
        ("oeuvre", "Œuvre"),
        ("ｌｅｏ", "Leo"),
        ("σοφος", "Σοφός"),
        ("и", "Й"),
        ("12", "١٢"),
    ],
)
def test_accents_case_and_width_do_not_count(typed: str, held: str) -> None:
    assert words_of(typed) == words_of(held)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Leo   Martín ", ("leo", "martin")),
        ("Martin, Leo", ("martin", "leo")),
        ("O'Brien", ("o", "brien")),
        ("O’Brien", ("o", "brien")),
        ("Oʼbrien", ("o", "brien")),
        ("Jean-Luc", ("jean", "luc")),
        ("snake_case", ("snake", "case")),
        ("Leo leo LEO", ("leo",)),
        ("李小龍", ("李小龍",)),
        ("!?…", ()),
        ("", ()),
    ],
)
def test_a_name_falls_into_words(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_the_vowels_of_scripts_that_write_them_as_marks_stay_in_the_word() -> None:
    assert words_of("मोहन दास") == ("मोहन", "दास")
    assert len(words_of("สมชาย ใจดี")) == 2


def test_names_with_marks_inside_are_also_one_word() -> None:
    assert joined_words_of("O'Brien Jean-Luc Smith") == ("obrien", "jeanluc")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_the_words_of_words_are_the_same_words(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_text_folds_as_any_other(text: str) -> None:
    with_accent = words_of(f"{text} é")
    assert [word for word in words_of(text) if word != "e"] == [word for word in with_accent if word != "e"]


@pytest.mark.parametrize(
    ("text", "digits"), [("+34 (612) 34-22.84", "34612342284"), ("ext. 12", "12"), ("٠١٢", "012"), ("none", "")]
)
def test_a_phone_is_compared_by_its_digits(text: str, digits: str) -> None:
    assert digits_of(text) == digits


@pytest.mark.parametrize("text", ["+34 612 342 284", "0034612342284", "612-342-284", "(34) 612.342.284"])
def test_every_way_of_writing_a_phone_shares_a_part(text: str) -> None:
    assert part_of_phone(text) == "612342284"


@pytest.mark.parametrize(("text", "part"), [("07911 123456", "911123456"), ("007", "007"), ("0000000", "0000000")])
def test_a_part_of_a_phone_keeps_what_tells_it_apart(text: str, part: str) -> None:
    assert part_of_phone(text) == part


@pytest.mark.parametrize(
    ("name", "slug"), [("Calle Mayor 5", "calle-mayor-5"), ("  Ñandú_Sur!", "nandu-sur"), ("!", "")]
)
def test_an_address_form_is_lower_case_with_hyphens(name: str, slug: str) -> None:
    assert slug_of(name) == slug
