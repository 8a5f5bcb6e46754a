"""What every test stands on: nobody's settings, no screen, no warning unseen, no thread left behind."""

from __future__ import annotations

import logging
import os
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
pytest_plugins = ["tests.support.clinics", "tests.support.desktop"]

settings.register_profile("quick", max_examples=40, derandomize=True, deadline=None)
settings.register_profile("ci", max_examples=200, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests that drive a real window on one worker, so that never two of them hurry each other."""
    for item in items:
        if "desktop" in getattr(item, "fixturenames", ()) or item.get_closest_marker("window"):
            item.add_marker(pytest.mark.window)
            item.add_marker(pytest.mark.xdist_group("window"))


@pytest.fixture(scope="session")
def _homes() -> Iterator[Path]:
    """Hold the folders that stand in for people's homes; outside tmp_path, whose paths tests show and compare."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-homes-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


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
def home(no_thread_left_behind: None, _homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty home of its own, so that none reads or writes the user's settings."""
    folder = Path(tempfile.mkdtemp(dir=_homes))
    places = {
        "HOME": folder,
        "USERPROFILE": folder,
        "APPDATA": folder / "roaming",
        "LOCALAPPDATA": folder / "local",
        "XDG_CONFIG_HOME": folder / "config",
        "XDG_DATA_HOME": folder / "data",
        "XDG_STATE_HOME": folder / "state",
        "XDG_CACHE_HOME": folder / "cache",
        "XDG_RUNTIME_DIR": folder / "runtime",
    }
    for variable, place in places.items():
        place.mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(variable, str(place))
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
