"""Who of those who wait really can come into a free time, best first (C72)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.domain.waitlist_ranking import Chance, FitReason, Ranked, ranked
from frontdesk.services.waitlist_entries import today
from frontdesk.services.waitlist_listing import service_called
from frontdesk.services.waitlist_rows import Fit, Freed
from frontdesk.services.waitlist_sweep import Bounds, Spot, Sweep, asking_of, to_be_asked
from frontdesk.store import waitlist as table
from frontdesk.store.work import Familiar

_REACH = 4 * HOUR


@dataclass(frozen=True, slots=True)
class Known:
    """All who wait, in their order, and what rows show of their patients: read once for one state of the book."""

    mark: tuple[int, str]
    entries: tuple[WaitlistEntry, ...]
    faces: Mapping[Id, table.Face]


@dataclass(frozen=True, slots=True)
class Window:
    """A free time that is to be filled: from when to when, with whom, and starts that would do, the best first.

    Of the time between `start` and `end` as much as can be is to be used; buffers may reach out of it.
    """

    start: Instant
    end: Instant
    practitioner: Id
    beyond: bool = False

    def bounds(self, length: int) -> Sequence[Bounds]:
        """Give between which starts a visit of some milliseconds lies within the time, or beyond it where it may."""
        inside = (int(self.start), self.end - length)
        if not self.beyond:
            return (inside,)
        return (inside, (self.start, self.end - 1), (self.end - length, self.start - 1))

    def filled(self, start: int, end: int) -> int:
        """Give how much of the time a visit uses, 0 to 100."""
        return max(0, min(end, self.end) - max(start, self.start)) * 100 // (self.end - self.start)


def fits_of(
    book: Familiar, known: Known, windows: Sequence[tuple[Window, Sweep]], now: Instant, exclude: Iterable[Id]
) -> tuple[list[Ranked], Mapping[Id, Spot]]:
    """Rank who fits free times, and tell when each of them would come: into the first of the times that they fit."""
    left = frozenset(exclude)
    spots: dict[Id, Spot] = {}
    able: list[tuple[WaitlistEntry, Window, Sweep]] = []
    for entry in to_be_asked(book, known.entries, now, today(book, now)):
        for window, sweep in windows if entry.id not in left else ():
            spot = _spot(sweep, entry, window)
            if spot is not None:
                spots[entry.id] = spot
                able.append((entry, window, sweep))
                break
    starts = table.starts_of(book.connection, (entry.gives_up for entry, _, _ in able))
    chances = [
        _chance(known, sweep, window, entry, spots[entry.id], starts.get(entry.gives_up or Id(0)))
        for entry, window, sweep in able
    ]
    return ranked(chances), spots


def _spot(sweep: Sweep, entry: WaitlistEntry, window: Window) -> Spot | None:
    length = sweep.length(asking_of(entry))
    if length is None or window.practitioner not in sweep.people(entry):
        return None
    wishes = sweep.wishes(entry)
    if wishes is None:
        return None
    tried = (b for b in window.bounds(length) if b[0] <= b[1])
    found = (sweep.spot(entry, wishes, window.practitioner, bounds) for bounds in tried)
    return next((spot for spot in found if spot is not None), None)


def _chance(
    known: Known, sweep: Sweep, window: Window, entry: WaitlistEntry, spot: Spot, gives_up_at: Instant | None
) -> Chance:
    face = known.faces[entry.patient_id]
    told = {
        FitReason.CHOSEN_PRACTITIONER: bool(entry.practitioners),
        FitReason.PREFERRED_DAY: entry.prefers is not None and bool(entry.prefers.days),
        FitReason.PREFERRED_PART: entry.prefers is not None and bool(entry.prefers.parts),
        FitReason.USUAL_PRACTITIONER: face.practitioner_id == spot.practitioner,
        FitReason.USUAL_TIME: face.prefers is not None and sweep.likes(face.prefers, spot),
    }
    close = tuple(reason for reason, holds in told.items() if holds)
    filled = window.filled(spot.start, spot.end)
    return Chance(entry, Instant(spot.start), Instant(spot.end), close, filled, gives_up_at)


def fit_of(book: Familiar, known: Known, one: Ranked, spot: Spot | None, session: Appointment | None = None) -> Fit:
    """Make the row of one who fits a time, or who waits for a seat of a class."""
    chance = one.chance
    entry, face = chance.entry, known.faces[chance.entry.patient_id]
    who = where = None
    if spot is not None:
        who, where = spot.practitioner, spot.location
    elif session is not None:
        who, where = session.practitioner_id, session.location_id
    return Fit(
        entry=entry.id,
        version=entry.version,
        patient_id=entry.patient_id,
        patient=face.name,
        phone=face.phone,
        alert=face.alert,
        service_id=entry.service_id,
        service=service_called(book, entry, session),
        start=chance.start,
        end=chance.end,
        practitioner_id=who,
        location_id=where,
        appointment_id=None if session is None else session.id,
        urgency=entry.urgency,
        waiting_since=entry.created_at,
        score=one.score,
        reasons=one.reasons,
        note=entry.note,
        gives_up=entry.gives_up,
        gives_up_start=chance.gives_up_at,
    )


def line_fits(book: Familiar, known: Known, session: Appointment, now: Instant, exclude: Iterable[Id]) -> list[Ranked]:
    """Give who may have a free seat of a class, in the order of its waiting line."""
    left = frozenset(exclude)
    line = [
        entry
        for entry in known.entries
        if entry.appointment_id == session.id and entry.id not in left and may_join(session, entry, now)
    ]
    starts = table.starts_of(book.connection, (entry.gives_up for entry in line))
    chances = [
        Chance(entry, session.start, session.end, gives_up_at=starts.get(entry.gives_up or Id(0))) for entry in line
    ]
    return ranked(chances, line=True)


def may_join(session: Appointment, entry: WaitlistEntry, now: Instant) -> bool:
    """Tell whether a seat may be offered to one in the line of a class: not offered yet, and not there."""
    return group.attendee_of(group.standing(session, now), entry.patient_id) is None


def window_of(freed: Freed) -> Window | None:
    """Give the free time that a visit has left, to be filled with any visit that uses some of it."""
    if freed.practitioner_id is None:
        return None
    return Window(freed.start, freed.end, freed.practitioner_id, beyond=True)


def reach_of(window: Window) -> Interval:
    """Give the span that has to be looked at to fill a free time: what sticks out of it may begin before."""
    return Interval(Instant(window.start - (_REACH if window.beyond else 0)), window.end)
