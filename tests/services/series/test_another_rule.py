"""A visit that begins to come again, comes otherwise from a date on, or not any more (C38, C40)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Conflict, Invalid, NotFound
from frontdesk.domain.series import Scope
from frontdesk.domain.series_table import Stands
from frontdesk.services.series.wanted import Clashing
from tests.support.clinics import Desk
from tests.support.weekly import clocks, everything, weekly

FOLLOWING, ALL = Scope.FOLLOWING, Scope.ALL


def another(desk: Desk, visit: Appointment, rrule: str | None, scope: Scope | None = None, **more: Any) -> Appointment:
    return desk.clinic.appointments.update(id=visit.id, rrule=rrule, scope=scope, ignore_free_slots=True, **more)


def test_a_single_visit_begins_to_come_again_and_keeps_its_id(desk: Desk) -> None:
    visit = desk.book(minutes=60)
    changed = another(desk, visit, "FREQ=WEEKLY;COUNT=3")
    assert changed.id == visit.id
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 09:00", "04-01 09:00"]
    assert {one.patient_id for one in everything(desk)} == {desk.eva.id}


def test_from_a_date_on_it_comes_every_two_weeks(desk: Desk) -> None:
    made = weekly(desk)
    another(desk, made[2], "FREQ=WEEKLY;INTERVAL=2;COUNT=3", FOLLOWING)
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 09:00", "04-01 09:00", "04-15 09:00", "04-29 09:00"]
    assert [one.id for one in everything(desk)][:4] == [made[0].id, made[1].id, made[2].id, made[4].id]
    assert desk.clinic.appointments.get(id=made[0].id).rule == "FREQ=WEEKLY;UNTIL=20260331"
    assert desk.clinic.appointments.get(id=made[2].id).rule == "FREQ=WEEKLY;INTERVAL=2;COUNT=3"


def test_what_has_been_stays_under_a_new_rule_for_all(desk: Desk) -> None:
    made = weekly(desk)
    desk.clock.now = desk.at(12, day=7)
    another(desk, made[4], "FREQ=DAILY;COUNT=2", ALL)
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 09:00", "04-01 09:00", "04-02 09:00"]


def test_a_trial_counts_what_another_rule_would_keep_move_take_and_make(desk: Desk) -> None:
    made = weekly(desk)
    found = desk.clinic.series.trial_rule(id=made[2].id, rrule="FREQ=WEEKLY;INTERVAL=2;COUNT=3")
    assert (found.since, found.kept, found.moved, found.gone, found.made) == (made[2].start, 2, 0, 1, 1)
    assert clocks(everything(desk)) == clocks(made)
    assert desk.clinic.history.log().items[0].operation != "series.trial_rule"


def test_a_trial_counts_the_visit_that_would_go_to_another_day(desk: Desk) -> None:
    made = weekly(desk)
    found = desk.clinic.series.trial_rule(id=made[2].id, rrule="FREQ=WEEKLY;BYDAY=TH;COUNT=4", scope=ALL)
    assert (found.since, found.kept, found.moved, found.gone, found.made) == (made[0].start, 0, 1, 4, 3)


def test_a_trial_of_no_rule_any_more_counts_what_would_go(desk: Desk) -> None:
    made = weekly(desk)
    found = desk.clinic.series.trial_rule(id=made[2].id, rrule=None)
    assert (found.kept, found.gone, found.made) == (1, 2, 0)


def test_a_trial_of_a_single_visit_counts_what_would_come(desk: Desk) -> None:
    found = desk.clinic.series.trial_rule(id=desk.book(minutes=60).id, rrule="FREQ=WEEKLY;COUNT=3")
    assert (found.kept, found.gone, found.made) == (1, 0, 2)


def test_a_trial_names_new_dates_that_are_not_free(desk: Desk) -> None:
    made = weekly(desk)
    desk.book(9, start=desk.at(9, day=15), patient=desk.leo.id)
    found = desk.clinic.series.trial_rule(id=made[2].id, rrule="FREQ=DAILY;COUNT=3")
    assert (found.made, found.left_out) == (1, (desk.at(9, day=15),))


def test_new_dates_that_are_not_free_can_be_left_out_and_are_told(desk: Desk) -> None:
    made = weekly(desk)
    desk.book(9, start=desk.at(9, day=15), patient=desk.leo.id)
    another(desk, made[2], "FREQ=DAILY;COUNT=3", FOLLOWING, clashing=Clashing.LEAVE)
    rows = desk.clinic.series.get(id=made[2].id).rows
    assert [row.stands for row in rows] == [Stands.AS_RULED, Stands.LEFT_OUT, Stands.AS_RULED]
    desk.clinic.history.undo()
    assert [one.id for one in desk.clinic.appointments.list(patient=desk.eva.id).items] == [one.id for one in made]


def test_a_visit_that_would_go_to_a_taken_time_is_never_left_out(desk: Desk) -> None:
    made = weekly(desk)
    desk.book(9, start=desk.at(9, day=1), patient=desk.leo.id)
    with pytest.raises(Conflict):
        another(desk, made[0], "FREQ=WEEKLY;BYDAY=TH;COUNT=3", ALL, clashing=Clashing.LEAVE)


def test_a_visit_that_is_over_goes_to_no_date_of_another_rule(desk: Desk) -> None:
    made = weekly(desk)
    desk.clinic.appointments.set_status(id=made[0].id, status=Status.NO_SHOW)
    desk.clock.now = desk.at(12, day=7)
    another(desk, made[0], "FREQ=DAILY;COUNT=2", ALL)
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 09:00", "04-01 09:00", "04-02 09:00"]
    assert everything(desk)[0].id == made[0].id


def test_words_that_are_sent_with_a_rule_reach_the_new_series(desk: Desk) -> None:
    made = weekly(desk)
    another(desk, made[3], "FREQ=DAILY;COUNT=2", FOLLOWING, title="Knee")
    assert [one.title for one in everything(desk)] == ["Physio", "Physio", "Physio", "Knee", "Knee"]


def test_no_rule_any_more_leaves_the_one(desk: Desk) -> None:
    made = weekly(desk)
    left = another(desk, made[2], None, FOLLOWING)
    assert left.series_id is None
    assert clocks(everything(desk)) == ["03-18 09:00", "03-25 09:00", "04-01 09:00"]


def test_no_rule_for_all_leaves_one_visit_and_no_series(desk: Desk) -> None:
    made = weekly(desk)
    another(desk, made[0], None, ALL)
    assert [one.id for one in everything(desk)] == [made[0].id]
    with pytest.raises(NotFound):
        desk.clinic.series.get(id=made[0].series_id)  # type: ignore[arg-type]


def test_a_taken_date_of_the_new_rule_changes_nothing(desk: Desk) -> None:
    made = weekly(desk)
    desk.book(9, start=desk.at(9, day=15), patient=desk.leo.id)
    with pytest.raises(Conflict):
        another(desk, made[2], "FREQ=DAILY;COUNT=3", FOLLOWING)
    assert len(everything(desk)) == 6


def test_another_rule_is_one_step_that_undo_takes_back(desk: Desk) -> None:
    made = weekly(desk)
    another(desk, made[2], "FREQ=DAILY;COUNT=3", FOLLOWING, title="Knee")
    desk.clinic.history.undo()
    assert (clocks(everything(desk)), {one.title for one in everything(desk)}) == (clocks(made), {"Physio"})


@pytest.mark.parametrize(
    ("rrule", "reason"),
    [("FREQ=NEVER", "bad_rule"), ("FREQ=MINUTELY", "bad_rule"), ("FREQ=WEEKLY;BYDAY=FR;COUNT=2", "start_not_in_rule")],
)
def test_a_rule_that_cannot_be_is_refused(desk: Desk, rrule: str, reason: str) -> None:
    visit = desk.book(minutes=60)
    with pytest.raises(Invalid, match=reason):
        another(desk, visit, rrule)


def test_one_date_of_a_series_has_no_rule_of_its_own(desk: Desk) -> None:
    made = weekly(desk)
    with pytest.raises(Invalid, match="rule_of_a_series"):
        another(desk, made[1], "FREQ=DAILY;COUNT=3")


def test_a_rule_is_changed_by_hand_alone(desk: Desk) -> None:
    visit = desk.book()
    with pytest.raises(Invalid, match="rrule_needs_ignore_free_slots"):
        desk.clinic.appointments.update(id=visit.id, rrule="FREQ=DAILY;COUNT=3")


def test_what_was_called_off_or_taken_away_stays_so_under_another_rule(desk: Desk) -> None:
    made = weekly(desk, "FREQ=WEEKLY;COUNT=6")
    desk.clinic.appointments.cancel(id=made[3].id)
    desk.clinic.appointments.archive(id=made[4].id)
    desk.clinic.appointments.delete(id=made[5].id)
    changed = another(desk, made[2], "FREQ=WEEKLY;BYDAY=WE,FR;COUNT=8", FOLLOWING)
    table = desk.clinic.series.get(id=changed.id)
    assert [row.stands.value for row in table.rows] == [
        *("as_ruled", "as_ruled", "cancelled", "as_ruled"),
        *("archived", "as_ruled", "removed", "as_ruled"),
    ]
    standing = [one for one in everything(desk) if one.status.occupies]
    assert clocks(standing)[2:] == ["04-01 09:00", "04-03 09:00", "04-10 09:00", "04-17 09:00", "04-24 09:00"]
