"""Visits that come again: every date seen before anything is booked, and then booked as one step (C54)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Unpack

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.calendar import Frequency
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Seen
from frontdesk.services.operations import Area, operation
from frontdesk.services.repeat_asking import Series, SeriesFields, of_visits, series_asked
from frontdesk.services.repeat_booking import booked, check_seen, rows_booked
from frontdesk.services.repeat_planning import planned
from frontdesk.services.repeat_times import SeriesTimes
from frontdesk.store.work import Reading

__all__ = ["Repeats", "SeriesBooked", "booked"]


@dataclass(frozen=True, slots=True)
class SeriesBooked:
    """What was booked of a series, by date; `series_id` is None where only one visit came of it."""

    series_id: Id | None
    visits: tuple[Appointment, ...]
    skipped: tuple[date, ...]


class Repeats(Area):
    """Operations on visits that come again. Instants and lengths are milliseconds."""

    @operation("repeats.plan", right=Right.SEE)
    def plan(self, *, start: Instant, frequency: Frequency, **sent: Unpack[SeriesFields]) -> RepeatPlan:
        """Tell how every date of a series stands, and what would be done about it; nothing is written (C54).

        It comes `count` times (2 to 104) or `until` a date, at the same time on the wall clock of the location. Dates
        that are not free are skipped, booked anyway or moved to the next free time within 14 days, with the same
        practitioner wherever possible: by the policy, else the calendar's, and by the choices for single dates.
        """
        now = self._clinic.clock()
        with self._book.reading() as book:
            return self._planned(book, series_asked(book, start, frequency, sent, now), now)

    @operation("repeats.book", right=Right.BOOK)
    def book(
        self,
        *,
        start: Instant,
        frequency: Frequency,
        override_reason: str | None = None,
        seen: Sequence[Seen] | None = None,
        **sent: Unpack[SeriesFields],
    ) -> SeriesBooked:
        """Book a series as its plan says, all of it or nothing, as one step that one undo takes back (C54).

        With `seen`, the dates as a plan told them, Conflict `dates_changed` lists those that have changed since.
        Dates that are booked anyway take the right to overbook and a reason, which is kept.
        """
        words = "Visits booked"
        with self._clinic.writing("repeats.book", lambda: words) as work:
            series = series_asked(work, start, frequency, sent, work.now)
            plan = self._planned(work, series, work.now)
            check_seen(plan, seen)
            made = rows_booked(work, self._clinic.actor, series, plan, of_visits(sent), override_reason)
            words = f"{len(made)} visits booked"
        skipped = tuple(row.date for row in plan.rows if row.does is Does.SKIP)
        return SeriesBooked(
            next((one.series_id for one in made if one.series_id is not None), None), tuple(made), skipped
        )

    def _planned(self, book: Reading, series: Series, now: Instant) -> RepeatPlan:
        kept = self._clinic.availability.kept
        times = SeriesTimes(kept.look(book), series.question, kept, now, series.practitioner)
        return planned(times, series.wanted)
