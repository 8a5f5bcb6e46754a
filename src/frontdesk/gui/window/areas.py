"""The areas of work at one desk: each made here once, with what its keys do and what it hands on to the next desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.gui.window.attending import Attending
from frontdesk.gui.window.classes import Classes
from frontdesk.gui.window.counter import Counter
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.doing import Doing
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.lateness import Lateness
from frontdesk.gui.window.log import Logbook
from frontdesk.gui.window.passing import Passing
from frontdesk.gui.window.past import Past
from frontdesk.gui.window.printing_out import PrintingOut
from frontdesk.gui.window.refill import Refill
from frontdesk.gui.window.showing import Showing
from frontdesk.gui.window.sick_day import SickDays
from frontdesk.gui.window.waiting_list import WaitingList

if TYPE_CHECKING:
    from frontdesk.gui.window.editing import Editing


class Areas(QObject):
    """The areas of one desk. One that has keys gives them by `table`, as actions by name."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing, doing: Doing, editing: Editing) -> None:
        super().__init__(desk)
        self.past = Past(desk, lasting, showing)
        self.log = Logbook(desk, lasting, showing, self.past)
        self.passing = Passing(desk, lasting, doing)
        self.printing = PrintingOut(desk, lasting, showing)
        self.classes = Classes(desk, lasting, showing, editing, self.printing)
        self.sick_days = SickDays(desk, lasting, showing, self.printing)
        self.refill = Refill(desk, lasting, showing)
        self.waiting_list = WaitingList(desk, lasting, showing, self.refill)
        self.attending = Attending(desk, lasting, showing, self.printing, self.refill)
        self.counter = Counter(desk, lasting, showing, doing, editing)
        self.counter.besides = self.classes.after
        self.lateness = Lateness(desk, lasting, showing)

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions of all areas do."""
        return {
            **self.past.table(),
            **self.log.table(),
            **self.passing.table(),
            **self.printing.table(),
            **self.classes.table(),
            **self.sick_days.table(),
            **self.waiting_list.table(),
            **self.attending.table(),
            **self.counter.table(),
            **self.lateness.table(),
        }

    def take_over(self, old: Areas) -> None:
        """Go on where another desk stopped."""
        self.past.take_over(old.past)
        self.classes.take_over(old.classes)
        self.lateness.take_over(old.lateness)
        self.counter.take_over(old.counter)
        self.refill.take_over(old.refill)
