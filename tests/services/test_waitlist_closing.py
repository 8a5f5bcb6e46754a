"""Whoever waits for a class and comes to it by another way waits no more; an offered seat is answered, not removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Payment
from frontdesk.domain.errors import Conflict
from frontdesk.domain.series import Scope
from frontdesk.domain.waitlist import EntryState, WaitlistEntry
from frontdesk.services.check import check_book
from tests.support import diaries
from tests.support.clinics import Desk
from tests.support.made_classes import a_class, classes, comes, wait
from tests.support.refusals import refused
from tests.support.waiting_list import waits


def entry_of(desk: Desk, entry: WaitlistEntry) -> WaitlistEntry:
    return desk.clinic.waitlist.get(id=entry.id).entry


def by_sign_up(desk: Desk, session: Appointment) -> None:
    desk.clinic.attendees.add(appointment=session.id, patient=desk.eva.id)


def by_move(desk: Desk, session: Appointment) -> None:
    other = a_class(desk, start=desk.at(15), attendees=[desk.eva.id])
    desk.clinic.attendees.move(appointment=other.id, patient=desk.eva.id, to=session.id)


def by_the_list(desk: Desk, session: Appointment) -> None:
    desk.clinic.appointments.update(id=session.id, attendees=[desk.leo.id, desk.eva.id])


def by_a_change_of_the_class(desk: Desk, session: Appointment) -> None:
    desk.clinic.group_appointments.update(id=session.id, attendees=[desk.leo.id, desk.eva.id])


WAYS = (by_sign_up, by_move, by_the_list, by_a_change_of_the_class)
Way = Callable[[Desk, Appointment], None]


@pytest.mark.parametrize("way", WAYS)
def test_who_waits_for_a_class_and_comes_to_it_waits_no_more(way: Way, desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.leo.id])
    entry = waits(desk, appointment=made.id)
    way(desk, made)
    after = entry_of(desk, entry)
    assert (after.state, after.booked_id) == (EntryState.BOOKED, made.id)
    assert after.closed_at is not None


@pytest.mark.parametrize("way", WAYS)
def test_undo_of_that_one_step_puts_both_back(way: Way, desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.leo.id])
    entry = waits(desk, appointment=made.id)
    way(desk, made)
    desk.clinic.history.undo()
    after = entry_of(desk, entry)
    assert (after.state, after.booked_id, after.closed_at) == (EntryState.WAITING, None, None)
    assert comes(desk, made) == [desk.leo.id]
    desk.clinic.history.redo()
    assert entry_of(desk, entry).state is EntryState.BOOKED


@pytest.mark.parametrize("way", [by_sign_up, by_move])
def test_a_live_held_seat_is_theirs(way: Way, desk: Desk) -> None:
    made = a_class(desk, max_attendees=1)
    entry = waits(desk, appointment=made.id)
    desk.clinic.waitlist.offer(id=entry.id)
    way(desk, made)
    [row] = desk.clinic.attendees.list(appointment=made.id)
    assert (row.patient, row.held_until) == (desk.eva.id, None)
    after = entry_of(desk, entry)
    assert (after.state, after.offer) == (EntryState.BOOKED, None)
    wait(desk, 20)
    assert comes(desk, made) == [desk.eva.id]
    assert check_book(desk.path).sound


def test_with_a_scope_every_line_that_they_wait_in_is_left(desk: Desk) -> None:
    made = classes(desk)
    first, third = (waits(desk, appointment=made[n].id) for n in (0, 2))
    desk.clinic.attendees.add(appointment=made[0].id, patient=desk.eva.id, scope=Scope.ALL)
    assert [entry_of(desk, one).booked_id for one in (first, third)] == [made[0].id, made[2].id]


def test_a_list_of_a_scope_leaves_every_line_too(desk: Desk) -> None:
    made = classes(desk)
    entry = waits(desk, appointment=made[1].id)
    desk.clinic.group_appointments.update(id=made[0].id, attendees=[desk.eva.id], scope=Scope.ALL)
    assert entry_of(desk, entry).booked_id == made[1].id


def test_a_booking_into_a_class_of_a_calendar_ends_the_waiting(desk: Desk) -> None:
    calendar = diaries.a_class(desk, 2)
    session = diaries.book_in(desk, calendar, patient=desk.leo.id)
    entry = waits(desk, appointment=session.id)
    diaries.book_in(desk, calendar, patient=desk.eva.id)
    assert entry_of(desk, entry).booked_id == session.id
    desk.clinic.history.undo()
    assert entry_of(desk, entry).state is EntryState.WAITING


def test_a_booking_into_a_class_takes_the_seat_that_is_held(desk: Desk) -> None:
    calendar = diaries.a_class(desk, 2)
    session = diaries.book_in(desk, calendar, patient=desk.leo.id)
    entry = waits(desk, appointment=session.id)
    desk.clinic.waitlist.offer(id=entry.id)
    diaries.book_in(desk, calendar, patient=desk.eva.id)
    rows = desk.clinic.attendees.list(appointment=session.id)
    assert [(row.patient, row.held_until) for row in rows] == [(desk.leo.id, None), (desk.eva.id, None)]
    assert entry_of(desk, entry).state is EntryState.BOOKED


def test_others_who_wait_and_those_who_wait_for_another_class_still_wait(desk: Desk) -> None:
    made, other = a_class(desk), a_class(desk, start=desk.at(15))
    leo, elsewhere = waits(desk, desk.leo, appointment=made.id), waits(desk, appointment=other.id)
    by_sign_up(desk, made)
    assert [entry_of(desk, one).state for one in (leo, elsewhere)] == [EntryState.WAITING] * 2


def test_a_booking_of_the_service_closes_nothing(desk: Desk) -> None:
    entry = waits(desk)
    desk.book(14)
    assert entry_of(desk, entry).state is EntryState.WAITING


@pytest.mark.parametrize("deed", ["remove", "update", "move"])
def test_an_offered_seat_is_not_taken_away_noted_or_moved(deed: str, desk: Desk) -> None:
    made, other = a_class(desk), a_class(desk, start=desk.at(15))
    entry = waits(desk, appointment=made.id)
    offer = desk.clinic.waitlist.offer(id=entry.id).offer
    assert offer is not None
    told: dict[str, dict[str, Any]] = {"remove": {}, "update": {"payment": Payment.PAID}, "move": {"to": other.id}}
    refusal = refused(getattr(desk.clinic.attendees, deed), appointment=made.id, patient=desk.eva.id, **told[deed])
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, refusal.facts["until"]) == ("seat_offered", offer.until)
    assert desk.clinic.waitlist.get(id=entry.id).offered


def test_earlier_steps_are_taken_back_after_an_offer_has_run_out(desk: Desk) -> None:
    made = a_class(desk, attendees=[desk.leo.id])
    entry = waits(desk, appointment=made.id)
    desk.clinic.waitlist.offer(id=entry.id)
    refused(desk.clinic.attendees.remove, appointment=made.id, patient=desk.eva.id)
    wait(desk, 20)
    for _ in range(3):
        desk.clinic.history.undo()
    assert desk.clinic.group_appointments.list(per_page=10).items == ()


def test_a_scope_with_an_offered_seat_in_it_is_left_as_it_is(desk: Desk) -> None:
    made = classes(desk, attendees=[desk.leo.id])
    desk.clinic.attendees.add(appointment=made[0].id, patient=desk.eva.id)
    entry = waits(desk, appointment=made[1].id)
    desk.clinic.waitlist.offer(id=entry.id)
    refusal = refused(desk.clinic.attendees.remove, appointment=made[0].id, patient=desk.eva.id, scope=Scope.ALL)
    assert refusal.reason == "seat_offered"
    assert comes(desk, made[0]) == [desk.leo.id, desk.eva.id]


def test_the_history_of_the_class_offers_to_take_it_back(desk: Desk) -> None:
    made = a_class(desk)
    entry = waits(desk, appointment=made.id)
    by_sign_up(desk, made)
    [_, line] = desk.clinic.appointments.history(id=made.id).lines
    assert line.undoable
    desk.clinic.history.undo(seq=line.seq)
    assert entry_of(desk, entry).state is EntryState.WAITING
