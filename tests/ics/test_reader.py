"""A whole file: nothing hides, nothing hangs, everything is accounted for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from frontdesk.domain.errors import Invalid
from frontdesk.ics import events, reader
from frontdesk.ics.problems import Limits
from frontdesk.ics.reader import Feed, read
from tests.ics.calendars import ZONE, calendar, codes, feed, vevent


def accounted(found: Feed) -> bool:
    return len(found.events) + found.lost == found.begun


def test_the_head_of_the_calendar_is_told() -> None:
    found = feed(
        "PRODID:-//A\\, B//EN",
        "METHOD:Publish",
        "X-WR-CALNAME:Dr. Chen\\, MD",
        "X-WR-TIMEZONE:Europe/Madrid",
        *vevent(),
    )
    assert (found.product, found.method, found.name, found.zone) == (
        "-//A, B//EN",
        "PUBLISH",
        "Dr. Chen, MD",
        "Europe/Madrid",
    )


def test_name_stands_in_for_the_older_calendar_name() -> None:
    assert feed("NAME:Room 5", *vevent()).name == "Room 5"


def test_a_damaged_event_is_told_by_its_line_and_its_neighbours_come() -> None:
    found = feed(*vevent(uid="1"), *vevent(uid="2", start="DTSTART:2026-13-40"), *vevent(uid="3"))
    assert [each.uid for each in found.events] == ["1", "3"]
    assert [(p.line, p.component, p.what, p.detail, p.lost) for p in found.problems] == [
        (7, "VEVENT", "bad_date", "2026-13-40", 1)
    ]


def test_whatever_goes_wrong_inside_one_event_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(text: str) -> str:
        if text == "boom":
            raise RecursionError
        return text

    monkeypatch.setattr(events, "unescape", fails)
    found = feed(*vevent("SUMMARY:boom", uid="1"), *vevent("SUMMARY:well", uid="2"))
    assert ([each.uid for each in found.events], codes(found), accounted(found)) == (["2"], ["unreadable"], True)


def test_components_that_are_no_events_are_told_by_kind() -> None:
    found = feed("BEGIN:VTODO", "END:VTODO", "BEGIN:VTODO", "END:VTODO", *vevent())
    assert [(p.component, p.what, p.detail) for p in found.problems] == [("VTODO", "not_an_event", "2")]
    assert found.others == (("VTODO", 2),)


@pytest.mark.parametrize("data", [b"", b"hello\n", b"<html>", b"\0" * 100, b"PNG\r\n\x1a\n"])
def test_what_is_no_calendar_is_said(data: bytes) -> None:
    found = read(data, zone=ZONE)
    assert (found.events, "no_calendar" in codes(found)) == ((), True)


def test_an_empty_calendar_is_one() -> None:
    assert codes(feed()) == []


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh91"])
def test_a_packed_file_is_not_opened(data: bytes) -> None:
    assert codes(read(data, zone=ZONE)) == ["packed_file"]


def test_a_file_beyond_the_limit_is_not_read_and_its_events_are_counted() -> None:
    found = feed(*vevent(), *vevent(), limits=Limits(size=50))
    assert (codes(found), found.lost, accounted(found)) == (["file_too_large"], 2, True)


def test_events_beyond_the_limit_are_each_accounted_for() -> None:
    found = feed(*(line for n in range(10) for line in vevent(uid=str(n))), limits=Limits(events=4, problems=3))
    assert (len(found.events), codes(found)) == (4, ["more_problems", *["too_many_events"] * 3])
    assert accounted(found)


def test_a_zone_that_no_clinic_has_is_refused() -> None:
    with pytest.raises(Invalid):
        read(calendar(*vevent()), zone="Nowhere/None")


def test_a_caller_who_has_enough_is_let_go() -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        read(calendar(*vevent()), zone=ZONE, progress=stop)


def test_a_file_is_read_twice_only_where_a_definition_comes_late(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []
    run = reader._Pass.run

    def counted(self: reader._Pass, data: bytes, progress: object) -> None:
        passes.append(1)
        run(self, data, None)

    monkeypatch.setattr(reader._Pass, "run", counted)
    feed("X-WR-TIMEZONE:Europe/Madrid", *vevent())
    assert len(passes) == 1


def bombs() -> Iterator[tuple[str, bytes]]:
    """Give floods that made other readers hang or fall over, each under a megabyte."""
    zone = "BEGIN:VTIMEZONE\nTZID:X\n{}END:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=X:20260101T090000\nEND:VEVENT\n"
    part = "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n{}END:STANDARD\n"
    yield "nested events", b"BEGIN:VEVENT\n" * 20_000 + b"END:VEVENT\n" * 20_000
    yield "nested alarms", calendar(*vevent(*["BEGIN:VALARM"] * 20_000, *["END:VALARM"] * 20_000))
    yield "crossed ends", calendar(*vevent(*["BEGIN:A", "END:B"] * 10_000))
    yield "added dates", calendar(*vevent("RDATE:" + ",".join(["20260106T090000Z"] * 50_000)))
    yield "categories", calendar(*vevent("CATEGORIES:" + ",".join("a" * 400_000)))
    yield "positions", calendar(*vevent("RRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=" + ",".join("1" * 200_000)))
    yield "attendees", calendar(*vevent(*["ATTENDEE;CN=P:mailto:a@b.example"] * 20_000))
    yield "one long line", calendar(*vevent("X-A:" + "x" * 900_000))
    yield "escapes", calendar(*vevent("DESCRIPTION:" + "\\," * 400_000))
    yield "quotes", calendar(*vevent('ATTENDEE;CN="' + '"' * 400_000 + ":mailto:a@b.example"))
    yield "semicolons", calendar(*vevent("ATTENDEE" + ";" * 400_000 + ":mailto:a@b.example"))
    yield "blanks", calendar(*vevent("X" + " " * 400_000 + ":a", "DTEND:" + " " * 400_000))
    yield "loose prose", calendar(*vevent("DESCRIPTION:", *["x y"] * 100_000))
    yield "soft breaks", calendar(*vevent("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:=", *["a="] * 100_000))
    yield "carriage returns", b"\r" * 500_000
    yield "stray bytes", b"\xe9\n" * 100_000
    yield "zone every second", calendar(*zone.format(part.format("RRULE:FREQ=SECONDLY\n")).split("\n")[:-1])
    yield "zone of many parts", calendar(*zone.format(part.format("RRULE:FREQ=YEARLY\n") * 6_000).split("\n")[:-1])


@pytest.mark.parametrize("data", [data for _, data in bombs()], ids=[name for name, _ in bombs()])
def test_a_flood_is_read_to_its_end_and_accounted_for(data: bytes) -> None:
    assert accounted(read(data, zone=ZONE))
