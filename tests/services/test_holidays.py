"""Public holidays: chosen by country and region, struck out one by one, topped up as years go by (C75)."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.instants import at_minute
from frontdesk.services import holidays
from frontdesk.services.closures import HolidaysReply
from frontdesk.services.holidays import Region
from tests.support.clinics import DAY, ZONE, Desk, nobody
from tests.support.refusals import refused, unversioned
from tests.support.rules import home

CHRISTMAS = date(2026, 12, 25)


def choose(desk: Desk, country: str | None, region: str | None = None, **sent: Any) -> HolidaysReply:
    sent.setdefault("location", home(desk).id)
    return desk.clinic.closures.choose_holidays(country=country, region=region, **sent)


def listed(desk: Desk, **sent: Any) -> dict[date, str]:
    return {each.first: each.name for each in desk.clinic.closures.list(holidays=True, **sent)}


def row(desk: Desk, day: date) -> Closure:
    return next(c for c in desk.clinic.closures.list(holidays=True, struck=True) if c.first == day)


def choice(desk: Desk) -> HolidayChoice | None:
    return desk.clinic.closures.holidays(location=home(desk).id)


def at_noon(day: date, zone: str = ZONE) -> Any:
    return at_minute(day, 720, zone)


def test_countries_are_told_by_name_with_their_regions_by_name(desk: Desk) -> None:
    found = {each.code: each for each in desk.clinic.closures.countries()}
    assert found["US"].name == "United States"
    assert found["BA"].name == "Bosnia and Herzegovina"
    assert Region("BY", "Bayern") in found["DE"].regions
    assert Region("TX", "Texas") in found["US"].regions
    for regions in ([each.name for each in found.values()], [each.name for each in found["ES"].regions]):
        assert regions == sorted(regions)


def test_a_choice_closes_this_year_and_the_next_ten(desk: Desk) -> None:
    reply = choose(desk, "US")
    place = home(desk).id
    assert reply.choice == choice(desk) == HolidayChoice(id=place, country="US", region="", through=2036)
    assert {each.first.year for each in reply.closures} == set(range(2026, 2037))
    assert reply.closures == desk.clinic.closures.list(holidays=True)
    assert {(each.location_id, each.holiday, each.struck) for each in reply.closures} == {(place, True, False)}
    assert all(each.first == each.last and each.start is None for each in reply.closures)
    assert listed(desk)[date(2026, 11, 26)] == "Thanksgiving Day"


def test_a_region_has_holidays_of_its_own(desk: Desk) -> None:
    choose(desk, "ES")
    assert date(2026, 5, 2) not in listed(desk)
    reply = choose(desk, "ES", "MD")
    assert reply.choice is not None
    assert reply.choice.region == "MD"
    assert date(2026, 5, 2) in listed(desk)


def test_names_are_in_the_countrys_own_language_whatever_the_machines(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "uk")
    choose(desk, "ES")
    assert listed(desk)[CHRISTMAS] == "Natividad del Señor"


def test_codes_may_have_spaces_around_them(desk: Desk) -> None:
    made = choose(desk, " ES ", " MD").choice
    assert made is not None
    assert (made.country, made.region) == ("ES", "MD")


def test_this_year_is_the_locations(desk: Desk) -> None:
    tokyo = desk.clinic.locations.create(name="Annex", zone_name="Asia/Tokyo")
    desk.clock.now = at_minute(date(2026, 12, 31), 18 * 60, ZONE)
    assert choose(desk, "JP", location=tokyo.id).closures[0].first.year == 2027
    assert choose(desk, "US").closures[0].first.year == 2026


def test_each_location_has_its_own_choice(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    choose(desk, "US")
    choose(desk, "FR", location=annex.id)
    assert date(2026, 7, 14) not in listed(desk, location=home(desk).id)
    assert date(2026, 7, 14) in listed(desk, location=annex.id)
    choose(desk, None, location=annex.id)
    assert listed(desk, location=annex.id) == {}
    assert CHRISTMAS in listed(desk, location=home(desk).id)


def test_a_choice_is_taken_back_and_done_again_in_one_step(desk: Desk) -> None:
    choose(desk, "US")
    before = [unversioned(each) for each in desk.clinic.closures.list(holidays=True)]
    choose(desk, "FR")
    desk.clinic.history.undo()
    assert [unversioned(each) for each in desk.clinic.closures.list(holidays=True)] == before
    held = choice(desk)
    assert held is not None
    assert held.country == "US"
    desk.clinic.history.undo()
    assert (listed(desk), choice(desk)) == ({}, None)
    desk.clinic.history.redo()
    assert [unversioned(each) for each in desk.clinic.closures.list(holidays=True)] == before


def test_no_country_takes_the_holidays_away_and_leaves_the_clinics_own_closures(desk: Desk) -> None:
    own = desk.clinic.closures.create(name="Works", first=CHRISTMAS).closure
    choose(desk, "US")
    assert choose(desk, None) == HolidaysReply(None)
    assert (desk.clinic.closures.list(struck=True), choice(desk)) == ((own,), None)


def test_the_same_choice_again_writes_nothing(desk: Desk) -> None:
    first = choose(desk, "US", "CA")
    cursor = desk.clinic.book.cursor()
    assert choose(desk, "US", "CA") == first
    assert desk.clinic.book.cursor() == cursor
    choose(desk, None)
    cursor = desk.clinic.book.cursor()
    choose(desk, None)
    assert desk.clinic.book.cursor() == cursor


def test_another_choice_keeps_what_is_struck_out_where_date_and_name_are_the_same(desk: Desk) -> None:
    choose(desk, "US")
    both, only_there = row(desk, CHRISTMAS), row(desk, date(2026, 11, 26))
    for each in (both, only_there):
        desk.clinic.closures.strike(id=each.id)
    choose(desk, "CA")
    kept = row(desk, CHRISTMAS)
    assert (kept.id, kept.name, kept.struck) == (both.id, both.name, True)
    assert not any(c.first == only_there.first for c in desk.clinic.closures.list(holidays=True, struck=True))
    choose(desk, "ES")  # the same date, but another name
    assert row(desk, CHRISTMAS).struck is False


def test_a_holiday_that_is_struck_out_closes_nothing_and_is_listed_only_when_asked_for(desk: Desk) -> None:
    choose(desk, "US")
    day = row(desk, CHRISTMAS)
    friday = {"first": CHRISTMAS, "practitioner": desk.chen.id}
    assert desk.clinic.working_hours.resolve(**friday)[0].closed == ("Christmas Day",)  # type: ignore[arg-type]
    assert desk.clinic.closures.strike(id=day.id).struck is True
    resolved = desk.clinic.working_hours.resolve(**friday)[0]  # type: ignore[arg-type]
    assert (len(resolved.open), resolved.closed) == (1, ())
    assert CHRISTMAS not in listed(desk)
    assert CHRISTMAS in listed(desk, struck=True)
    assert desk.clinic.closures.unstrike(id=day.id).struck is False
    assert CHRISTMAS in listed(desk)


@pytest.mark.parametrize("verb", ["strike", "unstrike"])
def test_striking_out_or_keeping_twice_is_harmless(desk: Desk, verb: str) -> None:
    choose(desk, "US")
    move = getattr(desk.clinic.closures, verb)
    once = move(id=row(desk, CHRISTMAS).id)
    cursor = desk.clinic.book.cursor()
    assert move(id=once.id) == once
    assert desk.clinic.book.cursor() == cursor


@pytest.mark.parametrize("verb", ["strike", "unstrike"])
def test_only_holidays_are_struck_out(desk: Desk, verb: str) -> None:
    own = desk.clinic.closures.create(name="Works", first=DAY).closure
    refusal = refused(getattr(desk.clinic.closures, verb), id=own.id)
    assert isinstance(refusal, Invalid)
    assert refusal.reason == "not_a_holiday"


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_a_holiday_is_neither_changed_nor_deleted(desk: Desk, verb: str) -> None:
    choose(desk, "US")
    refusal = refused(getattr(desk.clinic.closures, verb), id=row(desk, CHRISTMAS).id)
    assert isinstance(refusal, Invalid)
    assert refusal.reason == "is_a_holiday"


def test_holidays_and_the_clinics_own_closures_are_told_apart(desk: Desk) -> None:
    own = desk.clinic.closures.create(name="Works", first=DAY).closure
    found = choose(desk, "US").closures
    assert desk.clinic.closures.list(holidays=False) == (own,)
    assert set(desk.clinic.closures.list(holidays=True)) == set(found)
    assert set(desk.clinic.closures.list(holidays=None)) == {own, *found}


def test_visits_on_holidays_are_listed_and_stay(desk: Desk) -> None:
    visit = desk.book(start=at_noon(CHRISTMAS))
    desk.book(start=at_noon(date(2026, 12, 24)))
    assert [each.id for each in choose(desk, "US").touched] == [visit.id]
    desk.clinic.closures.strike(id=row(desk, CHRISTMAS).id)
    assert choose(desk, "US").touched == ()
    assert desk.clinic.appointments.get(id=visit.id).appointment == visit


@pytest.mark.parametrize(
    ("country", "region", "field", "reason"),
    [
        ("XX", None, "country", "unknown_country"),
        ("us", None, "country", "unknown_country"),
        ("", None, "country", "unknown_country"),
        (5, None, "country", "wrong_type"),
        ("US", "BY", "region", "unknown_region"),
        ("US", "", "region", "unknown_region"),
        ("US", 5, "region", "wrong_type"),
        (None, "BY", "region", "region_without_country"),
    ],
)
def test_a_country_or_region_that_is_not_known_is_invalid(
    desk: Desk, country: Any, region: Any, field: str, reason: str
) -> None:
    choose(desk, "US")
    before = choice(desk)
    refusal = refused(choose, desk=desk, country=country, region=region)
    assert isinstance(refusal, Invalid)
    assert (refusal.facts["field"], refusal.reason) == (field, reason)
    assert choice(desk) == before


def test_a_refusal_lists_what_is_known(desk: Desk) -> None:
    codes: Any = refused(choose, desk=desk, country="XX").facts["allowed"]
    assert {"US", "ES", "DE"} <= set(codes)
    assert refused(choose, desk=desk, country="DE", region="CA").facts["allowed"] == sorted(
        each.code for country in holidays.countries() if country.code == "DE" for each in country.regions
    )


def test_unknown_and_archived_locations_are_refused(desk: Desk) -> None:
    assert isinstance(refused(choose, desk=desk, country="US", location=nobody()), NotFound)
    assert isinstance(refused(desk.clinic.closures.holidays, location=nobody()), NotFound)
    annex = desk.clinic.locations.create(name="Annex")
    desk.clinic.locations.archive(id=annex.id)
    assert refused(choose, desk=desk, country="US", location=annex.id).reason == "archived"


def test_years_are_added_when_fewer_than_three_lie_ahead(desk: Desk) -> None:
    choose(desk, "US")
    desk.clock.now = at_noon(date(2034, 1, 1))
    made = desk.clinic.closures.extend()
    assert {each.first.year for each in made} == set(range(2037, 2045))
    assert set(made) <= set(desk.clinic.closures.list(holidays=True))
    held = choice(desk)
    assert held is not None
    assert held.through == 2044
    assert desk.clinic.book.last is not None
    assert (desk.clinic.book.last.operation, desk.clinic.book.last.actor) == ("closures.extend", "setup")


def test_nothing_is_added_while_three_years_lie_ahead(desk: Desk) -> None:
    choose(desk, "US")
    desk.clock.now = at_noon(date(2033, 12, 31))
    cursor = desk.clinic.book.cursor()
    assert desk.clinic.closures.extend() == ()
    assert desk.clinic.book.cursor() == cursor


def test_years_are_added_to_every_choice_in_one_step(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    choose(desk, "US")
    choose(desk, "FR", location=annex.id)
    before = listed(desk)
    desk.clock.now = at_noon(date(2035, 6, 1))
    assert {each.location_id for each in desk.clinic.closures.extend()} == {home(desk).id, annex.id}
    assert desk.clinic.book.last is not None
    desk.clinic.history.undo(seq=desk.clinic.book.last.seq)
    assert listed(desk) == before


def test_added_years_are_no_step_that_undo_takes_back(desk: Desk) -> None:
    choose(desk, "US")
    before = desk.clinic.history.state().undo
    desk.clock.now = at_noon(date(2035, 6, 1))
    assert desk.clinic.closures.extend()
    assert desk.clinic.history.state().undo == before


def test_no_years_are_added_to_an_archived_location_or_without_a_choice(desk: Desk) -> None:
    annex = desk.clinic.locations.create(name="Annex")
    choose(desk, "FR", location=annex.id)
    desk.clinic.locations.archive(id=annex.id)
    desk.clock.now = at_noon(date(2036, 6, 1))
    assert desk.clinic.closures.extend() == ()


def test_choosing_the_same_in_a_later_year_adds_years_and_keeps_all_rows(desk: Desk) -> None:
    choose(desk, "US")
    before = set(listed(desk))
    desk.clinic.closures.strike(id=row(desk, CHRISTMAS).id)
    desk.clock.now = at_noon(date(2028, 6, 1))
    choose(desk, "US")
    assert before < set(listed(desk, struck=True))
    assert max(listed(desk)).year == 2038
    assert row(desk, CHRISTMAS).struck is True


def test_the_library_is_loaded_only_when_it_is_needed() -> None:
    code = (
        "import sys; from frontdesk.services.operations import load_catalogue; load_catalogue(); "
        "import frontdesk.services.holidays; print('holidays' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [
        ("DE", "en", "Christmas Day"),
        ("DE", "en-GB", "Christmas Day"),
        ("DE", "uk", "Перший день Різдва"),
        ("DE", "fr", "Erster Weihnachtstag"),
        ("DE", "", "Erster Weihnachtstag"),
        ("CH", "it_CH", "Natale"),
        ("GB", "en_US", "Christmas Day"),
    ],
)
def test_names_are_in_the_language_asked_for_where_they_are_known_in_it(
    desk: Desk, country: str, language: str, name: str
) -> None:
    choose(desk, country, language=language)
    assert listed(desk)[CHRISTMAS] == name


def test_the_same_choice_in_another_language_names_its_rows_anew_and_keeps_what_is_struck_out(desk: Desk) -> None:
    choose(desk, "DE", "BY")
    struck = desk.clinic.closures.strike(id=row(desk, CHRISTMAS).id)
    before = {each.id: each.first for each in desk.clinic.closures.list(struck=True)}
    choose(desk, "DE", "BY", language="en")
    assert {each.id: each.first for each in desk.clinic.closures.list(struck=True)} == before
    after = row(desk, CHRISTMAS)
    assert (after.id, after.name, after.struck) == (struck.id, "Christmas Day", True)
    desk.clinic.history.undo()
    assert row(desk, CHRISTMAS).name == "Erster Weihnachtstag"


def test_further_years_are_in_the_language_of_the_rows_before(desk: Desk) -> None:
    choose(desk, "DE", "BY", language="en")
    desk.clock.now = at_noon(date(2035, 6, 1))
    made = {each.first: each.name for each in desk.clinic.closures.extend()}
    assert made[date(2040, 12, 25)] == "Christmas Day"
    desk.clock.now = at_noon(date(2026, 3, 18))
    choose(desk, None)
    choose(desk, "DE", "BY")
    desk.clock.now = at_noon(date(2035, 6, 1))
    made = {each.first: each.name for each in desk.clinic.closures.extend()}
    assert made[date(2040, 12, 25)] == "Erster Weihnachtstag"


def test_a_language_is_a_word(desk: Desk) -> None:
    assert refused(choose, desk=desk, country="DE", language=5).facts["field"] == "language"
