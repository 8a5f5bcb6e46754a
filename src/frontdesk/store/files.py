"""Whether a file may be used as a book at all, judged before anything is opened."""

from __future__ import annotations

import os
import re
import stat
import sys
import threading
from pathlib import Path
from weakref import WeakSet

from frontdesk.domain.errors import Unavailable

SQLITE_HEADER = b"SQLite format 3\x00"
APPLICATION_ID = 0x46445348  # "FDSH"
PAGE = 4096
# What SQLite lays beside a file, and reads into the next one of that name.
BESIDES = ("-wal", "-shm", "-journal")
# Locks do not hold over a network: two desks on such a share would damage the book.
NETWORK_SYSTEMS = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "webdav",
        "fuse.ceph",
        "fuse.curlftpfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
    }
)
_REMOTE_DRIVE = 4  # GetDriveTypeW: DRIVE_REMOTE
_LEAVES_OF_A_TREE = b"\x02\x05\x0a\x0d"  # the first byte of a page that holds rows or keys

Identity = tuple[int, int]


def check_place(path: Path) -> None:
    """Refuse a path whose folder is missing, not writable, or on a network share; links are followed first."""
    try:
        real = path.resolve()
        if not real.parent.is_dir():
            raise Unavailable("no_such_folder", path=str(path))
        there = real.exists()
        if real.is_dir():
            raise Unavailable("is_folder", path=str(path))
    except (OSError, ValueError, RuntimeError) as error:
        raise Unavailable("cannot_open", path=str(path), got=_words(error)) from error
    system = file_system(real.parent)
    if system in NETWORK_SYSTEMS:
        raise Unavailable("network_share", path=str(path), got=system, allowed="a disk of this computer")
    if not os.access(real.parent, os.W_OK) or (there and not os.access(real, os.R_OK | os.W_OK)):
        raise Unavailable("read_only", path=str(path))


class Hold:
    """Says that this process has a file open as a book, for as long as it is kept."""

    def __init__(self, path: Path) -> None:
        self.identity = identity(path)
        with _HOLDING:
            _HOLDS.add(self)


_HOLDS: WeakSet[Hold] = WeakSet()
# A set that grows while another thread goes through it raises an error.
_HOLDING = threading.Lock()


def is_held(path: Path) -> bool:
    """Tell whether this process has a file open as a book, under whatever name.

    Nobody may open such a file besides SQLite: a process loses its locks on a file as soon as it closes any handle
    on it, and other processes would take the book for free.
    """
    opened = identity(path)
    with _HOLDING:
        holds = list(_HOLDS)
    return any(hold.identity == opened for hold in holds)


def check_header(path: Path) -> None:
    """Refuse a file that is no book before a driver opens it: even a look may change a file that is not ours."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unavailable("not_a_book", path=str(path))
        if is_held(path):
            return
        with path.open("rb") as file:
            head = file.read(PAGE + 1)
    except FileNotFoundError:
        raise Unavailable("no_such_file", path=str(path)) from None
    except OSError as error:
        raise Unavailable("cannot_open", path=str(path), got=_words(error)) from error
    if not head:
        raise Unavailable("empty_file", path=str(path))
    ours = int.from_bytes(head[68:72], "big") == APPLICATION_ID
    if head[:16] != SQLITE_HEADER:
        # A second page that looks like one of SQLite's tells a damaged book from some other document.
        torn = ours or (len(head) > PAGE and head[PAGE] in _LEAVES_OF_A_TREE and not _is_text(head[:PAGE]))
        raise Unavailable("damaged" if torn else "not_a_book", path=str(path))
    if not ours:
        raise Unavailable("not_a_book", path=str(path))
    if _is_cut_off(path, int.from_bytes(head[16:18], "big")):
        raise Unavailable("damaged", path=str(path))


def _is_cut_off(path: Path, page: int) -> bool:
    """Tell whether a file ends within a page, with no log beside it that could still hold the rest.

    SQLite itself would read zeros for what is missing.
    """
    size = path.stat().st_size
    log = path.with_name(path.name + "-wal")
    return size % (65536 if page == 1 else max(page, 512)) != 0 and not log.exists()


def check_absent(path: Path) -> None:
    """Refuse a place where a book lies, or the log of one that was lost: a new book would swallow it."""
    if path.is_symlink() or any(each.exists() for each in family(path)):
        raise Unavailable("already_there", path=str(path))


def family(path: Path) -> tuple[Path, ...]:
    """Name a book's file and those that SQLite may lay beside it."""
    return (path, *(path.with_name(path.name + end) for end in BESIDES))


def remove(path: Path) -> None:
    """Remove a file that was never finished, and what lies beside it."""
    for each in family(path):
        each.unlink(missing_ok=True)


def identity(path: Path) -> Identity:
    """Tell this file from any other that may come to lie under its name."""
    held = path.stat()
    return (held.st_dev, held.st_ino)


def check_same(path: Path, opened: Identity) -> None:
    """Refuse when the file was moved away or another was put in its place since it was opened.

    The system would let writes go on, into a file that nobody will ever open again.
    """
    if sys.platform == "win32":
        return  # where an open file can be neither moved nor replaced
    try:
        found = identity(path)
    except OSError:
        raise Unavailable("no_such_file", path=str(path)) from None
    if found != opened:
        raise Unavailable("replaced", path=str(path))


def is_full(path: Path) -> bool:
    """Tell whether the disk has no room for even one more page of the log."""
    import shutil

    try:
        return shutil.disk_usage(path.parent).free < 16 * PAGE
    except OSError:
        return False


def sync(path: Path) -> None:
    """Have the disk keep a file or, on systems that can, which files a folder holds."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_system(folder: Path) -> str:
    """Name the file system that a folder lies on, in lower case; "" when that cannot be told."""
    if sys.platform == "win32":
        import ctypes

        drive = folder.resolve().anchor
        return "smb" if ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOTE_DRIVE else "local"
    return mount_of(folder, _darwin_mounts() if sys.platform == "darwin" else _linux_mounts())


def mount_of(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """Name the system of the mount that a folder lies on; of several on one point the last counts."""
    real = os.path.realpath(folder)
    best, kind = "", ""
    for point, system in mounts:
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, system
    return kind.casefold()


MOUNTS = Path("/proc/self/mountinfo")


def _linux_mounts() -> list[tuple[str, str]]:
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > 4 and after:
            point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[4])
            found.append((point, after.split()[0]))
    return found


def _darwin_mounts() -> list[tuple[str, str]]:
    import subprocess

    try:
        told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return [(m[1], m[2]) for m in re.finditer(r" on (.+) \(([^,)]+)", told)]


def _is_text(data: bytes) -> bool:
    try:
        return "\x00" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _words(error: BaseException) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error)
