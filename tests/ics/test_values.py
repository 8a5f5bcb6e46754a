"""Values of properties."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.ics.problems import Unreadable
from frontdesk.ics.values import (
    Length,
    escape,
    is_date,
    read_date,
    read_length,
    read_offset,
    read_time,
    texts,
    unescape,
    write_length,
    write_offset,
    write_time,
)

NINE = datetime(2026, 1, 5, 9)


@pytest.mark.parametrize(
    ("text", "wall", "utc"),
    [
        ("20260105T090000", NINE, False),
        ("20260105T090000Z", NINE, True),
        ("20260105T090000z", NINE, True),
        ("20260105T0900", NINE, False),
        ("2026-01-05T09:00:00", NINE, False),
        ("2026-01-05T09:00:00.000Z", NINE, True),
        ("20260105T100000+0100", NINE, True),
        ("20260104T240000", datetime(2026, 1, 5), False),
        ("20260105T090060", datetime(2026, 1, 5, 9, 0, 59), False),
        (" 20260105T090000 ", NINE, False),
    ],
)
def test_a_time_that_can_only_mean_one_thing_is_read(text: str, wall: datetime, utc: bool) -> None:
    assert read_time(text) == (wall, utc)


@pytest.mark.parametrize(
    "text", ["20260230T090000", "20260105T250000", "20260105T2400001", "2006717T080000Z", "", "Next Year", "٢٠٢٦٠١٠٥"]
)
def test_a_time_that_is_none_is_refused_with_what_stood_there(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_time(text)
    assert (refused.value.what, refused.value.detail) == ("bad_date", text)


@pytest.mark.parametrize("text", ["20260105", "2026-01-05", "20260105Z"])
def test_a_date_is_told_from_a_time(text: str) -> None:
    assert is_date(text)
    assert read_date(text) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT1H30M", Length(0, 5400)),
        ("P2W", Length(14, 0)),
        ("P1DT12H", Length(1, 43_200)),
        ("-PT15M", Length(0, -900)),
        ("PT1W", Length(7, 0)),
        ("P1D2H", Length(1, 7200)),
        ("pt0s", Length(0, 0)),
    ],
)
def test_a_duration_keeps_days_and_seconds_apart(text: str, length: Length) -> None:
    assert read_length(text) == length


@pytest.mark.parametrize("text", ["", "P", "PT", "1H", "PT1H2", "P999999999999999999W", "PT-2H"])
def test_a_duration_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_length(text)


@given(st.integers(0, 40_000), st.integers(0, 86_399), st.sampled_from((1, -1)))
def test_a_duration_written_reads_the_same(days: int, seconds: int, sign: int) -> None:
    length = Length(sign * days, sign * seconds)
    if days + seconds // 86_400 <= 40_000:
        assert read_length(write_length(length)) == length


@pytest.mark.parametrize(("text", "seconds"), [("+0100", 3600), ("-0930", -34_200), ("+001902", 1142), ("-0000", 0)])
def test_offsets_count_in_seconds(text: str, seconds: int) -> None:
    assert read_offset(text) == seconds


@pytest.mark.parametrize("text", ["+5328", "0", "+01", "+0160", ""])
def test_an_offset_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_offset(text)


@given(st.integers(-86_399, 86_399))
def test_an_offset_written_reads_the_same(seconds: int) -> None:
    assert read_offset(write_offset(seconds)) == seconds


@given(st.datetimes(), st.booleans())
def test_a_time_written_reads_the_same(wall: datetime, utc: bool) -> None:
    wall = wall.replace(microsecond=0)
    assert read_time(write_time(wall, utc=utc)) == (wall, utc)


def test_escapes_are_taken_off() -> None:
    assert unescape(r"a\, b\; c\\n\nd\Ne") == "a, b; c\\n\nd\ne"


def test_a_backslash_before_any_other_letter_stays() -> None:
    assert unescape(r"C:\temp\:x\\") == "C:\\temp\\:x\\"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t\\,;:"')))
def test_text_escaped_reads_the_same(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\\,;")), min_size=1))
def test_a_list_of_texts_parts_only_at_its_own_commas(parts: list[str]) -> None:
    assert texts(",".join(escape(part) for part in parts)) == parts
