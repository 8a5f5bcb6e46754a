"""Found a whole clinic in one go: its file appears when everything is in it, or not at all.

The clinic and its location are one changeset that nobody can undo; what was set up with it is a second one.
"""

from __future__ import annotations

import errno
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from frontdesk.domain.actor import FRONT_DESK, Actor
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.errors import Invalid, Unavailable
from frontdesk.domain.hours import WeeklyHours, checked_week
from frontdesk.domain.instants import MINUTE, local_date
from frontdesk.domain.location import Location, Room
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.schedule import Schedule, weekly
from frontdesk.domain.service import Service
from frontdesk.services import checks, holiday_rows, holidays
from frontdesk.services.clinic import Clinic, Clock, create_clinic, now_ms, open_clinic
from frontdesk.services.practitioners import HUES
from frontdesk.services.service_drafts import ChangedService, drafted
from frontdesk.services.services import HUES as SERVICE_HUES
from frontdesk.store import files
from frontdesk.store.work import Work

MADE_BY = "setup"
REGULAR = "Regular hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPractitioner:
    """One practitioner to be, with the hours of every week; without any there is no schedule."""

    name: str
    speciality: str = ""
    hours: tuple[WeeklyHours, ...] = ()

    def __repr__(self) -> str:
        """Show no name: names never reach logs."""
        return "NewPractitioner()"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewService:
    """One service to be; `duration` in milliseconds, `price` in minor units of the clinic's money."""

    name: str
    category: str = ""
    duration: int = 30 * MINUTE
    price: int = 0
    seats: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """All that a clinic begins with. `country` (ISO 3166) is whose public holidays it keeps, none when empty."""

    name: str
    zone_name: str
    currency: str = "USD"
    country: str = ""
    region: str = ""
    practitioners: tuple[NewPractitioner, ...] = ()
    services: tuple[NewService, ...] = ()
    rooms: tuple[str, ...] = ()


def found_clinic(path: str | Path, founding: Founding, *, actor: Actor = FRONT_DESK, clock: Clock = now_ms) -> Clinic:
    """Make a new clinic in a file with all that it begins with, and open it.

    It is made beside its place and put there when it is whole: whatever goes wrong, no half of it is left.
    Invalid names the field that cannot be; Unavailable says why the file cannot be made.
    """
    place = Path(path)
    files.check_place(place)
    files.check_absent(place)
    part = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        with create_clinic(part, name=founding.name, zone_name=founding.zone_name, clock=clock) as made:
            _fill(made, founding, clock)
        files.check_absent(place)
        part.replace(place)
        files.sync(place.parent)
    except OSError as error:
        files.remove(part)
        full = error.errno == errno.ENOSPC
        raise Unavailable("disk_full" if full else "cannot_write", path=str(place), got=error.strerror or "") from error
    except BaseException:
        files.remove(part)
        raise
    return open_clinic(place, actor=actor, clock=clock)


def _fill(clinic: Clinic, founding: Founding, clock: Clock) -> None:
    with clinic.book.writing("clinic.found", actor=MADE_BY, now=clock, words=lambda: "Clinic set up") as work:
        (place,) = work.all(Location)
        held = work.get(Profile, THE_CLINIC)
        work.replace(held, replace(held, currency=checks.line(founding.currency, field="currency", empty=False)))
        people = tuple(_practitioners(work, founding.practitioners))
        for some in (
            tuple(_rooms(work, place, founding.rooms)),
            people,
            tuple(_schedules(work, place, people, founding.practitioners)),
            tuple(_services(work, founding.services)),
        ):
            work.create(*some)
        if founding.country:
            wanted = holidays.checked(founding.country, founding.region or None)
            holiday_rows.choose(work, place, wanted, local_date(work.now, place.zone).year)


def _rooms(work: Work, place: Location, names: Sequence[str]) -> Iterator[Room]:
    for n, name in enumerate(names):
        said = checks.line(name, field=f"rooms[{n}]", empty=False)
        yield Room(id=work.new_id(), location_id=place.id, name=said, position=n)


def _practitioners(work: Work, wanted: Sequence[NewPractitioner]) -> Iterator[Practitioner]:
    for n, each in enumerate(wanted):
        yield Practitioner(
            id=work.new_id(),
            name=checks.line(each.name, field=f"practitioners[{n}].name", empty=False),
            speciality=checks.line(each.speciality, field=f"practitioners[{n}].speciality"),
            hue=HUES[n % len(HUES)],
            position=n,
        )


def _schedules(
    work: Work, place: Location, people: Sequence[Practitioner], wanted: Sequence[NewPractitioner]
) -> Iterator[Schedule]:
    for one, each in zip(people, wanted, strict=True):
        if each.hours:
            yield Schedule(
                id=work.new_id(),
                name=REGULAR,
                zone=place.zone,
                location_id=place.id,
                practitioner_id=one.id,
                rules=weekly(checked_week(each.hours)),
            ).checked()


def _services(work: Work, wanted: Sequence[NewService]) -> Iterator[Service]:
    slugs: set[str] = set()
    for n, each in enumerate(wanted):
        blank = Service(id=work.new_id(), name="", hue=SERVICE_HUES[n % len(SERVICE_HUES)], position=n)
        sent: ChangedService = {
            "name": each.name,
            "category": each.category,
            "duration": each.duration,
            "price": each.price,
            "max_attendees": each.seats,
        }
        with _of(f"services[{n}]"):
            made = drafted(work, blank, sent, slugs)
        slugs.add(made.slug)
        yield made


@contextmanager
def _of(name: str) -> Iterator[None]:
    """Say of which part of the whole a field is that cannot be."""
    try:
        yield
    except Invalid as refusal:
        facts = {**refusal.facts, "field": f"{name}.{refusal.facts['field']}"}
        raise Invalid(refusal.reason, **facts) from None
