"""Asking where a file goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from frontdesk.gui.parts.file_dialog import file_dialog


def ask_where(parent: QWidget, title: str, name: str, then: Callable[[Path], object], kinds: str = "") -> QFileDialog:
    """Ask for a place without waiting; `then` is told it."""
    dialog = file_dialog(parent, title, str(Path.home() / name), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
