"""The line of one practitioner's day above the free times: reads the day that the chosen time lies on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.gui.dialogs.booking_draft import Draft, Opening
from frontdesk.gui.dialogs.day_strip import strip_day
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.dialogs.times_pane import TimesPane
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.board import Board

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic


class BookingStrip(QObject):
    """The line of one dialog. `picked` is a FreeTime that was pointed at on it, `read` says that a day was read."""

    picked = Signal(object)
    read = Signal()

    def __init__(self, pane: TimesPane, tasks: Tasks, opening: Opening) -> None:
        super().__init__(pane)
        self._pane, self._tasks, self._opening = pane, tasks, opening
        self._key = f"booking-strip-{id(self)}"
        self._boards: dict[date, Board] = {}
        self._stale: set[date] = set()
        self._asked: date | None = None
        self._shown: tuple[Draft, date, str] | None = None
        pane.pointed.connect(self._point)

    def show(self, draft: Draft, day: date, zone: str) -> None:
        """Show the day of a draft's time; a day that was not read yet is asked for, and the line follows then."""
        self._shown = (draft, day, zone)
        if (day not in self._boards or day in self._stale) and day != self._asked:
            self._read(day)
        board = self._boards.get(day)
        if board is not None:
            chosen = _within(draft, board)
            besides = self._opening.visit or self._opening.hold
            whose = self._whose(draft, board)
            self._pane.show_strip(strip_day(board, whose, chosen, besides, masked=self._opening.masked))

    def closed(self, day: date) -> str:
        """Name what closes a date, such as a public holiday, as far as it is read."""
        board = self._boards.get(day)
        names = (column.closed for column in board.columns if not column.open) if board else ()
        return ", ".join(dict.fromkeys(name for name in names if name))

    def name_of(self, visit: int) -> str:
        """Name the one whom a visit is for, nothing while names are masked."""
        if self._opening.masked:
            return ""
        every = (v for board in self._boards.values() for v in board.visits if v.id == visit)
        found = next(every, None)
        return (found.patient or found.title or found.service) if found else ""

    def refresh(self, days: Collection[date] | None = None) -> None:
        """Read days anew that others changed, None means all; until then what was read stays on the screen."""
        self._stale |= set(self._boards) if days is None else set(days)
        self._asked = None
        if self._shown is not None:
            self.show(*self._shown)

    def _point(self, start: Instant) -> None:
        """Take a point on the line: the time there, with the one whose day it is."""
        if self._shown is None or self._shown[1] not in self._boards:
            return
        board = self._boards[self._shown[1]]
        whose = self._whose(self._shown[0], board)
        name = next((c.name for c in board.columns if c.id == whose), "")
        self.picked.emit(FreeTime(start, whose, name))

    def _whose(self, draft: Draft, board: Board) -> Id | None:
        asked = draft.time.practitioner if draft.time else draft.practitioner
        if asked is not None:
            return asked
        shown = draft.who(self._opening.shown)
        return next((c.id for c in board.columns if c.kind == "practitioner" and (not shown or c.id in shown)), None)

    def _read(self, day: date) -> None:
        self._asked = day

        def call(clinic: Clinic) -> tuple[date, Board]:
            return day, clinic.board.day(day=day)

        self._tasks.run(call, self._was_read, self._was_not_read, key=self._key)

    def _was_read(self, answer: tuple[date, Board]) -> None:
        day, self._boards[answer[0]] = answer[0], answer[1]
        self._stale.discard(day)
        self._asked = None
        if self._shown is not None:
            self.show(*self._shown)
        self.read.emit()

    def _was_not_read(self, refusal: Refusal) -> None:
        # The day stays asked for: trying again at once would only fail again.
        self._tasks.refused.emit(refusal)


def _within(draft: Draft, board: Board) -> Interval | None:
    """Give the draft's time where it lies on a board's day."""
    if draft.time is None:
        return None
    chosen = Interval(draft.time.start, Instant(draft.time.start + draft.lasts))
    return chosen if chosen.overlaps(board.span) else None


def day_of(draft: Draft, first: date, zone: str, *, one_day: bool) -> date:
    """Give the date that the line shows: the one that is looked at, else that of the draft's time."""
    return first if one_day or draft.time is None else local_date(draft.time.start, zone)
