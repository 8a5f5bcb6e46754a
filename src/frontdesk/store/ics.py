"""What calendar files are compared with, and what goes into them: read in bulk, each in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from frontdesk.domain.claim import LONGEST_CLAIM, Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.kept_component import KeptComponent
from frontdesk.store.claims import SUBJECT_CODES
from frontdesk.store.tables.appointments import CLAIM
from frontdesk.store.tables.files import KEPT_COMPONENT, KEPT_COMPONENTS
from frontdesk.store.tables.patients import PATIENT


class Held(NamedTuple):
    """Time of one practitioner or room that is taken, buffers included, and the appointment that takes it."""

    start: Instant
    end: Instant
    appointment_id: Id


class Face(NamedTuple):
    """What a patient is recognised by."""

    id: Id
    given_name: str
    family_name: str
    email: str


_HELD = (
    select(CLAIM.c.starts_at, CLAIM.c.ends_at, CLAIM.c.appointment_id)
    .where(
        CLAIM.c.subject == bindparam("the_subject"),
        CLAIM.c.subject_id == bindparam("the_id"),
        # Bounded below by the longest claim there is.
        CLAIM.c.starts_at > bindparam("lowest"),
        CLAIM.c.starts_at < bindparam("end"),
        CLAIM.c.ends_at > bindparam("start"),
    )
    .order_by(CLAIM.c.starts_at)
)
_FACES = select(PATIENT.c.id, PATIENT.c.given_name, PATIENT.c.family_name, PATIENT.c.email).where(
    PATIENT.c.archived_at.is_(None)
)


def held(connection: Connection, subject: Subject, one: Id, start: int, end: int) -> list[Held]:
    """Read when a practitioner or a room is taken between two instants, by start."""
    span = {
        "the_subject": SUBJECT_CODES[subject],
        "the_id": one,
        "lowest": start - LONGEST_CLAIM,
        "start": start,
        "end": end,
    }
    return [Held(*row) for row in connection.execute(_HELD, span)]


def faces(connection: Connection) -> Iterator[Face]:
    """Read what all live patients are recognised by."""
    return (Face(*row) for row in connection.execute(_FACES))


def kept(connection: Connection, uids: Sequence[str]) -> Iterator[KeptComponent]:
    """Read the components that are no events under any of these UIDs."""
    for at in range(0, len(uids), 500):
        query = select(*KEPT_COMPONENTS.columns).where(KEPT_COMPONENT.c.uid.in_(uids[at : at + 500]))
        yield from (KEPT_COMPONENTS.of_columns(row) for row in connection.execute(query))
