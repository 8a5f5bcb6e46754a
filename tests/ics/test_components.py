"""Logical lines to components."""

from __future__ import annotations

from frontdesk.ics.components import Component, Splitter
from frontdesk.ics.problems import DEFAULT, Limits, Problems


def split(*lines: str, limits: Limits = DEFAULT) -> tuple[list[Component], list[tuple[int, str]]]:
    problems = Problems(100)
    found = list(Splitter(limits, problems).components(enumerate(lines, 1)))
    return found, [(problem.line, problem.what) for problem in problems.all()]


def names(*lines: str) -> list[str]:
    return [component.name for component in split(*lines)[0]]


def test_a_component_knows_its_line_and_its_own_lines() -> None:
    (one,), problems = split("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "END:VEVENT", "END:VCALENDAR")
    assert (one.name, one.line, [c.text for c in one.own], problems) == ("VEVENT", 2, ["UID:1"], [])


def test_what_a_component_holds_is_kept_with_its_begin_and_end() -> None:
    (one,), _ = split("BEGIN:VEVENT", "BEGIN:VALARM", "ACTION:X", "END:VALARM", "UID:1", "END:VEVENT")
    assert [c.text for c in one.inner] == ["BEGIN:VALARM", "ACTION:X", "END:VALARM"]


def test_capitals_and_trailing_blanks_do_not_hide_a_component() -> None:
    assert names("begin:vcalendar", "Begin:VEvent ", "end:vevent  ", "END:VCALENDAR ") == ["VEVENT"]


def test_events_outside_any_calendar_are_found() -> None:
    assert names("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VEVENT", "END:VEVENT") == ["VEVENT", "VEVENT"]


def test_an_event_without_an_end_ends_where_the_next_begins() -> None:
    found, problems = split("BEGIN:VEVENT", "UID:1", "BEGIN:VEVENT", "UID:2", "END:VEVENT")
    assert ([c.own[0].value for c in found], problems) == (["1", "2"], [(3, "end_missing")])


def test_an_alarm_without_an_end_does_not_swallow_the_next_event() -> None:
    found, problems = split("BEGIN:VEVENT", "BEGIN:VALARM", "END:VEVENT", "BEGIN:VEVENT", "END:VEVENT")
    assert ([c.text for c in found[0].inner], len(found)) == (["BEGIN:VALARM", "END:VALARM"], 2)
    assert problems == [(3, "end_missing")]


def test_a_file_that_breaks_off_gives_its_last_event_and_says_so() -> None:
    found, problems = split("BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1")
    assert ([c.name for c in found], problems) == (["VEVENT"], [(2, "end_missing")])


def test_an_unclosed_calendar_gives_its_events() -> None:
    assert names("BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT") == ["VEVENT"]


def test_an_end_that_fits_nothing_is_said_and_ends_nothing() -> None:
    found, problems = split("BEGIN:VEVENT", "END:VTODO", "UID:1", "END:VEVENT")
    assert ([c.text for c in found[0].own], problems) == (["UID:1"], [(2, "end_without_begin")])


def test_each_calendar_has_its_own_head() -> None:
    head = ("BEGIN:VCALENDAR", "X-WR-TIMEZONE:{}", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR")
    found, _ = split(*(line.format("A") for line in head), *(line.format("B") for line in head))
    assert [c.calendar.properties["X-WR-TIMEZONE"].value for c in found] == ["A", "B"]


def test_what_stands_too_deep_is_left_out_and_said_once() -> None:
    deep = ["BEGIN:A"] * 5 + ["X:1"] + ["END:A"] * 5
    found, problems = split("BEGIN:VEVENT", *deep, "UID:1", "END:VEVENT", limits=Limits(depth=2))
    assert [c.text for c in found[0].inner] == ["BEGIN:A", "BEGIN:A", "END:A", "END:A"]
    assert (found[0].own[0].value, problems) == ("1", [(4, "nested_too_deep")])


def test_prose_that_was_wrapped_without_a_blank_is_put_together_again() -> None:
    found, problems = split("BEGIN:VEVENT", "DESCRIPTION:", "Dear Team,", "Room: 5", "see you", "UID:1", "END:VEVENT")
    assert found[0].own[0].value == "\\nDear Team,\\nRoom: 5\\nsee you"
    assert (found[0].own[1].name, problems) == ("UID", [(3, "wrong_folding")])


def test_a_line_that_is_none_elsewhere_is_said_and_skipped() -> None:
    found, problems = split("BEGIN:VEVENT", "UID:1", "X", "SEQUENCE:2", "END:VEVENT")
    assert ([c.name for c in found[0].own], problems) == (["UID", "SEQUENCE"], [(3, "not_a_line")])


def test_an_alarm_that_begins_inside_another_ends_that_first() -> None:
    found, problems = split("BEGIN:VEVENT", "BEGIN:VALARM", "X:1", "BEGIN:VALARM ", "X:2", "END:VALARM", "END:VEVENT")
    alarm = ("BEGIN:VALARM", "X:{}", "END:VALARM")
    assert [c.text for c in found[0].inner] == [line.format(n) for n in (1, 2) for line in alarm]
    assert problems == [(4, "end_missing")]


def test_inside_a_component_properties_come_before_what_it_holds() -> None:
    found, _ = split("BEGIN:VEVENT", "BEGIN:A", "X:1", "BEGIN:B", "X:2", "END:B", "X:3", "END:A", "END:VEVENT")
    assert [c.text for c in found[0].inner] == ["BEGIN:A", "X:1", "X:3", "BEGIN:B", "X:2", "END:B", "END:A"]


def test_a_name_of_a_component_that_is_none_becomes_one() -> None:
    found, problems = split("BEGIN:VEVENT", "BEGIN:a b", "X:1", "END:A B ", "END:VEVENT")
    assert ([c.text for c in found[0].inner], problems) == (["BEGIN:A-B", "X:1", "END:A-B"], [])
