"""How long the plan of an absence takes: 40 visits, 10 colleagues, 4 weeks ahead, on days of different tightness.

Run with `python tests/benchmarks/sick_day.py [--visits N] [--times N] [--exact]`. Each line is one book made by chance:
what a plain greedy assignment costs, what the plan costs in the end, and what the whole plan took. With `--exact` the
best cost that there can be is worked out as well, where `highspy` is installed, which nothing else here needs. It
judges nothing.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

sys.path[:0] = [str(Path(__file__).parents[2] / "src")]

# ruff: noqa: E402
from frontdesk.domain.errors import Refusal
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, at_minute
from frontdesk.domain.intervals import Interval
from frontdesk.domain.patient import Patient
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.service import Service
from frontdesk.domain.sick_day import Key, Options
from frontdesk.domain.sick_day_search import greedy
from frontdesk.services.clinic import Clinic, create_clinic
from frontdesk.services.sick_day_options import Absence, Asking
from frontdesk.services.sick_day_visits import found

ZONE, MONDAY = "America/New_York", date(2026, 3, 16)
TARGET_S = 5.0
PEOPLE, WEEKS, PATIENTS = 11, 4, 400
LENGTHS = ((30, 0), (20, 0), (45, 5), (60, 10))
TIGHTNESS = (0.5, 0.8, 0.9, 0.95, 0.98, 1.0)


class Made(NamedTuple):
    """A book with an absence in it."""

    clinic: Clinic
    away: Id
    span: Interval


def main() -> None:
    """Print a line for each book, and the slowest plan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=40)
    parser.add_argument("--times", type=int, default=2, help="so many books of each tightness")
    parser.add_argument("--exact", action="store_true", help="work out the best cost as well, by highspy")
    options = parser.parse_args()
    took, ratios = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number, (tight, seed) in enumerate((t, n) for t in TIGHTNESS for n in range(options.times)):
            with_rooms = bool(number % 2)
            made = make(Path(folder) / f"{number}.frontdesk", options.visits, tight, seed, rooms=with_rooms)
            seconds, words, ratio = measured(made, exactly=options.exact)
            took.append(seconds)
            ratios += [ratio] if ratio else []
            print(f"{tight:4.0%} booked, {'8 rooms' if with_rooms else 'no rooms'}: {words}, {seconds:.2f} s")
            made.clinic.close()
    missed = "" if max(took) <= TARGET_S else ", MISSED"
    print(f"median {statistics.median(took):.2f} s, slowest {max(took):.2f} s   (target {TARGET_S:.0f} s{missed})")
    if ratios:
        print(f"over the best that there can be: mean {statistics.mean(ratios) - 1:.2%}, worst {max(ratios) - 1:.2%}")


def measured(made: Made, *, exactly: bool) -> tuple[float, str, float]:
    """Plan an absence; give the seconds, the costs in words, and how far it is from the best where that is known."""
    began = time.perf_counter()
    plan = made.clinic.sick_day.plan(practitioner=made.away, start=made.span.start, end=made.span.end, weeks=WEEKS)
    took = time.perf_counter() - began
    options = options_of(made)
    counted = Counter(row.becomes.how.value for row in plan.rows)
    words = f"{len(plan.rows)} visits {dict(counted)}, greedy {greedy(options).cost}, plan {plan.cost}"
    if not exactly:
        return took, words, 0.0
    best, seconds = exact(options)
    return took, f"{words}, best {best} in {seconds:.2f} s", plan.cost / best


def options_of(made: Made) -> list[Options]:
    """Give the options of each visit, as the plan itself looks at them."""
    kept, now = made.clinic.availability.kept, made.clinic.clock()
    with made.clinic.book.reading() as reading:
        book = kept.look(reading)
        touched = found(book, made.away, made.span, now)
        asking = Asking(book, kept, now, Absence(made.away, made.span, WEEKS), touched)
        return [asking.options(visit) for visit in touched.touched]


def make(path: Path, visits: int, tight: float, seed: int, *, rooms: bool) -> Made:
    """Make a book by chance: one practitioner with so many visits, the others booked as tightly as is said."""
    chance = random.Random(seed)
    now = at_minute(MONDAY, 7 * 60, ZONE)
    clinic = create_clinic(path, name="Clinic", zone_name=ZONE, clock=lambda: now)
    people = [clinic.practitioners.create(name=f"Practitioner {n}").id for n in range(PEOPLE)]
    week = [WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5)]
    for one in people:
        clinic.working_hours.put(practitioner=one, hours=week)
    there = [clinic.rooms.create(name=f"Room {n}").id for n in range(8)] if rooms else []
    services = [_service(clinic, n, people, there, chance) for n in range(len(LENGTHS))]
    patients = _patients(clinic, people[0], chance)
    last = _fill(clinic, people[0], services, patients, chance, (1.0, visits, 1))
    for one in people[1:]:
        _fill(clinic, one, services, patients, chance, (tight, 10_000, WEEKS * 7 + 10))
    span = Interval(at_minute(MONDAY + timedelta(days=1), 0, ZONE), at_minute(last + timedelta(days=1), 0, ZONE))
    return Made(clinic, people[0], span)


def _service(clinic: Clinic, number: int, people: Sequence[Id], rooms: Sequence[Id], chance: random.Random) -> Service:
    length, after = LENGTHS[number]
    who = list(people) if number == 0 else [people[0], *chance.sample(people[1:], PEOPLE // 2)]
    return clinic.services.create(
        name=f"Service {number}",
        duration=length * MINUTE,
        buffer_after=after * MINUTE,
        practitioners=who,
        rooms=list(rooms),
    )


def _patients(clinic: Clinic, own: Id, chance: random.Random) -> list[Id]:
    prefers = (None, None, Preference(parts=(DayPart.MORNING,)), Preference(parts=(DayPart.AFTERNOON,)))
    with clinic.writing("benchmark.patients", lambda: "Patients") as work:
        some = [
            Patient(
                id=work.new_id(),
                number=str(n),
                family_name=f"Patient {n}",
                practitioner_id=chance.choice((None, own)),
                prefers=chance.choice(prefers),
            )
            for n in range(PATIENTS)
        ]
        work.create(*some)
    return [one.id for one in some]


def _fill(
    clinic: Clinic,
    who: Id,
    services: Sequence[Service],
    patients: Sequence[Id],
    chance: random.Random,
    much: tuple[float, int, int],
) -> date:
    """Book someone's days one after the other, each time as likely as is said; give the last day."""
    share, visits, days = much
    day, left, able = MONDAY + timedelta(days=1), visits, [one for one in services if who in one.practitioners]
    end = MONDAY + timedelta(days=days)
    while left > 0 and (visits < 10_000 or day < end):
        minute = 9 * 60
        while day.weekday() < 5 and minute < 16 * 60 and left > 0:
            service = chance.choice(able)
            if chance.random() < share and _book(clinic, who, service, chance.choice(patients), day, minute):
                left -= 1
            minute += -(-(service.duration + service.buffer_after) // MINUTE // 5) * 5
        day += timedelta(days=1)
    return day - timedelta(days=1)


def _book(clinic: Clinic, who: Id, service: Service, patient: Id, day: date, minute: int) -> bool:
    start = Instant(at_minute(day, minute, ZONE))
    try:
        clinic.appointments.book(start=start, practitioner=who, patient=patient, service=service.id)
    except Refusal:
        return False  # no room is left
    return True


def exact(visits: Sequence[Options]) -> tuple[int, float]:
    """Give the best cost that there can be, or a bound below it, and the seconds that a solver took."""
    import highspy  # type: ignore[import-not-found, unused-ignore]

    began = time.perf_counter()
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    columns = [[model.addBinary(obj=option.cost) for option in options] for options in visits]
    for each in columns:
        model.addConstr(sum(each) == 1)
    uses: dict[frozenset[Key], list[tuple[Any, int, Any, int]]] = defaultdict(list)
    for options, each in zip(visits, columns, strict=True):
        for option, column in zip(options, each, strict=True):
            for use in option.uses:
                uses[frozenset(use.keys)].append((use.start, use.end, column, use.count))
    for keys, some in uses.items():
        for at in sorted({start for start, _, _, _ in some}):
            inside = [column * count for start, end, column, count in some if start <= at < end]
            if len(inside) > len(keys):
                model.addConstr(sum(inside) <= len(keys))
    model.run()
    return round(model.getObjectiveValue()), time.perf_counter() - began


if __name__ == "__main__":
    main()
