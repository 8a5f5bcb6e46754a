"""Visits that a file calls off, and brings back: whoever called one off may do so, the desk or the sender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.services.ics import kept
from frontdesk.services.ics.cases import Case
from frontdesk.services.ics.preview import State
from frontdesk.services.series.wanted import CALLED_OFF


def nothing_to_call_off(held: Sequence[Appointment], older: bool) -> tuple[State, str]:
    """Tell why a cancellation changes nothing; an export calls no-shows and invalid visits cancelled too."""
    if any(not each.status.occupies for each in held):
        return State.SAME, "unchanged"
    if older:
        return State.SAME, "older"
    return State.CANCELLED, "cancelled_not_here"


def can_be_called_off(held: Appointment) -> bool:
    """Tell whether a visit is still to be called off: one that is over, or put away, is not."""
    return held.status.occupies and held.status is not Status.COMPLETED and held.archived_at is None


def called_off(case: Case, held: Appointment) -> Appointment:
    """Give a visit as its file has called it off, so that a newer one may bring it back."""
    event = case.entry.event
    imported = kept.mark_of(held.extras) is not None
    return replace(
        held,
        recurrence_id=event.recurrence_id if has_new_name(case, held) else held.recurrence_id,
        status=Status.CANCELLED,
        sequence=max(held.sequence, event.sequence) if imported else held.sequence,
        extras=kept.called_off(held.extras, event.last_modified),
    )


def has_new_name(case: Case, held: Appointment) -> bool:
    """Tell whether the time that an event calls off has another name in it, by which it is found from now on."""
    event = case.entry.event
    named = None not in (event.recurrence_id, held.recurrence_id) and not event.this_and_future
    return named and held.recurrence_id != event.recurrence_id and case.held.get(event.recurrence_id) is held


def back(case: Case, held: Appointment) -> Appointment:
    """Give a visit that stands again in its file, which says the same of it as before."""
    extras = tuple(line for line in held.extras if not line.startswith(f"{CALLED_OFF}:"))
    return replace(held, status=case.words.status, sequence=case.words.sequence, extras=extras)
