"""From what was read to what is seen: hidden columns, masked names, titles, counts, the waiting room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.appointment import EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.gui.ground import wording
from frontdesk.gui.window.days import Days
from frontdesk.gui.window.desk import Desk
from frontdesk.gui.window.names import MASK, masked
from frontdesk.gui.window.selection import Selection
from frontdesk.services.board import Board, Column, Visit

# The column of visits that name no practitioner.
NOBODY = Id(0)
GONE = (Status.CANCELLED, Status.INVALID)
_UNCOUNTED = (*GONE, Status.HELD)


class Showing(QObject):
    """What one desk shows of the days; it changes nothing. `shown_again` says that names are masked, or no more."""

    shown_again = Signal()

    def __init__(self, desk: Desk, days: Days, selection: Selection) -> None:
        super().__init__(desk)
        self._desk, self._days, self._selection = desk, days, selection
        self.mask = False
        self._today: Board | None = None
        self._people: tuple[Column, ...] = ()

    @property
    def zone(self) -> str:
        """Give the zone of the clinic."""
        return self._days.zone

    def take_over(self, old: Showing) -> None:
        """Know what another desk's showing knew: a week does not tell who else there is."""
        self.mask, self._people = old.mask, old._people

    def show_board(self, board: Board, moved: bool) -> None:
        """Show what was read; another day begins at its first visit."""
        if self._days.view == "day":
            self._people = tuple(_named(self, column) for column in board.columns)
            self._desk.side.shown.show_columns(self._people)
        self._desk.board.show_board(self._seen(board), keep_scroll=not moved)
        self._desk.bottom.show_counts(_counts(self, board))
        self.show_titles()

    def show_today(self, board: Board) -> None:
        """Know today's visits, whatever day is shown."""
        self._today = board

    def show_again(self) -> None:
        """Show the same again, with other columns hidden or names masked."""
        if self._days.board is not None:
            self.show_board(self._days.board, moved=False)
        self.shown_again.emit()

    def show_titles(self, _day: date | None = None) -> None:
        """Say in words which day or week it is, and whose."""
        days = self._days
        week = days.view == "week"
        monday = days.day - timedelta(days=days.day.weekday())
        if week:
            self._desk.top.show_title(wording.week_title(monday), wording.week_short(monday))
        else:
            self._desk.top.show_title(wording.day_title(days.day), wording.day_short(days.day))
        self._desk.top.views.choose(days.view)
        people = [(c.id, c.name) for c in self._people if c.id != NOBODY]
        chosen = next(((one, name) for one, name in people if one == days.practitioner), None)
        self._desk.top.show_practitioners(chosen if week else None, people)
        self._desk.side.month.select(days.day, whole_week=week)

    def practitioners(self) -> tuple[Id, ...]:
        """Give the practitioners of the day that was shown last, in the order of the board."""
        return tuple(c.id for c in self._people if c.id != NOBODY)

    def practitioner_names(self) -> dict[int, str]:
        """Give the names of all practitioners of the day that was shown last."""
        return {c.id: c.name for c in self._people if c.id != NOBODY}

    def practitioner_name(self, one: Id | None) -> str:
        """Give the name of a practitioner, empty when there is none."""
        return next((c.name for c in self._people if c.id == one and one != NOBODY), "")

    def is_outside_hours(self, column: Id, start: Instant, end: Instant) -> bool:
        """Tell whether a practitioner's column is closed at any moment of a time."""
        columns = self._days.board.columns if self._days.board is not None else ()
        found = next((c for c in columns if c.id == column and c.kind != "nobody"), None)
        return found is not None and not any(held.start <= start and end <= held.end for held in found.open)

    def visit(self, one: Id | None) -> Visit | None:
        """Give a visit of what is shown, or of today, with its true names."""
        boards = (self._days.board, self._today)
        return next((v for board in boards if board for v in board.visits if v.id == one), None)

    def is_block(self, one: Id | None) -> bool:
        """Tell whether what is shown under an id is a block."""
        visit, details = self.visit(one), self._selection.details
        if visit is None and details is not None and details.appointment.id == one:
            return details.appointment.event_type is EventType.BLOCK
        return visit is not None and visit.event_type is EventType.BLOCK

    def is_class(self, one: Id | None) -> bool:
        """Tell whether what is shown under an id is a class, which several come to."""
        visit, details = self.visit(one), self._selection.details
        if visit is None and details is not None and details.appointment.id == one:
            return details.appointment.group
        return visit is not None and visit.heads is not None

    def is_held(self, one: Id | None) -> bool:
        """Tell whether what is shown under an id is a time that is held, and no visit yet."""
        visit, details = self.visit(one), self._selection.details
        if visit is None and details is not None and details.appointment.id == one:
            return details.appointment.status is Status.HELD
        return visit is not None and visit.status is Status.HELD

    def repeats(self, one: Id) -> bool:
        """Tell whether what is shown under an id is one of a series."""
        visit, details = self.visit(one), self._selection.details
        if visit is None and details is not None and details.appointment.id == one:
            return details.appointment.series_id is not None
        return visit is not None and visit.repeats

    def naming(self, one: int) -> str:
        """Name a visit in a sentence: by its patient, its title, or just as a visit."""
        visit = self.visit(Id(one))
        if visit is not None:
            return self.name(visit)
        details = self._selection.details
        if details is not None and details.appointment.id == one and details.appointment.group:
            service = details.service.name if details.service is not None else ""
            return self.class_name(details.appointment.title, service) or self.tr("Class")
        if details is not None and details.appointment.id == one and not self.mask:
            return details.patient.name if details.patient else details.appointment.title
        return self.tr("Visit")

    def name(self, visit: Visit) -> str:
        """Name a visit as the desk may see it."""
        if visit.heads is not None:
            return self.class_name(visit.title, visit.service) or self.tr("Class")
        if self.mask:
            return MASK
        if visit.status is Status.HELD:
            return visit.patient or visit.title or visit.service or wording.status_words(visit.status)
        unnamed = {EventType.STAFF: self.tr("Staff event"), EventType.BLOCK: self.tr("Block")}
        return visit.patient or visit.title or unnamed.get(visit.event_type, self.tr("Visit"))

    def class_name(self, title: str, service: str) -> str:
        """Name a class by its title, else its service; while names are masked by its service.

        The title is typed and may name someone, the service is of the catalogue and never does.
        """
        return (service or self.covered(title)) if self.mask else title or service

    def covered(self, name: str) -> str:
        """Give a name as it may be shown: the mask while names are masked."""
        return MASK if self.mask and name else name

    def _seen(self, board: Board) -> Board:
        columns = tuple(_named(self, column) for column in board.columns)
        if self._days.view == "day":
            hidden = self._desk.side.shown.hidden_ids
            columns = tuple(column for column in columns if column.id not in hidden)
        ids = frozenset(column.id for column in columns)
        visits = tuple(visit for visit in board.visits if visit.column in ids)
        seen = Board(board.zone, board.span, board.days, columns, visits, board.cursor)
        return masked(seen) if self.mask else seen


def _named(asker: QObject, column: Column) -> Column:
    return column if column.name else replace(column, name=asker.tr("Nobody named"))


def _counts(asker: QObject, board: Board) -> str:
    visits = sum(v.event_type is EventType.APPOINTMENT and v.status not in _UNCOUNTED for v in board.visits)
    parts = [wording.appointments(visits)]
    if len(board.days) == 1:
        busy = {v.column for v in board.visits if v.event_type is not EventType.BLOCK}
        people = sum(c.id != NOBODY and (bool(c.open) or c.id in busy) for c in board.columns)
        parts.append(wording.practitioners(people) if people else asker.tr("nobody works"))
    load = _load(board.columns)
    if load is not None:
        parts.append(wording.booked_share(load))
    elif visits:
        # They take no part of any open time, so no percentage is true of them.
        parts.append(asker.tr("– booked"))
    return " · ".join(parts)


def _load(columns: Iterable[Column]) -> int | None:
    """Weigh each column's load by the time it is open."""
    booked = total = 0
    for column in columns:
        length = sum(interval.length for interval in column.open)
        booked += (column.load or 0) * length
        total += length
    return round(booked / total) if total else None
