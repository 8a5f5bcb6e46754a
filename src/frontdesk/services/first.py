"""The first day on the screen, before the book is opened for work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from frontdesk.domain.actor import FRONT_DESK, Actor, Right
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.intervals import Interval
from frontdesk.services.board import Board
from frontdesk.services.boarding import Faces, day_board, days_of
from frontdesk.store.first import first_look


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The clinic's name and zone, and the board of its today."""

    name: str
    zone: str
    actor: str
    board: Board


def first_day(path: Path, clock: Callable[[], Instant], *, actor: Actor = FRONT_DESK) -> FirstDay | None:
    """Read today's board quickly; None when the file wants more than a look, and opening it will say what.

    It is what `board.day` reads, and asks for the same right.
    """
    actor.require(Right.SEE)
    day: list[date] = []
    now = clock()

    def span_in(zone: str) -> Interval:
        day.append(local_date(now, zone))
        return days_of(day[0], 1, zone)

    look = first_look(path, span_in)
    if look is None:
        return None
    faces = Faces(look.rooms, look.services)
    board = day_board(day[0], look.zone, look.rows, faces, look.people, look.openings, None, look.cursor, now)
    return FirstDay(look.name, look.zone, actor.name, board)
