"""While a visit is moved, by pointer or by keys, the board shows where it would fit.

The answer is looked up off the screen's thread, and shown when it comes: nothing waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from frontdesk.domain.appointment import EventType
from frontdesk.domain.errors import Refusal
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval, union
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.window.days import Days
from frontdesk.services.board import Board, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from frontdesk.services.availability import Fit
    from frontdesk.services.clinic import Clinic


QUIET_MS = 3_000


class Fitting(QObject):
    """The tint of one board."""

    def __init__(self, board: BoardView, days: Days, tasks: Tasks) -> None:
        super().__init__(board)
        self._board, self._days, self._tasks = board, days, tasks
        self._visit: Visit | None = None
        board.moving_changed.connect(self._follow)
        days.loaded.connect(self._look_again)
        QTimer.singleShot(QUIET_MS, self, self._load)

    def _load(self) -> None:
        """Have the code loaded that looks free times up, so that the first drag need not wait for it."""
        self._tasks.run(_loaded, key="fits-code")

    def _follow(self, visit: Visit | None) -> None:
        """Look up where a visit fits that was just taken up; forget it when it is put down."""
        self._visit = visit if visit is not None and visit.event_type is not EventType.BLOCK else None
        if self._visit is None:
            self._tasks.run(lambda _: None, key="fits")
            self._board.show_fits({})
        else:
            self._look()

    def _look_again(self, _board: Board, moved: bool) -> None:
        """Another day is shown, or something changed on this one, while the visit is in the air."""
        if self._visit is not None:
            if moved:
                self._board.show_fits({})
            self._look()

    def _look(self) -> None:
        visit, shown = self._visit, self._days.board
        if visit is None or shown is None:
            return
        who = (self._days.practitioner,) if self._days.view == "week" and self._days.practitioner else None
        first, last, zone, one = shown.days[0], shown.days[-1], shown.zone, visit.id

        def call(clinic: Clinic) -> tuple[Fit, ...]:
            return clinic.availability.fits(first=first, last=last, visit=one, practitioners=who, zone_name=zone)

        self._tasks.run(call, self._take, self._none, key="fits")

    def _take(self, fits: tuple[Fit, ...]) -> None:
        visit, shown = self._visit, self._days.board
        if visit is None or shown is None:
            return
        length = visit.end - visit.start
        found = {fit.practitioner: _room(fit.times, length) for fit in fits}
        if self._days.view == "week":
            mine = found.get(self._days.practitioner, ()) if self._days.practitioner is not None else ()
            self._board.show_fits({column.id: mine for column in shown.columns})
        else:
            self._board.show_fits({who: room for who, room in found.items() if who is not None})

    def _none(self, _refusal: Refusal) -> None:
        """Nothing can be said of this visit: the board stays as it is."""
        self._board.show_fits({})


def _loaded(_clinic: Clinic) -> None:
    """Import on the worker's thread what an answer takes."""
    import frontdesk.services.availability
    import frontdesk.services.fitting  # noqa: F401


def _room(starts: Iterable[Interval], length: int) -> tuple[Interval, ...]:
    """Give the stretches that a visit may fill, from those that it may start in."""
    return union(Interval(each.start, Instant(each.end + length)) for each in starts)
