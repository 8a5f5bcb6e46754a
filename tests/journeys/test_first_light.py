"""The journey of a first morning, in a real window with real keys and a real mouse.

Open, import the clinic's calendar, find the day, book by keys, drag, undo, restart: it is all still there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.hours import WeeklyHours
from frontdesk.domain.instants import MINUTE, Instant, at_minute
from frontdesk.services.clinic import Clinic, create_clinic, open_clinic
from tests.support.desktop import Desktop

pytestmark = pytest.mark.window

ZONE = "America/New_York"
SCREEN = (Path(__file__).parent / "screen.py").read_text()
WORDS = (Path(__file__).parent / "words.py").read_text()


@dataclass
class Journey:
    """One person at one desk: the file, the window on it, and a second look at the same file from outside."""

    desktop: Desktop
    path: Path
    clinic: Clinic
    day: date

    def open(self) -> None:
        """Open the window and wait for its board."""
        self.desktop.frontdesk(self.path)
        self.desktop.window("Frontdesk")
        self.sees(lambda seen: bool(seen["board"]))

    def sees(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Wait until a screen reader finds on the board what is wanted."""
        last: dict[str, Any] = {}

        def look() -> str:
            last.clear()
            last.update(json.loads(self.desktop.screen_reader(SCREEN)))
            return "seen" if wanted(last) else ""

        self.desktop.until(look, "not seen on the board", 30)
        return last

    def reads(self, words: str) -> None:
        """Wait until words stand anywhere in the program's windows, as a screen reader finds them."""
        self.desktop.until(
            lambda: "read" if words in self.desktop.screen_reader(WORDS) else "", f"{words!r} is not read", 30
        )

    def holds(self, wanted: Callable[[tuple[Appointment, ...]], bool]) -> tuple[Appointment, ...]:
        """Wait until the file holds what is wanted."""
        items: list[Appointment] = []

        def look() -> str:
            items[:] = self.clinic.appointments.list(size=500).items
            return "held" if wanted(tuple(items)) else ""

        self.desktop.until(look, "not in the book", 30)
        return tuple(items)

    def drag(self, box: list[int], down: int) -> None:
        """Drag what stands in a box by some pixels, as a hand does: step by step."""
        x, y = box[0] + box[2] // 2, box[1] + 6
        self.desktop.run("xdotool", "mousemove", str(x), str(y), "mousedown", "1")
        for step in range(1, 11):
            self.desktop.run("xdotool", "mousemove", str(x), str(y + down * step // 10))
        self.desktop.run("xdotool", "mouseup", "1")


def calendar_of(day: date) -> bytes:
    """Write a calendar as a server hands it over: one visit a quarter of the morning, one series, one broken event."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Calendar//EN", "X-WR-CALNAME:Dr. Amelia Chen"]
    for n, (given, family) in enumerate((("Eva", "Novák"), ("Leo", "Martin"), ("Priya", "Nair"))):
        stamp = f"{day:%Y%m%d}T{9 + n:02d}"
        lines += ["BEGIN:VEVENT", f"UID:{n}@clinic.example", "DTSTAMP:20260101T000000Z"]
        lines += [f"DTSTART;TZID={ZONE}:{stamp}0000", f"DTEND;TZID={ZONE}:{stamp}3000", "SUMMARY:Follow-up"]
        lines += ["ORGANIZER;CN=Dr. Amelia Chen:mailto:chen@clinic.example"]
        lines += [f"ATTENDEE;CN={given} {family}:mailto:{given.lower()}@mail.example", "END:VEVENT"]
    lines += ["BEGIN:VEVENT", "UID:bad@clinic.example", "DTSTART:2026-13-40", "SUMMARY:Broken", "END:VEVENT"]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


@pytest.fixture
def journey(desktop: Desktop, tmp_path: Path) -> Iterator[Journey]:
    """Arrange a clinic with one practitioner and one service, and nothing booked."""
    today = datetime.now(ZoneInfo(ZONE)).date()
    day = today + timedelta(days=8)
    path = tmp_path / "clinic.frontdesk"
    (tmp_path / "calendar.ics").write_bytes(calendar_of(day))
    with create_clinic(path, name="Main Street", zone_name=ZONE, actor=Actor("setup", "", FRONT_DESK.role)) as made:
        chen = made.practitioners.create(name="Dr. Amelia Chen", email="chen@clinic.example")
        made.working_hours.put(practitioner=chen.id, hours=[WeeklyHours(n, 8 * 60, 20 * 60) for n in range(7)])
        made.services.create(name="Consultation")
        made.patients.create(given_name="Leo", family_name="Martin", email="leo@mail.example")
    with open_clinic(path) as clinic:
        yield Journey(desktop, path, clinic, day)


def test_open_import_find_book_drag_undo_restart_and_all_is_there(journey: Journey) -> None:
    desktop, day = journey.desktop, journey.day
    journey.open()

    desktop.keys("ctrl+i")
    desktop.window("Import calendar files")
    desktop.type(str(journey.path.with_name("calendar.ics")))
    desktop.keys("Return")
    desktop.window("^Import$")
    journey.reads("Import 3")
    desktop.picture("journey-import")
    desktop.keys("ctrl+Return")
    imported = journey.holds(lambda held: len(held) == 3)
    assert {a.start for a in imported} == {at_minute(day, h * 60, ZONE) for h in (9, 10, 11)}
    assert journey.clinic.patients.list().total == 3

    desktop.keys("ctrl+f")
    desktop.type("novak")
    journey.reads("Eva Novák")
    desktop.keys("Return")
    journey.sees(lambda seen: any("Eva Novák" in name for name in seen["visits"]))

    keys = ["ctrl+n", *"mart", "Return", *"con", "Return", "Return"]
    assert len(keys) <= 16
    desktop.keys(keys[0])
    desktop.active("New appointment")
    for key in keys[1:]:
        desktop.keys(key)
    booked = journey.holds(lambda held: len(held) == 4)
    (mine,) = (a for a in booked if a not in imported)
    assert mine.service_id is not None
    assert mine.end - mine.start == 30 * MINUTE

    seen = journey.sees(lambda seen: any("Eva Novák" in name for name in seen["visits"]))
    box = next(box for name, box in seen["visits"].items() if "Eva Novák" in name)
    eva = next(a for a in imported if a.start == at_minute(day, 9 * 60, ZONE))
    journey.drag(box, down=box[3] * 6)
    moved = journey.holds(lambda held: next(a.start for a in held if a.id == eva.id) != eva.start)
    assert next(a for a in moved if a.id == eva.id).start > Instant(eva.start + 60 * MINUTE)
    desktop.picture("journey-dragged")

    desktop.keys("ctrl+z")
    journey.holds(lambda held: next(a.start for a in held if a.id == eva.id) == eva.start)

    desktop.keys("ctrl+q")
    desktop.until(
        lambda: "" if desktop.run("xdotool", "search", "--name", "Frontdesk", check=False) else "gone", "open"
    )
    journey.open()
    journey.holds(lambda held: {a.id: a.start for a in held} == {a.id: a.start for a in booked})
    desktop.keys("ctrl+f")
    desktop.type("novak")
    journey.reads("Eva Novák")
    desktop.keys("Return")
    journey.sees(lambda seen: any("Eva Novák" in name and "9:00" in name for name in seen["visits"]))
    desktop.picture("journey-restarted")
