"""Calendar files out of a clinic from a terminal: visits, as much as others may know, or when time is taken (C79)."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.cli.answers import DONE
from frontdesk.cli.calls import Commands, add_book, signed_in, zone_of
from frontdesk.cli.moments import day_of, moment_of
from frontdesk.cli.named import find
from frontdesk.domain.errors import Invalid, Unavailable
from frontdesk.domain.feed import Naming
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, start_of_day

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.ics.preview import Exported

_DAY = timedelta(days=1)
# A free/busy file is of some days; so many where no last one is named.
USUAL_DAYS = 60
_MOST_PATIENTS = 20


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Describe the command of this file."""
    sending = commands.add_parser("export", help="write visits as a calendar file (.ics)")
    add_book(sending)
    sending.add_argument(
        "-o",
        "--to",
        "--output",
        metavar="FILE",
        dest="output",
        type=Path,
        help="the file, written at once or not at all",
    )
    wishes = sending.add_argument_group("which visits", "names may be shortened as long as only one matches")
    wishes.add_argument("--practitioner", metavar="NAME", help="only this practitioner's, by name or id")
    wishes.add_argument("--patient", metavar="NAME", help="only this patient's, by name, number or id")
    wishes.add_argument("--calendar", metavar="NAME", help="only this calendar's, by slug, name or id")
    wishes.add_argument("--from", metavar="DATE", dest="start", help="from this day on, or from this time on")
    wishes.add_argument("--until", metavar="DATE", dest="end", help="until this day, which is included, or this time")
    telling = sending.add_mutually_exclusive_group()
    telling.add_argument(
        "--names",
        choices=[naming.value for naming in Naming],
        default=Naming.FULL.value,
        help="what is said of patients: everything, their initials, or that time is taken; full",
    )
    telling.add_argument(
        "--free-busy", action="store_true", help=f"only when time is taken; {USUAL_DAYS} days from today"
    )
    sending.set_defaults(run=send)


def send(options: argparse.Namespace) -> int:
    """Write a calendar file, or the same to the standard output."""
    from frontdesk.services.clinic import open_clinic

    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        exported = _exported(clinic, options)
    text = exported.text.encode()
    if options.output is None:
        sys.stdout.buffer.write(text)
        return DONE
    _write(options.output, text, besides=[options.db])
    print(f"{exported.visits} visits in {options.output}")
    return DONE


def _exported(clinic: Clinic, options: argparse.Namespace) -> Exported:
    zone = zone_of(clinic)
    today = local_date(clinic.clock(), zone)
    asked: dict[str, Any] = {"practitioner": _practitioner(clinic, options), "calendar": _calendar(clinic, options)}
    start = _moment(options.start, today, zone, field="from")
    end = _moment(options.end, today, zone, field="until", days=1)
    if not options.free_busy:
        patient = None if options.patient is None else _patient(clinic, options.patient)
        return clinic.ics.export(start=start, end=end, patient=patient, naming=Naming(options.names), **asked)
    if options.patient is not None:
        allowed = "nothing: free/busy time tells no patient"
        raise Invalid("not_with_free_busy", field="patient", got=options.patient, allowed=allowed)
    start = start_of_day(today, zone) if start is None else start
    end = start_of_day(local_date(start, zone) + USUAL_DAYS * _DAY, zone) if end is None else end
    return clinic.ics.free_busy(start=start, end=end, **asked)


def _practitioner(clinic: Clinic, options: argparse.Namespace) -> Id | None:
    if options.practitioner is None:
        return None
    return find(options.practitioner, clinic.practitioners.list(archived=True), field="practitioner").id


def _calendar(clinic: Clinic, options: argparse.Namespace) -> Id | None:
    if options.calendar is None:
        return None
    every = clinic.calendars.list(drafts=True, hidden=True)
    return find(options.calendar, every, field="calendar", also=lambda one: one.slug).id


def _patient(clinic: Clinic, text: str) -> Id:
    """Find a patient by id, or among those whom a search finds: a clinic has too many to go through them all."""
    from frontdesk.cli.wire import read

    hits = clinic.patients.search(text=text, limit=_MOST_PATIENTS)
    if hits:
        return find(text, hits, field="patient", also=lambda one: one.number).id
    try:
        return clinic.patients.get(id=read(Id, text, "patient")).id
    except Invalid as refusal:
        raise Invalid("nothing_matches", field="patient", got=text, allowed=[]) from refusal


def _moment(text: str | None, today: date, zone: str, *, field: str, days: int = 0) -> Instant | None:
    """Read a time, or the beginning of a date, so many days on; both on the clinic's wall clock."""
    if text is None:
        return None
    if ":" in text:
        return moment_of(text, today, zone, field=field)
    return start_of_day(day_of(text, today, field=field) + days * _DAY, zone)


def _write(path: Path, data: bytes, *, besides: Sequence[Path]) -> None:
    """Put a whole file in place of what was there, so that nobody ever sees half of one."""
    if any(path.exists() and path.samefile(other) for other in besides):
        raise Invalid("same_file", field="output", got=str(path), allowed="another file than the clinic's")
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise Unavailable("cannot_write", path=str(path), got=error.strerror or "") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except OSError as error:
        Path(part).unlink(missing_ok=True)
        raise Unavailable("cannot_write", path=str(path), got=error.strerror or "") from error
