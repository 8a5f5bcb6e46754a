"""What an annotation of the contract says, taken apart once for reading, writing and describing JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence, Set
from enum import Enum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from frontdesk.domain.keep import Keep


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One of several types; `empty` when null is allowed too."""

    members: tuple[Any, ...]
    empty: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Many:
    """A list of equal elements, ordered or not."""

    element: Any
    ordered: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A list of a fixed length, each place with a type of its own."""

    elements: tuple[Any, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """An object whose keys are data."""

    key: Any
    value: Any


Shape = Choice | Many | Row | Table


def shape(annotation: Any) -> Shape | None:
    """Give how a compound annotation is put together; None for a plain one."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is None:
        return None
    if origin is Annotated:
        return shape(arguments[0]) or Choice((arguments[0],), False)
    if origin in (Union, UnionType):
        members = tuple(a for a in arguments if a not in (Keep, NoneType))
        return Choice(members, NoneType in arguments)
    if origin is tuple and Ellipsis not in arguments:
        return Row(arguments)
    if issubclass(origin, Mapping):
        return Table(*arguments)
    if issubclass(origin, Sequence | Set):
        return Many(arguments[0], ordered=issubclass(origin, Sequence))
    raise TypeError(f"the contract has no JSON for {annotation}")


@lru_cache(maxsize=256)
def said(record: Any) -> Mapping[str, str]:
    """Give what the fields of a record are called in JSON: their names, but for those that Python keeps for itself."""
    if not dataclasses.is_dataclass(record):
        return {name: name for name in record._fields}
    return {f.name: f.metadata.get("said", f.name) for f in dataclasses.fields(record)}


@lru_cache(maxsize=256)
def fields(record: Any) -> Mapping[str, tuple[Any, bool]]:
    """Give a record's fields with their types, and whether each must be sent."""
    hints = get_type_hints(record, include_extras=True)
    if not dataclasses.is_dataclass(record):
        return {name: (hints[name], name not in record._field_defaults) for name in record._fields}
    bound = _bound(record)
    missing = dataclasses.MISSING
    return {
        f.name: (_filled(hints[f.name], bound), f.default is missing and f.default_factory is missing)
        for f in dataclasses.fields(record)
        if f.init
    }


def _bound(record: Any) -> Mapping[Any, Any]:
    """Give what a record that fills in a generic one, such as a page of visits, puts for its type variables."""
    found: dict[Any, Any] = {}
    for parent in getattr(record, "__orig_bases__", ()):
        found |= zip(getattr(get_origin(parent), "__parameters__", ()), get_args(parent), strict=False)
    return found


def _filled(hint: Any, bound: Mapping[Any, Any]) -> Any:
    if isinstance(hint, TypeVar):
        return bound[hint]
    variables = getattr(hint, "__parameters__", ())
    return hint[tuple(bound[v] for v in variables)] if variables else hint


def is_record(annotation: Any) -> bool:
    """Tell whether an annotation is a dataclass or a named tuple."""
    if not isinstance(annotation, type):
        return False
    return dataclasses.is_dataclass(annotation) or (issubclass(annotation, tuple) and hasattr(annotation, "_fields"))


def is_enum(annotation: Any) -> bool:
    """Tell whether an annotation is an enumeration."""
    return isinstance(annotation, type) and issubclass(annotation, Enum)
