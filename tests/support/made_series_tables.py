"""Series as a book would tell them date by date, made by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant, at_minute
from frontdesk.domain.repeat_plan import State
from frontdesk.domain.rule import Every, Rule
from frontdesk.domain.series_table import SeriesRow, SeriesTable, Stands

ZONE = "America/New_York"
FIRST = date(2026, 3, 18)
CHEN = Id(7)
SERIES = Id(900)
NOW = at_minute(FIRST + timedelta(days=8), 8 * 60, ZONE)
WITHOUT = (Stands.REMOVED, Stands.LEFT_OUT, Stands.AHEAD)


def a_visit(number: int, start: Instant, **sent: Any) -> Appointment:
    """Make a visit of the series."""
    said: dict[str, Any] = {"status": Status.BOOKED, "practitioner_id": CHEN, **sent}
    return Appointment(
        id=Id(1000 + number),
        uid="series@frontdesk",
        series_id=SERIES,
        status_at=start,
        start=start,
        end=Instant(start + 30 * MINUTE),
        zone=ZONE,
        created_by="desk",
        created_at=start,
        updated_at=start,
        **said,
    )


def a_date(
    number: int,
    stands: Stands = Stands.AS_RULED,
    *,
    state: State = State.OK,
    alternative: bool = False,
    changed: tuple[str, ...] = (),
    moved: int = 0,
    **sent: Any,
) -> SeriesRow:
    """Make the date so many weeks after the first, at nine; its visit may be moved by milliseconds."""
    day = FIRST + timedelta(weeks=number)
    start = at_minute(day, 9 * 60, ZONE)
    end = Instant(start + 30 * MINUTE)
    if stands is Stands.CANCELLED:
        sent.setdefault("status", Status.CANCELLED)
    visit = None if stands in WITHOUT else a_visit(number, Instant(start + moved), **sent)
    why = () if state is State.OK else (Reason(Why.VISIT, start, end, appointment=Id(5), words="Ana Ruiz"),)
    slot = Slot(Instant(start + HOUR), Instant(end + HOUR), (CHEN,)) if alternative else None
    return SeriesRow(
        key=f"{day:%Y%m%d}T130000Z",
        date=day,
        start=start,
        end=end,
        stands=stands,
        visit=visit,
        changed=changed,
        state=state,
        reasons=why,
        alternative=slot,
    )


def mixed() -> tuple[SeriesRow, ...]:
    """Give a date of each kind: two over, then changed, cancelled, left out, removed, taken, and one ahead."""
    return (
        a_date(0, status=Status.COMPLETED),
        a_date(1),
        a_date(2, Stands.CHANGED, changed=("start", "practitioner_id"), moved=HOUR),
        a_date(3, Stands.CANCELLED, cancel_reason="Unwell"),
        a_date(4, Stands.LEFT_OUT, state=State.TAKEN, alternative=True),
        a_date(5, Stands.REMOVED),
        a_date(6, state=State.TAKEN, alternative=True),
        a_date(7, Stands.AHEAD),
    )


def a_table(rows: Sequence[SeriesRow], *, total: int | None = None, page: int = 1, size: int = 200) -> SeriesTable:
    """Make a page of a weekly series."""
    return SeriesTable(
        id=SERIES,
        uid="series@frontdesk",
        text="FREQ=WEEKLY",
        rules=(Rule(Every.WEEKLY),),
        added=(),
        zone=ZONE,
        all_day=False,
        start=at_minute(FIRST, 9 * 60, ZONE),
        times=None,
        filled=None,
        imported=False,
        rows=tuple(rows),
        counts=Counter(row.stands for row in rows),
        total=len(rows) if total is None else total,
        page=page,
        size=size,
    )
