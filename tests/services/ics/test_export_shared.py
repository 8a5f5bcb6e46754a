"""Exports for other people's eyes: patients as initials, or time that is taken and nothing else (C79)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from frontdesk.domain.appointment import Interaction, Status
from frontdesk.domain.feed import Naming
from frontdesk.domain.instants import HOUR
from frontdesk.domain.patient import Patient
from frontdesk.ics.values import unescape
from frontdesk.services.ics.preview import State
from tests.services.ics.files import Post, at, vevent
from tests.support import series
from tests.support.bookings import two_parts, with_members
from tests.support.clinics import Desk, add_patient
from tests.support.strict_ics import breaches

shared = pytest.mark.parametrize("naming", [Naming.INITIALS, Naming.BUSY])


def events(post: Post, naming: Naming, **asked: object) -> list[list[str]]:
    """Give the lines of each event."""
    text = post.export(naming=naming, **asked).replace("\r\n ", "")
    return [part.split("\r\nEND:VEVENT")[0].split("\r\n") for part in text.split("BEGIN:VEVENT\r\n")[1:]]


def event(post: Post, naming: Naming, **asked: object) -> list[str]:
    """Give the lines of the one event."""
    (only,) = events(post, naming, **asked)
    return only


def said(post: Post, naming: Naming = Naming.INITIALS, **asked: object) -> list[str]:
    """Give what the events are called."""
    return [
        unescape(line[8:]) for found in events(post, naming, **asked) for line in found if line.startswith("SUMMARY:")
    ]


def names_of(lines: list[str]) -> set[str]:
    """Give the names of the properties of an event."""
    return {re.split("[;:]", line)[0] for line in lines}


# Every word that patients have in this clinic, put wherever a file or a person could put it.
SECRETS = ("Zebedee", "Quillfeather", "Wilhelmina", "Oxenstierna", "zebedee.q@mail.example", "mina@post.example")
MORE = ("1979-06-02", "19790602", "02.06.1979", "+1 555 010 7788", "5550107788", "Penicillin", "Myopia", "Rosewood")


def zebedee(desk: Desk) -> Patient:
    """Add a patient with all that can be known of one."""
    return add_patient(
        desk.clinic,
        "Zebedee",
        "Quillfeather",
        "77031",
        birth_date=date(1979, 6, 2),
        phones=("+1 555 010 7788",),
        email="zebedee.q@mail.example",
        alert="Myopia on the left",
        note="Penicillin: never. Lives at Rosewood 5.",
    )


def nasty(*lines: str, uid: str, hour: int) -> tuple[str, ...]:
    """Give an event that names a patient wherever it can."""
    return vevent(
        "SUMMARY;X-NAME=Zebedee:Zebedee Quillfeather: results",
        "DESCRIPTION:Penicillin\\, 02.06.1979",
        'LOCATION;ALTREP="cid:Zebedee":Rosewood 5',
        'ORGANIZER;SENT-BY="mailto:mina@post.example";CN=Dr. Amelia Chen:mailto:zebedee.q@mail.example',
        "ATTENDEE;CN=Zebedee Quillfeather;PARTSTAT=ACCEPTED:mailto:zebedee.q@mail.example",
        "ATTENDEE;CN=Wilhelmina Oxenstierna:mailto:mina@post.example",
        "CATEGORIES:Quillfeather",
        "CONTACT:+1 555 010 7788",
        "COMMENT:Myopia",
        "URL:https://x.example/Oxenstierna",
        "X-PATIENT:Zebedee Quillfeather",
        "RESOURCES:Oxenstierna",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Zebedee comes",
        "TRIGGER:-PT5M",
        "END:VALARM",
        *lines,
        uid=uid,
        start=f"DTSTART;TZID=Zone of Zebedee:20260319T{hour:02}0000",
        end=f"DTEND;TZID=Zone of Zebedee:20260319T{hour:02}3000",
    )


ZONE_OF_ZEBEDEE = (
    "BEGIN:VTIMEZONE",
    "TZID:Zone of Zebedee",
    "COMMENT:Wilhelmina",
    "X-OWNER:Oxenstierna",
    "BEGIN:STANDARD",
    "COMMENT:Quillfeather",
    "DTSTART;X-BY=Zebedee:20200101T000000",
    "TZNAME:Zebedee",
    "TZOFFSETFROM:-0437",
    "TZOFFSETTO:-0437",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def fill(post: Post) -> None:
    """Fill the book with names in every place that takes text."""
    desk, one = post.desk, zebedee(post.desk)
    mina = add_patient(desk.clinic, "Wilhelmina", "Oxenstierna", "77032", email="mina@post.example")
    post.send(
        *ZONE_OF_ZEBEDEE,
        nasty(uid="zebedee.quillfeather@mail.example", hour=9),
        nasty("RRULE:FREQ=WEEKLY;COUNT=4;X-FOR=ZEBEDEE", uid="Oxenstierna-rule", hour=10),
        nasty("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20260326T143700Z", uid="Oxenstierna-weekly", hour=11),
        nasty("RECURRENCE-ID:20260326T153700Z", uid="Oxenstierna-weekly", hour=13),
        vevent("SUMMARY:Birthday of Zebedee", uid="q", start="DTSTART;VALUE=DATE:20260602", end=""),
        vevent("SUMMARY:Somebody unknown Schmidt", uid="r", start="DTSTART:20260604T090000", end=""),
    )
    visit = {"patient": one.id, "practitioner": desk.ortega.id}
    desk.book(9, title="Zebedee: results", description="Penicillin", visit_note="Myopia", address="Rosewood 5", **visit)
    desk.book(10, title="quillfeatherreview", service=desk.service.id, **visit)
    desk.book(11, title="Myopia on the left", **visit)
    desk.book(12, title="Call +1 555 010 7788", interaction=Interaction.PHONE, **visit)
    desk.book(13, title="Born 02.06.1979, zebedee.q@mail.example", patient=None, practitioner=desk.ortega.id)
    off = desk.book(14, title="x", **visit)
    desk.clinic.appointments.cancel(id=off.id, reason="Zebedee Quillfeather is ill")
    desk.book(
        15,
        practitioner=desk.ortega.id,
        group=True,
        patient=mina.id,
        attendees=[one.id, mina.id],
        guests=["Wilhelmina Oxenstierna"],
    )
    series.book(desk, start=desk.at(9, day=2), patient=one.id, title="Wilhelmina too")
    desk.clinic.blocks.create(
        start=desk.at(16),
        end=desk.at(17),
        practitioner=desk.chen.id,
        title="Lunch with Quillfeather",
        rule="FREQ=DAILY",
    )


@shared
def test_nothing_of_any_patient_is_anywhere_in_a_shared_file(post: Post, naming: Naming) -> None:
    fill(post)
    data = post.export(naming=naming)
    text = data.replace("\r\n ", "").casefold()
    assert (breaches(data.encode()), text.count("begin:vevent") > 10) == ([], True)
    assert [secret for secret in (*SECRETS, *MORE, "Schmidt") if secret.casefold() in text] == []


@shared
def test_nothing_of_any_patient_is_in_a_shared_file_of_one_practitioner(post: Post, naming: Naming) -> None:
    fill(post)
    for one in (post.desk.chen, post.desk.ortega):
        text = post.export(naming=naming, practitioner=one.id).replace("\r\n ", "").casefold()
        assert [secret for secret in (*SECRETS, *MORE) if secret.casefold() in text] == []


def test_the_full_naming_says_everything(post: Post) -> None:
    fill(post)
    text = post.export().replace("\r\n ", "")
    assert [secret for secret in SECRETS if secret.casefold() not in text.casefold()] == []


def test_patients_go_out_as_their_initials_with_service_place_and_practitioner(post: Post) -> None:
    post.desk.book(service=post.desk.service.id, room=post.desk.room.id, title="Eva", description="ill")
    lines = event(post, Naming.INITIALS)
    for line in (
        "SUMMARY:E. N. · Consultation",
        "LOCATION:Room 1",
        "ORGANIZER;CN=Dr. Amelia Chen:invalid:nomail",
        "DTSTART;TZID=America/New_York:20260318T090000",
        "TRANSP:OPAQUE",
    ):
        assert line in lines
    written = {"UID", "DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED", "SUMMARY", "LOCATION", "TRANSP", "ORGANIZER"}
    assert names_of(lines) == written


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Follow-up", "E. N. · Follow-up"),
        ("Follow-up of Eva", "E. N."),
        ("follow-up, NOVAK", "E. N."),
        ("Call Leo Martin", "E. N."),
        ("MartinLeo", "E. N."),
        ("Call 555 0199", "E. N."),
        ("write to e@x.example", "E. N."),
        ("", "E. N."),
    ],
)
def test_a_title_goes_out_only_where_it_names_no_patient(post: Post, title: str, told: str) -> None:
    post.desk.book(title=title)
    assert said(post) == [told]


def test_a_title_that_repeats_what_is_noted_of_a_patient_does_not_go_out(post: Post) -> None:
    one = zebedee(post.desk)
    post.desk.book(title="Penicillin: never", patient=one.id)
    assert said(post) == ["Z. Q."]


def test_what_takes_time_of_the_staff_goes_out_by_its_title_or_as_busy(post: Post) -> None:
    post.desk.book(9, title="Team meeting", patient=None)
    post.desk.book(10, title="About Eva", patient=None)
    assert said(post) == ["Team meeting", "Busy"]


def test_a_title_that_came_with_a_file_does_not_go_out(post: Post) -> None:
    post.send(at(9, "SUMMARY:Mrs Schmidt", uid="a"))
    assert said(post) == ["Busy"]


def test_a_group_goes_out_with_the_first_initials_and_how_many_more(post: Post) -> None:
    people = [add_patient(post.desk.clinic, name, "Lund", f"20{at}") for at, name in enumerate(("Anna", "Bo", "Cleo"))]
    ids = [post.desk.eva.id, *(one.id for one in people), post.desk.leo.id]
    post.desk.book(group=True, attendees=ids)
    assert said(post) == ["E. N., A. L., B. L., +2"]


def test_a_name_in_a_script_without_capitals_has_no_initials(post: Post) -> None:
    post.desk.book(patient=add_patient(post.desk.clinic, "芳", "王", "3001").id, title="王芳复诊")
    assert said(post) == ["Busy"]


def test_busy_says_nothing_but_when(post: Post) -> None:
    post.desk.book(service=post.desk.service.id, room=post.desk.room.id, title="Eva", description="ill")
    lines = event(post, Naming.BUSY)
    assert names_of(lines) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "TRANSP", "CLASS"}
    assert {"SUMMARY:Busy", "CLASS:PRIVATE", "TRANSP:OPAQUE"} <= set(lines)


def test_busy_leaves_out_what_takes_no_time(post: Post) -> None:
    post.desk.clinic.appointments.cancel(id=post.desk.book(9).id)
    post.desk.clinic.appointments.set_status(id=post.desk.book(10).id, status=Status.NO_SHOW)
    post.send(at(11, "TRANSP:TRANSPARENT", uid="free"))
    assert events(post, Naming.BUSY) == []


def test_initials_tell_that_a_visit_was_called_off(post: Post) -> None:
    post.desk.clinic.appointments.cancel(id=post.desk.book().id)
    assert "STATUS:CANCELLED" in event(post, Naming.INITIALS)


def starts(post: Post, naming: Naming) -> list[str]:
    """Give when the events begin, on the wall clock."""
    return [line[-15:] for found in events(post, naming) for line in found if line.startswith("DTSTART")]


def test_a_time_of_a_series_that_was_called_off_is_not_busy(post: Post) -> None:
    made = series.book(post.desk).visits
    post.desk.clinic.appointments.cancel(id=made[1].id)
    assert starts(post, Naming.BUSY) == ["20260318T090000", "20260401T090000"]


def uids(post: Post, naming: Naming) -> Iterator[str]:
    return (line for found in events(post, naming) for line in found if line.startswith("UID:"))


@shared
def test_the_uid_of_a_visit_stays_the_same_whatever_is_changed(post: Post, naming: Naming) -> None:
    held = post.desk.book(9)
    before = list(uids(post, naming))
    post.desk.clinic.appointments.move(id=held.id, start=post.desk.at(11))
    post.desk.clinic.appointments.update(id=held.id, title="New")
    assert list(uids(post, naming)) == before


@shared
def test_visits_have_uids_of_their_own_and_not_those_of_the_book(post: Post, naming: Naming) -> None:
    rows = two_parts(post.desk)
    found = list(uids(post, naming))
    assert len(set(found)) == 2
    assert not {f"UID:{row.uid}" for row in rows} & set(found)


@shared
def test_no_word_is_in_a_uid_by_chance(post: Post, naming: Naming) -> None:
    for hour in range(9, 17):
        post.desk.book(hour)
    assert not set("aeiouybcdf") & {letter for uid in uids(post, naming) for letter in uid[4:].partition("@")[0]}


@shared
def test_the_number_of_an_event_rises_with_a_change(post: Post, naming: Naming) -> None:
    held = post.desk.book(9)
    post.desk.clinic.appointments.move(id=held.id, start=post.desk.at(11))
    assert "SEQUENCE:1" in event(post, naming)


@shared
def test_every_time_of_a_series_is_an_event_of_its_own(post: Post, naming: Naming) -> None:
    series.book(post.desk)
    assert starts(post, naming) == ["20260318T090000", "20260325T090000", "20260401T090000"]
    assert len(set(uids(post, naming))) == 3
    assert not {"RRULE", "RECURRENCE-ID"} & {name for found in events(post, naming) for name in names_of(found)}


@shared
def test_a_time_that_leaves_its_series_keeps_its_uid(post: Post, naming: Naming) -> None:
    made = series.book(post.desk).visits
    before = list(uids(post, naming))
    post.desk.clinic.appointments.archive(id=made[0].id)
    post.desk.clinic.appointments.move(id=made[2].id, start=post.desk.at(15, day=15))
    assert list(uids(post, naming)) == before[1:]


@shared
def test_a_visit_with_a_team_goes_out_once(post: Post, naming: Naming) -> None:
    with_members(post.desk)
    assert len(events(post, naming)) == 1


@shared
def test_a_shared_file_is_published(post: Post, naming: Naming) -> None:
    assert "\r\nMETHOD:PUBLISH\r\n" in post.export(naming=naming)
    assert "METHOD" not in post.export()


@shared
def test_a_file_is_the_same_as_long_as_nothing_changes(post: Post, naming: Naming) -> None:
    post.desk.book(title="x")
    before = post.export(naming=naming)
    post.desk.clock.now = type(post.desk.clock.now)(post.desk.clock.now + HOUR)
    assert post.export(naming=naming) == before


@shared
def test_a_shared_file_that_comes_back_changes_no_visit_of_the_book(post: Post, naming: Naming) -> None:
    held = post.desk.book(title="Follow-up of Eva", service=post.desk.service.id)
    path = post.folder / "shared.ics"
    path.write_text(post.export(naming=naming), "utf-8")
    preview = post.desk.clinic.ics.preview(files=[path])
    assert {row.state for row in preview.rows} <= {State.NEW, State.CLASHING}
    post.desk.clinic.ics.import_files(files=[path])
    assert post.desk.clinic.appointments.get(id=held.id).appointment == held
