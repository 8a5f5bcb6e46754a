"""Turn what is asked of a series into a rule, its times, and a question that each of them is judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.domain.availability.question import Question
from frontdesk.domain.calendar import Calendar, Frequency, Taken
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.repeat_plan import RowChoice
from frontdesk.domain.repeats import RepeatRule, Time, times_of
from frontdesk.domain.schedule import Weekday
from frontdesk.services import checks
from frontdesk.services.asking import Asked, question
from frontdesk.services.booking import NewFields
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
    patients = checks.yes_or_no(sent.get("for_patient", False), field="for_patient")
    asked = _with_own(question(book, _asked(sent), now), sent)
    calendar = None if asked.calendar is None else book.get(Calendar, asked.calendar)
    rule = RepeatRule(
        frequency=checks.one_of(frequency, Frequency, field="frequency"),
        interval=checks.whole(sent.get("interval", 1), field="interval"),
        count=None if (count := sent.get("count")) is None else checks.whole(count, field="count"),
        until=sent.get("until"),
        weekdays=checks.many(sent.get("weekdays", ()), Weekday, field="weekdays", allowed="a list of weekdays"),
    )
    times, left_out = times_of(rule, start, asked.length, asked.zone)
    policy = _policy(sent.get("policy"), calendar)
    choices = choices_by_row(sent.get("rows", ()), times)
    for number, choice in enumerate(sent.get("rows", ())):
        live(book, Practitioner, choice.practitioner, f"rows[{number}].practitioner", None)
    if patients:
        policy = _for_patients(calendar, rule, times)
    who = live(book, Practitioner, sent.get("practitioner"), "practitioner", None)
    return Series(
        asked,
        Wanted(rule, times, left_out, asked.zone, policy, choices),
        None if who is None else who.id,
        sent.get("ignore_date_range", False),
        sent.get("duration") is not None,
    )


def _asked(sent: SeriesFields) -> Asked:
    people = {one for one in (sent.get("patient"), *(sent.get("attendees") or ())) if one is not None}
    guests = sent.get("guests") or 0
    found: Asked = {
        "calendar": sent.get("calendar"),
        "service": sent.get("service"),
        "variation": sent.get("variation"),
        "add_ons": sent.get("add_ons") or (),
        "location": sent.get("location"),
        "room": sent.get("room"),
        "duration": sent.get("duration"),
        "patient": sent.get("patient"),
        "heads": max(1, len(people) + (guests if isinstance(guests, int) else len(guests))),
        "for_patient": sent.get("for_patient", False),
        "ignore_date_range": sent.get("ignore_date_range", False),
        "zone_name": sent.get("zone_name"),
    }
    return found


def _with_own(asked: Question, sent: SeriesFields) -> Question:
    """Put what is said of the visits themselves in the place of what service and calendar say."""
    part = asked.parts[0]
    before, after = sent.get("buffer_before"), sent.get("buffer_after")
    part = replace(part, before=part.before if before is None else before, after=part.after if after is None else after)
    if "room" in sent and sent["room"] is None:
        part = replace(part, rooms=None)
    if "equipment" in sent:
        units = Counter(sent["equipment"] or ())
        part = replace(part, equipment=tuple(Need(one, many) for one, many in units.items()))
    return replace(asked, parts=(part,))


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
