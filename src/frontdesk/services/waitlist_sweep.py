"""Where those who wait fit within a span of time: equal questions are worked out once for all who ask them (C72).

What comes out are times that the engine of free times would give, so whatever is found can be booked. Nothing is
found for an entry that has an offer already, or whose time is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from frontdesk.domain.availability import pieces as cut
from frontdesk.domain.availability.engine import REACH
from frontdesk.domain.availability.pieces import Piece, Range
from frontdesk.domain.availability.question import Part
from frontdesk.domain.availability.resources import Resources, both
from frontdesk.domain.availability.snapshot import Key, Snapshot, Stretch
from frontdesk.domain.claim import Subject
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant, at_minute, local_date
from frontdesk.domain.intervals import Interval, union
from frontdesk.domain.location import Location
from frontdesk.domain.preference import EVENING, NOON, DayPart, Preference, part_of_day
from frontdesk.domain.schedule import WEEKDAYS, Weekday
from frontdesk.domain.waitlist import WaitlistEntry
from frontdesk.services.asking import Asked, question
from frontdesk.services.kept_times import KeptTimes
from frontdesk.services.searching import Search
from frontdesk.store import waitlist as table
from frontdesk.store.work import Familiar

_HOUR = 60
_ROUND = 5 * MINUTE


class Asking(NamedTuple):
    """What several entries may ask for alike; `service` None is any minute, for the outline of what is free."""

    service: Id | None
    variation: Id | None
    length: int | None
    location: Id | None


class Wishes(NamedTuple):
    """Which starts would do, as far as that says anything within the span."""

    days: tuple[Weekday, ...]
    parts: tuple[DayPart, ...]
    earliest: date | None
    until: date | None


class Spot(NamedTuple):
    """One time that somebody could come."""

    start: int
    end: int
    practitioner: Id
    location: Id


class _Place(NamedTuple):
    """One question at one location, with what it needs besides people."""

    search: Search
    part: Part
    location: Id
    home: str
    earliest: int
    resources: Sequence[Range] | None


ANY_MINUTE = Asking(None, None, MINUTE, None)
Bounds = tuple[int, int]  # first and last start, both allowed


class Sweep:
    """One look over a span for all who wait."""

    def __init__(
        self, book: Familiar, kept: KeptTimes, now: Instant, span: Interval, *, room: Id | None = None
    ) -> None:
        self._book, self._kept, self._now, self._room = book, kept, now, room
        self._span = span
        self._locations = [one for one in book.all(Location) if one.archived_at is None]
        self._busy: Mapping[Id, Sequence[table.Busy]] | None = None
        self._places: dict[Asking, list[_Place]] = {}
        self._claims: dict[Key, Sequence[Stretch]] = {}
        self._pieces: dict[tuple[Id, Id], list[Piece]] = {}
        self._ranges: dict[tuple[Asking, Id, Id], list[Range]] = {}
        self._found: dict[tuple[Asking, Wishes, Id, Bounds], Spot | None] = {}
        self._clock: dict[tuple[int, str], tuple[date, Weekday, DayPart]] = {}
        self._turns: dict[str, list[int]] = {}

    @property
    def whole(self) -> Bounds:
        """Give between which starts the whole span lies."""
        return (self._span.start, self._span.end - 1)

    def length(self, asking: Asking) -> int | None:
        """Give the milliseconds that a visit would take; None where its service is no more."""
        places = self._placed(asking)
        return places[0].part.length if places else None

    def people(self, entry: WaitlistEntry) -> list[Id]:
        """Give who may see one who waits: of those who give the service, whom they ask for."""
        places = self._placed(asking_of(entry))
        who = places[0].part.who if places else ()
        return [one for one in who if not entry.practitioners or one in entry.practitioners]

    def wishes(self, entry: WaitlistEntry) -> Wishes | None:
        """Give what an entry wishes, less all that holds for the whole span; None where no time of it would do.

        So entries whose wishes make no difference on a day are alike on it.
        """
        homes = {place.home for place in self._placed(asking_of(entry))}
        if len(homes) != 1:
            prefers = entry.prefers or Preference()
            return Wishes(prefers.days, prefers.parts, entry.earliest, entry.until) if homes else None
        home = homes.pop()
        first, last = local_date(self._span.start, home), local_date(self._span.end - 1, home)
        if (entry.earliest or first) > last or (entry.until or last) < first:
            return None
        days = entry.prefers.days if entry.prefers is not None else ()
        if days and (last - first).days < len(WEEKDAYS):
            here = {WEEKDAYS[(first + timedelta(days=n)).weekday()] for n in range((last - first).days + 1)}
            if here.isdisjoint(days):
                return None
            days = () if here.issubset(days) else days
        return Wishes(
            days,
            entry.prefers.parts if entry.prefers is not None else (),
            entry.earliest if (entry.earliest or first) > first else None,
            entry.until if (entry.until or last) < last else None,
        )

    def in_the_way(self, entry: WaitlistEntry) -> list[Stretch]:
        """Give what bars one who waits from coming: their other visits, and what they have declined."""
        if self._busy is None:
            since, until = self._span.start - DAY, self._span.end + DAY
            self._busy = table.visits_of_waiting(self._book.connection, since, until, self._now)
        found = [(each.start, each.end) for each in self._busy.get(entry.patient_id, ()) if each.id != entry.gives_up]
        if entry.declined:
            length = self.length(asking_of(entry)) or 0
            found += [(each.start, each.start + length) for each in entry.declined]
        return found

    def spot(self, entry: WaitlistEntry, wishes: Wishes, person: Id, bounds: Bounds) -> Spot | None:
        """Give the first time between two starts that an entry fits with somebody, None where there is none."""
        asking, taken = asking_of(entry), self.in_the_way(entry)
        if taken:
            return self._first(asking, wishes, person, bounds, taken)
        key = (asking, wishes, person, bounds)
        if key not in self._found:
            self._found[key] = self._first(asking, wishes, person, bounds, ())
        return self._found[key]

    def outline(self, person: Id) -> tuple[Interval, ...]:
        """Give the free time of somebody within the span that is still to come, wherever it is."""
        found = []
        for place in self._placed(ANY_MINUTE):
            low = max(self._span.start, place.earliest)
            for origin, _, open_end, gap_start, gap_end in self._pieces_of(place, person):
                start, end = max(origin, gap_start, low), min(open_end, gap_end, self._span.end)
                if start < end:
                    found.append(Interval(Instant(start), Instant(end)))
        return union(found)

    def likes(self, prefers: Preference, spot: Spot) -> bool:
        """Tell whether a time is one that somebody would rather have, on the clock of its location."""
        return prefers.suits(spot.start, self._book.get(Location, spot.location).zone)

    def clock(self, start: int, home: str) -> tuple[date, Weekday, DayPart]:
        """Give the date, the weekday and the part of the day of a start on a zone's clock."""
        key = (start, home)
        found = self._clock.get(key)
        if found is None:
            day = local_date(start, home)
            found = self._clock[key] = (day, WEEKDAYS[day.weekday()], part_of_day(start, home))
        return found

    def _first(
        self, asking: Asking, wishes: Wishes, person: Id, bounds: Bounds, taken: Sequence[Stretch]
    ) -> Spot | None:
        spots = [
            Spot(start, start + place.part.length, person, place.location)
            for place in self._placed(asking)
            if (start := self._start(asking, place, wishes, person, bounds, taken)) is not None
        ]
        return min(spots, default=None)

    def _start(
        self, asking: Asking, place: _Place, wishes: Wishes, person: Id, bounds: Bounds, taken: Sequence[Stretch]
    ) -> int | None:
        length = place.part.length
        for low, high in self._ranges_of(asking, place, person):
            low, high = max(low, bounds[0]), min(high, bounds[1])
            if low > high:
                continue
            for start in self._tried(low, high, place.home, wishes, taken):
                if self._suits(start, place.home, wishes) and not _meets(start, start + length, taken):
                    return start
        return None

    def _tried(self, low: int, high: int, home: str, wishes: Wishes, taken: Sequence[Stretch]) -> Iterator[int]:
        """Give the starts of a range at which what holds of a time may change: the first that suits is among them."""
        found = [self._rounded(low, high)]
        if any(wishes):
            found += [turn for turn in self._turns_of(home) if low < turn <= high]
        found += [end for _, end in taken if low < end <= high]
        return iter(sorted(found) if len(found) > 1 else found)

    def _rounded(self, low: int, high: int) -> int:
        """Give a start that nobody has to read off a stop watch, where it is only the present that is in the way."""
        if low // MINUTE != self._now // MINUTE:
            return low
        found = -(-low // _ROUND) * _ROUND
        return found if found <= high else low

    def _turns_of(self, home: str) -> list[int]:
        """Give when days and parts of the day begin within the span."""
        if home not in self._turns:
            first, last = local_date(self._span.start - DAY, home), local_date(self._span.end + REACH, home)
            days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
            self._turns[home] = [at_minute(day, at * _HOUR, home) for day in days for at in (0, NOON, EVENING)]
        return self._turns[home]

    def _suits(self, start: int, home: str, wishes: Wishes) -> bool:
        if not any(wishes):
            return True
        day, weekday, part = self.clock(start, home)
        if (wishes.days and weekday not in wishes.days) or (wishes.parts and part not in wishes.parts):
            return False
        return (wishes.earliest or day) <= day <= (wishes.until or day)

    def _ranges_of(self, asking: Asking, place: _Place, person: Id) -> list[Range]:
        key = (asking, person, place.location)
        found = self._ranges.get(key)
        if found is None:
            part, last = place.part, self._span.end - 1
            first = max(self._span.start, place.earliest)
            held = self._pieces_of(place, person) if person in part.who else []
            found = cut.ranges(held, part.length, part.before, part.after, first, last)
            if found and place.resources is not None:
                found = both(found, place.resources)
            self._ranges[key] = found
        return found

    def _pieces_of(self, place: _Place, person: Id) -> list[Piece]:
        """Give somebody's free pieces at a location that reach into the span."""
        key = (person, place.location)
        if key not in self._pieces:
            start, end = self._span.start, self._span.end
            every = place.search.pieces_of(person, self._span)
            self._pieces[key] = [one for one in every if one[0] < end and one[2] > start and one[4] > start]
        return self._pieces[key]

    def _placed(self, asking: Asking) -> list[_Place]:
        """Give a question at each location where it may be asked; none where its service is no more."""
        if asking not in self._places:
            wanted = [one.id for one in self._locations if asking.location in (None, one.id)]
            self._places[asking] = [place for one in wanted if (place := self._asked(asking, one)) is not None]
        return self._places[asking]

    def _asked(self, asking: Asking, location: Id) -> _Place | None:
        sent: Asked = {"service": asking.service, "variation": asking.variation, "location": location}
        if asking.length is not None:
            sent["duration"] = asking.length
        if self._room is not None and asking.service is not None:
            sent["room"] = self._room
        try:
            asked = question(self._book, sent, self._now)
        except Refusal:
            # A service that was put away since is not offered to anyone.
            return None
        search = Search(self._book, asked, self._kept, self._now)
        part = asked.parts[0]
        return _Place(search, part, location, asked.home, asked.earliest, self._resources(search, part))

    def _resources(self, search: Search, part: Part) -> Sequence[Range] | None:
        """Give the starts at which room and equipment are free; None where none are needed."""
        if part.rooms is None and not part.equipment:
            return None
        usable = search.usable((part,))
        rooms = tuple(one for one in part.rooms or () if (Subject.ROOM, one, 1) not in self._claims)
        things = {one: many for one, many in usable.items() if (Subject.EQUIPMENT, one, many) not in self._claims}
        self._claims |= search.claims(self._span, (replace(part, rooms=rooms),), things)
        snapshot = Snapshot(openings=search.openings(self._span), claims=self._claims, usable=usable)
        return Resources(part, snapshot).starts()


def asking_of(entry: WaitlistEntry) -> Asking:
    """Give what an entry asks for, alike for all who ask for the same."""
    return Asking(entry.service_id, entry.variation_id, entry.length, entry.location_id)


def to_be_asked(book: Familiar, entries: Iterable[WaitlistEntry], now: Instant, today: date) -> list[WaitlistEntry]:
    """Keep those who wait for a time, whose last date is not over and who have no offer that stands."""
    held = table.held_now(book.connection, now)

    def offered(entry: WaitlistEntry) -> bool:
        offer = entry.offer
        return offer is not None and offer.until > now and held.get(offer.hold_id) == entry.patient_id

    return [
        entry
        for entry in entries
        if entry.appointment_id is None
        and entry.service_id is not None
        and (entry.until is None or entry.until >= today)
        and not offered(entry)
    ]


def _meets(start: int, end: int, taken: Sequence[Stretch]) -> bool:
    return any(a < end and start < b for a, b in taken)
