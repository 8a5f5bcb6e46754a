"""Fields that offer a list: plain ones, and one of all time zones that letters search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from frontdesk.gui.dialogs.settings import zones


class Box(QComboBox):
    """A field that offers values with words for each; `picked` tells that a person chose or typed.

    The wheel scrolls the page and leaves the field alone until it has the focus.
    """

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.activated.connect(lambda _index: self.picked.emit())

    def offer(self, values: Sequence[tuple[Any, str]]) -> None:
        """Offer other values."""
        self.clear()
        for value, words in values:
            self.addItem(words, value)

    @property
    def value(self) -> Any:
        """Give the value that is chosen, None where none is."""
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Choose a value without telling."""
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class TypedBox(Box):
    """A field to type in that offers what holds the letters, wherever in the words they stand."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if words:
            self.setModel(QStringListModel(list(words), self))
        line, finds = self.lineEdit(), self.completer()
        assert line is not None
        assert isinstance(finds, QCompleter)
        finds.setFilterMode(Qt.MatchFlag.MatchContains)
        finds.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        finds.setMaxVisibleItems(9)
        line.textEdited.connect(lambda _text: self.picked.emit())
        finds.activated.connect(lambda *_: self.picked.emit())

    def set_text(self, text: str) -> None:
        """Show a text without telling."""
        self.setCurrentIndex(self.findText(text, Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchCaseSensitive))
        self.setEditText(text)


class ZoneBox(TypedBox):
    """All time zones."""

    def __init__(self) -> None:
        super().__init__(zones.names())
