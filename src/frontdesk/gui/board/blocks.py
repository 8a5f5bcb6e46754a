"""One visit's picture: drawn once for a content, a size, a scale factor and a theme, then only copied."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from frontdesk.gui.board import captions
from frontdesk.gui.board.drawing import Drawing, Words
from frontdesk.gui.board.ink import Ink
from frontdesk.services.board import Visit


@dataclass(frozen=True, slots=True)
class Picture:
    """A block's pixels, and where its words stand in them: the now-line leaves those places out."""

    pixmap: QPixmap
    words: tuple[Words, ...]


class Pictures:
    """The pictures made so far, the ones not used for longest thrown out first."""

    def __init__(self, ink: Ink, zone: str, budget: int = 48_000_000) -> None:
        self.ink = ink
        self.zone = zone
        self._budget = budget
        self._size = 0
        self._made: OrderedDict[tuple[object, ...], Picture] = OrderedDict()

    def of(
        self, visit: Visit, width: int, height: int, ratio: float, now: int | None, *, starts: bool, ends: bool
    ) -> Picture:
        """Give the picture of a visit at a size, drawing it only when it was not drawn before."""
        waited = captions.waited(visit, now)
        key = (visit, waited, width, height, ratio, starts, ends)
        found = self._made.get(key)
        if found is not None:
            self._made.move_to_end(key)
            return found
        made = self._made[key] = self._draw(visit, width, height, ratio, waited, starts, ends)
        self._size += _bytes(made.pixmap)
        while self._size > self._budget and len(self._made) > 1:
            self._size -= _bytes(self._made.popitem(last=False)[1].pixmap)
        return made

    def ages(self, visit: Visit, before: int | None, now: int) -> bool:
        """Tell whether a visit's picture is another one now."""
        return captions.waited(visit, before) != captions.waited(visit, now)

    def __len__(self) -> int:
        return len(self._made)

    def _draw(
        self, visit: Visit, width: int, height: int, ratio: float, waited: str, starts: bool, ends: bool
    ) -> Picture:
        pixmap = QPixmap(round(width * ratio), round(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = Drawing(painter, self.ink, visit, self.zone, width, height).draw(waited, starts=starts, ends=ends)
        painter.end()
        return Picture(pixmap, words)


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
