"""The kinds of calendars as cards: what a new calendar begins with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.calendar import CalendarKind
from frontdesk.gui.dialogs.settings import calendars_words as words
from frontdesk.gui.dialogs.settings.form import FieldLine
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.cards import ChoiceCard
from frontdesk.gui.parts.labels import label

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}


class KindCards(QWidget):
    """The cards; `chosen` tells the kind. Arrows walk over them, Enter and the space bar choose."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards = {kind: self._card(kind) for kind in CalendarKind}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.scaled(12))
        column.addWidget(label(self.tr("What kind of calendar is it?"), "heading"))
        column.addWidget(
            label(self.tr("The kind is chosen once and stays: bookings are made by its rules."), "muted", wrap=True)
        )
        column.addWidget(FieldLine(*((card, 320) for card in self.cards.values()), gap=10))
        column.addStretch(1)
        self.setFocusProxy(self.cards[CalendarKind.PERSONAL])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the cards."""
        step, cards = _STEPS.get(Qt.Key(event.key())), list(self.cards.values())
        at = next((n for n, card in enumerate(cards) if card.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        cards[(at + step) % len(cards)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, kind: CalendarKind) -> ChoiceCard:
        card = ChoiceCard(words.ICONS[kind], words.kind_words(kind), words.kind_explained(kind))
        card.clicked.connect(lambda _checked=False: self.chosen.emit(kind))
        return card
