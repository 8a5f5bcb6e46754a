"""The menu of everything that has no button of its own: what is in it, and that it fits a low screen."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from frontdesk.gui.window.inside import Inside
from frontdesk.gui.window.main import MainWindow


def inside_of(menu: QMenu) -> list[QAction]:
    """Give what a menu and all menus below it offer."""
    found: list[QAction] = []
    for action in menu.actions():
        below = action.menu()
        found += inside_of(below) if isinstance(below, QMenu) else [action]
    return found


def test_the_menu_offers_what_is_done_with_a_day(inside: Inside, window: MainWindow) -> None:
    offered = {action.objectName() for action in inside_of(inside.menus.main_menu(window))}
    assert {"late", "block", "fill", "sick_day", "waiting_list", "import", "print", "mask", "setup"} <= offered


def test_the_menu_is_one_column_on_a_low_screen(inside: Inside, window: MainWindow) -> None:
    menu = inside.menus.main_menu(window)
    assert menu.sizeHint().height() < 760
