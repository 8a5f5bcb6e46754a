"""Zones of calendar files, told by the instants and days of the visits that come of them (C78)."""

from __future__ import annotations

import pytest

from frontdesk.domain.instants import DAY, iso
from tests.services.ics.files import Post, vevent
from tests.support.clinics import ZONE


def definition(tzid: str, *observances: tuple[str, str, str]) -> tuple[str, ...]:
    """Give a VTIMEZONE: for each observance its start, the offset before and the offset after."""
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tzid}"]
    for start, before, after in observances:
        yearly = "RRULE:FREQ=YEARLY" if len(observances) > 1 else "X-ONCE:1"
        offsets = (f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}")
        lines += ["BEGIN:STANDARD", f"DTSTART:{start}", *offsets, yearly, "END:STANDARD"]
    return (*lines, "END:VTIMEZONE")


def in_zone(tzid: str, *, uid: str = "visit", time: str = "20260319T090000") -> tuple[str, ...]:
    """Give the lines of an event at nine in a zone."""
    return vevent(uid=uid, start=f"DTSTART;TZID={tzid}:{time}", end=f"DTEND;TZID={tzid}:{time[:9]}100000")


def utc(post: Post) -> dict[str, str]:
    """Give when each visit begins, in UTC, by UID."""
    return {each.uid: iso(each.start, "UTC").replace("+00:00", "Z")[:16] for each in post.visits()}


@pytest.mark.parametrize(
    ("tzid", "begins"),
    [
        ("Europe/Madrid", "2026-03-19T08:00"),
        ("Eastern Standard Time", "2026-03-19T13:00"),
        ("W. Europe Standard Time", "2026-03-19T08:00"),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', "2026-03-19T08:00"),
        ('"(GMT-08:00) Pacific Time (US & Canada)"', "2026-03-19T16:00"),
        ("/freeassociation.sourceforge.net/Asia/Tokyo", "2026-03-19T00:00"),
        ("/mozilla.org/20050126_1/Europe/London", "2026-03-19T09:00"),
        ("GMT+0200", "2026-03-19T07:00"),
        ("US-Central", "2026-03-19T14:00"),
    ],
)
def test_a_zone_is_known_by_its_name_however_a_program_spells_it(post: Post, tzid: str, begins: str) -> None:
    post.send(in_zone(tzid))
    assert utc(post) == {"visit": begins}


def test_a_zone_counts_by_the_files_own_rules_whatever_its_name_means_elsewhere(post: Post) -> None:
    post.send(definition("Europe/Madrid", ("19700101T000000", "+0300", "+0300")), in_zone("Europe/Madrid"))
    assert utc(post) == {"visit": "2026-03-19T06:00"}


def test_a_zone_without_a_known_name_changes_its_clocks_by_its_rules(post: Post) -> None:
    own = definition("Customized", ("20000401T020000", "-0500", "-0400"), ("20001001T020000", "-0400", "-0500"))
    post.send(own, in_zone("Customized"), in_zone("Customized", uid="later", time="20260501T090000"))
    assert utc(post) == {"visit": "2026-03-19T14:00", "later": "2026-05-01T13:00"}


@pytest.mark.parametrize("together", [True, False])
def test_two_files_may_mean_different_things_by_one_name(post: Post, together: bool) -> None:
    files = [
        post.file(
            definition("Local", ("19700101T000000", "+0100", "+0100")), in_zone("Local", uid="one"), name="1.ics"
        ),
        post.file(
            definition("Local", ("19700101T000000", "-0800", "-0800")), in_zone("Local", uid="two"), name="2.ics"
        ),
    ]
    for some in [files] if together else [[each] for each in files]:
        post.desk.clinic.ics.import_files(files=some)
    assert utc(post) == {"one": "2026-03-19T08:00", "two": "2026-03-19T17:00"}


def test_the_same_files_the_other_way_round_mean_the_same(post: Post) -> None:
    post.send(definition("Local", ("19700101T000000", "-0800", "-0800")), in_zone("Local", uid="two"))
    post.send(in_zone("Local", uid="none"), definition("Local", ("19700101T000000", "+0100", "+0100")))
    assert utc(post) == {"two": "2026-03-19T17:00", "none": "2026-03-19T08:00"}


def test_a_definition_behind_its_events_counts_for_them(post: Post) -> None:
    post.send(in_zone("Custom"), definition("Custom", ("19700101T000000", "+0300", "+0300")))
    assert utc(post) == {"visit": "2026-03-19T06:00"}


def test_a_definition_of_two_names_gives_its_events_their_time(post: Post) -> None:
    two = definition("Old Name", ("19700101T000000", "+0300", "+0300"))
    post.send(two[:1], "TZID:New Name", two[1:], in_zone("Old Name", uid="1"), in_zone("Europe/Madrid", uid="2"))
    assert utc(post)["2"] == "2026-03-19T08:00"
    assert len(utc(post)) == 2


def test_floating_times_are_the_clinics_own(post: Post) -> None:
    post.send(vevent(start="DTSTART:20260319T090000", end="DTEND:20260319T100000"))
    assert (utc(post), post.visit().zone) == ({"visit": "2026-03-19T13:00"}, ZONE)


def test_floating_times_go_by_the_calendars_zone_where_it_names_one(post: Post) -> None:
    post.send("X-WR-TIMEZONE:Europe/Madrid", vevent(start="DTSTART:20260319T090000", end="DTEND:20260319T100000"))
    assert (utc(post), post.visit().zone) == ({"visit": "2026-03-19T08:00"}, "Europe/Madrid")


def test_times_in_utc_are_shown_where_the_calendar_is(post: Post) -> None:
    times = {"start": "DTSTART:20260319T090000Z", "end": "DTEND:20260319T100000Z"}
    post.send("X-WR-TIMEZONE:Europe/Madrid", vevent(**times))
    assert (utc(post), post.visit().zone) == ({"visit": "2026-03-19T09:00"}, "Europe/Madrid")


def test_an_unknown_zone_is_said_and_its_times_are_the_clinics_own(post: Post) -> None:
    done = post.send(in_zone("Nowhere/At All"))
    assert [(each.what, each.detail) for each in done.preview.troubles] == [("unknown_zone", "Nowhere/At All")]
    assert utc(post) == {"visit": "2026-03-19T13:00"}


def test_a_time_that_the_change_of_the_clocks_skips_comes_an_hour_later(post: Post) -> None:
    times = {"start": "DTSTART;TZID=Europe/Madrid:20260329T023000", "end": "DTEND;TZID=Europe/Madrid:20260329T040000"}
    post.send(vevent(**times))
    assert iso(post.visit().start, "Europe/Madrid") == "2026-03-29T03:30:00+02:00"


def test_start_and_end_may_be_in_different_zones(post: Post) -> None:
    post.send(
        vevent(start="DTSTART;TZID=Europe/Madrid:20260319T090000", end="DTEND;TZID=Europe/London:20260319T093000")
    )
    assert iso(post.visit().end, "UTC")[:16] == "2026-03-19T09:30"


@pytest.mark.parametrize("start", ["DTSTART;VALUE=DATE:20260319", "DTSTART;TZID=Asia/Tokyo;VALUE=DATE:20260319"])
def test_a_whole_day_is_a_day_of_the_clinic_wherever_the_file_comes_from(post: Post, start: str) -> None:
    post.send("X-WR-TIMEZONE:Asia/Tokyo", vevent(start=start, end=""))
    made = post.visit()
    assert (made.all_day, iso(made.start, ZONE), made.end - made.start) == (True, "2026-03-19T00:00:00-04:00", DAY)


def test_several_whole_days_end_before_the_day_that_the_file_names(post: Post) -> None:
    post.send(vevent(start="DTSTART;VALUE=DATE:20260307", end="DTEND;VALUE=DATE:20260310"))
    made = post.visit()
    assert (iso(made.start, ZONE), iso(made.end, ZONE)) == ("2026-03-07T00:00:00-05:00", "2026-03-10T00:00:00-04:00")


def test_a_time_over_midnight_lasts_into_the_next_days(post: Post) -> None:
    day = "TZID=America/New_York:202603"
    post.send(vevent(start=f"DTSTART;{day}19T220000", end=f"DTEND;{day}21T060000"))
    assert iso(post.visit().end, ZONE) == "2026-03-21T06:00:00-04:00"


def test_a_series_keeps_its_hour_over_the_change_of_its_own_clocks(post: Post) -> None:
    times = {"start": "DTSTART;TZID=Europe/Madrid:20260328T090000", "end": "DTEND;TZID=Europe/Madrid:20260328T100000"}
    post.send(vevent("RRULE:FREQ=DAILY;COUNT=2", **times))
    assert sorted(iso(each.start, "UTC")[:16] for each in post.visits()) == ["2026-03-28T08:00", "2026-03-29T07:00"]
