"""Those who see patients."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """One practitioner. `hue` (0 to 359) colours avatar and tick; `position` orders the columns."""

    id: Id
    name: str
    speciality: str = ""
    email: str = ""
    phone: str = ""
    hue: int = 210
    position: int = 0
    archived_at: Instant | None = None
    version: int = 1

    @property
    def initials(self) -> str:
        """Give up to two letters for the avatar, titles left out."""
        return initials(self.name)

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Practitioner({self.id})"


_TITLES = {"dr", "dra", "prof", "mr", "mrs", "ms", "rn", "md", "phd", "lic"}


def initials(name: str) -> str:
    """Give the first letters of the first and last word that are no titles."""
    words = [w for w in name.replace(",", " ").split() if w.strip(".").casefold() not in _TITLES]
    words = words or name.split() or ["?"]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else words[0][1:2])).strip() or "?"
