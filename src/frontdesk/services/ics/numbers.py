"""The number under which all events of a series go out (SEQUENCE), and when the last of them was changed.

One for the whole series: whoever has it takes a change of any part of it, an exception too, only with a higher number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.instants import EARLIEST, Instant
from frontdesk.domain.series import Series
from frontdesk.services.series import record
from frontdesk.store import journal
from frontdesk.store.series import Lived, lives
from frontdesk.store.work import Reading


@dataclass(frozen=True, slots=True)
class Number:
    """The highest SEQUENCE that came with anything of a series, how often it was changed here, and when last.

    Versions never go down, not even by an undo, and what leaves a series raises that of its record: so neither does
    this.
    """

    came: int
    changes: int
    modified: Instant

    def of(self, came: int) -> int:
        """Give the number of an event that came with one: that one, as long as nothing of the series was changed."""
        return self.came + self.changes if self.changes else came


def number_of(series: Series, lived: Lived) -> Number:
    """Give the number of a series whose rows have been through so much."""
    told = record.told_by(series)
    came = max(each.sequence for each in (told.master, *told.versions))
    return Number(max(came, lived.sequence), series.version - 1 + lived.changes, lived.modified)


def life_of(rows: Iterable[Appointment]) -> Lived:
    """Tell what the rows of a series have been through, all of which are given, archived ones too."""
    listed = list(rows)
    return Lived(
        sum(row.version - 1 for row in listed),
        max((row.sequence for row in listed), default=0),
        max((row.updated_at for row in listed), default=EARLIEST),
    )


def book_of(book: Reading) -> str:
    """Give the name by which a book knows the files again that it wrote: it says nothing about it."""
    first = journal.get(book.connection, 1)
    return "" if first is None else first.hash[:16]


class Numbers:
    """The numbers of the series of an export, each made as it is asked for."""

    def __init__(self, book: Reading, records: Mapping[int, Series]) -> None:
        self._records = records
        self._lives = lives(book.connection, records)
        self._known: dict[int, Number] = {}

    def of(self, series: int | None) -> Number | None:
        """Give the number of a series, None where there is no record of it."""
        if series is None or series not in self._records:
            return None
        if series not in self._known:
            self._known[series] = number_of(self._records[series], self._lives.get(series, Lived()))
        return self._known[series]
