"""Printing from a desk: the day as it is seen, or what another area of work hands over as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize

from frontdesk.domain.instants import local_date
from frontdesk.gui.ground import wording
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.showing import Showing

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.frame import Frame
    from frontdesk.gui.printing.panel import PrintPanel
    from frontdesk.gui.printing.sheet import Sheet
    from frontdesk.services.clinic import Clinic

SIZE = QSize(860, 760)

# A sheet under the words that it is chosen by, made of the clinic's name and the moment that stands on each page.
Maker = Callable[[str, str], "tuple[str, Sheet]"]


class PrintingOut(QObject):
    """The printing of one desk. What is selected may offer a sheet of its own first, by `first`."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing) -> None:
        super().__init__(desk)
        self._desk, self._lasting, self._showing = desk, lasting, showing
        self.first: Callable[[], Maker | None] = lambda: None
        self.frame: Frame | None = None
        self.panel: PrintPanel | None = None

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {"print": self.ask}

    def ask(self) -> None:
        """Show what the selection has to print, with the day as the other choice; else the day alone."""
        chosen = self.first()
        self.show([maker for maker in (chosen, self.day) if maker is not None])

    def show(self, makers: Sequence[Maker]) -> None:
        """Show sheets to choose from as they will be printed, the first one first."""

        def name(clinic: Clinic) -> str:
            return clinic.profile.get().name

        self._lasting.tasks.run(name, lambda said: self._open([maker(said, self._now()) for maker in makers]))

    def day(self, clinic: str, made: str) -> tuple[str, Sheet]:
        """Make the sheet of what the board shows: columns that are hidden, or names that are masked, stay so."""
        from frontdesk.gui.printing.day_sheet import day_sheet

        board = self._desk.board.board
        if len(board.days) == 1:
            return self.tr("The day"), day_sheet(board, wording.day_title(board.days[0]), clinic, made)
        who = self._showing.practitioner_name(self._lasting.days.practitioner)
        title = " · ".join(part for part in (wording.week_title(board.days[0]), who) if part)
        return self.tr("The week"), day_sheet(board, title, clinic, made)

    def _open(self, sheets: Sequence[tuple[str, Sheet]]) -> None:
        from frontdesk.gui.dialogs.frame import Frame
        from frontdesk.gui.printing.panel import PrintPanel

        frame = Frame(self.tr("Print"), SIZE, self._desk.window())
        panel = PrintPanel(sheets)
        frame.body.addWidget(panel, 1)
        panel.closed.connect(frame.accept)
        panel.told.connect(lambda words: self._lasting.toasts.say(words, "done"))
        frame.finished.connect(self._forget)
        self.frame, self.panel = frame, panel
        frame.open()
        panel.focus_first()

    def _forget(self) -> None:
        self.frame = self.panel = None

    def _now(self) -> str:
        now, zone = self._lasting.clock(), self._lasting.days.zone
        day = wording.day_short(local_date(now, zone))
        return f"{day}, {wording.clock(now, zone)}"
