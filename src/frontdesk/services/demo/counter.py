"""What stands at the desk of the sample clinic: who waits for a time or a seat, and what was written on visits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from frontdesk.domain.appointment import Appointment, EventType, Status
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, HOUR, MINUTE, Instant, local_date
from frontdesk.domain.note import Note
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import WEEKDAYS
from frontdesk.domain.service import Service
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.services.demo.catalogue import CONSULTATION, FOLLOW_UP, PHYSIOTHERAPY, TELEHEALTH, Offer
from frontdesk.services.demo.chance import chance
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.pauses import SAMPLE
from frontdesk.services.demo.people import Panels
from frontdesk.services.demo.remarks import JOTTED

# Dates around today whose visits have notes, and the share of those that do.
_DAYS_NOTED = 7
_NOTED = 0.12
_CLASS_DAYS = 14
_WAITING = (CONSULTATION, PHYSIOTHERAPY, FOLLOW_UP, PHYSIOTHERAPY, CONSULTATION, TELEHEALTH, FOLLOW_UP, PHYSIOTHERAPY)
_URGENT = {1: Urgency.URGENT, 3: Urgency.SOON, 6: Urgency.SOON}
_PARTS: tuple[tuple[DayPart, ...], ...] = ((DayPart.MORNING,), (), (DayPart.AFTERNOON,), (DayPart.MORNING,))
_REMARKS = ("Can come within the hour", "Works next door", "", "Needs a lift: call the son first", "")
_USUAL_STAY = 3


class Bystander:
    """Watches the visits that are written, and keeps those in mind that somebody at the desk is busy with."""

    def __init__(self, today: date, zone: str) -> None:
        self._today, self._zone = today, zone
        self.near: list[Appointment] = []
        self.full: list[Appointment] = []

    def watched(self, visits: Iterator[Appointment]) -> Iterator[Appointment]:
        """Give the visits on, one after the other."""
        for visit in visits:
            away = (local_date(visit.start, self._zone) - self._today).days
            if abs(away) <= _DAYS_NOTED and visit.event_type is EventType.APPOINTMENT and not visit.group:
                self.near.append(visit)
            if 0 <= away <= _CLASS_DAYS and visit.group and _is_full(visit):
                self.full.append(visit)
            yield visit


def _is_full(visit: Appointment) -> bool:
    return visit.status in (Status.BOOKED, Status.CONFIRMED) and visit.heads >= (visit.max_attendees or 0)


def counter(
    seen: Bystander, services: Mapping[str, Service], panels: Panels, now: Instant, ids: Ids, seed: int
) -> Iterator[Note | WaitlistEntry]:
    """Give all that stands at the desk beside the visits that were seen on their way into the book."""
    yield from notes(seen.near, now, ids, seed)
    yield from waiting(services, seen.full, panels, now, ids, seed)


def notes(visits: Sequence[Appointment], now: Instant, ids: Ids, seed: int) -> Iterator[Note]:
    """Give the notes on some visits, each written after the booking and before now."""
    rng = chance(seed, "notes")
    for visit in visits:
        for _ in range((rng.random() < _NOTED) + (rng.random() < _NOTED / 4)):
            since = max(visit.created_at, now - 20 * DAY)
            at = since + int((now - since) * rng.random())
            yield Note(
                id=ids.next(),
                appointment_id=visit.id,
                body=rng.choice(JOTTED),
                author=SAMPLE,
                created_at=Instant(max(at - at % MINUTE, visit.created_at)),
            )


def waiting(
    services: Mapping[str, Service], full: Sequence[Appointment], panels: Panels, now: Instant, ids: Ids, seed: int
) -> Iterator[WaitlistEntry]:
    """Give who waits: some for a time of a service, and one or two for a seat of each full class."""
    rng, away = chance(seed, "waiting"), set[Id]()
    for n, offer in enumerate(_WAITING):
        yield _entry(n, offer, services, panels.draw("all", n / len(_WAITING), away, rng), now, ids, rng)
    for one in full[:3]:
        coming = {each.id for each in one.attendees}
        for _ in range(rng.randrange(1, 3)):
            yield WaitlistEntry(
                id=ids.next(),
                patient_id=panels.draw("all", rng.random(), coming, rng),
                service_id=one.service_id,
                appointment_id=one.id,
                created_by=SAMPLE,
                created_at=_since(now, rng),
            )


def _entry(
    n: int, offer: Offer, services: Mapping[str, Service], who: Id, now: Instant, ids: Ids, rng: Random
) -> WaitlistEntry:
    days = tuple(WEEKDAYS[d] for d in sorted(rng.sample(range(5), 3))) if n % _USUAL_STAY == 0 else ()
    parts = _PARTS[n % len(_PARTS)]
    return WaitlistEntry(
        id=ids.next(),
        patient_id=who,
        service_id=services[offer.name].id,
        prefers=Preference(days, parts) if days or parts else None,
        until=local_date(now, "UTC") + timedelta(days=30 + n) if n % 2 else None,
        urgency=_URGENT.get(n, Urgency.ROUTINE),
        note=_REMARKS[n % len(_REMARKS)],
        created_by=SAMPLE,
        created_at=_since(now, rng),
    )


def _since(now: Instant, rng: Random) -> Instant:
    at = now - 2 * HOUR - int(18 * DAY * rng.random())
    return Instant(at - at % MINUTE)
