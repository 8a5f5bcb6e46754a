"""The table of recurrences that others wrote down: 307 cases with the results that their sources expect."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest

from frontdesk.domain.instants import at_wall, wall
from frontdesk.domain.intervals import Interval
from frontdesk.ics.expand import occurrences
from frontdesk.ics.reader import read
from tests.ics.calendars import CORPORA, calendar

with (CORPORA / "recurrence.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))

# Rows in which the standard leaves the result open, or their source is wrong, and ours is another one: what is
# chosen, as far as the source goes. docs/recurrence.md says why, for these and for every other noted row.
_CHOSEN = """
    D008 19970512T090000 19970519T090000 19980518T090000
    D023 19970902T090000 19980213T090000 19980313T090000 19981113T090000 19990813T090000
    D068 20100212T000000 20130512T000000 20260512T000000
    D069 20190101T100000 20190102T100000 20190104T100000 20190116T100000
    D071 20130101T000000 20151229T000000 20160102T000000
    D079 20251220T000000 20251226T000000 20251230T000000
    D112 20240102T143900 20240113T151200 20240115T083900 20240205T081200 20240205T141200 20240205T143900
        20240210T151200 20240219T083900 20240304T081200 20240304T141200 20240304T143900 20240309T151200
        20240318T083900 20240401T081200 20240401T141200
    D126 20230101T000000
    D128 20270103T000000
    D130 20270103T000000
    D131 20270103T000000
    D191 20010101T145311 20040101T145311 20080101T145311 20120101T145311 20160101T145311 20200101T145311
        20240101T145311 20280101T145311
    D196 20110902T000000 20120814T000000 20120817T000000 20130813T000000 20130816T000000 20140812T000000
        20140815T000000 20150818T000000
    D202 20140802T001500 20150101T000101
    D241 20110101T000000 20110103T000000 20110110T000000 20110117T000000 20110124T000000 20110131T000000
    D244 20160727T003000 20160729T003000 20160805T003000 20160812T003000 20160819T003000 20160826T003000
        20160902T003000 20160909T003000
    D245 20181020T000000 20181021T000000 20181028T000000 20181104T000000 20181111T000000 20181118T000000
    D247 20150101 20150228 20150331 20150930 20151031 20160229 20160331 20160930
    D251 20260101 20260130
    D260 20110101 20110102 20110129 20110130 20110131 20110202 20110302 20110329
    D261 20120101 20120102 20120129 20120130 20120131 20120202 20120229 20120302
    D269 20110101 20110102 20110131 20120102 20120131
    D270 20110201 20110202 20110228 20120202 20120229
    D271 20110101 20110102 20111231 20120102 20121230 20121231 20130102 20131231
    D273 20110101 20110102 20110201 20120102 20120201 20130102 20130201
    D274 20110101 20110103 20110110 20110117 20110124 20110131
    D275 20161029T000000 20161029T000500 20161030T000500 20161031T000500 20161101T000500
    D279 20110101 20110109 20110123
    D282 20110101 20110102 20110116 20110130
"""
CHOSEN: dict[str, list[str]] = {}
for word in _CHOSEN.split():
    if word[0] == "D":
        CHOSEN[row_id := word] = []
    else:
        CHOSEN[row_id].append(word)
DOCUMENT = (Path(__file__).parent.parent.parent / "docs" / "recurrence.md").read_text("utf-8")


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


@pytest.mark.parametrize("row", [row for row in of("rule", noted=True) if row["id"] not in CHOSEN], ids=name)
def test_where_the_standard_leaves_it_open_the_choice_is_that_of_the_source(row: dict[str, str]) -> None:
    assert agrees(row)


@pytest.mark.parametrize("row", [row for row in ROWS if row["id"] in CHOSEN], ids=name)
def test_where_the_standard_leaves_it_open_the_choice_is_the_one_written_down(row: dict[str, str]) -> None:
    chosen = CHOSEN[row["id"]]
    ends = "COUNT" in row["rrule"] or row["completeness"] == "all"
    found = [each.replace("-", "").replace(":", "") for each in expanded(row, len(chosen))]
    assert found[: len(chosen)] == chosen
    assert not ends or len(found) == len(chosen)


@pytest.mark.parametrize("row", of("invalid", noted=False), ids=name)
def test_a_rule_that_is_none_is_refused_and_the_visit_stays(row: dict[str, str]) -> None:
    found = read(file_of(row), zone="UTC")
    assert ([problem.what for problem in found.problems], len(found.events)) == (["bad_rule"], 1)
    assert (found.events[0].repeats, found.events[0].extras) == (False, (f"X-UNREAD-RRULE:{row['rrule']}",))


@pytest.mark.parametrize("row", of("rscale", noted=True), ids=name)
def test_a_rule_that_moves_impossible_days_is_kept_and_never_expanded(row: dict[str, str]) -> None:
    found = read(file_of(row), zone="UTC")
    if row["id"] == "D143":  # the calendar that everyone has, and nothing to move
        assert agrees(row)
        return
    assert [problem.what for problem in found.problems] == ["rule_not_known"]
    assert (found.events[0].repeats, found.events[0].extras) == (False, (f"RRULE:{row['rrule']}",))


def test_every_row_is_asserted() -> None:
    kinds = [(kind, noted) for kind in ("rule", "component", "invalid", "rscale") for noted in (False, True)]
    assert [len(of(kind, noted=noted)) for kind, noted in kinds] == [173, 96, 13, 0, 12, 0, 0, 13]
    assert len({row["id"] for row in ROWS}) == len(ROWS) == 307


def test_the_choice_for_every_noted_row_is_written_down_once() -> None:
    assert sorted(re.findall(r"D\d{3}", DOCUMENT)) == sorted(row["id"] for row in ROWS if row["rfc_note"])
