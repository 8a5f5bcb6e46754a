"""Who of those who wait fits a free time, in which order, and why (C72)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.equipment import Need
from frontdesk.domain.instants import DAY as A_DAY
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.domain.waitlist_ranking import FitReason
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.waitlist_rows import FreedBy
from tests.support.clinics import DAY, Desk, nobody
from tests.support.held_times import hold, later
from tests.support.offers import offers
from tests.support.refusals import refused
from tests.support.waiting_list import WEEK, a_session, fits, offer, someone, waits, who

THURSDAY = Preference((Weekday.THURSDAY,))
AFTERNOON = Preference((), (DayPart.AFTERNOON,))
TOMORROW = DAY + timedelta(days=1)


def alone(desk: Desk, entry: WaitlistEntry, hour: int = 10, minutes: int = 30, **sent: Any) -> bool:
    """Tell whether an entry, the only one there is, fits a time of Dr. Chen."""
    return who(fits(desk, desk.at(hour), minutes, **sent)) == [entry.id]


def test_a_time_is_told_with_whom_and_where(desk: Desk) -> None:
    entry = waits(desk, someone(desk), note="Rings back")
    [found] = fits(desk, desk.at(10), 60)
    assert (found.entry, found.patient, found.phone, found.service) == (
        entry.id,
        "Ann Other1",
        "+1 555 0101",
        "Consultation",
    )
    assert (found.start, found.end) == (desk.at(10), desk.at(10, 30))
    assert (found.practitioner_id, found.location_id) == (desk.chen.id, desk.clinic.locations.list()[0].id)
    assert (found.note, found.version, found.waiting_since) == ("Rings back", 1, entry.created_at)


def test_a_visit_lies_within_the_time_and_its_buffer_is_free_beside_it(desk: Desk) -> None:
    entry = waits(desk)
    assert not alone(desk, entry, minutes=29)
    assert alone(desk, entry, minutes=30)
    desk.book(10, 35, patient=desk.leo.id)
    assert not alone(desk, entry, minutes=30)


def test_the_length_of_an_entry_counts_before_that_of_its_service(desk: Desk) -> None:
    entry = waits(desk, length=20 * MINUTE)
    [found] = fits(desk, desk.at(10), 20)
    assert (found.entry, found.end) == (entry.id, desk.at(10, 20))


def test_only_those_who_are_asked_for_and_give_the_service_come_into_it(desk: Desk) -> None:
    desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=WEEK)
    entry = waits(desk, practitioners=[desk.ortega.id])
    assert not alone(desk, entry)
    assert alone(desk, entry, practitioner=desk.ortega.id)
    desk.clinic.waitlist.update(id=entry.id, practitioners=None)
    assert alone(desk, entry)
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.ortega.id])
    assert not alone(desk, entry)


def test_days_parts_of_day_and_dates_narrow_it(desk: Desk) -> None:
    entry = waits(desk, prefers=THURSDAY)
    assert not alone(desk, entry)
    assert who(fits(desk, desk.at(10, day=1))) == [entry.id]
    desk.clinic.waitlist.update(id=entry.id, prefers=AFTERNOON)
    assert not alone(desk, entry)
    assert alone(desk, entry, hour=14)
    desk.clinic.waitlist.update(id=entry.id, prefers=None, earliest=TOMORROW)
    assert not alone(desk, entry)
    desk.clinic.waitlist.update(id=entry.id, earliest=None, until=DAY)
    assert alone(desk, entry)
    assert fits(desk, desk.at(10, day=1)) == []


def test_the_first_start_that_suits_within_a_long_time_is_told(desk: Desk) -> None:
    waits(desk, prefers=AFTERNOON)
    [found] = fits(desk, desk.at(10), 4 * 60)
    assert found.start == desk.at(12)


def test_who_is_elsewhere_then_does_not_come_but_from_the_visit_that_is_given_up(desk: Desk) -> None:
    entry = waits(desk)
    visit = desk.book(10, practitioner=desk.ortega.id)
    assert not alone(desk, entry)
    desk.clinic.waitlist.update(id=entry.id, gives_up=visit.id)
    assert alone(desk, entry)


def test_who_comes_to_a_class_then_does_not_come(desk: Desk) -> None:
    entry = waits(desk)
    a_session(desk, 3, hour=10, attendees=[desk.eva.id], practitioner=desk.ortega.id)
    assert fits(desk, desk.at(10, day=1)) == []
    assert alone(desk, entry)


def test_a_time_that_was_declined_is_not_offered_again(desk: Desk) -> None:
    entry = offer(desk, waits(desk))
    desk.clinic.waitlist.decline(id=entry.id)
    assert not alone(desk, entry)
    [found] = fits(desk, desk.at(10), 60)
    assert found.start == desk.at(10, 30)


def test_nobody_has_two_offers_and_one_that_ran_out_is_none(desk: Desk) -> None:
    entry = offer(desk, waits(desk))
    assert fits(desk, desk.at(14)) == []
    later(desk, 11)
    assert alone(desk, entry, hour=14)


def test_an_offer_whose_hold_was_let_go_is_none(desk: Desk) -> None:
    entry = offer(desk, waits(desk))
    assert entry.offer is not None
    desk.clinic.holds.release(id=entry.offer.hold_id)
    assert alone(desk, entry, hour=14)


def test_a_time_that_is_held_is_not_free(desk: Desk) -> None:
    entry = waits(desk)
    hold(desk, 10)
    assert not alone(desk, entry)
    later(desk, 11)
    assert alone(desk, entry)


def test_rooms_and_equipment_have_to_be_free(desk: Desk) -> None:
    lamp = desk.clinic.equipment.create(name="Lamp").equipment
    desk.clinic.services.update(id=desk.service.id, rooms=[desk.room.id], equipment=[Need(lamp.id)])
    entry = waits(desk)
    assert alone(desk, entry)
    visit = desk.book(10, practitioner=desk.ortega.id, patient=desk.leo.id, room=desk.room.id)
    assert not alone(desk, entry)
    desk.clinic.appointments.move(id=visit.id, start=visit.start, room=desk.other_room.id)
    assert alone(desk, entry)
    assert not alone(desk, entry, room=desk.other_room.id)
    desk.clinic.appointments.update(id=visit.id, equipment=[lamp.id])
    assert not alone(desk, entry)


def test_nobody_fits_outside_hours_nor_in_the_past(desk: Desk) -> None:
    waits(desk)
    assert fits(desk, desk.at(18)) == []
    desk.clock.now = desk.at(10, 31)
    assert fits(desk, desk.at(10)) == []
    [found] = fits(desk, desk.at(10), 90)
    assert found.start == desk.at(10, 35)


def test_urgency_comes_before_closeness_and_that_before_waiting(desk: Desk) -> None:
    plain = waits(desk)
    named = waits(desk, desk.leo, practitioners=[desk.chen.id])
    soon = waits(desk, someone(desk), urgency=Urgency.SOON)
    urgent = waits(desk, someone(desk, 2), urgency=Urgency.URGENT)
    last = waits(desk, someone(desk, 3))
    found = fits(desk, desk.at(10))
    assert who(found) == [urgent.id, soon.id, named.id, plain.id, last.id]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert found[0].reasons[0] is FitReason.URGENT
    assert found[2].reasons == (FitReason.CHOSEN_PRACTITIONER, FitReason.FILLS_GAP)
    assert found[3].reasons == (FitReason.FILLS_GAP, FitReason.WAITED_LONGEST)


def test_what_fills_the_gap_best_comes_first(desk: Desk) -> None:
    short = waits(desk, length=15 * MINUTE)
    full = waits(desk, desk.leo)
    found = fits(desk, desk.at(10))
    assert who(found) == [full.id, short.id]
    assert FitReason.FILLS_GAP not in found[1].reasons


def test_of_those_of_one_day_the_later_visit_is_brought_forward_first(desk: Desk) -> None:
    near = waits(desk, gives_up=desk.book(15).id)
    far = waits(desk, desk.leo, gives_up=desk.book(start=desk.at(9, day=8), patient=desk.leo.id).id)
    found = fits(desk, desk.at(10))
    assert who(found) == [far.id, near.id]
    assert found[0].gives_up_start == desk.at(9, day=8)
    assert FitReason.GIVES_UP in found[0].reasons


def test_who_waits_longer_by_days_comes_before_who_gives_up_a_later_visit(desk: Desk) -> None:
    old = waits(desk)
    desk.clock.now = Instant(desk.clock.now + 2 * A_DAY)
    new = waits(desk, desk.leo, gives_up=desk.book(start=desk.at(9, day=8), patient=desk.leo.id).id)
    assert who(fits(desk, desk.at(12, day=2))) == [old.id, new.id]


def test_what_the_record_of_a_patient_says_of_times_speaks_for_them(desk: Desk) -> None:
    waits(desk)
    liked = waits(desk, desk.leo)
    desk.clinic.patients.update(id=desk.leo.id, prefers=Preference((), (DayPart.MORNING,)), practitioner=desk.chen.id)
    found = fits(desk, desk.at(10))
    assert who(found)[0] == liked.id
    assert {FitReason.USUAL_TIME, FitReason.USUAL_PRACTITIONER} <= set(found[0].reasons)


def test_who_is_excluded_is_left_out_and_no_more_than_asked_for_are_told(desk: Desk) -> None:
    first, second, third = (waits(desk, someone(desk, n)) for n in range(3))
    assert who(fits(desk, desk.at(10), exclude=[first.id])) == [second.id, third.id]
    assert who(fits(desk, desk.at(10), limit=1)) == [first.id]


def test_an_entry_for_another_location_does_not_fit_here(desk: Desk) -> None:
    there = desk.clinic.locations.create(name="Branch", zone_name="America/New_York")
    waits(desk, location=there.id)
    assert fits(desk, desk.at(10)) == []


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"minutes": 0}, "end_not_after_start"),
        ({"minutes": 60 * 24 * 32}, "free_time_too_long"),
        ({"practitioner": nobody()}, "unknown_id"),
        ({"room": nobody()}, "unknown_id"),
        ({"limit": 0}, "bad_limit"),
        ({"exclude": 5}, "wrong_type"),
    ],
)
def test_a_wrong_question_is_refused(desk: Desk, sent: dict[str, Any], reason: str) -> None:
    assert refused(lambda: fits(desk, desk.at(10), sent.pop("minutes", 30), **sent)).reason == reason


def after(desk: Desk, visit: Any, **sent: Any) -> Any:
    return desk.clinic.waitlist.fits_after(appointment=visit.id, **sent)


def test_a_cancelled_visit_frees_its_time(desk: Desk) -> None:
    visit, entry = desk.book(10, patient=desk.leo.id), waits(desk)
    assert after(desk, visit).freed is None
    desk.clinic.appointments.cancel(id=visit.id)
    found = after(desk, visit)
    assert (found.freed.by, found.freed.start, found.freed.end) == (FreedBy.CANCELLED, visit.start, visit.end)
    assert (who(found.fits), found.total) == ([entry.id], 1)


def test_a_visit_that_sticks_out_of_the_freed_time_may_come_where_all_of_it_is_free(desk: Desk) -> None:
    visit, entry = desk.book(10, patient=desk.leo.id), waits(desk, length=60 * MINUTE)
    desk.book(11, 15, patient=desk.leo.id)
    desk.clinic.appointments.cancel(id=visit.id)
    [found] = after(desk, visit).fits
    assert (found.entry, found.start) == (entry.id, desk.at(10))
    desk.book(10, 45, patient=desk.leo.id, minutes=15)
    [found] = after(desk, visit).fits
    assert found.end == desk.at(10, 30)


def test_a_patient_who_does_not_show_up_frees_the_rest(desk: Desk) -> None:
    visit, entry = desk.book(10, minutes=60, patient=desk.leo.id), waits(desk)
    desk.clock.now = desk.at(10, 16)
    desk.clinic.appointments.set_status(id=visit.id, status=Status.NO_SHOW)
    found = after(desk, visit)
    assert (found.freed.by, found.freed.start, found.fits[0].start) == (
        FreedBy.NO_SHOW,
        desk.at(10, 16),
        desk.at(10, 20),
    )
    assert who(found.fits) == [entry.id]


def test_a_visit_that_moved_away_frees_where_it_stood(desk: Desk) -> None:
    visit, entry = desk.book(10, patient=desk.leo.id), waits(desk)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(14))
    found = after(desk, visit)
    assert (found.freed.by, found.freed.start, who(found.fits)) == (FreedBy.MOVED, desk.at(10), [entry.id])


def test_a_visit_that_went_to_another_practitioner_frees_the_first_ones_time(desk: Desk) -> None:
    visit = desk.book(10, patient=desk.leo.id)
    desk.clinic.appointments.move(id=visit.id, start=visit.start, practitioner=desk.ortega.id)
    found = after(desk, visit).freed
    assert (found.by, found.practitioner_id) == (FreedBy.MOVED, desk.chen.id)


def test_a_shorter_visit_frees_its_end(desk: Desk) -> None:
    visit, entry = desk.book(10, minutes=90, patient=desk.leo.id), waits(desk)
    desk.clinic.appointments.move(id=visit.id, start=visit.start, end=desk.at(10, 30))
    found = after(desk, visit)
    assert (found.freed.by, found.freed.start, found.freed.end) == (FreedBy.SHORTENED, desk.at(10, 30), desk.at(11, 30))
    assert [(one.entry, one.start) for one in found.fits] == [(entry.id, desk.at(10, 30))]


@pytest.mark.parametrize("how", ["delete", "archive"])
def test_a_visit_that_is_deleted_or_put_away_frees_its_time(desk: Desk, how: str) -> None:
    visit, entry = desk.book(10, patient=desk.leo.id), waits(desk)
    getattr(desk.clinic.appointments, how)(id=visit.id)
    found = after(desk, visit)
    assert (found.freed.by, who(found.fits)) == (FreedBy.REMOVED, [entry.id])


def test_a_note_on_a_cancelled_visit_takes_nothing_from_what_it_freed(desk: Desk) -> None:
    visit = desk.book(10, patient=desk.leo.id)
    desk.clinic.appointments.cancel(id=visit.id)
    desk.clinic.appointments.update(id=visit.id, visit_note="Rang at eight")
    assert after(desk, visit).freed.by is FreedBy.CANCELLED


def test_a_visit_of_the_past_frees_nothing(desk: Desk) -> None:
    visit = desk.book(10)
    desk.clock.now = desk.at(11)
    desk.clinic.appointments.cancel(id=visit.id)
    assert after(desk, visit).freed is None


def test_a_freed_seat_goes_down_the_line_of_the_class(desk: Desk) -> None:
    session = a_session(desk)
    first = waits(desk, appointment=session.id)
    second = waits(desk, someone(desk), appointment=session.id)
    urgent = waits(desk, someone(desk, 2), appointment=session.id, urgency=Urgency.URGENT)
    waits(desk, someone(desk, 3))
    assert after(desk, session).freed is None
    desk.clinic.attendees.remove(appointment=session.id, patient=desk.leo.id)
    found = after(desk, session)
    assert (found.freed.by, found.freed.seats) == (FreedBy.SEAT, 1)
    assert who(found.fits) == [urgent.id, first.id, second.id]
    assert FitReason.NEXT_IN_LINE in found.fits[0].reasons
    assert found.fits[0].appointment_id == session.id


@pytest.mark.parametrize("how", ["cancel", "delete"])
def test_nobody_is_asked_to_come_into_the_time_that_they_gave_up_themselves(desk: Desk, how: str) -> None:
    visit = desk.book(10, patient=desk.leo.id)
    waits(desk, desk.leo)
    waits(desk, desk.leo, length=15 * MINUTE, gives_up=visit.id)
    entry = waits(desk)
    getattr(desk.clinic.appointments, how)(id=visit.id)
    assert (who(after(desk, visit).fits), after(desk, visit).total) == ([entry.id], 1)


def test_a_move_that_was_taken_back_frees_nothing(desk: Desk) -> None:
    visit = desk.book(10, patient=desk.leo.id)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(14))
    desk.clinic.history.undo()
    assert after(desk, visit).freed is None
    desk.clinic.history.redo()
    assert after(desk, visit).freed.start == desk.at(10)


def test_a_cancelled_visit_that_was_brought_back_frees_nothing(desk: Desk) -> None:
    visit = desk.book(10, patient=desk.leo.id)
    desk.clinic.appointments.cancel(id=visit.id)
    desk.clinic.appointments.restore(id=visit.id)
    assert after(desk, visit).freed is None


def test_what_another_visit_has_taken_again_is_not_free(desk: Desk) -> None:
    visit = desk.book(10, patient=desk.leo.id)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(14))
    desk.clinic.appointments.move(id=visit.id, start=desk.at(16))
    assert after(desk, visit).freed.start == desk.at(14)
    desk.book(14)
    assert after(desk, visit).freed.start == desk.at(10)


def test_an_unknown_visit_is_not_found(desk: Desk) -> None:
    assert refused(lambda: desk.clinic.waitlist.fits_after(appointment=nobody())).reason == "unknown_id"


@pytest.mark.parametrize("how", ["cancel", "delete"])
def test_what_the_other_parts_of_a_booking_free_is_filled_too(desk: Desk, how: str) -> None:
    house = offers(desk)
    asked = (ServiceAsked(house.talk.id, practitioner=desk.chen.id), ServiceAsked(house.blood.id))
    talk, blood = house.book(*asked, patient=desk.leo.id).parts
    entry = waits(desk, service=house.blood.id, prefers=Preference((), (DayPart.MORNING,)))
    getattr(desk.clinic.appointments, how)(id=talk.id)
    found = after(desk, talk)
    assert (found.freed.start, found.freed.practitioner_id) == (talk.start, desk.chen.id)
    assert [(one.entry, one.start, one.practitioner_id) for one in found.fits] == [
        (entry.id, blood.start, desk.ortega.id)
    ]
