"""What the waiting list costs with 500 who wait, beside a small and a large book.

Run with `python tests/benchmarks/waitlist.py [--visits N …] [--entries N]`. Everything is asked after a write, as a
desk does, so that nobody who waits is remembered from before: what each call takes then is `after a write`, and `again`
is the same call once more. The first call of each kind since the book was opened is `first`. It judges nothing.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "src")]

# ruff: noqa: E402
import big_book

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.instants import HOUR, MINUTE, Instant
from frontdesk.domain.patient import Patient
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import WEEKDAYS
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.services.clinic import Clinic, open_clinic

SIZES = (10_000, 1_000_000)
ENTRIES = 500
TARGET_MS = 100
ROUNDS = 15


def main() -> None:
    """Print the figures of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, nargs="*", default=SIZES)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--book", type=Path, help="a copy of a sample clinic that may be written to")
    options = parser.parse_args()
    for visits in options.visits:
        if options.book:
            report(options.book, visits, options.entries)
            continue
        with big_book.scratch(big_book.book(visits)) as path:
            report(path, visits, options.entries)


def report(path: Path, visits: int, entries: int) -> None:
    """Print what each call takes."""
    with open_clinic(path, clock=big_book.now) as clinic:
        fill(clinic, entries)
    with open_clinic(path, clock=big_book.now) as clinic:
        print(f"{visits:,} visits, {entries} who wait")
        day = big_book.TODAY + timedelta(days=1)
        gone = cancelled(clinic, day)
        who = gone.practitioner_id
        assert who is not None
        calls: dict[str, Callable[[], object]] = {
            "fits_after": lambda: clinic.waitlist.fits_after(appointment=gone.id),
            "fits, an hour": lambda: clinic.waitlist.fits(
                start=gone.start, end=Instant(gone.start + HOUR), practitioner=who, limit=50
            ),
            "gaps of a day": lambda: clinic.waitlist.gaps(day=day),
            "on_day": lambda: clinic.waitlist.on_day(day=day),
            "a page of the list": lambda: clinic.waitlist.list(size=50),
        }
        for name, call in calls.items():
            first = milliseconds(call)
            after, again = [], []
            for n in range(ROUNDS):
                touch(clinic, day, n, name)
                after.append(milliseconds(call))
                again.append(milliseconds(call))
            late = statistics.median(after)
            told = "" if late <= TARGET_MS else ", MISSED"
            print(
                f"  {name:20} first {first:6.1f} ms   after a write {late:6.1f} ms (slowest {max(after):.1f})"
                f"   again {statistics.median(again):6.1f} ms   (target {TARGET_MS} ms{told})"
            )
        fitting = clinic.waitlist.fits_after(appointment=gone.id)
        gaps = clinic.waitlist.gaps(day=day)
        placed = sum(place.start is not None for place in clinic.waitlist.on_day(day=day))
        print(
            f"  {fitting.total} fit what was freed; {sum(g.entries for g in gaps)} in {len(gaps)} gaps; {placed} placed"
        )


def fill(clinic: Clinic, entries: int) -> None:
    """Put so many on the list, who wish for all sorts of things."""
    chance = random.Random(72)
    services = clinic.services.list()
    people = [p for p in clinic.practitioners.list() if p.archived_at is None]
    patients: list[Patient] = []
    for page in range(1, entries // 500 + 2):
        patients += clinic.patients.list(page=page, size=500).items
    with clinic.writing("benchmark.fill", lambda: "Waiting list filled") as work:
        made = []
        for n in range(entries):
            service = chance.choice(services)
            who = [p.id for p in people if service.given_by(p.id)]
            days = tuple(chance.sample(WEEKDAYS[:5], chance.choice((2, 3)))) if chance.random() < 0.3 else ()
            parts = (chance.choice(list(DayPart)[:2]),) if chance.random() < 0.4 else ()
            made.append(
                WaitlistEntry(
                    id=work.new_id(),
                    patient_id=patients[n % len(patients)].id,
                    service_id=service.id,
                    practitioners=tuple(chance.sample(who, min(len(who), 2))) if chance.random() < 0.4 else (),
                    prefers=Preference(days, parts) if days or parts else None,
                    until=big_book.TODAY + timedelta(days=chance.randint(3, 90)) if chance.random() < 0.5 else None,
                    length=chance.choice((20, 45)) * MINUTE if chance.random() < 0.1 else None,
                    urgency=chance.choice(list(Urgency)),
                    note="Rings back",
                    created_by="front-desk",
                    created_at=Instant(big_book.NOW - chance.randint(1, 60 * 24) * HOUR),
                )
            )
        work.create(*made)


def cancelled(clinic: Clinic, day: date) -> Appointment:
    """Cancel a visit of half an hour or so on a date, and give it as it was."""
    board = clinic.board.day(day=day)
    found = next(v for v in board.visits if v.status is Status.BOOKED and v.patient_id and v.practitioner_id)
    before = clinic.appointments.get(id=found.id).appointment
    clinic.appointments.cancel(id=found.id)
    return before


def touch(clinic: Clinic, day: date, n: int, said: str) -> None:
    """Write something that has to do with the day, as desks do."""
    board = clinic.board.day(day=day)
    some = [v for v in board.visits if v.patient_id is not None and v.practitioner_id is not None]
    clinic.appointments.update(id=some[n % len(some)].id, description=f"{said}, {n}")


def milliseconds(call: Callable[[], object]) -> float:
    """Give how long a call takes."""
    began = time.perf_counter_ns()
    call()
    return (time.perf_counter_ns() - began) / 1e6


if __name__ == "__main__":
    main()
