"""The sentences of the booking dialog."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from frontdesk.domain.errors import Clash
from frontdesk.domain.instants import local_date
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.gui.dialogs.booking_choices import Choices
from frontdesk.gui.dialogs.booking_draft import Draft, Opening
from frontdesk.gui.dialogs.booking_write import room_of
from frontdesk.gui.dialogs.free_times import FreeTime
from frontdesk.gui.ground import wording

translate = QCoreApplication.translate


def title(opening: Opening) -> str:
    """Name the dialog after what it is opened for."""
    if opening.visit is not None:
        return translate("Booking", "Edit visit")
    if opening.hold is not None:
        return translate("Booking", "Book the held time")
    return translate("Booking", "Find a time") if opening.find else translate("Booking", "New appointment")


def summary(draft: Draft, choices: Choices | None, zone: str) -> str:
    """Say when, with whom and where: Wed 18 Mar, 11:30–12:00 · Dr. Chen · Room 2."""
    if draft.time is None:
        return ""
    when = wording.when(draft.time.start, draft.time.start + draft.lasts, zone)
    return " · ".join(part for part in (when, draft.time.name, place(draft, choices)) if part)


def place(draft: Draft, choices: Choices | None) -> str:
    """Name the room that would be taken, else the location."""
    room = choices.room_name(room_of(draft)) if choices else ""
    return room or (draft.place.location_name if draft.place else "")


def book(draft: Draft, zone: str, *, editing: bool, visits: int | None = None) -> str:
    """Say what Enter does; of a visit that comes again, how many are booked."""
    if editing:
        return translate("Booking", "Save")
    if visits == 1:
        return translate("Booking", "Book 1 visit")
    if visits is not None:
        return translate("Booking", "Book %1 visits").replace("%1", str(visits))
    if draft.time is None:
        return translate("Booking", "Book")
    return translate("Booking", "Book %1").replace("%1", wording.clock(draft.time.start, zone))


def nearest(time: FreeTime | None, day: date, zone: str) -> str:
    """Offer the nearest time that is free."""
    if time is None:
        return ""
    same_day = local_date(time.start, zone) == day
    at = wording.clock(time.start, zone) if same_day else wording.moment(time.start, zone)
    return translate("Booking", "Nearest free: %1").replace("%1", f"{at} {time.name}".strip())


def next_free(time: FreeTime | None, day: date, zone: str) -> str:
    """Offer the free time to take instead of one that is not."""
    if time is None:
        return ""
    same_day = local_date(time.start, zone) == day
    at = wording.clock(time.start, zone) if same_day else wording.moment(time.start, zone)
    return translate("Booking", "Next free: %1").replace("%1", f"{at} {time.name}".strip())


def not_free(time: FreeTime, zone: str) -> str:
    """Say which time is not free for whom."""
    clock = wording.clock(time.start, zone)
    if not time.name:
        return translate("Booking", "%1 is not free").replace("%1", clock)
    return wording.filled(translate("Booking", "%1 is not free for %2"), clock, time.name)


def others(count: int) -> str:
    """Say how many more are not free at a time."""
    if count == 1:
        return translate("Booking", "One other is not free then either")
    return translate("Booking", "%1 others are not free then either").replace("%1", str(count))


def anyway(time: FreeTime) -> str:
    """Offer to book a time that is not free, and with whom."""
    if not time.name:
        return translate("Booking", "Book anyway…")
    return translate("Booking", "Book anyway with %1…").replace("%1", time.name)


def nothing_on(day: date, closed: str) -> str:
    """Say that a date has no free time, and what closes it."""
    told = translate("Booking", "Nothing free on %1").replace("%1", wording.day_title(day))
    return f"{told} · {closed}" if closed else told


def nothing_until(day: date) -> str:
    """Say up to which date there is no free time."""
    return translate("Booking", "Nothing free until %1").replace("%1", wording.day_title(day))


def suggested(why: Sequence[str]) -> str:
    """Head the times that would suit best, with what speaks for the first."""
    told = translate("Booking", "Suggested")
    return f"{told}: {', '.join(why)}" if why else told


def speaks_for(why: Iterable[str]) -> tuple[str, ...]:
    """Say what speaks for a time that is suggested."""
    known = {
        "soonest": translate("Booking", "the soonest day"),
        "no_gap": translate("Booking", "leaves no useless gap"),
        "usual": translate("Booking", "the usual practitioner"),
        "preferred": translate("Booking", "at a preferred time"),
    }
    return tuple(known[each] for each in why if each in known)


def prefers(preference: Preference | None) -> str:
    """Say what times a patient would rather come at: prefers Mon and Tue, mornings."""
    if preference is None or not (preference.days or preference.parts):
        return ""
    names = {
        DayPart.MORNING: translate("Booking", "mornings"),
        DayPart.AFTERNOON: translate("Booking", "afternoons"),
        DayPart.EVENING: translate("Booking", "evenings"),
    }
    days = [QLocale().standaloneDayName(day.number + 1, QLocale.FormatType.ShortFormat) for day in preference.days]
    told = ", ".join([*days, *(names[part] for part in preference.parts)])
    return translate("Booking", "Prefers %1").replace("%1", told)


def overlap(clashes: Iterable[Clash]) -> bool:
    """Tell whether anyone is booked twice; a closure or a block only closes the time."""
    return any(clash.kind not in ("closure", "block") for clash in clashes)


def lacking(name: str) -> str:
    """Say what is needed before there is something to book."""
    return {
        "patient": translate("Booking", "Choose a patient, or make it a staff event."),
        "title": translate("Booking", "Say in a few words what it is."),
        "service": translate("Booking", "Choose a service."),
        "reason": translate("Booking", "Say why it is booked all the same."),
        "start": translate("Booking", "Nothing is free here. Type a time, or look at another day."),
    }[name]


def not_free_because(reasons: Sequence[str], who: str = "") -> str:
    """Say why a time is not free; `who` names whose time that is, where nothing else tells it."""
    if who:
        return wording.filled(translate("Booking", "Not free with %1: %2"), who, " · ".join(reasons))
    return translate("Booking", "Not free: %1").replace("%1", " · ".join(reasons), 1)


def unfinished(draft: Draft) -> str:
    """Say what was begun and not booked."""
    told = draft.person.name if draft.person else draft.title.strip() or draft.note.strip().partition("\n")[0]
    return translate("Booking", "Not booked: %1").replace("%1", told)
