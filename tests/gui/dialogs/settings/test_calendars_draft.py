"""What is typed about a calendar, without any screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.domain.calendar import (
    Calendar,
    CalendarKind,
    Distribution,
    Frequency,
    Guests,
    Member,
    Place,
    PlaceKind,
    Repeating,
    Taken,
)
from frontdesk.domain.ids import Id
from frontdesk.domain.length import Length, Unit
from frontdesk.gui.dialogs.settings import calendars_book, groups_book
from frontdesk.gui.dialogs.settings import calendars_words as words
from frontdesk.gui.dialogs.settings.calendars_draft import CalendarDraft, MemberRow, PlaceRow, blank_of, draft_of
from frontdesk.gui.dialogs.settings.measure import Measure, measure_of, with_unit
from tests.support.clinics import Desk

CHEN, ORTEGA = Id(1), Id(2)
PERSONAL = CalendarDraft(kind=CalendarKind.PERSONAL, name="Dr. Chen", location=Id(9), team=(MemberRow(CHEN),))
UNITS = {unit.value: unit for unit in Unit}
WHOLE = Calendar(
    id=Id(5),
    name="General practice",
    slug="gp",
    kind=CalendarKind.PERSONAL,
    location_id=Id(9),
    description="Mornings",
    group_id=Id(6),
    active=False,
    hue=160,
    team=(Member(CHEN, 7, places=(Place(PlaceKind.PHONE_OUT, "call", Id(11)), Place(PlaceKind.VIDEO, "x", Id(12)))),),
    distribution=Distribution.EQUAL,
    places=(Place(PlaceKind.ADDRESS, "Main Street 1", Id(13)), Place(PlaceKind.ASK_BOOKER, "", Id(14))),
    duration=Length(45),
    interval=Length(15),
    buffer_before=Length(5),
    buffer_after=Length(1, Unit.HOURS),
    per_slot=2,
    per_day=12,
    notice=Length(2, Unit.HOURS),
    window=Length(2, Unit.MONTHS),
    repeating=Repeating(Frequency.MONTHLY, 24, Taken.NEXT_FREE),
    auto_confirm=False,
    allow_reschedule=False,
    allow_cancel=False,
    title_template="{{patient}} – {{service}}",
    guests=Guests.COUNT,
    form="Intake",
    consent_label="I agree",
    notes="Bring papers",
    sticky_patient=True,
    assign_patient=True,
    look_busy=20,
)


def wrong(draft: CalendarDraft) -> dict[str, str]:
    return {str(fault.facts["field"]): fault.reason for fault in draft.problems()}


def test_a_calendar_becomes_what_is_typed_and_back() -> None:
    draft = draft_of(WHOLE)
    assert not draft.problems()
    assert draft.calendar() == WHOLE


@pytest.mark.parametrize("kind", CalendarKind)
def test_a_new_calendar_of_each_kind_lacks_only_its_name_and_its_team(kind: CalendarKind) -> None:
    fields = {"name"} if kind is CalendarKind.EVENT else {"name", "team"}
    assert set(wrong(blank_of(kind, Id(9)))) == fields


def test_a_calendar_without_a_kind_cannot_be_written() -> None:
    assert wrong(CalendarDraft(name="x", team=(MemberRow(CHEN),)))["kind"] == "choose_one"


@pytest.mark.parametrize(
    ("draft", "faults"),
    [
        (replace(PERSONAL, team=(MemberRow(CHEN), MemberRow(ORTEGA))), {"team": "one_member"}),
        (
            replace(PERSONAL, kind=CalendarKind.COLLECTIVE, team=(MemberRow(CHEN), MemberRow(ORTEGA))),
            {"team": "one_primary"},
        ),
        (
            replace(PERSONAL, kind=CalendarKind.EVENT, places=(PlaceRow(PlaceKind.VIDEO),)),
            {"places": "no_video_for_events"},
        ),
        (
            replace(
                PERSONAL,
                kind=CalendarKind.SERVICE,
                team=(MemberRow(CHEN), MemberRow(ORTEGA)),
                places=(PlaceRow(), PlaceRow(PlaceKind.PHONE_IN)),
            ),
            {"places": "one_place"},
        ),
        (
            replace(PERSONAL, kind=CalendarKind.ROUND_ROBIN, team=(MemberRow(CHEN), MemberRow(ORTEGA)), repeats=True),
            {"repeating": "repeats_need_one_member"},
        ),
        (replace(PERSONAL, repeats=True, count="25"), {"repeating.count": "bad_count"}),
        (replace(PERSONAL, repeats=True, count="often"), {"repeating.count": "bad_count"}),
        (replace(PERSONAL, duration=Measure("0")), {"duration": "bad_length"}),
        (replace(PERSONAL, duration=Measure("")), {"duration": "not_a_number"}),
        (replace(PERSONAL, notice=Measure("soon", Unit.HOURS)), {"notice": "not_a_number"}),
        (replace(PERSONAL, notice=Measure("3", Unit.MONTHS)), {"notice.unit": "months_vary"}),
        (replace(PERSONAL, window=Measure("40", Unit.MONTHS)), {"window.amount": "bad_amount"}),
        (replace(PERSONAL, per_slot="0"), {"per_slot": "bad_per_slot"}),
        (replace(PERSONAL, per_day="0"), {"per_day": "bad_per_day"}),
        (replace(PERSONAL, look_busy="101"), {"look_busy": "bad_percent"}),
        (replace(PERSONAL, team=(MemberRow(CHEN, "high"),)), {"team[0].priority": "bad_priority"}),
        (replace(PERSONAL, team=(MemberRow(CHEN, detail="Room 3"),)), {"team[0].place": "place_needed"}),
        (replace(PERSONAL, title_template="{{nobody}}"), {"title_template": "unknown_template_field"}),
        (replace(PERSONAL, slug="—"), {"slug": "bad_slug"}),
    ],
)
def test_each_wrong_combination_is_told_beside_its_field(draft: CalendarDraft, faults: dict[str, str]) -> None:
    assert wrong(draft) == faults


def test_nobody_stands_in_a_team_twice() -> None:
    team = (MemberRow(CHEN), MemberRow(CHEN))
    assert "member_twice" in {f.reason for f in replace(PERSONAL, kind=CalendarKind.SERVICE, team=team).problems()}


def test_a_member_without_a_first_place_leaves_places_to_the_calendar() -> None:
    more = (Place(PlaceKind.VIDEO, "x"),)
    assert MemberRow(CHEN, more=more).places == ()
    assert MemberRow(CHEN, place=PlaceKind.CUSTOM, detail=" here ", more=more).places == (
        Place(PlaceKind.CUSTOM, "here"),
        *more,
    )


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("2h", ("2", Unit.HOURS)),
        ("3 days", ("3", Unit.DAYS)),
        ("1 mo", ("1", Unit.MONTHS)),
        ("15 m", ("15", Unit.MINUTES)),
        ("15 min", ("15", Unit.MINUTES)),
        ("2 w", ("2", Unit.WEEKS)),
        ("30", None),
        ("2 x", None),
        ("h", None),
    ],
)
def test_a_unit_may_be_typed_behind_the_number(text: str, parted: tuple[str, Unit] | None) -> None:
    assert with_unit(text, UNITS) == parted


def test_a_measure_is_read_as_it_was_written() -> None:
    assert measure_of(Length(60, Unit.DAYS)).length == Length(60, Unit.DAYS)
    assert measure_of(None, Unit.DAYS) == Measure("", Unit.DAYS)
    assert Measure("half").length is None


def test_the_rules_are_said_in_one_sentence() -> None:
    rules = replace(
        WHOLE, duration=Length(30), buffer_before=Length(0), buffer_after=Length(0), window=Length(60, Unit.DAYS)
    )
    assert words.rules_in_words(rules) == (
        "Visits of 30 min every 15 min, 2 bookings at a time, 2 h notice, up to 60 days ahead, at most 12 a day."
    )
    assert words.rules_in_words(PERSONAL.calendar()) == "Visits of 30 min every 30 min."
    yoga = blank_of(CalendarKind.CLASS, Id(9), "Yoga").calendar()
    assert words.rules_in_words(yoga) == "Visits of 1 h every 1 h, 12 seats."
    both = replace(WHOLE, per_slot=1, per_day=None, notice=Length(0), window=Length(1, Unit.DAYS))
    assert words.rules_in_words(both) == (
        "Visits of 45 min every 15 min, 5 min kept free before and 1 h after, up to 1 day ahead."
    )


def test_the_title_is_shown_as_a_visit_would_have_it() -> None:
    assert words.title_example(WHOLE, "Dr. Chen", "Main") == "Eva Novak – Consultation"


def test_calendars_are_listed_by_group_those_without_one_last(desk: Desk) -> None:
    group = desk.clinic.calendar_groups.create(name="Physio", active=False)
    team = [Member(desk.chen.id)]
    desk.clinic.calendars.create(name="Alone", kind=CalendarKind.SERVICE, team=team)
    desk.clinic.calendars.create(name="Draft", kind=CalendarKind.SERVICE, team=team, group=group.id, active=False)
    listed = calendars_book.read_all(desk.clinic)
    assert [(item.group, item.name, item.remark) for item in listed.items] == [
        ("Physio", "Draft", "draft"),
        ("In no group", "Alone", ""),
    ]


def test_only_what_changed_of_a_calendar_is_written_and_the_rest_stays(desk: Desk) -> None:
    extras = {"widget": {"slug": "x"}}
    held = desk.clinic.calendars.create(
        name="GP", kind=CalendarKind.SERVICE, team=[Member(desk.chen.id, 3)], extras=extras, notice=Length(90)
    )
    item = calendars_book.read_all(desk.clinic).items[0]
    draft = item.typed["draft"]
    calendars_book.save(desk.clinic, item, {"draft": draft})
    assert desk.clinic.calendars.get(id=held.id) == held
    calendars_book.save(desk.clinic, item, {"draft": replace(draft, per_day="3")})
    after = desk.clinic.calendars.get(id=held.id)
    assert after == replace(held, per_day=3, version=after.version)


def test_rooms_and_equipment_that_need_a_calendar_are_named(desk: Desk) -> None:
    held = desk.clinic.calendars.create(name="GP", kind=CalendarKind.SERVICE, team=[Member(desk.chen.id)])
    desk.clinic.rooms.update(id=desk.room.id, calendars=[held.id])
    desk.clinic.equipment.create(name="Laser", calendar=held.id)
    assert calendars_book.read_all(desk.clinic).facts.needed_by == {held.id: ("Room 1", "Laser")}


def test_a_group_needs_a_name_and_a_short_name_with_a_letter() -> None:
    said = {"name": " ", "slug": "!", "description": "", "active": True}
    assert [fault.facts["field"] for fault in groups_book.problems(said)] == ["name", "slug"]
    assert groups_book.values_of({**said, "name": "GP ", "slug": ""})["slug"] is None
