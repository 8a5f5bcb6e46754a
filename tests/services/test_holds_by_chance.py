"""Holds, visits, undo and redo in any order while time goes by: nothing ever bars the way back."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import pytest

from frontdesk.domain.calendar import CalendarKind, Member
from frontdesk.domain.errors import Refusal
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.services.check import check_book
from tests.support.clinics import Desk
from tests.support.held_times import hold, later

STEPS = 40


class Hand:
    """Someone at the desk who does one thing after another without a plan."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance = desk, chance
        team = [Member(desk.chen.id, primary=True), Member(desk.ortega.id)]
        week = [WeeklyHours(day, 9 * 60, 17 * 60) for day in range(5)]
        desk.clinic.working_hours.put(practitioner=desk.ortega.id, hours=week)
        self.together = desk.clinic.calendars.create(name="Together", kind=CalendarKind.COLLECTIVE, team=team).id
        self.known: list[Id] = []
        self.first = desk.clinic.book.cursor()

    def one(self) -> None:
        """Do something, and take a refusal for an answer."""
        ways: list[Any] = [self.hold, self.hold_together, self.take_up, self.take_up, self.book, self.release]
        ways += [self.extend, self.move, self.cancel, self.wait, self.wait, self.undo, self.undo, self.redo]
        with suppress(Refusal):
            self.chance.choice(ways)()

    def some(self) -> Id:
        """Choose one of those that were made."""
        return self.chance.choice(self.known) if self.known else Id(1)

    def hour(self) -> int:
        """Choose an hour, of so few that there is always something in the way."""
        return self.chance.randrange(9, 13)

    def hold(self) -> None:
        self.known.append(hold(self.desk, self.hour(), minutes=self.chance.choice((3, 10, 60))).id)

    def hold_together(self) -> None:
        start = self.desk.at(self.hour())
        self.known.append(self.desk.clinic.holds.place(start=start, calendar=self.together, minutes=10).id)

    def take_up(self) -> None:
        self.desk.clinic.appointments.book(hold=self.some(), patient=self.desk.eva.id)

    def book(self) -> None:
        self.known.append(self.desk.book(self.hour()).id)

    def release(self) -> None:
        self.desk.clinic.holds.release(id=self.some())

    def extend(self) -> None:
        self.desk.clinic.holds.extend(id=self.some(), minutes=20)

    def move(self) -> None:
        self.desk.clinic.appointments.move(id=self.some(), start=self.desk.at(self.hour(), 30))

    def cancel(self) -> None:
        self.desk.clinic.appointments.cancel(id=self.some())

    def wait(self) -> None:
        later(self.desk, self.chance.choice((1, 5, 30)))

    def undo(self) -> None:
        step = self.desk.clinic.history.state().undo
        if step is not None and step.seq > self.first:
            self.desk.clinic.history.undo()

    def redo(self) -> None:
        self.desk.clinic.history.redo()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_was_done_everything_can_be_taken_back_one_by_one(seed: int, desk: Desk) -> None:
    hand = Hand(desk, random.Random(seed))
    for _ in range(STEPS):
        hand.one()
    while (step := desk.clinic.history.state().undo) is not None and step.seq > hand.first:
        desk.clinic.history.undo()
    desk.clinic.holds.expire()
    later(desk, 200)
    desk.clinic.holds.expire()
    assert desk.clinic.appointments.list(archived=True).items == ()
    desk.clinic.close()
    assert check_book(desk.path).problems == ()


def test_chance_does_take_holds_up_and_lets_them_run_out(desk: Desk) -> None:
    hand = Hand(desk, random.Random(3))
    for _ in range(3 * STEPS):
        hand.one()
    done = {head.operation for head in desk.clinic.history.log(size=200).items}
    assert {"holds.place", "holds.expire", "appointments.book", "history.undo", "history.redo"} <= done
