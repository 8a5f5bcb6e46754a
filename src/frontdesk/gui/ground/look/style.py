"""The one place that dresses widgets: a palette and one style sheet, both made from the tokens.

Widgets say what they are by the dynamic property `kind` and never carry a colour of their own; those that paint
themselves ask `look()` and `scaled()` at the time they paint, so that a change of theme needs no telling.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.gui.ground.look import fonts
from frontdesk.gui.ground.look.sheet import style_sheet
from frontdesk.gui.ground.look.tokens import DARK, LIGHT, TEXT_PX, Look

SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0

_look: Look = LIGHT
_scale: float = 1.0


def look() -> Look:
    """Give the theme that is shown now."""
    return _look


def scale() -> float:
    """Give the text scale that is shown now, from 1 to 2."""
    return _scale


def scaled(px: float) -> int:
    """Give a length of the design at the present text scale."""
    return round(px * _scale)


def system_look() -> Look:
    """Give the theme that the desktop asks for."""
    from PySide6.QtCore import Qt

    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply(app: QApplication, chosen: Look, text_scale: float = 1.0) -> None:
    """Dress the whole application in a theme at a text scale."""
    global _look, _scale
    _look, _scale = chosen, min(max(text_scale, SMALLEST_SCALE), LARGEST_SCALE)
    app.setFont(fonts.font(TEXT_PX, scale=_scale))
    app.setPalette(palette(chosen))
    app.setStyleSheet(style_sheet(chosen, _scale))


def set_kind(widget: QWidget, kind: str) -> None:
    """Say anew what a widget is, and dress it accordingly."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def palette(chosen: Look) -> QPalette:
    """Give the palette of a theme, for all that the style sheet does not draw."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, colour in {
        role.Window: chosen.surface,
        role.WindowText: chosen.text,
        role.Base: chosen.surface,
        role.AlternateBase: chosen.ground,
        role.Text: chosen.text,
        role.PlaceholderText: chosen.muted,
        role.Button: chosen.surface,
        role.ButtonText: chosen.text,
        role.BrightText: chosen.danger,
        role.ToolTipBase: chosen.text,
        role.ToolTipText: chosen.surface,
        role.Highlight: chosen.accent,
        role.HighlightedText: chosen.on_accent,
        role.Link: chosen.accent,
        role.LinkVisited: chosen.accent,
        role.Light: chosen.surface,
        role.Midlight: chosen.ground,
        role.Mid: chosen.line,
        role.Dark: chosen.line,
        role.Shadow: chosen.line,
        role.Accent: chosen.accent,
    }.items():
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(chosen.muted))
    return made
