"""The plan of a series: each date judged, what is done about those that are not free, when each is booked (C54)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.domain.calendar import Taken
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import Instant
from frontdesk.domain.repeat_plan import Does, RepeatPlan, Row, RowChoice, State, state_of, summed
from frontdesk.domain.repeats import RepeatRule, Time
from frontdesk.services.repeat_times import Placed, SeriesTimes

_NO_CHOICE = RowChoice()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the rule and its times, and what becomes of dates that are not free, by their places."""

    rule: RepeatRule
    times: tuple[Time, ...]
    left_out: tuple[date, ...]
    zone: str
    policy: Taken
    choices: Mapping[int, RowChoice]


def choices_by_row(sent: Iterable[RowChoice], times: Sequence[Time]) -> dict[int, RowChoice]:
    """Give the choices by the place of their row; one for no row of the plan, or a second for one, is invalid."""
    places = {time.day: index for index, time in enumerate(times)}
    found: dict[int, RowChoice] = {}
    for number, choice in enumerate(sent):
        index = choice.index if choice.date is None else places.get(choice.date, -1)
        if index is None or not 0 <= index < len(times) or (choice.index not in (None, index)):
            got = choice.date.isoformat() if choice.date is not None else choice.index
            allowed = "a date of the series, or its index"
            raise Invalid("no_such_date", field=f"rows[{number}]", got=got, allowed=allowed)
        if index in found:
            got = times[index].day.isoformat()
            raise Invalid("date_twice", field=f"rows[{number}]", got=got, allowed="one choice for a date")
        found[index] = choice
    return found


def planned(series: SeriesTimes, wanted: Wanted) -> RepeatPlan:
    """Judge every date and say what is done about it.

    Those that stay at their own time are placed first, so that no other is moved onto one of them.
    """
    judged = [_judged(series, wanted, index, time) for index, time in enumerate(wanted.times)]
    rows = tuple(row if row.state is State.OK else _with_alternative(series, row) for row in judged)
    return summed(wanted.rule.written(), wanted.zone, rows, wanted.left_out)


def _judged(series: SeriesTimes, wanted: Wanted, index: int, time: Time) -> Row:
    """Judge a date at the time that is asked for; one that is booked then takes it up."""
    choice = wanted.choices.get(index, _NO_CHOICE)
    start = time.start if choice.start is None else choice.start
    end = Instant(start + time.end - time.start)
    found = series.standing(start, choice.practitioner)
    reasons = found.reasons or series.in_way(start, end, found.practitioner)
    state = state_of(reasons)
    asked = choice.does or wanted.policy
    does = Does(asked.value)
    if state is State.OK:
        does = Does.SKIP if choice.does is Taken.SKIP else Does.BOOK
    stays = does in (Does.BOOK, Does.BOOK_ANYWAY)
    if stays:
        series.placed.append(Placed(start, end, found.practitioner))
    return Row(
        index=index,
        date=time.day,
        start=time.start,
        end=time.end,
        practitioner=found.practitioner,
        state=state,
        reasons=tuple(reasons),
        warnings=series.warnings(start, end),
        asked=asked,
        does=does,
        asked_start=start,
        booked_start=start if stays else None,
        booked_end=end if stays else None,
        booked_practitioner=found.practitioner if stays else None,
        alternative=None,
    )


def _with_alternative(series: SeriesTimes, row: Row) -> Row:
    """Give a date that is not free with the next free time after it; one that is moved there takes that up."""
    slot = series.next_free(row.asked_start, row.practitioner)
    if row.does is not Does.NEXT_FREE:
        return replace(row, alternative=slot)
    if slot is None:
        return replace(row, does=Does.SKIP)
    who = next(iter(slot.practitioners), None) if series.is_of_one else row.practitioner
    series.placed.append(Placed(slot.start, slot.end, who))
    return replace(row, alternative=slot, booked_start=slot.start, booked_end=slot.end, booked_practitioner=who)
