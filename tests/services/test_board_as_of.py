"""The board as it stood at past moments: always exactly the one that was there then."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Invalid, NotFound, Refusal
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.waitlist import EntryState, WaitlistEntry
from frontdesk.services.board import Board
from tests.support.clinics import DAY, ZONE, Desk
from tests.support.held_times import hold, later

STEPS = 60
NEXT = DAY + timedelta(days=1)


class Keeper:
    """Someone who does one thing after another without a plan, and keeps every board that there was."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance = desk, chance
        self.known: list[Id] = []
        self.groups = [Id(1)]
        self.kept: list[tuple[Instant, int, list[Board]]] = []

    def boards(self) -> list[Board]:
        """Read the boards that are compared: two days, with and without what was cancelled, and a week."""
        board, chen = self.desk.clinic.board, self.desk.chen.id
        days = [board.day(day=day, cancelled=whole) for day in (DAY, NEXT) for whole in (False, True)]
        return [*days, board.week(day=DAY, practitioner=chen)]

    def boards_then(self, at: Instant) -> list[Board]:
        """Read the same boards as they stood at a moment."""
        board, chen = self.desk.clinic.board, self.desk.chen.id
        days = [board.as_of(day=day, at=at, cancelled=whole) for day in (DAY, NEXT) for whole in (False, True)]
        return [*days, board.as_of(day=DAY, at=at, practitioner=chen)]

    def one(self) -> None:
        """Do something, take a refusal for an answer, and keep what the boards show now."""
        ways: list[Callable[[], Any]] = [self.book, self.book, self.group, self.move, self.move, self.call_off]
        ways += [self.put_away, self.delete, self.undo, self.undo, self.redo, self.hold, self.wait, self.rename]
        ways += [
            self.rename_patient,
            self.hours,
            self.close,
            self.seat,
            self.wait_in_line,
            self.wait_in_line,
            self.group,
            self.turn_up,
            self.staff,
        ]
        with suppress(Refusal):
            self.chance.choice(ways)()
        boards = self.boards()
        self.kept.append((self.desk.clock.now, self.desk.clinic.book.cursor(), boards))

    def some(self) -> Id:
        return self.chance.choice(self.known) if self.known else Id(1)

    def start(self) -> Instant:
        return self.desk.at(self.chance.randrange(8, 15), day=self.chance.choice((0, 0, 1, 2)))

    def book(self) -> None:
        who = self.chance.choice((self.desk.chen.id, self.desk.ortega.id))
        minutes = self.chance.choice((30, 60, 2000))
        self.known.append(self.desk.book(start=self.start(), practitioner=who, minutes=minutes, service=None).id)

    def group(self) -> None:
        groups, desk = self.desk.clinic.group_appointments, self.desk
        made = groups.create(service=desk.service.id, start=self.start(), max_attendees=3, practitioner=desk.chen.id)
        self.groups.extend(visit.id for visit in made.visits)
        self.known.extend(self.groups[-1:])

    def seat(self) -> None:
        self.desk.clinic.appointments.update(id=self.some(), attendees=[self.desk.leo.id])

    def wait_in_line(self) -> None:
        clinic = self.desk.clinic
        with clinic.writing("test.wait", lambda: "Waits") as work:
            entries = work.all(WaitlistEntry)
            if entries and self.chance.random() < 0.5:
                held = self.chance.choice(entries)
                work.remove(held)
                return
            now = work.now
            work.create(
                WaitlistEntry(
                    id=work.new_id(),
                    patient_id=self.desk.leo.id,
                    appointment_id=self.groups[-1],
                    state=self.chance.choice((EntryState.WAITING, EntryState.BOOKED)),
                    created_by="front-desk",
                    created_at=now,
                )
            )

    def move(self) -> None:
        self.desk.clinic.appointments.move(id=self.some(), start=self.start())

    def call_off(self) -> None:
        self.desk.clinic.appointments.set_status(id=self.some(), status=Status.CANCELLED)

    def turn_up(self) -> None:
        self.desk.clinic.appointments.set_status(id=self.some(), status=Status.ARRIVED)

    def put_away(self) -> None:
        self.desk.clinic.appointments.archive(id=self.some())

    def delete(self) -> None:
        with self.desk.clinic.writing("test.delete", lambda: "Deleted") as work:
            work.remove(work.get(Appointment, self.some()))

    def undo(self) -> None:
        self.desk.clinic.history.undo()

    def redo(self) -> None:
        self.desk.clinic.history.redo()

    def hold(self) -> None:
        self.known.append(hold(self.desk, self.chance.randrange(9, 13), minutes=self.chance.choice((3, 10))).id)

    def wait(self) -> None:
        later(self.desk, self.chance.choice((2, 5, 20)))

    def rename(self) -> None:
        name = f"Dr. {self.chance.randrange(1000)}"
        self.desk.clinic.practitioners.update(id=self.desk.chen.id, name=name)

    def rename_patient(self) -> None:
        name = f"Eva {self.chance.randrange(1000)}"
        self.desk.clinic.patients.update(id=self.desk.eva.id, given_name=name, alert=self.chance.choice(("", "Deaf")))

    def hours(self) -> None:
        week = [WeeklyHours(day, self.chance.choice((480, 540, 600)), 17 * 60) for day in range(5)]
        self.desk.clinic.working_hours.put(practitioner=self.desk.chen.id, hours=week)

    def close(self) -> None:
        day = self.chance.choice((DAY, NEXT))
        self.desk.clinic.closures.create(name="Painting", first=day, last=day)

    def staff(self) -> None:
        self.desk.clinic.practitioners.create(name=f"Dr. New {self.chance.randrange(1000)}")


@pytest.mark.parametrize("seed", range(4))
def test_every_board_that_there_was_is_found_again(desk: Desk, seed: int) -> None:
    keeper = Keeper(desk, random.Random(seed))
    for _ in range(STEPS):
        keeper.one()
    for at, seq, boards in keeper.kept:
        assert keeper.boards_then(at) == boards, seq


def test_after_a_changeset_is_as_good_as_at_its_moment(desk: Desk) -> None:
    desk.book(9)
    before, seq = desk.clinic.board.day(day=DAY), desk.clinic.book.cursor()
    desk.book(10)
    assert desk.clinic.board.as_of(day=DAY, seq=seq) == before
    assert desk.clinic.board.as_of(day=DAY, seq=seq + 1) == desk.clinic.board.day(day=DAY)


def test_before_the_clinic_was_founded_the_board_is_empty(desk: Desk) -> None:
    desk.book(9)
    found = desk.clinic.board.as_of(day=DAY, seq=0)
    assert (found.columns, found.visits, found.cursor, found.zone) == ((), (), 0, ZONE)
    assert desk.clinic.board.as_of(day=DAY, at=desk.at(0, day=-3000)) == found


def test_a_week_before_a_practitioner_was_entered_has_no_columns(desk: Desk) -> None:
    seq = desk.clinic.book.cursor()
    new = desk.clinic.practitioners.create(name="Dr. New").id
    found = desk.clinic.board.as_of(day=DAY, seq=seq, practitioner=new)
    assert (len(found.days), found.columns, found.visits) == (7, (), ())


def test_a_moment_is_said_in_one_of_two_ways(desk: Desk) -> None:
    with pytest.raises(Invalid, match="moment_or_changeset"):
        desk.clinic.board.as_of(day=DAY)
    with pytest.raises(Invalid, match="moment_or_changeset"):
        desk.clinic.board.as_of(day=DAY, at=desk.at(9), seq=1)


def test_a_changeset_that_is_not_there_is_not_found(desk: Desk) -> None:
    for seq in (desk.clinic.book.cursor() + 1, -1):
        with pytest.raises(NotFound):
            desk.clinic.board.as_of(day=DAY, seq=seq)


def test_a_practitioner_who_never_was_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.clinic.board.as_of(day=date(2026, 3, 18), seq=1, practitioner=Id(5))


def test_chance_does_show_everything_that_a_board_can_show(desk: Desk) -> None:
    keeper = Keeper(desk, random.Random(1))
    for _ in range(3 * STEPS):
        keeper.one()
    visits = [visit for _, _, boards in keeper.kept for board in boards for visit in board.visits]
    assert any(visit.waiting for visit in visits)
    assert any(visit.heads for visit in visits)
    assert any(visit.held_by for visit in visits)
    assert any(visit.alert for visit in visits)
    assert any(visit.arrived_at for visit in visits)
    assert any(visit.status is Status.CANCELLED for visit in visits)
