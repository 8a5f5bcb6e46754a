"""Import, export, import: what a second clinic gets of an export is what the first one had (C78, C79)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.kept_component import KeptComponent
from frontdesk.domain.patient import Patient
from frontdesk.services.clinic import Clinic, create_clinic
from frontdesk.services.ics import kept
from tests.ics.calendars import CORPORA
from tests.support.clinics import Clock

with (CORPORA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as table:
    FILES = {row["file"]: int(row["vevents_grep"]) for row in csv.DictReader(table, delimiter="\t")}
# The suite that takes its time does the larger ones.
SMALL = 4_000
# What belongs to the one book and not to the visit, or is compared by name.
_OWN: dict[str, Any] = {
    "id": 0,
    "series_id": None,
    "version": 1,
    "created_at": 0,
    "created_by": "",
    "updated_at": 0,
    "status_at": 0,
    "sequence": 0,
    "practitioner_id": None,
    "patient_id": None,
    "location_id": None,
    "attendees": (),
    "extras": (),
}
# Notes of our own, and time stamps.
_STAMPS = (kept.OWN, "LAST-MODIFIED")


@contextmanager
def clinic(path: Path) -> Iterator[Clinic]:
    """Make a clinic that is new."""
    with create_clinic(path, name="C", zone_name="Europe/Madrid", clock=Clock()) as made:
        yield made


def book_of(made: Clinic) -> dict[Any, Any]:
    """Give all that the visits of a clinic say, by what names them in a file, people by their names."""
    with made.book.reading() as book:
        practitioners = {each.id: each.name for each in made.practitioners.list(archived=True)}
        visits = list(every_visit(made))
        people = book.some(Patient, {a.id for each in visits for a in each.attendees})
        told: dict[Any, Any] = {}
        for each in visits:
            coming = sorted((people[a.id].name, a.attendance) for a in each.attendees)
            owner = practitioners[each.practitioner_id] if each.practitioner_id is not None else None
            told[each.uid, each.recurrence_id] = replace(each, **_OWN), owner, coming, lines_of(each)
        told |= {(one.name, one.uid, one.recurrence_id): component_of(one) for one in book.all(KeptComponent)}
    return told


def every_visit(made: Clinic) -> Iterator[Appointment]:
    """Read all visits, page by page."""
    for page in count(1):
        found = made.appointments.list(archived=True, size=500, page=page).items
        yield from found
        if not found:
            return


def lines_of(visit: Appointment) -> list[str]:
    """Give the kept lines that are about the event itself, in any order.

    An export names the owner of a calendar as the organizer of events that have none, so that they find their owner
    again.
    """
    own = (line for line in visit.extras if not line.startswith(_STAMPS))
    return sorted(line for line in own if not (line.startswith("ORGANIZER;") and line.endswith(":invalid:nomail")))


def component_of(one: KeptComponent) -> tuple[str, ...]:
    """Give a component that is no event, without the zones that came with it: an export brings some where none came."""
    ends = [at for at, line in enumerate(one.lines) if line == "END:VTIMEZONE"]
    return one.lines[ends[-1] + 1 :] if ends else one.lines


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] if (CORPORA / name).stat().st_size > SMALL else [])
        for name, many in FILES.items()
        if many
    ],
)
def test_a_second_clinic_gets_the_same_visits_of_an_export(name: str, tmp_path: Path) -> None:
    export = tmp_path / "export.ics"
    with clinic(tmp_path / "one.frontdesk") as one:
        one.ics.import_files(files=[CORPORA / name])
        export.write_bytes(one.ics.export().text.encode())
        came = book_of(one)
    with clinic(tmp_path / "two.frontdesk") as two:
        two.ics.import_files(files=[export])
        assert book_of(two) == came
