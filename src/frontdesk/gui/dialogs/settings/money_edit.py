"""A field for a price, with the clinic's currency faint at its end."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from frontdesk.gui.dialogs.settings.money import digits_of
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting


class MoneyEdit(QLineEdit):
    """The field; what is typed is read by `money.minor_units`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._currency = ""
        self.setAccessibleName(name)
        self.setMaxLength(20)

    def set_currency(self, currency: str) -> None:
        """Show another currency."""
        self._currency = currency
        self.setPlaceholderText("0")
        room = QFontMetrics(self._small()).horizontalAdvance(currency) + style.scaled(6)
        self.setTextMargins(0, 0, room, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the currency."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self._small())
        painter.setPen(painting.colour(style.look().muted))
        area = self.rect().adjusted(0, 0, -style.scaled(10), 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._currency)

    def _small(self) -> QFont:
        return fonts.font(11.5, scale=style.scale())


def money_words(units: int, currency: str) -> str:
    """Write a price for people: 45.50 € and the like in the locale's own currency, else with the currency's code."""
    locale, digits = QLocale(), digits_of(currency)
    whole = units % 10**digits == 0
    number = locale.toString(units / 10**digits, "f", 0 if whole else digits)
    own = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) == currency
    if not own:
        return f"{number} {currency}"
    return locale.toCurrencyString(units / 10**digits, locale.currencySymbol(), 0 if whole else digits)
