"""A manager sets the clinic up from nothing, in a real window, by keys alone; the board obeys what was said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QImage

from frontdesk.domain.calendar import CalendarKind
from frontdesk.services.clinic import Clinic, open_clinic
from tests.support.desktop import Desktop

pytestmark = pytest.mark.window

T = TypeVar("T")
ZONE = "America/New_York"
HERE = Path(__file__).parent
WORDS, FOCUS, SCREEN = ((HERE / name).read_text() for name in ("words.py", "focus.py", "screen.py"))
PEOPLE = ("Dr. Amelia Chen", "Dr. Luis Ortega", "Nora Svensson", "Dr. Ravi Patel", "Kim Doyle, RN")
RULER = 57


@dataclass
class Manager:
    """One person at the keyboard, who sees what a screen reader reads."""

    desktop: Desktop

    def keys(self, *keys: str) -> None:
        """Press keys."""
        self.desktop.keys(*keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.desktop.type(text)

    def reads(self, words: str) -> None:
        """Wait until words stand anywhere in the program's windows."""
        self.desktop.until(
            lambda: "read" if words in self.desktop.screen_reader(WORDS) else "", f"{words!r} is not read", 30
        )

    def is_at(self, name: str) -> bool:
        """Tell whether something of a name has the focus."""
        return any(line.startswith(name) for line in self.desktop.screen_reader(FOCUS).splitlines())

    def waits_for(self, name: str) -> None:
        """Wait until something of a name has the focus."""
        self.desktop.until(lambda: "there" if self.is_at(name) else "", f"{name!r} has not the focus", 30)

    def goes_to(self, name: str, key: str = "Tab") -> None:
        """Press a key until something of a name has the focus."""
        for _ in range(25):
            if self.is_at(name):
                return
            self.keys(key)
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

    def shading(self, column: int, of: int) -> float:
        """Give how much of the middle of a column of the board is not blank: what is closed is hatched."""
        left, top, width, height = json.loads(self.desktop.screen_reader(SCREEN))["box"]
        middle = left + RULER + (width - RULER) * (2 * column + 1) // (2 * of)
        image = QImage(str(self.desktop.picture("journey-board")))
        dots = [
            image.pixelColor(x, y).lightness() < 252
            for x in range(middle - 12, middle + 12)
            for y in range(top + 4, top + height - 4)
        ]
        return sum(dots) / len(dots)


def test_a_clinic_is_set_up_from_nothing_and_the_board_obeys(desktop: Desktop, home: Path) -> None:
    manager = Manager(desktop)
    desktop.frontdesk(TZ=ZONE)
    founds_a_clinic(manager)
    today = datetime.now(ZoneInfo(ZONE)).date()
    with open_clinic(home / "harbour-health.frontdesk") as clinic:
        assert [p.name for p in clinic.practitioners.list()] == list(PEOPLE)
        assert len(clinic.services.list()) == 6
        assert clinic.closures.list(holidays=True)
        manager.keys("ctrl+comma")
        desktop.active("Settings")
        changes_hours(manager, clinic, today)
        closes_a_day(manager, clinic, today)
        adds_a_service(manager, clinic)
        adds_a_calendar(manager, clinic)
        manager.keys("Escape")
        desktop.active("Harbour Health")
        obeys(manager, clinic, today)


def founds_a_clinic(manager: Manager) -> None:
    """Go through the wizard, with the usual hours and services."""
    manager.desktop.window("Frontdesk")
    manager.reads("Set up your clinic")
    manager.keys("Tab", "Return")
    manager.desktop.active("Set up your clinic")
    manager.waits_for("Name of the clinic")
    manager.type("Harbour Health")
    manager.keys("Return")
    for name in PEOPLE:
        manager.type(name)
        manager.keys("Return")
    manager.keys("Return", "Return", "Return", "Return")
    manager.desktop.window("Harbour Health — Frontdesk")
    manager.reads("Harbour Health is set up: 5 practitioners, 6 services, 5 rooms.")
    manager.desktop.picture("journey-founded")


def changes_hours(manager: Manager, clinic: Clinic, today: date) -> None:
    """Have the first practitioner work from eight to ten only today."""
    manager.keys("alt+3")
    manager.goes_to("Monday")
    manager.keys(*["Down"] * today.weekday(), "Return")
    manager.type("8-10")
    manager.keys("Return")
    manager.keys("ctrl+s")
    chen = clinic.practitioners.list()[0].id

    def held() -> bool:
        hours = clinic.working_hours.get(practitioner=chen).hours
        return [(h.start_minute, h.end_minute) for h in hours if h.weekday == today.weekday()] == [(480, 600)]

    manager.finds(held, "other hours are not in the book")


def closes_a_day(manager: Manager, clinic: Clinic, today: date) -> None:
    """Close the clinic for a week from tomorrow on."""
    manager.keys("alt+4")
    manager.waits_for("Country")
    manager.goes_to("Add a closure…")
    manager.keys("Return")
    manager.waits_for("Name")
    manager.type("Painters")
    manager.keys("Tab")
    manager.type("+1")
    manager.keys("Tab")
    manager.type("+6")
    manager.keys("Return")
    (closure,) = manager.finds(lambda: clinic.closures.list(holidays=False), "the closure is not in the book")
    assert (closure.name, closure.first, closure.last) == (
        "Painters",
        today + timedelta(days=1),
        today + timedelta(days=7),
    )


def adds_a_service(manager: Manager, clinic: Clinic) -> None:
    """Offer something that two of them give."""
    manager.keys("alt+5")
    manager.goes_to("Add")
    manager.keys("Return")
    manager.waits_for("Name")
    manager.type("Acupuncture")
    manager.goes_to("Everyone")
    manager.keys("space", "Tab")
    manager.keys("space", "Down", "space")
    manager.keys("ctrl+s")

    def held() -> tuple[str, ...]:
        found = [s for s in clinic.services.list() if s.name == "Acupuncture"]
        names = {p.id: p.name for p in clinic.practitioners.list()}
        return tuple(names[one] for service in found for one in service.practitioners)

    assert manager.finds(held, "the service is not in the book") == PEOPLE[:2]


def adds_a_calendar(manager: Manager, clinic: Clinic) -> None:
    """Make a diary that the first practitioner serves alone."""
    manager.keys("alt+6")
    manager.goes_to("Add")
    manager.keys("Return")
    manager.waits_for("Personal")
    manager.keys("Return")
    manager.waits_for("Name")
    manager.type("Visits with Dr. Chen")
    manager.goes_to("Add a practitioner")
    manager.keys("Return")
    manager.type("amel")
    manager.keys("Tab")
    manager.keys("ctrl+s")
    (made,) = manager.finds(clinic.calendars.list, "the calendar is not in the book")
    assert (made.name, made.kind) == ("Visits with Dr. Chen", CalendarKind.PERSONAL)
    assert [member.practitioner for member in made.team] == [clinic.practitioners.list()[0].id]


def obeys(manager: Manager, clinic: Clinic, today: date) -> None:
    """See that the board hatches what was closed: most of the first column today, and all of tomorrow."""
    of = len(PEOPLE)
    first, second = (manager.shading(column, of) for column in (0, 1))
    if today in {closure.first for closure in clinic.closures.list(holidays=True)}:
        assert min(first, second) > 0.25
    elif today.weekday() < 5:
        assert first > second + 0.1
    else:
        assert second > first
    manager.keys("Next")
    tomorrow = today + timedelta(days=1)
    manager.reads(f"{tomorrow.day} {tomorrow:%B %Y}")
    manager.finds(lambda: min(manager.shading(column, of) for column in range(of)) > 0.25, "tomorrow is not hatched")
