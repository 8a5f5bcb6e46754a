"""Who is meant: practitioners and patients recognised by address, then by name, or proposed to be made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from frontdesk.domain.errors import NotFound
from frontdesk.domain.ids import Id
from frontdesk.domain.keep import Keep
from frontdesk.domain.names import words_of
from frontdesk.domain.patient import Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.ics.event import Event, Person
from frontdesk.ics.writer import PRODUCT
from frontdesk.services.ics.preview import NOBODY, Match, Who
from frontdesk.services.ics.sources import Entry
from frontdesk.services.ics.words import one_line
from frontdesk.store import ics as table
from frontdesk.store.work import Reading

# A shared calendar may hold invitations from hundreds of people who are not of this clinic.
MOST_NEW_PRACTITIONERS = 100
_TITLES = frozenset(("dr", "dra", "prof", "mr", "mrs", "ms", "rn", "md", "phd", "lic", "med"))
# Names that programs give to a calendar by themselves: they name nobody.
_NAMELESS = frozenset(
    ("calendar", "kalender", "calendario", "calendrier", "agenda", "kalendarz", "home", "work", "personal", "default")
)
_NOT_A_PERSON = frozenset(("ROOM", "RESOURCE", "GROUP"))
_NOBODYS_ADDRESS = frozenset(("unknownorganizer@calendar.google.com",))
# What parts a title: a dash with air around it, so that Jean-Luc stays whole.
_TITLE_PARTS = re.compile(r"\s+[-\u2013\u2014]\s+|[:,\u00b7(]")
_SEPARATORS = re.compile(r"[._+\-0-9]+")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who is not in the book yet. Equal newcomers are one and the same."""

    name: str = field(repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Pick:
    """Who was found, the newcomer where someone is to be made, and the line of the file that led there."""

    who: Who
    newcomer: Newcomer | None = None
    person: Person | None = None


NO_ONE = Pick(NOBODY)


class _Index:
    """People by address and by name; where several share one, it points at none of them."""

    def __init__(self, people: Iterable[tuple[Id, str, str]]) -> None:
        self.names: dict[Id, str] = {}
        self._by_email: dict[str, list[Id]] = {}
        self._by_name: dict[tuple[str, ...], list[Id]] = {}
        for one, name, email in people:
            self.names[one] = name
            if email:
                self._by_email.setdefault(email.casefold(), []).append(one)
            key = _name_key(name)
            if key:
                self._by_name.setdefault(key, []).append(one)

    def find(self, name: str, email: str) -> tuple[Id | None, Match, bool]:
        """Give who is meant, how that was told, and whether several could be."""
        addressed = self._by_email.get(email.casefold(), []) if email else []
        named = self._by_name.get(_name_key(name), []) if name else []
        if len(addressed) == 1:
            return addressed[0], Match.EMAIL, False
        both = [one for one in addressed if one in named]
        if len(both) == 1:
            return both[0], Match.EMAIL, False
        if not addressed and len(named) == 1:
            return named[0], Match.NAME, False
        return None, Match.NOBODY, bool(addressed or named)

    def named(self, name: str) -> Id | None:
        """Give the only one of a name, in whatever order its words stand."""
        found = self._by_name.get(_name_key(name), [])
        return found[0] if len(found) == 1 else None

    def knows(self, email: str) -> bool:
        """Tell whether anyone has an address."""
        return bool(email) and email.casefold() in self._by_email


class People:
    """Recognise the people of events. Reads the book's own people once, patients only when they are needed."""

    def __init__(self, book: Reading, practitioner: Id | None) -> None:
        self._book = book
        listed = [each for each in book.all(Practitioner) if each.archived_at is None]
        self._practitioners = _Index((each.id, each.name, each.email) for each in listed)
        self._patients: _Index | None = None
        self._chosen = None if practitioner is None else self._chosen_practitioner(practitioner)
        self._newcomers: set[Newcomer] = set()
        self._found: dict[tuple[str, str, str], Pick] = {}

    def practitioner(self, entry: Entry, chosen: Id | Keep | None) -> Pick:
        """Give whose time an event is: as chosen, the organizer, else the owner of the calendar."""
        if not isinstance(chosen, Keep):
            return NO_ONE if chosen is None else Pick(self._chosen_practitioner(chosen))
        if self._chosen is not None:
            return Pick(self._chosen)
        organizer = entry.event.organizer
        # Our own files say in each event whose it is; they have the name of the clinic.
        calendar = "" if entry.file.feed.product == PRODUCT else one_line(entry.file.feed.name)
        key = (organizer.email, organizer.name, calendar) if organizer is not None else ("", "", calendar)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._told(organizer, calendar)
        return found

    def held_practitioner(self, one: Id | None) -> Pick:
        """Give the practitioner that an appointment has already."""
        if one is None:
            return NO_ONE
        return Pick(Who(Match.KEPT, one, self._practitioners.names.get(one, "")))

    def held_patient(self, one: Id | None) -> Pick:
        """Give the patient that an appointment has already."""
        if one is None:
            return NO_ONE
        return Pick(Who(Match.KEPT, one, self._known_patients().names.get(one, "")))

    def _told(self, organizer: Person | None, calendar: str) -> Pick:
        if organizer is not None and organizer.email not in _NOBODYS_ADDRESS:
            name = one_line(organizer.name) or _name_in(organizer.email)
            one, match, _ = self._practitioners.find(name, organizer.email)
            if one is not None:
                return Pick(Who(match, one, self._practitioners.names[one]))
            if name and len(self._newcomers) < MOST_NEW_PRACTITIONERS:
                return self._new(Newcomer(name, organizer.email))
        if not calendar or calendar.casefold() in _NAMELESS:
            return NO_ONE
        email = calendar if "@" in calendar else ""
        name = _name_in(email) if email else calendar
        one, _, _ = self._practitioners.find(name, email)
        if one is not None:
            return Pick(Who(Match.CALENDAR, one, self._practitioners.names[one]))
        return self._new(Newcomer(name, email))

    def _new(self, newcomer: Newcomer) -> Pick:
        """Propose someone; equal names without an address are the one who has the address."""
        known = next((n for n in self._newcomers if n == newcomer or (n.email and n.email == newcomer.email)), newcomer)
        self._newcomers.add(known)
        return Pick(Who(Match.NEW, None, known.name), known)

    def patient(self, entry: Entry, chosen: Id | Keep | None) -> Pick:
        """Give who comes: as chosen, else the one attendee who is neither organizer nor practitioner."""
        if not isinstance(chosen, Keep):
            return NO_ONE if chosen is None else Pick(self._chosen_patient(chosen))
        guests = [each for each in entry.event.attendees if self._is_guest(each, entry.event)]
        if not guests:
            return self._patient_in_title(one_line(entry.event.summary))
        several = len(guests) > 1
        for guest in guests:
            one, match, unsure = self._known_patients().find(one_line(guest.name), guest.email)
            if one is not None:
                return Pick(Who(match, one, self._known_patients().names[one]), person=guest)
            several = several or unsure
        if several:
            return Pick(Who(Match.NOBODY, several=True))
        name = one_line(guests[0].name) or _name_in(guests[0].email)
        if not name:
            return NO_ONE
        newcomer = Newcomer(name, guests[0].email)
        return Pick(Who(Match.NEW, None, name), newcomer, guests[0])

    def _patient_in_title(self, title: str) -> Pick:
        """Give the patient whose whole name is the first or the last part of a title of several parts."""
        parts = [part.strip() for part in _TITLE_PARTS.split(title)]
        if len(parts) < 2:
            return NO_ONE
        names = [part for part in dict.fromkeys((parts[0], parts[-1])) if len(words_of(part)) > 1]
        found = {one for name in names if (one := self._known_patients().named(name)) is not None}
        if len(found) != 1:
            return NO_ONE
        one = found.pop()
        return Pick(Who(Match.TITLE, one, self._known_patients().names[one]))

    def _is_guest(self, person: Person, event: Event) -> bool:
        if person.cutype in _NOT_A_PERSON or self._practitioners.knows(person.email):
            return False
        organizer = event.organizer
        if organizer is None:
            return True
        if person.email or organizer.email:
            return person.email != organizer.email
        return _name_key(person.name) != _name_key(organizer.name)

    def _known_patients(self) -> _Index:
        if self._patients is None:
            faces = table.faces(self._book.connection)
            self._patients = _Index((f.id, f"{f.given_name} {f.family_name}".strip(), f.email) for f in faces)
        return self._patients

    def _chosen_practitioner(self, one: Id) -> Who:
        name = self._practitioners.names.get(one)
        if name is None:
            name = self._book.get(Practitioner, one).name
        return Who(Match.CHOSEN, one, name)

    def _chosen_patient(self, one: Id) -> Who:
        found = self._book.get(Patient, one)
        if found.archived_at is not None:
            raise NotFound("patient", one)
        return Who(Match.CHOSEN, one, found.name)


def names_of(name: str) -> tuple[str, str]:
    """Part a name into given and family name: Santos, Maria and Maria Santos are the same."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        return given, family
    given, _, family = name.replace(",", " ").strip().rpartition(" ")
    return given.strip(), family


def _name_key(name: str) -> tuple[str, ...]:
    words = words_of(name)
    return tuple(sorted(word for word in words if word not in _TITLES)) or words


def _name_in(email: str) -> str:
    """Read a name out of an address that comes without one: amelia.chen@clinic.example."""
    local = email.partition("@")[0]
    return one_line(_SEPARATORS.sub(" ", local)).title() or local
