"""Keeps the free times of a booking: reads days as far as they are needed, and says why a time is not free."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Clash, Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.gui.dialogs import free_times as free
from frontdesk.gui.dialogs.booking_draft import Choices, Draft, Opening, since
from frontdesk.gui.dialogs.day_strip import strip_day
from frontdesk.gui.dialogs.free_times import FreeTime, Part, TimeSearch
from frontdesk.gui.dialogs.times_pane import TimesPane
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.services.board import Board

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic


class BookingTimes(QObject):
    """The times of one dialog.

    `changed` says that more was read, `picked` is a FreeTime that a person chose, `renewed` that they want the
    earliest time of another part or day.
    """

    changed = Signal()
    picked = Signal(object)
    renewed = Signal()

    def __init__(self, pane: TimesPane, tasks: Tasks, opening: Opening) -> None:
        super().__init__(pane)
        self._pane, self._tasks, self._opening = pane, tasks, opening
        self._search: TimeSearch | None = None
        self._visit: Appointment | None = None
        self._zone = "UTC"
        self._part = Part.FIRST
        self._first = date.min
        self._asked: set[date] = set()
        self._typed: Instant | None = None
        pane.picked.connect(self._pick)
        pane.pointed.connect(self._point)
        pane.part_chosen.connect(self._choose_part)
        pane.day_chosen.connect(self.go_to_day)
        pane.stepped.connect(self._step)
        self._draft = Draft()

    @property
    def searching(self) -> bool:
        """Tell whether days are still being read."""
        return self._search is None or bool(self._asked)

    @property
    def day(self) -> date:
        """Give the first day that is looked at."""
        return self._first

    def begin(self, choices: Choices, visit: Appointment | None) -> None:
        """Begin to search from now, from the board's day, or beside the visit that is edited."""
        self._zone, self._visit = choices.zone, visit
        start = since(self._opening, choices.now, choices.zone)
        self._search = TimeSearch(Instant(min(start, choices.now)) if visit else start, choices.zone)
        self._first = local_date(visit.start if visit else start, choices.zone)
        self._typed = self._opening.start
        self._pane.begin(choices.zone, local_date(choices.now, choices.zone))

    def follow(self, draft: Draft) -> Draft:
        """Give the draft with the time that it has now: its own, or the earliest that fits. Reads what it lacks."""
        if self._search is None:
            return draft
        need, who = draft.need(self._visit), draft.who(self._opening.shown)
        lacking = self._search.lacking(need, who, self._part, self._first)
        if lacking is not None:
            self._read(lacking)
        if draft.by_hand and draft.time is not None:
            self._read(local_date(draft.time.start, self._zone))
            return draft.at(self._with_whom(draft, draft.time))
        days = self._search.offered(need, who, self._part, self._first)
        return draft.at(next((time for day in days for time in day.times), None))

    def show(self, draft: Draft) -> None:
        """Show the times for a draft, and the day of the one that it has."""
        self._draft = draft
        if self._search is None:
            return
        need, who = draft.need(self._visit), draft.who(self._opening.shown)
        days = self._search.offered(need, who, self._part, self._first)
        self._pane.choose_part(self._part)
        self._pane.show_times(days, draft.time, self._part, searching=self.searching)
        day = self._first if self._part is Part.DAY or draft.time is None else local_date(draft.time.start, self._zone)
        board = self._search.boards.get(day)
        if board is None:
            self._read(day)
            return
        chosen = Interval(draft.time.start, Instant(draft.time.start + draft.lasts)) if draft.time else None
        if chosen is not None and not chosen.overlaps(board.span):
            chosen = None
        besides = self._visit.id if self._visit else None
        masked = self._opening.masked
        self._pane.show_strip(strip_day(board, self._whose(draft, board), chosen, besides, masked=masked))

    def at(self, draft: Draft, start: Instant) -> FreeTime:
        """Give a time that was typed, with whoever was asked for, else with one who is free then."""
        self._typed = start
        held = draft.time or FreeTime(start, draft.practitioner, "")
        return self._with_whom(draft, FreeTime(start, held.practitioner, held.name))

    def unread(self, draft: Draft) -> bool:
        """Tell whether the day of the draft's time is still being read, so that nothing can be said of it."""
        return draft.time is not None and self._board(draft) is None

    def clashes(self, draft: Draft) -> tuple[Clash, ...]:
        """List who and what is taken at the draft's time, as far as its day is read."""
        board = self._board(draft)
        if board is None or draft.time is None:
            return ()
        return free.clashes(board, draft.need(self._visit), draft.time.practitioner, draft.time.start)

    def outside_hours(self, draft: Draft) -> bool:
        """Tell whether the practitioner does not work at the draft's time, as far as its day is read."""
        board, time = self._board(draft), draft.time
        if board is None or time is None or time.practitioner is None:
            return False
        return not free.in_hours(board, time.practitioner, time.start, time.start + draft.lasts)

    def nearest(self, draft: Draft) -> FreeTime | None:
        """Find the free time that is nearest to the draft's."""
        if self._search is None or draft.time is None:
            return None
        day = local_date(draft.time.start, self._zone)
        need, who = draft.need(self._visit), draft.who(self._opening.shown)
        if day not in self._search.boards:
            return None
        here = free.DayTimes(day, self._search.times_of(day, need, who, Part.FIRST))
        return free.nearest([here], draft.time.start) or free.nearest(
            self._search.offered(need, who, Part.FIRST, self._first), draft.time.start
        )

    def name_of(self, visit: int) -> str:
        """Name the one whom a visit is for, nothing while names are masked."""
        if self._search is None or self._opening.masked:
            return ""
        every = (v for board in self._search.boards.values() for v in board.visits if v.id == visit)
        found = next(every, None)
        return (found.patient or found.title or found.service) if found else ""

    def refresh(self, days: Collection[date] | None = None) -> None:
        """Read days anew that others changed, None means all; until then what was read stays on the screen."""
        if self._search is not None:
            for day in list(self._search.boards):
                if days is None or day in days:
                    self._ask(day)

    def go_to_day(self, day: date) -> None:
        """Offer the times of one day."""
        self._part, self._first, self._typed = Part.DAY, day, None
        self.renewed.emit()

    def _choose_part(self, part: Part) -> None:
        if self._part is Part.DAY and self._search is not None:
            self._first = self._search.first
        self._part, self._typed = part, None
        self.renewed.emit()

    def _step(self, days: int) -> None:
        if self._search is None:
            return
        time = self._draft.time
        shown = self._first if self._part is Part.DAY or time is None else local_date(time.start, self._zone)
        self.go_to_day(max(self._search.first, shown + timedelta(days=days)))

    def _pick(self, time: FreeTime) -> None:
        self._typed = None
        self.picked.emit(time)

    def _point(self, start: Instant) -> None:
        """Take a point on the line: the time there, with the one whose day it is."""
        board = self._search.boards.get(local_date(start, self._zone)) if self._search else None
        if board is None:
            return
        whose = self._whose(self._draft, board)
        name = next((c.name for c in board.columns if c.id == whose), "")
        self._pick(FreeTime(start, whose, name))

    def _with_whom(self, draft: Draft, time: FreeTime) -> FreeTime:
        board = self._search.boards.get(local_date(time.start, self._zone)) if self._search else None
        if draft.practitioner is not None:
            names = {c.id: c.name for c in board.columns} if board else {}
            return FreeTime(time.start, draft.practitioner, names.get(draft.practitioner, time.name))
        if board is None or time.start != self._typed:
            return time
        asked = draft.who(self._opening.shown)
        every = [
            FreeTime(time.start, c.id, c.name)
            for c in board.columns
            if c.kind == "practitioner" and (asked is None or c.id in asked)
        ]
        return self._likeliest(board, draft, every) or time

    def _likeliest(self, board: Board, draft: Draft, every: list[FreeTime]) -> FreeTime | None:
        """Choose who is free and works then, else who works then, else anyone: what is wrong is told beside it."""
        need = draft.need(self._visit)
        working = [t for t in every if free.in_hours(board, t.practitioner, t.start, t.start + need.length)]
        able = [t for t in working if not free.clashes(board, need, t.practitioner, t.start)]
        return next(iter(free.one_each(board, able or working or every[:1])), None)

    def _whose(self, draft: Draft, board: Board) -> Id | None:
        asked = draft.time.practitioner if draft.time else draft.practitioner
        if asked is not None:
            return asked
        shown = draft.who(self._opening.shown)
        return next((c.id for c in board.columns if c.kind == "practitioner" and (not shown or c.id in shown)), None)

    def _board(self, draft: Draft) -> Board | None:
        if self._search is None or draft.time is None:
            return None
        return self._search.boards.get(local_date(draft.time.start, self._zone))

    def _read(self, day: date) -> None:
        """Read a day that was not read yet."""
        assert self._search is not None
        if day not in self._search.boards and day not in self._asked:
            self._ask(day)

    def _ask(self, day: date) -> None:
        self._asked.add(day)

        def call(clinic: Clinic) -> tuple[date, Board]:
            return day, clinic.board.day(day=day)

        self._tasks.run(call, self._was_read, self._was_not_read)

    def _was_read(self, answer: tuple[date, Board]) -> None:
        day, board = answer
        if self._search is not None:
            self._asked.discard(day)
            self._search.read(day, board)
            self.changed.emit()

    def _was_not_read(self, refusal: Refusal) -> None:
        # Days stay asked for: trying again at once would only fail again.
        self._tasks.refused.emit(refusal)
