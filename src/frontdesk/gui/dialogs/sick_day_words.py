"""The sentences of an absence: what becomes of a visit, how many of each, and what is said on the phone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from frontdesk.domain.instants import local_date, start_of_day
from frontdesk.domain.sick_day import How
from frontdesk.gui.dialogs.sick_day_draft import Lasting
from frontdesk.gui.ground import wording
from frontdesk.services.sick_day import Call, Choice, Plan, PlanRow
from frontdesk.services.sick_day_visits import Kind

translate = QCoreApplication.translate
# What stands for a name while names are masked.
MASKED = "• • •"
# What tells the ways apart besides their words and colours.
MARKS = {
    How.COLLEAGUE: "users",
    How.MOVE: "calendar-days",
    How.WAIT: "clipboard-list",
    How.LEAVE: "pin",
    How.CANCEL: "x",
}


def lasting() -> list[tuple[str, str]]:
    """Name the usual ways of being away."""
    return [
        (Lasting.REST.value, translate("SickDay", "Today from now")),
        (Lasting.DAY.value, translate("SickDay", "Whole day")),
        (Lasting.TYPED.value, translate("SickDay", "As typed")),
    ]


def who(row: PlanRow, *, masked: bool) -> str:
    """Name a visit by its patient, a class or a meeting by its title."""
    if row.kind is Kind.CLASS:
        # The service is of the catalogue and names nobody; a title was typed, and may.
        name = row.service or (MASKED if row.title else "") if masked else row.title or row.service
        name = name or translate("SickDay", "Class")
        return wording.filled(translate("SickDay", "%1 · %2 come"), name, len(row.people))
    if row.kind is Kind.STAFF:
        return MASKED if masked and row.title else row.title or translate("SickDay", "Staff event")
    names = ", ".join(one.name for one in row.people)
    return MASKED if masked else names or translate("SickDay", "Visit")


def was(row: PlanRow) -> str:
    """Tell when a visit was to be, and for what."""
    parts = [wording.when(row.start, row.end, row.zone), row.service]
    if row.parts > 1:
        parts.append(translate("SickDay", "%1 parts").replace("%1", str(row.parts)))
    return " · ".join(part for part in parts if part)


def becomes(row: PlanRow, choice: Choice) -> str:
    """Say briefly what becomes of a visit."""
    if choice.how is How.COLLEAGUE:
        return translate("SickDay", "Same time with %1").replace("%1", choice.practitioner)
    if choice.how is How.MOVE and choice.start is not None:
        day = wording.day_short(local_date(choice.start, row.zone))
        when = f"{day}, {wording.clock(choice.start, row.zone)}"
        said = translate("SickDay", "%1 with %2") if choice.practitioner else "%1"
        return wording.filled(said, when, choice.practitioner)
    return {
        How.WAIT: translate("SickDay", "Waiting list"),
        How.LEAVE: translate("SickDay", "Stays as it is"),
        How.CANCEL: translate("SickDay", "Called off"),
    }.get(choice.how, "")


def remark(row: PlanRow, *, decided: bool) -> str:
    """Say what the choice of a row means for the patient, and whose choice it is."""
    parts = [_meaning(row)]
    if row.lost:
        parts.insert(0, translate("SickDay", "Your choice is not free any more"))
    elif decided:
        parts.append(translate("SickDay", "your choice"))
    return " · ".join(part for part in parts if part)


def _meaning(row: PlanRow) -> str:
    to = row.becomes
    if to.how is How.MOVE and to.start is not None:
        days = (local_date(to.start, row.zone) - local_date(row.start, row.zone)).days
        if days == 0:
            return translate("SickDay", "another time that day")
        if days == 1:
            return translate("SickDay", "the next day")
        return translate("SickDay", "%1 days later").replace("%1", str(days))
    if row.kind is Kind.STAFF:
        return translate("SickDay", "a meeting of the staff")
    return {
        How.COLLEAGUE: translate("SickDay", "only to be told"),
        How.WAIT: translate("SickDay", "called off until a time is free"),
        How.LEAVE: translate("SickDay", "nobody is there to see them"),
        How.CANCEL: translate("SickDay", "reason: practitioner away"),
    }.get(to.how, "")


def summary(counts: Mapping[How, int]) -> str:
    """Say how many visits become what."""
    told = {
        How.COLLEAGUE: (
            translate("SickDay", "1 stays at its time with a colleague"),
            translate("SickDay", "%1 stay at their time with a colleague"),
        ),
        How.MOVE: (translate("SickDay", "1 moves"), translate("SickDay", "%1 move")),
        How.WAIT: (translate("SickDay", "1 to the waiting list"), translate("SickDay", "%1 to the waiting list")),
        How.CANCEL: (translate("SickDay", "1 called off"), translate("SickDay", "%1 called off")),
        How.LEAVE: (translate("SickDay", "1 stays as it is"), translate("SickDay", "%1 stay as they are")),
    }
    parts = [_counted(*told[how], counts[how]) for how in told if counts.get(how)]
    return ", ".join(parts) if parts else translate("SickDay", "No visit is touched.")


def _counted(one: str, many: str, count: int) -> str:
    return one if count == 1 else many.replace("%1", str(count))


def beside(plan: Plan) -> str:
    """Say how many visits are left out of the plan, and whether there was time to look for the best one."""
    parts = []
    if plan.staying:
        one = translate("SickDay", "1 has begun or is over, and stays.")
        many = translate("SickDay", "%1 have begun or are over, and stay.")
        parts.append(_counted(one, many, len(plan.staying)))
    if plan.held:
        one = translate("SickDay", "1 time that is only held or offered is let go of.")
        many = translate("SickDay", "%1 times that are only held or offered are let go of.")
        parts.append(_counted(one, many, len(plan.held)))
    if not plan.complete:
        parts.append(translate("SickDay", "There may be a better plan: these are too many visits to try all ways."))
    return " ".join(parts)


def done(plan_name: str, counts: Mapping[How, int]) -> str:
    """Say what was done, after whose name."""
    return wording.filled(translate("SickDay", "%1 is away: %2"), plan_name, summary(counts))


def title(name: str, plan: Plan, zone: str) -> str:
    """Name the phone list: who is away, and when."""
    return wording.filled(translate("SickDay", "Calls to make: %1 is away, %2"), name, _away(plan, zone))


def _away(plan: Plan, zone: str) -> str:
    """Say when someone is away; what lasts to the end of its day is told by its beginning: Wed 18 Mar, from 10:45."""
    day = local_date(plan.start, zone)
    if plan.end != start_of_day(day + timedelta(days=1), zone):
        return wording.when(plan.start, plan.end, zone)
    if plan.start == start_of_day(day, zone):
        return wording.day_short(day)
    since = translate("SickDay", "%1, from %2")
    return wording.filled(since, wording.day_short(day), wording.clock(plan.start, zone))


def call_was(call: Call) -> str:
    """Tell which visit a call is about."""
    day = wording.day_short(local_date(call.was, call.zone))
    when = f"{day}, {wording.clock(call.was, call.zone)}"
    return " · ".join(part for part in (when, call.was_with, call.service) if part)


def call_say(call: Call) -> str:
    """Tell what is to be said on the phone."""
    if call.offer:
        return translate("SickDay", "The time that was offered is gone. We call as soon as another is free.")
    if call.how is How.COLLEAGUE:
        return translate("SickDay", "The time stays. %1 stands in.").replace("%1", call.practitioner)
    if call.how is How.MOVE and call.start is not None:
        day = wording.day_short(local_date(call.start, call.zone))
        when = f"{day}, {wording.clock(call.start, call.zone)}"
        return wording.filled(translate("SickDay", "New time: %1 with %2. Does it suit?"), when, call.practitioner)
    if call.how is How.WAIT:
        return translate("SickDay", "Called off. We call as soon as a time is free.")
    return translate("SickDay", "Called off.")
