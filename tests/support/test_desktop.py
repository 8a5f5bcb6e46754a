"""The private desktop that window tests stand on is a real one: it can be typed on, seen and read aloud."""

from __future__ import annotations

import sys

import pytest

from tests.support.desktop import Desktop

PROBE = """
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
line = QLineEdit()
line.setAccessibleName("answer")
line.textChanged.connect(lambda text: line.setWindowTitle("heard " + text))
line.setWindowTitle("probe")
line.show()
app.exec()
"""
READER = """
import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi
def names(node, depth):
    for i in range(node.get_child_count() if depth else 0):
        child = node.get_child_at_index(i)
        if child is not None:
            print(child.get_name())
            names(child, depth - 1)
Atspi.init()
names(Atspi.get_desktop(0), 3)
"""


@pytest.mark.window
def test_a_program_on_the_private_desktop_hears_keys_and_is_read_by_a_screen_reader(desktop: Desktop) -> None:
    desktop.start(sys.executable, "-c", PROBE)
    desktop.window("probe")
    desktop.type("hello")
    desktop.window("heard hello")
    desktop.until(lambda: "answer" if "answer" in desktop.screen_reader(READER) else "", "not read")
