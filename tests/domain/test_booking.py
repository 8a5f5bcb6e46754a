"""What the parts of one visit are to each other."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.booking import along, facing, joined, overall
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval

CHEN, ORTEGA = Id(1), Id(2)


def part(start: int, end: int, practitioner: Id | None = CHEN, **more: int) -> Appointment:
    return Appointment(
        id=Id(start + 1),
        uid="",
        status_at=Instant(0),
        start=Instant(start),
        end=Instant(end),
        zone="UTC",
        practitioner_id=practitioner,
        created_by="test",
        created_at=Instant(0),
        updated_at=Instant(0),
        **more,
    )


def span(start: int, end: int) -> Interval:
    return Interval(Instant(start), Instant(end))


@pytest.mark.parametrize(
    ("row", "to"),
    [
        (span(0, 10), span(5, 15)),  # what comes before goes along with the start
        (span(20, 30), span(28, 38)),  # what comes after with the end
        (span(10, 20), span(15, 28)),  # what is at the same time stays so
        (span(12, 18), span(17, 23)),
    ],
)
def test_parts_go_along_with_the_one_that_is_moved_and_made_longer(row: Interval, to: Interval) -> None:
    assert along(row, span(10, 20), span(15, 28)) == to


def test_parts_face_each_other_where_one_practitioner_goes_on_without_a_break() -> None:
    assert facing(part(0, 10), part(10, 20))
    assert not facing(part(0, 10), part(11, 20))
    assert not facing(part(0, 10), part(10, 20, ORTEGA))
    assert not facing(part(0, 10, None), part(10, 20, None))


def test_buffers_between_parts_of_one_practitioner_are_dropped() -> None:
    rows = joined([part(0, 10), part(10, 20), part(20, 30, ORTEGA), part(30, 40)], lambda _row: (2, 3))
    assert [(row.buffer_before, row.buffer_after) for row in rows] == [(2, 0), (0, 3), (2, 3), (2, 3)]


BOOKED, ARRIVED, UNDERWAY, DONE = Status.BOOKED, Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED
AWAY, CANCELLED = Status.NO_SHOW, Status.CANCELLED


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        ((BOOKED, BOOKED), BOOKED),
        ((ARRIVED, BOOKED), BOOKED),
        ((UNDERWAY, ARRIVED), UNDERWAY),
        ((DONE, ARRIVED), UNDERWAY),
        ((DONE, DONE), DONE),
        ((DONE, AWAY), DONE),
        ((CANCELLED, BOOKED), BOOKED),
        ((CANCELLED, CANCELLED), CANCELLED),
        ((AWAY, AWAY), AWAY),
    ],
)
def test_a_visit_stands_where_its_parts_do(statuses: tuple[Status, ...], status: Status) -> None:
    assert overall(statuses) is status
