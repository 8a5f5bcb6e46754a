"""What is typed into the wizard, and the clinic that it makes; without any screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.dialogs.wizard_draft import (
    PATTERNS,
    Draft,
    Offer,
    Person,
    Step,
    found_in,
    pattern_of,
    people_in,
)

WORKDAYS = (0, 1, 2, 3, 4)


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    return Draft(folder=tmp_path, zone="America/New_York", name="Harbour Health")


def wrong(draft: Draft, step: Step) -> list[tuple[str, str]]:
    return [(str(fault.facts["field"]), fault.reason) for fault in draft.faults(step)]


def test_without_a_word_everything_is_right(tmp_path: Path) -> None:
    untouched = Draft(folder=tmp_path)
    assert [wrong(untouched, step) for step in Step] == [[]] * 5
    assert untouched.founding("Room %1").name == "My clinic"


def test_the_file_follows_the_clinics_name(draft: Draft, tmp_path: Path) -> None:
    assert draft.path == tmp_path / "harbour-health.frontdesk"


def test_a_name_that_a_file_has_already_is_not_offered(draft: Draft, tmp_path: Path) -> None:
    (tmp_path / "harbour-health.frontdesk").touch()
    assert draft.path == tmp_path / "harbour-health-2.frontdesk"


@pytest.mark.parametrize("said", ["book", "book.frontdesk"])
def test_a_place_may_be_typed_without_folder_and_suffix(draft: Draft, tmp_path: Path, said: str) -> None:
    draft.place = said
    assert draft.path == tmp_path / "book.frontdesk"


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"zone": "Moon/Base"}, "zone_name", "unknown_zone"),
        ({"name": "x" * 121}, "name", "too_long_text"),
        ({"place": "no/such/folder/book"}, "path", "no_such_folder"),
        ({"place": "mine.txt"}, "path", "already_there"),
    ],
)
def test_what_is_wrong_with_the_clinic_is_said_of_its_field(
    draft: Draft, tmp_path: Path, said: dict[str, Any], field: str, reason: str
) -> None:
    (tmp_path / "mine.txt").touch()
    for name, value in said.items():
        setattr(draft, name, value)
    assert wrong(draft, Step.CLINIC) == [(field, reason)]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Dr. Amelia Chen", ("Dr. Amelia Chen", "")),
        ("Dr. Amelia Chen\tGeneral practice", ("Dr. Amelia Chen", "General practice")),
        ("Dr. Amelia Chen; General practice", ("Dr. Amelia Chen", "General practice")),
        ("Nora Svensson – Physiotherapy", ("Nora Svensson", "Physiotherapy")),
        ("Nora Svensson, Physiotherapy", ("Nora Svensson", "Physiotherapy")),
        ("Kim Doyle, RN", ("Kim Doyle, RN", "")),
        ("Chen, Amelia", ("Chen, Amelia", "")),
        ("Anne-Marie O'Neil", ("Anne-Marie O'Neil", "")),
        ("2. Dr. Luis Ortega", ("Dr. Luis Ortega", "")),
        ("• Dr. Luis Ortega", ("Dr. Luis Ortega", "")),
    ],
)
def test_lines_of_a_list_are_read_as_people_write_them(line: str, person: tuple[str, str]) -> None:
    assert people_in(line) == [person]


def test_blank_lines_and_repeated_names_of_a_list_are_left_out() -> None:
    assert people_in("\nAnn Lee\r\n\r\nBo Kim\nAnn Lee\n") == [("Ann Lee", ""), ("Bo Kim", "")]


def test_who_has_hours_of_their_own_keeps_them_while_names_are_edited(draft: Draft) -> None:
    own = PATTERNS[1].week(WORKDAYS)
    draft.people = (Person("Ann Lee", "", own), Person("Bo Kim"))
    draft.with_people([("Cy Day", ""), ("Ann  Lee ", "GP"), ("  ", "nobody")])
    assert draft.people == (Person("Cy Day"), Person("Ann Lee", "GP", own))


def test_a_pattern_fills_the_working_days_of_the_land(draft: Draft) -> None:
    sunday_first = (6, 0, 1, 2, 3)
    week = PATTERNS[5].week(sunday_first)
    assert [bool(day) for day in week] == [True, True, True, True, True, False, True]
    assert (week[4], week[6]) == (PATTERNS[5].day_after, PATTERNS[5].day)
    assert pattern_of(week, sunday_first) == PATTERNS[5].id


def test_offered_hours_follow_the_land_and_typed_ones_stay(draft: Draft) -> None:
    draft.with_workdays((6, 0, 1, 2, 3))
    assert [n for n, day in enumerate(draft.week) if day] == [0, 1, 2, 3, 6]
    draft.week = ("9-12", "", "", "", "", "", "")
    draft.with_workdays(WORKDAYS)
    assert draft.week == ("9-12", "", "", "", "", "", "")


def test_hours_that_cannot_be_read_are_said_with_whose_they_are(draft: Draft) -> None:
    draft.week = ("early", "9-12, 11-13", "", "", "", "", "")
    draft.people = (Person("Ann"), Person("Bo", "", ("", "", "late", "", "", "", "")))
    assert wrong(draft, Step.HOURS) == [
        ("hours[everyone]", "not_hours"),
        ("hours[everyone]", "hours_overlap"),
        ("hours[1]", "not_hours"),
    ]


def test_the_services_of_another_kind_replace_what_nobody_touched(draft: Draft) -> None:
    draft.offers = (
        Offer("Consultation", "30 min"),
        Offer("Own", "20 min", kept=True),
        Offer("Session", "50", kept=True),
    )
    draft.with_kind("psychology", (Offer("Session", "50 min"), Offer("Couple session", "80 min")))
    assert [offer.name for offer in draft.offers] == ["Own", "Session", "Couple session"]
    assert draft.offers[1].length == "50"


def test_what_is_wrong_with_a_service_is_said_of_its_row_and_only_if_it_is_offered(draft: Draft) -> None:
    draft.currency = "JPY"
    draft.offers = (
        Offer("Visit", "soon"),
        Offer("Check", "30 min", price="80.50"),
        Offer("visit", "30 min"),
        Offer("Never", "soon", ticked=False),
    )
    assert wrong(draft, Step.SERVICES) == [
        ("services[0].length", "bad_duration"),
        ("services[1].price", "bad_price"),
        ("services[2].name", "name_twice"),
    ]


@pytest.mark.parametrize("said", ["many", "-1", "201", "1.5"])
def test_rooms_are_a_number(draft: Draft, said: str) -> None:
    draft.rooms = said
    assert wrong(draft, Step.END) == [("rooms", "bad_rooms")]


@pytest.mark.parametrize(("said", "people", "rooms"), [("", 0, 1), ("", 3, 3), ("0", 3, 0), ("7", 3, 7)])
def test_there_is_a_room_for_everyone_unless_it_is_said(draft: Draft, said: str, people: int, rooms: int) -> None:
    draft.rooms, draft.people = said, tuple(Person(f"P{n}") for n in range(people))
    assert len(draft.founding("Room %1").rooms) == rooms


def test_the_clinic_is_what_was_typed(draft: Draft) -> None:
    draft.people = (Person("Dr. Amelia Chen", "GP"), Person("Kim", "", ("8-12", "", "", "", "", "", "")))
    draft.offers = (Offer("Visit", "1h30", "80.5", "Visits", 4), Offer("Never", "30", ticked=False), Offer(" ", "30"))
    draft.rooms, draft.country, draft.region, draft.currency = "2", "US", "NY", "USD"
    made = draft.founding("Room %1")
    assert (made.name, made.zone_name, made.country, made.region) == ("Harbour Health", "America/New_York", "US", "NY")
    assert [p.name for p in made.practitioners] == ["Dr. Amelia Chen", "Kim"]
    assert len(made.practitioners[0].hours) == 10
    assert made.practitioners[1].hours == (WeeklyHours(0, 480, 720),)
    (service,) = made.services
    assert (service.duration, service.price, service.category, service.seats) == (90 * MINUTE, 8050, "Visits", 4)
    assert made.rooms == ("Room 1", "Room 2")


@pytest.mark.parametrize("step", list(Step))
def test_a_step_that_is_skipped_is_as_if_nobody_had_been_there(draft: Draft, step: Step) -> None:
    draft.place, draft.rooms, draft.week = "no/such/place", "many", ("early", "", "", "", "", "", "")
    draft.people, draft.offers = (Person("x" * 130),), (Offer("Visit", "soon"),)
    assert wrong(draft, step)
    draft.skip(step)
    assert wrong(draft, step) == []


@pytest.mark.parametrize(
    ("said", "at"), [("spain", 1), ("SPA", 1), ("Spain", 1), ("land", None), ("", None), ("x", None)]
)
def test_a_name_is_found_by_any_part_that_only_it_has(said: str, at: int | None) -> None:
    assert found_in(said, ["Finland", "Spain", "Ireland", "Åland Islands"]) == at
