"""The cards of the dates that differ: those of the schedule, and the closures of its location, which are only shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from frontdesk.domain.closure import Closure
from frontdesk.gui.dialogs.settings import hours_words as words
from frontdesk.gui.dialogs.settings.hours_draft import HoursDraft
from frontdesk.gui.ground.look import fonts, style
from frontdesk.gui.parts import painting
from frontdesk.gui.parts.labels import plain_tip
from frontdesk.gui.parts.pressable import Pressable

translate = QCoreApplication.translate

NARROWEST, GAP = 186, 10
MOST_CLOSURES = 5


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says; `index` is the place of its rule, None for a closure."""

    first: date
    title: str
    words: str
    faint: str = ""
    index: int | None = None
    past: bool = False


class DateCard(Pressable):
    """One card."""

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card
        self.wrong = False
        said = ", ".join(part for part in (card.words, card.faint) if part)
        self.setAccessibleName(f"{card.title}: {said}")
        self.setToolTip(plain_tip(said))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for two lines."""
        return QSize(style.scaled(NARROWEST), style.scaled(52))

    def minimumSizeHint(self) -> QSize:
        """Do with less width."""
        return QSize(style.scaled(120), style.scaled(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        look = style.look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = look.danger if self.wrong else look.line if self.underMouse() else ""
        painting.rounded(painter, self.rect(), look.raised if look.dark else look.ground, line)
        if self.hasFocus():
            painting.ring(painter, self.rect(), look.accent)
        inner = self.rect().adjusted(style.scaled(10), style.scaled(7), -style.scaled(10), -style.scaled(7))
        half = inner.height() // 2
        title, below = inner.adjusted(0, 0, 0, -half), inner.adjusted(0, half, 0, 0)
        strong = QFont.Weight.DemiBold
        used = _draw(painter, title, self.card.title, look.muted if self.card.past else look.text, 13, strong)
        _draw(painter, below, self.card.words, look.text_soft, 13, QFont.Weight.Normal)
        painter.setFont(fonts.font(11.5, scale=style.scale()))
        width = painter.fontMetrics().horizontalAdvance(self.card.faint)
        if self.card.faint and used + width + style.scaled(8) <= title.width():
            rest = title.adjusted(title.width() - width - 1, 0, 0, 0)
            _draw(painter, rest, self.card.faint, look.muted, 11.5, QFont.Weight.Normal)


def _draw(painter: QPainter, area: QRect, text: str, colour: str, px: float, weight: QFont.Weight) -> int:
    painter.setFont(fonts.font(px, weight, style.scale()))
    painter.setPen(painting.colour(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), shown)
    return painter.fontMetrics().horizontalAdvance(shown)


class DateCards(QWidget):
    """All cards, as many side by side as there is room for. `opened` carries the place of a rule, None a closure."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[DateCard] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.scaled(GAP))

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards; the one with the focus keeps it, or its neighbour gets it."""
        if [each.card for each in self.cards] == list(cards):
            return
        held = next((n for n, each in enumerate(self.cards) if each.hasFocus()), None)
        for gone in self.cards:
            gone.hide()
            gone.deleteLater()
        self.cards = [DateCard(card) for card in cards]
        for made in self.cards:
            made.clicked.connect(lambda _on=False, c=made.card: self.opened.emit(c.index))
        self._columns = 0
        self._lay()
        for made in self.cards:
            made.show()
        if held is not None and self.cards:
            self.cards[min(held, len(self.cards) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_wrong(self, index: int | None) -> None:
        """Mark the card of a rule, or none."""
        for each in self.cards:
            each.wrong = index is not None and each.card.index == index
            each.update()

    def card_of(self, index: int) -> DateCard | None:
        """Give the card of a rule."""
        return next((each for each in self.cards if each.card.index == index), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many in a line as there is room for."""
        super().resizeEvent(event)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Take on another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._columns = 0
            self._lay()

    def _lay(self) -> None:
        gap = style.scaled(GAP)
        columns = max(1, (self.width() + gap) // (style.scaled(NARROWEST) + gap))
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for n, each in enumerate(self.cards):
            self._grid.addWidget(each, n // columns, n % columns)


def cards_of(draft: HoursDraft, closures: Sequence[Closure], today: date, *, person: bool) -> tuple[Card, ...]:
    """List the dates that differ and the closures to come, by date."""
    own = (
        Card(
            rule.date,
            words.dates_title(rule.date, rule.until),
            words.date_words(rule, person=person),
            index=index,
            past=(rule.until or rule.date) < today,
        )
        for index, rule in draft.dates
        if rule.date is not None
    )
    every = sorted((c for c in closures if c.closes), key=lambda c: c.first)
    shown = (*own, *(_closure_card(c) for c in every[:MOST_CLOSURES]))
    in_order = tuple(sorted(shown, key=lambda card: (card.past, card.first)))
    rest = len(every) - MOST_CLOSURES
    return (*in_order, _more_card(rest)) if rest > 0 else in_order


def _more_card(count: int) -> Card:
    said = translate("Hours", "%1 more within a year").replace("%1", str(count))
    return Card(date.max, translate("Hours", "Holidays and closures"), said)


def _closure_card(closure: Closure) -> Card:
    said = translate("Hours", "Closed")
    if closure.start is not None and closure.end is not None:
        span = words.minutes_words(closure.start, closure.end)
        said = translate("Hours", "Closed %1").replace("%1", span)
    kind = translate("Hours", "public holiday") if closure.holiday else translate("Hours", "clinic closed")
    title = words.dates_title(closure.first, closure.last)
    return Card(closure.first, title, f"{said} · {closure.name}", kind)
