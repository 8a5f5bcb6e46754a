"""An imported series beside its rows: which event of its file each row is a time of, and what others would be like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from frontdesk.domain.appointment import Appointment, Attendance, Attendee
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.event import Event
from frontdesk.ics.expand import MOST, Occurrence, occurrences
from frontdesk.services.ics import kept
from frontdesk.services.ics.drafts import ATTENDANCE, Words, words_of
from frontdesk.services.ics.outgoing import is_person
from frontdesk.services.series.imported import told_by
from frontdesk.services.series.record import Told
from frontdesk.services.series.wanted import CALLED_OFF, CHANGED

# Lines of our own that differ between rows that say the same: their event came in several versions, or moved as one.
_OF_VERSIONS = (f"{kept.SOURCE}:", f"{kept.RULE}:", "LAST-MODIFIED:", f"{kept.LENGTH}:", f"{CALLED_OFF}:")


class Kin:
    """One series in a span of time. `told` is what its file says of it, `due` its times there by key.

    `cut` tells that the span has more times than are asked for.
    """

    def __init__(
        self, series: Series, rows: Sequence[Appointment], span: Interval, *, most: int = MOST, told: Told | None = None
    ) -> None:
        self._series = series
        self._rows = sorted(rows, key=lambda row: row.start, reverse=True)
        self.told = told_by(series) if told is None else told
        found = occurrences(self.told.master, self.told.versions, span, limit=most)
        self.due = {each.key: each for each in found.occurrences}
        self.cut = found.cut
        self._words: dict[int, Words] = {}
        self._usual: dict[int, Appointment] = {}
        for row in self._rows:
            each = self.due.get(row.recurrence_id or "")
            if each is not None and id(each.event) not in self._usual and self.is_usual(row, each):
                self._usual[id(each.event)] = row
        self._any = self._some_row()

    def _some_row(self) -> Appointment:
        """Give a row whose people are those of the series: the newest usual one, else the newest that stands."""
        master = self._usual.get(id(self.told.master))
        standing = (row for row in self._rows if row.archived_at is None and row.status.occupies)
        return master or next(iter(self._usual.values()), None) or next(standing, self._rows[0])

    def words(self, event: Event) -> Words:
        """Give what the book says of an event."""
        found = self._words.get(id(event))
        if found is None:
            found = self._words[id(event)] = words_of(event)
        return found

    def usual(self, event: Event) -> Appointment | None:
        """Give the newest row that is as an event of the series has it, None without one."""
        return self._usual.get(id(event))

    def is_usual(self, row: Appointment, each: Occurrence) -> bool:
        """Tell whether a row stands at its time and says what came with it; its fields may say more."""
        if row.archived_at is not None or (row.start, row.end) != (each.start, end_of(each)):
            return False
        words = self.words(each.event)
        return row.status.occupies is words.status.occupies and _same_lines(row.extras, words.brief, words.extras)

    def row(self, like: Appointment, each: Occurrence) -> Appointment:
        """Give the row of a time, as an import makes it; `like` is a fresh row with the people and the place.

        Where a row of the same event stands that is usual, what was changed of all of them here is so here too.
        """
        event, words = each.event, self.words(each.event)
        own = self.usual(event)
        told = replace(
            like,
            uid=self._series.uid,
            series_id=self._series.id,
            recurrence_id=each.key,
            start=each.start,
            end=end_of(each),
            status=words.status,
            sequence=words.sequence,
            extras=words.brief,
        )
        if own is not None:
            return replace(told, extras=own.extras if len(own.extras) <= len(words.brief) else words.brief)
        return replace(
            told,
            title=words.title,
            description=words.description,
            address=words.address,
            zone=words.zone,
            all_day=event.all_day,
            occupies=words.occupies,
            event_type=words.event_type or like.event_type,
            buffer_before=words.buffers[0],
            buffer_after=words.buffers[1],
        )

    def like(self, event: Event) -> Appointment:
        """Give a row whose people and place the rows of an event have."""
        return self.usual(event) or self._any


def end_of(each: Occurrence) -> Instant:
    """Give when the row of a time ends; what takes no time at all is shown for a minute."""
    return each.end if each.end > each.start else Instant(each.start + MINUTE)


def attending(row: Appointment, event: Event, patients: Iterable[tuple[int, str, str]]) -> tuple[Attendee, ...]:
    """Give the attendees of a fresh row with what an event says of their coming; `patients` are id, name, address."""
    said = {one: _said(event, name, email) for one, name, email in patients}
    return tuple(replace(each, attendance=said.get(each.id, Attendance.INVITED)) for each in row.attendees)


def _said(event: Event, name: str, email: str) -> Attendance:
    found = next((each for each in event.attendees if is_person(each, name, email)), None)
    return Attendance.INVITED if found is None else ATTENDANCE.get(found.partstat, Attendance.INVITED)


def _same_lines(lines: tuple[str, ...], *known: tuple[str, ...]) -> bool:
    if any(line.startswith(f"{CHANGED}:") for line in lines):
        return False
    return lines in known or any(_settled(lines) == _settled(each) for each in known)


def _settled(lines: tuple[str, ...]) -> list[str]:
    return [line for line in lines if not line.startswith(_OF_VERSIONS)]
