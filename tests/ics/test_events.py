"""What one event says."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.instants import DAY, HOUR, MINUTE
from frontdesk.ics.event import Kind
from frontdesk.ics.problems import Limits
from tests.ics.calendars import ZONE, calendar, codes, corpus, event, feed, read, shown, vevent


def test_a_date_is_a_whole_day_of_the_clinic() -> None:
    found = event(start="DTSTART;VALUE=DATE:20260105")
    assert (found.all_day, shown(found.start, ZONE), shown(found.end, ZONE)) == (
        True,
        "2026-01-05T00:00:00+01:00",
        "2026-01-06T00:00:00+01:00",
    )


def test_a_date_with_a_zone_is_still_a_whole_day() -> None:
    found = event(start="DTSTART;TZID=America/New_York;VALUE=DATE:20260105")
    assert (found.all_day, shown(found.start, ZONE)) == (True, "2026-01-05T00:00:00+01:00")


def test_a_date_needs_no_value_parameter() -> None:
    assert event(start="DTSTART:20260105").all_day


def test_a_day_on_which_the_clocks_change_ends_at_midnight() -> None:
    found = event(start="DTSTART;VALUE=DATE:20260329")
    assert found.end - found.start == 23 * HOUR


def test_a_time_without_an_end_takes_no_time() -> None:
    found = event()
    assert found.end == found.start


@pytest.mark.parametrize(
    "line", ["DTEND;VALUE=DATE:20260105", "DTEND:20260105T235900", "DURATION:PT1H", "DURATION:P1D"]
)
def test_a_whole_day_lasts_at_least_that_day(line: str) -> None:
    found = event(line, start="DTSTART;VALUE=DATE:20260105")
    assert found.end - found.start == DAY


def test_whole_days_end_before_the_date_that_dtend_names() -> None:
    found = event("DTEND;VALUE=DATE:20260108", start="DTSTART;VALUE=DATE:20260105")
    assert found.end - found.start == 3 * DAY


def test_days_of_a_duration_count_on_the_wall_clock_and_hours_by_the_stopwatch() -> None:
    start = "DTSTART;TZID=Europe/Madrid:20260328T090000"
    ends = [event(f"DURATION:{length}", start=start).end for length in ("P1D", "PT24H")]
    assert [shown(end, ZONE)[11:16] for end in ends] == ["09:00", "10:00"]


def test_an_end_before_the_start_is_said_and_does_not_count() -> None:
    found = feed(*vevent("DTEND:20260105T080000Z"))
    assert (found.events[0].end, codes(found)) == (found.events[0].start, ["end_before_start"])


def test_of_end_and_duration_the_end_counts() -> None:
    found = feed(*vevent("DTEND:20260105T100000Z", "DURATION:PT3H"))
    assert (found.events[0].end - found.events[0].start, codes(found)) == (HOUR, ["duplicate_property"])


def test_a_duration_that_cannot_be_read_costs_only_itself() -> None:
    found = feed(*vevent("DURATION:P999999999999999999W", "SUMMARY:x"))
    assert (found.events[0].summary, codes(found)) == ("x", ["bad_duration"])


def test_weeks_behind_the_t_are_read() -> None:
    found = event("DURATION:PT1W", start="DTSTART;VALUE=DATE:20260105")
    assert found.end - found.start == 7 * DAY


def test_a_stamp_that_cannot_be_read_costs_only_itself() -> None:
    found = feed(*vevent("DTSTAMP:202103206T200210Z", "LAST-MODIFIED:20260102T030405Z"))
    assert (found.events[0].dtstamp, shown(found.events[0].last_modified or 0)) == (None, "2026-01-02T03:04:05+00:00")
    assert codes(found) == ["bad_stamp"]


def test_of_a_property_that_comes_twice_the_first_counts_and_the_second_is_said() -> None:
    found = feed(*vevent("SUMMARY:one", "SUMMARY:two"))
    assert (found.events[0].summary, codes(found)) == ("one", ["duplicate_property"])


def test_an_event_without_a_start_is_lost_and_said() -> None:
    found = feed("BEGIN:VEVENT", "UID:1", "END:VEVENT")
    assert [(p.line, p.component, p.what, p.lost) for p in found.problems] == [(3, "VEVENT", "no_start", 1)]


def test_a_cancellation_without_a_start_comes_all_the_same() -> None:
    (found,) = feed("METHOD:CANCEL", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", "END:VEVENT").events
    assert (found.uid, found.kind) == ("1", Kind.CANCELLED)


@pytest.mark.parametrize(
    "start", ["DTSTART;VALUE=DATE:18640510", "DTSTART:22000101T000000Z", "DTSTART:18991231T235959Z"]
)
def test_an_event_outside_three_centuries_is_lost_and_said(start: str) -> None:
    found = feed(*vevent(start=start))
    assert (found.events, codes(found)) == ((), ["time_out_of_range"])


def test_a_series_that_begins_after_the_last_year_is_lost_and_said() -> None:
    found = feed(*vevent("RRULE:FREQ=DAILY", start="DTSTART:40100824T090000Z"))
    assert (found.events, codes(found)) == ((), ["time_out_of_range"])


def test_a_moment_after_the_last_year_is_left_out_of_a_list_and_said() -> None:
    found = feed(*vevent("RDATE:20260106T090000Z,40100824T090000Z", "EXDATE;TZID=Europe/Madrid:40100824T090000"))
    assert (len(found.events[0].rdates), found.events[0].exdates, codes(found)) == (1, (), ["bad_rdate", "bad_exdate"])


def test_a_birthday_that_leaves_its_year_out_comes() -> None:
    found = feed(*vevent("RRULE:FREQ=YEARLY", start="DTSTART;VALUE=DATE:16040229"))
    assert (found.events[0].wall.year, codes(found)) == (1604, [])


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ((), Kind.MASTER),
        (("RECURRENCE-ID:20260105T090000Z",), Kind.OVERRIDE),
        (("STATUS:CANCELLED",), Kind.CANCELLED),
        (("RECURRENCE-ID:20260105T090000Z", "STATUS:cancelled"), Kind.CANCELLED),
    ],
)
def test_an_event_knows_what_it_is(lines: tuple[str, ...], kind: Kind) -> None:
    assert event(*lines).kind is kind


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("RECURRENCE-ID:20260105T090000Z", "20260105T090000Z"),
        ("RECURRENCE-ID;TZID=Europe/Madrid:20260105T090000", "20260105T080000Z"),
        ("RECURRENCE-ID:20260105T090000", "20260105T080000Z"),
        ("RECURRENCE-ID;VALUE=DATE:20260105", "20260105"),
    ],
)
def test_the_key_of_an_occurrence_is_in_utc(line: str, key: str) -> None:
    assert event(line, start="DTSTART;TZID=Europe/Madrid:20260105T090000").recurrence_id == key


def test_an_occurrence_of_whole_days_goes_by_the_date_that_its_own_clock_shows() -> None:
    found = event("RECURRENCE-ID;TZID=Asia/Tokyo:20260226T000000", start="DTSTART;VALUE=DATE:20260227")
    assert found.recurrence_id == "20260226"


def test_an_occurrence_that_cannot_be_told_is_lost_rather_than_taken_for_the_series() -> None:
    assert codes(feed(*vevent("RECURRENCE-ID:soon"))) == ["bad_recurrence_id"]


def test_a_change_for_all_that_follow_is_told_from_one_for_one() -> None:
    assert event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260105T090000Z").this_and_future


@pytest.mark.parametrize(
    ("lines", "start", "takes"),
    [
        ((), "DTSTART:20260105T090000Z", True),
        ((), "DTSTART:20260105", False),
        (("TRANSP:OPAQUE",), "DTSTART:20260105", True),
        (("TRANSP:TRANSPARENT",), "DTSTART:20260105T090000Z", False),
        (("TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"), "DTSTART:20260105", True),
        (("X-MICROSOFT-CDO-BUSYSTATUS:OOF",), "DTSTART:20260105", True),
        (("X-MICROSOFT-CDO-BUSYSTATUS:FREE",), "DTSTART:20260105T090000Z", False),
        (("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",), "DTSTART:20260105", False),
    ],
)
def test_whole_days_and_transparent_events_take_no_time_unless_the_file_says_so(
    lines: tuple[str, ...], start: str, takes: bool
) -> None:
    assert event(*lines, start=start).takes_time is takes


def test_people_have_name_address_and_part() -> None:
    line = 'ATTENDEE;CN="Lund, Peter";PARTSTAT=accepted;CUTYPE=INDIVIDUAL;ROLE=CHAIR;X-A=1:MAILTO:Peter@Mail.Example'
    (found,) = event(line).attendees
    assert (found.name, found.email, found.partstat, found.role) == (
        "Lund, Peter",
        "peter@mail.example",
        "ACCEPTED",
        "CHAIR",
    )
    assert found.line == line


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("ORGANIZER;CN='Dr Chen':mailto:c@x.example", "Dr Chen", "c@x.example"),
        ("ORGANIZER;CN=c@x.example:mailto:c@x.example", "", "c@x.example"),
        ("ORGANIZER;CN=Chen;EMAIL=C@x.example:urn:uuid:1", "Chen", "c@x.example"),
        ("ORGANIZER;CN=Chen:invalid:nomail", "Chen", ""),
        ("ORGANIZER:mailto:o%27hara@x.example", "", "o'hara@x.example"),
    ],
)
def test_an_organizer_is_found_however_it_is_written(line: str, name: str, email: str) -> None:
    found = event(line).organizer
    assert found is not None
    assert (found.name, found.email) == (name, email)


def test_dates_that_are_added_and_excluded_are_instants_or_days() -> None:
    found = event(
        "RDATE;TZID=Europe/Madrid:20260106T090000,20260107T090000",
        "RDATE;VALUE=PERIOD:20260108T090000Z/PT30M,20260109T090000Z/20260109T100000Z",
        "EXDATE:20260110T090000Z",
        "EXDATE;VALUE=DATE:20260111",
    )
    lengths = [each.end - each.moment for each in found.rdates if each.end is not None and isinstance(each.moment, int)]
    assert (len(found.rdates), lengths) == (4, [30 * MINUTE, HOUR])
    assert [each if isinstance(each, date) else shown(each) for each in found.exdates] == [
        "2026-01-10T09:00:00+00:00",
        date(2026, 1, 11),
    ]


def test_an_excluded_time_without_a_zone_is_on_the_clock_of_the_start() -> None:
    found = event("EXDATE:20260106T090000", start="DTSTART;TZID=America/New_York:20260105T090000")
    assert [shown(each) for each in found.exdates if not isinstance(each, date)] == ["2026-01-06T14:00:00+00:00"]


def test_a_date_that_cannot_be_read_costs_only_itself() -> None:
    found = feed(*vevent("EXDATE:20260106T090000Z,soon,20260107T090000Z", "RDATE:083000"))
    assert (len(found.events[0].exdates), codes(found)) == (2, ["bad_exdate", "bad_rdate"])


def test_a_rule_that_cannot_be_read_is_said_and_kept_aside() -> None:
    found = feed(*vevent("RRULE:FREQ=SOMETIMES", "SUMMARY:x"))
    assert (found.events[0].rrules, found.events[0].extras) == ((), ("X-UNREAD-RRULE:FREQ=SOMETIMES",))
    assert codes(found) == ["bad_rule"]


def test_a_rule_of_another_calendar_is_kept_word_for_word_and_never_expanded() -> None:
    found = feed(*vevent("RRULE:RSCALE=HEBREW;FREQ=YEARLY"))
    assert (found.events[0].repeats, found.events[0].extras) == (False, ("RRULE:RSCALE=HEBREW;FREQ=YEARLY",))


def test_what_is_not_modelled_is_kept_word_for_word() -> None:
    kept = ("X-ONE;P=1:a\\,b", "PRIORITY:5", "GEO:1.5;2.5")
    found = event(*kept, "BEGIN:VLOCATION", "NAME:Place", "END:VLOCATION", "BEGIN:VALARM", "ACTION:AUDIO", "END:VALARM")
    assert found.extras == (*kept, "BEGIN:VLOCATION", "NAME:Place", "END:VLOCATION")
    assert found.alarms == ("BEGIN:VALARM", "ACTION:AUDIO", "END:VALARM")


def test_a_trigger_with_its_sign_inside_is_mended_for_the_readers_that_come_after() -> None:
    found = feed(*vevent("BEGIN:VALARM", "TRIGGER;RELATED=START:PT-2H", "END:VALARM"))
    assert (found.events[0].alarms[1], codes(found)) == ("TRIGGER;RELATED=START:-PT2H", ["bad_duration"])


def test_an_event_without_a_uid_gets_the_same_one_whenever_it_is_read() -> None:
    data = calendar("BEGIN:VEVENT", "DTSTART:20260105T090000Z", "SUMMARY:x", "DTSTAMP:{}", "END:VEVENT")
    uids = {
        read(data.replace(b"{}", stamp), zone=ZONE).events[0].uid
        for stamp in (b"20260101T000000Z", b"20260202T000000Z")
    }
    assert len(uids) == 1


def test_equal_events_without_a_uid_stay_two() -> None:
    lines = ("BEGIN:VEVENT", "DTSTART:20260105T090000Z", "END:VEVENT")
    assert len({each.uid for each in feed(*lines, *lines).events}) == 2


def test_floods_of_dates_people_and_rules_are_cut_and_said() -> None:
    limits = Limits(dates=10, people=10, rules=1)
    found = feed(
        *vevent(
            "RDATE:" + ",".join(["20260106T090000Z"] * 50),
            *["ATTENDEE:mailto:a@b.example"] * 50,
            *["RRULE:FREQ=DAILY"] * 2,
        ),
        limits=limits,
    )
    (only,) = found.events
    assert (len(only.rdates), len(only.attendees), len(only.rrules)) == (10, 10, 1)
    assert sorted(codes(found)) == ["too_many_attendees", "too_many_dates", "too_many_rules"]
    assert len(only.extras) == 40


def test_no_name_shows_where_logs_could_take_it() -> None:
    lines = vevent("SUMMARY:Eva Novak", "ATTENDEE;CN=Eva Novak:mailto:eva@x.example")
    found = feed("X-WR-CALNAME:Eva", *lines, *vevent(start="DTSTART:Eva"))
    assert "Eva" not in repr(found) + repr(found.events[0].attendees)


def test_quoted_text_of_old_calendars_is_read() -> None:
    assert event("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9").summary == "café"


def test_a_mispelt_start_does_not_make_one_up() -> None:
    assert [(p.what, p.lost) for p in corpus("libical__1.ics").problems if p.lost] == [("no_start", 1)]
