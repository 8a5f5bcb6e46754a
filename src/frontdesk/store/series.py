"""Read series: those whose rows do not reach far enough, and those of a UID."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import EARLIEST, Instant
from frontdesk.domain.series import Series
from frontdesk.store.tables.appointments import APPOINTMENT
from frontdesk.store.tables.files import ENTITY, SERIES

_AT_ONCE = 500


def filled_before(connection: Connection, moment: int) -> list[Id]:
    """List the series that go on and whose rows do not reach up to a moment."""
    query = select(SERIES.c.id).where(SERIES.c.filled.is_not(None), SERIES.c.filled < moment).order_by(SERIES.c.id)
    return [row[0] for row in connection.execute(query)]


def standing(connection: Connection, ones: Iterable[int]) -> dict[int, int]:
    """Count the rows of these series that were not put away."""
    wanted = list(ones)
    found: dict[int, int] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        query = (
            select(APPOINTMENT.c.series_id, func.count())
            .where(APPOINTMENT.c.series_id.in_(wanted[at : at + _AT_ONCE]), APPOINTMENT.c.archived_at.is_(None))
            .group_by(APPOINTMENT.c.series_id)
        )
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def of_uids(connection: Connection, uids: Iterable[str]) -> list[Series]:
    """Read the series of these UIDs, by id; one that was cut in two has its UID in the first part alone."""
    wanted = list(uids)
    found: list[Series] = []
    for at in range(0, len(wanted), _AT_ONCE):
        query = select(*ENTITY.columns).where(SERIES.c.uid.in_(wanted[at : at + _AT_ONCE])).order_by(SERIES.c.id)
        found += [ENTITY.of_columns(row) for row in connection.execute(query)]
    return found


@dataclass(frozen=True, slots=True)
class Lived:
    """What all rows of a series have been through, archived ones among them.

    `changes` counts what was changed of them, `sequence` is the highest SEQUENCE that came with one, `modified` when
    the last of them was changed.
    """

    changes: int = 0
    sequence: int = 0
    modified: Instant = EARLIEST


def lives(connection: Connection, ones: Iterable[int]) -> dict[int, Lived]:
    """Tell what the rows of these series have been through."""
    wanted, a = list(ones), APPOINTMENT.c
    found: dict[int, Lived] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        query = (
            select(a.series_id, func.sum(a.version - 1), func.max(a.sequence), func.max(a.updated_at))
            .where(a.series_id.in_(wanted[at : at + _AT_ONCE]))
            .group_by(a.series_id)
        )
        found |= {one: Lived(*told) for one, *told in connection.execute(query)}
    return found


def raise_versions(connection: Connection, by: Mapping[Id, int]) -> None:
    """Raise the versions of series, those that are gone aside."""
    for one, more in by.items():
        connection.execute(update(SERIES).where(SERIES.c.id == one).values(version=SERIES.c.version + more))
