"""One transaction: read what is needed, write records, and leave a changeset that says what was written.

Nothing is written but through here, so there is no change without its record.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import Any, Protocol, TypeVar, cast

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.changes import Change, Changeset, Kind, Row, canonical
from frontdesk.domain.claim import Claim, claims_of
from frontdesk.domain.errors import Conflict, NotFound, Refusal, Stale
from frontdesk.domain.ids import Id, new_id
from frontdesk.domain.instants import Instant
from frontdesk.domain.patient import Patient
from frontdesk.store import derived, journal
from frontdesk.store.claims import Claims, Stood
from frontdesk.store.entity import Entity
from frontdesk.store.guards import NO_SEAT
from frontdesk.store.noted import Noted
from frontdesk.store.notes import of_visits
from frontdesk.store.registry import BY_NAME, BY_TYPE
from frontdesk.store.remembered import SMALL, Remembered
from frontdesk.store.series import raise_versions


class Record(Protocol):
    """What every record has."""

    @property
    def id(self) -> Id: ...
    @property
    def version(self) -> int: ...


R = TypeVar("R", bound=Record)
V = TypeVar("V")
# What follows from the rest, and would make an undo look like an older save.
UNRECORDED = frozenset({"version", "updated_at"})


class Reading:
    """A look at the book as it stands at one moment."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def find(self, kind: type[R], id: int) -> R | None:
        """Read one record, or None."""
        entity: Entity[R] = BY_TYPE[kind]
        if not _fits(id):
            return None
        row = entity.by_id.first(self.connection, {"the_id": id})
        return None if row is None else entity.of_columns(row)

    def get(self, kind: type[R], id: int) -> R:
        """Read one record, refusing an id that is not there."""
        found = self.find(kind, id)
        if found is None:
            raise NotFound(BY_TYPE[kind].name, id)
        return found

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Read every record of a small kind, by id."""
        entity: Entity[R] = BY_TYPE[kind]
        return tuple(entity.of_columns(row) for row in entity.every.rows(self.connection, {}))

    def some(self, kind: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Read the records of these ids that exist, by id."""
        entity: Entity[R] = BY_TYPE[kind]
        wanted = list(filter(_fits, dict.fromkeys(ids)))
        found: dict[int, R] = {}
        if len(wanted) == 1:
            one = self.find(kind, wanted[0])
            return {} if one is None else {wanted[0]: one}
        for at in range(0, len(wanted), 500):
            query = select(*entity.columns).where(entity.table.c.id.in_(wanted[at : at + 500]))
            for row in self.connection.execute(query):
                value = entity.of_columns(row)
                found[value.id] = value
        return found

    def following(self, key: Hashable, read: Callable[[], V]) -> V:
        """Give what follows from records of small kinds alone; here it is read anew each time."""
        return read()


class Familiar(Reading):
    """A look that need not read the records of the small kinds anew, as long as they stand as they are remembered."""

    def __init__(self, connection: Connection, remembered: Remembered | None) -> None:
        super().__init__(connection)
        self._known = remembered

    def find(self, kind: type[R], id: int) -> R | None:
        """Read one record, or None; one of a small kind perhaps from an earlier look at this very state."""
        if self._known is None or kind not in SMALL:
            return super().find(kind, id)
        found: R | None = self._known.one.get((kind, id))
        if found is None:
            found = super().find(kind, id)
            if found is not None:
                self._known.one[kind, id] = found
        return found

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Read every record of a small kind, by id, perhaps from an earlier look at this very state."""
        if self._known is None or kind not in SMALL:
            return super().all(kind)
        found: tuple[R, ...] | None = self._known.all.get(kind)
        if found is None:
            found = self._known.all[kind] = super().all(kind)
        return found

    def some(self, kind: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Read the records of these ids that exist, by id; of a small kind perhaps from an earlier look."""
        if self._known is None or kind not in SMALL:
            return super().some(kind, ids)
        found = ((one, self.find(kind, one)) for one in dict.fromkeys(ids))
        return {one: record for one, record in found if record is not None}


class Work(Familiar):
    """One write. Every change is noted, and becomes a changeset when the work is finished.

    `expired` is how many holds were removed at its beginning because they had run out.
    """

    def __init__(
        self, connection: Connection, *, now: Instant, remembered: Remembered | None = None, expired: int = 0
    ) -> None:
        self._last = journal.last(connection)
        # The one right to write is held, so what stands at the last changeset stands until this work changes it.
        same = remembered is not None and remembered.at == self._last
        super().__init__(connection, remembered if same else Remembered(self._last))
        self.now = now
        self.expired = expired
        self.changes = Noted()
        self._claims = Claims()
        self._stood: Stood | None = None
        self._left: dict[Id, int] = {}

    def new_id(self) -> Id:
        """Make the id of a record to come."""
        return new_id(self.now)

    def following(self, key: Hashable, read: Callable[[], V]) -> V:
        """Give what follows from records of small kinds alone, perhaps from an earlier look at this very state."""
        if self._known is None:
            return read()
        known = self._known.following
        if key not in known:
            known[key] = read()
        found: V = known[key]
        return found

    def remembered(self, made: Changeset | None) -> Remembered | None:
        """Give what the next work may know already, once this one is committed; nothing where it changed such."""
        if self._known is None or made is None:
            return self._known
        return self._known.moved_on((made.seq, made.hash))

    def _entity(self, value: Record) -> Entity[Any]:
        """Give the entity of a value that is about to be written."""
        if type(value) in SMALL:
            self._known = None
        return BY_TYPE[type(value)]

    def create(self, *values: Record) -> None:
        """Write new records, all of one kind."""
        if not values:
            return
        entity = self._entity(values[0])
        rows = [entity.row(value) for value in values]
        with _refusing(Stale("gone_since", kind=entity.name, id=str(values[0].id))):
            entity.insert.run(self.connection, *rows)
        self.changes.extend(
            (entity.name, value.id, "", canonical(_recorded(row))) for value, row in zip(values, rows, strict=True)
        )
        self._follow([(None, value) for value in values])

    def replace(self, before: R, after: R) -> R:
        """Write a record's new state over the one that was read; refuse when someone else was faster.

        Seats of a class that are only offered do not go along to another time.
        """
        if isinstance(before, Appointment) and isinstance(after, Appointment) and before.seats_until is not None:
            after = cast(R, group.without_offers(before, after))
        entity = self._entity(after)
        after = dataclasses.replace(after, version=before.version + 1)  # type: ignore[type-var]
        old, new = entity.row(before), entity.row(after)
        differing = {name: held for name, held in new.items() if held != old[name]}
        if not differing.keys() - UNRECORDED:
            return before
        table = entity.table
        statement = update(table).where(table.c.id == before.id, table.c.version == before.version)
        if self._execute(statement, differing, Stale("gone_since", kind=entity.name, id=str(before.id))) != 1:
            raise Stale("changed_since", kind=entity.name, id=str(before.id))
        noted = [name for name in differing if name not in UNRECORDED]
        self.changes.append(
            journal.written(Change(entity.name, before.id, {n: old[n] for n in noted}, {n: new[n] for n in noted}))
        )
        self._follow([(before, after)])
        return after

    def remove(self, *values: Record) -> None:
        """Delete records, all of one kind, with their claims and whatever else follows from them.

        The notes of a visit go with it, noted as deleted, so that undo brings them back beside it.
        """
        if not values:
            return
        if isinstance(values[0], Appointment):
            self.remove(*of_visits(self.connection, [value.id for value in values]))
        entity = self._entity(values[0])
        self._follow([(value, None) for value in values])
        self._claims.take_away(self.connection)
        statement = delete(entity.table).where(entity.table.c.id == bindparam("the_id"))
        self._execute(statement, [{"the_id": v.id} for v in values], Conflict("in_use"))
        self.changes.extend((entity.name, value.id, canonical(_recorded(entity.row(value))), "") for value in values)

    def apply(self, changes: Sequence[Change], *, taking_back: int | None = None) -> None:
        """Write changes as they stand, such as the reverse of an earlier changeset.

        Neighbours of one kind go together, so that taking back an import of thousands stays quick. With the number
        of the changeset that is taken back, visits return beside those that they stood beside just before it.
        """
        if taking_back is not None:
            self._stood = partial(self._claims_before, taking_back)
        for (name, before, after), run in groupby(changes, lambda c: (c.entity, c.before is None, c.after is None)):
            entity, some = BY_NAME[name], list(run)
            if before:
                self.create(*self._returned(entity, some))
                continue
            held = self.some(entity.value, (c.entity_id for c in some))
            for change in some:
                if change.entity_id not in held:
                    raise Stale("gone_since", kind=name, id=str(change.entity_id))
            if after:
                self.remove(*(held[c.entity_id] for c in some))
                continue
            for change in some:
                one = held[change.entity_id]
                row = {**entity.row(one), **(change.after or {}), **self._stamp(entity)}
                held[change.entity_id] = self.replace(one, entity.of(row))

    @contextmanager
    def without_time_of(self, *visits: Appointment) -> Iterator[None]:
        """Judge what is asked as though some visits held no time, such as parts of one visit that move together.

        What is not written anew holds its time again afterwards.
        """
        for one in visits:
            self._claims.note(one, None)
        self._claims.take_away(self.connection)
        yield
        for one in visits:
            self._claims.note(one, one)

    def finish(self, head: dict[str, Any], kind: Kind = Kind.DO, target: int | None = None) -> Changeset | None:
        """Settle the claims and append the changeset; None when nothing was changed."""
        self._claims.take_away(self.connection)
        self._claims.add(self.connection, self._stood)
        raise_versions(self.connection, self._left)
        if not self.changes:
            return None
        full = {**head, "at": self.now, "kind": kind.value, "target": target}
        return journal.append(self.connection, full, self.changes, self._last)

    def finish_apart(self, head: dict[str, Any], kind: Kind, target: int) -> None:
        """Append what was changed so far as a changeset of its own; what follows becomes the next one."""
        made = self.finish(head, kind, target)
        if made is not None:
            self._last = made.seq, made.hash
        self.changes, self._claims, self._stood = Noted(), Claims(), None

    def _returned(self, entity: Entity[Any], some: Sequence[Change]) -> Iterator[Any]:
        """Give records that come back, with a version that none of their earlier lives had.

        Otherwise a screen that still shows such a life could save over this one.
        """
        lived = journal.times_changed(self.connection, entity.name, [c.entity_id for c in some])
        for change in some:
            version = lived.get(change.entity_id, 0) + 1
            yield entity.of({**(change.after or {}), "version": version, **self._stamp(entity)})

    def _claims_before(self, seq: int, appointment: int) -> frozenset[Claim]:
        """Give the claims that an appointment held before a changeset."""
        entity = BY_TYPE[Appointment]
        held = self.find(Appointment, Id(appointment))
        now = None if held is None else entity.row(held)
        row = journal.row_before(self.connection, entity.name, appointment, now, seq)
        return frozenset() if row is None else frozenset(claims_of(entity.of({"updated_at": self.now, **row})))

    def _stamp(self, entity: Entity[Any]) -> dict[str, Any]:
        return {"updated_at": self.now} if "updated_at" in entity.table.c else {}

    def _follow(self, pairs: Sequence[tuple[Any, Any]]) -> None:
        one = pairs[0][0] or pairs[0][1]
        if isinstance(one, Appointment):
            for before, after in pairs:
                self._claims.note(before, after)
                self._note_leaving(before, after)
            with _refusing(Stale("gone_since", kind="patient", id="")):
                derived.attendees(self.connection, pairs)
            derived.departures(self.connection, pairs)
        elif isinstance(one, Patient):
            derived.patient_words(self.connection, pairs)

    def _note_leaving(self, before: Appointment | None, after: Appointment | None) -> None:
        """Note what a series loses with a row that leaves it.

        A calendar file gives a series the sum of its versions as its number, which may never go down.
        """
        series = None if before is None else before.series_id
        if before is None or series is None or (after is not None and after.series_id == series):
            return
        self._left[series] = self._left.get(series, 0) + before.version

    def _execute(self, statement: Any, rows: Any, missing: Refusal) -> int:
        with _refusing(missing):
            return self.connection.execute(statement, rows).rowcount


def _recorded(row: Row) -> Row:
    return {name: held for name, held in row.items() if name not in UNRECORDED}


def _fits(id: int) -> bool:
    """Tell whether a number can be an id at all; the driver fails on larger ones."""
    return -(2**63) <= id < 2**63


@contextmanager
def _refusing(missing: Refusal) -> Iterator[None]:
    """Turn what the database does not allow into a refusal; `missing` is raised where a row refers to nothing."""
    try:
        yield
    except IntegrityError as error:
        words = str(error.orig).casefold()
        if "foreign key" in words:
            raise missing from None
        if "unique" in words:
            raise Conflict("already_there", field=words.rpartition(".")[2].strip()) from None
        if NO_SEAT in words:
            raise Conflict("no_seat_left") from None
        raise
