"""Files that are handed to other programs: in a folder of this session, for its user alone, and gone with it.

A mail program reads a file that was dropped on it whenever it likes, so nothing is removed before the session ends.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import weakref
from pathlib import Path

from PySide6.QtCore import QMimeData

_PREFIX = "frontdesk-handed-"
# What a session left behind that was ended from outside goes after this many seconds, where nobody can tell earlier.
_FORGOTTEN = 24 * 60 * 60


class Outbox:
    """The files of one session. It may be used from any one thread at a time."""

    def __init__(self, place: Path | None = None) -> None:
        self._place = place or Path(tempfile.gettempdir())
        self._folder: Path | None = None
        self._removal: weakref.finalize[..., Outbox] | None = None
        self._count = 0

    @property
    def folder(self) -> Path | None:
        """Give the folder, None while nothing was handed out."""
        return self._folder

    def put(self, name: str, data: bytes) -> Path:
        """Write a file under a name that others see; each has a folder of its own, so names may come again."""
        if self._folder is None or not self._folder.is_dir():
            self._folder = self._made()
        self._count += 1
        inside = self._folder / str(self._count)
        inside.mkdir(mode=0o700)
        path = inside / name
        path.write_bytes(data)
        return path

    def holds(self, path: Path) -> bool:
        """Tell whether a file was handed out here."""
        return self._folder is not None and self._folder in path.parents

    def is_among(self, data: QMimeData) -> bool:
        """Tell whether something holds a file that was handed out here: what comes back is no news."""
        return any(self.holds(Path(url.toLocalFile())) for url in data.urls())

    def empty(self) -> None:
        """Remove everything."""
        self._folder = None
        self._sweep()
        if self._removal is not None:
            self._removal()

    def _made(self) -> Path:
        self._sweep()
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=self._place))
        # A program that ends without closing its windows leaves nothing behind either.
        self._removal = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    def _sweep(self) -> None:
        """Remove what sessions left behind that broke off."""
        for old in self._place.glob(_PREFIX + "*"):
            if not old.is_symlink() and _is_forgotten(old):
                shutil.rmtree(old, ignore_errors=True)


def _is_forgotten(folder: Path) -> bool:
    """Tell whether the program that made a folder is gone, or it is old."""
    try:
        old = time.time() - folder.stat().st_mtime > _FORGOTTEN
    except OSError:  # Gone meanwhile.
        return False
    process = folder.name.removeprefix(_PREFIX).partition("-")[0]
    return old or (process.isdecimal() and not _runs(int(process)))


def _runs(process: int) -> bool:
    if os.name == "nt":
        # There, asking like below would end it.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
