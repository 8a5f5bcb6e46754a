"""What a series costs: read date by date, tried, moved as a whole and let reach further, among few visits and many.

Run with `python tests/benchmarks/series.py [--visits N]`. It judges nothing: figures of what ran in the same minute.
One weekly series without an end (105 dates) of a practitioner who has no other visits.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from contextlib import ExitStack

import big_book

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, Instant
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed
from frontdesk.services.clinic import Clinic, open_clinic

FEW = 10_000
NAMES = ("book 105 dates", "read a page of 200", "try a move of all", "move all", "undo that", "nothing to extend")
START = Instant(big_book.NOW // DAY * DAY + 8 * DAY)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000)
    sizes = (FEW, parser.parse_args().visits)
    with ExitStack() as held:
        copies = [held.enter_context(big_book.scratch(big_book.book(visits))) for visits in sizes]
        clinics = [held.enter_context(open_clinic(copy, clock=big_book.now)) for copy in copies]
        few, many = ([timed(step) for step in steps(clinic)] for clinic in clinics)
    for name, a, b in zip(NAMES, few, many, strict=True):
        print(f"{name:20} {a:8.1f} ms among {sizes[0]:,}, {b:8.1f} ms among {sizes[1]:,}: {b / a:5.2f} x")


def timed(step: Callable[[], object]) -> float:
    """Give the milliseconds that a step takes; some can be done once alone."""
    began = time.perf_counter_ns()
    step()
    return (time.perf_counter_ns() - began) / 1e6


def steps(clinic: Clinic) -> list[Callable[[], object]]:
    """Give what is timed, in the order in which it is done."""
    who = clinic.practitioners.create(name="Dr. Extra").id
    visit: list[Appointment] = []

    def book() -> None:
        visit.append(
            clinic.appointments.book(
                start=START,
                end=Instant(START + HOUR),
                rrule="FREQ=WEEKLY",
                ignore_free_slots=True,
                practitioner=who,
                title="Physio",
            )
        )

    def one() -> Id:
        return visit[0].id

    to = Instant(START + HOUR)
    return [
        book,
        lambda: clinic.series.get(id=one()),
        lambda: clinic.series.trial(id=one(), deed=Deed.MOVE, scope=Scope.ALL, start=to),
        lambda: clinic.appointments.move(id=one(), start=to, scope=Scope.ALL),
        clinic.history.undo,
        clinic.series.extend,
    ]


if __name__ == "__main__":
    main()
