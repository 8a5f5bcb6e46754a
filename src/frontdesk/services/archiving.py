"""What areas of plain records share: archive, restore, and hiding what is archived."""

from __future__ import annotations

import dataclasses
from typing import Generic, Protocol, TypeVar

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services import checks
from frontdesk.services.operations import Area
from frontdesk.store.work import Record


class Archivable(Record, Protocol):
    """A record that can be put away without being lost."""

    @property
    def archived_at(self) -> Instant | None: ...


V = TypeVar("V", bound=Archivable)


class Shelf(Area, Generic[V]):
    """An area of records of one kind that are few enough to be read together."""

    kind: type[V]
    noun: str

    def _listed(self, archived: bool) -> tuple[V, ...]:
        with self._book.reading() as book:
            found = book.all(self.kind)
        return tuple(v for v in found if archived or v.archived_at is None)

    def _got(self, id: Id) -> V:
        with self._book.reading() as book:
            return book.get(self.kind, id)

    def _put_away(self, id: Id, version: int | None, *, away: bool) -> V:
        verb = "archive" if away else "restore"
        with self._clinic.writing(f"{self.noun}s.{verb}", lambda: f"{self.noun.capitalize()} {verb}d") as work:
            held = checks.fresh(work.get(self.kind, id), version, self.noun)
            if (held.archived_at is not None) is away:
                return held
            if away:
                self._let_go(held)
            moment = work.now if away else None
            return work.replace(held, dataclasses.replace(held, archived_at=moment))  # type: ignore[type-var]

    def _let_go(self, held: V) -> None:
        """Refuse to put away what the clinic cannot be without; most records may go."""
