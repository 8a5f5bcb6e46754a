"""Slugs: the address form of a name, one of a kind among all that it stands beside (C25, C32, C36)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.names import slug_of
from frontdesk.services import checks


@dataclass(frozen=True, slots=True)
class SlugReply:
    """A slug as it would be kept, and whether it is still to be had."""

    slug: str
    free: bool


def chosen_slug(sent: str | None, name: str, taken: Collection[str], *, usual: str) -> str:
    """Give the slug that was sent, refusing one that is taken; without one, a free one made of the name.

    `usual` stands in for a name that has no letters and no digits.
    """
    if sent is not None:
        wanted = sound_slug(sent)
        if wanted in taken:
            raise Conflict("slug_taken", field="slug", got=wanted)
        return wanted
    wanted = free = slug_of(name) or usual
    n = 2
    while free in taken:
        n, free = n + 1, f"{wanted}-{n}"
    return free


def sound_slug(sent: str) -> str:
    """Give a slug that was sent in lower case, without accents or spaces; one with nothing left is invalid."""
    text = checks.line(sent, field="slug")
    wanted = slug_of(text)
    if not wanted:
        raise Invalid("bad_slug", field="slug", got=text, allowed="letters or digits")
    return wanted
