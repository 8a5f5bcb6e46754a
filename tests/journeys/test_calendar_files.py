"""A clinic moves over by file: dropped, read, chosen, imported, undone; exported, and imported again for nothing.

In a real window beside another program, from which the file is dragged in and to which a visit is dragged out. A
second look at the same book from outside tells what is so.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
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
HERE = Path(__file__).parent
WORDS, SCREEN = ((HERE / name).read_text() for name in ("words.py", "screen.py"))
NEIGHBOUR = HERE / "neighbour.py"
WINDOW = ("1280", "800")


def event(uid: str, day: date, hour: int, title: str, *more: str) -> str:
    start, end = f"{day:%Y%m%d}T{hour:02d}0000", f"{day:%Y%m%d}T{hour:02d}3000"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{uid}@google.com",
        "DTSTAMP:20260301T000000Z",
        f"DTSTART;TZID={ZONE}:{start}",
        f"DTEND;TZID={ZONE}:{end}",
        f"SUMMARY:{title}",
        "ORGANIZER;CN=Dr. Amelia Chen:mailto:amelia@example.org",
        *more,
        "END:VEVENT",
    ]
    return "\r\n".join(lines) + "\r\n"


def calendar(day: date) -> str:
    """Write a calendar as Google would: a series, a visit that clashes, one with an unknown property, one broken."""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\n"
    events = [
        event("team", day, 9, "Team meeting", "RRULE:FREQ=WEEKLY;COUNT=3"),
        event("clash", day, 11, "Vaccination clinic"),
        event("kept", day, 14, "Leo Martin", "X-COLOUR:teal", "ATTENDEE;CN=Leo Martin:mailto:leo@example.org"),
        "BEGIN:VEVENT\r\nUID:broken@google.com\r\nDTSTART:2026-13-40\r\nEND:VEVENT\r\n",
    ]
    return head + "".join(events) + "END:VCALENDAR\r\n"


@dataclass
class Mover:
    """One person at the desk, the clinic seen from outside, and the files that come and go."""

    desktop: Desktop
    clinic: Clinic
    path: Path
    day: date
    given: Path
    taken: Path

    def reads(self, words: str) -> None:
        """Wait until words stand anywhere in the program's windows."""
        self.desktop.until(
            lambda: "read" if words in self.desktop.screen_reader(WORDS) else "", f"{words!r} is not read", 30
        )

    def visits(self) -> list[Appointment]:
        """List what is in the book."""
        return list(self.clinic.appointments.list(size=50).items)

    def finds(self, look: Callable[[], bool], complaint: str) -> None:
        """Wait until the book is as it should be."""
        self.desktop.until(lambda: "so" if look() else "", complaint, 30)

    def sees(self, words: str) -> tuple[int, int]:
        """Wait until the board shows a visit, and give a place in it: at its left, where no message lies over it."""
        last: list[list[int]] = []

        def look() -> str:
            shown = json.loads(self.desktop.screen_reader(SCREEN))["visits"]
            last[:] = [box for name, box in shown.items() if words in name]
            return "seen" if last else ""

        self.desktop.until(look, f"{words} is not on the board", 30)
        x, y, _, height = last[0]
        return x + 30, y + height // 2

    def drags(self, *places: tuple[int, int]) -> None:
        """Press at the first place, go over the others, and let go at the last."""
        move = ("xdotool", "mousemove")
        self.desktop.run(*move, *map(str, places[0]), "sleep", "0.2", "mousedown", "1", "sleep", "0.2")
        for x, y in places[1:]:
            self.desktop.run(*move, str(x), str(y), "sleep", "0.2")
        self.desktop.run("xdotool", "mouseup", "1")


@pytest.fixture
def mover(desktop: Desktop, tmp_path: Path) -> Iterator[Mover]:
    """Arrange a doctor who works every day and has one visit tomorrow at eleven, and a neighbour with a calendar."""
    day = datetime.now(ZoneInfo(ZONE)).date() + timedelta(days=1)
    path = tmp_path / "clinic.frontdesk"
    with create_clinic(path, name="Main Street", zone_name=ZONE, actor=Actor("setup", "", FRONT_DESK.role)) as made:
        chen = made.practitioners.create(name="Dr. Amelia Chen", email="amelia@example.org")
        made.working_hours.put(practitioner=chen.id, hours=[WeeklyHours(n, 8 * 60, 18 * 60) for n in range(7)])
        made.patients.create(given_name="Leo", family_name="Martin", email="leo@example.org")
        eva = made.patients.create(given_name="Eva", family_name="Novák")
        start = at_minute(day, 11 * 60, ZONE)
        end = Instant(start + 30 * MINUTE)
        made.appointments.book(start=start, end=end, practitioner=chen.id, patient=eva.id)
    given, taken = tmp_path / "google.ics", tmp_path / "taken.json"
    given.write_bytes(calendar(day).encode())
    with open_clinic(path) as clinic:
        yield Mover(desktop, clinic, path, day, given, taken)


def test_a_clinic_moves_over_by_file_and_gets_the_same_calendar_out_again(mover: Mover, tmp_path: Path) -> None:
    mover.desktop.start(sys.executable, NEIGHBOUR, mover.given, mover.taken)
    mover.desktop.window("Neighbour")
    mover.desktop.frontdesk(mover.path, TZ=ZONE)
    mover.desktop.window("Frontdesk")
    mover.desktop.active("Main Street")
    window = mover.desktop.run("xdotool", "getactivewindow").strip()
    mover.desktop.run("xdotool", "windowsize", window, *WINDOW, "windowmove", window, "20", "60")
    mover.desktop.keys("Next")
    mover.sees("Eva Novák")
    drops_the_file(mover)
    reads_the_preview(mover)
    imports_and_undoes(mover)
    exports_everything(mover, tmp_path / "out.ics")
    imports_for_nothing(mover, tmp_path / "out.ics")
    drags_a_visit_out(mover)


def drops_the_file(one: Mover) -> None:
    """Drag the calendar from another program into the window."""
    one.drags((1450, 380), (1440, 390), (1200, 420), (800, 450), (700, 460), (690, 465))
    one.desktop.active("Import")


def reads_the_preview(one: Mover) -> None:
    """See what would come, what clashes and what cannot be read; nothing has changed."""
    one.reads("Google Calendar · 4 events")
    for words in ("Team meeting", "Clash", "overlaps another visit · left out", "“2026-13-40” is no date"):
        one.reads(words)
    one.reads("Import 2")
    one.desktop.picture("journey-import")
    assert len(one.visits()) == 1


def imports_and_undoes(one: Mover) -> None:
    """Take the clash as well, import by keys, undo it as one step, and do it again."""
    # The list is in the order of the file: the clash is the second.
    one.desktop.keys("Down", "space")
    one.reads("Import 3")
    one.desktop.keys("ctrl+Return")
    one.finds(lambda: len(one.visits()) == 6, "it is not imported")
    one.desktop.active("Main Street")
    one.sees("Team meeting")
    one.desktop.keys("ctrl+z")
    one.finds(lambda: len(one.visits()) == 1, "it is not undone")
    one.desktop.keys("ctrl+y")
    one.finds(lambda: len(one.visits()) == 6, "it is not done again")


def exports_everything(one: Mover, out: Path) -> None:
    """Export without a first or a last day: what was not understood is in it word for word."""
    one.desktop.keys("ctrl+e")
    one.desktop.active("Export visits")
    one.reads("2 visits, 2 blocks and staff events")
    one.desktop.keys("ctrl+a", "Delete", "Tab", "ctrl+a", "Delete")
    one.reads("about 6 visits")
    one.desktop.keys("Return")
    one.reads("File name:")
    one.desktop.keys("ctrl+a")
    one.desktop.type(str(out))
    one.desktop.keys("Return")
    one.desktop.until(lambda: "there" if out.exists() else "", "nothing is written")
    text = out.read_text()
    assert text.count("BEGIN:VEVENT") == 4
    assert "RRULE:FREQ=WEEKLY;COUNT=3" in text
    assert "X-COLOUR:teal" in text
    one.desktop.active("Main Street")


def imports_for_nothing(one: Mover, out: Path) -> None:
    """Import what was exported: all of it is there already."""
    before = [(each.id, each.version) for each in one.visits()]
    one.desktop.keys("ctrl+i")
    one.reads("File name:")
    one.desktop.type(str(out))
    one.desktop.keys("Return")
    one.desktop.active("Import")
    one.reads("nothing to import")
    one.reads("Same 4")
    one.desktop.keys("Escape")
    one.desktop.active("Main Street")
    assert [(each.id, each.version) for each in one.visits()] == before


def drags_a_visit_out(one: Mover) -> None:
    """Drag a visit to another program: that gets a file which tells no name in its own, and the visit stays."""
    before = {each.id: (each.start, each.version) for each in one.visits()}
    x, y = one.sees("Leo Martin")
    one.drags((x, y), (x + 10, y + 6), (x + 60, y + 30), (1310, 390), (1400, 380), (1440, 385), (1450, 390))
    one.desktop.until(lambda: "there" if one.taken.exists() else "", "nothing was dropped", 30)
    got = json.loads(one.taken.read_text())
    assert got["names"] == [f"visit-{one.day:%Y-%m-%d}-1400.ics"]
    assert got["files"] == [got["entry"]]
    assert "BEGIN:VEVENT" in got["entry"]
    assert "Leo" not in got["words"]
    assert {each.id: (each.start, each.version) for each in one.visits()} == before
