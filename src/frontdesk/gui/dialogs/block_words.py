"""The sentences of the dialog of a block: when it is, how it comes again, how many there are."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from frontdesk.domain.instants import local_date
from frontdesk.gui.dialogs.block_draft import Draft, Ends, Repeat
from frontdesk.gui.ground import wording
from frontdesk.services.affected import Affected
from frontdesk.services.blocks import BlockTrial

translate = QCoreApplication.translate


def suggestions() -> tuple[str, ...]:
    """Give the titles that blocks mostly have."""
    return (
        translate("Block", "Lunch"),
        translate("Block", "Meeting"),
        translate("Block", "Training"),
        translate("Block", "Paperwork"),
        translate("Block", "Away"),
        translate("Block", "Off sick"),
    )


def repeats() -> list[tuple[str, str]]:
    """Name the ways of coming again."""
    return [
        (Repeat.NEVER.value, translate("Block", "Does not repeat")),
        (Repeat.DAILY.value, translate("Block", "Every day")),
        (Repeat.WORKDAYS.value, translate("Block", "Every weekday, Monday to Friday")),
        (Repeat.WEEKLY.value, translate("Block", "Weekly, on days")),
    ]


def ends() -> list[tuple[str, str]]:
    """Name the ends of coming again."""
    return [
        (Ends.NEVER.value, translate("Block", "without end")),
        (Ends.ON.value, translate("Block", "until a day")),
        (Ends.AFTER.value, translate("Block", "a number of times")),
    ]


def sentence(draft: Draft, zone: str, trial: BlockTrial | None) -> str:
    """Say when a block is, how it comes again, and how many that makes."""
    if draft.repeat is Repeat.NEVER:
        start, end = draft.start(zone), draft.end(zone)
        when = wording.when(start, end, zone, all_day=draft.whole_days)
        return when if draft.whole_days else f"{when} · {wording.minutes(end - start)}"
    first = local_date(trial.start, zone) if trial is not None else draft.first
    since = translate("Block", "from %1").replace("%1", wording.day_short(first))
    parts = [", ".join(part for part in (_often(draft), _hours(draft), since, _until(draft)) if part)]
    if trial is not None:
        parts.append(_count(trial, zone))
    return " · ".join(parts)


def _often(draft: Draft) -> str:
    if draft.repeat is Repeat.DAILY:
        return translate("Block", "Every day")
    if draft.repeat is Repeat.WORKDAYS:
        return translate("Block", "Every weekday")
    if draft.repeat is Repeat.OTHER:
        return translate("Block", "After the rule %1").replace("%1", draft.other)
    days = _listed([weekday(n) for n in sorted(draft.weekdays)])
    if draft.weeks == 1:
        return translate("Block", "Every %1").replace("%1", days)
    return wording.filled(translate("Block", "Every %1 weeks on %2"), draft.weeks, days)


def _hours(draft: Draft) -> str:
    if draft.whole_days:
        return translate("Block", "whole day") if draft.first == draft.last else ""
    first, last = wording.minute_of_day(draft.start_minute), wording.minute_of_day(draft.end_minute)
    return f"{first}–{last}"


def _until(draft: Draft) -> str:
    if draft.ends is Ends.ON and draft.until is not None and draft.repeat is not Repeat.OTHER:
        return translate("Block", "until %1").replace(
            "%1", wording.dated(draft.until, translate("Block", "d MMM yyyy"))
        )
    return ""


def _count(trial: BlockTrial, zone: str) -> str:
    times = translate("Block", "once") if trial.count == 1 else translate("Block", "%1 times")
    times = times.replace("%1", str(trial.count))
    if trial.horizon is None:
        return times
    day = wording.dated(local_date(trial.horizon, zone), translate("Block", "MMMM yyyy"))
    return wording.filled(translate("Block", "entered %1, up to %2"), times, day)


def weekday(number: int) -> str:
    """Name a day of the week, 0 Monday to 6 Sunday."""
    return QLocale().standaloneDayName(number + 1, QLocale.FormatType.LongFormat)


def weekday_short(number: int) -> str:
    """Name a day of the week in a few letters."""
    return QLocale().standaloneDayName(number + 1, QLocale.FormatType.ShortFormat)


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return wording.filled(translate("Block", "%1 and %2"), ", ".join(words[:-1]), words[-1])


def lying_under(total: int) -> str:
    """Say how many visits lie under a block."""
    return wording.lying_under(total) if total else translate("Block", "No visit lies under it")


def visit(one: Affected, zone: str, *, masked: bool) -> tuple[str, str]:
    """Give the line of a visit: whom it is for, and when."""
    name = one.patient or one.title or one.service or translate("Block", "Visit")
    detail = wording.when(one.start, one.end, zone)
    if one.service and one.patient:
        detail = f"{detail} · {one.service}"
    return translate("Block", "Visit") if masked else name, detail


def lacking(name: str) -> str:
    """Say what is wrong with a field."""
    return {
        "practitioner": translate("Block", "Choose whose time is closed."),
        "last": translate("Block", "The last day must not lie before the first."),
        "end": translate("Block", "The end must lie after the start."),
        "until": translate("Block", "Say on which day it ends, not before the first."),
    }[name]
