"""What free times cost, against the least that plain Python needs for the same answers in the same minute.

Run with `python tests/benchmarks/free_times.py`. It judges nothing: it prints ratios of processor time, and whether
the answers are those that are known. The engine alone starts from open hours and rows in memory; the whole operation
from the book's file, to replies. First calls are made in a process of their own each time.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import big_book
import workloads
from workloads import EVERY, W1, W2, W3, Workload

from frontdesk.domain.availability.days import span_of
from frontdesk.domain.availability.engine import free_slots
from frontdesk.domain.availability.question import Part, Question
from frontdesk.domain.availability.snapshot import Snapshot
from frontdesk.domain.claim import Subject
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.opening import Openings
from frontdesk.services.clinic import Clinic, open_clinic

ROUNDS = 9
FIRST_CALLS = 9
SIZES = (10_000, 1_000_000)


def main() -> None:
    """Print the figures, or be one of the processes that make a first call."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", help="make one first call, and print what it took")
    asked = parser.parse_args().first
    if asked:
        first_call(next(each for each in EVERY if each.name == asked))
        return
    for workload in EVERY:
        report(workload)
    growth()


def report(workload: Workload) -> None:
    """Print the figures of one workload."""
    busy = workload.busy()
    in_memory = workloads.from_memory(busy)
    path, calendar = workloads.book(workload)
    with tempfile.TemporaryDirectory() as folder, open_clinic(path, clock=workload.now) as clinic:
        rows_of, connection = workloads.from_file(busy, Path(folder) / "floor.db")
        calls: list[Callable[[], int]] = [
            lambda: workloads.floor(workload, in_memory),
            lambda: workloads.floor(workload, rows_of),
            lambda: operation(clinic, calendar, workload),
        ]
        if workload is not W3:
            calls.append(engine(path, workload))
        for call in calls:
            got = call()
            assert got == workload.answer, f"{workload.name}: {got}, not {workload.answer}"
        taken = in_turn(calls)
        connection.close()
    sweep, from_file, later = taken[:3]
    print(f"{workload.name}: sweep {sweep:.2f} ms, from a file {from_file:.2f} ms; answer {workload.answer} as known")
    if workload is not W3:
        print(f"  engine alone {taken[3]:.2f} ms: {big_book.verdict(taken[3] / sweep, 1.5)} of the sweep")
    first = statistics.median(first_in_a_process(workload) for _ in range(FIRST_CALLS))
    print(f"  first call in a process {first:.1f} ms: {verdict(first / from_file, 2, workload is W2)} of the file's")
    allowed = 0.25 if workload is W3 else 0.5
    print(f"  later calls {later:.2f} ms: {verdict(later / from_file, allowed, workload is not W1)} of the file's")


def growth() -> None:
    """Print what a week of free times costs in a small and in a large book, nothing remembered."""
    with ExitStack() as open_books:
        calls = [week_of(open_books.enter_context(open_clinic(big_book.book(n), clock=big_book.now))) for n in SIZES]
        few, many = big_book.side_by_side(*calls, rounds=ROUNDS * 5)
    ratio = big_book.verdict(many / few, 1.3)
    print(f"a week of a service, nothing remembered: {few:.2f} ms among {SIZES[0]:,} visits, {many:.2f} among")
    print(f"  {SIZES[1]:,}: {ratio}")


def week_of(clinic: Clinic) -> Callable[[], object]:
    """Ask a book for a week of its first service's free times."""
    service = clinic.services.list()[0].id
    last = big_book.TODAY + timedelta(days=6)

    def ask() -> object:
        clinic.availability.kept.forget()
        return clinic.availability.free_times(service=service, first=big_book.TODAY, last=last)

    return ask


def verdict(ratio: float, allowed: float, asked: bool) -> str:
    """Say a ratio, beside what is allowed where anything is asked."""
    return big_book.verdict(ratio, allowed) if asked else f"{ratio:5.2f} x"


def operation(clinic: Clinic, calendar: Id, workload: Workload) -> int:
    """Ask the book as a screen would."""
    if workload is W3:
        return clinic.availability.next_free(calendar=calendar).slots[0].start
    days = clinic.availability.free_times(calendar=calendar, first=workload.first, last=workload.last).days
    return sum(len(slot.practitioners) for slots in days.values() for slot in slots)


def engine(path: Path, workload: Workload) -> Callable[[], int]:
    """Give the engine's work on a snapshot in memory, its hours resolved as the sweep's are."""
    busy = workload.busy()
    people = tuple(Id(n + 1) for n in range(workload.people))
    span = span_of(workload.first, workload.last, workloads.ZONE)
    hours = workloads.windows(workload)
    opened = tuple(Interval(Instant(a), Instant(b)) for a, b in hours)

    class Resolved(Openings):
        def of(self, *_: object, **__: object) -> tuple[Interval, ...]:
            return opened

    snapshot = Snapshot(
        openings=Resolved((), (), {}),
        claims={(Subject.PRACTITIONER, one, 1): rows for one, rows in zip(people, busy, strict=True)},
    )
    question = Question(
        parts=(Part(length=workloads.LENGTH, before=workloads.BEFORE, after=workloads.AFTER, who=people),),
        zone=workloads.ZONE,
        home=workloads.ZONE,
        step=workloads.STEP,
        earliest=Instant(workload.now() + workloads.NOTICE),
    )
    return lambda: sum(len(slot.practitioners) for slot in free_slots(question, snapshot, span))


def first_call(workload: Workload) -> None:
    """Open the book, ask once, and print what it took of the processor and what came out."""
    path, calendar = workloads.book(workload)
    with open_clinic(path, clock=workload.now) as clinic:
        began = time.process_time_ns()
        got = operation(clinic, calendar, workload)
        print(json.dumps([(time.process_time_ns() - began) / 1e6, got]))


def first_in_a_process(workload: Workload) -> float:
    """Give the milliseconds of a first call; modules are compiled beforehand, as those that are installed are."""
    installed = {**os.environ, "PYTHONPYCACHEPREFIX": str(big_book.FOLDER / "compiled")}
    installed.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, __file__, "--first", workload.name]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=installed)
    taken, got = json.loads(told.stdout)
    assert got == workload.answer
    return float(taken)


def in_turn(calls: list[Callable[[], int]]) -> list[float]:
    """Give the median milliseconds of processor time of each call, made in turn."""
    taken: list[list[int]] = [[] for _ in calls]
    gc.collect()
    for _ in range(ROUNDS):
        for call, times in zip(calls, taken, strict=True):
            began = time.process_time_ns()
            call()
            times.append(time.process_time_ns() - began)
    return [statistics.median(times) / 1e6 for times in taken]


if __name__ == "__main__":
    main()
