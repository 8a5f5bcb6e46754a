"""What is different on a day from how it stood at a past moment: visit by visit, then and now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.changes import Change, Row
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.intervals import Interval
from frontdesk.services.history_names import FieldChange, Names
from frontdesk.store.past import Past
from frontdesk.store.past_visits import ever_on
from frontdesk.store.registry import BY_TYPE
from frontdesk.store.work import Reading

VISIT = BY_TYPE[Appointment]
# What follows from the rest, or holds a visit together with others: it is no matter of a day, and stays as it is.
KEPT = frozenset(
    {"version", "updated_at", "uid", "sequence", "series_id", "recurrence_id", "booking_id", "seats_until", "status_at"}
)
Rows = dict[int, dict[str, Any]]


class Differs(StrEnum):
    """How a visit differs: it has moved, is gone, is new, or something else was changed."""

    MOVED = "moved"
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Stand:
    """How a visit stood, or stands; names are plain text from outside. `heads` are counted of a group alone."""

    start: Instant
    end: Instant
    status: Status
    practitioner_id: Id | None
    practitioner: str
    room: str
    patient: str
    title: str
    service: str
    heads: int | None

    def __repr__(self) -> str:
        """Show the times alone: names never reach logs."""
        return f"Stand({self.start}, {self.end})"


@dataclass(frozen=True, slots=True)
class Difference:
    """One visit that is different. None `then` means that it was not in the book, None `now` that it is not any more.

    `fields` lists what differs, from then (`before`) to now (`after`).
    """

    id: Id
    differs: Differs
    then: Stand | None
    now: Stand | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The rows of one visit then and now, None where it was not in the book, archived ones as they are."""

    id: int
    then: Mapping[str, Any] | None
    now: Mapping[str, Any] | None


def pairs_on(book: Reading, past: Past, span: Interval, at: Instant) -> list[Pair]:
    """Give every visit that stood in a span then, or stands there now, and differs."""
    pairs = pairs_of(book, past, ever_on(book.connection, span.start, span.end), at)
    return [each for each in pairs if _stands(each.then, span) or _stands(each.now, span)]


def pairs_of(book: Reading, past: Past, ids: Iterable[int], at: Instant) -> list[Pair]:
    """Give those of some visits that differ, by start: then, or else now.

    Holds are left out: they run out by themselves.
    """
    wanted = list(dict.fromkeys(ids))
    now = {one: VISIT.row(held) for one, held in book.some(Appointment, wanted).items()}
    then = past.rows(VISIT, wanted)
    found = []
    for one in wanted:
        pair = Pair(one, _in_book(then.get(one)), now.get(one))
        if _differs(pair) and not _only_held(pair, at):
            found.append(pair)
    return sorted(found, key=_by_start)


def _in_book(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None or row.get("archived_at") is not None else row


def _differs(pair: Pair) -> bool:
    there = _shown(pair.now)
    if pair.then is None or there is None:
        return pair.then is not None or there is not None
    return bool(changed_fields(pair.then, there))


def _shown(row: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return None if row is None or row.get("archived_at") is not None else row


def _only_held(pair: Pair, at: Instant) -> bool:
    """Tell whether a visit was, or is, nothing but a hold, or was called off before anyone could have seen it then."""
    row = pair.then if pair.then is not None else pair.now
    assert row is not None
    if row["status"] == Status.HELD.value:
        return True
    return pair.then is None and row["status"] in (Status.CANCELLED.value, Status.INVALID.value)


def changed_fields(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Give the fields that differ, but for those that stay as they are."""
    return [name for name, held in then.items() if name not in KEPT and name in now and held != now[name]]


def _stands(row: Mapping[str, Any] | None, span: Interval) -> bool:
    there = _shown(row)
    return there is not None and there["starts_at"] < span.end and there["ends_at"] > span.start


def _by_start(pair: Pair) -> tuple[int, int]:
    row = pair.then or pair.now
    assert row is not None
    return (row["starts_at"], pair.id)


def told(book: Reading, pairs: Iterable[Pair]) -> tuple[Difference, ...]:
    """Tell differences with names."""
    some = list(pairs)
    names = Names(book, (row for pair in some for row in (pair.then, pair.now)))
    return tuple(_told(pair, names) for pair in some)


def _told(pair: Pair, names: Names) -> Difference:
    now = _shown(pair.now)
    fields: tuple[FieldChange, ...] = ()
    if pair.then is not None and now is not None:
        kept = changed_fields(pair.then, now)
        before: Row = {name: pair.then[name] for name in kept}
        fields = names.changed(Change(VISIT.name, pair.id, before, {name: now[name] for name in kept}))
    return Difference(Id(pair.id), _how(pair.then, now), _stand(pair.then, names), _stand(now, names), fields)


def _how(then: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> Differs:
    if then is None:
        return Differs.NEW
    if now is None:
        return Differs.GONE
    moved = any(then[name] != now[name] for name in ("starts_at", "ends_at", "practitioner_id"))
    return Differs.MOVED if moved else Differs.CHANGED


def _stand(row: Mapping[str, Any] | None, names: Names) -> Stand | None:
    if row is None:
        return None
    group = row.get("max_attendees") is not None
    return Stand(
        start=Instant(row["starts_at"]),
        end=Instant(row["ends_at"]),
        status=Status(row["status"]),
        practitioner_id=row["practitioner_id"],
        practitioner=names.of("practitioner_id", row["practitioner_id"]),
        room=names.of("room_id", row["room_id"]),
        patient=names.of("patient_id", row["patient_id"]),
        title=row["title"],
        service=names.of("service_id", row["service_id"]),
        heads=len(row.get("attendees") or ()) + len(row.get("guests") or ()) if group else None,
    )
