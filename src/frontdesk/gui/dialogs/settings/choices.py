"""What can be chosen from a list: a name, what tells it from others, and how letters find it. No Qt."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.names import folded, words_of

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the list, by its id, or by the value that it stands for; the words of people stay out of its repr."""

    id: Any
    name: str
    detail: str = ""
    hue: int | None = None

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Choice({self.id})"


def fitting(text: str, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Give those in whose name or detail every typed word begins a word, in their order; nothing typed gives all."""
    wanted = words_of(text)
    return tuple(
        choice
        for choice in choices
        if all(any(word.startswith(w) for word in words_of(f"{choice.name} {choice.detail}")) for w in wanted)
    )


def meant(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Give the one that a typed text means: the name itself, else the first that fits; nothing typed means none."""
    plain = folded(text).strip()
    if not plain:
        return None
    exact = next((choice for choice in choices if folded(choice.name) == plain), None)
    return exact or next(iter(fitting(text, choices)), None)


class Kept(Protocol):
    """A record that can be archived."""

    @property
    def id(self) -> Id: ...
    @property
    def archived_at(self) -> Instant | None: ...


R = TypeVar("R", bound=Kept)


def still_used(records: Iterable[R], used: Container[Id]) -> tuple[R, ...]:
    """Give the records that can be chosen: the live ones, and archived ones that something names still."""
    return tuple(record for record in records if record.archived_at is None or record.id in used)


def locations_in_words(clinic: Clinic) -> dict[Id, str]:
    """Name the locations, where there are several: with one alone its name tells nothing."""
    found = clinic.locations.list(archived=True)
    return {each.id: each.name for each in found} if len(found) > 1 else {}
