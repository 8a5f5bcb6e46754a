"""Short ways to say rules and hours, and to arrange calendars and schedules, in tests of the clinic's rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from frontdesk.domain.calendar import Calendar, CalendarKind, Member
from frontdesk.domain.closure import Closure
from frontdesk.domain.hours import parse_clock
from frontdesk.domain.ids import Id
from frontdesk.domain.location import Location
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Schedule, Stretch, Weekday
from frontdesk.services.clinic import Clinic
from tests.support.clinics import DAY, Desk


def stretches(*times: str) -> tuple[Stretch, ...]:
    """Read "09:00-12:00"."""
    pairs = (each.split("-") for each in times)
    return tuple(Stretch(minute(a), minute(b)) for a, b in pairs)


def minute(text: str) -> Minute:
    """Read "09:00"."""
    return Minute(parse_clock(text, field="time"))


def on(weekday: Weekday, *times: str, **more: Any) -> Rule:
    """Give a rule of a weekday."""
    return Rule(day=weekday, intervals=stretches(*times), **more)


def dated(day: date, *times: str, **more: Any) -> Rule:
    """Give a rule of a date; without times it is closed."""
    return Rule(date=day, intervals=stretches(*times), **more)


def weekdays(*times: str) -> tuple[Rule, ...]:
    """Give the same hours from Monday to Friday."""
    return tuple(on(day, *times) for day in WEEKDAYS[:5])


def days_on(days: int) -> date:
    """Give the date so many days after the test day, a Wednesday."""
    return DAY + timedelta(days=days)


def home(desk: Desk) -> Location:
    """Give the default location."""
    return desk.clinic.locations.list()[0]


def add_calendar(desk: Desk, location: Id | None = None, team: Sequence[Id] = (), **more: Any) -> Calendar:
    """Write a calendar without asking the calendars' own operations, which have tests of their own."""
    place = home(desk).id if location is None else location
    with desk.clinic.writing("test.calendar", lambda: "Calendar") as work:
        new = work.new_id()
        said: dict[str, Any] = {"name": "Check-ups", "slug": f"calendar-{new}", "kind": CalendarKind.EVENT, **more}
        members = tuple(Member(each) for each in team)
        made = Calendar(id=new, location_id=place, team=members, **said)
        work.create(made)
    return made


def add_schedule(clinic: Clinic, practitioner: Id, *rules: Rule, **more: Any) -> Schedule:
    """Write a schedule at the default location without asking the schedules' own operations."""
    with clinic.writing("test.schedule", lambda: "Schedule") as work:
        place = next(v for v in work.all(Location) if v.is_default)
        said: dict[str, Any] = {"name": "More hours", "zone": place.zone, "location_id": place.id, **more}
        made = Schedule(id=work.new_id(), practitioner_id=practitioner, rules=rules, **said).checked()
        work.create(made)
    return made


def add_closure(clinic: Clinic, first: date, last: date | None = None, **more: Any) -> Closure:
    """Write a closure of every location without asking the closures' own operations."""
    with clinic.writing("test.closure", lambda: "Closure") as work:
        said: dict[str, Any] = {"name": "Stocktaking", **more}
        made = Closure(id=work.new_id(), first=first, last=last or first, **said).checked()
        work.create(made)
    return made
