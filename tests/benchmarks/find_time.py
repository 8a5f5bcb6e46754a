"""How soon the booking dialog shows its first free times after the last keystroke, with 1,000,000 visits in the file.

Run with `python tests/benchmarks/find_time.py [--times N] [--visits N] [--window]`. Each figure is from the key that
chooses something to the end of the paint that shows the free times for it: the first search of a process after the
dialog has opened (`first`), and others after that, with another practitioner, another service or another part of the
day. The dialog itself is opened before; what that takes is `open`. It judges nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "src")]

# ruff: noqa: E402
import big_book

VISITS = 1_000_000
TARGET_MS = 150
LONGEST_S = 30


def main() -> None:
    """Print the medians of several processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="medians of so many processes")
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--window", action="store_true", help="on the screen that DISPLAY names")
    parser.add_argument("--book", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.book:
        alone(options.book)
        return
    platform = "xcb" if options.window else "offscreen"
    # Nothing is written: the file needs no copy, which takes half a minute.
    path = big_book.book(options.visits)
    found = [run(path, platform) for _ in range(options.times)]
    print(f"free times in the booking dialog, {options.visits:,} visits, {options.times} processes")
    for name in found[0]:
        took = [one[name] for one in found]
        said = "" if name == "open" else f"   (target {TARGET_MS} ms{'' if max(took) <= TARGET_MS else ', MISSED'})"
        print(f"  {name:24} median {statistics.median(took):5.0f} ms   slowest {max(took):5.0f} ms{said}")


def run(path: Path, platform: str) -> dict[str, float]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--book", str(path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    facts: dict[str, float] = json.loads(done.stdout)
    return facts


def alone(path: Path) -> None:
    """Open the dialog, choose by keys, and print the milliseconds."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QWidget

    from frontdesk.gui.dialogs.booking import BookingDialog
    from frontdesk.gui.dialogs.booking_draft import Opening
    from frontdesk.gui.ground.look import fonts, style
    from frontdesk.gui.ground.look.tokens import LIGHT
    from frontdesk.gui.ground.tasks import Tasks
    from frontdesk.services.clinic import open_clinic

    app = QApplication(sys.argv[:1])
    fonts.load()
    style.apply(app, LIGHT)
    tasks = Tasks()
    tasks.open(lambda: open_clinic(path, clock=big_book.now), lambda _: None, print)
    until(app, lambda: tasks.idle)
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    # As the program has done by then: the day is on the screen.
    tasks.run(lambda clinic: clinic.board.day(day=big_book.TODAY))
    until(app, lambda: tasks.idle)

    began = time.perf_counter()
    dialog = BookingDialog(tasks, window, opening=Opening(day=big_book.TODAY))
    dialog.open()
    until(app, lambda: bool(dialog.pane.chips.times))
    told = {"open": (time.perf_counter() - began) * 1000}
    until(app, lambda: tasks.idle)

    def keys(control: Any, typed: str) -> None:
        """Type all but the last key, and let what that asks for come."""
        control.setFocus()
        QTest.keyClicks(control, typed)
        until(app, lambda: tasks.idle)

    def enter(control: Any) -> Callable[[], None]:
        return lambda: QTest.keyClick(control, Qt.Key.Key_Return)

    fields = dialog.fields
    keys(fields.patient, "garcia")
    told["first, for a patient"] = milliseconds(app, dialog, enter(fields.patient))
    keys(fields.service, "con")
    QTest.keyClick(fields.service, Qt.Key.Key_Down)
    told["another service"] = milliseconds(app, dialog, enter(fields.service))
    keys(fields.who, "dr")
    told["a practitioner"] = milliseconds(app, dialog, enter(fields.who))
    told["afternoons"] = milliseconds(app, dialog, lambda: dialog.pane.parts.chosen.emit("afternoons"))
    told["with those not free"] = milliseconds(app, dialog, dialog.pane.taken.click)
    print(json.dumps(told))
    dialog.close()
    tasks.end()


def milliseconds(app: Any, dialog: Any, does: Callable[[], object]) -> float:
    """Give the time from a last key until free times for it are painted."""
    until(app, lambda: not dialog.times.searching)
    before = dialog.times.found
    began = time.perf_counter()
    does()
    until(app, lambda: dialog.times.found is not before and not dialog.times.searching)
    # What waits to be drawn is drawn now.
    app.processEvents()
    dialog.repaint()
    return (time.perf_counter() - began) * 1000


def until(app: Any, done: Callable[[], bool]) -> None:
    """Go on with the screen's work until something is so, but not for ever."""
    late = time.perf_counter() + LONGEST_S
    while not done():
        if time.perf_counter() > late:
            raise TimeoutError(f"it did not come within {LONGEST_S} s")
        app.processEvents()


if __name__ == "__main__":
    main()
