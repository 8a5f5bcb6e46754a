"""How a domain value becomes a row and a row becomes a domain value again.

One entity a dataclass: the same row form is written into the table and, as JSON, into the record of changes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_origin, get_type_hints

from sqlalchemy import Column, Table, bindparam, insert, select

from frontdesk.domain.appointment import Attendance, Attendee, Payment
from frontdesk.domain.equipment import Use
from frontdesk.store.compiled import Compiled
from frontdesk.store.faults import Unreadable
from frontdesk.store.nested import codec

T = TypeVar("T")
Row = dict[str, Any]


class Entity(Generic[T]):
    """Tie a frozen dataclass to its table. Fields and columns have the same names, but for `renamed`."""

    def __init__(
        self,
        name: str,
        value: type[T],
        table: Table,
        *,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self.value = value
        self.table = table
        renamed = renamed or {}
        hints = get_type_hints(value)
        assert dataclasses.is_dataclass(value)
        fields = dataclasses.fields(value)
        self._codecs = [(f.name, renamed.get(f.name, f.name), *_codec(hints[f.name])) for f in fields]
        self.columns: tuple[Column[Any], ...] = tuple(table.c[column] for _, column, _, _ in self._codecs)
        self._names = [name for name, _, _, _ in self._codecs]
        self._column_names = [column for _, column, _, _ in self._codecs]
        self._held = attrgetter(*self._names)
        self._encoders = [(column, encode) for _, column, encode, _ in self._codecs if encode is not None]
        self._decoders = [(name, decode) for name, _, _, decode in self._codecs if decode is not None]
        # Built once: making a statement costs more than running it.
        self.by_id = Compiled(select(*self.columns).where(table.c.id == bindparam("the_id")))
        self.every = Compiled(select(*self.columns).order_by(table.c.id))
        self.insert = Compiled(insert(table))

    def row(self, value: T) -> Row:
        """Give the row of a value, JSON-ready."""
        row = dict(zip(self._column_names, self._held(value), strict=True))
        for column, encode in self._encoders:
            row[column] = encode(row[column])
        return row

    def of(self, row: Mapping[str, Any]) -> T:
        """Give the value of a row of the record of changes; what an older record did not know has its default."""
        try:
            return self.value(
                **{
                    name: row[column] if decode is None else decode(row[column])
                    for name, column, _, decode in self._codecs
                    if column in row
                }
            )
        except (KeyError, TypeError, ValueError):
            raise Unreadable(self.name) from None

    def of_columns(self, row: Any) -> T:
        """Give the value of a row that was selected as `columns`, in that order."""
        try:
            held = dict(zip(self._names, row, strict=True))
            for name, decode in self._decoders:
                held[name] = decode(held[name])
            return self.value(**held)
        except (KeyError, TypeError, ValueError):
            raise Unreadable(self.name) from None


def _codec(hint: Any) -> tuple[Callable[[Any], Any] | None, Callable[[Any], Any] | None]:
    if hint == tuple[Attendee, ...]:
        return (
            lambda held: [_attendee(a) for a in held],
            lambda held: tuple(Attendee(i, Attendance(a), n, Payment(p), *more) for i, a, n, p, *more in held or ()),
        )
    if hint == tuple[Use, ...]:
        return (
            lambda held: [[use.equipment_id, use.unit] for use in held] or None,
            lambda held: tuple(Use(*use) for use in held or ()),
        )
    found = codec(hint)
    if get_origin(hint) is tuple:
        # An empty list is kept as nothing.
        write = found.write
        assert write is not None
        return lambda held: write(held) or None, found.read
    return found.write, found.read


def _attendee(held: Attendee) -> list[Any]:
    """Write an attendee as a row of values; what only an offer of a seat has stands at its end, mostly not at all."""
    plain = [held.id, held.attendance.value, held.no_show, held.payment.value, held.updated_at]
    return plain if held.held_until is None else [*plain, held.held_until]
