from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from frontdesk.domain.appointment import (
    NEXT_STATUSES,
    Appointment,
    Attendee,
    Interaction,
    Status,
)
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, MINUTE, Instant

NOW = Instant(1_773_838_800_000)


def visit(**more: Any) -> Appointment:
    base = Appointment(
        id=Id(1),
        uid="1@frontdesk",
        status_at=NOW,
        start=NOW,
        end=Instant(NOW + HOUR),
        zone="UTC",
        created_by="front-desk",
        created_at=NOW,
        updated_at=NOW,
    )
    return replace(base, **more)


@pytest.mark.parametrize("end", [NOW, NOW - 1])
def test_an_end_that_is_not_after_the_start_is_invalid(end: int) -> None:
    with pytest.raises(Invalid, match="end_not_after_start"):
        visit(end=Instant(end)).checked()


def test_a_visit_of_odd_seconds_is_fine() -> None:
    assert visit(end=Instant(NOW + 3_598_000)).checked().interval.length == 3_598_000


def test_a_year_is_the_longest() -> None:
    assert visit(end=Instant(NOW + 366 * DAY)).checked()
    with pytest.raises(Invalid, match="too_long"):
        visit(end=Instant(NOW + 366 * DAY + 1)).checked()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"patient_id": Id(5), "attendees": (Attendee(Id(6)),)}, "one_patient_unless_group"),
        ({"attendees": (Attendee(Id(5)), Attendee(Id(6)))}, "one_patient_unless_group"),
        ({"internal": True, "service_id": Id(3)}, "internal_has_no_service"),
        ({"reference_patients": (Id(5),)}, "reference_patients_only_internal"),
        ({"video_url": "https://x"}, "video_only_for_video_call"),
        ({"video_meeting_id": "1", "interaction": Interaction.PHONE}, "video_only_for_video_call"),
        ({"address": "Main St", "interaction": Interaction.PHONE}, "address_only_in_person"),
        ({"actual_end": NOW}, "actual_end_before_start"),
        ({"actual_start": NOW, "actual_end": Instant(NOW - 1)}, "actual_end_before_start"),
        ({"buffer_before": -MINUTE}, "bad_buffer"),
        ({"buffer_after": 90_001}, "bad_buffer"),
        ({"buffer_after": DAY + MINUTE}, "bad_buffer"),
    ],
)
def test_what_no_appointment_may_be_is_invalid(more: dict[str, Any], reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        visit(**more).checked()


def test_what_an_appointment_may_be_is_fine() -> None:
    visit(group=True, attendees=(Attendee(Id(5)), Attendee(Id(6)))).checked()
    visit(internal=True, reference_patients=(Id(5),)).checked()
    visit(interaction=Interaction.VIDEO_CALL, video_url="https://x").checked()
    visit(address="Main St").checked()
    visit(actual_start=NOW, actual_end=NOW).checked()


def test_its_patient_is_always_an_attendee() -> None:
    assert visit(patient_id=Id(5)).checked().attendees == (Attendee(Id(5)),)


_PATH = [Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED]


@pytest.mark.parametrize("held", list(Status))
@pytest.mark.parametrize("wanted", list(Status))
def test_a_status_goes_forward_or_away_and_never_back(held: Status, wanted: Status) -> None:
    forward = held in _PATH and wanted in _PATH and _PATH.index(wanted) > _PATH.index(held)
    away = wanted in (Status.NO_SHOW, Status.CANCELLED, Status.INVALID) and held in _PATH[:4]
    late = held is Status.NO_SHOW and wanted in (Status.ARRIVED, Status.IN_PROGRESS)
    hold = held is Status.HELD and wanted in (Status.BOOKED, Status.CONFIRMED, Status.CANCELLED, Status.INVALID)
    if forward or away or late or hold:
        assert visit(status=held).with_status(wanted, NOW).status is wanted
    else:
        with pytest.raises(Invalid, match="no_such_status_path") as caught:
            visit(status=held).with_status(wanted, NOW)
        assert caught.value.facts["allowed"] == [s.value for s in NEXT_STATUSES[held]]


def test_a_new_status_notes_since_when() -> None:
    later = Instant(NOW + MINUTE)
    assert visit().with_status(Status.ARRIVED, later).status_at == later


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED, Status.NO_SHOW, Status.INVALID])
def test_a_visit_that_is_over_is_not_moved(status: Status) -> None:
    with pytest.raises(Invalid, match="status_forbids_move"):
        visit(status=status).moved(NOW, Instant(NOW + HOUR))


@pytest.mark.parametrize("status", list(Status))
def test_which_statuses_take_time(status: Status) -> None:
    free = {Status.NO_SHOW, Status.CANCELLED, Status.INVALID}
    assert visit(status=status).takes_time is (status not in free)


def test_an_archived_visit_and_a_mere_note_take_no_time() -> None:
    assert not visit(archived_at=NOW).takes_time
    assert not visit(occupies=False).takes_time
