"""A list of patients to be phoned: who, at which number, about what, and a box to tick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from frontdesk.gui.printing.sheet import BOX, Field, Sheet, Table

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make, in words: which visit it is about, and what is to be said."""

    name: str
    phone: str
    visit: str
    say: str


def phone_list(
    title: str, day: date, calls: Iterable[Call], clinic: str, made: str, under: tuple[str, ...] = ()
) -> Sheet:
    """Make a list of calls, in the order in which they are given."""
    fields = (
        Field(translate("Print", "Name"), 22, strong=True),
        Field(translate("Print", "Phone"), 20, whole=True),
        Field(translate("Print", "Visit"), 24),
        Field(translate("Print", "To tell"), 27),
        Field(translate("Print", "Done"), 8),
    )
    rows = tuple((call.name, call.phone, call.visit, call.say, BOX) for call in calls)
    name = translate("Print", "Phone list %1").replace("%1", day.isoformat())
    nobody = Table(rows, empty=translate("Print", "Nobody has to be phoned."))
    return Sheet(title, clinic, made, name, fields, (nobody,), under)
