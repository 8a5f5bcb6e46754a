"""Keep the claims of appointments in step with the appointments, and say who stood in the way.

Claims are taken away before any is added, so that two visits may change places in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.claim import LONGEST_CLAIM, Claim, Subject, claims_of
from frontdesk.domain.errors import Clash, Conflict
from frontdesk.store.compiled import Compiled
from frontdesk.store.guards import DOUBLE_BOOKING
from frontdesk.store.tables.appointments import CLAIM
from frontdesk.store.tables.locations import EQUIPMENT, ROOM
from frontdesk.store.tables.practitioners import PRACTITIONER

SUBJECT_CODES = {Subject.PRACTITIONER: 1, Subject.ROOM: 2, Subject.EQUIPMENT: 3}
MOST_CLASHES = 100

_KEYS = ("subject", "subject_id", "unit", "starts_at", "appointment_id")
_REMOVE = Compiled(delete(CLAIM).where(and_(*(CLAIM.c[k] == bindparam(f"the_{k}") for k in _KEYS))))
_ADD = Compiled(insert(CLAIM))
_OVER = Compiled(
    select(CLAIM.c.starts_at, CLAIM.c.ends_at, CLAIM.c.override_reason, CLAIM.c.appointment_id)
    .where(
        CLAIM.c.subject == bindparam("the_subject"),
        CLAIM.c.subject_id == bindparam("the_subject_id"),
        CLAIM.c.unit == bindparam("the_unit"),
        # Bounded below by the longest claim there is.
        CLAIM.c.starts_at > bindparam("lowest"),
        CLAIM.c.starts_at < bindparam("end"),
        CLAIM.c.ends_at > bindparam("start"),
    )
    .order_by(CLAIM.c.starts_at)
    .limit(MOST_CLASHES)
)
_NAMES = {
    Subject.PRACTITIONER: select(PRACTITIONER.c.name).where(PRACTITIONER.c.id == bindparam("the_id")),
    Subject.ROOM: select(ROOM.c.name).where(ROOM.c.id == bindparam("the_id")),
    Subject.EQUIPMENT: select(EQUIPMENT.c.name).where(EQUIPMENT.c.id == bindparam("the_id")),
}

# One for all: an import notes as many as it has visits.
_NOTHING: frozenset[Claim] = frozenset()
_BATCH = 2_000
Held = tuple[Claim, int]  # a claim and the appointment that holds it
Stood = Callable[[int], frozenset[Claim]]  # the claims that an appointment held at an earlier moment


class Claims:
    """The claims that one piece of work takes away and adds."""

    def __init__(self) -> None:
        self._before: dict[int, frozenset[Claim]] = {}
        self._after: dict[int, tuple[Claim, ...]] = {}

    def note(self, before: Appointment | None, after: Appointment | None) -> None:
        """Remember what an appointment held at first and what it holds now."""
        one = before or after
        assert one is not None
        held = frozenset(claims_of(before)) if before is not None else _NOTHING
        self._before.setdefault(one.id, held)
        self._after[one.id] = tuple(claims_of(after)) if after is not None else ()

    def take_away(self, connection: Connection) -> None:
        """Remove what is no longer held; called before the rows that the claims refer to go."""
        gone = [(claim, owner) for owner, held in self._before.items() for claim in held.difference(self._after[owner])]
        _remove(connection, gone)
        for owner, held in self._before.items():
            self._before[owner] = held.intersection(self._after[owner]) if held else _NOTHING

    def add(self, connection: Connection, stood: Stood | None = None) -> None:
        """Insert what is newly held; the guard refuses, and then every clash is listed.

        With `stood` something is being taken back: then, and only then, claims come back beside those that they
        stood beside before, whichever of the two was the one on purpose.
        """
        new = [
            (claim, owner) for owner, held in self._after.items() for claim in held if claim not in self._before[owner]
        ]
        if not new:
            return
        if stood is not None:
            # The guard lets these in over anything, so what came later has to be found first.
            self._beside(connection, [held for held in new if held[0].override_reason is not None], stood)
            with suppress(_Taken), connection.begin_nested():
                _insert(connection, new)
                return
            beside = self._beside(connection, new, stood)
            _remove(connection, beside)
            new += beside
        try:
            _insert(connection, new)
        except _Taken:
            raise Conflict("time_taken", self._clashes(connection, new)) from None

    def _beside(self, connection: Connection, new: Iterable[Held], stood: Stood) -> list[Held]:
        """Give others' overlaps on purpose that the new claims lie beside; refuse when any of them came later."""
        found = {held for claim, _ in new for held in _over(connection, claim) if held[1] not in self._after}
        claims_then = {owner: stood(owner) for _, owner in found}
        later = [(claim, owner) for claim, owner in found if claim not in claims_then[owner]]
        if later:
            raise Conflict("time_taken", _named(connection, later))
        return [(claim, owner) for claim, owner in found if claim.override_reason is not None]

    def _clashes(self, connection: Connection, new: Iterable[Held]) -> tuple[Clash, ...]:
        found = {held for claim, _ in new if claim.override_reason is None for held in _over(connection, claim)}
        others = {held for held in found if held[1] not in self._after}
        return _named(connection, others or found)


class _Taken(Exception):
    """The guard has refused."""


def _insert(connection: Connection, new: Iterable[Held]) -> None:
    """Insert claims, overlaps on purpose last: over them nothing else may be laid."""
    rows = (_row(claim, owner) for claim, owner in sorted(new, key=_ordinary_first))
    try:
        while some := tuple(islice(rows, _BATCH)):
            _ADD.run(connection, *some)
    except IntegrityError as error:
        if DOUBLE_BOOKING not in str(error.orig):
            raise
        raise _Taken from None


def _ordinary_first(held: Held) -> tuple[object, ...]:
    claim, owner = held
    return (claim.override_reason is not None, claim.subject, claim.subject_id, claim.unit, claim.start, owner)


def _remove(connection: Connection, gone: Iterable[Held]) -> None:
    rows = [{f"the_{k}": v for k, v in _row(claim, owner).items() if k in _KEYS} for claim, owner in gone]
    if rows:
        _REMOVE.run(connection, *rows)


def _row(claim: Claim, owner: int) -> dict[str, Any]:
    return {
        "subject": SUBJECT_CODES[claim.subject],
        "subject_id": claim.subject_id,
        "unit": claim.unit,
        "starts_at": claim.start,
        "ends_at": claim.end,
        "override_reason": claim.override_reason,
        "appointment_id": owner,
    }


def overlapping(connection: Connection, wanted: Iterable[Claim], *, besides: int | None = None) -> tuple[Clash, ...]:
    """List the held claims that overlap any wanted one, at most a hundred, with the names of who is taken."""
    found = {held for claim in wanted for held in _over(connection, claim) if held[1] != besides}
    return _named(connection, found)


def _over(connection: Connection, wanted: Claim) -> Iterator[Held]:
    span = {"lowest": wanted.start - LONGEST_CLAIM, "start": wanted.start, "end": wanted.end}
    who = {
        "the_subject": SUBJECT_CODES[wanted.subject],
        "the_subject_id": wanted.subject_id,
        "the_unit": wanted.unit,
    }
    for start, end, reason, owner in _OVER.rows(connection, span | who):
        yield Claim(wanted.subject, wanted.subject_id, wanted.unit, start, end, reason), owner


def _named(connection: Connection, found: Iterable[Held]) -> tuple[Clash, ...]:
    some = sorted(found, key=lambda held: (held[0].start, held[1], held[0].subject))[:MOST_CLASHES]
    who = {(claim.subject, claim.subject_id) for claim, _ in some}
    names = {each: connection.execute(_NAMES[each[0]], {"the_id": each[1]}).scalar() or "" for each in who}
    return tuple(
        Clash(c.subject.value, c.subject_id, names[c.subject, c.subject_id], c.start, c.end, owner) for c, owner in some
    )
