"""Calendar files: look at what an import would do, do it in one step, and write files for others (C78, C79)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Room
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.ics.writer import write
from frontdesk.services.ics.outgoing import Named, event_of
from frontdesk.services.ics.plan import Asked, plan
from frontdesk.services.ics.preview import Choice, Exported, Imported, Preview
from frontdesk.services.ics.sources import Progress, read_files
from frontdesk.services.ics.writing import Writer
from frontdesk.services.operations import Area, operation
from frontdesk.store import appointments as table
from frontdesk.store.appointments import Wanted
from frontdesk.store.work import Reading

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

# Reading and planning take about so much of the whole, in percent; writing the rest.
READ, PLANNED, WHOLE = 40, 55, 100


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
    ) -> Preview:
        """Tell what an import of calendar files would do, event by event; nothing is changed.

        `practitioner` takes all events, else they go to their organizer or the owner of the calendar; `service` is
        what events with a patient become. Files may be damaged in any way: what cannot be read has a row.
        """
        zone = self._zone()
        sources = read_files(files, zone, _part_of(self._progress, 0, READ))
        with self._book.reading() as book:
            _check_service(book, service)
            made = plan(book, sources, Asked(practitioner, service, tuple(choices)), zone, self._clinic.clock())
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
    ) -> Imported:
        """Do what a preview with the same arguments shows, as one step that one undo takes back.

        Events are known again by UID and RECURRENCE-ID: the same file changes nothing the second time, a newer one
        changes what it says differently. Series become visits two years back and ahead. What clashes is left out
        unless a choice says otherwise.
        """
        zone = self._zone()
        sources = read_files(files, zone, _part_of(self._progress, 0, READ))
        words = "Calendar imported"
        with self._clinic.writing("ics.import", lambda: words) as work:
            asked = Asked(practitioner, service, tuple(choices))
            made = plan(work, sources, asked, zone, work.now)
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
        )

    @operation("ics.export", right=Right.EXPORT)
    def export(
        self,
        *,
        start: Instant | None = None,
        end: Instant | None = None,
        practitioner: Id | None = None,
        patient: Id | None = None,
        ids: Sequence[Id] | None = None,
    ) -> Exported:
        """Write visits as a calendar file (RFC 5545): of a range, a practitioner, a patient, or those of these ids.

        Archived visits and holds stay out. What an import brought that the book does not model goes out again word
        for word.
        """
        # Late: blocks keep their rules the way imports do, and so know this package.
        from frontdesk.services.ics.series import events_of, is_ours

        if start is not None and end is not None and start > end:
            raise Invalid("end_not_after_start", field="end", got=end, allowed=f"not before {start}")
        wanted = Wanted(patient=patient, practitioner=practitioner, start=start, end=end, blocks=True)
        with self._book.reading() as book:
            home = book.get(Profile, THE_CLINIC)
            chosen = None if ids is None else book.some(Appointment, ids)
            found = table.every(book.connection, wanted) if chosen is None else iter(chosen.values())
            visits = [each for each in found if each.status is not Status.HELD and each.archived_at is None]
            names = _Names(book, visits)
            owner = names.practitioner(practitioner)
            series = {one.series_id for one in visits if one.series_id and is_ours(one)}
            whole = {one: _standing(table.of_series(book.connection, one)) for one in series}
        events = events_of(visits, whole, lambda each: event_of(each, names.of(each), home.zone))
        text = write(events, stamp=self._clinic.clock(), name=owner.name if owner is not None else home.name)
        return Exported(text.decode(), len(visits))

    def _zone(self) -> str:
        with self._book.reading() as book:
            return book.get(Profile, THE_CLINIC).zone


class _Names:
    """What the ids of visits stand for, read once for all of them."""

    def __init__(self, book: Reading, visits: Sequence[Appointment]) -> None:
        self._practitioners = {each.id: each for each in book.all(Practitioner)}
        self._services = {each.id: each.name for each in book.all(Service)}
        self._rooms = {each.id: each.name for each in book.all(Room)}
        self._patients = book.some(Patient, {a.id for each in visits for a in each.attendees})

    def practitioner(self, one: Id | None) -> Practitioner | None:
        """Give a practitioner."""
        return None if one is None else self._practitioners.get(one)

    def of(self, visit: Appointment) -> Named:
        """Give what one visit names."""
        return Named(
            practitioner=self.practitioner(visit.practitioner_id),
            patients=tuple(self._patients[a.id] for a in visit.attendees if a.id in self._patients),
            service="" if visit.service_id is None else self._services.get(visit.service_id, ""),
            room="" if visit.room_id is None else self._rooms.get(visit.room_id, ""),
        )


def _standing(rows: Sequence[Appointment]) -> int:
    """Count the rows of a series that were not put away: to a calendar file those are gone."""
    return sum(row.archived_at is None for row in rows)


def _check_service(book: Reading, service: Id | None) -> None:
    if service is not None and book.get(Service, service).archived_at is not None:
        raise Invalid("archived", field="service", got=str(service), allowed="one that is not archived")
