"""What is done with series at a desk: a deed carried on to more of their visits, and all of them seen as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect, Signal

from frontdesk.domain.appointment import Status
from frontdesk.domain.ids import Id
from frontdesk.gui.ground.tasks import Tasks
from frontdesk.gui.parts.toast import Action, Toasts
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.selection import Selection
from frontdesk.gui.window.showing import Showing
from frontdesk.gui.window.steps import Steps

if TYPE_CHECKING:
    from frontdesk.gui.dialogs.series_deed import WideDeed
    from frontdesk.gui.dialogs.series_dialog import SeriesDialog
    from frontdesk.gui.dialogs.series_wide import Widely
    from frontdesk.services.history import Undone

FOLLOWING, ALL = "following", "all"
# That somebody came, or did not, is of one date; other deeds send no status.
_CARRIED_ON = (None, Status.CONFIRMED, Status.CANCELLED)


class SeriesDoing(QObject):
    """The series of one desk. `go_asked` (Id or None, date) wants a date of one shown on the board."""

    go_asked = Signal(object, object)

    def __init__(
        self,
        desk: Desk,
        days: Days,
        steps: Steps,
        selection: Selection,
        showing: Showing,
        toasts: Toasts,
        tasks: Tasks,
        area_of: Callable[[Id], QRect],
    ) -> None:
        super().__init__(desk)
        self._desk, self._days, self._steps = desk, days, steps
        self._selection, self._showing = selection, showing
        self._toasts, self._tasks, self._area_of = toasts, tasks, area_of
        self._last: WideDeed | None = None
        self.dialog: SeriesDialog | None = None
        steps.wider = self.offers
        steps.undone.connect(self._drop_undone)

    @cached_property
    def widely(self) -> Widely:
        """Give what tries a deed with more visits, made when it is first needed."""
        from frontdesk.gui.dialogs.series_wide import Widely

        made = Widely(self._tasks, self._desk)
        made.changed.connect(self._steps.done)
        made.done.connect(self._drop)
        made.refused.connect(self._steps.refuse)
        made.done.connect(self._steps.tell_step)
        return made

    def table(self) -> dict[str, Callable[[], object]]:
        """Say what the actions do that concern series."""
        return {
            "series": self.open_selected,
            "following": partial(self.widen, FOLLOWING),
            "whole_series": partial(self.widen, ALL),
        }

    def offers(
        self, deed: str, visit: Id, seq: int, sent: Mapping[str, Any], said: Mapping[str, Any]
    ) -> tuple[Action, ...]:
        """Offer to carry on to more visits of its series what a step did to one; nothing for any other visit."""
        self._last = None
        if not self._showing.repeats(visit) or self._showing.is_block(visit):
            return ()
        if sent.get("status") not in _CARRIED_ON:
            return ()
        from frontdesk.domain.series_trial import Deed
        from frontdesk.gui.dialogs.series_deed import WideDeed

        name, to = self._showing.naming(visit), self._showing.practitioner_name(sent.get("practitioner"))
        self._last = WideDeed(deed=Deed(deed), visit=visit, name=name, sent=sent, said=said, seq=seq, to=to)
        return (
            (self.tr("This and following"), partial(self._widen, self._last, FOLLOWING)),
            (self.tr("All"), partial(self._widen, self._last, ALL)),
        )

    def widen(self, scope: str) -> None:
        """Carry on what was done last, while the message that tells of it stands or its visit is selected."""
        wide = self._last
        shown = next((toast for toast in self._toasts.shown if wide is not None and toast.step == wide.seq), None)
        if wide is None or (shown is None and self._selection.visit != wide.visit):
            words = self.tr("First move, cancel or change one visit of a series: then this does it to the others too.")
            self._toasts.say(words, "told")
            return
        if shown is not None:
            shown.dismiss()
        self._widen(wide, scope)

    def leave(self) -> None:
        """Leave what is asked about more visits, such as when the window closes."""
        if "widely" in self.__dict__:
            self.widely.card.close_card()

    def open_selected(self) -> None:
        """Show the series of the selected visit as a table."""
        visit = self._selection.visit
        if visit is not None and self._showing.repeats(visit):
            self.open(visit)
        else:
            self._toasts.say(self.tr("Select a visit of a series first."), "told")

    def open(self, visit: Id) -> None:
        """Show the series of a visit as a table."""
        from frontdesk.gui.dialogs.series_dialog import SeriesDialog

        name = self._showing.naming(visit)
        dialog = SeriesDialog(self._tasks, visit, name, self._desk.window(), masked=self._showing.mask)
        dialog.written.connect(self._steps.done)
        dialog.visit_asked.connect(self._go)
        dialog.told.connect(self._steps.tell_step)
        dialog.finished.connect(self._forget)
        # What was asked for last may be done only after the table is gone.
        dialog.finished.connect(self._steps.done)
        self._days.others_changed.connect(dialog.refresh)
        self.dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None

    def _go(self, visit: Id | None, day: date) -> None:
        self.go_asked.emit(visit, day)

    def _widen(self, wide: WideDeed, scope: str) -> None:
        from frontdesk.domain.series import Scope

        self.widely.ask(wide, Scope(scope), self._showing.zone, self._beside(wide.visit))

    def _beside(self, visit: Id) -> QRect:
        """Give where the card goes: beside the visit, and over the board alone where that is wide enough."""
        area, board = self._area_of(visit), self._desk.board
        left = board.mapTo(self._desk, QPoint(0, 0)).x()
        most = left + board.width() - self.widely.card.wide
        area.moveLeft(max(left, min(area.left(), most)))
        return area

    def _drop(self, *_done: object) -> None:
        """Offer no more what is done, or was taken back."""
        self._last = None

    def _drop_undone(self, undone: Undone) -> None:
        if self._last is not None and undone.target == self._last.seq:
            self._drop()
