"""What every operation asks of the text and numbers that it is sent."""

from __future__ import annotations

import re
from enum import Enum
from typing import TypeVar

from frontdesk.domain.errors import Invalid, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_instant
from frontdesk.store.work import Record

R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=Enum)
V = TypeVar("V")
LONGEST_LINE = 300
LONGEST_TEXT = 20_000
LARGEST_PAGE = 500
# So that not even the last row of the last page is beyond what the database can count to.
LAST_PAGE = 1_000_000_000
LARGEST_POSITION = 1_000_000
# The largest whole number that the database holds.
LARGEST_NUMBER = 2**63 - 1
# What no line may hold, what no text of several lines may hold, and halves of characters.
_NO_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALF = re.compile("[\ud800-\udfff]")


def line(value: str, *, field: str, empty: bool = True, longest: int = LONGEST_LINE) -> str:
    """Give one line of text, trimmed; control characters and overlong text are invalid."""
    trimmed = _text(value, field).strip()
    if not trimmed and not empty:
        raise Invalid("empty", field=field, got=value, allowed="some text")
    if _NO_LINE.search(trimmed):
        raise Invalid("control_characters", field=field, got=value, allowed="one line of text")
    if len(trimmed) > longest:
        raise Invalid("too_long_text", field=field, got=len(trimmed), allowed=f"at most {longest} characters")
    return trimmed


def body(value: str, *, field: str, longest: int = LONGEST_TEXT) -> str:
    """Give text of several lines, with line ends made equal."""
    even = _text(value, field).replace("\r\n", "\n").replace("\r", "\n")
    if _NO_TEXT.search(even):
        raise Invalid("control_characters", field=field, got=value, allowed="text without control characters")
    if len(even) > longest:
        raise Invalid("too_long_text", field=field, got=len(even), allowed=f"at most {longest} characters")
    return even


def _text(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise Invalid("wrong_type", field=field, got=_plain(value), allowed="text")
    if _HALF.search(value):
        # Half a character: no database takes it, and no screen shows it.
        raise Invalid("not_text", field=field, got=value.encode(errors="replace").decode(), allowed="Unicode text")
    return value


def _plain(value: object) -> object:
    """Give what was sent as a fact that JSON has words for."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


def whole(value: int, *, field: str) -> int:
    """Give a whole number; null, a truth value or a fraction is invalid."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid("wrong_type", field=field, got=_plain(value), allowed="a whole number")
    return value


def stored(value: int, *, field: str) -> int:
    """Give a whole number that the database can hold."""
    if abs(whole(value, field=field)) > LARGEST_NUMBER:
        raise Invalid("wrong_type", field=field, got=value, allowed=f"at most {LARGEST_NUMBER}")
    return value


def whole_or_none(value: int | None, *, field: str) -> int | None:
    """Give a whole number, or null for none."""
    return None if value is None else whole(value, field=field)


def words_or_none(value: str | None, *, field: str) -> str | None:
    """Give text as it stands, or null for none."""
    return None if value is None else _text(value, field)


def instant_or_none(value: int | None, *, field: str) -> Instant | None:
    """Give an instant of the years 1900 to 2199, or null for none."""
    return None if value is None else checked_instant(value, field=field)


def known(value: int, *, field: str) -> Id:
    """Give the id of a record; null, text and what no record can be called by is invalid."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_NUMBER:
        raise Invalid("wrong_type", field=field, got=_plain(value), allowed="an id")
    return Id(value)


def known_or_none(value: int | None, *, field: str) -> Id | None:
    """Give the id of a record, or null for none."""
    return None if value is None else known(value, field=field)


def all_known_or_none(values: object, *, field: str) -> tuple[Id, ...] | None:
    """Give a list of ids, or null for none."""
    return None if values is None else all_known(values, field=field)


def all_known(values: object, *, field: str, allowed: str = "a list of ids") -> tuple[Id, ...]:
    """Give a list of ids; null and anything else is invalid."""
    found = many(values, int, field=field, allowed=allowed)
    return tuple(known(each, field=f"{field}[{n}]") for n, each in enumerate(found))


def position(value: int, *, field: str = "position") -> int:
    """Give the place of a record in its list, 0 or more."""
    if not 0 <= whole(value, field=field) <= LARGEST_POSITION:
        raise Invalid("bad_position", field=field, got=value, allowed=f"0 to {LARGEST_POSITION}")
    return value


def yes_or_no(value: bool, *, field: str) -> bool:
    """Give a truth value; null and anything else is invalid."""
    if not isinstance(value, bool):
        raise Invalid("wrong_type", field=field, got=_plain(value), allowed="true or false")
    return value


def one_of_or_none(value: E | None, kind: type[E], *, field: str) -> E | None:
    """Give a member of an enumeration, or null for none."""
    return None if value is None else one_of(value, kind, field=field)


def one_of(value: E, kind: type[E], *, field: str) -> E:
    """Give a member of an enumeration; null and anything else is invalid."""
    if not isinstance(value, kind):
        raise Invalid("not_one_of", field=field, got=_plain(value), allowed=[member.value for member in kind])
    return value


def many(values: object, kind: type[V], *, field: str, allowed: str) -> tuple[V, ...]:
    """Give a list whose every element is of one kind; `allowed` says what it should have been."""
    if not isinstance(values, list | tuple):
        raise Invalid("wrong_type", field=field, got=str(values), allowed=allowed)
    for n, each in enumerate(values):
        if not isinstance(each, kind) or isinstance(each, bool):
            raise Invalid("wrong_type", field=f"{field}[{n}]", got=str(each), allowed=allowed)
    return tuple(values)


def page(number: int, size: int) -> int:
    """Give the offset of a page; a size of 0, negative or over the limit is invalid."""
    if not 1 <= whole(number, field="page") <= LAST_PAGE:
        raise Invalid("bad_page", field="page", got=number, allowed=f"1 to {LAST_PAGE}")
    if not 1 <= whole(size, field="size") <= LARGEST_PAGE:
        raise Invalid("bad_page_size", field="size", got=size, allowed=f"1 to {LARGEST_PAGE}")
    return (number - 1) * size


def fresh(record: R, version: int | None, kind: str) -> R:
    """Return the record, refusing a save that was made from an older version of it."""
    if version is not None and version != record.version:
        raise Stale("changed_since", kind=kind, id=str(record.id), held=record.version, got=version)
    return record
