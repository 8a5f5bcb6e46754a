"""Asking for files without waiting: the window goes on, and the answer comes by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from frontdesk.gui.parts.file_dialog import file_dialog


def ask_files(
    parent: QWidget, title: str, kinds: str, then: Callable[[list[Path]], object], *, many: bool = False, at: str = ""
) -> QFileDialog:
    """Ask for files that are there; `then` is told them, and nothing when it was given up."""
    dialog = file_dialog(parent, title, at, kinds)
    mode = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
    dialog.setFileMode(mode)
    dialog.filesSelected.connect(lambda chosen: then([Path(each) for each in chosen]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
