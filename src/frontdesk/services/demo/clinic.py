"""Make a believable clinic to try things on: people, rooms, services, and months of visits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant, at_wall, local_date, wall
from frontdesk.domain.instants import zone as checked_zone
from frontdesk.domain.location import Room
from frontdesk.services.clinic import Clock, now_ms
from frontdesk.services.demo.counter import Bystander, counter
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.pauses import SAMPLE
from frontdesk.services.demo.people import Panels, people
from frontdesk.services.demo.site import NAME, dated, found
from frontdesk.services.demo.visits import Diary
from frontdesk.store.bulk import Building, building
from frontdesk.store.work import Record

ZONE = "America/New_York"
# Records a changeset: few enough to hold, many enough that the record of changes stays short to look through.
BATCH = 10_000
MOST = {"practitioners": 500, "days": 36_500, "patients": 1_000_000, "visits": 10_000_000}
_SAMPLE_DAYS = 28

Progress = Callable[[int, int], None]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Summary:
    """What was made. `first` and `last` are the local dates that hold it."""

    path: Path
    name: str
    zone: str
    today: date
    first: date
    last: date
    practitioners: int
    rooms: int
    services: int
    patients: int
    visits: int


def make_demo(
    path: str | Path,
    *,
    practitioners: int = 12,
    days: int = 183,
    patients: int = 3000,
    visits: int | None = None,
    seed: int = 1,
    zone: str = ZONE,
    clock: Clock = now_ms,
    today: date | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Make a sample clinic in a new file; two thirds of its days are past.

    The same arguments at the same moment make the same clinic, ids included; another `today` moves that moment to
    the same time of another date. `visits` makes exactly so many and chooses the days that it takes. `progress` is
    told how many patients and visits are written, of about how many. Unavailable says why the file cannot be made;
    nothing is left of it then.
    """
    _check_sizes(practitioners=practitioners, days=days, patients=patients, visits=visits)
    checked_zone(zone)
    now = clock()
    day = today or local_date(now, zone)
    moment = now if today is None else at_wall(datetime.combine(day, wall(now, zone).time()), zone)
    ids, panels = Ids(moment), Panels()
    site, records = found(practitioners, seed, zone, day, ids)
    span = _span(Diary(site, panels, ids, now=moment, today=day, seed=seed), day, days, visits)
    site, more = dated(site, span.first, day, moment, ids)
    diary = Diary(site, panels, ids, now=moment, today=day, seed=seed)
    with building(Path(path)) as book:
        scribe = _Scribe(book, moment, progress, patients + span.visits)
        scribe.write((*records, *more), "Sample clinic")
        scribe.batches(people(patients, day, ids, panels, seed), "Sample patients")
        seen = Bystander(day, zone)
        newest = scribe.batches(seen.watched(span.of(diary)), "Sample visits")
        scribe.write(counter(seen, site.services, panels, moment, ids, seed), "Sample counter")
    rooms = sum(isinstance(each, Room) for each in records)
    counts = (practitioners, rooms, len(site.services), patients, scribe.written - patients)
    return Summary(Path(path), NAME, zone, day, span.first, span.last(newest), *counts)


def _check_sizes(**sizes: int | None) -> None:
    for field, got in sizes.items():
        if got is not None and not 1 <= got <= MOST[field]:
            raise Invalid("bad_size", field=field, got=got, allowed=f"1 to {MOST[field]}")


@dataclass(frozen=True, slots=True)
class _Span:
    """Which dates are filled: so many days, or as many as so many visits take."""

    first: date
    days: int | None
    visits: int

    def of(self, diary: Diary) -> Iterator[Appointment]:
        """Give the visits of these dates, by start."""
        whole = chain.from_iterable(islice(diary.days(self.first), self.days))
        return whole if self.days is not None else islice(whole, self.visits)

    def last(self, newest: Appointment | None) -> date:
        """Give the last date, which without a number of days is that of the newest visit."""
        if self.days is None and newest is not None:
            return local_date(newest.start, newest.zone)
        return self.first + timedelta(days=(self.days or 1) - 1)


def _span(diary: Diary, today: date, days: int, visits: int | None) -> _Span:
    sample = sum(len(diary.slots(today - timedelta(days=n))) for n in range(_SAMPLE_DAYS))
    if visits is None:
        return _Span(today - timedelta(days=days * 2 // 3), days, sample * days // _SAMPLE_DAYS)
    taken = visits * _SAMPLE_DAYS // max(sample, 1)
    if taken > MOST["days"]:
        most = MOST["days"] * sample // _SAMPLE_DAYS
        raise Invalid("bad_size", field="visits", got=visits, allowed=f"1 to {most} with these practitioners")
    return _Span(today - timedelta(days=taken * 2 // 3), None, visits)


class _Scribe:
    """Writes records into the book, a changeset a batch."""

    def __init__(self, book: Building, moment: Instant, progress: Progress | None, expected: int) -> None:
        self._book = book
        self._moment = moment
        self._progress = progress
        self._expected = expected
        self.written = 0

    def write(self, records: Iterable[Record], words: str) -> None:
        """Write one changeset, in the name of nobody at the desk: undo never takes the sample away."""
        head = {
            "at": self._moment,
            "actor": SAMPLE,
            "operation": "demo.make",
            "words": words,
        }
        self._book.write(head, records)

    def batches(self, records: Iterator[R], words: str) -> R | None:
        """Write all of them, however many, and give the last."""
        newest: R | None = None
        while batch := list(islice(records, BATCH)):
            newest = batch[-1]
            self.write(batch, words)
            self.written += len(batch)
            if self._progress is not None:
                self._progress(self.written, max(self.written, self._expected))
        return newest
