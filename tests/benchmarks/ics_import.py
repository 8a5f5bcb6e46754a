"""What a calendar file costs to read, import and write, against the icalendar library on the same file.

Run with `python tests/benchmarks/ics_import.py [--events N] [--large]`. Each figure comes from a process of its own:
CPU seconds, and the memory that the work adds to what importing the modules took. It judges nothing: ratios of what
ran in the same minute. With --large a file of 50 MB is looked at and imported, and the memory is told in times the
file, added and of the whole process.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ZONE = "America/New_York"
TIMEZONE = """BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
DTSTART:20070311T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
TZNAME:EST
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE"""
WORDS = ("review", "follow-up", "intake", "vaccination", "physio", "consult", "session", "bloods", "results", "call")
# So many events are 50 MB.
LARGE = 71_500
FIRST = datetime(2026, 1, 5, 8)


def calendar(events: int) -> bytes:
    """Make the calendar of a clinic as a server would send it: one event in twenty is a series of ten."""
    dice = random.Random(7)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Benchmark//EN", "X-WR-CALNAME:Clinic", *TIMEZONE.split("\n")]
    for number in range(events):
        lines += event(dice, number)
    return "".join(fold(line) for line in (*lines, "END:VCALENDAR")).encode()


def event(dice: random.Random, number: int) -> Iterator[str]:
    """Give the lines of one event."""
    start = FIRST + timedelta(minutes=5 * dice.randrange(100_000))
    end = start + timedelta(minutes=dice.randrange(15, 65, 5))
    yield from ("BEGIN:VEVENT", f"UID:{dice.getrandbits(96):024x}@clinic.example", "DTSTAMP:20260101T000000Z")
    yield f"DTSTART;TZID={ZONE}:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={ZONE}:{end:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{dice.choice(WORDS).title()} {number}"
    yield "DESCRIPTION:" + "\\, ".join(dice.choice(WORDS) for _ in range(18))
    yield f"LOCATION:Room {dice.randrange(20)}"
    yield f"ORGANIZER;CN=Dr {dice.randrange(40)}:mailto:dr{dice.randrange(40)}@clinic.example"
    guest = f'ATTENDEE;CN="Patient {number}";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE'
    yield f"{guest}:mailto:p{number}@mail.example"
    yield from ("STATUS:CONFIRMED", "TRANSP:OPAQUE", f"SEQUENCE:{dice.randrange(3)}", "CATEGORIES:CLINIC,VISIT")
    yield "LAST-MODIFIED:20260102T030405Z"
    if number % 20 == 0:
        yield "RRULE:FREQ=WEEKLY;COUNT=10;BYDAY=MO,WE"
    if number % 4 == 0:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder", "TRIGGER:-PT15M", "END:VALARM")
    yield "END:VEVENT"


def fold(line: str) -> str:
    """Fold a line at 75 characters."""
    return "\r\n ".join([line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))]) + "\r\n"


def icalendar_parse(path: Path) -> Callable[[], object]:
    """Parse with the library."""
    import icalendar

    data = path.read_bytes()
    return lambda: icalendar.Calendar.from_ical(data)


def icalendar_write(path: Path) -> Callable[[], object]:
    """Write what the library has parsed."""
    import icalendar

    return icalendar.Calendar.from_ical(path.read_bytes()).to_ical


def our_read(path: Path) -> Callable[[], object]:
    """Read with our reader."""
    from frontdesk.ics.reader import read

    data = path.read_bytes()
    return lambda: read(data, zone=ZONE)


def our_import(path: Path) -> Callable[[], object]:
    """Import into a new book: plan, people, visits, claims, the record of changes, and the commit."""
    import frontdesk.services.ics  # noqa: F401
    from frontdesk.services.clinic import create_clinic

    folder = tempfile.mkdtemp()
    clinic = create_clinic(Path(folder) / "clinic.frontdesk", name="Clinic", zone_name=ZONE)
    return lambda: clinic.ics.import_files(files=[path])


def our_preview(path: Path) -> Callable[[], object]:
    """Look at what an import into a new book would do."""
    import frontdesk.services.ics  # noqa: F401
    from frontdesk.services.clinic import create_clinic

    clinic = create_clinic(Path(tempfile.mkdtemp()) / "clinic.frontdesk", name="Clinic", zone_name=ZONE)
    return lambda: clinic.ics.preview(files=[path])


def our_export(path: Path) -> Callable[[], object]:
    """Export a book that the file was imported into."""
    from frontdesk.services.clinic import create_clinic

    clinic = create_clinic(Path(tempfile.mkdtemp()) / "clinic.frontdesk", name="Clinic", zone_name=ZONE)
    clinic.ics.import_files(files=[path])
    return clinic.ics.export


def made(path: Path) -> Callable[[], object]:
    """Make the file; in a process of its own, because the memory that a parent has had counts for its children."""
    return lambda: path.write_bytes(calendar(int(path.stem)))


WORK: dict[str, Callable[[Path], Callable[[], object]]] = {
    "made": made,
    "icalendar parse": icalendar_parse,
    "icalendar write": icalendar_write,
    "our read": our_read,
    "our preview": our_preview,
    "our import": our_import,
    "our export": our_export,
}


def peak() -> float:
    """Give the most memory that this process has had, in megabytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20) if sys.platform == "darwin" else most / 1024


def measure(name: str, path: Path) -> None:
    """Do one piece of work in this process and print what it took."""
    call = WORK[name](path)
    before, begun = peak(), time.process_time()
    call()
    took = time.process_time() - begun
    print(json.dumps({"seconds": took, "megabytes": peak() - before, "whole": peak()}))


def measured(name: str, path: Path) -> dict[str, Any]:
    """Do one piece of work in a process of its own."""
    command = [sys.executable, __file__, "--measure", name, "--file", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def large(folder: Path) -> None:
    """Print what a file of 50 MB takes."""
    path = folder / f"{LARGE}.ics"
    measured("made", path)
    size = path.stat().st_size / (1 << 20)
    print(f"{LARGE:,} events, {size:.1f} MiB")
    for name in ("our read", "our preview", "our import"):
        found = measured(name, path)
        added, whole = found["megabytes"], found["whole"]
        told = f"{added:.0f} MiB more, {added / size:.1f} x the file; {whole:.0f} MiB in all, {whole / size:.1f} x"
        print(f"{name:16} {found['seconds']:7.2f} s  {told}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--large", action="store_true", help="a file of 50 MB instead")
    parser.add_argument("--measure", choices=sorted(WORK), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure(asked.measure, asked.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        if asked.large:
            large(Path(folder))
            return
        path = Path(folder) / f"{asked.events}.ics"
        measured("made", path)
        print(f"{asked.events:,} events, {path.stat().st_size / 1e6:.1f} MB")
        found = {name: measured(name, path) for name in WORK if name not in ("made", "our preview")}
    for name, figures in found.items():
        print(f"{name:16} {figures['seconds']:7.2f} s {figures['megabytes']:7.0f} MB")
    for ours, theirs in (("our read", "parse"), ("our import", "parse"), ("our export", "write")):
        other = found[f"icalendar {theirs}"]
        times = found[ours]["seconds"] / other["seconds"]
        memory = found[ours]["megabytes"] / other["megabytes"] if other["megabytes"] else 0.0
        print(f"{ours} / icalendar {theirs}: {times:.2f} of the time, {memory:.2f} of the memory")


if __name__ == "__main__":
    main()
