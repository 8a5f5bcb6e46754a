"""Which theme and which size of text the window wears, remembered for the next start."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from frontdesk.gui.ground.look import style
from frontdesk.gui.ground.look.tokens import LOOKS, Look
from frontdesk.gui.ground.settings import Settings

CHOICES = ("system", "light", "dark")
SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Themes(QObject):
    """Theme and text scale. `changed` says that colours changed, `rescaled` that the text has another size."""

    changed = Signal()
    rescaled = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> str:
        """Give what was chosen: system, light or dark."""
        return chosen(self._settings)

    def choose(self, choice: str) -> None:
        """Wear another theme."""
        self._settings.put("look/theme", choice)
        self._apply()

    def turn(self) -> str:
        """Wear the opposite of what is seen, light or dark, and tell which."""
        self.choose("light" if style.look().dark else "dark")
        return self.choice

    def scale_by(self, steps: int) -> None:
        """Show bigger or smaller text."""
        index = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - style.scale()))
        self._scale_to(SCALES[min(max(index + steps, 0), len(SCALES) - 1)])

    def scale_back(self) -> None:
        """Show text of the usual size."""
        self._scale_to(1.0)

    def _scale_to(self, scale: float) -> None:
        if scale != style.scale():
            self._settings.put("look/text_scale", scale)
            self._apply()
            self.rescaled.emit()

    def _system_changed(self) -> None:
        if self.choice == "system":
            self._apply()

    def _apply(self) -> None:
        dress(self._settings)
        self.changed.emit()


def chosen(settings: Settings) -> str:
    """Read which theme was chosen."""
    held = settings.text("look/theme", "system")
    return held if held in CHOICES else "system"


def dress(settings: Settings) -> None:
    """Dress the application as the settings say."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look: Look = LOOKS.get(chosen(settings)) or style.system_look()
    style.apply(app, look, settings.number("look/text_scale", 1.0))
