"""Exporting: what goes out, and that it comes in again the same (C79)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import icalendar
import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.clinic import Clinic, create_clinic
from frontdesk.services.ics.preview import State
from tests.services.ics.files import Post, at, vevent
from tests.support.clinics import ZONE, Clock, add_patient


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def again(post: Post, **asked: object) -> Path:
    path = post.folder / "export.ics"
    path.write_bytes(post.export(**asked).encode())
    return path


def test_a_visit_goes_out_with_its_people_and_place(post: Post) -> None:
    post.desk.book(title="Follow-up", description="a, b;\nc", room=post.desk.room.id, service=post.desk.service.id)
    lines = unfolded(post.export())
    for line in (
        "SUMMARY:Follow-up",
        "DESCRIPTION:a\\, b\\;\\nc",
        "DTSTART;TZID=America/New_York:20260318T090000",
        "DTEND;TZID=America/New_York:20260318T093000",
        "ORGANIZER;CN=Dr. Amelia Chen:invalid:nomail",
        "ATTENDEE;CN=Eva Novák;PARTSTAT=NEEDS-ACTION:invalid:nomail",
        "LOCATION:Room 1",
        "STATUS:CONFIRMED",
        "TZID:America/New_York",
    ):
        assert line in lines


def test_an_export_is_sound(post: Post) -> None:
    post.desk.book(title="é" * 60)
    icalendar.use_zoneinfo()
    judged = icalendar.Calendar.from_ical(post.export())
    (event,) = judged.walk("VEVENT")
    assert (event.errors, int(event["DTSTART"].dt.timestamp() * 1000)) == ([], post.desk.at(9))
    assert max(len(line) for line in post.export().encode().split(b"\r\n")) <= 75


def test_an_export_can_be_narrowed(post: Post) -> None:
    mine = post.desk.book(9, title="mine")
    post.desk.book(9, title="other", practitioner=post.desk.ortega.id, patient=post.desk.leo.id)
    clinic = post.desk.clinic
    assert [
        clinic.ics.export(**asked).visits  # type: ignore[arg-type]
        for asked in (
            {},
            {"practitioner": post.desk.chen.id},
            {"patient": post.desk.leo.id},
            {"start": post.desk.at(10)},
            {"start": post.desk.at(9, 15), "end": post.desk.at(9, 20)},
            {"ids": [mine.id]},
            {"ids": []},
        )
    ] == [2, 1, 1, 0, 2, 1, 0]


def test_a_range_that_ends_before_it_starts_is_invalid(post: Post) -> None:
    with pytest.raises(Invalid):
        post.export(start=post.desk.at(10), end=post.desk.at(9))


def test_archived_visits_stay_in(post: Post) -> None:
    post.desk.clinic.appointments.archive(id=post.desk.book().id)
    assert post.desk.clinic.ics.export().visits == 0


def test_the_calendar_is_named_after_the_practitioner_or_the_clinic(post: Post) -> None:
    assert "X-WR-CALNAME:Main Street" in unfolded(post.export())
    assert "X-WR-CALNAME:Dr. Amelia Chen" in unfolded(post.export(practitioner=post.desk.chen.id))


def test_the_books_own_export_changes_nothing(post: Post) -> None:
    post.desk.book(9, title="one")
    post.desk.book(10, service=post.desk.service.id, room=post.desk.room.id)
    post.desk.clinic.appointments.cancel(id=post.desk.book(12).id)
    done = post.desk.clinic.ics.import_files(files=[again(post)])
    assert (done.seq, done.preview.counts[State.SAME]) == (None, 3)


def test_visits_that_an_export_calls_cancelled_are_the_same_when_it_comes_back(post: Post) -> None:
    for hour, status in ((9, Status.CANCELLED), (10, Status.NO_SHOW), (11, Status.INVALID)):
        post.desk.clinic.appointments.set_status(id=post.desk.book(hour).id, status=status)
    done = post.desk.clinic.ics.import_files(files=[again(post)])
    assert (done.seq, {row.state for row in done.preview.rows}, len(done.preview.rows)) == (None, {State.SAME}, 3)


def test_an_export_that_is_older_than_the_book_changes_nothing(post: Post) -> None:
    held = post.desk.book(9)
    path = again(post)
    post.desk.clinic.appointments.move(id=held.id, start=post.desk.at(15))
    done = post.desk.clinic.ics.import_files(files=[path])
    assert (done.seq, done.preview.rows[0].reason) == (None, "older")


def test_a_change_that_another_program_made_to_an_export_comes_back(post: Post) -> None:
    post.desk.book(9, title="one")
    path = again(post)
    path.write_bytes(path.read_bytes().replace(b"SUMMARY:one", b"SUMMARY:two\r\nSEQUENCE:1"))
    post.desk.clinic.ics.import_files(files=[path])
    assert post.visit().title == "two"


KEPT = (
    "SUMMARY;LANGUAGE=de:Ein  Termin",
    'LOCATION;ALTREP="cid:x":Raum 5',
    "CATEGORIES:A,B",
    "CLASS:PRIVATE",
    "URL;VALUE=URI:https://x.example/a,b",
    "STATUS:TENTATIVE",
    "TRANSP:TRANSPARENT",
    "LAST-MODIFIED:20260102T030405Z",
    "ORGANIZER;X-P=1;CN=Ada Byron:mailto:ada@x.example",
    "ATTENDEE;X-NUM-GUESTS=0;CN=Maria Santos;PARTSTAT=ACCEPTED:mailto:m@x.example",
    "X-ONE;P=1:a\\,b",
    "PRIORITY:5",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:-PT5M",
    "END:VALARM",
)


@pytest.mark.parametrize("line", KEPT)
def test_what_the_book_does_not_model_goes_out_word_for_word(post: Post, line: str) -> None:
    post.send(vevent(*KEPT))
    assert line in unfolded(post.export())


def test_an_import_that_was_exported_changes_nothing(post: Post) -> None:
    post.send(vevent(*KEPT, "RRULE:FREQ=WEEKLY;COUNT=3"), at(15, uid="one"))
    done = post.desk.clinic.ics.import_files(files=[again(post)])
    assert (done.seq, [row.state for row in done.preview.rows]) == (None, [State.SAME] * done.preview.events)


def test_a_title_that_was_changed_here_goes_out_instead_of_the_one_that_came(post: Post) -> None:
    post.send(vevent(*KEPT))
    post.desk.clinic.appointments.update(id=post.visit().id, title="New", patient=post.desk.eva.id)
    lines = unfolded(post.export())
    assert ("SUMMARY:New" in lines, any("Ein  Termin" in line for line in lines)) == (True, False)
    assert "ATTENDEE;CN=Eva Novák;PARTSTAT=NEEDS-ACTION:invalid:nomail" in lines
    assert not any("Maria Santos" in line for line in lines)


def test_our_own_notes_about_an_import_do_not_go_out(post: Post) -> None:
    post.send(vevent(*KEPT))
    assert "X-FRONTDESK-SOURCE" not in post.export()


def test_a_time_of_no_length_goes_out_as_such(post: Post) -> None:
    post.send(vevent(end=""))
    assert not any(line.startswith("DTEND") for line in unfolded(post.export()))


def test_a_custom_field_cannot_break_out_of_its_line(post: Post) -> None:
    post.desk.book(title="x", description="a\r\nATTENDEE:mailto:thief@x.example")
    assert not any(line.startswith("ATTENDEE:mailto:thief") for line in unfolded(post.export()))


def moved_in(post: Post, path: Path) -> tuple[Clinic, dict[str, Appointment]]:
    """Import a file into another book that has the same people, rooms and services."""
    other = create_clinic(post.folder / "other.frontdesk", name="Other", zone_name=ZONE, clock=Clock())
    other.rooms.create(name="Room 1")
    other.services.create(name="Consultation", buffer_after=10 * MINUTE)
    add_patient(other, "Eva", "Novák", "1001")
    other.ics.import_files(files=[path])
    return other, {v.uid: v for v in other.appointments.list(size=500).items}


def test_another_book_gets_equal_visits(post: Post) -> None:
    desk = post.desk
    desk.book(9, title="one", description="a\nb", room=desk.room.id, service=desk.service.id)
    desk.book(11, title="staff", patient=None)
    desk.clinic.appointments.set_status(id=desk.book(13, address="Home").id, status=Status.CONFIRMED)
    desk.clinic.appointments.book(start=Instant(desk.at(15) + 7_000), end=Instant(desk.at(15) + 3_605_000))
    other, found = moved_in(post, again(post))
    alike = ("title", "description", "start", "end", "zone", "status", "event_type", "address", "all_day", "occupies")
    for held in post.visits():
        made = found[held.uid]
        assert {n: getattr(made, n) for n in alike} == {n: getattr(held, n) for n in alike}
        assert (made.buffer_before, made.buffer_after) == (held.buffer_before, held.buffer_after)
    first = next(v for v in found.values() if v.title == "one")
    details = other.appointments.get(id=first.id)
    names = [each.name for each in (details.practitioner, details.patient, details.room, details.service) if each]
    assert names == ["Dr. Amelia Chen", "Eva Novák", "Room 1", "Consultation"]
    other.close()


def test_a_series_reaches_another_book_whole(post: Post) -> None:
    post.send(vevent("RRULE:FREQ=WEEKLY;COUNT=4", "ORGANIZER;CN=Ada:mailto:ada@x.example"))
    other, _ = moved_in(post, again(post))
    made = other.appointments.list(size=500).items
    assert [v.start for v in made] == [v.start for v in post.visits()]
    assert len({v.series_id for v in made}) == 1
    other.close()


def test_a_visit_stays_itself_on_its_way_through_another_book(post: Post) -> None:
    post.send(at(9, *KEPT, uid="a"))
    other, _ = moved_in(post, again(post))
    back = post.folder / "back.ics"
    back.write_bytes(other.ics.export().text.encode())
    other.close()
    before = replace(post.visit())
    assert post.desk.clinic.ics.import_files(files=[back]).seq is None
    assert post.visit() == before
