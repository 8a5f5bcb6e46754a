"""What the export of visits says: what others get to see, how many visits there are, and where they went."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from frontdesk.gui.dialogs.export_draft import Counted, Saying, Written
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def saying_words(saying: Saying) -> str:
    """Name how much a file says."""
    return {
        Saying.FULL: translate("Export", "Everything, with names"),
        Saying.INITIALS: translate("Export", "Initials instead of names"),
        Saying.BUSY: translate("Export", "Busy: nothing but the times"),
        Saying.FREE_BUSY: translate("Export", "Free and busy time only, without visits"),
    }[saying]


def explained(saying: Saying) -> str:
    """Say in a line what others get to see, and what it is good for."""
    return {
        Saying.FULL: translate(
            "Export", "Names, notes and addresses are in it: to keep, or to go on with in another program."
        ),
        Saying.INITIALS: translate(
            "Export", "“E. N.” and the service, no notes and no addresses: for the phone of someone who works here."
        ),
        Saying.BUSY: translate("Export", "Each visit is called “Busy”: for calendars that others outside look at."),
        Saying.FREE_BUSY: translate(
            "Export", "When time is taken and when it is closed, as calendars ask each other for it to find a time."
        ),
    }[saying]


def counted_words(counted: Counted, saying: Saying) -> str:
    """Say how much would be written."""
    if saying is Saying.FREE_BUSY:
        one, many = translate("Export", "1 stretch of time"), translate("Export", "%1 stretches of time")
        return one if counted.visits == 1 else many.replace("%1", str(counted.visits))
    if not counted.visits:
        return translate("Export", "There are no visits in it.")
    told = wording.appointments(counted.visits)
    return translate("Export", "about %1").replace("%1", told) if counted.roughly else told


def result_words(written: Written) -> str:
    """Say what was exported: for a message of the window."""
    words = translate("Export", "%1 exported to %2")
    return wording.filled(words, wording.appointments(written.visits), written.path.name)
