"""The waiting list in words: what someone waits for, why a time suits them, how long they have waited."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from frontdesk.domain.instants import local_date
from frontdesk.domain.preference import DayPart, Preference, part_of_day
from frontdesk.domain.waitlist import Urgency, WaitlistEntry
from frontdesk.gui.ground import wording

if TYPE_CHECKING:
    from frontdesk.services.waitlist_rows import Fit, Waiting

translate = QCoreApplication.translate


def urgency(value: Urgency) -> str:
    """Name how pressing it is."""
    return {
        Urgency.ROUTINE: translate("Waiting", "Routine"),
        Urgency.SOON: translate("Waiting", "Soon"),
        Urgency.URGENT: translate("Waiting", "Urgent"),
    }[value]


def part(value: DayPart) -> str:
    """Name a part of the day, as something that comes again: mornings."""
    return {
        DayPart.MORNING: translate("Waiting", "mornings"),
        DayPart.AFTERNOON: translate("Waiting", "afternoons"),
        DayPart.EVENING: translate("Waiting", "evenings"),
    }[value]


def part_title(value: DayPart) -> str:
    """Name a part of the day where it stands alone: Mornings."""
    return {
        DayPart.MORNING: translate("Waiting", "Mornings"),
        DayPart.AFTERNOON: translate("Waiting", "Afternoons"),
        DayPart.EVENING: translate("Waiting", "Evenings"),
    }[value]


def prefers(value: Preference | None) -> str:
    """Say which days and parts of the day would do: Mon, Wed, mornings; any is nothing to say."""
    if value is None:
        return ""
    days = [QLocale().standaloneDayName(day.number + 1, QLocale.FormatType.ShortFormat) for day in value.days]
    return ", ".join([*days, *(part(each) for each in value.parts)])


def detail(waiting: Waiting, zone: str) -> str:
    """Say what someone waits for, and when: Physiotherapy · mornings; Yoga, Wed 18 Mar, 18:00."""
    if waiting.entry.appointment_id is not None:
        when = wording.moment(waiting.class_start, zone) if waiting.class_start is not None else ""
        return " · ".join(each for each in (waiting.class_title or waiting.service, when) if each)
    return " · ".join(each for each in (waiting.service, prefers(waiting.entry.prefers)) if each)


def waited(since: int, now: int, zone: str) -> str:
    """Say for how long someone waits, in days."""
    days = (local_date(now, zone) - local_date(since, zone)).days
    if days < 1:
        return translate("Waiting", "waiting since today")
    return translate("Waiting", "waiting for %1").replace("%1", wording.counted_days(days))


def run_out(entry: WaitlistEntry) -> str:
    """Say that nothing is offered any more."""
    if entry.until is None:
        return translate("Waiting", "over")
    return translate("Waiting", "ran out %1").replace("%1", wording.dated(entry.until, translate("Wording", "d MMM")))


def reasons(fit: Fit, now: int, zone: str) -> str:
    """Say why somebody is offered a time, the weightiest first: urgent · mornings · waiting for 12 days."""
    known = _reasons(fit, zone)
    told = [known[each.value]() for each in fit.reasons if each.value in known]
    return " · ".join([*told, waited(fit.waiting_since, now, zone), *_gives_up(fit, zone)])


def _reasons(fit: Fit, zone: str) -> dict[str, Callable[[], str]]:
    """Give the words of each reason; how long they wait and what they give up are said of everyone."""
    return {
        "urgent": lambda: translate("Waiting", "urgent"),
        "soon": lambda: translate("Waiting", "soon"),
        "next_in_line": lambda: translate("Waiting", "next in line"),
        "chosen_practitioner": lambda: translate("Waiting", "asked for them"),
        "preferred_day": lambda: translate("Waiting", "a day they asked for"),
        "preferred_part": lambda: part(part_of_day(fit.start, zone)),
        "usual_practitioner": lambda: translate("Waiting", "usually with them"),
        "usual_time": lambda: translate("Waiting", "their usual time"),
        "fills_gap": lambda: translate("Waiting", "fills the gap"),
    }


def _gives_up(fit: Fit, zone: str) -> tuple[str, ...]:
    if fit.gives_up_start is None:
        return ()
    day = wording.dated(local_date(fit.gives_up_start, zone), translate("Wording", "ddd d MMM"))
    return (translate("Waiting", "would give up %1").replace("%1", day),)


def could_come(count: int) -> str:
    """Count those who could come."""
    return translate("Waiting", "1 could come") if count == 1 else translate("Waiting", "%n could come", None, count)
