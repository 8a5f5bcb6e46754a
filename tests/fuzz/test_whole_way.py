"""What fuzzing looks for is seen when it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from frontdesk.domain.instants import HOUR, Instant
from frontdesk.ics.reader import Feed
from tests.fuzz import whole_way
from tests.fuzz.whole_way import NotHeldError, hold
from tests.ics.calendars import calendar, vevent

DATA = calendar(*vevent("RRULE:FREQ=DAILY", "SUMMARY:x"))


def test_a_sound_file_holds() -> None:
    assert len(hold(DATA).events) == 1


def lost(found: Feed) -> Feed:
    return replace(found, events=())


def later(found: Feed) -> Feed:
    moved = [replace(each, start=Instant(each.start + HOUR)) for each in found.events]
    return replace(found, events=tuple(moved))


@pytest.mark.parametrize(("change", "said"), [(lost, "1 events began, 0 came"), (later, "start: ")])
def test_an_event_that_is_lost_or_moved_is_seen(
    change: Callable[[Feed], Feed], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, times = whole_way.read, iter(range(9))

    def badly(data: bytes, **more: Any) -> Feed:
        found = read(data, **more)
        return change(found) if change is lost or next(times) else found

    monkeypatch.setattr(whole_way, "read", badly)
    with pytest.raises(NotHeldError, match=said):
        hold(DATA)


@pytest.mark.parametrize(("old", "new"), [(b"\r\n", b"\n"), (b"END:VEVENT\r\n", b""), (b"SUMMARY:", b"SUM MARY:")])
def test_what_is_badly_written_is_seen(old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    write = whole_way.write
    monkeypatch.setattr(whole_way, "write", lambda events, **more: write(events, **more).replace(old, new))
    with pytest.raises(NotHeldError, match="badly written"):
        hold(DATA)


def test_a_text_that_changes_on_the_way_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    write = whole_way.write
    monkeypatch.setattr(whole_way, "write", lambda events, **more: write(events, **more).replace(b"Y:x", b"Y:y"))
    with pytest.raises(NotHeldError, match="summary"):
        hold(DATA)
