"""Open the window on a file, wait for the painted day, write down what was seen, and quit.

Every packaged build is checked by this: it needs what a person needs, and no more.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk import __version__
from frontdesk.gui.app import application, dressed, when_seen
from frontdesk.gui.ground.look import icons
from frontdesk.gui.ground.look.tokens import LIGHT
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.window.main import MainWindow

LOADED_AT = time.perf_counter()
PATIENCE_MS = 120_000
_USAGE = "frontdesk --smoke FILE.json [--hold SECONDS] [--db FILE]"


class Watch(QObject):
    """Notes when a widget is painted for the first time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.painted_ms: float | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the first paint go by."""
        if event.type() == QEvent.Type.Paint and self.painted_ms is None:
            self.painted_ms = age_ms()
        return False


class Smoke(QObject):
    """One run: waits, looks, writes, quits."""

    def __init__(self, window: MainWindow, target: Path, hold: float) -> None:
        super().__init__(window)
        self._window, self._target, self._hold = window, target, hold
        self._visible = Watch(window.skeleton)
        self._painted: Watch | None = None
        self.ok = False
        QTimer.singleShot(PATIENCE_MS, self._give_up)

    def begin(self, path: Path) -> None:
        """Open the file once the empty window has been seen."""
        self._window.inside.day_shown.connect(self._await_paint)
        self._window.inside.files.trouble.connect(lambda *_: QTimer.singleShot(0, self._give_up))
        self._window.begin(path)

    def _await_paint(self) -> None:
        viewport = self._window.inside.work.desk.board.viewport()
        self._painted = Watch(viewport)
        viewport.update()
        self._look()

    def _look(self) -> None:
        """Wait for the paint, then for the little that is read after it."""
        if self._painted is None or self._painted.painted_ms is None or not self._window.inside.tasks.idle:
            QTimer.singleShot(5, self._look)
        else:
            QTimer.singleShot(0, self._write)

    def _write(self) -> None:
        memory = pss_kb()
        picture = self._target.with_suffix(".png")
        self._window.grab().save(str(picture))
        facts = self._facts(picture, memory)
        self._put(facts)
        self.ok = bool(facts["ok"])
        QTimer.singleShot(round(self._hold * 1000), QApplication.quit)

    def _give_up(self) -> None:
        title = self._window.inside.message.title.text()
        self._put({"ok": False, "version": __version__, "message": title, "age_ms": round(age_ms())})
        QApplication.quit()

    def _put(self, facts: dict[str, Any]) -> None:
        self._target.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")

    def _facts(self, picture: Path, memory: int | None) -> dict[str, Any]:
        board = self._window.inside.work.desk.board.board
        drawn = not icons.pixmap("search", LIGHT.text, 16, 1.0).isNull()
        assert self._painted is not None
        return {
            "ok": bool(board.columns) and drawn and picture.exists(),
            "version": __version__,
            "python": platform.python_version(),
            "qt": qVersion(),
            "platform": QGuiApplication.platformName(),
            "system": platform.platform(),
            "frozen": bool(getattr(sys, "frozen", False)),
            "window_visible_ms": round(self._visible.painted_ms or 0),
            "painted_day_ms": round(self._painted.painted_ms or 0),
            "visits": len(board.visits),
            "columns": len(board.columns),
            "pss_kb": memory,
            "font": QFontInfo(self._window.font()).family(),
            "icons": drawn,
            "picture": str(picture),
        }


def smoke(words: list[str]) -> int:
    """Run the check; 0 when the day was painted."""
    options = dict(zip(words[1::2], words[2::2], strict=False))
    if not words or set(options) - {"--hold", "--db"} or len(words) % 2 == 0:
        sys.stderr.write(f"{_USAGE}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="frontdesk-smoke-", ignore_cleanup_errors=True) as folder:
        app = application(sys.argv[:1])
        given = Path(options["--db"]) if "--db" in options else None
        window = dressed(Settings(Path(folder) / "window.ini"))
        run = Smoke(window, Path(words[0]).absolute(), float(options.get("--hold", "0")))
        when_seen(window, lambda: run.begin(given or _small_sample(Path(folder))))
        window.show()
        app.exec()
        window.close()
    return 0 if run.ok else 1


def _small_sample(folder: Path) -> Path:
    from frontdesk.services.demo.clinic import make_demo

    path = folder / "sample.frontdesk"
    make_demo(path, practitioners=4, days=15, patients=60)
    return path


def age_ms() -> float:
    """Give how long this process has been there."""
    try:
        with open("/proc/self/stat", encoding="ascii") as file:
            ticks = int(file.read().rpartition(")")[2].split()[19])
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")) * 1000
    except (OSError, AttributeError):
        return (time.perf_counter() - LOADED_AT) * 1000


def pss_kb() -> int | None:
    """Give this process's share of memory, None where the system does not tell."""
    try:
        with open("/proc/self/smaps_rollup", encoding="ascii") as file:
            return next((int(line.split()[1]) for line in file if line.startswith("Pss:")), None)
    except OSError:
        return None
