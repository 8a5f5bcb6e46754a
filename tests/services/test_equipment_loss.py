"""Whoever loses a unit, nobody else could have had it: laws of exchanging units, for any bookings (C63)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.equipment import Equipment, Use
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.services.booking import unbooked
from frontdesk.services.equipment_loss import rearranged

UNITS = 4
SCANNER, OTHER = Id(7), Use(Id(8), 1)


def visit(ident: int, start: int, length: int, unit: int) -> Appointment:
    plain = replace(unbooked(None), id=Id(ident), start=Instant(start), end=Instant(start + length))
    return replace(plain, equipment=(Use(SCANNER, unit), OTHER))


@st.composite
def booked(draw: st.DrawFn) -> list[Appointment]:
    """Give visits that hold one unit each, no two of them the same at the same time."""
    found: list[Appointment] = []
    shapes = st.tuples(st.integers(0, 20), st.integers(1, 8), st.integers(1, UNITS))
    for n, (start, length, unit) in enumerate(draw(st.lists(shapes, max_size=12))):
        new = visit(n + 1, start, length, unit)
        if not any(new.interval.overlaps(v.interval) and v.equipment[0] == new.equipment[0] for v in found):
            found.append(new)
    return sorted(found, key=lambda v: (v.start, v.id))


def unit_of(one: Appointment) -> int | None:
    return next((use.unit for use in one.equipment if use.equipment_id == SCANNER), None)


@given(booked(), st.integers(0, UNITS))
def test_units_are_exchanged_and_lost_as_they_should_be(visits: list[Appointment], usable: int) -> None:
    scanner = Equipment(id=SCANNER, location_id=Id(1), name="Scanner", quantity=UNITS, out_of_service=UNITS - usable)
    found = rearranged(scanner, visits)
    after = {v.id: v for v in visits} | {then.id: then for _, then in found.changed}
    for before in visits:
        now = unit_of(after[before.id])
        assert OTHER in after[before.id].equipment
        # Who could keep a unit kept it, and nobody has one that is out of service.
        assert now == unit_of(before) if (unit_of(before) or 0) <= usable else now is None or now <= usable
    for one, other in combinations(after.values(), 2):
        if one.interval.overlaps(other.interval) and unit_of(one) is not None:
            assert unit_of(one) != unit_of(other)
    for loser in found.losing:
        beside = [v for v in after.values() if v.id != loser.id and v.interval.overlaps(loser.interval)]
        assert {unit_of(v) for v in beside} >= set(range(1, usable + 1))
    assert {v.id for v in found.losing} == {v.id for v in after.values() if unit_of(v) is None}
