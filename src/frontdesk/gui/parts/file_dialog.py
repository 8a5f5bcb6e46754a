"""Choosing files without looking into them.

A clinic's file is locked while it is open, and on most systems a process loses its locks on a file as soon as it
closes any handle on it. Qt's own dialog opens every file of a folder to find out its kind, and so do the dialogs of
some desktops: one look into the folder of an open clinic, and another process could damage it.
"""

from __future__ import annotations

import sys
from functools import lru_cache

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget


class NamesOnly(QFileIconProvider):
    """Tells what a file is by its name alone."""

    def icon(self, of: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        """Give the icon of a folder or of any file."""
        if isinstance(of, QFileInfo):
            of = QFileIconProvider.IconType.Folder if of.isDir() else QFileIconProvider.IconType.File
        return super().icon(of)

    def type(self, info: QFileInfo) -> str:
        """Give what stands in the column of kinds."""
        return "" if info.isDir() else info.suffix().upper()


@lru_cache(maxsize=1)
def _names_only() -> NamesOnly:
    """Keep the one provider for good: a dialog reads folders on a thread of its own, which may outlive the dialog."""
    return NamesOnly()


def file_dialog(parent: QWidget | None, title: str, at: str, kinds: str) -> QFileDialog:
    """Make a dialog to choose files with, which opens none of them."""
    dialog = QFileDialog(parent, title, at, kinds)
    # The native dialogs of Windows and macOS take no locks away: handles there are apart, or the process is another.
    if sys.platform not in ("win32", "darwin"):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setIconProvider(_names_only())
    return dialog
