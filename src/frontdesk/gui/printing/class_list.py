"""The list that lies on the table at a class: who comes, who has paid, a box to tick, and lines for more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.gui.ground import attendee_words
from frontdesk.gui.printing.sheet import BOX, Field, Sheet, Table

translate = QCoreApplication.translate
# As many lines to write on as anybody needs; a hall of 500 seats would be a book of empty pages.
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Comer:
    """One who comes to a class, as the screen shows them."""

    name: str
    phone: str = ""
    attendance: Attendance = Attendance.INVITED
    payment: Payment = Payment.NOT_APPLICABLE
    no_show: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """The class itself in words; `day` is its date, `seats` None where nobody counts them."""

    title: str
    when: str
    who: str
    room: str
    day: date
    seats: int | None = None
    heads: int = 0
    waiting: int = 0


def class_list(session: Session, people: Sequence[Comer], clinic: str, made: str) -> Sheet:
    """Make the list of a class: a line for everyone, then empty ones up to its seats."""
    fields = (
        Field(translate("Print", "No."), 5, right=True),
        Field(translate("Print", "Name"), 30, strong=True),
        Field(translate("Print", "Phone"), 23, whole=True),
        Field(translate("Print", "Says"), 12),
        Field(translate("Print", "Payment"), 15),
        Field(translate("Print", "Here"), 7),
        Field(translate("Print", "Signature"), 20),
    )
    rows = [_row(number, one) for number, one in enumerate(people, start=1)]
    free = 0 if session.seats is None else min(session.seats - session.heads, MOST_LINES)
    rows += [(str(len(people) + n), "", "", "", "", BOX, "") for n in range(1, free + 1)]
    count = attendee_words.seats_taken(session.heads, session.seats)
    if session.waiting:
        count += " · " + attendee_words.waiting(session.waiting)
    where = " · ".join(part for part in (session.who, session.room) if part)
    return Sheet(
        title=session.title,
        clinic=clinic,
        made=made,
        name=translate("Print", "Class list %1").replace("%1", session.day.isoformat()),
        fields=fields,
        tables=(Table(tuple(rows), empty=translate("Print", "Nobody is signed up.")),),
        under=tuple(part for part in (session.when, where, count) if part),
    )


def _row(number: int, one: Comer) -> tuple[str, ...]:
    says = attendee_words.no_show() if one.no_show else attendee_words.attendance(one.attendance)
    pays = "" if one.payment is Payment.NOT_APPLICABLE else attendee_words.payment(one.payment)
    return (str(number), one.name, one.phone, says, pays, BOX, "")
