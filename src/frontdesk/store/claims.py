"""Keep the claims of appointments in step with the appointments, and say who stood in the way.

Claims are taken away before any is added, so that two visits may change places in one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.claim import LONGEST_CLAIM, Claim, Subject, claims_of
from frontdesk.domain.errors import Clash, Conflict
from frontdesk.store.guards import DOUBLE_BOOKING
from frontdesk.store.tables.appointments import CLAIM
from frontdesk.store.tables.locations import ROOM
from frontdesk.store.tables.practitioners import PRACTITIONER

SUBJECT_CODES = {Subject.PRACTITIONER: 1, Subject.ROOM: 2}
_SUBJECTS = {code: subject for subject, code in SUBJECT_CODES.items()}
MOST_CLASHES = 100

_KEYS = ("subject", "subject_id", "unit", "starts_at", "appointment_id")
_REMOVE = delete(CLAIM).where(and_(*(CLAIM.c[k] == bindparam(f"the_{k}") for k in _KEYS)))
_ADD = insert(CLAIM)


class Claims:
    """The claims that one piece of work takes away and adds."""

    def __init__(self) -> None:
        self._before: dict[int, frozenset[Claim]] = {}
        self._after: dict[int, frozenset[Claim]] = {}

    def note(self, before: Appointment | None, after: Appointment | None) -> None:
        """Remember what an appointment held at first and what it holds now."""
        one = before or after
        assert one is not None
        held = frozenset(claims_of(before)) if before is not None else frozenset()
        self._before.setdefault(one.id, held)
        self._after[one.id] = frozenset(claims_of(after)) if after is not None else frozenset()

    def take_away(self, connection: Connection) -> None:
        """Remove what is no longer held; called before the rows that the claims refer to go."""
        gone = [
            {f"the_{k}": v for k, v in _row(claim, owner).items() if k in _KEYS}
            for owner, held in self._before.items()
            for claim in held - self._after[owner]
        ]
        if gone:
            connection.execute(_REMOVE, gone)

    def add(self, connection: Connection) -> None:
        """Insert what is newly held; the guard refuses, and then every clash is listed."""
        new = [(claim, owner) for owner, held in self._after.items() for claim in held - self._before[owner]]
        if not new:
            return
        rows = [_row(claim, owner) for claim, owner in sorted(new)]
        try:
            connection.execute(_ADD, rows)
        except IntegrityError as error:
            if DOUBLE_BOOKING not in str(error.orig):
                raise
            raise Conflict("time_taken", self._clashes(connection, [c for c, _ in new])) from None

    def _clashes(self, connection: Connection, wanted: Sequence[Claim]) -> tuple[Clash, ...]:
        mine = set(self._after)
        found = overlapping(connection, [c for c in wanted if c.override_reason is None])
        others = tuple(c for c in found if c.appointment_id not in mine)
        return others or found


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
    """List the held claims that overlap any wanted one, bounded below by the longest claim there is."""
    found: dict[tuple[int, ...], Clash] = {}
    for claim in wanted:
        query = _over(claim)
        if besides is not None:
            query = query.where(CLAIM.c.appointment_id != besides)
        for row in connection.execute(query.limit(MOST_CLASHES - len(found))):
            subject = _SUBJECTS[row.subject]
            found[tuple(row[:5])] = Clash(
                subject.value, row.subject_id, row.name or "", row.starts_at, row.ends_at, row.appointment_id
            )
        if len(found) >= MOST_CLASHES:
            break
    return tuple(sorted(found.values(), key=lambda c: (c.start, c.appointment_id, c.kind)))


def _over(claim: Claim) -> Any:
    names = PRACTITIONER if claim.subject is Subject.PRACTITIONER else ROOM
    return (
        select(
            CLAIM.c.subject,
            CLAIM.c.subject_id,
            CLAIM.c.unit,
            CLAIM.c.starts_at,
            CLAIM.c.appointment_id,
            CLAIM.c.ends_at,
            names.c.name,
        )
        .join_from(CLAIM, names, names.c.id == CLAIM.c.subject_id, isouter=True)
        .where(
            CLAIM.c.subject == SUBJECT_CODES[claim.subject],
            CLAIM.c.subject_id == claim.subject_id,
            CLAIM.c.unit == claim.unit,
            CLAIM.c.starts_at > claim.start - LONGEST_CLAIM,
            CLAIM.c.starts_at < claim.end,
            CLAIM.c.ends_at > claim.start,
        )
        .order_by(CLAIM.c.starts_at)
    )
