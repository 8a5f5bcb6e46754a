"""Read the log: changesets by where they were written in the record, and by what they touched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, func, or_, select

from frontdesk.domain.changes import Change, Changeset
from frontdesk.domain.ids import Id
from frontdesk.store.journal import changeset_of, read
from frontdesk.store.past import AT_ONCE, SEQ
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE
from frontdesk.store.tables.journal import CHANGE, CHANGESET

C, H = CHANGE.c, CHANGESET.c
# Of one changeset so many changes are read: an import has thousands, and nobody reads them in a log.
MOST_READ = 100
_ESCAPE = "\\"


def heads(
    connection: Connection, above: int, below: int, *, actor: str | None, operation: str | None, limit: int
) -> list[Changeset]:
    """Read changesets between two numbers, both excluded, newest first."""
    query = select(*CHANGESET.c).where(H.seq > above, H.seq < below)
    if actor is not None:
        query = query.where(H.actor == actor)
    if operation is not None:
        query = query.where(or_(H.operation == operation, H.operation.startswith(f"{operation}.", autoescape=True)))
    rows = connection.execute(query.order_by(H.seq.desc()).limit(limit)).mappings()
    return [changeset_of(row) for row in rows]


def heads_of(connection: Connection, seqs: Sequence[int]) -> dict[int, Changeset]:
    """Read changesets by their numbers."""
    found: dict[int, Changeset] = {}
    for at in range(0, len(seqs), AT_ONCE):
        query = select(*CHANGESET.c).where(H.seq.in_(seqs[at : at + AT_ONCE]))
        found.update((row["seq"], changeset_of(row)) for row in connection.execute(query).mappings())
    return found


def seqs_touching(connection: Connection, kind: str, ids: Sequence[int], after: int = 0) -> set[int]:
    """Read the numbers of the changesets that changed any of some records."""
    found: set[int] = set()
    for at in range(0, len(ids), AT_ONCE):
        query = select(C.seq).where(C.entity == kind, C.entity_id.in_(ids[at : at + AT_ONCE]), after < SEQ)
        found.update(connection.execute(query.distinct()).scalars())
    return found


def came_or_went_with(connection: Connection, kind: str, ids: Sequence[int]) -> set[int]:
    """Read the ids of the records that came or went in the changesets in which any of some did, these among them."""
    found: set[int] = set()
    either = or_(C.before.is_(None), C.after.is_(None))
    for at in range(0, len(ids), AT_ONCE):
        seqs = select(C.seq).where(C.entity == kind, C.entity_id.in_(ids[at : at + AT_ONCE])).distinct()
        query = select(C.entity_id).where(C.seq.in_(seqs), C.entity == kind, either)
        found.update(connection.execute(query.distinct()).scalars())
    return found


def visits_of(connection: Connection, patients: Sequence[int]) -> list[int]:
    """Read the ids of every visit of some patients, groups that they attend among them."""
    mine = select(APPOINTMENT.c.id).where(APPOINTMENT.c.patient_id.in_(patients))
    attended = select(ATTENDEE.c.appointment_id).where(ATTENDEE.c.patient_id.in_(patients))
    return list(connection.execute(mine.union(attended)).scalars())


def lives_of(connection: Connection, kind: str, ids: Sequence[int]) -> Iterator[tuple[int, int, Change]]:
    """Read the number of the changeset and its place in it of every change of some records, each's newest first."""
    for at in range(0, len(ids), AT_ONCE):
        query = select(C.seq, C.ordinal, C.entity, C.entity_id, C.before, C.after).where(
            C.entity == kind, C.entity_id.in_(ids[at : at + AT_ONCE])
        )
        for row in connection.execute(query.order_by(C.entity_id, C.seq.desc(), C.ordinal.desc())):
            yield row[0], row[1], Change(row[2], row[3], read(row[4]), read(row[5]))


def first_changes(connection: Connection, seqs: Sequence[int]) -> dict[int, list[Change]]:
    """Read the first changes of some changesets, in the order in which they were made."""
    found: dict[int, list[Change]] = {seq: [] for seq in seqs}
    for at in range(0, len(seqs), AT_ONCE):
        query = select(C.seq, C.entity, C.entity_id, C.before, C.after).where(
            C.seq.in_(seqs[at : at + AT_ONCE]), C.ordinal < MOST_READ
        )
        for row in connection.execute(query.order_by(C.seq, C.ordinal)):
            found[row[0]].append(Change(row[1], row[2], read(row[3]), read(row[4])))
    return found


def how_many(connection: Connection, seqs: Sequence[int]) -> dict[int, int]:
    """Count the changes of some changesets, without reading them."""
    last = select(func.max(C.ordinal)).where(C.seq == H.seq).scalar_subquery()
    found: dict[int, int] = {}
    for at in range(0, len(seqs), AT_ONCE):
        rows = connection.execute(select(H.seq, last).where(H.seq.in_(seqs[at : at + AT_ONCE])))
        found.update((row[0], 0 if row[1] is None else row[1] + 1) for row in rows)
    return found


def saying(connection: Connection, seqs: Sequence[int], text: str) -> Iterator[tuple[int, Change]]:
    """Read the changes of some changesets, which are neighbours, in which a text stands anywhere, codes and all.

    A database knows upper and lower case of plain letters alone, so others are found as typed and in the usual forms.
    """
    if not seqs:
        return
    forms = {f"%{_escaped(form)}%" for form in (text, text.casefold(), text.upper(), text.title())}
    says = (column.like(form, escape=_ESCAPE) for form in sorted(forms) for column in (C.before, C.after))
    query = select(C.seq, C.entity, C.entity_id, C.before, C.after).where(
        C.seq >= min(seqs), C.seq <= max(seqs), or_(*says)
    )
    for row in connection.execute(query):
        yield row[0], Change(row[1], row[2], read(row[3]), read(row[4]))


def _escaped(text: str) -> str:
    """Write a text as it stands within JSON, with nothing in it that a pattern would take for a sign."""
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    for sign in (_ESCAPE, "%", "_"):
        written = written.replace(sign, _ESCAPE + sign)
    return written


def seqs_about(connection: Connection, ids: Sequence[Id]) -> set[int]:
    """Read the numbers of the changesets that changed some patients, or a visit of theirs."""
    visits = visits_of(connection, ids)
    return seqs_touching(connection, "patient", ids) | seqs_touching(connection, "appointment", visits)
