"""Who runs late on the day that is shown: on the board as time goes on, typed by hand, and whom to phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.board.late import ON_TIME, Late, LateMark, about
from frontdesk.gui.ground import wording
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.showing import NOBODY, Showing

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.delay_card import DelayCard
    from frontdesk.gui.dialogs.delay_list import Call
    from frontdesk.services.board import Board
    from frontdesk.services.delays import DelayOfDay

# Less than this goes unsaid: nobody plans by a minute or two.
SHOWN_FROM = 5
_EVERY_MS = 60_000


class Lateness(QObject):
    """The delays of one desk."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing) -> None:
        super().__init__(desk)
        self._desk, self._lasting, self._showing = desk, lasting, showing
        self._told: dict[Id, DelayOfDay] = {}
        self._day: date | None = None
        self._asked: Id | None = None
        self._phoned: set[tuple[Id, Id]] = set()
        lasting.days.loaded.connect(self._follow)
        lasting.days.others_changed.connect(self.read)
        lasting.steps.done.connect(self.read)
        desk.board.header.late_pressed.connect(self._ask_column)
        self._tick = QTimer(self, interval=_EVERY_MS)
        self._tick.timeout.connect(self.read)
        self._tick.start()

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {"late": self.ask}

    def take_over(self, old: Lateness) -> None:
        """Know who was phoned from another desk."""
        self._phoned = old._phoned

    @cached_property
    def card(self) -> DelayCard:
        """Give the card, made when it is first needed."""
        from frontdesk.gui.dialogs.delay_card import DelayCard

        card = DelayCard(self._desk)
        card.given.connect(self._put)
        card.typed.connect(self._try)
        card.calls.ticked.connect(self._note_phoned)
        return card

    def read(self) -> None:
        """Read who runs late on the day that is shown, of a week on today."""
        board, days = self._lasting.days.board, self._lasting.days
        if board is None:
            return
        day = board.days[0] if len(board.days) == 1 else days.today
        if day not in board.days or day < days.today or days.past is not None:
            self._take(day, ())
            return
        self._lasting.tasks.run(
            lambda clinic: clinic.delays.of_day(day=day), partial(self._take, day), lambda _: None, key="lateness"
        )

    def ask(self) -> None:
        """Ask how late the practitioner is of the selected visit, else of the column of the grid cursor."""
        board = self._desk.board
        visit = self._showing.visit(self._lasting.selection.visit)
        wish = board.cursor_wish()
        if visit is not None and visit.practitioner_id is not None:
            self._ask(visit.practitioner_id, self._head_area(visit.column))
        elif wish is not None and wish.column != NOBODY:
            self._ask_column(wish.column)
        else:
            self._lasting.toasts.say(self.tr("There are no practitioners yet."), "told")

    def _ask_column(self, column: Id) -> None:
        week = len(self._desk.board.board.days) > 1
        who = self._lasting.days.practitioner if week else column
        if who is not None:
            self._ask(who, self._head_area(column))

    def _ask(self, who: Id, area: QRect) -> None:
        from frontdesk.services.delays import DelayOfDay

        if self._lasting.days.board is None:
            return
        if self._day is None or self._day < self._lasting.days.today:
            self._lasting.toasts.say(self.tr("That day is over."), "told")
            return
        self._asked = who
        name = self._showing.practitioner_name(who)
        told = self._told.get(who) or DelayOfDay(who, name, 0, typed=False, visits=())
        self.card.ask(told, self._calls(told), area, self._lasting.days.zone)

    def _head_area(self, column: Id) -> QRect:
        """Give where the head of a column stands on the desk."""
        board = self._desk.board
        at = next((n for n, each in enumerate(board.board.columns) if each.id == column), 0)
        left, right = (edge - board.header.shift for edge in board.plan.columns.edges[at : at + 2])
        shown = QRect(left, 0, right - left, board.header.height()).intersected(board.header.rect())
        return QRect(board.header.mapTo(self._desk, QPoint(shown.left(), 0)), shown.size())

    def _follow(self, _board: Board, _moved: bool) -> None:
        self.read()

    def _take(self, day: date, found: tuple[DelayOfDay, ...]) -> None:
        self._day = day
        if self._lasting.days.past is not None:
            # What was asked before the board went back is of the present.
            found = ()
        self._told = {each.practitioner: each for each in found}
        self._desk.board.show_late(self._late(day))
        if self._asked is not None and "card" in self.__dict__ and self.card.isVisible():
            told = self._told.get(self._asked)
            # What is being typed is shown by its own list.
            if told is not None and not self.card.is_typing:
                self.card.show_delay(told, self._calls(told), self._lasting.days.zone)

    def _late(self, day: date) -> Late:
        board = self._lasting.days.board
        if board is None or not self._told:
            return ON_TIME
        shown = {who: told for who, told in self._told.items() if told.minutes >= SHOWN_FROM}
        expected = {
            visit.id: visit.expected_start
            for told in self._told.values()
            for visit in told.visits
            if visit.expected_start - visit.start >= SHOWN_FROM * MINUTE
        }
        marks = {who: _mark(told) for who, told in shown.items()}
        if len(board.days) == 1:
            return Late(marks, expected)
        one = self._lasting.days.practitioner
        columns = [column.id for column in board.columns if column.day == day]
        return Late({column: marks[one] for column in columns if one in marks}, expected)

    def _calls(self, told: DelayOfDay) -> list[Call]:
        """List whom to phone, soonest first, as they may be shown."""
        from frontdesk.gui.dialogs.delay_list import Call

        zone, covered, found = self._lasting.days.zone, self._showing.covered, []
        for visit in (visit for visit in told.visits if visit.phone):
            when = f"{wording.clock(visit.start, zone)} → {about(visit.expected_start, zone)}"
            for one in visit.people:
                numbers = ", ".join(one.phones)
                done = (visit.id, one.id) in self._phoned
                number = "" if self._showing.mask else next(iter(one.phones), "")
                found.append(Call(visit.id, one.id, when, covered(one.name), covered(numbers), number, done))
        return found

    def _note_phoned(self, visit: Id, person: Id, done: bool) -> None:
        (self._phoned.add if done else self._phoned.discard)((visit, person))

    def _try(self, minutes: int) -> None:
        """Show whom to phone if that were said."""
        who, day = self._asked, self._day
        if who is None or day is None:
            return
        self._lasting.tasks.run(
            lambda clinic: clinic.delays.put(practitioner=who, day=day, minutes=minutes, trial=True),
            lambda told: self.card.show_calls(self._calls(told)),
            # What cannot be said is refused, with its sentence, once it is.
            lambda _: None,
            key="lateness-tried",
        )

    def _put(self, minutes: int | None) -> None:
        who, day = self._asked, self._day
        if who is None or day is None:
            return
        name = self._showing.practitioner_name(who)
        if minutes is None:
            words = self.tr("%1: late as the day tells").replace("%1", name)
        else:
            words = self.tr("%1: %2 late").replace("%2", wording.minutes(minutes * MINUTE)).replace("%1", name, 1)
        self._lasting.steps.carry_out(
            lambda clinic: clinic.delays.put(practitioner=who, day=day, minutes=minutes),
            lambda _: words,
            None,
            lambda told: self.card.go_on(told, self._calls(told), self._lasting.days.zone),
        )


def _mark(told: DelayOfDay) -> LateMark:
    return LateMark(told.minutes, told.said_by, told.said_at)
