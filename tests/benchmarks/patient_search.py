"""What a keystroke in the patient search costs: prints milliseconds and ratios to a bare indexed prefix query.

Run with `python tests/benchmarks/patient_search.py [--patients N] [--visits N] [--book FILE]`. It makes a book of its
own, with names as unevenly spread as people's are, and types into it letter by letter: names in both orders, mistyped
names, parts of phones, birth dates, numbers and mixtures. Cold means that the file was thrown out of the system's
memory and the clinic opened anew before each typed text. It judges nothing: the figures depend on the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[2])]

# ruff: noqa: E402
from frontdesk.domain.appointment import Appointment, Status, native_uid
from frontdesk.domain.clinic import Profile
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant
from frontdesk.domain.names import digits_of, folded
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.store import engine
from frontdesk.store.bulk import Building, building

NOW = Instant(1_773_820_800_000)  # 2026-03-18
TODAY = date(2026, 3, 18)
BATCH = 10_000
TARGET = 50
GIVEN = (
    "Maria Jose Ana Leo Eva Luis Carmen Juan Laura Marta Carlos Lucia Pablo Elena Jorge Sara Leona Martin Marco Mario "
    "Sofia Daniel Paula David Julia Javier Irene Miguel Alba Pedro Nuria Angel Rosa Manuel Ines Diego Clara Hugo Emma"
)
FAMILY = (
    "García Martínez López Sánchez Rodríguez González Fernández Pérez Gómez Ruiz Novák Marsh Müller Smith Johnson "
    "O'Brien Nowak Kowalski Silva Santos Rossi Ferrari Martin Bernard Moreau Jensen Larsen Yılmaz Ivanova Petrov"
)
HEADS = "b br c ch d dr f fr g gr h j k kl l m n p pr qu r s sh st t tr v w y z"
HEARTS = "a e i o u ai ei ou ar er or an en in on al el il"


class Names:
    """Names to draw from: a few are common, most are rare."""

    def __init__(self, common: str, count: int, rng: Random) -> None:
        heads, hearts = HEADS.split(), HEARTS.split()
        found = dict.fromkeys(common.split())
        while len(found) < count:
            syllables = (rng.choice(heads) + rng.choice(hearts) for _ in range(rng.choice((2, 2, 3, 3, 4))))
            found["".join(syllables).capitalize()] = None
        self._names = list(found)
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(count)))

    def draw(self, rng: Random) -> str:
        """Draw a name."""
        return rng.choices(self._names, cum_weights=self._weights)[0]


def make_patients(count: int, rng: Random) -> Iterator[Patient]:
    """Make patients, three in ten with two family names."""
    given, family = Names(GIVEN, 1_500, rng), Names(FAMILY, 20_000, rng)
    for n in range(count):
        families = [family.draw(rng) for _ in range(1 + (rng.random() < 0.3))]
        yield Patient(
            id=Id((n + 1) * 1_000),
            number=str(10_001 + n),
            given_name=given.draw(rng),
            family_name=" ".join(families),
            birth_date=TODAY - timedelta(days=rng.randrange(95 * 365)),
            phones=tuple(
                f"+34 {rng.randrange(600, 760)} {rng.randrange(10**6):06d}" for _ in range(rng.choice((1, 1, 2)))
            ),
        )


def make_visits(count: int, patients: int, rng: Random) -> Iterator[Appointment]:
    """Make visits over five years, a tenth of them still to come, regulars more often."""
    for n in range(count):
        start = Instant(NOW - (count * 9 // 10 - n) * (5 * 365 * DAY // count) // MINUTE * MINUTE)
        made = Id(start // 60 * 1_000 + n % 1_000 + 2**50)
        yield Appointment(
            id=made,
            uid=native_uid(made),
            start=start,
            end=Instant(start + 20 * MINUTE),
            zone="Europe/Madrid",
            status=rng.choices((Status.COMPLETED, Status.CANCELLED, Status.NO_SHOW), (90, 6, 4))[0],
            status_at=start,
            occupies=False,
            patient_id=Id((int(patients * rng.random() ** 1.5) + 1) * 1_000),
            practitioner_id=Id(1 + n % 12),
            description="x" * 80,
            created_by="bench",
            created_at=start,
            updated_at=start,
        )


def make_book(path: Path, patients: int, visits: int) -> None:
    """Make the book."""
    rng = Random("patients")
    with building(path) as book:
        _write(book, [Profile(name="Bench", zone="Europe/Madrid")])
        _write(book, [Practitioner(id=Id(1 + n), name=f"Dr. {n}") for n in range(12)])
        people = list(make_patients(patients, rng))
        rng.shuffle(people)
        for at in range(0, patients, BATCH):
            _write(book, people[at : at + BATCH])
        some: list[Appointment] = []
        for visit in make_visits(visits, patients, rng):
            some.append(visit)
            if len(some) == BATCH:
                _write(book, some)
                some = []
        if some:
            _write(book, some)


def _write(book: Building, values: list) -> None:  # type: ignore[type-arg]
    book.write({"request": f"{values[0].id}", "at": NOW, "actor": "bench", "operation": "bench", "words": ""}, values)


def typed_texts(clinic: Clinic, count: int, rng: Random) -> Iterator[tuple[str, str]]:
    """Give what people type to find someone, with the way they go about it."""
    total = clinic.patients.list(size=1).total
    for n in range(count):
        one = clinic.patients.list(page=rng.randrange(total) + 1, size=1).items[0]
        given, family = folded(one.given_name), folded(one.family_name)
        birth = one.birth_date or TODAY
        digits = digits_of(one.phones[0])
        ways = {
            "given and family": f"{given[:3]} {family}",
            "family and given": f"{family} {given}",
            "family": family,
            "mistyped family": mistyped(family, rng),
            "mistyped, with given": f"{given} {mistyped(family, rng)}",
            "mistyped given": f"{mistyped(given, rng)} {family}",
            "last four digits": digits[-4:],
            "phone": f"{digits[2:5]} {digits[5:]}",
            "family and digits": f"{family} {digits[-4:]}",
            "birth date": f"{birth:%d.%m.%Y}",
            "family and year": f"{family} {birth.year}",
            "number": one.number,
        }
        way = list(ways)[n % len(ways)]
        yield way, ways[way]


def mistyped(word: str, rng: Random) -> str:
    """Give a word with one letter wrong, missing, extra or swapped."""
    at = rng.randrange(max(1, len(word) - 1))
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return rng.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        )
    )


@dataclass(frozen=True)
class Keystroke:
    """What one keystroke took: milliseconds by the clock, and of this process's own work."""

    wall: float
    cpu: float
    text: str


def timed(call: Callable[[], object], text: str = "") -> Keystroke:
    """Measure a call."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return Keystroke((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000, text)


def forget(path: Path) -> None:
    """Have the system throw the file out of its memory, where it can be asked to."""
    if hasattr(os, "posix_fadvise"):
        for each in (path, path.with_name(path.name + "-wal")):
            if each.exists():
                handle = os.open(each, os.O_RDONLY)
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(handle)


def keystrokes(clinic: Clinic, text: str) -> list[Keystroke]:
    """Type a text letter by letter."""
    parts = [text[:end] for end in range(1, len(text) + 1)]
    return [timed(partial(clinic.patients.search, text=part), part) for part in parts]


def bare(path: Path, texts: list[str]) -> float:
    """Time the least that could be asked: twenty ids from a range of the clustered index, past all of our code."""
    connection = engine.plain(path)
    query = "SELECT patient_id FROM patient_word WHERE word >= ? AND word < ? LIMIT 20"
    asked = [partial(connection.execute, query, (text, text + "\U0010ffff")) for text in texts]
    least = statistics.median(timed(lambda ask=ask: ask().fetchall()).wall for ask in asked)  # type: ignore[misc]
    connection.close()
    return least


def told(name: str, typed: list[Keystroke], least: float) -> None:
    """Print one line of figures."""
    walls = sorted(each.wall for each in typed)
    median, most = statistics.median(walls), walls[int(len(walls) * 0.95)]
    cpu = max(typed, key=lambda each: each.cpu)
    print(
        f"  {name:28}{len(typed):5}   median {median:5.1f}   95 % {most:5.1f}   worst {walls[-1]:5.1f} ms"
        f"   {median / least:5.0f} x bare   most work {cpu.cpu:5.1f} ms at {cpu.text!r}"
    )


def main() -> None:
    """Make the book, type, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=300_000)
    parser.add_argument("--texts", type=int, default=96)
    parser.add_argument("--book", type=Path)
    sent = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:
        path = sent.book or Path(folder) / "bench.frontdesk"
        if not path.exists():
            print(f"making {sent.patients:,} patients and {sent.visits:,} visits …", flush=True)
            print(f"  {timed(lambda: make_book(path, sent.patients, sent.visits)).wall / 1000:.0f} s")
        measure(path, sent.texts)


def measure(path: Path, count: int) -> None:
    """Type warm and cold, and print."""
    clock = lambda: NOW  # noqa: E731
    with open_clinic(path, clock=clock) as clinic:
        texts = list(typed_texts(clinic, count, Random("typed")))
        clinic.patients.search(text="x")
        ways: dict[str, list[Keystroke]] = {}
        for way, text in texts:
            ways.setdefault(way, []).extend(keystrokes(clinic, text))
        prefixes = [text[:3] for _, text in texts]
        least = bare(path, prefixes * 5)
    print(f"bare indexed prefix query: {least:.3f} ms\nkeystrokes, warm; target {TARGET} ms at worst")
    for way, times in ways.items():
        told(way, times, least)
    told("all", [each for times in ways.values() for each in times], least)
    cold: list[Keystroke] = []
    first: list[Keystroke] = []
    for _, text in texts:
        forget(path)
        with open_clinic(path, clock=clock) as clinic:
            times = keystrokes(clinic, text)
        first.append(times[0])
        cold.extend(times[1:])
    print("keystrokes, cold")
    told("first letter after opening", first, least)
    told("the letters after it", cold, least)


if __name__ == "__main__":
    main()
