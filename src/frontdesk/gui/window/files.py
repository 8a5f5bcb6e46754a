"""Opening a clinic's file, making one, and saying plainly what is wrong when neither can be done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.present import Clock
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.window.asking import ask_files
from frontdesk.gui.window.days import First, read_first

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.founding import Founding

translate = QCoreApplication.translate
SUFFIX = ".frontdesk"
SAMPLE = "sample-clinic" + SUFFIX
# Opening waits for the paint of the first look, but never longer than this.
PAINT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the page says about a file that cannot be used: a sign, a title, words, and what is offered."""

    icon: str
    title: str
    words: str
    offers: tuple[str, ...]


class _Look:
    """One look at a file before it is opened: what it found, and when the screen has painted that."""

    def __init__(self) -> None:
        self.painted = threading.Event()
        self.found = False
        self.late: First | None = None

    def take(self, path: Path, clock: Clock) -> First | None:
        """Look, on the thread that will open."""
        from frontdesk.services.first import first_day

        day = first_day(path, clock)
        self.found = day is not None
        return None if day is None else First(day.name, day.zone, day.actor, day.board)


class Files(QObject):
    """The files of one window.

    `ready` (path, First) says that a clinic is open and its first day read; `trouble` (path, Trouble) that it is not;
    `opening` (path) that it is being tried; `progress` (done, total) how far the making of a sample is.
    """

    ready = Signal(object, object)
    trouble = Signal(object, object)
    opening = Signal(object)
    progress = Signal(int, int)

    def __init__(self, tasks: Tasks, settings: Settings, clock: Clock, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._settings, self._clock, self._window = tasks, settings, clock, window
        self.path: Path | None = None
        self.tried: Path | None = None

    def open(self, path: Path) -> None:
        """Show the first day of a file at a look, then open it behind that.

        Opening loads the database layer, which takes longer than all of the window: it waits until the day that was
        looked at is painted. A file that wants more than a look is opened first, and shown then.
        """
        self.tried = path
        self.opening.emit(path)
        look = _Look()
        self._tasks.run(lambda _clinic: look.take(path, self._clock), lambda first: self._show(path, first, look))

        def call() -> Clinic:
            look.painted.wait(PAINT_SECONDS)
            clinic = _opened(path, self._clock)
            look.late = None if look.found else read_first(clinic, self._clock)
            return clinic

        def then(_: None) -> None:
            if look.late is not None:
                self._succeed(path, look.late)

        self._tasks.open(call, then, lambda refusal: self._fail(path, refusal))

    def _show(self, path: Path, first: First | None, look: _Look) -> None:
        if first is None:
            look.painted.set()
            return
        self._succeed(path, first)
        # The board's paint is asked for by now and comes before a timer does.
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, look.painted.set))

    def make_sample(self) -> None:
        """Make the sample clinic in the folder of this user's data, or open it when it is there already."""
        path = sample_path()
        if path.exists():
            self.open(path)
            return
        self.opening.emit(path)
        self._tasks.run_long(
            lambda _clinic, task: _sampled(path, self._clock, task.report),
            lambda _: self.open(path),
            lambda refusal: self._fail(path, refusal),
            self.progress.emit,
        )

    def ask_open(self) -> None:
        """Let a person choose a file and open it."""
        title, at = self.tr("Open a clinic’s file"), str(self.folder)
        ask_files(self._window, title, self._kinds(), lambda chosen: self.open(chosen[0]), at=at)

    def found(
        self,
        path: Path,
        founding: Callable[[], Founding],
        then: Callable[[], object],
        failed: Callable[[Refusal], object],
    ) -> None:
        """Make a new clinic in a file with all that it begins with and open it; what was open stays so until then."""
        read: list[First] = []

        def call() -> Clinic:
            clinic = _founded(path, founding(), self._clock)
            read.append(read_first(clinic, self._clock))
            return clinic

        def done(_: None) -> None:
            self.tried = path
            then()
            self._succeed(path, read[0])

        self._tasks.open(call, done, failed)

    def _succeed(self, path: Path, first: First) -> None:
        self.path = path
        self._settings.note_file(path)
        self.ready.emit(path, first)

    def _fail(self, path: Path, refusal: Refusal) -> None:
        self.trouble.emit(path, trouble_of(refusal))

    @property
    def folder(self) -> Path:
        """Give where files are kept: beside the one that was open last, else among the documents."""
        latest = self._settings.latest_files()
        if latest:
            return latest[0].parent
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return documents if documents.is_dir() else Path.home()

    def _kinds(self) -> str:
        return f"{self.tr('Clinics')} (*{SUFFIX} *.db);;{self.tr('All files')} (*)"


def sample_path() -> Path:
    """Give where this user's sample clinic is kept."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(folder) / "frontdesk" / SAMPLE


def _opened(path: Path, clock: Clock) -> Clinic:
    from frontdesk.services.clinic import open_clinic

    return open_clinic(path, clock=clock)


def _founded(path: Path, founding: Founding, clock: Clock) -> Clinic:
    from frontdesk.services.founding import found_clinic

    return found_clinic(path, founding, clock=clock)


def _sampled(path: Path, clock: Clock, report: Callable[[int, int], None]) -> Any:
    from frontdesk.services.demo.clinic import make_demo

    path.parent.mkdir(parents=True, exist_ok=True)
    return make_demo(path, clock=clock, progress=report)


def trouble_of(refusal: Refusal) -> Trouble:
    """Word why a file cannot be used and what to do now."""
    known = {
        "newer_version": _newer,
        "other_version": _newer,
        "upgrade_failed": _not_upgraded,
        "cannot_copy": _not_upgraded,
        "locked": _locked,
        "damaged": _damaged,
        "disk_error": _damaged,
        "empty_file": _foreign,
        "not_a_book": _foreign,
        "read_only": _read_only,
        "cannot_open": _read_only,
        "is_folder": _foreign,
        "network_share": _network,
        "no_such_file": _gone,
        "no_such_folder": _gone,
        "disk_full": _full,
    }.get(refusal.reason)
    if known is not None:
        return known()
    title = translate("Trouble", "This file cannot be opened")
    return Trouble("file-x", title, refusals.sentence(refusal), ("again", "open", "new"))


def _newer() -> Trouble:
    return Trouble(
        "refresh-cw",
        translate("Trouble", "This clinic was opened by a newer Frontdesk"),
        translate(
            "Trouble",
            "Its file is kept in a form that this version does not know yet. Nothing was changed. Install the newest "
            "Frontdesk on this machine, then open the file again.",
        ),
        ("again", "open"),
    )


def _not_upgraded() -> Trouble:
    return Trouble(
        "wrench",
        translate("Trouble", "The file could not be brought to this version"),
        translate(
            "Trouble",
            "It is as it was before, and a copy of it lies beside it if there was room. Make sure that the disk has "
            "room and that no other program uses the file, then try again. The version that made it opens it still.",
        ),
        ("again", "open"),
    )


def _locked() -> Trouble:
    return Trouble(
        "lock",
        translate("Trouble", "Another program keeps the file busy"),
        translate(
            "Trouble",
            "A backup or a program that copies files may hold it, or an import is running in another window. Nothing "
            "was changed. Wait until it is done, then try again.",
        ),
        ("again", "open"),
    )


def _damaged() -> Trouble:
    return Trouble(
        "file-x",
        translate("Trouble", "The file is damaged"),
        translate(
            "Trouble",
            "It was left as it is, and nothing more is written to it. Keep it: much of it can often be read still. "
            "Open the latest copy instead. Frontdesk puts copies beside the file before each change of its form; your "
            "backup may have a newer one.",
        ),
        ("open", "again"),
    )


def _foreign() -> Trouble:
    return Trouble(
        "file-x",
        translate("Trouble", "This is no file of Frontdesk"),
        translate(
            "Trouble",
            "It holds something else and was left as it is. To take over a calendar in ICS form, open a clinic first, "
            "then drop the file on the window.",
        ),
        ("open", "new"),
    )


def _read_only() -> Trouble:
    return Trouble(
        "lock",
        translate("Trouble", "The file may not be written"),
        translate(
            "Trouble",
            "The file or its folder is protected, so nothing could be saved in it. Copy the file to a folder of your "
            "own, such as Documents, and open it there, or ask for the right to write where it is.",
        ),
        ("again", "open"),
    )


def _network() -> Trouble:
    return Trouble(
        "network",
        translate("Trouble", "The file lies on a network share"),
        translate(
            "Trouble",
            "File shares do not keep two desks from writing at once, and the book could be damaged. Copy the file to "
            "a disk of this machine and open it there.",
        ),
        ("open", "again"),
    )


def _gone() -> Trouble:
    return Trouble(
        "folder-open",
        translate("Trouble", "The file is not there"),
        translate(
            "Trouble",
            "It may have been moved or renamed, or its disk is not connected. Connect the disk and try again, or show "
            "where the file is now.",
        ),
        ("again", "open", "new"),
    )


def _full() -> Trouble:
    return Trouble(
        "hard-drive",
        translate("Trouble", "The disk is full"),
        translate("Trouble", "Nothing was lost, but nothing can be saved. Make room on the disk, then try again."),
        ("again", "open"),
    )
