"""What is said of those who come to a class: whether they mean to come, whether they did, and what they have paid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.appointment import Attendance, Payment
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def attendance(said: Attendance) -> str:
    """Say whether someone means to come."""
    return {
        Attendance.INVITED: translate("Attendees", "Invited"),
        Attendance.GOING: translate("Attendees", "Going"),
        Attendance.MAYBE: translate("Attendees", "Maybe"),
        Attendance.DECLINED: translate("Attendees", "Declined"),
    }[said]


def payment(stands: Payment) -> str:
    """Say where someone's payment stands."""
    return {
        Payment.NOT_APPLICABLE: translate("Attendees", "Not applicable"),
        Payment.PENDING: translate("Attendees", "Pending"),
        Payment.PAID: translate("Attendees", "Paid"),
        Payment.REFUNDED: translate("Attendees", "Refunded"),
    }[stands]


def no_show() -> str:
    """Say that someone did not come."""
    return translate("Attendees", "No-show")


def seats_taken(heads: int, seats: int | None) -> str:
    """Say how many seats are taken: 7 of 12 seats; where nobody counts them, how many come."""
    if seats is None:
        return signed_up(heads)
    words = translate("Attendees", "%1 of 1 seat") if seats == 1 else translate("Attendees", "%1 of %2 seats")
    return wording.filled(words, str(heads), str(seats))


def signed_up(heads: int) -> str:
    """Say how many are signed up."""
    return translate("Attendees", "%1 signed up").replace("%1", str(heads))


def waiting(count: int) -> str:
    """Say how many wait for a seat."""
    return translate("Attendees", "%1 waiting").replace("%1", str(count))
