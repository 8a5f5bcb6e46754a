"""The rules, dates and zones that schedules are sent with, looked at before the domain judges them."""

from __future__ import annotations

from typing import Any

from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import checked_date, zone
from frontdesk.domain.location import Location
from frontdesk.domain.schedule import LONGEST_NOTE, Rule, Stretch, Weekday, checked_rules
from frontdesk.services import checks


def rules_of(sent: Any, field: str = "rules") -> tuple[Rule, ...]:
    """Give rules in their order, each judged alone and beside the others; none at all is always closed."""
    found = checks.many(() if sent is None else sent, Rule, field=field, allowed="a list of rules")
    return checked_rules([_typed(rule, f"{field}[{n}]") for n, rule in enumerate(found)], field)


def zone_of(sent: str | None, place: Location) -> str:
    """Give the zone that was sent, else the location's."""
    if sent is None:
        return place.zone
    return zone(checks.line(sent, field="zone_name"), field="zone_name").key


def _typed(rule: Rule, at: str) -> Rule:
    if rule.day is not None and not isinstance(rule.day, Weekday):
        raise Invalid("not_one_of", field=f"{at}.day", got=rule.day, allowed=[each.value for each in Weekday])
    for name in ("date", "until", "since"):
        sent = getattr(rule, name)
        if sent is not None:
            checked_date(sent, field=f"{at}.{name}")
    checks.whole(rule.every, field=f"{at}.every")
    allowed = "a list of times, each with from and to"
    for n, each in enumerate(checks.many(rule.intervals, Stretch, field=f"{at}.intervals", allowed=allowed)):
        checks.whole(each.start, field=f"{at}.intervals[{n}].from")
        checks.whole(each.end, field=f"{at}.intervals[{n}].to")
    checks.line(rule.note, field=f"{at}.note", longest=LONGEST_NOTE)
    return rule
