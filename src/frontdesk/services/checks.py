"""What every operation asks of the text and numbers that it is sent."""

from __future__ import annotations

from typing import TypeVar

from frontdesk.domain.errors import Invalid, Stale
from frontdesk.store.work import Record

R = TypeVar("R", bound=Record)
LONGEST_LINE = 300
LONGEST_TEXT = 20_000
LARGEST_PAGE = 500


def line(value: str, *, field: str, empty: bool = True, longest: int = LONGEST_LINE) -> str:
    """Give one line of text, trimmed; control characters and overlong text are invalid."""
    trimmed = value.strip()
    if not trimmed and not empty:
        raise Invalid("empty", field=field, got=value, allowed="some text")
    if any(c < " " or c == "\x7f" for c in trimmed):
        raise Invalid("control_characters", field=field, got=value, allowed="one line of text")
    if len(trimmed) > longest:
        raise Invalid("too_long_text", field=field, got=len(trimmed), allowed=f"at most {longest} characters")
    return trimmed


def body(value: str, *, field: str, longest: int = LONGEST_TEXT) -> str:
    """Give text of several lines, with line ends made equal."""
    even = value.replace("\r\n", "\n").replace("\r", "\n")
    if any(c < " " and c not in "\n\t" for c in even):
        raise Invalid("control_characters", field=field, got=value, allowed="text without control characters")
    if len(even) > longest:
        raise Invalid("too_long_text", field=field, got=len(even), allowed=f"at most {longest} characters")
    return even


def page(number: int, size: int) -> int:
    """Give the offset of a page; a size of 0, negative or over the limit is invalid."""
    if number < 1:
        raise Invalid("bad_page", field="page", got=number, allowed="1 or more")
    if not 1 <= size <= LARGEST_PAGE:
        raise Invalid("bad_page_size", field="size", got=size, allowed=f"1 to {LARGEST_PAGE}")
    return (number - 1) * size


def fresh(record: R, version: int | None, kind: str) -> R:
    """Return the record, refusing a save that was made from an older version of it."""
    if version is not None and version != record.version:
        raise Stale("changed_since", kind=kind, id=str(record.id), held=record.version, got=version)
    return record
