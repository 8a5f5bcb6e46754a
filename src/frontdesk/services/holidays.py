"""Public holidays by country and region, out of the `holidays` library (C75).

The library takes a third of a second to load, so it is loaded when its data is asked for. It is always told which
language to give names in: without one it would take that of whichever machine it runs on, and the rows of two desks
would differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from frontdesk.domain.errors import Invalid
from frontdesk.services import checks

_SMALL = frozenset({"and", "of", "the"})
Holiday = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country with holidays of its own."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country whose holidays are known: its ISO 3166 code, its name in English, and its regions by name."""

    code: str
    name: str
    regions: tuple[Region, ...]


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """Give all countries by name; a third of a second the first time."""
    found = (Country(code, _named(key), _regions(_calendar_of(code))) for code, key in _keys().items())
    return tuple(sorted(found, key=lambda country: country.name))


def checked(country: str, region: str | None) -> tuple[str, str]:
    """Give the codes of a country and a region of it, empty for the whole country, refusing unknown ones."""
    known = _keys()
    code = checks.line(country, field="country")
    if code not in known:
        raise Invalid("unknown_country", field="country", got=country, allowed=sorted(known))
    if region is None:
        return code, ""
    part = checks.line(region, field="region")
    codes = [each.code for each in _regions(_calendar_of(code))]
    if part not in codes:
        raise Invalid("unknown_region", field="region", got=region, allowed=sorted(codes))
    return code, part


def holidays_of(country: str, region: str, years: Iterable[int], language: str | None = None) -> tuple[Holiday, ...]:
    """List the holidays of some years by date; two on one date are one row with both names.

    Names are in a language (`en`, `de_CH`) where the library has them in it, else in the country's own.
    """
    calendar = _calendar_of(country)
    found = calendar(subdiv=region or None, years=tuple(years), language=_spoken(calendar, language))
    return tuple(sorted(found.items()))


def language_of(country: str, region: str, rows: Iterable[Holiday]) -> str | None:
    """Tell which language rows were written in: the one that most of their names are in, the country's own first."""
    calendar, held = _calendar_of(country), frozenset(rows)
    years = {day.year for day, _ in held}
    own: str | None = calendar.default_language
    spoken: list[str] = sorted(calendar.supported_languages, key=lambda each: (each != own, each))
    if not held or not spoken:
        return own
    return max(spoken, key=lambda each: len(held.intersection(holidays_of(country, region, years, each))))


def _keys() -> dict[str, str]:
    """Give the library's words for countries (`united_states`) by their codes."""
    from holidays.registry import COUNTRIES

    return {names[1]: key for key, names in COUNTRIES.items()}


def _calendar_of(country: str) -> Any:
    import holidays

    return getattr(holidays, country)


def _spoken(calendar: Any, wanted: str | None) -> str | None:
    """Give the library's word for a language, in which it names the holidays of a country; else the country's own."""
    own: str | None = calendar.default_language
    code = (wanted or "").replace("-", "_")
    offered = [own, *sorted(calendar.supported_languages)]
    if code in offered:
        return code
    tongue = code.partition("_")[0]
    return next((each for each in offered if each and tongue and each.partition("_")[0] == tongue), own)


def _regions(calendar: Any) -> tuple[Region, ...]:
    names: dict[str, str] = {}
    for name, code in calendar.subdivisions_aliases.items():
        names.setdefault(code, name)
    found = (Region(code, names.get(code, code)) for code in calendar.subdivisions)
    return tuple(sorted(found, key=lambda region: region.name))


def _named(key: str) -> str:
    words = (word if word in _SMALL else word.capitalize() for word in key.split("_"))
    return " ".join(words)
