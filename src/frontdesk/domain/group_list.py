"""What a list of group appointments is narrowed to and sorted by, as it is written: `starts_at:>=…`, `id:desc` (C12).

A filter is a field, a colon, an operator and a value: `service:=12`, `starts_at:>=2026-03-18T09:00:00Z`,
`archived_at:?` (it is set), `archived_at:!?` (it is not), `patients:~34` (34 is among them). No operator means `=`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import parse

LARGEST_ID = 2**63 - 1
LARGEST_PAGE = 100
MOST_FILTERS = 50
INSTANTS = ("archived_at", "created_at", "deleted_at", "ends_at", "starts_at", "updated_at")
IDS = ("id", "location", "practitioner", "repeated_from", "service")
PEOPLE = "patients"
FILTERED_BY = tuple(sorted((*INSTANTS, *IDS, PEOPLE)))
SORTED_BY = tuple(sorted((*INSTANTS, *IDS)))
_DIRECTIONS = ("asc", "desc")
_OF_ARCHIVES = ("archived_at", "deleted_at")


class Operator(StrEnum):
    """How a field is compared with a value; the last two take none."""

    EQUAL = "="
    OTHER = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    CONTAINS = "~"
    SET = "?"
    UNSET = "!?"


_WITHOUT_VALUE = (Operator.SET, Operator.UNSET)
_OF_PEOPLE = (Operator.CONTAINS, *_WITHOUT_VALUE)
# The longer before the shorter that they begin with.
_BY_LENGTH = sorted(Operator, key=lambda one: -len(one.value))


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; the value is an id or an instant in milliseconds, None where the operator takes none."""

    field: str
    operator: Operator
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One field that is sorted by."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class GroupQuery:
    """What is listed: every filter holds; by the orders, then by id; archived ones only when asked for."""

    filters: tuple[Filter, ...] = ()
    orders: tuple[Order, ...] = ()
    archived: bool = False

    @property
    def of_deleted(self) -> bool:
        """Tell whether deleted ones are asked for, which alone have a moment when they were."""
        return any(one.field == "deleted_at" and one.operator is not Operator.UNSET for one in self.filters)

    @property
    def hides_archived(self) -> bool:
        """Tell whether archived ones are left out: nobody asked for them, nor for deleted ones."""
        asked = self.archived or self.of_deleted or any(one.field == "archived_at" for one in self.filters)
        return not asked


def filters_read(said: object, *, of_archives: bool = False) -> tuple[Filter, ...]:
    """Read filters, one by one; Invalid names the field, what came and what is allowed.

    With `of_archives` only those on `archived_at` and `deleted_at` are allowed.
    """
    if isinstance(said, str) or not isinstance(said, list | tuple):
        raise Invalid("wrong_type", field="filters", got=str(said), allowed="a list of filters")
    if len(said) > MOST_FILTERS:
        raise Invalid("too_many", field="filters", got=len(said), allowed=f"at most {MOST_FILTERS}")
    known = _OF_ARCHIVES if of_archives else FILTERED_BY
    return tuple(_filter(each, f"filters[{n}]", known) for n, each in enumerate(said))


def orders_read(said: object) -> tuple[Order, ...]:
    """Read what is sorted by: `starts_at:desc,id`, or a list of such; nothing means by start then id."""
    parts = [said] if isinstance(said, str) else said
    if not isinstance(parts, list | tuple):
        raise Invalid("wrong_type", field="sort", got=str(said), allowed="fields, as in starts_at:desc,id")
    found: list[Order] = []
    for part in parts:
        if not isinstance(part, str):
            raise Invalid("wrong_type", field="sort", got=str(part), allowed="fields, as in starts_at:desc,id")
        found += [_order(one.strip()) for one in part.split(",") if one.strip()]
    return tuple(found) or (Order("starts_at"),)


def _order(said: str) -> Order:
    name, _, direction = said.partition(":")
    if name not in SORTED_BY:
        raise Invalid("unknown_field", field="sort", got=name, allowed=list(SORTED_BY))
    if direction.lower() not in ("", *_DIRECTIONS):
        raise Invalid("not_one_of", field=f"sort.{name}", got=direction, allowed=list(_DIRECTIONS))
    return Order(name, direction.lower() == "desc")


def _filter(said: object, where: str, known: Sequence[str]) -> Filter:
    if not isinstance(said, str):
        raise Invalid("wrong_type", field=where, got=str(said), allowed="a filter, as in starts_at:>=2026-03-18T09:00Z")
    name, _, rest = said.partition(":")
    name = name.strip()
    if name not in known:
        raise Invalid("unknown_field", field=where, got=name, allowed=list(known))
    operator, value = _operator(rest.strip(), f"{where}.{name}")
    allowed = _allowed(name)
    if operator not in allowed:
        raise Invalid("unknown_operator", field=f"{where}.{name}", got=operator.value, allowed=[*allowed])
    return Filter(name, operator, _value(name, operator, value, f"{where}.{name}"))


def _allowed(name: str) -> list[str]:
    return [one.value for one in Operator if (one in _OF_PEOPLE if name == PEOPLE else one is not Operator.CONTAINS)]


def _operator(rest: str, where: str) -> tuple[Operator, str]:
    if rest.startswith("contains "):
        return Operator.CONTAINS, rest.removeprefix("contains").strip()
    found = next((one for one in _BY_LENGTH if rest.startswith(one.value)), None)
    if found is not None:
        return found, rest.removeprefix(found.value).strip()
    if rest and not rest[0].isalnum() and rest[0] not in "+-":
        raise Invalid("unknown_operator", field=where, got=rest[:2], allowed=[one.value for one in Operator])
    return Operator.EQUAL, rest


def _value(name: str, operator: Operator, text: str, where: str) -> int | None:
    if operator in _WITHOUT_VALUE:
        if text:
            raise Invalid("no_value_here", field=where, got=text, allowed=f"nothing behind {operator.value}")
        return None
    if name in INSTANTS:
        return parse(text, field=where)
    if not (text.isascii() and text.isdigit() and int(text[:20]) <= LARGEST_ID):
        raise Invalid("wrong_type", field=where, got=text, allowed="an id: a string of digits")
    return int(text)
