"""The file of a feed: written beside its place and put there in one step, so that nobody ever reads half of one.

A file that is there already is let be unless it is a calendar, and a calendar that no feed has written is kept under
another name first: whatever a person chose by mistake, nothing of theirs is lost.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from secrets import token_hex

from frontdesk.domain.errors import Unavailable

SUFFIX = ".ics"
MARK = b"X-FRONTDESK-FEED:"
# So much of a file is looked at to know what it is: the marks stand at its very beginning.
HEAD = 4096
# What a write that was killed has left is cleared away by a later one, when no other can be at it any more.
STALE_SECONDS = 3600
_PART = ".frontdesk-{}.part"
_STAMP = re.compile(rb"DTSTAMP:\d{8}T\d{6}Z\r?\n")
_BUSY_ON_WINDOWS = (32, 33)
_REASONS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOENT: "no_such_folder",
    errno.ENOTDIR: "no_such_folder",
    errno.EBUSY: "locked",
}


def real_place(path: Path) -> Path:
    """Give the file that a path means in the end, links followed; Unavailable where none can be written there.

    Nothing is opened: the file might be a clinic's, whose locks must not be lost.
    """
    with _refusing(path):
        real = Path(os.path.realpath(path, strict=False))
        for each in (path, real):
            if each.suffix.casefold() != SUFFIX:
                raise Unavailable(
                    "not_ics_name", path=str(path), got=each.name, allowed=f"a name that ends in {SUFFIX}"
                )
        if not real.parent.is_dir():
            raise Unavailable("no_such_folder", path=str(path))
        held = _held(real)
    if held is not None and stat.S_ISDIR(held.st_mode):
        raise Unavailable("is_folder", path=str(path))
    if held is not None and not stat.S_ISREG(held.st_mode):
        raise Unavailable("not_a_calendar_file", path=str(path))
    if not os.access(real.parent, os.W_OK | os.X_OK) or (held is not None and not os.access(real, os.R_OK | os.W_OK)):
        raise Unavailable("read_only", path=str(path))
    return real


def check_content(real: Path) -> None:
    """Refuse a file that is there and holds anything but a calendar; an empty one may be written."""
    with _refusing(real):
        head = _head(real)
    if head and not _is_calendar(head):
        raise Unavailable("not_a_calendar_file", path=str(real))


def put(real: Path, data: bytes) -> bool:
    """Have a file hold these bytes; tell whether it was written, or held the same but for when it was made.

    Unavailable says why it cannot be, and the file is then as it was.
    """
    with _refusing(real):
        _clear_stale(real.parent)
        head = _head(real)
        if head and not _is_calendar(head):
            raise Unavailable("not_a_calendar_file", path=str(real))
        if head and MARK not in head:
            _keep_aside(real)
        elif head and _is_same(real, data):
            return False
        _replace(real, data)
        return True


def free_name(folder: Path, name: str, taken: frozenset[str] = frozenset()) -> Path:
    """Give a place in a folder for a new file, numbered where another has the name."""
    number, place = 1, folder / f"{name}{SUFFIX}"
    while os.path.lexists(place) or str(place) in taken:
        number += 1
        place = folder / f"{name}-{number}{SUFFIX}"
    return place


def _held(real: Path) -> os.stat_result | None:
    try:
        return real.lstat()
    except FileNotFoundError:
        return None


def _head(real: Path) -> bytes:
    try:
        with real.open("rb") as file:
            return file.read(HEAD)
    except FileNotFoundError:
        return b""


def _is_calendar(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper() == b"BEGIN:VCALENDAR"


def _is_same(real: Path, data: bytes) -> bool:
    """Tell whether a file holds these bytes, whatever its DTSTAMP lines say: they all are equally long.

    Line by line, where the bytes differ: one sweep over millions of them would keep every other thread waiting.
    """
    if real.stat().st_size != len(data):
        return False
    held = real.read_bytes()
    return held == data or all(map(_says_the_same, BytesIO(held), BytesIO(data)))


def _says_the_same(one: bytes, other: bytes) -> bool:
    return one == other or bool(_STAMP.fullmatch(one) and _STAMP.fullmatch(other))


def _keep_aside(real: Path) -> None:
    """Keep a calendar that no feed has written under another name beside its place."""
    kept = free_name(real.parent, f"{real.stem}.before")
    try:
        os.link(real, kept)
    except OSError:
        # Some disks of cameras and sticks know no second name of a file.
        shutil.copy2(real, kept)


def _replace(real: Path, data: bytes) -> None:
    part = real.with_name(_PART.format(token_hex(6)))
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            # Before anything stands in it: what others may not read they must not read for a moment either.
            _keep_rights(file.fileno(), part, real)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, real)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(real.parent)


def _keep_rights(handle: int, part: Path, real: Path) -> None:
    """Give the new file the rights and the group of the one whose place it takes."""
    try:
        held = real.stat()
    except FileNotFoundError:
        return
    if sys.platform != "win32":
        with suppress(PermissionError):
            os.fchown(handle, -1, held.st_gid)
    part.chmod(stat.S_IMODE(held.st_mode))


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    # Some network folders cannot do this; the file is in its place all the same.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _clear_stale(folder: Path) -> None:
    before = time.time() - STALE_SECONDS
    for each in folder.glob(_PART.format("*")):
        with suppress(OSError):
            if each.lstat().st_mtime < before:
                each.unlink()


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what the system says into a refusal with a reason."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "cannot_write")
        if getattr(error, "winerror", None) in _BUSY_ON_WINDOWS:
            reason = "locked"
        raise Unavailable(reason, path=str(path), got=error.strerror or "") from error
    except ValueError as error:
        raise Unavailable("cannot_write", path=str(path), got=str(error)) from error


def signature(real: Path) -> tuple[int, int, int] | None:
    """Tell this state of a file from any other; None while there is no file."""
    try:
        held = real.stat()
    except OSError:
        return None
    return (held.st_mtime_ns, held.st_size, held.st_ino)


def written_at(path: Path) -> int | None:
    """Give when a file was written last, in milliseconds since 1970; None where there is none."""
    try:
        return path.stat().st_mtime_ns // 1_000_000
    except (OSError, ValueError):
        return None
