"""A morning at the counter, in a real window with real keys and a real mouse, on nothing but the board and its panes.

Arrivals, a walk-in, a no-show, a cancelled visit refilled from the waiting list, a class that fills up, a doctor who is
an hour late, and a wrong click undone. The clinic lies in a zone where it is between ten and eleven just now.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, local_date
from frontdesk.domain.waitlist import EntryState
from frontdesk.services.check import check_book
from frontdesk.services.clinic import Clinic, create_clinic, open_clinic
from frontdesk.services.delays import DelayOfDay, ExpectedVisit
from tests.support.desktop import Desktop

pytestmark = pytest.mark.window

T = TypeVar("T")
HERE = Path(__file__).parent
WORDS, SCREEN = ((HERE / name).read_text() for name in ("words.py", "screen.py"))
SEATS = 3
NAMES = ("Noor Khan", "Ivan Petrov", "Zoe King", "Eva Novák", "Ana Ruiz", "Omar Aziz", "Mia Costa", "Leo Martin")
MORE = ("Sam Hill", "Priya Nair", "Julia Roth", "Hugo Blanc")


def a_zone_where_it_is_ten() -> str:
    """Name a zone of whole hours in which it is between ten and eleven in the morning."""
    east = 10 - datetime.now(UTC).hour
    east += 24 if east < -12 else 0
    return f"Etc/GMT{-east:+d}" if east else "Etc/GMT"


@dataclass
class Morning:
    """One receptionist at one desk, and a second look at the same file from outside."""

    desktop: Desktop
    clinic: Clinic
    path: Path
    now: Instant
    people: dict[str, Id]
    visits: dict[str, Id]
    zone: str

    def seen(self, wanted: Callable[[dict[str, list[int]]], bool]) -> dict[str, list[int]]:
        """Wait until a screen reader finds among the visits of the board what is wanted; give their boxes by name."""
        last: dict[str, Any] = {}

        def look() -> str:
            last.clear()
            last.update(json.loads(self.desktop.screen_reader(SCREEN)))
            return "seen" if last["board"] and wanted(last["visits"]) else ""

        self.desktop.until(look, "not seen on the board", 30)
        boxes: dict[str, list[int]] = last["visits"]
        return boxes

    def box(self, *words: str) -> list[int]:
        """Wait for a visit whose name on the board has all these words, and give its box."""
        boxes = self.seen(lambda names: any(all(each in name for each in words) for name in names))
        return next(box for name, box in boxes.items() if all(each in name for each in words))

    def clicks(self, name: str) -> None:
        """Select a visit by a click on its block."""
        x, y, width, _ = self.box(name)
        self.desktop.run("xdotool", "mousemove", str(x + width // 3), str(y + 8), "click", "1")
        self.reads(name)

    def reads(self, words: str) -> None:
        """Wait until words stand anywhere in the program's windows."""
        self.desktop.until(
            lambda: "read" if words in self.desktop.screen_reader(WORDS) else "", f"{words!r} is not read", 30
        )

    def finds(self, look: Callable[[], T], complaint: str) -> T:
        """Wait until the book holds what is looked for, and give it."""
        found: list[T] = []

        def held() -> str:
            found[:] = [look()]
            return "held" if found[0] else ""

        self.desktop.until(held, complaint, 30)
        return found[0]

    def visit(self, name: str) -> Appointment:
        """Read one of the visits that were arranged."""
        return self.clinic.appointments.get(id=self.visits[name]).appointment

    def becomes(self, name: str, status: Status) -> Appointment:
        """Wait until a visit has a status in the book."""
        self.finds(lambda: self.visit(name).status is status, f"{name} is not {status.value}")
        return self.visit(name)


@pytest.fixture
def morning(desktop: Desktop, tmp_path: Path) -> Iterator[Morning]:
    """Arrange a clinic with three practitioners, a class, someone who waits, and a doctor who is an hour late."""
    path, now = tmp_path / "clinic.frontdesk", Instant(int(time.time()) // 60 * 60_000)
    setup = Actor("setup", "", FRONT_DESK.role)
    zone = a_zone_where_it_is_ten()
    with create_clinic(path, name="Main Street", zone_name=zone, actor=setup) as made:
        names = ("Dr. Amelia Chen", "Dr. Luis Ortega", "Nora Svensson")
        chen, ortega, nora = (made.practitioners.create(name=name).id for name in names)
        for one in (chen, ortega, nora):
            made.working_hours.put(practitioner=one, hours=[WeeklyHours(n, 8 * 60, 20 * 60) for n in range(7)])
        people = {}
        for name in (*NAMES, *MORE):
            given, _, family = name.partition(" ")
            people[name] = made.patients.create(given_name=given, family_name=family, phones=["+1 212 555 0142"]).id
        service = made.services.create(name="Consultation").id
        course = made.services.create(name="Back class", duration=60 * MINUTE, max_attendees=SEATS).id

        def book(name: str, who: Id, minute: int, length: int = 30) -> Id:
            start = Instant(now + minute * MINUTE)
            end = Instant(start + length * MINUTE)
            return made.appointments.book(
                start=start, end=end, patient=people[name], practitioner=who, service=service
            ).id

        visits = {
            "Noor Khan": book("Noor Khan", chen, -90),
            "Ivan Petrov": book("Ivan Petrov", chen, -60),
            "Zoe King": book("Zoe King", chen, -25),
            "Ana Ruiz": book("Ana Ruiz", ortega, -40),
            "Eva Novák": book("Eva Novák", ortega, 5),
            "Omar Aziz": book("Omar Aziz", ortega, 80),
        }
        begun = Instant(now - 90 * MINUTE)
        for status in (Status.ARRIVED, Status.IN_PROGRESS):
            made.appointments.set_status(id=visits["Noor Khan"], status=status)
        made.appointments.set_times(id=visits["Noor Khan"], arrived_at=begun, actual_start=begun)
        group = made.group_appointments.create(
            service=course,
            start=Instant(now + 15 * MINUTE),
            practitioner=nora,
            title="Back class",
            attendees=[people["Leo Martin"], people["Priya Nair"]],
        )
        visits["Back class"] = group.visits[0].id
        made.waitlist.add(patient=people["Mia Costa"], service=service)
    with open_clinic(path) as clinic:
        yield Morning(desktop, clinic, path, now, people, visits, zone)


def test_a_morning_at_the_counter(morning: Morning) -> None:
    morning.desktop.frontdesk(morning.path)
    morning.desktop.window("Main Street")
    morning.box("Eva Novák")
    someone_arrives_and_a_wrong_click_is_undone(morning)
    someone_does_not_come(morning)
    a_doctor_is_an_hour_late(morning)
    a_class_fills_up(morning)
    a_cancelled_visit_is_refilled(morning)
    someone_walks_in(morning)
    the_book_is_sound(morning)


def someone_arrives_and_a_wrong_click_is_undone(morning: Morning) -> None:
    morning.clicks("Eva Novák")
    morning.desktop.keys("a")
    assert morning.becomes("Eva Novák", Status.ARRIVED).arrived_at is not None
    morning.desktop.keys("d")
    morning.becomes("Eva Novák", Status.COMPLETED)
    morning.desktop.keys("ctrl+z")
    undone = morning.becomes("Eva Novák", Status.ARRIVED)
    assert undone.actual_start is None
    morning.desktop.keys("s")
    morning.becomes("Eva Novák", Status.IN_PROGRESS)
    morning.desktop.picture("journey-counter-arrived")


def someone_does_not_come(morning: Morning) -> None:
    morning.clicks("Ana Ruiz")
    morning.desktop.keys("n")
    morning.becomes("Ana Ruiz", Status.NO_SHOW)


def a_doctor_is_an_hour_late(morning: Morning) -> None:
    """It is worked out from the day, carried to the visits after it, and those to phone are named beside the board."""
    day = local_date(morning.now, morning.zone)
    late = next(each for each in morning.clinic.delays.of_day(day=day) if each.minutes)
    assert late.name == "Dr. Amelia Chen"
    assert 60 <= late.minutes <= 70
    expected = {one.id: one.expected_start - morning.visit(name).start for name, one in _by_name(morning, late)}
    assert all(50 * MINUTE <= each <= 75 * MINUTE for each in expected.values())
    assert len(expected) == 2
    morning.clicks("Ivan Petrov")
    morning.desktop.keys("shift+l")
    morning.reads("Ivan Petrov")
    morning.reads("+1 212 555 0142")
    morning.desktop.picture("journey-counter-late")
    morning.desktop.keys("Escape")


def _by_name(morning: Morning, late: DelayOfDay) -> list[tuple[str, ExpectedVisit]]:
    names = {one: name for name, one in morning.visits.items()}
    return [(names[one.id], one) for one in late.visits if one.phone]


def a_class_fills_up(morning: Morning) -> None:
    """The last seat goes to the first who asks; the next one is put on the waiting list by the same keys."""
    morning.clicks("Back class")
    keys = ("u", *"zoe", "Return")
    assert len(keys) <= 8
    morning.desktop.keys(*keys)
    course = morning.visits["Back class"]
    morning.finds(lambda: len(morning.clinic.attendees.list(appointment=course)) == SEATS, "the class is not full")
    morning.box("Back class", "3 of 3")
    morning.desktop.keys(*"hugo", "Return")
    waits = morning.finds(lambda: morning.clinic.waitlist.list(appointment=course).items, "nobody waits for a seat")
    assert [each.entry.patient_id for each in waits] == [morning.people["Hugo Blanc"]]
    morning.desktop.picture("journey-counter-class")
    morning.desktop.keys("Escape")


def a_cancelled_visit_is_refilled(morning: Morning) -> None:
    """Del and the first reason cancel it; Enter offers the time to who fits best, Enter again books them."""
    morning.clicks("Omar Aziz")
    keys = ("Delete", "1", "Return", "Return")
    assert len(keys) <= 5
    morning.desktop.keys(*keys[:2])
    assert morning.becomes("Omar Aziz", Status.CANCELLED).cancel_reason
    morning.reads("Mia Costa")
    morning.desktop.picture("journey-counter-refill")
    morning.desktop.keys(keys[2])
    morning.finds(morning.clinic.holds.list, "nothing is held for who waits")
    morning.desktop.keys(keys[3])
    morning.finds(lambda: morning.clinic.waitlist.list(state=EntryState.BOOKED).items, "nobody took the time")
    (booked,) = morning.clinic.appointments.list(patient=morning.people["Mia Costa"]).items
    assert (booked.start, booked.status) == (morning.visit("Omar Aziz").start, Status.BOOKED)
    morning.desktop.keys("Escape")


def someone_walks_in(morning: Morning) -> None:
    """A double-click into a gap of the board, some letters, and they are booked."""
    x, y, width, height = morning.box("Eva Novák")
    half_an_hour = height
    morning.desktop.run("xdotool", "mousemove", str(x + width // 3), str(y + height + half_an_hour // 2))
    morning.desktop.run("xdotool", "click", "--repeat", "2", "--delay", "80", "1")
    morning.desktop.active("New appointment")
    for key in (*"sam", "Return", *"con", "Return", "Return"):
        morning.desktop.keys(key)
    walked_in = morning.finds(
        lambda: morning.clinic.appointments.list(patient=morning.people["Sam Hill"]).items, "nobody is booked"
    )
    assert len(walked_in) == 1
    morning.box("Sam Hill")
    morning.desktop.keys("a")
    morning.finds(
        lambda: morning.clinic.appointments.get(id=walked_in[0].id).appointment.status is Status.ARRIVED,
        "who walked in has not arrived",
    )
    morning.desktop.picture("journey-counter-walk-in")


def the_book_is_sound(morning: Morning) -> None:
    assert check_book(morning.path).problems == ()
