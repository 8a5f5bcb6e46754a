"""The Python packages: a .venv in the checkout, filled from a hashed lock and from nothing else."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import machine
from stop import Stop

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "frontdesk-lock.sha256"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")


def prepare(*, development: bool) -> Path:
    """Give the interpreter of a .venv that holds what the lock asks for; what is done already is not done again."""
    lock = DEVELOPMENT_LOCK if development else LOCK
    _refuse_aborting_pair(lock, sys.version_info[:2])
    version = _version()
    if version is None:
        _create()
    else:
        _refuse_aborting_pair(lock, version)
    # The development lock holds all of the other one, so either stamp will do for opening.
    if _stamp() not in {_fingerprint(lock), _fingerprint(DEVELOPMENT_LOCK)}:
        _install(lock)
    _show_source()
    return PYTHON


def _refuse_aborting_pair(lock: Path, version: tuple[int, int]) -> None:
    """Refuse PySide6 6.12 with a Python before 3.12: the program aborts after some thousand calls into Qt."""
    pinned = re.search(r"^pyside6-essentials==(\d+)\.(\d+)", lock.read_text("utf-8"), re.MULTILINE)
    if pinned and (int(pinned[1]), int(pinned[2])) >= (6, 12) and version < (3, 12):
        found = ".".join(map(str, version))
        raise Stop(f"PySide6 {pinned[1]}.{pinned[2]} aborts on Python {found}; it needs Python 3.12 or later.")


def _version() -> tuple[int, int] | None:
    """Ask the .venv for its Python's version; None when there is none that works."""
    question = "import pip, sys; print(*sys.version_info[:2])"
    try:
        asked = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return None
    if asked.returncode:
        return None
    major, minor = map(int, asked.stdout.split())
    return (major, minor) if (3, 11) <= (major, minor) <= (3, 14) else None


def _create() -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        machine.prepare([machine.venv_package()])
    print(f"Making .venv with Python {sys.version.split()[0]} ...", flush=True)
    if VENV.exists() and not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
        raise Stop(f"{VENV} holds something else; move it away and run the same line again.")
    if VENV.exists():
        shutil.rmtree(VENV)
    if subprocess.run([sys.executable, "-m", "venv", VENV], check=False).returncode:
        raise Stop("The virtual environment could not be made; the lines above say why.")


def _install(lock: Path) -> None:
    print(f"Installing the packages of {lock.name} (about 90 MB the first time) ...", flush=True)
    STAMP.unlink(missing_ok=True)
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "--only-binary", ":all:"]
    done = subprocess.run([PYTHON, "-m", "pip", "install", *options, "-r", lock], cwd=ROOT, check=False)
    if done.returncode:
        raise Stop("The packages could not be installed; the lines above say why.")
    STAMP.write_text(_fingerprint(lock) + "\n", "utf-8")


def _show_source() -> None:
    """Put the checkout's source on the path and a `frontdesk` command beside the interpreter.

    A path file instead of an editable install: it needs no build backend, so the lock alone is enough.
    """
    [packages] = VENV.glob("Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages")
    _write(packages / "frontdesk.pth", f"{ROOT / 'src'}\n")
    if os.name == "nt":
        _write(SCRIPTS / "frontdesk.cmd", '@"%~dp0python.exe" -m frontdesk %*\n')
    else:
        _write(SCRIPTS / "frontdesk", f'#!/bin/sh\nexec "{PYTHON}" -m frontdesk "$@"\n')
        (SCRIPTS / "frontdesk").chmod(0o755)


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text("utf-8") != text:
        path.write_text(text, "utf-8")


def _stamp() -> str:
    return STAMP.read_text("utf-8").strip() if STAMP.exists() else ""


def _fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
