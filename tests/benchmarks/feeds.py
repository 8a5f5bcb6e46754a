"""What keeping a calendar feed costs with 10,000 visits of one practitioner, and what the window feels of it.

Run with `python tests/benchmarks/feeds.py [--visits N] [--times N]`. Three figures of the service: a file written
after a change, a file that turns out to hold the same, and one that is known to be right; then the longest time that
the screen's thread was kept from its own work, and a read on the window's worker, while a feed was written behind
them, beside the same of an idle window. It judges nothing but the last: a click is to be answered within 50 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "src")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# ruff: noqa: E402
import big_book

from frontdesk.domain.feed import Naming
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.services.clinic import Clinic, open_clinic

TARGET_MS = 50
TICK_MS = 2
HALF_AN_HOUR, FAR = 30 * MINUTE, 1200 * DAY


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=5, help="medians of so many")
    options = parser.parse_args()
    with (
        big_book.scratch(big_book.book(options.visits, practitioners=1)) as path,
        tempfile.TemporaryDirectory() as folder,
    ):
        for naming in Naming:
            with open_clinic(path, clock=big_book.now) as clinic:
                tell_service(clinic, Path(folder), naming, options.times)
        tell_window(path, options.times)


def tell_service(clinic: Clinic, folder: Path, naming: Naming, times: int) -> None:
    """Print what one feed costs."""
    [who] = clinic.practitioners.list()
    feed = clinic.feeds.create(
        path=folder / f"{naming.value}.ics", practitioner=who.id, naming=naming, days_back=3660, days_ahead=3660
    )
    patient = clinic.patients.list(size=1).items[0].id
    written, same, known = [], [], []
    for turn in range(times):
        start = Instant(big_book.NOW + FAR + (list(Naming).index(naming) * times + turn) * HALF_AN_HOUR)
        clinic.appointments.book(
            start=start,
            end=Instant(start + HALF_AN_HOUR),
            practitioner=who.id,
            patient=patient,
            override_reason="-",
        )
        written.append(timed(clinic.feeds.write))
        clinic.practitioners.update(id=who.id, phone=f"+1 212 555 01{turn:02}")
        same.append(timed(clinic.feeds.write))
        known.append(timed(clinic.feeds.write))
    [found] = clinic.feeds.write()
    size = Path(feed.path).stat().st_size / 1e6
    print(f"{naming.value}: {found.visits:,} visits, {size:.1f} MB")
    for words, times_taken in (("written", written), ("the same", same), ("known", known)):
        wall, work = (statistics.median(one[n] for one in times_taken) for n in range(2))
        print(f"  {words:10} {wall:8.1f} ms, of the processor {work:8.1f} ms")
    clinic.feeds.update(id=feed.id, active=False)


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Give the milliseconds of a call, by the clock and of the processor."""
    began, busy = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - began) * 1e3, (time.process_time() - busy) * 1e3


def tell_window(path: Path, times: int) -> None:
    """Print how long the screen's thread waits for its turn while a feed is written behind it."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from frontdesk.gui.ground.collector import release_collector
    from frontdesk.gui.ground.tasks import Tasks

    app = QApplication([])
    release_collector()
    behind, work = Tasks(), Tasks()
    for each in (behind, work):
        each.open(lambda: open_clinic(path, clock=big_book.now), lambda _: None, lambda _: None)
    with open_clinic(path, clock=big_book.now) as clinic:
        feed = clinic.feeds.list()[1].feed
        clinic.feeds.update(id=feed.id, active=True)
    gaps: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.append((now - last[0]) * 1e3 - TICK_MS)
        last[0] = now

    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    answers: list[float] = []

    def ask() -> None:
        asked = time.perf_counter()

        def answered(_board: object) -> None:
            answers.append((time.perf_counter() - asked) * 1e3)

        work.run(lambda clinic: clinic.board.day(day=big_book.TODAY), answered)

    def run(busy: bool) -> tuple[float, float, float]:
        done: list[Any] = []
        if busy:
            Path(feed.path).unlink(missing_ok=True)
            behind.run(lambda clinic: clinic.feeds.write(), done.append)
        else:
            QTimer.singleShot(1000, lambda: done.append(None))
        gaps.clear()
        answers.clear()
        last[0] = time.perf_counter()
        while not done:
            if work.idle:
                ask()
            app.processEvents()
        return max(gaps), statistics.median(answers), max(answers)

    run(busy=False)
    for words, busy in (("idle", False), ("writing", True)):
        found = [run(busy) for _ in range(times)]
        gap, median, most = (statistics.median(one[n] for one in found) for n in range(3))
        said = "" if gap <= TARGET_MS else f", MISSED ({TARGET_MS} ms)"
        print(
            f"{words:8} longest gap on the screen's thread {gap:6.1f} ms{said}; a day is read in {median:.1f} ms, "
            f"at most {most:.1f} ms"
        )
    timer.stop()
    for each in (work, behind):
        each.end()


if __name__ == "__main__":
    main()
