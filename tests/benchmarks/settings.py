"""What opening the Settings costs on a clinic of 200 services and 100 practitioners, against an empty dialog.

Run with `python tests/benchmarks/settings.py [--times N] [--window]`. Each figure is from the request to the end of
the first paint with the page's list filled: the first time in a process, as the program is after its idle moment
(`cold` without that: modules are imported meanwhile), and again in the same process. It judges nothing.
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

SERVICES, PRACTITIONERS, VISITS = 200, 100, 1000
TARGET_MS = 150
PAGES = ("services", "calendars", "hours", "practitioners")
KINDS = ("cold", "first", "again")


def main() -> None:
    """Print the figures; every page is opened in processes of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7, help="medians of so many processes")
    parser.add_argument("--window", action="store_true", help="on the screen that DISPLAY names")
    parser.add_argument("--page", help=argparse.SUPPRESS)
    parser.add_argument("--cold", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--book", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.page:
        alone(options.book, options.page, cold=options.cold)
        return
    platform = "xcb" if options.window else "offscreen"
    with big_book.scratch(big_book.book(VISITS, practitioners=PRACTITIONERS)) as path:
        fill(path)
        for page in PAGES:
            found = [run(path, page, platform, cold=n % 2 == 0) for n in range(2 * options.times)]
            tell(page, found)


def tell(page: str, found: list[dict[str, float]]) -> None:
    """Print what one page cost."""
    bare = statistics.median(one["bare"] for one in found)
    print(f"{page:14} empty dialog {bare:5.0f} ms")
    for kind in KINDS:
        took = statistics.median(one[kind] for one in found if kind in one)
        said = "" if took <= TARGET_MS or kind == "cold" else ", MISSED"
        print(f"  {kind:12} {took:12.0f} ms   {took / bare:5.1f} x   (target {TARGET_MS} ms{said})")


def fill(path: Path) -> None:
    """Add services to a sample clinic until there are enough."""
    from frontdesk.services.clinic import open_clinic

    with open_clinic(path, clock=big_book.now) as clinic:
        for n in range(len(clinic.services.list()), SERVICES):
            clinic.services.create(name=f"Treatment {n:03}", category=f"Category {n % 8}", price=1000 + n)


def run(path: Path, page: str, platform: str, *, cold: bool) -> dict[str, float]:
    """Measure a page in a process of its own."""
    command = [sys.executable, __file__, "--page", page, "--book", str(path), *(["--cold"] if cold else [])]
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    facts: dict[str, float] = json.loads(done.stdout)
    return facts


def alone(path: Path, page: str, *, cold: bool) -> None:
    """Open an empty dialog and then the page twice, and print the milliseconds."""
    from PySide6.QtWidgets import QApplication, QDialog

    from frontdesk.gui.ground.look import fonts, style
    from frontdesk.gui.ground.look.tokens import LIGHT
    from frontdesk.gui.ground.tasks import Tasks
    from frontdesk.services.clinic import open_clinic

    app = QApplication(sys.argv[:1])
    fonts.load()
    style.apply(app, LIGHT)
    tasks = Tasks()
    tasks.open(lambda: open_clinic(path, clock=big_book.now), lambda _: None, print)
    _until(app, lambda: tasks.idle)
    if not cold:
        from frontdesk.gui.dialogs.settings.pages import preload

        while preload():
            app.processEvents()
    told = {"bare": milliseconds(app, QDialog, lambda _made: tasks.idle)}

    def open_page() -> Any:
        from frontdesk.gui.dialogs.settings.window import SettingsWindow

        return SettingsWindow(tasks, first=page)

    for kind in ("cold" if cold else "first", "again"):
        told[kind] = milliseconds(app, open_page, lambda _made: tasks.idle)
    print(json.dumps(told))
    tasks.end()


def milliseconds(app: Any, make: Callable[[], Any], ready: Callable[[Any], bool]) -> float:
    """Give the time until what was asked for is on the screen with all that it has to show."""
    began = time.perf_counter()
    made = make()
    made.show()
    _until(app, lambda: made.isVisible() and ready(made))
    # What waits to be drawn is drawn now.
    app.processEvents()
    took = (time.perf_counter() - began) * 1000
    made.close()
    _until(app, lambda: ready(made))
    return took


def _until(app: Any, done: Callable[[], bool]) -> None:
    while not done():
        app.processEvents()


if __name__ == "__main__":
    main()
