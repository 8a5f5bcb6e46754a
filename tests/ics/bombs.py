"""Files that made other readers hang, run out of memory or fall over: each small one under a megabyte."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from itertools import chain

from tests.ics.calendars import calendar, fixed, vevent

Make = Callable[[], bytes]
ALL_TIMES = ";".join(
    f"{part}={','.join(map(str, range(most)))}" for part, most in (("BYHOUR", 24), ("BYMINUTE", 60), ("BYSECOND", 60))
)
OLD, NEW = "DTSTART:19700105T090000Z", "DTSTART:20260105T090000Z"


def one(*lines: str, start: str = NEW) -> bytes:
    """Give a calendar with one event."""
    return calendar(*vevent(*lines, start=start))


def many(number: int, *lines: str) -> bytes:
    """Give a calendar with so many events, each with an identity of its own."""
    return calendar(*chain.from_iterable(vevent(*lines, uid=str(each)) for each in range(number)))


def of_zone(*lines: str, times: int = 1) -> bytes:
    """Give a calendar whose zone has so many parts with these lines more."""
    begin, name, opening, *inside, closing, end = fixed("Custom", "+0100")
    parts = [opening, *inside, *lines, closing] * times
    return calendar(begin, name, *parts, end, *vevent(start="DTSTART;TZID=Custom:20260105T090000"))


def dates(number: int) -> str:
    """Write so many moments, all different, as one value."""
    return ",".join(f"2026{m:02}{d:02}T{h:02}{s // 60:02}{s % 60:02}Z" for m, d, h, s in _moments(number))


def _moments(number: int) -> Iterator[tuple[int, int, int, int]]:
    for each in range(number):
        yield each // 3600 // 24 // 28 % 12 + 1, each // 3600 // 24 % 28 + 1, each // 3600 % 24, each % 3600


RULES = {
    "a rule every second without an end": ("FREQ=SECONDLY", NEW),
    "a rule every second since 1970": ("FREQ=SECONDLY", OLD),
    "a rule every minute since 1970": ("FREQ=MINUTELY", OLD),
    "a rule every minute since 2015": ("FREQ=MINUTELY", "DTSTART:20150105T090000Z"),
    "a thousand million seconds": ("FREQ=SECONDLY;COUNT=1000000000", OLD),
    "a thousand million days": ("FREQ=DAILY;COUNT=1000000000", NEW),
    "a thousand million Mondays by the second": ("FREQ=SECONDLY;BYDAY=MO;COUNT=1000000000", OLD),
    "an interval of nothing": ("FREQ=DAILY;INTERVAL=0", NEW),
    "every 30th of February": ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", NEW),
    "every second of every 30th of February": ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", OLD),
    "every second of every year": (f"FREQ=YEARLY;{ALL_TIMES}", NEW),
    "every second of every weekday, by position": (f"FREQ=YEARLY;BYDAY=MO,TU,WE;BYSETPOS=1,-1;{ALL_TIMES}", OLD),
    "every day since the first": ("FREQ=DAILY", "DTSTART;VALUE=DATE:00010101"),
    "an enormous interval": ("FREQ=YEARLY;INTERVAL=9999999999", NEW),
    "an enormous count of an enormous interval": ("FREQ=SECONDLY;INTERVAL=9999999999;COUNT=9999999999", OLD),
}


def rule_bomb(rule: str, start: str) -> Make:
    """Give the maker of a series by one rule."""
    return lambda: one(f"RRULE:{rule}", start=start)


# Each stays under a megabyte, and gives an answer in less than five seconds and 500 MB.
SMALL: dict[str, Make] = {name: rule_bomb(*each) for name, each in RULES.items()} | {
    "ten rules every second": lambda: one(*[f"RRULE:FREQ=SECONDLY;BYDAY=MO;COUNT={10**9 + n}" for n in range(10)]),
    "excluding rules every second": lambda: one("RRULE:FREQ=DAILY", *["EXRULE:FREQ=SECONDLY"] * 20, start=OLD),
    "a megabyte of rules": lambda: one(*["RRULE:FREQ=SECONDLY"] * 50_000, start=OLD),
    "five thousand daily series": lambda: many(5_000, "RRULE:FREQ=DAILY"),
    "two thousand series every second": lambda: many(2_000, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
    "60,000 dates added": lambda: one("RDATE:" + dates(60_000)),
    "60,000 dates left out": lambda: one("RRULE:FREQ=DAILY", "EXDATE:" + dates(60_000)),
    "dates in lines of their own": lambda: one(*[f"RDATE:{each}" for each in dates(40_000).split(",")]),
    "periods in lines of their own": lambda: one(*[f"RDATE:{each}/P999W" for each in dates(35_000).split(",")]),
    "a megabyte of categories": lambda: one("CATEGORIES:" + ",".join("a" * 490_000)),
    "a megabyte of escaped categories": lambda: one("CATEGORIES:" + "\\,," * 320_000),
    "categories in lines of their own": lambda: one(*["CATEGORIES:a,b"] * 65_000),
    "a megabyte of positions": lambda: one("RRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=" + ",".join("1" * 490_000)),
    "a megabyte of rule parts": lambda: one("RRULE:FREQ=YEARLY;" + "X-A=1;" * 160_000),
    "30,000 people": lambda: one(*["ATTENDEE;CN=P:mailto:a@b.example"] * 28_000),
    "a person of a megabyte": lambda: one("ATTENDEE;CN=P" + ";X=1" * 240_000 + ":mailto:a@b.example"),
    "nested events": lambda: b"BEGIN:VEVENT\n" * 36_000 + b"END:VEVENT\n" * 36_000,
    "nested alarms": lambda: one(*["BEGIN:VALARM"] * 36_000, *["END:VALARM"] * 36_000),
    "nested calendars": lambda: b"BEGIN:VCALENDAR\n" * 60_000,
    "crossed ends": lambda: one(*["BEGIN:A", "END:B"] * 50_000),
    "deep ends": lambda: one(*[*["BEGIN:A"] * 15, "BEGIN:B", "END:A"] * 6_000),
    "one long line": lambda: one("X-A:" + "x" * 990_000),
    "one line folded at every letter": lambda: one("X-A:" + "\r\n x" * 240_000),
    "a megabyte of escapes": lambda: one("DESCRIPTION:" + "\\," * 490_000),
    "a megabyte of quotes": lambda: one('ATTENDEE;CN="' + '"' * 980_000 + ":mailto:a@b.example"),
    "a megabyte of odd quotes": lambda: one("ATTENDEE;CN=" + '"a' * 490_000 + ":mailto:a@b.example"),
    "a megabyte of semicolons": lambda: one("ATTENDEE" + ";" * 980_000 + ":mailto:a@b.example"),
    "a megabyte of equals signs": lambda: one("ATTENDEE;CN" + "=" * 980_000 + ":mailto:a@b.example"),
    "a megabyte of carets": lambda: one("ATTENDEE;CN=" + "^" * 980_000 + ":mailto:a@b.example"),
    "a megabyte of blanks": lambda: one("X" + " " * 490_000 + ":a", "DTEND:" + " " * 490_000),
    "a megabyte of digits": lambda: one("DTEND:" + "9" * 490_000, "DURATION:PT" + "9" * 490_000 + "S"),
    "a start of a megabyte": lambda: one(start="DTSTART;TZID=" + "a:" * 490_000 + "20260105T090000"),
    "a zone's name of a megabyte": lambda: one(start="DTSTART;TZID=" + "a/" * 490_000 + ":20260105T090000"),
    "20,000 names of zones": lambda: calendar(
        *chain.from_iterable(vevent(start=f"DTSTART;TZID=(UTC+01:00) {n}:20260105T090000") for n in range(11_000))
    ),
    "loose prose": lambda: one("DESCRIPTION:", *["x y"] * 200_000),
    "lines that are none": lambda: one("UID:1", *["x"] * 300_000),
    "soft breaks": lambda: one("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:=", *["a="] * 240_000),
    "quoted text": lambda: one("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:" + "=41" * 320_000),
    "base64": lambda: one("ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "QUJD" * 240_000),
    "carriage returns": lambda: b"\r" * 1_000_000,
    "line ends": lambda: b"\n" * 1_000_000,
    "stray bytes": lambda: b"\xe9\n" * 490_000,
    "control characters": lambda: b"\x01\n" * 490_000,
    "folds inside characters": lambda: b"X:" + b"\xc3\r\n \xa9" * 190_000,
    "empty events": lambda: b"BEGIN:VEVENT\nEND:VEVENT\n" * 40_000,
    "events without an identity": lambda: b"BEGIN:VEVENT\nDTSTART:20260105T090000Z\nEND:VEVENT\n" * 19_000,
    "UTF-32": lambda: one("X-A:" + "x" * 240_000).decode().encode("utf-32"),
    "a zone that changes every second": lambda: of_zone("RRULE:FREQ=SECONDLY"),
    "a zone of many yearly parts": lambda: of_zone("RRULE:FREQ=YEARLY", times=6_000),
    "a zone of many busy parts": lambda: of_zone("RRULE:FREQ=SECONDLY", times=6_000),
    "a zone of many dates": lambda: of_zone("RDATE:" + ",".join(["19700101T000000"] * 60_000)),
    "zones of many dates": lambda: calendar(
        *chain.from_iterable(of_zone("RDATE:" + dates(2_000)).decode().split("\r\n")[2:-2] for _ in range(25))
    ),
    "8,000 zones": lambda: calendar(*chain.from_iterable(fixed(str(n), "+0100") for n in range(8_000)), *vevent()),
    "changes for all that follow": lambda: calendar(
        *vevent("RRULE:FREQ=DAILY"),
        *chain.from_iterable(vevent(f"RECURRENCE-ID;RANGE=THISANDFUTURE:{d}") for d in dates(8_000).split(",")),
    ),
    "versions of one time": lambda: calendar(
        *vevent("RRULE:FREQ=DAILY"),
        *chain.from_iterable(vevent(f"RECURRENCE-ID:{each}") for each in dates(9_000).split(",")),
    ),
}
# What the findings name beyond a megabyte; figures only.
LARGE: dict[str, Make] = {
    "10,000 daily series (1.4 MB)": lambda: many(10_000, "RRULE:FREQ=DAILY"),
    "1M dates added (17 MB)": lambda: one("RDATE:" + dates(1_000_000)),
    "100,000 dates left out (1.7 MB)": lambda: one("RRULE:FREQ=DAILY", "EXDATE:" + dates(100_000)),
    "a line of 50 MB": lambda: one("X-A:" + "x" * 50_000_000),
    "50 MB of escapes": lambda: one("DESCRIPTION:" + "\\," * 25_000_000),
    "50 MB of base64": lambda: one("ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "QUJD" * 12_500_000),
    "100,000 events": lambda: many(100_000, "SUMMARY:x"),
    "100,000 nested events": lambda: b"BEGIN:VEVENT\n" * 100_000 + b"END:VEVENT\n" * 100_000,
    "1M categories": lambda: one("CATEGORIES:" + ",".join("a" * 1_000_000)),
    "1M positions": lambda: one("RRULE:FREQ=YEARLY;BYDAY=MO;BYSETPOS=" + ",".join("1" * 1_000_000)),
    "100,000 people": lambda: one(*["ATTENDEE;CN=P:mailto:a@b.example"] * 100_000),
    "a zone of 20,000 parts": lambda: of_zone(times=20_000),
    "a zone of 100,000 dates": lambda: of_zone("RDATE:" + dates(100_000)),
    "a packed file of 3 GB": lambda: gzip.compress(gzip.compress(b"X" * 50_000_000)) + b"\0" * 3_000_000,
}
