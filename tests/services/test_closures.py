"""Closures of the clinic's own: made, changed, listed, deleted, and the visits they touch (C75)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.closure import Closure
from frontdesk.domain.errors import Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, at_minute
from frontdesk.services.affected import Affected
from tests.support.clinics import DAY, READER, Desk, nobody
from tests.support.refusals import refused, unversioned
from tests.support.rules import days_on, home, minute

TEN, TWELVE = minute("10:00"), minute("12:00")


def made(desk: Desk, **sent: Any) -> Closure:
    return desk.clinic.closures.create(**{"name": "Works", "first": DAY, **sent}).closure


def ids(lines: tuple[Affected, ...]) -> list[Id]:
    return [each.id for each in lines]


def touched(desk: Desk, **sent: Any) -> list[Id]:
    return ids(desk.clinic.closures.touched(**{"first": DAY, **sent}))


def test_what_is_made_is_what_is_listed(desk: Desk) -> None:
    closure = made(desk, last=days_on(2), location=home(desk).id, start=TEN, end=TWELVE)
    assert desk.clinic.closures.list() == (closure,)
    assert (closure.name, closure.first, closure.last, closure.start, closure.end, closure.holiday) == (
        "Works",
        DAY,
        days_on(2),
        TEN,
        TWELVE,
        False,
    )


def test_without_a_last_date_and_times_it_is_one_whole_day_everywhere(desk: Desk) -> None:
    closure = made(desk)
    assert (closure.last, closure.location_id, closure.start, closure.end) == (DAY, None, None, None)


@pytest.mark.parametrize(
    ("sent", "field", "reason"),
    [
        ({"name": " "}, "name", "empty"),
        ({"name": None}, "name", "wrong_type"),
        ({"first": None}, "first", "wrong_type"),
        ({"first": "2026-03-18"}, "first", "wrong_type"),
        ({"first": DAY.replace(year=9999)}, "first", "time_out_of_range"),
        ({"last": days_on(-1)}, "last", "last_before_first"),
        ({"last": days_on(366)}, "last", "too_long"),
        ({"last": 5}, "last", "wrong_type"),
        ({"start": TEN}, "end", "both_times"),
        ({"end": TEN}, "start", "both_times"),
        ({"start": TWELVE, "end": TEN}, "end", "not_in_one_day"),
        ({"start": TEN, "end": TEN}, "end", "not_in_one_day"),
        ({"start": TEN, "end": 1441}, "end", "not_in_one_day"),
        ({"start": -1, "end": TEN}, "end", "not_in_one_day"),
        ({"start": "10:00", "end": TWELVE}, "start", "wrong_type"),
    ],
)
def test_what_cannot_be_is_invalid_where_it_is_wrong(desk: Desk, sent: dict[str, Any], field: str, reason: str) -> None:
    closure = made(desk)
    refusals = [refused(made, desk=desk, **sent), refused(desk.clinic.closures.update, id=closure.id, **sent)]
    if "name" not in sent:
        refusals.append(refused(desk.clinic.closures.touched, **{"first": DAY, **sent}))
    for refusal in refusals:
        assert isinstance(refusal, Invalid)
        assert (refusal.facts["field"], refusal.reason) == (field, reason)
    assert desk.clinic.closures.list() == (closure,)


def test_unknown_ids_are_not_found(desk: Desk) -> None:
    closure = made(desk)
    for refusal, kind in (
        (refused(made, desk=desk, location=nobody()), "location"),
        (refused(desk.clinic.closures.update, id=closure.id, location=nobody()), "location"),
        (refused(desk.clinic.closures.touched, first=DAY, location=nobody()), "location"),
        *(
            (refused(getattr(desk.clinic.closures, verb), id=nobody()), "closure")
            for verb in ("update", "delete", "strike", "unstrike")
        ),
    ):
        assert isinstance(refusal, NotFound)
        assert refusal.facts["kind"] == kind


def test_an_archived_location_is_refused(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    there = made(desk, location=annex.id)
    desk.clinic.locations.archive(id=annex.id)
    for refusal in (
        refused(made, desk=desk, location=annex.id),
        refused(desk.clinic.closures.update, id=made(desk).id, location=annex.id),
    ):
        assert (refusal.reason, refusal.facts["field"]) == ("archived", "location")
    assert desk.clinic.closures.update(id=there.id, name="Over").closure.location_id == annex.id


def test_what_is_left_out_of_a_change_stays_and_null_clears(desk: Desk) -> None:
    closure = made(desk, last=days_on(2), location=home(desk).id, start=TEN, end=TWELVE)
    named = desk.clinic.closures.update(id=closure.id, name="Other").closure
    assert unversioned(named) == unversioned(closure) | {"name": "Other"}
    cleared = desk.clinic.closures.update(id=closure.id, last=None, location=None, start=None, end=None).closure
    assert (cleared.last, cleared.location_id, cleared.start, cleared.end) == (DAY, None, None, None)


def test_nothing_is_written_when_nothing_changes(desk: Desk) -> None:
    closure = made(desk)
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.closures.update(id=closure.id, name=" Works ", first=DAY, last=DAY).closure == closure
    assert desk.clinic.book.cursor() == cursor


def test_a_change_made_from_an_older_state_is_stale(desk: Desk) -> None:
    closure = made(desk)
    desk.clinic.closures.update(id=closure.id, name="Other")
    for verb in ("update", "delete"):
        assert isinstance(refused(getattr(desk.clinic.closures, verb), id=closure.id, version=closure.version), Stale)


def test_it_is_deleted_and_comes_back_with_undo(desk: Desk) -> None:
    closure = made(desk)
    gone = desk.clinic.closures.delete(id=closure.id)
    assert (gone.id, gone.archived, desk.clinic.closures.list()) == (closure.id, False, ())
    desk.clinic.history.undo()
    assert [unversioned(each) for each in desk.clinic.closures.list()] == [unversioned(closure)]
    desk.clinic.history.undo()
    assert desk.clinic.closures.list() == ()


def test_closures_are_listed_by_date_and_between_dates(desk: Desk) -> None:
    late, long, early = made(desk, first=days_on(5)), made(desk, last=days_on(9)), made(desk, first=days_on(-5))

    def listed(**sent: Any) -> list[Id]:
        return [each.id for each in desk.clinic.closures.list(**sent)]

    assert listed() == [early.id, long.id, late.id]
    assert listed(first=days_on(6)) == [long.id]
    assert listed(last=days_on(-1)) == [early.id]
    assert listed(first=days_on(-5), last=DAY) == [early.id, long.id]


def test_those_of_a_location_are_its_own_and_those_of_all(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    everywhere, there = made(desk), made(desk, location=annex.id)
    assert desk.clinic.closures.list(location=annex.id) == (everywhere, there)
    assert desk.clinic.closures.list(location=home(desk).id) == (everywhere,)


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"first": 5}, "first"), ({"last": "today"}, "last"), ({"holidays": 5}, "holidays"), ({"struck": None}, "struck")],
)
def test_a_bad_filter_is_invalid(desk: Desk, sent: dict[str, Any], field: str) -> None:
    refusal = refused(desk.clinic.closures.list, **sent)
    assert isinstance(refusal, Invalid)
    assert refusal.facts["field"] == field


def test_visits_that_a_closure_touches_are_listed_and_stay(desk: Desk) -> None:
    visit, next_day = desk.book(9), desk.book(start=desk.at(9, day=1))
    reply = desk.clinic.closures.create(name="Works", first=DAY)
    assert ids(reply.touched) == [visit.id]
    assert ids(desk.clinic.closures.update(id=reply.closure.id, last=days_on(1)).touched) == [visit.id, next_day.id]
    assert desk.clinic.appointments.get(id=visit.id).appointment == visit


def test_what_would_be_touched_is_told_without_writing(desk: Desk) -> None:
    visit, cursor = desk.book(9), desk.clinic.book.cursor()
    assert touched(desk) == [visit.id]
    assert (desk.clinic.closures.list(), desk.clinic.book.cursor()) == ((), cursor)


def test_only_visits_between_the_times_of_each_date_are_touched(desk: Desk) -> None:
    before, within, over = desk.book(9, 30), desk.book(10), desk.book(11, 45)
    after, next_day = desk.book(12, 30), desk.book(start=desk.at(11, day=1))
    assert touched(desk, last=days_on(1), start=TEN, end=TWELVE) == [within.id, over.id, next_day.id]
    assert before.end == desk.at(10)
    assert after.start > desk.at(12)


def test_only_visits_at_the_location_are_touched(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    here, there, nowhere = desk.book(9), desk.book(10, location=annex.id), desk.book(11, location=None)
    assert touched(desk, location=annex.id) == [there.id]
    assert touched(desk, location=home(desk).id) == [here.id]
    assert touched(desk) == [here.id, there.id, nowhere.id]


def test_each_location_is_closed_on_the_date_of_its_own_zone(desk: Desk) -> None:
    tokyo = desk.clinic.locations.create(name="Annex", zone_name="Asia/Tokyo")
    here = desk.book(13)
    there = desk.book(start=at_minute(days_on(1), 9 * 60, "Asia/Tokyo"), location=tokyo.id)
    assert there.end < desk.at(24)
    assert touched(desk) == [here.id]
    assert touched(desk, first=days_on(1)) == [there.id]


def test_what_lies_behind_or_does_not_take_place_is_not_touched(desk: Desk) -> None:
    desk.book(start=desk.at(9, day=-1))
    desk.clinic.appointments.set_status(id=desk.book(9).id, status=Status.CANCELLED)
    assert touched(desk, first=days_on(-3), last=days_on(3)) == []


def test_a_visit_under_way_is_touched(desk: Desk) -> None:
    visit = desk.book(9)
    desk.clock.now = desk.at(9, 10)
    assert touched(desk) == [visit.id]


def test_buffers_are_not_touched(desk: Desk) -> None:
    desk.book(9, 30, buffer_after=30 * MINUTE)
    assert touched(desk, start=TEN, end=TWELVE) == []


def test_an_auditor_may_look_and_not_touch(desk: Desk) -> None:
    closure = made(desk)
    with desk.as_actor(READER) as reader:
        assert reader.closures.list() == (closure,)
        assert reader.closures.touched(first=DAY) == ()
        assert reader.closures.holidays(location=home(desk).id) is None
        refusals = [
            refused(reader.closures.create, name="Works", first=DAY),
            refused(reader.closures.update, id=closure.id, name="Other"),
            refused(reader.closures.choose_holidays, location=home(desk).id, country="ES"),
            refused(reader.closures.extend),
            *(refused(getattr(reader.closures, verb), id=closure.id) for verb in ("delete", "strike", "unstrike")),
        ]
    assert all(isinstance(each, Forbidden) for each in refusals)
