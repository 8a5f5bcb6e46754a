"""Rules of a clinic for tests, written without the operations that have tests of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from frontdesk.domain.closure import Closure
from frontdesk.domain.hours import parse_clock
from frontdesk.domain.location import Location
from frontdesk.domain.schedule import Minute, Rule, Schedule, Stretch, Weekday
from frontdesk.services.clinic import Clinic


def stretches(words: str) -> tuple[Stretch, ...]:
    """Read stretches such as "09:00-12:30 13:30-17:00"."""
    found = []
    for word in words.split():
        start, _, end = word.partition("-")
        found.append(Stretch(Minute(parse_clock(start, field="from")), Minute(parse_clock(end, field="to"))))
    return tuple(found)


def on(day: Weekday | date, words: str = "", **more: Any) -> Rule:
    """Give a rule for a weekday or a date."""
    if isinstance(day, Weekday):
        return Rule(day=day, intervals=stretches(words), **more)
    return Rule(date=day, intervals=stretches(words), **more)


def add_schedule(clinic: Clinic, practitioner: int, *rules: Rule, **more: Any) -> Schedule:
    """Write a schedule at the default location, in its zone."""
    with clinic.writing("test.schedule", lambda: "Schedule") as work:
        place = next(v for v in work.all(Location) if v.is_default)
        said: dict[str, Any] = {"name": "More hours", "zone": place.zone, "location_id": place.id, **more}
        made = Schedule(id=work.new_id(), practitioner_id=practitioner, rules=rules, **said).checked()
        work.create(made)
    return made


def add_closure(clinic: Clinic, first: date, last: date | None = None, **more: Any) -> Closure:
    """Write a closure of every location."""
    with clinic.writing("test.closure", lambda: "Closure") as work:
        said: dict[str, Any] = {"name": "Stocktaking", **more}
        made = Closure(id=work.new_id(), first=first, last=last or first, **said).checked()
        work.create(made)
    return made
