"""Content lines: name, parameters, value."""

from __future__ import annotations

import pytest

from frontdesk.ics.lines import Content, content, dated, parameter, parameters, quoted, quoted_printable


def split(text: str) -> tuple[str, str, str]:
    found = content(1, text)
    assert found is not None
    return found.name, found.params, found.value


def when(text: str) -> Content:
    found = content(1, text)
    assert found is not None
    return dated(found)


def test_the_first_colon_parts_name_and_value() -> None:
    assert split("summary:Tea: at five") == ("SUMMARY", "", "Tea: at five")


def test_a_colon_or_semicolon_inside_quotes_parts_nothing() -> None:
    assert split('X;A="b:c;d";E=f:g') == ("X", ';A="b:c;d";E=f', "g")


def test_parameters_lose_their_quotes_and_gain_capitals() -> None:
    assert parameters(';cn="Chen, Amelia";Role=CHAIR') == {"CN": "Chen, Amelia", "ROLE": "CHAIR"}


def test_a_parameter_that_comes_twice_counts_once() -> None:
    assert parameter(";TZID=A;TZID=B", "TZID") == "A"


def test_carets_stand_for_what_a_parameter_cannot_hold() -> None:
    assert parameter(";CN=George ^'Babe^' Ruth^nJr^^", "CN") == 'George "Babe" Ruth\nJr^'


@pytest.mark.parametrize("value", ['a "b", c', "x\ny", "^", "a;b:c", ""])
def test_what_is_quoted_reads_the_same(value: str) -> None:
    assert parameter(f";A={quoted(value)}", "A") == value


@pytest.mark.parametrize("text", ["no colon at all", "two words:x", ":value only", "", "é:x"])
def test_what_has_no_name_is_no_content_line(text: str) -> None:
    assert content(1, text) is None


def test_blanks_around_name_and_dash_are_forgiven() -> None:
    assert split("REFRESH - INTERVAL; VALUE = DURATION:PT4H")[0] == "REFRESH-INTERVAL"


def test_an_unquoted_display_name_with_colons_does_not_hide_the_date() -> None:
    found = when("DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin:20260105T090000")
    assert (parameter(found.params, "TZID"), found.value) == ("(UTC+01:00) Amsterdam, Berlin", "20260105T090000")


def test_an_unclosed_quote_does_not_hide_the_date() -> None:
    found = when('DTSTART;TZID="W. Europe Standard Time:20260105T090000"')
    assert (parameter(found.params, "TZID"), found.value) == ("W. Europe Standard Time", "20260105T090000")


def test_quoted_printable_is_read_in_its_character_set() -> None:
    found = content(1, "SUMMARY;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller=0D=0AAG")
    assert found is not None
    assert quoted_printable(found) == "Müller\nAG"
