"""Disks and folders that refuse: read-only, full, small. Real ones where the machine lets the test have them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def is_root() -> bool:
    """Tell whether the test runs as one to whom file permissions mean nothing."""
    return sys.platform == "linux" and os.geteuid() == 0


@contextmanager
def read_only_folder(folder: Path) -> Iterator[None]:
    """Let nothing in a folder be written: by its permissions or, for root, by mounting it so."""
    if sys.platform == "win32":
        pytest.skip("folders cannot be made read-only here")
    if not is_root():
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(0o755)
        return
    if not _run("mount", "--bind", str(folder), str(folder)):
        pytest.skip("this machine mounts nothing")
    try:
        assert _run("mount", "-o", "remount,bind,ro", str(folder))
        yield
    finally:
        _run("umount", "-l", str(folder))


@contextmanager
def read_only_file(path: Path) -> Iterator[None]:
    """Let a file not be written: by its permissions or, for root, by its immutable mark."""
    if not is_root():
        path.chmod(0o444)
        try:
            yield
        finally:
            path.chmod(0o644)
        return
    if not _run("chattr", "+i", str(path)):
        pytest.skip("this file system knows no immutable files")
    try:
        yield
    finally:
        _run("chattr", "-i", str(path))


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk of a size on a folder."""
    folder.mkdir(exist_ok=True)
    if not is_root() or not _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)):
        pytest.skip("only root can have a small disk, where mounting is allowed")
    try:
        yield folder
    finally:
        _run("umount", "-l", str(folder))


def fill(folder: Path, *, leave: int = 0) -> Path:
    """Fill a disk up but for some bytes; give the file that does it."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096) == 4096:
                pass
        except OSError:
            pass
        file.truncate(max(0, file.tell() - leave))
    return filler
