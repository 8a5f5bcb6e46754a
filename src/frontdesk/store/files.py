"""Whether a file may be used as a book at all, judged before anything is opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from frontdesk.domain.errors import Unavailable

SQLITE_HEADER = b"SQLite format 3\x00"
APPLICATION_ID = 0x46445348  # "FDSH"
# Locks do not hold over a network: two desks on such a share would damage the book.
NETWORK_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "9p",
        "afs",
        "ncpfs",
        "glusterfs",
        "ceph",
    }
)
_REMOTE_DRIVE = 4  # GetDriveTypeW: DRIVE_REMOTE


def check_place(path: Path) -> None:
    """Refuse a path whose folder is missing, not writable, or on a network share."""
    folder = path.parent
    if not folder.is_dir():
        raise Unavailable("no_such_folder", path=str(path))
    system = file_system(folder)
    if system in NETWORK_SYSTEMS or system.startswith(("fuse.ss", "fuse.rclone")):
        raise Unavailable("network_share", path=str(path), got=system, allowed="a disk of this computer")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.R_OK | os.W_OK)):
        raise Unavailable("read_only", path=str(path))


def check_header(path: Path) -> None:
    """Refuse a file that is no SQLite file, before a driver says it in other words."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Unavailable("cannot_open", path=str(path), got=error.strerror or "") from error
    if head[:16] != SQLITE_HEADER:
        raise Unavailable("damaged" if head else "empty_file", path=str(path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise Unavailable("not_a_book", path=str(path))


def file_system(folder: Path) -> str:
    """Name the file system that a folder lies on, in lower case; "" when that cannot be told."""
    if sys.platform == "win32":
        import ctypes

        drive = folder.resolve().anchor
        return "smb" if ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOTE_DRIVE else "local"
    if sys.platform == "darwin":
        return _mount_of(folder, _darwin_mounts())
    return _mount_of(folder, _linux_mounts())


def _mount_of(folder: Path, mounts: list[tuple[str, str]]) -> str:
    real = os.path.realpath(folder)
    best, kind = "", ""
    for point, system in mounts:
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, system
    return kind.casefold()


def _linux_mounts() -> list[tuple[str, str]]:
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > 4 and after:
            found.append((fields[4].replace("\\040", " "), after.split()[0]))
    return found


def _darwin_mounts() -> list[tuple[str, str]]:
    import re
    import subprocess

    told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout
    return [(m[1], m[2]) for m in re.finditer(r" on (.+) \(([^,)]+)", told)]
