"""Write the plan of an absence: visits at their new times, entries of the waiting list, and what is called off."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.domain.actor import Actor
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.equipment import Use
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.patient import Patient
from frontdesk.domain.preference import Preference, part_of_day
from frontdesk.domain.sick_day import REASON, Chosen
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.services import families
from frontdesk.services.series.wanted import changed_alone
from frontdesk.services.sick_day_visits import Touched, moved_rows
from frontdesk.store.work import Work


def move(work: Work, visit: Touched, chosen: Chosen) -> None:
    """Write a visit with all its rows where they go, in the rooms and with the units that were chosen for them."""
    start = chosen.option.start
    assert start is not None
    end = Instant(start + visit.first.end - visit.first.start)
    rows = moved_rows(work, visit, start, end, chosen.option.practitioner)
    for held, row in zip(visit.rows, _furnished(rows, chosen), strict=True):
        if row != held:
            work.replace(held, changed_alone(held, replace(_expected(work, held, row), updated_at=work.now).checked()))


def _furnished(rows: list[Appointment], chosen: Chosen) -> list[Appointment]:
    """Give rows the rooms and units that were chosen."""
    units: dict[int, list[Use]] = {}
    for use, keys in zip(chosen.option.uses, chosen.keys, strict=True):
        for key in keys:
            if key.kind == "room":
                rows[use.row] = replace(rows[use.row], room_id=key.id)
            elif key.kind == "equipment":
                units.setdefault(use.row, []).append(Use(key.id, key.unit))
    return [replace(row, equipment=tuple(sorted(units[n]))) if n in units else row for n, row in enumerate(rows)]


def _expected(work: Work, held: Appointment, row: Appointment) -> Appointment:
    """Give a row as booked again where its patient, who is here already, goes home and comes on another date."""
    same_date = local_date(row.start, row.zone) == local_date(held.start, row.zone)
    if held.status is not Status.ARRIVED or same_date:
        return row
    return replace(row, status=Status.BOOKED, status_at=work.now, arrived_at=None)


def wait(work: Work, visit: Touched, patient: Patient, actor: Actor) -> Id:
    """Put the patient on the waiting list for what the visit was for, and call it off; give the entry's id."""
    row = next(row for row in visit.rows if row.service_id is not None and row.takes_time)
    made = work.new_id()
    usual = Preference(parts=(part_of_day(row.start, row.zone),))
    entry = WaitlistEntry(
        id=made,
        patient_id=patient.id,
        service_id=row.service_id,
        variation_id=row.variation_id,
        location_id=row.location_id,
        prefers=patient.prefers or usual,
        length=row.end - row.start,
        urgency=Urgency.SOON,
        created_by=actor.id,
        created_at=work.now,
    )
    work.create(entry)
    cancel(work, visit)
    return made


def cancel(work: Work, visit: Touched) -> None:
    """Call a visit off with its whole booking, for the reason that its practitioner is away."""
    held = visit.first
    after = replace(held.with_status(Status.CANCELLED, work.now), cancel_reason=REASON, updated_at=work.now)
    families.took_status(work, work.replace(held, after))
