"""What is typed into the wizard that sets a clinic up, and the clinic that it makes. No Qt, nothing is written here.

Everything stays as it was typed until the end, so that going back and forward loses nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.domain.errors import Invalid
from frontdesk.domain.hours import WeeklyHours, checked_week
from frontdesk.domain.instants import MINUTE
from frontdesk.domain.names import folded, slug_of
from frontdesk.domain.service import HIGHEST_PRICE
from frontdesk.gui.dialogs import typed
from frontdesk.gui.dialogs.settings import zones
from frontdesk.gui.dialogs.settings.money import minor_units
from frontdesk.gui.dialogs.typed_week import DAYS, week_of

if TYPE_CHECKING:
    from frontdesk.services.founding import Founding

SUFFIX = ".frontdesk"
LONGEST_NAME = 120
MOST_ROOMS = 200
_APART = re.compile(r"\t|;|\s+[-–—|]\s+")
_MARK = re.compile(r"^\s*(?:[-*•·]|\d{1,3}[.)])\s+")
_LETTERS_AFTER = re.compile(r"[A-Z][A-Za-z.]{0,5}")
_TITLES = frozenset({"dr", "dra", "prof", "mr", "mrs", "ms"})

Week = tuple[str, ...]


class Step(IntEnum):
    """The pages, in their order."""

    CLINIC = 0
    PEOPLE = 1
    HOURS = 2
    SERVICES = 3
    END = 4


@dataclass(frozen=True, slots=True)
class Person:
    """One practitioner to be; without a `week` of their own they keep everyone's."""

    name: str
    speciality: str = ""
    week: Week | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the services, length and price as typed; `kept` says that a person ticked or changed it."""

    name: str
    length: str
    price: str = ""
    category: str = ""
    seats: int = 1
    ticked: bool = True
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hours that many clinics keep: of each working day, and of the day after those."""

    id: str
    day: str
    day_after: str = ""

    def week(self, workdays: Sequence[int]) -> Week:
        """Give the week, Monday first; `workdays` are the numbers of a land's working days, in their order."""
        after = (workdays[-1] + 1) % DAYS
        return tuple(
            self.day if n in workdays else self.day_after if n == after and self.day_after else "" for n in range(DAYS)
        )


PATTERNS = (
    Pattern("pause", "9:00-12:30, 13:30-17:30"),
    Pattern("through", "9:00-17:00"),
    Pattern("early", "8:00-12:00, 12:30-16:00"),
    Pattern("long", "8:00-13:00, 14:00-19:00"),
    Pattern("mornings", "8:30-13:00"),
    Pattern("six", "9:00-13:00, 14:00-18:00", "9:00-13:00"),
)
WORKDAYS = (0, 1, 2, 3, 4)
USUAL_WEEK = PATTERNS[0].week(WORKDAYS)


@dataclass(slots=True, kw_only=True)
class Draft:
    """Everything that the wizard asks. `folder` is where files are kept unless another `place` is typed."""

    folder: Path
    zone: str = "UTC"
    name: str = ""
    unnamed: str = "My clinic"
    country: str = ""
    land: str = ""
    region: str = ""
    currency: str = "USD"
    workdays: tuple[int, ...] = WORKDAYS
    place: str = ""
    people: tuple[Person, ...] = ()
    week: Week = USUAL_WEEK
    offers: tuple[Offer, ...] = ()
    kind: str = ""
    rooms: str = ""
    step: Step = Step.CLINIC

    @property
    def called(self) -> str:
        """Give the clinic's name, the usual one while none is typed."""
        return " ".join(self.name.split()) or self.unnamed

    @property
    def path(self) -> Path:
        """Give where the file goes: what was typed, else a free name in the usual folder after the clinic's."""
        said = self.place.strip()
        if not said:
            return _free(self.folder, slug_of(self.called) or "clinic")
        path = Path(said).expanduser()
        path = path if path.is_absolute() else self.folder / path
        return path if path.suffix else path.with_name(path.name + SUFFIX)

    @property
    def room_count(self) -> int:
        """Give how many rooms there are: one for each practitioner while nothing else is said."""
        said = self.rooms.strip()
        return int(said) if said.isdecimal() and len(said) < 5 else min(max(1, len(self.people)), MOST_ROOMS)

    def week_of(self, person: Person) -> Week:
        """Give the hours of a practitioner as typed."""
        return self.week if person.week is None else person.week

    def with_people(self, rows: Sequence[tuple[str, str]]) -> None:
        """Take names and specialities as typed in order; who was there keeps their hours."""
        weeks = {person.name: person.week for person in self.people}
        read = [(" ".join(name.split()), " ".join(speciality.split())) for name, speciality in rows]
        self.people = tuple(Person(name, speciality, weeks.get(name)) for name, speciality in read if name)

    def with_workdays(self, workdays: tuple[int, ...]) -> None:
        """Take the working days of another land; hours that were only offered follow them."""
        before, self.workdays = self.workdays, workdays
        pattern = pattern_of(self.week, before)
        self.week = next((p.week(workdays) for p in PATTERNS if p.id == pattern), self.week)

    def with_kind(self, kind: str, usual: Sequence[Offer]) -> None:
        """Offer the usual services of another kind of clinic; what a person ticked or changed stays."""
        kept = [offer for offer in self.offers if offer.kept and (offer.ticked or offer.name)]
        held = {folded(offer.name) for offer in kept}
        self.kind = kind
        self.offers = (*kept, *(offer for offer in usual if folded(offer.name) not in held))

    def faults(self, step: Step) -> Iterator[Invalid]:
        """Give everything that cannot be on one page, each with its field."""
        yield from (_clinic_faults, _people_faults, _hours_faults, _service_faults, _end_faults)[step](self)

    def skip(self, step: Step) -> None:
        """Put one page back to what it says by itself."""
        if step is Step.CLINIC:
            self.name = self.place = ""
        elif step is Step.PEOPLE:
            self.people = ()
        elif step is Step.HOURS:
            self.week = PATTERNS[0].week(self.workdays)
            self.people = tuple(replace(person, week=None) for person in self.people)
        elif step is Step.SERVICES:
            self.offers = ()
        else:
            self.rooms = ""

    def founding(self, room: str) -> Founding:
        """Give the clinic that this makes, once nothing is wrong; `room` is how rooms are called, with %1."""
        from frontdesk.services.founding import Founding, NewPractitioner, NewService

        count = self.room_count
        return Founding(
            name=self.called,
            zone_name=self.zone,
            currency=self.currency,
            country=self.country,
            region=self.region,
            practitioners=tuple(
                NewPractitioner(name=p.name, speciality=p.speciality, hours=week_of(self.week_of(p)))
                for p in self.people
            ),
            services=tuple(
                NewService(
                    name=offer.name.strip(),
                    category=offer.category,
                    duration=(typed.length(offer.length) or 0) * MINUTE,
                    price=minor_units(offer.price, self.currency) or 0,
                    seats=offer.seats,
                )
                for offer in self.offers
                if _is_chosen(offer)
            ),
            rooms=tuple(room.replace("%1", str(n)) for n in range(1, count + 1)),
        )

    @property
    def chosen(self) -> tuple[Offer, ...]:
        """Give the services that will be made."""
        return tuple(offer for offer in self.offers if _is_chosen(offer))


def _is_chosen(offer: Offer) -> bool:
    return offer.ticked and bool(offer.name.strip())


def _clinic_faults(draft: Draft) -> Iterator[Invalid]:
    if len(draft.called) > LONGEST_NAME:
        yield Invalid(
            "too_long_text", field="name", got=len(draft.called), allowed=f"at most {LONGEST_NAME} characters"
        )
    if draft.zone not in zones.names():
        yield Invalid("unknown_zone", field="zone_name", got=draft.zone, allowed="a zone of the list")
    path = draft.path
    if not path.parent.is_dir():
        yield Invalid("no_such_folder", field="path", got=str(path.parent), allowed="a folder that is there")
    elif path.exists():
        yield Invalid("already_there", field="path", got=str(path), allowed="a new file")
    elif not os.access(path.parent, os.W_OK):
        yield Invalid("read_only", field="path", got=str(path.parent), allowed="a folder of yours")


def _people_faults(draft: Draft) -> Iterator[Invalid]:
    for n, person in enumerate(draft.people):
        for name, said in (("name", person.name), ("speciality", person.speciality)):
            if len(said) > LONGEST_NAME:
                allowed = f"at most {LONGEST_NAME} characters"
                yield Invalid("too_long_text", field=f"people[{n}].{name}", got=len(said), allowed=allowed)


def _hours_faults(draft: Draft) -> Iterator[Invalid]:
    weeks = [("everyone", draft.week), *((str(n), p.week) for n, p in enumerate(draft.people) if p.week is not None)]
    for whose, week in weeks:
        for weekday, text in enumerate(week):
            lone = tuple(text if n == weekday else "" for n in range(DAYS))
            try:
                checked_week(week_of(lone))
            except Invalid as fault:
                facts = {"got": text, "allowed": "8:30-12:30, 13:30-17:30", "weekday": weekday}
                yield Invalid(fault.reason, field=f"hours[{whose}]", **facts)


def _service_faults(draft: Draft) -> Iterator[Invalid]:
    seen: set[str] = set()
    for n, offer in enumerate(draft.offers):
        if not _is_chosen(offer):
            continue
        if folded(offer.name.strip()) in seen:
            yield Invalid("name_twice", field=f"services[{n}].name", got=offer.name, allowed="a name of its own")
        seen.add(folded(offer.name.strip()))
        if len(offer.name.strip()) > LONGEST_NAME:
            allowed = f"at most {LONGEST_NAME} characters"
            yield Invalid("too_long_text", field=f"services[{n}].name", got=len(offer.name), allowed=allowed)
        if typed.length(offer.length) is None:
            yield Invalid("bad_duration", field=f"services[{n}].length", got=offer.length, allowed="30 min")
        price = minor_units(offer.price, draft.currency)
        if price is None or price > HIGHEST_PRICE:
            yield Invalid("bad_price", field=f"services[{n}].price", got=offer.price, allowed="80 or 80.50")


def _end_faults(draft: Draft) -> Iterator[Invalid]:
    said = draft.rooms.strip()
    if said and (not said.isdecimal() or int(said[:6]) > MOST_ROOMS):
        yield Invalid("bad_rooms", field="rooms", got=said, allowed=f"0 to {MOST_ROOMS}")


def _free(folder: Path, stem: str) -> Path:
    """Give a name in a folder that no file has."""
    n, path = 2, folder / f"{stem}{SUFFIX}"
    while path.exists():
        n, path = n + 1, folder / f"{stem}-{n}{SUFFIX}"
    return path


def read_hours(week: Week) -> tuple[WeeklyHours, ...] | None:
    """Read a week as typed; None while some day of it cannot be."""
    try:
        return checked_week(week_of(week))
    except Invalid:
        return None


def pattern_of(week: Week, workdays: Sequence[int]) -> str:
    """Name the pattern that a week keeps, empty when it keeps none."""
    read = read_hours(week)
    return next((p.id for p in PATTERNS if read is not None and read_hours(p.week(workdays)) == read), "")


def people_in(text: str) -> list[tuple[str, str]]:
    """Read names and specialities from lines as they stand in a list, a mail or a spreadsheet; twice is once."""
    found = [_person(_MARK.sub("", line)) for line in text.splitlines()]
    return list(dict.fromkeys(person for person in found if person[0]))


def _person(line: str) -> tuple[str, str]:
    parts = [part.strip() for part in _APART.split(line, maxsplit=1)]
    if len(parts) == 2:
        return parts[0], parts[1].replace("\t", " ")
    name, _, rest = line.strip().partition(",")
    words = [word for word in name.split() if word.casefold().strip(".") not in _TITLES]
    # "Kim Doyle, RN" is a name with letters after it, and "Chen, Amelia" one whose family stands first.
    if not rest.strip() or len(words) < 2 or _LETTERS_AFTER.fullmatch(rest.strip()):
        return line.strip(), ""
    return name.strip(), rest.strip()


def zone_words(zone: str) -> str:
    """Write a zone as people read it."""
    return zone.replace("_", " ")


def found_in(text: str, names: Sequence[str]) -> int | None:
    """Find the one name that was meant: the same but for case and accents, its last part, or the only one with it."""
    wanted = folded(" ".join(text.replace("_", " ").split()))
    held = [folded(name) for name in names]
    for fits in (
        [n for n, name in enumerate(held) if name == wanted],
        [n for n, name in enumerate(held) if name.rpartition("/")[2] == wanted],
        [n for n, name in enumerate(held) if wanted and wanted in name],
    ):
        if len(fits) == 1:
            return fits[0]
    return None
