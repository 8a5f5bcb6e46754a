"""The sentences of the dialog of a class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.series import Scope
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


def below_heads(heads: int, seats: int, names: Sequence[str]) -> str:
    """Say whom fewer seats would leave without one: 10 are signed up, so it needs 10 seats. Take off or move 2 of: …"""
    few = wording.filled(translate("Class", "%1 are signed up, so it needs at least %1 seats."), str(heads))
    if not names:
        return few
    shown = ", ".join(names)
    free = wording.filled(translate("Class", "Take off or move %1 of: %2."), str(heads - seats), shown)
    return f"{few} {free}"


def changed(name: str, scope: Scope, classes: int = 1) -> str:
    """Say that a class was changed, and how many of its series with it."""
    if classes > 1:
        words = translate("Class", "%1 classes changed: %2")
        return wording.filled(words, str(classes), name)
    return wording.filled(_of_scope(translate("Class", "Changed: %1"), scope), name)


def put_away(name: str, heads: int, scope: Scope) -> str:
    """Say that a class was archived, and how many were signed up for it."""
    told = wording.filled(_of_scope(translate("Class", "Archived: %1"), scope), name)
    if not heads or scope is not Scope.THIS:
        return told
    one = translate("Class", "1 is signed up")
    many = translate("Class", "%1 are signed up").replace("%1", str(heads))
    return f"{told} · {one if heads == 1 else many}"


def brought_back(name: str, scope: Scope) -> str:
    """Say that a class is in the book again."""
    return wording.filled(_of_scope(translate("Class", "Back in the book: %1"), scope), name)


def _of_scope(words: str, scope: Scope) -> str:
    """Say which classes of a series are meant with one."""
    reach = {
        Scope.THIS: "",
        Scope.FOLLOWING: translate("Class", "this class and all that follow"),
        Scope.ALL: translate("Class", "all classes of the series"),
    }[scope]
    return f"{words} · {reach}" if reach else words
