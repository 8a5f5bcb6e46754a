"""Offers to those who wait: held, accepted, declined, run out, taken back, and two desks at once (C72)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Conflict, Refusal, Stale
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.waitlist import EntryState, WaitlistEntry
from frontdesk.services.check import check_book
from frontdesk.services.waitlist_offers import CAME_SOONER
from tests.support.clinics import DAY, READER, Desk
from tests.support.held_times import OTHER, later
from tests.support.refusals import refused, unversioned
from tests.support.waiting_list import a_session, fits, offer, someone, waits, who


def entry_of(desk: Desk, entry: WaitlistEntry) -> WaitlistEntry:
    return desk.clinic.waitlist.get(id=entry.id).entry


def visits(desk: Desk) -> list[Appointment]:
    return list(desk.clinic.appointments.list().items)


def state(desk: Desk, *entries: WaitlistEntry) -> list[dict[str, object]]:
    """Give entries and visits without what an undo does not turn back."""
    stamps = ("version", "updated_at")
    return [
        {name: held for name, held in unversioned(one).items() if name not in stamps}
        for one in (*(entry_of(desk, entry) for entry in entries), *visits(desk))
    ]


def test_an_offer_holds_the_time_for_the_patient(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    assert made.offer is not None
    [held] = desk.clinic.holds.list()
    assert (held.id, held.patient_id, held.service_id) == (made.offer.hold_id, desk.eva.id, desk.service.id)
    assert (held.start, held.end, held.expires_at) == (desk.at(10), desk.at(10, 30), made.offer.until)
    assert made.offer.until - desk.clock.now < 10 * MINUTE
    with pytest.raises(Conflict):
        desk.book(10, 15)


def test_an_offer_lasts_as_long_as_is_said_and_takes_the_length_of_the_entry(desk: Desk) -> None:
    made = offer(desk, waits(desk, length=20 * MINUTE), minutes=30)
    assert made.offer is not None
    assert made.offer.end == desk.at(10, 20)
    later(desk, 29)
    assert desk.clinic.waitlist.get(id=made.id).offered


def test_the_only_practitioner_who_is_asked_for_need_not_be_said(desk: Desk) -> None:
    made = offer(desk, waits(desk, practitioners=[desk.ortega.id]), practitioner=None)
    assert made.offer is not None
    assert made.offer.practitioner_id == desk.ortega.id
    assert refused(lambda: offer(desk, waits(desk, desk.leo), practitioner=None)).facts["field"] == "practitioner"


def test_a_room_that_is_said_is_held_too(desk: Desk) -> None:
    offer(desk, waits(desk), room=desk.other_room.id)
    assert desk.clinic.holds.list()[0].room_id == desk.other_room.id


def test_an_accepted_offer_is_the_visit(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    done = desk.clinic.waitlist.accept(id=made.id)
    assert made.offer is not None
    assert (done.appointment.id, done.appointment.patient_id) == (made.offer.hold_id, desk.eva.id)
    assert done.appointment.status is Status.CONFIRMED or done.appointment.status is Status.BOOKED
    assert (done.entry.state, done.entry.booked_id, done.entry.offer) == (EntryState.BOOKED, done.appointment.id, None)
    assert (done.freed, desk.clinic.holds.list()) == (None, ())
    assert desk.clinic.waitlist.list().total == 0


def test_an_offer_of_one_desk_is_accepted_at_another(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    with desk.as_actor(OTHER) as other:
        assert other.waitlist.accept(id=made.id).appointment.patient_id == desk.eva.id


def test_the_visit_that_is_given_up_is_cancelled_in_the_same_step_and_its_time_is_told(desk: Desk) -> None:
    old = desk.book(15)
    made = offer(desk, waits(desk, gives_up=old.id))
    done = desk.clinic.waitlist.accept(id=made.id)
    assert done.freed is not None
    assert (done.freed.appointment_id, done.freed.start, done.freed.practitioner_id) == (
        old.id,
        old.start,
        desk.chen.id,
    )
    gone = desk.clinic.appointments.get(id=old.id).appointment
    assert (gone.status, gone.cancel_reason) == (Status.CANCELLED, CAME_SOONER)
    desk.clinic.history.undo()
    assert desk.clinic.appointments.get(id=old.id).appointment.status is old.status
    assert entry_of(desk, made).offer == made.offer


def test_the_place_that_is_given_up_is_offered_in_turn(desk: Desk) -> None:
    made = offer(desk, waits(desk, gives_up=desk.book(15).id))
    second = waits(desk, desk.leo)
    freed = desk.clinic.waitlist.accept(id=made.id).freed
    assert freed is not None
    assert who(fits(desk, freed.start, practitioner=freed.practitioner_id)) == [second.id]
    assert who(desk.clinic.waitlist.fits_after(appointment=freed.appointment_id).fits) == [second.id]


@pytest.mark.parametrize("how", ["arrived", "cancelled", "deleted"])
def test_a_visit_that_can_not_be_given_up_any_more_stays(desk: Desk, how: str) -> None:
    old = desk.book(15)
    made = offer(desk, waits(desk, gives_up=old.id))
    if how == "deleted":
        desk.clinic.appointments.delete(id=old.id)
    elif how == "cancelled":
        desk.clinic.appointments.cancel(id=old.id, reason="Ill")
    else:
        desk.clinic.appointments.set_status(id=old.id, status=Status.ARRIVED)
    assert desk.clinic.waitlist.accept(id=made.id).freed is None


def test_a_declined_offer_lets_go_of_the_time_and_is_noted(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    no = desk.clinic.waitlist.decline(id=made.id)
    assert (no.state, no.offer, desk.clinic.holds.list()) == (EntryState.WAITING, None, ())
    [noted] = no.declined
    assert (noted.start, noted.practitioner_id) == (desk.at(10), desk.chen.id)


def test_who_says_no_after_the_time_ran_out_has_declined_too(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    later(desk, 11)
    assert len(desk.clinic.waitlist.decline(id=made.id).declined) == 1


def test_one_who_is_taken_off_the_list_holds_nothing_any_more(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    desk.clinic.waitlist.remove(id=made.id)
    assert desk.clinic.holds.list() == ()


@pytest.mark.parametrize("how", ["ran out", "released", "deleted", "cancelled", "declined"])
def test_what_is_not_held_any_more_cannot_be_accepted(desk: Desk, how: str) -> None:
    made = offer(desk, waits(desk))
    assert made.offer is not None
    hold = made.offer.hold_id
    if how == "ran out":
        later(desk, 11)
    elif how == "released":
        desk.clinic.holds.release(id=hold)
    elif how == "deleted":
        desk.clinic.appointments.delete(id=hold)
    elif how == "cancelled":
        desk.clinic.appointments.cancel(id=hold)
    else:
        desk.clinic.waitlist.decline(id=made.id)
    assert refused(lambda: desk.clinic.waitlist.accept(id=made.id)).reason == "offer_gone"
    assert not desk.clinic.waitlist.get(id=made.id).offered


def test_nothing_more_is_offered_while_an_offer_stands(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    assert refused(lambda: offer(desk, made, 14)).reason == "offered_already"
    later(desk, 11)
    assert offer(desk, made, 14).offer is not None


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ({"start": None}, "missing_field", "start"),
        ({"minutes": 0}, "bad_minutes", "minutes"),
        ({"minutes": 121}, "bad_minutes", "minutes"),
        ({"start": "ten"}, "not_a_time", "start"),
        ({"practitioner": "x"}, "wrong_type", "practitioner"),
        ({"version": 9}, "changed_since", None),
    ],
)
def test_a_wrong_offer_is_refused_and_holds_nothing(
    desk: Desk, sent: dict[str, Any], reason: str, field: str | None
) -> None:
    entry = waits(desk)
    refusal = refused(lambda: offer(desk, entry, **sent))
    assert (refusal.reason, refusal.facts.get("field")) == (reason, field)
    assert (desk.clinic.holds.list(), entry_of(desk, entry).offer) == ((), None)


def test_no_time_that_is_gone_is_offered_nor_any_to_one_who_has_run_out(desk: Desk) -> None:
    entry = waits(desk, until=None)
    assert refused(lambda: offer(desk, entry, start=desk.at(7))).reason == "in_the_past"
    session = a_session(desk)
    late = waits(desk, appointment=session.id)
    desk.clinic.appointments.cancel(id=session.id)
    assert refused(lambda: desk.clinic.waitlist.offer(id=late.id)).reason == "entry_run_out"


def test_readers_offer_nothing(desk: Desk) -> None:
    entry = waits(desk)
    with desk.as_actor(READER) as clinic:
        assert (
            refused(lambda: clinic.waitlist.offer(id=entry.id, start=desk.at(10), practitioner=desk.chen.id)).reason
            == "right_missing"
        )


@pytest.mark.parametrize("step", ["offer", "accept", "decline", "remove"])
def test_each_step_is_taken_back_and_done_again_whole(desk: Desk, step: str) -> None:
    entry = waits(desk, gives_up=desk.book(15).id)
    if step != "offer":
        entry = offer(desk, entry)
    before = state(desk, entry)
    if step == "offer":
        offer(desk, entry)
    else:
        getattr(desk.clinic.waitlist, step)(id=entry.id)
    after = state(desk, entry)
    desk.clinic.history.undo()
    assert state(desk, entry) == before
    desk.clinic.history.redo()
    assert state(desk, entry) == after
    assert check_book(desk.path).sound


def test_an_offer_that_has_run_out_never_comes_back_by_undo(desk: Desk) -> None:
    made = offer(desk, waits(desk, gives_up=desk.book(15).id))
    desk.clinic.waitlist.accept(id=made.id)
    later(desk, 11)
    desk.clinic.history.undo()
    assert desk.clinic.holds.list() == ()
    row = desk.clinic.waitlist.get(id=made.id)
    assert (row.entry.state, row.offered) == (EntryState.WAITING, False)
    assert refused(lambda: desk.clinic.waitlist.accept(id=made.id)).reason == "offer_gone"
    assert offer(desk, made).offer is not None


def test_an_acceptance_is_not_taken_back_over_somebody_who_was_booked_since(desk: Desk) -> None:
    made = offer(desk, waits(desk, gives_up=desk.book(15).id))
    desk.clinic.waitlist.accept(id=made.id)
    desk.book(15, patient=desk.leo.id)
    with pytest.raises(Conflict):
        desk.clinic.history.undo(seq=[line.seq for line in desk.clinic.history.log().items][1])
    assert entry_of(desk, made).state is EntryState.BOOKED


def test_an_offer_is_not_taken_back_beneath_its_acceptance(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    desk.clinic.waitlist.accept(id=made.id)
    offered = next(line for line in desk.clinic.history.log().items if line.operation == "waitlist.offer")
    with pytest.raises(Stale, match="changed_since"):
        desk.clinic.history.undo(seq=offered.seq)


def test_two_desks_cannot_offer_one_time_to_two(desk: Desk) -> None:
    first, second = waits(desk), waits(desk, desk.leo)
    with desk.as_actor(OTHER) as other:

        def there() -> object:
            return other.waitlist.offer(id=second.id, start=desk.at(10), practitioner=desk.chen.id)

        done = together(lambda: offer(desk, first), there)
    assert sorted(isinstance(one, Conflict) for one in done) == [False, True]
    assert len(desk.clinic.holds.list()) == 1
    assert check_book(desk.path).sound


def test_two_desks_cannot_offer_to_one_twice(desk: Desk) -> None:
    entry = waits(desk)
    with desk.as_actor(OTHER) as other:

        def there() -> object:
            return other.waitlist.offer(id=entry.id, start=desk.at(14), practitioner=desk.chen.id)

        done = together(lambda: offer(desk, entry), there)
    assert sorted(isinstance(one, Refusal) for one in done) == [False, True]
    assert len(desk.clinic.holds.list()) == 1


def together(*calls: Any) -> list[object]:
    """Do several things at once, each on a thread of its own; give what came of each."""

    def tried(call: Any) -> object:
        try:
            return call()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(tried, calls))


def freed_class(desk: Desk) -> tuple[Appointment, WaitlistEntry, WaitlistEntry]:
    """Give a class of one seat that Leo lets go of, and two who wait for it."""
    session = a_session(desk)
    first = waits(desk, appointment=session.id)
    second = waits(desk, someone(desk), appointment=session.id)
    desk.clinic.attendees.remove(appointment=session.id, patient=desk.leo.id)
    return session, first, second


def seats(desk: Desk, session: Appointment) -> list[tuple[object, bool]]:
    """Give who has a seat of a class, and whether it is only held."""
    held = desk.clinic.appointments.get(id=session.id).appointment
    return [(one.id, one.held_until is not None) for one in held.attendees]


def test_a_seat_is_held_and_then_theirs(desk: Desk) -> None:
    session, first, _ = freed_class(desk)
    made = desk.clinic.waitlist.offer(id=first.id)
    assert made.offer is not None
    assert (made.offer.hold_id, seats(desk, session)) == (session.id, [(desk.eva.id, True)])
    done = desk.clinic.waitlist.accept(id=first.id)
    assert (done.appointment.id, done.entry.booked_id) == (session.id, session.id)
    assert seats(desk, session) == [(desk.eva.id, False)]


def test_a_declined_seat_goes_to_the_next_and_who_declined_to_the_end_of_the_line(desk: Desk) -> None:
    session, first, second = freed_class(desk)
    desk.clinic.waitlist.offer(id=first.id)
    desk.clinic.waitlist.decline(id=first.id)
    assert seats(desk, session) == []
    assert who(desk.clinic.waitlist.fits_after(appointment=session.id).fits) == [second.id, first.id]
    line = desk.clinic.waitlist.list(appointment=session.id).items
    assert [row.entry.id for row in line] == [second.id, first.id]


def test_as_many_are_counted_in_line_as_are_asked(desk: Desk) -> None:
    session, first, _ = freed_class(desk)
    desk.clinic.waitlist.offer(id=first.id)
    desk.clinic.waitlist.decline(id=first.id)
    [shown] = [one for one in desk.clinic.board.day(day=DAY + timedelta(days=1)).visits if one.id == session.id]
    assert shown.waiting == desk.clinic.waitlist.fits_after(appointment=session.id).total == 2


def test_those_who_all_declined_are_asked_again_in_the_order_of_their_answers(desk: Desk) -> None:
    session, first, second = freed_class(desk)
    for entry in (second, first):
        desk.clinic.waitlist.offer(id=entry.id)
        desk.clinic.waitlist.decline(id=entry.id)
        later(desk, 1)
    assert who(desk.clinic.waitlist.fits_after(appointment=session.id).fits) == [second.id, first.id]


def test_a_held_seat_is_nobody_elses_until_it_runs_out(desk: Desk) -> None:
    session, first, second = freed_class(desk)
    desk.clinic.waitlist.offer(id=first.id)
    assert refused(lambda: desk.clinic.waitlist.offer(id=second.id)).reason == "no_seat_left"
    assert desk.clinic.waitlist.fits_after(appointment=session.id).freed is None
    later(desk, 11)
    assert who(desk.clinic.waitlist.fits_after(appointment=session.id).fits) == [first.id, second.id]
    desk.clinic.waitlist.offer(id=second.id)
    assert refused(lambda: desk.clinic.waitlist.accept(id=first.id)).reason == "offer_gone"


@pytest.mark.parametrize("step", ["offer", "accept", "decline", "remove"])
def test_each_step_with_a_seat_is_taken_back_whole(desk: Desk, step: str) -> None:
    _, first, _ = freed_class(desk)
    if step != "offer":
        desk.clinic.waitlist.offer(id=first.id)
    before = state(desk, first)
    getattr(desk.clinic.waitlist, step)(id=first.id)
    after = state(desk, first)
    desk.clinic.history.undo()
    assert state(desk, first) == before
    desk.clinic.history.redo()
    assert state(desk, first) == after
    assert check_book(desk.path).sound


def test_two_desks_cannot_offer_the_last_seat_twice(desk: Desk) -> None:
    session, first, second = freed_class(desk)
    with desk.as_actor(OTHER) as other:
        done = together(lambda: desk.clinic.waitlist.offer(id=first.id), lambda: other.waitlist.offer(id=second.id))
    assert sorted(isinstance(one, Conflict) for one in done) == [False, True]
    assert len(seats(desk, session)) == 1


def test_two_desks_cannot_offer_and_sell_the_last_seat(desk: Desk) -> None:
    session, first, _ = freed_class(desk)
    with desk.as_actor(OTHER) as other:
        done = together(
            lambda: desk.clinic.waitlist.offer(id=first.id),
            lambda: other.attendees.add(appointment=session.id, patient=desk.leo.id),
        )
    assert len(seats(desk, session)) == 1, done


def test_an_offer_that_was_booked_that_undone_and_has_run_out_is_taken_back(desk: Desk) -> None:
    entry = desk.clinic.waitlist.add(patient=desk.leo.id, service=desk.service.id)
    offered = desk.clinic.waitlist.offer(id=entry.id, start=desk.at(10), practitioner=desk.chen.id)
    assert offered.offer is not None
    desk.clinic.appointments.set_status(id=offered.offer.hold_id, status=Status.CONFIRMED)
    later(desk, 30)
    desk.clinic.history.undo()
    desk.clinic.history.undo()
    assert desk.clinic.waitlist.get(id=entry.id).entry.offer is None


def test_a_held_seat_that_has_run_out_never_comes_back_by_undo(desk: Desk) -> None:
    session, first, second = freed_class(desk)
    desk.clinic.waitlist.offer(id=first.id)
    desk.clinic.waitlist.accept(id=first.id)
    later(desk, 11)
    desk.clinic.history.undo()
    assert entry_of(desk, first).state is EntryState.WAITING
    assert desk.clinic.waitlist.offer(id=second.id).offer is not None
    assert seats(desk, session) == [(second.patient_id, True)]


def test_nothing_comes_back_by_redo_of_an_offer_that_has_run_out(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    desk.clinic.history.undo()
    later(desk, 11)
    desk.clinic.history.redo()
    assert desk.clinic.holds.list() == ()
    assert not desk.clinic.waitlist.get(id=made.id).offered


def test_an_offer_that_has_run_out_bars_no_way_to_earlier_steps(desk: Desk) -> None:
    offer(desk, waits(desk))
    later(desk, 11)
    desk.clinic.history.undo()
    desk.clinic.history.undo()
    assert desk.clinic.waitlist.list(state=None).total == 0


@pytest.mark.parametrize("laid", ["block", "closure"])
def test_a_time_that_was_closed_since_is_not_booked_by_its_offer(desk: Desk, laid: str) -> None:
    made = offer(desk, waits(desk))
    if laid == "block":
        desk.clinic.blocks.create(start=desk.at(9), end=desk.at(12), practitioner=desk.chen.id, title="Away")
    else:
        desk.clinic.closures.create(name="Holiday", first=DAY, last=DAY)
    refusal = refused(lambda: desk.clinic.waitlist.accept(id=made.id))
    assert (refusal.reason, isinstance(refusal, Conflict)) == ("closed", True)
    assert isinstance(refusal, Conflict)
    assert [clash.kind for clash in refusal.clashes] == [laid]


def test_a_hold_that_was_closed_over_since_is_not_booked_without_a_reason(desk: Desk) -> None:
    hold = desk.clinic.holds.place(start=desk.at(10), practitioner=desk.chen.id, service=desk.service.id)
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(12), practitioner=desk.chen.id, title="Away")
    assert refused(lambda: desk.clinic.appointments.book(hold=hold.id, patient=desk.eva.id)).reason == "closed"
    made = desk.clinic.appointments.book(hold=hold.id, patient=desk.eva.id, override_reason="Comes in for it")
    assert made.override_reason == "Comes in for it"


@pytest.mark.parametrize("how", ["appointments", "group_appointments"])
def test_a_seat_that_is_offered_is_not_for_the_class_at_another_time(desk: Desk, how: str) -> None:
    session = a_session(desk, seats=2)
    made = desk.clinic.waitlist.offer(id=waits(desk, appointment=session.id).id)
    if how == "appointments":
        version = desk.clinic.appointments.move(id=session.id, start=desk.at(15, day=1)).version
    else:
        sent: dict[str, Any] = {"start": desk.at(15, day=1), "end": desk.at(15, 30, day=1)}
        version = desk.clinic.group_appointments.update(id=session.id, **sent).version
    now = desk.clinic.appointments.get(id=session.id).appointment
    assert ([one.id for one in now.attendees], now.start) == ([desk.leo.id], desk.at(15, day=1))
    assert now.version == version
    assert not desk.clinic.waitlist.get(id=made.id).offered
    assert refused(lambda: desk.clinic.waitlist.accept(id=made.id)).reason == "offer_gone"
    again = desk.clinic.waitlist.offer(id=made.id).offer
    assert again is not None
    assert again.start == desk.at(15, day=1)


def test_undo_of_the_move_gives_the_seat_that_was_offered_back(desk: Desk) -> None:
    session = a_session(desk, seats=2)
    made = desk.clinic.waitlist.offer(id=waits(desk, appointment=session.id).id)
    desk.clinic.appointments.move(id=session.id, start=desk.at(15, day=1))
    desk.clinic.history.undo()
    assert desk.clinic.waitlist.accept(id=made.id).appointment.start == session.start


def test_a_class_that_only_gets_another_title_keeps_the_seats_that_are_offered(desk: Desk) -> None:
    session = a_session(desk, seats=2)
    made = desk.clinic.waitlist.offer(id=waits(desk, appointment=session.id).id)
    desk.clinic.appointments.update(id=session.id, title="Stretching")
    assert desk.clinic.waitlist.get(id=made.id).offered


def test_a_time_is_not_offered_with_somebody_who_is_not_asked_for(desk: Desk) -> None:
    entry = waits(desk, practitioners=[desk.ortega.id])
    refusal = refused(lambda: offer(desk, entry))
    assert (refusal.reason, refusal.facts["field"]) == ("practitioner_not_wanted", "practitioner")
    assert refusal.facts["allowed"] == [str(desk.ortega.id)]


def test_a_time_after_the_last_date_is_not_offered(desk: Desk) -> None:
    entry = waits(desk, until=DAY)
    refusal = refused(lambda: offer(desk, entry, start=desk.at(10, day=1)))
    assert (refusal.reason, refusal.facts["field"]) == ("not_wanted", "start")
    assert offer(desk, entry).offer is not None


def test_a_time_at_which_the_patient_has_another_visit_is_not_offered(desk: Desk) -> None:
    other = desk.book(10, 15, practitioner=desk.ortega.id)
    refusal = refused(lambda: offer(desk, waits(desk)))
    assert isinstance(refusal, Conflict)
    assert (refusal.reason, [clash.appointment_id for clash in refusal.clashes]) == ("comes_elsewhere", [other.id])
    assert (refusal.clashes[0].subject, desk.clinic.holds.list()) == ("Dr. Luis Ortega", ())


def test_the_visit_that_is_given_up_is_in_nobodys_way(desk: Desk) -> None:
    other = desk.book(10, 15, practitioner=desk.ortega.id)
    assert offer(desk, waits(desk, gives_up=other.id)).offer is not None
