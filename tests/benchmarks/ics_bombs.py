"""What hostile calendar files cost to read, to expand and to write again: seconds, and the most memory ever held.

Run with `python tests/benchmarks/ics_bombs.py [--only WORDS] [--import]`. Every bomb goes off in a process of its own.
Those of up to a megabyte stand first; none of them should take more than 5 s or 500 MB. `--import` brings each into a
new book instead, with everything that is written there. It judges nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
PATIENCE = 120
ZONE = "Europe/Madrid"
# What a clinic looks ahead: two years from 5 January 2026.
AHEAD = (1_767_571_200_000, 1_830_643_200_000)


def measure(name: str) -> None:
    """Let one bomb go off in this process and print what it took."""
    from frontdesk.domain.instants import Instant
    from frontdesk.domain.intervals import Interval
    from frontdesk.ics.expand import occurrences
    from frontdesk.ics.reader import read
    from frontdesk.ics.writer import write
    from tests.benchmarks.ics_import import peak
    from tests.ics.bombs import LARGE, SMALL

    data = (SMALL | LARGE)[name]()
    before, begun = peak(), time.process_time()
    found = read(data, zone=ZONE)
    after_reading = time.process_time()
    ahead = Interval(Instant(AHEAD[0]), Instant(AHEAD[1]))
    versions = [each for each in found.events if each.recurrence_id is not None]
    shown, problems = 0, list(found.problems)
    for each in found.events:
        if each.recurrence_id is None:
            expansion = occurrences(each, versions, ahead)
            shown += len(expansion.occurrences)
            problems += expansion.problems
    after_expanding = time.process_time()
    write(found.events, stamp=Instant(0))
    took = {"read": after_reading - begun, "expand": after_expanding - after_reading}
    took |= {"write": time.process_time() - after_expanding, "seconds": time.process_time() - begun}
    said = ",".join(sorted({problem.what for problem in problems}))
    counted = {"size": len(data), "megabytes": peak() - before, "events": len(found.events), "shown": shown}
    print(json.dumps(took | counted | {"said": said}))


def measure_import(name: str) -> None:
    """Let one bomb into a new book in this process and print what it took."""
    import frontdesk.services.ics  # noqa: F401
    from frontdesk.services.clinic import create_clinic
    from tests.benchmarks.ics_import import peak
    from tests.ics.bombs import LARGE, SMALL

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bomb.ics"
        path.write_bytes((SMALL | LARGE)[name]())
        with create_clinic(Path(folder) / "clinic.frontdesk", name="Clinic", zone_name=ZONE) as clinic:
            before, begun = peak(), time.process_time()
            done = clinic.ics.import_files(files=[path])
            seconds = time.process_time() - begun
        said = ",".join(sorted({each.what for each in done.preview.troubles}))
        counted = {"size": path.stat().st_size, "megabytes": peak() - before, "events": done.preview.events}
    nothing = dict.fromkeys(("read", "expand", "write", "shown"), 0)
    print(json.dumps(nothing | {"seconds": seconds} | counted | {"said": said}))


def measured(name: str, how: str) -> dict[str, Any] | None:
    """Let one bomb go off in a process of its own; None when it does not end."""
    command = [sys.executable, __file__, "--measure", name, how]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print the figures."""
    from tests.ics.bombs import LARGE, SMALL

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only bombs with these words in their name")
    parser.add_argument("--import", dest="importing", action="store_true", help="into a new book")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        name, how = asked.measure
        (measure_import if how == "import" else measure)(name)
        return
    print(f"{'bomb':44} {'MB':>6} {'read':>6} {'expand':>6} {'write':>6} {'s':>6} {'+MB':>5}  events shown  said")
    for name in (*SMALL, *LARGE):
        if asked.only not in name:
            continue
        found = measured(name, "import" if asked.importing else "way")
        if found is None:
            print(f"{name:44} did not end within {PATIENCE} s")
            continue
        figures = f"{found['read']:6.2f} {found['expand']:6.2f} {found['write']:6.2f} {found['seconds']:6.2f}"
        numbers = f"{found['megabytes']:5.0f} {found['events']:7} {found['shown']:5}"
        print(f"{name:44} {found['size'] / 1e6:6.2f} {figures} {numbers}  {found['said']}", flush=True)


if __name__ == "__main__":
    main()
