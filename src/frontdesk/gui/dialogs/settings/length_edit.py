"""A length with its unit: a short field for the number, a box for the unit; 2h typed in the field sets both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from frontdesk.domain.length import Length, Unit
from frontdesk.domain.names import folded
from frontdesk.gui.dialogs.settings.boxes import Box
from frontdesk.gui.dialogs.settings.measure import Measure, with_unit
from frontdesk.gui.ground.look import style

translate = QCoreApplication.translate
SHORT = (Unit.MINUTES, Unit.HOURS)
LONG = (Unit.MINUTES, Unit.HOURS, Unit.DAYS, Unit.WEEKS)
AHEAD = (Unit.DAYS, Unit.WEEKS, Unit.MONTHS)


class LengthEdit(QWidget):
    """The field; `changed` tells that a person typed or chose."""

    changed = Signal()

    def __init__(self, name: str, units: Sequence[Unit], hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._units = list(units)
        self.amount = QLineEdit()
        self.amount.setMaxLength(20)
        self.amount.setPlaceholderText(hint)
        self.amount.setAccessibleName(name)
        self.amount.textEdited.connect(self._typed)
        self.amount.editingFinished.connect(self._parted)
        self.unit = Box()
        self.unit.setAccessibleName(self.tr("%1: unit").replace("%1", name))
        self.unit.addItems([unit_words(unit) for unit in units])
        self.unit.setMinimumContentsLength(0)
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.unit.picked.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.scaled(6))
        row.addWidget(self.amount, 1)
        row.addWidget(self.unit)
        self.setFocusProxy(self.amount)
        self._narrow()

    @property
    def said(self) -> Measure:
        """Give what is typed; a unit typed behind the number counts already."""
        unit = self._units[self.unit.currentIndex()]
        parted = with_unit(self.amount.text(), self._words())
        return Measure(*parted) if parted is not None else Measure(self.amount.text(), unit)

    def show_measure(self, said: Measure) -> None:
        """Show another length; a unit that is not offered here is offered from now on."""
        if said.unit not in self._units:
            self._units.append(said.unit)
            self.unit.addItem(unit_words(said.unit))
        if said != self.said:
            self.amount.setText(said.text)
        self.unit.setCurrentIndex(self._units.index(said.unit))

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark the number as wrong, or no longer."""
        style.set_kind(self.amount, "wrong" if wrong else "")

    def changeEvent(self, event: QEvent) -> None:
        """Take on another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._narrow()

    def _narrow(self) -> None:
        self.amount.setMinimumWidth(style.scaled(54))

    def _typed(self, _text: str) -> None:
        self.changed.emit()

    def _parted(self) -> None:
        """Put a unit that was typed behind the number into the box beside it."""
        said = self.said
        if said.text != self.amount.text():
            self.amount.setText(said.text)
            self.unit.setCurrentIndex(self._units.index(said.unit))

    def _words(self) -> dict[str, Unit]:
        return {folded(unit_words(unit)): unit for unit in self._units}


def unit_words(unit: Unit) -> str:
    """Name a unit as it stands behind a number."""
    return {
        Unit.MINUTES: translate("Length", "minutes"),
        Unit.HOURS: translate("Length", "hours"),
        Unit.DAYS: translate("Length", "days"),
        Unit.WEEKS: translate("Length", "weeks"),
        Unit.MONTHS: translate("Length", "months"),
    }[unit]


def length_words(length: Length) -> str:
    """Write a length in words: 1 day, 60 days, 2 h, 15 min."""
    count = length.amount
    if length.unit is Unit.MINUTES:
        return translate("Length", "%1 min").replace("%1", str(count))
    if length.unit is Unit.HOURS:
        return translate("Length", "%1 h").replace("%1", str(count))
    one = {
        Unit.DAYS: translate("Length", "1 day"),
        Unit.WEEKS: translate("Length", "1 week"),
        Unit.MONTHS: translate("Length", "1 month"),
    }
    if count == 1:
        return one[length.unit]
    if length.unit is Unit.DAYS:
        return translate("Length", "%n days", None, count)
    if length.unit is Unit.WEEKS:
        return translate("Length", "%n weeks", None, count)
    return translate("Length", "%n months", None, count)
