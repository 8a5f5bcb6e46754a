"""Which day or week is shown, and that what is shown is true: loading, paging, and noticing what others changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.gui.ground.present import Clock
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.board import Board

if TYPE_CHECKING:
    from frontdesk.services.boards import DayLoad, Notice
    from frontdesk.services.clinic import Clinic

POLL_MS = 700
# Any of these shows on blocks, columns or the month.
_ON_BOARD = frozenset(
    {"patient", "practitioner", "service", "room", "location", "schedule", "closure", "profile", "clinic"}
)


@dataclass(frozen=True, slots=True)
class First:
    """What the first painted day needs, read in one call."""

    name: str
    zone: str
    actor: str
    board: Board


class Days(QObject):
    """The days of one open clinic.

    `loaded` (Board, whether it is another day than before) comes whenever there is something to show; `today_read`
    (Board) is for the waiting room, `loads_read` (date to percent) for the month; `turned_to` (date) comes at once,
    before anything is read; `others_changed` when anything in the book did. With `past`, the number of a changeset,
    days are shown as they stood after it; nobody else's changes lead out of that.
    """

    loaded = Signal(object, bool)
    today_read = Signal(object)
    loads_read = Signal(object)
    turned_to = Signal(object)
    others_changed = Signal()
    lost = Signal(object)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._clock = clock
        self.zone = "UTC"
        self.view = "day"
        self.day = date.min
        self.practitioner: Id | None = None
        self.board: Board | None = None
        self.past: int | None = None
        self.past_at = 0
        self._shown: tuple[str, date, Id | None] | None = None
        self._page: tuple[date, int] | None = None
        self._cursor = 0
        self._trouble = ""
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look)

    @property
    def today(self) -> date:
        """Give the date that it is now where the clinic is."""
        return local_date(self._clock(), self.zone)

    @property
    def now(self) -> Instant:
        """Give the moment that it is by the clinic's clock."""
        return self._clock()

    @property
    def cursor(self) -> int:
        """Give the number of the last change of the book that was seen, whoever made it."""
        return self._cursor

    def start(self, first: First) -> None:
        """Begin with what was read while the file was opened."""
        self.zone = first.zone
        self.day = first.board.days[0]
        self.view = "day"
        self.practitioner = None
        self._shown = self.past = None
        self._cursor = 0
        self._take(first.board)
        self._poll.start()

    def stop(self) -> None:
        """Let go of what was shown."""
        self.stop_looking()
        self.board = None

    def stop_looking(self) -> None:
        """Look no more for what others change."""
        self._poll.stop()

    def go(self, day: date) -> None:
        """Show the day, or its week."""
        self.day = day
        self.turned_to.emit(day)
        self.refresh()

    def step(self, count: int) -> None:
        """Show a day further on or back, or a week while weeks are shown."""
        self.go(self.day + timedelta(days=count * (7 if self.view == "week" else 1)))

    def step_weeks(self, count: int) -> None:
        """Show a week further on or back."""
        self.go(self.day + timedelta(weeks=count))

    def show_view(self, view: str, practitioner: Id | None = None) -> None:
        """Show days, or one practitioner's weeks."""
        self.view = view
        if practitioner is not None:
            self.practitioner = practitioner
        self.go(self.day)

    def refresh(self) -> None:
        """Read again what is shown."""
        day, who, seq = self.day, self.practitioner, self.past
        if seq is not None:
            one_of_week = who if self.view == "week" else None
            self._tasks.run(
                lambda clinic: clinic.board.as_of(day=day, seq=seq, practitioner=one_of_week), self._take, key="board"
            )
        elif self.view == "week" and who is not None:
            one = who
            self._tasks.run(lambda clinic: clinic.board.week(day=day, practitioner=one), self._take, key="board")
        else:
            self._tasks.run(lambda clinic: clinic.board.day(day=day), self._take, key="board")

    def look_back(self, seq: int | None, at: int = 0) -> None:
        """Show days as they stood after a changeset, which was written at a moment; or as they are again."""
        self.past, self.past_at = seq, at
        self.refresh()

    def read_loads(self, first: date, days: int) -> None:
        """Read how full the days of a page of the month are."""
        self._page = first, days
        self._tasks.run(lambda clinic: clinic.board.loads(first=first, days=days), self._take_loads, key="loads")

    def look(self) -> None:
        """Ask whether anyone changed something; never while other work waits."""
        if self._tasks.idle and self.board is not None:
            since = self._cursor
            self._tasks.run(lambda clinic: clinic.board.changes(since=since), self._notice, self._lose, key="changes")

    def changed_here(self) -> None:
        """Show what was just changed in this window."""
        self.refresh()
        self._refresh_today()
        if self._page is not None:
            self.read_loads(*self._page)

    def _take(self, board: Board) -> None:
        key = (self.view, board.days[0], self.practitioner if self.view == "week" else None)
        moved, self._shown = key != self._shown, key
        self.board = board
        self._cursor = max(self._cursor, board.cursor)
        self.loaded.emit(board, moved)
        if self._shows_today():
            self.today_read.emit(board)

    def _shows_today(self) -> bool:
        now = self.past is None and self.view == "day"
        return now and self.board is not None and self.board.days == (self.today,)

    def _refresh_today(self) -> None:
        """Read today for the waiting room, unless it is what is shown anyway."""
        today = self.today
        if self.past is not None or not (self.view == "day" and self.day == today):
            self._tasks.run(lambda clinic: clinic.board.day(day=today), self.today_read.emit, key="today")

    def _take_loads(self, loads: tuple[DayLoad, ...]) -> None:
        self.loads_read.emit({each.day: each.percent for each in loads if each.percent is not None})

    def _notice(self, notice: Notice) -> None:
        self._trouble = ""
        if notice.cursor == self._cursor:
            return
        self._cursor = notice.cursor
        all_of_it = notice.everything or bool(notice.kinds & _ON_BOARD)
        if all_of_it or (self.board is not None and notice.days & frozenset(self.board.days)):
            self.refresh()
        if all_of_it or self.today in notice.days:
            self._refresh_today()
        if self._page is not None and (all_of_it or notice.days):
            self.read_loads(*self._page)
        self.others_changed.emit()

    def _lose(self, refusal: Refusal) -> None:
        """Tell once that the book cannot be read now; it is looked for again at the next tick."""
        if refusal.reason != self._trouble:
            self._trouble = refusal.reason
            self.lost.emit(refusal)


def read_first(clinic: Clinic, clock: Clock) -> First:
    """Read on the worker's thread what the first painted day needs."""
    profile = clinic.profile.get()
    today = local_date(clock(), profile.zone)
    return First(profile.name, profile.zone, clinic.actor.name, clinic.board.day(day=today))
