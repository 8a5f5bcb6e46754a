"""Patients: read, add, change, put away, merge, and who may be entered twice (C76). The search has tests of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import Weekday
from frontdesk.services.clinic import Clinic
from frontdesk.services.patients import PatientHit
from tests.support.clinics import READER, Desk, nobody
from tests.support.refusals import refused, unversioned

BORN = date(1979, 6, 2)


def found(clinic: Clinic, text: str) -> list[str]:
    return [hit.name for hit in clinic.patients.search(text=text)]


def test_a_new_patient_holds_what_was_sent(desk: Desk) -> None:
    made = desk.clinic.patients.create(
        given_name=" Ana ",
        family_name="Ruiz",
        birth_date=BORN,
        phones=["+34 612", " ", "345 678"],
        email="ana@example.org",
        alert="Latex",
        note="Tall\r\nQuiet",
        number="A-7",
    )
    assert desk.clinic.patients.get(id=made.id) == made
    assert (made.given_name, made.family_name, made.birth_date, made.number) == ("Ana", "Ruiz", BORN, "A-7")
    assert (made.phones, made.email) == (("+34 612", "345 678"), "ana@example.org")
    assert (made.alert, made.note, made.archived_at, made.merged_into) == ("Latex", "Tall\nQuiet", None, None)


def test_one_name_suffices(desk: Desk) -> None:
    made = desk.clinic.patients.create(family_name="Ruiz")
    assert (made.name, made.birth_date, made.phones, made.email) == ("Ruiz", None, (), "")


def test_a_phone_that_is_sent_twice_is_held_once(desk: Desk) -> None:
    made = desk.clinic.patients.create(family_name="Ruiz", phones=["612 345", "612-345", "999"])
    assert made.phones == ("612 345", "999")


def test_without_a_number_the_next_after_the_highest_is_given(desk: Desk) -> None:
    assert desk.clinic.patients.create(family_name="Ruiz").number == "1003"
    desk.clinic.patients.create(family_name="Soto", number="5000")
    desk.clinic.patients.create(family_name="Soto", number="X-9000")
    assert desk.clinic.patients.create(family_name="Sanz").number == "5001"


def test_the_first_patient_of_a_clinic_gets_a_number_of_four_digits(desk: Desk) -> None:
    for patient in (desk.eva, desk.leo):
        desk.clinic.patients.update(id=patient.id, number=f"old-{patient.number}")
    assert desk.clinic.patients.create(family_name="Ruiz").number == "1001"


def test_numbers_too_long_to_count_on_do_not_count(desk: Desk) -> None:
    desk.clinic.patients.create(family_name="Ruiz", number="9" * 30)
    assert desk.clinic.patients.create(family_name="Soto").number == "1003"


def test_the_number_of_an_archived_patient_is_not_given_again(desk: Desk) -> None:
    desk.clinic.patients.archive(id=desk.clinic.patients.create(family_name="Ruiz", number="2000").id)
    assert desk.clinic.patients.create(family_name="Soto").number == "2001"


def test_a_number_that_is_taken_is_a_conflict_and_nothing_is_kept(desk: Desk) -> None:
    refusal = refused(desk.clinic.patients.create, family_name="Ruiz", number="1001")
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, refusal.facts["field"]) == ("already_there", "number")
    assert found(desk.clinic, "ruiz") == []
    assert isinstance(refused(desk.clinic.patients.update, id=desk.leo.id, number="1001"), Conflict)
    assert desk.clinic.patients.get(id=desk.leo.id).number == "1002"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"given_name": "", "family_name": " "}, "family_name"),
        ({"family_name": "a\nb"}, "family_name"),
        ({"family_name": "x" * 301}, "family_name"),
        ({"family_name": "\ud800"}, "family_name"),
        ({"family_name": None}, "family_name"),
        ({"given_name": 5}, "given_name"),
        ({"birth_date": date(1879, 12, 31)}, "birth_date"),
        ({"birth_date": date(2026, 3, 19)}, "birth_date"),
        ({"birth_date": "yesterday"}, "birth_date"),
        ({"phones": ["12"]}, "phones"),
        ({"phones": ["612\r\n345"]}, "phones"),
        ({"email": "leo@example.org\r\nBcc: x@example.org"}, "email"),
        ({"email": "leo"}, "email"),
        ({"alert": "a\nb"}, "alert"),
        ({"note": "\x00"}, "note"),
        ({"number": ""}, "number"),
        ({"number": "1" * 41}, "number"),
    ],
)
def test_bad_input_is_invalid_and_names_its_field(desk: Desk, sent: dict[str, Any], field: str) -> None:
    for call, more in ((desk.clinic.patients.create, {}), (desk.clinic.patients.update, {"id": desk.eva.id})):
        wanted = {"given_name": "", "family_name": "Ruiz", **sent, **more}
        if call == desk.clinic.patients.update and sent == {"family_name": None}:
            wanted["given_name"] = None  # null clears; then both names are gone
        refusal = refused(call, **wanted)
        assert isinstance(refusal, Invalid)
        assert refusal.facts["field"] == field
    assert desk.clinic.patients.list().total == 2
    assert desk.clinic.patients.get(id=desk.eva.id) == desk.eva


def test_today_is_the_day_on_the_clinics_own_wall(desk: Desk) -> None:
    desk.clock.now = desk.at(23, 30)  # 03:30 of the next day in UTC
    assert refused(desk.clinic.patients.create, family_name="Ruiz", birth_date=date(2026, 3, 19)).reason == (
        "bad_birth_date"
    )
    assert desk.clinic.patients.create(family_name="Ruiz", birth_date=date(2026, 3, 18)).birth_date is not None


def test_what_is_left_out_stays_and_null_clears(desk: Desk) -> None:
    made = desk.clinic.patients.create(
        given_name="Ana", family_name="Ruiz", birth_date=BORN, phones=["112"], email="a@b.org", alert="A", note="N"
    )
    changed = desk.clinic.patients.update(id=made.id, family_name="Soto")
    assert unversioned(changed) == {**unversioned(made), "family_name": "Soto"}
    cleared = desk.clinic.patients.update(
        id=made.id, given_name=None, birth_date=None, phones=None, email=None, alert=None, note=None
    )
    assert (cleared.name, cleared.birth_date, cleared.phones) == ("Soto", None, ())
    assert (cleared.email, cleared.alert, cleared.note, cleared.number) == ("", "", "", made.number)


def test_phones_that_are_sent_replace_all(desk: Desk) -> None:
    made = desk.clinic.patients.create(family_name="Ruiz", phones=["112", "911"])
    assert desk.clinic.patients.update(id=made.id, phones=["999"]).phones == ("999",)


def test_a_change_from_an_older_version_is_stale(desk: Desk) -> None:
    desk.clinic.patients.update(id=desk.eva.id, version=1, alert="Latex")
    for call in (desk.clinic.patients.update, desk.clinic.patients.archive, desk.clinic.patients.restore):
        assert isinstance(refused(call, id=desk.eva.id, version=1), Stale)
    assert desk.clinic.patients.get(id=desk.eva.id).alert == "Latex"


@pytest.mark.parametrize("name", ["get", "update", "archive", "restore"])
def test_an_unknown_id_is_not_found(desk: Desk, name: str) -> None:
    refusal = refused(getattr(desk.clinic.patients, name), id=nobody())
    assert isinstance(refusal, NotFound)
    assert refusal.facts == {"kind": "patient", "id": str(nobody())}


def test_merging_someone_unknown_is_not_found(desk: Desk) -> None:
    assert isinstance(refused(desk.clinic.patients.merge, keep=desk.eva.id, drop=nobody()), NotFound)
    assert isinstance(refused(desk.clinic.patients.merge, keep=nobody(), drop=desk.eva.id), NotFound)


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert found(reader, "eva") == ["Eva Novák"]
        assert reader.patients.list().total == 2
        assert reader.patients.get(id=desk.eva.id) == desk.eva
        assert reader.patients.similar(given_name="Eva", family_name="Novak") != ()
        for call, sent in (
            (reader.patients.create, {"family_name": "Ruiz"}),
            (reader.patients.update, {"id": desk.eva.id, "alert": "x"}),
            (reader.patients.archive, {"id": desk.eva.id}),
            (reader.patients.restore, {"id": desk.eva.id}),
            (reader.patients.merge, {"keep": desk.eva.id, "drop": desk.leo.id}),
        ):
            assert isinstance(refused(call, **sent), Forbidden)


def test_every_write_can_be_undone_and_redone(desk: Desk) -> None:
    clinic = desk.clinic
    made = clinic.patients.create(family_name="Ruiz", phones=["612345"])
    clinic.history.undo()
    assert isinstance(refused(clinic.patients.get, id=made.id), NotFound)
    assert found(clinic, "ruiz") == found(clinic, "612345") == []
    clinic.history.redo()
    assert found(clinic, "ruiz") == found(clinic, "612345") == ["Ruiz"]
    clinic.patients.update(id=made.id, family_name="Soto", phones=["999888"])
    assert found(clinic, "ruiz") == found(clinic, "612345") == []
    clinic.history.undo()
    assert found(clinic, "ruiz") == found(clinic, "612345") == ["Ruiz"]
    assert found(clinic, "soto") == found(clinic, "999888") == []


def test_an_archived_patient_is_found_by_the_whole_number_only(desk: Desk) -> None:
    desk.clinic.patients.archive(id=desk.eva.id)
    assert found(desk.clinic, "eva") == found(desk.clinic, "1979-06-02") == found(desk.clinic, "eva 1001") == []
    (hit,) = desk.clinic.patients.search(text="1001")
    assert (hit.id, hit.archived) == (desk.eva.id, True)


def test_a_restored_patient_is_found_again(desk: Desk) -> None:
    desk.clinic.patients.archive(id=desk.eva.id)
    assert desk.clinic.patients.restore(id=desk.eva.id).archived_at is None
    assert found(desk.clinic, "eva") == ["Eva Novák"]


def test_archiving_can_be_undone(desk: Desk) -> None:
    desk.clinic.patients.archive(id=desk.eva.id)
    desk.clinic.history.undo()
    assert found(desk.clinic, "eva") == ["Eva Novák"]


def test_archiving_and_restoring_twice_is_harmless(desk: Desk) -> None:
    once = desk.clinic.patients.archive(id=desk.eva.id)
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.patients.archive(id=desk.eva.id) == once
    assert desk.clinic.book.cursor() == cursor
    once = desk.clinic.patients.restore(id=desk.eva.id)
    assert desk.clinic.patients.restore(id=desk.eva.id) == once


def test_the_visits_of_an_archived_patient_stay(desk: Desk) -> None:
    visit = desk.book(9)
    desk.clinic.patients.archive(id=desk.eva.id)
    assert desk.clinic.appointments.get(id=visit.id).patient is not None


def names(page: Any) -> list[str]:
    return [patient.name for patient in page.items]


def test_the_list_goes_by_family_name_without_regard_to_accents_and_case(desk: Desk) -> None:
    for given, family in (("Zoe", "Ábalos"), ("Ana", "de la Cruz"), ("Bea", "MARTIN"), ("Al", "")):
        desk.clinic.patients.create(given_name=given, family_name=family)
    page = desk.clinic.patients.list()
    assert names(page) == ["Zoe Ábalos", "Al", "Ana de la Cruz", "Bea MARTIN", "Leo Martin", "Eva Novák"]


def test_the_list_hides_archived_patients_unless_asked_and_puts_them_last(desk: Desk) -> None:
    desk.clinic.patients.archive(id=desk.leo.id)
    assert names(desk.clinic.patients.list()) == ["Eva Novák"]
    page = desk.clinic.patients.list(archived=True)
    assert (names(page), page.total) == (["Eva Novák", "Leo Martin"], 2)


def test_the_list_comes_in_pages_and_counts_the_unversioned(desk: Desk) -> None:
    page = desk.clinic.patients.list(page=2, size=1)
    assert (names(page), page.total, page.page, page.size) == (["Eva Novák"], 2, 2, 1)
    past = desk.clinic.patients.list(page=9, size=1)
    assert (past.items, past.total) == ((), 2)


@pytest.mark.parametrize("sent", [{"page": 0}, {"size": 0}, {"size": -1}, {"size": 501}])
def test_a_page_that_cannot_be_is_invalid(desk: Desk, sent: dict[str, int]) -> None:
    assert isinstance(refused(desk.clinic.patients.list, **sent), Invalid)


def group(desk: Desk, *patients: Id, **more: Any) -> Appointment:
    sent = {"patient": None, "attendees": list(patients), "group": True, "practitioner": desk.ortega.id, **more}
    return desk.book(14, **sent)


def people(visit: Appointment) -> list[Id]:
    return [attendee.id for attendee in visit.attendees]


def test_merging_moves_every_visit_and_attendance_in_one_step(desk: Desk) -> None:
    clinic, keep, drop = desk.clinic, desk.eva.id, desk.leo.id
    visit, called_off = desk.book(9, patient=drop), desk.book(10, patient=drop)
    clinic.appointments.cancel(id=called_off.id)
    clinic.appointments.archive(id=called_off.id)
    attended, both = group(desk, drop), group(desk, keep, drop, practitioner=desk.chen.id)
    before = clinic.book.cursor()
    clinic.patients.merge(keep=keep, drop=drop)
    assert clinic.book.cursor() == before + 1
    for one in (visit, called_off):
        after = clinic.appointments.get(id=one.id).appointment
        assert (after.patient_id, people(after)) == (keep, [keep])
    assert people(clinic.appointments.get(id=attended.id).appointment) == [keep]
    assert people(clinic.appointments.get(id=both.id).appointment) == [keep]
    assert clinic.appointments.list(patient=drop, archived=True).total == 0
    assert clinic.appointments.list(patient=keep, archived=True).total == 4


def test_one_undo_takes_a_merge_back(desk: Desk) -> None:
    clinic = desk.clinic
    visit, both = desk.book(9, patient=desk.leo.id), group(desk, desk.eva.id, desk.leo.id)
    clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    clinic.history.undo()
    assert clinic.appointments.get(id=visit.id).appointment.patient_id == desk.leo.id
    assert people(clinic.appointments.get(id=both.id).appointment) == [desk.eva.id, desk.leo.id]
    assert unversioned(clinic.patients.get(id=desk.leo.id)) == unversioned(desk.leo)
    assert unversioned(clinic.patients.get(id=desk.eva.id)) == unversioned(desk.eva)
    assert found(clinic, "leo") == ["Leo Martin"]


def test_merging_leaves_the_time_of_the_visits_taken(desk: Desk) -> None:
    desk.book(9, patient=desk.leo.id)
    desk.clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    with pytest.raises(Conflict, match="time_taken"):
        desk.book(9)


def test_the_one_who_goes_fills_in_what_the_one_who_stays_lacks(desk: Desk) -> None:
    drop = desk.clinic.patients.create(
        family_name="Novak", birth_date=date(1990, 1, 1), phones=["612345"], email="e@example.org", alert="Latex"
    )
    kept = desk.clinic.patients.merge(keep=desk.eva.id, drop=drop.id)
    assert (kept.birth_date, kept.phones, kept.email, kept.alert) == (BORN, ("612345",), "e@example.org", "Latex")
    assert desk.clinic.patients.get(id=desk.eva.id) == kept
    assert found(desk.clinic, "612345") == ["Eva Novák"]


def test_the_one_who_goes_is_archived_and_leads_to_the_one_who_stays(desk: Desk) -> None:
    desk.clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    gone = desk.clinic.patients.get(id=desk.leo.id)
    assert gone.merged_into == desk.eva.id
    assert gone.archived_at is not None
    assert found(desk.clinic, "leo") == []


def test_the_number_of_the_one_who_went_finds_the_one_who_stayed(desk: Desk) -> None:
    last = desk.clinic.patients.create(family_name="Ruiz")
    desk.clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    desk.clinic.patients.merge(keep=last.id, drop=desk.eva.id)
    assert found(desk.clinic, "1002") == found(desk.clinic, "1001") == ["Ruiz"]


def test_nobody_is_merged_with_themselves_or_twice_or_into_someone_archived(desk: Desk) -> None:
    merge, eva, leo = desk.clinic.patients.merge, desk.eva.id, desk.leo.id
    assert refused(merge, keep=eva, drop=eva).reason == "same_patient"
    desk.clinic.patients.archive(id=leo)
    assert refused(merge, keep=leo, drop=eva).reason == "archived"
    merge(keep=eva, drop=leo)
    assert refused(merge, keep=eva, drop=leo).reason == "merged"
    assert refused(merge, keep=leo, drop=eva).reason == "merged"


def test_one_who_was_merged_comes_back_by_undo_alone(desk: Desk) -> None:
    desk.clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    refusal = refused(desk.clinic.patients.restore, id=desk.leo.id)
    assert (refusal.reason, refusal.facts["into"]) == ("merged", str(desk.eva.id))


def alike(desk: Desk, given: str = "", family: str = "", **more: Any) -> list[str]:
    return [hit.name for hit in desk.clinic.patients.similar(given_name=given, family_name=family, **more)]


def test_who_is_being_entered_twice_is_told_the_likeliest_first(desk: Desk) -> None:
    create = desk.clinic.patients.create
    create(given_name="Eva", family_name="Novak", birth_date=date(1979, 2, 6))
    create(given_name="Ewa", family_name="Novak", birth_date=BORN)
    create(given_name="Eva", family_name="Novak")
    create(given_name="Eva", family_name="Novak", birth_date=date(1991, 11, 20))
    assert alike(desk, "Eva", "Novak", birth_date=BORN) == ["Eva Novák", "Ewa Novak", "Eva Novak", "Eva Novak"]


def test_two_misspelt_names_with_the_same_birth_date_are_alike(desk: Desk) -> None:
    assert alike(desk, "Ewa", "Nowak", birth_date=BORN) == ["Eva Novák"]


def test_a_shared_phone_is_told(desk: Desk) -> None:
    desk.clinic.patients.update(id=desk.leo.id, phones=["+34 612 342 284"])
    assert alike(desk, "Somebody", "Else", phones=["612342284"]) == ["Leo Martin"]


def test_a_name_on_its_way_is_alike_already(desk: Desk) -> None:
    assert alike(desk, "Leo", "Mar") == ["Leo Martin"]


def test_nobody_is_alike_to_nothing(desk: Desk) -> None:
    assert alike(desk) == []
    assert alike(desk, "Xaver", "Quint") == []


def test_an_archived_patient_is_not_told_as_alike(desk: Desk) -> None:
    desk.clinic.patients.archive(id=desk.leo.id)
    assert alike(desk, "Leo", "Martin") == []


def test_a_hit_shows_no_name_when_printed(desk: Desk) -> None:
    (hit,) = desk.clinic.patients.search(text="eva")
    assert isinstance(hit, PatientHit)
    assert repr(hit) == f"PatientHit({desk.eva.id})"


def test_a_patient_may_belong_to_a_practitioner_and_prefer_times(desk: Desk) -> None:
    prefers = Preference((Weekday.MONDAY, Weekday.MONDAY, Weekday.FRIDAY), (DayPart.MORNING,))
    made = desk.clinic.patients.create(family_name="Berg", practitioner=desk.chen.id, prefers=prefers)
    assert desk.clinic.patients.get(id=made.id) == made
    assert (made.practitioner_id, made.prefers) == (
        desk.chen.id,
        Preference((Weekday.MONDAY, Weekday.FRIDAY), (DayPart.MORNING,)),
    )


def test_whom_a_patient_belongs_to_and_what_they_prefer_stay_unless_sent_and_null_clears(desk: Desk) -> None:
    update = desk.clinic.patients.update
    prefers = Preference(parts=(DayPart.EVENING,))
    update(id=desk.eva.id, practitioner=desk.chen.id, prefers=prefers)
    held = update(id=desk.eva.id, note="a")
    assert (held.practitioner_id, held.prefers) == (desk.chen.id, prefers)
    cleared = update(id=desk.eva.id, practitioner=None, prefers=None)
    assert (cleared.practitioner_id, cleared.prefers) == (None, None)


def test_no_days_and_no_parts_are_no_preference(desk: Desk) -> None:
    assert desk.clinic.patients.update(id=desk.eva.id, prefers=Preference()).prefers is None


@pytest.mark.parametrize(
    ("prefers", "field"),
    [
        ("mornings", "prefers"),
        (Preference(days=("mon",)), "prefers.days[0]"),  # type: ignore[arg-type]
        (Preference(parts=("morning",)), "prefers.parts[0]"),  # type: ignore[arg-type]
    ],
)
def test_a_preference_of_the_wrong_type_is_invalid(desk: Desk, prefers: Any, field: str) -> None:
    assert refused(desk.clinic.patients.update, id=desk.eva.id, prefers=prefers).facts["field"] == field


def test_a_patient_belongs_to_nobody_who_is_unknown_or_newly_chosen_and_archived(desk: Desk) -> None:
    update = desk.clinic.patients.update
    assert isinstance(refused(update, id=desk.eva.id, practitioner=nobody()), NotFound)
    update(id=desk.eva.id, practitioner=desk.ortega.id)
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    assert update(id=desk.eva.id, practitioner=desk.ortega.id).practitioner_id == desk.ortega.id
    refusal = refused(update, id=desk.leo.id, practitioner=desk.ortega.id)
    assert (refusal.reason, refusal.facts["field"]) == ("archived", "practitioner")
