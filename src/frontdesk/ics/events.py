"""A VEVENT's lines to an Event."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from sys import intern
from typing import Any

from frontdesk.domain import instants
from frontdesk.domain.instants import Instant
from frontdesk.ics.clocks import Clock, IanaClock, UtcClock, utc
from frontdesk.ics.components import EVENT, Component
from frontdesk.ics.event import Addition, Event, Moment, Person
from frontdesk.ics.lines import Content, dated, parameter, quoted_printable
from frontdesk.ics.moments import after, key_of
from frontdesk.ics.people import person_of
from frontdesk.ics.problems import Limits, Problems, Unreadable
from frontdesk.ics.rule import read_rule
from frontdesk.ics.sound import (
    ASIDE,
    sound_alarms,
    sound_length,
    sound_line,
    sound_lines,
    sound_parameters,
    sound_rule,
    sound_trigger,
    sound_url,
)
from frontdesk.ics.values import (
    is_date,
    midnight,
    read_date,
    read_length,
    read_time,
    texts,
    unescape,
)
from frontdesk.ics.zones import Zones

_ONCE_NAMES = """
    UID DTSTART DTEND DURATION RECURRENCE-ID SEQUENCE DTSTAMP LAST-MODIFIED SUMMARY DESCRIPTION LOCATION STATUS
    TRANSP CLASS URL ORGANIZER
"""
_ONCE = frozenset(_ONCE_NAMES.split())
_MANY = frozenset({"ATTENDEE", "CATEGORIES", "RRULE", "EXRULE", "RDATE", "EXDATE"})
_WITH_PARAMETERS = ("SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "CLASS")
_LONGEST_CATEGORY_LIST = 1_000
_WITHOUT_START = frozenset({"CANCEL", "REPLY", "REFRESH", "DECLINECOUNTER"})


class EventReader:
    """Read events one after the other; knows the zones of the file and where to say what is wrong."""

    def __init__(self, zones: Zones, limits: Limits, problems: Problems) -> None:
        self._zones = zones
        self._limits = limits
        self._problems = problems
        self._made: dict[str, int] = {}

    def read(self, component: Component) -> Event:
        """Give the event, or raise Unreadable when it has no time that can be told."""
        return _Reading(component, self._zones, self._limits, self._problems, self._made).event()


class _Reading:
    def __init__(
        self, component: Component, zones: Zones, limits: Limits, problems: Problems, made: dict[str, int]
    ) -> None:
        self._component = component
        self._calendar = component.calendar
        self._zones = zones
        self._limits = limits
        self._problems = problems
        self._made = made
        self._once: dict[str, Content] = {}
        self._many: dict[str, list[Content]] = {name: [] for name in _MANY}
        self._busy = ""
        self._extras: list[str] = []
        self._foreign: list[str] = []
        self._inner: list[str] = []
        self._alarms: list[str] = []
        self._sort()

    def _sort(self) -> None:
        """Put each line where it belongs; what nothing here models is kept as it stands."""
        for each in self._component.own:
            if each.name in _ONCE:
                if each.name not in self._once:
                    self._once[each.name] = each
                elif each.text != self._once[each.name].text:
                    self._say(each, "duplicate_property", each.name)
            elif each.name in _MANY and not (each.params and each.name == "CATEGORIES"):
                self._many[each.name].append(each)
            else:
                if each.name == "X-MICROSOFT-CDO-BUSYSTATUS":
                    self._busy = each.value.strip().upper()
                self._extras.append(each.text)
        alarm = False
        for each in self._component.inner:
            alarm = alarm or (each.name == "BEGIN" and each.value.strip().upper() == "VALARM")
            (self._alarms if alarm else self._inner).append(self._mended(each) if alarm else each.text)
            alarm = alarm and not (each.name == "END" and each.value.strip().upper() == "VALARM")

    def _mended(self, found: Content) -> str:
        """Put the sign of a TRIGGER where it belongs."""
        mended = sound_trigger(found) if found.name == "TRIGGER" else found.text
        if mended != found.text:
            self._say(found, "bad_duration", found.value)
        return mended

    def _say(self, at: Content, what: str, detail: str = "") -> None:
        self._problems.add(at.line, EVENT, what, detail)

    def event(self) -> Event:
        """Put together what was sorted out; rules and lists before what is kept, since what they refuse is kept too."""
        clock, wall, all_day = self._start()
        start = clock.at(wall)
        rrules = self._rules("RRULE", clock, all_day=all_day)
        rdates = self._rdates(clock, all_day=all_day)
        end, end_clock, length = self._end(clock, wall, start, all_day=all_day)
        if end >= instants.LATEST or (start < instants.EARLIEST and not rrules):
            raise Unreadable("time_out_of_range", self._once["DTSTART"].value)
        recurrence_id, future = self._recurrence_id(clock, all_day=all_day)
        uid, made = self._uid()
        return Event(
            line=self._component.line,
            uid=uid,
            made_uid=made,
            start=start,
            end=end,
            zone=clock.zone,
            clock=clock,
            wall=wall,
            all_day=all_day,
            end_clock=end_clock,
            length=length,
            recurrence_id=recurrence_id,
            this_and_future=future,
            sequence=self._sequence(),
            dtstamp=self._stamp("DTSTAMP"),
            last_modified=self._stamp("LAST-MODIFIED"),
            rrules=rrules,
            exrules=self._rules("EXRULE", clock, all_day=all_day),
            rdates=rdates,
            exdates=self._exdates(clock, all_day=all_day),
            **self._words(),
        )

    def _words(self) -> dict[str, Any]:
        """Give all fields that are not about time."""
        organizer = self._once.get("ORGANIZER")
        return {
            "summary": self._text("SUMMARY"),
            "description": self._text("DESCRIPTION"),
            "location": self._text("LOCATION"),
            "status": self._word("STATUS"),
            "transp": self._word("TRANSP"),
            "busy_status": self._busy,
            "class_": self._word("CLASS"),
            "url": self._url(),
            "organizer": person_of(organizer) if organizer is not None else None,
            "attendees": self._attendees(),
            "categories": self._categories(),
            "parameters": self._parameters(),
            "alarms": sound_alarms(self._alarms),
            "extras": (*sound_lines((*self._extras, *self._foreign)), *map(sound_line, self._inner)),
            "method": self._method(),
        }

    def _start(self) -> tuple[Clock, datetime, bool]:
        found = self._once.get("DTSTART") or self._named_start()
        if found is None:
            raise Unreadable("no_start", self._method())
        found = self._once["DTSTART"] = dated(found)
        value = found.value.strip()
        if parameter(found.params, "VALUE") == "DATE" or is_date(value):
            return self._zones.home, midnight(read_date(value)), True
        wall, in_utc = read_time(value)
        return self._clock(found, in_utc=in_utc), wall, False

    def _named_start(self) -> Content | None:
        """Take the time of a message that may come without a start (RFC 5546) from the stamps that it carries."""
        if self._word("STATUS") != "CANCELLED" and self._method() not in _WITHOUT_START:
            return None
        return self._once.get("RECURRENCE-ID") or self._once.get("DTSTAMP")

    def _method(self) -> str:
        found = self._calendar.properties.get("METHOD")
        return found.value.strip().upper() if found is not None else ""

    def _clock(self, found: Content, *, in_utc: bool) -> Clock:
        """Give the clock of a value: that of its TZID, the one of floating times, or UTC."""
        if not in_utc:
            return self._zones.clock(self._calendar, parameter(found.params, "TZID"), found.line)
        return UtcClock(self._zones.clock(self._calendar, None, found.line).zone)

    def _end(
        self, clock: Clock, wall: datetime, start: Instant, *, all_day: bool
    ) -> tuple[Instant, Clock | None, str | None]:
        """Give the end, its clock where that is another one, and DURATION where that decides.

        Without either a day lasts a day and a time no time at all (RFC 5545, section 3.6.1).
        """
        default = clock.at(wall + timedelta(days=1)) if all_day else start
        given, lasting = self._once.get("DTEND"), self._once.get("DURATION")
        try:
            if given is not None:
                if lasting is not None:
                    self._say(lasting, "duplicate_property", "DURATION")
                return self._given_end(dated(given), clock, start, default, all_day=all_day)
            if lasting is not None:
                length = read_length(lasting.value)
                if not length.positive:
                    raise Unreadable("bad_duration", lasting.value)
                return after(length, wall, clock, whole_days=all_day), None, sound_length(length, all_day=all_day)
        except Unreadable as error:
            self._say(given or lasting or self._once["DTSTART"], error.what, error.detail)
        return default, None, None

    def _given_end(
        self, found: Content, clock: Clock, start: Instant, default: Instant, *, all_day: bool
    ) -> tuple[Instant, Clock | None, None]:
        value = found.value.strip()
        end_clock: Clock | None = None
        if parameter(found.params, "VALUE") == "DATE" or is_date(value):
            # A date has no place in UTC: it is a day where the people are.
            days = IanaClock(clock.zone) if isinstance(clock, UtcClock) else clock
            end = days.at(midnight(read_date(value)))
            end_clock = None if days == clock else days
        else:
            wall, in_utc = read_time(value)
            other = self._clock(found, in_utc=in_utc)
            if all_day:
                end = clock.at(midnight((wall + timedelta(seconds=86_399)).date()))
            else:
                end = other.at(wall)
                end_clock = None if other == clock else other
        if end < start or (all_day and end == start):
            if end < start:
                self._say(found, "end_before_start", value)
            return default, None, None
        return end, end_clock if end > start else None, None

    def _recurrence_id(self, clock: Clock, *, all_day: bool) -> tuple[str | None, bool]:
        found = self._once.get("RECURRENCE-ID")
        if found is None:
            return None, False
        found = dated(found)
        try:
            moment = self._moment(found, found.value, clock, all_day=all_day)
        except Unreadable as error:
            raise Unreadable("bad_recurrence_id", error.detail) from error
        return key_of(moment), (parameter(found.params, "RANGE") or "").upper() == "THISANDFUTURE"

    def _moment(self, found: Content, value: str, clock: Clock, *, all_day: bool) -> Moment:
        """Read a value of a list: a date, or a time on its own clock, or on the start's when it names none.

        Of a time that names an occurrence of whole days only the date counts, as its own clock shows it.
        """
        value = value.strip()
        if is_date(value):
            return read_date(value)
        wall, in_utc = read_time(value)
        tzid = parameter(found.params, "TZID")
        if all_day:
            floating = self._zones.clock(self._calendar, None, found.line)
            return floating.wall(utc(wall)).date() if in_utc else wall.date()
        if tzid is not None and not in_utc:
            clock = self._zones.clock(self._calendar, tzid, found.line)
        moment = utc(wall) if in_utc else clock.at(wall)
        if moment >= instants.LATEST:
            raise Unreadable("bad_date", value)
        return moment

    def _rdates(self, clock: Clock, *, all_day: bool) -> tuple[Addition, ...]:
        found: list[Addition] = []
        for each in self._many["RDATE"]:
            each = dated(each)
            for value in self._values(each, len(found)):
                begin, mark, rest = value.partition("/")
                try:
                    moment = self._moment(each, begin, clock, all_day=all_day)
                    found.append(Addition(moment, self._period_end(each, moment, rest, clock) if mark else None))
                except Unreadable as error:
                    self._say(each, "bad_rdate", error.detail)
        return tuple(found)

    def _period_end(self, found: Content, moment: Moment, rest: str, clock: Clock) -> Instant | None:
        if isinstance(moment, date):
            return None
        if rest.strip()[:1] in "Pp+-":
            length = read_length(rest)
            end = after(length, clock.wall(moment), clock, whole_days=False)
        else:
            other = self._moment(found, rest, clock, all_day=False)
            end = moment if isinstance(other, date) else other
        return end if end > moment else None

    def _exdates(self, clock: Clock, *, all_day: bool) -> tuple[Moment, ...]:
        found: list[Moment] = []
        for each in self._many["EXDATE"]:
            each = dated(each)
            for value in self._values(each, len(found)):
                try:
                    found.append(self._moment(each, value, clock, all_day=all_day))
                except Unreadable as error:
                    self._say(each, "bad_exdate", error.detail)
        return tuple(found)

    def _values(self, found: Content, already: int) -> list[str]:
        values = [value for value in found.value.split(",") if value.strip()]
        room = self._limits.dates - already
        if len(values) > room:
            self._say(found, "too_many_dates", found.name)
        return values[: max(0, room)]

    def _rules(self, name: str, clock: Clock, *, all_day: bool) -> tuple[str, ...]:
        """Keep the rules that can be read; one that cannot is said and stays among the lines kept as they are."""
        found = []
        if len(self._many[name]) > self._limits.rules:
            self._say(self._many[name][self._limits.rules], "too_many_rules", str(len(self._many[name])))
        for each in self._many[name][: self._limits.rules]:
            try:
                until = read_rule(each.value).until
            except Unreadable as error:
                self._say(each, error.what, error.detail)
                kept = self._foreign if error.what == "rule_not_known" else self._extras
                kept.append(each.text if kept is self._foreign else ASIDE + each.text)
            else:
                found.append(sound_rule(each.value, until, clock, all_day=all_day))
        return tuple(found)

    def _sequence(self) -> int:
        value = self._once["SEQUENCE"].value.strip() if "SEQUENCE" in self._once else ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0

    def _stamp(self, name: str) -> Instant | None:
        """Read a time stamp; one that cannot be read costs nothing but itself."""
        found = self._once.get(name)
        if found is None:
            return None
        try:
            found = dated(found)
            wall, in_utc = read_time(found.value.strip())
            return utc(wall) if in_utc else self._clock(found, in_utc=False).at(wall)
        except (Unreadable, OverflowError):
            self._say(found, "bad_stamp", f"{name} {found.value}")
            return None

    def _text(self, name: str) -> str:
        found = self._once.get(name)
        if found is None:
            return ""
        if found.params and "QUOTED-PRINTABLE" in found.params.upper():
            return quoted_printable(found)
        return unescape(found.value)

    def _word(self, name: str) -> str:
        return intern(self._once[name].value.strip().upper()) if name in self._once else ""

    def _url(self) -> str:
        found = self._once.get("URL")
        url = sound_url(found.value) if found is not None else ""
        if found is not None and found.value.strip() and not url:
            self._extras.append(ASIDE + found.text)
        return url

    def _attendees(self) -> tuple[Person, ...]:
        found = self._many["ATTENDEE"]
        if len(found) > self._limits.people:
            self._say(found[self._limits.people], "too_many_attendees", str(len(found)))
            self._extras.extend(each.text for each in found[self._limits.people :])
        return tuple(person_of(each) for each in found[: self._limits.people])

    def _categories(self) -> tuple[str, ...]:
        found = [each for line in self._many["CATEGORIES"] for each in texts(line.value)]
        if len(found) > _LONGEST_CATEGORY_LIST:
            self._say(self._many["CATEGORIES"][0], "too_many_categories", str(len(found)))
        return tuple(intern(each) for each in found[:_LONGEST_CATEGORY_LIST] if each)

    def _parameters(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, params)
            for name in _WITH_PARAMETERS
            if (found := self._once.get(name)) is not None
            and "QUOTED-PRINTABLE" not in found.params.upper()
            and (params := sound_parameters(name, found.params))
        )

    def _uid(self) -> tuple[str, bool]:
        """Give the UID, or one made from the content: the same for the same event, however often it is read."""
        found = self._once.get("UID")
        if found is not None and found.value.strip():
            return unescape(found.value.strip()), False
        lines = sorted(each.text for each in self._component.own if each.name not in ("DTSTAMP", "LAST-MODIFIED"))
        digest = hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:32]
        many = self._made[digest] = self._made.get(digest, 0) + 1
        return f"{digest}-{many}@no-uid" if many > 1 else f"{digest}@no-uid", True
