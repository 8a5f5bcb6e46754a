"""Blocks: time that is closed for a practitioner or a calendar, once or again and again (C42 to C44)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, EventType, native_uid
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.keep import KEEP, Keep, kept
from frontdesk.domain.location import Location
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.series import Scope, Series
from frontdesk.services import checks
from frontdesk.services.affected import Affected, touching
from frontdesk.services.block_changes import Change, Plan, Setting, changed_alone, changed_series, removed_rows
from frontdesk.services.booking import default_place, zone_of
from frontdesk.services.operations import Area, operation
from frontdesk.services.series import record
from frontdesk.services.series.rows import is_block, rows_at
from frontdesk.services.series.times import Times, between, checked_rule, expanded, shifted
from frontdesk.store import appointments as table
from frontdesk.store.work import Reading, Work

LONGEST_LIST = 1100 * DAY
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class BlockReply:
    """A block, its rule, and the booked visits that it lies over, which stay as they are.

    `count` is how many rows were written, or the series has; `horizon` how far they reach where the rule goes on.
    `over` lists the first visits, `total` counts them all. `overridden` are blocks that had been changed by themselves
    and were changed with the others now.
    """

    block: Appointment
    rule: str | None
    count: int
    horizon: Instant | None
    over: tuple[Affected, ...]
    total: int
    overridden: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockTrial:
    """What a block would be: its first time, how many there would be, and the visits it would lie over."""

    start: Instant
    end: Instant
    count: int
    horizon: Instant | None
    over: tuple[Affected, ...]
    total: int


@dataclass(frozen=True, slots=True)
class BlocksGone:
    """How many blocks were removed."""

    count: int


class Blocks(Area):
    """Operations on blocks. Instants are milliseconds UTC; `version` given and outdated is Stale."""

    @operation("blocks.list", right=Right.SEE)
    def list(
        self,
        *,
        start: Instant,
        end: Instant,
        location: Id | None = None,
        practitioner: Id | None = None,
        calendar: Id | None = None,
    ) -> tuple[Appointment, ...]:
        """List the blocks of some time by start then id; every filter that is given must hold.

        One that only touches the edge of the time is out.
        """
        if start >= end:
            raise Invalid("end_not_after_start", field="end", got=end, allowed=f"after {start}")
        if end - start > LONGEST_LIST:
            raise Invalid("too_long", field="end", got=end, allowed="at most three years after the start")
        wanted = table.Wanted(None, practitioner, location, start, end, (), EventType.BLOCK, calendar=calendar)
        with self._book.reading() as book:
            return tuple(table.every(book.connection, wanted))

    @operation("blocks.get", right=Right.SEE)
    def get(self, *, id: Id) -> BlockReply:
        """Read one block with its rule, how many there are of its series, and the visits that it lies over."""
        with self._book.reading() as book:
            return _reply(book, _held(book, id), None)

    @operation("blocks.over", right=Right.SEE)
    def over(
        self,
        *,
        start: Instant,
        end: Instant,
        practitioner: Id | None = None,
        calendar: Id | None = None,
        location: Id | None = None,
        all_day: bool = False,
        rule: str | None = None,
        zone_name: str | None = None,
    ) -> BlockTrial:
        """Tell when a block would be and which visits it would lie over; nothing is written.

        The visits are those from now on, or of the block's only time.
        """
        now = self._clinic.clock()
        with self._book.reading() as book:
            _live(book, Practitioner, practitioner, "practitioner")
            _live(book, Calendar, calendar, "calendar")
            place = _place(book, location, calendar)
            zone = zone_of(book, place, zone_name, default_place(book))
            times = _times(start, end, zone, all_day, checked_rule(rule))
            found = expanded(times, now)
            spans = _spans(((slot.start, slot.end) for slot in found.slots), now)
            over = _over(book, spans, practitioner, calendar)
        first = found.slots[0]
        return BlockTrial(first.start, first.end, len(found.slots), found.horizon, over[:MOST_LISTED], len(over))

    @operation("blocks.create", right=Right.BOOK)
    def create(
        self,
        *,
        start: Instant,
        end: Instant,
        title: str = "",
        practitioner: Id | None = None,
        calendar: Id | None = None,
        location: Id | None = None,
        all_day: bool = False,
        rule: str | None = None,
        zone_name: str | None = None,
    ) -> BlockReply:
        """Close time for a practitioner or a calendar, and again after a rule (RRULE); visits below it stay.

        All day means whole days in the location's zone. A rule gives rows two years ahead, each at the same time on
        the wall clock; one that cannot be read, or gives more than 2,000, is invalid.
        """
        with self._clinic.writing("blocks.create", lambda: "Time blocked") as work:
            place = _place(work, location, calendar)
            zone = zone_of(work, place, zone_name, default_place(work))
            times = _times(start, end, zone, all_day, checked_rule(rule))
            found = expanded(times, work.now)
            owners = {
                "practitioner_id": _live(work, Practitioner, practitioner, "practitioner"),
                "calendar_id": _live(work, Calendar, calendar, "calendar"),
            }
            template = self._template(work, times, title=title, location_id=place, **owners)
            rows = [template.checked()]
            if times.rule is not None:
                ids = (template.id, *(work.new_id() for _ in found.slots[1:]))
                one, first = work.new_id(), found.slots[0]
                begun = replace(times, start=first.start, end=first.end)
                series = record.made(one, native_uid(one), begun, found.horizon)
                rows = [row.checked() for row in rows_at(template, series, found.slots, ids)]
                work.create(series)
            work.create(*rows)
            return _reply(work, rows[0], rows, found.horizon)

    @operation("blocks.update", right=Right.BOOK)
    def update(
        self,
        *,
        id: Id,
        scope: Scope = Scope.THIS,
        version: int | None = None,
        title: str | Keep | None = KEEP,
        start: Instant | Keep = KEEP,
        end: Instant | Keep = KEEP,
        all_day: bool | Keep = KEEP,
        practitioner: Id | Keep | None = KEEP,
        calendar: Id | Keep | None = KEEP,
        location: Id | Keep | None = KEEP,
        rule: str | Keep | None = KEEP,
    ) -> BlockReply:
        """Change a block, or with it those that follow or all of its series; what is left out stays, null clears.

        This one alone becomes an exception. Those that follow become a series of their own. All move as far as this
        one does; of those that were changed by themselves the past ones stay, the others are overridden and told. A
        start without an end keeps the length.
        """
        with self._clinic.writing("blocks.update", lambda: "Block changed") as work:
            held = checks.fresh(_held(work, id), version, "appointment")
            fields = self._fields(work, held, title, practitioner, calendar, location)
            series = _series_of(work, held)
            usual = None if series is None else record.rule_of(series)
            change = Change(fields, *_moved(held, start, end, all_day), checked_rule(kept(rule, usual)))
            if scope is Scope.THIS and series is not None:
                if change.rule != usual:
                    raise Invalid("rule_of_a_series", field="scope", got=scope.value, allowed=["following", "all"])
                plan = changed_alone(held, change)
            else:
                plan = changed_series(held, change, _setting(work, held, scope))
            written = _write(work, plan)
            mine = next(row for row in written if row.id == held.id)
            reply = _reply(work, mine, [row for row in written if row.id in plan.meant], plan.horizon)
            return replace(reply, overridden=tuple(plan.overridden))

    @operation("blocks.delete", right=Right.BOOK)
    def delete(self, *, id: Id, scope: Scope = Scope.THIS, version: int | None = None) -> BlocksGone:
        """Remove a block, or with it those that follow or all of its series; undo brings them back."""
        with self._clinic.writing("blocks.delete", lambda: "Block removed") as work:
            held = checks.fresh(_held(work, id), version, "appointment")
            plan = Plan(gone=[held])
            if scope is not Scope.THIS and held.series_id is not None:
                plan = removed_rows(held, _setting(work, held, scope))
            _write(work, plan)
            return BlocksGone(len(plan.gone))

    def _template(self, work: Work, times: Times, *, title: str, **fields: Any) -> Appointment:
        made = work.new_id()
        return Appointment(
            id=made,
            uid=native_uid(made),
            title=checks.line(title, field="title"),
            event_type=EventType.BLOCK,
            status_at=work.now,
            start=times.start,
            end=times.end,
            zone=times.zone,
            all_day=times.all_day,
            created_by=self._clinic.actor.id,
            created_at=work.now,
            updated_at=work.now,
            **fields,
        )

    def _fields(
        self,
        work: Work,
        held: Appointment,
        title: str | Keep | None,
        practitioner: Id | Keep | None,
        calendar: Id | Keep | None,
        location: Id | Keep | None,
    ) -> dict[str, Any]:
        """Give what is sent as fields of an appointment."""
        found: dict[str, Any] = {"updated_at": work.now}
        if not isinstance(title, Keep):
            found["title"] = checks.line(title or "", field="title")
        for name, kind, sent in (
            ("practitioner", Practitioner, practitioner),
            ("calendar", Calendar, calendar),
            ("location", Location, location),
        ):
            if not isinstance(sent, Keep):
                own = getattr(held, f"{name}_id")
                found[f"{name}_id"] = sent if sent == own else _live(work, kind, sent, name)
        diary = found.get("calendar_id", held.calendar_id)
        changed = any(found.get(name, own) != own for name, own in _whose(held).items())
        if diary is not None and changed:
            found["location_id"] = _place(work, found.get("location_id"), diary)
        return found


def _held(book: Reading, id: Id) -> Appointment:
    found = book.get(Appointment, id)
    if not is_block(found):
        raise NotFound("block", id)
    return found


def _whose(held: Appointment) -> dict[str, Id | None]:
    return {"calendar_id": held.calendar_id, "location_id": held.location_id}


def _setting(work: Work, held: Appointment, scope: Scope) -> Setting:
    kin = [held] if held.series_id is None else table.of_series(work.connection, held.series_id)
    return Setting(kin, _series_of(work, held), work.now, work.new_id, following=scope is Scope.FOLLOWING)


def _series_of(book: Reading, held: Appointment) -> Series | None:
    return None if held.series_id is None else book.find(Series, held.series_id)


def _write(work: Work, plan: Plan) -> Sequence[Appointment]:
    work.remove(*plan.gone)
    for before, after in plan.records:
        if after is None:
            work.remove(*filter(None, [before]))
        elif before is None:
            work.create(after)
        else:
            work.replace(before, after)
    written = [work.replace(before, after.checked()) for before, after in plan.replaced]
    made = [row.checked() for row in plan.made]
    work.create(*made)
    return [*written, *made]


def _times(start: Instant, end: Instant, zone: str, all_day: bool, rule: str | None) -> Times:
    if end <= start:
        raise Invalid("end_not_after_start", field="end", got=end, allowed=f"after {start}")
    return Times(start, end, zone, checks.yes_or_no(all_day, field="all_day"), rule).whole_days()


def _moved(
    held: Appointment, start: Instant | Keep, end: Instant | Keep, all_day: bool | Keep
) -> tuple[Instant, Instant, bool]:
    """Give the new time of a block; a start alone takes the end along on the wall clock."""
    begin = kept(start, held.start)
    whole = checks.yes_or_no(kept(all_day, held.all_day), field="all_day")
    if isinstance(end, Keep):
        end = held.end
        if begin != held.start:
            end = shifted(begin, between(held.start, held.end, held.zone), held.zone)
    times = _times(begin, end, held.zone, whole, None)
    return times.start, times.end, whole


def _place(book: Reading, location: Id | None, calendar: Id | None) -> Id | None:
    """Give the location: the one that was sent, else the calendar's, else the default one."""
    home = None if calendar is None else book.get(Calendar, calendar).location_id
    if location is None:
        return home or default_place(book)[0]
    if home not in (None, location):
        raise Invalid("calendar_elsewhere", field="calendar", got=str(calendar), allowed="one of the location")
    return _live(book, Location, location, "location")


def _live(book: Reading, kind: type[Any], id: Id | None, field: str) -> Id | None:
    if id is not None and book.get(kind, id).archived_at is not None:
        raise Invalid("archived", field=field, got=str(id), allowed="one that is not archived")
    return id


def _reply(
    book: Reading, block: Appointment, written: Sequence[Appointment] | None, horizon: Instant | None = None
) -> BlockReply:
    """Say what a block is now, or what was written of it."""
    rows = written
    if rows is None:
        rows = [block] if block.series_id is None else table.of_series(book.connection, block.series_id)
    shown = [block] if written is None else rows
    now = getattr(book, "now", block.end)
    spans = _spans(((row.start, row.end) for row in shown), now)
    over = _over(book, spans, block.practitioner_id, block.calendar_id)
    series = _series_of(book, block)
    rule = None if series is None else record.rule_of(series)
    return BlockReply(block, rule, len(rows), horizon, over[:MOST_LISTED], len(over))


def _spans(times: Iterable[tuple[Instant, Instant]], now: int) -> Sequence[Interval]:
    """Give the times whose visits matter: those to come, and a single one whenever it is."""
    listed = [Interval(start, end) for start, end in times]
    return listed if len(listed) == 1 else [span for span in listed if span.end > now]


def _over(
    book: Reading, spans: Iterable[Interval], practitioner: Id | None, calendar: Id | None
) -> tuple[Affected, ...]:
    if practitioner is None and calendar is None:
        return ()
    return touching(book, spans, practitioner=practitioner, calendar=calendar)
