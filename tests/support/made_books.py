"""Small clinics by chance in real books, set up and worked in through the operations that everyone uses."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.calendar import CalendarKind, Distribution, Guests, Member
from frontdesk.domain.equipment import Need
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.keep import KEEP
from frontdesk.domain.length import Length, Unit
from frontdesk.domain.schedule import WEEKDAYS, Minute, Rule, Stretch
from frontdesk.services.asking import Asked, ServiceAsked
from frontdesk.services.clinic import Clinic, create_clinic
from tests.support.made_clinics import HOURS, ZONES

MINUTE, DAY = 60_000, 86_400_000
KINDS = (
    "personal",
    "equal",
    "soonest",
    "collective",
    "class",
    "seats",
    "event",
    "shared event",
    "service",
    "several services",
    "plain time",
)
_OF_CALENDAR = {
    "personal": CalendarKind.PERSONAL,
    "equal": CalendarKind.ROUND_ROBIN,
    "soonest": CalendarKind.ROUND_ROBIN,
    "collective": CalendarKind.COLLECTIVE,
    "class": CalendarKind.CLASS,
    "seats": CalendarKind.ROUND_ROBIN,
    "event": CalendarKind.EVENT,
    "shared event": CalendarKind.EVENT,
}
STEPS = (
    "book a free time",
    "book a free time",
    "book anything",
    "move",
    "cancel",
    "undo",
    "block",
    "change hours",
    "close",
    "hold",
    "let time pass",
    "change the calendar",
)


@dataclass
class Standing:
    """A clock that goes on by a millisecond with every look, so that no two writes are simultaneous."""

    now: Instant

    def __call__(self) -> Instant:
        """Give the moment."""
        self.now = Instant(self.now + 1)
        return self.now


@dataclass
class MadeBook:
    """A clinic in a book, and what is asked of it: the same words for every search of so many dates."""

    clinic: Clinic
    path: Path
    clock: Standing
    luck: Random
    kind: str
    zone: str
    first: date
    days: int
    asked: Asked = field(default_factory=Asked)
    people: list[Id] = field(default_factory=list)
    patients: list[Id] = field(default_factory=list)
    rooms: list[Id] = field(default_factory=list)
    things: list[Id] = field(default_factory=list)

    @property
    def last(self) -> date:
        """Give the last date that is asked about."""
        return self.first + timedelta(days=self.days - 1)

    def free(self, clinic: Clinic | None = None) -> dict[date, list[Slot]]:
        """Ask for the free times."""
        found = (clinic or self.clinic).availability.free_times(first=self.first, last=self.last, **self.asked)
        return {day: list(slots) for day, slots in found.days.items()}

    def moment(self, grid: int = 5) -> Instant:
        """Draw an instant from half a day before the dates to half a day after them."""
        begin = datetime(self.first.year, self.first.month, self.first.day, tzinfo=ZoneInfo(self.zone))
        steps = (self.days + 1) * 1440 // grid
        return Instant(int(begin.timestamp()) * 1000 + (self.luck.randrange(steps) * grid - 720) * MINUTE)

    def once_in(self, times: int) -> bool:
        """Draw something that is seldom so."""
        return self.luck.randrange(times) == 0

    def some(self, choices: list[Id], least: int = 1) -> list[Id]:
        """Draw several, each once, in any order."""
        return self.luck.sample(choices, self.luck.randint(least, len(choices)))


def made_book(path: Path, seed: int) -> MadeBook:
    """Set a clinic up; its kind is the seed's turn."""
    luck = Random(seed)
    zone = luck.choice(sorted(ZONES))
    first = luck.choice(ZONES[zone]) - timedelta(days=luck.randrange(2))
    noon = int(datetime(first.year, first.month, first.day, 12, tzinfo=ZoneInfo(zone)).timestamp()) * 1000
    clock = Standing(Instant(noon - luck.choice((0, 3 * DAY + 7_000)) + 29_500))
    clinic = create_clinic(path, name="Main Street", zone_name=zone, clock=clock)
    kind = KINDS[seed % len(KINDS)]
    made = MadeBook(clinic, path, clock, luck, kind, zone, first, luck.randint(1, 3))
    _equip(made)
    _ask(made)
    for _ in range(luck.randint(2, 4)):
        take_a_step(made, clinic, luck.choice(("block", "close", "hold")))
    for _ in range(10):
        take_a_step(made, clinic, luck.choice(("book anything", "book a free time")))
    return made


def _equip(made: MadeBook) -> None:
    clinic, luck = made.clinic, made.luck
    elsewhere = clinic.locations.create(name="Annexe", zone_name=luck.choice(sorted(ZONES)))
    together = rules_of(made) if made.kind == "collective" else None
    for n in range(luck.randint(1, 3)):
        one = clinic.practitioners.create(name=f"Dr. {n}")
        made.people.append(one.id)
        place = elsewhere.id if made.once_in(8) else None
        clinic.schedules.create(name="Usual", practitioner=one.id, location=place, rules=together or rules_of(made))
        if made.once_in(4):
            clinic.schedules.create(name="More", practitioner=one.id, rules=rules_of(made))
    for n in range(3):
        made.patients.append(clinic.patients.create(given_name=f"Patient {n}", family_name="Novák").id)
    made.rooms = [clinic.rooms.create(name=f"Room {n}", capacity=luck.choice((1, 2, 5))).id for n in range(3)]
    made.rooms.append(clinic.rooms.create(name="Far", location=elsewhere.id, capacity=5).id)
    lasers = (clinic.equipment.create(name=f"Laser {n}", quantity=luck.randint(1, 3)) for n in range(2))
    made.things = [one.equipment.id for one in lasers]
    if made.once_in(3):
        clinic.equipment.update(id=made.things[0], out_of_service=1)


def rules_of(made: MadeBook) -> list[Rule]:
    """Draw hours that are the same every day, with one date of its own now and then."""
    rules = [Rule(day=day, intervals=_hours(made)) for day in WEEKDAYS] if made.once_in(3) else _same(_hours(made))
    if made.once_in(3):
        rules.append(Rule(date=made.first + timedelta(days=made.luck.randrange(2)), intervals=_hours(made)))
    return rules


def _same(hours: tuple[Stretch, ...]) -> list[Rule]:
    return [Rule(day=day, intervals=hours) for day in WEEKDAYS]


def _hours(made: MadeBook) -> tuple[Stretch, ...]:
    return tuple(Stretch(Minute(a), Minute(b)) for a, b in made.luck.choice(HOURS))


def _ask(made: MadeBook) -> None:
    luck, asked = made.luck, made.asked
    if made.kind in _OF_CALENDAR:
        asked["calendar"] = _calendar(made)
        if made.once_in(5):
            asked["service"] = _service(made, 1)
    elif made.kind == "service":
        asked["service"] = _service(made, 1)
    elif made.kind == "several services":
        asked["services"] = [ServiceAsked(_service(made, n)) for n in range(luck.randint(2, 3))]
    else:
        asked["duration"] = luck.randint(1, 20) * 5 * MINUTE
    # Who sees them may be of weight: a patient who is asked for is one with visits.
    asked["patient"] = made.patients[0]
    asked["heads"] = luck.choice((1, 1, 1, 2)) if made.kind not in ("several services", "plain time") else 1
    if made.kind in _OF_CALENDAR and made.once_in(4):
        asked["for_patient"] = True
    if made.once_in(2):
        asked["zone_name"] = luck.choice(sorted(ZONES))
    if made.kind in ("service", "several services", "plain time"):
        asked["step"] = luck.choice((5, 15, 20, 50)) * MINUTE


def _calendar(made: MadeBook) -> Id:
    clinic, luck = made.clinic, made.luck
    event = made.kind in ("event", "shared event")
    people = [] if event else made.some(made.people)
    people = people[:1] if made.kind == "personal" else people
    team = [Member(who, luck.choice((0, 0, 5)), primary=who == people[0]) for who in people]
    shared = made.kind in ("class", "seats", "shared event")
    one = clinic.calendars.create(
        name="Check-ups",
        kind=_OF_CALENDAR[made.kind],
        team=team,
        distribution=Distribution.EQUAL if made.kind == "equal" else Distribution.AVAILABILITY,
        duration=Length(luck.randint(2, 18) * 5),
        interval=Length(luck.randint(2, 10) * 5),
        buffer_before=Length(luck.choice((0, 0, 5, 15))),
        buffer_after=Length(luck.choice((0, 0, 10, 45))),
        per_slot=luck.randint(2, 4) if shared else 1,
        per_day=luck.choice((None, None, 3, 5)),
        notice=luck.choice((Length(0), Length(90), Length(1, Unit.DAYS))),
        window=luck.choice((None, None, Length(4, Unit.DAYS), Length(1, Unit.WEEKS))),
        look_busy=30,
        guests=Guests.COUNT,
        sticky_patient=made.once_in(3) and not shared,
    )
    if event or made.once_in(4):
        clinic.event_schedules.create(calendar=one.id, rules=rules_of(made))
    if made.once_in(3):
        for room in made.rooms[: luck.randint(1, 3)]:
            clinic.rooms.update(id=room, calendars=[one.id])
    if made.once_in(4):
        clinic.equipment.update(id=made.things[0], calendar=one.id)
    return one.id


def _service(made: MadeBook, n: int) -> Id:
    luck = made.luck
    needs = [Need(thing, 1) for thing in made.things if made.once_in(3)]
    one = made.clinic.services.create(
        name=f"Service {n}",
        duration=luck.randint(1, 12) * 5 * MINUTE,
        buffer_before=luck.choice((0, 0, 10)) * MINUTE,
        buffer_after=luck.choice((0, 0, 5, 20)) * MINUTE,
        practitioners=made.some(made.people) if made.once_in(2) else None,
        rooms=made.some(made.rooms) if made.once_in(2) else None,
        equipment=needs,
    )
    return one.id


def take_a_step(made: MadeBook, clinic: Clinic, step: str) -> None:
    """Do something in the book; what the book refuses is left undone."""
    with suppress(Refusal):
        _STEPS[step](made, clinic)


def book(made: MadeBook, clinic: Clinic, slot: Slot, who: Id | None, patient: Id) -> list[Appointment]:
    """Book a free time as it stands, and give the rows of the visit."""
    asked = made.asked
    if slot.parts:
        parts = [ServiceAsked(part.service, practitioner=part.practitioner) for part in slot.parts if part.service]
        done = clinic.service_bookings.create(services=parts, patient=patient, start=slot.start)
        return [clinic.appointments.get(id=row.id).appointment for row in done.parts]
    said: dict[str, Any] = {name: asked[name] for name in ("calendar", "service") if name in asked}
    if who is not None and made.kind != "collective":
        said["practitioner"] = who
    if (heads := asked.get("heads", 1)) > 1:
        said["guests"] = heads - 1
    return [clinic.appointments.book(start=slot.start, end=slot.end, patient=patient, **said)]


def _book_free(made: MadeBook, clinic: Clinic) -> None:
    slots = [slot for slots in made.free(clinic).values() for slot in slots]
    if slots:
        slot = made.luck.choice(slots)
        who = made.luck.choice(slot.practitioners) if slot.practitioners else None
        book(made, clinic, slot, who, made.luck.choice(made.patients[1:]))


def _book_anything(made: MadeBook, clinic: Clinic) -> None:
    luck, start = made.luck, made.moment()
    start = Instant(start + 17_000) if made.once_in(6) else start
    said: dict[str, Any] = {"practitioner": luck.choice(made.people), "patient": luck.choice(made.patients)}
    if made.once_in(3):
        said["room"] = luck.choice(made.rooms[:3])
    if made.once_in(3):
        said["equipment"] = [luck.choice(made.things)]
    if made.once_in(3):
        said["buffer_after"] = luck.choice((5, 30)) * MINUTE
    if "calendar" in made.asked and made.once_in(3):
        said |= {"calendar": made.asked["calendar"], "ignore_free_slots": True}
    if made.once_in(3):
        said["override_reason"] = "Urgent"
    clinic.appointments.book(start=start, end=Instant(start + luck.randint(1, 16) * 5 * MINUTE), **said)


def _visits(clinic: Clinic) -> list[Appointment]:
    return [one for one in clinic.appointments.list(size=100).items if one.event_type != "block"]


def _move(made: MadeBook, clinic: Clinic) -> None:
    if not (visits := _visits(clinic)):
        return
    visit = made.luck.choice(visits)
    who = made.luck.choice(made.people) if made.once_in(2) else KEEP
    clinic.appointments.move(id=visit.id, start=made.moment(), practitioner=who)


def _cancel(made: MadeBook, clinic: Clinic) -> None:
    if not (visits := _visits(clinic)):
        return
    visit = made.luck.choice(visits)
    if made.once_in(2):
        clinic.appointments.cancel(id=visit.id)
    elif made.once_in(2):
        clinic.appointments.archive(id=visit.id)
    else:
        clinic.appointments.delete(id=visit.id)


def _block(made: MadeBook, clinic: Clinic) -> None:
    start = made.moment()
    end = Instant(start + made.luck.randint(1, 60) * 5 * MINUTE)
    calendar = made.asked.get("calendar")
    if calendar is not None and made.once_in(2):
        clinic.blocks.create(start=start, end=end, calendar=calendar)
    else:
        clinic.blocks.create(start=start, end=end, practitioner=made.luck.choice(made.people))


def _close(made: MadeBook, clinic: Clinic) -> None:
    day = made.first + timedelta(days=made.luck.randrange(-1, 3))
    said: dict[str, Any] = {}
    if not made.once_in(4):
        start = made.luck.randrange(280) * 5
        said = {"start": Minute(start), "end": Minute(min(1440, start + made.luck.randint(1, 40) * 5))}
    clinic.closures.create(name="Closed", first=day, **said)


def _change_hours(made: MadeBook, clinic: Clinic) -> None:
    schedules = clinic.schedules.search(practitioner=made.luck.choice(made.people))
    clinic.schedules.update(id=made.luck.choice(list(schedules)).id, rules=rules_of(made))


def _hold(made: MadeBook, clinic: Clinic) -> None:
    start = made.moment()
    said: dict[str, Any] = {"practitioner": made.luck.choice(made.people)}
    if made.once_in(2):
        said["room"] = made.luck.choice(made.rooms[:3])
    clinic.holds.place(start=start, end=Instant(start + made.luck.randint(2, 20) * 5 * MINUTE), **said)


def _pass(made: MadeBook, clinic: Clinic) -> None:
    """Let five minutes pass, or so many that every hold runs out."""
    made.clock.now = Instant(made.clock.now + made.luck.choice((5, 11)) * MINUTE)


def _change_calendar(made: MadeBook, clinic: Clinic) -> None:
    calendar, luck = made.asked.get("calendar"), made.luck
    if calendar is None:
        return
    if made.once_in(2):
        clinic.calendars.update(id=calendar, duration=Length(luck.randint(2, 18) * 5))
    else:
        clinic.calendars.update(id=calendar, buffer_after=Length(luck.choice((0, 10))), notice=Length(0))


_STEPS = {
    "book a free time": _book_free,
    "book anything": _book_anything,
    "move": _move,
    "cancel": _cancel,
    "undo": lambda made, clinic: clinic.history.undo() and None,
    "block": _block,
    "change hours": _change_hours,
    "close": _close,
    "hold": _hold,
    "let time pass": _pass,
    "change the calendar": _change_calendar,
}
