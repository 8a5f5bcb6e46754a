"""Asking where a file goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.parts.file_dialog import file_dialog

_FOLDER = "export/folder"


def ask_where(
    parent: QWidget,
    title: str,
    name: str,
    then: Callable[[Path], object],
    kinds: str = "",
    settings: Settings | None = None,
) -> QFileDialog:
    """Ask for a place without waiting; `then` is told it. With settings it begins in the folder of the last time."""
    dialog = file_dialog(parent, title, str(_folder(settings) / name), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))

    def choose(chosen: str) -> None:
        path = Path(chosen)
        if settings is not None:
            settings.put(_FOLDER, str(path.parent))
        then(path)

    dialog.fileSelected.connect(choose)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _folder(settings: Settings | None) -> Path:
    kept = settings.text(_FOLDER) if settings is not None else ""
    return Path(kept) if kept and Path(kept).is_dir() else Path.home()
