"""How a patient is told from others in a few words, and listed as hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.instants import Instant
from frontdesk.gui.dialogs.booking_draft import Person
from frontdesk.gui.ground import wording
from frontdesk.gui.parts.hits import Hit

translate = QCoreApplication.translate


def facts(person: Person, now: Instant, zone: str) -> str:
    """Write what tells a patient from others: 1979-06-02 · …2284 · last seen 4 Mar, Dr. Chen."""
    parts = [wording.birth(person.birth_date)] if person.birth_date else []
    if person.phones:
        parts.append("…" + "".join(c for c in person.phones[0] if c.isdigit())[-4:])
    if not parts and person.number:
        parts.append(translate("Patients", "no. %1").replace("%1", person.number))
    if person.last_seen is not None:
        seen = translate("Patients", "last seen %1").replace("%1", wording.since(person.last_seen, now, zone))
        parts.append(", ".join(p for p in (seen, person.last_practitioner) if p))
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is told of a patient beside the name, and the mark before it."""

    words: str = ""
    icon: str = ""


def person_hits(
    people: Iterable[Person], now: Instant, zone: str, remark: Callable[[Person], Remark] = lambda _: Remark()
) -> list[Hit]:
    """List patients as hits, each with a remark of its own."""
    return [
        Hit(person.name, facts(person, now, zone), told.words, told.icon, payload=person)
        for person, told in ((person, remark(person)) for person in people)
    ]
