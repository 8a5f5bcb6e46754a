"""Other words that people look for a command by, and the sign that stands before it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

# The sign before a command.
ICONS = {
    "book": "calendar-plus",
    "find_time": "clock",
    "new_class": "users",
    "sign_up": "user-plus",
    "find": "search",
    "undo": "undo-2",
    "redo": "redo-2",
    "import": "download",
    "export": "upload",
    "export_patient": "upload",
    "copy_entry": "clipboard-list",
    "save_entry": "upload",
    "today": "calendar",
    "keys": "keyboard",
    "mask": "eye-off",
    "move": "move",
    "patient": "user",
    "new_patient": "user-plus",
    "setup": "settings",
    "edit": "pencil",
    "pin": "pin",
    "place": "pin",
    "arrive": "door-open",
    "start": "play",
    "complete": "check",
    "confirm": "check",
    "no_show": "user-x",
    "cancel": "x",
    "leave": "door-open",
    "times": "clock",
    "note": "pencil",
    "book_again": "calendar-plus",
    "archive": "x",
    "why": "user-x",
    "take_hold": "check",
    "extend": "clock",
    "release": "x",
    "open": "folder-open",
    "found": "file-plus",
    "theme": "moon",
    "zoom_in": "zoom-in",
    "zoom_out": "zoom-out",
}


def related(command: str) -> str:
    """Give other words that people look for a command by."""
    return {
        "setup": translate("Search", "setup set up settings preferences options"),
        "theme": translate("Search", "theme dark light night colours"),
        "found": translate("Search", "new create wizard start"),
        "new_class": translate("Search", "class group course seats"),
        "sign_up": translate("Search", "sign up class attendee add enrol join"),
        "print": translate("Search", "print paper pdf day sheet class list attendees"),
        "sick_day": translate("Search", "sick ill absent away absence leave holiday"),
        "import": translate("Search", "import calendar ics google outlook"),
        "export": translate("Search", "export calendar ics google outlook"),
        "export_patient": translate("Search", "export calendar ics"),
        "copy_entry": translate("Search", "copy share send mail ics"),
        "save_entry": translate("Search", "share send mail ics export"),
    }.get(command, "")
