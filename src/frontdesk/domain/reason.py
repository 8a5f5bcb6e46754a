"""Why a visit did not take place: the clinic's own list of reasons, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MOST_REASONS = 30  # of one way of not taking place
LONGEST_REASON = 80


class Away(StrEnum):
    """How a visit came not to take place: called off, missed, or left by one who had come and was not seen."""

    CANCEL = "cancel"
    NO_SHOW = "no_show"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of the list, for one way of not taking place."""

    away: Away
    words: str


USUAL_REASONS = (
    Reason(Away.CANCEL, "Patient ill"),
    Reason(Away.CANCEL, "Another time suits better"),
    Reason(Away.CANCEL, "No longer needed"),
    Reason(Away.CANCEL, "Practitioner away"),
    Reason(Away.CANCEL, "Booked by mistake"),
    Reason(Away.NO_SHOW, "Did not call"),
    Reason(Away.NO_SHOW, "Called too late"),
    Reason(Away.NO_SHOW, "Not reached"),
    Reason(Away.LEFT, "Waited too long"),
    Reason(Away.LEFT, "Felt better"),
    Reason(Away.LEFT, "Will come another day"),
)
