"""Masking: while it is on, no name, title or note of a patient is shown anywhere."""

from __future__ import annotations

from frontdesk.services.board import Board, Visit

MASK = "• • •"


def masked(board: Board) -> Board:
    """Give a board on which nobody can be told."""
    visits = tuple(_masked(visit) for visit in board.visits)
    return Board(board.zone, board.span, board.days, board.columns, visits, board.cursor)


def _masked(visit: Visit) -> Visit:
    if visit.heads is not None and visit.service:
        # What is of the catalogue names nobody; the title was typed, and may.
        return visit._replace(patient="", title="")
    return visit._replace(patient=MASK if visit.patient else "", title=MASK if visit.title else "")
