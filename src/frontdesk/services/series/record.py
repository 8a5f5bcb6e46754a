"""The record of a series: made of times or of events of a file, read, cut in two, and moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from frontdesk.domain.errors import Unavailable
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.rule import Rule
from frontdesk.domain.series import Series
from frontdesk.ics.clocks import IanaClock
from frontdesk.ics.event import Addition, Event, Moment
from frontdesk.ics.expand import MOST, Expansion, occurrences
from frontdesk.ics.moments import key_of
from frontdesk.ics.reader import read
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import midnight
from frontdesk.ics.writer import unfolded
from frontdesk.services.series.rows import moment_named
from frontdesk.services.series.rules import moved_rule, rule_before, rule_from, told_rule
from frontdesk.services.series.times import Times, event_of


@dataclass(frozen=True, slots=True)
class Told:
    """What a record says: the event of the series, and its versions from which on all times are changed."""

    master: Event
    versions: tuple[Event, ...] = ()

    @property
    def rule(self) -> str | None:
        """Give its rule, the first of several, None where it has none."""
        return next(iter(self.master.rrules), None)


def made(one: Id, uid: str, times: Times, filled: Instant | None, left_out: Iterable[str] = ()) -> Series:
    """Give the record of a series that is made here."""
    lines = unfolded([replace(event_of(times), uid=uid)])
    return Series(id=one, uid=uid, zone=times.zone, lines=lines, filled=filled, left_out=tuple(left_out))


def of_events(one: Id, told: Told, filled: Instant | None) -> Series:
    """Give the record of a series that a file brings."""
    zone = told.master.zone
    lines = unfolded([told.master, *told.versions])
    return Series(id=one, uid=told.master.uid, zone=zone, lines=lines, filled=filled, imported=True)


def told_by(series: Series) -> Told:
    """Read a record; Unavailable where it is damaged."""
    return _told(series.zone, series.lines)


@lru_cache(maxsize=256)
def _told(zone: str, lines: tuple[str, ...]) -> Told:
    events = read("\r\n".join(lines).encode(), zone=zone).events
    master = next((each for each in events if each.recurrence_id is None), None)
    if master is None:
        raise Unavailable("damaged", got="a series without an event")
    return Told(master, tuple(each for each in events if each.recurrence_id is not None))


def telling(series: Series, told: Told) -> Series:
    """Give a record that says something else from now on."""
    return replace(series, lines=unfolded([told.master, *told.versions]))


def rule_of(series: Series) -> str | None:
    """Give the rule of a series as people say it, the first of several, None where it has none."""
    rules = rules_of(series)
    return rules[0].text if rules else None


@dataclass(frozen=True, slots=True)
class Written:
    """One rule of a series: as it is written, and as it is read."""

    text: str
    read: Rule


def rules_of(series: Series) -> tuple[Written, ...]:
    """Give the rules of a series that can be read, in order."""
    told = (told_rule(each, series.zone) for each in told_by(series).master.rrules)
    return tuple(Written(each, read_rule(each)) for each in told)


def times_of(series: Series) -> Times:
    """Give when a series begins, on whose clock, and by which rule it comes again."""
    master = told_by(series).master
    return Times(master.start, master.end, series.zone, master.all_day, told_by(series).rule)


def due(series: Series, span: Interval, *, limit: int = MOST) -> Expansion:
    """Give the times that a series asks for in a span."""
    told = told_by(series)
    return occurrences(told.master, told.versions, span, limit=limit)


def ended_before(told: Told, moment: Instant) -> Told:
    """Give what is left of a series that ends before a moment."""
    master, clock = told.master, told.master.clock
    zone, all_day = clock.zone, master.all_day

    def early(each: Moment) -> bool:
        return instant_of(each, master) < moment

    return Told(
        replace(
            master,
            rrules=tuple(rule_before(rule, moment, zone, all_day=all_day) for rule in master.rrules),
            rdates=tuple(each for each in master.rdates if early(each.moment)),
            exdates=tuple(each for each in master.exdates if early(each)),
        ),
        tuple(each for each in told.versions if _moment_of(each) < moment),
    )


def begun_at(told: Told, moment: Instant) -> Told:
    """Give what is left of a series that begins at a moment, which is one of its times, as it is then."""
    master, clock = told.master, told.master.clock
    by, version = _shift_at(told, moment)
    length = (version or master).end - (version or master).start
    own = replace(
        version or master,
        recurrence_id=None,
        this_and_future=False,
        clock=clock,
        zone=master.zone,
        end_clock=None,
        wall=clock.wall(moment),
        start=moment,
        end=Instant(moment + length),
        exrules=master.exrules,
        rrules=tuple(rule_from(rule, times_before(master, rule, moment)) for rule in master.rrules),
        rdates=tuple(each for each in master.rdates if instant_of(each.moment, master) > moment),
        exdates=tuple(each for each in master.exdates if instant_of(each, master) >= moment),
    )
    later = Told(own, tuple(each for each in told.versions if _moment_of(each) > moment))
    return moved(later, moment, clock.at(clock.wall(moment) + by), None) if by else later


def moved(told: Told, before: Instant, after: Instant, length: timedelta | None) -> Told:
    """Give a series all of whose times lie as much later on the wall clock as one of them does.

    `length` is how long they are from now on, on the wall clock; without one they stay as long as they are. Invalid
    where a rule names the days or times itself.
    """
    master, clock = told.master, told.master.clock
    by = clock.wall(after) - clock.wall(before)

    def at(moment: Moment) -> Moment:
        if isinstance(moment, date):
            return moment + timedelta(days=by.days)
        return clock.at(clock.wall(moment) + by)

    wall = master.wall + by
    start = clock.at(wall)
    end = Instant(start + master.end - master.start) if length is None else clock.at(wall + length)
    moved_master = replace(
        master,
        wall=wall,
        start=start,
        end=end,
        length=master.length if length is None else None,
        end_clock=None if length is not None else master.end_clock,
        rrules=tuple(moved_rule(rule, before, after, clock.zone) for rule in master.rrules),
        exrules=tuple(moved_rule(rule, before, after, clock.zone) for rule in master.exrules),
        rdates=tuple(_moved_addition(each, at) for each in master.rdates),
        exdates=tuple(at(each) for each in master.exdates),
    )
    return Told(moved_master, tuple(_moved_version(each, by) for each in told.versions))


def _moved_addition(addition: Addition, at: Callable[[Moment], Moment]) -> Addition:
    moment = at(addition.moment)
    if addition.end is None or isinstance(moment, date) or isinstance(addition.moment, date):
        return Addition(moment)
    return Addition(moment, Instant(moment + addition.end - addition.moment))


def _moved_version(version: Event, by: timedelta) -> Event:
    clock = version.clock
    named = clock.at(clock.wall(_moment_of(version)) + by)
    start = clock.at(version.wall + by)
    key = key_of(clock.wall(named).date()) if version.all_day else key_of(named)
    end = Instant(start + version.end - version.start)
    return replace(version, recurrence_id=key, wall=version.wall + by, start=start, end=end)


def _shift_at(told: Told, moment: Instant) -> tuple[timedelta, Event | None]:
    """Give how far the newest version moves the times from a moment on, and that version."""
    fitting = [each for each in told.versions if each.this_and_future and _moment_of(each) <= moment]
    if not fitting:
        return timedelta(), None
    newest = max(fitting, key=_moment_of)
    return newest.wall - told.master.clock.wall(_moment_of(newest)), newest


def times_before(master: Event, rule: str, moment: Instant) -> int:
    """Count the times that one rule gives before a moment, the first one among them, whatever was taken out."""
    alone = replace(master, rrules=(rule,), rdates=(), exdates=(), exrules=())
    found = occurrences(alone, (), Interval(master.start, Instant(max(moment, master.start + 1))), limit=10 * MOST)
    return sum(each.start < moment for each in found.occurrences)


def instant_of(moment: Moment, master: Event) -> Instant:
    """Give the instant of a moment that a series names: the begin of a day in the zone that its days are in."""
    return IanaClock(master.zone).at(midnight(moment)) if isinstance(moment, date) else moment


def _moment_of(version: Event) -> Instant:
    return moment_named(version.recurrence_id or "", version.zone)
