"""Calendar files: look at what an import would do, do it in one step, and write files for others (C78, C79)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from frontdesk.domain.actor import Right
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.feed import Naming
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.service import Service
from frontdesk.services.ics.exporting import Chosen, exported
from frontdesk.services.ics.free_busy import free_busy
from frontdesk.services.ics.plan import Asked, plan
from frontdesk.services.ics.preview import Action, Choice, Exported, Imported, Preview, State
from frontdesk.services.ics.sources import Progress, read_files
from frontdesk.services.ics.writing import Writer
from frontdesk.services.operations import Area, operation
from frontdesk.store.work import Reading

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

# Reading and planning take about so much of the whole, in percent; writing the rest.
READ, PLANNED, WHOLE = 40, 55, 100
NO_DEFAULTS: Mapping[State, Action] = MappingProxyType({})


def _unheard(done: int, total: int) -> None:
    """Let nobody know how far it is."""


def _part_of(progress: Progress, first: int, last: int) -> Progress:
    """Tell the progress of one part as that of the whole."""
    return lambda done, total: progress(first + (last - first) * done // max(total, 1), WHOLE)


class Calendars(Area):
    """Operations on calendar files."""

    def __init__(self, clinic: Clinic) -> None:
        super().__init__(clinic)
        self._progress: Progress = _unheard

    @contextmanager
    def reporting(self, progress: Progress) -> Iterator[None]:
        """Tell `progress` how far a preview or import is, in steps done of all, for the length of a block.

        What it raises ends the operation, and nothing was changed then: so a person can stop it. It is no argument
        of the operations, because no script could send one.
        """
        held, self._progress = self._progress, progress
        try:
            yield
        finally:
            self._progress = held

    @operation("ics.preview", right=Right.IMPORT)
    def preview(
        self,
        *,
        files: Sequence[Path],
        practitioner: Id | None = None,
        service: Id | None = None,
        choices: Sequence[Choice] = (),
        defaults: Mapping[State, Action] = NO_DEFAULTS,
    ) -> Preview:
        """Tell what an import of calendar files would do, event by event; nothing is changed.

        `practitioner` takes all events, else they go to their organizer or the owner of the calendar; `service` is
        what events with a patient become. `choices` are about single rows, `defaults` about all others of a state
        that may be written: `{"clashing": "anyway"}` books over what is there, `{"changed": "skip"}` leaves that as
        it is. Files may be damaged in any way: what cannot be read has a row.
        """
        zone = self._zone()
        sources = read_files(files, zone, _part_of(self._progress, 0, READ))
        with self._book.reading() as book:
            _check_service(book, service)
            asked = Asked(practitioner, service, tuple(choices), defaults)
            made = plan(book, sources, asked, zone, self._clinic.clock())
        self._progress(WHOLE, WHOLE)
        return made.preview

    @operation("ics.import", right=Right.IMPORT)
    def import_files(
        self,
        *,
        files: Sequence[Path],
        practitioner: Id | None = None,
        service: Id | None = None,
        choices: Sequence[Choice] = (),
        defaults: Mapping[State, Action] = NO_DEFAULTS,
    ) -> Imported:
        """Do what a preview with the same arguments shows, as one step that one undo takes back.

        Events are known again by UID and RECURRENCE-ID: the same file changes nothing the second time, a newer one
        changes what it says differently. Series become visits two years back and ahead. What clashes is left out
        unless a choice says otherwise. Methods are followed as RFC 5546 has them: what is called off is cancelled,
        answers reach the visit that they are about, and what only talks about one books nothing. Components that
        are no events are kept as they came.
        """
        zone = self._zone()
        sources = read_files(files, zone, _part_of(self._progress, 0, READ))
        words = "Calendar imported"
        with self._clinic.writing("ics.import", lambda: words) as work:
            asked = Asked(practitioner, service, tuple(choices), defaults)
            made = plan(work, sources, asked, zone, work.now)
            del sources  # what is written is let go of
            self._progress(PLANNED, WHOLE)
            writer = Writer(work, self._clinic.actor, asked, zone)
            writer.write(made, _part_of(self._progress, PLANNED, WHOLE))
            words = f"Calendar imported: {writer.tally.visits + writer.tally.changed + writer.tally.cancelled} visits"
        last, tally = self._book.last, writer.tally
        return Imported(
            preview=made.preview,
            seq=last.seq if last is not None else None,
            visits=tally.visits,
            changed=tally.changed,
            cancelled=tally.cancelled,
            practitioners=tally.practitioners,
            patients=tally.patients,
            kept=tally.kept,
            series=made.preview.series,
        )

    @operation("ics.export", right=Right.EXPORT)
    def export(
        self,
        *,
        start: Instant | None = None,
        end: Instant | None = None,
        practitioner: Id | None = None,
        patient: Id | None = None,
        calendar: Id | None = None,
        ids: Sequence[Id] | None = None,
        naming: Naming = Naming.FULL,
        cancelled: bool = True,
    ) -> Exported:
        """Write visits as a calendar file (RFC 5545): of a range, a practitioner, a patient, a calendar, or these ids.

        A visit goes out when all that is said is true of it; a range takes what overlaps it. Archived visits and holds
        stay out, and so does what was called off where `cancelled` is False. With the full naming, what an import
        brought that the book does not model goes out again word for word; with initials or busy nothing does that
        could tell who a patient is.
        """
        chosen = Chosen(
            start=start,
            end=end,
            practitioner=practitioner,
            patient=patient,
            calendar=calendar,
            ids=ids,
            cancelled=cancelled,
        )
        with self._book.reading() as book:
            return exported(book, chosen, naming, self._clinic.clock())

    @operation("ics.free_busy", right=Right.EXPORT)
    def free_busy(
        self, *, start: Instant, end: Instant, practitioner: Id | None = None, calendar: Id | None = None
    ) -> Exported:
        """Write when time is taken, and nothing else, as free/busy information (RFC 5545, section 3.6.4).

        Of a practitioner, of those of a calendar, or of the whole clinic: hours that are closed count as unavailable,
        holds as tentative. At most 366 days.
        """
        with self._book.reading() as book:
            return free_busy(book, Interval(start, end), practitioner, calendar, self._clinic.clock())

    def _zone(self) -> str:
        with self._book.reading() as book:
            return book.get(Profile, THE_CLINIC).zone


def _check_service(book: Reading, service: Id | None) -> None:
    if service is not None and book.get(Service, service).archived_at is not None:
        raise Invalid("archived", field="service", got=str(service), allowed="one that is not archived")
