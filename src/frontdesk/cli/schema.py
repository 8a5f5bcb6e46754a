"""The contract as JSON Schema (draft 2020-12), made from the same annotations that calls are read by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from inspect import Parameter, getdoc
from pathlib import Path
from typing import Any

from frontdesk.cli import shapes
from frontdesk.cli.reply import plain
from frontdesk.cli.shapes import Choice, Many, Row, Table
from frontdesk.domain.errors import Clash
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.keep import KEEP
from frontdesk.domain.schedule import Minute
from frontdesk.services.operations import Operation

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID: Schema = {"type": "string", "pattern": "^[0-9]{1,19}$", "description": "an id"}
_INSTANT: Schema = {"type": "string", "format": "date-time"}
_PLAIN: Mapping[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    Path: {"type": "string", "description": "the path of a file"},
    Any: {},
}
_WALL: Schema = {"type": "string", "description": "a time of a wall clock, in ISO 8601 without an offset"}
_MINUTE: Schema = {"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$|^24:00$", "description": "HH:MM"}
_SENT: Mapping[Any, Schema] = {
    **_PLAIN,
    Minute: _MINUTE,
    Id: {"anyOf": [_ID, {"type": "integer", "minimum": 0}]},
    Instant: {
        "anyOf": [_INSTANT, {"type": "integer"}, {"type": "string", "pattern": "^[+-]?[0-9]{1,18}$"}],
        "description": "ISO 8601 with Z or an offset, or epoch milliseconds",
    },
}
_REPLIED: Mapping[Any, Schema] = {
    **_PLAIN,
    datetime: _WALL,
    Id: _ID,
    Instant: _INSTANT,
    Minute: _MINUTE,
    type(None): {"type": "null"},
}
_CLASH: Schema = {
    "type": "object",
    "properties": {
        "kind": {"type": "string"},
        "subject_id": _ID,
        "subject": {"type": "string"},
        "start": _INSTANT,
        "end": _INSTANT,
        "appointment_id": _ID,
    },
}


def described(operation: Operation) -> Schema:
    """Describe an operation: what it is for, who may, what it takes and what it gives."""
    return {
        "name": operation.name,
        "summary": operation.summary,
        "description": getdoc(operation.function) or "",
        "right": operation.right.value,
        "arguments": arguments(operation),
        "reply": _whole(operation.reply(), _REPLIED),
    }


def arguments(operation: Operation) -> Schema:
    """Describe the JSON object that an operation takes."""
    defs: dict[str, Schema] = {}
    parameters = operation.parameters()
    made: Schema = {
        "$schema": DIALECT,
        "type": "object",
        "properties": {name: _parameter(p, defs) for name, p in parameters.items()},
        "required": [name for name, p in parameters.items() if p.default is p.empty],
        "additionalProperties": False,
    }
    return {**made, "$defs": defs} if defs else made


def _parameter(parameter: Parameter, defs: dict[str, Schema]) -> Schema:
    made = _schema(parameter.annotation, _SENT, defs)
    if parameter.default is KEEP:
        said = made.get("description")
        return {**made, "description": f"{said}; may be left out" if said else "may be left out"}
    if parameter.default is parameter.empty:
        return made
    return {**made, "default": plain(parameter.default)}


def _whole(annotation: Any, plain_ones: Mapping[Any, Schema]) -> Schema:
    defs: dict[str, Schema] = {}
    made = _schema(annotation, plain_ones, defs)
    return {"$schema": DIALECT, **made, **({"$defs": defs} if defs else {})}


def _schema(annotation: Any, plain_ones: Mapping[Any, Schema], defs: dict[str, Schema]) -> Schema:
    if annotation in plain_ones:
        return dict(plain_ones[annotation])
    if shapes.is_enum(annotation):
        return {"enum": [member.value for member in annotation]}
    if shapes.is_record(annotation):
        return _record(annotation, plain_ones, defs)
    match shapes.shape(annotation):
        case Choice(members, empty):
            several = [_schema(m, plain_ones, defs) for m in members] + ([{"type": "null"}] if empty else [])
            return several[0] if len(several) == 1 else {"anyOf": several}
        case Many(element, ordered):
            made: Schema = {"type": "array", "items": _schema(element, plain_ones, defs)}
            return made if ordered else {**made, "uniqueItems": True}
        case Row(elements):
            places = [_schema(e, plain_ones, defs) for e in elements]
            return {"type": "array", "prefixItems": places, "items": False, "minItems": len(places)}
        case Table(_, element):
            return {"type": "object", "additionalProperties": _schema(element, plain_ones, defs)}
        case None:
            raise TypeError(f"the contract has no JSON for {annotation}")


def _record(record: type, plain_ones: Mapping[Any, Schema], defs: dict[str, Schema]) -> Schema:
    name = record.__name__
    if name not in defs:
        defs[name] = {}  # so that a record that holds its own kind comes to an end
        names = shapes.said(record)
        known = {names[name]: field for name, field in shapes.fields(record).items()}
        defs[name] = (
            dict(_CLASH)
            if record is Clash
            else {
                "type": "object",
                "properties": {n: _schema(kind, plain_ones, defs) for n, (kind, _) in known.items()},
                "required": [n for n, (_, required) in known.items() if required or plain_ones is _REPLIED],
                "additionalProperties": False,
            }
        )
    return {"$ref": f"#/$defs/{name}"}
