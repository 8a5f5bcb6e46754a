"""Which visits of its series an edited visit changes with it: chosen in its dialog, with what that would do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Refusal
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed, SeriesTrial
from frontdesk.gui.dialogs import series_deed as deeds
from frontdesk.gui.dialogs.field import Field
from frontdesk.gui.ground import refusals
from frontdesk.gui.ground.tasks import Tasks

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

_NOT_TRIED = ("id", "version", "override_reason")


class SeriesChoice(QObject):
    """The choice of one dialog, shown in its field while a visit of a series is edited. `changed` tells of another."""

    changed = Signal()

    def __init__(self, field: Field[QComboBox], tasks: Tasks) -> None:
        super().__init__(field)
        self._field, self._tasks = field, tasks
        self._key = f"series-choice-{id(self)}"
        self._visit: Appointment | None = None
        self._asked: list[tuple[Deed, dict[str, Any]]] = []
        self._zone = "UTC"
        self._trials: list[SeriesTrial] = []
        field.control.addItems(
            [self.tr("This visit alone"), self.tr("This and all that follow"), self.tr("All of the series")]
        )
        field.control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.control.setMinimumContentsLength(6)
        field.control.activated.connect(self._choose)
        field.hide()

    @property
    def scope(self) -> Scope:
        """Give which visits are meant."""
        return list(Scope)[self._field.control.currentIndex()]

    @property
    def said(self) -> dict[str, Any]:
        """Give what goes along with every change: nothing where this visit alone is meant."""
        return {} if self.scope is Scope.THIS else {"scope": self.scope}

    @property
    def said_of_move(self) -> dict[str, Any]:
        """Give what goes along with a move: those that clash stay where they are, as was told."""
        clashing = any(trial.deed is Deed.MOVE and trial.clashes > 0 for trial in self._trials)
        if not clashing or self.scope is Scope.THIS:
            return self.said
        from frontdesk.services.series.wanted import Clashing

        return {**self.said, "clashing": Clashing.LEAVE}

    @property
    def reach(self) -> str:
        """Say how many change and how many stay, empty where this visit alone is meant."""
        return "" if self.scope is Scope.THIS else " · ".join(map(deeds.count_words, self._trials))

    def begin(self, visit: Appointment | None, zone: str) -> None:
        """Offer the choice for a visit that is one of a series."""
        self._visit, self._zone = visit, zone
        self._field.setVisible(visit is not None and visit.series_id is not None)

    def follow(self, move: Mapping[str, Any] | None, change: Mapping[str, Any] | None) -> None:
        """Tell what the change as it stands would do to the visits that are meant."""
        if self._visit is None or self._visit.series_id is None:
            return
        wanted = [(deed, _tried(said)) for deed, said in ((Deed.MOVE, move), (Deed.UPDATE, change)) if said]
        if self.scope is Scope.THIS or not wanted:
            self._asked, self._trials = [], []
            self._field.clear()
        elif wanted != self._asked:
            self._asked = wanted
            self._ask()

    def _choose(self, _index: int) -> None:
        self._asked, self._trials = [], []
        self.changed.emit()

    def _ask(self) -> None:
        assert self._visit is not None
        visit, scope, wanted = self._visit.id, self.scope, list(self._asked)

        def call(clinic: Clinic) -> list[SeriesTrial]:
            return [clinic.series.trial(id=visit, scope=scope, deed=deed, **said) for deed, said in wanted]

        self._tasks.run(call, self._show, self._refuse, key=self._key)

    def _show(self, trials: list[SeriesTrial]) -> None:
        self._trials = trials
        told = []
        for trial in trials:
            told += [deeds.button_words(trial.deed, trial.changes), *deeds.effects(trial, self._zone)]
        self._field.tell("\n".join(dict.fromkeys(told)))

    def _refuse(self, refusal: Refusal) -> None:
        self._trials = []
        self._field.say_wrong(refusals.sentence(refusal, self._zone))


def _tried(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name not in _NOT_TRIED}
