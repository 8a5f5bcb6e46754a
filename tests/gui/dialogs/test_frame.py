"""What every dialog keeps to: room on the screen, a veil behind it, the focus in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from frontdesk.gui.dialogs.booking import BookingDialog
from frontdesk.gui.dialogs.export import ExportDialog
from frontdesk.gui.dialogs.frame import Frame, Veil, scrolling
from frontdesk.gui.dialogs.import_preview import ImportDialog
from frontdesk.gui.dialogs.patient import PatientDialog
from frontdesk.gui.dialogs.settings.window import SettingsWindow
from frontdesk.gui.ground.tasks import Tasks

DIALOGS: dict[str, Callable[[Tasks, QWidget], Frame]] = {
    "booking": BookingDialog,
    "export": ExportDialog,
    "import": lambda tasks, over: ImportDialog(tasks, [], over),
    "patient": PatientDialog,
    "settings": SettingsWindow,
}


@pytest.mark.parametrize("name", DIALOGS)
def test_large_text_never_makes_a_dialog_larger_than_the_screen(
    name: str, large: None, tasks: Tasks, over: QWidget, qtbot: Any
) -> None:
    dialog = DIALOGS[name](tasks, over)
    dialog.open()
    qtbot.waitUntil(lambda: tasks.idle)
    room = dialog.screen().availableGeometry().size()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    dialog.reject()


@pytest.mark.parametrize("name", DIALOGS)
def test_every_text_of_a_dialog_is_plain(name: str, tasks: Tasks, over: QWidget, qtbot: Any) -> None:
    dialog = DIALOGS[name](tasks, over)
    dialog.open()
    qtbot.waitUntil(lambda: tasks.idle)
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    dialog.reject()


@pytest.mark.parametrize("name", DIALOGS)
def test_every_field_of_a_dialog_has_a_name_for_screen_readers(
    name: str, tasks: Tasks, over: QWidget, qtbot: Any
) -> None:
    dialog = DIALOGS[name](tasks, over)
    dialog.open()
    qtbot.waitUntil(lambda: tasks.idle)
    nameless = [field for field in dialog.findChildren(QLineEdit) if not field.accessibleName()]
    assert nameless == []
    dialog.reject()


def test_the_window_behind_is_dimmed_while_a_dialog_is_open(over: QWidget, qtbot: Any) -> None:
    dialog = Frame("Test", QSize(300, 200), over)
    dialog.open()
    assert over.findChild(Veil) is not None
    dialog.reject()
    qtbot.waitUntil(lambda: over.findChild(Veil) is None)


def test_the_veil_follows_the_size_of_the_window(over: QWidget, qtbot: Any) -> None:
    dialog = Frame("Test", QSize(300, 200), over)
    dialog.open()
    over.resize(900, 500)
    veil = over.findChild(Veil)
    assert veil is not None
    qtbot.waitUntil(lambda: veil.size() == over.size())
    dialog.reject()


def test_what_has_the_focus_is_scrolled_into_sight(over: QWidget, qtbot: Any) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    fields = [QLineEdit() for _ in range(60)]
    for field in fields:
        column.addWidget(field)
    area = scrolling(content)
    qtbot.addWidget(area)
    area.resize(200, 150)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    fields[-1].setFocus()
    assert not fields[-1].visibleRegion().isEmpty()


def test_nothing_moves_under_a_button_that_is_down(over: QWidget, qtbot: Any) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    fields = [QLineEdit() for _ in range(60)]
    for field in fields:
        column.addWidget(field)
    area = scrolling(content)
    qtbot.addWidget(area)
    area.resize(200, 150)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    fields[0].setFocus()
    cut = fields[4]
    area.resize(200, cut.geometry().center().y())
    assert not cut.visibleRegion().isEmpty()
    qtbot.mousePress(cut, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))
    held = area.verticalScrollBar().value()
    qtbot.mouseRelease(cut, Qt.MouseButton.LeftButton, pos=QPoint(5, 2))
    assert (cut.hasFocus(), held) == (True, 0)
