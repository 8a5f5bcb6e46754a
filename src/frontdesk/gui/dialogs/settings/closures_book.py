"""What the page of holidays and closures reads from the book and writes into it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from frontdesk.domain.closure import Closure
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.domain.schedule import Minute
from frontdesk.services.holidays import holidays_of

if TYPE_CHECKING:
    from frontdesk.services.affected import Affected
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.holidays import Country

Choice = tuple[str, str]  # a country's and a region's code, each empty for none
NOTHING: Choice = ("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """A location, with its zone."""

    id: Id
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that the page shows of one location; `touched` holds the booked visits to come that a closure takes in."""

    places: tuple[Place, ...]
    place: Place
    choice: Choice
    holidays: tuple[Closure, ...]
    own: tuple[Closure, ...]
    touched: Mapping[Id, tuple[Affected, ...]]
    countries: tuple[Country, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Drafted:
    """A closure of the clinic's own as it was typed; a null location is all of them, no times are whole days."""

    name: str
    first: date
    last: date | None = None
    location: Id | None = None
    start: Minute | None = None
    end: Minute | None = None
    id: Id | None = field(default=None, compare=False)
    version: int = field(default=0, compare=False)


def read(clinic: Clinic, then: Id | None, here: Id | None) -> Found:
    """Read what a location keeps: the one that is named or that a closure is at, else the one before or the usual."""
    held = clinic.locations.list()
    at = next((c.location_id for c in clinic.closures.list(struck=True) if c.id == then), None)
    by_id = {p.id: p for p in held}
    named = (by_id.get(each) for each in (at, then, here) if each is not None)
    place = next((p for p in named if p is not None), None) or next(p for p in held if p.is_default)
    choice = clinic.closures.holidays(location=place.id)
    today = local_date(clinic.clock(), place.zone)
    holidays = clinic.closures.list(location=place.id, first=date(today.year, 1, 1), holidays=True, struck=True)
    own = clinic.closures.list(location=place.id, holidays=False)
    coming = (c for c in (*holidays, *own) if c.closes and c.last >= today)
    return Found(
        places=tuple(Place(p.id, p.name, p.zone) for p in held),
        place=Place(place.id, place.name, place.zone),
        choice=(choice.country, choice.region) if choice is not None else NOTHING,
        holidays=holidays,
        own=own,
        touched={c.id: found for c in coming if (found := touched(clinic, drafted_of(c), place.id))},
        countries=clinic.closures.countries(),
        today=today,
    )


def drafted_of(closure: Closure) -> Drafted:
    """Begin to edit a closure."""
    last = closure.last if closure.last != closure.first else None
    return Drafted(
        closure.name,
        closure.first,
        last,
        closure.location_id,
        closure.start,
        closure.end,
        closure.id,
        closure.version,
    )


def touched(clinic: Clinic, drafted: Drafted, here: Id | None = None) -> tuple[Affected, ...]:
    """List the booked visits that a closure would take in; `here` looks at one location of a closure of all."""
    return clinic.closures.touched(
        first=drafted.first,
        last=drafted.last,
        location=drafted.location or here,
        start=drafted.start,
        end=drafted.end,
    )


def save(clinic: Clinic, drafted: Drafted) -> int:
    """Write a closure, and give how many booked visits it takes in."""
    values = {
        "name": drafted.name,
        "first": drafted.first,
        "last": drafted.last,
        "location": drafted.location,
        "start": drafted.start,
        "end": drafted.end,
    }
    if drafted.id is None:
        return len(clinic.closures.create(**values).touched)  # type: ignore[arg-type]
    reply = clinic.closures.update(id=drafted.id, version=drafted.version, **values)  # type: ignore[arg-type]
    return len(reply.touched)


def choose(clinic: Clinic, location: Id, choice: Choice, language: str) -> int:
    """Keep the holidays of a country or of a region of it, and give how many booked visits they take in."""
    country, region = choice
    reply = clinic.closures.choose_holidays(
        location=location, country=country or None, region=region or None, language=language
    )
    return len(reply.touched)


def foreseen(clinic: Clinic, found: Found, choice: Choice, language: str) -> Found:
    """Give the page as it would be with another choice, this year and the next; nothing is written."""
    country, region = choice
    struck = {(c.first, c.name) for c in found.holidays if c.struck}
    years = (found.today.year, found.today.year + 1)
    listed = holidays_of(country, region, years, language) if country else ()
    rows = tuple(
        Closure(
            id=Id(-n),
            name=name,
            first=day,
            last=day,
            location_id=found.place.id,
            holiday=True,
            struck=(day, name) in struck,
        )
        for n, (day, name) in enumerate(listed, 1)
    )
    coming = (c for c in rows if c.closes and c.last >= found.today)
    seen = {c.id: visits for c in coming if (visits := touched(clinic, drafted_of(c), found.place.id))}
    return replace(found, holidays=rows, touched=seen)


def strike(clinic: Clinic, closure: Closure, *, struck: bool) -> None:
    """Make an ordinary day of a holiday, or keep it again."""
    (clinic.closures.strike if struck else clinic.closures.unstrike)(id=closure.id, version=closure.version)


def delete(clinic: Clinic, drafted: Drafted) -> None:
    """Delete a closure of the clinic's own."""
    assert drafted.id is not None
    clinic.closures.delete(id=drafted.id, version=drafted.version)
