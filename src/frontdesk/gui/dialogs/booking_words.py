"""The sentences of the booking dialog."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Clash
from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs.booking_draft import Draft
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def summary(draft: Draft, zone: str) -> str:
    """Say when, with whom and where: Wed 18 Mar, 11:30–12:00 · Dr. Chen · Room 2."""
    if draft.time is None:
        return ""
    when = wording.when(draft.time.start, draft.time.start + draft.lasts, zone)
    return " · ".join(part for part in (when, draft.time.name, place(draft)) if part)


def place(draft: Draft) -> str:
    """Name the room, else the location."""
    return (draft.place.room_name or draft.place.location_name) if draft.place else ""


def book(draft: Draft, zone: str, *, editing: bool) -> str:
    """Say what Enter does."""
    if editing:
        return translate("Booking", "Save")
    if draft.time is None:
        return translate("Booking", "Book")
    return translate("Booking", "Book %1").replace("%1", wording.clock(draft.time.start, zone))


def nearest(time: FreeTime | None, day: date, zone: str) -> str:
    """Offer the nearest time that is free."""
    if time is None:
        return ""
    same_day = local_date(time.start, zone) == day
    at = wording.clock(time.start, zone) if same_day else wording.moment(time.start, zone)
    return translate("Booking", "Nearest free: %1").replace("%1", f"{at} {time.name}".strip())


def outside_hours(time: FreeTime) -> str:
    """Say that someone does not work then."""
    return translate("Booking", "%1 does not work at this time.").replace("%1", time.name)


def overlap(clashes: Iterable[Clash]) -> bool:
    """Tell whether anyone is booked twice; a closure or a block only closes the time."""
    return any(clash.kind not in ("closure", "block") for clash in clashes)


def lacking(name: str) -> str:
    """Say what is needed before there is something to book."""
    return {
        "patient": translate("Booking", "Choose a patient, or make it a staff event."),
        "title": translate("Booking", "Say in a few words what it is."),
        "service": translate("Booking", "Choose a service."),
        "start": translate("Booking", "Nothing is free here. Type a time, or look at another day."),
    }[name]


def unfinished(draft: Draft) -> str:
    """Say what was begun and not booked."""
    told = draft.person.name if draft.person else draft.title.strip() or draft.note.strip().partition("\n")[0]
    return translate("Booking", "Not booked: %1").replace("%1", told)
