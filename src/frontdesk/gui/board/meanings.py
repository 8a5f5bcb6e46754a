"""What a press, a drag or a key on the board asks for; the window hands it on to the services."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant


@dataclass(frozen=True, slots=True)
class Select:
    """Make this visit the selected one; None selects nothing."""

    visit: Id | None


@dataclass(frozen=True, slots=True)
class Open:
    """Show all of this visit."""

    visit: Id


@dataclass(frozen=True, slots=True)
class Move:
    """Put this visit at another start, in the column with this id; its length stays."""

    visit: Id
    start: Instant
    column: Id


@dataclass(frozen=True, slots=True)
class Resize:
    """Give this visit another start or end; its column stays."""

    visit: Id
    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True)
class Create:
    """Book from start to end, in the column with this id.

    Where a free place was only pointed at, the end is but a guess, and `until` is where the free time ends there.
    """

    column: Id
    start: Instant
    end: Instant
    until: Instant | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Close:
    """Block the time from start to end, in the column with this id."""

    column: Id
    start: Instant
    end: Instant


Meaning = Select | Open | Move | Resize | Create | Close
