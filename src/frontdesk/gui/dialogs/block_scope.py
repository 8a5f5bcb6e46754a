"""The small card that asks which blocks of a series are meant: this one, those that follow too, or all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.labels import label

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class ScopeCard(Popover):
    """The card; `chosen` tells the block and "this", "following" or "all". Enter takes the first, arrows walk."""

    chosen = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Remove the block"))
        self._block: Id | None = None
        self._title = label("", "heading", wrap=True)
        words = (
            ("this", self.tr("This one")),
            ("following", self.tr("This and all that follow")),
            ("all", self.tr("All of the series")),
        )
        self.buttons: dict[str, QPushButton] = {
            scope: button(text, "primary" if scope == "this" else "", does=partial(self._choose, scope))
            for scope, text in words
        }
        self._order = list(self.buttons.values())
        for each in self.buttons.values():
            each.installEventFilter(self)
        column = QVBoxLayout()
        edge = style.scaled(14)
        column.setContentsMargins(edge, style.scaled(12), edge, edge)
        column.setSpacing(style.scaled(8))
        column.addWidget(self._title)
        for each in self.buttons.values():
            column.addWidget(each)
        column.addWidget(button(self.tr("Keep them"), "link", does=self.close_card), 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(column)

    def ask(self, block: Id, name: str, area: QRect) -> None:
        """Ask beside an area of the window which of a series of blocks go."""
        self._block = block
        self._title.setText(self.tr("%1 repeats. Remove…").replace("%1", name))
        self.open_at(area, width=style.scaled(240))
        self.buttons["this"].setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk over the three by arrows; by themselves these would lead to any button that is near."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QPushButton):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and watched in self._order:
                here = self._order.index(watched)
                self._order[(here + step) % len(self._order)].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _choose(self, scope: str) -> None:
        block = self._block
        self.close_card()
        self.chosen.emit(block, scope)
