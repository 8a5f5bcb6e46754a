"""A part of an imported calendar file that is no event, such as a task: kept as it came, to be written back."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.domain.ids import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptComponent:
    """One component of a calendar file that the book has no word for.

    `name` is its kind (VTODO, VJOURNAL); `uid` and `recurrence_id` tell it from others, as they do for events.
    `lines` are its content lines word for word, unfolded, BEGIN and END included.
    """

    id: Id
    name: str
    uid: str
    recurrence_id: str | None = None
    sequence: int = 0
    lines: tuple[str, ...] = field(default=(), repr=False)
    version: int = 1
