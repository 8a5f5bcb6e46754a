"""Entries of the log in words: who waits, who is away, what came back from the past, and all of it undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.gui.ground import history_told
from tests.support.clinics import ZONE, Desk
from tests.support.sick_days import applied, as_planned, planned, visit, with_ortega_at_work

MASK = history_told.MASK


def told(desk: Desk, *, masked: bool = False) -> str:
    """Word the newest step."""
    entry = desk.clinic.history.entry(seq=desk.clinic.book.cursor())
    return history_told.entry_words(entry, ZONE, masked=masked)


def waits(desk: Desk) -> WaitlistEntry:
    return desk.clinic.waitlist.add(patient=desk.eva.id, service=desk.service.id)


def offered(desk: Desk) -> WaitlistEntry:
    return desk.clinic.waitlist.offer(id=waits(desk).id, start=desk.at(11), practitioner=desk.chen.id)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (waits, "Added to the waiting list: %1"),
        (
            lambda desk: desk.clinic.waitlist.update(id=waits(desk).id, note="mornings"),
            "Changed on the waiting list: %1",
        ),
        (lambda desk: desk.clinic.waitlist.remove(id=waits(desk).id), "Taken off the waiting list: %1"),
        (offered, "Offered Wed 18 Mar, 11:00 to %1"),
        (lambda desk: desk.clinic.waitlist.accept(id=offered(desk).id), "Booked from the waiting list: %1"),
        (lambda desk: desk.clinic.waitlist.decline(id=offered(desk).id), "Declined what was offered: %1"),
    ],
)
def test_what_is_done_on_the_waiting_list_names_who_waits(
    desk: Desk, deed: Callable[[Desk], object], words: str
) -> None:
    deed(desk)
    assert told(desk) == words.replace("%1", "Eva Novák")
    assert told(desk, masked=True) == words.replace("%1", MASK)


def test_what_was_done_there_is_worded_too_when_it_is_undone_and_done_again(desk: Desk) -> None:
    waits(desk)
    desk.clinic.history.undo()
    assert told(desk) == "Undone: Added to the waiting list: Eva Novák"
    desk.clinic.history.redo()
    assert told(desk) == "Done again: Added to the waiting list: Eva Novák"


def test_an_absence_names_who_is_away_and_counts_what_became_of_the_visits(desk: Desk) -> None:
    with_ortega_at_work(desk)
    for hour in (9, 10):
        visit(desk, hour)
    applied(desk, as_planned(planned(desk)))
    assert told(desk) == "Dr. Amelia Chen away: 2 visits given to others"
    desk.clinic.history.undo()
    assert told(desk) == "Undone: Dr. Amelia Chen away: 2 visits given to others"


def test_a_block_is_told_as_one_when_it_is_undone(desk: Desk) -> None:
    desk.clinic.blocks.create(start=desk.at(12), end=desk.at(13), practitioner=desk.chen.id, title="Lunch")
    assert told(desk) == "Lunch: Blocked"
    desk.clinic.history.undo()
    assert told(desk) == "Lunch: Undone: Blocked"


def test_what_is_restored_is_no_step_of_its_own_kind(desk: Desk) -> None:
    booked = desk.book(9)
    seq = desk.clinic.book.cursor()
    desk.clinic.appointments.move(id=booked.id, start=desk.at(11))
    desk.clinic.history.restore(seq=seq, ids=[booked.id])
    assert told(desk) == "Eva Novák: Restored from the past: Moved from Wed 18 Mar, 11:00 to 09:00"


def test_an_offer_and_what_came_of_it_are_told_in_the_history_of_the_visit(desk: Desk) -> None:
    entry = offered(desk)
    made = desk.clinic.waitlist.accept(id=entry.id).appointment
    lines = desk.clinic.appointments.history(id=made.id).lines
    words = [history_told.words_of(line, ZONE, masked=False) for line in lines]
    assert words == ["Offered from the waiting list", "Booked from the waiting list"]
