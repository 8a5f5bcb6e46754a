"""The lines of a class's list: who comes, then who waits for a seat, each with marks and words that say how it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.waitlist import Urgency
from frontdesk.gui.ground import attendee_words, wording

if TYPE_CHECKING:
    from frontdesk.services.attendee_rows import AttendeeRow
    from frontdesk.services.waitlist_rows import Waiting

translate = QCoreApplication.translate


class Kind(Enum):
    """What a line is."""

    COMES = "comes"
    WAITS = "waits"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Sign:
    """A small mark with its word, in a colour of the theme."""

    icon: str
    words: str
    role: str = "text_soft"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. Names are plain text from outside; `entry` is that of the waiting list.

    `held_until` is when a seat lets go that is only held for this one, such as while it is offered.
    """

    kind: Kind
    name: str
    signs: tuple[Sign, ...] = ()
    patient: Id | None = None
    entry: Id | None = None
    alert: str = ""
    attendance: Attendance = Attendance.INVITED
    payment: Payment = Payment.NOT_APPLICABLE
    no_show: bool = False
    held_until: Instant | None = None

    @property
    def told(self) -> str:
        """Say all of it, as a screen reader does."""
        alert = translate("Attendees", "has an alert") if self.alert else ""
        parts = (self.name, *(sign.words for sign in self.signs), alert)
        return ", ".join(part for part in parts if part)


_SAYS = {
    Attendance.INVITED: ("user", "muted"),
    Attendance.GOING: ("check", "ok"),
    Attendance.MAYBE: ("info", "text_soft"),
    Attendance.DECLINED: ("x", "danger"),
}
_PAYS = {
    Payment.PAID: ("circle-check", "ok"),
    Payment.PENDING: ("clock", "warn_text"),
    Payment.REFUNDED: ("undo-2", "text_soft"),
}
_URGENT = (Urgency.URGENT, Urgency.SOON)


def lines_of(
    people: Sequence[AttendeeRow], waiting: Sequence[Waiting], now: Instant, mask: str = ""
) -> tuple[Line, ...]:
    """Write the lines of a class; with `mask`, that stands in place of every name, and no alert is told."""
    return (*_comers(people, now, mask), *_waiters(waiting, now, mask))


def _comers(people: Sequence[AttendeeRow], now: Instant, mask: str) -> Iterator[Line]:
    for one in people:
        yield Line(
            Kind.COMES,
            mask or one.name,
            tuple(_signs(one, now)),
            patient=one.patient,
            alert="" if mask else one.alert,
            attendance=one.attendance,
            payment=one.payment,
            no_show=one.no_show,
            held_until=one.held_until,
        )


def _signs(one: AttendeeRow, now: Instant) -> Iterator[Sign]:
    if one.held_until is not None:
        words = translate("Attendees", "Seat held, %1").replace("%1", wording.minutes_left(one.held_until, now))
        yield Sign("clock", words, "warn_text")
        return
    if one.no_show:
        yield Sign("user-x", attendee_words.no_show(), "danger")
    else:
        icon, role = _SAYS[one.attendance]
        yield Sign(icon, attendee_words.attendance(one.attendance), role)
    if one.payment in _PAYS:
        icon, role = _PAYS[one.payment]
        yield Sign(icon, attendee_words.payment(one.payment), role)


def _waiters(waiting: Sequence[Waiting], now: Instant, mask: str) -> Iterator[Line]:
    if waiting:
        yield Line(Kind.HEADING, attendee_words.waiting(len(waiting)))
    for number, one in enumerate(waiting, start=1):
        offer = one.entry.offer if one.offered else None
        if offer is not None:
            left = wording.minutes_left(offer.until, now)
            words = translate("Attendees", "Offered, %1 left").replace("%1", left)
            signs = [Sign("clock", words, "warn_text")]
        else:
            signs = [Sign("users", translate("Attendees", "Place %1").replace("%1", str(number)), "muted")]
        if one.entry.urgency in _URGENT:
            urgent = one.entry.urgency is Urgency.URGENT
            words = translate("Attendees", "Urgent") if urgent else translate("Attendees", "Soon")
            signs.append(Sign("circle-alert", words, "danger" if urgent else "warn_text"))
        yield Line(
            Kind.WAITS,
            mask or one.patient,
            tuple(signs),
            patient=one.entry.patient_id,
            entry=one.entry.id,
            alert="" if mask else one.alert,
            held_until=None if offer is None else offer.until,
        )
