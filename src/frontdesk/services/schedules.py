"""Schedules: the hours of practitioners, by weekday and by date, and the calendars they are for (C66 to C69)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.location import Location
from frontdesk.domain.opening import Openings
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Rule, Schedule
from frontdesk.services import checks
from frontdesk.services.affected import Affected
from frontdesk.services.archiving import Gone, Shelf
from frontdesk.services.effects import Effect, effect, newly_outside
from frontdesk.services.locations import chosen_place
from frontdesk.services.openings import openings
from frontdesk.services.operations import operation
from frontdesk.services.rooms import tied_calendar, tied_calendars
from frontdesk.services.rules import rules_of, zone_of
from frontdesk.store.work import Reading, Work


@dataclass(frozen=True, slots=True)
class ScheduleReply:
    """A schedule as it was written, and the booked visits that it leaves outside the hours; they stay booked."""

    schedule: Schedule
    outside: tuple[Affected, ...] = ()


class Schedules(Shelf[Schedule]):
    """Operations on the schedules of practitioners; a calendar's own hours are `event_schedules`."""

    kind = Schedule
    noun = "schedule"

    @operation("schedules.search", right=Right.SEE)
    def search(
        self,
        *,
        location: Id | None = None,
        practitioner: Id | None = None,
        calendar: Id | None = None,
        archived: bool = False,
        skip: int = 0,
        limit: int = 50,
    ) -> tuple[Schedule, ...]:
        """Find practitioners' schedules in the order they were made; every filter that is given must hold (C66).

        `calendar` finds those that are tied to it.
        """
        if checks.whole(skip, field="skip") < 0:
            raise Invalid("bad_page", field="skip", got=skip, allowed="0 or more")
        if not 1 <= checks.whole(limit, field="limit") <= checks.LARGEST_PAGE:
            raise Invalid("bad_page_size", field="limit", got=limit, allowed=f"1 to {checks.LARGEST_PAGE}")
        found = [
            s
            for s in self._listed(checks.yes_or_no(archived, field="archived"))
            if s.practitioner_id is not None
            and location in (None, s.location_id)
            and practitioner in (None, s.practitioner_id)
            and (calendar is None or calendar in s.calendars)
        ]
        return tuple(found[skip : skip + limit])

    @operation("schedules.get", right=Right.SEE)
    def get(self, *, id: Id) -> Schedule:
        """Read one practitioner's schedule (C66)."""
        return _of_a_person(self._got(id))

    @operation("schedules.create", right=Right.SETUP)
    def create(
        self,
        *,
        name: str,
        practitioner: Id,
        zone_name: str | None = None,
        location: Id | None = None,
        rules: Sequence[Rule] | None = (),
        calendars: Sequence[Id] | None = (),
    ) -> ScheduleReply:
        """Give a practitioner a schedule, at the default location and in its zone unless others are named (C67).

        More hours leave no visit outside, so the reply's list is empty.
        """
        with self._clinic.writing("schedules.create", lambda: "Schedule added") as work:
            live_practitioner(work, practitioner)
            place = chosen_place(work, location)
            made = Schedule(
                id=work.new_id(),
                name=checks.line(name, field="name", empty=False),
                zone=zone_of(zone_name, place),
                location_id=place.id,
                practitioner_id=practitioner,
                calendars=tied_calendars(work, place.id, calendars, ()),
                rules=rules_of(rules),
            )
            work.create(made)
            return ScheduleReply(made)

    @operation("schedules.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        name: str | Keep = KEEP,
        zone_name: str | Keep | None = KEEP,
        rules: Sequence[Rule] | Keep | None = KEEP,
        calendars: Sequence[Id] | Keep | None = KEEP,
    ) -> ScheduleReply:
        """Change a schedule; rules and calendars that are sent replace those it had, a null zone is the location's.

        The reply lists the booked visits that lay within the practitioner's hours and do not any more (C68).
        """
        with self._clinic.writing("schedules.update", lambda: "Schedule changed") as work:
            held = self._held(work, id, version)
            named = held.name if isinstance(name, Keep) else checks.line(name, field="name", empty=False)
            after = _changed(work, replace(held, name=named), zone_name, rules, calendars)
            return replaced(work, held, after)

    @operation("schedules.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> Gone:
        """Delete a schedule; one that is tied to calendars is archived instead, and the reply says so (C68)."""
        return self._delete(id, version)

    @operation("schedules.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Schedule:
        """Put a schedule away: its hours are open no more; booked visits stay. Twice is harmless."""
        return self._put_away(id, version, away=True)

    @operation("schedules.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Schedule:
        """Bring an archived schedule back. Twice is harmless."""
        return self._put_away(id, version, away=False)

    @operation("schedules.attach", right=Right.SETUP)
    def attach(self, *, id: Id, calendar: Id, version: int | None = None) -> Schedule:
        """Tie a schedule to a calendar of the same location (C69). Twice is harmless."""
        with self._clinic.writing("schedules.attach", lambda: "Schedule tied to a calendar") as work:
            held = self._held(work, id, version)
            tied = tied_calendar(work, held.location_id, calendar, held.calendars, field="calendar")
            if tied in held.calendars:
                return held
            return work.replace(held, replace(held, calendars=(*held.calendars, tied)))

    @operation("schedules.detach", right=Right.SETUP)
    def detach(self, *, id: Id, calendar: Id, version: int | None = None) -> Schedule:
        """Untie a schedule from a calendar (C69). Twice is harmless."""
        with self._clinic.writing("schedules.detach", lambda: "Schedule untied from a calendar") as work:
            held = self._held(work, id, version)
            if calendar not in held.calendars:
                work.get(Calendar, calendar)
            return work.replace(held, replace(held, calendars=tuple(c for c in held.calendars if c != calendar)))

    @operation("schedules.effect", right=Right.SEE)
    def effect(
        self,
        *,
        practitioner: Id,
        id: Id | None = None,
        rules: Sequence[Rule] | Keep | None = KEEP,
        zone_name: str | Keep | None = KEEP,
        location: Id | Keep | None = KEEP,
        calendars: Sequence[Id] | Keep | None = KEEP,
    ) -> Effect:
        """Tell what a change of a schedule, or a new one where no id is given, would do; nothing is written.

        Bookable milliseconds of the next 28 days before and after, less closures and blocks, and the booked visits
        that would fall outside and do not now.
        """
        with self._book.reading() as book:
            before = openings(book)
            held = self._drafted(book, practitioner, id, location)
            after = _changed(book, held, zone_name, rules, calendars)
            return effect(book, self._clinic.clock(), practitioner, before, with_schedule(before, after))

    def _drafted(self, book: Reading, practitioner: Id, id: Id | None, location: Id | Keep | None) -> Schedule:
        """Give the schedule that an effect begins from: the one of the id, else a new one without rules."""
        book.get(Practitioner, practitioner)
        if id is None:
            place = chosen_place(book, None if isinstance(location, Keep) else location)
            return Schedule(id=Id(0), name="", zone=place.zone, location_id=place.id, practitioner_id=practitioner)
        held = _of_a_person(book.get(Schedule, id))
        if held.practitioner_id != practitioner:
            raise Invalid("not_theirs", field="id", got=str(id), allowed="a schedule of this practitioner")
        if isinstance(location, Keep):
            return held
        return replace(held, location_id=chosen_place(book, location).id)

    def _held(self, work: Work, id: Id, version: int | None) -> Schedule:
        return checks.fresh(_of_a_person(work.get(Schedule, id)), version, self.noun)

    def _uses(self, work: Work, held: Schedule) -> int:
        return len(held.calendars)

    def _let_go(self, held: Schedule) -> None:
        _of_a_person(held)

    def _moved(self, work: Work, held: Schedule, *, away: bool) -> Schedule:
        theirs = _of_a_person(held)
        if not away and theirs.archived_at is not None:
            assert theirs.practitioner_id is not None
            live_practitioner(work, theirs.practitioner_id)
            chosen_place(work, theirs.location_id)
        return super()._moved(work, theirs, away=away)


def live_practitioner(book: Reading, id: Id) -> Practitioner:
    """Give a practitioner, refusing an archived one."""
    found = book.get(Practitioner, id)
    if found.archived_at is not None:
        raise Invalid("archived", field="practitioner", got=str(id), allowed="one that is not archived")
    return found


def replaced(work: Work, held: Schedule, after: Schedule) -> ScheduleReply:
    """Write a schedule over the one that was read, and list the visits that this leaves outside."""
    if held.practitioner_id is None or (held.zone, held.rules) == (after.zone, after.rules):
        return ScheduleReply(work.replace(held, after))
    before = openings(work)
    written = work.replace(held, after)
    return ScheduleReply(
        written, newly_outside(work, work.now, held.practitioner_id, before, with_schedule(before, written))
    )


def with_schedule(held: Openings, changed: Schedule) -> Openings:
    """Give openings with one schedule in the place of the one with its id, or beside the others."""
    others = tuple(s for s in held.schedules if s.id != changed.id)
    return replace(held, schedules=(*others, changed))


def _changed(
    book: Reading,
    held: Schedule,
    zone_name: str | Keep | None,
    rules: Sequence[Rule] | Keep | None,
    calendars: Sequence[Id] | Keep | None,
) -> Schedule:
    place = book.get(Location, held.location_id)
    ties = held.calendars
    if not isinstance(calendars, Keep):
        ties = tied_calendars(book, held.location_id, calendars, held.calendars)
    return replace(
        held,
        zone=held.zone if isinstance(zone_name, Keep) else zone_of(zone_name, place),
        rules=held.rules if isinstance(rules, Keep) else rules_of(rules),
        calendars=ties,
    )


def _of_a_person(held: Schedule) -> Schedule:
    """Give a schedule, unless it is a calendar's own, which is asked for by the calendar."""
    if held.practitioner_id is None:
        raise NotFound("schedule", held.id)
    return held
