"""What a page of the list of groups costs among 100,000: two filters, two fields to sort by, the page and the total.

Run with `python tests/benchmarks/groups.py [--groups N]`. It judges nothing but prints what is allowed: the figures
stand beside a bare query of the driver for the same rows, run in the same minute. There are as many ordinary visits
as groups in the book; the groups are weekly series of 25, with four attendees each.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import big_book
import sqlcipher3.dbapi2 as driver

from frontdesk.domain.appointment import Appointment, Attendee, native_uid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, Instant
from frontdesk.domain.location import Location
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.services.clinic import Clinic, open_clinic
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.site import found
from frontdesk.services.series import record
from frontdesk.services.series.rows import put_into
from frontdesk.services.series.times import Times, key_at
from frontdesk.store.bulk import building
from frontdesk.store.work import Record

ZONE = "UTC"
ALLOWED = 50.0
PEOPLE, PATIENTS, SEATS, COMING, WEEKS = 24, 2_000, 12, 4, 25
FIRST = Instant(big_book.NOW // DAY * DAY - 90 * DAY)
_WEEK = 7 * 24
_HEAD: dict[str, Any] = {"at": FIRST, "actor": "setup", "operation": "groups.benchmark", "words": "Groups"}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=100_000)
    groups = parser.parse_args().groups
    with made(groups) as path, open_clinic(path, clock=big_book.now) as clinic:
        bare = driver.connect(str(path))
        for name, asked, where, order in questions(clinic):
            total = clinic.group_appointments.list(**asked).total
            (ours, busy), (theirs, _) = big_book.wall_and_processor(
                lambda asked=asked: clinic.group_appointments.list(**asked),
                lambda where=where, order=order: by_driver(bare, where, order),
                rounds=31,
            )
            told = "" if busy <= ALLOWED else ", MISSED"
            line = f"{name:36} {total:7,} found: {ours:5.1f} ms a page, {busy:5.1f} of the processor"
            print(f"{line} (allowed {ALLOWED:g}{told}), bare driver {theirs:5.1f} ms: {ours / theirs:5.2f} x")
        bare.close()


def questions(clinic: Clinic) -> Iterator[tuple[str, dict[str, Any], str, str]]:
    """Give what is asked, and the same for the driver: its conditions and its order."""
    service = clinic.services.list()[0].id
    who, other = (one.id for one in clinic.practitioners.list()[:2])
    patient = clinic.patients.search(text="Guest 7")[0].id
    by_two = "starts_at:desc,id"
    since = f"starts_at >= {big_book.NOW}"
    asked = [f"service:={service}", f"starts_at:>={big_book.NOW}"]
    yield "service and start", {"filters": asked, "sort": by_two}, f"service_id = {service} AND {since}", _of(by_two)
    asked = [f"practitioner:!={who}", f"created_at:<={big_book.NOW}"]
    where = f"practitioner_id <> {who} AND created_at <= {big_book.NOW}"
    yield (
        "nearly all, by practitioner then end",
        {"filters": asked, "sort": "practitioner,ends_at:desc"},
        where,
        ("practitioner_id, ends_at DESC, id"),
    )
    asked = [f"practitioner:={other}", "archived_at:!?"]
    yield "one practitioner", {"filters": asked, "sort": by_two}, f"practitioner_id = {other}", _of(by_two)
    asked = [f"patients:~{patient}", f"starts_at:>={big_book.NOW}"]
    theirs = f"id IN (SELECT appointment_id FROM attendee WHERE patient_id = {patient}) AND {since}"
    yield "one patient and start", {"filters": asked, "sort": by_two}, theirs, _of(by_two)
    asked = ["repeated_from:?", f"starts_at:>={big_book.NOW}"]
    yield "repeated, by series then start", {"filters": asked, "sort": "repeated_from,starts_at"}, since, _of(by_two)
    yield "all, the last page", {"sort": by_two, "page": 999, "per_page": 100}, "1", _of(by_two)


def _of(sort: str) -> str:
    return sort.replace(":desc", " DESC")


def by_driver(bare: Any, where: str, order: str) -> int:
    """Read a page of 50 and the total by the driver alone, every column and every list of attendees read."""
    seen = f'"group" = true AND expires_at IS NULL AND archived_at IS NULL AND {where}'
    [[total]] = bare.execute(f"SELECT count(*) FROM appointment WHERE {seen}").fetchall()
    page = bare.execute(f"SELECT * FROM appointment WHERE {seen} ORDER BY {order} LIMIT 50")
    at = [column[0] for column in page.description].index("attendees")
    return int(total) + sum(len(json.loads(row[at] or "[]")) for row in page.fetchall())


@contextmanager
def made(groups: int) -> Iterator[Path]:
    """Make a book of groups that goes away again."""
    big_book.FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=big_book.FOLDER) as folder:
        path, began = Path(folder) / "groups.frontdesk", time.perf_counter()
        ids = Ids(Instant(FIRST - DAY))
        _, site = found(PEOPLE, 1, ZONE, big_book.TODAY, ids)
        site = list(site)
        patients = [_patient(ids, n) for n in range(PATIENTS)]
        with building(path) as book:
            book.write(_HEAD, [*site, *patients])
            rows = _rows(site, [one.id for one in patients], ids, groups)
            while some := list(islice(rows, 10_000)):
                book.write(_HEAD, some)
        print(f"{groups:,} groups made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        yield path


def _patient(ids: Ids, number: int) -> Patient:
    return Patient(id=ids.next(), number=f"{number:05}", given_name=f"Guest {number}", family_name="Berg")


def _rows(site: Sequence[Record], patients: Sequence[Id], ids: Ids, groups: int) -> Iterator[Record]:
    """Give series after series of groups, an hour each and one behind the other, then the ordinary visits."""
    chance = random.Random(7)
    services = [one.id for one in site if isinstance(one, Service)]
    people = [one.id for one in site if isinstance(one, Practitioner)]
    places = [one.id for one in site if isinstance(one, Location)]
    left = groups
    for course in range(groups // WEEKS + 1):
        who, slot = people[course % PEOPLE], course // PEOPLE
        start = Instant(FIRST + (slot // _WEEK * WEEKS * _WEEK + slot % _WEEK) * HOUR)
        times = Times(start, Instant(start + HOUR), ZONE, rule=f"FREQ=WEEKLY;COUNT={WEEKS}")
        one = ids.next()
        series = record.made(one, native_uid(one), times, None)
        yield series
        said = {"group": True, "max_attendees": SEATS, "service_id": services[slot % len(services)]}
        for week in range(min(WEEKS, left)):
            at = Instant(start + week * 7 * DAY)
            coming = tuple(Attendee(each) for each in chance.sample(patients, COMING))
            row = _visit(ids.next(), at, who, places[course % len(places)], attendees=coming, **said)
            yield put_into(row, series, key_at(at, times))
        left -= min(WEEKS, left)
    end = FIRST + (groups // WEEKS // PEOPLE // _WEEK + 1) * WEEKS * 7 * DAY
    for n in range(groups):
        at = Instant(end + n // PEOPLE * HOUR)
        yield _visit(ids.next(), at, people[n % PEOPLE], places[0], patient_id=patients[n % PATIENTS])


def _visit(id: Id, start: Instant, who: Id, place: Id, **more: Any) -> Appointment:
    return Appointment(
        id=id,
        uid=native_uid(id),
        status_at=FIRST,
        start=start,
        end=Instant(start + HOUR),
        zone=ZONE,
        practitioner_id=who,
        location_id=place,
        created_by="setup",
        created_at=FIRST,
        updated_at=FIRST,
        **more,
    )


if __name__ == "__main__":
    main()
