"""What resolving hours costs: prints milliseconds and the ratio to a bare loop over conversions of the same edges.

Run with `python tests/benchmarks/hours.py`. It judges nothing: the figures depend on the machine, the ratio less so.
A hundred practitioners, a year, three schedules each: two stretches a weekday, dates that differ, a fortnightly day.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path[:0] = [str(Path(__file__).parents[2] / "src")]

# ruff: noqa: E402
from frontdesk.domain.closure import Closure
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import at_minute, start_of_day
from frontdesk.domain.intervals import Interval
from frontdesk.domain.opening import Openings, day_clock
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Schedule, Stretch

PRACTITIONERS, DAYS, SCHEDULES, CLOSURES, TIMES, TARGET = 100, 365, 3, 30, 7, 3
FIRST = date(2026, 1, 1)
ZONES = ("America/New_York", "America/Chicago", "Europe/Madrid")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def stretches(shift: int) -> tuple[Stretch, ...]:
    """Make a morning and an afternoon."""
    return tuple(Stretch(Minute(a + shift), Minute(b + shift)) for a, b in ((480, 720), (780, 1020)))


def rules(practitioner: int, number: int) -> tuple[Rule, ...]:
    """Make the rules of one schedule: Monday to Friday, a Saturday every second week, and ten dates that differ."""
    shift = 15 * ((practitioner + 3 * number) % 9)
    week = [Rule(day=day, intervals=stretches(shift)) for day in WEEKDAYS[:5]]
    since = FIRST + timedelta(days=practitioner % 14)
    week.append(Rule(day=WEEKDAYS[5], every=2, since=since, intervals=stretches(shift)))
    dates = [FIRST + timedelta(days=practitioner % 7 + 30 * n) for n in range(10)]
    week += [Rule(date=day, intervals=stretches(shift)[:1]) for day in dates[:7]]
    week += [Rule(date=day, until=day + timedelta(days=4)) for day in dates[7:]]
    return tuple(week)


def clinic() -> Openings:
    """Make a clinic of three locations in three zones, with holidays."""
    schedules = [
        Schedule(
            id=Id(1000 + p * SCHEDULES + n),
            name=f"Schedule {n}",
            zone=ZONES[n],
            location_id=Id(n + 1),
            practitioner_id=Id(p + 1),
            rules=rules(p, n),
        ).checked()
        for p in range(PRACTITIONERS)
        for n in range(SCHEDULES)
    ]
    days = [FIRST + timedelta(days=12 * n) for n in range(CLOSURES)]
    closures = [
        Closure(
            id=Id(n + 1),
            name=f"Closure {n}",
            first=day,
            last=day + timedelta(days=n % 3 // 2 * 4),
            location_id=None if n % 2 else Id(n % 3 + 1),
            start=Minute(840) if n % 5 == 4 else None,
            end=Minute(1080) if n % 5 == 4 else None,
        ).checked()
        for n, day in enumerate(days)
    ]
    return Openings(tuple(schedules), tuple(closures), {Id(n + 1): zone for n, zone in enumerate(ZONES)})


def edges(openings: Openings) -> list[tuple[datetime, ZoneInfo]]:
    """List the wall-clock times between which the schedules are open: what a bare loop has to convert."""
    days = [FIRST + timedelta(days=n) for n in range(DAYS)]
    return [
        (datetime(day.year, day.month, day.day) + timedelta(minutes=minute), ZoneInfo(schedule.zone))
        for schedule in openings.schedules
        for day in days
        for stretch in schedule.stretches_on(day)
        for minute in (stretch.start, stretch.end)
    ]


def converted(walls: list[tuple[datetime, ZoneInfo]]) -> int:
    """Convert every wall-clock time to an instant, and do nothing else."""
    total = 0
    for wall, zone in walls:
        total += (wall.replace(tzinfo=zone) - _EPOCH) // _MS
    return total


def resolved(openings: Openings, *, cold: bool) -> int:
    """Resolve the year of every practitioner from fresh; cold forgets what is known of zones and days too."""
    if cold:
        day_clock.cache_clear()
        at_minute.cache_clear()
    fresh = Openings(openings.schedules, openings.closures, openings.zones)
    first, last = (start_of_day(day, ZONES[0]) for day in (FIRST, FIRST + timedelta(days=DAYS)))
    span = Interval(first, last)
    return sum(len(fresh.of(Id(p + 1), span)) for p in range(PRACTITIONERS))


def milliseconds(act: Callable[[], int]) -> tuple[float, int]:
    """Give how long something took by the processor's clock, and what it gave."""
    start = time.process_time()
    found = act()
    return (time.process_time() - start) * 1000, found


def main() -> None:
    """Measure in turns, so that both have the same minute of the machine, and print."""
    openings = clinic()
    walls = edges(openings)
    bare, cold, warm = [], [], []
    found = 0
    for _ in range(TIMES):
        bare.append(milliseconds(lambda: converted(walls))[0])
        took, found = milliseconds(lambda: resolved(openings, cold=True))
        cold.append(took)
        warm.append(milliseconds(lambda: resolved(openings, cold=False))[0])
    least = statistics.median(bare)
    print(
        f"{PRACTITIONERS} practitioners x {DAYS} days x {SCHEDULES} schedules, {len(openings.closures)} closures: "
        f"{len(walls)} edges, {found} open intervals"
    )
    print(f"{'bare loop over zoneinfo':28} median {least:8.1f} ms   best {min(bare):8.1f} ms")
    for name, times in (("resolve, nothing known", cold), ("resolve again", warm)):
        middle = statistics.median(times)
        print(
            f"{name:28} median {middle:8.1f} ms   best {min(times):8.1f} ms   "
            f"{middle / least:5.2f} x bare (target {TARGET} x)"
        )


if __name__ == "__main__":
    main()
