"""The sample clinic itself: the place, its rooms, what it offers, who works there and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from frontdesk.domain.clinic import Profile
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.location import Location, Room
from frontdesk.domain.names import words_of
from frontdesk.domain.practitioner import Practitioner
from frontdesk.services.demo.catalogue import Post, posts
from frontdesk.services.demo.closing import choices, closures
from frontdesk.services.demo.diaries import VIDEO, diaries
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.means import Site
from frontdesk.services.demo.offered import Places, equipment, services
from frontdesk.services.demo.pauses import Whose, blocks, pauses
from frontdesk.services.demo.shifts import schedules
from frontdesk.services.practitioners import HUES
from frontdesk.store.work import Record

NAME = "Main Street clinic"
TREATMENT = "Treatment room"
FEWEST_ROOMS = 4
BLOCKS_SINCE = 366
# Every eighth room holds a class, the last of the first four to begin with.
_GROUP_ROOM = 3
_ROOMS_A_GROUP_ROOM = 8


def found(count: int, seed: int, zone: str, today: date, ids: Ids) -> tuple[Site, list[Record]]:
    """Give the site for so many practitioners, and its records in the order in which they may be written.

    What depends on which dates are filled comes later: closures and blocks.
    """
    places = _places(zone, ids)
    main, second = places
    rooms = [_room(n, main.id, ids) for n in range(max(FEWEST_ROOMS, -(-count // 3)))]
    rooms.append(Room(id=ids.next(), location_id=second.id, name=f"{second.name} room", position=len(rooms)))
    staff = posts(count, seed)
    people = [_practitioner(n, post, ids) for n, post in enumerate(staff)]
    who = tuple(p.id for p in people)
    kept = diaries(who, main, today, ids)
    gear = equipment(main.id, ids)
    shifts = (*schedules(staff, who, places, today, ids), *kept.schedules)
    kinds = _Kinds.of(rooms, second.id)
    offered = tuple(services(staff, who, Places(kinds.treatment, kinds.group), gear, ids))
    site = Site(
        zone=zone,
        places=tuple(place.id for place in places),
        posts=staff,
        practitioners=who,
        schedules=shifts,
        services={service.name: service for service in offered},
        rooms=kinds.plain,
        treatment_rooms=kinds.treatment,
        group_rooms=kinds.group,
        second_rooms=kinds.second,
        gear={each.name: (each.id, each.usable) for each in gear},
        calendars={name: calendar.id for name, calendar in kept.calendars.items()},
        pauses=pauses(today),
    )
    first: list[Record] = [Profile(name=NAME, zone=zone), *places, *rooms, *people]
    return site, [*first, *kept.groups, *kept.calendars.values(), *gear, *shifts, *offered]


def dated(site: Site, first: date, today: date, now: Instant, ids: Ids) -> tuple[Site, list[Record]]:
    """Give the site with its closures, and the records of them and of blocks, from a first date on."""
    closed = tuple(closures(site.places, site.zone, first, today, ids))
    # Blocks of a hundred years ago help nobody.
    since = max(first, today - timedelta(days=BLOCKS_SINCE))
    whose = Whose(site.practitioners, site.calendars[VIDEO], site.places[0], site.zone)
    rows: Iterable[Record] = blocks(site.pauses, whose, since, now, ids)
    return replace(site, closures=closed), [*closed, *choices(site.places, site.zone, today), *rows]


def _places(zone: str, ids: Ids) -> tuple[Location, Location]:
    main = Location(
        id=ids.next(),
        name=NAME,
        slug="main",
        phone="+1 212 555 0100",
        address="12 Main Street\nNew York, NY 10001",
        zone=zone,
        is_default=True,
    )
    second = Location(
        id=ids.next(),
        name="Riverside",
        slug="riverside",
        phone="+1 212 555 0101",
        address="3 Riverside Walk\nNew York, NY 10024",
        zone=zone,
    )
    return main, second


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The rooms by what they are for."""

    plain: tuple[Id, ...]
    treatment: tuple[Id, ...]
    group: tuple[Id, ...]
    second: tuple[Id, ...]

    @classmethod
    def of(cls, rooms: Sequence[Room], second: Id) -> _Kinds:
        """Sort the rooms."""
        here = [room for room in rooms if room.location_id != second]
        small = [room for room in here if room.capacity == 1]
        return cls(
            plain=tuple(room.id for room in small if not room.name.startswith(TREATMENT)),
            treatment=tuple(room.id for room in small if room.name.startswith(TREATMENT)),
            group=tuple(room.id for room in here if room.capacity > 1),
            second=tuple(room.id for room in rooms if room.location_id == second),
        )


def _room(n: int, location: Id, ids: Ids) -> Room:
    turn, kind = divmod(n, _ROOMS_A_GROUP_ROOM)
    if kind == _GROUP_ROOM:
        return Room(id=ids.next(), location_id=location, name=f"Group room {_letters(turn)}", capacity=12, position=n)
    if kind == _GROUP_ROOM - 1:
        name = f"{TREATMENT} {turn + 1}" if turn else TREATMENT
        return Room(id=ids.next(), location_id=location, name=name, position=n)
    plain = 1 + n - sum(at % _ROOMS_A_GROUP_ROOM in (_GROUP_ROOM - 1, _GROUP_ROOM) for at in range(n))
    return Room(id=ids.next(), location_id=location, name=f"Room {plain}", position=n)


def _letters(n: int) -> str:
    """Count A to Z, then AA to AZ, and on."""
    return ("" if n < 26 else _letters(n // 26 - 1)) + chr(ord("A") + n % 26)


def _practitioner(n: int, post: Post, ids: Ids) -> Practitioner:
    mail = ".".join(words_of(post.name.removeprefix("Dr. ").partition(",")[0]))
    return Practitioner(
        id=ids.next(),
        name=post.name,
        speciality=post.work.speciality,
        email=f"{mail}@clinic.example.com",
        phone=f"+1 212 555 {110 + n:04d}",
        hue=HUES[n % len(HUES)],
        position=n,
    )
