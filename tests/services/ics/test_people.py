"""Whose time it is and who comes: recognised by address, then by name, else proposed to be made."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Attendance, EventType
from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.services.ics.preview import Choice, Match
from tests.services.ics.files import Post, at, vevent
from tests.support.clinics import add_patient


def test_a_practitioner_is_recognised_by_address(post: Post) -> None:
    made = post.desk.clinic.practitioners.create(name="Dr. Ada Byron", email="Ada@clinic.example")
    row = post.row(vevent("ORGANIZER;CN=Somebody Else:mailto:ada@clinic.example"))
    assert (row.practitioner.match, row.practitioner.id) == (Match.EMAIL, made.id)


@pytest.mark.parametrize("name", ["Dr. Ada Byron", "Ada Byron", "Byron, Ada", "ADA  BYRON, MD", "Áda Byron"])
def test_a_practitioner_is_recognised_by_name_with_or_without_title(post: Post, name: str) -> None:
    made = post.desk.clinic.practitioners.create(name="Dr. Ada Byron")
    row = post.row(vevent(f'ORGANIZER;CN="{name}":mailto:x@y.example'))
    assert (row.practitioner.match, row.practitioner.id) == (Match.NAME, made.id)


def test_an_unknown_organizer_is_proposed_and_made_once(post: Post) -> None:
    line = "ORGANIZER;CN=Ada Byron:mailto:ada@clinic.example"
    done = post.send(at(9, line, uid="1"), at(10, line, uid="2"))
    (made,) = [p for p in post.desk.clinic.practitioners.list() if p.name == "Ada Byron"]
    assert (done.practitioners, made.email) == (1, "ada@clinic.example")
    assert {v.practitioner_id for v in post.visits()} == {made.id}


def test_an_organizer_with_an_address_alone_gets_a_name_from_it(post: Post) -> None:
    assert post.row(vevent("ORGANIZER:mailto:ada.byron@clinic.example")).practitioner.name == "Ada Byron"


def test_without_an_organizer_the_owner_of_the_calendar_counts(post: Post) -> None:
    row = post.row(f"X-WR-CALNAME:{post.desk.chen.name}", vevent())
    assert (row.practitioner.match, row.practitioner.id) == (Match.CALENDAR, post.desk.chen.id)


@pytest.mark.parametrize("name", ["Calendar", "Kalender", "home"])
def test_a_calendar_that_a_program_named_names_nobody(post: Post, name: str) -> None:
    assert post.row(f"X-WR-CALNAME:{name}", vevent()).practitioner.match is Match.NOBODY


def test_the_practitioner_of_all_events_can_be_chosen(post: Post) -> None:
    files = [post.file(vevent("ORGANIZER:mailto:someone@x.example"))]
    post.desk.clinic.ics.import_files(files=files, practitioner=post.desk.ortega.id)
    assert post.visit().practitioner_id == post.desk.ortega.id


def test_the_practitioner_of_one_row_can_be_chosen(post: Post) -> None:
    lines = (at(9, uid="1"), at(10, uid="2"))
    key = post.preview(*lines).rows[1].key
    post.send(*lines, choices=[Choice(key=key, practitioner=post.desk.ortega.id)])
    assert {v.uid: v.practitioner_id for v in post.visits()} == {"1": None, "2": post.desk.ortega.id}


def test_nobody_can_be_chosen(post: Post) -> None:
    lines = vevent("ORGANIZER:mailto:o@x.example", "ATTENDEE:mailto:a@x.example")
    key = post.row(lines).key
    post.send(lines, choices=[Choice(key=key, practitioner=None, patient=None)])
    assert (post.visit().practitioner_id, post.visit().patient_id) == (None, None)


def test_an_archived_practitioner_is_not_recognised(post: Post) -> None:
    post.desk.clinic.practitioners.archive(id=post.desk.chen.id)
    assert post.row(vevent(f"ORGANIZER;CN={post.desk.chen.name}:mailto:c@x.example")).practitioner.match is Match.NEW


def test_a_patient_is_recognised_by_address(post: Post) -> None:
    made = add_patient(post.desk.clinic, "Maria", "Santos", "77", email="M@mail.example")
    row = post.row(vevent("ATTENDEE;CN=Whoever:mailto:m@mail.example"))
    assert (row.patient.match, row.patient.id) == (Match.EMAIL, made.id)


def test_a_family_that_shares_an_address_is_told_apart_by_name(post: Post) -> None:
    add_patient(post.desk.clinic, "Ana", "Santos", "78", email="m@mail.example")
    made = add_patient(post.desk.clinic, "Maria", "Santos", "77", email="m@mail.example")
    assert post.row(vevent("ATTENDEE;CN=maria santos:mailto:m@mail.example")).patient.id == made.id


def test_a_patient_is_recognised_by_name(post: Post) -> None:
    row = post.row(vevent(f"ATTENDEE;CN={post.desk.eva.name}:mailto:new@mail.example"))
    assert (row.patient.match, row.patient.id) == (Match.NAME, post.desk.eva.id)


def test_where_two_patients_have_the_name_nobody_is_taken(post: Post) -> None:
    for number in ("77", "78"):
        add_patient(post.desk.clinic, "Maria", "Santos", number)
    row = post.row(vevent("ATTENDEE;CN=Maria Santos:mailto:m@mail.example"))
    assert (row.patient.match, row.patient.several) == (Match.NOBODY, True)


def test_an_unknown_attendee_is_made_a_patient(post: Post) -> None:
    done = post.send(vevent('ATTENDEE;CN="Santos, Maria";PARTSTAT=ACCEPTED:mailto:m@mail.example'))
    made = post.desk.clinic.patients.get(id=post.visit().patient_id or Id(0))
    assert (done.patients, made.given_name, made.family_name, made.email) == (1, "Maria", "Santos", "m@mail.example")
    assert post.visit().attendees[0].attendance is Attendance.GOING
    assert post.visit().event_type is EventType.APPOINTMENT


def test_new_patients_get_numbers_one_after_the_other(post: Post) -> None:
    post.send(*(at(8 + n, f"ATTENDEE;CN=Pat {n}:mailto:p{n}@x.example", uid=str(n)) for n in range(3)))
    numbers = [int(p.number) for p in post.desk.clinic.patients.list().items if p.given_name == "Pat"]
    assert len(set(numbers)) == 3


def test_an_address_that_is_none_is_left_out_of_a_new_patient(post: Post) -> None:
    post.send(vevent("ATTENDEE;CN=Maria Santos:mailto:not an@address"))
    assert post.desk.clinic.patients.get(id=post.visit().patient_id or Id(0)).email == ""


def test_the_organizer_rooms_and_practitioners_are_no_patients(post: Post) -> None:
    colleague = post.desk.clinic.practitioners.create(name="Ada Byron", email="ada@clinic.example")
    row = post.row(
        vevent(
            "ORGANIZER;CN=Chen:mailto:c@x.example",
            "ATTENDEE;CN=Chen:mailto:C@x.example",
            "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@x.example",
            f"ATTENDEE;CN=Ada:mailto:{colleague.email}",
        )
    )
    assert row.patient.match is Match.NOBODY


def test_of_several_strangers_none_is_taken_for_the_patient(post: Post) -> None:
    row = post.row(vevent("ATTENDEE;CN=One:mailto:1@x.example", "ATTENDEE;CN=Two:mailto:2@x.example"))
    assert (row.patient.match, row.patient.several) == (Match.NOBODY, True)


def test_among_several_the_one_who_is_known_is_the_patient(post: Post) -> None:
    row = post.row(vevent("ATTENDEE;CN=One:mailto:1@x.example", f"ATTENDEE;CN={post.desk.leo.name}:mailto:l@x.example"))
    assert row.patient.id == post.desk.leo.id


def test_without_an_attendee_it_is_time_of_the_staff(post: Post) -> None:
    post.send(vevent())
    assert (post.visit().event_type, post.visit().patient_id) == (EventType.STAFF, None)


def test_the_patient_of_one_row_can_be_chosen(post: Post) -> None:
    key = post.row(vevent()).key
    post.send(vevent(), choices=[Choice(key=key, patient=post.desk.leo.id)])
    assert (post.visit().patient_id, post.visit().event_type) == (post.desk.leo.id, EventType.APPOINTMENT)


def test_a_patient_who_is_not_there_cannot_be_chosen(post: Post) -> None:
    with pytest.raises(NotFound):
        post.preview(vevent(), choices=[Choice(key=post.row(vevent()).key, patient=Id(1))])


def test_a_newer_version_keeps_the_people_that_the_book_has(post: Post) -> None:
    lines = ("ORGANIZER;CN=New One:mailto:n@x.example", "ATTENDEE;CN=Maria Santos:mailto:m@x.example")
    post.send(vevent(*lines))
    held = post.visit()
    post.desk.clinic.appointments.update(id=held.id, patient=post.desk.eva.id)
    row = post.row(vevent("SUMMARY:new", "SEQUENCE:1", *lines))
    assert (row.patient.match, row.patient.id) == (Match.KEPT, post.desk.eva.id)
    post.send(vevent("SUMMARY:new", "SEQUENCE:1", *lines))
    assert (post.visit().patient_id, post.visit().practitioner_id) == (post.desk.eva.id, held.practitioner_id)


def test_hundreds_of_organizers_do_not_become_practitioners(post: Post) -> None:
    lines = [
        vevent(
            f"ORGANIZER;CN=Stranger {n}:mailto:s{n}@x.example",
            uid=str(n),
            start=f"DTSTART;VALUE=DATE:202604{n % 28 + 1:02}",
            end="",
        )
        for n in range(150)
    ]
    assert post.preview(*lines).new_practitioners == 100


@pytest.mark.parametrize("title", ["Eva Novák - physio", "Physio (Eva Novak)", "Check: Eva Novák", "NOVÁK EVA · knee"])
def test_a_patient_whose_whole_name_is_a_part_of_the_title_is_proposed(post: Post, title: str) -> None:
    row = post.row(vevent(f"SUMMARY:{title}"))
    assert (row.patient.match, row.patient.id) == (Match.TITLE, post.desk.eva.id)


@pytest.mark.parametrize(
    "title", ["Eva Novák", "Eva - physio", "Call about Eva Novák - knee", "Eva Novák - Leo Martin", "Eva Novák-physio"]
)
def test_a_title_that_does_not_name_one_patient_in_a_part_of_its_own_proposes_nobody(post: Post, title: str) -> None:
    assert post.row(vevent(f"SUMMARY:{title}")).patient.match is Match.NOBODY


def test_of_two_patients_of_one_name_a_title_proposes_neither(post: Post) -> None:
    add_patient(post.desk.clinic, "Eva", "Novák", "1077")
    assert post.row(vevent("SUMMARY:Eva Novák - physio")).patient.match is Match.NOBODY


def test_a_patient_of_the_title_comes_to_the_visit_unless_nobody_is_chosen(post: Post) -> None:
    lines = (at(9, "SUMMARY:Eva Novák - physio", uid="1"), at(10, "SUMMARY:Eva Novák - physio", uid="2"))
    key = post.preview(*lines).rows[1].key
    post.send(*lines, choices=[Choice(key=key, patient=None)])
    assert {v.uid: v.patient_id for v in post.visits()} == {"1": post.desk.eva.id, "2": None}
