"""What the log is narrowed to: read from what is sent, and resolved to numbers of changesets in one look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid, NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import checked_date, start_of_day
from frontdesk.domain.patient import Patient
from frontdesk.services import checks
from frontdesk.services.history_search import Wanted
from frontdesk.services.past import span_of
from frontdesk.services.past_moments import seqs_on
from frontdesk.store import journal, past_log
from frontdesk.store.past import last_until
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Reading

_VISIT = BY_TYPE[Appointment].name


@dataclass(frozen=True, slots=True)
class Filters:
    """When, who and what, as it was sent."""

    before: int | None
    first: date | None
    last: date | None
    actor: str | None
    text: str
    operation: str | None


@dataclass(frozen=True, slots=True)
class About:
    """What was touched; every part that is given must hold."""

    visit: Id | None
    patient: Id | None
    day: date | None


def checked_filters(
    *,
    before: int | None,
    first: date | None,
    last: date | None,
    actor: str | None,
    text: str,
    operation: str | None,
) -> Filters:
    """Give filters as they were sent, refusing what is none."""
    since = None if first is None else checked_date(first, field="first")
    until = None if last is None else checked_date(last, field="last")
    if since is not None and until is not None and until < since:
        raise Invalid("last_before_first", field="last", got=until.isoformat(), allowed=f"{since} or later")
    return Filters(
        None if before is None else checks.stored(before, field="before"),
        since,
        until,
        None if actor is None else checks.line(actor, field="actor"),
        checks.line(text, field="text"),
        None if operation is None else checks.line(operation, field="operation"),
    )


def checked_about(*, visit: Id | None, patient: Id | None, day: date | None) -> About:
    """Give what was touched, refusing what is no id and no date."""
    return About(
        checks.known_or_none(visit, field="visit"),
        checks.known_or_none(patient, field="patient"),
        None if day is None else checked_date(day, field="day"),
    )


def resolved(book: Reading, filters: Filters, about: About, people: Iterable[Id]) -> Wanted:
    """Give the numbers of changesets that filters come down to."""
    zone = book.get(Profile, THE_CLINIC).zone
    above, below = 0, journal.cursor(book.connection) + 1
    if filters.first is not None:
        above = last_until(book.connection, start_of_day(filters.first, zone) - 1)
    if filters.last is not None:
        below = last_until(book.connection, start_of_day(filters.last + timedelta(days=1), zone) - 1) + 1
    if filters.before is not None:
        below = min(below, filters.before)
    wanted = Wanted(above, below, filters.actor, filters.operation, filters.text, tuple(people))
    touching = list(_touching(book, about))
    return replace(wanted, seqs=set.intersection(*touching)) if touching else wanted


def _touching(book: Reading, about: About) -> Iterator[set[int]]:
    """Give the changesets of each part of what was touched."""
    if about.visit is not None:
        found = past_log.seqs_touching(book.connection, _VISIT, [about.visit])
        if not found:
            raise NotFound(_VISIT, about.visit)
        yield found
    if about.patient is not None:
        book.get(Patient, about.patient)
        yield past_log.seqs_about(book.connection, [about.patient])
    if about.day is not None:
        yield set(seqs_on(book, span_of(book, about.day, None)))
