"""The time zones of the zone database, and the one that is meant by what was typed. No Qt."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import zone
from frontdesk.domain.names import folded


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """List the zones that a place can have, by their names."""
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


def fitting(text: str) -> tuple[str, ...]:
    """Give the zones whose name holds what was typed, those with a city of that name first: "new york"."""
    wanted = folded(text).strip().replace(" ", "_")
    found = [name for name in names() if wanted in name.casefold()]
    return tuple(sorted(found, key=lambda name: name.casefold().rpartition("/")[2] != wanted))


def meant_zone(text: str, field: str) -> str:
    """Give the zone that was typed: its whole name in any case, a city, or letters that only one zone has."""
    plain = text.strip().replace(" ", "_")
    exact = next((name for name in names() if name.casefold() == plain.casefold()), None)
    if exact is not None:
        return exact
    found = fitting(text) if plain else ()
    cities = [name for name in found if name.casefold().rpartition("/")[2] == plain.casefold()]
    # Of America/Buenos_Aires and America/Argentina/Buenos_Aires the longer one is the name of today.
    whole = [name for name in cities if name.count("/") == max(each.count("/") for each in cities)]
    if len(found) == 1 or len(whole) == 1:
        return (whole or list(found))[0]
    try:
        return zone(plain, field=field).key
    except Invalid:
        raise Invalid("unknown_zone", field=field, got=text, allowed="an IANA zone such as Europe/Madrid") from None
