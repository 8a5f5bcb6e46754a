"""JSON in, by the annotations of the contract: every refusal names the field, what came and what is allowed.

A key that is missing keeps what is held, null clears it. Ids are strings of digits (numbers are taken too, and
lose nothing, since JSON numbers are read as whole numbers of any size). Instants are ISO 8601 with Z or an
offset, or epoch milliseconds as number or string (C71).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from frontdesk.cli import shapes
from frontdesk.cli.shapes import Choice, Many, Row, Table
from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import parse_clock
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, parse, parse_date
from frontdesk.domain.schedule import Minute
from frontdesk.services.operations import Operation

LARGEST_ID = 2**63 - 1


def parsed(text: str | bytes) -> object:
    """Read JSON text."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Invalid("not_json", field="arguments", got=str(error), allowed="a JSON object") from error
    except RecursionError:
        raise Invalid("not_json", field="arguments", got="nested too deeply", allowed="a JSON object") from None


def arguments(operation: Operation, sent: object) -> dict[str, Any]:
    """Turn a JSON object into the keyword arguments of an operation."""
    if not isinstance(sent, Mapping):
        raise wrong("arguments", sent, "a JSON object")
    parameters = operation.parameters()
    known = {name: (p.annotation, p.default is p.empty) for name, p in parameters.items()}
    return _known(known, sent, "")


def suggestion(word: str, known: Collection[str]) -> dict[str, object]:
    """Give the known word that looks most like an unknown one, as a fact for a refusal; nothing when none does."""
    close = difflib.get_close_matches(word, known, n=1)
    return {"suggestion": close[0]} if close else {}


def wrong(field: str, got: object, allowed: object) -> Invalid:
    """Give the refusal of a value of the wrong type."""
    return Invalid("wrong_type", field=field, got=got, allowed=allowed)


def read(annotation: Any, value: object, field: str) -> Any:
    """Turn one JSON value into what an annotation asks for."""
    if (reader := _PLAIN.get(annotation)) is not None:
        return reader(value, field)
    if shapes.is_enum(annotation):
        return _enum(annotation, value, field)
    if shapes.is_record(annotation):
        if not isinstance(value, Mapping):
            raise wrong(field, value, "an object")
        return _record(annotation, value, f"{field}.")
    match shapes.shape(annotation):
        case Choice() as choice:
            return _one_of(choice, value, field)
        case Many(element, ordered):
            items = tuple(read(element, v, f"{field}[{i}]") for i, v in enumerate(_list(value, field)))
            return items if ordered else frozenset(items)
        case Row(elements):
            return _row(elements, _list(value, field), field)
        case Table(key, element):
            if not isinstance(value, Mapping):
                raise wrong(field, value, "an object")
            return {read(key, k, field): read(element, v, f"{field}.{k}") for k, v in value.items()}
        case None:
            raise TypeError(f"the contract has no JSON for {annotation}")


def _known(known: Mapping[str, tuple[Any, bool]], sent: Mapping[str, object], prefix: str) -> dict[str, Any]:
    for name in sent:
        if name not in known:
            close = suggestion(name, known)
            raise Invalid("unknown_field", field=prefix + name, got=name, allowed=sorted(known), **close)
    for name, (_, required) in known.items():
        if required and name not in sent:
            raise Invalid("missing_field", field=prefix + name, got=None, allowed="it must be sent")
    return {name: read(known[name][0], value, prefix + name) for name, value in sent.items()}


def _record(record: Any, sent: Mapping[str, object], prefix: str) -> Any:
    """Make a record of an object; a field may be called otherwise in JSON than in Python."""
    names = {said: name for name, said in shapes.said(record).items()}
    of_name = shapes.fields(record)
    known = {said: of_name[name] for said, name in names.items() if name in of_name}
    return record(**{names[said]: value for said, value in _known(known, sent, prefix).items()})


def _one_of(choice: Choice, value: object, field: str) -> Any:
    if value is None and choice.empty:
        return None
    refusal = wrong(field, value, "a value")
    for member in choice.members:
        try:
            return read(member, value, field)
        except Invalid as invalid:
            refusal = invalid
    raise refusal


def _list(value: object, field: str) -> list[object]:
    if not isinstance(value, list):
        raise wrong(field, value, "a list")
    return value


def _row(elements: tuple[Any, ...], values: list[object], field: str) -> tuple[Any, ...]:
    if len(values) != len(elements):
        raise wrong(field, values, f"a list of {len(elements)}")
    return tuple(read(e, v, f"{field}[{i}]") for i, (e, v) in enumerate(zip(elements, values, strict=True)))


def _enum(annotation: Any, value: object, field: str) -> Any:
    allowed = [member.value for member in annotation]
    if isinstance(value, bool) or value not in allowed:
        close = suggestion(value, [str(a) for a in allowed]) if isinstance(value, str) else {}
        raise Invalid("not_one_of", field=field, got=value, allowed=allowed, **close)
    return annotation(value)


def _id(value: object, field: str) -> Id:
    digits = isinstance(value, str) and len(value) <= len(str(LARGEST_ID)) and value.isascii() and value.isdigit()
    number = int(value) if isinstance(value, str) and digits else value
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= LARGEST_ID:
        raise wrong(field, value, "an id: a string of digits")
    return Id(number)


def _exactly(kind: type, allowed: str) -> Callable[[object, str], Any]:
    def reader(value: object, field: str) -> Any:
        if type(value) is not kind:
            raise wrong(field, value, allowed)
        return value

    return reader


def _number(value: object, field: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(field, value, "a number")
    return float(value)


def _date(value: object, field: str) -> date:
    if not isinstance(value, str):
        raise wrong(field, value, "a date, YYYY-MM-DD")
    return parse_date(value, field=field)


def _instant(value: object, field: str) -> Instant:
    return parse(value, field=field)


def _minute(value: object, field: str) -> Minute:
    if not isinstance(value, str):
        raise wrong(field, value, "HH:MM, from 00:00 to 24:00")
    return Minute(parse_clock(value, field=field))


def _path(value: object, field: str) -> Path:
    if not isinstance(value, str) or not value or "\0" in value:
        raise wrong(field, value, "the path of a file")
    return Path(value)


_PLAIN: Mapping[Any, Callable[[object, str], Any]] = {
    Id: _id,
    Instant: _instant,
    Minute: _minute,
    bool: _exactly(bool, "true or false"),
    int: _exactly(int, "a whole number"),
    str: _exactly(str, "text"),
    float: _number,
    date: _date,
    Path: _path,
    Any: lambda value, field: value,
}
