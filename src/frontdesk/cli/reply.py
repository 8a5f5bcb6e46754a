"""JSON out, by the annotations of the contract: ids as strings, instants as ISO 8601 in one zone's offset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec

from frontdesk.cli import shapes
from frontdesk.cli.shapes import Choice, Many, Row, Table
from frontdesk.domain.errors import Clash, Conflict, Refusal
from frontdesk.domain.hours import clock
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, iso
from frontdesk.domain.schedule import Minute


def written(annotation: Any, value: Any, zone: str) -> Any:
    """Turn a reply into what JSON can say."""
    if value is None:
        return None
    if isinstance(value, Clash):
        return clash(value, zone)
    if annotation is Id:
        return str(value)
    if annotation is Instant:
        return iso(value, zone)
    if annotation is Minute:
        return clock(value)
    kind: Any = type(value)
    if shapes.is_record(kind):
        names = shapes.said(kind)
        return {names[name]: written(of, getattr(value, name), zone) for name, (of, _) in shapes.fields(kind).items()}
    if annotation is Any or shapes.is_enum(annotation) or annotation in _PLAIN:
        return plain(value)
    match shapes.shape(annotation):
        case Choice(members):
            return written(_member(members, value), value, zone)
        case Many(element, ordered):
            items = [written(element, v, zone) for v in value]
            return items if ordered else sorted(items)
        case Row(elements):
            return [written(e, v, zone) for e, v in zip(elements, value, strict=True)]
        case Table(key, element):
            return {str(written(key, k, zone)): written(element, v, zone) for k, v in value.items()}
        case None:
            raise TypeError(f"the contract has no JSON for {annotation}")


def plain(value: Any) -> Any:
    """Turn a value into what JSON can say by what it is, for what no annotation describes."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(v) for v in value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def refused(refusal: Refusal, zone: str = "UTC") -> dict[str, Any]:
    """Give a refusal with its facts; a conflict lists every clash."""
    facts = {"code": refusal.code, "reason": refusal.reason, **plain(refusal.facts)}
    if isinstance(refusal, Conflict):
        facts["clashes"] = [clash(c, zone) for c in refusal.clashes]
    return {"error": facts}


def clash(clash: Clash, zone: str) -> dict[str, Any]:
    """Write one clash; a domain error cannot name ids and instants as such, so they are known here."""
    return {
        "kind": clash.kind,
        "subject_id": str(clash.subject_id),
        "subject": clash.subject,
        "start": iso(clash.start, zone),
        "end": iso(clash.end, zone),
        "appointment_id": str(clash.appointment_id),
    }


def text(value: object) -> str:
    """Write JSON with line breaks, so that people can read it too."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


_PLAIN = {bool, int, float, str, date, datetime, Path}


def _member(members: tuple[Any, ...], value: Any) -> Any:
    """Choose the type that a value of several possible ones has; ids and instants count as whole numbers."""
    for member in members:
        bare = getattr(member, "__supertype__", member)
        if bare is Any or (isinstance(bare, type) and isinstance(value, bare)):
            return member
    return members[0]
