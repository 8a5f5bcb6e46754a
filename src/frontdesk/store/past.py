"""The book as it stood at a past moment: what stands now, walked back over the changes that came since.

Only the records that are asked for are walked back, each over its own changes, which an index gives: so a look at one
day costs the same however long the record of changes has become.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, func, literal, select

from frontdesk.domain.changes import Row
from frontdesk.domain.instants import Instant
from frontdesk.store.compiled import Compiled
from frontdesk.store.entity import Entity
from frontdesk.store.journal import read
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.tables.journal import CHANGE, CHANGESET
from frontdesk.store.work import Reading, Record

R = TypeVar("R", bound=Record)
C = CHANGE.c
AT_ONCE = 500
# The sum keeps a planner from walking over all that came since, where an index leads to the few that are asked for.
SEQ = C.seq + literal(0)
_BACK = (C.entity_id, C.seq.desc(), C.ordinal.desc())
_OF_KIND = Compiled(
    select(C.entity_id, C.before, C.after)
    .where(C.entity == bindparam("kind"), bindparam("since") < SEQ)
    .order_by(*_BACK)
)
_AT = Compiled(select(CHANGESET.c.at).where(CHANGESET.c.seq == bindparam("seq")))
_LAST = Compiled(select(func.max(CHANGESET.c.seq)).where(CHANGESET.c.seq >= bindparam("least")))
Step = Sequence[Any]  # id of a record, its row before and after a change as JSON


class Past(Reading):
    """A look at the book as it stood right after changeset `seq`; after number 0 there was nothing."""

    def __init__(self, connection: Connection, seq: int) -> None:
        super().__init__(connection)
        self.seq = seq

    def find(self, kind: type[R], id: int) -> R | None:
        """Read one record as it was, or None where there was none."""
        return self.some(kind, (id,)).get(id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Read every record that a small kind had, by id."""
        entity: Entity[R] = BY_TYPE[kind]
        names = [str(column.name) for column in entity.columns]
        now = entity.every.rows(self.connection, {})
        steps = _OF_KIND.rows(self.connection, {"kind": entity.name, "since": self.seq})
        if not steps:
            return tuple(entity.of_columns(row) for row in now)
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in now}
        then = walked_back(rows, steps, frozenset(names))
        return tuple(entity.of(lived(then[one])) for one in sorted(then))

    def some(self, kind: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Read the records of these ids that there were, by id."""
        entity: Entity[R] = BY_TYPE[kind]
        return {one: entity.of(lived(row)) for one, row in self.rows(entity, ids).items()}

    def rows(self, entity: Entity[Any], ids: Iterable[int]) -> dict[int, dict[str, Any]]:
        """Read the rows that records of these ids had, by id."""
        wanted = list(dict.fromkeys(ids))
        names = [str(column.name) for column in entity.columns]
        now = {row[0]: dict(zip(names, row, strict=True)) for row in _of_ids(self.connection, entity, wanted)}
        return walked_back(now, steps_of(self.connection, entity.name, wanted, self.seq), frozenset(names))


def _of_ids(connection: Connection, entity: Entity[Any], ids: Sequence[int]) -> Iterator[Any]:
    for at in range(0, len(ids), AT_ONCE):
        query = select(*entity.columns).where(entity.table.c.id.in_(ids[at : at + AT_ONCE]))
        yield from connection.execute(query)


def steps_of(connection: Connection, kind: str, ids: Sequence[int], since: int) -> Iterator[Step]:
    """Read the changes of some records after a changeset, those of each together and newest first."""
    for at in range(0, len(ids), AT_ONCE):
        query = select(C.entity_id, C.before, C.after).where(
            C.entity == kind, C.entity_id.in_(ids[at : at + AT_ONCE]), since < SEQ
        )
        yield from connection.execute(query.order_by(*_BACK))


def walked_back(
    now: dict[int, dict[str, Any]], steps: Iterable[Step], columns: frozenset[str]
) -> dict[int, dict[str, Any]]:
    """Give rows as they were before changes, which come newest first, from what they are; `now` is used up.

    The version, which is not recorded, goes down by one with each change; one that had gone meanwhile has none.
    """
    for one, before, after in steps:
        if before is None:
            now.pop(one, None)
            continue
        was: Row = read(before)
        held = now.get(one)
        if after is None or held is None:
            held = now[one] = {}
        elif "version" in held:
            held["version"] -= 1
        held.update((name, value) for name, value in was.items() if name in columns)
    return now


def times_changed(connection: Connection, kind: str, ids: Sequence[int], until: int) -> dict[int, int]:
    """Count the changes of some records up to a changeset: the version that each had."""
    found: dict[int, int] = {}
    for at in range(0, len(ids), AT_ONCE):
        query = select(C.entity_id, func.count()).where(
            C.entity == kind, C.entity_id.in_(ids[at : at + AT_ONCE]), C.seq <= until
        )
        found.update((row[0], row[1]) for row in connection.execute(query.group_by(C.entity_id)))
    return found


def lived(row: dict[str, Any]) -> dict[str, Any]:
    """Give a row with what is not recorded, where the record has gone since and nothing else tells it."""
    return {"updated_at": 0, **row}


def last_until(connection: Connection, at: int) -> int:
    """Give the number of the last changeset up to a moment; 0 when there was none.

    It is looked for by halves, because changesets are numbered in the order in which they were written, and the times
    of desks whose clocks differ a little differ by no more than that.
    """
    return _search(lambda seq: _written(connection, seq) > at, _newest(connection))


def _newest(connection: Connection) -> int:
    found = _LAST.first(connection, {"least": 0})
    return 0 if found is None or found[0] is None else int(found[0])


def _search(later: Callable[[int], bool], highest: int) -> int:
    low, high = 0, highest
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if later(middle) else (middle, high)
    return low


def _written(connection: Connection, seq: int) -> int:
    found = _AT.first(connection, {"seq": seq})
    return 0 if found is None else int(found[0])


def written_at(connection: Connection, seq: int) -> Instant | None:
    """Give when a changeset was written; None for a number that none has."""
    found = _AT.first(connection, {"seq": seq})
    return None if found is None else Instant(found[0])
