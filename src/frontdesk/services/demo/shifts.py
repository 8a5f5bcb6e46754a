"""When people of the sample clinic work: their weeks, and what makes some dates differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from frontdesk.domain.ids import Id
from frontdesk.domain.location import Location
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Schedule, Stretch, Weekday, weekly
from frontdesk.services.demo.catalogue import Post
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.week import hours_of

REGULAR = "Regular hours"
# Who of the first twelve has what; with fewer practitioners what nobody has is left out.
_CHANGED, _ELSEWHERE, _FORTNIGHTLY, _ON_LEAVE, _WAS_ON_LEAVE = 0, 1, 2, 5, 6
_ELSEWHERE_ON = "Fri 09:00-13:00 13:30-16:30"


def monday_of(day: date, weeks: int) -> date:
    """Give the Monday so many weeks after that of a date."""
    return day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)


def schedules(
    posts: Sequence[Post], people: Sequence[Id], places: Sequence[Location], today: date, ids: Ids
) -> Iterator[Schedule]:
    """Give everyone's schedule, and the second one of whoever works at the second place too."""
    for n, (post, practitioner) in enumerate(zip(posts, people, strict=True)):
        rules = (*_weekly(n, post, today), *_dates(n, today))
        yield _schedule(REGULAR, practitioner, places[0], rules, ids)
        if n == _ELSEWHERE:
            rules = weekly(hours_of(_ELSEWHERE_ON))
            yield _schedule(f"Hours at {places[1].name}", practitioner, places[1], rules, ids)


def _schedule(name: str, practitioner: Id, place: Location, rules: Sequence[Rule], ids: Ids) -> Schedule:
    made = Schedule(
        id=ids.next(),
        name=name,
        zone=place.zone,
        location_id=place.id,
        practitioner_id=practitioner,
        rules=tuple(rules),
    )
    return made.checked()


def _weekly(n: int, post: Post, today: date) -> Iterator[Rule]:
    """Give the rules of the week; the Saturday of one of them comes every other week."""
    for rule in weekly(hours_of(post.pattern)):
        if n == _FORTNIGHTLY and rule.day is Weekday.SATURDAY:
            # Counted from a year back, so that the weeks that are past had it too.
            since = monday_of(today, -52) + timedelta(days=WEEKDAYS.index(Weekday.SATURDAY))
            yield replace(rule, since=since, every=2)
        else:
            yield rule


def _dates(n: int, today: date) -> Iterator[Rule]:
    if n == _CHANGED:
        day = monday_of(today, 1) + timedelta(days=3)
        yield Rule(date=day, intervals=(_stretch(9, 13),), note="School play in the afternoon")
    if n == _ON_LEAVE:
        first = monday_of(today, 2)
        yield Rule(date=first, until=first + timedelta(days=6), note="Leave")
    if n == _WAS_ON_LEAVE:
        first = monday_of(today, -7)
        yield Rule(date=first, until=first + timedelta(days=13), note="Leave")


def _stretch(start: int, end: int) -> Stretch:
    return Stretch(Minute(start * 60), Minute(end * 60))
