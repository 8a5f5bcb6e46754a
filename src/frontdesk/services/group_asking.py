"""Turn what is asked of a group appointment into its seats, its times, and a question that each is judged by (C13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict, cast

from frontdesk.domain.appointment import EventType, Interaction, Status
from frontdesk.domain.availability.question import Question
from frontdesk.domain.availability.reasons import Why
from frontdesk.domain.calendar import MOST_SEATS, Frequency, Taken
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_date, checked_instant, local_date
from frontdesk.domain.location import Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.repeat_plan import RepeatPlan, RowChoice, State
from frontdesk.domain.repeats import LONGEST_INTERVAL, MOST_TIMES, RepeatRule, Time, times_of
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.service import Service
from frontdesk.services import checks
from frontdesk.services.asking import question
from frontdesk.services.booking import GroupFields, check_types
from frontdesk.services.calendar_rules import refusal_of
from frontdesk.services.needs import live
from frontdesk.services.repeat_asking import Series, choices_read, with_own
from frontdesk.services.repeat_planning import Wanted, choices_by_row
from frontdesk.services.repeat_times import SeriesTimes, Standing
from frontdesk.store.work import Reading

# What staff book over without a word, as they do with any visit of no calendar.
_LEFT_TO_STAFF = frozenset({Why.PAST, Why.OUTSIDE_HOURS})
_OF_RULE = ("interval", "count", "until", "weekdays")
_AS_THEY_ARE = ("title", "practitioner", "room", "equipment", "status", "interaction", "video_url")


class NewGroup(TypedDict, total=False):
    """What may be said of a new group appointment besides its service and start.

    Missing and null are the same but for `room` and `equipment`, where missing is what the service needs and null
    is none. `repeat` says how it comes again; its count is of all times, the first too. `rows` says what is done about
    single dates. Instants are milliseconds UTC.
    """

    end: Instant | None
    max_attendees: int | None
    title: str | None
    notes: str | None
    practitioner: Id | None
    location: Id | None
    room: Id | None
    equipment: Sequence[Id] | None
    attendees: Sequence[Id] | None
    status: Status
    interaction: Interaction
    video_url: str | None
    zone_name: str | None
    repeat: RepeatRule | None
    policy: Taken | None
    rows: Sequence[RowChoice]


@dataclass(frozen=True, slots=True)
class Asked:
    """A group appointment as it was asked for: its dates, what is written of each, and which dates must be free."""

    series: Series
    fields: GroupFields
    refuses: bool


class GroupTimes(SeriesTimes):
    """The times of one group appointment. That nobody works then, or that it is past, is for staff to know."""

    def standing(self, start: Instant, practitioner: Id | None) -> Standing:
        """Judge a time with a practitioner, or with whom the group has, leaving its other dates aside."""
        found = super().standing(start, practitioner)
        kept = tuple(reason for reason in found.reasons if reason.why not in _LEFT_TO_STAFF)
        return replace(found, reasons=kept)


def asked_for(book: Reading, service: Id, start: Instant, sent: NewGroup, now: Instant) -> Asked:
    """Read what is asked for, refusing what cannot be."""
    checked_instant(start, field="start")
    given = live(book, Service, checks.known(service, field="service"), "service")
    assert given is not None
    seats = seats_read(sent.get("max_attendees"), given)
    fields = _fields(service, sent, seats)
    check_types(fields)
    check_room(book, fields.get("room"), seats)
    asked = _question(book, start, sent, fields, now)
    rule = rule_read(sent.get("repeat"))
    times, left_out = _times(rule, start, asked)
    choices = choices_by_row(choices_read(sent.get("rows", ())), times)
    policy = checks.one_of_or_none(sent.get("policy"), Taken, field="policy")
    who = live(book, Practitioner, fields.get("practitioner"), "practitioner")
    for choice in choices.values():
        live(book, Practitioner, choice.practitioner, "rows")
    wanted = Wanted(rule or _once(), times, left_out, asked.zone, policy or Taken.SKIP, choices)
    said_length = sent.get("end") is not None
    series = Series(asked, wanted, None if who is None else who.id, any_date=False, said_length=said_length)
    return Asked(series, fields, refuses=policy is None)


def check_dates(asked: Asked, plan: RepeatPlan) -> None:
    """Refuse a plan with dates that are not free and for which nobody said what is done, or with none that is.

    Conflict `dates_taken` names each of the dates and everything in their way; of a single date it is the refusal
    that any visit gets.
    """
    choices = asked.series.wanted.choices
    taken = [row for row in plan.rows if row.state is not State.OK]
    undecided = [row for row in taken if row.index not in choices or choices[row.index].does is None]
    refused = undecided if plan.booked and asked.refuses else [] if plan.booked else taken
    refusals = [refusal_of(row.reasons) for row in refused]
    other = next((each for each in refusals if not isinstance(each, Conflict)), None)
    if other is not None:
        raise other
    conflicts = [each for each in refusals if isinstance(each, Conflict)]
    if conflicts and len(plan.rows) == 1:
        raise conflicts[0]
    if conflicts:
        clashes = tuple(clash for each in conflicts for clash in each.clashes)
        raise Conflict("dates_taken", clashes, dates=[row.date.isoformat() for row in refused])


def seats_read(said: int | None, service: Service | None) -> int:
    """Give how many seats are asked for; null means as many as the service has, one without a service."""
    seats = checks.whole_or_none(said, field="max_attendees")
    if seats is None:
        return 1 if service is None else service.max_attendees
    if not 1 <= seats <= MOST_SEATS:
        raise Invalid("bad_max_attendees", field="max_attendees", got=seats, allowed=f"1 to {MOST_SEATS}")
    return seats


def _fields(service: Id, sent: NewGroup, seats: int) -> GroupFields:
    """Write what is asked for as the fields of a visit."""
    found = {name: sent[name] for name in _AS_THEY_ARE if name in sent}  # type: ignore[literal-required]
    if sent.get("video_url") and "interaction" not in sent:
        found["interaction"] = Interaction.VIDEO_CALL
    for name in ("location", "zone_name"):
        if sent.get(name) is not None:
            found[name] = sent[name]
    people = checks.all_known_or_none(sent.get("attendees"), field="attendees") or ()
    if len(set(people)) > seats:
        raise Invalid("no_seat_left", field="attendees", got=len(set(people)), allowed=f"at most {seats} people")
    group = {"group": True, "type": EventType.APPOINTMENT, "attendees": people, "max_attendees": seats}
    return cast(GroupFields, {**found, **group, "service": service, "description": sent.get("notes")})


def check_room(book: Reading, room: Id | None, seats: int) -> None:
    """Refuse a room with fewer places than the group has seats: a seat may be taken until the last moment."""
    if room is not None and (places := book.get(Room, room).capacity) < seats:
        raise Invalid("room_too_small", field="room", got=seats, allowed=f"at most {places} people")


def _question(book: Reading, start: Instant, sent: NewGroup, fields: GroupFields, now: Instant) -> Question:
    """Ask for a room with a place for every seat, and for as long as it was said."""
    found = question(
        book,
        {
            "service": fields.get("service"),
            "location": fields.get("location"),
            "room": fields.get("room"),
            "heads": fields.get("max_attendees") or 1,
            "zone_name": fields.get("zone_name"),
        },
        now,
    )
    found = with_own(book, found, fields)
    end = checks.instant_or_none(sent.get("end"), field="end")
    if end is None:
        return found
    if end <= start:
        raise Invalid("end_not_after_start", field="end", got=end, allowed=f"after {start}")
    return replace(found, parts=(replace(found.parts[0], length=end - start),))


def rule_read(said: RepeatRule | None) -> RepeatRule | None:
    """Give how it comes again, None for once: a count or an interval of 0 says that as well, and a count of 1."""
    if said is None:
        return None
    if not isinstance(said, RepeatRule):
        raise Invalid("wrong_type", field="repeat", got=str(said), allowed="a rule, or null")
    checks.one_of(said.frequency, Frequency, field="repeat.frequency")
    interval = checks.whole(said.interval, field="repeat.interval")
    count = checks.whole_or_none(said.count, field="repeat.count")
    if said.until is not None:
        checked_date(said.until, field="repeat.until")
    checks.many(said.weekdays, Weekday, field="repeat.weekdays", allowed="a list of weekdays")
    if not 0 <= interval <= LONGEST_INTERVAL:
        raise Invalid("bad_interval", field="repeat.interval", got=interval, allowed=f"0 to {LONGEST_INTERVAL}")
    if count is not None and not 0 <= count <= MOST_TIMES:
        raise Invalid("bad_times", field="repeat.count", got=count, allowed=f"0 to {MOST_TIMES}", most=MOST_TIMES)
    return None if interval == 0 or count in (0, 1) else said


def _times(rule: RepeatRule | None, start: Instant, asked: Question) -> tuple[tuple[Time, ...], tuple[date, ...]]:
    if rule is None:
        return (Time(local_date(start, asked.zone), start, Instant(start + asked.length)),), ()
    try:
        return times_of(rule, start, asked.length, asked.zone)
    except Invalid as refusal:
        field = str(refusal.facts["field"])
        facts = {**refusal.facts, "field": f"repeat.{field}" if field in _OF_RULE else field}
        raise Invalid(refusal.reason, **facts) from refusal


def _once() -> RepeatRule:
    return RepeatRule(frequency=Frequency.DAILY, count=1)
