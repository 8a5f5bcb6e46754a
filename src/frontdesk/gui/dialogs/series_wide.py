"""From a wish to reach further in a series to one step in the book: tried, shown, done or left.

Until it is done nothing is written: what is tried, is tried as though the step of the one visit had not been.
"""

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

    @cached_property
    def card(self) -> SeriesCard:
        """Give the card, made when it is first needed."""
        card = SeriesCard(self._parent)
        card.asked.connect(self._try)
        card.chosen.connect(self._do)
        return card

    def ask(self, wide: WideDeed, scope: Scope, zone: str, area: QRect) -> None:
        """Show what a deed would do to more of the series, beside an area of the parent."""
        self._wide, self._zone = wide, zone
        self.card.ask(wide, scope, zone, area)

    def _try(self, scope: Scope) -> None:
        wide = self._wide
        if wide is not None:
            self._tasks.run(lambda clinic: wide.tried(clinic, scope), self._show, self._say, key="series-trial")

    def _show(self, trial: SeriesTrial) -> None:
        if self.card.isVisible():
            self.card.show_trial(trial)

    def _say(self, refusal: Refusal) -> None:
        self.card.say(refusals.sentence(refusal, self._zone))

    def _do(self, scope: Scope) -> None:
        wide, trial = self._wide, self.card.trial
        self._wide = None
        if wide is None or trial is None:
            return

        told = deeds.done_words(wide, trial)

        def call(clinic: Clinic) -> tuple[str, int | None]:
            wide.carried_out(clinic, scope, leaving=trial.clashes > 0)
            head = clinic.history.state().undo
            return told, None if head is None else head.seq

        self._tasks.run(call, self._was_done, self._refuse)

    def _was_done(self, done: tuple[str, int | None]) -> None:
        self.changed.emit()
        self.done.emit(*done)

    def _refuse(self, refusal: Refusal) -> None:
        self.changed.emit()
        self.refused.emit(refusal)
