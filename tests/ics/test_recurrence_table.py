"""The table of recurrences that others wrote down: 307 cases with the results that their sources expect."""

from __future__ import annotations

import csv
from datetime import datetime

import pytest

from frontdesk.domain.instants import at_wall, wall
from frontdesk.domain.intervals import Interval
from frontdesk.ics.expand import occurrences
from frontdesk.ics.reader import read
from tests.ics.calendars import CORPORA, calendar

with (CORPORA / "recurrence.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))

# RFC 5545 leaves these open. Chosen: the start always counts as the first (3.8.5.3), since a visit that someone saw
# in a calendar must not vanish; these sources leave a start out that their rule would not give.
_START_COUNTS = """
    D008 D023 D068 D069 D071 D079 D112 D126 D128 D130 D131 D241 D244 D245 D247 D251 D260 D261 D269 D270 D271 D273
    D274 D275 D279 D282
"""
START_COUNTS = set(_START_COUNTS.split())
# Day -366 of a year with 365, week -20 counted as if every year had 53, and BYWEEKNO ignored in a daily rule.
SOURCE_IS_WRONG = {"D191", "D196", "D202"}


def zone_of(row: dict[str, str]) -> str:
    return row["tz"] if "/" in row["tz"] else "UTC"


def file_of(row: dict[str, str]) -> bytes:
    if row["ics"]:
        return (CORPORA / row["ics"]).read_bytes()
    local = "/" in row["tz"] and not row["dtstart"].endswith("Z")
    form = ";VALUE=DATE" if row["tz"] == "date" else f";TZID={row['tz']}" if local else ""
    return calendar("BEGIN:VEVENT", "UID:1", f"DTSTART{form}:{row['dtstart']}", f"RRULE:{row['rrule']}", "END:VEVENT")


def instant(text: str, otherwise: str) -> int:
    return at_wall(datetime.fromisoformat((text or otherwise).rstrip("Z")), "UTC")


def expanded(row: dict[str, str], many: int) -> list[str]:
    events = read(file_of(row), zone=zone_of(row)).events
    master = next(each for each in events if each.recurrence_id is None)
    others = [each for each in events if each.recurrence_id is not None]
    window = Interval(instant(row["window_from"], "1950-01-01"), instant(row["window_to"], "2199-12-01"))
    found = [
        each.start for each in occurrences(master, others, window, limit=many + 1).occurrences if not each.cancelled
    ]
    shown = [wall(each, zone_of(row)).replace(tzinfo=None) for each in found]
    return [each.date().isoformat() if row["tz"] == "date" else each.isoformat() for each in shown]


def agrees(row: dict[str, str]) -> bool:
    expected = [each.rstrip("Z") for each in row["expected"].split(",")]
    many = int(row["n_expected"] or len(expected))
    found = expanded(row, many)
    return found[: len(expected)] == expected and (not row["n_expected"] or len(found) == many)


def of(kind: str, *, noted: bool) -> list[dict[str, str]]:
    return [row for row in ROWS if row["kind"] == kind and bool(row["rfc_note"]) is noted]


def name(row: dict[str, str]) -> str:
    return row["id"]


@pytest.mark.parametrize("row", of("rule", noted=False), ids=name)
def test_a_rule_gives_what_its_source_expects(row: dict[str, str]) -> None:
    assert agrees(row)


@pytest.mark.parametrize("row", of("component", noted=False), ids=name)
def test_a_series_with_exceptions_gives_what_its_source_expects(row: dict[str, str]) -> None:
    assert agrees(row)


@pytest.mark.parametrize("row", of("rule", noted=True), ids=name)
def test_where_the_standard_leaves_it_open_the_choice_is_the_one_written_down(row: dict[str, str]) -> None:
    assert agrees(row) is (row["id"] not in START_COUNTS | SOURCE_IS_WRONG)


@pytest.mark.parametrize("row", [row for row in ROWS if row["id"] in START_COUNTS], ids=name)
def test_a_start_outside_its_rule_comes_first(row: dict[str, str]) -> None:
    assert expanded(row, 3)[0] in (row["dtstart"], datetime.fromisoformat(row["dtstart"].rstrip("Z")).isoformat()) or (
        expanded(row, 3)[0].replace("-", "") == row["dtstart"]
    )


@pytest.mark.parametrize("row", of("invalid", noted=False), ids=name)
def test_a_rule_that_is_none_is_refused_and_the_visit_stays(row: dict[str, str]) -> None:
    found = read(file_of(row), zone="UTC")
    assert ([problem.what for problem in found.problems], len(found.events)) == (["bad_rule"], 1)


@pytest.mark.parametrize("row", of("rscale", noted=True), ids=name)
def test_a_rule_of_another_calendar_is_right_or_refused(row: dict[str, str]) -> None:
    found = read(file_of(row), zone="UTC")
    assert [problem.what for problem in found.problems] == ["rule_not_known"] or agrees(row)
