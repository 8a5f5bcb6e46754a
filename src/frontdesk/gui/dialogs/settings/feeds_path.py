"""Where the file of a feed lies: a line for its path, that takes a file or folder which is dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from frontdesk.gui.parts.file_dialog import file_dialog

LONGEST = 4096


class PathEdit(QLineEdit):
    """The line; `picked` tells that a person dropped or chose a place."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(LONGEST)

    def take(self, path: str) -> None:
        """Show a place that was chosen."""
        self.setText(path)
        self.setFocus()
        self.picked.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file or folder of this machine, and text as ever."""
        if _local(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Show where what was dropped lies; it stays there."""
        path = _local(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.take(path)
        else:
            super().dropEvent(event)


def ask_file(parent: QWidget, title: str, kinds: str, at: str, then: PathEdit) -> QFileDialog:
    """Ask for a file, new or there. That one may be written over is no question: what is not a feed's is kept."""
    dialog = _dialog(parent, title, kinds, at, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix("ics")
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, title: str, at: str, then: PathEdit) -> QFileDialog:
    """Ask for a folder that is there."""
    dialog = _dialog(parent, title, "", at, then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, kinds: str, at: str, then: PathEdit) -> QFileDialog:
    dialog = file_dialog(parent, title, at or str(Path.home()), kinds)
    dialog.fileSelected.connect(then.take)
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _local(dropped: QMimeData) -> str:
    """Give the one file or folder that is dragged, nothing where there are none or several."""
    urls = dropped.urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
