"""What happens by itself while a desk is at work: the clock goes on, holds run out, holidays are topped up."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from frontdesk.domain.errors import Forbidden, Refusal
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting

if TYPE_CHECKING:
    from frontdesk.domain.ids import Id
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.ics.preview import Imported
    from frontdesk.services.series.horizon import Extended

TICK_MS = 15_000
# Long after the first picture: years of holidays and repeating dates are topped up while nobody waits.
QUIET_MS = 20_000
# Series that are filled in one piece of the worker's time, about a quarter of a second of it.
AT_ONCE = 10


class Upkeep(QObject):
    """The clock of one desk, and what it brings; `ticked` says that the present moment was shown anew."""

    ticked = Signal()

    def __init__(self, desk: Desk, lasting: Lasting) -> None:
        super().__init__(desk)
        self._desk, self._lasting = desk, lasting
        self._expiring = False
        self._added = 0
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.follow_clock)
        lasting.outside.imported.connect(self._follow_import)

    def start(self) -> None:
        """Begin to follow the clock."""
        self.follow_clock()
        self._tick.start()
        QTimer.singleShot(QUIET_MS, self, self.top_up)

    def follow_clock(self) -> None:
        """Show the present moment, and let go of holds that have run out."""
        now = self._lasting.clock()
        past = self._lasting.days.past is not None
        # No line of the present lies on a board of the past, and who waited then had waited so long then.
        self._desk.board.set_now(self._lasting.days.past_at if past else now, lined=not past)
        self._desk.side.waiting.set_now(now)
        self._desk.side.month.set_today(self._lasting.days.today)
        board = self._lasting.days.board
        if board is None or past:
            self.ticked.emit()
            return
        if any(v.expires_at is not None and v.expires_at <= now for v in board.visits):
            self._expire()
        self.ticked.emit()

    def top_up(self) -> None:
        """Have public holidays and what comes again reach far enough ahead."""
        self._lasting.tasks.run(_holidays_added, self._show_added, lambda _: None)
        self.extend()

    def extend(self, after: Id | None = None) -> None:
        """Have what comes again reach far enough ahead, a few series at once: others have the worker in between."""
        self._lasting.tasks.run(partial(_extended, after), self._go_on, lambda _: None)

    def _follow_import(self, imported: Imported) -> None:
        """Fill up at once what an import has brought no further than it takes."""
        if any(row.repeats is not None and row.repeats.until is not None for row in imported.preview.rows):
            self.extend()

    def _go_on(self, done: Extended) -> None:
        self._added += done.added
        if done.last is not None:
            self.extend(done.last)
            return
        added, self._added = self._added, 0
        self._show_added(added)

    def _show_added(self, added: int) -> None:
        if added:
            self._lasting.days.changed_here()

    def _expire(self) -> None:
        if not self._expiring:
            self._expiring = True
            self._lasting.tasks.run(_expired, self._show_expired, self._not_expired)

    def _show_expired(self, _none: None) -> None:
        self._expiring = False
        self._lasting.days.changed_here()
        self._lasting.selection.refresh()

    def _not_expired(self, _refusal: Refusal) -> None:
        """The book cannot be written now; at the next tick it is tried again."""
        self._expiring = False


def _expired(clinic: Clinic) -> None:
    """Take the holds away that have run out, as far as the actor may: nobody is shown them any more anyway."""
    with suppress(Forbidden):
        clinic.holds.expire()


def _holidays_added(clinic: Clinic) -> int:
    """Add the public holidays that are due, on the worker's thread, as far as the actor may; give how many."""
    with suppress(Forbidden):
        return len(clinic.closures.extend())
    return 0


def _extended(after: Id | None, clinic: Clinic) -> Extended:
    """Add rows to some of the series that are due, on the worker's thread."""
    return clinic.series.extend(most=AT_ONCE, after=after)
