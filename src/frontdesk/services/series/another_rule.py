"""Another rule for a visit: it begins to come again, comes otherwise from a date on, or not any more (C38, C40)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, Status, native_uid
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Clash, Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import LATEST, Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.series_table import Stands
from frontdesk.ics.problems import Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.services import checks, families
from frontdesk.services.allowing import allowed
from frontdesk.services.series import record
from frontdesk.services.series.horizon import fresh_row
from frontdesk.services.series.members import Family, family_of, stays_moving
from frontdesk.services.series.rows import moment_of, put_into, taken_out, unmarked
from frontdesk.services.series.times import AHEAD, Slot, Times, expanded
from frontdesk.services.series.wanted import Clashing
from frontdesk.store.claims import overlapping
from frontdesk.store.work import Work

# A daily rule gives 731 rows in the two years that rows stand ahead.
MOST = 1_000
ALLOWED = f"an RRULE that gives at most {MOST} times, or {MOST} in two years where it has no end"
_FOLD = re.compile(r"\r?\n[ \t]")


@dataclass(slots=True)
class _Rows:
    """What becomes of rows: those that are kept, at which time, those that are made, and those that go.

    `left_out` are those of the made that were not, because something stood in their way.
    """

    kept: list[tuple[Appointment, Appointment]] = field(default_factory=list)
    made: list[Appointment] = field(default_factory=list)
    gone: list[Appointment] = field(default_factory=list)
    left_out: list[Appointment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ruled:
    """What came of another rule: the visit that was named as it is now, and what became of which dates.

    `since` is the first date that the rule is of, `kept` and `moved` count visits that were there already, `left_out`
    are new dates that are not booked.
    """

    visit: Appointment
    since: Instant
    kept: int = 0
    moved: int = 0
    gone: int = 0
    made: int = 0
    left_out: tuple[Instant, ...] = ()


def rule_sent(text: str) -> str:
    """Read an RRULE as it is sent, leaving a DTSTART beside it aside; Invalid where it is none, or says more.

    RFC 5545, section 3.3.10: COUNT and UNTIL must not stand together, and BYSETPOS not without another BY part.
    """
    unfolded = _FOLD.sub("", checks.body(text, field="rrule").upper().strip())
    lines = [line.strip() for line in unfolded.split("\n") if line.strip()]
    rules = [line for line in lines if not line.startswith("DTSTART") or "FREQ=" in line]
    if len(rules) != 1:
        raise Invalid("bad_rule", field="rrule", got=text, allowed=f"{ALLOWED}, and no line but DTSTART beside it")
    parts = [part.strip() for part in rules[0].removeprefix("RRULE:").split(";")]
    parts = [part for part in parts if part and not part.startswith("DTSTART")]
    try:
        read = read_rule(";".join(parts))
    except Unreadable as error:
        raise Invalid("bad_rule", field="rrule", got=text, allowed=ALLOWED) from error
    if read.count is not None and read.until is not None:
        raise Invalid("count_or_until", field="rrule", got=text, allowed="one of COUNT and UNTIL")
    if read.positions and replace(read, positions=()).plain:
        raise Invalid("bad_rule", field="rrule", got=text, allowed="BYSETPOS with another BY part")
    return ";".join(parts)


def ruled_by_hand(
    work: Work,
    actor: Actor,
    held: Appointment,
    scope: Scope,
    rule: str | None,
    clashing: Clashing,
    *,
    by_hand: bool,
) -> Appointment:
    """Let a visit come again by a rule as it is sent; Invalid unless it is said that free slots do not matter."""
    if not checks.yes_or_no(by_hand, field="ignore_free_slots"):
        allowed_with = "only together with ignore_free_slots, as staff book a series by hand"
        raise Invalid("rrule_needs_ignore_free_slots", field="rrule", got=str(rule), allowed=allowed_with)
    sent = None if rule is None else rule_sent(rule)
    clashing = checks.one_of(clashing, Clashing, field="clashing")
    return ruled(work, actor, held, scope, sent, clashing).visit


def ruled(
    work: Work,
    actor: Actor,
    held: Appointment,
    scope: Scope,
    rule: str | None,
    clashing: Clashing = Clashing.REFUSE,
) -> Ruled:
    """Let a visit, or the dates of its series from one on, come again by a rule; None for not any more.

    What has been stays, as a series that ends there. A visit keeps its id where both rules have its day. Conflict
    lists what stands in the way of any new date, and nothing is changed then, unless `clashing` leaves those that are
    to be booked anew out of it.
    """
    if held.booking_id is not None and not families.is_collective(families.rows_of(work, held)):
        raise Invalid("rrule_not_with_parts", field="rrule", got=rule, allowed="a visit with one service")
    if held.series_id is None:
        return Ruled(held, held.start, kept=1) if rule is None else _begun(work, actor, held, rule, clashing)
    if scope is Scope.THIS:
        raise Invalid("rule_of_a_series", field="scope", got=scope.value, allowed=["following", "all"])
    family = family_of(work, held)
    going = [row for row in family.of(held, scope) if stays_moving(row, held, work.now) is None]
    if not going:
        raise Invalid("nothing_to_change", field="scope", got=scope.value, allowed="a scope with a visit to come")
    return _anew(work, actor, held, family, going, rule, clashing)


def _begun(work: Work, actor: Actor, held: Appointment, rule: str, clashing: Clashing) -> Ruled:
    """Make a single visit the first of a series."""
    times = Times(held.start, held.end, held.zone, held.all_day, rule)
    found = expanded(times, work.now, limit=MOST)
    if found.slots[0].start != held.start:
        allowed_start = "a rule that comes at the time of the visit"
        raise Invalid("start_not_in_rule", field="rrule", got=rule, allowed=allowed_start)
    series = _recorded(work, times, found.horizon)
    rows = _Rows(kept=[(held, put_into(held, series, found.slots[0].key))])
    rows.made = [_fresh(work, held, series, slot) for slot in found.slots[1:]]
    return _told(_written(work, actor, held, rows, series, clashing), held.start, rows)


def _anew(
    work: Work,
    actor: Actor,
    held: Appointment,
    family: Family,
    going: Sequence[Appointment],
    rule: str | None,
    clashing: Clashing,
) -> Ruled:
    cut = moment_of(going[0])
    later = [row for row in family.rows if moment_of(row) >= cut]
    begin = family.expected(going[0])
    old, ends = family.series, record.told_by(family.series).master.start < cut
    _end(work, old, cut, ends=ends)
    if rule is None:
        rows = _Rows(kept=[(held, taken_out(held))], gone=[row for row in going if row.id != held.id])
        rows.kept += [(row, taken_out(row)) for row in later if row.id != held.id and row not in going]
        return _told(_written(work, actor, held, rows), begin.start, rows)
    times = Times(begin.start, begin.end, held.zone, held.all_day, rule)
    found = expanded(times, work.now, limit=MOST)
    missing = _missing(family, cut)
    left_out = tuple(s.key for s in found.slots if missing.get(local_date(s.start, old.zone)) is Stands.LEFT_OUT)
    series = _recorded(work, times, found.horizon, left_out)
    # What has been, or was called off, is not moved to a date of the new rule.
    named = held if held in going else going[0]
    slots = [slot for slot in found.slots if local_date(slot.start, old.zone) not in missing]
    rows = _spread(work, named, later, going, series, slots or found.slots[:1])
    return _told(_written(work, actor, held, rows, series, clashing), begin.start, rows)


def _told(visit: Appointment, since: Instant, rows: _Rows) -> Ruled:
    """Count what became of the dates; what is over, was called off or put away is not among them."""
    mine = [
        (before, after)
        for before, after in rows.kept
        if before.id == visit.id
        or (after.series_id is not None and before.archived_at is None and before.status is not Status.CANCELLED)
    ]
    moved = sum(before.interval != after.interval for before, after in mine)
    return Ruled(
        visit,
        since,
        len(mine) - moved,
        moved,
        len(rows.gone),
        len(rows.made),
        tuple(row.start for row in rows.left_out),
    )


def _missing(family: Family, cut: Instant) -> dict[date, Stands]:
    """Give the days from a moment on on which a date of the series was taken away or left out: they stay free."""
    series, rows = family.series, {row.recurrence_id for row in family.rows}
    ended = all(rule.read.count or rule.read.until for rule in record.rules_of(series))
    end = series.filled or (LATEST if ended else Instant(cut + AHEAD))
    gone = (each for each in record.due(series, Interval(cut, end)).occurrences if each.key not in rows)
    return {
        local_date(each.start, series.zone): Stands.LEFT_OUT if each.key in series.left_out else Stands.REMOVED
        for each in gone
    }


def _spread(
    work: Work,
    held: Appointment,
    later: Sequence[Appointment],
    going: Sequence[Appointment],
    series: Series,
    slots: Sequence[Slot],
) -> _Rows:
    """Give each new date the visit of the same day, the named one the nearest date where its day has none.

    A visit that was called off or put away stays so, as the date of the new rule that its day is.
    """
    of_day: dict[date, Appointment] = {local_date(moment_of(row), series.zone): row for row in reversed(going)}
    days = {local_date(slot.start, series.zone): slot for slot in slots}
    mine = days.get(local_date(moment_of(held), series.zone)) or min(slots, key=lambda s: abs(s.start - held.start))
    rows = _Rows()
    kept: set[Id] = set()
    chosen = {row.id for row in going}
    over = {local_date(moment_of(row), series.zone): row for row in later if row.id not in chosen}
    for slot in slots:
        off = None if slot is mine else over.pop(local_date(slot.start, series.zone), None)
        if off is not None:
            rows.kept.append((off, put_into(off, series, slot.key)))
            continue
        row = held if slot is mine else of_day.get(local_date(slot.start, series.zone))
        if row is None or row.id in kept or (row.id == held.id and slot is not mine):
            rows.made.append(_fresh(work, held, series, slot))
            continue
        kept.add(row.id)
        after = unmarked(replace(row, override_reason=None, updated_at=work.now).moved(slot.start, slot.end))
        rows.kept.append((row, put_into(after, series, slot.key)))
    rows.gone = [row for row in going if row.id not in kept]
    rows.kept += [(row, taken_out(row)) for row in over.values()]
    return rows


def _recorded(work: Work, times: Times, horizon: Instant | None, left_out: Sequence[str] = ()) -> Series:
    one = work.new_id()
    series = record.made(one, native_uid(one), times, horizon, left_out)
    work.create(series)
    return series


def _end(work: Work, series: Series, cut: Instant, *, ends: bool) -> None:
    if not ends:
        work.remove(series)
        return
    told = record.ended_before(record.told_by(series), cut)
    work.replace(series, replace(record.telling(series, told), filled=None))


def _fresh(work: Work, held: Appointment, series: Series, slot: Slot) -> Appointment:
    return put_into(fresh_row(work, held, slot.start, slot.end), series, slot.key)


def _written(
    work: Work,
    actor: Actor,
    held: Appointment,
    rows: _Rows,
    series: Series | None = None,
    clashing: Clashing = Clashing.REFUSE,
) -> Appointment:
    """Judge every new time as though the rows that move held none, and write all of it."""
    work.remove(*(each for row in rows.gone for each in families.rows_of(work, row)))
    pairs = [(before, after) for before, after in rows.kept if before.interval != after.interval]
    moving = [pair for before, after in pairs for pair in families.moving(work, before, after)]
    clashes: dict[Clash, None] = {}
    with work.without_time_of(*(before for before, _ in moving)):
        judged = {before.id: _judged(work, actor, before, after, clashes) for before, after in moving}
        made = _booked(work, actor, rows, series, clashing, clashes)
    if clashes:
        raise Conflict("time_taken", tuple(clashes))
    done = held
    others = [(before, after) for before, after in moving if before.id not in {row.id for row, _ in rows.kept}]
    for before, after in [*rows.kept, *others]:
        fresh = judged.get(before.id, after)
        written = work.replace(before, replace(fresh, updated_at=work.now))
        done = written if before.id == held.id else done
    for row in made:
        _create(work, row)
    return done


def _booked(
    work: Work, actor: Actor, rows: _Rows, series: Series | None, clashing: Clashing, clashes: dict[Clash, None]
) -> list[Appointment]:
    """Give the rows that are to be made, and note in their series which are left out of it."""
    found, wanted, rows.made = [], rows.made, []
    for row in wanted:
        own: dict[Clash, None] = {}
        judged = _judged(work, actor, None, row, own)
        if own and clashing is Clashing.LEAVE:
            rows.left_out.append(row)
            continue
        clashes.update(own)
        rows.made.append(row)
        found.append(judged)
    if series is not None and rows.left_out:
        left = (*series.left_out, *(row.recurrence_id or "" for row in rows.left_out))
        work.replace(series, replace(series, left_out=left))
    return found


def _create(work: Work, row: Appointment) -> None:
    if row.booking_id is None or row.calendar_id is None:
        work.create(row)
        return
    families.collective(work, work.get(Calendar, row.calendar_id), replace(row, booking_id=None), lambda one: one)


def _judged(
    work: Work, actor: Actor, before: Appointment | None, after: Appointment, clashes: dict[Clash, None]
) -> Appointment:
    try:
        fresh = allowed(work, before, after.checked(), {}, None, actor)
    except Conflict as refusal:
        clashes.update(dict.fromkeys(refusal.clashes))
        return after
    taken = overlapping(work.connection, claims_of(fresh), besides=None if before is None else before.id)
    clashes.update(dict.fromkeys(taken))
    return fresh
