"""Fonts and colours ready for the painter, made once for a theme and a text scale."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from frontdesk.gui.board.dress import Dress, dress
from frontdesk.gui.ground.look import fonts
from frontdesk.gui.ground.look.tokens import Look
from frontdesk.services.board import Visit

_HATCH = 12
_OBLIQUE = 7


# Letters of these rows stand one after another; only the others need Qt to be measured.
_SIMPLE = 0x250
_ELLIPSIS = "…"


class Face:
    """One font with its metrics, and the texts that it has fitted so far.

    Measuring by Qt shapes the whole text, which costs as much as drawing it. Hundreds of names come with a new day,
    so widths are summed from single letters: kerning makes that wrong by a pixel at most, to the safe side.
    """

    def __init__(self, px: float, weight: QFont.Weight, scale: float, *, figures: bool = False) -> None:
        """Make a face of a size in pixels at 100 %; `figures` are of one width, and so are hyphens then, sadly."""
        self.font = fonts.font(px, weight, scale)
        if not figures:
            self.font.unsetFeature(fonts.TABULAR)
        self.metrics = QFontMetricsF(self.font)
        self.ascent = self.metrics.ascent()
        self.height = self.metrics.height()
        self._letters: dict[str, float] = {}
        self._widths: dict[str, float] = {}
        self._fitted: dict[tuple[str, int], tuple[str, float]] = {}

    def width(self, text: str) -> float:
        """Give the width of a whole text."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) > 20_000:
                self._widths.clear()
            found = self._widths[text] = self._measured(text)
        return found

    def _measured(self, text: str) -> float:
        letters, wide = self._letters, 0.0
        for letter in text:
            advance = letters.get(letter)
            if advance is None:
                if ord(letter) >= _SIMPLE and letter not in "–·…−":
                    return self.metrics.horizontalAdvance(text)
                advance = letters[letter] = self.metrics.horizontalAdvance(letter)
            wide += advance
        return wide

    def fitted(self, text: str, width: float) -> tuple[str, float]:
        """Give the text as far as it fits, and its width; nothing where not even one letter does."""
        key = (text, int(width))
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > 20_000:
                self._fitted.clear()
            found = self._fitted[key] = self._cut(text, key[1])
        return found

    def _cut(self, text: str, width: int) -> tuple[str, float]:
        wide = self.width(text)
        if wide <= width:
            return text, wide
        if any(letter not in self._letters for letter in text):
            shown = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            wide = self.metrics.horizontalAdvance(shown)
            return (shown, wide) if wide <= width and shown != _ELLIPSIS else ("", 0.0)
        room, at, wide = width - self.width(_ELLIPSIS), 0, 0.0
        while wide + self._letters[text[at]] <= room:
            wide += self._letters[text[at]]
            at += 1
        shown = text[:at].rstrip()
        return (shown + _ELLIPSIS, self.width(shown + _ELLIPSIS)) if shown else ("", 0.0)

    def baseline(self, top: float, height: float) -> float:
        """Give where letters stand that are in the middle of a height."""
        return top + (height - self.height) / 2 + self.ascent

    def draw(self, painter: QPainter, x: float, top: float, height: float, text: str) -> None:
        """Draw a text in the middle of a height."""
        painter.setFont(self.font)
        painter.drawText(QPointF(x, self.baseline(top, height)), text)


class Ink:
    """The faces and lengths of the board at one theme and text scale."""

    def __init__(self, look: Look, scale: float = 1.0) -> None:
        weight = QFont.Weight
        self.look = look
        self.scale = scale
        # Gives a length of the design at this text scale; asked for so often that it is remembered.
        self.px: Callable[[float], int] = lru_cache(maxsize=256)(lambda length: round(length * scale))
        self.stamps: dict[tuple[object, ...], QPixmap] = {}
        self.grounds: dict[tuple[object, ...], QPixmap] = {}
        self._dresses: dict[tuple[str, str, int | None], Dress] = {}
        self.name = Face(12, weight.DemiBold, scale)
        self.name_calm = Face(12, weight.Medium, scale)
        self.detail = Face(11, weight.Normal, scale)
        self.figures = Face(11, weight.Normal, scale, figures=True)
        self.small_name = Face(11, weight.DemiBold, scale)
        self.small_name_calm = Face(11, weight.Medium, scale)
        self.tiny = Face(9, weight.DemiBold, scale)
        self.pill = Face(10, weight.DemiBold, scale)
        self.pill_figures = Face(10, weight.DemiBold, scale, figures=True)
        self.head = Face(13, weight.DemiBold, scale)
        self.day = Face(15, weight.DemiBold, scale)
        self.hour = Face(12, weight.Normal, scale, figures=True)
        self.clock = Face(11, weight.DemiBold, scale, figures=True)
        self.initials = Face(12, weight.DemiBold, scale)

    def dress(self, visit: Visit) -> Dress:
        """Give what a visit wears; looked up by plain values, because a theme takes long to hash."""
        key = (visit.status.value, visit.event_type.value, visit.hue)
        found = self._dresses.get(key)
        if found is None:
            found = self._dresses[key] = dress(visit.status, visit.event_type, visit.hue, self.look)
        return found


@lru_cache(maxsize=4096)
def colour(value: str) -> QColor:
    """Give the colour written as #RRGGBB; treat it as unchangeable."""
    return QColor(value)


@lru_cache(maxsize=512)
def veil(value: str, share: float) -> QColor:
    """Give a colour that lets what lies under it through."""
    made = QColor(value)
    made.setAlphaF(share)
    return made


@lru_cache(maxsize=256)
def pen(value: str, width: float = 1.0, dashed: bool = False) -> QPen:
    """Give a pen of a colour."""
    made = QPen(colour(value), width)
    if dashed:
        made.setDashPattern([3, 2])
    return made


@lru_cache(maxsize=16)
def oblique(value: str) -> QBrush:
    """Give the brush that draws the lines of closed time; its own pixels are sharp at four times the size."""
    side = 4 * _OBLIQUE
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(value), 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift, 0), QPointF(shift + side, side))
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(brush.transform().scale(0.25, 0.25))
    return brush


@lru_cache(maxsize=16)
def hatching(look: Look, ratio: float) -> QBrush:
    """Give the brush that draws closed hours, sharp at a scale factor."""
    side = round(_HATCH * ratio)
    tile = QPixmap(side, side)
    # In the dark, closed hours lie deeper than the open ones instead of brighter.
    tile.fill(colour(look.ground if look.dark else look.surface))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(look.hatch), side / 2**1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0))
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(brush.transform().scale(_HATCH / side, _HATCH / side))
    return brush
