"""Absences of small clinics by chance: whatever is planned, and put in its place by people, the book stays sound.

What a plan may not do is counted by hand here: share someone's time, a room or a unit, or touch what it is not about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest

from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.services.asking import ServiceAsked
from frontdesk.services.check import check_book
from frontdesk.services.sick_day import Plan
from frontdesk.services.sick_day_planning import RowWanted
from tests.support.clinics import Desk, add_patient
from tests.support.sick_days import applied, as_planned, planned, with_a_third, with_ortega_at_work

SEEDS = range(4)


def everything(desk: Desk) -> dict[Id, Appointment]:
    """Read all that is in the book."""
    with desk.clinic.book.reading() as book:
        return {row.id: row for row in book.all(Appointment)}


def alike(one: Appointment, other: Appointment) -> bool:
    """Tell whether two are the same but for what counts the changes."""
    return replace(one, version=0, updated_at=one.created_at) == replace(other, version=0, updated_at=other.created_at)


def has_clash(rows: Iterable[Appointment]) -> bool:
    """Tell whether any two rows claim the same unit at one time, by hand; overlaps on purpose are left out."""
    claims = [(row.id, claim) for row in rows for claim in claims_of(row) if claim.override_reason is None]
    return any(
        (a.subject, a.subject_id, a.unit) == (b.subject, b.subject_id, b.unit) and a.start < b.end and b.start < a.end
        for n, (one, a) in enumerate(claims)
        for other, b in claims[n + 1 :]
        if one != other
    )


def furnished(desk: Desk, chance: Random) -> None:
    """Fill two days by chance: visits with rooms and equipment, of several parts, classes and meetings."""
    with_ortega_at_work(desk)
    third = with_a_third(desk)
    clinic = desk.clinic
    probe = clinic.equipment.create(name="Probe", quantity=2).equipment
    roomy = clinic.services.create(name="Check", duration=45 * MINUTE, rooms=[desk.room.id, desk.other_room.id])
    scan = clinic.services.create(name="Scan", duration=30 * MINUTE, buffer_before=5 * MINUTE)
    clinic.equipment.update(id=probe.id, quantity=chance.choice((1, 2)))
    people = [desk.eva, desk.leo, *(add_patient(clinic, "Pat", str(n), f"30{n}") for n in range(5))]
    services = [desk.service, roomy, scan]
    doctors = [desk.chen.id, desk.chen.id, desk.ortega.id, third.id]
    for _ in range(34):
        start = desk.at(9, 5 * chance.randrange(84), day=chance.choice((0, 0, 0, 1)))
        patient, service, who = chance.choice(people), chance.choice(services), chance.choice(doctors)
        kind = chance.randrange(10)
        try:
            if kind == 0:
                parts = [ServiceAsked(service.id, practitioner=who), ServiceAsked(scan.id, practitioner=desk.chen.id)]
                clinic.service_bookings.create(services=parts, patient=patient.id, start=start)
            elif kind == 1:
                some = [one.id for one in chance.sample(people, 3)]
                clinic.group_appointments.create(
                    service=service.id, start=start, practitioner=who, max_attendees=4, attendees=some
                )
            elif kind == 2:
                desk.book(start=start, practitioner=who, patient=None)
            else:
                made = clinic.appointments.book(
                    start=start,
                    practitioner=who,
                    patient=patient.id,
                    service=service.id,
                    equipment=[probe.id][kind % 2 :],
                )
                if kind == 9:
                    clinic.appointments.set_status(id=made.id, status=Status.ARRIVED)
        except Refusal:
            continue  # that time was taken


def decided(plan: Plan, chance: Random) -> list[RowWanted]:
    """Let people put something else in the place of some rows, out of what they are offered."""
    return [
        RowWanted(row.visit, one.how, one.start, one.practitioner_id, row.version)
        for row in plan.rows
        if chance.random() < 0.4
        for one in [chance.choice(row.choices)]
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_planned_and_put_in_its_place_the_book_stays_sound_and_one_undo_takes_it_back(
    seed: int, desk: Desk
) -> None:
    chance = Random(seed)
    furnished(desk, chance)
    before = everything(desk)
    plan = planned(desk)
    assert len(plan.rows) > 3
    plan = planned(desk, *decided(plan, chance))
    done = applied(desk, as_planned(plan))
    after = everything(desk)
    standing = [row for row in after.values() if row.event_type is not EventType.BLOCK]
    assert not has_clash(standing)
    _nothing_else_is_touched(before, after, plan, done.block)
    _all_is_as_planned(after, plan)
    assert check_book(desk.path).sound
    desk.clinic.history.undo()
    back = everything(desk)
    assert back.keys() == before.keys()
    assert all(alike(back[one], before[one]) for one in before)
    assert check_book(desk.path).sound


def _nothing_else_is_touched(
    before: dict[Id, Appointment], after: dict[Id, Appointment], plan: Plan, block: Id
) -> None:
    assert after.keys() - before.keys() == {block}
    named = {row.visit for row in plan.rows}
    bookings = {before[one].booking_id for one in named} - {None}
    for one, row in before.items():
        if one not in named and row.booking_id not in bookings:
            assert after[one] == row


def _all_is_as_planned(after: dict[Id, Appointment], plan: Plan) -> None:
    for row in plan.rows:
        visit, to = after[row.visit], row.becomes
        if to.start is None:
            assert (visit.status is Status.CANCELLED) == (to.how.value in ("wait", "cancel"))
        else:
            assert (visit.start, visit.practitioner_id) == (to.start, to.practitioner_id)
            assert not (visit.practitioner_id == plan.practitioner_id and plan.start <= visit.start < plan.end)
