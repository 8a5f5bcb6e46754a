"""Visits of several services changed, given a status, and taken away (C31)."""

from __future__ import annotations

from typing import Any

import pytest

from frontdesk.domain.actor import RECEPTION, Actor, Right, Role
from frontdesk.domain.appointment import Extra, Status
from frontdesk.domain.errors import Conflict, Forbidden, Invalid, NotFound, Stale
from frontdesk.domain.location import LocationKind
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.service_bookings import ServiceBooking
from tests.support.bookings import claims_due, claims_in_the_book
from tests.support.clinics import Desk, nobody
from tests.support.offers import Offers, buffers, ids, offers, times, who
from tests.support.refusals import refused
from tests.support.rules import home


@pytest.fixture
def at(desk: Desk) -> Offers:
    return offers(desk)


def change(at: Offers, made: ServiceBooking, **sent: Any) -> ServiceBooking:
    done = at.desk.clinic.service_bookings.update(id=made.id, **sent)
    assert at.now(made) == done
    assert claims_in_the_book(at.desk) >= claims_due(*done.parts)
    return done


def test_what_is_left_out_stays(at: Offers) -> None:
    made = at.book(title="Yearly", notes="Fasting", meeting_place="Garden")
    assert change(at, made) == made


def test_words_are_changed_and_cleared(at: Offers) -> None:
    made = at.book(title="Yearly", notes="Fasting", meeting_place="Garden")
    done = change(at, made, title="Monthly")
    assert (done.title, done.notes, done.meeting) == ("Monthly", "Fasting", made.meeting)
    done = change(at, made, title=None, notes=None, meeting_place=None)
    assert (done.title, done.notes, done.meeting) == ("", "", None)
    assert {(part.title, part.description, part.meeting) for part in done.parts} == {("", "", None)}


def test_another_patient_comes_to_all_parts(at: Offers) -> None:
    done = change(at, at.book(), patient=at.desk.leo.id)
    assert {part.patient_id for part in done.parts} == {at.desk.leo.id}
    assert [[a.id for a in part.attendees] for part in done.parts] == [[at.desk.leo.id]] * 2
    assert refused(at.desk.clinic.service_bookings.update, id=done.id, patient=None).reason == "patient_needed"


def test_another_start_moves_all_parts_with_whom_they_are(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id, practitioner=at.desk.ortega.id), ServiceAsked(at.blood.id))
    done = change(at, made, start=at.desk.at(14))
    assert times(done) == [(at.desk.at(14), at.desk.at(14, 30)), (at.desk.at(14, 30), at.desk.at(14, 45))]
    assert (who(done), buffers(done), ids(done.parts)) == (who(made), buffers(made), ids(made.parts))


def test_a_visit_may_be_moved_onto_its_own_old_time(at: Offers) -> None:
    made = at.book()
    assert change(at, made, start=at.desk.at(9, 15)).start == at.desk.at(9, 15)


def test_parts_stay_as_long_as_they_are_when_they_are_moved(at: Offers) -> None:
    made = at.book()
    at.desk.clinic.appointments.move(id=made.parts[0].id, start=made.start, end=at.desk.at(9, 40))
    done = change(at, made, start=at.desk.at(14))
    assert times(done) == [(at.desk.at(14), at.desk.at(14, 40)), (at.desk.at(14, 40), at.desk.at(14, 55))]


def test_another_start_is_judged_like_a_new_booking(at: Offers) -> None:
    made = at.book()
    assert "outside_hours" in str(refused(change, at=at, made=made, start=at.desk.at(18)).facts)
    assert at.now(made) == made
    assert change(at, made, start=at.desk.at(18), override_availability=True).start == at.desk.at(18)


def test_a_taken_time_keeps_the_visit_where_it_was(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id))
    taken = at.desk.book(14, patient=at.desk.leo.id)
    refusal = refused(change, at=at, made=made, start=at.desk.at(14), override_availability=True)
    assert isinstance(refusal, Conflict)
    assert [clash.appointment_id for clash in refusal.clashes] == [taken.id]
    assert at.now(made) == made
    assert change(at, made, start=at.desk.at(14), override_reason="Agreed").parts[0].override_reason == "Agreed"


def test_an_end_must_be_that_of_all_services(at: Offers) -> None:
    made = at.book()
    assert refused(change, at=at, made=made, end=at.desk.at(10)).reason == "end_of_services"
    assert refused(change, at=at, made=made, start=at.desk.at(14), end=at.desk.at(15)).reason == "end_of_services"
    assert change(at, made, start=at.desk.at(14), end=at.desk.at(14, 45)).end == at.desk.at(14, 45)


def test_services_that_are_sent_replace_all(at: Offers) -> None:
    made = at.book()
    tube = ServiceAsked(at.blood.id, add_ons=(Extra(at.tube.id),))
    done = change(at, made, services=[tube])
    assert [part.service_id for part in done.parts] == [at.blood.id]
    assert times(done) == [(at.desk.at(9), at.desk.at(9, 20))]
    assert done.parts[0].add_ons == (Extra(at.tube.id),)
    assert ids(done.parts) == [made.parts[1].id]
    assert claims_in_the_book(at.desk) == claims_due(*done.parts)


def test_a_part_that_goes_need_not_fit_anywhere(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id, practitioner=at.desk.ortega.id), ServiceAsked(at.blood.id))
    at.desk.book(14, 40, practitioner=at.desk.ortega.id, patient=at.desk.leo.id)
    asked = [ServiceAsked(at.talk.id, practitioner=at.desk.ortega.id)]
    assert times(change(at, made, services=asked, start=at.desk.at(14))) == [(at.desk.at(14), at.desk.at(14, 30))]


def test_more_services_are_more_parts(at: Offers) -> None:
    made = at.book(title="Yearly", notes="Fasting", status=Status.CONFIRMED)
    asked = [ServiceAsked(at.blood.id), ServiceAsked(at.talk.id), ServiceAsked(at.talk.id)]
    done = change(at, made, services=asked)
    assert [part.service_id for part in done.parts] == [at.blood.id, at.talk.id, at.talk.id]
    assert ids(done.parts)[:2] == [made.parts[1].id, made.parts[0].id]
    assert {(p.title, p.description, p.status, p.patient_id, p.booking_id) for p in done.parts} == {
        ("Yearly", "Fasting", Status.CONFIRMED, at.desk.eva.id, made.id)
    }


def test_no_service_at_all_is_no_booking(at: Offers) -> None:
    assert refused(change, at=at, made=at.book(), services=[]).reason == "bad_services"


def test_services_and_start_may_change_at_once(at: Offers) -> None:
    done = change(at, at.book(), services=[ServiceAsked(at.blood.id)], start=at.desk.at(15))
    assert times(done) == [(at.desk.at(15), at.desk.at(15, 15))]


def test_a_change_is_one_step_that_is_undone_and_done_again(at: Offers) -> None:
    made = at.book()
    done = change(at, made, services=[ServiceAsked(at.blood.id)], start=at.desk.at(15), title="Only blood")
    at.desk.clinic.history.undo()
    back = at.now(made)
    assert (times(back), who(back), ids(back.parts), back.title) == (times(made), who(made), ids(made.parts), "")
    assert claims_in_the_book(at.desk) == claims_due(*back.parts)
    at.desk.clinic.history.redo()
    assert (times(at.now(made)), ids(at.now(made).parts)) == (times(done), ids(done.parts))


def test_another_location_is_that_of_every_part_and_null_the_default_one(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id))
    annexe = at.desk.clinic.locations.create(name="Annexe", zone_name="Europe/Madrid")
    done = change(at, made, location=annexe.id, override_availability=True)
    assert (done.location_id, {part.location_id for part in done.parts}) == (annexe.id, {annexe.id})
    assert change(at, made, location=None).location_id == home(at.desk).id


def test_a_location_where_the_booker_is_asked_needs_a_meeting_place(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id))
    place = at.desk.clinic.locations.create(name="At home", kind=LocationKind.ASK_BOOKER).id
    sent: dict[str, Any] = {"location": place, "override_availability": True}
    assert refused(change, at=at, made=made, **sent).reason == "meeting_place_needed"
    done = change(at, made, meeting_place="7 Elm Street", **sent)
    assert done.meeting is not None
    assert refused(change, at=at, made=made, meeting_place=None).reason == "meeting_place_needed"


def test_another_zone_is_that_of_every_part_and_null_the_locations(at: Offers) -> None:
    made = at.book()
    assert {part.zone for part in change(at, made, zone_name="Europe/Madrid").parts} == {"Europe/Madrid"}
    assert change(at, made, title="New").zone == "Europe/Madrid"
    assert change(at, made, zone_name=None).zone == made.zone


def test_a_status_is_given_to_every_part_that_can_take_it(at: Offers) -> None:
    made = at.book()
    assert {part.status for part in change(at, made, status=Status.ARRIVED).parts} == {Status.ARRIVED}
    at.desk.clinic.appointments.set_status(id=made.parts[0].id, status=Status.IN_PROGRESS)
    at.desk.clinic.appointments.set_status(id=made.parts[0].id, status=Status.COMPLETED)
    done = change(at, made, status=Status.NO_SHOW)
    assert [part.status for part in done.parts] == [Status.COMPLETED, Status.NO_SHOW]
    assert done.status is Status.COMPLETED


def test_a_status_that_no_part_can_take_is_refused(at: Offers) -> None:
    made = at.book(status=Status.ARRIVED)
    assert refused(change, at=at, made=made, status=Status.CONFIRMED).reason == "no_such_status_path"
    assert change(at, made, status=Status.ARRIVED) == made


def test_completing_a_booking_notes_when_its_parts_ended(at: Offers) -> None:
    made = change(at, at.book(), status=Status.IN_PROGRESS)
    done = change(at, made, status=Status.COMPLETED)
    assert all(part.actual_start is not None and part.actual_end is not None for part in done.parts)


def test_cancelling_frees_the_time(at: Offers) -> None:
    change(at, at.book(), status=Status.CANCELLED)
    assert claims_in_the_book(at.desk) == set()


def test_a_booking_that_has_ended_is_not_moved(at: Offers) -> None:
    made = at.book()
    change(at, made, status=Status.CANCELLED)
    assert refused(change, at=at, made=made, start=at.desk.at(14)).reason == "status_forbids_move"


def test_every_change_of_a_part_is_another_version(at: Offers) -> None:
    made = at.book()
    seen = {made.version}
    at.desk.clinic.appointments.update(id=made.parts[1].id, visit_note="N-1")
    seen.add(at.now(made).version)
    seen.add(change(at, made, title="New").version)
    seen.add(change(at, made, services=[ServiceAsked(at.talk.id)]).version)
    assert len(seen) == 4
    for old in seen - {at.now(made).version}:
        assert isinstance(refused(change, at=at, made=made, title="Late", version=old), Stale)
    change(at, made, title="In time", version=at.now(made).version)


def test_moving_and_status_take_their_rights(at: Offers) -> None:
    made = at.book()
    for right, sent in ((Right.MOVE, {"start": at.desk.at(14)}), (Right.STATUS, {"status": Status.ARRIVED})):
        actor = Actor("helper", "Helper", Role("helper", RECEPTION.rights - {right}))
        with at.desk.as_actor(actor) as clinic:
            refusal = refused(clinic.service_bookings.update, id=made.id, **sent)
            assert isinstance(refusal, Forbidden)
            clinic.service_bookings.update(id=made.id, title=right.value)


def test_an_unknown_booking_is_not_found(at: Offers) -> None:
    visit = at.desk.book(15, patient=at.desk.leo.id)
    for one in (nobody(), visit.id):
        assert isinstance(refused(at.desk.clinic.service_bookings.update, id=one), NotFound)
        assert isinstance(refused(at.desk.clinic.service_bookings.delete, id=one), NotFound)


def test_deleting_takes_all_parts_and_the_second_time_it_is_not_found(at: Offers) -> None:
    made = at.book()
    assert isinstance(refused(at.desk.clinic.service_bookings.delete, id=made.id, version=made.version + 1), Stale)
    at.desk.clinic.service_bookings.delete(id=made.id, version=made.version)
    assert claims_in_the_book(at.desk) == set()
    assert isinstance(refused(at.desk.clinic.service_bookings.delete, id=made.id), NotFound)
    at.desk.clinic.history.undo()
    assert ids(at.now(made).parts) == ids(made.parts)


def test_a_service_that_was_put_away_stays_with_the_visits_that_have_it(at: Offers) -> None:
    made = at.book()
    at.desk.clinic.services.archive(id=at.talk.id)
    assert change(at, made, start=at.desk.at(14)).start == at.desk.at(14)
    assert refused(change, at=at, made=made, services=[ServiceAsked(at.talk.id)]).reason == "archived"


def test_a_unit_that_is_taken_is_exchanged_for_another(at: Offers) -> None:
    made = at.book()
    at.desk.book(14, 30, practitioner=None, patient=None, equipment=[at.lamp.id])
    assert [use.unit for use in change(at, made, start=at.desk.at(14)).parts[1].equipment] == [2]


def test_a_change_that_cannot_be_is_refused(at: Offers) -> None:
    for sent in ({"title": "a\nb"}, {"zone_name": "Nowhere"}, {"location": nobody()}, {"skip_notice": None}):
        assert isinstance(refused(change, at=at, made=at.book(), **sent), Invalid | NotFound)
        at.desk.clinic.history.undo()


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("start", None, "not_a_time"),
        ("start", "10:00", "not_a_time"),
        ("start", 10**18, "time_out_of_range"),
        ("status", None, "not_one_of"),
        ("status", "arrived", "not_one_of"),
        ("location", "1", "wrong_type"),
        ("zone_name", 1, "wrong_type"),
        ("services", None, "wrong_type"),
    ],
)
def test_what_a_change_says_is_of_its_type(field: str, value: Any, reason: str, at: Offers) -> None:
    made = at.book()
    refusal = refused(at.desk.clinic.service_bookings.update, id=made.id, **{field: value})
    assert (refusal.reason, refusal.facts["field"]) == (reason, field)
    assert at.now(made) == made


def test_what_the_booker_was_asked_for_stays_behind_with_the_location_that_asked(at: Offers) -> None:
    made = at.book(ServiceAsked(at.talk.id))
    place = at.desk.clinic.locations.create(name="At home", kind=LocationKind.ASK_BOOKER).id
    sent: dict[str, Any] = {"location": place, "override_availability": True}
    assert change(at, made, meeting_place="7 Elm Street", **sent).meeting is not None
    assert change(at, made, title="Yearly").meeting is not None
    back = change(at, made, location=None)
    assert (back.meeting, {part.meeting for part in back.parts}) == (None, {None})
    garden = change(at, made, location=None, meeting_place="Garden")
    assert change(at, made, location=None).meeting == garden.meeting
