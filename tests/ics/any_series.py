"""Any series: a rule, times added and left out, versions of single times and of all that follow, in any zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st

from frontdesk.domain.instants import DAY, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.ics.event import Event
from frontdesk.ics.expand import Expansion, occurrences
from frontdesk.ics.reader import read
from tests.ics.calendars import ZONE, berlin, calendar, fixed

# TZID, and the definition that comes along.
PLACES: dict[str, tuple[str, ...]] = {
    "Europe/Madrid": (),
    "America/New_York": (),
    "Australia/Lord_Howe": (),
    "Asia/Kolkata": (),
    "Own": berlin("Own"),
    "Far": fixed("Far", "+0545"),
    "UTC": (),
}
# Around changes of clocks, at the ends of months and years, and anywhere.
STARTS = st.sampled_from(
    (
        *(datetime(2026, 3, 28, 2, 30), datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 24, 2, 30)),
        *(
            datetime(2024, 2, 29, 9),
            datetime(2026, 1, 31, 23, 45),
            datetime(2026, 12, 31),
            datetime(2026, 11, 1, 1, 15),
        ),
    )
) | st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)).map(lambda wall: wall.replace(second=0, microsecond=0))
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST = 20_000


@dataclass(frozen=True)
class Series:
    """A series as the file says it: the events, the span of time that is worth looking at, and what was drawn."""

    lines: tuple[str, ...]
    events: tuple[Event, ...]
    span: Interval
    place: str = ""
    wall: datetime = datetime.min
    rule: str = ""
    added: tuple[datetime, ...] = ()
    left_out: tuple[datetime, ...] = ()

    @property
    def master(self) -> Event:
        """Give the event that comes again."""
        return next(each for each in self.events if each.recurrence_id is None)

    def over(self, window: Interval) -> Expansion:
        """Expand it over a window."""
        return occurrences(self.master, [each for each in self.events if each.recurrence_id], window, limit=MOST)

    @property
    def data(self) -> bytes:
        """Give the file."""
        return calendar(*self.lines)


def _list(least: int, most: int, size: int = 3, *, signed: bool = False) -> st.SearchStrategy[str]:
    numbers = st.integers(-most, most).filter(lambda n: abs(n) >= least) if signed else st.integers(least, most)
    return st.lists(numbers, min_size=1, max_size=size, unique=True).map(lambda found: ",".join(map(str, found)))


@st.composite
def rules(draw: st.DrawFn, *, times: bool = True) -> str:
    """Draw a rule that the standard allows, of any frequency from hours to years."""
    every = draw(st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", *(("HOURLY",) if times else ()))))
    parts = [f"FREQ={every}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 5))}")
    more = {"BYMONTH": _list(1, 12), "BYDAY": _weekdays(every)}
    if every != "WEEKLY":
        more["BYMONTHDAY"] = _list(1, 31, signed=True)
    if every in ("YEARLY", "HOURLY"):
        more["BYYEARDAY"] = _list(1, 366, signed=True)
    if every == "YEARLY":
        more["BYWEEKNO"] = _list(1, 53, signed=True)
    if times:
        more |= {"BYHOUR": _list(0, 23, 2), "BYMINUTE": _list(0, 59, 2)}
    chosen = draw(st.sets(st.sampled_from(sorted(more)), max_size=3))
    drawn: dict[str, str] = {name: draw(more[name]) for name in sorted(chosen)}
    if "BYWEEKNO" in drawn and "BYDAY" in drawn:
        drawn["BYDAY"] = draw(_weekdays("WEEKLY"))
    parts += [f"{name}={value}" for name, value in drawn.items()]
    if drawn and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(_list(1, 4, signed=True))}")
    if draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    return ";".join(parts)


def _weekdays(every: str) -> st.SearchStrategy[str]:
    numbers = st.sampled_from(("", "1", "2", "-1", "+3")) if every in ("YEARLY", "MONTHLY") else st.just("")
    day = st.tuples(numbers, st.sampled_from(WEEKDAYS)).map("".join)
    return st.lists(day, min_size=1, max_size=4, unique=True).map(",".join)


@st.composite
def series(draw: st.DrawFn, *, versions: bool = True) -> Series:
    """Draw a series and read it from its file."""
    place, all_day = draw(st.sampled_from(sorted(PLACES))), draw(st.booleans())
    wall = draw(STARTS)
    if all_day:
        wall = wall.replace(hour=0, minute=0)
    form = _Form(place, all_day=all_day)
    rule = draw(rules(times=not all_day)) + draw(_ends(form, wall))
    near = st.integers(0, 40).map(lambda n: wall + timedelta(days=n))
    added, left_out = draw(st.lists(near, max_size=2)), draw(st.lists(near, max_size=3))
    lines = [*PLACES[place], "BEGIN:VEVENT", "UID:series@x.example", "DTSTAMP:20260101T000000Z"]
    lines += [form.line("DTSTART", wall), draw(_lengths(all_day=all_day)), f"RRULE:{rule}"]
    lines += [form.line("RDATE", each) for each in added]
    lines += [form.line("EXDATE", each) for each in left_out]
    lines += ['X-KEPT;P="a;b":c\\,d', "END:VEVENT"]
    for each in draw(st.lists(near, max_size=2, unique=True)) if versions else []:
        lines += draw(_version(form, each, all_day=all_day))
    events = read(calendar(*lines), zone=ZONE).events
    start = next(each for each in events if each.recurrence_id is None).start
    days = draw(st.integers(20, 90) if "HOURLY" in rule else st.integers(60, 900))
    span = Interval(Instant(start - 5 * DAY), Instant(start + days * DAY))
    return Series(tuple(lines), events, span, place, wall, rule, tuple(added), tuple(left_out))


@dataclass(frozen=True)
class _Form:
    """How moments of one place are written."""

    place: str
    all_day: bool

    def line(self, name: str, wall: datetime) -> str:
        if self.all_day:
            return f"{name};VALUE=DATE:{wall:%Y%m%d}"
        if self.place == "UTC":
            return f"{name}:{wall:%Y%m%dT%H%M%S}Z"
        return f"{name};TZID={self.place}:{wall:%Y%m%dT%H%M%S}"


def _lengths(*, all_day: bool) -> st.SearchStrategy[str]:
    return st.sampled_from(("DURATION:P1D", "DURATION:P3D") if all_day else ("DURATION:PT45M", "DURATION:P1DT1H"))


def _ends(form: _Form, wall: datetime) -> st.SearchStrategy[str]:
    until = st.integers(0, 400).map(lambda n: wall + timedelta(days=n))
    shown = until.map(lambda at: f";UNTIL={at:%Y%m%d}" if form.all_day else f";UNTIL={at:%Y%m%dT%H%M%S}Z")
    return st.just("") | st.integers(1, 60).map(lambda n: f";COUNT={n}") | shown


@st.composite
def _version(draw: st.DrawFn, form: _Form, wall: datetime, *, all_day: bool) -> list[str]:
    later = timedelta(days=draw(st.integers(-3, 12)), minutes=0 if all_day else draw(st.integers(-300, 300)))
    future = ";RANGE=THISANDFUTURE" if draw(st.booleans()) else ""
    lines = ["BEGIN:VEVENT", "UID:series@x.example", "DTSTAMP:20260101T000000Z"]
    lines += [form.line(f"RECURRENCE-ID{future}", wall), form.line("DTSTART", wall + later)]
    lines.append(draw(_lengths(all_day=all_day)))
    if draw(st.booleans()):
        lines.append("STATUS:CANCELLED")
    return [*lines, "END:VEVENT"]
