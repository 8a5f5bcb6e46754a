"""Calendars: bookable diaries with a team and slot rules (C46 to C58)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Calendar, CalendarGroup, CalendarKind
from frontdesk.domain.equipment import Equipment
from frontdesk.domain.errors import Invalid
from frontdesk.domain.feed import WatchedFeed
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.location import Room
from frontdesk.domain.schedule import Schedule
from frontdesk.services import calendar_files as files
from frontdesk.services import checks
from frontdesk.services.archiving import Gone, Shelf
from frontdesk.services.calendar_drafts import CalendarFields, ChangedCalendar, drafted
from frontdesk.services.event_schedules import add_own_schedule, own_schedule
from frontdesk.services.legacy_hours import date_rules, weekday_rules
from frontdesk.services.locations import chosen_place
from frontdesk.services.operations import operation
from frontdesk.services.services import HUES
from frontdesk.store import uses
from frontdesk.store.work import Work


class Calendars(Shelf[Calendar]):
    """Operations on calendars."""

    kind = Calendar
    noun = "calendar"

    @operation("calendars.list", right=Right.SEE)
    def list(
        self,
        *,
        location: Id | None = None,
        group: Id | None = None,
        drafts: bool = False,
        archived: bool = False,
        hidden: bool = False,
    ) -> tuple[Calendar, ...]:
        """List calendars in their order, of one location or group where asked.

        Drafts, archived ones and `hidden` ones (those of groups that are not active) are left out unless asked for.
        """
        with self._book.reading() as book:
            away = frozenset() if hidden else {g.id for g in book.all(CalendarGroup) if not g.active}
            found = [
                c
                for c in book.all(Calendar)
                if (location is None or c.location_id == location)
                and (group is None or c.group_id == group)
                and (drafts or c.active)
                and (archived or c.archived_at is None)
                and c.group_id not in away
            ]
        return tuple(sorted(found, key=lambda c: (c.position, c.id)))

    @operation("calendars.get", right=Right.SEE)
    def get(self, *, id: Id) -> Calendar:
        """Read one calendar."""
        return self._got(id)

    @operation("calendars.create", right=Right.SETUP)
    def create(
        self, *, name: str, kind: CalendarKind, location: Id | None = None, **sent: Unpack[CalendarFields]
    ) -> Calendar:
        """Add a calendar, at the default location when none is named (C48).

        Without a slug one is made of the name, without a hue one is dealt out, without an interval starts are a
        duration apart.
        """
        with self._clinic.writing("calendars.create", lambda: "Calendar added") as work:
            others = work.all(Calendar)
            new = Calendar(
                id=work.new_id(),
                name=checks.line(name, field="name", empty=False),
                slug="",
                kind=checks.one_of(kind, CalendarKind, field="kind"),
                location_id=chosen_place(work, location).id,
                hue=HUES[len(others) % len(HUES)],
                position=max((c.position for c in others), default=-1) + 1,
            )
            made = drafted(work, new, sent, {c.slug for c in others}, new=True)
            work.create(made)
            _keep_hours(work, made, sent)
            return made

    @operation("calendars.update", right=Right.SETUP)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        kind: CalendarKind | Keep = KEEP,
        location: Id | Keep = KEEP,
        **sent: Unpack[ChangedCalendar],
    ) -> Calendar:
        """Change a calendar; its kind and its location cannot change (C49)."""
        with self._clinic.writing("calendars.update", lambda: "Calendar changed") as work:
            held = checks.fresh(work.get(Calendar, id), version, "calendar")
            if not isinstance(kind, Keep) and kind is not held.kind:
                raise Invalid("cannot_change", field="kind", got=kind, allowed=held.kind.value)
            if not isinstance(location, Keep) and location != held.location_id:
                raise Invalid("cannot_change", field="location", got=str(location), allowed=str(held.location_id))
            taken = {c.slug for c in work.all(Calendar) if c.id != id}
            after = work.replace(held, drafted(work, held, sent, taken))
            _keep_hours(work, after, sent)
            return after

    @operation("calendars.delete", right=Right.SETUP)
    def delete(self, *, id: Id, version: int | None = None) -> Gone:
        """Delete a calendar with its own hours, and untie schedules, rooms and equipment from it (C47).

        One with visits or blocks, to come or past, is archived instead, and the reply says so.
        """
        return self._delete(id, version)

    @operation("calendars.archive", right=Right.SETUP)
    def archive(self, *, id: Id, version: int | None = None) -> Calendar:
        """Put a calendar away: nothing new is booked in it, what is booked stays. Twice is harmless."""
        return self._put_away(id, version, away=True)

    @operation("calendars.restore", right=Right.SETUP)
    def restore(self, *, id: Id, version: int | None = None) -> Calendar:
        """Bring an archived calendar back. Twice is harmless."""
        return self._put_away(id, version, away=False)

    @operation("calendars.export", right=Right.SEE)
    def export(self, *, ids: Sequence[Id] | None = None) -> files.CalendarFile:
        """Give calendars, all or those that are named, with all that they name, for `calendars.import` (C56)."""
        with self._book.reading() as book:
            return files.exported(book, ids)

    @operation("calendars.import", right=Right.SETUP)
    def import_(self, *, file: files.CalendarFile) -> tuple[Calendar, ...]:
        """Write calendars as they were exported, with their groups and hours, ids and all (C56, C58).

        What is there already under the same id is replaced. Locations are found by id or slug, practitioners by id
        or name, and are added where there are none such; the latter needs the right to edit people.
        """
        with self._clinic.writing("calendars.import", lambda: "Calendars imported") as work:
            return files.imported(work, file, self._clinic.actor)

    def _uses(self, work: Work, held: Calendar) -> int:
        feeds = sum(feed.calendar_id == held.id for feed in work.all(WatchedFeed))
        return uses.visits_of_calendar(work.connection, held.id) + feeds

    def _unlink(self, work: Work, held: Calendar) -> None:
        for schedule in work.all(Schedule):
            if schedule.calendar_id == held.id:
                work.remove(schedule)
            elif held.id in schedule.calendars:
                left = tuple(c for c in schedule.calendars if c != held.id)
                work.replace(schedule, replace(schedule, calendars=left))
        for room in work.all(Room):
            if held.id in room.calendars:
                work.replace(room, replace(room, calendars=tuple(c for c in room.calendars if c != held.id)))
        for thing in work.all(Equipment):
            if thing.calendar_id == held.id:
                work.replace(thing, replace(thing, calendar_id=None))


def _keep_hours(work: Work, calendar: Calendar, sent: Mapping[str, Any]) -> None:
    """Turn hours that were sent into the calendar's own schedule: weekday rules, date rules, or both anew (C52, C53).

    With no rule left the calendar has no hours of its own any more, rather than being closed for ever.
    """
    if not sent.keys() & {"open_hours", "availabilities"}:
        return
    held = own_schedule(work, calendar.id)
    rules = () if held is None else held.rules
    weekdays = tuple(rule for rule in rules if rule.day is not None)
    dates = tuple(rule for rule in rules if rule.date is not None)
    if not isinstance(sent.get("open_hours", KEEP), Keep):
        weekdays = weekday_rules(sent["open_hours"])
    if not isinstance(sent.get("availabilities", KEEP), Keep):
        dates = date_rules(sent["availabilities"])
    wanted = (*weekdays, *dates)
    if held is None and wanted:
        add_own_schedule(work, calendar, wanted, None)
    elif held is not None and not wanted:
        work.remove(held)
    elif held is not None:
        work.replace(held, replace(held, rules=wanted).checked())
