"""What every test stands on: nobody's settings, no screen, no warning unseen, no thread left behind."""

from __future__ import annotations

import logging
import os
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

# Before anything loads Qt. A machine zone that no clinic has shows every place that reads the machine's clock.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Pacific/Chatham"
os.environ["LC_ALL"] = "C.UTF-8"

import pytest
from hypothesis import settings

# Seconds that a thread may take to end after its test.
PATIENCE = 5.0
# What programs look for in a home, and where it is.
FOLDERS = {
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}
pytest_plugins = ["tests.support.clinics", "tests.support.desktop"]

# The same examples each time, so that one commit has one verdict; `--hypothesis-profile deep` looks elsewhere.
settings.register_profile("quick", max_examples=40, derandomize=True, deadline=None)
settings.register_profile("ci", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let fuzzing go on where it finds what no test has tried."""
    parser.addoption("--hunt", type=int, default=0, metavar="SECONDS", help="fuzz for so long, elsewhere each time")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that drive a real window on one worker, so that never two of them hurry each other."""
    for item in items:
        if "desktop" in getattr(item, "fixturenames", ()) or item.get_closest_marker("window"):
            item.add_marker(pytest.mark.window)
            item.add_marker(pytest.mark.xdist_group("window"))


class Homes:
    """The folders that stand in for people's homes.

    One in which a test has left nothing serves the next test too: to remove folders costs more than most tests.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._last: Path | None = None

    def empty(self) -> Path:
        """Give a home with empty folders."""
        if self._last is None or not _is_untouched(self._last):
            self._last = Path(tempfile.mkdtemp(dir=self._place))
            for name in set(FOLDERS.values()):
                (self._last / name).mkdir(mode=0o700)
        return self._last


def _is_untouched(home: Path) -> bool:
    """Tell whether a home is there as it was made."""
    names = set(FOLDERS.values())
    if not home.is_dir() or {each.name for each in home.iterdir()} != names:
        return False
    folders = [home, *(home / name for name in names)]
    return all(stat.S_IMODE(each.lstat().st_mode) == stat.S_IMODE(home.lstat().st_mode) for each in folders) and all(
        each.is_dir() and not any(each.iterdir()) for each in folders[1:]
    )


@pytest.fixture(scope="session")
def _homes() -> Iterator[Homes]:
    """Hold the homes; outside tmp_path, whose paths tests show and compare."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-homes-", ignore_cleanup_errors=True) as folder:
        yield Homes(Path(folder))


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    """Fail a test that ends while a thread that it started goes on."""
    before = set(threading.enumerate())
    yield
    # Threads that Qt made appear as dummies, which never end in this list.
    left = [t for t in threading.enumerate() if t not in before and type(t).__name__ != "_DummyThread"]
    for thread in left:
        thread.join(PATIENCE)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"the test left threads behind: {alive}"


@pytest.fixture(autouse=True)
def home(no_thread_left_behind: None, _homes: Homes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty home, so that none reads or writes the user's settings, or those of another test."""
    folder = _homes.empty()
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(folder))
    for variable, name in FOLDERS.items():
        monkeypatch.setenv(variable, str(folder / name))
    return folder


@pytest.fixture(autouse=True)
def no_unexpected_log_warning(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test during which something logged a warning, unless it is marked `logs_warnings`."""
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    seen = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    assert not seen, f"the test logged warnings that it did not announce: {seen}"
