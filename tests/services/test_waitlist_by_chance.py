"""Whatever a book and its waiting list are like: all who are said to fit can be booked, and nobody else (C72)."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import WEEKDAYS
from frontdesk.domain.service import Service
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.services.clinic import open_clinic
from frontdesk.services.waitlist_rows import Fit, Gap
from tests.support.clinics import DAY, ZONE, Arranged, Clock, Desk, arrange
from tests.support.waiting_list import WEEK, someone, waits

PEOPLE = ("chen", "ortega")


@dataclass(frozen=True)
class Plan:
    """What stands in the book on a day, and who waits: steps that are tried one after the other."""

    visits: tuple[dict[str, Any], ...]
    entries: tuple[dict[str, Any], ...]


quarters = st.integers(9 * 4, 17 * 4 - 1)
visits = st.fixed_dictionaries(
    {
        "start": quarters,
        "minutes": st.sampled_from((15, 30, 45, 120)),
        "who": st.sampled_from(PEOPLE),
        "patient": st.integers(0, 3),
        "service": st.sampled_from((None, 0, 1)),
        "block": st.booleans(),
    }
)
entries = st.fixed_dictionaries(
    {
        "patient": st.integers(0, 3),
        "service": st.sampled_from((0, 1)),
        "who": st.lists(st.sampled_from(PEOPLE), unique=True, max_size=2),
        "parts": st.lists(st.sampled_from(list(DayPart)), unique=True, max_size=2),
        "days": st.lists(st.sampled_from(WEEKDAYS[2:4]), unique=True, max_size=2),
        "length": st.sampled_from((None, None, 20, 50)),
        "until": st.sampled_from((None, 0, 1)),
        "earliest": st.sampled_from((None, None, 1)),
        "gives_up": st.booleans(),
        "declined": st.booleans(),
    }
)
plans = st.builds(Plan, st.lists(visits, max_size=9).map(tuple), st.lists(entries, min_size=1, max_size=5).map(tuple))


@dataclass
class Room:
    """A desk with a plan carried out: its services, its patients and who waits."""

    desk: Desk
    services: list[Service]
    waiting: list[WaitlistEntry]


@contextmanager
def carried_out(plan: Plan, made: Arranged) -> Iterator[Room]:
    """Carry a plan out in a clinic of its own."""
    path, clock = made.path.parent / f"{next(NUMBERS)}.frontdesk", Clock(made.now)
    shutil.copy(made.path, path)
    with open_clinic(path, clock=clock) as clinic:
        desk = Desk(clinic=clinic, clock=clock, path=path, **made.records)
        clinic.working_hours.put(practitioner=desk.ortega.id, hours=WEEK)
        couch = clinic.equipment.create(name="Couch").equipment
        massage = clinic.services.create(
            name="Massage",
            duration=45 * MINUTE,
            buffer_before=5 * MINUTE,
            rooms=[desk.room.id],
            equipment=[Need(couch.id)],
        )
        room = Room(desk, [desk.service, massage], [])
        patients = [desk.eva, desk.leo, someone(desk), someone(desk, 2)]
        mine = [visit for said in plan.visits if (visit := _visit(room, patients, said)) is not None]
        for said in plan.entries:
            room.waiting.append(_entry(room, patients[said["patient"]], mine, said))
        yield room
    path.unlink()


NUMBERS = itertools.count()


def _visit(room: Room, patients: list[Any], said: dict[str, Any]) -> Any:
    desk = room.desk
    start = desk.at(said["start"] // 4, said["start"] % 4 * 15)
    end, who = Instant(start + said["minutes"] * MINUTE), getattr(desk, said["who"]).id
    try:
        if said["block"]:
            desk.clinic.blocks.create(start=start, end=end, practitioner=who)
            return None
        service = None if said["service"] is None else room.services[said["service"]].id
        patient = patients[said["patient"]].id
        return desk.clinic.appointments.book(start=start, end=end, practitioner=who, patient=patient, service=service)
    except Refusal:
        return None


def _entry(room: Room, patient: Any, mine: list[Any], said: dict[str, Any]) -> WaitlistEntry:
    own = [visit for visit in mine if visit.patient_id == patient.id]
    until, earliest = (
        None if said[name] is None else DAY + timedelta(days=said[name]) for name in ("until", "earliest")
    )
    made = waits(
        room.desk,
        patient,
        service=room.services[said["service"]].id,
        practitioners=[getattr(room.desk, one).id for one in said["who"]],
        prefers=Preference(tuple(said["days"]), tuple(said["parts"])),
        length=None if said["length"] is None else said["length"] * MINUTE,
        until=until,
        earliest=None if until is not None and earliest is not None and until < earliest else earliest,
        gives_up=own[0].id if own and said["gives_up"] else None,
    )
    fits = room.desk.clinic.waitlist.fits(start=room.desk.at(9), end=room.desk.at(17), practitioner=room.desk.chen.id)
    first = next((fit for fit in fits if fit.entry == made.id), None)
    if said["declined"] and first is not None:
        room.desk.clinic.waitlist.offer(id=made.id, start=first.start, practitioner=room.desk.chen.id)
        return room.desk.clinic.waitlist.decline(id=made.id)
    return made


def fits_in(room: Room, gap: Gap) -> list[Fit]:
    """Ask who fits a gap."""
    return list(
        room.desk.clinic.waitlist.fits(start=gap.start, end=gap.end, practitioner=gap.practitioner_id, limit=500)
    )


def fitting_by_hand(room: Room, entry: WaitlistEntry, gap: Gap) -> list[int]:
    """Try every minute of a gap, by what free times say and what the entry says of itself."""
    clinic = room.desk.clinic
    if entry.practitioners and gap.practitioner_id not in entry.practitioners:
        return []
    asked: dict[str, Any] = {"service": entry.service_id, "practitioners": [gap.practitioner_id]}
    length = entry.length or next(s.duration for s in room.services if s.id == entry.service_id)
    [free] = clinic.availability.fits(first=DAY, duration=length, **asked)
    busy = [
        (visit.start, visit.end)
        for visit in clinic.appointments.list(patient=entry.patient_id).items
        if visit.takes_time and visit.id != entry.gives_up
    ]
    busy += [(no.start, no.start + length) for no in entry.declined]
    wishes = entry.prefers or Preference()
    return [
        start
        for time in free.times
        for start in range(time.start, time.end, MINUTE)
        if gap.start <= start
        and start + length <= gap.end
        and wishes.suits(start, ZONE)
        and (entry.earliest or DAY) <= DAY <= (entry.until or DAY)
        and not any(a < start + length and start < b for a, b in busy)
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Arranged:
    """Make the small clinic that every example begins with."""
    return arrange(tmp_path_factory.mktemp("chance") / "clinic.frontdesk")


@settings(max_examples=15)
@given(plan=plans)
def test_who_fits_a_gap_is_who_could_be_booked_in_it_and_nobody_else(plan: Plan, made: Arranged) -> None:
    with carried_out(plan, made) as room:
        for gap in room.desk.clinic.waitlist.gaps(day=DAY):
            told = {fit.entry: fit.start for fit in fits_in(room, gap)}
            by_hand = {entry.id: found[0] for entry in room.waiting if (found := fitting_by_hand(room, entry, gap))}
            assert told == by_hand
            assert set(gap.ids) == set(by_hand)
            assert gap.entries == len(gap.ids)


@settings(max_examples=15)
@given(plan=plans)
def test_every_time_that_is_told_can_be_booked_as_it_stands(plan: Plan, made: Arranged) -> None:
    with carried_out(plan, made) as room:
        waitlist, history = room.desk.clinic.waitlist, room.desk.clinic.history
        for gap in waitlist.gaps(day=DAY):
            for fit in fits_in(room, gap):
                place = {"practitioner": fit.practitioner_id, "location": fit.location_id}
                offered = waitlist.offer(id=fit.entry, start=fit.start, **place).offer
                assert offered is not None
                assert (offered.start, offered.end) == (fit.start, fit.end)
                waitlist.accept(id=fit.entry)
                history.undo()
                history.undo()


@settings(max_examples=15)
@given(plan=plans)
def test_the_list_beside_a_day_tells_the_first_time_of_all_gaps(plan: Plan, made: Arranged) -> None:
    with carried_out(plan, made) as room:
        first: dict[Id, Instant] = {}
        for gap in room.desk.clinic.waitlist.gaps(day=DAY):
            for fit in fits_in(room, gap):
                first[fit.entry] = min(fit.start, first.get(fit.entry, fit.start))
        told = {
            place.waiting.entry.id: place.start for place in room.desk.clinic.waitlist.on_day(day=DAY) if place.on_day
        }
        assert told == first
