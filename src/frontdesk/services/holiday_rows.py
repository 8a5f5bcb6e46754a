"""The rows that a location's choice of public holidays stands in: written, kept and topped up as years go by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from frontdesk.domain.closure import Closure, HolidayChoice
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.location import Location
from frontdesk.services.holidays import Holiday, holidays_of, language_of
from frontdesk.store.work import Reading, Work

YEARS_AHEAD = 10
FEWEST_AHEAD = 3

Codes = tuple[str, str]  # of a country, and of a region of it or nothing


def held_at(book: Reading, location: Id) -> tuple[Closure, ...]:
    """Give the holidays that a location has, struck ones too."""
    return tuple(c for c in book.all(Closure) if c.holiday and c.location_id == location and c.archived_at is None)


def choose(
    work: Work, place: Location, wanted: Codes | None, year: int, language: str | None = None
) -> HolidayChoice | None:
    """Write the rows of a choice for a year and those after it; the same choice again only adds what is lacking.

    In another language the same choice gives its rows, from this year on, their other names: there are no two rows
    of one date.
    """
    held = work.find(HolidayChoice, place.id)
    if wanted is None:
        work.remove(*held_at(work, place.id))
        if held is not None:
            work.remove(held)
        return None
    if held is not None and (held.country, held.region) == wanted:
        listed = holidays_of(*wanted, range(year, max(held.through, year + YEARS_AHEAD) + 1), language)
        _rename(work, place.id, listed)
        _add(work, place.id, (each for each in listed if each[0].year > held.through))
        return work.replace(held, replace(held, through=max(held.through, year + YEARS_AHEAD)))
    listed = holidays_of(*wanted, range(year, year + YEARS_AHEAD + 1), language)
    work.remove(*(c for c in held_at(work, place.id) if (c.first, c.name) not in set(listed)))
    _add(work, place.id, listed)
    made = HolidayChoice(id=place.id, country=wanted[0], region=wanted[1], through=year + YEARS_AHEAD)
    if held is not None:
        return work.replace(held, replace(made, version=held.version))
    work.create(made)
    return made


def extend(work: Work) -> list[Closure]:
    """Add years to every choice that is short of them, but for those of archived locations; give the new rows."""
    made: list[Closure] = []
    for choice, year in short_of_years(work, work.now):
        made += _add(work, choice.id, _coming(work, choice, year))
        work.replace(choice, replace(choice, through=year + YEARS_AHEAD))
    return made


def short_of_years(book: Reading, now: Instant) -> Iterator[tuple[HolidayChoice, int]]:
    """Give every choice of a live location that has too few years ahead, with the present year there."""
    for choice in book.all(HolidayChoice):
        place = book.get(Location, choice.id)
        year = local_date(now, place.zone).year
        if place.archived_at is None and choice.through - year < FEWEST_AHEAD:
            yield choice, year


def _coming(book: Reading, choice: HolidayChoice, year: int) -> tuple[Holiday, ...]:
    """Give the holidays after the last year that is listed, in the language of those that are."""
    years = range(choice.through + 1, year + YEARS_AHEAD + 1)
    if not years:
        return ()
    last = [(c.first, c.name) for c in held_at(book, choice.id) if c.first.year == choice.through]
    return holidays_of(choice.country, choice.region, years, language_of(choice.country, choice.region, last))


def _rename(work: Work, location: Id, listed: Iterable[Holiday]) -> None:
    names = dict(listed)
    for held in held_at(work, location):
        name = names.get(held.first, held.name)
        if name != held.name:
            work.replace(held, replace(held, name=name))


def _add(work: Work, location: Id, listed: Iterable[Holiday]) -> list[Closure]:
    there = {c.first for c in held_at(work, location)}
    made = [
        Closure(id=work.new_id(), name=name, first=day, last=day, location_id=location, holiday=True)
        for day, name in listed
        if day not in there
    ]
    work.create(*made)
    return made
