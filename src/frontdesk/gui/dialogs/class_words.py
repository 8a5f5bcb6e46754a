"""The sentences of the dialog of a class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Clash
from frontdesk.domain.service import Service
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.class_draft import Draft
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def seats(count: int) -> str:
    """Say how many may come."""
    if count == 1:
        return translate("Class", "1 seat")
    return translate("Class", "%1 seats").replace("%1", str(count))


def taken(draft: Draft) -> str:
    """Say how many of the seats are taken."""
    return wording.filled(translate("Class", "%1 of %2 seats taken"), str(len(draft.people)), str(draft.places))


def service_words(service: Service) -> str:
    """Say what tells a service from others: how long it takes, and how many may come."""
    return f"{wording.minutes(service.duration)} · {seats(service.max_attendees)}"


def summary(draft: Draft, choices: Choices | None, zone: str) -> str:
    """Say when and with whom: Wed 18 Mar, 11:30–12:00 · Dr. Chen · 12 seats."""
    if draft.start is None:
        return ""
    when = wording.when(draft.start, draft.start + draft.lasts, zone)
    who = choices.name_of(draft.practitioner) if choices is not None else ""
    return " · ".join(part for part in (when, who, seats(draft.places)) if part)


def create(dates: int | None) -> str:
    """Say what Enter does; of a class that comes again, how often."""
    if not dates:
        return translate("Class", "Create class")
    if dates == 1:
        return translate("Class", "Create 1 class")
    return translate("Class", "Create %1 classes").replace("%1", str(dates))


def unfinished(draft: Draft) -> str:
    """Say what was begun and not made."""
    return translate("Class", "Not created: %1").replace("%1", draft.name, 1)


def lacking(field: str) -> str:
    """Say what has to be there before a class can be made."""
    return {
        "service": translate("Class", "Choose what is given."),
        "start": translate("Class", "Write when it begins."),
        "reason": translate("Class", "Write why it is booked all the same."),
    }[field]


def unclear(typed: Sequence[str]) -> str:
    """Say that letters did not mean a single patient each."""
    names = ", ".join(f"“{each}”" for each in dict.fromkeys(typed))
    return translate("Class", "%1: nobody, or more than one. Type it again and pick.").replace("%1", names, 1)


def clash_words(clash: Clash, zone: str, masked: bool) -> str:
    """Say what else has the time of a class: Room 1 is taken too, Wed 18 Mar, 09:30–10:00."""
    when = wording.when(clash.start, clash.end, zone)
    name = "• • •" if masked and clash.kind in ("block", "patient") else clash.subject
    words = {
        "closure": translate("Class", "Closed then: %1, %2"),
        "block": translate("Class", "Blocked then: %1, %2"),
    }.get(clash.kind, translate("Class", "Taken twice: %1, %2"))
    return wording.filled(words, name, when)
