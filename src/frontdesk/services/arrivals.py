"""The day at the counter: who has come, is in, is done, did not show up or went again, and when (C09, C23)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.series import Scope
from frontdesk.domain.series_trial import Deed
from frontdesk.services import checks, families
from frontdesk.services.allowing import without_old_reason
from frontdesk.services.operations import operation
from frontdesk.services.series.wanted import Wanted
from frontdesk.services.visit_steps import VisitSteps
from frontdesk.store.work import Work

_BEGUN = (Status.IN_PROGRESS, Status.COMPLETED)
# When each time may be noted: after it has come to that.
_NOTED_WHEN: dict[str, tuple[Status, ...]] = {
    "arrived_at": (Status.ARRIVED, *_BEGUN, Status.CANCELLED),
    "actual_start": _BEGUN,
    "actual_end": (Status.COMPLETED,),
}


class Arrivals(VisitSteps):
    """The operations on visits that are of their day: each is one step, and undo puts every time back as it was."""

    @operation("appointments.set_status", right=Right.STATUS)
    def set_status(
        self,
        *,
        id: Id,
        status: Status,
        reason: str | None = None,
        scope: Scope | None = None,
        instead_of: int | None = None,
        version: int | None = None,
    ) -> Appointment:
        """Give an appointment its next status; a path that does not exist is invalid, wrong clicks are undone.

        Arriving, beginning and completing a visit note the time, unless it was noted before; the latter two are of
        this part of a booking alone, every other status is of all its parts that have not begun. A `reason` tells why
        a patient did not show up, and is for `no_show` alone; said of one that is a no-show already, it takes the
        place of the reason there is. Cancelling and leaving have steps of their own for theirs. With a `scope` all
        dates of a series that are meant, still to come, and may take the status get it.
        """
        status = checks.one_of(status, Status, field="status")
        told = _told(reason)
        if told is not None and status is not Status.NO_SHOW:
            raise Invalid("reason_only_no_show", field="reason", got=told, allowed="none but for no_show")
        with self._writing("set_status", f"Status {status.value.replace('_', ' ')}") as (work, words):
            held, meant = self._meant(work, id, version, scope, Deed.SET_STATUS, instead_of)
            if meant is not Scope.THIS:
                wanted = Wanted(Deed.SET_STATUS, status=status, reason=told)
                return words.of(self._widely(work, held, meant, wanted))
            if held.status is status is Status.NO_SHOW and told is not None:
                return _explained(work, held, told)
            after = without_old_reason(work, held, families.stepped(held, status, work.now, told))
            return families.took_status(work, work.replace(held, after))

    @operation("appointments.leave", right=Right.CANCEL)
    def leave(self, *, id: Id, reason: str = "", version: int | None = None) -> Appointment:
        """Note that a patient who has arrived goes without being seen: the visit is cancelled, its time free at once.

        When, and why, are kept with it; of a booking so are all parts that have not begun. Invalid for a visit whose
        patient has not arrived or is in, and for a class, whose people go one by one. Restore brings it back as
        booked.
        """
        told = _told(reason)
        with self._writing("leave", "Patient left") as (work, _):
            held, _meant = self._meant(work, id, version, Scope.THIS, Deed.CANCEL)
            _check_leaving(held)
            after = replace(held.with_status(Status.CANCELLED, work.now), left_at=work.now, cancel_reason=told)
            return families.took_status(work, work.replace(held, replace(after, updated_at=work.now)))

    @operation("appointments.set_times", right=Right.STATUS)
    def set_times(
        self,
        *,
        id: Id,
        arrived_at: Instant | Keep | None = KEEP,
        left_at: Instant | Keep = KEEP,
        actual_start: Instant | Keep | None = KEEP,
        actual_end: Instant | Keep | None = KEEP,
        version: int | None = None,
    ) -> Appointment:
        """Put right when a patient arrived, went in and came out; what is left out stays, null clears (C03).

        They come one after the other, none lies ahead, and none is noted before the visit's status says that it has
        happened. Arriving is of all parts of a booking that have arrived at one time, the rest of this part alone.
        When a patient left can be put right, not cleared.
        """
        checks.known(id, field="id")
        with self._writing("set_times", "Times of a visit changed") as (work, _):
            held = checks.fresh(work.get(Appointment, id), version, "appointment")
            _check_timed(held)
            after = replace(
                held,
                arrived_at=_moment(work, arrived_at, held.arrived_at, "arrived_at"),
                left_at=_moment(work, left_at, held.left_at, "left_at"),
                actual_start=_moment(work, actual_start, held.actual_start, "actual_start"),
                actual_end=_moment(work, actual_end, held.actual_end, "actual_end"),
                updated_at=work.now,
            )
            _check_times(held, after)
            return families.took_arrival(work, held, work.replace(held, after))


def _explained(work: Work, held: Appointment, told: str) -> Appointment:
    """Note why a patient did not show up, in all rows of the booking that were missed."""
    rows = [row for row in families.rows_of(work, held) if row.status is Status.NO_SHOW]
    for row in rows:
        if row.no_show_reason != told:
            work.replace(row, replace(row, no_show_reason=told, updated_at=work.now))
    return work.get(Appointment, held.id)


def _told(reason: str | None) -> str | None:
    """Give a reason as one line, None without one; null is none too."""
    return checks.line(reason or "", field="reason") or None


def _check_leaving(held: Appointment) -> None:
    if held.group:
        raise Invalid("people_leave_alone", field="id", got=str(held.id), allowed="a visit of one patient")
    if held.status is not Status.ARRIVED:
        raise Invalid("only_who_arrived", field="id", got=held.status.value, allowed=[Status.ARRIVED.value])


def _check_timed(held: Appointment) -> None:
    """Refuse what nobody arrives for: blocks, events of the staff, and times that are only held."""
    if held.event_type is not EventType.APPOINTMENT or held.status is Status.HELD:
        raise Invalid("no_times", field="id", got=str(held.id), allowed="a visit")


def _moment(work: Work, sent: Instant | Keep | None, held: Instant | None, field: str) -> Instant | None:
    """Give a time as it is sent, or as it is held; what is ahead is invalid."""
    if isinstance(sent, Keep):
        return held
    if sent is None and field == "left_at":
        raise Invalid("wrong_type", field=field, got=None, allowed="an instant")
    found = checks.instant_or_none(sent, field=field)
    if found is not None and found > work.now:
        raise Invalid("time_ahead", field=field, got=found, allowed=f"up to {work.now}")
    return found


def _check_times(held: Appointment, after: Appointment) -> None:
    """Refuse times that do not go with the status, and those that do not follow one another."""
    for name, statuses in _NOTED_WHEN.items():
        said = getattr(after, name)
        if said is not None and said != getattr(held, name) and held.status not in statuses:
            raise Invalid("not_that_far", field=name, got=held.status.value, allowed=[s.value for s in statuses])
    if held.left_at is None and after.left_at is not None:
        raise Invalid("not_that_far", field="left_at", got=held.status.value, allowed="one who left")
    if after.actual_end is not None and after.actual_start is None:
        raise Invalid("times_out_of_order", field="actual_end", got=after.actual_end, allowed="after actual_start")
    said_times = [(name, at) for name in _IN_ORDER if (at := getattr(after, name)) is not None]
    for (before, first), (name, at) in pairwise(said_times):
        if at < first:
            field = name if getattr(held, name) != at else before
            raise Invalid("times_out_of_order", field=field, got=getattr(after, field), allowed=f"{before} first")


_IN_ORDER = ("arrived_at", "actual_start", "actual_end", "left_at")
