"""The bundled typeface, so that every machine shows the same widths."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from frontdesk.gui.ground import resources
from frontdesk.gui.ground.look.tokens import TEXT_PX

FAMILY = "Inter"
FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
TABULAR = QFont.Tag("tnum")


def load() -> bool:
    """Add the bundled files to the application's fonts; tell whether every one could be read.

    Text falls back to the system's typeface when one could not: a wrong typeface is better than no window.
    """
    added = [QFontDatabase.addApplicationFont(str(resources.path("fonts", name))) for name in FILES]
    return all(number >= 0 for number in added)


def font(px: float = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal, scale: float = 1.0) -> QFont:
    """Make a font of the family with figures of one width, in pixels at 100 %."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(px * scale)))
    made.setWeight(weight)
    made.setFeature(TABULAR, 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
