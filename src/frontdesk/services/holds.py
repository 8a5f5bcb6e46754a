"""Holds: keep a time for a few minutes while somebody makes up their mind (C48)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Unpack

from frontdesk.domain.actor import Right, called
from frontdesk.domain.appointment import Appointment, EventType
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE, Instant
from frontdesk.services import checks
from frontdesk.services.booking import HeldFields
from frontdesk.services.families import rows_of
from frontdesk.services.holding import hold_of
from frontdesk.services.new_visits import Order, booked
from frontdesk.services.operations import Area, operation
from frontdesk.store import holds as table

USUAL_MINUTES = 10
MOST_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Held:
    """One hold that stands: which time, whose, and until when.

    `by` is the name of who holds it, `mine` whether that is who asks; the rest is the visit it is held for.
    """

    id: Id
    version: int
    start: Instant
    end: Instant
    expires_at: Instant
    by: str
    mine: bool
    practitioner_id: Id | None
    location_id: Id | None
    room_id: Id | None
    calendar_id: Id | None
    service_id: Id | None
    patient_id: Id | None
    title: str


class Holds(Area):
    """Operations on holds. Instants are milliseconds UTC; a hold that has run out counts for nothing anywhere."""

    @operation("holds.place", right=Right.BOOK)
    def place(
        self,
        *,
        start: Instant,
        end: Instant | None = None,
        minutes: int = USUAL_MINUTES,
        override_reason: str | None = None,
        ignore_date_range: bool = False,
        ignore_free_slots: bool = False,
        **sent: Unpack[HeldFields],
    ) -> Appointment:
        """Hold a time for some minutes, 1 to 120, as the visit would take it (C48).

        Everything is as in `appointments.book`, which turns the hold into the visit, but that no patient is needed:
        of a calendar that several share the whole time is held, unless others come then already (Conflict
        `seat_not_held`), of a collective that of its whole team. Undo lets go of it.
        """
        if sent.get("type") is EventType.BLOCK:
            raise Invalid("not_one_of", field="type", got="block", allowed=["appointment", "staff"])
        length = checked_minutes(minutes)
        with self._clinic.writing("holds.place", lambda: "Time held") as work:
            until = Instant(work.now + length)
            order = Order(
                start=start,
                end=end,
                sent=sent,
                told=override_reason,
                any_date=checks.yes_or_no(ignore_date_range, field="ignore_date_range"),
                any_slot=checks.yes_or_no(ignore_free_slots, field="ignore_free_slots"),
                until=until,
            )
            return booked(work, self._clinic.actor, order)

    @operation("holds.list", right=Right.SEE)
    def list(self) -> tuple[Held, ...]:
        """List the holds of everyone that stand now, by start (C48)."""
        now = self._clinic.clock()
        with self._book.reading() as book:
            found = table.held(book.connection, now)
        # The other members of a collective are held along with the first.
        return tuple(_listed(one, self._clinic.actor.id) for one in found if not one.internal)

    @operation("holds.release", right=Right.BOOK)
    def release(self, *, id: Id) -> None:
        """Let go of a held time; Conflict `hold_gone` when it has run out already (C48).

        Somebody else's takes the right to overbook.
        """
        with self._clinic.writing("holds.release", lambda: "Hold released") as work:
            work.remove(*rows_of(work, hold_of(work, id, self._clinic.actor)))

    @operation("holds.extend", right=Right.BOOK)
    def extend(self, *, id: Id, minutes: int = USUAL_MINUTES) -> Appointment:
        """Hold a time for so many minutes from now, 1 to 120; one that lasts longer already stays as it is (C48).

        Conflict `hold_gone` when it has run out. Somebody else's takes the right to overbook.
        """
        length = checked_minutes(minutes)
        with self._clinic.writing("holds.extend", lambda: "Hold extended") as work:
            held = hold_of(work, id, self._clinic.actor)
            until = max(Instant(work.now + length), held.expires_at or work.now)
            rows = [
                work.replace(row, replace(row, expires_at=until, updated_at=work.now)) for row in rows_of(work, held)
            ]
            return next(row for row in rows if row.id == id)

    @operation("holds.expire", right=Right.BOOK)
    def expire(self) -> int:
        """Remove the holds and held seats that have run out, tell of how many visits; every write does so (C48)."""
        with self._clinic.writing("holds.expire", lambda: "Hold run out") as work:
            return work.expired


def checked_minutes(minutes: int) -> int:
    """Give the milliseconds of so many minutes that a time is held, 1 to 120."""
    if not 1 <= checks.whole(minutes, field="minutes") <= MOST_MINUTES:
        raise Invalid("bad_minutes", field="minutes", got=minutes, allowed=f"1 to {MOST_MINUTES}")
    return minutes * MINUTE


def _listed(one: Appointment, actor: str) -> Held:
    assert one.expires_at is not None
    return Held(
        one.id,
        one.version,
        one.start,
        one.end,
        one.expires_at,
        called(one.created_by),
        one.created_by == actor,
        one.practitioner_id,
        one.location_id,
        one.room_id,
        one.calendar_id,
        one.service_id,
        one.patient_id,
        one.title,
    )
