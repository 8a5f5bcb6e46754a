"""What the worst files of one megabyte cost to look at and to import: floods of times, of answers, of everything.

Run with `python tests/benchmarks/ics_floods.py [NAME ...]`. Each figure comes from a process of its own: CPU seconds
and the most memory that the whole process has had. It judges nothing; 5 seconds and 500 MB are the aim.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

MEGABYTE = 1_000_000
START = "DTSTART:20260319T090000Z"
OWNER = "ORGANIZER:mailto:a@x.example"
# What some floods are about: a series of thousands with two guests.
GUESTS = (
    "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:g@x.example",
    "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:h@x.example",
)


def event(*lines: str) -> tuple[str, ...]:
    """Give the lines of an event."""
    return ("BEGIN:VEVENT", *lines, "END:VEVENT")


def stamp(number: int) -> str:
    """Give a time of the first of March, another one for each second of a day."""
    return f"T{number // 3600 % 24:02}{number // 60 % 60:02}{number % 60:02}Z"


def filled(one: Callable[[int], Iterable[str]], *head: str) -> bytes:
    """Make a file of one megabyte out of component after component."""
    parts, size, number = ["BEGIN:VCALENDAR", "VERSION:2.0", *head], 0, 0
    while size < MEGABYTE:
        parts.append("\n".join(one(number)))
        size += len(parts[-1]) + 1
        number += 1
    return "\n".join((*parts, "END:VCALENDAR", "")).encode()


def dates() -> bytes:
    """Make one event that comes on every eighth minute of a year."""
    times = (
        f"2026{month:02}{day:02}T{hour:02}{minute:02}00Z"
        for month in range(1, 13)
        for day in range(1, 29)
        for hour in range(24)
        for minute in range(0, 60, 8)
    )
    return "\n".join(("BEGIN:VCALENDAR", *event(START, "RDATE:" + ",".join(times)), "END:VCALENDAR", "")).encode()


def short(number: int) -> tuple[str, ...]:
    """Give one of thousands of minutes of one practitioner."""
    day = f"2026{1 + number // 840 % 12:02}{1 + number // 30 % 28:02}"
    return event(f"UID:{number}", f"DTSTART:{day}T{number % 24:02}0000Z", "DURATION:PT1M", OWNER)


def year(number: int) -> tuple[str, ...]:
    """Give one of thousands of whole years, of hundreds of practitioners."""
    first = 1900 + number % 290
    times = (f"DTSTART:{first}0101T000000Z", f"DTEND:{first + 1}0101T000000Z")
    return event(f"UID:{number}", *times, f"ORGANIZER:mailto:{number // 290}@x.example")


FLOODS: dict[str, Callable[[], bytes]] = {
    "every second": lambda: filled(lambda n: event(f"UID:{n}", START, "RRULE:FREQ=SECONDLY")),
    "every day": lambda: filled(lambda n: event(f"UID:{n}", START, "RRULE:FREQ=DAILY")),
    "every day, one practitioner": lambda: filled(
        lambda n: event(f"UID:{n}", START, "DTEND:20260319T093000Z", OWNER, "RRULE:FREQ=DAILY")
    ),
    "dates": dates,
    "whole days": lambda: filled(lambda n: event(f"UID:{n}", "DTSTART:20260319")),
    "one practitioner": lambda: filled(short),
    "years": lambda: filled(year),
    "tasks": lambda: filled(lambda n: ("BEGIN:VTODO", f"UID:{n}", "END:VTODO")),
    "answers": lambda: filled(
        lambda n: event("UID:s", f"DTSTAMP:20260301{stamp(n)}", GUESTS[0].replace("NEEDS-ACTION", "ACCEPTED")),
        "METHOD:REPLY",
    ),
    "proposals": lambda: filled(
        lambda n: event("UID:s", f"DTSTAMP:20260301{stamp(n)}", START),
        "METHOD:COUNTER",
    ),
    "this and all that follow": lambda: filled(
        lambda n: event("UID:s", f"RECURRENCE-ID;RANGE=THISANDFUTURE:20260319{stamp(n)}", START),
    ),
    "additions": lambda: filled(
        lambda n: event("UID:s", START, "RRULE:FREQ=DAILY", f"SEQUENCE:{n}"),
        "METHOD:ADD",
    ),
}
ABOUT_A_SERIES = frozenset({"answers", "proposals", "this and all that follow", "additions"})


def measure(name: str, what: str) -> None:
    """Preview or import one file in this process and print what it took."""
    import resource

    from frontdesk.services.clinic import create_clinic

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flood.ics"
        with create_clinic(Path(folder) / "clinic.frontdesk", name="Clinic", zone_name="America/New_York") as clinic:
            if name in ABOUT_A_SERIES:
                series = event("UID:s", "DTSTART:20260101T080000Z", *GUESTS, "RRULE:FREQ=HOURLY")
                path.write_text("\n".join(("BEGIN:VCALENDAR", *series, "END:VCALENDAR", "")))
                clinic.ics.import_files(files=[path])
            path.write_bytes(FLOODS[name]())
            work = clinic.ics.preview if what == "preview" else clinic.ics.import_files
            begun = time.process_time()
            work(files=[path])
            seconds = time.process_time() - begun
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:28} {what:8} {seconds:6.1f} s {megabytes:6.0f} MB", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="which floods; all when none is named")
    parser.add_argument("--measure", choices=("preview", "import"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure(asked.names[0], asked.measure)
        return
    for name in asked.names or FLOODS:
        for what in ("preview", "import"):
            subprocess.run([sys.executable, __file__, name, "--measure", what], check=True)


if __name__ == "__main__":
    main()
