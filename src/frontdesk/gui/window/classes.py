"""Classes at a desk: one made where the board's cursor stands, one opened to be changed; told with Undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, local_date
from frontdesk.domain.series import Scope
from frontdesk.gui.parts.toast import Action
from frontdesk.gui.window.class_calls import ClassCalls
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.lasting import Lasting
from frontdesk.gui.window.printing_out import PrintingOut
from frontdesk.gui.window.showing import NOBODY, Showing

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.class_draft import Draft
    from frontdesk.gui.window.editing import Editing
    from frontdesk.services.repeats import SeriesBooked

_STEP = 30 * MINUTE


class Classes(QObject):
    """The classes of one desk."""

    def __init__(self, desk: Desk, lasting: Lasting, showing: Showing, editing: Editing, printing: PrintingOut) -> None:
        super().__init__(desk)
        editing.class_asked.connect(self.edit)
        editing.class_put_away.connect(self.archive)
        self._desk, self._lasting, self._showing = desk, lasting, showing
        self._kept: Draft | None = None
        self._calling = ClassCalls(desk, lasting, showing, printing)

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do."""
        return {"new_class": self.ask}

    def ask(self) -> None:
        """Ask for a class at the grid cursor, else at the selected visit's time, else where the day begins.

        What has begun today already is past: then it is the next half hour.
        """
        wish = self._desk.board.cursor_wish()
        if wish is None:
            self._lasting.toasts.say(self.tr("There are no practitioners yet."), "told")
            return
        from frontdesk.gui.dialogs.class_dialog import ClassDialog
        from frontdesk.gui.dialogs.class_draft import Opening

        days = self._lasting.days
        who = days.practitioner if days.view == "week" else wish.column
        opening = Opening(self._to_come(wish.start), None if who == NOBODY else who, masked=self._showing.mask)
        dialog = ClassDialog(self._lasting.tasks, self._desk.window(), opening=opening, kept=self._kept)
        self._kept = None
        dialog.put_away.connect(self._keep)
        dialog.created.connect(self._created)
        dialog.rejected.connect(self._lasting.outside.given_up)
        days.others_changed.connect(dialog.refresh)
        dialog.open()

    def _keep(self, draft: Draft) -> None:
        self._kept = draft

    def archive(self, visit: Appointment) -> None:
        """Put a class away: its time, room and equipment are free at once, and those who come are told of."""
        from frontdesk.gui.dialogs.class_words import put_away

        steps = self._lasting.steps
        words = put_away(self._showing.naming(visit.id), visit.heads, Scope.THIS)
        steps.carry_out(
            lambda clinic: clinic.group_appointments.archive(id=visit.id),
            lambda _: words,
            visit.id,
            lambda _: steps.carried.emit("archive", visit.id, {}),
            *self._phoning(visit.id, visit.heads),
        )

    def after(self, deed: str, visit: Id, _sent: object) -> tuple[Action, ...]:
        """Offer the list of whom to phone after a class was called off."""
        shown = self._showing.visit(visit)
        return self._phoning(visit, shown.heads or 0) if deed == "cancel" and shown is not None else ()

    def _phoning(self, visit: Id, heads: int) -> tuple[Action, ...]:
        return ((self.tr("Who to phone…"), partial(self._calling.ask, visit)),) if heads else ()

    def take_over(self, old: Classes) -> None:
        """Keep what was begun at another desk."""
        self._kept = old._kept

    def _to_come(self, start: Instant) -> Instant:
        """Give a start, or the next half hour where it is earlier today."""
        now, zone = self._lasting.clock(), self._lasting.days.zone
        if start >= now or local_date(start, zone) != local_date(now, zone):
            return start
        return Instant(-(-now // _STEP) * _STEP)

    def _created(self, made: SeriesBooked) -> None:
        """Have the first one selected, and tell how many there are."""
        first = made.visits[0]
        self._lasting.outside.booked.emit(first)
        self._lasting.steps.tell_classes(first, len(made.visits))

    def edit(self, visit: Id) -> None:
        """Open a class that is there."""
        from frontdesk.gui.dialogs.class_edit import ClassEdit

        steps, days = self._lasting.steps, self._lasting.days
        dialog = ClassEdit(self._lasting.tasks, visit, self._desk.window(), masked=self._showing.mask)
        dialog.written.connect(lambda words, seq: steps.tell_step(words, seq, *self._phoning(visit, dialog.left_out)))
        dialog.written.connect(lambda *_: steps.done.emit())
        dialog.put_away.connect(lambda: steps.carried.emit("archive", visit, {}))
        days.others_changed.connect(dialog.refresh)
        dialog.open()
