"""Find what people at a terminal call by its name: a service, a calendar, a practitioner, a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.names import folded, words_of

MOST_LISTED = 20


class Named(Protocol):
    """What has an id and a name."""

    @property
    def id(self) -> Id: ...
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


def find(text: str, among: Iterable[N], *, field: str, also: Callable[[N], str] = lambda _: "") -> N:
    """Give the one that a text means: its id, its whole name, else the beginnings of words that only its name has.

    `also` is another name that counts as whole, such as the slug of a calendar. Invalid lists what matches where
    several do, and what there is where none does.
    """
    every = list(among)
    wanted = folded(text.strip())
    whole = [one for one in every if wanted in (str(one.id), folded(one.name), folded(also(one)))] if wanted else []
    words = words_of(text)
    found = whole or [one for one in every if words and _begins(one.name, words)]
    if len(found) == 1:
        return found[0]
    reason = "several_match" if found else "nothing_matches"
    raise Invalid(reason, field=field, got=text, allowed=_listed(found or every))


def _begins(name: str, words: Iterable[str]) -> bool:
    known = words_of(name)
    return all(any(each.startswith(word) for each in known) for word in words)


def _listed(found: Iterable[Named]) -> list[str]:
    """Tell names, and ids where a name alone would not tell them apart."""
    some = sorted(found, key=lambda one: (folded(one.name), one.id))
    names = [one.name for one in some]
    told = [one.name if names.count(one.name) == 1 else f"{one.name} (id {one.id})" for one in some]
    return told if len(told) <= MOST_LISTED else [*told[:MOST_LISTED], f"and {len(told) - MOST_LISTED} more"]
