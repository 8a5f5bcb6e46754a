"""What areas of plain records share: archive, restore, delete where nothing needs them, and hiding what is archived."""

from __future__ import annotations

import dataclasses
from typing import Generic, Protocol, TypeVar

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services import checks
from frontdesk.services.operations import Area
from frontdesk.store.work import Record, Work


class Archivable(Record, Protocol):
    """A record that can be put away without being lost."""

    @property
    def archived_at(self) -> Instant | None: ...


V = TypeVar("V", bound=Archivable)


@dataclasses.dataclass(frozen=True, slots=True)
class Gone:
    """What became of a record that was to be deleted: archived when something still needs it, `uses` says how much."""

    id: Id
    archived: bool
    uses: int


class Shelf(Area, Generic[V]):
    """An area of records of one kind that are few enough to be read together."""

    kind: type[V]
    noun: str
    area: str = ""  # where it is not the noun with an s

    def _operation(self, verb: str) -> str:
        return f"{self.area or self.noun + 's'}.{verb}"

    def _listed(self, archived: bool) -> tuple[V, ...]:
        with self._book.reading() as book:
            found = book.all(self.kind)
        return tuple(v for v in found if archived or v.archived_at is None)

    def _got(self, id: Id) -> V:
        with self._book.reading() as book:
            return book.get(self.kind, id)

    def _put_away(self, id: Id, version: int | None, *, away: bool) -> V:
        verb = "archive" if away else "restore"
        with self._clinic.writing(self._operation(verb), lambda: f"{self.noun.capitalize()} {verb}d") as work:
            held = checks.fresh(work.get(self.kind, id), version, self.noun)
            return self._moved(work, held, away=away)

    def _delete(self, id: Id, version: int | None) -> Gone:
        """Delete a record, or archive it when anything in the book refers to it."""
        with self._clinic.writing(self._operation("delete"), lambda: f"{self.noun.capitalize()} deleted") as work:
            held = checks.fresh(work.get(self.kind, id), version, self.noun)
            self._let_go(held)
            uses = self._uses(work, held)
            if uses:
                self._moved(work, held, away=True)
            else:
                self._unlink(work, held)
                work.remove(held)
            return Gone(id, bool(uses), uses)

    def _moved(self, work: Work, held: V, *, away: bool) -> V:
        if (held.archived_at is not None) is away:
            return held
        if away:
            self._let_go(held)
        moment = work.now if away else None
        return work.replace(held, dataclasses.replace(held, archived_at=moment))  # type: ignore[type-var]

    def _let_go(self, held: V) -> None:
        """Refuse to put away what the clinic cannot be without; most records may go."""

    def _uses(self, work: Work, held: V) -> int:
        """Count what would miss the record."""
        return 0

    def _unlink(self, work: Work, held: V) -> None:
        """Take the record out of the lists that name it, before it goes."""
