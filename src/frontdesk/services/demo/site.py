"""The sample clinic itself: the place, its rooms, what it offers, who works there and when."""

from __future__ import annotations

from frontdesk.domain.clinic import Profile
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.location import Location, Room
from frontdesk.domain.names import words_of
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule, week_of, weekly
from frontdesk.domain.service import Service
from frontdesk.services.demo.catalogue import OFFERS, Post, posts
from frontdesk.services.demo.ids import Ids
from frontdesk.services.demo.visits import Site
from frontdesk.services.demo.week import hours_of
from frontdesk.services.practitioners import HUES
from frontdesk.store.work import Record

NAME = "Main Street clinic"
FEWEST_ROOMS = 4
# Every eighth room holds a class, the last of the first four to begin with.
_GROUP_ROOM = 3
_ROOMS_A_GROUP_ROOM = 8


def found(count: int, seed: int, zone: str, ids: Ids) -> tuple[Site, list[Record]]:
    """Give the site for so many practitioners, and its records in the order in which they may be written."""
    location = Location(
        id=ids.next(),
        name=NAME,
        slug="main",
        phone="+1 212 555 0100",
        address="12 Main Street\nNew York, NY 10001",
        zone=zone,
        is_default=True,
    )
    rooms = [_room(n, location.id, ids) for n in range(max(FEWEST_ROOMS, -(-count // 3)))]
    staff = posts(count, seed)
    people = [_practitioner(n, post, ids) for n, post in enumerate(staff)]
    schedules = [_schedule(p.id, post, location, ids) for p, post in zip(people, staff, strict=True)]
    services = [_service(n, ids) for n in range(len(OFFERS))]
    site = Site(
        zone=zone,
        location=location.id,
        posts=staff,
        practitioners=tuple(p.id for p in people),
        hours=tuple(week_of(schedule.rules) for schedule in schedules),
        services={service.name: service.id for service in services},
        rooms=tuple(room.id for room in rooms if room.capacity == 1),
        group_rooms=tuple(room.id for room in rooms if room.capacity > 1),
    )
    return site, [Profile(name=NAME, zone=zone), location, *rooms, *people, *schedules, *services]


def _room(n: int, location: Id, ids: Ids) -> Room:
    turn, kind = divmod(n, _ROOMS_A_GROUP_ROOM)
    if kind == _GROUP_ROOM:
        return Room(id=ids.next(), location_id=location, name=f"Group room {_letters(turn)}", capacity=12, position=n)
    if kind == _GROUP_ROOM - 1:
        name = f"Treatment room {turn + 1}" if turn else "Treatment room"
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


def _schedule(practitioner: Id, post: Post, location: Location, ids: Ids) -> Schedule:
    return Schedule(
        id=ids.next(),
        name="Regular hours",
        zone=location.zone,
        location_id=location.id,
        practitioner_id=practitioner,
        rules=weekly(hours_of(post.pattern)),
    ).checked()


def _service(n: int, ids: Ids) -> Service:
    offer = OFFERS[n]
    return Service(
        id=ids.next(),
        name=offer.name,
        description=offer.description,
        duration=offer.lengths[0] * MINUTE,
        buffer_before=offer.before * MINUTE,
        buffer_after=offer.after * MINUTE,
        hue=offer.hue,
        position=n,
    ).checked()
