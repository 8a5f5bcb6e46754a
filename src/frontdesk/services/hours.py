"""A practitioner's weekly hours (C04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.actor import Right
from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours, checked_week
from frontdesk.domain.ids import Id
from frontdesk.domain.location import Location
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule, is_plain, week_of, weekly
from frontdesk.services import checks
from frontdesk.services.operations import Area, operation
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class WeekReply:
    """The hours of one practitioner's week; a weekday that is not there is closed."""

    practitioner: Id
    hours: tuple[WeeklyHours, ...]


class WorkingHours(Area):
    """Operations on weekly hours."""

    @operation("working_hours.get", right=Right.SEE)
    def get(self, *, practitioner: Id) -> WeekReply:
        """Read a practitioner's weekly hours."""
        with self._book.reading() as book:
            book.get(Practitioner, practitioner)
            held = _first_schedule(book, practitioner)
        return WeekReply(practitioner, week_of(held.rules) if held else ())

    @operation("working_hours.put", right=Right.SETUP)
    def put(self, *, practitioner: Id, hours: Sequence[WeeklyHours]) -> WeekReply:
        """Replace a practitioner's whole week; overlapping stretches are invalid, adjacent ones merge."""
        wanted = checked_week(_stretches(hours))
        with self._clinic.writing("working_hours.put", lambda: "Working hours changed") as work:
            work.get(Practitioner, practitioner)
            held = _first_schedule(work, practitioner)
            if held is None:
                place = next(v for v in work.all(Location) if v.is_default)
                made = Schedule(
                    id=work.new_id(),
                    name="Regular hours",
                    zone=place.zone,
                    location_id=place.id,
                    practitioner_id=practitioner,
                    rules=weekly(wanted),
                )
                work.create(made.checked())
            else:
                others = tuple(rule for rule in held.rules if not is_plain(rule))
                work.replace(held, replace(held, rules=(*weekly(wanted), *others)).checked())
        return WeekReply(practitioner, wanted)


def _first_schedule(book: Reading, practitioner: Id) -> Schedule | None:
    theirs = (s for s in book.all(Schedule) if s.practitioner_id == practitioner and s.archived_at is None)
    return min(theirs, key=lambda s: s.id, default=None)


def _stretches(got: Sequence[WeeklyHours]) -> Sequence[WeeklyHours]:
    if not isinstance(got, (list, tuple)) or not all(isinstance(each, WeeklyHours) for each in got):
        allowed = "a list of weekdays with a start and an end in minutes"
        raise Invalid("wrong_type", field="hours", got=str(got), allowed=allowed)
    for each in got:
        for number in (each.weekday, each.start_minute, each.end_minute):
            checks.whole(number, field="hours")
    return got
