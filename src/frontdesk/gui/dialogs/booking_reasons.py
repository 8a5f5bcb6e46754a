"""Why a time is not free, a sentence for each reason."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.availability.reasons import Explanation, Reason, Why
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def sentences(told: Explanation, zone: str, *, masked: bool) -> list[str]:
    """Say every reason; visits are not named while names are masked."""
    return [_sentence(reason, zone, masked=masked) for reason in told.reasons]


def _sentence(reason: Reason, zone: str, *, masked: bool) -> str:
    if reason.why in (Why.OUTSIDE_HOURS, Why.CALENDAR_HOURS):
        return translate("Booking", "%1 does not work at this time.").replace("%1", reason.name)
    if reason.why is Why.DOES_NOT_GIVE:
        return translate("Booking", "%1 does not give this service.").replace("%1", reason.name)
    time = wording.time_range(reason.start, reason.end, zone)
    words = "" if masked else reason.words
    return ", ".join(part for part in (reason.name, words, time) if part)
