"""Components that are no events, such as tasks: kept word for word, with what tells a newer version from an older."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from frontdesk.ics.components import Component
from frontdesk.ics.lines import Content, parameter

# What only means something inside another component.
INSIDE_ONLY = frozenset(
    ("VALARM", "STANDARD", "DAYLIGHT", "AVAILABLE", "PARTICIPANT", "VLOCATION", "VRESOURCE", "VCALENDAR")
)
_NAME = re.compile(r"[A-Z0-9][A-Z0-9-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPart:
    """One component as it came. `recurrence_id` is as the file writes it, `stamp` the LAST-MODIFIED or DTSTAMP.

    `zones` are the lines of the VTIMEZONEs that it names, `lines` its own, BEGIN and END included, all unfolded.
    """

    name: str
    line: int
    uid: str
    recurrence_id: str | None = None
    sequence: int = 0
    stamp: str = ""
    method: str = ""
    zones: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)


def can_be_kept(component: Component) -> bool:
    """Tell whether a component may stand in a calendar by itself, and so can be written back."""
    return component.name not in INSIDE_ONLY and _NAME.fullmatch(component.name) is not None


def lines_of(component: Component) -> tuple[str, ...]:
    """Give the lines of a component: what it says itself, then what it holds."""
    own, inner = (each.text for each in component.own), (each.text for each in component.inner)
    return (f"BEGIN:{component.name}", *own, *inner, f"END:{component.name}")


def tzids_of(component: Component) -> tuple[str, ...]:
    """Give the TZIDs that a component names, each once."""
    named = (parameter(each.params, "TZID") for each in (*component.own, *component.inner) if each.params)
    return tuple(dict.fromkeys(each for each in named if each))


def part_of(component: Component) -> KeptPart:
    """Give a component as it is kept; one without UID gets one made of its content, the same whenever it is read."""
    lines = lines_of(component)
    first: dict[str, Content] = {}
    for each in component.own:
        first.setdefault(each.name, each)

    def value(name: str) -> str:
        return first[name].value.strip() if name in first else ""

    sequence = value("SEQUENCE")
    said = component.calendar.properties.get("METHOD")
    made = hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:32]
    return KeptPart(
        name=component.name,
        line=component.line,
        uid=value("UID") or f"{made}@no-uid",
        recurrence_id=value("RECURRENCE-ID") or None,
        sequence=int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 10 else 0,
        stamp=value("LAST-MODIFIED") or value("DTSTAMP"),
        method=said.value.strip().upper() if said is not None else "",
        lines=lines,
    )
