"""What the book does not model of an event, kept as content lines beside the appointment, and taken out again.

Lines that begin with X-FRONTDESK- are our own notes: a fingerprint of the event as it came, its rule, and what an
export says of an appointment that RFC 5545 has no word for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from frontdesk.domain.instants import Instant
from frontdesk.ics.clocks import utc_wall
from frontdesk.ics.event import Event
from frontdesk.ics.values import escape, write_time
from frontdesk.services.ics.words import one_line
from frontdesk.services.series.wanted import CALLED_OFF, CHANGED

OWN = "X-FRONTDESK-"
SOURCE = f"{OWN}SOURCE"
RULE = f"{OWN}RULE"
LENGTH = f"{OWN}LENGTH"
STATUS = f"{OWN}STATUS"
SERVICE = f"{OWN}SERVICE"
ROOM = f"{OWN}ROOM"
BUFFERS = f"{OWN}BUFFERS"
TYPE = f"{OWN}TYPE"
ZONE = f"{OWN}ZONE"
CALENDAR = f"{OWN}CALENDAR"
# The SUMMARY was made for others to read; the visit has no title. In a file it holds a mark of that SUMMARY.
TITLE = f"{OWN}TITLE"
# The first time of a series: books of before kept it with each row.
START = f"{OWN}START"
# Notes that only this book needs; they do not go out.
PRIVATE = (SOURCE, LENGTH, START, CHANGED, CALLED_OFF, TITLE)
# How much is kept with each time of a series but the first, which keeps everything.
MOST_LETTERS, LONGEST_LINE = 4_000, 500
_STAMPS = (SOURCE, "LAST-MODIFIED", RULE, CHANGED, CALLED_OFF, TITLE)
_PEOPLE = ("ORGANIZER", "ATTENDEE")


def fingerprint(event: Event) -> str:
    """Give a short mark of all that an event says, time stamps and numbers of versions aside.

    Its last letters are a mark of the times alone.
    """
    people = [each.line for each in (event.organizer, *event.attendees) if each is not None]
    times = (
        (event.start, event.end, event.all_day, event.recurrence_id, event.this_and_future, event.length),
        (event.rrules, event.exrules, event.exdates, [(each.moment, each.end) for each in event.rdates]),
    )
    said = (
        (event.summary, event.description, event.location, event.status, event.transp, event.class_, event.url),
        (people, event.categories, event.parameters),
        (event.alarms, event.extras, event.method == "CANCEL"),
    )
    return _mark(said) + _mark(times)


def _mark(said: object) -> str:
    return hashlib.blake2b(repr(said).encode("utf-8", "replace"), digest_size=8).hexdigest()


def same_times(lines: Iterable[str], mark: str) -> bool:
    """Tell whether an event has kept its times since the import that left these lines."""
    held = mark_of(lines)
    return held is not None and held[-16:] == mark[-16:]


def lines_of(event: Event, mark: str, *, title: str, description: str, address: str | None) -> tuple[str, ...]:
    """Give the lines to keep: our notes, what the fields do not hold, then all that was kept word for word."""
    return tuple(_lines_of(event, mark, title, description, address or ""))


def _lines_of(event: Event, mark: str, title: str, description: str, address: str) -> Iterator[str]:
    yield f"{SOURCE}:{mark}"
    rules = event.rrules or [line.partition(":")[2] for line in event.extras if line.startswith(f"{RULE}:")]
    yield from (f"{RULE}:{rule}" for rule in rules)
    if event.start == event.end:
        yield f"{LENGTH}:0"
    if event.last_modified is not None:
        yield f"LAST-MODIFIED:{write_time(utc_wall(event.last_modified), utc=True)}"
    made = not title and bool(one_line(event.summary))
    if made:
        yield f"{TITLE}:"
    parameters = dict(event.parameters)
    texts = (("SUMMARY", "" if made else event.summary, title), ("DESCRIPTION", event.description, description))
    for name, text, held in (*texts, ("LOCATION", event.location, address)):
        if text and (text != held or name in parameters):
            yield f"{name}{parameters.get(name, '')}:{escape(text)}"
    words = (("STATUS", event.status), ("TRANSP", event.transp), ("CLASS", event.class_), ("URL", event.url))
    for name, word in words:
        if word:
            yield f"{name}{parameters.get(name, '')}:{word}"
    if event.categories:
        yield "CATEGORIES:" + ",".join(escape(each) for each in event.categories)
    if event.organizer is not None:
        yield event.organizer.line
    yield from (each.line for each in event.attendees)
    yield from (line for line in event.extras if not line.upper().startswith(OWN))
    yield from event.alarms


def brief(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Give the lines without the long ones where they are many letters in all, whole components together."""
    if sum(map(len, lines)) <= MOST_LETTERS:
        return lines
    found: list[str] = []
    inside: list[str] = []
    left = MOST_LETTERS
    depth = 0
    for line in lines:
        depth += line[:6].upper() == "BEGIN:"
        inside.append(line)
        depth -= line[:4].upper() == "END:"
        if depth <= 0:
            size = sum(map(len, inside))
            if size <= LONGEST_LINE and size <= left:
                found.extend(inside)
                left -= size
            inside, depth = [], 0
    return tuple(found)


def note(lines: Iterable[str], name: str) -> str | None:
    """Give the value of the first line of a name, None without one."""
    start = f"{name}:"
    return next((line[len(start) :] for line in lines if line.startswith(start)), None)


def mark_of(lines: Iterable[str]) -> str | None:
    """Give the fingerprint that an appointment was imported under, None when it is the book's own."""
    return note(lines, SOURCE)


def is_called_off(lines: Iterable[str]) -> bool:
    """Tell whether it was a file that called a visit off."""
    return note(lines, CALLED_OFF) is not None


def called_off(lines: Iterable[str], modified: Instant | None) -> tuple[str, ...]:
    """Note that a file called a visit off, which was last changed then."""
    listed = tuple(line for line in lines if not line.startswith(f"{CALLED_OFF}:"))
    if modified is not None and mark_of(listed) is not None:
        listed = tuple(line for line in listed if not line.startswith("LAST-MODIFIED:"))
        # The mark of the import stands first.
        listed = (listed[0], f"LAST-MODIFIED:{stamp(modified)}", *listed[1:])
    return (*listed, f"{CALLED_OFF}:file")


def same(ones: Iterable[str], others: Iterable[str], *, people: bool) -> bool:
    """Tell whether two lists of kept lines say the same; people may count, stamps and notes on a series never do."""
    left_out = _STAMPS if people else (*_STAMPS, *_PEOPLE)
    return [one for one in ones if not one.startswith(left_out)] == [o for o in others if not o.startswith(left_out)]


def modified(lines: Iterable[str]) -> str:
    """Give the LAST-MODIFIED that was kept, in a form that sorts by time."""
    return note(lines, "LAST-MODIFIED") or ""


def stamp(instant: Instant | None) -> str:
    """Write an instant in the form in which time stamps are compared."""
    return "" if instant is None else write_time(utc_wall(instant), utc=True)
