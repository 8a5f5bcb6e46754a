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
        Saying.INITIALS: translate("Export", "Initials of patients"),
        Saying.BUSY: translate("Export", "Busy: nothing but the times"),
        Saying.FREE_BUSY: translate("Export", "Free and busy time only, without visits"),
    }[saying]


def explained(saying: Saying) -> str:
    """Say in a line what others get to see, and what it is good for."""
    return {
        Saying.FULL: translate(
            "Export",
            "Names, notes and addresses are in it: for the clinic’s own records, or to move to another program.",
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
    if not counted.visits + counted.blocks + counted.cancelled:
        return translate("Export", "There are no visits in it.")
    told = _parts(counted)
    return translate("Export", "about %1").replace("%1", told) if counted.roughly else told


def _parts(counted: Counted) -> str:
    """Tell each kind apart, so that the visits are as many as the board counts."""
    visits, blocks = translate("Export", "%1 visits"), translate("Export", "%1 blocks and staff events")
    parts = [_told(counted.visits, translate("Export", "1 visit"), visits)]
    if counted.blocks:
        parts.append(_told(counted.blocks, translate("Export", "1 block or staff event"), blocks))
    if counted.cancelled:
        parts.append(_told(counted.cancelled, "", translate("Export", "%1 cancelled")))
    return ", ".join(parts)


def _told(count: int, one: str, many: str) -> str:
    return one if one and count == 1 else many.replace("%1", str(count))


def result_words(written: Written) -> str:
    """Say what was exported: for a message of the window."""
    words = translate("Export", "%1 exported to %2")
    return wording.filled(words, _parts(written.counted), written.path.name)
