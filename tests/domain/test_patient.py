"""What no patient can be, and two records of one patient."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient, age_on

TODAY = date(2026, 3, 18)


def patient(**more: Any) -> Patient:
    return Patient(id=Id(7), **{"number": "1", "given_name": "Leo", "family_name": "Martin", **more})


@pytest.mark.parametrize(("given", "family"), [("Leo", ""), ("", "Martin"), ("Leo", "Martin")])
def test_one_of_the_names_is_enough(given: str, family: str) -> None:
    assert patient(given_name=given, family_name=family).checked(TODAY).name == f"{given} {family}".strip()


def test_a_patient_without_any_name_is_invalid() -> None:
    with pytest.raises(Invalid, match="empty"):
        patient(given_name="", family_name="").checked(TODAY)


@pytest.mark.parametrize("born", [date(1880, 1, 1), TODAY, None])
def test_people_are_born_between_1880_and_today(born: date | None) -> None:
    assert patient(birth_date=born).checked(TODAY).birth_date == born


@pytest.mark.parametrize("born", [date(1879, 12, 31), date(2026, 3, 19)])
def test_a_birth_date_before_1880_or_after_today_is_invalid(born: date) -> None:
    with pytest.raises(Invalid) as caught:
        patient(birth_date=born).checked(TODAY)
    assert (caught.value.reason, caught.value.facts["field"]) == ("bad_birth_date", "birth_date")
    assert caught.value.facts["allowed"] == "1880-01-01 to 2026-03-18"


@pytest.mark.parametrize("phone", ["112", "+34 (612) 34-22.84 ext. 5", "1" * 20])
def test_a_phone_is_any_text_with_3_to_20_digits(phone: str) -> None:
    assert patient(phones=(phone,)).checked(TODAY).phones == (phone,)


@pytest.mark.parametrize("phone", ["12", "none", "", "1" * 21])
def test_a_phone_with_fewer_or_more_digits_is_invalid(phone: str) -> None:
    with pytest.raises(Invalid, match="bad_phone"):
        patient(phones=("112", phone)).checked(TODAY)


@pytest.mark.parametrize("email", ["", "leo@example.org", "leo.m+x@mail.example.co.uk", "josé@exämple.org", "l@a-b.de"])
def test_an_e_mail_is_one_address(email: str) -> None:
    assert patient(email=email).checked(TODAY).email == email


@pytest.mark.parametrize(
    "email",
    [
        "leo",
        "leo@",
        "@example.org",
        "leo@localhost",
        "leo@example..org",
        "leo@-example.org",
        "leo@example-.org",
        "a@b.org, c@d.org",
        "a@b.org;c@d.org",
        "Leo <leo@example.org>",
        "leo@example.org\r\nBcc: all@example.org",
        "leo martin@example.org",
        "leo@exam ple.org",
        f"{'l' * 250}@example.org",
    ],
)
def test_anything_else_is_no_e_mail(email: str) -> None:
    with pytest.raises(Invalid, match="bad_email"):
        patient(email=email).checked(TODAY)


def test_a_record_is_completed_by_what_it_lacks() -> None:
    other = patient(birth_date=date(1979, 6, 2), phones=("222",), email="l@example.org", alert="Latex", note="Tall")
    whole = patient(phones=("111",)).completed_by(other)
    assert (whole.birth_date, whole.phones, whole.email) == (date(1979, 6, 2), ("111", "222"), "l@example.org")
    assert (whole.alert, whole.note) == ("Latex", "Tall")


def test_what_a_record_has_stays() -> None:
    mine = patient(birth_date=date(1980, 1, 1), email="mine@example.org", number="5")
    whole = mine.completed_by(patient(birth_date=date(1979, 6, 2), email="other@example.org", given_name="Leonard"))
    assert whole == mine


def test_no_alert_or_note_of_either_record_is_lost() -> None:
    whole = patient(alert="Latex", note="Tall").completed_by(patient(alert="Penicillin", note="Prefers Mondays"))
    assert (whole.alert, whole.note) == ("Latex · Penicillin", "Tall\n\nPrefers Mondays")


def test_the_same_alert_or_phone_is_not_told_twice() -> None:
    whole = patient(alert="Latex allergy", phones=("+34 612 342 284",)).completed_by(
        patient(alert="latex", phones=("612-342-284",))
    )
    assert (whole.alert, whole.phones) == ("Latex allergy", ("+34 612 342 284",))


def test_a_patient_shows_no_name_when_printed() -> None:
    assert repr(patient()) == "Patient(7)"


@pytest.mark.parametrize(("day", "age"), [(date(2026, 6, 1), 46), (date(2026, 6, 2), 47)])
def test_age_counts_whole_years(day: date, age: int) -> None:
    assert age_on(date(1979, 6, 2), day) == age
