"""When time is taken, and nothing else: a VFREEBUSY of RFC 5545, section 3.6.4 (C79)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, SECOND, Instant, local_date
from frontdesk.domain.intervals import Interval, intersection, without
from frontdesk.domain.practitioner import Practitioner
from frontdesk.ics.clocks import utc_wall
from frontdesk.ics.event import Person
from frontdesk.ics.people import line_of
from frontdesk.ics.values import write_time
from frontdesk.ics.writer import write
from frontdesk.services.ics.exporting import Chosen, name_of
from frontdesk.services.ics.preview import Exported
from frontdesk.services.ics.sharing import unspoken
from frontdesk.services.openings import openings_about
from frontdesk.services.resolving import resolved
from frontdesk.store import appointments as table
from frontdesk.store.appointments import Wanted
from frontdesk.store.work import Reading

LONGEST = 366 * DAY
# So many periods stand on one line before it is folded: some readers take no longer ones.
_A_LINE = 12


def free_busy(book: Reading, span: Interval, practitioner: Id | None, calendar: Id | None, now: Instant) -> Exported:
    """Write when time is taken in a span: by visits and blocks, by holds that stand, and by hours that are closed.

    Visits count by their own times: buffers are the clinic's affair, and would tell what kind of visit it is.
    """
    _check(span)
    if calendar is not None:
        book.get(Calendar, calendar)
    chosen = Chosen(practitioner=practitioner, calendar=calendar)
    chosen.check(book)
    wanted = Wanted(practitioner=practitioner, calendar=calendar, start=span.start, end=span.end, blocks=True, now=now)
    found = [each for each in table.every(book.connection, wanted) if _takes_time(each)]
    held = [each for each in found if each.status is Status.HELD]
    taken = _within(span, (each for each in found if each.status is not Status.HELD))
    tentative = without(_within(span, held), taken)
    closed = without(_closed(book, span, practitioner, calendar), (*taken, *tentative))
    periods = (("BUSY", taken), ("BUSY-TENTATIVE", tentative), ("BUSY-UNAVAILABLE", closed))
    lines = [
        "BEGIN:VFREEBUSY",
        f"UID:{_uid(practitioner, calendar)}",
        f"DTSTAMP:{_utc(now)}",
        *_organizer(book, practitioner),
        f"DTSTART:{_utc(span.start)}",
        f"DTEND:{_utc(span.end)}",
        *(line for kind, times in periods for line in _periods(kind, times)),
        "END:VFREEBUSY",
    ]
    text = write((), stamp=now, name=name_of(book, chosen), method="PUBLISH", more=lambda _: ((), lines))
    return Exported(text.decode(), len(found))


def _check(span: Interval) -> None:
    Interval.checked(span.start, span.end)
    if span.length > LONGEST:
        raise Invalid("too_long", field="end", got=span.end, allowed="at most 366 days after the start")


def _takes_time(each: Appointment) -> bool:
    """Tell whether an entry takes time; a block does here, though it holds no claims."""
    return each.takes_time or (each.event_type is EventType.BLOCK and each.status.occupies)


def _within(span: Interval, visits: Iterable[Appointment]) -> tuple[Interval, ...]:
    return intersection((each.interval for each in visits), (span,))


def _closed(book: Reading, span: Interval, practitioner: Id | None, calendar: Id | None) -> tuple[Interval, ...]:
    """Give the time at which nobody who is asked for works; none where it is not known when anybody does."""
    if not _has_hours(book, span, practitioner, calendar):
        return ()
    home = book.get(Profile, THE_CLINIC).zone
    # A date more on either side: the place that is asked for may have another zone than the clinic.
    first = local_date(span.start, home) - timedelta(days=1)
    days = (local_date(span.end, home) - first).days + 2
    found = resolved(book, first, days, practitioner=practitioner, calendar=calendar, location=None)
    return without((span,), (times for day in found for times in day.open))


def _has_hours(book: Reading, span: Interval, practitioner: Id | None, calendar: Id | None) -> bool:
    held = openings_about(book, span)
    if calendar is not None and held.own_hours(calendar) is not None:
        return True
    people: Sequence[Id] = [each.id for each in book.all(Practitioner)] if practitioner is None else [practitioner]
    if practitioner is None and calendar is not None:
        people = [member.practitioner for member in book.get(Calendar, calendar).team]
    return any(held.schedules_for(each) for each in people)


def _organizer(book: Reading, practitioner: Id | None) -> Iterator[str]:
    if practitioner is not None:
        one = book.get(Practitioner, practitioner)
        yield line_of("ORGANIZER", Person(name=one.name, email=one.email))


def _periods(kind: str, times: Sequence[Interval]) -> Iterator[str]:
    for at in range(0, len(times), _A_LINE):
        told = ",".join(f"{_utc(each.start)}/{_utc(_up(each.end))}" for each in times[at : at + _A_LINE])
        yield f"FREEBUSY;FBTYPE={kind}:{told}"


def _uid(practitioner: Id | None, calendar: Id | None) -> str:
    """Give the UID of somebody's free/busy time: always the same, so that a newer one takes an older one's place."""
    return unspoken(f"free/busy {practitioner} {calendar}")


def _utc(instant: int) -> str:
    return write_time(utc_wall(instant), utc=True)


def _up(instant: int) -> int:
    """Give the next whole second: what is written has no smaller parts, and a period must not come out empty."""
    return -(-instant // SECOND) * SECOND
