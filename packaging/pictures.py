"""Make the pictures of the README anew: a morning at the sample clinic in both themes, and what is done there.

Usage: python packaging/pictures.py [FOLDER]     (docs/ by default)
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_ACCESSIBILITY"] = "0"

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, at_minute
from frontdesk.gui.app import application
from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.chips import Chip
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.window.main import MainWindow
from frontdesk.gui.window.themes import dress
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.services.demo import make_demo

DAY = date(2026, 3, 18)
ZONE = "America/New_York"
SIZE = (1600, 1000)
HOURS_SIZE = (1360, 800)
BOOKING_SIZE = (1120, 720)


def main() -> None:
    """Make a sample clinic that stands at 10:42, and take a picture of each theme."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    target.mkdir(exist_ok=True)
    moment = at_minute(DAY, 10 * 60 + 42, ZONE)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "sample.frontdesk"
        make_demo(book, practitioners=6, zone=ZONE, clock=lambda: moment)
        app = application(sys.argv[:1])
        for theme in ("light", "dark"):
            kept = Path(folder) / f"{theme}.ini"
            Settings(kept).put("look/theme", theme)
            window = _window(app.processEvents, kept, book, moment)
            window.inside.work.go_to(_someone_waiting(book, moment), DAY)
            _wait(app.processEvents, lambda w=window: w.inside.tasks.idle)
            window.grab().save(str(target / f"day-{theme}.png"))
            if theme == "light":
                _booking(app.processEvents, window).save(str(target / "booking-light.png"))
                _hours(app.processEvents, window).save(str(target / "hours-light.png"))
            window.close()
        window = _window(app.processEvents, Path(folder) / "light.ini", book, moment)
        _refill(app.processEvents, window, book, moment).save(str(target / "refill-light.png"))
        _past(app.processEvents, window).save(str(target / "past-light.png"))
        window.close()


def _window(turn: Callable[[], object], kept: Path, book: Path, moment: Instant) -> MainWindow:
    """Open a window on the book, dressed as its settings say."""
    settings = Settings(kept)
    dress(settings)
    window = MainWindow(settings, lambda: moment)
    window.resize(*SIZE)
    window.show()
    window.begin(book)
    _wait(turn, lambda: window.inside.days.board is not None and window.inside.tasks.idle)
    return window


def _someone_waiting(book: Path, moment: Instant) -> int:
    with open_clinic(book, clock=lambda: moment) as clinic:
        return clinic.appointments.list(status=Status.ARRIVED, size=1).items[0].id


def _refill(turn: Callable[[], object], window: MainWindow, book: Path, moment: Instant) -> QPixmap:
    """Take a picture of the panel that offers a cancelled visit's time to those who wait."""
    with open_clinic(book, clock=lambda: moment) as clinic:
        one = _cancelled_for_two(clinic, moment)
    window.inside.days.changed_here()
    window.inside.work.go_to(one, DAY)
    _wait(turn, lambda: window.inside.tasks.idle)
    window.inside.work.areas.refill.look_after(one)
    _wait(turn, lambda: window.inside.tasks.idle)
    return window.grab()


def _cancelled_for_two(clinic: Clinic, moment: Instant) -> Id:
    """Cancel a visit of the day whose time two of those who wait could take, at least."""
    board = clinic.board.day(day=DAY)
    for visit in board.visits:
        if visit.start > moment and visit.patient_id is not None and visit.status in (Status.BOOKED, Status.CONFIRMED):
            clinic.appointments.cancel(id=visit.id, reason="Patient ill")
            if clinic.waitlist.fits_after(appointment=visit.id).total > 1:
                return visit.id
            clinic.history.undo()
    raise SystemExit("nobody of the waiting list would fit")


def _past(turn: Callable[[], object], window: MainWindow) -> QPixmap:
    """Take a picture of the board as it stood before what was done last."""
    window.inside.work.do("past")
    _wait(turn, lambda: window.inside.tasks.idle)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Left)
    _wait(turn, lambda: window.inside.tasks.idle)
    return window.grab()


def _booking(turn: Callable[[], object], window: MainWindow) -> QPixmap:
    """Take a picture of a booking that is being made, with the reasons why one time is not free."""
    window.inside.work.editing.book()
    (dialog,) = window.findChildren(BookingDialog)
    dialog.resize(*BOOKING_SIZE)
    _wait(turn, lambda: window.inside.tasks.idle)
    QTest.keyClicks(dialog.fields.patient, "mart")
    _wait(turn, lambda: window.inside.tasks.idle)
    QTest.keyClick(dialog.fields.patient, Qt.Key.Key_Return)
    dialog.pane.taken.click()
    _wait(turn, lambda: window.inside.tasks.idle)
    chip = next(chip for chip in dialog.pane.chips.findChildren(Chip) if not chip.free and chip.isVisible())
    chip.setFocus()
    _wait(turn, lambda: window.inside.tasks.idle)
    picture = dialog.grab()
    dialog.reject()
    return picture


def _hours(turn: Callable[[], object], window: MainWindow) -> QPixmap:
    """Take a picture of the working hours in the settings."""
    window.inside.outside.ask_setup("hours")
    shown = window.findChildren(SettingsWindow)[0]
    shown.resize(*HOURS_SIZE)
    _wait(turn, lambda: window.inside.tasks.idle)
    return shown.grab()


def _wait(turn: Callable[[], object], until: Callable[[], bool]) -> None:
    """Let the window work until something is so, and half a second more for what is read after it."""
    end = time.monotonic() + 60
    while not until() and time.monotonic() < end:
        turn()
        time.sleep(0.01)
    later = time.monotonic() + 0.5
    while time.monotonic() < later:
        turn()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
