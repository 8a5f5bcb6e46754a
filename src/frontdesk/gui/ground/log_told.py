"""Entries of the log that are about somebody rather than about a visit: who waits for a time, and who is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.services.history_log import Fates, LogEntry

translate = QCoreApplication.translate


def words_of(entry: LogEntry, zone: str, mask: str = "") -> str:
    """Say who waits or is away and what was done about it; with `mask`, that stands in place of a patient's name.

    Nothing of a step of any other kind.
    """
    if entry.of == "sick_day.apply":
        return _away(entry)
    if not entry.of.startswith("waitlist."):
        return ""
    name = mask or entry.person or translate("Log", "somebody")
    start = entry.visits[0].start if entry.visits else None
    if entry.of == "waitlist.offer" and start is not None:
        return wording.filled(translate("Log", "Offered %1 to %2"), wording.moment(start, zone), name)
    words = {
        "waitlist.add": translate("Log", "Added to the waiting list: %1"),
        "waitlist.update": translate("Log", "Changed on the waiting list: %1"),
        "waitlist.remove": translate("Log", "Taken off the waiting list: %1"),
        "waitlist.offer": translate("Log", "Offered from the waiting list: %1"),
        "waitlist.accept": translate("Log", "Booked from the waiting list: %1"),
        "waitlist.decline": translate("Log", "Declined what was offered: %1"),
    }.get(entry.of, "")
    return wording.filled(words, name)


def _away(entry: LogEntry) -> str:
    """Say who is away, and what became of the visits."""
    who = entry.person or translate("Log", "A practitioner")
    words = wording.filled(translate("Log", "%1 away"), who)
    told = _told(entry.fates) if entry.fates is not None else ""
    return wording.filled(translate("Log", "%1: %2"), words, told) if told else words


def _told(fates: Fates) -> str:
    counted = (
        (fates.given, translate("Log", "1 visit given to another"), translate("Log", "%1 visits given to others")),
        (fates.moved, translate("Log", "1 visit moved"), translate("Log", "%1 visits moved")),
        (fates.cancelled, translate("Log", "1 visit cancelled"), translate("Log", "%1 visits cancelled")),
    )
    return ", ".join(one if count == 1 else wording.filled(many, count) for count, one, many in counted if count)
