"""Other words that people look for a command by."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


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
