"""The waiting list: what its entries say, what is refused of them, and how they are listed (C72)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound
from frontdesk.domain.instants import DAY as A_DAY
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.waitlist import EntryState, Urgency
from frontdesk.services.service_parts import NewVariation
from tests.support.clinics import DAY, READER, Desk, nobody
from tests.support.held_times import later
from tests.support.refusals import refused
from tests.support.waiting_list import a_session, offer, someone, waits

MORNINGS = Preference((Weekday.WEDNESDAY,), (DayPart.MORNING,))


def test_what_is_given_back_is_what_is_in_the_book(desk: Desk) -> None:
    long = desk.clinic.services.update(
        id=desk.service.id, variations=[NewVariation(name="Long", duration=60 * MINUTE)]
    ).variations[0]
    visit = desk.book(15)
    made = waits(
        desk,
        variation=long.id,
        practitioners=[desk.chen.id],
        prefers=MORNINGS,
        earliest=DAY,
        until=DAY + timedelta(days=7),
        length=45 * MINUTE,
        urgency=Urgency.URGENT,
        note="Rings back\nafter four",
        gives_up=visit.id,
    )
    row = desk.clinic.waitlist.get(id=made.id)
    assert row.entry == made
    assert (made.prefers, made.gives_up, made.created_by) == (MORNINGS, visit.id, "front-desk")
    assert (row.patient, row.service, row.gives_up_start) == ("Eva Novák", "Consultation, Long", visit.start)


def test_missing_keeps_and_null_clears(desk: Desk) -> None:
    made = waits(desk, practitioners=[desk.chen.id], prefers=MORNINGS, until=DAY, length=20 * MINUTE, note="Soon")
    kept = desk.clinic.waitlist.update(id=made.id, urgency=Urgency.SOON)
    assert (kept.practitioners, kept.prefers, kept.until, kept.length) == ((desk.chen.id,), MORNINGS, DAY, 20 * MINUTE)
    clear = desk.clinic.waitlist.update(
        id=made.id, practitioners=None, prefers=None, until=None, length=None, note=None, version=kept.version
    )
    assert (clear.practitioners, clear.prefers, clear.until, clear.length, clear.note) == ((), None, None, None, "")


def test_days_and_parts_that_say_nothing_are_no_preference(desk: Desk) -> None:
    assert waits(desk, prefers=Preference()).prefers is None


def test_undo_takes_an_entry_off_and_redo_puts_it_back(desk: Desk) -> None:
    made = waits(desk)
    desk.clinic.history.undo()
    assert desk.clinic.waitlist.list().items == ()
    desk.clinic.history.redo()
    assert desk.clinic.waitlist.list().items[0].entry.id == made.id


def test_the_more_urgent_come_first_and_then_who_waits_longer(desk: Desk) -> None:
    first = waits(desk)
    second = waits(desk, desk.leo)
    soon = waits(desk, someone(desk), urgency=Urgency.SOON)
    urgent = waits(desk, someone(desk, 2), urgency=Urgency.URGENT)
    page = desk.clinic.waitlist.list(size=3)
    assert [row.entry.id for row in page.items] == [urgent.id, soon.id, first.id]
    assert page.total == 4
    assert [row.entry.id for row in desk.clinic.waitlist.list(size=3, page=2).items] == [second.id]


def test_a_list_is_narrowed_by_patient_by_class_and_by_state(desk: Desk) -> None:
    session = a_session(desk)
    mine, theirs = waits(desk), waits(desk, someone(desk), appointment=session.id)
    desk.clinic.waitlist.remove(id=mine.id)
    listed = desk.clinic.waitlist.list
    assert [row.entry.id for row in listed().items] == [theirs.id]
    assert [row.entry.id for row in listed(state=EntryState.REMOVED).items] == [mine.id]
    assert [row.entry.id for row in listed(state=None, patient=desk.eva.id).items] == [mine.id]
    [row] = listed(appointment=session.id).items
    assert (row.entry.id, row.class_start, row.phone) == (theirs.id, session.start, "+1 555 0101")


def test_what_is_taken_off_is_closed_and_twice_is_harmless(desk: Desk) -> None:
    made = waits(desk)
    gone = desk.clinic.waitlist.remove(id=made.id)
    assert (gone.state, gone.closed_at) == (EntryState.REMOVED, desk.clock.now)
    assert desk.clinic.waitlist.remove(id=made.id) == gone
    with pytest.raises(Conflict, match="not_waiting"):
        desk.clinic.waitlist.update(id=made.id, note="x")


def test_an_entry_past_its_last_date_is_listed_as_run_out(desk: Desk) -> None:
    waits(desk, until=DAY)
    assert not desk.clinic.waitlist.list().items[0].run_out
    desk.clock.now = Instant(desk.clock.now + A_DAY)
    assert desk.clinic.waitlist.list().items[0].run_out


@pytest.mark.parametrize("how", ["over", "cancelled", "deleted"])
def test_an_entry_for_a_class_that_is_over_has_run_out(desk: Desk, how: str) -> None:
    session = a_session(desk)
    waits(desk, appointment=session.id)
    assert not desk.clinic.waitlist.list().items[0].run_out
    if how == "over":
        desk.clock.now = session.start
    elif how == "cancelled":
        desk.clinic.appointments.cancel(id=session.id)
    else:
        desk.clinic.appointments.delete(id=session.id)
    assert desk.clinic.waitlist.list().items[0].run_out


def test_a_visit_that_was_booked_since_is_told(desk: Desk) -> None:
    desk.book(9, service=desk.service.id)
    made = waits(desk)
    assert desk.clinic.waitlist.get(id=made.id).booked_meanwhile is None
    desk.book(10)  # of no service
    desk.book(11, service=desk.service.id, patient=desk.leo.id)
    assert desk.clinic.waitlist.get(id=made.id).booked_meanwhile is None
    since = desk.book(13, service=desk.service.id)
    assert desk.clinic.waitlist.get(id=made.id).booked_meanwhile == since.id


def test_a_held_time_is_no_visit_that_was_booked_since(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    row = desk.clinic.waitlist.get(id=made.id)
    assert (row.offered, row.booked_meanwhile) == (True, None)


def test_nobody_waits_twice_for_one_class_nor_for_one_they_come_to(desk: Desk) -> None:
    session = a_session(desk)
    waits(desk, appointment=session.id)
    assert refused(lambda: waits(desk, appointment=session.id)).reason == "waits_already"
    assert refused(lambda: waits(desk, desk.leo, appointment=session.id)).reason == "comes_already"
    waits(desk, appointment=a_session(desk, hour=11).id)


@pytest.mark.parametrize(
    ("sent", "reason", "field"),
    [
        ({"service": None}, "missing_field", "service"),
        ({"until": DAY - timedelta(days=1)}, "until_past", "until"),
        ({"earliest": DAY + timedelta(days=2), "until": DAY}, "until_before_earliest", "until"),
        ({"length": 90}, "bad_duration", "length"),
        ({"length": "long"}, "wrong_type", "length"),
        ({"urgency": "very"}, "not_one_of", "urgency"),
        ({"prefers": "mornings"}, "wrong_type", "prefers"),
        ({"note": "\0"}, "control_characters", "note"),
        ({"practitioners": 5}, "wrong_type", "practitioners"),
        ({"variation": nobody()}, "unknown_id", None),
        ({"service": nobody()}, "unknown_id", None),
        ({"practitioners": [nobody()]}, "unknown_id", None),
        ({"gives_up": nobody()}, "unknown_id", None),
        ({"appointment": nobody()}, "unknown_id", None),
    ],
)
def test_bad_input_is_refused(desk: Desk, sent: dict[str, Any], reason: str, field: str | None) -> None:
    refusal = refused(lambda: waits(desk, **sent))
    assert (refusal.reason, refusal.facts.get("field")) == (reason, field)
    assert desk.clinic.waitlist.list().total == 0


def test_what_is_put_away_or_does_not_fit_together_is_refused(desk: Desk) -> None:
    desk.clinic.services.update(id=desk.service.id, practitioners=[desk.chen.id])
    assert refused(lambda: waits(desk, practitioners=[desk.ortega.id])).reason == "does_not_give"
    desk.clinic.practitioners.archive(id=desk.chen.id)
    assert refused(lambda: waits(desk, practitioners=[desk.chen.id])).reason == "archived"
    desk.clinic.patients.archive(id=desk.eva.id)
    assert refused(lambda: waits(desk)).reason == "archived"


def test_only_a_class_to_come_is_waited_for(desk: Desk) -> None:
    assert refused(lambda: waits(desk, appointment=desk.book(9).id)).reason == "not_a_class"
    session = a_session(desk)
    desk.clock.now = session.start
    assert refused(lambda: waits(desk, appointment=session.id)).reason == "class_over"


def test_only_a_visit_of_the_same_patient_to_come_is_given_up(desk: Desk) -> None:
    assert refused(lambda: waits(desk, gives_up=desk.book(9, patient=desk.leo.id).id)).reason == "not_their_visit"
    gone = desk.clinic.appointments.cancel(id=desk.book(11).id)
    assert refused(lambda: waits(desk, gives_up=gone.id)).reason == "gives_up_over"


def test_readers_may_look_and_not_write(desk: Desk) -> None:
    made = waits(desk)
    with desk.as_actor(READER) as clinic:
        assert clinic.waitlist.list().total == 1
        with pytest.raises(Forbidden):
            clinic.waitlist.remove(id=made.id)


def test_an_unknown_entry_is_not_found(desk: Desk) -> None:
    for call in (desk.clinic.waitlist.get, desk.clinic.waitlist.remove, desk.clinic.waitlist.accept):
        with pytest.raises(NotFound):
            call(id=nobody())


def test_what_is_offered_is_not_changed_beneath_the_offer(desk: Desk) -> None:
    made = offer(desk, waits(desk))
    with pytest.raises(Conflict, match="offered_already"):
        desk.clinic.waitlist.update(id=made.id, length=20 * MINUTE)
    assert desk.clinic.waitlist.update(id=made.id, note="Called").note == "Called"
    later(desk, 11)
    assert desk.clinic.waitlist.update(id=made.id, length=20 * MINUTE).length == 20 * MINUTE


def test_names_reach_no_log(desk: Desk) -> None:
    made = waits(desk)
    rows = [desk.clinic.waitlist.get(id=made.id), desk.clinic.waitlist.on_day(day=DAY)]
    assert "Eva" not in repr(rows)


def test_a_stale_save_is_refused(desk: Desk) -> None:
    made = waits(desk)
    desk.clinic.waitlist.update(id=made.id, note="x")
    assert refused(lambda: desk.clinic.waitlist.update(id=made.id, version=1, note="y")).reason == "changed_since"


def test_a_wrong_state_or_page_is_invalid(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.clinic.waitlist.list(state="waiting")  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        desk.clinic.waitlist.list(page=0)


def test_what_is_waited_for_is_put_away_rather_than_deleted(desk: Desk) -> None:
    there = desk.clinic.locations.create(name="Branch")
    waits(desk, location=there.id)
    for area, one in ((desk.clinic.services, desk.service), (desk.clinic.locations, there)):
        gone = area.delete(id=one.id)  # type: ignore[attr-defined]
        assert (gone.archived, gone.uses) == (True, 1)


def test_a_seat_that_was_given_by_hand_since_is_told(desk: Desk) -> None:
    session = a_session(desk, 2)
    made = waits(desk, appointment=session.id)
    assert desk.clinic.waitlist.get(id=made.id).booked_meanwhile is None
    desk.clinic.waitlist.offer(id=made.id)
    assert desk.clinic.waitlist.get(id=made.id).booked_meanwhile is None
    desk.clinic.waitlist.decline(id=made.id)
    desk.clinic.attendees.add(appointment=session.id, patient=desk.eva.id)
    entry = desk.clinic.waitlist.get(id=made.id).entry
    assert (entry.state, entry.booked_id) == (EntryState.BOOKED, session.id)


def test_a_class_is_called_by_its_service_where_nothing_else_is_said(desk: Desk) -> None:
    made = waits(desk, appointment=a_session(desk).id)
    assert made.service_id is None
    assert desk.clinic.waitlist.get(id=made.id).service == "Consultation"
    assert desk.clinic.waitlist.on_day(day=DAY)[0].waiting.service == "Consultation"
