"""What dialogs ask of the book, without any screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from frontdesk.domain.appointment import Extra, Interaction
from frontdesk.domain.calendar import Calendar, CalendarKind, Member, PlaceKind
from frontdesk.domain.calendar import Place as MeetingPlace
from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, at_minute
from frontdesk.domain.length import Length
from frontdesk.domain.service import AddOn, Service, Variation
from frontdesk.gui.dialogs import booking_draft as booking
from frontdesk.gui.dialogs import booking_write as writing
from frontdesk.gui.dialogs import export_draft, import_draft, patient_draft, typed_week
from frontdesk.gui.dialogs.booking_choices import since
from frontdesk.gui.dialogs.booking_draft import Draft, Further, Offer, Opening, Person, Place
from frontdesk.gui.dialogs.export_draft import ExportDraft
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.dialogs.import_draft import ImportDraft
from frontdesk.gui.dialogs.patient_draft import PatientDraft
from frontdesk.gui.dialogs.save_file import write_bytes
from frontdesk.gui.dialogs.typed import Words
from frontdesk.services.ics.preview import Action, Repeats, Row, State
from tests.support.clinics import ZONE, Desk

TODAY = date(2026, 3, 18)
EVA = Person(Id(1), "Eva Novák")
CHECK_UP = Service(id=Id(2), name="Check-up", duration=45 * MINUTE, buffer_before=5 * MINUTE)
NINE = FreeTime(at_minute(TODAY, 540, ZONE), Id(3), "Dr. Chen")
WHOLE = Draft(person=EVA, service=CHECK_UP, time=NINE, place=Place(Id(4), Id(5), "Main", "Room 1"), note=" bring it ")


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        (Draft(), "patient"),
        (Draft(staff=True), "title"),
        (Draft(person=EVA), "service"),
        (Draft(person=EVA, service=CHECK_UP), "start"),
        (Draft(staff=True, title="Team"), "start"),
        (WHOLE, None),
    ],
)
def test_the_first_thing_that_is_lacking_is_named(draft: Draft, name: str | None) -> None:
    assert booking.missing(draft) == name


def test_a_booking_says_all_that_was_chosen() -> None:
    assert writing.booking(WHOLE) == {
        "start": NINE.start,
        "end": NINE.start + 45 * MINUTE,
        "practitioner": Id(3),
        "patient": EVA.id,
        "service": CHECK_UP.id,
        "location": Id(4),
        "room": Id(5),
        "interaction": Interaction.IN_PERSON,
        "title": "",
        "description": "bring it",
    }


def test_a_typed_length_goes_before_the_services() -> None:
    assert replace(WHOLE, length=20 * MINUTE).lasts == 20 * MINUTE


def test_another_service_brings_its_own_length() -> None:
    assert replace(WHOLE, length=20 * MINUTE).offering(Offer(CHECK_UP)).lasts == 45 * MINUTE


def test_add_ons_make_a_visit_longer() -> None:
    blood = AddOn(id=Id(30), name="Blood sample", duration=10 * MINUTE)
    draft = replace(WHOLE, service=replace(CHECK_UP, add_ons=(blood,)))
    assert replace(draft, add_ons=(Extra(blood.id, 2),)).lasts == 65 * MINUTE
    assert replace(draft, add_ons=(Extra(blood.id, 1, 25 * MINUTE),)).lasts == 70 * MINUTE


def test_a_form_of_a_service_brings_its_own_length_and_leaves_what_is_added() -> None:
    form = Variation(id=Id(31), name="Follow-up", duration=20 * MINUTE)
    held = replace(WHOLE, add_ons=(Extra(Id(30)),))
    draft = held.offering(Offer(CHECK_UP, form))
    assert (draft.lasts, draft.add_ons) == (20 * MINUTE, held.add_ons)
    assert booking.asked(draft, None, None, ZONE)["variation"] == form.id


def test_another_service_leaves_nothing_of_what_was_added_to_the_one_before() -> None:
    other = replace(CHECK_UP, id=Id(44))
    assert replace(WHOLE, add_ons=(Extra(Id(30)),)).offering(Offer(other)).add_ons == ()


def test_a_calendar_brings_its_length_its_team_and_its_way_of_meeting() -> None:
    call = MeetingPlace(PlaceKind.PHONE_OUT, id=Id(51))
    team = (Member(Id(3)), Member(Id(7)))
    calendar = Calendar(
        id=Id(50),
        name="Call back",
        slug="call",
        kind=CalendarKind.ROUND_ROBIN,
        location_id=Id(4),
        team=team,
        places=(call,),
        duration=Length(20),
    )
    draft = WHOLE.offering(Offer(calendar=calendar))
    assert (draft.lasts, draft.who(None), draft.meeting) == (20 * MINUTE, {3, 7}, call)
    asked = booking.asked(draft, None, None, ZONE)
    assert (asked["calendar"], "service" in asked, "location" in asked) == (calendar.id, False, False)
    said = writing.booking(draft)
    assert (said["calendar"], said["place_id"], said["interaction"]) == (calendar.id, call.id, Interaction.PHONE)


def test_what_is_booked_over_a_calendars_rules_says_so() -> None:
    calendar = Calendar(id=Id(50), name="A", slug="a", kind=CalendarKind.PERSONAL, location_id=Id(4))
    draft = replace(WHOLE, service=None, calendar=calendar)
    assert "ignore_free_slots" not in writing.booking(draft)
    assert writing.booking(draft, "urgent")["ignore_free_slots"] is True


def test_the_room_that_comes_with_a_time_is_booked_unless_one_was_chosen() -> None:
    time = FreeTime(NINE.start, NINE.practitioner, NINE.name, room=Id(8))
    anywhere = replace(WHOLE, time=time, place=Place(Id(4), None, "Main"))
    assert writing.booking(anywhere)["room"] == Id(8)
    assert writing.booking(replace(WHOLE, time=time))["room"] == Id(5)


def test_a_hold_needs_no_patient() -> None:
    draft = replace(WHOLE, person=None)
    assert booking.missing(draft) == "patient"
    assert booking.missing(draft, holding=True) is None
    said = writing.holding(draft, 10)
    assert (said["minutes"], said["start"], "patient" in said) == (10, NINE.start, False)


def test_several_services_are_asked_for_in_order_and_last_as_long_as_all() -> None:
    second = replace(CHECK_UP, id=Id(21), duration=15 * MINUTE)
    draft = replace(WHOLE, further=(Further(Offer(second), Id(9)),))
    assert draft.lasts == 60 * MINUTE
    asked = booking.asked(draft, None, None, ZONE)["services"]
    assert [(each.service, each.practitioner) for each in asked] == [(CHECK_UP.id, None), (second.id, Id(9))]


def test_times_are_searched_among_those_shown_who_give_the_service() -> None:
    given = replace(CHECK_UP, practitioners=(Id(3), Id(8)))
    draft = replace(WHOLE, service=given)
    assert draft.who(None) == {3, 8}
    assert draft.who((Id(3), Id(4))) == {3}
    assert draft.who((Id(4),)) == {3, 8}  # nobody shown gives it
    assert replace(draft, practitioner=Id(4)).who(None) == {4}  # asked for by name
    assert WHOLE.who((Id(4),)) == {4}  # everyone gives it
    assert WHOLE.who(None) is None


def test_the_search_begins_now_or_on_the_day_that_is_shown() -> None:
    now = at_minute(TODAY, 600, ZONE)
    tomorrow = date(2026, 3, 19)
    assert since(Opening(), now, ZONE) == now
    assert since(Opening(day=TODAY), now, ZONE) == now
    assert since(Opening(day=tomorrow), now, ZONE) == at_minute(tomorrow, 0, ZONE)


def test_times_around_a_place_that_was_picked_are_offered_too() -> None:
    now = at_minute(TODAY, 600, ZONE)
    picked = at_minute(TODAY, 900, ZONE)
    assert since(Opening(start=picked), now, ZONE) == now
    past = at_minute(TODAY, 480, ZONE)
    assert since(Opening(start=past), now, ZONE) == past


def test_only_what_changed_of_a_visit_is_written(desk: Desk) -> None:
    visit = desk.book(9, service=desk.service.id)
    details = desk.clinic.appointments.get(id=visit.id)
    draft = writing.draft_of(details, ())
    assert writing.moving(draft, visit) is None
    assert writing.changing(draft, visit) is None
    assert writing.changing(replace(draft, note="late"), visit) == {"id": visit.id, "description": "late"}
    later = replace(draft, time=FreeTime(desk.at(10), visit.practitioner_id, ""))
    moved = writing.moving(later, visit)
    assert moved is not None
    assert (moved["start"], moved["end"], "practitioner" in moved) == (desk.at(10), desk.at(10, 30), False)


def test_letters_find_services_by_the_beginnings_of_their_words() -> None:
    names = {"a": "Follow-up", "b": "Consultation, follow-up", "c": "Vaccination"}
    assert booking.matching("fol", names) == ["a", "b"]
    assert booking.matching("con fol", names) == ["b"]
    assert booking.matching("", names) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [
        ("leo mar", "Leo", "Mar"),
        ("Novák, Eva", "Eva", "Novák"),
        ("garcía", "", "García"),
        ("Ana de la Cruz", "Ana de la", "Cruz"),
    ],
)
def test_a_search_becomes_the_name_of_a_new_patient(text: str, given: str, family: str) -> None:
    draft = patient_draft.draft_of_search(text)
    assert (draft.given_name, draft.family_name) == (given, family)


def test_digits_become_a_phone_and_dates_a_birth_date() -> None:
    assert patient_draft.draft_of_search("612 345 678").phones == "612 345 678"
    assert patient_draft.draft_of_search("2.6.1979").birth_date == "2.6.1979"


def test_phones_are_told_apart_by_commas_and_lines() -> None:
    assert PatientDraft(phones="612 345; 699,\n711").phone_list() == ("612 345", "699", "711")


def test_likeness_is_asked_for_once_there_is_enough_to_ask_with() -> None:
    assert patient_draft.likeness(PatientDraft(family_name="No"), TODAY, Words()) is None
    asked = patient_draft.likeness(PatientDraft(family_name="Novak"), TODAY, Words())
    assert asked is not None
    assert asked["family_name"] == "Novak"


def test_a_name_is_in_no_repr() -> None:
    assert "Novák" not in repr(WHOLE)
    assert "Novák" not in repr(PatientDraft(family_name="Novák"))


def row(state: State, action: Action = Action.IMPORT, **more: object) -> Row:
    key = f"{state}-{'-'.join(more)}"
    return Row(key=key, state=state, action=action, file="a.ics", line=1, **more)  # type: ignore[arg-type]


def test_totals_tell_what_would_be_done() -> None:
    series = row(State.CLASHING, repeats=Repeats("FREQ=DAILY", 5, False), overlapping=2)
    whole = row(State.CLASHING, Action.SKIP, overlapping=1, title="whole")
    rows = [row(State.NEW), row(State.CHANGED), row(State.CANCELLED), row(State.SAME, Action.SKIP), series, whole]
    found = import_draft.totals(ImportDraft(()), rows)
    assert (found.new, found.changed, found.cancelled, found.partly, found.skipped) == (1, 1, 1, 1, 1)
    assert found.importing == 4
    over = import_draft.totals(ImportDraft(()).with_action([whole], Action.ANYWAY), rows)
    assert (over.anyway, over.skipped) == (1, 0)


def test_a_cancelled_event_that_was_never_here_cannot_be_taken() -> None:
    assert not import_draft.can_be_taken(row(State.CANCELLED, Action.SKIP, reason="cancelled_not_here"))


def test_choosing_a_patient_keeps_the_action_that_was_chosen() -> None:
    one = row(State.NEW)
    draft = ImportDraft(()).with_action([one], Action.SKIP).with_patient(one, Id(7))
    assert draft.choices[one.key].action is Action.SKIP
    assert draft.choices[one.key].patient == Id(7)


def test_an_export_takes_its_last_day_in() -> None:
    said = ExportDraft(TODAY, TODAY).arguments(ZONE)
    assert (said["start"], said["end"]) == (at_minute(TODAY, 0, ZONE), at_minute(TODAY, 1440, ZONE))


def test_an_export_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        ExportDraft(TODAY, date(2026, 3, 1)).arguments(ZONE)
    assert refused.value.facts["field"] == "last"


def test_the_name_of_an_export_never_tells_a_patient() -> None:
    assert export_draft.file_name(ExportDraft(TODAY, TODAY, Id(1), Id(2)), "Dr. Chen") == "visits-2026-03-18.ics"


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(Exception, match="cannot_write"):
        write_bytes(tmp_path / "taken", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]


def test_a_week_is_read_day_by_day_monday_first() -> None:
    week = (WeeklyHours(0, 510, 750), WeeklyHours(0, 810, 1050), WeeklyHours(6, 0, 1440))
    assert typed_week.week_of(("8:30-12:30, 13:30-17:30", "", "", "", "", "", "0-24")) == week


def test_a_week_that_cannot_be_read_names_the_day() -> None:
    with pytest.raises(Invalid) as refused:
        typed_week.week_of(("", "", "soon", "", "", "", ""))
    assert refused.value.facts["weekday"] == 2
