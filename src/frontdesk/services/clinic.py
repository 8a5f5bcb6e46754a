"""Open a clinic, then ask it: every area of operations hangs on one object."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.changes import Kind
from frontdesk.domain.clinic import Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant, zone
from frontdesk.domain.location import Location
from frontdesk.services.operations import CATALOGUE, load_catalogue
from frontdesk.store import book as books

if TYPE_CHECKING:
    from frontdesk.services.appointments import Appointments
    from frontdesk.services.attendees import Attendees
    from frontdesk.services.availability import Availability
    from frontdesk.services.blocks import Blocks
    from frontdesk.services.boards import Boards
    from frontdesk.services.calendar_groups import CalendarGroups
    from frontdesk.services.calendars import Calendars
    from frontdesk.services.closures import Closures
    from frontdesk.services.delays import Delays
    from frontdesk.services.equipment import Equipments
    from frontdesk.services.event_schedules import EventSchedules
    from frontdesk.services.feeds import Feeds
    from frontdesk.services.group_appointments import GroupAppointments
    from frontdesk.services.history import History
    from frontdesk.services.holds import Holds
    from frontdesk.services.hours import WorkingHours
    from frontdesk.services.ics import Calendars as CalendarFiles
    from frontdesk.services.locations import Locations
    from frontdesk.services.notes import Notes
    from frontdesk.services.patients import Patients
    from frontdesk.services.practitioners import Practitioners
    from frontdesk.services.profile import Profiles
    from frontdesk.services.reasons import Reasons
    from frontdesk.services.repeats import Repeats
    from frontdesk.services.rooms import Rooms
    from frontdesk.services.schedules import Schedules
    from frontdesk.services.series.area import Recurring
    from frontdesk.services.service_bookings import ServiceBookings
    from frontdesk.services.services import Services
    from frontdesk.services.sick_day import SickDay
    from frontdesk.services.waiting_room import WaitingRoom
    from frontdesk.services.waitlist import Waitlist
    from frontdesk.store.work import Work

Clock = Callable[[], Instant]


def now_ms() -> Instant:
    """Give the present moment. The one place below the screens that reads the clock."""
    return Instant(time.time_ns() // 1_000_000)


class Clinic:
    """One open book and the actor who is signed in to it. Areas are made when first asked for."""

    def __init__(self, book: books.Book, actor: Actor, clock: Clock) -> None:
        self.book = book
        self.actor = actor
        self.clock = clock
        self._step: tuple[int, Work] | None = None

    @cached_property
    def appointments(self) -> Appointments:
        """Give the operations on appointments."""
        from frontdesk.services.appointments import Appointments

        return Appointments(self)

    @cached_property
    def attendees(self) -> Attendees:
        """Give the operations on those who come to classes."""
        from frontdesk.services.attendees import Attendees

        return Attendees(self)

    @cached_property
    def availability(self) -> Availability:
        """Give the questions about free times."""
        from frontdesk.services.availability import Availability

        return Availability(self)

    @cached_property
    def blocks(self) -> Blocks:
        """Give the operations on blocks of closed time."""
        from frontdesk.services.blocks import Blocks

        return Blocks(self)

    @cached_property
    def board(self) -> Boards:
        """Give the reads that a board is painted from."""
        from frontdesk.services.boards import Boards

        return Boards(self)

    @cached_property
    def calendar_groups(self) -> CalendarGroups:
        """Give the operations on groups of calendars."""
        from frontdesk.services.calendar_groups import CalendarGroups

        return CalendarGroups(self)

    @cached_property
    def calendars(self) -> Calendars:
        """Give the operations on calendars."""
        from frontdesk.services.calendars import Calendars

        return Calendars(self)

    @cached_property
    def closures(self) -> Closures:
        """Give the operations on closures and public holidays."""
        from frontdesk.services.closures import Closures

        return Closures(self)

    @cached_property
    def delays(self) -> Delays:
        """Give the operations on practitioners who run late."""
        from frontdesk.services.delays import Delays

        return Delays(self)

    @cached_property
    def equipment(self) -> Equipments:
        """Give the operations on equipment."""
        from frontdesk.services.equipment import Equipments

        return Equipments(self)

    @cached_property
    def event_schedules(self) -> EventSchedules:
        """Give the operations on the hours of calendars."""
        from frontdesk.services.event_schedules import EventSchedules

        return EventSchedules(self)

    @cached_property
    def feeds(self) -> Feeds:
        """Give the operations on calendar files that follow the book."""
        from frontdesk.services.feeds import Feeds

        return Feeds(self)

    @cached_property
    def group_appointments(self) -> GroupAppointments:
        """Give the operations on group appointments."""
        from frontdesk.services.group_appointments import GroupAppointments

        return GroupAppointments(self)

    @cached_property
    def history(self) -> History:
        """Give undo, redo and the log."""
        from frontdesk.services.history import History

        return History(self)

    @cached_property
    def holds(self) -> Holds:
        """Give the operations on times that are held."""
        from frontdesk.services.holds import Holds

        return Holds(self)

    @cached_property
    def ics(self) -> CalendarFiles:
        """Give import and export of calendar files."""
        from frontdesk.services.ics import Calendars as CalendarFiles

        return CalendarFiles(self)

    @cached_property
    def locations(self) -> Locations:
        """Give the operations on locations."""
        from frontdesk.services.locations import Locations

        return Locations(self)

    @cached_property
    def notes(self) -> Notes:
        """Give the operations on notes of visits."""
        from frontdesk.services.notes import Notes

        return Notes(self)

    @cached_property
    def patients(self) -> Patients:
        """Give the operations on patients."""
        from frontdesk.services.patients import Patients

        return Patients(self)

    @cached_property
    def practitioners(self) -> Practitioners:
        """Give the operations on practitioners."""
        from frontdesk.services.practitioners import Practitioners

        return Practitioners(self)

    @cached_property
    def profile(self) -> Profiles:
        """Give the operations on the clinic's own particulars."""
        from frontdesk.services.profile import Profiles

        return Profiles(self)

    @cached_property
    def reasons(self) -> Reasons:
        """Give the operations on why visits do not take place."""
        from frontdesk.services.reasons import Reasons

        return Reasons(self)

    @cached_property
    def repeats(self) -> Repeats:
        """Give the operations on visits that come again."""
        from frontdesk.services.repeats import Repeats

        return Repeats(self)

    @cached_property
    def rooms(self) -> Rooms:
        """Give the operations on rooms."""
        from frontdesk.services.rooms import Rooms

        return Rooms(self)

    @cached_property
    def schedules(self) -> Schedules:
        """Give the operations on the schedules of practitioners."""
        from frontdesk.services.schedules import Schedules

        return Schedules(self)

    @cached_property
    def series(self) -> Recurring:
        """Give the operations on what comes again."""
        from frontdesk.services.series.area import Recurring

        return Recurring(self)

    @cached_property
    def service_bookings(self) -> ServiceBookings:
        """Give the operations on bookings of services."""
        from frontdesk.services.service_bookings import ServiceBookings

        return ServiceBookings(self)

    @cached_property
    def services(self) -> Services:
        """Give the operations on services."""
        from frontdesk.services.services import Services

        return Services(self)

    @cached_property
    def waiting_room(self) -> WaitingRoom:
        """Give the reads of the waiting room."""
        from frontdesk.services.waiting_room import WaitingRoom

        return WaitingRoom(self)

    @cached_property
    def sick_day(self) -> SickDay:
        """Give the operations on the absence of a practitioner."""
        from frontdesk.services.sick_day import SickDay

        return SickDay(self)

    @cached_property
    def waitlist(self) -> Waitlist:
        """Give the operations on the waiting list."""
        from frontdesk.services.waitlist import Waitlist

        return Waitlist(self)

    @cached_property
    def working_hours(self) -> WorkingHours:
        """Give the operations on weekly hours."""
        from frontdesk.services.hours import WorkingHours

        return WorkingHours(self)

    def call(self, name: str, arguments: dict[str, Any]) -> Any:
        """Call an operation of the catalogue by its name."""
        load_catalogue()
        operation = CATALOGUE.get(name)
        if operation is None:
            raise Invalid("unknown_operation", field="name", got=name, allowed=sorted(CATALOGUE))
        return getattr(getattr(self, operation.area), operation.method)(**arguments)

    def writing(
        self, operation: str, words: Callable[[], str], *, kind: Kind = Kind.DO, target: int | None = None
    ) -> AbstractContextManager[Work]:
        """Begin a write in the name of the actor; within `one_step` it is part of that step."""
        if self._step is not None and self._step[0] == get_ident():
            return nullcontext(self._step[1])
        return self.book.writing(operation, actor=self.actor.id, now=self.clock, words=words, kind=kind, target=target)

    @contextmanager
    def one_step(self, operation: str, words: str) -> Iterator[None]:
        """Let all that is written within be one step: it is done or refused as a whole, and undone as one.

        `operation` and `words` name it in the log. For operations that write; none that undoes belongs in here.
        """
        with self.writing(operation, lambda: words) as work:
            outer, self._step = self._step, (get_ident(), work)
            try:
                yield
            finally:
                self._step = outer

    def close(self) -> None:
        """Let go of the book."""
        self.book.close()

    def __enter__(self) -> Clinic:
        """Give itself, to be closed at the end of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close at the end of a block."""
        self.close()


def open_clinic(path: str | Path, *, actor: Actor = FRONT_DESK, clock: Clock = now_ms) -> Clinic:
    """Open the book in a file; Unavailable says why it cannot be used, and nothing was changed then."""
    return Clinic(books.open_book(Path(path)), actor, clock)


def create_clinic(
    path: str | Path,
    *,
    name: str,
    zone_name: str,
    location: str | None = None,
    actor: Actor = FRONT_DESK,
    clock: Clock = now_ms,
) -> Clinic:
    """Make a new book with a clinic and its default location, and open it."""
    if not name.strip():
        raise Invalid("empty", field="name", got=name, allowed="a name")
    zone(zone_name)
    clinic = Clinic(books.create(Path(path)), actor, clock)
    # The founding is no step of anyone's work: undo must never take the clinic itself away.
    with clinic.book.writing("profile.create", actor="setup", now=clock, words=lambda: "Clinic created") as work:
        work.create(Profile(name=name.strip(), zone=zone_name))
        work.create(
            Location(id=work.new_id(), name=location or name.strip(), slug="main", zone=zone_name, is_default=True)
        )
    return clinic
