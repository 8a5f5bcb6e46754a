"""Plans of series as a clinic would give them, made by hand."""

from __future__ import annotations

from datetime import date, timedelta

from frontdesk.domain.availability.reasons import Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.calendar import Taken
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, MINUTE, Instant, at_minute
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Row, State, summed

ZONE = "America/New_York"
FIRST = date(2026, 3, 18)
LATER = at_minute(FIRST + timedelta(days=8), 14 * 60, ZONE)
CHEN = Id(7)
_WHY = {
    State.TAKEN: Why.VISIT,
    State.CLOSED: Why.CLOSURE,
    State.HOLIDAY: Why.HOLIDAY,
    State.OUTSIDE: Why.OUTSIDE_HOURS,
    State.PAST: Why.PAST,
}


def a_row(index: int, state: State = State.OK, *, alternative: bool = True, words: str = "Ana Ruiz") -> Row:
    """Make the date so many weeks after the first, at 11:30; its next free time is an hour later."""
    day = FIRST + timedelta(weeks=index)
    start = at_minute(day, 11 * 60 + 30, ZONE)
    end = Instant(start + 30 * MINUTE)
    free = state is State.OK
    why = _WHY.get(state)
    slot = Slot(Instant(start + HOUR), Instant(end + HOUR), (CHEN,))
    return Row(
        index=index,
        date=day,
        start=start,
        end=end,
        practitioner=CHEN,
        state=state,
        reasons=() if why is None else (Reason(why, start, end, appointment=Id(9), words=words),),
        warnings=(),
        asked=Taken.SKIP,
        does=Does.BOOK if free else Does.SKIP,
        asked_start=start,
        booked_start=start if free else None,
        booked_end=end if free else None,
        booked_practitioner=CHEN if free else None,
        alternative=slot if alternative and not free else None,
    )


def a_plan(*states: State, left_out: tuple[date, ...] = ()) -> RepeatPlan:
    """Make a weekly plan whose dates stand like this."""
    rows = tuple(a_row(index, state) for index, state in enumerate(states))
    return summed(f"FREQ=WEEKLY;COUNT={len(rows)}", ZONE, rows, left_out)
