"""Events to drafts of appointments: what the book will say of each time that an event takes place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeVar

from frontdesk.domain.appointment import LONGEST, Appointment, Attendance, EventType, Interaction, Status
from frontdesk.domain.instants import DAY, EARLIEST, LATEST, MINUTE, Instant
from frontdesk.ics.clocks import UtcClock
from frontdesk.ics.event import Event
from frontdesk.ics.names import iana
from frontdesk.services.ics import kept
from frontdesk.services.ics.sources import Entry, is_cancelled
from frontdesk.services.ics.titles import title_in
from frontdesk.services.ics.words import one_line, paragraphs

E = TypeVar("E", bound=Enum)
ATTENDANCE = {
    "ACCEPTED": Attendance.GOING,
    "TENTATIVE": Attendance.MAYBE,
    "DECLINED": Attendance.DECLINED,
}


_NO_BUFFERS = (0, 0)
HERE = frozenset({Status.ARRIVED, Status.IN_PROGRESS, Status.COMPLETED, Status.NO_SHOW})


@dataclass(slots=True)
class Words:
    """What all times of one event have in common.

    The lines to keep are made when they are asked for: of tens of thousands of events most are new, and then they are
    needed once, as each is written.
    """

    event: Event = field(repr=False)
    mark: str
    title: str
    description: str
    address: str | None
    status: Status
    event_type: EventType | None
    occupies: bool
    sequence: int
    buffers: tuple[int, int]
    service: str
    room: str
    zone: str
    calendar: str
    _lines: tuple[tuple[str, ...], tuple[str, ...]] | None = field(default=None, init=False, repr=False)

    @property
    def extras(self) -> tuple[str, ...]:
        """Give all lines to keep."""
        return self._kept()[0]

    @property
    def brief(self) -> tuple[str, ...]:
        """Give those to keep with all times of a series but the first."""
        return self._kept()[1]

    def _kept(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if self._lines is not None:
            return self._lines
        lines = kept.lines_of(
            self.event, self.mark, title=self.title, description=self.description, address=self.address
        )
        if not self.event.repeats:
            return lines, lines
        self._lines = lines, kept.brief(lines)
        return self._lines


@dataclass(frozen=True, slots=True)
class Draft:
    """One time of an event, to be laid beside the book. `key` is the RECURRENCE-ID that names it, if any.

    `whole` is False for all times of a series but the first: an attachment is kept once, not two thousand times.
    `stays` tells that a newer version of the series has it just where the one before had it.
    """

    entry: Entry
    key: str | None
    start: Instant
    end: Instant
    whole: bool = True
    stays: bool = False

    def lines(self, words: Words) -> tuple[str, ...]:
        """Give the lines that are kept with this time."""
        return words.extras if self.whole else words.brief

    @property
    def name(self) -> tuple[str, str | None]:
        """Give what it is found by in the book."""
        return self.entry.event.uid, self.key


def words_of(event: Event) -> Words:
    """Read what an event says into the book's own words."""
    mark = kept.fingerprint(event)
    title, description = title_in(event), paragraphs(event.description)
    room = one_line(kept.note(event.extras, kept.ROOM) or "")
    address = None if room and event.location == room else one_line(event.location) or None
    return Words(
        event=event,
        mark=mark,
        title=title,
        description=description,
        address=address,
        status=_status(event),
        event_type=_member(EventType, kept.note(event.extras, kept.TYPE)),
        occupies=event.takes_time and event.start != event.end,
        sequence=event.sequence,
        buffers=_buffers(kept.note(event.extras, kept.BUFFERS)),
        service=one_line(kept.note(event.extras, kept.SERVICE) or ""),
        room=room,
        calendar=one_line(kept.note(event.extras, kept.CALENDAR) or ""),
        zone=iana(kept.note(event.extras, kept.ZONE) or "") or event.zone,
    )


def draft_of(entry: Entry, key: str | None, start: Instant, end: Instant, *, whole: bool = True) -> Draft:
    """Give the draft of one time; what takes no time at all is shown for a minute."""
    return Draft(entry, key, start, end if end > start else Instant(start + MINUTE), whole)


def refusal_of(draft: Draft) -> str | None:
    """Tell why the book cannot hold a draft, None when it can."""
    if draft.end - draft.start > LONGEST:
        return "too_long"
    if draft.start < EARLIEST or draft.end >= LATEST:
        return "time_out_of_range"
    return None


def changed(held: Appointment, draft: Draft, words: Words) -> Appointment:
    """Give an appointment as a newer version of its event has it.

    People, place in the clinic and how far the visit has come stay as the book has them; so does its time where
    the file has not changed that, or the patient has been here already. What was called off here stays so.
    """
    status = held.status
    if words.status is Status.CANCELLED and held.status.occupies and held.status is not Status.COMPLETED:
        status = Status.CANCELLED
    elif comes_back(held, words):
        status = words.status
    event = draft.entry.event
    stays = held.status in HERE or draft.stays or kept.same_times(held.extras, words.mark)
    return replace(
        held,
        recurrence_id=draft.key,
        title=words.title,
        description=words.description,
        start=held.start if stays else draft.start,
        end=held.end if stays else draft.end,
        # Times in UTC do not tell where they are.
        zone=held.zone if isinstance(event.clock, UtcClock) else event.zone,
        all_day=event.all_day,
        occupies=words.occupies,
        address=words.address if held.interaction is Interaction.IN_PERSON else held.address,
        sequence=words.sequence,
        extras=draft.lines(words),
        status=status,
    )


def comes_back(held: Appointment, words: Words) -> bool:
    """Tell whether a visit stands again in its file, and was called off by one."""
    off = held.status is Status.CANCELLED and held.archived_at is None and kept.is_called_off(held.extras)
    return off and words.status.occupies


def differing(before: Appointment, after: Appointment, *, ours: bool) -> tuple[str, ...]:
    """Name the fields in which two states of an appointment differ.

    Of a visit that was made here, or in a file of ours, kept lines that only repeat who it is with do not count.
    """
    names = ("title", "description", "start", "end", "zone", "all_day", "occupies", "address", "status")
    found = [name for name in names if getattr(before, name) != getattr(after, name)]
    native = kept.mark_of(before.extras) is None
    if not native and not kept.same(before.extras, after.extras, people=not ours):
        found.append("details")
    return tuple(found)


def _status(event: Event) -> Status:
    if is_cancelled(event):
        return Status.CANCELLED
    said = _member(Status, kept.note(event.extras, kept.STATUS))
    return Status.BOOKED if said in (None, Status.HELD) else said


def _buffers(said: str | None) -> tuple[int, int]:
    if said is None:
        return _NO_BUFFERS
    before, _, after = said.partition("/")
    minutes = [int(each) * MINUTE if each.isascii() and each.isdigit() else 0 for each in (before[:4], after[:4])]
    return (minutes[0], minutes[1]) if max(minutes) <= DAY else (0, 0)


def _member(kind: type[E], said: str | None) -> E | None:
    return next((member for member in kind if member.value == said), None)
