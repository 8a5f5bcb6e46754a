"""Looking how the files of feeds stand, away from the screen and from the thread that has the book.

A share of the network that is gone answers no look for minutes, or never. Each look has a short-lived thread of its
own, so that it holds up neither what else is asked of the book nor the looks at other files.
"""

from __future__ import annotations

from collections.abc import Iterable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from frontdesk.domain.ids import Id

if TYPE_CHECKING:
    from frontdesk.services.feeds import FeedState, Unlooked

# A look at a disk that is there takes less than the first; one that is gone is waited for with ever less work.
FIRST_MS, LAST_MS = 20, 500
# A feed in one of its versions: at another path there is another look, though the one before never ends.
_Asked = tuple[Id, int]
_Answers = SimpleQueue[tuple[_Asked, "FeedState | None"]]


class FeedLooks(QObject):
    """The looks of one page. `seen` (a FeedState) tells what one of them saw."""

    seen = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._under_way: set[_Asked] = set()
        # Threads put their answers here and touch nothing of Qt, which may be gone by the time that a disk answers.
        self._answers: _Answers = SimpleQueue()
        self._collecting = QTimer(self, singleShot=True)
        self._collecting.timeout.connect(self._collect)

    @property
    def under_way(self) -> frozenset[Id]:
        """Give the feeds whose look is not back."""
        return frozenset(feed for feed, _version in self._under_way)

    def begin(self, feeds: Iterable[Unlooked]) -> None:
        """Look at the files of feeds, but for those that are being looked at."""
        for each in feeds:
            asked = each.feed.id, each.feed.version
            if asked not in self._under_way:
                self._under_way.add(asked)
                Thread(target=_look, args=(asked, each, self._answers), name="frontdesk-look", daemon=True).start()
        if self._under_way:
            self._collecting.start(FIRST_MS)

    @Slot()
    def _collect(self) -> None:
        while True:
            try:
                asked, state = self._answers.get_nowait()
            except Empty:
                break
            self._under_way.discard(asked)
            if state is not None:
                self.seen.emit(state)
        if self._under_way:
            self._collecting.start(min(2 * self._collecting.interval(), LAST_MS))


def _look(asked: _Asked, feed: Unlooked, answers: _Answers) -> None:
    state = None
    try:
        state = feed.look()
    finally:
        answers.put((asked, state))
