"""Line icons from one open set, drawn in the theme's colours and sharp at every scale factor."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from frontdesk.gui.ground import resources
from frontdesk.gui.ground.look.tokens import Look

# Beside the screens' own factors, so that a window moved to a finer screen has no blurred icon until it is restyled.
ALWAYS = (1.0, 2.0)


def icon(name: str, colour: str, *, size: int = 16, faint: str | None = None) -> QIcon:
    """Make an icon of one colour; `faint` is its colour while what it stands on is disabled."""
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
        if faint is not None:
            made.addPixmap(pixmap(name, faint, size, ratio), QIcon.Mode.Disabled)
    return made


def themed(name: str, look: Look, *, size: int = 16, role: str = "text_soft") -> QIcon:
    """Make an icon in a theme's colour, fainter while disabled."""
    return icon(name, getattr(look, role), size=size, faint=look.line)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Draw an icon into a square of `size` logical pixels at a scale factor."""
    # Before a painter stands on the picture: an error under one would take the program down.
    source = renderer(name, colour)
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    source.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def paint(painter: QPainter, name: str, colour: str, area: QRectF) -> None:
    """Draw an icon into an area of any painter: screen, paper or picture."""
    renderer(name, colour).render(painter, area)


@lru_cache(maxsize=256)
def renderer(name: str, colour: str) -> QSvgRenderer:
    """Give what draws one icon in one colour."""
    source = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    made = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    if not made.isValid():
        raise ValueError(f"the icon {name} cannot be drawn")
    return made


def _ratios() -> list[float]:
    return sorted({*ALWAYS, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})
