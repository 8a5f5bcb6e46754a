"""Python's collector of cycles: at rest while the program starts, and then at work on the screen's thread alone.

While hundreds of modules are loaded it runs through everything again and again, and nothing is ever thrown away: that
costs a start 40 ms. Left to itself later, it runs on whichever thread has made enough objects. A widget that it finds
in a cycle would then be destroyed by the worker's thread, under the eyes of Qt, which knows widgets on one thread only.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

EVERY_MS = 500
_timers: list[QTimer] = []


def hold_collector() -> None:
    """Collect no cycles until `release_collector`."""
    gc.disable()


def release_collector() -> None:
    """Collect cycles again, by the clock of the screen's thread; what was loaded so far is looked at no more."""
    # Only here: the collector rests before Qt itself is loaded.
    from PySide6.QtCore import QCoreApplication, QTimer

    app = QCoreApplication.instance()
    if app is None or _timers:
        return
    gc.freeze()
    timer = QTimer(app, interval=EVERY_MS)
    timer.timeout.connect(collect)
    timer.start()
    _timers.append(timer)
    timer.destroyed.connect(_timers.clear)


def collect() -> None:
    """Collect the generations that are due, as Python itself would, but here and now."""
    generation = max((n for n, (count, most) in enumerate(_counts()) if count > most), default=None)
    if generation is not None:
        gc.collect(generation)


def _counts() -> list[tuple[int, int]]:
    """Give how much each generation has grown since it was last looked through, and how much it may."""
    counts = list(zip(gc.get_count(), gc.get_threshold(), strict=True))
    # An older generation is looked through only together with the younger ones, when those are due.
    return counts if counts[0][0] > counts[0][1] else []
