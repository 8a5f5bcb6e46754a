"""Fonts and colours ready for the painter, made once for a theme and a text scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from frontdesk.gui.ground.look import fonts
from frontdesk.gui.ground.look.tokens import Look

_HATCH = 12


@dataclass(frozen=True, eq=False)
class Face:
    """One font with its metrics, and the texts that it has cut so far."""

    font: QFont
    metrics: QFontMetricsF
    ascent: float
    height: float
    cut: dict[tuple[str, int], tuple[str, float]]

    @classmethod
    def of(cls, px: float, weight: QFont.Weight, scale: float, *, figures: bool = False) -> Face:
        """Make a face of a size in pixels at 100 %; `figures` are of one width, and so are hyphens then, sadly."""
        font = fonts.font(px, weight, scale)
        if not figures:
            font.unsetFeature(fonts.TABULAR)
        metrics = QFontMetricsF(font)
        return cls(font, metrics, metrics.ascent(), metrics.height(), {})

    def fitted(self, text: str, width: int) -> tuple[str, float]:
        """Give the text as far as it fits, and its width; remembered, because measuring costs more than drawing."""
        key = (text, width)
        found = self.cut.get(key)
        if found is None:
            if len(self.cut) > 20_000:
                self.cut.clear()
            shown = text if width > 0 else ""
            wide = self.metrics.horizontalAdvance(shown)
            if wide > width:
                shown = self.metrics.elidedText(shown, Qt.TextElideMode.ElideRight, width)
                wide = self.metrics.horizontalAdvance(shown)
                if wide > width:
                    shown, wide = "", 0.0
            found = self.cut[key] = (shown, wide)
        return found

    def width(self, text: str) -> float:
        """Give the width of a whole text."""
        return self.metrics.horizontalAdvance(text)

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
        self.name = Face.of(12, weight.DemiBold, scale)
        self.name_calm = Face.of(12, weight.Medium, scale)
        self.detail = Face.of(11, weight.Normal, scale)
        self.figures = Face.of(11, weight.Normal, scale, figures=True)
        self.small_name = Face.of(11, weight.DemiBold, scale)
        self.small_name_calm = Face.of(11, weight.Medium, scale)
        self.tiny = Face.of(9, weight.DemiBold, scale)
        self.pill = Face.of(10, weight.DemiBold, scale)
        self.pill_figures = Face.of(10, weight.DemiBold, scale, figures=True)
        self.head = Face.of(13, weight.DemiBold, scale)
        self.day = Face.of(15, weight.DemiBold, scale)
        self.hour = Face.of(12, weight.Normal, scale, figures=True)
        self.clock = Face.of(11, weight.DemiBold, scale, figures=True)
        self.initials = Face.of(12, weight.DemiBold, scale)

    def px(self, length: float) -> int:
        """Give a length of the design at this text scale."""
        return round(length * self.scale)


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
