"""Why a visit was not booked in a calendar, in sentences: its rules, shared times, places and guests."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.errors import Refusal
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def of_calendars(refusal: Refusal) -> Mapping[str, str]:
    """Say which rule of a calendar, or of a time that several share, is in the way of a visit."""
    got, allowed = (str(refusal.facts.get(name, "")) for name in ("taken", "allowed"))
    seats = str(refusal.facts.get("seats", allowed))
    full = translate("Refusals", "No seat is left: %1 come already, there are %2 seats.")
    return {
        "not_free": translate("Refusals", "This time is not free."),
        "no_seat_left": wording.filled(full, got, seats)
        if got
        else translate("Refusals", "There are not enough seats for so many."),
        "comes_already": translate("Refusals", "This patient comes at that time already."),
        "patient_needed": translate("Refusals", "Choose the patient who comes."),
        "in_the_past": translate("Refusals", "This time has passed."),
        "too_short_notice": translate("Refusals", "This is sooner than the calendar's notice allows."),
        "beyond_window": translate("Refusals", "This is further ahead than the calendar can be booked."),
        "day_full": translate("Refusals", "The calendar takes no more visits on that day."),
        "outside_hours": translate("Refusals", "This time is outside of the opening hours."),
        "not_on_team": translate("Refusals", "This practitioner is not on the calendar's team."),
        "rrule_needs_ignore_free_slots": translate(
            "Refusals", "A visit that repeats by a rule is booked only where free times are left aside."
        ),
        "rrule_not_with_hold": translate("Refusals", "A held time is booked once. Let go of it to book a series."),
        "not_by_patient": translate("Refusals", "Patients cannot change visits of this calendar themselves."),
    }


def of_meetings() -> Mapping[str, str]:
    """Say what is missing or wrong about the place, the guests and the add-ons of a visit."""
    return {
        "meeting_place_needed": translate("Refusals", "Write where the visit takes place."),
        "place_not_theirs": translate("Refusals", "Choose one of the places of the calendar or the practitioner."),
        "guests_not_asked": translate("Refusals", "This calendar does not ask for guests in this way."),
        "guest_names_needed": translate("Refusals", "Write the name of every guest."),
        "add_on_removed": translate("Refusals", "This add-on is not offered any more."),
        "add_on_without_service": translate("Refusals", "Choose the service first."),
        "bad_services": translate("Refusals", "A visit has 1 to 10 services."),
        "end_of_services": translate("Refusals", "The visit ends when all of its services have been given."),
        "location_needed": translate("Refusals", "Choose a location first."),
    }


def of_questions() -> Mapping[str, str]:
    """Say what is wrong with what is asked of free times and holds."""
    return {
        "nothing_asked": translate("Refusals", "Choose a service or a calendar, or say how long it takes."),
        "one_or_several": translate("Refusals", "Choose a calendar, or services. Not both."),
        "bad_heads": translate("Refusals", "From 1 to 100 people."),
        "too_many_days": translate("Refusals", "Free times are told for 31 days at a time."),
        "bad_minutes": translate("Refusals", "A time is held for 1 to 120 minutes."),
        "hold_gone": translate("Refusals", "This time is not held any more. Look whether it is still free."),
        "seat_not_held": translate("Refusals", "Others come at that time already: its seats are booked, not held."),
        "absence_too_long": translate("Refusals", "An absence is planned for 92 days at most."),
        "plan_outdated": translate(
            "Refusals", "The book has changed since this was planned: nothing was done. Plan again."
        ),
        "never_possible": translate("Refusals", "This can never become of this visit. Choose another way for it."),
        "only_a_hold_expires": translate("Refusals", "Only a held time has an end of its own."),
    }
