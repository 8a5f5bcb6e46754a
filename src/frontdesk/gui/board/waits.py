"""What is counted on a block from minute to minute, and whether it is more than it should be."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import Status
from frontdesk.domain.instants import MINUTE
from frontdesk.gui.ground import waited, wording
from frontdesk.services.board import Visit

translate = QCoreApplication.translate
USUAL_LIMIT = waited.USUAL_LIMIT


class Counted(NamedTuple):
    """How long someone waits, a visit goes on, or a time is held still; and whether it is too long."""

    words: str
    too_long: bool = False


def counted_from(visit: Visit) -> int:
    """Give since when its minutes are counted: since the patient came, or since the visit began."""
    came = visit.arrived_at if visit.status is Status.ARRIVED else None
    return visit.status_at if came is None else came


def is_too_long(visit: Visit, now: int | None, limit: int) -> bool:
    """Tell whether the patient of a visit waits longer than the limit, in minutes."""
    if now is None or visit.status is not Status.ARRIVED:
        return False
    return waited.is_too_long(counted_from(visit), visit.start, now, limit)


def spoken(visit: Visit, now: int | None, limit: int) -> tuple[str, ...]:
    """Say for how long, and that it is too long: for 18 min, longer than 15 min."""
    if now is None or visit.status not in (Status.ARRIVED, Status.IN_PROGRESS):
        return ()
    length = translate("Board", "for %1").replace("%1", wording.minutes(max(0, now - counted_from(visit))))
    return (length, past(limit)) if is_too_long(visit, now, limit) else (length,)


def past(limit: int) -> str:
    """Say that someone waits longer than so many minutes."""
    return translate("Board", "longer than %1").replace("%1", wording.minutes(limit * MINUTE))
