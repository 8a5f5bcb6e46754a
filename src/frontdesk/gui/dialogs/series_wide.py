"""From a wish to reach further in a series to one step in the book: tried, shown, done or left."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from frontdesk.domain.errors import Refusal
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import SeriesTrial
from frontdesk.gui.dialogs import series_deed as deeds
from frontdesk.gui.dialogs.series_card import SeriesCard
from frontdesk.gui.dialogs.series_deed import WideDeed
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic


class Widely(QObject):
    """The way of one window or dialog.

    `changed` says that the book changed, `done` carries what was done in words and the step that undo takes back,
    `refused` the Refusal of what was not.
    """

    changed = Signal()
    done = Signal(str, object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._parent = tasks, parent
        self._wide: WideDeed | None = None
        self._zone = "UTC"
        self._tried = self._back = False

    @cached_property
    def card(self) -> SeriesCard:
        """Give the card, made when it is first needed."""
        card = SeriesCard(self._parent)
        card.asked.connect(self._try)
        card.chosen.connect(self._do)
        card.left.connect(self._leave)
        return card

    def ask(self, wide: WideDeed, scope: Scope, zone: str, area: QRect) -> None:
        """Show what a deed would do to more of the series, beside an area of the parent."""
        self._wide, self._zone = wide, zone
        self._tried = self._back = False
        self.card.ask(wide, scope, zone, area)

    def _try(self, scope: Scope) -> None:
        wide = self._wide
        if wide is None:
            return
        first, self._tried = not self._tried, True
        if first and wide.seq is not None:
            # A step: it must not be dropped for a newer question.
            self._tasks.run(lambda clinic: (wide, wide.first_tried(clinic, scope)), self._show_first, self._not_begun)
        else:
            self._tasks.run(lambda clinic: wide.tried(clinic, scope), self._show, self._say, key="series-trial")

    def _show_first(self, found: tuple[WideDeed, SeriesTrial]) -> None:
        """Show what it would do; where it was left already, do again what was taken back for it."""
        wide, trial = found
        self._back = True
        if self._wide is not wide:
            self._tasks.run(wide.left, self._was_left, self._refuse)
            return
        self.changed.emit()
        self._show(trial)

    def _show(self, trial: SeriesTrial) -> None:
        if self.card.isVisible():
            self.card.show_trial(trial)

    def _say(self, refusal: Refusal) -> None:
        self.card.say(refusals.sentence(refusal, self._zone))

    def _not_begun(self, refusal: Refusal) -> None:
        """Nothing was taken back: there is nothing to do again either."""
        self._wide = None
        self.card.close_card()
        self.refused.emit(refusal)

    def _do(self, scope: Scope) -> None:
        wide, trial = self._wide, self.card.trial
        self._wide = None
        if wide is None or trial is None:
            return

        told = deeds.done_words(wide, trial.changes)

        def call(clinic: Clinic) -> tuple[str, int | None]:
            try:
                wide.carried_out(clinic, scope, leaving=trial.clashes > 0)
            except Refusal:
                wide.left(clinic)
                raise
            head = clinic.history.state().undo
            return told, None if head is None else head.seq

        self._tasks.run(call, self._was_done, self._refuse)

    def _was_done(self, done: tuple[str, int | None]) -> None:
        self.changed.emit()
        self.done.emit(*done)

    def _leave(self) -> None:
        wide, self._wide = self._wide, None
        if wide is not None and wide.seq is not None and self._back:
            self._tasks.run(wide.left, self._was_left, self._refuse)

    def _was_left(self, _none: None) -> None:
        self.changed.emit()

    def _refuse(self, refusal: Refusal) -> None:
        self.changed.emit()
        self.refused.emit(refusal)
