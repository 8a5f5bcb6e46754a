"""In whatever order a book is written, undone and done again: claims, record and rows say the same."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.appointment import Appointment, Attendee, Status
from frontdesk.domain.changes import Changeset, Kind
from frontdesk.domain.claim import Claim, claims_of
from frontdesk.domain.errors import Conflict, Refusal, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.store import journal
from frontdesk.store.check import faults
from frontdesk.store.claims import SUBJECT_CODES
from frontdesk.store.registry import ENTITIES
from frontdesk.store.work import UNRECORDED, Reading, Work
from tests.store.books import CHEN, EVA, LEO, NOW, ORTEGA, OTHER_ROOM, ROOM, at, new_book, visit

_SUBJECTS = {code: subject for subject, code in SUBJECT_CODES.items()}
Rows = dict[tuple[str, int], dict[str, Any]]

ANA, BEN = Actor("ana", "Ana", FRONT_DESK.role), Actor("ben", "Ben", FRONT_DESK.role)
VISITS = st.integers(1, 6).map(Id)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "practitioner_id": st.sampled_from([CHEN, ORTEGA, None]),
        "room_id": st.sampled_from([ROOM, OTHER_ROOM, None]),
        "patient_id": st.sampled_from([EVA, LEO, None]),
        "status": st.sampled_from([Status.BOOKED, Status.CANCELLED, Status.NO_SHOW]),
        "override_reason": st.sampled_from([None, None, "Acute pain"]),
        "buffer_after": st.sampled_from([0, 600_000]),
        "archived_at": st.sampled_from([None, None, NOW]),
        "title": st.sampled_from(["", "Follow-up"]),
        "group": st.booleans(),
    },
)
TIMES = st.tuples(st.integers(0, 8).map(lambda n: n * 15), st.sampled_from([15, 30, 60, 3 * 24 * 60]))


def fitted(one: Appointment, fields: dict[str, Any], times: tuple[int, int] | None) -> Appointment:
    made = replace(one, **fields)
    if times is not None:
        made = replace(made, start=at(times[0]), end=at(sum(times)))
    attendees = (Attendee(EVA), Attendee(LEO)) if made.group else ()
    return replace(made, attendees=attendees, patient_id=None if made.group else made.patient_id).checked()


def rows_of(book: Reading) -> Rows:
    return {
        (entity.name, value.id): {k: v for k, v in entity.row(value).items() if k not in UNRECORDED}
        for entity in ENTITIES
        for value in book.all(entity.value)
    }


def replayed(book: Reading, until: int) -> Rows:
    """Give the rows that follow from the record alone, up to a changeset."""
    rows: Rows = {}
    for seq in range(1, until + 1):
        for change in journal.changes_of(book.connection, seq):
            key = (change.entity, change.entity_id)
            if change.after is None:
                assert rows.pop(key) == change.before
            elif change.before is None:
                assert key not in rows
                rows[key] = dict(change.after)
            else:
                assert {name: rows[key][name] for name in change.before} == change.before
                rows[key] |= change.after
    return rows


class Writing(RuleBasedStateMachine):
    """What both machines below do: write to a book of few visits, so that they often meet."""

    template: bytes = b""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "clinic.frontdesk"
        if not Writing.template:
            new_book(self.path).close()
            Writing.template = self.path.read_bytes()
        self.path.write_bytes(Writing.template)
        self.clinics = {actor.id: open_clinic(self.path, actor=actor, clock=lambda: NOW) for actor in (ANA, BEN)}

    def rows(self) -> Rows:
        with self.clinics["ana"].book.reading() as read:
            return rows_of(read)

    def write(self, actor: str, do: Callable[[Work], None]) -> Changeset | None:
        """Do one step, which the guards may refuse; nothing of it is left then."""
        clinic, before = self.clinics[actor], self.rows()
        last = clinic.book.cursor()
        try:
            with clinic.writing("test", lambda: "Test") as work:
                do(work)
        except Conflict as refusal:
            refused = refusal.reason
        else:
            made = clinic.book.last
            assert clinic.book.cursor() == last + (made is not None)
            return made
        assert refused in ("time_taken", "already_there", "in_use")
        assert self.rows() == before
        return None

    def step(self, actor: str, do: Callable[[Work], None]) -> None:
        raise NotImplementedError

    @rule(actor=st.sampled_from(["ana", "ben"]), id=VISITS, fields=FIELDS, times=TIMES)
    def create(self, actor: str, id: Id, fields: dict[str, Any], times: tuple[int, int]) -> None:
        self.step(actor, lambda work: work.create(fitted(visit(id), fields, times)))

    @rule(actor=st.sampled_from(["ana", "ben"]), id=VISITS, fields=FIELDS, times=st.none() | TIMES)
    def change(self, actor: str, id: Id, fields: dict[str, Any], times: tuple[int, int] | None) -> None:
        def do(work: Work) -> None:
            held = work.find(Appointment, id)
            if held is not None:
                work.replace(held, fitted(held, fields, times))

        self.step(actor, do)

    @rule(actor=st.sampled_from(["ana", "ben"]), ids=st.sets(VISITS, min_size=1, max_size=3))
    def remove(self, actor: str, ids: set[Id]) -> None:
        self.step(actor, lambda work: work.remove(*work.some(Appointment, sorted(ids)).values()))

    @rule(actor=st.sampled_from(["ana", "ben"]), one=VISITS, other=VISITS)
    def swap(self, actor: str, one: Id, other: Id) -> None:
        def do(work: Work) -> None:
            a, b = work.find(Appointment, one), work.find(Appointment, other)
            if a is not None and b is not None and one != other:
                work.replace(a, replace(a, start=b.start, end=b.end))
                work.replace(b, replace(b, start=a.start, end=a.end))

        self.step(actor, do)

    @rule(actor=st.sampled_from(["ana", "ben"]), id=VISITS, again=TIMES, gone=VISITS)
    def much_in_one_step(self, actor: str, id: Id, again: tuple[int, int], gone: Id) -> None:
        """Move a visit away, remove another, move it on or back, remove it and make it anew."""

        def do(work: Work) -> None:
            held = work.find(Appointment, id)
            if held is None or id == gone:
                return
            away = work.replace(held, replace(held, start=at(9_000), end=at(9_030)))
            work.remove(*work.some(Appointment, [gone]).values())
            back = work.replace(away, fitted(away, {}, again))
            work.remove(back)
            work.create(replace(back, version=back.version + 1))

        self.step(actor, do)

    @rule(actor=st.sampled_from(["ana", "ben"]), away=st.booleans(), name=st.sampled_from(["Martin", "Roth", "Ñu"]))
    def change_patient(self, actor: str, away: bool, name: str) -> None:
        def do(work: Work) -> None:
            held = work.get(Patient, LEO)
            work.replace(held, replace(held, family_name=name, archived_at=NOW if away else None, phones=(name,)))

        self.step(actor, do)

    @invariant()
    def claims_are_those_of_the_visits(self) -> None:
        with self.clinics["ana"].book.reading() as read:
            owed = {(claim, a.id) for a in read.all(Appointment) for claim in claims_of(a)}
            sql = "SELECT subject, subject_id, unit, starts_at, ends_at, override_reason, appointment_id FROM claim"
            rows = read.connection.exec_driver_sql(sql)
            held = {(Claim(_SUBJECTS[s], *rest), owner) for s, *rest, owner in rows}
        assert held == owed

    def at_the_end(self) -> None:
        """Undo what can be undone."""

    def teardown(self) -> None:
        try:
            assert list(faults(self.path)) == []
            self.at_the_end()
            with self.clinics["ana"].book.reading() as read:
                assert replayed(read, journal.cursor(read.connection)) == rows_of(read)
                assert journal.broken_link(read.connection) is None
            assert list(faults(self.path)) == []
        finally:
            for clinic in self.clinics.values():
                clinic.close()
            shutil.rmtree(self.folder)


class OneDesk(Writing):
    """One actor: undo and redo are never refused, and give back every moment exactly."""

    @initialize()
    def begin(self) -> None:
        self.undoable: list[Rows] = []
        self.redoable: list[Rows] = []

    def step(self, actor: str, do: Callable[[Work], None]) -> None:
        before = self.rows()
        if self.write("ana", do) is not None:
            self.undoable.append(before)
            self.redoable.clear()

    @precondition(lambda self: self.undoable)
    @rule()
    def undo(self) -> None:
        now = self.rows()
        self.clinics["ana"].history.undo()
        assert self.rows() == self.undoable.pop()
        self.redoable.append(now)

    @precondition(lambda self: self.redoable)
    @rule()
    def redo(self) -> None:
        now = self.rows()
        self.clinics["ana"].history.redo()
        assert self.rows() == self.redoable.pop()
        self.undoable.append(now)

    @invariant()
    def nothing_is_offered_that_is_not_there(self) -> None:
        state = self.clinics["ana"].history.state()
        assert (state.undo is not None) is bool(self.undoable)
        assert (state.redo is not None) is bool(self.redoable)

    def at_the_end(self) -> None:
        """Undo all."""
        while self.undoable:
            self.undo()


class TwoDesks(Writing):
    """Two actors on one book, who undo their own steps in turn and each other's by name."""

    @initialize()
    def begin(self) -> None:
        self.start = self.rows()
        self.moments: dict[int, Rows] = {self.clinics["ana"].book.cursor(): self.start}
        self.steps: dict[int, tuple[str, bool]] = {}  # who did it, and whether it is in effect

    def step(self, actor: str, do: Callable[[Work], None]) -> None:
        made = self.write(actor, do)
        if made is not None:
            self.steps[made.seq] = (actor, True)
            self.moments[made.seq] = self.rows()

    @rule(actor=st.sampled_from(["ana", "ben"]))
    def undo(self, actor: str) -> None:
        mine = [seq for seq, (who, stands) in self.steps.items() if who == actor and stands]
        offered = self.clinics[actor].history.state().undo
        assert (offered.seq if offered else None) == (mine[-1] if mine else None)
        if mine:
            self.reverse(actor, mine[-1], lambda clinic: clinic.history.undo())

    @precondition(lambda self: self.steps)
    @rule(actor=st.sampled_from(["ana", "ben"]), which=st.integers(0, 30))
    def undo_by_name(self, actor: str, which: int) -> None:
        seq = sorted(self.steps)[which % len(self.steps)]
        if self.steps[seq][1]:
            self.reverse(actor, seq, lambda clinic: clinic.history.undo(seq=seq))
        else:
            with pytest.raises(Conflict, match="already_undone"):
                self.clinics[actor].history.undo(seq=seq)

    @rule(actor=st.sampled_from(["ana", "ben"]))
    def redo(self, actor: str) -> None:
        offered = self.clinics[actor].history.state().redo
        if offered is None:
            with pytest.raises(Conflict, match="nothing_to_redo"):
                self.clinics[actor].history.redo()
            return
        assert offered.actor == actor
        assert offered.kind is Kind.UNDO
        self.reverse(actor, offered.seq, lambda clinic: clinic.history.redo())

    def reverse(self, actor: str, seq: int, do: Callable[[Clinic], Any]) -> None:
        """Undo or redo: what it touched is as it was just before, all else as it is; or nothing changed at all."""
        before, touched = self.rows(), self.touched(seq)
        try:
            do(self.clinics[actor])
        except Refusal as refusal:
            refused = refusal
        else:
            left = self.moments[seq]
            assert {key: before.get(key) for key in touched} == {key: left.get(key) for key in touched}
            self.reversed(actor, seq, before, touched)
            return
        assert self.rows() == before
        if isinstance(refused, Stale):
            assert self.touched_later(seq)
        else:
            assert refused.reason in ("time_taken", "in_use", "already_there")

    def reversed(self, actor: str, seq: int, before: Rows, touched: set[tuple[str, int]]) -> None:
        last, after = self.clinics[actor].book.cursor(), self.rows()
        self.moments[last] = after
        was = self.moments[seq - 1]
        expected = {key: row for key, row in before.items() if key not in touched}
        assert after == expected | {key: was[key] for key in touched if key in was}
        with self.clinics[actor].book.reading() as read:
            head = journal.get(read.connection, seq)
        assert head is not None
        first = head.target if head.target is not None else seq
        self.steps[first] = (self.steps[first][0], not self.steps[first][1])

    def touched(self, seq: int) -> set[tuple[str, int]]:
        with self.clinics["ana"].book.reading() as read:
            return {(c.entity, c.entity_id) for c in journal.changes_of(read.connection, seq)}

    def touched_later(self, seq: int) -> bool:
        with self.clinics["ana"].book.reading() as read:
            last = journal.cursor(read.connection)
        return any(self.touched(later) & self.touched(seq) for later in range(seq + 1, last + 1))

    def at_the_end(self) -> None:
        """Undo all that is in effect, newest first; what others hold is undone first, so at last all is as it was."""
        for _ in range(len(self.steps) + 1):
            for seq in sorted((s for s, (_, stands) in self.steps.items() if stands), reverse=True):
                self.reverse("ben", seq, lambda clinic, seq=seq: clinic.history.undo(seq=seq))  # type: ignore[misc]
        if not any(stands for _, stands in self.steps.values()):
            assert self.rows() == self.start


MANY = pytest.param(settings(max_examples=60, stateful_step_count=40), marks=pytest.mark.slow, id="many")
FEW = pytest.param(settings(max_examples=15, stateful_step_count=20), id="few")


@pytest.mark.parametrize("bounds", [FEW, MANY])
def test_undo_and_redo_of_one_desk_give_back_every_moment_exactly(bounds: settings) -> None:
    run_state_machine_as_test(OneDesk, settings=bounds)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("bounds", [FEW, MANY])
def test_two_desks_undo_their_own_steps_and_never_each_others_by_accident(bounds: settings) -> None:
    run_state_machine_as_test(TwoDesks, settings=bounds)  # type: ignore[no-untyped-call]
