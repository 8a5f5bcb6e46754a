"""The waiting list where patients are put away or merged (C72, C76)."""

from __future__ import annotations

from frontdesk.domain.waitlist import EntryState
from tests.support.clinics import Desk
from tests.support.held_times import later
from tests.support.waiting_list import a_session, offer, someone, waits


def listed(desk: Desk) -> list[tuple[int, int, EntryState]]:
    """Give every entry with its patient and where it stands."""
    rows = desk.clinic.waitlist.list(state=None).items
    return [(row.entry.id, row.entry.patient_id, row.entry.state) for row in rows]


def test_a_patient_who_is_put_away_is_taken_off_the_list(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    desk.clinic.patients.archive(id=desk.eva.id)
    assert listed(desk) == [(made.id, desk.eva.id, EntryState.REMOVED)]
    assert desk.clinic.holds.list() == ()


def test_undo_of_that_puts_back_the_entry_and_what_was_held(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    desk.clinic.patients.archive(id=desk.eva.id)
    desk.clinic.history.undo()
    assert desk.clinic.waitlist.get(id=made.id).offered
    assert desk.clinic.waitlist.accept(id=made.id).appointment.patient_id == desk.eva.id


def test_the_one_who_is_kept_waits_for_what_the_other_waited_for(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    desk.clinic.patients.merge(keep=desk.leo.id, drop=desk.eva.id)
    assert listed(desk) == [(made.id, desk.leo.id, EntryState.WAITING)]
    assert desk.clinic.waitlist.accept(id=made.id).appointment.patient_id == desk.leo.id


def test_nobody_waits_twice_for_a_class_after_a_merge(desk: Desk) -> None:
    session = a_session(desk, attendees=[someone(desk).id])
    first, second = waits(desk, appointment=session.id), waits(desk, desk.leo, appointment=session.id)
    desk.clinic.patients.merge(keep=desk.leo.id, drop=desk.eva.id)
    assert sorted(listed(desk)) == sorted(
        [(first.id, desk.leo.id, EntryState.WAITING), (second.id, desk.leo.id, EntryState.REMOVED)]
    )


def test_nobody_waits_for_a_class_they_come_to_after_a_merge(desk: Desk) -> None:
    session = a_session(desk)
    made = waits(desk, appointment=session.id)
    desk.clinic.patients.merge(keep=desk.leo.id, drop=desk.eva.id)
    assert listed(desk) == [(made.id, desk.leo.id, EntryState.REMOVED)]


def test_undo_of_a_merge_gives_each_their_own_again(desk: Desk) -> None:
    mine, theirs = waits(desk), waits(desk, desk.leo)
    desk.clinic.patients.merge(keep=desk.leo.id, drop=desk.eva.id)
    desk.clinic.history.undo()
    assert listed(desk) == [
        (mine.id, desk.eva.id, EntryState.WAITING),
        (theirs.id, desk.leo.id, EntryState.WAITING),
    ]


def test_who_comes_to_a_class_after_a_merge_waits_for_it_no_more(desk: Desk) -> None:
    """Leo comes to the class that Eva, who is kept, waits for."""
    session = a_session(desk)
    made = waits(desk, appointment=session.id)
    desk.clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    assert listed(desk) == [(made.id, desk.eva.id, EntryState.REMOVED)]


def test_of_two_entries_the_one_with_an_offer_is_kept_with_its_seat(desk: Desk) -> None:
    session = a_session(desk, seats=2, attendees=[someone(desk).id])
    plain = waits(desk, desk.leo, appointment=session.id)
    made = desk.clinic.waitlist.offer(id=waits(desk, appointment=session.id).id)
    desk.clinic.patients.merge(keep=desk.leo.id, drop=desk.eva.id)
    assert sorted(listed(desk)) == sorted(
        [(plain.id, desk.leo.id, EntryState.REMOVED), (made.id, desk.leo.id, EntryState.WAITING)]
    )
    done = desk.clinic.waitlist.accept(id=made.id).appointment
    assert desk.leo.id in [one.id for one in done.attendees]


def test_of_two_entries_without_an_offer_the_earlier_is_kept(desk: Desk) -> None:
    session = a_session(desk, attendees=[someone(desk).id])
    first = waits(desk, appointment=session.id)
    later(desk, 5)
    second = waits(desk, desk.leo, appointment=session.id)
    desk.clinic.patients.merge(keep=desk.leo.id, drop=desk.eva.id)
    assert sorted(listed(desk)) == sorted(
        [(first.id, desk.leo.id, EntryState.WAITING), (second.id, desk.leo.id, EntryState.REMOVED)]
    )


def test_a_seat_for_good_stays_where_the_other_was_only_offered_one(desk: Desk) -> None:
    session = a_session(desk, seats=2)
    desk.clinic.waitlist.offer(id=waits(desk, appointment=session.id).id)
    desk.clinic.patients.merge(keep=desk.eva.id, drop=desk.leo.id)
    [seat] = desk.clinic.appointments.get(id=session.id).appointment.attendees
    assert (seat.id, seat.held_until) == (desk.eva.id, None)
