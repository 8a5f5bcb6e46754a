"""Sign patients up for one or several sessions of a class, note what is known of them, and sign them off (C24)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment, Attendee
from frontdesk.domain.errors import Conflict, Invalid, NotFound, Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient
from frontdesk.domain.series import Scope
from frontdesk.services import seating
from frontdesk.services.attendee_rows import SignedUp, elsewhere, session_of
from frontdesk.services.seating import put
from frontdesk.services.waitlist_closing import check_not_offered, waited_for
from frontdesk.store.work import Work

Noting = Callable[[Attendee], Attendee]


def signed_up(work: Work, held: Appointment, scope: Scope, new: Attendee) -> SignedUp:
    """Sign a patient up for every session of a scope that is to come and has a seat left, the one that is named too.

    Conflict `no_seat_left` where none has, with a clash for every full one and the seats of the first; `comes_already`
    where the patient comes to all of them.
    """
    _check_patient(work, new.id)
    if scope is Scope.THIS:
        done = _seated(work, check_on(check_class(held)), new)
        return SignedUp((session_of(work, done),), clashes=tuple(elsewhere(work, (done,), new.id, work.now)))
    taken: list[Appointment] = []
    full: list[Appointment] = []
    already: list[Appointment] = []
    refusals: list[Conflict] = []
    for row in _to_come(work, held, scope):
        try:
            taken.append(_seated(work, row, new))
        except Conflict as refused:
            (already if refused.reason == "comes_already" else full).append(row)
            refusals.append(refused)
    if not taken:
        raise _of_all(refusals, scope)
    return SignedUp(
        appointments=tuple(session_of(work, row) for row in taken),
        full=tuple(session_of(work, row) for row in full),
        already=tuple(session_of(work, row) for row in already),
        clashes=tuple(elsewhere(work, taken, new.id, work.now)),
    )


def _of_all(refusals: list[Conflict], scope: Scope) -> Refusal:
    """Give the refusal of a scope in which no session took a patient; that one is full says more than the rest."""
    if not refusals:
        return Invalid("nothing_to_change", field="scope", got=scope.value, allowed="sessions still to come")
    first = next((each for each in refusals if each.reason == "no_seat_left"), refusals[0])
    return Conflict(first.reason, tuple(clash for each in refusals for clash in each.clashes), **first.facts)


def noted(work: Work, held: Appointment, scope: Scope, patient: Id, note: Noting) -> list[Appointment]:
    """Note something of one attendee in every visit of a scope that they come to; NotFound where in none.

    Conflict `seat_offered` where a seat is only held for them.
    """
    rows = [row for row in _all(work, held, scope) if group.attendee_of(row, patient) is not None]
    if not rows:
        raise NotFound("attendee", patient)
    for row in rows:
        check_not_offered(row, (patient,))
    return [put(work, row, _with_note(work, row, patient, note)) for row in rows]


def signed_off(work: Work, held: Appointment, scope: Scope, patient: Id) -> list[Appointment]:
    """Take a patient off the named session and off those of the scope that are still to come; what has been stays.

    Conflict `seat_offered` where a seat is only held for them.
    """
    check_class(held)
    mine = [row for row in _all(work, held, scope) if row.id == held.id or row.start > work.now]
    rows = [row for row in mine if group.attendee_of(row, patient) is not None]
    if not rows:
        raise NotFound("attendee", patient)
    for row in rows:
        check_not_offered(row, (patient,))
    return [put(work, row, group.signed_off(row, patient, work.now)) for row in rows]


def moved(work: Work, held: Appointment, patient: Id, to: Appointment) -> SignedUp:
    """Move a patient to another session with what is known of their payment; refused whole when it is full."""
    if to.id == held.id:
        raise Invalid("same_session", field="to", got=str(to.id), allowed="another session")
    mine = group.attendee_of(check_class(held), patient)
    if mine is None:
        raise NotFound("attendee", patient)
    check_not_offered(held, (patient,))
    # Whoever did not come here may well come there.
    fresh = replace(mine, no_show=False)
    done = _seated(work, check_on(check_class(to, "to"), "to"), fresh)
    put(work, held, group.signed_off(held, patient, work.now))
    others = elsewhere(work, (done,), patient, work.now, frozenset({held.id}))
    return SignedUp((session_of(work, done),), clashes=tuple(others))


def check_class(visit: Appointment, field: str = "appointment") -> Appointment:
    """Give a visit back, refusing one that several do not come to."""
    if not visit.group:
        raise Invalid("not_a_group", field=field, got=str(visit.id), allowed="a group appointment")
    return visit


def check_on(visit: Appointment, field: str = "appointment") -> Appointment:
    """Give a session back, refusing one that was called off or put away."""
    if not visit.takes_time:
        got = "archived" if visit.archived_at is not None else visit.status.value
        raise Invalid("session_is_off", field=field, got=got, allowed="a session that takes place")
    return visit


def _seated(work: Work, row: Appointment, new: Attendee) -> Appointment:
    return waited_for(work, row, put(work, row, seating.signed_up(work, row, new)))


def _with_note(work: Work, row: Appointment, patient: Id, note: Noting) -> Appointment:
    attendee = group.attendee_of(row, patient)
    assert attendee is not None
    fresh = note(attendee)
    return row if fresh == attendee else group.with_attendee(row, replace(fresh, updated_at=work.now), work.now)


def _all(work: Work, held: Appointment, scope: Scope) -> list[Appointment]:
    if scope is Scope.THIS:
        return [held]
    # Imported late: most steps are of one session, and pay nothing for those of a series.
    from frontdesk.services.series.members import family_of

    return family_of(work, held).of(held, scope)


def _to_come(work: Work, held: Appointment, scope: Scope) -> list[Appointment]:
    rows = (row for row in _all(work, check_class(held), scope) if row.id == held.id or row.start > work.now)
    return [row for row in rows if row.group and row.takes_time]


def _check_patient(work: Work, patient: Id) -> None:
    found = work.get(Patient, patient)
    if found.archived_at is not None:
        raise Invalid("archived", field="patient", got=str(patient), allowed="one that is not archived")
