"""The waiting list: who would come sooner, and who can come into a time or a seat that is free (C72)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, checked_date, checked_instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.location import Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.waitlist import EntryState, WaitlistEntry
from frontdesk.services import checks, waitlist_day, waitlist_offers
from frontdesk.services.availability import uncollected
from frontdesk.services.holds import USUAL_MINUTES, checked_minutes
from frontdesk.services.operations import Area, operation
from frontdesk.services.waitlist_entries import EntryFields, entered, said, waiting_entry
from frontdesk.services.waitlist_fits import Known, Window, fit_of, fits_of, line_fits, reach_of, window_of
from frontdesk.services.waitlist_freed import freed_by, freed_with, patient_of
from frontdesk.services.waitlist_listing import rows_of
from frontdesk.services.waitlist_rows import Accepted, Fit, FitsAfter, FreedBy, Gap, Place, Waiting, WaitingPage
from frontdesk.services.waitlist_sweep import Sweep
from frontdesk.store import journal
from frontdesk.store import waitlist as table
from frontdesk.store.work import Familiar

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

USUAL_FITS = 5
MOST_FITS = 500
LONGEST_TIME = 31 * DAY


class Waitlist(Area):
    """Operations on the waiting list. Instants and lengths in milliseconds; dates are those of the clinic's zone."""

    def __init__(self, clinic: Clinic) -> None:
        super().__init__(clinic)
        self._known: Known | None = None

    @operation("waitlist.add", right=Right.BOOK)
    def add(self, *, patient: Id, appointment: Id | None = None, **sent: Unpack[EntryFields]) -> WaitlistEntry:
        """Put a patient on the waiting list, for a service or, with an appointment, for a seat of that class (C72).

        Conflict `waits_already` when the patient waits for that class, `comes_already` when they come to it.
        """
        with self._clinic.writing("waitlist.add", lambda: "Added to the waiting list") as work:
            made = entered(work, patient, appointment, sent, self._clinic.actor.id)
            work.create(made)
            return made

    @operation("waitlist.get", right=Right.SEE)
    def get(self, *, id: Id) -> Waiting:
        """Read one entry of the waiting list, a closed one too (C72)."""
        now = self._clinic.clock()
        with self._book.reading() as book:
            return rows_of(book, [book.get(WaitlistEntry, checks.known(id, field="id"))], now)[0]

    @operation("waitlist.list", right=Right.SEE)
    def list(
        self,
        *,
        page: int = 1,
        size: int = 50,
        state: EntryState | None = EntryState.WAITING,
        patient: Id | None = None,
        appointment: Id | None = None,
    ) -> WaitingPage:
        """List the entries, the more urgent first and then who waits longer; null for a state lists all (C72)."""
        offset, now = checks.page(page, size), self._clinic.clock()
        checks.one_of_or_none(state, EntryState, field="state")
        with self._book.reading() as book:
            entries, total = table.page(
                book.connection,
                state=state,
                patient=checks.known_or_none(patient, field="patient"),
                appointment=checks.known_or_none(appointment, field="appointment"),
                offset=offset,
                limit=size,
            )
            return WaitingPage(rows_of(book, entries, now), total, page, size)

    @operation("waitlist.update", right=Right.BOOK)
    def update(self, *, id: Id, version: int | None = None, **sent: Unpack[EntryFields]) -> WaitlistEntry:
        """Change an entry that still waits; what is left out stays, null clears (C72).

        Conflict `offered_already` where what is held for them would not be what they wait for any more.
        """
        with self._clinic.writing("waitlist.update", lambda: "Waiting list changed") as work:
            held = waiting_entry(work, id, version)
            return work.replace(held, said(work, held, sent))

    @operation("waitlist.remove", right=Right.BOOK)
    def remove(self, *, id: Id, version: int | None = None) -> WaitlistEntry:
        """Take an entry off the list, and let go of what is held for it; twice is harmless (C72)."""
        with self._clinic.writing("waitlist.remove", lambda: "Taken off the waiting list") as work:
            held = work.get(WaitlistEntry, checks.known(id, field="id"))
            if held.state is EntryState.REMOVED:
                return held
            return waitlist_offers.taken_off(work, waiting_entry(work, id, version))

    @operation("waitlist.fits", right=Right.SEE)
    def fits(
        self,
        *,
        start: Instant,
        end: Instant,
        practitioner: Id,
        room: Id | None = None,
        exclude: Sequence[Id] = (),
        limit: int = USUAL_FITS,
    ) -> tuple[Fit, ...]:
        """Rank who can come into a free time of a practitioner, best first, and say why (C72).

        The whole visit lies within it, its buffers may reach out; a room that is said is the only one that would do.
        """
        checked_instant(start, field="start")
        time = Interval.checked(start, checked_instant(end, field="end"))
        if time.length > LONGEST_TIME:
            raise Invalid("free_time_too_long", field="end", got=end, allowed="at most 31 days after the start")
        window = Window(time.start, time.end, checks.known(practitioner, field="practitioner"))
        checks.known_or_none(room, field="room")
        with self._looking() as look:
            look.book.get(Practitioner, practitioner)
            if room is not None:
                look.book.get(Room, room)
            return self._filling(look, [window], checks.all_known(exclude, field="exclude"), room)[: _most(limit)]

    @operation("waitlist.fits_after", right=Right.SEE)
    def fits_after(self, *, appointment: Id, exclude: Sequence[Id] = (), limit: int = USUAL_FITS) -> FitsAfter:
        """Rank who can come into what a visit has freed: cancelled, missed, moved away, shortened or deleted (C72).

        Of a class it is the free seats, and who waits for one in their order. A visit need not lie within the freed
        time, but uses some of it; what the other rows of a booking have freed along with it is filled too. Whoever had
        the visit is not asked to come into their own time again.
        """
        checks.known(appointment, field="appointment")
        left = checks.all_known(exclude, field="exclude")
        most = _most(limit)
        with self._looking() as look:
            freed = freed_by(look.book, appointment, look.now)
            if freed is None:
                return FitsAfter(None, (), 0)
            if freed.by is FreedBy.SEAT:
                session = look.book.get(Appointment, appointment)
                line = line_fits(look.book, look.known, session, look.now, left)
                found = tuple(fit_of(look.book, look.known, one, None, session) for one in line)
            else:
                every = (freed, *freed_with(look.book, appointment, look.now))
                whose = patient_of(look.book, appointment)
                left = (*left, *(one.id for one in look.known.entries if whose is not None and one.patient_id == whose))
                found = self._filling(look, [one for each in every if (one := window_of(each))], left, None)
        return FitsAfter(freed, found[:most], len(found))

    @operation("waitlist.offer", right=Right.BOOK)
    def offer(
        self,
        *,
        id: Id,
        start: Instant | None = None,
        practitioner: Id | None = None,
        location: Id | None = None,
        room: Id | None = None,
        minutes: int = USUAL_MINUTES,
        version: int | None = None,
    ) -> WaitlistEntry:
        """Offer a time to one who waits, or a seat of the class they wait for, and hold it for some minutes (C72).

        Conflict lists who holds the time, or tells that no seat is left, or that something is offered already;
        `comes_elsewhere` names the patient's own visit at that time. Invalid `practitioner_not_wanted` and `not_wanted`
        tell what the entry rules out: whom it does not name, and a date after its last.
        """
        length = checked_minutes(minutes)
        for name, one in (("practitioner", practitioner), ("location", location), ("room", room)):
            checks.known_or_none(one, field=name)
        wanted = waitlist_offers.Wanted(start, practitioner, location, room)
        with self._clinic.writing("waitlist.offer", lambda: "Offered from the waiting list") as work:
            held = waiting_entry(work, id, version)
            return waitlist_offers.offered(work, self._clinic.actor, held, wanted, Instant(work.now + length))

    @operation("waitlist.accept", right=Right.BOOK)
    def accept(self, *, id: Id) -> Accepted:
        """Book what is offered: the hold becomes the visit, or the seat is theirs, and the entry is done (C72).

        The visit that they give up for it is cancelled in the same step, and the time told that it frees. Conflict
        `offer_gone` when the offer has run out or was let go of.
        """
        with self._clinic.writing("waitlist.accept", lambda: "Offer accepted") as work:
            return waitlist_offers.accepted(work, self._clinic.actor, waiting_entry(work, id))

    @operation("waitlist.decline", right=Right.BOOK)
    def decline(self, *, id: Id) -> WaitlistEntry:
        """Note that an offer is not wanted, and let go of what is held; that time is not offered to them again (C72).

        Who says no to a seat of a class goes to the end of its line, and is asked again after all others. Conflict
        `offer_gone` where nothing is offered.
        """
        with self._clinic.writing("waitlist.decline", lambda: "Offer declined") as work:
            return waitlist_offers.declined(work, waiting_entry(work, id))

    @operation("waitlist.gaps", right=Right.SEE)
    def gaps(self, *, day: date) -> tuple[Gap, ...]:
        """List the free times of a date that are still to come, each with those who fit in their order (C72)."""
        checked_date(day, field="day")
        with self._looking() as look:
            return waitlist_day.gaps_of(look, day)

    @operation("waitlist.on_day", right=Right.SEE)
    def on_day(self, *, day: date) -> tuple[Place, ...]:
        """List all who wait with the first time of a date that they fit (C72).

        The first ten of them who fit nowhere on it are told a time of the next fourteen days, where there is one.
        """
        checked_date(day, field="day")
        with self._looking() as look:
            return waitlist_day.places_on(look, day)

    def _filling(
        self, look: waitlist_day.Look, windows: Sequence[Window], exclude: Sequence[Id], room: Id | None
    ) -> tuple[Fit, ...]:
        looked = [(one, Sweep(look.book, look.kept, look.now, reach_of(one), room=room)) for one in windows]
        ranked, spots = fits_of(look.book, look.known, looked, look.now, exclude)
        return tuple(fit_of(look.book, look.known, one, spots[one.chance.entry.id]) for one in ranked)

    @contextmanager
    def _looking(self) -> Iterator[waitlist_day.Look]:
        now, kept = self._clinic.clock(), self._clinic.availability.kept
        with uncollected(), self._book.reading() as reading:
            book = kept.look(reading)
            zone = book.get(Profile, THE_CLINIC).zone
            yield waitlist_day.Look(book, kept, self._read(book), now, zone)

    def _read(self, book: Familiar) -> Known:
        """Read who waits, perhaps from an earlier look at this very state of the book."""
        mark = journal.last(book.connection)
        if self._known is None or self._known.mark != mark:
            entries = tuple(table.waiting(book.connection))
            self._known = Known(mark, entries, table.faces(book.connection))
        return self._known


def _most(limit: int) -> int:
    if not 1 <= checks.whole(limit, field="limit") <= MOST_FITS:
        raise Invalid("bad_limit", field="limit", got=limit, allowed=f"1 to {MOST_FITS}")
    return limit
