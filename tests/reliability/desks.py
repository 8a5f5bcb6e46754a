"""Desks in processes of their own, that work on one book until they are told to stop, or are killed."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services.clinic import Clinic, create_clinic, open_clinic

ROOT = Path(__file__).parents[2]
NINE = Instant(1_773_838_800_000)
ZONE = "America/New_York"
Counts = dict[str, int]


def a_clinic(path: Path) -> None:
    """Make a clinic of two practitioners and two rooms, so small that everybody is in everybody's way."""
    with create_clinic(path, name="Main Street", zone_name=ZONE) as clinic:
        for name in ("Dr. Chen", "Dr. Ortega"):
            clinic.practitioners.create(name=name)
        for name in ("Room 1", "Room 2"):
            clinic.rooms.create(name=name)


class Desk:
    """One desk, which does something at random again and again."""

    def __init__(self, clinic: Clinic, chance: random.Random) -> None:
        self.clinic = clinic
        self.chance = chance
        self.practitioners = [p.id for p in clinic.practitioners.list()]
        self.rooms = [r.id for r in clinic.rooms.list()]
        self.known: list[Id] = []
        self.counts: Counter[str] = Counter()

    def work(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.one()

    def one(self) -> None:
        ((name, do),) = self.chance.choices(self.ways, weights=(8, 4, 2, 2, 2, 2, 2, 1, 1))
        try:
            do(self)
        except Refusal as refusal:
            self.counts[f"{name} refused: {refusal.reason}"] += 1
        else:
            self.counts[name] += 1

    def some(self) -> Id:
        """Choose a visit that anyone has booked, from a list that is now and then read again."""
        if not self.known or self.chance.random() < 0.1:
            self.known = [a.id for a in self.clinic.appointments.list(archived=True, size=200).items]
        return self.chance.choice(self.known) if self.known else Id(1)

    def time(self) -> tuple[Instant, Instant]:
        start = NINE + self.chance.randrange(96) * 5 * MINUTE
        return Instant(start), Instant(start + self.chance.choice((5, 10, 20, 30)) * MINUTE)

    def book(self) -> None:
        start, end = self.time()
        self.clinic.appointments.book(
            start=start,
            end=end,
            practitioner=self.chance.choice(self.practitioners),
            room=self.chance.choice([*self.rooms, None]),
            buffer_after=self.chance.choice((0, 5)) * MINUTE,
            override_reason="Acute pain" if self.chance.random() < 0.05 else None,
        )

    def move(self) -> None:
        start, end = self.time()
        self.clinic.appointments.move(
            id=self.some(), start=start, end=end, practitioner=self.chance.choice(self.practitioners)
        )

    def change_room(self) -> None:
        self.clinic.appointments.update(
            id=self.some(), room=self.chance.choice(self.rooms), buffer_before=self.chance.choice((0, 5)) * MINUTE
        )

    def cancel(self) -> None:
        self.clinic.appointments.cancel(id=self.some())

    def restore(self) -> None:
        self.clinic.appointments.restore(id=self.some())

    def set_status(self) -> None:
        self.clinic.appointments.set_status(id=self.some(), status=self.chance.choice((Status.NO_SHOW, Status.ARRIVED)))

    def undo(self) -> None:
        self.clinic.history.undo()

    def redo(self) -> None:
        self.clinic.history.redo()

    def delete(self) -> None:
        self.clinic.appointments.delete(id=self.some())

    ways: Sequence[tuple[str, Callable[[Desk], None]]] = (
        ("booked", book),
        ("moved", move),
        ("changed", change_room),
        ("cancelled", cancel),
        ("restored", restore),
        ("status", set_status),
        ("undone", undo),
        ("redone", redo),
        ("deleted", delete),
    )


def overlaps_nobody_asked_for(path: Path) -> list[tuple[int, int]]:
    """Sweep over the rows of the visits themselves, past claims, guards and domain: who is in two places at once?"""
    import sqlite3

    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT id, practitioner_id, room_id, starts_at, ends_at, buffer_before, buffer_after, override_reason "
        "FROM appointment WHERE occupies AND archived_at IS NULL AND status NOT IN ('cancelled', 'no_show', 'invalid')"
    ).fetchall()
    connection.close()
    taken: dict[tuple[str, int], list[tuple[int, int, int, bool]]] = {}
    for one, practitioner, room, start, end, before, after, reason in rows:
        if practitioner is not None:
            taken.setdefault(("practitioner", practitioner), []).append(
                (start - before, end + after, one, bool(reason))
            )
        if room is not None:
            taken.setdefault(("room", room), []).append((start, end, one, bool(reason)))
    return [pair for times in taken.values() for pair in _pairs(sorted(times))]


def _pairs(times: list[tuple[int, int, int, bool]]) -> Iterator[tuple[int, int]]:
    going: list[tuple[int, int, int, bool]] = []
    for each in times:
        going = [other for other in going if other[1] > each[0]]
        yield from ((other[2], each[2]) for other in going if not (other[3] or each[3]))
        going.append(each)


@contextmanager
def started(path: Path, desks: int, *, how: str, seconds: float = 0) -> Iterator[list[subprocess.Popen[str]]]:
    """Start desks that have opened the book and wait for a word."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    command = [sys.executable, "-m", "tests.reliability.desks", how, str(path), str(seconds)]
    running = [
        subprocess.Popen(
            [*command, str(n)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
        )
        for n in range(desks)
    ]
    try:
        for each in running:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        yield running
    finally:
        for each in running:
            each.kill()
            each.wait()
            for stream in (each.stdin, each.stdout):
                if stream is not None:
                    stream.close()


def go(running: Sequence[subprocess.Popen[str]]) -> None:
    """Let all begin at once."""
    for each in running:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()


def race(path: Path, desks: int, seconds: float, *, before: Callable[[Path], None] | None = None) -> Counts:
    """Let desks work against each other; give what they did, added up. Any error but a refusal fails."""
    with started(path, desks, how="race", seconds=seconds) as running:
        if before is not None:
            before(path)
        go(running)
        total: Counter[str] = Counter()
        for each in running:
            assert each.stdout is not None
            said = each.stdout.read()
            assert each.wait() == 0, "a desk ended with an error"
            total.update(json.loads(said))
    return dict(sorted(total.items()))


def _main(how: str, path: str, seconds: str, number: str) -> None:
    # Two of eight share a sign-in, as two windows of one person do.
    actor = Actor(f"desk-{int(number) % 7}", "Desk", FRONT_DESK.role)
    with open_clinic(path, actor=actor) as clinic:
        desk = Desk(clinic, random.Random(number))
        print("ready", flush=True)
        sys.stdin.readline()
        if how == "race":
            desk.work(float(seconds))
            print(json.dumps(desk.counts))
        else:
            _book_for_ever(clinic, desk)


def _book_for_ever(clinic: Clinic, desk: Desk) -> None:
    """Book one visit after another, and say each only when it is saved."""
    one = desk.practitioners[0]
    first = clinic.appointments.list(size=1).total
    for n in range(first, 1_000_000):
        start = Instant(NINE + n * 30 * MINUTE)
        print(clinic.appointments.book(start=start, end=Instant(start + 15 * MINUTE), practitioner=one).id, flush=True)


if __name__ == "__main__":
    _main(*sys.argv[1:])


def at_once(code: str, *desks: Sequence[str]) -> tuple[list[list[int]], set[str]]:
    """Run a program once for each desk with its arguments, all let go at the same moment.

    Each writes "ready", waits, and answers with what it got and the reasons that it was told. Give what each got, and
    every reason that any was told.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for arguments in desks
    ]
    try:
        for each in running:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        go(running)
        answers = [json.loads(each.communicate()[0]) for each in running]
    finally:
        for each in running:
            each.kill()
            each.wait()
    return [got for got, _ in answers], {reason for _, told in answers for reason in told}
