"""Work away from the screen: one serial thread that owns the opened clinic.

A call goes in, a frozen value comes out, and the answer runs on the screen's thread. No QObject crosses: the
thread hands its answers to one signal, and Qt queues them. Whoever asks keeps nothing of the thread.

    tasks.run(lambda clinic: clinic.patients.search(text=typed), then=self.show, key="patient-search")
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from traceback import extract_tb
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from frontdesk.domain.errors import Refusal

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Unwind long work that nobody waits for any more."""


class Task:
    """One piece of work that was asked for.

    Both threads use only the flag `cancelled`, `report` and `check`; the answers belong to the screen's thread.
    """

    def __init__(self, work: Callable[[Any, Task], Any], key: str | None, post: SignalInstance) -> None:
        self.work = work
        self.key = key
        self.cancelled = False
        self.reads = key is not None
        self.then: Callable[[Any], object] | None = None
        self.failed: Callable[[Refusal], object] | None = None
        self.progressed: Callable[[int, int], object] | None = None
        self._post = post

    def cancel(self) -> None:
        """Ask it to stop; neither of its answers will run."""
        self.cancelled = True

    def report(self, done: int, total: int) -> None:
        """Tell how far it is, from its own thread; unwinds when it was cancelled."""
        self.check()
        self._post.emit(("progress", self, (done, total)))

    def check(self) -> None:
        """Unwind when it was cancelled."""
        if self.cancelled:
            raise Cancelled


class _Answers(QObject):
    """The one place where the thread's answers become signals of the screen's thread."""

    post = Signal(object)


class Tasks(QObject):
    """The serial worker of one window.

    `refused` carries a refusal that its asker did not take; `broke` that something unforeseen happened.
    `busy_changed` tells whether work is waiting or running, `writing_changed` whether some of it may change the book,
    `reading_changed` whether some of it takes long and only reads.
    """

    refused = Signal(object)
    broke = Signal(str)
    busy_changed = Signal(bool)
    writing_changed = Signal(bool)
    reading_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers = _Answers(self)
        self._answers.post.connect(self._answer)
        self._waiting: deque[Task] = deque()
        self._wake = threading.Condition()
        self._newest: dict[str, Task] = {}
        self._open = 0
        self._writes = 0
        self._long_reads = 0
        self._ending = False
        self._running: Task | None = None
        self._clinic: Any = None
        self._thread = threading.Thread(target=self._work, name="frontdesk-worker", daemon=True)
        self._thread.start()

    @property
    def idle(self) -> bool:
        """Tell whether nothing is waiting or running."""
        return self._open == 0

    def open(
        self,
        opening: Callable[[], Clinic],
        then: Callable[[None], object],
        failed: Callable[[Refusal], object],
    ) -> Task:
        """Open a clinic on the thread, closing the one before; every later call is given it."""
        return self._submit(lambda _clinic, _task: self._take(opening), then, failed, "open")

    def run(
        self,
        call: Callable[[Clinic], T],
        then: Callable[[T], object] | None = None,
        failed: Callable[[Refusal], object] | None = None,
        *,
        key: str | None = None,
    ) -> Task:
        """Run a call on the thread, then one of its answers here.

        Of two calls with the same key only the newer is answered, and the older is dropped if it has not begun: so
        a key is for looking something up, never for a change. An answer that is a method of a widget which is gone
        by then is not run.
        """
        return self._submit(lambda clinic, _task: call(clinic), then, failed, key)

    def run_long(
        self,
        call: Callable[[Clinic, Task], T],
        then: Callable[[T], object],
        failed: Callable[[Refusal], object],
        progressed: Callable[[int, int], object],
        *,
        reads: bool = False,
    ) -> Task:
        """Run a call that tells how far it is by `task.report(done, total)`, and can be cancelled there.

        One that only `reads` is not counted among those that change the book.
        """
        task = self._submit(call, then, failed, reads=reads)
        task.progressed = progressed
        return task

    def end(self) -> None:
        """Finish what changes the book, leave the rest, close the clinic and wait for the thread."""
        with self._wake:
            if self._ending:
                return
            self._ending = True
            self._waiting = deque(task for task in self._waiting if task.key is None and task.progressed is None)
            if self._running is not None and self._running.progressed is not None:
                self._running.cancel()
            self._wake.notify()
        self._thread.join()

    def _submit(
        self,
        work: Callable[[Any, Task], Any],
        then: Callable[[Any], object] | None,
        failed: Callable[[Refusal], object] | None,
        key: str | None = None,
        *,
        reads: bool = False,
    ) -> Task:
        task = Task(work, key, self._answers.post)
        task.then, task.failed, task.reads = then, failed, reads or key is not None
        if key is not None:
            if (older := self._newest.get(key)) is not None:
                older.cancel()
            self._newest[key] = task
        self._count(task, 1)
        with self._wake:
            self._waiting.append(task)
            self._wake.notify()
        return task

    def _take(self, opening: Callable[[], Clinic]) -> None:
        """Open on the thread: what SQLAlchemy costs to import is paid there, behind the visible window."""
        opened = opening()
        self._close_clinic()
        self._clinic = opened

    def _close_clinic(self) -> None:
        held, self._clinic = self._clinic, None
        if held is not None:
            held.close()

    def _work(self) -> None:
        while self._next():
            assert self._running is not None
            self._answers.post.emit(_done(self._running, self._clinic))
        self._close_clinic()

    def _next(self) -> bool:
        with self._wake:
            self._running = None
            while not self._waiting and not self._ending:
                self._wake.wait()
            if self._waiting:
                self._running = self._waiting.popleft()
            return self._running is not None

    @Slot(object)
    def _answer(self, answer: tuple[str, Task, Any]) -> None:
        kind, task, value = answer
        if kind == "progress":
            if task.progressed is not None and not task.cancelled and _alive(task.progressed):
                task.progressed(*value)
            return
        self._count(task, -1)
        if task.key is not None and self._newest.get(task.key) is task:
            del self._newest[task.key]
        if task.cancelled:
            return
        if kind == "value" and task.then is not None and _alive(task.then):
            task.then(value)
        elif kind == "refusal":
            self._refuse(task, value)
        elif kind == "broken":
            self.broke.emit(value)

    def _refuse(self, task: Task, refusal: Refusal) -> None:
        if task.failed is None:
            self.refused.emit(refusal)
        elif _alive(task.failed):
            task.failed(refusal)

    def _count(self, task: Task, step: int) -> None:
        was_idle, wrote, read = self.idle, self._writes > 0, self._long_reads > 0
        self._open += step
        if not task.reads:
            self._writes += step
        elif task.key is None:
            self._long_reads += step
        if was_idle != self.idle:
            self.busy_changed.emit(not self.idle)
        if wrote != (self._writes > 0):
            self.writing_changed.emit(self._writes > 0)
        if read != (self._long_reads > 0):
            self.reading_changed.emit(self._long_reads > 0)


def _done(task: Task, clinic: Any) -> tuple[str, Task, Any]:
    """Run a task on the worker's thread and say how it ended.

    One of the program's outer edges: whatever goes wrong below ends here, is told plainly and logged without the
    words of the error, which may name a patient.
    """
    if task.cancelled:
        return "cancelled", task, None
    try:
        return "value", task, task.work(clinic, task)
    except Cancelled:
        return "cancelled", task, None
    except Refusal as refusal:
        return "refusal", task, _light(refusal)
    except Exception as error:  # noqa: BLE001
        _log.error("a task broke: %s at %s", type(error).__name__, _places(error))
        return "broken", task, type(error).__name__


def _light(refusal: Refusal) -> Refusal:
    """Cut off what hangs on a refusal: frames of this thread, with the rows and connections they hold."""
    refusal.__traceback__ = refusal.__context__ = refusal.__cause__ = None
    return refusal


def _places(error: BaseException) -> str:
    """Say where an error arose, innermost last, by module and line alone."""
    frames = extract_tb(error.__traceback__)[-6:]
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)


def _alive(answer: Callable[..., object]) -> bool:
    """Tell whether the widget that an answer belongs to is still there."""
    owner = getattr(answer, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
