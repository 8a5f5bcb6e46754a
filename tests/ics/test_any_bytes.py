"""Whatever the bytes are: an answer, and every event accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.ics.expand import occurrences
from frontdesk.ics.reader import Feed, read
from frontdesk.ics.writer import write
from tests.ics.calendars import CORPORA, ZONE

SMALL = sorted(path for path in CORPORA.glob("*.ics") if path.stat().st_size < 6_000)
WINDOW = Interval(Instant(1_700_000_000_000), Instant(1_800_000_000_000))
WORDS = st.sampled_from(
    (
        *(b"BEGIN:", b"END:", b"VEVENT", b"VCALENDAR", b"VTIMEZONE", b"DTSTART", b"TZID=", b"20260105T090000"),
        *(b":", b";", b"=", b'"', b",", b"\\", b"\r\n", b"\n ", b"\r", b"Z", b"\0", b"\xff", b"\xc3", b"-", b"9"),
        b"RRULE:FREQ=YEARLY;BYDAY=MO",
    )
)
MUTATION = st.tuples(st.sampled_from(("cut", "copy", "put", "flip", "swap")), st.integers(0), st.integers(1, 60), WORDS)


def held(data: bytes) -> Feed:
    """Read, expand and write whatever came, and check that nothing is lost without a word."""
    found = read(data, zone=ZONE)
    assert len(found.events) + found.lost == found.begun
    for each in found.events[:5]:
        occurrences(each, found.events[:5], WINDOW, limit=50)
    assert write(found.events, stamp=Instant(0))
    return found


def mutated(data: bytes, mutations: list[tuple[str, int, int, bytes]]) -> bytes:
    for how, where, size, word in mutations:
        at = where % (len(data) + 1)
        part = data[at : at + size]
        changed = {
            "cut": b"",
            "copy": part + part,
            "put": word + part,
            "flip": bytes(byte ^ 1 << size % 8 for byte in part[:1]) + part[1:],
            "swap": part[::-1],
        }
        data = data[:at] + changed[how] + data[at + size :]
    return data


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    held(data)


@given(st.lists(WORDS | st.binary(max_size=6), max_size=60).map(b"".join))
@settings(max_examples=100)
def test_any_words_of_a_calendar_get_an_answer(data: bytes) -> None:
    held(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260105T090000\r\n" + data + b"\r\nEND:VEVENT\r\n")


@given(st.sampled_from(SMALL), st.lists(MUTATION, min_size=1, max_size=6))
@settings(max_examples=100)
def test_a_damaged_file_gets_an_answer(path: Path, mutations: list[tuple[str, int, int, bytes]]) -> None:
    held(mutated(path.read_bytes(), mutations))


@pytest.mark.slow
@given(st.sampled_from(SMALL), st.lists(MUTATION, min_size=1, max_size=10))
@settings(max_examples=3_500, deadline=None)
def test_many_damaged_files_get_an_answer(path: Path, mutations: list[tuple[str, int, int, bytes]]) -> None:
    held(mutated(path.read_bytes(), mutations))
