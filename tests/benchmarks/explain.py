"""What it costs to explain one time, and to check one time for conflicts by SQL, among few visits and among many.

Run with `python tests/benchmarks/explain.py [--visits N]`. It judges nothing: figures of what ran in the same minute.
A taken and a free time of one practitioner for a service, a taken time for whoever gives it, and the check that a
booking is made by; explanations with the nearest changes, whatever is remembered of the book, and without any memory.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import big_book

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability.reasons import Explanation
from frontdesk.domain.claim import claims_of
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.asking import question
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.services.explaining import reasons_against
from frontdesk.store.claims import overlapping

FEW = 10_000
ALLOWED, GROWTH = 2.0, 1.3
FORGETFUL = "nothing remembered"
NAMES = ("taken, one practitioner", "free, one practitioner", "taken, anyone", FORGETFUL, "reasons to book by")
CHECK = "one conflict check by SQL"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000)
    sizes = (FEW, parser.parse_args().visits)
    clinics = [open_clinic(big_book.book(visits), clock=big_book.now) for visits in sizes]
    calls = [call for clinic in clinics for call in explaining(clinic)]
    figures = big_book.side_by_side(*calls, rounds=401)
    half = len(figures) // 2
    for name, few, many in zip((*NAMES, CHECK), figures[:half], figures[half:], strict=True):
        print(f"{name:26} {few:.3f} ms among {sizes[0]:,}, {many:.3f} ms among {sizes[1]:,}: {told(name, few, many)}")
    for clinic in clinics:
        clinic.close()


def told(name: str, few: float, many: float) -> str:
    """Say how the time grows with the book, and whether it is as short as it should be."""
    if name == CHECK:
        return big_book.verdict(many / few, GROWTH)
    missed = name != FORGETFUL and max(few, many) > ALLOWED
    return f"{many / few:5.2f} x{f'  MISSED, allowed {ALLOWED:g} ms' if missed else ''}"


def explaining(clinic: Clinic) -> list[Callable[[], object]]:
    """Give the calls that are timed, about a visit of the day that everything stands at."""
    visit = taken_visit(clinic)
    who, service = visit.practitioner_id, visit.service_id
    found = clinic.availability.next_free(service=service, practitioners=[who] if who else None, count=5)
    free = found.slots[-1].start

    def explain(start: Instant, **sent: object) -> Explanation:
        return clinic.availability.explain(start=start, service=service, **sent)  # type: ignore[arg-type]

    def forgetful() -> Explanation:
        del clinic.availability
        return explain(visit.start, practitioner=who)

    def reasons() -> object:
        with clinic.book.reading() as book:
            asked = question(book, {"service": service}, big_book.now())
            return reasons_against(book, asked, visit.start, who)

    def check() -> object:
        with clinic.book.reading() as book:
            return overlapping(book.connection, claims_of(visit))

    assert not explain(visit.start, practitioner=who).free
    assert explain(free, practitioner=who).free
    return [
        lambda: explain(visit.start, practitioner=who),
        lambda: explain(free, practitioner=who),
        lambda: explain(visit.start),
        forgetful,
        reasons,
        check,
    ]


def taken_visit(clinic: Clinic) -> Appointment:
    """Give a visit of tomorrow that takes time and has a practitioner and a service."""
    tomorrow = Instant(big_book.NOW + 24 * 60 * MINUTE)
    found = clinic.appointments.list(start=big_book.NOW, end=tomorrow, size=200)
    return next(
        v for v in found.items if v.practitioner_id and v.service_id and v.start > big_book.NOW and v.takes_time
    )


if __name__ == "__main__":
    main()
