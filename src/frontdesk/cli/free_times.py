"""Free times from a terminal: those of some days, the next ones, and why a time is not free (C05, C45, C73, C74)."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from frontdesk.cli.answers import DONE, say
from frontdesk.cli.calls import Commands, add_book, signed_in, zone_of
from frontdesk.cli.moments import day_of, moment_of, names_date, skipped
from frontdesk.cli.named import find
from frontdesk.domain.errors import Invalid
from frontdesk.domain.instants import MINUTE, Instant, local_date, zone

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

USUAL_DAYS = 7
MOST_MINUTES = 24 * 60


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Describe the commands of this file."""
    finding = commands.add_parser("free-times", help="list the free times of some days")
    _add_wishes(finding)
    finding.add_argument("--from", metavar="DATE", dest="first", help="the first day; today")
    ends = finding.add_mutually_exclusive_group()
    ends.add_argument("--to", metavar="DATE", dest="last", help="the last day, which is included")
    ends.add_argument("--days", metavar="N", type=int, help=f"how many days, at most 31; {USUAL_DAYS}")
    finding.add_argument("--reasons", metavar="TIME", help="tell instead why one time is not free")
    finding.set_defaults(run=free_times)

    going_on = commands.add_parser("next-free", help="find the next free times, however far ahead they are")
    _add_wishes(going_on)
    going_on.add_argument("--count", metavar="N", type=int, default=1, help="how many, at most 100; 1")
    going_on.add_argument("--since", metavar="TIME", help="only from this time on, or from this day on")
    going_on.set_defaults(run=next_free)


def _add_wishes(command: argparse.ArgumentParser) -> None:
    add_book(command)
    wishes = command.add_argument_group("what is looked for", "names may be shortened as long as only one matches")
    what = wishes.add_mutually_exclusive_group(required=True)
    what.add_argument("--service", metavar="NAME", help="a service, by name or id")
    what.add_argument("--calendar", metavar="NAME", help="a calendar, by slug, name or id")
    what.add_argument("--minutes", metavar="N", type=int, help="time of this length, whatever for")
    wishes.add_argument("--variation", metavar="NAME", help="in which form the service is given")
    wishes.add_argument("--with", metavar="NAME", dest="who", action="append", help="a practitioner; may be repeated")
    wishes.add_argument("--location", metavar="NAME", help="where; the default location")
    wishes.add_argument("--people", metavar="N", type=int, default=1, help="for how many; 1")
    command.add_argument("--zone", metavar="ZONE", help="the zone of dates and times; the location's")
    command.add_argument("--json", action="store_true", help="tell it as JSON")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: the question, what it is called, and the zone and the day that words are read in."""

    asked: dict[str, Any]
    called: str
    zone: str
    today: date


def free_times(options: argparse.Namespace) -> int:
    """List the free times of some days, or tell why one time is not free."""
    from frontdesk.cli.reply import written
    from frontdesk.cli.times_told import Names, days_told
    from frontdesk.services.availability import FreeTimes
    from frontdesk.services.clinic import open_clinic

    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        wish = _wish(clinic, options)
        if options.reasons is not None:
            return _reasons(clinic, wish, options)
        first = _first(options, wish)
        last = _last(options, first, wish.today)
        found = clinic.availability.free_times(first=first, last=last, **wish.asked)
        names = Names(clinic)
    if options.json:
        say(written(FreeTimes, found, found.zone))
    else:
        print("\n".join([_head(wish), *days_told(found, names)]))
    return DONE


def next_free(options: argparse.Namespace) -> int:
    """Find the next free times."""
    from frontdesk.cli.reply import written
    from frontdesk.cli.times_told import Names, next_told
    from frontdesk.services.availability import NextFree
    from frontdesk.services.clinic import open_clinic

    with open_clinic(options.db, actor=signed_in(options.role)) as clinic:
        wish = _wish(clinic, options)
        since = None if options.since is None else _since(options.since, wish)
        found = clinic.availability.next_free(count=options.count, since=since, **wish.asked)
        names = Names(clinic)
    if options.json:
        say(written(NextFree, found, found.zone))
    else:
        print("\n".join([_head(wish), *next_told(found, names)]))
    return DONE


def _reasons(clinic: Clinic, wish: Wish, options: argparse.Namespace) -> int:
    from frontdesk.cli.reasons_told import reasons_told
    from frontdesk.cli.reply import written
    from frontdesk.cli.times_told import Names
    from frontdesk.domain.availability.reasons import Explanation

    _check_one_time(options)
    asked = dict(wish.asked)
    who = asked.pop("practitioners", None)
    if who is not None and len(who) > 1:
        raise Invalid("too_many", field="with", got=len(who), allowed="one practitioner with --reasons")
    day = _first(options, wish)
    start = moment_of(options.reasons, day, wish.zone, field="reasons")
    gone = skipped(options.reasons, day, wish.zone, field="reasons")
    found = clinic.availability.explain(start=start, practitioner=who[0] if who else None, **asked)
    if options.json:
        say(written(Explanation, found, wish.zone))
    else:
        print("\n".join([_head(wish), *reasons_told(found, Names(clinic), wish.zone, gone)]))
    return DONE


def _check_one_time(options: argparse.Namespace) -> None:
    """Refuse several days beside the one time that is asked about; a first day may say which day a time is of."""
    said = {"to": options.last, "days": options.days}
    if names_date(options.reasons):
        said["from"] = options.first
    for field, got in said.items():
        if got is not None:
            raise Invalid("not_with_reasons", field=field, got=got, allowed="nothing: --reasons is about one time")


def _first(options: argparse.Namespace, wish: Wish) -> date:
    return wish.today if options.first is None else day_of(options.first, wish.today, field="from")


def _wish(clinic: Clinic, options: argparse.Namespace) -> Wish:
    """Turn names into the records that they mean."""
    asked: dict[str, Any] = {"heads": options.people}
    places = clinic.locations.list()
    place = next((one for one in places if one.is_default), None)
    if options.location is not None:
        place = find(options.location, places, field="location")
        asked["location"] = place.id
    called = f"{options.minutes} minutes"
    if options.service is not None:
        service = find(options.service, clinic.services.list(), field="service")
        asked["service"], called = service.id, service.name
        if options.variation is not None:
            form = find(options.variation, service.variations, field="variation")
            asked["variation"], called = form.id, f"{service.name}, {form.name}"
    elif options.variation is not None:
        raise Invalid("variation_without_service", field="variation", got=options.variation, allowed="with --service")
    if options.calendar is not None:
        every = clinic.calendars.list(drafts=True, hidden=True)
        calendar = find(options.calendar, every, field="calendar", also=lambda one: one.slug)
        asked["calendar"], called = calendar.id, calendar.name
        place = next(one for one in places if one.id == calendar.location_id)
    if options.minutes is not None:
        if not 1 <= options.minutes <= MOST_MINUTES:
            raise Invalid("bad_duration", field="minutes", got=options.minutes, allowed=f"1 to {MOST_MINUTES}")
        asked["duration"] = options.minutes * MINUTE
    if options.who:
        people = clinic.practitioners.list()
        asked["practitioners"] = [find(each, people, field="with").id for each in options.who]
    home = place.zone if place is not None else zone_of(clinic)
    if options.zone is not None:
        home = asked["zone_name"] = zone(options.zone).key
    return Wish(asked, called if place is None else f"{called}, {place.name}", home, local_date(clinic.clock(), home))


def _last(options: argparse.Namespace, first: date, today: date) -> date:
    if options.last is not None:
        return day_of(options.last, today, field="to")
    days = USUAL_DAYS if options.days is None else options.days
    if days < 1:
        raise Invalid("bad_days", field="days", got=days, allowed="1 to 31")
    return first + timedelta(days=min(days, 366) - 1)


def _since(text: str, wish: Wish) -> Instant:
    try:
        return moment_of(f"{day_of(text, wish.today, field='since')} 00:00", wish.today, wish.zone, field="since")
    except Invalid as refusal:
        if refusal.reason == "time_out_of_range":
            raise
        return moment_of(text, wish.today, wish.zone, field="since")


def _head(wish: Wish) -> str:
    return f"{wish.called} ({wish.zone})"
