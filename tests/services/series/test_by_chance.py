"""Series booked, moved, changed, called off, put away, brought back, undone and redone in any order."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY as ONE_DAY
from frontdesk.domain.instants import HOUR, Instant
from frontdesk.domain.series import Scope, Series
from frontdesk.domain.series_table import Stands
from frontdesk.services.check import check_book
from frontdesk.services.ics.preview import State
from frontdesk.services.series.wanted import Clashing
from frontdesk.store.tables.appointments import CLAIM
from tests.support.clinics import Desk

RULES = (
    "FREQ=WEEKLY;COUNT=4",
    "FREQ=DAILY;COUNT=5",
    "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5",
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=20260601",
    "FREQ=MONTHLY;BYDAY=3WE;COUNT=3",
    "FREQ=MONTHLY;COUNT=3",
    "FREQ=MONTHLY",
)
STEPS = 25
# What a file that was just written may say when it comes in again.
SETTLED = {State.SAME, State.LEFT_OUT, State.CANCELLED, State.CLASHING}


class Hand:
    """Someone at the desk who does one thing after another without a plan."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance = desk, chance
        self.first = desk.clinic.book.cursor()
        self.start = desk.clock.now

    def one(self) -> None:
        """Do something, and take a refusal for an answer."""
        ways = [self.book, self.book, self.fill, self.move, self.move, self.move, self.change, self.change]
        ways += [self.status, self.cancel, self.archive, self.restore, self.delete, self.wait, self.undo, self.redo]
        with suppress(Refusal):
            self.chance.choice(ways)()

    def some(self) -> Appointment:
        """Choose a visit of those that are there, put away or not."""
        return self.chance.choice(self.desk.clinic.appointments.list(archived=True, size=500).items or (self.filled(),))

    def filled(self) -> Appointment:
        return self.desk.book(start=self.time(), patient=self.desk.leo.id)

    def time(self) -> Instant:
        return self.desk.at(self.chance.randrange(9, 13), day=self.chance.randrange(60))

    def scope(self) -> dict[str, Any]:
        return {"scope": self.chance.choice(tuple(Scope))}

    def book(self) -> None:
        start, rule = self.time(), self.chance.choice(RULES)
        self.desk.clinic.appointments.book(
            start=start,
            end=Instant(start + HOUR),
            rrule=rule,
            ignore_free_slots=True,
            practitioner=self.chance.choice((self.desk.chen.id, self.desk.ortega.id)),
            patient=self.desk.eva.id,
        )

    def fill(self) -> None:
        self.filled()

    def move(self) -> None:
        visit = self.some()
        to = visit.start + self.chance.choice((-ONE_DAY, -HOUR, HOUR, 2 * HOUR, ONE_DAY, 7 * ONE_DAY))
        more: dict[str, Any] = {"clashing": self.chance.choice(tuple(Clashing))}
        if self.chance.random() < 0.3:
            more["practitioner"] = self.desk.ortega.id
        if self.chance.random() < 0.2:
            more["end"] = Instant(to + HOUR // 2)
        self.desk.clinic.appointments.move(id=visit.id, start=Instant(to), **self.scope(), **more)

    def change(self) -> None:
        words = self.chance.choice(("Knee", "Back", "Neck"))
        self.desk.clinic.appointments.update(id=self.some().id, title=words, **self.scope())

    def status(self) -> None:
        self.desk.clinic.appointments.set_status(id=self.some().id, status=Status.CONFIRMED, **self.scope())

    def cancel(self) -> None:
        self.desk.clinic.appointments.cancel(id=self.some().id, **self.scope())

    def archive(self) -> None:
        self.desk.clinic.appointments.archive(id=self.some().id, **self.scope())

    def restore(self) -> None:
        self.desk.clinic.appointments.restore(id=self.some().id, **self.scope())

    def delete(self) -> None:
        self.desk.clinic.appointments.delete(id=self.some().id, **self.scope())

    def wait(self) -> None:
        self.desk.clock.now = Instant(self.desk.clock.now + self.chance.choice((1, 6)) * ONE_DAY)

    def undo(self) -> None:
        step = self.desk.clinic.history.state().undo
        if step is not None and step.seq > self.first:
            self.desk.clinic.history.undo()

    def redo(self) -> None:
        self.desk.clinic.history.redo()


def check_series(desk: Desk) -> None:
    """Hold every series against its record: one date a row, at its time unless it was changed by itself."""
    with desk.clinic.book.reading() as book:
        records = {one.id for one in book.all(Series)}
        held = {tuple(row) for row in book.connection.execute(CLAIM.select())}
    visits = desk.clinic.appointments.list(archived=True, size=500).items
    assert {visit.series_id for visit in visits if visit.series_id is not None} == records
    wanted = {(c.subject_id, c.unit, c.start, visit.id, c.end) for visit in visits for c in claims_of(visit)}
    assert {(row[1], row[2], row[3], row[4], row[5]) for row in held} == wanted
    for one in records:
        table = desk.clinic.series.get(id=Id(one), size=500)
        assert len({row.key for row in table.rows}) == len(table.rows)
        for row in table.rows:
            if row.stands is Stands.AS_RULED:
                assert row.visit is not None
                assert (row.visit.start, row.visit.end) == (row.start, row.end)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_done_rows_rules_and_claims_agree_and_undo_takes_all_of_it_back(seed: int, desk: Desk) -> None:
    hand = Hand(desk, random.Random(seed))
    for _ in range(STEPS):
        hand.one()
        check_series(desk)
    while (step := desk.clinic.history.state().undo) is not None and step.seq > hand.first:
        desk.clinic.history.undo()
    assert desk.clinic.appointments.list(archived=True).items == ()
    with desk.clinic.book.reading() as book:
        assert book.all(Series) == ()
    desk.clinic.close()
    assert check_book(desk.path).problems == ()


@pytest.mark.parametrize("seed", range(20, 26))
def test_whatever_was_done_the_export_says_what_the_book_has(seed: int, desk: Desk, tmp_path: Path) -> None:
    hand = Hand(desk, random.Random(seed))
    for _ in range(STEPS):
        hand.one()
    file = tmp_path / "all.ics"
    file.write_bytes(desk.clinic.ics.export().text.encode())
    shown = desk.clinic.ics.preview(files=[file])
    assert {row.state for row in shown.rows} <= SETTLED
    assert desk.clinic.ics.import_files(files=[file]).seq is None


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(5, 10), *range(100, 112)])
def test_many_more_ways_through_end_as_they_began(seed: int, desk: Desk) -> None:
    hand = Hand(desk, random.Random(seed))
    for _ in range(2 * STEPS):
        hand.one()
    check_series(desk)
    while (step := desk.clinic.history.state().undo) is not None and step.seq > hand.first:
        desk.clinic.history.undo()
    assert desk.clinic.appointments.list(archived=True).items == ()


def test_chance_does_reach_every_kind_of_step(desk: Desk) -> None:
    hand = Hand(desk, random.Random(5))
    for _ in range(4 * STEPS):
        hand.one()
    # Of what is undone seldom a step is left to be done again: each other step takes that away.
    hand.undo()
    hand.redo()
    done = {head.operation for head in desk.clinic.history.log(size=200).items}
    deeds = ("update", "move", "set_status", "cancel", "archive", "restore", "delete")
    assert {*(f"appointments.{deed}" for deed in deeds), "history.undo", "history.redo"} <= done
    assert timedelta(milliseconds=desk.clock.now - hand.start) > timedelta(days=1)
