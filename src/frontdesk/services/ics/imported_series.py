"""An imported series as the series that it is: its events as they came, and what was done with it in the book.

A time that was taken away or put away here is an exception, one that was changed by itself an event of its own. What
the file said beyond the rows (times long past, versions yet to come) goes out as it came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.instants import EARLIEST, LATEST, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.event import Event, Moment
from frontdesk.ics.expand import Occurrence
from frontdesk.ics.rule import read_rule
from frontdesk.ics.values import read_date
from frontdesk.services.ics import kept
from frontdesk.services.ics.kin import Kin, end_of
from frontdesk.services.ics.numbers import Number
from frontdesk.services.ics.outgoing import zone_note
from frontdesk.services.series import record
from frontdesk.services.series.imported import shift_of, told_by
from frontdesk.services.series.record import Told
from frontdesk.services.series.rows import moment_named, moment_of
from frontdesk.services.series.wanted import CHANGED

Telling = Callable[[Appointment], Event]
# What stands in the book goes out, however much it has become.
_MOST = 50_000
# Lines that tell a row from its series, and are nobody's business where the series goes out itself.
_OF_ROWS = (f"{kept.RULE}:", f"{CHANGED}:")
# In these all rows of one event are alike, unless one was changed by itself.
_ALIKE = """
    title description event_type status zone all_day occupies patient_id practitioner_id location_id room_id service_id
    variation_id calendar_id equipment booking_id add_ons meeting guests buffer_before buffer_after attendees
    reference_patients interaction video_url video_meeting_id address
"""
_signature = attrgetter(*_ALIKE.split())
_OF_ONE_TIME = ("recurrence_id", "start", "end", "wall", "clock", "sequence", "last_modified", "end_clock", "length")
_OF_THE_TIMES = (
    *("recurrence_id", "this_and_future", "start", "end", "zone", "clock", "wall", "all_day", "end_clock", "length"),
    *("rrules", "exrules", "rdates", "exdates"),
)
_OF_THE_WORDS = ("summary", "description", "location", "status", "transp", "organizer", "attendees")


def series_events(
    series: Series, rows: Sequence[Appointment], telling: Telling, number: Number, home: str
) -> Iterator[Event]:
    """Give the events of an imported series, all of whose standing rows are given.

    `telling` gives the event of one row, `number` is that of the series, `home` the clinic's zone.
    """
    return _Out(series, rows, telling, number, home).events()


class _Out:
    def __init__(
        self, series: Series, rows: Sequence[Appointment], telling: Telling, number: Number, home: str
    ) -> None:
        self._series = series
        self._rows = rows
        self._telling = telling
        self._number = number
        self._home = home
        told = _ended(series, rows, told_by(series))
        begin = EARLIEST if series.since is None else Instant(series.since - shift_of(told))
        end = LATEST if series.filled is None else Instant(series.filled + shift_of(told))
        self._kin = Kin(series, rows, Interval(begin, end), most=_MOST, told=told)
        self._standing = {row.recurrence_id for row in rows}
        self._of = {id(each.event): each for each in self._kin.due.values()}
        self._usual = self._usual_rows()
        self._bare: dict[int, Event] = {}

    def events(self) -> Iterator[Event]:
        """Give the series, its versions, then the times that are not as it has them."""
        told = self._kin.told
        yield self._master(told.master)
        yield from (self._event(each) for each in told.versions if self._goes_out(each))
        for row in self._rows:
            if not self._follows(row):
                own = self._telling(row)
                yield replace(own, extras=_without_rows(own.extras))

    def _usual_rows(self) -> dict[int, Appointment]:
        """Give a row for each event that is as most of its rows are."""
        found: dict[int, list[Appointment]] = {}
        for row in self._rows:
            each = self._kin.due.get(row.recurrence_id or "")
            if each is not None and self._kin.is_usual(row, each):
                found.setdefault(id(each.event), []).append(row)
        usual = {}
        for number, rows in found.items():
            many = Counter(_signature(row) for row in rows)
            most = max(many.values())
            usual[number] = next(row for row in rows if many[_signature(row)] == most)
        return usual

    def _master(self, master: Event) -> Event:
        gone = [each for each in self._kin.due.values() if self._is_missing(each)]
        own = tuple(moment for each in gone if (moment := self._moment(each)) is not None)
        event = self._event(master)
        modified = self._number.modified if self._number.changes else event.last_modified
        return replace(event, exdates=(*event.exdates, *own), last_modified=modified)

    def _is_missing(self, each: Occurrence) -> bool:
        """Tell whether a time would have a row if it had not been taken away, or left out."""
        if each.key in self._standing or each.cancelled:
            return False
        since, filled = self._series.since, self._series.filled
        if since is not None and not (each.end > since or each.start >= since):
            return False
        last = each.start if not each.event.this_and_future else max(each.start, self._named(each))
        return each.key in self._series.left_out or filled is None or last < filled

    def _named(self, each: Occurrence) -> Instant:
        return moment_named(each.key, self._series.zone)

    def _moment(self, each: Occurrence) -> Moment | None:
        if len(each.key) > len("20260318"):
            return self._named(each)
        return read_date(each.key) if self._kin.told.master.all_day else None

    def _goes_out(self, version: Event) -> bool:
        """Tell whether a version goes out as it came: one that no row, and nobody here, says otherwise of."""
        if version.this_and_future:
            return True
        each = self._of.get(id(version))
        if each is None:
            return version.recurrence_id not in self._standing
        if each.key in self._standing:
            return id(version) in self._usual
        return not self._is_missing(each)

    def _event(self, event: Event) -> Event:
        """Give an event as it came, as long as the book says the same, else with the words of the book."""
        words = self._kin.words(event)
        usual = self._usual.get(id(event))
        row = self._imagined(event) if usual is None else usual
        own = self._telling(replace(row, status=words.status, extras=words.extras))
        if _says(event, own):
            note = () if kept.note(event.extras, kept.ZONE) else zone_note(event.clock, event.zone, self._home)
            number = self._number.of(event.sequence)
            return replace(event, line=0, sequence=number, extras=(*note, *event.extras))
        times = {name: getattr(event, name) for name in _OF_THE_TIMES}
        return replace(
            own,
            **times,
            dtstamp=event.dtstamp,
            sequence=self._number.of(event.sequence),
            extras=(*zone_note(event.clock, words.zone, self._home), *_without_rows(own.extras)),
        )

    def _imagined(self, event: Event) -> Appointment:
        """Give the row that an event would have; with people of its own it has none of the book's."""
        end = event.end if event.end > event.start else Instant(event.start + 1)
        like = self._kin.like(event)
        row = self._kin.row(like, Occurrence(event.recurrence_id or "", event.start, end, event))
        row = replace(row, sequence=event.sequence, version=1)
        master = self._kin.told.master
        if (event.organizer, event.attendees) != (master.organizer, master.attendees):
            row = replace(row, practitioner_id=None, patient_id=None, attendees=())
        return row

    def _follows(self, row: Appointment) -> bool:
        """Tell whether a reader of the series would make just this row."""
        each = self._kin.due.get(row.recurrence_id or "")
        usual = None if each is None else self._usual.get(id(each.event))
        if each is None or usual is None or (row.start, row.end) != (each.start, end_of(each)):
            return False
        words = self._kin.words(each.event)
        if row.status is not words.status or not self._kin.is_usual(row, each):
            return False
        return _signature(row) == _signature(usual) or self._tells_the_same(row, usual, each.event)

    def _tells_the_same(self, row: Appointment, usual: Appointment, event: Event) -> bool:
        """Tell whether two rows differ in nothing that is told of them but their time."""
        held = self._bare.get(id(event))
        if held is None:
            held = self._bare[id(event)] = self._telling(replace(usual, extras=(), version=1))
        own = self._telling(replace(row, extras=(), version=1))
        return replace(own, **{name: getattr(held, name) for name in _OF_ONE_TIME}) == held


def _ended(series: Series, rows: Sequence[Appointment], told: Told) -> Told:
    """Give a series that was called off, or ended here, with the end that its rule does not know of."""
    rules = [read_rule(rule) for rule in told.master.rrules]
    if series.filled is not None or all(rule.count or rule.until for rule in rules):
        return told
    return record.ended_before(told, Instant(max(moment_of(row) for row in rows) + 1))


def _says(event: Event, own: Event) -> bool:
    """Tell whether the book says of an event what its file said."""
    return all(getattr(event, name) == getattr(own, name) for name in _OF_THE_WORDS) and _notes(event) == _notes(own)


def _notes(event: Event) -> set[str]:
    lines = (line for line in _without_rows(event.extras) if line.startswith(kept.OWN))
    return {line for line in lines if not line.startswith(f"{kept.ZONE}:")}


def _without_rows(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if not line.startswith(_OF_ROWS))
