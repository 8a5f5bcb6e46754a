"""The files that benchmarks run on: sample clinics, made once for every size and kept until the sample changes."""

from __future__ import annotations

import hashlib
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from frontdesk.domain.instants import Instant, parse
from frontdesk.services.demo import make_demo

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 18)
NOW = parse("2026-03-18T10:42:00-04:00", field="now")
PATIENTS = 20_000
FOLDER = Path(tempfile.gettempdir()) / "frontdesk-benchmarks"
# What the content of a sample depends on; the files of others may change without a new one.
_SOURCES = ("services/demo/*.py", "store/bulk.py", "store/schema.py", "store/derived.py", "store/tables/*.py")


def now() -> Instant:
    """Give the moment that every sample clinic stands at."""
    return NOW


def book(visits: int, *, practitioners: int = 12) -> Path:
    """Give a sample clinic with so many visits, made now or before."""
    FOLDER.mkdir(exist_ok=True)
    size = f"{practitioners}x{visits}"
    path = FOLDER / f"{size}-{fingerprint()}.frontdesk"
    if not path.exists():
        for older in FOLDER.glob(f"{size}-*"):
            older.unlink()
        began = time.perf_counter()
        print(f"making {visits:,} visits once, in {path.parent} …", file=sys.stderr)
        make_demo(path, practitioners=practitioners, visits=visits, patients=PATIENTS, clock=now, today=TODAY)
        print(f"made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return path


@contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """Give a copy that may be written to, and goes away again."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        yield Path(shutil.copyfile(path, Path(folder) / path.name))


def fingerprint() -> str:
    digest = hashlib.sha256(f"{NOW} {PATIENTS}".encode())
    for pattern in _SOURCES:
        for source in sorted((ROOT / "src/frontdesk").glob(pattern)):
            digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def side_by_side(*calls: Callable[[], object], rounds: int = 201) -> list[float]:
    """Time several calls in turn, round after round, so that each meets the same minute; medians in milliseconds."""
    taken: list[list[float]] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(rounds):
        for call, times in zip(calls, taken, strict=True):
            began = time.perf_counter_ns()
            call()
            times.append((time.perf_counter_ns() - began) / 1e6)
    return [statistics.median(times) for times in taken]


def wall_and_processor(*calls: Callable[[], object], rounds: int = 201) -> list[tuple[float, float]]:
    """Time several calls in turn as `side_by_side` does; medians of the clock's and the processor's milliseconds."""
    taken: list[list[tuple[int, int]]] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(rounds):
        for call, times in zip(calls, taken, strict=True):
            began, busy = time.perf_counter_ns(), time.process_time_ns()
            call()
            worked = time.process_time_ns() - busy
            times.append((time.perf_counter_ns() - began, worked))
    return [
        (statistics.median(wall for wall, _ in times) / 1e6, statistics.median(work for _, work in times) / 1e6)
        for times in taken
    ]


def verdict(ratio: float, allowed: float) -> str:
    """Say a ratio beside what is allowed."""
    return f"{ratio:5.2f} x (allowed {allowed:g} x{'' if ratio <= allowed else ', MISSED'})"
