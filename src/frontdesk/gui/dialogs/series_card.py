"""The card that shows what a deed would do to more visits of a series, and does it by Enter."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import SeriesTrial
from frontdesk.gui.dialogs import series_deed as deeds
from frontdesk.gui.dialogs.series_deed import WideDeed
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.labels import label
from frontdesk.gui.parts.segmented import Segmented

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LETTERS = {"f": Scope.FOLLOWING, "a": Scope.ALL}


class SeriesCard(Popover):
    """The card. `asked` wants the trial of a Scope, `chosen` has it done with one."""

    asked = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("More of the series"))
        self._wide: WideDeed | None = None
        self._zone = "UTC"
        self._trial: SeriesTrial | None = None
        self._area = QRect()
        self.title = label("", "heading", wrap=True)
        self.scope = Segmented(deeds.scopes(), self.tr("Which visits"), enters=False)
        self.count = label("", "strong", wrap=True)
        self.effects = label("", "soft", wrap=True)
        self.leave = button(self.tr("Leave it"), does=self.close_card)
        self.do = button(self.tr("Change"), "primary", does=self._choose)
        self.scope.chosen.connect(self._ask)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.leave)
        last.addWidget(self.do)
        column = QVBoxLayout()
        edge = style.scaled(14)
        column.setContentsMargins(edge, style.scaled(12), edge, edge)
        column.setSpacing(style.scaled(10))
        for each in (self.title, self.scope, self.count, self.effects):
            column.addWidget(each)
        column.addLayout(last)
        self.body.addLayout(column)

    @property
    def wide(self) -> int:
        """Give how wide it is, without its shadow."""
        return style.scaled(360)

    @property
    def trial(self) -> SeriesTrial | None:
        """Give what it would do, as it is shown; None while that is being found out."""
        return self._trial

    def ask(self, wide: WideDeed, scope: Scope, zone: str, area: QRect) -> None:
        """Ask beside an area of the parent."""
        self._wide, self._zone, self._area = wide, zone, area
        self.title.setText(deeds.title(wide))
        self.scope.choose(scope.value)
        self._wait()
        self.open_at(area, width=self.wide)
        self.scope.focus_chosen()
        self.asked.emit(scope)

    def show_trial(self, trial: SeriesTrial) -> None:
        """Show what would happen."""
        self._trial = trial
        assert self._wide is not None
        self.count.setText(deeds.whole_words(trial, self._wide, self._zone))
        told = deeds.effects(trial, self._zone)
        self.effects.setText("\n".join(told))
        self.effects.setVisible(bool(told))
        self.do.setText(deeds.button_words(trial.deed, trial.changes))
        self.do.setEnabled(trial.changes > 0)
        self.place(self._area)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, ". ".join([self.count.text(), *told])))

    def say(self, words: str) -> None:
        """Say why it cannot be."""
        self.count.setText(words)
        self.place(self._area)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it by Enter; choose the scope by its letter."""
        letter = _LETTERS.get(event.text().casefold())
        if event.key() in _ENTER:
            self._choose()
            event.accept()
        elif letter is not None:
            self.scope.choose(letter.value)
            self.scope.focus_chosen()
            self._ask(letter.value)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _ask(self, scope: str) -> None:
        self._wait()
        self.asked.emit(Scope(scope))

    def _wait(self) -> None:
        self._trial = None
        self.count.setText(self.tr("Looking…"))
        self.effects.hide()
        self.do.setEnabled(False)

    def _choose(self) -> None:
        if self._trial is not None and self._trial.changes > 0:
            self.close_card()
            self.chosen.emit(Scope(self.scope.choice))
