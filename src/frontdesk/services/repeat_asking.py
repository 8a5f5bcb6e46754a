"""Turn what is asked of a series into a rule, its times, and a question that each of them is judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.domain.appointment import checked_buffer
from frontdesk.domain.availability.question import Question
from frontdesk.domain.calendar import Calendar, Frequency, Taken
from frontdesk.domain.equipment import Equipment, Need
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_date, checked_instant
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.repeat_plan import RowChoice
from frontdesk.domain.repeats import RepeatRule, Time, times_of
from frontdesk.domain.schedule import Weekday
from frontdesk.services import checks
from frontdesk.services.asking import Asked, question
from frontdesk.services.booking import NewFields, check_types
from frontdesk.services.guests import guests_read
from frontdesk.services.needs import live
from frontdesk.services.repeat_planning import Wanted, choices_by_row
from frontdesk.store.work import Reading


class SeriesFields(NewFields, total=False):
    """What a series says besides its visits: how often it comes and what becomes of dates that are not free.

    `count` or `until` (that date included) ends it. `duration` is milliseconds; without one it is that of the
    variation, the service or the calendar. With `for_patient` the limits of the calendar for patients hold, and its
    own policy counts. `ignore_date_range` leaves notice and booking window of a calendar aside.
    """

    interval: int
    count: int | None
    until: date | None
    weekdays: Sequence[Weekday]
    policy: Taken | None
    rows: Sequence[RowChoice]
    duration: int | None
    for_patient: bool
    ignore_date_range: bool


_OF_SERIES = frozenset(SeriesFields.__annotations__) - frozenset(NewFields.__annotations__)


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it was asked for: the question for each time, and what is wanted of its dates."""

    question: Question
    wanted: Wanted
    practitioner: Id | None
    any_date: bool
    said_length: bool


def of_visits(sent: SeriesFields) -> NewFields:
    """Give what is said of each of the visits."""
    return {name: held for name, held in sent.items() if name not in _OF_SERIES}  # type: ignore[return-value]


def series_asked(book: Reading, start: Instant, frequency: Frequency, sent: SeriesFields, now: Instant) -> Series:
    """Read what is asked for, refusing what cannot be."""
    checked_instant(start, field="start")
    check_types(sent)
    patients = checks.yes_or_no(sent.get("for_patient", False), field="for_patient")
    asked = with_own(book, question(book, _asked(sent), now), sent)
    calendar = None if asked.calendar is None else book.get(Calendar, asked.calendar)
    rule = RepeatRule(
        frequency=checks.one_of(frequency, Frequency, field="frequency"),
        interval=checks.whole(sent.get("interval", 1), field="interval"),
        count=None if (count := sent.get("count")) is None else checks.whole(count, field="count"),
        until=None if (until := sent.get("until")) is None else checked_date(until, field="until"),
        weekdays=checks.many(sent.get("weekdays", ()), Weekday, field="weekdays", allowed="a list of weekdays"),
    )
    times, left_out = times_of(rule, start, asked.length, asked.zone)
    policy = _policy(sent.get("policy"), calendar)
    rows = choices_read(sent.get("rows", ()))
    choices = choices_by_row(rows, times)
    for number, choice in enumerate(rows):
        live(book, Practitioner, choice.practitioner, f"rows[{number}].practitioner", None)
    if patients:
        policy = _for_patients(calendar, rule, times)
    who = live(book, Practitioner, sent.get("practitioner"), "practitioner", None)
    return Series(
        asked,
        Wanted(rule, times, left_out, asked.zone, policy, choices),
        None if who is None else who.id,
        checks.yes_or_no(sent.get("ignore_date_range", False), field="ignore_date_range"),
        sent.get("duration") is not None,
    )


def choices_read(sent: object) -> tuple[RowChoice, ...]:
    """Give the choices for single dates, whose own fields are of the types they take."""
    found = checks.many(sent, RowChoice, field="rows", allowed="a list of choices, each for a date")
    for number, each in enumerate(found):
        at = f"rows[{number}]"
        checks.whole_or_none(each.index, field=f"{at}.index")
        if each.date is not None:
            checked_date(each.date, field=f"{at}.date")
        checks.one_of_or_none(each.does, Taken, field=f"{at}.does")
        checks.instant_or_none(each.start, field=f"{at}.start")
        checks.known_or_none(each.practitioner, field=f"{at}.practitioner")
    return found


def _asked(sent: SeriesFields) -> Asked:
    people = {one for one in (sent.get("patient"), *(sent.get("attendees") or ())) if one is not None}
    found: Asked = {
        "calendar": sent.get("calendar"),
        "service": sent.get("service"),
        "variation": sent.get("variation"),
        "add_ons": sent.get("add_ons") or (),
        "location": sent.get("location"),
        "room": sent.get("room"),
        "duration": sent.get("duration"),
        "patient": sent.get("patient"),
        "heads": max(1, len(people) + len(guests_read(sent.get("guests")))),
        "for_patient": sent.get("for_patient", False),
        "ignore_date_range": sent.get("ignore_date_range", False),
        "zone_name": sent.get("zone_name"),
    }
    return found


def with_own(book: Reading, asked: Question, sent: NewFields) -> Question:
    """Put what is said of the visits themselves in the place of what service and calendar say."""
    part = asked.parts[0]
    before = _buffer(sent.get("buffer_before"), "buffer_before")
    after = _buffer(sent.get("buffer_after"), "buffer_after")
    part = replace(part, before=part.before if before is None else before, after=part.after if after is None else after)
    if "room" in sent and sent["room"] is None:
        part = replace(part, rooms=None)
    if "equipment" in sent:
        units = Counter(sent["equipment"] or ())
        for one in units:
            live(book, Equipment, one, "equipment")
        part = replace(part, equipment=tuple(Need(one, many) for one, many in units.items()))
    return replace(asked, parts=(part,))


def _buffer(said: int | None, field: str) -> int | None:
    return None if said is None else checked_buffer(checks.whole(said, field=field), field)


def _policy(said: Taken | None, calendar: Calendar | None) -> Taken:
    if said is not None:
        return checks.one_of(said, Taken, field="policy")
    return Taken.SKIP if calendar is None or calendar.repeating is None else calendar.repeating.taken


def _for_patients(calendar: Calendar | None, rule: RepeatRule, times: Sequence[Time]) -> Taken:
    """Give the policy of a calendar, refusing a series that it does not offer to patients (C54)."""
    offered = None if calendar is None else calendar.repeating
    if calendar is None or offered is None or len(calendar.team) != 1:
        raise Invalid("not_offered", field="frequency", got=rule.frequency.value, allowed="a single visit")
    if rule.frequency is not offered.frequency:
        got, allowed = rule.frequency.value, [offered.frequency.value]
        raise Invalid("not_offered", field="frequency", got=got, allowed=allowed)
    if len(times) > offered.count:
        raise Invalid("bad_times", field="count", got=len(times), allowed=f"2 to {offered.count}", most=offered.count)
    return offered.taken
