"""Time that people of the sample clinic keep to themselves: lunch, letters, a conference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from frontdesk.domain.appointment import Appointment, EventType, native_uid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, at_minute
from frontdesk.domain.series import Series
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.shifts import monday_of
from frontdesk.services.series import record
from frontdesk.services.series.rows import rows_at
from frontdesk.services.series.times import Times, expanded

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Who is written into the book as the one who made all this.
SAMPLE = "sample"
_CHEN, _ORTEGA, _PATEL = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Pause:
    """Time on the wall clock, in minutes after midnight: on weekdays every week, or on one date.

    It is a practitioner's, by the number of their post, or a calendar's.
    """

    title: str
    minute: int
    length: int
    post: int | None
    weekdays: tuple[int, ...] = ()
    once: date | None = None

    def on(self, day: date) -> bool:
        """Tell whether it is on a date."""
        return day == self.once if self.once is not None else day.weekday() in self.weekdays


def pauses(today: date) -> tuple[Pause, ...]:
    """Give all of them; those of practitioners who are not there are left out by whoever asks."""
    conference = monday_of(today, 1) + timedelta(days=2)
    stock = monday_of(today, 2) + timedelta(days=4)
    return (
        Pause("Letters and calls", 16 * 60, 60, _CHEN, weekdays=(3,)),
        Pause("Conference", 13 * 60, 180, _ORTEGA, once=conference),
        Pause("Lunch", 12 * 60 + 30, 45, _PATEL, weekdays=(0, 1, 2, 3, 4)),
        Pause("New cameras", 9 * 60, 120, None, once=stock),
    )


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose pauses can be: practitioners in the order of their posts, and a calendar of a place."""

    people: tuple[Id, ...]
    calendar: Id
    place: Id
    zone: str


def blocks(
    wanted: Sequence[Pause], whose: Whose, first: date, now: Instant, ids: Ids
) -> Iterator[Appointment | Series]:
    """Give the rows of the pauses from a first date on: a series two years ahead for those that come every week."""
    people, zone = whose.people, whose.zone
    made_at = Instant(min(now, at_minute(first, 0, zone)) - 30 * DAY)
    for pause in wanted:
        if pause.post is not None and pause.post >= len(people):
            continue
        begin = pause.once or _first_on(pause, first)
        start, end = (at_minute(begin, pause.minute + more, zone) for more in (0, pause.length))
        template = Appointment(
            id=ids.next(),
            uid="",
            title=pause.title,
            event_type=EventType.BLOCK,
            status_at=made_at,
            start=start,
            end=end,
            zone=zone,
            practitioner_id=None if pause.post is None else people[pause.post],
            calendar_id=whose.calendar if pause.post is None else None,
            location_id=whose.place,
            created_by=SAMPLE,
            created_at=made_at,
            updated_at=made_at,
        )
        yield from _rows(template, pause, now, ids)


def _rows(template: Appointment, pause: Pause, now: Instant, ids: Ids) -> Iterator[Appointment | Series]:
    if pause.once is not None:
        yield replace(template, uid=native_uid(template.id)).checked()
        return
    rule = f"FREQ=WEEKLY;BYDAY={','.join(_WEEKDAYS[n] for n in pause.weekdays)}"
    times = Times(template.start, template.end, template.zone, rule=rule)
    found = expanded(times, now)
    mine = (template.id, *(ids.next() for _ in found.slots[1:]))
    one = ids.next()
    series = record.made(one, native_uid(one), times, found.horizon)
    yield series
    for row in rows_at(template, series, found.slots, mine):
        yield row.checked()


def _first_on(pause: Pause, day: date) -> date:
    while not pause.on(day):
        day += timedelta(days=1)
    return day
