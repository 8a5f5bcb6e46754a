"""Files that real programs and other people's tests have written, through the whole service."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from frontdesk.services.clinic import create_clinic
from frontdesk.services.ics.preview import State
from tests.ics.calendars import CORPORA
from tests.support.clinics import Clock

with (CORPORA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as table:
    FILES = {row["file"]: int(row["vevents_grep"]) for row in csv.DictReader(table, delimiter="\t")}
# What a second import may still show: nothing of it is written.
SETTLED = {State.SAME, State.LEFT_OUT, State.UNREADABLE, State.CLASHING, State.CANCELLED}


# Thousands of visits each; the suite that takes its time does them.
LARGE = {"ical4j__mathBirthdays.ics", "ical4j__TZ-no-description.ics", "node-ical__badRRULE.ics"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in LARGE else []) for name in FILES]
)
def test_a_file_comes_in_once_and_goes_out_and_back(name: str, tmp_path: Path) -> None:
    path = CORPORA / name
    with create_clinic(tmp_path / "c.frontdesk", name="C", zone_name="Europe/Madrid", clock=Clock()) as clinic:
        shown = clinic.ics.preview(files=[path])
        done = clinic.ics.import_files(files=[path])
        assert (len(shown.rows), shown.events, shown.rows) == (FILES[name], FILES[name], done.preview.rows)

        again = clinic.ics.import_files(files=[path])
        assert (again.seq, {row.state for row in again.preview.rows} <= SETTLED) == (None, True)

        export = tmp_path / "export.ics"
        export.write_bytes(clinic.ics.export().text.encode())
        assert clinic.ics.import_files(files=[export]).seq is None

        if done.seq is not None:
            clinic.history.undo(seq=done.seq)
        left = clinic.appointments.list(archived=True).total, clinic.patients.list(archived=True).total
        assert (*left, clinic.practitioners.list(archived=True)) == (0, 0, ())
