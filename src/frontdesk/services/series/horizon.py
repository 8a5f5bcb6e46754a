"""The horizon of what comes again: rows stand two years ahead, and are added to as time goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, Attendance, Attendee
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.expand import Occurrence
from frontdesk.ics.rule import read_rule
from frontdesk.services import families
from frontdesk.services.allowing import allowed
from frontdesk.services.booking import first_status
from frontdesk.services.series import record
from frontdesk.services.series.rows import is_block, is_changed, moment_named, moment_of, put_into, unmarked
from frontdesk.services.series.times import AHEAD, between, has_ended, shifted
from frontdesk.store import appointments as table
from frontdesk.store import series as store
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Reading, Work

# So much of the two years may be used up before rows are added: three writes a year.
SLACK = 120 * DAY
_AT_ONCE = 500
Judge = Callable[[Appointment], Appointment]


@dataclass(frozen=True, slots=True)
class Extended:
    """How many rows were added, and how many times were left out because something stood in their way.

    `last` is the series to go on after, None when no more wait.
    """

    added: int
    left_out: int
    last: Id | None = None


def short_of_rows(book: Reading, now: int) -> list[Id]:
    """List the series that want more rows, by id."""
    return store.filled_before(book.connection, now + AHEAD - SLACK)


def is_left_to_upkeep(series: Series, now: int) -> bool:
    """Tell whether an imported series is to be filled further by the upkeep, and not by its file coming again.

    One that was cut because it has more times than an import gives to one is not: that lies on no day's edge.
    """
    filled = series.filled
    return filled is not None and filled % DAY == 0 and now < filled < now + AHEAD - SLACK


def extended(work: Work, actor: Actor, one: Id) -> Extended:
    """Add the rows that are due by now to a series that goes on."""
    series = work.get(Series, one)
    assert series.filled is not None
    if series.imported:
        # Late: imports know series, and most series are none of theirs.
        from frontdesk.services.ics.growing import grown

        return grown(work, series)
    rows = table.of_series(work.connection, series.id)
    template = template_of(rows)
    horizon = Instant(work.now + AHEAD)
    due = record.due(series, Interval(Instant(series.filled - DAY), horizon))
    known = {row.recurrence_id for row in rows}
    fresh = [o for o in due.occurrences if _moment(o, series) >= series.filled and o.key not in known]
    made: list[Appointment] = []
    left_out: list[str] = []
    if template is not None:
        for each in fresh:
            row = _row(work, template, series, each)
            try:
                made += _written(work, actor, row)
            except (Conflict, Invalid):
                left_out.append(each.key)
        _flush(work, [row for row in made if is_block(row)])
    filled = None if template is None else filled_by(series, horizon)
    work.replace(series, replace(series, filled=filled, left_out=(*series.left_out, *left_out)))
    return Extended(len(made), len(left_out))


def template_of(rows: Sequence[Appointment]) -> Appointment | None:
    """Give the row that new ones are like: the last that stands and was not changed by itself.

    Of a class those come on who come to the last two: whoever signed up for one session is not in all that follow.
    """
    standing = [row for row in rows if row.archived_at is None and row.status.occupies]
    standing.sort(key=moment_of, reverse=True)
    found = next((row for row in standing if not is_changed(row)), next(iter(standing), None))
    if found is None or not found.group or len(standing) < 2:
        return found
    regulars = {one.id for one in standing[0].attendees} & {one.id for one in standing[1].attendees}
    return replace(found, attendees=tuple(one for one in found.attendees if one.id in regulars))


def fresh_row(work: Work, template: Appointment, start: Instant, end: Instant) -> Appointment:
    """Give a row like another at another time, that nothing has happened to yet."""
    attendees = tuple(
        Attendee(each.id, Attendance.INVITED, payment=each.payment)
        for each in template.attendees
        # A seat that is only held is held on one date.
        if each.held_until is None
    )
    return unmarked(
        replace(
            template,
            id=work.new_id(),
            start=start,
            end=end,
            status=first_status(work, None, template.event_type),
            status_at=work.now,
            attendees=attendees,
            arrived_at=None,
            left_at=None,
            actual_start=None,
            actual_end=None,
            visit_note=None,
            override_reason=None,
            cancel_reason=None,
            no_show_reason=None,
            seats_until=None,
            archived_at=None,
            created_at=work.now,
            updated_at=work.now,
            version=1,
        )
    )


def _row(work: Work, template: Appointment, series: Series, each: Occurrence) -> Appointment:
    end = each.end
    if is_block(template) and not template.all_day:
        # A block from nine to five is that on every day, however long it is.
        end = shifted(each.start, between(template.start, template.end, template.zone), template.zone)
    return put_into(fresh_row(work, template, each.start, max(end, Instant(each.start + 1))), series, each.key)


def _written(work: Work, actor: Actor, row: Appointment) -> list[Appointment]:
    """Write a row; Conflict where its time is taken or closed. Blocks close time themselves, and are written later."""
    if is_block(row):
        return [row.checked()]

    def judge(visit: Appointment) -> Appointment:
        judged = allowed(work, None, visit.checked(), {}, None, actor)
        taken = overlapping(work.connection, claims_of(judged))
        if taken:
            raise Conflict("time_taken", tuple(taken))
        return judged

    if row.booking_id is not None and row.calendar_id is not None:
        families.collective(work, work.get(Calendar, row.calendar_id), replace(row, booking_id=None), judge)
        return [row]
    judged = judge(replace(row, booking_id=None))
    work.create(judged)
    return [judged]


def _flush(work: Work, rows: Sequence[Appointment]) -> None:
    for at in range(0, len(rows), _AT_ONCE):
        work.create(*rows[at : at + _AT_ONCE])


def _moment(each: Occurrence, series: Series) -> Instant:
    return moment_named(each.key, series.zone)


def filled_by(series: Series, horizon: Instant) -> Instant | None:
    """Give how far rows reach that were made up to a horizon: None where the series gives nothing behind it."""
    master = record.told_by(series).master
    ended = all(
        has_ended(read_rule(rule), _given(series, rule, horizon), series.zone, horizon) for rule in master.rrules
    )
    later = [each for each in master.rdates if record.instant_of(each.moment, master) >= horizon]
    return None if ended and not later else horizon


def _given(series: Series, rule: str, horizon: Instant) -> int:
    """Count what a rule with a COUNT has given up to the horizon; of others nobody asks."""
    if read_rule(rule).count is None:
        return 0
    master = record.told_by(series).master
    return record.times_before(master, rule, horizon)
