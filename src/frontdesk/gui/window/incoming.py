"""Calendars that come from outside: dropped on the window, pasted, or named when the program was started.

They come as files, as folders with files in them, as the archives that calendars are handed out in, or as the text of
a calendar without any file. What is found is looked at in a preview; nothing changes by dropping or pasting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from frontdesk.domain.errors import Refusal, Unavailable
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.toast import Toasts
from frontdesk.gui.window.outbox import Outbox
from frontdesk.gui.window.sharing import CALENDAR, clipboard_data

SUFFIXES = (".ics", ".ical", ".ifb", ".vcs")
ARCHIVE = ".zip"
# Of a folder or an archive no more is taken than a person could mean: files, and bytes of an archive unpacked.
MOST_FILES, MOST_BYTES = 200, 256 * 1024 * 1024
_BEGIN = "BEGIN:VCALENDAR"
_PASTED = "pasted.ics"


class Incoming(QObject):
    """What comes into one window; `found` carries the Paths of the calendar files."""

    found = Signal(object)

    def __init__(self, window: QWidget, tasks: Tasks, toasts: Toasts, outbox: Outbox) -> None:
        super().__init__(window)
        self._tasks, self._toasts, self._outbox = tasks, toasts, outbox
        self._fresh = True
        QGuiApplication.clipboard().dataChanged.connect(self._note_change)

    def takes(self, offered: QMimeData) -> bool:
        """Tell whether what is dragged over the window may hold calendars; folders are looked into when dropped."""
        return bool(_paths(offered)) or bool(_text(offered))

    def take(self, offered: QMimeData) -> None:
        """Find the calendars in what was dropped."""
        paths, text = _paths(offered), _text(offered)
        if paths:
            self.take_files(paths)
        elif text:
            self._search(lambda: [self._outbox.put(_PASTED, text)])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Find the calendars among files, in folders and in archives."""
        self._search(lambda: list(_files_in(paths, self._outbox)))

    def paste(self) -> bool:
        """Take a calendar from the clipboard; tell whether another program has put one there.

        One that was there already when something was put aside in this window is not meant.
        """
        if not self._fresh:
            return False
        offered = clipboard_data()
        if offered is None or self._outbox.is_among(offered) or not self.takes(offered):
            return False
        self.take(offered)
        return True

    def pass_over(self) -> None:
        """Take nothing more that is on the clipboard now: something of this window is to be placed."""
        self._fresh = False

    def _note_change(self) -> None:
        self._fresh = True

    def _search(self, look: Callable[[], list[Path]]) -> None:
        self._tasks.run(lambda _clinic: look(), self._tell, self._refuse)

    def _tell(self, files: list[Path]) -> None:
        if files:
            self.found.emit(files)
        else:
            self._toasts.say(self.tr("There is no calendar file in it. Their names end in .ics."), "told")

    def _refuse(self, refusal: Refusal) -> None:
        self._toasts.say(refusals.sentence(refusal), "refused")


def _paths(offered: QMimeData) -> list[Path]:
    """List the files that may be calendars, and the folders."""
    paths = [Path(url.toLocalFile()) for url in offered.urls() if url.isLocalFile()]
    known = (*SUFFIXES, ARCHIVE)
    return [path for path in paths if path.suffix.casefold() in known or path.is_dir()]


def _text(offered: QMimeData) -> bytes:
    """Give a calendar that comes as data or as text, nothing where there is none."""
    if offered.hasFormat(CALENDAR):
        return bytes(offered.data(CALENDAR).data())
    if offered.hasText() and (text := offered.text()).lstrip("\ufeff \t\r\n")[: len(_BEGIN)].upper() == _BEGIN:
        return text.encode("utf-8", "replace")
    return b""


def _files_in(paths: Iterable[Path], outbox: Outbox) -> Iterator[Path]:
    """Find the calendar files, on the worker's thread."""
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.suffix.casefold() == ARCHIVE:
            yield from _in_archive(path, outbox)
        else:
            yield path


def _in_folder(folder: Path) -> list[Path]:
    try:
        inside = sorted(each for each in folder.iterdir() if each.suffix.casefold() in SUFFIXES and each.is_file())
    except OSError as error:
        raise Unavailable("cannot_open", path=str(folder), got=error.strerror or "") from error
    return inside[:MOST_FILES]


def _in_archive(path: Path, outbox: Outbox) -> Iterator[Path]:
    """Unpack the calendars of an archive, such as Google gives: by their names alone, wherever it wants them to be."""
    # Late: a start of the program needs neither.
    import zipfile
    import zlib

    left = MOST_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            names = [each for each in archive.infolist() if Path(each.filename).suffix.casefold() in SUFFIXES]
            for each in names[:MOST_FILES]:
                with archive.open(each) as packed:
                    data = packed.read(left + 1)
                left -= len(data)
                if left < 0:
                    raise Unavailable("cannot_open", path=str(path), allowed=f"at most {MOST_BYTES} bytes unpacked")
                yield outbox.put(Path(each.filename).name, data)
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise Unavailable("cannot_open", path=str(path), got=type(error).__name__) from error
