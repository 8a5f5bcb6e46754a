"""Sentences for what is refused of the waiting list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Clash
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def of_waitlist() -> Mapping[str, str]:
    """Say why somebody cannot wait for that, or cannot be offered it."""
    return {
        "waits_already": translate("Refusals", "This patient waits for a seat of this class already."),
        "not_waiting": translate("Refusals", "This patient is not on the waiting list for this any more."),
        "offered_already": translate("Refusals", "Something is offered to this patient already. Wait for the answer."),
        "offer_gone": translate("Refusals", "The offer has run out, or somebody let go of the time. Offer it again."),
        "seat_offered": seat_offered(translate("Refusals", "this patient")),
        "not_wanted": translate("Refusals", "This patient does not want to wait as long as that."),
        "practitioner_not_wanted": translate("Refusals", "This patient waits for somebody else."),
        "comes_elsewhere": translate("Refusals", "This patient has another visit at that time."),
        "entry_run_out": translate("Refusals", "The time this patient could wait is over."),
        "class_over": translate("Refusals", "This class has begun, or does not take place."),
        "not_a_class": translate("Refusals", "Only a class has seats to wait for."),
        "until_before_earliest": translate("Refusals", "The last date must not be before the first."),
        "until_past": translate("Refusals", "The last date has passed."),
        "not_their_visit": translate("Refusals", "Choose a visit that this patient has alone."),
        "gives_up_over": translate("Refusals", "This visit cannot be let go of any more."),
        "free_time_too_long": translate("Refusals", "A free time of 31 days at most can be looked through."),
        "bad_limit": translate("Refusals", "Ask for 1 to 500."),
    }


def seat_offered(name: str) -> str:
    """Say that a seat is only held for someone: it is answered, not taken away."""
    words = translate("Refusals", "This seat is offered to %1 from the waiting list: accept or decline the offer.")
    return words.replace("%1", name)


def comes_elsewhere(other: Clash, zone: str) -> str:
    """Say which visit the patient has at that time, with whom."""
    words = translate("Refusals", "This patient has another visit at that time: %1")
    time = wording.time_range(other.start, other.end, zone)
    return words.replace("%1", f"{time}, {other.subject}" if other.subject else time)
