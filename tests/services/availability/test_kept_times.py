"""What is remembered between two questions is dropped exactly by what touches it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.services import kept_times
from frontdesk.services.kept_times import Whose
from tests.support.clinics import DAY, Desk
from tests.support.rules import add_closure, add_schedule, days_on, weekdays


@pytest.fixture
def read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Id]]:
    """Ask for a day with both practitioners, and give whose times had to be read for it."""
    add_schedule(desk.clinic, desk.ortega.id, *weekdays("09:00-17:00"))
    asked: list[Id] = []
    real = kept_times.read_pieces

    def noted(book: object, known: object, whose: Whose, *rest: object) -> object:
        asked.append(whose.practitioner)
        return real(book, known, whose, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_times, "read_pieces", noted)

    def ask() -> list[Id]:
        asked.clear()
        desk.clinic.availability.free_times(duration=30 * MINUTE, first=DAY)
        return sorted(asked)

    assert ask() == sorted([desk.chen.id, desk.ortega.id])
    return ask


def test_nothing_is_read_twice(read: Callable[[], list[Id]]) -> None:
    assert read() == []


def test_a_booking_drops_its_practitioner_alone(desk: Desk, read: Callable[[], list[Id]]) -> None:
    desk.book(9, practitioner=desk.ortega.id)
    assert read() == [desk.ortega.id]


def test_a_move_to_another_drops_both(desk: Desk, read: Callable[[], list[Id]]) -> None:
    visit = desk.book(9, practitioner=desk.ortega.id)
    read()
    desk.clinic.appointments.move(id=visit.id, start=visit.start, practitioner=desk.chen.id)
    assert read() == sorted([desk.chen.id, desk.ortega.id])


def test_a_cancelled_visit_drops_its_practitioner_alone(desk: Desk, read: Callable[[], list[Id]]) -> None:
    visit = desk.book(9, practitioner=desk.ortega.id)
    read()
    desk.clinic.appointments.cancel(id=visit.id)
    assert read() == [desk.ortega.id]


def test_a_visit_of_another_week_drops_nothing(desk: Desk, read: Callable[[], list[Id]]) -> None:
    desk.book(start=desk.at(9, day=21))
    assert read() == []


def test_a_visit_that_comes_from_another_week_drops_this_one(desk: Desk, read: Callable[[], list[Id]]) -> None:
    visit = desk.book(start=desk.at(9, day=21))
    read()
    desk.clinic.appointments.move(id=visit.id, start=desk.at(9))
    assert read() == [desk.chen.id]


def test_a_patients_new_name_drops_nothing(desk: Desk, read: Callable[[], list[Id]]) -> None:
    desk.clinic.patients.update(id=desk.eva.id, family_name="Nováková")
    assert read() == []


def test_other_hours_drop_those_of_their_practitioner(desk: Desk, read: Callable[[], list[Id]]) -> None:
    (schedule,) = desk.clinic.schedules.search(practitioner=desk.ortega.id)
    desk.clinic.schedules.update(id=schedule.id, rules=weekdays("09:00-10:00"))
    assert read() == [desk.ortega.id]


def test_a_block_drops_those_of_its_practitioner(desk: Desk, read: Callable[[], list[Id]]) -> None:
    desk.clinic.blocks.create(start=desk.at(9), end=desk.at(10), practitioner=desk.chen.id)
    assert read() == [desk.chen.id]


def test_a_closure_drops_everything(desk: Desk, read: Callable[[], list[Id]]) -> None:
    add_closure(desk.clinic, days_on(0))
    assert read() == sorted([desk.chen.id, desk.ortega.id])


def test_undo_drops_what_it_touches(desk: Desk, read: Callable[[], list[Id]]) -> None:
    desk.book(9, practitioner=desk.ortega.id)
    read()
    desk.clinic.history.undo()
    assert read() == [desk.ortega.id]


def test_a_change_by_another_desk_is_seen(desk: Desk, read: Callable[[], list[Id]]) -> None:
    other = desk.as_actor(desk.clinic.actor)
    other.appointments.book(start=desk.at(9), end=desk.at(10), practitioner=desk.chen.id, patient=desk.eva.id)
    other.close()
    assert read() == [desk.chen.id]


def test_a_book_that_was_put_back_is_read_anew(desk: Desk, read: Callable[[], list[Id]]) -> None:
    """Another changeset of the same number stands for another book."""
    kept = desk.clinic.availability.kept
    assert kept.mark is not None
    kept.mark = (kept.mark[0], "another")
    assert read() == sorted([desk.chen.id, desk.ortega.id])


def test_a_hold_that_runs_out_frees_its_time_without_any_change(desk: Desk, read: Callable[[], list[Id]]) -> None:
    desk.clinic.holds.place(start=desk.at(9), end=desk.at(9, 30), practitioner=desk.chen.id, minutes=10)

    def first() -> Slot:
        return desk.clinic.availability.free_times(duration=30 * MINUTE, first=DAY, practitioners=[desk.chen.id]).days[
            DAY
        ][0]

    assert first().start == desk.at(9, 30)
    desk.clock.now = desk.at(8, 20)
    assert first().start == desk.at(9)
