"""The day on paper: what the board shows, a table for each column."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.instants import local_date
from frontdesk.gui.ground import attendee_words, wording
from frontdesk.gui.printing.sheet import Field, Sheet, Table
from frontdesk.services.board import Board, Column, Visit

translate = QCoreApplication.translate
_GONE = (Status.CANCELLED, Status.INVALID)


def day_sheet(board: Board, title: str, clinic: str, made: str) -> Sheet:
    """Make the sheet of a board as it is seen, names masked or not; what was cancelled is left out.

    Columns without visits are left out where others have some.
    """
    fields = (
        Field(translate("Print", "Time"), 16),
        Field(translate("Print", "Patient"), 30, strong=True),
        Field(translate("Print", "Service"), 27),
        Field(translate("Print", "Room"), 14),
        Field(translate("Print", "Status"), 14),
    )
    one_day = len(board.days) == 1
    tables = [_table(board, column, one_day=one_day) for column in board.columns]
    kept = tuple(table for table in tables if table.rows)
    nothing = Table((), heading=translate("Print", "No visits"))
    first, last = board.days[0].isoformat(), board.days[-1].isoformat()
    named = translate("Print", "Day sheet %1").replace("%1", first if one_day else f"{first} {last}")
    return Sheet(title, clinic, made, named, fields, kept or (nothing,))


def _table(board: Board, column: Column, *, one_day: bool) -> Table:
    visits = [visit for visit in board.visits_of(column) if visit.status not in _GONE]
    rows = tuple(_row(visit, board.zone) for visit in sorted(visits, key=lambda v: (not v.all_day, v.start, v.id)))
    name = column.name if one_day else wording.day_title(column.day)
    count = sum(visit.event_type is EventType.APPOINTMENT for visit in visits)
    return Table(rows, heading=name, detail=wording.appointments(count))


def _row(visit: Visit, zone: str) -> tuple[str, ...]:
    if visit.all_day:
        time = translate("Print", "All day")
    elif local_date(visit.start, zone) == local_date(visit.end - 1, zone):
        time = wording.time_range(visit.start, visit.end, zone)
    else:
        time = wording.when(visit.start, visit.end, zone)
    name = visit.patient or visit.title or visit.service
    if visit.heads is not None:
        name = f"{name} ({attendee_words.seats_taken(visit.heads, visit.seats)})"
    if visit.event_type is EventType.BLOCK:
        return time, name or translate("Print", "Blocked"), "", visit.room, translate("Print", "Closed")
    status = "" if visit.event_type is EventType.STAFF else wording.status_words(visit.status)
    about = visit.service if visit.patient or visit.title else ""
    return time, name, about, visit.room, status
