"""What someone who was invited answers, brought to a visit: to the patient's attendance, and to the line of a guest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from frontdesk.domain.appointment import Appointment, Attendance, Attendee
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.names import words_of
from frontdesk.ics.event import Person
from frontdesk.ics.lines import content
from frontdesk.ics.people import person_of
from frontdesk.services.ics import kept
from frontdesk.services.ics.drafts import ATTENDANCE
from frontdesk.services.ics.words import one_line

_WORD = re.compile(r"[A-Z][A-Z0-9-]{0,40}")
# Begins as the mark of an import does: it does not go out, and counts for no change.
_NOTE = f"{kept.SOURCE}-ANSWER"
_PARTSTAT = re.compile(r';PARTSTAT=("[^"]*"|[^;:"]*)', re.I)


class Face(NamedTuple):
    """What someone is recognised by."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person answered: `partstat` in the words of RFC 5545, `stamp` when."""

    person: Person
    stamp: Instant | None = None

    @property
    def partstat(self) -> str:
        """Give the answer; what is no word is none."""
        said = self.person.partstat
        return said if _WORD.fullmatch(said) else "NEEDS-ACTION"


@dataclass(frozen=True, slots=True)
class Answered:
    """What comes of an answer: the visit with it, whose it was, and whether a newer one was there already."""

    visit: Appointment
    patient: Id | None = None
    known: bool = False
    older: bool = False


def answered(visit: Appointment, answer: Answer, faces: Mapping[Id, Face]) -> Answered:
    """Give a visit with an answer. `faces` are those of its patients.

    Someone who is neither among them nor among the people that came with the file changes nothing.
    """
    person = answer.person
    at = _line_of(visit, person)
    patient = _patient_of(visit, person, faces, visit.extras[at] if at is not None else "")
    if at is None and patient is None:
        return Answered(visit)
    if answer.stamp is not None and answer.stamp < _last(visit, person, patient):
        return Answered(visit, patient, known=True, older=True)
    after = visit
    if at is not None:
        lines = list(visit.extras)
        lines[at] = _with_partstat(lines[at], answer.partstat)
        after = replace(after, extras=tuple(lines))
    if patient is not None:
        after = replace(after, attendees=tuple(_attending(each, patient, answer) for each in visit.attendees))
    elif answer.stamp is not None:
        after = replace(after, extras=_with_note(after.extras, person, answer.stamp))
    return Answered(after, patient, known=True)


def is_same(one: Person, other: Person) -> bool:
    """Tell whether two lines mean one person: by address where both have one, else by name."""
    if one.email and other.email:
        return one.email == other.email
    return bool(words_of(one.name)) and words_of(one.name) == words_of(other.name)


def _line_of(visit: Appointment, person: Person) -> int | None:
    """Find the kept line of a person, outside any component that is kept with the visit."""
    depth = 0
    for at, line in enumerate(visit.extras):
        start = line[:9].upper()
        depth += start.startswith("BEGIN:")
        if not depth and start.startswith("ATTENDEE"):
            found = content(0, line)
            if found is not None and found.name == "ATTENDEE" and is_same(person_of(found), person):
                return at
        depth -= start.startswith("END:")
    return None


def _patient_of(visit: Appointment, person: Person, faces: Mapping[Id, Face], line: str) -> Id | None:
    """Give the patient who a person is; where only the line knows the address, by the name that stands there."""
    found = content(0, line) if line else None
    said = [person] if found is None else [person, person_of(found)]
    for each in visit.attendees:
        face = faces.get(each.id)
        if face is not None and any(is_same(one, Person(name=face.name, email=face.email.casefold())) for one in said):
            return each.id
    return None


def _attending(attendee: Attendee, patient: Id, answer: Answer) -> Attendee:
    if attendee.id != patient:
        return attendee
    attendance = ATTENDANCE.get(answer.partstat, Attendance.INVITED)
    return replace(attendee, attendance=attendance, updated_at=answer.stamp or attendee.updated_at)


def _with_partstat(line: str, partstat: str) -> str:
    found = content(0, line)
    if found is None:
        return line
    head = line[: len(line) - len(found.params) - 1 - len(found.value)]
    params, many = _PARTSTAT.subn(f";PARTSTAT={partstat}", found.params, count=1)
    return f"{head}{params if many else f'{params};PARTSTAT={partstat}'}:{found.value}"


def _last(visit: Appointment, person: Person, patient: Id | None) -> int:
    """Give when someone answered last; before all time where that is not known."""
    if patient is not None:
        held = next((each.updated_at for each in visit.attendees if each.id == patient), None)
        return held if held is not None else -(1 << 62)
    return next((stamp for stamp, who in _notes(visit.extras) if who == _name(person)), -(1 << 62))


def _with_note(lines: tuple[str, ...], person: Person, stamp: Instant) -> tuple[str, ...]:
    mine = _name(person)
    if f"{_NOTE}:{stamp}/{mine}" in lines:
        return lines
    others = [line for line in lines if not (line.startswith(f"{_NOTE}:") and line.endswith(f"/{mine}"))]
    return (*others, f"{_NOTE}:{stamp}/{mine}")


def _notes(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Give when each guest answered last, in milliseconds UTC."""
    for line in lines:
        if line.startswith(f"{_NOTE}:"):
            stamp, _, who = line[len(_NOTE) + 1 :].partition("/")
            yield int(stamp), who


def _name(person: Person) -> str:
    return one_line(person.email or " ".join(words_of(person.name)))
