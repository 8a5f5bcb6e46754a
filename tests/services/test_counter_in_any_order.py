"""A day at the counter in any order, by two desks: whatever is done, undone, done again or brought back from the past,
claims say what the visits say, nobody is booked twice, no seat is sold twice, and to undo everything gives the start.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Appointment, Attendance, Payment, Status
from frontdesk.domain.claim import claims_of
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.waitlist import EntryState
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.store import journal
from frontdesk.store.check import faults
from frontdesk.store.claims import SUBJECT_CODES
from frontdesk.store.registry import ENTITIES
from frontdesk.store.work import UNRECORDED
from tests.support.clinics import DAY, Arranged, Clock, add_patient, arrange

Rows = dict[tuple[str, int], dict[str, Any]]
_SUBJECTS = {code: subject for subject, code in SUBJECT_CODES.items()}
ANA, BEN = Actor("ana", "Ana", FRONT_DESK.role), Actor("ben", "Ben", FRONT_DESK.role)
ACTORS = st.sampled_from(["ana", "ben"])
PEOPLE = st.integers(0, 4)
WHICH = st.integers(0, 40)
# Few enough times that visits often meet.
STARTS = st.integers(0, 8).map(lambda n: n * 15)
SEATS = 3


class Counter(RuleBasedStateMachine):
    """Two desks on one book, with a class of three seats among the visits."""

    arranged: Arranged | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        if Counter.arranged is None:
            Counter.arranged = arrange(Path(tempfile.mkdtemp()) / "clinic.frontdesk")
        made = Counter.arranged
        self.path = self.folder / "clinic.frontdesk"
        shutil.copyfile(made.path, self.path)
        # The clock stands on: what is held and offered here runs out on its own within a long run.
        self.clock = Clock(made.now)
        self.clinics = {a.id: open_clinic(self.path, actor=a, clock=self.clock) for a in (ANA, BEN)}
        self.records = made.records
        self.nine = Instant(made.now - made.now % (60 * MINUTE) + 2 * 60 * MINUTE)
        self._furnish()
        self.start = self.rows()
        self.first = self.clinics["ana"].book.cursor()

    def _furnish(self) -> None:
        with open_clinic(self.path, actor=Actor("setup", "Setup", FRONT_DESK.role), clock=self.clock) as clinic:
            names = (("Omar", "Aziz"), ("Mia", "Costa"), ("Zoe", "King"))
            more = [add_patient(clinic, given, family, str(2000 + n)) for n, (given, family) in enumerate(names)]
            self.people = [self.records["eva"].id, self.records["leo"].id, *(one.id for one in more)]
            yoga = clinic.services.create(name="Back class", max_attendees=SEATS)
            made = clinic.group_appointments.create(
                service=yoga.id, start=self.at(60), end=self.at(120), practitioner=self.records["chen"].id
            )
            self.course = made.visits[0].id
            visit = clinic.appointments.book(
                start=self.at(0), patient=self.people[0], practitioner=self.records["chen"].id, service=self.service
            )
            self.visit = visit.id

    @property
    def service(self) -> Id:
        return Id(self.records["service"].id)

    def at(self, minute: int) -> Instant:
        return Instant(self.nine + minute * MINUTE)

    def rows(self) -> Rows:
        with self.clinics["ana"].book.reading() as read:
            return {
                (entity.name, value.id): {k: v for k, v in entity.row(value).items() if k not in UNRECORDED}
                for entity in ENTITIES
                for value in read.all(entity.value)
            }

    def any_visit(self, which: int) -> Id:
        with self.clinics["ana"].book.reading() as read:
            ids = [one.id for one in read.all(Appointment)]
        return ids[which % len(ids)] if ids else self.visit

    def try_to(self, actor: str, do: Callable[[Clinic], object]) -> None:
        """Do one step that may be refused: then nothing of it is left, but that holds may have run out meanwhile."""
        before = self.rows()
        try:
            do(self.clinics[actor])
        except Refusal:
            left = self.rows()
            assert {key: row for key, row in before.items() if key in left} == left

    # Booking and what becomes of a visit

    @rule(actor=ACTORS, who=PEOPLE, start=STARTS, other=st.booleans())
    def book(self, actor: str, who: int, start: int, other: bool) -> None:
        self.book_with(actor, who, start, other, None)

    def book_with(self, actor: str, who: int, start: int, other: bool, over: str | None) -> None:
        with_whom = self.records["ortega" if other else "chen"].id
        room = self.records["room"].id if start % 30 else None
        self.try_to(
            actor,
            lambda clinic: clinic.appointments.book(
                start=self.at(start),
                patient=self.people[who],
                practitioner=with_whom,
                service=self.service,
                room=room,
                override_reason=over,
            ),
        )

    @rule(actor=ACTORS, which=WHICH, start=STARTS, other=st.booleans())
    def move(self, actor: str, which: int, start: int, other: bool) -> None:
        with_whom = self.records["ortega" if other else "chen"].id
        one = self.any_visit(which)
        self.try_to(actor, lambda c: c.appointments.move(id=one, start=self.at(start), practitioner=with_whom))

    @rule(actor=ACTORS, which=WHICH, status=st.sampled_from([s for s in Status if s is not Status.HELD]))
    def step_on(self, actor: str, which: int, status: Status) -> None:
        one = self.any_visit(which)
        self.try_to(actor, lambda clinic: clinic.appointments.set_status(id=one, status=status))

    @rule(actor=ACTORS, which=WHICH, deed=st.sampled_from(["cancel", "archive", "restore", "delete", "leave"]))
    def put_away(self, actor: str, which: int, deed: str) -> None:
        one = self.any_visit(which)
        self.try_to(actor, lambda clinic: getattr(clinic.appointments, deed)(id=one))

    @rule(actor=ACTORS, which=WHICH)
    def note(self, actor: str, which: int) -> None:
        one = self.any_visit(which)
        self.try_to(actor, lambda clinic: clinic.notes.create(appointment=one, body="Bring the results"))

    # The class

    @rule(actor=ACTORS, who=PEOPLE)
    def sign_up(self, actor: str, who: int) -> None:
        self.try_to(actor, lambda c: c.attendees.add(appointment=self.course, patient=self.people[who]))

    @rule(actor=ACTORS, who=PEOPLE)
    def take_off(self, actor: str, who: int) -> None:
        self.try_to(actor, lambda c: c.attendees.remove(appointment=self.course, patient=self.people[who]))

    @rule(actor=ACTORS, who=PEOPLE, missed=st.booleans(), payment=st.sampled_from(Payment))
    def mark(self, actor: str, who: int, missed: bool, payment: Payment) -> None:
        self.try_to(
            actor,
            lambda clinic: clinic.attendees.update(
                appointment=self.course,
                patient=self.people[who],
                attendance=Attendance.GOING,
                no_show=missed,
                payment=payment,
            ),
        )

    @rule(actor=ACTORS, seats=st.integers(1, 4))
    def reseat(self, actor: str, seats: int) -> None:
        self.try_to(actor, lambda c: c.group_appointments.update(id=self.course, max_attendees=seats))

    @rule(actor=ACTORS, back=st.booleans())
    def archive_class(self, actor: str, back: bool) -> None:
        deed = "restore" if back else "archive"
        self.try_to(actor, lambda clinic: getattr(clinic.group_appointments, deed)(id=self.course))

    # The waiting list

    @rule(actor=ACTORS, who=PEOPLE, seat=st.booleans())
    def wait(self, actor: str, who: int, seat: bool) -> None:
        what = {"appointment": self.course} if seat else {"service": self.service}
        self.try_to(actor, lambda clinic: clinic.waitlist.add(patient=self.people[who], **what))

    @rule(actor=ACTORS, which=WHICH, start=STARTS)
    def offer(self, actor: str, which: int, start: int) -> None:
        entry = self.any_entry(which)
        if entry is not None:
            chen = self.records["chen"].id
            self.try_to(actor, lambda c: c.waitlist.offer(id=entry, start=self.at(start), practitioner=chen))

    @rule(actor=ACTORS, which=WHICH, deed=st.sampled_from(["accept", "decline", "remove"]))
    def answer(self, actor: str, which: int, deed: str) -> None:
        entry = self.any_entry(which)
        if entry is not None:
            self.try_to(actor, lambda clinic: getattr(clinic.waitlist, deed)(id=entry))

    @rule()
    def let_time_pass(self) -> None:
        self.clock.now = Instant(self.clock.now + 6 * MINUTE)

    def any_entry(self, which: int) -> Id | None:
        found = self.clinics["ana"].waitlist.list(state=EntryState.WAITING).items
        return found[which % len(found)].entry.id if found else None

    # Memory

    @rule(actor=ACTORS)
    def undo(self, actor: str) -> None:
        self.try_to(actor, lambda clinic: clinic.history.undo())

    @rule(actor=ACTORS)
    def redo(self, actor: str) -> None:
        self.try_to(actor, lambda clinic: clinic.history.redo())

    @precondition(lambda self: self.clinics["ana"].book.cursor() > self.first)
    @rule(actor=ACTORS, back=st.integers(1, 12), whole=st.booleans(), which=WHICH)
    def restore_from_the_past(self, actor: str, back: int, whole: bool, which: int) -> None:
        seq = max(self.first, self.clinics["ana"].book.cursor() - back)
        what: dict[str, Any] = {"day": DAY} if whole else {"ids": [self.any_visit(which)]}
        self.try_to(actor, lambda clinic: clinic.history.restore(seq=seq, **what))

    # What holds at every moment

    @invariant()
    def claims_are_those_of_the_visits(self) -> None:
        with self.clinics["ana"].book.reading() as read:
            owed = {(c, a.id) for a in read.all(Appointment) for c in claims_of(a)}
            held = _claims_of(read.connection)
        assert held == owed

    @invariant()
    def nobody_is_booked_twice(self) -> None:
        """Sweep the visits themselves: the claims could be wrong in the same way as what guards them."""
        busy: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
        with self.clinics["ana"].book.reading() as read:
            visits = [a for a in read.all(Appointment) if a.takes_time and a.override_reason is None]
        for a in visits:
            if a.practitioner_id is not None:
                busy["with", a.practitioner_id].append((a.start - a.buffer_before, a.end + a.buffer_after))
            if a.room_id is not None:
                busy["in", a.room_id].append((a.start, a.end))
        for times in busy.values():
            times.sort()
            assert all(end <= start for (_, end), (start, _) in pairwise(times))

    @invariant()
    def no_seat_is_sold_twice(self) -> None:
        with self.clinics["ana"].book.reading() as read:
            groups = [a for a in read.all(Appointment) if a.max_attendees is not None]
        for group in groups:
            people = [each.id for each in group.attendees]
            assert len(people) == len(set(people))
            assert group.heads <= (group.max_attendees or 0)

    def teardown(self) -> None:
        try:
            assert list(faults(self.path)) == []
            self.at_the_end()
            with self.clinics["ana"].book.reading() as read:
                assert journal.broken_link(read.connection) is None
            assert list(faults(self.path)) == []
        finally:
            for clinic in self.clinics.values():
                clinic.close()
            shutil.rmtree(self.folder)

    def at_the_end(self) -> None:
        self.undo_everything()
        assert all(clinic.history.state().undo is None for clinic in self.clinics.values())
        assert self.rows() == self.start

    def undo_everything(self) -> None:
        """Take back what both did, the newest first; a step under another's waits until that is gone."""
        self.clock.now = Instant(self.clock.now + 24 * 60 * MINUTE)
        while any(self._undone(actor) for actor in self._newest_first()):
            pass

    def _newest_first(self) -> list[str]:
        """Give the actors by when what each would take back was done, or done again."""
        return sorted(self.clinics, key=self._last_step_of, reverse=True)

    def _last_step_of(self, actor: str) -> int:
        head = self.clinics[actor].history.state().undo
        if head is None:
            return 0
        with self.clinics[actor].book.reading() as read:
            seq, back = head.seq, {h.target: h.seq for h in journal.heads(read.connection, limit=500) if h.target}
        while seq in back:
            seq = back[seq]
        return seq

    def _undone(self, actor: str) -> bool:
        try:
            self.clinics[actor].history.undo()
        except Refusal:
            return False
        return True


class OnPurpose(Counter):
    """The same with visits that overlap on purpose.

    Of two that lay on each other and are gone, only the one that went last may come back first: undone out of turn,
    the other finds its time taken, and stays where it is.
    """

    @rule(actor=ACTORS, who=PEOPLE, start=STARTS, other=st.booleans())
    def book_on_purpose(self, actor: str, who: int, start: int, other: bool) -> None:
        self.book_with(actor, who, start, other, "Acute pain")

    def at_the_end(self) -> None:
        self.undo_everything()


def _claims_of(connection: Any) -> set[tuple[Any, Id]]:
    from frontdesk.domain.claim import Claim

    sql = "SELECT subject, subject_id, unit, starts_at, ends_at, override_reason, appointment_id FROM claim"
    return {(Claim(_SUBJECTS[s], *rest), Id(owner)) for s, *rest, owner in connection.exec_driver_sql(sql)}


FEW = pytest.param(8, 25, id="few")
MANY = pytest.param(40, 35, id="many", marks=pytest.mark.slow)


@pytest.mark.parametrize(("runs", "steps"), [FEW, MANY])
@pytest.mark.parametrize("machine", [Counter, OnPurpose])
def test_a_day_at_the_counter_in_any_order(machine: type[Counter], runs: int, steps: int) -> None:
    # What fails is told as it is: to look for a shorter way there takes minutes.
    how = settings(max_examples=runs, stateful_step_count=steps, deadline=None, phases=[Phase.generate])
    run_state_machine_as_test(machine, settings=how)
