"""A practitioner is away: asked for from a desk, told with Undo, and the list of calls that follows from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.domain.instants import local_date
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.printing_out import PrintingOut
from frontdesk.gui.window.showing import NOBODY, Showing

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.sick_day import SickDayDialog
    from frontdesk.gui.dialogs.sick_day_calls import CallsDialog
    from frontdesk.gui.printing.sheet import Sheet
    from frontdesk.services.sick_day import Applied, Plan


class SickDays(QObject):
    """The absences of one desk."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing, printing: PrintingOut) -> None:
        super().__init__(desk)
        self._desk, self._lasting, self._showing, self._printing = desk, lasting, showing, printing
        self.calls: CallsDialog | None = None

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {"sick_day": self.ask}

    def ask(self) -> SickDayDialog | None:
        """Ask who is away and when: first whose column the cursor or the selected visit is in, on the shown day."""
        wish = self._desk.board.cursor_wish()
        if wish is None:
            self._lasting.toasts.say(self.tr("There are no practitioners yet."), "told")
            return None
        from frontdesk.gui.dialogs.sick_day import SickDayDialog
        from frontdesk.gui.dialogs.sick_day_draft import Opening

        days = self._lasting.days
        visit = self._showing.visit(self._lasting.selection.visit)
        who = days.practitioner if days.view == "week" else wish.column
        if visit is not None and visit.practitioner_id is not None:
            who = visit.practitioner_id
        day = local_date(wish.start, days.zone) if visit is None else local_date(visit.start, days.zone)
        opening = Opening(None if who == NOBODY else who, day, masked=self._showing.mask)
        dialog = SickDayDialog(self._lasting.tasks, self._desk.window(), opening=opening)
        dialog.applied.connect(self._applied)
        dialog.rejected.connect(self._lasting.outside.given_up)
        days.others_changed.connect(dialog.refresh)
        dialog.open()
        return dialog

    def _applied(self, done: Applied, plan: Plan, told: str) -> None:
        steps = self._lasting.steps
        self._lasting.tasks.run(
            lambda clinic: clinic.history.state().undo,
            lambda head: steps.tell_step(told, None if head is None else head.seq),
        )
        steps.done.emit()
        if done.phone_list:
            self.show_calls(done, plan)

    def show_calls(self, done: Applied, plan: Plan) -> None:
        """Show the calls to make beside the board, so that other work goes on."""
        from frontdesk.gui.dialogs import sick_day_words as words
        from frontdesk.gui.dialogs.sick_day_calls import CallsDialog

        name = self._showing.practitioner_name(plan.practitioner_id)
        title = words.title(name, plan, self._lasting.days.zone)
        calls = CallsDialog(title, done.phone_list, self._desk.window(), masked=self._showing.mask)
        calls.print_asked.connect(lambda: self._print(done, plan, title))
        calls.finished.connect(self._forget)
        self.calls = calls
        calls.show()
        calls.activateWindow()

    def _print(self, done: Applied, plan: Plan, title: str) -> None:
        self._printing.show([lambda clinic, made: (self.tr("Phone list"), self.sheet(done, plan, title, clinic, made))])

    def sheet(self, done: Applied, plan: Plan, title: str, clinic: str, made: str) -> Sheet:
        """Make the sheet of the calls; names that are masked stay so."""
        from frontdesk.gui.dialogs import sick_day_words as words
        from frontdesk.gui.printing.phone_list import Call, phone_list

        covered = self._showing.covered
        calls = [
            Call(
                covered(one.patient.name),
                covered(", ".join(one.patient.phones)),
                words.call_was(one),
                words.call_say(one),
            )
            for one in done.phone_list
        ]
        return phone_list(title, local_date(plan.start, self._lasting.days.zone), calls, clinic, made)

    def _forget(self) -> None:
        self.calls = None
