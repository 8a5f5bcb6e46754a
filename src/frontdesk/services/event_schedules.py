"""A calendar's own hours; with a practitioner's schedule too, what lies in both counts (C70, C52, C53)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Conflict, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.location import Location
from frontdesk.domain.schedule import Rule, Schedule
from frontdesk.services import checks
from frontdesk.services.archiving import Gone
from frontdesk.services.operations import Area, operation
from frontdesk.services.rules import rules_of, zone_of
from frontdesk.store.work import Reading, Work


class EventSchedules(Area):
    """Operations on the hours of calendars, each named by its calendar."""

    @operation("event_schedules.create", right=Right.SETUP)
    def create(self, *, calendar: Id, rules: Sequence[Rule] | None, zone_name: str | None = None) -> Schedule:
        """Give a calendar hours of its own, in its location's zone unless one is named; a second time is a Conflict."""
        with self._clinic.writing("event_schedules.create", lambda: "Hours of a calendar added") as work:
            whose = _live(work, calendar)
            if own_schedule(work, calendar) is not None:
                raise Conflict("already_there", field="calendar", got=str(calendar))
            return add_own_schedule(work, whose, rules, zone_name)

    @operation("event_schedules.get", right=Right.SEE)
    def get(self, *, calendar: Id) -> Schedule:
        """Read a calendar's own hours; NotFound when it has none."""
        with self._book.reading() as book:
            return _own(book, calendar)

    @operation("event_schedules.update", right=Right.SETUP)
    def update(
        self,
        *,
        calendar: Id,
        version: int | None = None,
        rules: Sequence[Rule] | Keep | None = KEEP,
        zone_name: str | Keep | None = KEEP,
    ) -> Schedule:
        """Change a calendar's own hours; rules that are sent replace those it had, a null zone is the location's."""
        with self._clinic.writing("event_schedules.update", lambda: "Hours of a calendar changed") as work:
            held = checks.fresh(_own(work, calendar), version, "schedule")
            place = work.get(Location, held.location_id)
            after = replace(
                held,
                zone=held.zone if isinstance(zone_name, Keep) else zone_of(zone_name, place),
                rules=held.rules if isinstance(rules, Keep) else rules_of(rules),
            )
            return work.replace(held, after)

    @operation("event_schedules.delete", right=Right.SETUP)
    def delete(self, *, calendar: Id, version: int | None = None) -> Gone:
        """Take a calendar's own hours away: those of its practitioners alone count then."""
        with self._clinic.writing("event_schedules.delete", lambda: "Hours of a calendar deleted") as work:
            held = checks.fresh(_own(work, calendar), version, "schedule")
            work.remove(held)
            return Gone(held.id, archived=False, uses=0)


def own_schedule(book: Reading, calendar: Id) -> Schedule | None:
    """Give a calendar's own hours, or None."""
    return next((s for s in book.all(Schedule) if s.calendar_id == calendar), None)


def add_own_schedule(work: Work, calendar: Calendar, rules: Sequence[Rule] | None, zone_name: str | None) -> Schedule:
    """Write hours of a calendar's own within a write, for a calendar that has none."""
    made = Schedule(
        id=work.new_id(),
        name=calendar.name,
        zone=zone_of(zone_name, work.get(Location, calendar.location_id)),
        location_id=calendar.location_id,
        calendar_id=calendar.id,
        rules=rules_of(rules),
    )
    work.create(made)
    return made


def _own(book: Reading, calendar: Id) -> Schedule:
    book.get(Calendar, calendar)
    held = own_schedule(book, calendar)
    if held is None:
        raise NotFound("schedule", calendar)
    return held


def _live(work: Work, id: Id) -> Calendar:
    found = work.get(Calendar, id)
    if found.archived_at is not None:
        raise Invalid("archived", field="calendar", got=str(id), allowed="one that is not archived")
    return found
