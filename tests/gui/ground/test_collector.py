"""Cycles are collected on the screen's thread, and not while the program starts."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject

from frontdesk.gui.ground import collector


@pytest.fixture(autouse=True)
def as_before(qapp: Any) -> Iterator[None]:
    enabled = gc.isenabled()
    yield
    for timer in list(collector._timers):
        timer.stop()
        timer.deleteLater()
    collector._timers.clear()
    gc.unfreeze()
    if enabled:
        gc.enable()


class Circle(QObject):
    """Holds on to itself, and notes on which thread it is destroyed."""

    def __init__(self, seen: list[int]) -> None:
        super().__init__()
        self.myself = self
        self.gone = weakref.finalize(self, lambda: seen.append(threading.get_ident()))


def test_nothing_is_collected_until_it_is_released() -> None:
    collector.hold_collector()
    assert not gc.isenabled()


def test_a_cycle_that_the_worker_let_go_of_is_destroyed_on_the_screens_thread(qtbot: Any) -> None:
    seen: list[int] = []
    collector.hold_collector()
    collector.release_collector()
    Circle(seen)

    def work() -> None:
        kept = [[n] for n in range(50_000)]
        kept.clear()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert seen == []
    more = [[n] for n in range(2_000)]
    qtbot.waitUntil(lambda: bool(seen), timeout=5_000)
    assert (seen, len(more)) == ([threading.get_ident()], 2_000)


def test_what_was_loaded_is_looked_at_no_more() -> None:
    before = gc.get_freeze_count()
    collector.release_collector()
    assert gc.get_freeze_count() > before + 1000


def test_releasing_twice_freezes_once() -> None:
    collector.release_collector()
    once = gc.get_freeze_count()
    more = [[n] for n in range(1000)]
    collector.release_collector()
    assert (gc.get_freeze_count() - once < 900, len(more)) == (True, 1000)


def test_little_is_left_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr(gc, "collect", done.append)
    for counts, generation in (((10, 99, 99), []), ((701, 5, 5), [0]), ((701, 11, 5), [1]), ((701, 11, 11), [2])):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collector.collect()
        assert done == generation
        done.clear()
