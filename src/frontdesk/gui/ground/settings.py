"""What the window remembers between two starts: on this machine, for this user, never in the clinic's book."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

_LATEST_KEPT = 8


def settings_file() -> Path:
    """Give the file that holds the settings of this user."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "frontdesk" / "window.ini"


class Settings:
    """The settings by name and type; a value that cannot be read counts as not set."""

    def __init__(self, path: Path | None = None) -> None:
        self._kept = QSettings(str(path or settings_file()), QSettings.Format.IniFormat)

    def text(self, name: str, otherwise: str = "") -> str:
        """Read a text."""
        held = self._kept.value(name, otherwise)
        return held if isinstance(held, str) else otherwise

    def number(self, name: str, otherwise: float) -> float:
        """Read a number."""
        try:
            return float(self.text(name, str(otherwise)))
        except ValueError:
            return otherwise

    def data(self, name: str) -> QByteArray:
        """Read bytes, empty when there are none."""
        held = self._kept.value(name)
        return held if isinstance(held, QByteArray) else QByteArray()

    def put(self, name: str, value: str | float | QByteArray) -> None:
        """Remember a value."""
        self._kept.setValue(name, value if isinstance(value, str | QByteArray) else str(value))

    def forget(self, name: str) -> None:
        """Remember nothing under a name."""
        self._kept.remove(name)

    def has(self, name: str) -> bool:
        """Tell whether something is remembered under a name."""
        return self._kept.contains(name)

    def latest_files(self) -> list[Path]:
        """Give the files that were opened last, newest first, those that are gone left out."""
        return [path for path in self._latest() if path.exists()]

    def note_file(self, path: Path) -> None:
        """Put a file in front of those opened last."""
        kept = [path.resolve(), *(other for other in self._latest() if other != path.resolve())]
        self.put("files/latest", "\n".join(str(each) for each in kept[:_LATEST_KEPT]))

    def save(self) -> None:
        """Write to the disk now."""
        self._kept.sync()

    def _latest(self) -> list[Path]:
        return [Path(line) for line in self.text("files/latest").splitlines() if line]
