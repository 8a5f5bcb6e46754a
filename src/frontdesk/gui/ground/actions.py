"""Everything that a key can do in the main window: one table, from which the keys are changed and listed.

Single letters need no guard here: a text field with the focus takes every key that types a letter for itself
(Qt asks it first, by ShortcutOverride), and a test holds that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from frontdesk.gui.ground.settings import Settings

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: its name in settings, what it is called, its group in the list, and its keys by default."""

    id: str
    words: str
    group: str
    keys: tuple[str, ...] = ()


def table() -> tuple[Spec, ...]:
    """List all actions in the order in which they are shown."""
    return (*_booking(), *_visit(), *_going(), *_program())


def _booking() -> tuple[Spec, ...]:
    group = translate("Actions", "Book and find")
    return (
        Spec("book", translate("Actions", "New appointment"), group, ("Ctrl+N",)),
        Spec("find_time", translate("Actions", "Find a time"), group, ("F",)),
        Spec("palette", translate("Actions", "Search patients and commands"), group, ("Ctrl+K",)),
        Spec("find", translate("Actions", "Find a visit"), group, ("Ctrl+F",)),
        Spec("block", translate("Actions", "Block time"), group, ("B",)),
        Spec("late", translate("Actions", "Running late…"), group, ("Shift+L",)),
        Spec("sick_day", translate("Actions", "A practitioner is away…"), group, ("K",)),
        Spec("new_class", translate("Actions", "New class"), group, ("G",)),
        Spec("fill", translate("Actions", "Who could come here?"), group, ("W",)),
        Spec("wait", translate("Actions", "Put on the waiting list…"), group, ("Ctrl+Shift+W",)),
        Spec("waiting_list", translate("Actions", "Show the whole waiting list"), group, ("Ctrl+W",)),
        Spec("undo", translate("Actions", "Undo"), group, ("Ctrl+Z",)),
        Spec("redo", translate("Actions", "Redo"), group, ("Ctrl+Y", "Ctrl+Shift+Z")),
        Spec("new_patient", translate("Actions", "New patient"), group, ("Ctrl+Shift+N",)),
        Spec("import", translate("Actions", "Import a calendar file…"), group, ("Ctrl+I",)),
        Spec("export", translate("Actions", "Export visits…"), group, ("Ctrl+E",)),
        Spec("print", translate("Actions", "Print…"), group, ("Ctrl+P",)),
        Spec("export_patient", translate("Actions", "Export the patient’s visits…"), group, ("Ctrl+Shift+E",)),
    )


def _visit() -> tuple[Spec, ...]:
    group = translate("Actions", "The selected visit")
    return (
        Spec("confirm", translate("Actions", "Confirmed"), group, ("C",)),
        Spec("arrive", translate("Actions", "Arrived"), group, ("A",)),
        Spec("start", translate("Actions", "Start visit"), group, ("S",)),
        Spec("complete", translate("Actions", "Done"), group, ("D",)),
        Spec("no_show", translate("Actions", "No-show"), group, ("N",)),
        Spec("why", translate("Actions", "Give the reason for the no-show"), group, ("Shift+N",)),
        Spec("leave", translate("Actions", "Left without being seen"), group, ("L",)),
        Spec("times", translate("Actions", "Put the times right"), group, ("Shift+T",)),
        Spec("cancel", translate("Actions", "Cancel with a reason"), group, ("Del",)),
        Spec("edit", translate("Actions", "Edit the visit"), group, ("E",)),
        Spec("note", translate("Actions", "Write a note"), group, ("I",)),
        Spec("book_again", translate("Actions", "Book again"), group, ("Shift+B",)),
        Spec("sign_up", translate("Actions", "Sign up for the class"), group, ("U",)),
        Spec("series", translate("Actions", "All dates of the series"), group, ("R",)),
        Spec("following", translate("Actions", "Do the same to all that follow in the series"), group, ("Shift+F",)),
        Spec("whole_series", translate("Actions", "Do the same to the whole series"), group, ("Shift+A",)),
        Spec("sooner", translate("Actions", "Would come sooner"), group, ("Shift+W",)),
        Spec("patient", translate("Actions", "The patient’s record"), group, ("P",)),
        Spec("restore", translate("Actions", "Bring back"), group),
        Spec("remove", translate("Actions", "Remove the block"), group),
        Spec("archive", translate("Actions", "Remove from the book"), group),
        Spec("take_hold", translate("Actions", "Book the held time"), group),
        Spec("extend", translate("Actions", "Hold for 10 minutes more"), group),
        Spec("release", translate("Actions", "Release the held time"), group),
        Spec("copy", translate("Actions", "Copy the block"), group, ("Ctrl+C",)),
        Spec("copy_entry", translate("Actions", "Copy as calendar entry"), group, ("Ctrl+Shift+C",)),
        Spec("save_entry", translate("Actions", "Save visit as file…"), group),
        Spec("move", translate("Actions", "Move: pick the new time"), group, ("M",)),
        Spec("pin", translate("Actions", "Put on the pinboard"), group, ("Ctrl+X",)),
        Spec("place", translate("Actions", "Place from the pinboard, or the copied block"), group, ("Ctrl+V",)),
    )


def _going() -> tuple[Spec, ...]:
    group = translate("Actions", "Go to")
    return (
        Spec("today", translate("Actions", "Today"), group, ("T",)),
        Spec("back", translate("Actions", "A day back"), group, ("PgUp",)),
        Spec("on", translate("Actions", "A day on"), group, ("PgDown",)),
        Spec("week_back", translate("Actions", "A week back"), group, ("Ctrl+PgUp",)),
        Spec("week_on", translate("Actions", "A week on"), group, ("Ctrl+PgDown",)),
        Spec("day", translate("Actions", "Day view"), group, ("Alt+1",)),
        Spec("week", translate("Actions", "Week view"), group, ("Alt+2",)),
        Spec("past", translate("Actions", "Back in time"), group, ("Ctrl+H",)),
        Spec("log", translate("Actions", "Show the log"), group, ("Ctrl+L",)),
    )


def _program() -> tuple[Spec, ...]:
    group = translate("Actions", "Window")
    return (
        Spec("mask", translate("Actions", "Mask all names"), group, ("Shift+F12",)),
        Spec("zoom_in", translate("Actions", "More room for each hour"), group, ("Ctrl++", "Ctrl+=")),
        Spec("zoom_out", translate("Actions", "Less room for each hour"), group, ("Ctrl+-",)),
        Spec("bigger", translate("Actions", "Bigger text"), group, ("Ctrl+Alt+=", "Ctrl+Alt++")),
        Spec("smaller", translate("Actions", "Smaller text"), group, ("Ctrl+Alt+-",)),
        Spec("usual", translate("Actions", "Usual size of text"), group, ("Ctrl+Alt+0",)),
        Spec("theme", translate("Actions", "Light or dark theme"), group, ("Ctrl+Shift+L",)),
        Spec("side", translate("Actions", "Left column on or off"), group, ("F9",)),
        Spec("inspector", translate("Actions", "Inspector on or off"), group, ("Shift+F9",)),
        Spec("open", translate("Actions", "Open another file…"), group, ("Ctrl+O",)),
        Spec("found", translate("Actions", "Set up another clinic…"), group),
        Spec("setup", translate("Actions", "Settings…"), group, ("Ctrl+,",)),
        Spec("keys", translate("Actions", "List of keys"), group, ("?", "F1")),
        Spec("quit", translate("Actions", "Close the window"), group, ("Ctrl+Q",)),
    )


def fixed_keys() -> tuple[tuple[str, str], ...]:
    """List the keys of the board that cannot be changed, with what they do."""
    return (
        (translate("Actions", "Arrows"), translate("Actions", "Move over the board")),
        (translate("Actions", "Enter"), translate("Actions", "Open the visit, or book at the free time")),
        (translate("Actions", "Space"), translate("Actions", "Peek at the visit")),
        (translate("Actions", "Shift + arrows"), translate("Actions", "Nudge the visit by a step or a day")),
        (translate("Actions", "Shift + drag"), translate("Actions", "Draw a block of closed time")),
        (translate("Actions", "Ctrl + drag"), translate("Actions", "Drag the visit into another program, as a file")),
        (translate("Actions", "Ctrl + Enter"), translate("Actions", "In a search: do what comes next with the visit")),
        (translate("Actions", "Esc"), translate("Actions", "Give up what was begun")),
    )


class Actions(QObject):
    """The window's actions by name; `changed` says that a key was given to another."""

    changed = Signal()

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._settings = settings
        self._specs = {spec.id: spec for spec in table()}
        self._actions = {spec.id: self._made(spec, window) for spec in self._specs.values()}

    def __getitem__(self, name: str) -> QAction:
        """Give an action by its name."""
        return self._actions[name]

    def __iter__(self) -> Iterator[Spec]:
        """Go through all actions in the order in which they are shown."""
        return iter(self._specs.values())

    def keys(self, name: str) -> list[QKeySequence]:
        """Give the keys of an action, the first of them shown beside its words."""
        return self._actions[name].shortcuts()

    def key_words(self, name: str) -> str:
        """Write the first key of an action for people, nothing when it has none."""
        return key_words(self.keys(name)[0]) if self.keys(name) else ""

    def holder(self, keys: QKeySequence, but: str = "") -> Spec | None:
        """Find the action that has a key already."""
        for spec in self:
            if spec.id != but and any(held == keys for held in self.keys(spec.id)):
                return spec
        return None

    def change(self, name: str, keys: QKeySequence) -> None:
        """Give an action one key, taking it from whichever action had it; an empty one leaves it without."""
        holder = self.holder(keys, but=name) if not keys.isEmpty() else None
        if holder is not None:
            self._set(holder.id, [held for held in self.keys(holder.id) if held != keys])
        self._set(name, [] if keys.isEmpty() else [keys])
        self.changed.emit()

    def reset(self) -> None:
        """Give every action its keys by default."""
        for spec in self:
            self._settings.forget(f"keys/{spec.id}")
            self._actions[spec.id].setShortcuts(_sequences(spec.keys))
        self.changed.emit()

    def _set(self, name: str, keys: list[QKeySequence]) -> None:
        self._settings.put(f"keys/{name}", "\n".join(key.toString() for key in keys))
        self._actions[name].setShortcuts(keys)

    def _made(self, spec: Spec, window: QWidget) -> QAction:
        made = QAction(spec.words, window)
        made.setObjectName(spec.id)
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        name = f"keys/{spec.id}"
        kept = tuple(self._settings.text(name).splitlines()) if self._settings.has(name) else spec.keys
        made.setShortcuts(_sequences(kept))
        window.addAction(made)
        return made


def key_words(keys: QKeySequence) -> str:
    """Write a key for people: Ctrl N, S, PgUp."""
    written = keys.toString(QKeySequence.SequenceFormat.NativeText)
    # Not the last letter: the key itself may be a plus.
    return written[:-1].replace("+", " ") + written[-1:]


def _sequences(keys: tuple[str, ...]) -> list[QKeySequence]:
    return [QKeySequence(key) for key in keys]
