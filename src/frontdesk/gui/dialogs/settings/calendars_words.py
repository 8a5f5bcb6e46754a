"""What is said about calendars: their kinds, their rules in a sentence, and how patients meet the practitioner."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.calendar import Calendar, CalendarKind, Distribution, Frequency, Guests, PlaceKind, Taken
from frontdesk.gui.dialogs.settings.length_edit import length_words
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate
ICONS = {
    CalendarKind.PERSONAL: "user",
    CalendarKind.ROUND_ROBIN: "refresh-cw",
    CalendarKind.COLLECTIVE: "users",
    CalendarKind.CLASS: "calendar-days",
    CalendarKind.SERVICE: "clipboard-list",
    CalendarKind.EVENT: "calendar-plus",
}


def kind_words(kind: CalendarKind) -> str:
    """Name a kind."""
    return {
        CalendarKind.PERSONAL: translate("Calendars", "Personal"),
        CalendarKind.ROUND_ROBIN: translate("Calendars", "Round robin"),
        CalendarKind.COLLECTIVE: translate("Calendars", "Collective"),
        CalendarKind.CLASS: translate("Calendars", "Class"),
        CalendarKind.SERVICE: translate("Calendars", "Service"),
        CalendarKind.EVENT: translate("Calendars", "Event"),
    }[kind]


def kind_explained(kind: CalendarKind) -> str:
    """Say what a kind is for, in a line."""
    return {
        CalendarKind.PERSONAL: translate("Calendars", "One practitioner, one diary"),
        CalendarKind.ROUND_ROBIN: translate("Calendars", "Whoever of the team is free takes the visit"),
        CalendarKind.COLLECTIVE: translate("Calendars", "The whole team takes part in each visit"),
        CalendarKind.CLASS: translate("Calendars", "Many patients, one time, so many seats"),
        CalendarKind.SERVICE: translate("Calendars", "What is booked is a service of the catalogue"),
        CalendarKind.EVENT: translate("Calendars", "An occasion, with or without a practitioner"),
    }[kind]


def place_words(place: PlaceKind | None) -> str:
    """Name a way of meeting; none leaves it to the calendar."""
    if place is None:
        return translate("Calendars", "As the calendar")
    return {
        PlaceKind.ADDRESS: translate("Calendars", "At an address"),
        PlaceKind.PHONE_IN: translate("Calendars", "The patient calls"),
        PlaceKind.PHONE_OUT: translate("Calendars", "We call the patient"),
        PlaceKind.VIDEO: translate("Calendars", "Video link"),
        PlaceKind.ASK_BOOKER: translate("Calendars", "Ask the patient"),
        PlaceKind.CUSTOM: translate("Calendars", "In other words"),
    }[place]


def distribution_words(distribution: Distribution) -> str:
    """Say how a round robin picks."""
    return {
        Distribution.AVAILABILITY: translate("Calendars", "Whoever is free, by priority"),
        Distribution.EQUAL: translate("Calendars", "Whoever has fewest visits"),
    }[distribution]


def frequency_words(frequency: Frequency) -> str:
    """Say how often a visit comes again."""
    return {
        Frequency.DAILY: translate("Calendars", "Every day"),
        Frequency.WEEKLY: translate("Calendars", "Every week"),
        Frequency.MONTHLY: translate("Calendars", "Every month"),
    }[frequency]


def taken_words(taken: Taken) -> str:
    """Say what is done about a time that is taken."""
    return {
        Taken.SKIP: translate("Calendars", "Leave it out"),
        Taken.BOOK_ANYWAY: translate("Calendars", "Book it anyway"),
        Taken.NEXT_FREE: translate("Calendars", "Take the next free time"),
    }[taken]


def guests_words(guests: Guests) -> str:
    """Say what is asked of those who come along."""
    return {
        Guests.NONE: translate("Calendars", "No guests"),
        Guests.COUNT: translate("Calendars", "How many come along"),
        Guests.DETAILS: translate("Calendars", "Who comes along"),
    }[guests]


def rules_in_words(calendar: Calendar) -> str:
    """Say the slot rules in one sentence."""
    length, every = length_words(calendar.duration), length_words(calendar.interval)
    parts = [wording.filled(translate("Calendars", "Visits of %1 every %2"), length, every)]
    parts += _around(calendar)
    parts.append(_together(calendar))
    if calendar.notice.amount:
        parts.append(translate("Calendars", "%1 notice").replace("%1", length_words(calendar.notice)))
    if calendar.window is not None:
        parts.append(translate("Calendars", "up to %1 ahead").replace("%1", length_words(calendar.window)))
    if calendar.per_day is not None:
        parts.append(translate("Calendars", "at most %1 a day").replace("%1", str(calendar.per_day)))
    return ", ".join(part for part in parts if part) + "."


def _around(calendar: Calendar) -> list[str]:
    before, after = calendar.buffer_before, calendar.buffer_after
    if before.amount and after.amount:
        both = translate("Calendars", "%1 kept free before and %2 after")
        return [wording.filled(both, length_words(before), length_words(after))]
    if before.amount:
        return [translate("Calendars", "%1 kept free before").replace("%1", length_words(before))]
    if after.amount:
        return [translate("Calendars", "%1 kept free after").replace("%1", length_words(after))]
    return []


def _together(calendar: Calendar) -> str:
    many = calendar.per_slot
    if calendar.kind is CalendarKind.CLASS:
        return translate("Calendars", "1 seat") if many == 1 else translate("Calendars", "%n seats", None, many)
    return "" if many == 1 else translate("Calendars", "%n bookings at a time", None, many)


def title_example(calendar: Calendar, practitioner: str, location: str) -> str:
    """Fill the title template in as a visit of an invented patient would have it."""
    return calendar.title(
        {
            "patient": translate("Calendars", "Eva Novak"),
            "service": translate("Calendars", "Consultation"),
            "calendar": calendar.name,
            "practitioner": practitioner,
            "location": location,
            "date": "2026-03-18",
            "time": "09:30",
        }
    )


def field_words(name: str) -> str:
    """Name a field that a title can hold."""
    return {
        "patient": translate("Calendars", "Patient"),
        "service": translate("Calendars", "Service"),
        "calendar": translate("Calendars", "Calendar"),
        "practitioner": translate("Calendars", "Practitioner"),
        "location": translate("Calendars", "Location"),
        "date": translate("Calendars", "Date"),
        "time": translate("Calendars", "Time"),
    }[name]
