"""A private desktop for tests that drive a real window: an X server, a window manager and a session bus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SIZE = "1600x1000x24"
PROGRAMS = ("Xvfb", "openbox", "xdotool", "xprop", "dbus-daemon", "dbus-send", "import", "setpriv")
A11Y_ADDRESS = ("/org/a11y/bus", "org.a11y.Bus.GetAddress")
ARTEFACTS = Path(__file__).parents[1] / "artefacts"


@dataclass(frozen=True, slots=True)
class Desktop:
    """One private desktop; `environment` is what a program needs to appear on it."""

    environment: Mapping[str, str]
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str | Path, **more: str) -> subprocess.Popen[bytes]:
        """Start a program on the desktop; what has not ended by then is ended with it."""
        child = subprocess.Popen([str(c) for c in command], env={**self.environment, **more}, stdout=subprocess.DEVNULL)
        self.children.append(child)
        return child

    def frontdesk(self, *arguments: str | Path, **more: str) -> subprocess.Popen[bytes]:
        """Start Frontdesk itself with the interpreter that runs the tests."""
        return self.start(sys.executable, "-m", "frontdesk", *arguments, **more)

    def run(self, *command: str | Path, check: bool = True) -> str:
        """Run a program on the desktop to its end and give what it printed."""
        done = subprocess.run(
            [str(c) for c in command], env=self.environment, check=check, capture_output=True, text=True, timeout=120
        )
        return done.stdout

    def screen_reader(self, script: str, *arguments: str) -> str:
        """Run a script that reads the screen over AT-SPI, by the system's Python, which has the bindings.

        What it reads may vanish under it, most of all while a program comes or goes; then it reads anew.
        """
        command = ["/usr/bin/python3", "-c", script, *arguments]
        for _ in range(20):
            done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120)
            if done.returncode == 0:
                return done.stdout
            time.sleep(0.2)
        raise AssertionError(f"the screen reader fails: {done.stderr}")

    def keys(self, *keys: str) -> None:
        """Press keys one after another, in xdotool's names ("ctrl+n", "Return")."""
        self.run("xdotool", "key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        self.run("xdotool", "type", "--delay", "40", text)

    def window(self, name: str, seconds: float = 60) -> str:
        """Wait until a visible window of that name stands on the desktop; give its X id."""
        return self.until(
            lambda: self.run("xdotool", "search", "--onlyvisible", "--name", name, check=False).partition("\n")[0],
            f"no window named {name!r}",
            seconds,
        )

    def active(self, name: str, seconds: float = 60) -> str:
        """Wait until a window of that name is the one that keys go to; give its whole name."""
        asked = ("xdotool", "getactivewindow", "getwindowname")
        return self.until(
            lambda: next((line for line in self.run(*asked, check=False).splitlines() if name in line), ""),
            f"no window named {name!r} takes keys",
            seconds,
        )

    def until(self, look: Callable[[], str], complaint: str, seconds: float = 60) -> str:
        """Look again and again until something is there, and give it."""
        for _ in range(int(seconds * 10)):
            if found := look():
                return found
            time.sleep(0.1)
        self.picture("failed")
        ended = [f"{child.args} ended with {child.returncode}" for child in self.children if child.poll() is not None]
        pytest.fail(f"{complaint} after {seconds:g} s; {'; '.join(ended)}")

    def picture(self, name: str) -> Path:
        """Keep a picture of the whole desktop among the artefacts of the test run."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        path = ARTEFACTS / f"{name}.png"
        self.run("import", "-window", "root", path)
        return path


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """End every child that still runs, the youngest first."""
    for child in reversed(children):
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def serve(command: list[str], environment: Mapping[str, str]) -> tuple[subprocess.Popen[bytes], str]:
    """Start a server that writes where it listens into the file descriptor {fd}, and wait for that line."""
    read, write = os.pipe()
    try:
        # The server dies with the tests, also when those are killed.
        server = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", *(part.format(fd=write) for part in command)],
            env=environment,
            pass_fds=(write,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    finally:
        os.close(write)
    with os.fdopen(read) as lines:
        line = lines.readline().strip()
    if not line:
        server.wait()
        raise RuntimeError(f"{command[0]} did not start")
    return server, line


@pytest.fixture
def desktop(home: Path) -> Iterator[Desktop]:
    """Give a fresh desktop with nothing on it; everything on it ends with the test."""
    if not sys.platform.startswith("linux"):
        pytest.skip("a private desktop needs an X server")
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    assert not missing, f"not installed: {missing}; python3 packaging/bootstrap.py test installs them"
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    environment["PYTHONFAULTHANDLER"] = "1"  # a crash tells where
    environment.pop("WAYLAND_DISPLAY", None)
    servers: list[subprocess.Popen[bytes]] = []
    try:
        xvfb = ["Xvfb", "-displayfd", "{fd}", "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset"]
        server, number = serve(xvfb, environment)
        servers.append(server)
        environment["DISPLAY"] = f":{number}"
        server, address = serve(["dbus-daemon", "--session", "--nofork", "--print-address={fd}"], environment)
        servers.append(server)
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        made = Desktop(environment, servers)
        # Asked once, the session's accessibility bus starts; a program that appears before it stays mute.
        made.run("dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", *A11Y_ADDRESS)
        made.start("openbox")
        made.until(lambda: made.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").partition("#")[2], "no openbox")
        yield made
    finally:
        end(servers)
