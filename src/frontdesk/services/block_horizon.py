"""The horizon of blocks that come again: rows stand two years ahead, and are added to as time goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant
from frontdesk.services import block_series as series
from frontdesk.services.block_series import AHEAD, Times, expanded
from frontdesk.store import appointments as table
from frontdesk.store.work import Reading, Work

# So much of the two years may be used up before rows are added: three writes a year.
SLACK = 120 * DAY


def short_of_rows(book: Reading, now: int) -> list[Id]:
    """List the series that may want more rows; those that ended long ago never do."""
    ends = table.ends_of_block_series(book.connection)
    return [one for one, last in ends if now - AHEAD < last < now + AHEAD - SLACK]


def extended(work: Work) -> list[Appointment]:
    """Add the rows that are due by now to every series that goes on; give them."""
    added: list[Appointment] = []
    for one in short_of_rows(work, work.now):
        added.extend(_further(work, table.of_series(work.connection, one)))
    for at in range(0, len(added), 500):
        work.create(*added[at : at + 500])
    return added


def _further(work: Work, rows: Sequence[Appointment]) -> Iterator[Appointment]:
    usual = next((row for row in reversed(rows) if not series.is_changed(row)), None)
    rule = series.rule_of(usual) if usual is not None else None
    if usual is None or rule is None or usual.series_id is None:
        return
    first = series.first_moment(rows)
    last = max(series.moment_of(row) for row in rows)
    end = series.shifted(first, series.between(usual.start, usual.end, usual.zone), usual.zone)
    times = Times(first, end, usual.zone, usual.all_day, rule)
    begun = series.key_for(first, usual)
    fresh = replace(usual, version=1, created_at=work.now, updated_at=work.now)
    for slot in expanded(times, work.now, since=last).slots:
        if slot.start > last:
            row = replace(fresh, id=work.new_id(), start=Instant(slot.start), end=slot.end)
            yield series.put_into(row, usual.series_id, slot.key, rule, begun).checked()
