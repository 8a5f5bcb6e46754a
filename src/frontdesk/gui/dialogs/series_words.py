"""The sentences of a series as a table: how each date stands, what differs, and how many there are of each kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.instants import Instant
from frontdesk.domain.repeat_plan import State
from frontdesk.domain.series_table import SeriesRow, Stands
from frontdesk.gui.dialogs import repeats_words
from frontdesk.gui.dialogs.repeats_rows import MARKS
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
GONE = (Stands.CANCELLED, Stands.ARCHIVED, Stands.REMOVED)
_MARKS = {
    Stands.AS_RULED: "circle-check",
    Stands.CHANGED: "pencil",
    Stands.CANCELLED: "x",
    Stands.ARCHIVED: "hard-drive",
    Stands.REMOVED: "x",
    Stands.LEFT_OUT: "circle-alert",
    Stands.AHEAD: "clock",
}


class Kind(StrEnum):
    """What the rows can be narrowed down to."""

    ALL = "all"
    TO_COME = "to_come"
    CHANGED = "changed"
    LEFT_OUT = "left_out"
    GONE = "gone"


def is_kind(row: SeriesRow, kind: Kind, now: Instant) -> bool:
    """Tell whether a row is of a kind. To come is what takes place, or will have its row in time."""
    if kind is Kind.TO_COME:
        return start_of(row) >= now and row.stands not in (*GONE, Stands.LEFT_OUT)
    if kind is Kind.CHANGED:
        return row.stands is Stands.CHANGED
    if kind is Kind.LEFT_OUT:
        return row.stands is Stands.LEFT_OUT
    return kind is Kind.ALL or row.stands in GONE


def kind_words(kind: Kind, count: int) -> str:
    """Name a kind with how many are of it: 12 to come."""
    words = {
        Kind.ALL: translate("Series", "All %1"),
        Kind.TO_COME: translate("Series", "%1 to come"),
        Kind.CHANGED: translate("Series", "%1 changed"),
        Kind.LEFT_OUT: translate("Series", "%1 left out"),
        Kind.GONE: translate("Series", "%1 cancelled or removed"),
    }[kind]
    return words.replace("%1", str(count))


def stands(row: SeriesRow, zone: str, *, masked: bool = False) -> str:
    """Say in a word how a date stands, and why: Left out · Holiday · Labour Day."""
    why = repeats_words.why(row.reasons, zone, masked=masked)
    if row.stands is Stands.LEFT_OUT:
        state = "" if row.state is State.OK else repeats_words.state(row.state)
        return _joined(stands_word(row.stands), state or translate("Series", "free by now"), why)
    if row.stands in GONE:
        reason = "" if row.visit is None or masked else row.visit.cancel_reason or ""
        return _joined(stands_word(row.stands), reason)
    if row.state is not State.OK:
        return _joined(repeats_words.state(row.state), why)
    return stands_word(row.stands)


def stands_word(held: Stands) -> str:
    """Say in a word how a date stands."""
    return {
        Stands.AS_RULED: translate("Series", "As planned"),
        Stands.CHANGED: translate("Series", "Changed"),
        Stands.CANCELLED: translate("Series", "Cancelled"),
        Stands.ARCHIVED: translate("Series", "Archived"),
        Stands.REMOVED: translate("Series", "Removed"),
        Stands.LEFT_OUT: translate("Series", "Left out"),
        Stands.AHEAD: translate("Series", "Entered later"),
    }[held]


def mark(row: SeriesRow) -> str:
    """Give the sign that tells how a date stands besides its word and colour."""
    if row.state is not State.OK and row.stands in (Stands.AS_RULED, Stands.CHANGED):
        return MARKS[row.state]
    return _MARKS[row.stands]


def status(row: SeriesRow) -> str:
    """Name the status of a date's visit, nothing where there is none that takes place."""
    if row.visit is None or row.stands in GONE:
        return ""
    return wording.status_words(row.visit.status)


def differs(changed: Sequence[str]) -> str:
    """Name what of a date is not as the series has it: time, practitioner."""
    names = _fields()
    return ", ".join(dict.fromkeys(names.get(field, translate("Series", "details")) for field in changed))


def _fields() -> Mapping[str, str]:
    when, who = translate("Series", "time"), translate("Series", "practitioner")
    return {
        "start": when,
        "starts_at": when,
        "end": translate("Series", "length"),
        "ends_at": translate("Series", "length"),
        "practitioner": who,
        "practitioner_id": who,
        "status": translate("Series", "status"),
        "title": translate("Series", "title"),
        "description": translate("Series", "note"),
        "patient": translate("Series", "patient"),
        "patient_id": translate("Series", "patient"),
        "service": translate("Series", "service"),
        "service_id": translate("Series", "service"),
        "variation": translate("Series", "service"),
        "variation_id": translate("Series", "service"),
        "add_ons": translate("Series", "service"),
        "location": translate("Series", "place"),
        "location_id": translate("Series", "place"),
        "room": translate("Series", "room"),
        "room_id": translate("Series", "room"),
        "attendees": translate("Series", "attendees"),
        "interaction": translate("Series", "how they meet"),
        "meeting": translate("Series", "how they meet"),
        "equipment": translate("Series", "equipment"),
    }


def time(row: SeriesRow, zone: str, *, all_day: bool) -> str:
    """Write when a date is in the book; the day too where that is another than the series has."""
    if all_day:
        return translate("Series", "whole day")
    return repeats_words.moment(start_of(row), row.date, zone)


def instead(row: SeriesRow, zone: str) -> str:
    """Write the free time that can be taken instead, nothing where there is none."""
    if row.alternative is not None:
        return repeats_words.moment(row.alternative.start, row.date, zone)
    return translate("Series", "book it") if can_be_booked(row) else ""


def can_be_booked(row: SeriesRow) -> bool:
    """Tell whether a date that was left out is free by now."""
    return row.stands is Stands.LEFT_OUT and row.state is State.OK


def dates(found: Sequence[date], most: int = 4) -> str:
    """List dates, the first few of them by name: Wed 18 Mar, Wed 25 Mar and 3 more."""
    # Hard spaces: a date is not to be torn over two lines.
    named = [wording.day_short(each).replace(" ", "\N{NO-BREAK SPACE}") for each in found[:most]]
    if len(found) > most:
        more = translate("Series", "%1 more").replace("%1", str(len(found) - most))
        return wording.filled(translate("Series", "%1 and %2"), ", ".join(named), more)
    return ", ".join(named)


def start_of(row: SeriesRow) -> Instant:
    """Give when a date is in the book, else when the series has it."""
    return row.start if row.visit is None else row.visit.start


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
