"""When practitioners and calendars are open: the plain week of one, and the resolved answer for any (C04, C66)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.domain.actor import Right
from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours, checked_week
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import checked_date
from frontdesk.domain.location import Location
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Rule, Schedule, checked_rules, is_plain, week_of, weekly
from frontdesk.services import checks
from frontdesk.services.affected import Affected
from frontdesk.services.locations import default_place
from frontdesk.services.operations import Area, operation
from frontdesk.services.resolving import OpenDay, resolved
from frontdesk.services.schedules import live_practitioner, replaced
from frontdesk.store.work import Reading, Work

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class WeekReply:
    """The plain hours of one practitioner's week, and the schedule that holds them; a weekday not there is closed.

    `outside` are the booked visits that a change of them leaves outside; they stay booked.
    """

    practitioner: Id
    hours: tuple[WeeklyHours, ...]
    schedule: Id | None = None
    outside: tuple[Affected, ...] = ()


class WorkingHours(Area):
    """Operations on weekly hours."""

    @operation("working_hours.get", right=Right.SEE)
    def get(self, *, practitioner: Id) -> WeekReply:
        """Read a practitioner's weekly hours: those that hold every week, of the first schedule (C04)."""
        with self._book.reading() as book:
            book.get(Practitioner, practitioner)
            held = first_schedule(book, practitioner)
        return WeekReply(practitioner, week_of(held.rules), held.id) if held else WeekReply(practitioner, ())

    @operation("working_hours.put", right=Right.SETUP)
    def put(self, *, practitioner: Id, hours: Sequence[WeeklyHours]) -> WeekReply:
        """Replace a practitioner's whole week; overlapping stretches are invalid, adjacent ones merge (C04).

        Dates that differ, rotas and rules with a beginning or an end stay as they are. Without a schedule one is made
        at the default location.
        """
        wanted = checked_week(_stretches(hours))
        with self._clinic.writing("working_hours.put", lambda: "Working hours changed") as work:
            live_practitioner(work, practitioner)
            held = first_schedule(work, practitioner)
            if held is None:
                made = _made(work, practitioner, wanted) if wanted else None
                return WeekReply(practitioner, wanted, made)
            if week_of(held.rules) == wanted:
                return WeekReply(practitioner, wanted, held.id)
            reply = replaced(work, held, replace(held, rules=_with_week(held.rules, wanted)))
            return WeekReply(practitioner, wanted, held.id, reply.outside)

    @operation("working_hours.resolve", right=Right.SEE)
    def resolve(
        self,
        *,
        first: date,
        days: int = 1,
        practitioner: Id | None = None,
        calendar: Id | None = None,
        location: Id | None = None,
    ) -> tuple[OpenDay, ...]:
        """Resolve when a practitioner, a calendar, or a practitioner in a calendar is open, date by date.

        Rules, closures and blocks are all looked at; days are those of the location's zone, the calendar's or the
        default location's unless one is named. With nobody named it is open whenever any practitioner is.
        """
        checked_date(first, field="first")
        if not 1 <= checks.whole(days, field="days") <= MOST_DAYS:
            raise Invalid("bad_days", field="days", got=days, allowed=f"1 to {MOST_DAYS}")
        with self._book.reading() as book:
            return resolved(book, first, days, practitioner=practitioner, calendar=calendar, location=location)


def first_schedule(book: Reading, practitioner: Id) -> Schedule | None:
    """Give a practitioner's oldest schedule that is not archived."""
    theirs = (s for s in book.all(Schedule) if s.practitioner_id == practitioner and s.archived_at is None)
    return min(theirs, key=lambda s: s.id, default=None)


def _made(work: Work, practitioner: Id, wanted: tuple[WeeklyHours, ...]) -> Id:
    place = default_place(work.all(Location))
    made = Schedule(
        id=work.new_id(),
        name="Regular hours",
        zone=place.zone,
        location_id=place.id,
        practitioner_id=practitioner,
        rules=weekly(wanted),
    )
    work.create(made.checked())
    return made.id


def _with_week(rules: Sequence[Rule], wanted: tuple[WeeklyHours, ...]) -> tuple[Rule, ...]:
    """Give rules with another plain week; one that overlaps a rota or a season is refused as what was sent."""
    others = (rule for rule in rules if not is_plain(rule))
    try:
        return checked_rules((*others, *weekly(wanted)))
    except Invalid as refusal:
        raise Invalid(refusal.reason, **{**refusal.facts, "field": "hours"}) from None


def _stretches(got: Sequence[WeeklyHours]) -> Sequence[WeeklyHours]:
    if not isinstance(got, (list, tuple)) or not all(isinstance(each, WeeklyHours) for each in got):
        allowed = "a list of weekdays with a start and an end in minutes"
        raise Invalid("wrong_type", field="hours", got=str(got), allowed=allowed)
    for each in got:
        for number in (each.weekday, each.start_minute, each.end_minute):
            checks.whole(number, field="hours")
    return got
