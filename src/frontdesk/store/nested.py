"""Values within values, such as the rules of a schedule, as what JSON can hold and back again.

A record within a record is an object that leaves out what is as usual, so that a field may be added later without
touching what is written. Nothing of SQLAlchemy is needed here: the first painted day reads with it too.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

Code = Callable[[Any], Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Codec:
    """How values of one annotation are written and read; None where they stay as they are."""

    write: Code | None
    read: Code | None


SAME = Codec(None, None)


@lru_cache(maxsize=256)
def codec(hint: Any) -> Codec:
    """Give how values of an annotation are kept."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _optional(codec(next(a for a in arguments if a is not type(None))))
    if origin is tuple:
        return _many(codec(arguments[0]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {m.value: m for m in hint}
        return Codec(lambda held: held.value, lambda kept: members[kept])
    if hint is date:
        return Codec(lambda held: held.isoformat(), date.fromisoformat)
    if hint is bool:
        return Codec(None, bool)
    if dataclasses.is_dataclass(hint):
        return _record(hint)
    return SAME


def _optional(inner: Codec) -> Codec:
    write, read = inner.write, inner.read
    return Codec(
        write and (lambda held: None if held is None else write(held)),
        read and (lambda kept: None if kept is None else read(kept)),
    )


def _many(inner: Codec) -> Codec:
    write, read = inner.write, inner.read
    return Codec(
        (lambda held: [write(v) for v in held]) if write else list,
        (lambda kept: tuple(read(v) for v in kept or ())) if read else (lambda kept: tuple(kept or ())),
    )


def _record(kind: Any) -> Codec:
    hints = get_type_hints(kind)
    parts = [(f.name, f.default, codec(hints[f.name])) for f in dataclasses.fields(kind)]
    readers = {name: inner.read for name, _, inner in parts}

    def write(held: Any) -> dict[str, Any]:
        found = {}
        for name, usual, inner in parts:
            value = getattr(held, name)
            if value != usual or type(value) is not type(usual):
                found[name] = value if inner.write is None else inner.write(value)
        return found

    def read(kept: Mapping[str, Any]) -> Any:
        return kind(**{name: value if (r := readers[name]) is None else r(value) for name, value in kept.items()})

    return Codec(write, read)
