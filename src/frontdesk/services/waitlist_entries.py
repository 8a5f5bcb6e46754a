"""What an entry of the waiting list may say, looked up and judged (C72)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from frontdesk.domain import group
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Conflict, Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, checked_date, local_date
from frontdesk.domain.keep import Keep
from frontdesk.domain.location import Location
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.service import Service
from frontdesk.domain.waitlist import EntryState, Urgency, WaitlistEntry
from frontdesk.services import checks
from frontdesk.services.holding import has_run_out
from frontdesk.services.needs import checked_length, live
from frontdesk.store import waitlist as table
from frontdesk.store.work import Reading, Work

# What can be let go for another time: a visit that is still only planned.
LET_GO = (Status.BOOKED, Status.CONFIRMED)
# What decides which time is held: not to be changed beneath an offer.
_OF_TIME = frozenset({"service_id", "variation_id", "location_id", "length", "gives_up"})


class EntryFields(TypedDict, total=False):
    """What an entry says of itself; what is left out keeps what is there, null clears.

    `practitioners` are those who would do, none meaning whoever gives the service; `prefers` the days and parts of
    day; `earliest` and `until` the first and the last date that would do; `length` is in milliseconds; `gives_up` is a
    visit of the same patient that would be let go.
    """

    service: Id | None
    variation: Id | None
    location: Id | None
    practitioners: Sequence[Id] | None
    prefers: Preference | None
    earliest: date | None
    until: date | None
    length: int | None
    urgency: Urgency
    note: str | None
    gives_up: Id | None


def entered(work: Work, patient: Id, appointment: Id | None, sent: EntryFields, actor: str) -> WaitlistEntry:
    """Give a new entry; Conflict where the patient waits for that class already, or comes to it."""
    checks.known(patient, field="patient")
    checks.known_or_none(appointment, field="appointment")
    who = work.get(Patient, patient)
    if who.archived_at is not None:
        raise Invalid("archived", field="patient", got=str(patient), allowed="one that is not archived")
    fresh = WaitlistEntry(
        id=work.new_id(), patient_id=patient, appointment_id=appointment, created_by=actor, created_at=work.now
    )
    if appointment is not None:
        _check_class(work, patient, appointment)
    return said(work, fresh, sent)


def said(work: Work, held: WaitlistEntry, sent: EntryFields) -> WaitlistEntry:
    """Give an entry with what was sent, refusing what cannot be."""
    given = {name: value for name, value in sent.items() if not isinstance(value, Keep)}
    after = replace(held, **{_NAMES.get(name, name): _READ[name](value, name) for name, value in given.items()})
    after = _with_service(work, held, after, given)
    if "location" in given:
        live(work, Location, after.location_id, "location", held.location_id)
    if "practitioners" in given or "service" in given:
        _check_practitioners(work, held, after)
    _check_dates(work, after, given)
    if "gives_up" in given and after.gives_up is not None and after.gives_up != held.gives_up:
        _check_given_up(work, after)
    if live_offer(work, held) is not None and any(getattr(held, n) != getattr(after, n) for n in _OF_TIME):
        raise offered_already(held)
    return after


def waiting_entry(work: Work, id: Id, version: int | None = None) -> WaitlistEntry:
    """Read an entry that still waits; Conflict `not_waiting` tells where it stands otherwise."""
    held = checks.fresh(work.get(WaitlistEntry, checks.known(id, field="id")), version, "waitlist_entry")
    if held.state is not EntryState.WAITING:
        raise Conflict("not_waiting", field="id", got=held.state.value, allowed=EntryState.WAITING.value)
    return held


def live_offer(work: Work, entry: WaitlistEntry) -> Appointment | None:
    """Give the hold, or the class, that keeps what is offered; None where nothing is, or not any more."""
    if entry.offer is None or entry.offer.until <= work.now:
        return None
    found = work.find(Appointment, entry.offer.hold_id)
    return found if found is not None and keeps(found, entry, work.now) else None


def keeps(hold: Appointment, entry: WaitlistEntry, now: Instant) -> bool:
    """Tell whether a visit still keeps what is offered to an entry: as its hold, or with a seat held for it."""
    if entry.appointment_id is None:
        mine = hold.status is Status.HELD and hold.patient_id == entry.patient_id and hold.archived_at is None
        return mine and not has_run_out(hold, now)
    seat = next((one for one in hold.attendees if one.id == entry.patient_id), None)
    held = None if seat is None else seat.held_until
    return hold.takes_time and held is not None and held > now


def offered_already(entry: WaitlistEntry) -> Conflict:
    """Give the refusal of what cannot be while something is offered to an entry."""
    until = None if entry.offer is None else entry.offer.until
    return Conflict("offered_already", field="id", got=str(entry.id), until=until)


def has_ended(book: Reading, entry: WaitlistEntry, now: Instant, session: Appointment | None) -> bool:
    """Tell whether nothing is offered to an entry any more: its last date is over, or the class it waits for."""
    if entry.appointment_id is not None:
        return session is None or not session.takes_time or session.start <= now
    return entry.until is not None and entry.until < today(book, now)


def today(book: Reading, now: Instant) -> date:
    """Give the date of a moment in the clinic's zone."""
    return local_date(now, book.get(Profile, THE_CLINIC).zone)


def _check_class(work: Work, patient: Id, appointment: Id) -> None:
    session = work.get(Appointment, appointment)
    if not session.group or session.internal:
        raise Invalid("not_a_class", field="appointment", got=str(appointment), allowed="a group appointment")
    if not session.takes_time or session.start <= work.now:
        raise Invalid("class_over", field="appointment", got=str(appointment), allowed="a class still to come")
    if group.attendee_of(group.standing(session, work.now), patient) is not None:
        raise Conflict("comes_already", field="patient", got=str(patient))
    if any(one.patient_id == patient for one in table.line_of(work.connection, appointment)):
        raise Conflict("waits_already", field="patient", got=str(patient))


def _with_service(work: Work, held: WaitlistEntry, after: WaitlistEntry, given: Mapping[str, Any]) -> WaitlistEntry:
    """Give an entry with a service and a form that go together; another service takes the old form away."""
    service = live(work, Service, after.service_id, "service", held.service_id)
    if service is None and after.appointment_id is None:
        allowed = "a service, or a group appointment to wait for"
        raise Invalid("missing_field", field="service", got=None, allowed=allowed)
    if held.service_id != after.service_id and "variation" not in given:
        after = replace(after, variation_id=None)
    if after.variation_id is None:
        return after
    if service is None:
        allowed = "none without a service"
        raise Invalid("variation_without_service", field="variation", got=str(after.variation_id), allowed=allowed)
    if service.variation(after.variation_id) is None:
        raise NotFound("variation", after.variation_id)
    if after.variation_id != held.variation_id and all(v.id != after.variation_id for v in service.variations):
        allowed_ones = [str(v.id) for v in service.variations]
        raise Invalid("variation_removed", field="variation", got=str(after.variation_id), allowed=allowed_ones)
    return after


def _check_practitioners(work: Work, held: WaitlistEntry, after: WaitlistEntry) -> None:
    service = None if after.service_id is None else work.get(Service, after.service_id)
    for n, one in enumerate(after.practitioners):
        found = work.get(Practitioner, one)
        field = f"practitioners[{n}]"
        if found.archived_at is not None and one not in held.practitioners:
            raise Invalid("archived", field=field, got=str(one), allowed="one that is not archived")
        if service is not None and not service.given_by(one):
            who = [str(each) for each in service.practitioners]
            raise Invalid("does_not_give", field=field, got=str(one), allowed=who)


def _check_dates(work: Work, after: WaitlistEntry, given: Mapping[str, Any]) -> None:
    if after.until is None or not given.keys() & {"earliest", "until"}:
        return
    if "until" in given and after.until < (first := today(work, work.now)):
        raise Invalid("until_past", field="until", got=after.until.isoformat(), allowed=f"{first.isoformat()} or later")
    if after.earliest is not None and after.until < after.earliest:
        allowed = f"{after.earliest.isoformat()} or later"
        raise Invalid("until_before_earliest", field="until", got=after.until.isoformat(), allowed=allowed)


def _check_given_up(work: Work, after: WaitlistEntry) -> None:
    assert after.gives_up is not None
    visit = work.get(Appointment, after.gives_up)
    if visit.group or visit.patient_id != after.patient_id:
        allowed = "a visit of the same patient"
        raise Invalid("not_their_visit", field="gives_up", got=str(after.gives_up), allowed=allowed)
    if not can_be_given_up(visit, work.now):
        raise Invalid("gives_up_over", field="gives_up", got=str(after.gives_up), allowed="a visit still to come")


def can_be_given_up(visit: Appointment | None, now: Instant) -> bool:
    """Tell whether a visit can still be let go."""
    return visit is not None and visit.takes_time and visit.status in LET_GO and visit.start > now


def _preference(value: object, field: str) -> Preference | None:
    """Give days and parts of day, each once; none of either is no preference."""
    if value is None:
        return None
    if not isinstance(value, Preference):
        raise Invalid("wrong_type", field=field, got=str(value), allowed="days and parts of the day")
    days = checks.many(value.days, Weekday, field=f"{field}.days", allowed="a list of weekdays")
    parts = checks.many(value.parts, DayPart, field=f"{field}.parts", allowed="a list of parts of the day")
    found = Preference(tuple(dict.fromkeys(days)), tuple(dict.fromkeys(parts)))
    return found if found.days or found.parts else None


def _length(value: int | None, field: str) -> int | None:
    return None if value is None else checked_length(checks.whole(value, field=field), field)


def _date(value: date | None, field: str) -> date | None:
    return None if value is None else checked_date(value, field=field)


def _people(value: object, field: str) -> tuple[Id, ...]:
    return tuple(dict.fromkeys(checks.all_known_or_none(value, field=field) or ()))


def _id(value: int | None, field: str) -> Id | None:
    return checks.known_or_none(value, field=field)


_NAMES = {"service": "service_id", "variation": "variation_id", "location": "location_id"}
_READ: Mapping[str, Callable[[Any, str], Any]] = {
    **dict.fromkeys(("service", "variation", "location", "gives_up"), _id),
    **dict.fromkeys(("earliest", "until"), _date),
    "practitioners": _people,
    "prefers": _preference,
    "length": _length,
    "urgency": lambda value, field: checks.one_of(value, Urgency, field=field),
    "note": lambda value, field: checks.body(value or "", field=field),
}
