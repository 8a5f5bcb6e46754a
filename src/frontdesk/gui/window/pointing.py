"""The time that the booking dialog is about to take is shown on the board behind it, which turns to its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.gui.board.hints import Choice, View
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.ground.look import style
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.showing import NOBODY
from frontdesk.services.board import Board, Visit

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking import BookingDialog
    from frontdesk.gui.dialogs.booking_draft import Pointed

# The narrowest that the dialog is made, and how much of the board it leaves free then: a column beside the hours.
NARROWEST, LEFT_FREE = 800, 190
_EDGE = 6


@dataclass(frozen=True, slots=True)
class _Origin:
    """What was shown when the dialog was opened: which day or week, whose, and which part of it."""

    day: date
    practitioner: Id | None
    view: View


class Pointing(QObject):
    """What is pointed at on one board."""

    def __init__(self, board: BoardView, days: Days) -> None:
        super().__init__(board)
        self._board, self._days = board, days
        self._pointed: Pointed | None = None
        self._visit: Visit | None = None
        self._origin: _Origin | None = None
        self._back_to: _Origin | None = None

    def make_room(self, dialog: BookingDialog) -> None:
        """Put a dialog at the right of the window, no wider than that a column of the board stays in sight."""
        edited = dialog.opening.visit
        self._visit = self._board.plan.visit(edited) if edited is not None else None
        window = self._board.window()
        place = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        board = QRect(self._board.mapToGlobal(QPoint(0, 0)), self._board.size())
        room = place.right() - _EDGE - board.left() - style.scaled(LEFT_FREE)
        size = dialog.size()
        if room >= style.scaled(NARROWEST):
            size.setWidth(min(size.width(), room))
        dialog.resize(size)
        at = QRect(QPoint(0, 0), size)
        at.moveCenter(place.center())
        at.moveRight(place.right() - _EDGE)
        dialog.move(at.topLeft())
        self._board.cover(board.right() + 1 - at.left() if room >= size.width() else 0)

    def show(self, pointed: Pointed | None) -> None:
        """Show a time with its practitioner, None for none, on the day or week that it is in."""
        if pointed == self._pointed:
            return
        self._pointed = pointed
        self._board.show_choice(self._choice(pointed) if pointed is not None else None)
        if pointed is not None:
            self._turn_to(pointed)

    def end(self, booked: bool) -> None:
        """Show no time any more, and turn back to the day that was shown; what was booked on that day stays in sight.

        The next caller asks about the day that was before them, and the next search begins there again.
        """
        self._pointed = None
        origin, self._origin = self._origin, None
        self._board.end_choice(go_back=not booked and origin is None)
        if origin is not None:
            self._back_to = origin
            self._days.practitioner = origin.practitioner
            self._days.go(origin.day)

    def _turn_to(self, pointed: Pointed) -> None:
        """Turn to another day or week where the time is not on what is shown, or is about to be."""
        day, shown = local_date(pointed.start, self._days.zone), self._days.board
        week = self._days.view == "week"
        who = pointed.practitioner if week and pointed.practitioner is not None else self._days.practitioner
        if shown is None or (day in shown.days and self._days.day in shown.days and who == self._days.practitioner):
            return
        if self._origin is None:
            self._origin = _Origin(self._days.day, self._days.practitioner, self._board.view_now())
        self._days.practitioner = who
        self._days.go(day)

    def show_again(self, board: Board, moved: bool) -> None:
        """Have the time in sight on the day that was turned to; what changed on the same day moves nothing."""
        back_to, self._back_to = self._back_to, None
        if self._pointed is not None and moved:
            self._board.show_choice(self._choice(self._pointed))
        elif self._pointed is None and back_to is not None and back_to.day in board.days:
            self._board.go_back_to(back_to.view)

    def _choice(self, pointed: Pointed) -> Choice | None:
        if self._days.view != "week":
            return Choice(pointed.start, pointed.end, pointed.practitioner or NOBODY, self._visit)
        mine = pointed.practitioner == self._days.practitioner
        return Choice(pointed.start, pointed.end, visit=self._visit) if mine else None
