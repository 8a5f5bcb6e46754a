"""When visits are, as an export says it: whole days, several days, and days on which the clock changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import icalendar
import pytest

from frontdesk.domain.instants import DAY, HOUR, MINUTE, Instant, at_wall, start_of_day
from frontdesk.services.ics.preview import State
from tests.services.ics.files import Post, vevent
from tests.support.clinics import ZONE
from tests.support.strict_ics import breaches


def lines(post: Post) -> list[str]:
    """Give the unfolded lines of an export, which a strict reader finds nothing wrong with."""
    text = post.export()
    assert breaches(text.encode()) == []
    return text.replace("\r\n ", "").split("\r\n")


def times(post: Post) -> tuple[str, str]:
    """Give DTSTART and DTEND of the one event."""
    found = lines(post)
    event = found[found.index("BEGIN:VEVENT") :]
    (start,) = (line for line in event if line.startswith("DTSTART"))
    (end,) = (line for line in event if line.startswith("DTEND"))
    return start.removeprefix("DTSTART"), end.removeprefix("DTEND")


def book(post: Post, start: int, end: int, **more: Any) -> None:
    """Book from one instant to another."""
    post.desk.clinic.appointments.book(start=Instant(start), end=Instant(end), practitioner=post.desk.chen.id, **more)


def comes_back_the_same(post: Post) -> bool:
    """Tell whether an export changes nothing when it comes back, and a library reads the same instants."""
    path = post.folder / "export.ics"
    path.write_text(post.export(), "utf-8")
    (row,) = post.desk.clinic.ics.preview(files=[path]).rows
    judged: Any = icalendar.Calendar.from_ical(post.export()).walk("VEVENT")[0]
    (held,) = post.desk.clinic.appointments.list().items
    moments = [judged["DTSTART"].dt, judged["DTEND"].dt]
    if held.all_day:
        read = [start_of_day(each, ZONE) for each in moments]
    else:
        read = [Instant(int(each.timestamp() * 1000)) for each in moments]
    return row.state is State.SAME and read == [held.start, held.end]


# Clocks went forward on 8 March 2026 and go back on 1 November, at two in the morning both times.
NIGHTS = [
    (datetime(2026, 3, 8, 1, 30), 90, ":20260308T013000", ":20260308T040000"),
    (datetime(2026, 3, 8, 1), 60, ":20260308T010000", ":20260308T030000"),
    (datetime(2026, 11, 1, 1, 30), 60, ":20261101T013000", ":20261101T063000Z"),
    (datetime(2026, 11, 1, 0, 30), 180, ":20261101T003000", ":20261101T023000"),
]


@pytest.mark.parametrize(("wall", "minutes", "start", "end"), NIGHTS)
def test_a_visit_over_a_change_of_the_clock_keeps_its_instants(
    post: Post, wall: datetime, minutes: int, start: str, end: str
) -> None:
    begin = at_wall(wall, ZONE)
    book(post, begin, begin + minutes * MINUTE)
    zoned = f";TZID={ZONE}"
    assert times(post) == (zoned + start, end if end.endswith("Z") else zoned + end)
    assert comes_back_the_same(post)


def test_the_second_of_two_equal_times_is_told_in_utc(post: Post) -> None:
    begin = at_wall(datetime(2026, 11, 1, 1, 30), ZONE) + HOUR
    book(post, begin, begin + 30 * MINUTE)
    assert times(post) == (":20261101T063000Z", f";TZID={ZONE}:20261101T020000")
    assert comes_back_the_same(post)


@pytest.mark.parametrize(
    ("first", "after"),
    [
        (date(2026, 3, 19), date(2026, 3, 20)),
        (date(2026, 3, 7), date(2026, 3, 10)),
        (date(2026, 10, 31), date(2026, 11, 3)),
        (date(2026, 12, 24), date(2027, 1, 2)),
    ],
)
def test_whole_days_go_out_as_dates(post: Post, first: date, after: date) -> None:
    book(post, start_of_day(first, ZONE), start_of_day(after, ZONE), all_day=True)
    assert times(post) == (f";VALUE=DATE:{first:%Y%m%d}", f";VALUE=DATE:{after:%Y%m%d}")
    assert "TRANSP:OPAQUE" in lines(post)
    assert comes_back_the_same(post)


def test_a_part_of_a_day_that_counts_as_all_day_goes_out_as_the_whole_day(post: Post) -> None:
    book(post, post.desk.at(9), post.desk.at(10), all_day=True)
    assert times(post) == (";VALUE=DATE:20260318", ";VALUE=DATE:20260319")


def test_whole_days_of_a_place_in_another_zone_are_its_own_dates(post: Post) -> None:
    there = post.desk.clinic.locations.create(name="Harbour", zone_name="Europe/Madrid")
    start = start_of_day(date(2026, 3, 19), "Europe/Madrid")
    book(post, start, start + DAY, all_day=True, location=there.id)
    assert times(post) == (";VALUE=DATE:20260319", ";VALUE=DATE:20260320")


def test_a_visit_of_several_days_has_its_end_on_the_last(post: Post) -> None:
    book(post, post.desk.at(22), post.desk.at(6, day=3))
    assert times(post) == (f";TZID={ZONE}:20260318T220000", f";TZID={ZONE}:20260321T060000")
    assert comes_back_the_same(post)


def test_visits_in_two_zones_bring_both_zones_along(post: Post) -> None:
    post.send(vevent(uid="a", start="DTSTART;TZID=Europe/Madrid:20260705T090000", end=""))
    post.send(vevent(uid="b", start="DTSTART;TZID=Asia/Kathmandu:20260705T090000", end=""))
    assert {"TZID:Europe/Madrid", "TZID:Asia/Kathmandu"} <= set(lines(post))


def test_a_visit_in_utc_needs_no_zone(post: Post) -> None:
    post.send(vevent(start="DTSTART:20260705T090000Z", end="DTEND:20260705T100000Z"))
    assert "DTSTART;TZID=America/New_York:20260705T050000" in lines(post)
