"""ORGANIZER and ATTENDEE: who, under which address, as what."""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from urllib.parse import unquote

from frontdesk.ics.event import Person
from frontdesk.ics.lines import Content, parameters, quoted
from frontdesk.ics.sound import sound_address, sound_line


def person_of(found: Content) -> Person:
    """Read one line; EMAIL counts where the value is no address, as Google and Apple write it."""
    return _person(found.params, found.value, found.text)


@lru_cache(maxsize=4_000)
def _person(params: str, value: str, text: str) -> Person:
    """Read one line; those of a calendar name the same few organizers thousands of times."""
    given = parameters(params) if params else {}
    address = value.strip()
    scheme, mark, rest = address.partition(":")
    if mark and scheme.lower() == "mailto":
        address = rest.strip()
    if "@" not in address:
        address = given.get("EMAIL", "")
    if "%" in address:
        address = unquote(address)
    name = given.get("CN", "").strip().strip("'").strip()
    return Person(
        name="" if name.lower() in ("invalid:nomail", address.lower()) else name,
        email=address.lower(),
        partstat=intern(given.get("PARTSTAT", "").upper()),
        cutype=intern(given.get("CUTYPE", "").upper()),
        role=intern(given.get("ROLE", "").upper()),
        line=sound_line(text.removesuffix(value) + sound_address(value)),
    )


def line_of(name: str, person: Person) -> str:
    """Write one line: as it came, or made from what is known."""
    if person.line:
        return person.line
    given = (("CN", person.name), ("CUTYPE", person.cutype), ("ROLE", person.role), ("PARTSTAT", person.partstat))
    head = name + "".join(f";{key}={quoted(value)}" for key, value in given if value)
    return f"{head}:mailto:{person.email}" if person.email else f"{head}:invalid:nomail"
