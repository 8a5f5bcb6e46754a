"""The small card that asks why a visit is cancelled: beside the visit, done by Enter, given up by Esc."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import button
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import label


class ReasonCard(Popover):
    """The card; `given` tells the visit and the reason, which may be empty."""

    given = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Cancel the visit"))
        self._visit: Id | None = None
        self._title = label("", "heading", wrap=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Reason, if any"))
        self.field.setAccessibleName(self.tr("Reason"))
        self.field.setMaxLength(200)
        self.field.returnPressed.connect(self._give)
        usual = QWidget()
        flow = FlowLayout(usual, style.scaled(6))
        reasons = (self.tr("Patient called"), self.tr("Unwell"), self.tr("Practitioner away"), self.tr("Double entry"))
        self.usual = [button(words, does=partial(self._use, words)) for words in reasons]
        for each in self.usual:
            flow.addWidget(each)
        self.keep = button("", does=self.close_card)
        self.cancel = button("", "primary", does=self._give)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.keep)
        last.addWidget(self.cancel)
        column = QVBoxLayout()
        edge = style.scaled(14)
        column.setContentsMargins(edge, style.scaled(12), edge, edge)
        column.setSpacing(style.scaled(10))
        column.addWidget(self._title)
        column.addWidget(self.field)
        column.addWidget(usual)
        column.addLayout(last)
        self.body.addLayout(column)

    def ask(self, visit: Id, words: str, area: QRect, *, several: bool = False) -> None:
        """Ask beside an area of the window why the visit named in words is cancelled.

        With `several` it is the first of them, and which ones is asked next.
        """
        self._visit = visit
        self.keep.setText(self.tr("Keep the visits") if several else self.tr("Keep the visit"))
        self.cancel.setText(self.tr("Next…") if several else self.tr("Cancel visit"))
        self._title.setText(self.tr("Cancelling %1").replace("%1", words))
        self.field.clear()
        self.open_at(area, width=style.scaled(320))
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _use(self, words: str) -> None:
        self.field.setText(words)
        self._give()

    def _give(self) -> None:
        visit, words = self._visit, self.field.text().strip()
        self.close_card()
        self.given.emit(visit, words)
