"""Sentences for what is refused of calendar feeds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def of_feeds() -> Mapping[str, str]:
    """Say why a calendar cannot be kept in a file."""
    return {
        "feed_of_both": translate("Refusals", "A feed is of a practitioner or of a calendar, not of both."),
        "bad_reach": translate("Refusals", "Write a number of days from 0 to 3660."),
        "path_not_absolute": translate("Refusals", "Write the whole path, from the top of the disk."),
        "not_ics_name": translate("Refusals", "The name of the file must end in .ics. A folder will do too."),
        "not_a_calendar_file": translate("Refusals", "Something else lies there that is no calendar. It was let be."),
        "open_clinic": translate("Refusals", "This is the file of a clinic that is open. It was let be."),
        "feed_path_taken": translate("Refusals", "Another feed is kept in this file."),
    }
