"""What the day at the counter costs in a large book: who runs late, who waits, and a patient's record.

Run with `python tests/benchmarks/counter.py [--visits N] [--times N]`. The day asked about has 12 practitioners with
40 visits each, all of them late; the patient has 2,000 past visits.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "src")]

# ruff: noqa: E402
import big_book

from frontdesk.domain.appointment import Appointment, Status, native_uid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant, local_date
from frontdesk.services.clinic import Clinic, open_clinic

TARGET_MS = 20
PEOPLE, VISITS, PAST = 12, 40, 2_000
# Far from the visits of the sample, so that the day has just these.
FAR = Instant(big_book.NOW + 900 * DAY)
LENGTH = 10 * MINUTE


def now() -> Instant:
    """Give a moment at which the first visits of that day should have ended."""
    return Instant(FAR + 40 * MINUTE)


def fill(clinic: Clinic) -> Id:
    """Write the day and the past of one patient; give the patient."""
    doctors = clinic.practitioners.list()[:PEOPLE]
    patients = [one.id for one in clinic.patients.list(size=500).items]
    sample = clinic.appointments.book(start=FAR, end=Instant(FAR + LENGTH), patient=patients[0])
    clinic.appointments.delete(id=sample.id)

    def rows(made: Iterator[Id]) -> Iterator[Appointment]:
        for turn in range(VISITS):
            for at, one in enumerate(doctors):
                status = Status.BOOKED if turn else Status.IN_PROGRESS
                who = patients[(turn * PEOPLE + at) % len(patients)]
                yield _row(sample, next(made), Instant(FAR + turn * LENGTH), one.id, who, status)
        for turn in range(PAST):
            start = Instant(FAR - (turn + 1) * DAY - 12 * 60 * MINUTE)
            yield _row(sample, next(made), start, doctors[turn % PEOPLE].id, patients[0], Status.COMPLETED)

    with clinic.writing("benchmark", lambda: "Filled") as work:
        work.create(*rows(iter(work.new_id, None)))
    return patients[0]


def _row(sample: Appointment, id: Id, start: Instant, who: Id, patient: Id, status: Status) -> Appointment:
    made = replace(sample, id=id, uid=native_uid(id), start=start, end=Instant(start + LENGTH), override_reason="-")
    made = replace(made, practitioner_id=who, room_id=None, attendees=(), patient_id=patient, status=status)
    return made.checked()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=51, help="medians of so many")
    options = parser.parse_args()
    with big_book.scratch(big_book.book(options.visits)) as path, open_clinic(path, clock=now) as clinic:
        patient = fill(clinic)
        day = local_date(FAR, clinic.profile.get().zone)
        [*late] = clinic.delays.of_day(day=day)
        record = clinic.patients.record(id=patient)
        print(
            f"{len(late)} late, {sum(len(one.visits) for one in late)} visits to come; {record.past.total} past visits"
        )
        taken = big_book.wall_and_processor(
            lambda: clinic.delays.of_day(day=day),
            lambda: clinic.waiting_room.list(day=day),
            lambda: clinic.patients.record(id=patient),
            rounds=options.times,
        )
    for words, (wall, work) in zip(("who runs late", "who waits", "a record"), taken, strict=True):
        told = "" if work <= TARGET_MS else f", over {TARGET_MS} ms"
        print(f"{words:14} {wall:7.1f} ms, of the processor {work:7.1f} ms{told}")


if __name__ == "__main__":
    main()
