"""Write and read the record of changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, and_, func, insert, literal, select

from frontdesk.domain.changes import START_OF_CHAIN, Change, Changeset, Kind, Row, canonical, chain_hash
from frontdesk.domain.instants import Instant
from frontdesk.store.compiled import Compiled
from frontdesk.store.tables.journal import CHANGE, CHANGESET

_LAST = Compiled(select(CHANGESET.c.seq, CHANGESET.c.hash).order_by(CHANGESET.c.seq.desc()).limit(1))
_CURSOR = select(func.max(CHANGESET.c.seq))
_HEADS = tuple(CHANGESET.c)
_ADD_SET = Compiled(insert(CHANGESET))
_ADD_CHANGE = Compiled(insert(CHANGE))
_CHAINED = select(
    CHANGE.c.seq, CHANGE.c.ordinal, CHANGE.c.entity, CHANGE.c.entity_id, CHANGE.c.before, CHANGE.c.after
).order_by(CHANGE.c.seq, CHANGE.c.ordinal)

BATCH = 2_000  # so many rows are laid ready at a time, however many a changeset has
Written = tuple[str, int, str, str]  # entity, id, before and after as canonical JSON ("" for none)


def written(change: Change) -> Written:
    """Give a change in the form that is stored and hashed."""
    return (change.entity, change.entity_id, canonical(change.before), canonical(change.after))


def last(connection: Connection) -> tuple[int, str]:
    """Give the number and the hash of the last changeset: what the next one is chained to."""
    found = _LAST.first(connection, {})
    return (found[0], found[1]) if found else (0, START_OF_CHAIN)


def append(
    connection: Connection, head: dict[str, Any], changes: Collection[Written], after: tuple[int, str] | None = None
) -> Changeset:
    """Add one changeset at the end of the chain. `head` holds at, actor, operation, words, kind, target.

    `after` is the last changeset, where the transaction has read it before. The changes are gone through twice.
    """
    number, previous = after or last(connection)
    seq = number + 1
    made = {"seq": seq, **head, "hash": chain_hash(previous, (seq, *_parts(head)), changes)}
    _ADD_SET.run(connection, made)
    rows = (
        {"seq": seq, "ordinal": n, "entity": e, "entity_id": i, "before": b or None, "after": a or None}
        for n, (e, i, b, a) in enumerate(changes)
    )
    while some := tuple(islice(rows, BATCH)):
        _ADD_CHANGE.run(connection, *some)
    return changeset_of(made)


def _parts(head: dict[str, Any]) -> Iterator[object]:
    for name in ("at", "actor", "operation", "words", "kind", "target"):
        yield head[name]


def cursor(connection: Connection) -> int:
    """Give the number of the last changeset; 0 for an empty record."""
    return connection.execute(_CURSOR).scalar() or 0


def get(connection: Connection, seq: int) -> Changeset | None:
    """Read one changeset's head."""
    row = connection.execute(select(*_HEADS).where(CHANGESET.c.seq == seq)).mappings().first()
    return None if row is None else changeset_of(row)


def heads(
    connection: Connection, *, actor: str | None = None, below: int | None = None, limit: int = 50
) -> list[Changeset]:
    """Read changesets, newest first, below a number and by one actor where asked."""
    query = select(*_HEADS).order_by(CHANGESET.c.seq.desc()).limit(limit)
    if actor is not None:
        query = query.where(CHANGESET.c.actor == actor)
    if below is not None:
        query = query.where(CHANGESET.c.seq < below)
    return [changeset_of(row) for row in connection.execute(query).mappings()]


def reversals_by_others(
    connection: Connection, actor: str, *, below: int | None = None, limit: int = 50
) -> list[Changeset]:
    """Read what actors but one took back or did again, newest first."""
    query = select(*_HEADS).where(CHANGESET.c.target.is_not(None), CHANGESET.c.actor != actor)
    if below is not None:
        query = query.where(CHANGESET.c.seq < below)
    return [
        changeset_of(row) for row in connection.execute(query.order_by(CHANGESET.c.seq.desc()).limit(limit)).mappings()
    ]


def count(connection: Connection) -> int:
    """Count the changesets."""
    return connection.execute(select(func.count()).select_from(CHANGESET)).scalar_one()


def changes_of(connection: Connection, seq: int) -> list[Change]:
    """Read the changes of one changeset in the order in which they were made."""
    query = select(CHANGE).where(CHANGE.c.seq == seq).order_by(CHANGE.c.ordinal)
    return [_change(row) for row in connection.execute(query)]


def changes_since(connection: Connection, seq: int, limit: int) -> list[tuple[int, Change]]:
    """Read the changes after a changeset, oldest first, at most `limit`."""
    query = select(CHANGE).where(CHANGE.c.seq > seq).order_by(CHANGE.c.seq, CHANGE.c.ordinal).limit(limit)
    return [(row.seq, _change(row)) for row in connection.execute(query)]


def history_of(
    connection: Connection, entity: str, entity_id: int, *, after: int = 0
) -> list[tuple[Changeset, Change]]:
    """Read every change of one record with its changeset, oldest first."""
    query = (
        select(*_HEADS, CHANGE.c.entity, CHANGE.c.entity_id, CHANGE.c.before, CHANGE.c.after)
        .join_from(CHANGE, CHANGESET, CHANGE.c.seq == CHANGESET.c.seq)
        .where(and_(CHANGE.c.entity == entity, CHANGE.c.entity_id == entity_id, CHANGE.c.seq > after))
        .order_by(CHANGE.c.seq, CHANGE.c.ordinal)
    )
    return [(changeset_of(row._mapping), _change(row)) for row in connection.execute(query)]


def ids_changed_by(connection: Connection, actor: str, operation: str, after: int) -> frozenset[int]:
    """Read the ids of the records that an actor changed in one way after a changeset."""
    seqs = select(CHANGESET.c.seq).where(
        CHANGESET.c.actor == actor, CHANGESET.c.operation == operation, CHANGESET.c.seq > after
    )
    return frozenset(connection.execute(select(CHANGE.c.entity_id).where(CHANGE.c.seq.in_(seqs))).scalars())


def replayed(connection: Connection, entity: str) -> Iterator[tuple[int, Row]]:
    """Give every record of a kind as the changes leave it, by id."""
    changes = (
        select(CHANGE.c.entity_id, CHANGE.c.before, CHANGE.c.after)
        .where(CHANGE.c.entity == entity)
        .order_by(CHANGE.c.entity_id, CHANGE.c.seq, CHANGE.c.ordinal)
    )
    for one, run in groupby(connection.execute(changes), itemgetter(0)):
        row: Row = {}
        for _, before, after in run:
            row = {} if after is None else {**({} if before is None else row), **read(after)}
        if row:
            yield one, row


def times_left(connection: Connection, entity: str) -> Iterator[tuple[int, set[tuple[int, int]]]]:
    """Give every time span that a record stood at and left, moved or gone, by id, in one walk over the changes."""
    # One that was never changed after it was made has left nothing, and most are such.
    changed = select(CHANGE.c.entity_id).where(CHANGE.c.entity == entity).group_by(CHANGE.c.entity_id)
    changes = (
        select(CHANGE.c.entity_id, CHANGE.c.after)
        .where(CHANGE.c.entity == entity, CHANGE.c.entity_id.in_(changed.having(func.count() > 1)))
        .order_by(CHANGE.c.entity_id, CHANGE.c.seq, CHANGE.c.ordinal)
    )
    for one, run in groupby(connection.execute(changes), itemgetter(0)):
        left = set(_left(read(after) for _, after in run))
        if left:
            yield one, left


def _left(states: Iterable[Row | None]) -> Iterator[tuple[int, int]]:
    """Give the spans that what is told after each change leaves behind."""
    held: tuple[int, int] | None = None
    for row in states:
        now = None
        if row is not None:
            start, end = held or (0, 0)
            now = (row.get("starts_at", start), row.get("ends_at", end))
        if held is not None and held != now:
            yield held
        held = now


def touched_later(connection: Connection, entity: str, ids: Sequence[int], after: int) -> list[Changeset]:
    """Read the heads of the changesets that changed any of these records after one, oldest first.

    With them come those that took one of them back: they may have left these very records alone, such as a hold
    that had run out by then.
    """
    seqs: set[int] = set()
    # The sum, and two looks instead of one, keep a planner from walking over all that came since.
    for at in range(0, len(ids), 500):
        changed = select(CHANGE.c.seq).where(
            CHANGE.c.entity == entity, CHANGE.c.entity_id.in_(ids[at : at + 500]), CHANGE.c.seq + literal(0) > after
        )
        seqs.update(connection.execute(changed.distinct()).scalars())
    found: dict[int, Changeset] = {}
    wanted = sorted(seqs)
    for at in range(0, len(wanted), 500):
        query = select(*_HEADS).where(CHANGESET.c.seq.in_(wanted[at : at + 500]))
        found.update((row["seq"], changeset_of(row)) for row in connection.execute(query).mappings())
    found.update((head.seq, head) for head in _reversals_of(connection, wanted))
    return [found[seq] for seq in sorted(found)]


def _reversals_of(connection: Connection, seqs: list[int]) -> list[Changeset]:
    """Read the changesets that took some back or did them again, and those that did so to these."""
    found: list[Changeset] = []
    while seqs:
        some, seqs = seqs[:500], seqs[500:]
        later = and_(CHANGESET.c.target.is_not(None), CHANGESET.c.seq > min(some))
        rows = connection.execute(select(*_HEADS).where(later, CHANGESET.c.target.in_(some))).mappings()
        back = [changeset_of(row) for row in rows]
        found.extend(back)
        seqs.extend(head.seq for head in back)
    return found


def of_many(connection: Connection, seqs: Sequence[int]) -> frozenset[int]:
    """Tell which of some changesets changed more than one record."""
    query = select(CHANGE.c.seq).where(CHANGE.c.seq.in_(seqs), CHANGE.c.ordinal == 1)
    return frozenset(connection.execute(query).scalars())


def broken_link(connection: Connection) -> int | None:
    """Walk the whole chain; give the first changeset that is missing, changed or put in between, or None.

    Both tables are read once, side by side, so that memory does not grow with the record.
    """
    previous, expected = START_OF_CHAIN, 1
    groups = groupby(connection.execute(_CHAINED), lambda row: row[0])
    group = next(groups, None)
    for head in connection.execute(select(*_HEADS).order_by(CHANGESET.c.seq)).mappings():
        seq = int(head["seq"])
        if seq != expected or (group is not None and group[0] < seq):
            return min(seq, expected, group[0] if group else seq)
        mine = group[1] if group is not None and group[0] == seq else ()
        stored = ((e, i, b or "", a or "") for _, _, e, i, b, a in mine)
        if head["hash"] != chain_hash(previous, (seq, *_parts(dict(head))), stored):
            return seq
        if group is not None and group[0] == seq:
            group = next(groups, None)
        previous, expected = head["hash"], expected + 1
    return None if group is None else int(group[0])


def row_before(connection: Connection, entity: str, entity_id: int, now: Row | None, seq: int) -> Row | None:
    """Give a record's row as it stood before a changeset, from what it is now; None when it did not exist."""
    row = now
    for _, change in reversed(history_of(connection, entity, entity_id, after=seq - 1)):
        if change.before is None:
            row = None
        elif change.after is None:
            row = change.before
        else:
            row = {**(row or {}), **change.before}
    return row


def times_changed(connection: Connection, entity: str, ids: Sequence[int]) -> dict[int, int]:
    """Count how often each record was changed in all its lives."""
    found: dict[int, int] = {}
    for at in range(0, len(ids), 500):
        query = (
            select(CHANGE.c.entity_id, func.count())
            .where(CHANGE.c.entity == entity, CHANGE.c.entity_id.in_(ids[at : at + 500]))
            .group_by(CHANGE.c.entity_id)
        )
        found.update((row[0], row[1]) for row in connection.execute(query))
    return found


def changeset_of(row: Any) -> Changeset:
    """Give a changeset of its row."""
    return Changeset(
        seq=row["seq"],
        at=Instant(row["at"]),
        actor=row["actor"],
        operation=row["operation"],
        words=row["words"],
        kind=Kind(row["kind"]),
        target=row["target"],
        hash=row["hash"],
    )


def _change(row: Any) -> Change:
    return Change(row.entity, row.entity_id, read(row.before), read(row.after))


def read(text: str | None) -> Any:
    """Read a row of the record; None for none."""
    return None if text is None else json.loads(text)
