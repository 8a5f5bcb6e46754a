"""Group appointments as other parts of the program meet them: seats, claims, series, history (C11, C13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.calendar import Frequency, Taken
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.repeats import MOST_TIMES, RepeatRule
from frontdesk.services.repeats import SeriesBooked
from tests.support.clinics import DAY, READER, Desk, add_patient, nobody
from tests.support.series import starts

WEEKLY = RepeatRule(frequency=Frequency.WEEKLY, count=3)


def create(desk: Desk, **sent: Any) -> SeriesBooked:
    """Create a group of Dr. Chen at nine with four seats, or whatever else is said."""
    asked = {"service": desk.service.id, "start": desk.at(9), "practitioner": desk.chen.id, "max_attendees": 4, **sent}
    return desk.clinic.group_appointments.create(**asked)


def one(desk: Desk, **sent: Any) -> Appointment:
    """Create one and give it."""
    [made] = create(desk, **sent).visits
    return made


def test_what_is_given_back_is_what_is_in_the_book(desk: Desk) -> None:
    made = create(desk, repeat=WEEKLY, attendees=[desk.eva.id, desk.leo.id]).visits
    assert [desk.clinic.appointments.get(id=each.id).appointment for each in made] == list(made)


def test_it_brings_the_buffers_of_its_service_and_takes_time_like_any_visit(desk: Desk) -> None:
    made = one(desk)
    assert (made.buffer_after, made.takes_time) == (10 * MINUTE, True)
    with pytest.raises(Conflict):
        desk.book(9, 15)
    with pytest.raises(Conflict):
        # The minutes after it are taken too.
        desk.book(9, 35)


def test_it_takes_its_room_and_its_equipment(desk: Desk) -> None:
    mat = desk.clinic.equipment.create(name="Mat").equipment
    big = desk.clinic.rooms.create(name="Hall", capacity=10)
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.room.id, big.id])
    made = one(desk, equipment=[mat.id])
    # Room 1 has a single place.
    assert (made.room_id, [use.equipment_id for use in made.equipment]) == (big.id, [mat.id])
    for sent in ({"room": big.id}, {"equipment": [mat.id], "room": None}):
        with pytest.raises(Conflict) as refusal:
            one(desk, practitioner=desk.ortega.id, **sent)
        assert len(refusal.value.clashes) == 1


def test_no_seat_is_given_twice(desk: Desk) -> None:
    made = one(desk, max_attendees=2, attendees=[desk.eva.id, desk.leo.id, desk.eva.id])
    assert [attendee.id for attendee in made.attendees] == [desk.eva.id, desk.leo.id]
    third = add_patient(desk.clinic, "Ann", "Lee", "1003")
    with pytest.raises((Conflict, Invalid)) as refusal:
        desk.clinic.appointments.update(id=made.id, attendees=[desk.eva.id, desk.leo.id, third.id])
    assert refusal.value.reason == "no_seat_left"


def test_a_change_that_went_past_the_rules_meets_the_guard_of_the_book(desk: Desk) -> None:
    made = one(desk, max_attendees=1, attendees=[desk.eva.id])
    more = (*made.attendees, replace(made.attendees[0], id=desk.leo.id))
    with pytest.raises(Conflict) as refusal, desk.clinic.writing("test.seats", lambda: "Seats") as work:
        work.replace(made, replace(made, attendees=more))
    assert refusal.value.reason == "no_seat_left"


def test_those_who_come_twice_at_once_are_no_reason_against_it(desk: Desk) -> None:
    desk.book(9, practitioner=desk.ortega.id)
    assert one(desk, attendees=[desk.eva.id]).status is Status.BOOKED


def test_a_series_has_a_record_with_its_rule_and_what_was_left_out(desk: Desk) -> None:
    desk.book(start=desk.at(9, day=7))
    made = create(desk, repeat=WEEKLY, policy=Taken.SKIP)
    assert starts(made.visits) == ["2026-03-18T09:00", "2026-04-01T09:00"]
    assert made.skipped == (date(2026, 3, 25),)
    assert made.series_id is not None
    assert all(each.series_id == made.series_id and each.recurrence_id for each in made.visits)
    details = desk.clinic.appointments.get(id=made.visits[0].id)
    assert details.rule == "FREQ=WEEKLY;COUNT=3"


def test_where_one_date_remains_there_is_no_series(desk: Desk) -> None:
    desk.book(start=desk.at(9, day=7))
    made = create(desk, repeat=replace(WEEKLY, count=2), policy=Taken.SKIP)
    assert (made.series_id, len(made.visits)) == (None, 1)


def test_the_most_times_are_fine_and_come_in_one_step(desk: Desk) -> None:
    rule = RepeatRule(frequency=Frequency.DAILY, count=MOST_TIMES)
    assert len(create(desk, start=desk.at(18), repeat=rule).visits) == MOST_TIMES
    desk.clinic.history.undo()
    assert desk.clinic.appointments.list().total == 0


def test_the_dates_of_one_that_lasts_longer_than_a_day_clash_with_each_other(desk: Desk) -> None:
    rule = RepeatRule(frequency=Frequency.DAILY, count=2)
    with pytest.raises(Conflict) as refusal:
        create(desk, end=desk.at(12, day=1), repeat=rule)
    assert refusal.value.facts["dates"] == ["2026-03-19"]
    assert desk.clinic.appointments.list().total == 0


def test_an_odd_number_of_seconds_is_kept(desk: Desk) -> None:
    end = Instant(desk.at(10) - 2_000)
    assert [each.end - each.start for each in create(desk, end=end, repeat=WEEKLY).visits] == [3_598_000] * 3


def test_the_clock_on_the_wall_counts_across_its_change(desk: Desk) -> None:
    made = create(desk, start=desk.at(9, day=-14), repeat=WEEKLY)
    assert starts(made.visits) == ["2026-03-04T09:00", "2026-03-11T09:00", "2026-03-18T09:00"]


def test_who_does_not_give_the_service_is_refused_with_those_who_may(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.ortega.id])
    with pytest.raises(Invalid) as refusal:
        create(desk, repeat=WEEKLY)
    assert (refusal.value.reason, refusal.value.facts["field"]) == ("does_not_give", "practitioner")


def test_a_closure_on_one_date_is_named_with_it(desk: Desk) -> None:
    desk.clinic.closures.create(name="Stocktaking", first=date.fromordinal(DAY.toordinal() + 7))
    with pytest.raises(Conflict) as refusal:
        create(desk, repeat=WEEKLY)
    assert refusal.value.facts["dates"] == ["2026-03-25"]
    assert [clash.kind for clash in refusal.value.clashes] == ["closure"]


def test_booking_over_others_takes_the_right_to(desk: Desk) -> None:
    one(desk)
    booking = replace(READER.role, rights=READER.role.rights | {Right.BOOK})
    clinic = desk.as_actor(replace(READER, role=booking))
    with pytest.raises(Forbidden):
        clinic.group_appointments.create(
            service=desk.service.id, start=desk.at(9), practitioner=desk.chen.id, override_reason="Both know"
        )
    clinic.close()


def test_an_unknown_attendee_is_told_before_dates_are(desk: Desk) -> None:
    one(desk)
    with pytest.raises(NotFound) as refusal:
        create(desk, attendees=[nobody()])
    assert refusal.value.facts["kind"] == "patient"


@pytest.mark.parametrize("sent", [{"repeat": "weekly"}, {"rows": None}, {"service": "x"}, {"attendees": [Id(-1)]}])
def test_what_is_of_another_type_is_invalid_for_whoever_calls(desk: Desk, sent: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        create(desk, **sent)
    assert refusal.value.reason == "wrong_type"
