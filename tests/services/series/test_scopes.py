"""What is done to this date, to those that follow, and to all of a series (C39, C40, C61)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Conflict, Invalid, NotFound
from frontdesk.domain.instants import HOUR, Instant
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.series_table import Stands
from frontdesk.domain.series_trial import Deed, Stays
from frontdesk.services.series.wanted import Clashing
from tests.support.clinics import Desk
from tests.support.weekly import clocks, everything, visits_of, weekly

FOLLOWING, ALL = Scope.FOLLOWING, Scope.ALL


def rule(desk: Desk, visit: Any) -> str | None:
    return desk.clinic.appointments.get(id=visit.id).rule


def states(desk: Desk, id: Any) -> list[str]:
    return [row.stands.value for row in desk.clinic.series.get(id=id, size=500).rows]


def records(desk: Desk) -> list[Series]:
    with desk.clinic.book.reading() as book:
        return list(book.all(Series))


# Moving


def test_moving_this_one_leaves_the_others_and_their_rule(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.move(id=made[1].id, start=desk.at(11, day=7))
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 11:00", "04-01 09:00", "04-08 09:00", "04-15 09:00"]
    assert states(desk, made[0].series_id) == ["as_ruled", "changed", "as_ruled", "as_ruled", "as_ruled"]
    assert rule(desk, made[1]) == "FREQ=WEEKLY;COUNT=5"


def test_moving_this_and_following_makes_them_a_series_of_their_own(desk: Desk) -> None:
    made = weekly(desk)
    moved = desk.clinic.appointments.move(id=made[2].id, start=desk.at(10, 30, day=15), scope=FOLLOWING)
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 09:00", "04-02 10:30", "04-09 10:30", "04-16 10:30"]
    assert (rule(desk, made[0]), rule(desk, moved)) == ("FREQ=WEEKLY;UNTIL=20260331", "FREQ=WEEKLY;COUNT=3")
    assert len(visits_of(desk, made[0].series_id)) == 2  # type: ignore[arg-type]
    assert states(desk, moved.series_id) == ["as_ruled"] * 3


def test_a_named_weekday_goes_along_with_the_move(desk: Desk) -> None:
    made = weekly(desk, "FREQ=WEEKLY;BYDAY=WE,FR;COUNT=4")
    moved = desk.clinic.appointments.move(id=made[0].id, start=desk.at(9, day=1), scope=ALL)
    assert clocks(everything(desk)) == ["03-19 09:00", "03-21 09:00", "03-26 09:00", "03-28 09:00"]
    assert rule(desk, moved) == "FREQ=WEEKLY;BYDAY=TH,SA;COUNT=4"


def test_a_rule_that_names_its_day_of_the_month_is_not_moved_to_another(desk: Desk) -> None:
    made = weekly(desk, "FREQ=MONTHLY;BYMONTHDAY=18;COUNT=3")
    with pytest.raises(Invalid, match="rule_fixes_days"):
        desk.clinic.appointments.move(id=made[1].id, start=desk.at(9, day=32), scope=FOLLOWING)
    assert clocks(everything(desk)) == ["03-18 09:00", "04-18 09:00", "05-18 09:00"]


def test_what_has_been_stays_when_all_are_moved(desk: Desk) -> None:
    made = weekly(desk)
    desk.clock.now = desk.at(8, day=8)
    desk.clinic.appointments.move(id=made[4].id, start=desk.at(14, day=28), scope=ALL)
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 09:00", "04-01 14:00", "04-08 14:00", "04-15 14:00"]


def test_all_takes_over_coming_exceptions_and_the_trial_says_which(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.move(id=made[3].id, start=desk.at(16, day=21))
    trial = desk.clinic.series.trial(id=made[0].id, deed=Deed.MOVE, scope=ALL, start=desk.at(10))
    assert [row.overridden for row in trial.rows] == [(), (), (), ("start",), ()]
    assert (trial.changes, trial.overridden, trial.clashes) == (5, 1, 0)
    desk.clinic.appointments.move(id=made[0].id, start=desk.at(10), scope=ALL)
    assert {each[6:] for each in clocks(everything(desk))} == {"10:00"}
    assert states(desk, made[0].series_id) == ["as_ruled"] * 5


def test_an_exception_that_is_moved_with_all_brings_all_to_where_it_is(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.move(id=made[1].id, start=desk.at(11, day=7))
    desk.clinic.appointments.move(id=made[1].id, start=desk.at(12, day=7), scope=ALL)
    assert {each[6:] for each in clocks(everything(desk))} == {"12:00"}


def test_another_length_and_practitioner_reach_every_one_that_is_meant(desk: Desk) -> None:
    made = weekly(desk)
    start = desk.at(9, day=7)
    desk.clinic.appointments.move(
        id=made[1].id, start=start, end=Instant(start + 2 * HOUR), practitioner=desk.ortega.id, scope=FOLLOWING
    )
    found = everything(desk)
    assert [(v.end - v.start) // HOUR for v in found] == [1, 2, 2, 2, 2]
    assert [v.practitioner_id == desk.ortega.id for v in found] == [False, True, True, True, True]


def test_one_taken_time_refuses_the_whole_step_and_nothing_moves(desk: Desk) -> None:
    made = weekly(desk)
    other = desk.book(14, start=desk.at(14, day=21), patient=desk.leo.id)
    with pytest.raises(Conflict) as caught:
        desk.clinic.appointments.move(id=made[0].id, start=desk.at(14), scope=ALL)
    assert [clash.appointment_id for clash in caught.value.clashes] == [other.id]
    assert {each[6:] for each in clocks(visits_of(desk, made[0].series_id))} == {"09:00"}  # type: ignore[arg-type]


def test_what_clashes_can_be_left_where_it_is(desk: Desk) -> None:
    made = weekly(desk)
    desk.book(14, start=desk.at(14, day=21), patient=desk.leo.id)
    trial = desk.clinic.series.trial(id=made[0].id, deed=Deed.MOVE, scope=ALL, start=desk.at(14))
    assert [row.stays for row in trial.rows] == [None, None, None, Stays.CLASH, None]
    desk.clinic.appointments.move(id=made[0].id, start=desk.at(14), scope=ALL, clashing=Clashing.LEAVE)
    mine = visits_of(desk, made[0].series_id)  # type: ignore[arg-type]
    assert clocks(mine) == ["03-18 14:00", "03-25 14:00", "04-01 14:00", "04-08 09:00", "04-15 14:00"]
    assert states(desk, made[0].series_id) == ["as_ruled", "as_ruled", "as_ruled", "changed", "as_ruled"]


def test_a_series_may_move_onto_its_own_times(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.move(id=made[0].id, start=desk.at(9, day=7), scope=ALL)
    assert clocks(everything(desk)) == ["03-25 09:00", "04-01 09:00", "04-08 09:00", "04-15 09:00", "04-22 09:00"]


def test_what_was_booked_on_a_closed_day_by_hand_moves_along_within_that_day(desk: Desk) -> None:
    desk.clinic.closures.create(name="Stocktaking", first=date(2026, 3, 25))
    made = weekly(desk)
    desk.clinic.appointments.move(id=made[0].id, start=desk.at(10), scope=ALL)
    assert {each[6:] for each in clocks(everything(desk))} == {"10:00"}


def test_a_closed_day_that_a_series_would_come_onto_is_in_its_way(desk: Desk) -> None:
    desk.clinic.closures.create(name="Stocktaking", first=date(2026, 3, 26))
    made = weekly(desk)
    with pytest.raises(Conflict, match="closed"):
        desk.clinic.appointments.move(id=made[0].id, start=desk.at(9, day=1), scope=ALL)


def test_a_trial_writes_nothing(desk: Desk) -> None:
    made = weekly(desk)
    before = desk.clinic.book.last
    desk.clinic.series.trial(id=made[0].id, deed=Deed.MOVE, scope=ALL, start=desk.at(14))
    assert (desk.clinic.book.last, everything(desk)) == (before, list(made))


@pytest.mark.parametrize("scope", [FOLLOWING, ALL])
def test_a_step_over_several_is_one_step_that_undo_takes_back(desk: Desk, scope: Scope) -> None:
    made = weekly(desk)
    before = records(desk)
    desk.clinic.appointments.move(id=made[2].id, start=desk.at(11, day=14), scope=scope)
    desk.clinic.history.undo()
    assert clocks(everything(desk)) == clocks(made)
    assert rule(desk, made[2]) == "FREQ=WEEKLY;COUNT=5"
    assert [replace(each, version=1) for each in records(desk)] == before


def test_a_trial_of_one_date_tells_what_the_step_does_without_a_scope(desk: Desk) -> None:
    made = weekly(desk, "FREQ=MONTHLY;BYMONTHDAY=18;COUNT=3")
    desk.book(9, start=desk.at(11, day=1), patient=desk.leo.id)
    free = desk.clinic.series.trial(id=made[0].id, deed=Deed.MOVE, scope=Scope.THIS, start=desk.at(9, day=1))
    taken = desk.clinic.series.trial(id=made[0].id, deed=Deed.MOVE, scope=Scope.THIS, start=desk.at(11, day=1))
    assert ([row.start for row in free.rows], free.clashes, taken.clashes) == ([desk.at(9, day=1)], 0, 1)
    desk.clinic.appointments.archive(id=made[1].id)
    trial = desk.clinic.series.trial(id=made[1].id, deed=Deed.CANCEL, scope=Scope.THIS)
    assert trial.changes == 1


# Changing


def test_words_of_all_reach_past_ones_but_not_past_exceptions(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.update(id=made[1].id, title="With a knee")
    desk.clock.now = desk.at(8, day=20)
    desk.clinic.appointments.update(id=made[4].id, title="Physiotherapy", scope=ALL)
    assert [v.title for v in everything(desk)] == [
        "Physiotherapy",
        "With a knee",
        "Physiotherapy",
        "Physiotherapy",
        "Physiotherapy",
    ]


def test_words_from_one_on_make_a_series_of_their_own(desk: Desk) -> None:
    made = weekly(desk)
    changed = desk.clinic.appointments.update(id=made[3].id, title="Last ones", scope=FOLLOWING)
    assert [v.title for v in everything(desk)] == ["Physio", "Physio", "Physio", "Last ones", "Last ones"]
    assert (rule(desk, made[0]), rule(desk, changed)) == ("FREQ=WEEKLY;UNTIL=20260407", "FREQ=WEEKLY;COUNT=2")


def test_a_coming_exception_in_words_is_overridden_in_what_is_sent_alone(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.move(id=made[2].id, start=desk.at(15, day=14))
    desk.clinic.appointments.update(id=made[2].id, title="Late")
    desk.clinic.appointments.update(id=made[0].id, title="Physiotherapy", scope=ALL)
    assert {v.title for v in everything(desk)} == {"Physiotherapy"}
    assert clocks(everything(desk))[2] == "04-01 15:00"


def test_when_it_really_began_is_said_of_one_date(desk: Desk) -> None:
    made = weekly(desk)
    with pytest.raises(Invalid, match="of_one_date"):
        desk.clinic.appointments.update(id=made[0].id, actual_start=desk.at(9), scope=ALL)


def test_a_service_whose_room_is_taken_on_one_date_refuses_all(desk: Desk) -> None:
    made = weekly(desk)
    desk.book(9, start=desk.at(9, day=7), practitioner=desk.ortega.id, patient=desk.leo.id, room=desk.room.id)
    with pytest.raises(Conflict):
        desk.clinic.appointments.update(id=made[0].id, room=desk.room.id, scope=ALL)
    assert {v.room_id for v in visits_of(desk, made[0].series_id)} == {None}  # type: ignore[arg-type]


# Status, cancelling, putting away, deleting


def test_all_that_may_are_confirmed(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.cancel(id=made[1].id)
    desk.clinic.appointments.set_status(id=made[0].id, status=Status.CONFIRMED, scope=ALL)
    assert [v.status.value for v in everything(desk)] == [
        "confirmed",
        "cancelled",
        "confirmed",
        "confirmed",
        "confirmed",
    ]


def test_a_status_that_none_may_take_is_refused(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.cancel(id=made[0].id, scope=ALL)
    with pytest.raises(Invalid, match="nothing_to_change"):
        desk.clinic.appointments.set_status(id=made[0].id, status=Status.CONFIRMED, scope=ALL)


def test_cancelling_what_follows_frees_it_and_keeps_the_reason(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.cancel(id=made[2].id, reason="Moves away", scope=FOLLOWING)
    found = everything(desk)
    assert [v.status.value for v in found] == ["booked", "booked", "cancelled", "cancelled", "cancelled"]
    assert [v.cancel_reason for v in found[2:]] == ["Moves away"] * 3
    assert desk.book(9, start=desk.at(9, day=14), patient=desk.leo.id).id


def test_cancelling_all_keeps_what_has_been(desk: Desk) -> None:
    made = weekly(desk)
    desk.clock.now = desk.at(12, day=7)
    desk.clinic.appointments.cancel(id=made[4].id, scope=ALL)
    assert [v.status.value for v in everything(desk)] == ["booked", "booked", "cancelled", "cancelled", "cancelled"]


def test_a_series_without_an_end_that_was_cancelled_grows_no_more(desk: Desk) -> None:
    made = weekly(desk, "FREQ=WEEKLY")
    desk.clinic.appointments.cancel(id=made[3].id, scope=FOLLOWING)
    desk.clock.now = desk.at(8, day=300)
    assert desk.clinic.series.extend().added == 0


def test_all_are_put_away_and_come_back_as_one_step(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.archive(id=made[1].id, scope=ALL)
    assert everything(desk) == []
    desk.clinic.appointments.restore(id=made[1].id, scope=ALL)
    assert clocks(everything(desk)) == clocks(made)


def test_one_time_that_was_given_away_keeps_all_from_coming_back(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.archive(id=made[0].id, scope=ALL)
    desk.book(9, start=desk.at(9, day=21), patient=desk.leo.id)
    with pytest.raises(Conflict):
        desk.clinic.appointments.restore(id=made[0].id, scope=ALL)
    assert len(everything(desk)) == 1


def test_deleting_what_follows_ends_the_series_before_it(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.delete(id=made[2].id, scope=FOLLOWING)
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 09:00"]
    assert rule(desk, made[0]) == "FREQ=WEEKLY;UNTIL=20260331"
    with pytest.raises(NotFound):
        desk.clinic.appointments.get(id=made[3].id)


def test_deleting_all_deletes_the_series_and_undo_brings_everything_back(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.delete(id=made[1].id, scope=ALL)
    with pytest.raises(NotFound):
        desk.clinic.series.get(id=made[0].series_id)  # type: ignore[arg-type]
    desk.clinic.history.undo()
    assert clocks(everything(desk)) == clocks(made)
    assert states(desk, made[0].series_id) == ["as_ruled"] * 5


def test_a_deleted_occurrence_is_not_found_and_the_series_remembers_that(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.delete(id=made[1].id)
    with pytest.raises(NotFound):
        desk.clinic.appointments.get(id=made[1].id)
    assert states(desk, made[0].series_id) == ["as_ruled", "removed", "as_ruled", "as_ruled", "as_ruled"]


# Ids


def test_the_id_of_the_series_gives_its_next_visit(desk: Desk) -> None:
    made = weekly(desk)
    desk.clock.now = desk.at(12, day=7)
    assert desk.clinic.appointments.get(id=made[0].series_id).appointment.id == made[2].id  # type: ignore[arg-type]


def test_the_id_of_the_series_means_all_of_them(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.update(id=made[0].series_id, title="Physiotherapy")  # type: ignore[arg-type]
    assert {v.title for v in everything(desk)} == {"Physiotherapy"}


@pytest.mark.parametrize("scope", [FOLLOWING, ALL])
def test_a_single_visit_has_no_series_to_change(desk: Desk, scope: Scope) -> None:
    visit = desk.book()
    with pytest.raises(Invalid, match="not_in_a_series"):
        desk.clinic.appointments.update(id=visit.id, title="X", scope=scope)


# A date that was left out


def test_a_date_that_was_left_out_can_still_be_booked(desk: Desk) -> None:
    made = weekly(desk, "FREQ=WEEKLY")
    desk.clock.now = desk.at(8, day=729)
    taken = desk.book(9, start=desk.at(9, day=7 * 105), patient=desk.leo.id)
    assert desk.clinic.series.extend().left_out == 1
    table = desk.clinic.series.get(id=made[0].id, size=500)
    [missing] = [row for row in table.rows if row.stands is Stands.LEFT_OUT]
    assert (missing.start, missing.state.value) == (taken.start, "taken")
    booked = desk.clinic.series.book_left_out(id=made[0].id, key=missing.key, start=Instant(missing.start + HOUR))
    table = desk.clinic.series.get(id=made[0].id, size=500)
    assert next(row.stands for row in table.rows if row.key == missing.key) is Stands.CHANGED
    assert booked.series_id == made[0].series_id


# What came with a file


def test_dates_that_a_file_moves_with_all_that_follow_are_no_exceptions(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "all.ics"
    lines = ["BEGIN:VEVENT", "UID:1", "DTSTART:20260320T140000Z", "DTEND:20260320T150000Z", "RRULE:FREQ=DAILY;COUNT=4"]
    later = ["BEGIN:VEVENT", "UID:1", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260322T140000Z", "DTSTART:20260322T160000Z"]
    both = [*lines, "END:VEVENT", *later, "DTEND:20260322T170000Z", "END:VEVENT"]
    file.write_text("\r\n".join(["BEGIN:VCALENDAR", *both, "END:VCALENDAR"]))
    desk.clinic.ics.import_files(files=[file], practitioner=desk.chen.id)
    found = everything(desk)
    assert clocks(found) == ["03-20 10:00", "03-21 10:00", "03-22 12:00", "03-23 12:00"]
    assert states(desk, found[0].series_id) == ["as_ruled"] * 4
    desk.clinic.appointments.move(id=found[0].id, start=desk.at(11, day=2), scope=ALL)
    assert clocks(everything(desk)) == ["03-20 11:00", "03-21 11:00", "03-22 13:00", "03-23 13:00"]
