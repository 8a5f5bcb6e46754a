"""The log: what was done to whom, whether it goes back, what is found in it; and the moments of a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from frontdesk.domain.errors import Conflict, Invalid, NotFound, Stale
from frontdesk.domain.ids import Id
from frontdesk.services import history_people, history_search
from frontdesk.services.history_log import LogEntry
from tests.support.clinics import DAY, Desk, add_patient, nobody
from tests.support.held_times import OTHER, hold, later


def entries(desk: Desk, **sent: Any) -> tuple[LogEntry, ...]:
    return desk.clinic.history.entries(**sent).items


def seqs(desk: Desk, **sent: Any) -> list[int]:
    return [entry.seq for entry in entries(desk, **sent)]


def cursor(desk: Desk) -> int:
    return desk.clinic.book.cursor()


def test_an_entry_tells_who_did_what_to_whose_visit(desk: Desk) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(11), practitioner=desk.ortega.id)
    entry = entries(desk)[0]
    assert (entry.who, entry.operation, entry.records) == ("Front desk", "appointments.move", 1)
    [named] = entry.visits
    assert (named.id, named.patient, named.start, named.there) == (visit.id, desk.eva.name, desk.at(11), True)
    fields = {change.field: change for change in entry.changes}
    assert (fields["starts_at"].before, fields["starts_at"].after) == (visit.start, desk.at(11))
    given = fields["practitioner_id"]
    assert (given.before_name, given.after_name) == (desk.chen.name, desk.ortega.name)


def test_a_deleted_visit_is_named_still(desk: Desk) -> None:
    visit = desk.book(9)
    desk.clinic.appointments.delete(id=visit.id)
    [named] = entries(desk)[0].visits
    assert (named.patient, named.start, named.there) == (desk.eva.name, visit.start, False)


def test_a_step_beneath_a_later_one_says_by_whom(desk: Desk) -> None:
    visit, seq = desk.book(9), cursor(desk)
    with desk.as_actor(OTHER) as other:
        other.appointments.move(id=visit.id, start=desk.at(11))
    above, below = entries(desk, visit=visit.id)
    assert (above.undoable, above.why_not) == (True, None)
    assert below.why_not is not None
    assert (below.seq, below.undoable, below.why_not.reason) == (seq, False, "changed_since")
    assert (below.why_not.who, below.why_not.seq) == ("Evening desk", above.seq)


def test_what_was_undone_says_so(desk: Desk) -> None:
    desk.book(9)
    desk.clinic.history.undo()
    undo, done = entries(desk)[:2]
    assert undo.why_not is not None
    assert done.why_not is not None
    assert (undo.why_not.reason, done.why_not.reason) == ("is_undo", "already_undone")


def test_a_hold_that_has_run_out_says_so(desk: Desk) -> None:
    hold(desk, 9, minutes=3)
    later(desk, 5)
    why = entries(desk)[0].why_not
    assert why is not None
    assert why.reason == "over"


def test_the_founding_is_not_taken_back(desk: Desk) -> None:
    first = desk.clinic.history.entry(seq=1)
    assert first.why_not is not None
    assert first.why_not.reason == "not_a_step"
    with pytest.raises(Conflict, match="not_undoable"):
        desk.clinic.history.undo(seq=1)


def test_a_patient_with_visits_since_is_not_taken_back(desk: Desk) -> None:
    made = desk.clinic.patients.create(given_name="Ann", family_name="Lee")
    seq = cursor(desk)
    desk.book(9, patient=made.id)
    with pytest.raises(Stale, match="changed_since") as caught:
        desk.clinic.history.undo(seq=seq)
    assert (caught.value.facts["kind"], caught.value.facts["operation"]) == ("appointment", "appointments.book")


def test_it_is_read_a_piece_at_a_time(desk: Desk) -> None:
    for hour in range(9, 14):
        desk.book(hour)
    pieces: list[int] = []
    before: int | None = None
    while True:
        log = desk.clinic.history.entries(size=2, before=before, operation="appointments")
        pieces += [entry.seq for entry in log.items]
        before = log.next
        if before is None:
            break
    assert pieces == list(range(cursor(desk), cursor(desk) - 5, -1))


def test_it_is_narrowed_to_an_actor_an_area_and_a_visit(desk: Desk) -> None:
    visit = desk.book(9)
    mine = cursor(desk)
    with desk.as_actor(OTHER) as other:
        other.appointments.move(id=visit.id, start=desk.at(11))
        other.patients.update(id=desk.leo.id, alert="Deaf")
    assert seqs(desk, actor=OTHER.id) == [mine + 2, mine + 1]
    assert seqs(desk, actor=OTHER.id, operation="patients") == [mine + 2]
    assert seqs(desk, visit=visit.id) == [mine + 1, mine]
    assert seqs(desk, patient=desk.eva.id, actor=OTHER.id) == [mine + 1]
    assert seqs(desk, operation="appoint") == []


def test_it_is_narrowed_to_dates_of_the_clinic(desk: Desk) -> None:
    desk.book(9)
    today = cursor(desk)
    later(desk, 24 * 60)
    desk.book(10)
    tomorrow = DAY + timedelta(days=1)
    assert seqs(desk, first=tomorrow) == [today + 1]
    assert seqs(desk, last=DAY)[0] == today
    assert seqs(desk, first=DAY, last=DAY)[0] == today
    assert seqs(desk, first=tomorrow + timedelta(days=1)) == []


def test_it_is_narrowed_to_a_day_whose_visits_it_touched(desk: Desk) -> None:
    visit = desk.book(start=desk.at(9, day=1))
    desk.book(9)
    seq = cursor(desk)
    desk.clinic.appointments.move(id=visit.id, start=desk.at(10, day=2))
    assert seqs(desk, day=DAY + timedelta(days=1)) == [seq + 1, seq - 1]


@pytest.fixture
def written(desk: Desk) -> Desk:
    """Give a log with a reason, a title and a patient in it."""
    made = add_patient(desk.clinic, "Žan", "O'Neill", "1003")
    visit = desk.book(9, patient=made.id, title='Ask for "that %"')
    desk.clinic.appointments.cancel(id=visit.id, reason="Überweisung fehlt")
    desk.book(11)
    return desk


@pytest.mark.parametrize(
    ("text", "operations"),
    [
        ("überweisung", ["appointments.cancel"]),
        ("Überw", ["appointments.cancel"]),
        ('"that %"', ["appointments.book"]),
        ("that _", []),
        ("appointments.cancel", ["appointments.cancel"]),
        ("neill", ["appointments.cancel", "appointments.book", "test.patient"]),
        ("evening", []),
        ("status", []),
    ],
)
def test_a_text_is_found_in_what_people_wrote(written: Desk, text: str, operations: list[str]) -> None:
    assert [entry.operation for entry in entries(written, text=text)] == operations


def test_a_common_name_finds_the_visits_of_everyone_who_is_called_so(desk: Desk) -> None:
    made = [add_patient(desk.clinic, f"Ida {n}", "Berg", f"40{n:02}") for n in range(24)]
    for n, one in enumerate(made):
        desk.book(9, start=desk.at(9, day=n), patient=one.id)
    log = desk.clinic.history.entries(text="berg", operation="appointments")
    assert ([entry.visits[0].patient for entry in log.items], log.next) == ([one.name for one in made[::-1]], None)
    assert not log.more_people


def test_more_people_than_are_looked_at_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [add_patient(desk.clinic, f"Ida {n}", "Berg", f"40{n:02}") for n in range(3)]
    for n, one in enumerate(made):
        desk.book(9 + n, patient=one.id)
    monkeypatch.setattr(history_people, "MOST_CALLED", 2)
    log = desk.clinic.history.entries(text="berg", operation="appointments")
    assert (len(log.items), log.more_people) == (2, True)


def test_a_typing_error_finds_nobody_beside_those_who_are_called_so(desk: Desk) -> None:
    borg = add_patient(desk.clinic, "Ida", "Borg", "4001")
    desk.book(9, patient=borg.id)
    assert [entry.visits[0].patient for entry in entries(desk, text="berg", operation="appointments")] == [borg.name]
    berg = add_patient(desk.clinic, "Ida", "Berg", "4002")
    desk.book(10, patient=berg.id)
    assert [entry.visits[0].patient for entry in entries(desk, text="berg", operation="appointments")] == [berg.name]


@pytest.mark.parametrize("text", ["%", "&", "_", "…"])
def test_a_text_without_letters_finds_nothing_by_patients(desk: Desk, text: str) -> None:
    later(desk, 24 * 60)
    desk.book(start=desk.at(9))
    assert entries(desk, text=text, operation="appointments") == ()


def test_a_long_search_is_carried_on_from_where_it_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.book(9, title="Splint")
    seq = cursor(desk)
    for hour in (10, 11, 12, 13):
        desk.book(hour)
    monkeypatch.setattr(history_search, "SLICE", 1)
    monkeypatch.setattr(history_search, "MOST_SEARCHED", 2)
    log = desk.clinic.history.entries(text="splint")
    assert (log.items, log.next) == ((), cursor(desk) - 1)
    rest = desk.clinic.history.entries(text="splint", before=log.next)
    again = desk.clinic.history.entries(text="splint", before=rest.next)
    assert [entry.seq for entry in (*rest.items, *again.items)] == [seq]


def test_the_moments_of_a_day_are_those_that_touched_it(desk: Desk) -> None:
    visit = desk.book(9)
    desk.book(start=desk.at(9, day=1))
    first = cursor(desk) - 1
    desk.clinic.appointments.move(id=visit.id, start=desk.at(9, day=2))
    desk.clinic.appointments.move(id=visit.id, start=desk.at(10, day=2))
    found = desk.clinic.history.moments(day=DAY)
    assert [(moment.seq, moment.visits) for moment in found.items] == [(first + 2, (visit.id,)), (first, (visit.id,))]
    assert found.total == 2


def test_moments_of_a_practitioner_are_those_of_the_week(desk: Desk) -> None:
    desk.book(start=desk.at(9, day=1))
    desk.book(9, practitioner=desk.ortega.id)
    found = desk.clinic.history.moments(day=DAY, practitioner=desk.chen.id)
    assert [moment.seq for moment in found.items] == [cursor(desk) - 1]


def test_moments_are_read_a_piece_at_a_time(desk: Desk) -> None:
    for hour in (9, 10, 11):
        desk.book(hour)
    last = cursor(desk)
    first = desk.clinic.history.moments(day=DAY, size=2)
    rest = desk.clinic.history.moments(day=DAY, size=2, before=first.items[-1].seq)
    assert [moment.seq for moment in (*first.items, *rest.items)] == [last, last - 1, last - 2]
    assert rest.total == 3


def test_what_is_asked_for_must_make_sense(desk: Desk) -> None:
    with pytest.raises(Invalid, match="last_before_first"):
        entries(desk, first=DAY, last=DAY - timedelta(days=1))
    with pytest.raises(NotFound):
        entries(desk, visit=nobody())
    with pytest.raises(NotFound):
        entries(desk, patient=nobody())
    with pytest.raises(NotFound):
        desk.clinic.history.entry(seq=cursor(desk) + 1)
    with pytest.raises(NotFound):
        desk.clinic.history.moments(day=DAY, practitioner=Id(4))


def test_names_never_reach_logs(desk: Desk) -> None:
    desk.book(9)
    assert desk.eva.family_name not in repr(entries(desk))
