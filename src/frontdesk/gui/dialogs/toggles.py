"""Chips of which any number may hold: on by a press, off by the next."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import wrapping
from frontdesk.gui.parts.segmented import Segment

K = TypeVar("K", bound=Hashable)


class Toggles(QWidget, Generic[K]):
    """The chips; `changed` says that a person pressed one."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.chips: dict[K, Segment] = {}
        self._flow = FlowLayout(self, style.scaled(6))
        self.setSizePolicy(wrapping(self.sizePolicy().horizontalPolicy()))

    @property
    def chosen(self) -> frozenset[K]:
        """Give which hold."""
        return frozenset(key for key, chip in self.chips.items() if chip.isChecked())

    def offer(self, choices: Sequence[tuple[K, str]]) -> None:
        """Offer these, in their order; those that hold and are still offered go on to."""
        held = self.chosen
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = {key: self._made(words) for key, words in choices}
        self.choose(held)
        self.updateGeometry()

    def choose(self, keys: frozenset[K]) -> None:
        """Make these hold without telling that a person did."""
        for key, chip in self.chips.items():
            chip.setChecked(key in keys)

    def _made(self, words: str) -> Segment:
        made = Segment(words, "alone")
        made.setAutoExclusive(False)
        made.clicked.connect(lambda _on=False: self.changed.emit())
        self._flow.addWidget(made)
        made.show()
        return made
