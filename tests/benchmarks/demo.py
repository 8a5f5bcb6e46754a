"""What a sample clinic of a million visits costs to make, in time, memory and file.

Run with `python tests/benchmarks/demo.py [--visits N] [--practitioners N]`. It judges nothing; the ratio is to the
driver alone, inserting as many rows of an id, two references and two times into a table without an index.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import big_book
import sqlcipher3.dbapi2 as driver

from frontdesk.services.demo import make_demo

ALLOWED_SECONDS = 180


def main() -> None:
    """Print the figures; each is measured in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--practitioners", type=int, default=40)
    parser.add_argument("--times", type=int, default=1, help="median of so many")
    parser.add_argument("--part", choices=("demo", "bare"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        alone(options.part, options.visits, options.practitioners)
        return
    runs = [[run(part, options) for part in ("bare", "demo")] for _ in range(options.times)]
    bare = statistics.median(pair[0][0] for pair in runs)
    seconds, cpu, memory, size = (statistics.median(pair[1][n] for pair in runs) for n in range(4))
    said = "" if seconds <= ALLOWED_SECONDS else ", MISSED"
    print(f"{options.visits:,} visits made in {seconds:.0f} s (allowed {ALLOWED_SECONDS} s{said}), {cpu:.0f} s of CPU")
    print(f"that is {seconds / bare:.1f} x the bare driver's {bare:.1f} s for as many plain rows")
    print(f"memory at most {memory:.0f} MB; file {size:.0f} MB, {size * 1e6 / options.visits:.0f} bytes a visit")


def run(part: str, options: argparse.Namespace) -> list[float]:
    """Measure one part in a process of its own."""
    sizes = ["--visits", str(options.visits), "--practitioners", str(options.practitioners)]
    done = subprocess.run(
        [sys.executable, __file__, "--part", part, *sizes], check=True, capture_output=True, text=True
    )
    return [float(word) for word in done.stdout.split()]


def alone(part: str, visits: int, practitioners: int) -> None:
    """Do one part and print seconds, CPU seconds, megabytes of memory and of file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.frontdesk"
        began, cpu = time.perf_counter(), time.process_time()
        if part == "demo":
            make_demo(
                path,
                practitioners=practitioners,
                visits=visits,
                patients=big_book.PATIENTS,
                clock=big_book.now,
                today=big_book.TODAY,
            )
        else:
            plain_rows(path, visits)
        took, used = time.perf_counter() - began, time.process_time() - cpu
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(took, used, memory, path.stat().st_size / 1e6)


def plain_rows(path: Path, count: int) -> None:
    """Insert plain rows as fast as the driver does."""
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, one INT, other INT, starts_at INT, ends_at INT)")
    connection.execute("BEGIN")
    rows = ((n, n % 40, n % 20_000, n * 900_000, n * 900_000 + 900_000) for n in range(count))
    connection.executemany("INSERT INTO plain VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    main()
