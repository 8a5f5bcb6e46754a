"""What Linux itself must bring: the system libraries of Qt, and the programs that tests drive windows with."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from stop import Stop


@dataclass(frozen=True)
class Need:
    """One Debian package, and how to see whether what it brings is there, however it came."""

    package: str
    is_there: Callable[[], bool]


def _library(package: str, name: str) -> Need:
    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return Need(package, loads)


def _program(package: str, name: str) -> Need:
    return Need(package, lambda: shutil.which(name) is not None)


def _file(package: str, *places: str) -> Need:
    return Need(package, lambda: any(Path(place).exists() for place in places))


def _import(package: str, statement: str) -> Need:
    """Ask the system's own Python, which reads the screen for tests, whether it can import something."""

    def works() -> bool:
        try:
            asked = subprocess.run(["/usr/bin/python3", "-c", statement], capture_output=True, check=False)
        except OSError:
            return False
        return asked.returncode == 0

    return Need(package, works)


FOR_OPENING = (
    _library("libgl1", "libGL.so.1"),
    _library("libegl1", "libEGL.so.1"),
    _library("libxkbcommon0", "libxkbcommon.so.0"),
    # Newer systems call it libglib2.0-0t64 and take the old name for it.
    _library("libglib2.0-0", "libglib-2.0.so.0"),
    _library("libfreetype6", "libfreetype.so.6"),
    _library("libfontconfig1", "libfontconfig.so.1"),
    _library("libdbus-1-3", "libdbus-1.so.3"),
    _library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    _library("libxcb-cursor0", "libxcb-cursor.so.0"),
    _library("libxcb-icccm4", "libxcb-icccm.so.4"),
    _library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    _library("libxcb-shape0", "libxcb-shape.so.0"),
)
FOR_TESTS = (
    *FOR_OPENING,
    _program("git", "git"),
    _program("xvfb", "Xvfb"),
    _program("xdotool", "xdotool"),
    _program("openbox", "openbox"),
    _program("x11-utils", "xprop"),
    _program("imagemagick", "import"),
    _program("dbus", "dbus-daemon"),
    _program("dbus", "dbus-send"),
    _file("at-spi2-core", "/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"),
    _import("python3-gi", "import gi"),
    _import("gir1.2-atspi-2.0", "import gi; gi.require_version('Atspi', '2.0')"),
)


def venv_package() -> Need:
    """Name the package that lets this very Python make virtual environments."""
    return Need(f"python3.{sys.version_info.minor}-venv", lambda: False)


def prepare(needs: Iterable[Need]) -> None:
    """Install what is missing, or stop with the exact line to type; a machine that has all is not touched."""
    if not sys.platform.startswith("linux"):
        return
    missing = list(dict.fromkeys(need.package for need in needs if not need.is_there()))
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise Stop(
            "Frontdesk needs what these Debian packages bring; install them under the names that they have here,\n"
            f"then run the same line again:\n  {' '.join(missing)}"
        )
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    rights = _rights()
    if rights is None:
        raise Stop(
            "Frontdesk needs some packages of the system. Type this line, then run the same one again:\n"
            f"  sudo apt-get update && sudo {' '.join(install)}"
        )
    print(f"Installing packages of the system: {' '.join(missing)} ...", flush=True)
    _apt([*rights, *install])


def _rights() -> list[str] | None:
    """Give what to put before a command that changes the system; None when that is not allowed."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def _apt(install: list[str]) -> None:
    quiet = ["-qq", "-o", "DPkg::Lock::Timeout=300"]
    before = install[: install.index("apt-get")]
    # A source that does not answer is no reason to stop: the packages may come from the others.
    for command in ([*before, "apt-get", "update", *quiet], [*install, *quiet]):
        surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            command,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        sys.stdout.write(done.stdout.decode(errors="replace"))
        raise Stop(f"This command failed; the lines above say why:\n  {' '.join(install)}")
