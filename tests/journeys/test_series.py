"""Someone's weekly visit is put an hour later for good: one is dragged, the others follow, one undo takes it back.

In a real window with real keys and a real mouse; a second look at the same file from outside tells what is so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Status
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE, at_minute, wall
from frontdesk.services.clinic import Clinic, create_clinic, open_clinic
from tests.support.desktop import Desktop

pytestmark = pytest.mark.window

ZONE = "America/New_York"
HERE = Path(__file__).parent
WORDS, SCREEN = ((HERE / name).read_text() for name in ("words.py", "screen.py"))
TOMORROW: date = datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Arrange a doctor who works every day, and a patient who comes four weeks running, from tomorrow at nine."""
    made = tmp_path / "clinic.frontdesk"
    with create_clinic(made, name="Main Street", zone_name=ZONE, actor=Actor("setup", "", FRONT_DESK.role)) as clinic:
        chen = clinic.practitioners.create(name="Dr. Amelia Chen")
        clinic.working_hours.put(practitioner=chen.id, hours=[WeeklyHours(n, 8 * 60, 18 * 60) for n in range(7)])
        eva = clinic.patients.create(given_name="Eva", family_name="Novák")
        clinic.repeats.book(
            start=at_minute(TOMORROW, 9 * 60, ZONE),
            duration=60 * MINUTE,
            practitioner=chen.id,
            patient=eva.id,
            frequency=Frequency.WEEKLY,
            count=4,
        )
    return made


@pytest.fixture
def clinic(path: Path) -> Iterator[Clinic]:
    """Look at the same file from outside."""
    with open_clinic(path) as opened:
        yield opened


def hours(clinic: Clinic) -> list[int]:
    """Give the hours at which the visits that take place begin, in order of their dates."""
    found = clinic.appointments.list(size=50).items
    return [wall(each.start, ZONE).hour for each in found if each.status is not Status.CANCELLED]


def reads(desktop: Desktop, words: str) -> None:
    desktop.until(lambda: "read" if words in desktop.screen_reader(WORDS) else "", f"{words!r} is not read", 30)


def begin_at(desktop: Desktop, clinic: Clinic, wanted: list[int]) -> None:
    desktop.until(lambda: "so" if hours(clinic) == wanted else "", f"the visits do not begin at {wanted}", 30)


def place_of(desktop: Desktop, words: str) -> tuple[int, int, int, int]:
    last: list[list[int]] = []

    def look() -> str:
        shown = json.loads(desktop.screen_reader(SCREEN))["visits"]
        last[:] = [box for name, box in shown.items() if words in name]
        return "seen" if last else ""

    desktop.until(look, f"{words!r} is not on the board", 30)
    x, y, width, height = last[0]
    return x, y, width, height


def test_a_weekly_visit_is_put_later_for_good_and_back(desktop: Desktop, path: Path, clinic: Clinic) -> None:
    desktop.frontdesk(path, TZ=ZONE)
    desktop.window("Frontdesk")
    desktop.active("Main Street")
    desktop.keys("Next")
    drags_one(desktop, clinic)
    carries_it_on(desktop, clinic)
    sees_all_dates(desktop)
    cancels_one_there(desktop, clinic)
    takes_all_back(desktop, clinic)


def drags_one(desktop: Desktop, clinic: Clinic) -> None:
    """Drag one visit an hour down: it alone moves, at once."""
    x, y, width, hour = place_of(desktop, "Eva Novák")
    middle, top = x + width // 2, y + 8
    desktop.run("xdotool", "mousemove", str(middle), str(top), "mousedown", "1")
    for step in range(1, 7):
        desktop.run("xdotool", "mousemove", str(middle), str(round(top + hour * step / 6)))
    desktop.run("xdotool", "mouseup", "1")
    begin_at(desktop, clinic, [10, 9, 9, 9])


def carries_it_on(desktop: Desktop, clinic: Clinic) -> None:
    """Have those that follow moved too, by a key and Enter."""
    reads(desktop, "This and following")
    desktop.keys("shift+f")
    reads(desktop, "Move 4 visits")
    desktop.picture("journey-series-card")
    desktop.keys("Return")
    begin_at(desktop, clinic, [10, 10, 10, 10])


def sees_all_dates(desktop: Desktop) -> None:
    """Look at all dates as a table."""
    desktop.keys("r")
    desktop.active("Series")
    reads(desktop, f"Every {TOMORROW:%A}, 4 times")
    reads(desktop, "4 to come")
    desktop.picture("journey-series-table")


def cancels_one_there(desktop: Desktop, clinic: Clinic) -> None:
    """Cancel the second date, and bring it back by undo."""
    desktop.keys("Down", "Delete")
    reads(desktop, "Cancel visit")
    desktop.keys("Return")
    begin_at(desktop, clinic, [10, 10, 10])
    desktop.keys("ctrl+z")
    begin_at(desktop, clinic, [10, 10, 10, 10])
    desktop.keys("Escape")
    desktop.active("Main Street")


def takes_all_back(desktop: Desktop, clinic: Clinic) -> None:
    """Undo once: all of them are where they were."""
    desktop.keys("ctrl+z")
    begin_at(desktop, clinic, [9, 9, 9, 9])
