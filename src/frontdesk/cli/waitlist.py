"""The waiting list from a terminal: who waits and fits a day, and who could come into what a visit has freed (C72)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from frontdesk.cli.answers import DONE, say
from frontdesk.cli.calls import Commands, add_book, signed_in, zone_of
from frontdesk.cli.moments import day_of
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date

if TYPE_CHECKING:
    from frontdesk.cli.times_told import Names
    from frontdesk.services.clinic import Clinic
    from frontdesk.services.waitlist_rows import FitsAfter, Place, Waiting


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Describe the command of this file."""
    waiting = commands.add_parser("waitlist", help="list who waits, and when each of them fits")
    add_book(waiting)
    asked = waiting.add_mutually_exclusive_group()
    asked.add_argument("--on", metavar="DATE", default="today", help="the day that they would come on; today")
    asked.add_argument("--after", metavar="VISIT", help="who fits instead what this visit has freed, by its id")
    waiting.add_argument("--json", action="store_true", help="tell it as JSON")
    waiting.set_defaults(run=waitlist)


def waitlist(options: argparse.Namespace) -> int:
    """List who waits with when they fit a day, or who could come into what a visit has freed."""
    from frontdesk.cli.reply import written
    from frontdesk.cli.times_told import Names
    from frontdesk.services.clinic import open_clinic
    from frontdesk.services.waitlist_rows import FitsAfter, Place

    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        home, names = zone_of(clinic), Names(clinic)
        if options.after is not None:
            after = clinic.waitlist.fits_after(appointment=_visit(options.after))
            told = written(FitsAfter, after, home) if options.json else list(_after(after, names, home))
        else:
            places = _on(clinic, options.on, home)
            told = written(tuple[Place, ...], places, home) if options.json else list(_listed(places, names, home))
    if options.json:
        say(told)
    else:
        print("\n".join(told))
    return DONE


def _on(clinic: Clinic, said: str, home: str) -> Sequence[Place]:
    return clinic.waitlist.on_day(day=day_of(said, local_date(clinic.clock(), home), field="on"))


def _visit(said: str) -> Id:
    if not said.isdecimal():
        raise Invalid("wrong_type", field="after", got=said, allowed="the id of a visit")
    return Id(int(said))


def _listed(places: Sequence[Place], names: Names, home: str) -> Iterator[str]:
    """Tell each of those who wait: who, for what, how pressing, and when they fit."""
    from frontdesk.cli.times_told import clock_told, moment_told

    if not places:
        yield "Nobody waits."
    for place in places:
        time = _standing(place.waiting)
        if place.start is not None:
            when = clock_told(place.start, home) if place.on_day else moment_told(place.start, home)
            time = ", ".join(filter(None, (when, names.practitioner(place.practitioner_id))))
        yield f"{_called(place.waiting)}: {time}"


def _standing(waiting: Waiting) -> str:
    if waiting.offered:
        return "has an offer"
    return "has run out" if waiting.run_out else "fits nowhere yet"


def _called(waiting: Waiting) -> str:
    entry = waiting.entry
    told = (waiting.patient, waiting.phone, waiting.class_title or waiting.service, entry.urgency.value)
    return f"{entry.id}  {', '.join(filter(None, told))}"


def _after(after: FitsAfter, names: Names, home: str) -> Iterator[str]:
    """Tell what was freed, and who could come, best first, with what speaks for each."""
    from frontdesk.cli.times_told import clock_told, moment_told, span_told

    freed = after.freed
    if freed is None:
        yield "Nothing is free there."
        return
    day, _, _ = moment_told(freed.start, home).rpartition(",")
    where = names.practitioner(freed.practitioner_id)
    seats = "" if freed.seats is None else f"{freed.seats} free"
    yield ", ".join(filter(None, (day, span_told(freed.start, freed.end, home), where, seats)))
    if not after.fits:
        yield "  nobody who waits fits"
    for fit in after.fits:
        why = ", ".join(reason.value.replace("_", " ") for reason in fit.reasons)
        told = filter(None, (fit.patient, fit.phone, fit.service))
        yield f"  {clock_told(fit.start, home)}  {fit.entry}  {', '.join(told)}" + (f" ({why})" if why else "")
    if after.total > len(after.fits):
        yield f"  and {after.total - len(after.fits)} more"
