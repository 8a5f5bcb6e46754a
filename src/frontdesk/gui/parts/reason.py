"""The small card that asks why a visit does not take place: beside the visit, done by one digit, given up by Esc."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.ids import Id
from frontdesk.domain.reason import USUAL_REASONS, Away
from frontdesk.gui.ground import attendee_words, reasons_told
from frontdesk.gui.ground.look import style
from frontdesk.gui.parts.buttons import KeyButton, button
from frontdesk.gui.parts.floating import Popover
from frontdesk.gui.parts.flow import FlowLayout
from frontdesk.gui.parts.labels import label

# A digit for each; further reasons are chosen by Tab or pointer.
DIGITS = 9


class ReasonCard(Popover):
    """The card; `given` tells the visit and the reason, which may be empty."""

    given = Signal(object, str)

    def __init__(self, parent: QWidget, away: Away = Away.CANCEL) -> None:
        super().__init__(parent)
        self.away = away
        self.setAccessibleName(self._name())
        self._visit: Id | None = None
        self._reasons: tuple[str, ...] = ()
        self._title = label("", "heading", wrap=True)
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Reason"))
        self.field.setMaxLength(200)
        self.field.returnPressed.connect(self._give)
        self.field.installEventFilter(self)
        self._offered = QWidget()
        self._flow = FlowLayout(self._offered, style.scaled(6))
        self.usual: list[KeyButton] = []
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
        column.addWidget(self._offered)
        column.addWidget(self.field)
        column.addLayout(last)
        self.body.addLayout(column)
        self.offer([reason.words for reason in USUAL_REASONS if reason.away is away])

    def offer(self, reasons: Sequence[str]) -> None:
        """Offer these reasons, each with its digit, in the words that the book keeps."""
        if tuple(reasons) == self._reasons:
            return
        self._reasons = tuple(reasons)
        for old in self.usual:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.usual = [self._made(number, words) for number, words in enumerate(self._reasons, 1)]
        self._offered.setVisible(bool(self.usual))
        has_digit = self.tr("Another reason, if any") if self.usual else self.tr("Reason, if any")
        self.field.setPlaceholderText(has_digit)

    def ask(
        self, visit: Id, words: str, area: QRect, *, several: bool = False, held: str = "", people: int | None = None
    ) -> None:
        """Ask beside an area of the window about the visit named in words; `held` is the reason it has already.

        With `several` it is the first of them, and which ones is asked next. `people` is how many are signed up for a
        class, None for what is none.
        """
        self._visit = visit
        self._say(words, several=several)
        if people is not None and self.away is Away.CANCEL:
            self._say_class(people, several=several)
        self.field.setText(reasons_told.told(held))
        self.open_at(area, width=style.scaled(400))
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give a reason by its digit, as long as nothing else was typed."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            untouched = not self.field.text() or self.field.selectedText() == self.field.text()
            number = int(event.text()) if event.text() in tuple("123456789") else 0
            if plain and untouched and 0 < number <= len(self.usual):
                self._use(self._reasons[number - 1])
                return True
            return False
        return super().eventFilter(watched, event)

    def _made(self, number: int, words: str) -> KeyButton:
        made = KeyButton(reasons_told.told(words), str(number) if number <= DIGITS else "")
        made.clicked.connect(partial(self._use, words))
        self._flow.addWidget(made)
        made.show()
        return made

    def _name(self) -> str:
        return {
            Away.CANCEL: self.tr("Cancel the visit"),
            Away.NO_SHOW: self.tr("Reason for the no-show"),
            Away.LEFT: self.tr("Left without being seen"),
        }[self.away]

    def _say(self, words: str, *, several: bool) -> None:
        title = {
            Away.CANCEL: self.tr("Cancelling %1"),
            Away.NO_SHOW: self.tr("Why %1 did not come"),
            Away.LEFT: self.tr("%1 leaves without being seen"),
        }[self.away]
        self._title.setText(title.replace("%1", words))
        keep = self.tr("Keep the visits") if several else self.tr("Keep the visit")
        done = self.tr("Next…") if several else self.tr("Cancel visit")
        self.keep.setText(
            {Away.CANCEL: keep, Away.NO_SHOW: self.tr("No reason"), Away.LEFT: self.tr("Still here")}[self.away]
        )
        self.cancel.setText({Away.CANCEL: done, Away.NO_SHOW: self.tr("Save"), Away.LEFT: self.tr("Left")}[self.away])

    def _say_class(self, people: int, *, several: bool) -> None:
        """Say that many lose something by it, and press what is meant."""
        if people:
            self._title.setText(f"{self._title.text()} · {attendee_words.signed_up(people)}")
        if not several:
            self.keep.setText(self.tr("Keep the class"))
            self.cancel.setText(self.tr("Cancel the class"))

    def _use(self, words: str, _checked: bool = False) -> None:
        self.field.setText(words)
        self._give()

    def _give(self) -> None:
        visit, words = self._visit, reasons_told.meant(self.field.text())
        self.close_card()
        self.given.emit(visit, words)
