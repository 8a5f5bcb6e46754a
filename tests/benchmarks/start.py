"""What starting costs on a big book, against a bare window of the same toolkit: whole processes, to the first paint.

Run with `python tests/benchmarks/start.py [--visits N] [--times N]`. It judges nothing: the two start in turn, so that
both meet the same minute. The day that is painted is today's; on a Sunday the sample clinic is closed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import big_book

ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
# The least that shows a window: it says when the first paint was over, and what memory it has then.
BARE_WINDOW = """
import json, os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

def age_ms():
    with open("/proc/self/stat", encoding="ascii") as file:
        ticks = int(file.read().rpartition(")")[2].split()[19])
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")) * 1000

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        self.seen = age_ms()
        QTimer.singleShot(0, tell)

def tell():
    with open("/proc/self/smaps_rollup", encoding="ascii") as file:
        memory = next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    print(json.dumps({"painted_ms": window.seen, "pss_kb": memory}))
    app.quit()

app = QApplication(sys.argv)
window = Window()
window.resize(1600, 1000)
window.show()
app.exec()
"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=11, help="medians of so many starts")
    options = parser.parse_args()
    path = big_book.book(options.visits)
    bare_window(), program(path)  # The first of each reads the disk.
    runs = [(bare_window(), program(path)) for _ in range(options.times)]
    bare = {name: statistics.median(one[name] for one, _ in runs) for name in ("painted_ms", "pss_kb")}
    ours = {
        name: statistics.median(one[name] for _, one in runs)
        for name in ("window_visible_ms", "painted_day_ms", "pss_kb", "visits", "columns")
    }
    print(f"bare window        painted after {bare['painted_ms']:5.0f} ms, {bare['pss_kb'] / 1024:5.1f} MB")
    print(f"day of {ours['visits']:.0f} visits in {ours['columns']:.0f} columns, {options.visits:,} in the book:")
    for words, name, least, allowed, unit in (
        ("window visible", "window_visible_ms", bare["painted_ms"], 2, "ms"),
        ("first day painted", "painted_day_ms", bare["painted_ms"], 4, "ms"),
        ("memory", "pss_kb", bare["pss_kb"], 2.5, "kB"),
    ):
        print(f"  {words:18} {ours[name]:8,.0f} {unit}  {big_book.verdict(ours[name] / least, allowed)}")


def bare_window() -> dict[str, float]:
    """Start a bare window and quit."""
    done = subprocess.run(
        [sys.executable, "-c", BARE_WINDOW], env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    facts: dict[str, float] = json.loads(done.stdout)
    return facts


def program(path: Path) -> dict[str, Any]:
    """Start the program on a file and quit."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "facts.json"
        command = [sys.executable, "-m", "frontdesk", "--smoke", str(told), "--db", str(path)]
        subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True)
        facts: dict[str, Any] = json.loads(told.read_text())
    return facts


if __name__ == "__main__":
    main()
