"""Three clinics for free times, the same on every machine: busy rows at random, one rule for all, known answers.

W1 is 12 practitioners for 28 days over a change of the clock, W2 100 for 31 days, W3 12 for a year of which the first
200 days are full. Everyone works 9:00 to 12:30 and 13:30 to 17:30 from Monday to Friday in New York; slots are 30
minutes on a grid of 15, with 5 minutes before and 10 after, at two hours' notice from 8:00 of the first day.
`floor` and `floor_from_file` are the least that plain Python needs for the same answers.
"""

from __future__ import annotations

import random
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import big_book
import sqlcipher3.dbapi2 as driver

from frontdesk.domain.appointment import Appointment, EventType, native_uid
from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, at_minute
from frontdesk.domain.length import Length
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Stretch
from frontdesk.services.clinic import Clinic, create_clinic, open_clinic

ZONE = "America/New_York"
HOURS = ((540, 750), (810, 1050))
LENGTH, STEP, BEFORE, AFTER, NOTICE = (n * MINUTE for n in (30, 15, 5, 10, 120))
LONGEST = 45 * MINUTE  # no busy row is longer
A_DAY = 24  # busy rows
Row = tuple[int, int]
RowsOf = Callable[[int, int, int], Sequence[Row]]


@dataclass(frozen=True)
class Workload:
    """One clinic; `answer` is how many times are free, each practitioner's counted, or the first one (W3)."""

    name: str
    seed: int
    people: int
    first: date
    days: int
    full: int
    answer: int

    @property
    def last(self) -> date:
        """Give the last date."""
        return self.first + timedelta(days=self.days - 1)

    def now(self) -> Instant:
        """Give the moment that is asked at."""
        return at_minute(self.first, 480, ZONE)

    def busy(self) -> list[list[Row]]:
        """Make every practitioner's busy rows, by start; they may overlap."""
        rng = random.Random(self.seed)
        return [sorted(row for n in range(self.days) for row in self._day(rng, n)) for _ in range(self.people)]

    def _day(self, rng: random.Random, number: int) -> list[Row]:
        day, found = self.first + timedelta(days=number), []
        minute = HOURS[0][0]
        while number < self.full and minute < HOURS[-1][1]:
            length = rng.randrange(15, 46, 5)
            found.append((minute, length))
            minute += length
        while len(found) < A_DAY:
            minute = rng.randrange(360, 1320, 5)
            found.append((minute, rng.randrange(15, 46, 5)))
        starts = ((at_minute(day, minute, ZONE), length) for minute, length in found)
        return [(start, start + length * MINUTE) for start, length in starts]


W1 = Workload("W1", 20260302, 12, date(2026, 3, 2), 28, 0, 1164)
W2 = Workload("W2", 20260301, 100, date(2026, 3, 1), 31, 0, 10134)
W3 = Workload("W3", 20260303, 12, date(2026, 3, 2), 365, 200, 1_789_737_300_000)
EVERY = (W1, W2, W3)


def book(workload: Workload) -> tuple[Path, Id]:
    """Give the book of a workload and its one calendar, made now or before; its rules by the public operations."""
    big_book.FOLDER.mkdir(exist_ok=True)
    path = big_book.FOLDER / f"{workload.name}-{big_book.fingerprint()}.frontdesk"
    if not path.exists():
        for older in big_book.FOLDER.glob(f"{workload.name}-*"):
            older.unlink()
        began = time.perf_counter()
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with create_clinic(part, name="Workload", zone_name=ZONE, clock=workload.now) as clinic:
            _arrange(clinic, workload)
        part.rename(path)
        print(f"{workload.name} made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    with open_clinic(path, clock=workload.now) as clinic:
        return path, clinic.calendars.list()[0].id


def _arrange(clinic: Clinic, workload: Workload) -> None:
    rules = [Rule(day=day, intervals=tuple(Stretch(Minute(a), Minute(b)) for a, b in HOURS)) for day in WEEKDAYS[:5]]
    people = [clinic.practitioners.create(name=f"Practitioner {n:03}") for n in range(workload.people)]
    for person in people:
        clinic.schedules.create(name="Hours", practitioner=person.id, rules=rules)
    clinic.calendars.create(
        name="Visits",
        kind=CalendarKind.ROUND_ROBIN,
        team=[Member(person.id) for person in people],
        duration=Length(LENGTH // MINUTE),
        interval=Length(STEP // MINUTE),
        buffer_before=Length(BEFORE // MINUTE),
        buffer_after=Length(AFTER // MINUTE),
        notice=Length(NOTICE // MINUTE),
    )
    for person, rows in zip(people, workload.busy(), strict=True):
        with clinic.writing("workload", lambda: "Busy") as work:
            work.create(*(_entry(work.new_id(), person.id, *row) for row in rows))


def _entry(id: Id, person: Id, start: int, end: int) -> Appointment:
    return Appointment(
        id=id,
        uid=native_uid(id),
        event_type=EventType.STAFF,
        status_at=Instant(0),
        start=Instant(start),
        end=Instant(end),
        zone=ZONE,
        practitioner_id=person,
        override_reason="overlaps",
        created_by="workload",
        created_at=Instant(0),
        updated_at=Instant(0),
    )


def floor(workload: Workload, rows_of: RowsOf) -> int:
    """Work the answer out by one sweep over each practitioner's rows: how many times, or the first."""
    people = range(workload.people)
    earliest = workload.now() + NOTICE
    if workload is not W3:
        open_times = windows(workload)
        near = (open_times[0][0] - 2 * 60 * MINUTE, open_times[-1][1] + 2 * 60 * MINUTE)
        return sum(len(_sweep(rows_of(person, *near), open_times, earliest)) for person in people)
    for first in range(0, workload.days, 7):
        open_times = windows(workload, first, min(7, workload.days - first))
        near = (open_times[0][0] - 2 * 60 * MINUTE, open_times[-1][1] + 2 * 60 * MINUTE)
        found = [some[0] for person in people if (some := _sweep(rows_of(person, *near), open_times, earliest))]
        if found:
            return min(found)
    return 0


def from_memory(busy: Sequence[Sequence[Row]]) -> RowsOf:
    """Give rows that lie in memory already."""
    starts = [[row[0] for row in rows] for rows in busy]

    def rows_of(person: int, since: int, until: int) -> Sequence[Row]:
        return busy[person][bisect_left(starts[person], since) : bisect_left(starts[person], until)]

    return rows_of


def from_file(busy: Sequence[Sequence[Row]], path: Path) -> tuple[RowsOf, Any]:
    """Give rows that are read from a plain file by one indexed look each, and the connection to close."""
    connection = driver.connect(str(path))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE busy (id INTEGER PRIMARY KEY, person INT, a INT, b INT, note TEXT)")
    rows = ((person, a, b) for person, some in enumerate(busy) for a, b in some)
    connection.executemany("INSERT INTO busy (person, a, b, note) VALUES (?, ?, ?, 'x')", rows)
    connection.execute("CREATE INDEX by_time ON busy (person, a, b)")
    connection.commit()
    look = "SELECT a, b FROM busy WHERE person = ? AND a >= ? AND a < ? ORDER BY a"
    return lambda *bound: connection.execute(look, bound).fetchall(), connection


def windows(workload: Workload, first: int = 0, days: int | None = None) -> list[Row]:
    """Give when everyone works on some of the days, the wall clock resolved anew each time."""
    every = (workload.first + timedelta(days=first + n) for n in range(workload.days - first if days is None else days))
    at = at_minute.__wrapped__
    return [(at(day, a, ZONE), at(day, b, ZONE)) for day in every if day.weekday() < 5 for a, b in HOURS]


def _sweep(rows: Sequence[Row], open_times: Sequence[Row], earliest: int) -> list[int]:
    found: list[int] = []
    starts = [row[0] for row in rows]
    at = 0
    for opens, closes in open_times:
        start = opens if opens >= earliest else opens - (opens - earliest) // STEP * STEP
        last = closes - LENGTH
        if start > last:
            continue
        at = bisect_left(starts, opens - BEFORE - LONGEST, at)
        for a, b in rows[at : bisect_left(starts, closes + AFTER, at)]:
            fits = min(a - LENGTH - AFTER, last)
            if fits >= start:
                found.extend(range(start, fits + 1, STEP))
                start += (fits - start) // STEP * STEP + STEP
            if b + BEFORE > start:
                start = opens - (opens - b - BEFORE) // STEP * STEP
        if start <= last:
            found.extend(range(start, last + 1, STEP))
    return found
