"""Read group appointments: pages of them, those that were deleted, the sessions of a class, and of their series.

All that a list is narrowed to and sorted by stands in one partial index; only the rows of the page are read whole.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Subquery,
    UnaryExpression,
    and_,
    func,
    literal,
    null,
    or_,
    select,
    text,
)
from sqlalchemy.sql.operators import custom_op

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.group_list import PEOPLE, Filter, GroupQuery, Operator, Order
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.store import journal
from frontdesk.store.holds import seats_run_out
from frontdesk.store.tables.appointments import APPOINTMENT, ATTENDEE, DEPARTURE, ENTITY, GROUP
from frontdesk.store.tables.journal import CHANGE, CHANGESET

A = APPOINTMENT.c
_AT_ONCE = 50
# The same as GROUP, told apart from other tables beside it.
_LISTED = 'appointment."group" = true AND appointment.expires_at IS NULL'
_COLUMNS = ("service_id", "archived_at", "location_id", "created_at", "ends_at", "practitioner_id", "starts_at")
_NAMES = {"service": "service_id", "location": "location_id", "practitioner": "practitioner_id"}
_COMPARED: Mapping[Operator, Callable[[Any, Any], Any]] = {
    Operator.EQUAL: operator.eq,
    # What is not set is another one, too.
    Operator.OTHER: lambda column, value: column.is_distinct_from(value),
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.MORE: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


@dataclass(frozen=True, slots=True)
class Group:
    """One group appointment as it stands, or as it was when it was deleted."""

    visit: Appointment
    deleted_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """Where groups are read from: their fields by name, what is always true of them, and who comes to one."""

    table: FromClause
    fields: Mapping[str, ColumnElement[Any]]
    always: tuple[ColumnElement[bool], ...]
    attends: Callable[[int], ColumnElement[bool]]
    anyone: ColumnElement[bool]


def page(
    connection: Connection, query: GroupQuery, *, offset: int, limit: int, now: Instant
) -> tuple[list[Group], int]:
    """Read one page of what is asked for, and count the whole."""
    by_series = _goes_by_series(query) and not query.of_deleted
    source = _deleted() if query.of_deleted else _live(by_series=by_series)
    conditions = [*source.always, *(_condition(source, each, connection, now) for each in query.filters)]
    if query.hides_archived:
        conditions.append(source.fields["archived_at"].is_(None))
    reads = _in_one_look if by_series else _counted_first
    found, total = reads(connection, source, conditions, (*query.orders, Order("id")), offset, limit)
    return (_gone if query.of_deleted else _there)(connection, found), total


def _counted_first(
    connection: Connection,
    source: _Source,
    conditions: Sequence[ColumnElement[bool]],
    orders: Sequence[Order],
    offset: int,
    limit: int,
) -> tuple[list[int], int]:
    """Read the ids of a page, and how many there are in all; what lies in the second half is nearer from the end."""
    total = _total(connection, source, conditions)
    if offset >= total:
        return [], total
    many = min(limit, total - offset)
    backwards = offset > total // 2
    first = total - offset - many if backwards else offset
    sorting = (_order(source, replace(each, descending=each.descending != backwards)) for each in orders)
    ids = select(source.fields["id"]).select_from(source.table).where(*conditions).order_by(*sorting)
    found = [row[0] for row in connection.execute(ids.offset(first).limit(many))]
    return found[::-1] if backwards else found, total


def _in_one_look(
    connection: Connection,
    source: _Source,
    conditions: Sequence[ColumnElement[bool]],
    orders: Sequence[Order],
    offset: int,
    limit: int,
) -> tuple[list[int], int]:
    """Read both at once, where it costs more to find out which are meant than to keep their ids for a moment."""
    keys = [source.fields[each.field].label(f"key_{n}") for n, each in enumerate(orders)]
    hits = (
        select(source.fields["id"].label("id"), *keys)
        .select_from(source.table)
        .where(*conditions)
        .cte("hits")
        .prefix_with("MATERIALIZED")
    )
    sorting = (hits.c[f"key_{n}"].desc() if each.descending else hits.c[f"key_{n}"] for n, each in enumerate(orders))
    total = select(func.count()).select_from(hits).scalar_subquery()
    rows = connection.execute(select(hits.c.id, total).order_by(*sorting).offset(offset).limit(limit)).all()
    if not rows and offset:
        return [], _total(connection, source, conditions)
    return [row[0] for row in rows], rows[0][1] if rows else 0


def _total(connection: Connection, source: _Source, conditions: Sequence[ColumnElement[bool]]) -> int:
    return int(connection.execute(select(func.count()).select_from(source.table).where(*conditions)).scalar_one())


def sessions_like(connection: Connection, visit: Appointment, now: Instant) -> Iterator[Appointment]:
    """Read one by one the sessions to come that people of a group may go to instead, those that take place.

    First those of its series, then those of its title, then the others of its service or calendar, each by start:
    never one of another service.
    """
    alike = [
        _unsorted(column) == held
        for column, held in ((A.series_id, visit.series_id), (A.service_id, visit.service_id))
        if held is not None
    ]
    found: dict[int, tuple[bool, bool, int, int]] = {}
    for condition in (or_(*alike) if alike else None, _of_calendar(visit)):
        if condition is not None:
            read = select(A.series_id, A.title, A.starts_at, A.id)
            seen = read.where(text(GROUP), A.starts_at > now, A.archived_at.is_(None), condition)
            for series, title, start, one in connection.execute(seen):
                elsewhere = visit.series_id is None or series != visit.series_id
                found[one] = (elsewhere, elsewhere and title != visit.title, start, one)
    ids = [one for one in sorted(found, key=found.__getitem__) if one != visit.id]
    for at in range(0, len(ids), _AT_ONCE):
        for each in _there(connection, ids[at : at + _AT_ONCE]):
            if each.visit.takes_time:
                yield each.visit


def _of_calendar(visit: Appointment) -> ColumnElement[bool] | None:
    if visit.calendar_id is None:
        return None
    there = A.calendar_id == visit.calendar_id
    if visit.service_id is None:
        return there
    # A calendar may have classes of several services.
    return and_(there, or_(_unsorted(A.service_id) == visit.service_id, A.service_id.is_(None)))


def of_series(connection: Connection, series: Sequence[Id]) -> dict[Id, list[Id]]:
    """Read the ids of the groups of each series, archived ones too, by start then id."""
    found: dict[Id, list[Id]] = {}
    for at in range(0, len(series), 500):
        query = select(A.series_id, A.id).where(text(GROUP), A.series_id.in_(series[at : at + 500]))
        for one, id_ in connection.execute(query.order_by(A.series_id, A.starts_at, A.id)):
            found.setdefault(one, []).append(id_)
    return found


def _there(connection: Connection, ids: Sequence[int]) -> list[Group]:
    rows = connection.execute(select(*ENTITY.columns).where(A.id.in_(ids)))
    found = {visit.id: visit for visit in map(ENTITY.of_columns, rows)}
    return [Group(found[Id(one)]) for one in ids]


def _gone(connection: Connection, ids: Sequence[int]) -> list[Group]:
    """Put groups together again from what the record says of them; what they lacked there has its default."""
    found = []
    for one in ids:
        changes = journal.history_of(connection, ENTITY.name, one)
        head, change = changes[-1]
        # Each change before the deletion has made it another version.
        row = {"version": max(1, len(changes) - 1), "updated_at": head.at, **(change.before or {})}
        found.append(Group(ENTITY.of(row), head.at))
    return found


def _condition(source: _Source, said: Filter, connection: Connection, now: Instant) -> ColumnElement[bool]:
    if said.field == PEOPLE:
        return _of_people(source, said, connection, now)
    column = source.fields[said.field]
    if said.operator is Operator.SET:
        return column.is_not(None)
    if said.operator is Operator.UNSET:
        return column.is_(None)
    compared: ColumnElement[bool] = _COMPARED[said.operator](column, said.value)
    if said.field == "repeated_from" and said.operator is Operator.EQUAL:
        # Said besides, so that only the rows of that series are looked at.
        first = APPOINTMENT.alias("named")
        series = select(first.c.series_id).where(first.c.id == said.value).scalar_subquery()
        return and_(source.fields["series"] == series, compared)
    return compared


def _of_people(source: _Source, said: Filter, connection: Connection, now: Instant) -> ColumnElement[bool]:
    # A seat that was held and has run out counts for nothing, though its row may be there still.
    over = [(visit.id, group.standing(visit, now)) for visit in seats_run_out(connection, now)]
    if said.operator in (Operator.SET, Operator.UNSET):
        empty = source.fields["id"].in_([id_ for id_, left in over if not left.attendees])
        anyone = and_(source.anyone, ~empty)
        return anyone if said.operator is Operator.SET else ~anyone
    assert said.value is not None
    gone = [id_ for id_, left in over if group.attendee_of(left, Id(said.value)) is None]
    return and_(source.attends(said.value), source.fields["id"].not_in(gone))


def _order(source: _Source, said: Order) -> ColumnElement[Any]:
    column = source.fields[said.field]
    return column.desc() if said.descending else column.asc()


def _goes_by_series(query: GroupQuery) -> bool:
    """Tell whether what groups repeat has to be known of many: then the first of every series is looked for once."""
    compared = [one.operator for one in query.filters if one.field == "repeated_from"]
    sorted_by = any(one.field == "repeated_from" for one in query.orders)
    return Operator.EQUAL not in compared and (sorted_by or bool(compared))


@cache
def _live(*, by_series: bool) -> _Source:
    attended = select(ATTENDEE.c.appointment_id)
    fields = _fields(APPOINTMENT, null(), _unsorted(A.updated_at))
    table: FromClause = APPOINTMENT
    if by_series:
        # The id is that of the row with the earliest start (SQLite's own rule), the lowest where several have it.
        firsts = select(A.series_id, func.min(A.starts_at), A.id).where(text(GROUP), A.series_id.is_not(None))
        first = firsts.group_by(A.series_id).subquery("first")
        table = APPOINTMENT.outerjoin(first, first.c.series_id == A.series_id)
        fields["repeated_from"] = func.nullif(first.c.id, A.id)
    return _Source(
        table=table,
        fields=fields,
        always=(text(_LISTED),),  # type: ignore[arg-type]
        attends=lambda patient: A.id.in_(attended.where(ATTENDEE.c.patient_id == patient)),
        anyone=attended.where(ATTENDEE.c.appointment_id == A.id).exists(),
    )


@cache
def _deleted() -> _Source:
    """Give the groups that are gone: what stood before the change that removed them, for each that is not there now."""
    gone = _gone_visits()
    people = func.json_each(gone.c.before, "$.attendees").table_valued("value", name="person")
    alone = and_(gone.c.attendees.is_(None), gone.c.patient_id.is_not(None))
    return _Source(
        table=gone,
        fields=_fields(gone, gone.c.deleted_at, gone.c.deleted_at),
        always=(),
        attends=lambda patient: or_(
            select(literal(1)).select_from(people).where(func.json_extract(people.c.value, "$[0]") == patient).exists(),
            and_(alone, gone.c.patient_id == patient),
        ),
        anyone=or_(gone.c.attendees.is_not(None), alone),
    )


def _unsorted(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give a column so that no index is taken for it: one of all visits would have every one of them read.

    The index of groups alone is small enough to be gone through whole; by their start they are found in it at once.
    """
    if column.name == "starts_at":
        return column
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _gone_visits() -> Subquery:
    there = select(literal(1)).where(A.id == DEPARTURE.c.appointment_id).exists()
    left = select(DEPARTURE.c.appointment_id).where(~there).distinct().subquery("left_book")
    later = CHANGE.alias("later")
    of_it = (later.c.entity == ENTITY.name, later.c.entity_id == left.c.appointment_id)
    last = select(func.max(later.c.seq)).where(*of_it).scalar_subquery()

    def held(name: str) -> ColumnElement[Any]:
        return func.json_extract(CHANGE.c.before, f"$.{name}")

    columns = [held(name).label(name) for name in (*_COLUMNS, "series_id", "patient_id", "attendees")]
    return (
        select(CHANGE.c.entity_id.label("id"), CHANGE.c.before, CHANGESET.c.at.label("deleted_at"), *columns)
        .select_from(left)
        .join(CHANGE, and_(CHANGE.c.entity == ENTITY.name, CHANGE.c.entity_id == left.c.appointment_id))
        .join(CHANGESET, CHANGESET.c.seq == CHANGE.c.seq)
        .where(CHANGE.c.seq == last, CHANGE.c.after.is_(None), held("group"), held("expires_at").is_(None))
        .subquery("gone")
    )


def _fields(
    table: FromClause, deleted_at: ColumnElement[Any], updated_at: ColumnElement[Any]
) -> dict[str, ColumnElement[Any]]:
    """Give what is filtered and sorted by, by its name; the last two are where a source has them."""
    found: dict[str, ColumnElement[Any]] = {name: _unsorted(table.c[name]) for name in _COLUMNS}
    for said, name in _NAMES.items():
        found[said] = found.pop(name)
    first = APPOINTMENT.alias("first")
    earliest = (
        select(first.c.id)
        .where(text(GROUP), first.c.series_id == table.c.series_id)
        .order_by(first.c.starts_at, first.c.id)
        .limit(1)
        .correlate(table)
        .scalar_subquery()
    )
    return found | {
        "id": table.c.id,
        "series": table.c.series_id,
        "deleted_at": deleted_at,
        "updated_at": updated_at,
        "repeated_from": func.nullif(earliest, table.c.id),
    }
