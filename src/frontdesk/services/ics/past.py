"""Whether a file is older than the book, and what of a series is new in it.

A file of this very book is compared with the numbers that it writes, any other with the number that came before: the
sender of that knows nothing of what is done here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.intervals import Interval
from frontdesk.domain.series import Series
from frontdesk.ics.clocks import Clock
from frontdesk.ics.event import Event
from frontdesk.ics.moments import key_of
from frontdesk.services.ics import kept
from frontdesk.services.ics.cases import Case
from frontdesk.services.ics.drafts import Draft
from frontdesk.services.ics.moves import moment_of
from frontdesk.services.ics.numbers import Number, life_of, number_of
from frontdesk.services.ics.outgoing import sequence_of
from frontdesk.services.series import imported, record


class History:
    """What the book knows of the series of an import, by UID; `book` is the name in its own files."""

    def __init__(self, records: Mapping[str, Series], book: str, window: Interval) -> None:
        self._records = records
        self._book = book
        self._window = window
        self._numbers: dict[int, Number] = {}
        self._asked: dict[int, frozenset[str]] = {}
        self._moved: dict[int, frozenset[str | date]] = {}

    def has_record(self, case: Case) -> bool:
        """Tell whether the book has a series under the UID of a case."""
        return case.entry.event.uid in self._records

    def is_older(self, case: Case, held: Appointment) -> bool:
        """Tell whether the book has a newer version of a visit: by SEQUENCE, then by LAST-MODIFIED."""
        event = case.entry.event
        # What was made here is numbered the way it goes out.
        if self._is_own(case) or kept.mark_of(held.extras) is None:
            sequence = self._number(case, held)
        elif self.is_older_series(case):
            return True
        else:
            sequence = held.sequence
        if event.sequence != sequence:
            return event.sequence < sequence
        theirs = kept.stamp(event.last_modified)
        ours = kept.modified(held.extras) if kept.mark_of(held.extras) else kept.stamp(held.updated_at)
        return bool(theirs and ours) and theirs < ours

    def is_older_series(self, case: Case) -> bool:
        """Tell whether the book has a newer version of the series that an event belongs to."""
        held = self._records.get(case.entry.event.uid)
        if held is None:
            return False
        if self._is_own(case) or not held.imported:
            return case.entry.event.sequence < self._number_of(case, held).of(0)
        return case.coming is not None and _is_before(case.coming.master, imported.told_by(held).master)

    def is_newer(self, case: Case) -> bool:
        """Tell whether the book has a series, though not in this version."""
        known = case.known or (case.coming is not None and case.coming.held is not None and case.coming.is_known)
        return self.has_record(case) and not known and not self.is_older_series(case)

    def is_added(self, case: Case, draft: Draft) -> bool:
        """Tell whether a time that has no row is one that the series did not have before."""
        held = self._records[case.entry.event.uid]
        if self.is_older_series(case):
            return False
        reach = imported.reach_of(held)
        if draft.key in held.left_out or (reach is not None and draft.start >= reach):
            return True
        return draft.key not in self._asked_of(held) and not self._was_taken_away(case, held, draft)

    def _was_taken_away(self, case: Case, held: Series, draft: Draft) -> bool:
        """Tell whether a time was taken away here, under the name that it had before its series was moved."""
        if case.coming is None or draft.key is None:
            return False
        if held.id not in self._moved:
            self._moved[held.id] = frozenset(self._names_of_missing(case, held, case.coming.master))
        return bool({draft.key, _day_of(draft.key, case.coming.master.clock)} & self._moved[held.id])

    def _names_of_missing(self, case: Case, held: Series, master: Event) -> Iterator[str | date]:
        """Give the days of times that have no row, and what they are called in a newer version that was moved."""
        old, reach = imported.told_by(held).master, imported.reach_of(held)
        known = {row.recurrence_id for row in case.held.values()} | {each.key for each in case.drafts}
        for key in self._asked_of(held) - known - set(held.left_out):
            moment = moment_of(key, old.clock)
            if reach is None or moment < reach:
                wall = old.clock.wall(moment)
                new = wall + (master.wall - old.wall)
                yield key_of(new.date()) if master.all_day else key_of(master.clock.at(new))
                yield wall.date()

    def _is_own(self, case: Case) -> bool:
        return bool(self._book) and case.entry.file.feed.book == self._book

    def _number(self, case: Case, held: Appointment) -> int:
        series = self._records.get(case.entry.event.uid)
        if series is None or held.series_id != series.id:
            return sequence_of(held)
        return self._number_of(case, series).of(held.sequence)

    def _number_of(self, case: Case, series: Series) -> Number:
        if series.id not in self._numbers:
            rows = (row for row in case.held.values() if row.series_id == series.id)
            self._numbers[series.id] = number_of(series, life_of(rows))
        return self._numbers[series.id]

    def _asked_of(self, series: Series) -> frozenset[str]:
        if series.id not in self._asked:
            due = record.due(series, self._window).occurrences
            self._asked[series.id] = frozenset(each.key for each in due if not each.cancelled)
        return self._asked[series.id]


def _day_of(key: str, clock: Clock) -> date:
    return clock.wall(moment_of(key, clock)).date()


def _is_before(event: Event, held: Event) -> bool:
    if event.sequence != held.sequence:
        return event.sequence < held.sequence
    theirs, ours = event.last_modified, held.last_modified
    return theirs is not None and ours is not None and theirs < ours
