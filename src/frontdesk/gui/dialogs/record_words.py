"""A patient's visits in words: how many took place or did not, and each of them on a line. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.instants import local_date
from frontdesk.gui.ground import reasons_told, wording
from frontdesk.gui.parts.hits import Hit

if TYPE_CHECKING:
    from frontdesk.services.patient_record import PatientRecord, RecordVisit

translate = QCoreApplication.translate
# The last line while there are older visits, and what takes it.
MORE = "more"


def counts(record: PatientRecord) -> str:
    """Say how many visits took place, were missed, called off and left: 12 visits · 2 no-shows of 14 · 1 cancelled."""
    parts = [_visits(record.visits)]
    missed = missed_words(record)
    if missed:
        parts.append(missed)
    if record.cancelled:
        parts.append(_cancelled(record))
    if record.left:
        parts.append(translate("Record", "%1 left without being seen").replace("%1", str(record.left)))
    if record.unmarked:
        parts.append(translate("Record", "%1 not marked").replace("%1", str(record.unmarked)))
    if record.kept is not None and record.kept < 100:
        parts.append(translate("Record", "%1% kept").replace("%1", str(record.kept), 1))
    return " · ".join(parts)


def missed_words(record: PatientRecord) -> str:
    """Say how many visits were missed of those agreed on: 2 no-shows of 14; nothing where there are none."""
    if not record.no_shows:
        return ""
    words = translate("Record", "1 no-show of %2") if record.no_shows == 1 else translate("Record", "%1 no-shows of %2")
    return wording.filled(words, record.no_shows, record.visits + record.no_shows)


def _visits(count: int) -> str:
    return translate("Record", "1 visit") if count == 1 else translate("Record", "%n visits", None, count)


def _cancelled(record: PatientRecord) -> str:
    if not record.late_cancelled:
        return translate("Record", "%1 cancelled").replace("%1", str(record.cancelled))
    words = translate("Record", "%1 cancelled, %2 of them late")
    return wording.filled(words, record.cancelled, record.late_cancelled)


def hits(record: PatientRecord, past: Sequence[RecordVisit], zone: str, *, masked: bool = False) -> list[Hit]:
    """List what is to come, soonest first, and past visits, newest first, under their headings.

    While names are `masked` nothing that was typed is shown: neither titles nor reasons.
    """
    found: list[Hit] = []
    if record.upcoming:
        found.append(Hit(translate("Record", "To come"), heading=True))
        found.extend(_hit(visit, zone, masked=masked) for visit in record.upcoming)
    if past:
        found.append(Hit(translate("Record", "Past visits"), heading=True))
        found.extend(_hit(visit, zone, masked=masked) for visit in past)
    left = record.past.total - len(past)
    if left > 0:
        words = translate("Record", "Show older visits (%1 more)").replace("%1", str(left))
        found.append(Hit(words, icon="chevron-down", payload=MORE))
    return found


def named(visit: RecordVisit, *, masked: bool = False) -> str:
    """Say what a visit is, with whom, and why it did not take place: Consultation · Dr. Chen · Did not call."""
    reason = "" if masked else reasons_told.told(visit.reason)
    what = visit.service if masked else visit.service or visit.title
    return " · ".join(part for part in (what, visit.practitioner, reason) if part)


def came_to(visit: RecordVisit) -> str:
    """Say what became of a visit; of one to come how it stands."""
    words = {
        "no_show": translate("Record", "No-show"),
        "cancelled": translate("Record", "Cancelled"),
        "late_cancelled": translate("Record", "Cancelled late"),
        "left": translate("Record", "Left unseen"),
        "unmarked": translate("Record", "Not marked"),
    }
    return words.get(visit.came_to.value) or wording.status_words(visit.status)


def dated(visit: RecordVisit, zone: str) -> str:
    """Write when a visit is, with its year: Wed 18 Mar 2026, 09:00–09:30."""
    day = wording.dated(local_date(visit.start, zone), translate("Record", "ddd d MMM yyyy"))
    return f"{day}, {wording.time_range(visit.start, visit.end, zone)}"


def _hit(visit: RecordVisit, zone: str, *, masked: bool) -> Hit:
    return Hit(dated(visit, zone), named(visit, masked=masked), came_to(visit), payload=visit)
