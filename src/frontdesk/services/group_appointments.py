"""Group appointments and classes: several attendees, each with a seat, once or again and again (C11, C13)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.calendar import Taken
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Seen
from frontdesk.services.booking import GroupFields
from frontdesk.services.group_asking import Asked, GroupTimes, NewGroup, asked_for, check_dates
from frontdesk.services.new_visits import Order, filled_in
from frontdesk.services.operations import Area, operation
from frontdesk.services.repeat_booking import check_seen, rows_booked
from frontdesk.services.repeat_planning import planned
from frontdesk.services.repeats import SeriesBooked
from frontdesk.store.work import Reading, Work


class GroupAppointments(Area):
    """Operations on group appointments. Instants are milliseconds UTC."""

    @operation("group_appointments.plan", right=Right.SEE)
    def plan(self, *, service: Id, start: Instant, **sent: Unpack[NewGroup]) -> RepeatPlan:
        """Tell how every date of a group appointment stands, and what would be done about it; nothing is written (C13).

        It is asked as `group_appointments.create` is. Without a policy a date that is not free is told as skipped,
        which `create` refuses. One that does not come again is a plan of a single date.
        """
        now = self._clinic.clock()
        with self._book.reading() as book:
            return self._planned(book, asked_for(book, service, start, sent, now), now)

    @operation("group_appointments.create", right=Right.BOOK)
    def create(
        self,
        *,
        service: Id,
        start: Instant,
        override_reason: str | None = None,
        seen: Sequence[Seen] | None = None,
        **sent: Unpack[NewGroup],
    ) -> SeriesBooked:
        """Create a group appointment, and all those that it comes again as, in one step that one undo takes back (C13).

        No end means the service's length, no max_attendees its seats, no room the first free one of the service that
        has a place for each seat, no practitioner whoever of those that give it is free. Null or no attendees is an
        empty group. It comes again daily, weekly or monthly, `count` times in all (2 to 104) or until a date; null, a
        count of 0 or 1 and an interval of 0 mean once. Those of more than one date are tied together as a series.

        Conflict lists who and what is taken; of several dates `dates_taken` names each. With a `policy`, dates that
        are not free are skipped, moved to the next free time within 14 days, or booked anyway, which a reason alone
        means too: that takes the right to overbook. With `seen`, the dates as a plan told them, Conflict
        `dates_changed` lists those that have changed since.
        """
        if override_reason is not None and sent.get("policy") is None:
            sent = {**sent, "policy": Taken.BOOK_ANYWAY}
        words = "Group appointment created"
        with self._clinic.writing("group_appointments.create", lambda: words) as work:
            asked = asked_for(work, service, start, sent, work.now)
            self._check(work, start, asked)
            plan = self._planned(work, asked, work.now)
            check_seen(plan, seen)
            check_dates(asked, plan)
            made = rows_booked(work, self._clinic.actor, asked.series, plan, asked.fields, override_reason)
            words = words if len(made) == 1 else f"{len(made)} group appointments created"
        skipped = tuple(row.date for row in plan.rows if row.does is Does.SKIP)
        series = next((one.series_id for one in made if one.series_id is not None), None)
        return SeriesBooked(series, tuple(made), skipped)

    def _check(self, work: Work, start: Instant, asked: Asked) -> None:
        """Refuse what no group may be, before it is told how its dates stand."""
        end = asked.series.wanted.times[0].end
        fields: GroupFields = {**asked.fields}
        filled_in(work, self._clinic.actor, Order(start=start, end=end, sent=fields)).checked()

    def _planned(self, book: Reading, asked: Asked, now: Instant) -> RepeatPlan:
        kept = self._clinic.availability.kept
        series = asked.series
        return planned(GroupTimes(kept.look(book), series.question, kept, now, series.practitioner), series.wanted)
