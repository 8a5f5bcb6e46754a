"""Group appointments and classes: several attendees, each with a seat, once or again and again (C11 to C17)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Taken
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.group_list import LARGEST_PAGE, Filter, GroupQuery, Operator, filters_read, orders_read
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Seen
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed
from frontdesk.services import checks, families
from frontdesk.services.booking import GroupFields
from frontdesk.services.group_asking import Asked, GroupTimes, NewGroup, asked_for, check_dates
from frontdesk.services.group_changes import ChangedGroup, asked_of, changed, changed_widely, coming_again, put_widely
from frontdesk.services.group_conflicts import Conflicts, conflicts_of
from frontdesk.services.group_rows import GroupAppointment, GroupPage, one_told, told
from frontdesk.services.holding import check_whose
from frontdesk.services.new_visits import Order, filled_in
from frontdesk.services.operations import Area, operation
from frontdesk.services.repeat_booking import check_seen, rows_booked
from frontdesk.services.repeat_planning import planned
from frontdesk.services.repeats import SeriesBooked
from frontdesk.services.series.wanted import resolved
from frontdesk.store import groups as table
from frontdesk.store.work import Reading, Work


class GroupAppointments(Area):
    """Operations on group appointments. Instants are milliseconds UTC; `version` given and outdated is Stale.

    The id of a series stands for its next group, and for all of them where no scope is said.
    """

    @operation("group_appointments.list", right=Right.SEE)
    def list(
        self,
        *,
        filters: Sequence[str] = (),
        sort: str | Sequence[str] = "starts_at,id",
        archived: bool = False,
        page: int = 1,
        per_page: int = 50,
    ) -> GroupPage:
        """List group appointments, 1 to 100 a page; every filter must hold (C12).

        A filter is `field:operator value`, as in `starts_at:>=2026-03-18T09:00:00Z`. Operators are =, !=, <, <=, >,
        >=, ? (it is set), !? (it is not), and for patients ~ (among them); without one it is =. Fields are service,
        archived_at, location, created_at, deleted_at, ends_at, id, patients, practitioner, repeated_from, starts_at
        and updated_at. It is sorted by any of them but patients, each with :asc or :desc, and by id in the end.
        Archived ones are hidden unless `archived`, or a filter on archived_at, asks for them; deleted ones are told of
        where a filter on deleted_at asks for them, as they were then.
        """
        query = GroupQuery(filters_read(filters), orders_read(sort), checks.yes_or_no(archived, field="archived"))
        offset = _offset(page, per_page)
        now = self._clinic.clock()
        with self._book.reading() as book:
            found, total = table.page(book.connection, query, offset=offset, limit=per_page, now=now)
            return GroupPage(told(book, found, now), total, page, per_page)

    @operation("group_appointments.get", right=Right.SEE)
    def get(self, *, id: Id, filters: Sequence[str] = ()) -> GroupAppointment:
        """Read one group appointment, an archived one too (C14).

        Filters on `archived_at` and `deleted_at`, as `list` has them, must hold; a deleted one is found only by a
        filter that asks for it.
        """
        said = filters_read(filters, of_archives=True)
        checks.known(id, field="id")
        now = self._clinic.clock()
        with self._book.reading() as book:
            if not said:
                return one_told(book, _group(book, id, now)[0], now)
            query = GroupQuery((Filter("id", Operator.EQUAL, id), *said), archived=True)
            found, _ = table.page(book.connection, query, offset=0, limit=1, now=now)
            if not found:
                raise NotFound("group_appointment", id)
            return told(book, found, now)[0]

    @operation("group_appointments.conflicts", right=Right.SEE)
    def conflicts(self, *, id: Id) -> Conflicts:
        """Tell whether anything else has the time of a group appointment, and list all of it (C17)."""
        now = self._clinic.clock()
        with self._book.reading() as book:
            return conflicts_of(book, _group(book, checks.known(id, field="id"), now)[0], now)

    @operation("group_appointments.update", right=Right.BOOK)
    def update(
        self,
        *,
        id: Id,
        scope: Scope | None = None,
        version: int | None = None,
        override_reason: str | None = None,
        **sent: Unpack[ChangedGroup],
    ) -> GroupAppointment:
        """Change a group appointment; what is left out stays, null clears (C15).

        The end stays where it is unless it is sent; null works it out of the service, which another service alone
        does not. Fewer seats than heads are Invalid `max_below_heads`, which names everyone who comes. Conflict lists
        what is in the way of another time, room or practitioner. Of a series, `scope` says which dates are meant;
        `repeat` lets them come again otherwise.
        """
        words = "Group appointment changed"
        with self._clinic.writing("group_appointments.update", lambda: words) as work:
            held, meant = self._meant(work, id, version, scope)
            asked, actor = asked_of(work, held, sent), self._clinic.actor
            if meant is Scope.THIS:
                visit = changed(work, actor, held, asked, override_reason)
            else:
                visit, many = changed_widely(work, actor, held, meant, asked, override_reason)
                words = _counted(many, "changed")
            if "repeat" in sent:
                visit = coming_again(work, actor, visit, meant, sent["repeat"])
            return one_told(work, visit, work.now)

    @operation("group_appointments.archive", right=Right.CANCEL)
    def archive(self, *, id: Id, scope: Scope | None = None, version: int | None = None) -> GroupAppointment:
        """Put a group appointment away: its time, room and equipment are free at once. Twice is harmless (C16).

        With a `scope` all dates of its series that are meant, past ones too.
        """
        return self._put(Deed.ARCHIVE, id, scope, version, None)

    @operation("group_appointments.restore", right=Right.BOOK)
    def restore(
        self, *, id: Id, scope: Scope | None = None, version: int | None = None, override_reason: str | None = None
    ) -> GroupAppointment:
        """Bring a group appointment back that was archived or cancelled, with all who come to it (C16).

        Conflict lists whoever has its time by now, and the closures and blocks over it; Invalid `room_too_small` tells
        that its room holds fewer by now. Twice is harmless.
        """
        return self._put(Deed.RESTORE, id, scope, version, override_reason)

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

    def _meant(self, work: Work, id: Id, version: int | None, scope: Scope | None) -> tuple[Appointment, Scope]:
        """Give the group that an id names, and which dates of its series are meant with it."""
        held, usual = _group(work, checks.known(id, field="id"), work.now)
        check_whose(checks.fresh(held, version, "appointment"), self._clinic.actor)
        return held, checks.one_of_or_none(scope, Scope, field="scope") or usual

    def _put(
        self, deed: Deed, id: Id, scope: Scope | None, version: int | None, told_why: str | None
    ) -> GroupAppointment:
        """Put groups away, or bring them back."""
        verb = "archived" if deed is Deed.ARCHIVE else "restored"
        words, actor = f"Group appointment {verb}", self._clinic.actor
        with self._clinic.writing(f"group_appointments.{deed.value}", lambda: words) as work:
            held, meant = self._meant(work, id, version, scope)
            if meant is not Scope.THIS:
                held, many = put_widely(work, actor, held, meant, deed, told_why)
                words = _counted(many, verb)
            elif deed is Deed.ARCHIVE:
                held = families.put_away(work, held)
            else:
                held = families.brought_back(work, held, told_why, actor)
            return one_told(work, held, work.now)

    def _check(self, work: Work, start: Instant, asked: Asked) -> None:
        """Refuse what no group may be, before it is told how its dates stand."""
        end = asked.series.wanted.times[0].end
        fields: GroupFields = {**asked.fields}
        filled_in(work, self._clinic.actor, Order(start=start, end=end, sent=fields)).checked()

    def _planned(self, book: Reading, asked: Asked, now: Instant) -> RepeatPlan:
        kept = self._clinic.availability.kept
        series = asked.series
        return planned(GroupTimes(kept.look(book), series.question, kept, now, series.practitioner), series.wanted)


def _group(book: Reading, id: Id, now: Instant) -> tuple[Appointment, Scope]:
    """Give the group that an id names, or a series; anything else is not found."""
    try:
        found, scope = resolved(book, id, now)
    except NotFound:
        raise NotFound("group_appointment", id) from None
    if not found.group or found.expires_at is not None:
        raise NotFound("group_appointment", id)
    return found, scope


def _offset(page: int, per_page: int) -> int:
    if not 1 <= checks.whole(page, field="page") <= checks.LAST_PAGE:
        raise Invalid("bad_page", field="page", got=page, allowed=f"1 to {checks.LAST_PAGE}")
    if not 1 <= checks.whole(per_page, field="per_page") <= LARGEST_PAGE:
        raise Invalid("bad_page_size", field="per_page", got=per_page, allowed=f"1 to {LARGEST_PAGE}")
    return (page - 1) * per_page


def _counted(many: int, verb: str) -> str:
    return f"Group appointment {verb}" if many == 1 else f"{many} group appointments {verb}"
