"""A patient's record: what became of the visits, what is to come, and what "book again" needs."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Attendance, Status
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.instants import MINUTE
from frontdesk.services.patient_record import CameTo, PatientRecord
from tests.support.clinics import READER, Desk, nobody
from tests.support.offers import offers
from tests.support.refusals import refused


def record(desk: Desk, **sent: Any) -> PatientRecord:
    return desk.clinic.patients.record(id=desk.eva.id, **sent)


def become(desk: Desk, status: Status, hour: int = 9, **sent: Any) -> Appointment:
    return desk.clinic.appointments.set_status(id=desk.book(hour).id, status=status, **sent)


def test_a_patient_without_visits_has_an_empty_record(desk: Desk) -> None:
    found = record(desk)
    assert (found.visits, found.no_shows, found.cancelled, found.left, found.kept) == (0, 0, 0, 0, None)
    assert (found.patient, found.upcoming, found.past.items, found.last_no_show) == (desk.eva, (), (), None)


def test_visits_that_took_place_were_missed_or_called_off_late_are_counted_and_weighed(desk: Desk) -> None:
    for hour in (9, 10, 11):
        become(desk, Status.COMPLETED, hour)
    missed = become(desk, Status.NO_SHOW, 12, reason="Did not call")
    become(desk, Status.CANCELLED, 13)
    found = record(desk)
    assert (found.visits, found.no_shows, found.cancelled, found.late_cancelled, found.kept) == (3, 1, 1, 1, 60)
    assert found.last_no_show == missed.start


@pytest.mark.parametrize(("hour", "late"), [(7, 1), (9, 0)])
def test_a_visit_is_called_off_late_less_than_a_day_before(desk: Desk, hour: int, late: int) -> None:
    """It is eight in the morning of the day before."""
    visit = desk.book(start=desk.at(hour, day=1))
    desk.clinic.appointments.cancel(id=visit.id, reason="Ill")
    found = record(desk)
    assert (found.cancelled, found.late_cancelled, found.kept) == (1, late, 0 if late else None)
    assert found.past.items[0].reason == "Ill"


def test_who_left_is_counted_by_itself(desk: Desk) -> None:
    visit = become(desk, Status.ARRIVED)
    desk.clinic.appointments.leave(id=visit.id, reason="Waited too long")
    found = record(desk)
    assert (found.left, found.cancelled, found.visits, found.kept) == (1, 0, 0, None)
    assert (found.past.items[0].came_to, found.past.items[0].reason) == (CameTo.LEFT, "Waited too long")


def test_a_past_visit_that_nobody_marked_is_told_as_such(desk: Desk) -> None:
    desk.book(9)
    desk.clock.now = desk.at(12)
    found = record(desk)
    assert (found.visits, found.unmarked, found.past.items[0].came_to) == (0, 1, CameTo.UNMARKED)


def test_what_is_to_come_is_soonest_first_and_what_was_newest_first_by_the_page(desk: Desk) -> None:
    visits = [desk.book(hour) for hour in (9, 10, 11, 14, 15)]
    desk.clock.now = desk.at(12)
    found = record(desk, page=2, size=2)
    assert [one.id for one in found.upcoming] == [visits[3].id, visits[4].id]
    assert [one.id for one in found.past.items] == [visits[0].id]
    assert (found.past.total, found.upcoming_total) == (3, 2)
    assert [one.id for one in record(desk, size=2).past.items] == [visits[2].id, visits[1].id]


def test_a_past_visit_has_all_that_booking_again_needs(desk: Desk) -> None:
    desk.book(9, minutes=45, service=desk.service.id, title="Check")
    desk.clock.now = desk.at(12)
    [one] = record(desk).past.items
    assert (one.service_id, one.service, one.practitioner_id, one.practitioner) == (
        desk.service.id, "Consultation", desk.chen.id, "Dr. Amelia Chen",
    )  # fmt: skip
    assert (one.length, one.title, one.group, one.zone) == (45 * MINUTE, "Check", False, "America/New_York")


def group(desk: Desk, **sent: Any) -> Appointment:
    return desk.book(group=True, patient=None, attendees=[desk.eva.id, desk.leo.id], **sent)


def test_a_class_counts_for_those_who_came_and_as_missed_for_who_did_not(desk: Desk) -> None:
    visit = group(desk)
    desk.clinic.attendees.update(appointment=visit.id, patient=desk.eva.id, no_show=True)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.COMPLETED)
    assert (record(desk).no_shows, record(desk).visits) == (1, 0)
    other = desk.clinic.patients.record(id=desk.leo.id)
    assert (other.visits, other.no_shows, other.past.items[0].group) == (1, 0, True)


def test_a_class_that_was_declined_or_called_off_is_nobodys_visit(desk: Desk) -> None:
    declined = group(desk)
    desk.clinic.attendees.update(appointment=declined.id, patient=desk.eva.id, attendance=Attendance.DECLINED)
    desk.clinic.appointments.set_status(id=declined.id, status=Status.COMPLETED)
    off = group(desk, hour=12)
    desk.clinic.appointments.cancel(id=off.id)
    found = record(desk)
    assert (found.visits, found.cancelled, found.past.total) == (0, 0, 0)


def test_the_parts_of_one_visit_count_once_and_stand_in_one_line(desk: Desk) -> None:
    parts = offers(desk).book().parts
    first = min(parts, key=lambda part: part.start)
    ahead = record(desk)
    assert (ahead.upcoming_total, [one.id for one in ahead.upcoming]) == (1, [first.id])
    for part in parts:
        desk.clinic.appointments.set_status(id=part.id, status=Status.COMPLETED)
    found = record(desk)
    assert (found.visits, found.kept, found.upcoming_total) == (1, 100, 0)
    assert (found.past.total, [one.id for one in found.past.items]) == (1, [first.id])


@pytest.mark.parametrize("gone", ["archive", "delete", "invalid"])
def test_what_was_put_away_does_not_count(desk: Desk, gone: str) -> None:
    visit = become(desk, Status.COMPLETED if gone != "invalid" else Status.INVALID)
    if gone != "invalid":
        getattr(desk.clinic.appointments, gone)(id=visit.id)
    assert (record(desk).visits, record(desk).past.total) == (0, 0)


def test_the_visits_of_others_are_theirs(desk: Desk) -> None:
    desk.book(patient=desk.leo.id)
    assert record(desk).upcoming == ()


def test_a_bad_page_is_invalid_and_an_unknown_patient_not_found(desk: Desk) -> None:
    assert isinstance(refused(desk.clinic.patients.record, id=desk.eva.id, page=0), Invalid)
    assert isinstance(refused(desk.clinic.patients.record, id=desk.eva.id, size=501), Invalid)
    assert isinstance(refused(desk.clinic.patients.record, id=nobody()), NotFound)


def test_who_may_only_look_reads_a_record(desk: Desk) -> None:
    with desk.as_actor(READER) as reader:
        assert reader.patients.record(id=desk.eva.id).patient == desk.eva
