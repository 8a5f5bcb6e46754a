"""Fields that offer a list: plain ones, and one of all time zones that letters search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QLocale, QStringListModel, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from frontdesk.gui.dialogs.settings import zones
from frontdesk.gui.dialogs.settings.click_through import let_clicks_through

_LAST_LATIN = "\u0250"


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
        # Kept here: Qt would give an enumeration back as bare text.
        self._values: list[Any] = []
        self._is_let_through = False
        self.activated.connect(lambda _index: self.picked.emit())

    def offer(self, values: Sequence[tuple[Any, str]]) -> None:
        """Offer other values."""
        self.clear()
        self._values = [value for value, _ in values]
        self.addItems([words for _, words in values])

    @property
    def value(self) -> Any:
        """Give the value that is chosen, None where none is."""
        row = self.currentIndex()
        return self._values[row] if 0 <= row < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose a value without telling."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def showPopup(self) -> None:
        """Open the list, which a click elsewhere closes and goes on to what lies there."""
        super().showPopup()
        if not self._is_let_through:
            self._is_let_through = True
            let_clicks_through(self.view().window(), self)

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
        popup = finds.popup()
        assert popup is not None
        popup.setProperty("kind", "popup")
        let_clicks_through(popup, self)
        line.textEdited.connect(lambda _text: self.picked.emit())
        finds.activated.connect(lambda *_: self.picked.emit())

    def setAccessibleName(self, name: str) -> None:
        """Name the line too that has the focus when the field has."""
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)

    def set_text(self, text: str) -> None:
        """Show a text without telling."""
        self.setCurrentIndex(self.findText(text, Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchCaseSensitive))
        self.setEditText(text)


class ZoneBox(TypedBox):
    """All time zones."""

    def __init__(self) -> None:
        super().__init__(zones.names())


class CurrencyBox(TypedBox):
    """All currencies that are in use somewhere, by their codes and names."""

    def __init__(self) -> None:
        self._names = currencies()
        super().__init__([_currency(code, name) for code, name in self._names.items()])

    @property
    def code(self) -> str:
        """Give the code that was typed or is meant by the name; what means none as it was typed."""
        text = self.currentText().strip()
        plain = text.partition(" · ")[0].casefold()
        named = [code for code, name in self._names.items() if plain and plain in (code.casefold(), name.casefold())]
        return named[0] if named else text

    def set_code(self, code: str) -> None:
        """Show a currency without telling."""
        self.set_text(_currency(code, self._names.get(code, "")))


def _currency(code: str, name: str) -> str:
    return f"{code} · {name}" if name else code


@lru_cache(maxsize=1)
def currencies() -> Mapping[str, str]:
    """Give all currencies by their ISO 4217 codes, with the name in this language, or in the land's own.

    Names in other scripts are left out: not every machine has letters for them.
    """
    own, found = QLocale(), dict[str, str]()
    every = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyTerritory
    )
    for locale in every:
        code = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
        speaks = locale.language() in (own.language(), QLocale.Language.English)
        if len(code) == 3 and (speaks or not found.get(code)):
            name = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyDisplayName)
            found[code] = name if all(letter < _LAST_LATIN for letter in name) else found.get(code, "")
    return dict(sorted(found.items()))
