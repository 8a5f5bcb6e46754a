"""When the sample clinic is closed: public holidays, and days of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.ids import Id
from frontdesk.domain.schedule import Minute
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.shifts import monday_of
from frontdesk.services.holiday_rows import YEARS_AHEAD
from frontdesk.services.holidays import holidays_of

_LANDS = {"America/New_York": "US"}


def closures(places: tuple[Id, ...], zone: str, first: date, today: date, ids: Ids) -> Iterator[Closure]:
    """Give the clinic's own closures and, where the zone tells a country, its holidays from a first date on."""
    yield from _own(places, today, ids)
    country = _LANDS.get(zone)
    if country is None:
        return
    years = range(min(first, today).year, today.year + YEARS_AHEAD + 1)
    for day, name in holidays_of(country, "", years):
        for place in places:
            yield Closure(id=ids.next(), name=name, first=day, last=day, location_id=place, holiday=True)


def choices(places: tuple[Id, ...], zone: str, today: date) -> Iterator[HolidayChoice]:
    """Give which country's holidays each place keeps."""
    if zone in _LANDS:
        for place in places:
            yield HolidayChoice(id=place, country=_LANDS[zone], through=today.year + YEARS_AHEAD)


def _own(places: tuple[Id, ...], today: date, ids: Ids) -> Iterator[Closure]:
    outing = monday_of(today, -6) + timedelta(days=4)
    training = monday_of(today, 4) + timedelta(days=2)
    yield Closure(id=ids.next(), name="Clinic outing", first=outing, last=outing).checked()
    yield Closure(
        id=ids.next(),
        name="Staff training",
        first=training,
        last=training,
        location_id=places[0],
        start=Minute(13 * 60),
        end=Minute(18 * 60),
    ).checked()
    painting = monday_of(today, 6)
    last = painting + timedelta(days=4)
    yield Closure(
        id=ids.next(), name="Painters in the house", first=painting, last=last, location_id=places[-1]
    ).checked()
