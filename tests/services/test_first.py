"""The first look gives what the book's own reading gives, and steps back from whatever is unusual."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.domain.actor import Actor, Role
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Forbidden
from frontdesk.domain.instants import Instant
from frontdesk.domain.schedule import Minute, Weekday
from frontdesk.services.demo import make_demo
from frontdesk.services.first import first_day
from tests.support.clinics import DAY, Desk
from tests.support.rules import add_closure, add_schedule, dated, on


def test_the_first_look_is_the_days_board(desk: Desk) -> None:
    desk.book(9, service=desk.service.id, room=desk.room.id)
    desk.book(9, patient=desk.leo.id, override_reason="urgent")
    desk.book(10, practitioner=None, patient=None, all_day=True)
    desk.book(11, practitioner=desk.ortega.id, patient=None, minutes=4 * 24 * 60)
    cancelled, archived, missed = desk.book(12), desk.book(13), desk.book(14)
    desk.clinic.appointments.cancel(id=cancelled.id)
    desk.clinic.appointments.archive(id=archived.id)
    desk.clinic.appointments.set_status(id=missed.id, status=Status.NO_SHOW)
    desk.clinic.practitioners.archive(id=desk.ortega.id)
    for later in (0, 2):
        day = DAY + timedelta(days=later)
        desk.clock.now = desk.at(9, day=later)
        found = first_day(desk.path, desk.clock)
        assert found is not None
        assert found.board == desk.clinic.board.day(day=day)
        assert (found.name, found.zone) == ("Main Street", found.board.zone)


def test_the_first_look_obeys_the_rules_of_the_clinic(desk: Desk) -> None:
    add_schedule(
        desk.clinic,
        desk.ortega.id,
        on(Weekday.WEDNESDAY, "08:00-12:00", "13:00-18:00", every=2, since=DAY),
        dated(DAY + timedelta(days=2), "10:00-24:00", note="Late"),
        dated(DAY + timedelta(days=3), until=DAY + timedelta(days=9)),
        zone="Asia/Kolkata",
    )
    add_closure(desk.clinic, DAY + timedelta(days=1), name="Holiday", holiday=True)
    add_closure(desk.clinic, DAY + timedelta(days=2), start=Minute(600), end=Minute(720))
    add_closure(desk.clinic, DAY + timedelta(days=5), struck=True)
    for later in range(8):
        desk.clock.now = desk.at(9, day=later)
        found = first_day(desk.path, desk.clock)
        assert found is not None
        assert found.board == desk.clinic.board.day(day=DAY + timedelta(days=later))


def test_the_first_look_at_a_sample_is_its_board(tmp_path: Path) -> None:
    from frontdesk.services.clinic import open_clinic

    path = tmp_path / "sample.frontdesk"
    moment = Instant(1_773_844_920_000)
    make_demo(path, days=9, patients=200, clock=lambda: moment)
    found = first_day(path, lambda: moment)
    with open_clinic(path) as clinic:
        assert found is not None
        assert found.board == clinic.board.day(day=found.board.days[0])
        assert len(found.board.visits) > 50


def test_whatever_is_unusual_is_left_to_opening(tmp_path: Path, desk: Desk) -> None:
    other = tmp_path / "other.frontdesk"
    assert first_day(other, desk.clock) is None
    other.write_bytes(b"no book at all")
    assert first_day(other, desk.clock) is None
    desk.clinic.close()
    other.write_bytes(desk.path.read_bytes()[:5000])
    assert first_day(other, desk.clock) is None


def test_a_book_of_another_revision_is_left_to_opening(desk: Desk) -> None:
    with desk.clinic.book.writing("test", actor="test", now=desk.clock, words=lambda: "") as work:
        work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert first_day(desk.path, desk.clock) is None


def test_it_asks_for_the_right_to_see(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        first_day(desk.path, desk.clock, actor=Actor("x", "X", Role("none", frozenset())))


def test_it_loads_no_database_layer() -> None:
    told = "import sys, frontdesk.services.first; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
