"""A visit without a title goes out under the words of the screen, and comes back without a title (C78, C79)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.instants import HOUR, Instant
from frontdesk.services.clinic import create_clinic
from frontdesk.services.ics.preview import State
from tests.services.ics.files import Post, vevent
from tests.support.clinics import ZONE


def summary(text: str) -> str:
    """Give the SUMMARY of the only event of a file."""
    (line,) = (line for line in text.replace("\r\n ", "").splitlines() if line.startswith("SUMMARY"))
    return line


def without_notes(text: str) -> str:
    """Give a file as programs write it that drop what they do not know."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return "\r\n".join(line for line in lines if not line.startswith(("X-", "PRODID")))


def again(post: Post, text: str, name: str = "again.ics") -> Path:
    path = post.folder / name
    path.write_bytes(text.encode())
    return path


def test_it_is_called_after_patient_and_service(post: Post) -> None:
    post.desk.book(service=post.desk.service.id)
    assert summary(post.export()) == f"SUMMARY:{post.desk.eva.name} · {post.desk.service.name}"


def test_without_a_patient_it_is_called_after_the_service(post: Post) -> None:
    post.desk.book(service=post.desk.service.id, patient=None)
    assert summary(post.export()) == f"SUMMARY:{post.desk.service.name}"


def test_time_of_staff_is_called_so(post: Post) -> None:
    post.desk.book(patient=None)
    assert summary(post.export()) == "SUMMARY:Staff time"


def test_a_block_is_called_so(post: Post) -> None:
    start = post.desk.at(12)
    post.desk.clinic.blocks.create(practitioner=post.desk.chen.id, start=start, end=Instant(start + HOUR))
    assert summary(post.export()) == "SUMMARY:Blocked"


def test_a_title_goes_out_as_it_is(post: Post) -> None:
    post.desk.book(title="Ultrasound", service=post.desk.service.id)
    text = post.export()
    assert (summary(text), "X-FRONTDESK-TITLE" in text) == ("SUMMARY:Ultrasound", False)


@pytest.mark.parametrize("through", [str, without_notes])
def test_the_export_changes_nothing_where_it_came_from(through: type[str], post: Post) -> None:
    post.desk.book(service=post.desk.service.id)
    done = post.desk.clinic.ics.import_files(files=[again(post, through(post.export()))])
    assert (done.seq, post.visit().title) == (None, "")


def test_a_series_comes_back_without_a_title(post: Post) -> None:
    post.desk.book(service=post.desk.service.id, rrule="FREQ=WEEKLY;COUNT=3", ignore_free_slots=True)
    text = post.export()
    assert summary(text) == f"SUMMARY:{post.desk.eva.name} · {post.desk.service.name}"
    done = post.desk.clinic.ics.import_files(files=[again(post, text)])
    assert (done.seq, {visit.title for visit in post.visits()}) == (None, {""})


@pytest.mark.parametrize("asked", [{}, {"rrule": "FREQ=WEEKLY;COUNT=3", "ignore_free_slots": True}])
def test_another_clinic_has_no_title_either_and_hands_the_words_on(asked: dict[str, Any], post: Post) -> None:
    post.desk.book(**asked)
    text = post.export()
    with create_clinic(post.folder / "other.frontdesk", name="Other", zone_name=ZONE, clock=post.desk.clock) as other:
        first = again(post, text)
        done = other.ics.import_files(files=[first])
        held = other.appointments.list(size=500).items
        assert {visit.title for visit in held} == {""}
        assert {row.title for row in done.preview.rows} == {post.desk.eva.name}
        # The name stands with the patient alone, where it can be put right.
        assert not any("SUMMARY" in line for visit in held for line in visit.extras)
        assert summary(other.ics.export().text) == f"SUMMARY:{post.desk.eva.name}"
        assert other.ics.import_files(files=[first]).seq is None
        assert other.ics.import_files(files=[again(post, other.ics.export().text)]).seq is None


def test_words_that_were_changed_elsewhere_are_a_title(post: Post) -> None:
    post.desk.book(service=post.desk.service.id)
    text = post.export().replace(f"SUMMARY:{post.desk.eva.name}", "SUMMARY:Moved by phone:")
    (row,) = post.desk.clinic.ics.import_files(files=[again(post, text)]).preview.rows
    assert row.facts["fields"] == ["title"]
    assert post.visit().title == f"Moved by phone: · {post.desk.service.name}"


def test_a_title_that_was_given_here_since_goes_out(post: Post) -> None:
    one = post.desk.book()
    post.desk.clinic.ics.import_files(files=[again(post, without_notes(post.export()))])
    post.desk.clinic.appointments.update(id=one.id, title="Talk")
    assert summary(post.export()) == "SUMMARY:Talk"


def test_a_change_that_comes_back_without_notes_leaves_the_visit_untitled(post: Post) -> None:
    post.desk.book()
    text = without_notes(post.export()).replace("T093000", "T094500").replace("SEQUENCE:0", "SEQUENCE:1")
    (row,) = post.desk.clinic.ics.import_files(files=[again(post, text)]).preview.rows
    assert (row.state, row.reason, post.visit().title) == (State.CHANGED, "moved", "")
    assert summary(post.export()) == f"SUMMARY:{post.desk.eva.name}"


def test_what_came_without_a_title_goes_out_without_one(post: Post) -> None:
    post.send(vevent())
    assert "SUMMARY" not in post.export()
