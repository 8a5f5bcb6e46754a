"""The menu under the last button of the top bar, and the one of a visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from frontdesk.gui.ground.actions import Actions
from frontdesk.gui.ground.settings import Settings
from frontdesk.gui.parts.buttons import plain
from frontdesk.gui.window.themes import CHOICES, Themes

_CALENDARS = ("import", "export", "export_patient")
_FILE = ("open", "found")
_BOOKING = ("find_time", "fill", "wait", "waiting_list", "new_class", "new_patient")
_DAY = ("block", "late", "sick_day", "print")
_STEPS = ("undo", "redo", "past", "log")
_ENTRY = ("copy_entry", "save_entry")
# Each begins another group of a visit's menu.
_APART = frozenset({"move", "leave", "cancel", "remove", "release", "note", "archive", "series"})
_VIEW = ("mask", "zoom_in", "zoom_out", "bigger", "smaller", "side", "inspector")


class Menus(QObject):
    """The menus of one window; `file_chosen` tells a file that was opened before."""

    file_chosen = Signal(object)

    def __init__(self, window: QWidget, actions: Actions, themes: Themes, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._actions, self._themes, self._settings = window, actions, themes, settings

    def main_menu(self, parent: QWidget) -> QMenu:
        """Make the menu of everything that has no button of its own."""
        menu = QMenu(parent)
        for names in (_BOOKING, _DAY, _STEPS):
            self._add(menu, names)
            menu.addSeparator()
        # What is wanted less often stands a step away, so that the menu has one column on a low screen.
        files = menu.addMenu(self.tr("Files"))
        self._add(files, _FILE)
        latest = files.addMenu(self.tr("Open recent"))
        latest.aboutToShow.connect(lambda: self._fill_latest(latest))
        files.addSeparator()
        self._add(files, _CALENDARS)
        view = menu.addMenu(self.tr("View"))
        themes = view.addMenu(self.tr("Theme"))
        themes.aboutToShow.connect(lambda: self._fill_themes(themes))
        self._add(view, _VIEW)
        menu.addSeparator()
        self._add(menu, ("setup", "keys", "quit"))
        return menu

    def visit_menu(self, deeds: Iterable[str], parent: QWidget) -> QMenu:
        """Make the menu of a visit: what may be done with it now."""
        menu = QMenu(parent)
        held = False
        for deed in deeds:
            # A time that is only held is no entry of a calendar.
            held = held or deed == "take_hold"
            if deed in _APART and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(self._actions[deed])
            if deed == "move":
                menu.addAction(self._actions["pin"])
            if deed == "remove":
                menu.addAction(self._actions["copy"])
        if not menu.isEmpty() and not held:
            menu.addSeparator()
            self._add(menu, _ENTRY)
        return menu

    def place_menu(self, offers: Iterable[tuple[str, Callable[[], object]]], parent: QWidget) -> QMenu:
        """Make the menu of an empty place: what may be put there, and what was copied or pinned."""
        menu = QMenu(parent)
        for words, does in offers:
            menu.addAction(words).triggered.connect(lambda _checked=False, d=does: d())
        menu.addSeparator()
        self._add(menu, ("fill", "place"))
        return menu

    def _add(self, menu: QMenu, names: Iterable[str]) -> None:
        for name in names:
            menu.addAction(self._actions[name])

    def _fill_latest(self, menu: QMenu) -> None:
        menu.clear()
        for path in self._settings.latest_files():
            action = menu.addAction(plain(path.name))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, p=Path(path): self.file_chosen.emit(p))
        if menu.isEmpty():
            menu.addAction(self.tr("None yet")).setEnabled(False)

    def _fill_themes(self, menu: QMenu) -> None:
        menu.clear()
        words = {"system": self.tr("As the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        group = QActionGroup(menu)
        for choice in CHOICES:
            action = menu.addAction(words[choice])
            action.setCheckable(True)
            action.setChecked(choice == self._themes.choice)
            action.triggered.connect(lambda _checked=False, c=choice: self._themes.choose(c))
            group.addAction(action)
