"""Keeping the files of calendar feeds in step with the book, on a thread of their own.

A calendar of ten thousand visits takes a second to write. That must keep nobody's click waiting, so feeds have a
worker and an opened book apart from the window's, made when the first feed is to be written and not before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer, Signal, Slot

from frontdesk.domain.errors import Refusal, Unavailable
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.present import Clock
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.window.days import Days

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.feeds import FeedWritten

translate = QCoreApplication.translate
# So long nothing must change before the files are written, but someone who books without a pause waits no longer
# than the second.
PAUSE_MS, LONGEST_PAUSE_MS = 2_000, 15_000
# Long after the first picture, like the rest of what happens by itself.
QUIET_MS = 20_000
MINUTE_MS = 60_000
# What could not be written is tried again after a minute, then after two, and so on up to this.
LONGEST_WAIT_MS = 15 * MINUTE_MS


class Feeding(QObject):
    """The feeds of the clinic that is open. `told` carries words about a file that cannot be written, once for each.

    The timers `pause`, `quiet` and `again` run from a change, a start and a failure to the next write.
    """

    told = Signal(str)

    def __init__(self, days: Days, tasks: Tasks, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._days, self._tasks, self._clock = days, tasks, clock
        self._path: Path | None = None
        self._own: Tasks | None = None
        self._cursor = 0
        self._day = date.min
        self._has_feeds = self._is_due = self._is_writing = False
        self._known: set[tuple[int, str]] = set()
        self._wait = MINUTE_MS
        self._since = QElapsedTimer()
        self.pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self.pause.timeout.connect(self.write)
        self.quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self.quiet.timeout.connect(self._hurry)
        self.again = QTimer(self, singleShot=True)
        self.again.timeout.connect(self._hurry)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.look_at_day)
        days.loaded.connect(self._hear_loaded)
        days.others_changed.connect(self._hear)

    @property
    def is_due(self) -> bool:
        """Tell whether something has changed that no file says yet, as far as is known."""
        return self._is_due or self._is_writing

    def begin(self, path: Path) -> None:
        """Follow a clinic that was just opened; its files are first written when all is quiet."""
        self.leave()
        self._path, self._cursor, self._day = path, self._days.cursor, self._days.today
        self.quiet.start()
        self._minute.start()

    def leave(self) -> None:
        """Write what is due, and let go of the clinic."""
        if self._path is None:
            return
        for timer in (self.pause, self.quiet, self.again, self._minute):
            timer.stop()
        if self._is_due or self._has_feeds:
            # Costs nothing where every file is known to be right.
            self._have_written(_leave_it, _leave_it)
        self._let_go()
        self._path = None
        self._has_feeds = self._is_due = self._is_writing = False
        self._known.clear()

    @Slot()
    def look_at_day(self) -> None:
        """Have the files written when a day has begun: what they hold is counted in days around today."""
        if self._days.today != self._day:
            self._day = self._days.today
            self._hurry()

    @Slot()
    def write(self) -> None:
        """Have the files written, if there are any feeds."""
        if self._path is None or self._is_writing:
            return
        if not self._tasks.idle:
            # Someone is waiting for something: this can wait.
            self.pause.start()
            return
        self._is_writing, self._is_due = True, False
        self._tasks.run(lambda clinic: clinic.feeds.count(), self._count, self._lose)

    @Slot(object, bool)
    def _hear_loaded(self, _board: object, _moved: bool) -> None:
        self._hear()

    @Slot()
    def _hear(self) -> None:
        """Wait for a pause after a change of the book, whoever made it."""
        if self._path is None or self._days.cursor == self._cursor:
            return
        self._cursor = self._days.cursor
        if not self._is_due:
            self._is_due = True
            self._since.start()
        if self._since.elapsed() < LONGEST_PAUSE_MS or not self.pause.isActive():
            self.pause.start()

    @Slot()
    def _hurry(self) -> None:
        self._is_due = True
        self.write()

    @Slot(object)
    def _count(self, count: int) -> None:
        self._has_feeds = count > 0
        if self._path is None or not count:
            self._is_writing = False
        else:
            self._have_written(self._written, self._lose)

    def _have_written(
        self, then: Callable[[tuple[FeedWritten, ...]], object], failed: Callable[[Refusal], object]
    ) -> None:
        """Have the thread write that has the book open for itself."""
        path, clock = self._path, self._clock
        assert path is not None
        if self._own is None:
            self._own = Tasks(self)
            self._own.broke.connect(self._break)
            self._own.open(lambda: _opened(path, clock), _leave_it, _leave_it)
        self._own.run(lambda clinic: _write(clinic, path, clock), then, failed)

    def _let_go(self) -> None:
        """Wait for what is being written, and close the book there."""
        if self._own is not None:
            self._own.end()
            self._own.deleteLater()
            self._own = None

    @Slot(object)
    def _written(self, found: tuple[FeedWritten, ...]) -> None:
        self._is_writing = False
        failed = {(int(each.id), each.reason) for each in found if each.reason}
        fresh, self._known = failed - self._known, failed
        if fresh:
            self.told.emit(_words(sorted(reason for _, reason in fresh)))
        self._go_on(failed=bool(failed))

    @Slot(object)
    def _lose(self, _refusal: Refusal) -> None:
        """The book cannot be read now, of which the window tells, or the actor may not export: try again later."""
        self._let_go()
        self._is_writing = False
        self._go_on(failed=True)

    @Slot(str)
    def _break(self, _kind: str) -> None:
        """Something unforeseen happened, which is in the log: begin anew later."""
        self._let_go()
        self._is_writing = False
        self._go_on(failed=True)

    def _go_on(self, *, failed: bool) -> None:
        if failed:
            self.again.start(self._wait)
            self._wait = min(2 * self._wait, LONGEST_WAIT_MS)
        else:
            self.again.stop()
            self._wait = MINUTE_MS
        if self._is_due and not self.pause.isActive():
            self.pause.start()


def _opened(path: Path, clock: Clock) -> Clinic:
    from frontdesk.services.clinic import open_clinic

    return open_clinic(path, clock=clock)


def _write(clinic: Clinic | None, path: Path, clock: Clock) -> tuple[FeedWritten, ...]:
    """Write the files; with the book opened for that alone where the end came before it was opened for longer."""
    if clinic is not None:
        return clinic.feeds.write()
    with _opened(path, clock) as alone:
        return alone.feeds.write()


def _leave_it(_: object) -> None:
    """Nobody waits for this."""


def _words(reasons: list[str]) -> str:
    """Say what cannot be written and why: the reason of the first, and how many there are."""
    why = refusals.sentence(Unavailable(reasons[0]))
    if len(reasons) == 1:
        return translate("Feeding", "A calendar feed cannot be written: %1").replace("%1", why)
    words = translate("Feeding", "%2 calendar feeds cannot be written: %1")
    return words.replace("%2", str(len(reasons))).replace("%1", why)
