"""The waiting list beside a day: its gaps with those who fit, and where each of those who wait fits first (C72)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant, local_date, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.services.kept_times import KeptTimes
from frontdesk.services.waitlist_entries import has_ended, keeps, today
from frontdesk.services.waitlist_fits import Known, may_join
from frontdesk.services.waitlist_freed import seats_free
from frontdesk.services.waitlist_listing import is_unavailable, service_called
from frontdesk.services.waitlist_rows import Gap, Place, Waiting
from frontdesk.services.waitlist_sweep import Spot, Sweep, asking_of, to_be_asked
from frontdesk.store import waitlist as table
from frontdesk.store.work import Familiar

LEAST_GAP = 5 * MINUTE
DAYS_AHEAD = 14
# Later days are looked through for the first of the list alone: that costs more than the day itself.
MOST_AHEAD = 10


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the book: what is known of the list, and of free times, at a moment."""

    book: Familiar
    kept: KeptTimes
    known: Known
    now: Instant
    zone: str

    def sweep(self, first: date, days: int = 1) -> Sweep:
        """Begin to look through some dates."""
        edges = (start_of_day(first, self.zone), start_of_day(first + timedelta(days=days), self.zone))
        return Sweep(self.book, self.kept, self.now, Interval(*edges))

    def asked(self) -> list[WaitlistEntry]:
        """Give those who may be offered a time, in their order."""
        return to_be_asked(self.book, self.known.entries, self.now, today(self.book, self.now))


def gaps_of(look: Look, day: date) -> tuple[Gap, ...]:
    """Give the free times of a date, by practitioner then start, each with those who fit in their order."""
    sweep = look.sweep(day)
    people = [p for p in look.book.all(Practitioner) if p.archived_at is None]
    people.sort(key=lambda one: (one.position, one.id))
    outlines = {one.id: [gap for gap in sweep.outline(one.id) if gap.length >= LEAST_GAP] for one in people}
    found: dict[tuple[Id, Interval], list[Id]] = {(one, gap): [] for one, gaps in outlines.items() for gap in gaps}
    for entry in look.asked():
        wishes, length = sweep.wishes(entry), sweep.length(asking_of(entry)) or 0
        if wishes is None:
            continue
        for person in sweep.people(entry):
            for gap in outlines.get(person, ()):
                bounds = (gap.start, gap.end - length)
                if bounds[0] <= bounds[1] and sweep.spot(entry, wishes, person, bounds) is not None:
                    found[person, gap].append(entry.id)
    return tuple(Gap(one, gap.start, gap.end, len(ids), tuple(ids)) for (one, gap), ids in found.items())


def places_on(look: Look, day: date) -> tuple[Place, ...]:
    """Give each of those who wait, in their order, with the first time that they fit, on a date or soon after it."""
    sweep = look.sweep(day)
    asked = {entry.id for entry in look.asked()}
    spots = {entry.id: _first(sweep, entry) for entry in look.known.entries if entry.id in asked}
    unplaced = [entry for entry in look.known.entries if entry.id in asked and spots[entry.id] is None]
    later: dict[Id, Spot] = {}
    if unplaced:
        ahead = look.sweep(day + timedelta(days=1), DAYS_AHEAD)
        found = ((entry.id, _first(ahead, entry)) for entry in unplaced[:MOST_AHEAD])
        later = {one: spot for one, spot in found if spot is not None}
    return tuple(_placed(look, day, spots, later))


def _first(sweep: Sweep, entry: WaitlistEntry) -> Spot | None:
    wishes = sweep.wishes(entry)
    if wishes is None:
        return None
    found = (sweep.spot(entry, wishes, person, sweep.whole) for person in sweep.people(entry))
    return min((spot for spot in found if spot is not None), default=None)


def _placed(look: Look, day: date, spots: Mapping[Id, Spot | None], later: Mapping[Id, Spot]) -> Iterator[Place]:
    """Make a row of each who waits with where they fit, without what only a page of the list tells."""
    connection, now, entries = look.book.connection, look.now, look.known.entries
    sessions = table.visits(connection, (entry.appointment_id for entry in entries))
    starts = table.starts_of(connection, (entry.gives_up for entry in entries))
    held = table.visits(connection, (e.offer.hold_id for e in entries if e.offer is not None and e.offer.until > now))
    for entry in entries:
        session = sessions.get(entry.appointment_id or Id(0))
        hold = None if entry.offer is None else held.get(entry.offer.hold_id)
        row = _row(look, entry, session, hold, starts.get(entry.gives_up or Id(0)))
        spot = spots.get(entry.id) or later.get(entry.id)
        if session is not None and not row.run_out and _has_seat(look, session, entry):
            on_day = local_date(session.start, look.zone) == day
            yield Place(row, session.start, session.end, session.practitioner_id, session.location_id, on_day)
        elif spot is None:
            yield Place(row)
        else:
            times = Instant(spot.start), Instant(spot.end)
            yield Place(row, *times, spot.practitioner, spot.location, spots.get(entry.id) is not None)


def _has_seat(look: Look, session: Appointment, entry: WaitlistEntry) -> bool:
    return seats_free(look.book, session, look.now) > 0 and may_join(session, entry, look.now)


def _row(
    look: Look, entry: WaitlistEntry, session: Appointment | None, hold: Appointment | None, let_go: Instant | None
) -> Waiting:
    face = look.known.faces[entry.patient_id]
    return Waiting(
        entry,
        face.name,
        face.phone,
        face.alert,
        service_called(look.book, entry, session),
        "" if session is None else session.title,
        None if session is None else session.start,
        let_go,
        hold is not None and keeps(hold, entry, look.now),
        has_ended(look.book, entry, look.now, session),
        unavailable=is_unavailable(look.book, entry),
    )
