"""Someone on the phone wants a time: it is looked for, held and booked by keys, then another visit makes room.

In a real window with real keys and a real mouse; a second look at the same file from outside tells what is so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QColor, QImage

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, at_minute
from frontdesk.services.clinic import Clinic, create_clinic, open_clinic
from tests.support.desktop import Desktop

pytestmark = pytest.mark.window

T = TypeVar("T")
ZONE = "America/New_York"
HERE = Path(__file__).parent
WORDS, FOCUS, SCREEN = ((HERE / name).read_text() for name in ("words.py", "focus.py", "screen.py"))


@dataclass
class Receptionist:
    """One person at the desk, the clinic seen from outside, and the day that it is about."""

    desktop: Desktop
    clinic: Clinic
    path: Path
    day: date
    chen: Id

    def at(self, hour: int, minute: int = 0) -> Instant:
        """Give an instant of the day."""
        return at_minute(self.day, hour * 60 + minute, ZONE)

    def reads(self, words: str) -> None:
        """Wait until words stand anywhere in the program's windows."""
        self.desktop.until(
            lambda: "read" if words in self.desktop.screen_reader(WORDS) else "", f"{words!r} is not read", 30
        )

    def goes_to(self, name: str, key: str = "Tab") -> None:
        """Press a key until something whose name begins so has the focus."""
        for _ in range(25):
            focused = self.desktop.screen_reader(FOCUS).splitlines()
            if any(line.startswith(name) for line in focused):
                return
            self.desktop.keys(key)
        self.desktop.picture("failed")
        pytest.fail(f"{name!r} is not reached by {key}")

    def finds(self, look: Callable[[], T], complaint: str) -> T:
        """Wait until the book holds what is looked for, and give it."""
        found: list[T] = []

        def held() -> str:
            found[:] = [look()]
            return "held" if found[0] else ""

        self.desktop.until(held, complaint, 30)
        return found[0]

    def sees(self, *words: str) -> tuple[int, int, int, int]:
        """Wait until the board shows a visit with all these words, and give where it stands."""
        last: list[list[int]] = []

        def look() -> str:
            shown = json.loads(self.desktop.screen_reader(SCREEN))["visits"]
            last[:] = [box for name, box in shown.items() if all(word in name for word in words)]
            return "seen" if last else ""

        self.desktop.until(look, f"{words} are not on the board", 30)
        x, y, width, height = last[0]
        return x, y, width, height

    def screen(self) -> QImage:
        """Give the pixels of the whole screen."""
        return QImage(str(self.desktop.picture("journey-find")))


@pytest.fixture
def receptionist(desktop: Desktop, tmp_path: Path) -> Iterator[Receptionist]:
    """Arrange a doctor who works every day, two services, and two visits tomorrow: at eight, and at ten."""
    day = datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=1)
    path = tmp_path / "clinic.frontdesk"
    with create_clinic(path, name="Main Street", zone_name=ZONE, actor=Actor("setup", "", FRONT_DESK.role)) as made:
        chen = made.practitioners.create(name="Dr. Amelia Chen")
        made.working_hours.put(practitioner=chen.id, hours=[WeeklyHours(n, 8 * 60, 18 * 60) for n in range(7)])
        made.services.create(name="Consultation")
        made.services.create(name="Physiotherapy", duration=45 * MINUTE)
        made.patients.create(given_name="Priya", family_name="Nair")
        for hour, minutes, given, family in ((8, 60, "Eva", "Novák"), (10, 30, "Leo", "Martin")):
            patient = made.patients.create(given_name=given, family_name=family)
            start = at_minute(day, hour * 60, ZONE)
            end = Instant(start + minutes * MINUTE)
            made.appointments.book(start=start, end=end, practitioner=chen.id, patient=patient.id)
    with open_clinic(path) as clinic:
        yield Receptionist(desktop, clinic, path, day, chen.id)


def test_a_time_is_found_explained_held_and_booked_and_a_visit_is_moved_where_it_fits(
    receptionist: Receptionist,
) -> None:
    receptionist.desktop.frontdesk(receptionist.path, TZ=ZONE)
    receptionist.desktop.window("Frontdesk")
    receptionist.desktop.active("Main Street")
    receptionist.desktop.keys("Next")
    receptionist.sees("Eva Novák")
    finds_a_time(receptionist)
    looks_why_another_is_not_free(receptionist)
    holds_it(receptionist)
    books_it(receptionist)
    moves_a_visit(receptionist)


def finds_a_time(one: Receptionist) -> None:
    """Ask for a service: the first time that is free is offered."""
    one.desktop.keys("f")
    one.desktop.active("Find a time")
    one.goes_to("Service")
    one.desktop.type("phys")
    one.desktop.keys("Return")
    one.reads("09:00")
    one.reads("Book 09:00")


def looks_why_another_is_not_free(one: Receptionist) -> None:
    """Have the times shown that are not free, and look at the first of them."""
    one.goes_to("Show times that are not free", "shift+Tab")
    one.desktop.keys("space")
    one.reads(f"08:00, Dr. Amelia Chen, {one.day:%a} {one.day.day} {one.day:%b}, not free")
    one.goes_to("09:00")
    one.desktop.keys("Home")
    one.goes_to("08:00")
    one.reads("08:00 is not free")
    one.reads("Eva Novák")
    one.desktop.picture("journey-find-why")


def holds_it(one: Receptionist) -> None:
    """Hold the time that was offered, while the caller looks for a calendar: it is dashed on the board."""
    one.goes_to("Hold 10 min")
    one.desktop.keys("space")
    (held,) = one.finds(one.clinic.holds.list, "nothing is held")
    assert (held.start, held.end, held.practitioner_id) == (one.at(9), one.at(9, 45), one.chen)
    one.desktop.active("Main Street")
    x, y, width, _ = one.sees("Physiotherapy", "held by Front desk", "min left")
    image = one.screen()
    edge = [image.pixelColor(at, y).lightness() < 200 for at in range(x + 10, x + width - 10)]
    assert sum(a != b for a, b in pairwise(edge)) > 10


def books_it(one: Receptionist) -> None:
    """Book what is held: it is the same time still, and nobody's hold any more."""
    one.desktop.keys("Return")
    one.desktop.active("Book the held time")
    one.desktop.type("priya")
    one.reads("Priya Nair")
    one.desktop.keys("Return", "Return")

    def booked() -> list[Appointment]:
        found = one.clinic.appointments.list(size=50).items
        return [each for each in found if each.start == one.at(9) and each.status is Status.BOOKED]

    (visit,) = one.finds(booked, "it is not booked")
    assert (visit.end, visit.patient_id is not None, visit.expires_at) == (one.at(9, 45), True, None)
    assert one.clinic.holds.list() == ()
    one.desktop.active("Main Street")
    one.sees("Priya Nair", "booked")


def moves_a_visit(one: Receptionist) -> None:
    """Drag a visit: where it fits is tinted for as long as it is in the air."""
    first, second = one.sees("Eva Novák"), one.sees("Leo Martin")
    hour = (second[1] - first[1]) / 2
    x, y = second[0] + second[2] // 2, second[1] + 6
    free, taken = (x, round(second[1] + 2.3 * hour)), (x, round(first[1] + 0.8 * hour))

    def shades() -> tuple[QColor, QColor]:
        image = one.screen()
        return image.pixelColor(*free), image.pixelColor(*taken)

    before = shades()
    one.desktop.run("xdotool", "mousemove", str(x), str(y), "mousedown", "1")
    for step in range(1, 7):
        one.desktop.run("xdotool", "mousemove", str(x), str(round(y + hour * step / 6)))
    one.desktop.until(lambda: "tinted" if shades()[0] != before[0] else "", "where it fits is not tinted", 10)
    assert shades()[1] == before[1]
    one.desktop.picture("journey-find-tint")
    one.desktop.run("xdotool", "mouseup", "1")
    one.finds(
        lambda: [a for a in one.clinic.appointments.list(size=50).items if a.start == one.at(11)], "it is not moved"
    )
    one.desktop.until(lambda: "plain" if shades()[0] == before[0] else "", "the tint stays", 10)
