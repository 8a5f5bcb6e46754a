"""What is said about calendar feeds: how their files stand, what can be done, and what they tell of patients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Unavailable
from frontdesk.domain.feed import Naming
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.ground import refusals, wording

if TYPE_CHECKING:
    from frontdesk.services.feeds import FeedState

translate = QCoreApplication.translate


def naming_words(naming: Naming) -> str:
    """Name how much a file says of patients."""
    return {
        Naming.INITIALS: translate("Feeds", "Initials of patients"),
        Naming.BUSY: translate("Feeds", "Only that time is taken"),
        Naming.FULL: translate("Feeds", "Names and everything else"),
    }[naming]


def naming_explained(naming: Naming) -> str:
    """Say in a line what whoever gets the file can read in it."""
    return {
        Naming.INITIALS: translate("Feeds", "Time, service, room and “E. N.”: no name, no number, no note."),
        Naming.BUSY: translate("Feeds", "Only “Busy” and the time. Good for everyone outside the clinic."),
        Naming.FULL: translate(
            "Feeds", "Everything that the book says, notes too. Only for a place that is as safe as this one."
        ),
    }[naming]


def state_words(state: FeedState | None, now: int, zone: str) -> str:
    """Say how the file of a feed stands: Written 2 minutes ago. None is one that nobody has seen yet."""
    if state is None:
        return translate("Feeds", "Looking…")
    if state.reason:
        return trouble_words(state.reason)
    if not state.feed.active:
        return translate("Feeds", "Switched off")
    if state.written_at is None:
        return translate("Feeds", "Not written yet")
    return translate("Feeds", "Written %1").replace("%1", _ago(state.written_at, now, zone))


def advice_words(state: FeedState | None) -> str:
    """Say what can be done about a file that cannot be written, or what happens next."""
    if state is None:
        return translate("Feeds", "The disk on which the file lies has not answered yet.")
    if state.reason:
        again = translate("Feeds", "It is tried again by itself.")
        return f"{_advice(state.reason)} {again}" if state.feed.active else _advice(state.reason)
    if not state.feed.active:
        return translate("Feeds", "The file stays as it is until the feed is switched on.")
    if state.behind:
        return translate("Feeds", "Newer changes are about to be written.")
    return translate("Feeds", "It says what the book says, and follows every change by itself.")


def trouble_words(reason: str) -> str:
    """Say briefly why a file cannot be written."""
    known = {
        "no_such_folder": translate("Feeds", "Folder is not there"),
        "read_only": translate("Feeds", "No right to write there"),
        "disk_full": translate("Feeds", "Disk is full"),
        "locked": translate("Feeds", "Another program holds the file"),
        "not_a_calendar_file": translate("Feeds", "Something else lies there"),
        "open_clinic": translate("Feeds", "That is a clinic’s file"),
        "is_folder": translate("Feeds", "A folder lies there"),
        "not_ics_name": translate("Feeds", "Leads to a file that is no .ics"),
    }
    return known.get(reason, translate("Feeds", "Cannot be written"))


def _advice(reason: str) -> str:
    known = {
        "no_such_folder": translate("Feeds", "Connect the disk or bring the folder back, or choose another."),
        "read_only": translate("Feeds", "Ask for the right to write in the folder, or choose another."),
        "disk_full": translate("Feeds", "Make room on that disk. The file before is still there, whole."),
        "locked": translate("Feeds", "Close the program that has the file open."),
        "not_a_calendar_file": translate("Feeds", "It was let be. Move it away, or choose another name."),
        "open_clinic": translate("Feeds", "It was let be. Choose another name."),
        "is_folder": translate("Feeds", "Move it away, or choose another name."),
        "not_ics_name": translate("Feeds", "It was let be. Choose another name."),
    }
    return known.get(reason) or refusals.sentence(Unavailable(reason))


def _ago(at: int, now: int, zone: str) -> str:
    minutes = (now - at) // MINUTE
    if minutes < 1:
        return translate("Feeds", "just now")
    if minutes == 1:
        return translate("Feeds", "1 minute ago")
    if minutes < 60:
        return translate("Feeds", "%1 minutes ago").replace("%1", str(minutes))
    return wording.since(at, now, zone)
