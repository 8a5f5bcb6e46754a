from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.appointment import Status
from frontdesk.domain.claim import LONGEST_CLAIM, Subject, claims_of
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, MINUTE, Instant
from tests.domain.test_appointment import NOW, visit

DOCTOR, ROOM = Id(7), Id(8)


def test_a_visit_claims_its_practitioner_with_buffers_and_its_room_without() -> None:
    made = visit(practitioner_id=DOCTOR, room_id=ROOM, buffer_before=5 * MINUTE, buffer_after=10 * MINUTE)
    doctor, room = claims_of(made)
    assert (doctor.subject, doctor.start, doctor.end) == (
        Subject.PRACTITIONER,
        NOW - 5 * MINUTE,
        NOW + HOUR + 10 * MINUTE,
    )
    assert (room.subject, room.start, room.end) == (Subject.ROOM, NOW, NOW + HOUR)


def test_what_takes_no_time_claims_nothing() -> None:
    for status in (Status.CANCELLED, Status.NO_SHOW, Status.INVALID):
        assert claims_of(visit(practitioner_id=DOCTOR, status=status)) == ()
    assert claims_of(visit(practitioner_id=DOCTOR, archived_at=NOW)) == ()
    assert claims_of(visit(practitioner_id=DOCTOR, occupies=False)) == ()


def test_a_visit_of_nobody_nowhere_claims_nothing() -> None:
    assert claims_of(visit()) == ()


def test_the_reason_to_overlap_stands_in_the_claim() -> None:
    assert claims_of(visit(practitioner_id=DOCTOR, override_reason="urgent"))[0].override_reason == "urgent"


@given(st.integers(1, 366 * DAY))
def test_claims_of_a_long_visit_follow_one_another_and_none_is_longer_than_a_day(length: int) -> None:
    claims = claims_of(visit(room_id=ROOM, end=Instant(NOW + length)))
    assert claims[0].start == NOW
    assert claims[-1].end == NOW + length
    assert all(0 < c.end - c.start <= LONGEST_CLAIM for c in claims)
    assert all(a.end == b.start for a, b in pairwise(claims))
