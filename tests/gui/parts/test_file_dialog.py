"""A look into a folder takes no lock away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QFileDialog, QTreeView
from pytestqt.qtbot import QtBot

from frontdesk.gui.parts.file_dialog import NamesOnly, file_dialog

fcntl = pytest.importorskip("fcntl")
TRY = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"


def taken(path: Path) -> bool:
    """Tell whether another process is kept from locking a file."""
    return subprocess.run([sys.executable, "-c", TRY, path], capture_output=True).returncode != 0


def look_into(folder: Path, dialog: QFileDialog, qtbot: QtBot) -> None:
    """Show a dialog until it has listed a folder with three files, icons and all."""
    qtbot.addWidget(dialog)
    dialog.show()
    view = dialog.findChild(QTreeView)
    assert view is not None
    qtbot.waitUntil(lambda: view.model().rowCount(view.rootIndex()) == 3, timeout=30_000)
    dialog.grab()
    qtbot.wait(300)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with what lies beside an open clinic."""
    made = tmp_path / "clinics"
    made.mkdir()
    for name in ("clinic.frontdesk", "clinic.frontdesk-wal", "clinic.frontdesk-shm"):
        (made / name).write_bytes(b"\0" * 4096)
    return made


@pytest.mark.parametrize("name", ["clinic.frontdesk", "clinic.frontdesk-wal", "clinic.frontdesk-shm"])
def test_a_look_into_a_folder_leaves_the_locks_on_its_files(folder: Path, name: str, qtbot: QtBot) -> None:
    with (folder / name).open("r+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        look_into(folder, file_dialog(None, "Open", str(folder), ""), qtbot)
        assert taken(folder / name)


def test_qts_own_dialog_would_take_them_away(folder: Path, qtbot: QtBot) -> None:
    with (folder / "clinic.frontdesk-shm").open("r+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        dialog = QFileDialog(None, "Open", str(folder))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        look_into(folder, dialog, qtbot)
        assert not taken(folder / "clinic.frontdesk-shm")


def test_files_and_folders_still_look_different(folder: Path, qtbot: QtBot) -> None:
    icons = NamesOnly()
    of_folder, of_file = icons.icon(QFileInfo(str(folder))), icons.icon(QFileInfo(str(folder / "clinic.frontdesk")))
    assert of_folder.pixmap(16, 16).toImage() != of_file.pixmap(16, 16).toImage()
    assert icons.type(QFileInfo("visits.ics")) == "ICS"
