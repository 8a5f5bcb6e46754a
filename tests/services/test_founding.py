"""Founding a clinic: everything that it begins with in one go, or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.errors import Invalid, Refusal, Unavailable
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE, parse
from frontdesk.services.clinic import Clinic
from frontdesk.services.founding import Founding, NewPractitioner, NewService, found_clinic

NOW = parse("2026-03-18T10:42:00-04:00", field="now")
WEEK = tuple(WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5))


def a_founding(**said: Any) -> Founding:
    return Founding(**{"name": "Harbour Health", "zone_name": "America/New_York", **said})


def founded(folder: Path, **said: Any) -> Clinic:
    return found_clinic(folder / "clinic.frontdesk", a_founding(**said), clock=lambda: NOW)


def test_a_clinic_begins_with_its_name_zone_and_currency(tmp_path: Path) -> None:
    with founded(tmp_path, currency="EUR") as clinic:
        profile, (place,) = clinic.profile.get(), clinic.locations.list()
    assert (profile.name, profile.zone, profile.currency) == ("Harbour Health", "America/New_York", "EUR")
    assert (place.name, place.zone, place.is_default) == ("Harbour Health", "America/New_York", True)


def test_practitioners_begin_with_their_hours(tmp_path: Path) -> None:
    people = (NewPractitioner(name="Dr. Amelia Chen", speciality="GP", hours=WEEK), NewPractitioner(name="Kim Doyle"))
    with founded(tmp_path, practitioners=people) as clinic:
        chen, doyle = clinic.practitioners.list()
        hours = [clinic.working_hours.get(practitioner=p.id).hours for p in (chen, doyle)]
        assert len(clinic.schedules.search()) == 1
    assert (chen.name, chen.speciality, doyle.name) == ("Dr. Amelia Chen", "GP", "Kim Doyle")
    assert hours == [WEEK, ()]
    assert chen.hue != doyle.hue


def test_services_begin_with_length_price_seats_and_slugs_of_their_own(tmp_path: Path) -> None:
    wanted = (
        NewService(name="Session", category="Visits", duration=50 * MINUTE, price=8000),
        NewService(name="Session!", duration=90 * MINUTE, seats=8),
    )
    with founded(tmp_path, services=wanted) as clinic:
        one, other = clinic.services.list()
    assert (one.category, one.duration, one.price, one.slug) == ("Visits", 50 * MINUTE, 8000, "session")
    assert (other.max_attendees, other.slug) == (8, "session-2")


def test_rooms_stand_in_their_order(tmp_path: Path) -> None:
    with founded(tmp_path, rooms=("Room 1", "Room 2", "Lab")) as clinic:
        assert [room.name for room in clinic.rooms.list()] == ["Room 1", "Room 2", "Lab"]


def test_a_country_closes_its_public_holidays(tmp_path: Path) -> None:
    with founded(tmp_path, country="US") as clinic:
        (place,) = clinic.locations.list()
        choice = clinic.closures.holidays(location=place.id)
        days = {c.first for c in clinic.closures.list(holidays=True)}
    assert choice is not None
    assert choice.country == "US"
    assert {date(2026, 7, 4), date(2026, 12, 25), date(2027, 1, 1)} <= days


def test_without_a_country_every_day_is_open(tmp_path: Path) -> None:
    with founded(tmp_path) as clinic:
        assert clinic.closures.list() == ()


def test_undo_never_takes_the_founding_away(tmp_path: Path) -> None:
    with founded(tmp_path, practitioners=(NewPractitioner(name="Dr. Amelia Chen", hours=WEEK),)) as clinic:
        assert clinic.history.state().undo is None


def test_all_that_it_begins_with_is_one_step_of_the_history(tmp_path: Path) -> None:
    people = tuple(NewPractitioner(name=f"Doctor {n}", hours=WEEK) for n in range(3))
    with founded(tmp_path, practitioners=people, rooms=("Room 1",), services=(NewService(name="Visit"),)) as clinic:
        assert [c.operation for c in clinic.history.log().items] == ["clinic.found", "profile.create"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "  "}, "name"),
        ({"zone_name": "Moon/Base"}, "zone"),
        ({"country": "XX"}, "country"),
        ({"currency": ""}, "currency"),
        ({"practitioners": (NewPractitioner(name=" "),)}, "practitioners[0].name"),
        ({"services": (NewService(name="A"), NewService(name="B", duration=1))}, "services[1].duration"),
        ({"services": (NewService(name="A", price=-1),)}, "services[0].price"),
        ({"rooms": ("Room 1", "")}, "rooms[1]"),
    ],
)
def test_what_cannot_be_is_named_and_leaves_no_file(tmp_path: Path, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        founded(tmp_path, **said)
    assert refused.value.facts["field"] == field
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    there = tmp_path / "clinic.frontdesk"
    there.write_bytes(b"mine")
    with pytest.raises(Unavailable, match="already_there"):
        founded(tmp_path)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("clinic.frontdesk", b"mine")]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no_such_folder"):
        found_clinic(tmp_path / "no" / "clinic.frontdesk", a_founding())


def test_names_of_practitioners_are_not_in_its_repr() -> None:
    assert "Chen" not in repr(a_founding(practitioners=(NewPractitioner(name="Dr. Amelia Chen"),)))
