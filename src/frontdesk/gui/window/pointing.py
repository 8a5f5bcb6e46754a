"""The time that the booking dialog is about to take is shown on the board behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.gui.board.hints import Choice
from frontdesk.gui.board.view import BoardView
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.showing import NOBODY

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.booking_draft import Pointed


class Pointing(QObject):
    """What is pointed at on one board."""

    def __init__(self, board: BoardView, days: Days) -> None:
        super().__init__(board)
        self._board, self._days = board, days

    def show(self, pointed: Pointed | None) -> None:
        """Show a time with its practitioner, None for none; where it is not on what is shown, nothing."""
        self._board.show_choice(self._choice(pointed) if pointed is not None else None)

    def end(self, booked: bool) -> None:
        """Show no time any more; where nothing came of it, the board is again where it was."""
        self._board.end_choice(go_back=not booked)

    def _choice(self, pointed: Pointed) -> Choice | None:
        if self._days.view != "week":
            return Choice(pointed.start, pointed.end, pointed.practitioner or NOBODY)
        mine = pointed.practitioner == self._days.practitioner
        return Choice(pointed.start, pointed.end) if mine else None
