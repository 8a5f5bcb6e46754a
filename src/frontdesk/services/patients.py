"""Patients: who comes (C76)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Appointment, seats_until
from frontdesk.domain.clinic import THE_CLINIC, Profile
from frontdesk.domain.duplicates import Draft, Likeness
from frontdesk.domain.errors import Conflict, Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, parse_date
from frontdesk.domain.keep import KEEP, Keep
from frontdesk.domain.names import digits_of
from frontdesk.domain.patient import LONGEST_ADDRESS, LONGEST_NUMBER, Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.preference import DayPart, Preference
from frontdesk.domain.schedule import Weekday
from frontdesk.domain.search import line_of, read
from frontdesk.services import checks
from frontdesk.services.operations import Area, operation
from frontdesk.services.patient_record import PatientRecord, record_of
from frontdesk.services.visits import Found
from frontdesk.store import patient_search as finding
from frontdesk.store import patients as table
from frontdesk.store.work import Reading, Work

if TYPE_CHECKING:
    from frontdesk.services.clinic import Clinic

MOST_SIMILAR = 10
_MOST_COMPARED = 100


@dataclass(frozen=True, slots=True)
class PatientHit:
    """One patient who was found; `last_seen` is when the last visit that took place began, and with whom."""

    id: Id
    name: str
    birth_date: date | None
    number: str
    phones: tuple[str, ...]
    alert: str
    last_seen: Instant | None
    last_practitioner: str | None
    archived: bool = False

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"PatientHit({self.id})"


class PatientPage(Found[Patient]):
    """One page of patients."""


class Patients(Area):
    """Operations on patients."""

    def __init__(self, clinic: Clinic) -> None:
        super().__init__(clinic)
        self._recents = finding.Recents()

    @operation("patients.search", right=Right.SEE)
    def search(self, *, text: str, limit: int = 20) -> tuple[PatientHit, ...]:
        """Find patients by beginnings of names, part of a phone number, birth date or number, in any order.

        One typing error in one word is forgiven. All words exact come first, then beginnings, then typing errors,
        each with those seen most recently first. No text finds those seen last. An archived patient is found by
        the whole number only.
        """
        checks.page(1, limit)
        with self._book.reading() as book:
            now = self._clinic.clock()
            query = read(text, self._today(book, now))
            look = finding.Search(book.connection, now, self._recents)
            numbered = finding.numbered(book.connection, query.numbers)
            ids = look.best(query.tiers(), limit) if query.readings else look.recent(limit)
            return _hits(book, list(dict.fromkeys((*numbered, *ids)))[:limit], now)

    @operation("patients.similar", right=Right.SEE)
    def similar(
        self, *, given_name: str, family_name: str, birth_date: date | None = None, phones: Sequence[str] = ()
    ) -> tuple[PatientHit, ...]:
        """Find who is likely to be the patient that is just being entered, the likeliest first."""
        draft = Draft(given_name, family_name, birth_date, tuple(phones))
        with self._book.reading() as book:
            now = self._clinic.clock()
            held = book.some(Patient, self._comparable(book, draft, now)).values()
            found = [(draft.likeness(p), p) for p in held if p.archived_at is None]
            found = [(likeness, p) for likeness, p in found if likeness > Likeness.NONE]
            seen = finding.last_visits(book.connection, [p.id for _, p in found], now)
            found.sort(key=lambda f: (-f[0], -seen[f[1].id][0] if f[1].id in seen else 0, line_of(f[1])))
            return tuple(_hit(p, seen) for _, p in found[:MOST_SIMILAR])

    def _comparable(self, book: Reading, draft: Draft, now: Instant) -> Iterable[Id]:
        query = read(f"{draft.given_name} {draft.family_name}", self._today(book, now))
        look = finding.Search(book.connection, now, self._recents)
        found = set(look.best(query.tiers(), _MOST_COMPARED) if query.readings else ())
        if draft.birth_date is not None:
            found |= finding.born_on(book.connection, draft.birth_date.isoformat(), _MOST_COMPARED)
        for part in draft.parts:
            found |= finding.phoned(book.connection, part, _MOST_COMPARED)
        return found

    @operation("patients.list", right=Right.SEE)
    def list(self, *, page: int = 1, size: int = 50, archived: bool = False) -> PatientPage:
        """List patients by family name, then given name; archived ones only when asked for, and last."""
        offset = checks.page(page, size)
        with self._book.reading() as book:
            items, total = table.page(book.connection, archived=archived, offset=offset, limit=size)
        return PatientPage(tuple(items), total, page, size)

    @operation("patients.get", right=Right.SEE)
    def get(self, *, id: Id) -> Patient:
        """Read one patient, archived or not; one who was merged says into whom."""
        with self._book.reading() as book:
            return book.get(Patient, id)

    @operation("patients.record", right=Right.SEE)
    def record(self, *, id: Id, page: int = 1, size: int = 20) -> PatientRecord:
        """Read a patient's visits: counts, what is to come, and a page of past ones, newest first, classes too."""
        checks.page(page, size)
        with self._book.reading() as book:
            return record_of(book, id, self._clinic.clock(), page=page, size=size)

    @operation("patients.create", right=Right.PEOPLE)
    def create(
        self,
        *,
        given_name: str = "",
        family_name: str = "",
        birth_date: date | None = None,
        phones: Sequence[str] = (),
        email: str = "",
        alert: str = "",
        note: str = "",
        number: str | None = None,
        practitioner: Id | None = None,
        prefers: Preference | None = None,
    ) -> Patient:
        """Add a patient; without a number the next free one is given. A number that is taken is a Conflict.

        `practitioner` is whom the patient belongs to, `prefers` what times the patient would rather have.
        """
        with self._clinic.writing("patients.create", lambda: "Patient added") as work:
            sent = {
                "given_name": given_name,
                "family_name": family_name,
                "birth_date": birth_date,
                "phones": phones,
                "email": email,
                "alert": alert,
                "note": note,
                "number": str(table.next_number(work.connection)) if number is None else number,
            }
            made = Patient(
                id=work.new_id(),
                practitioner_id=_practitioner(work, practitioner, None),
                prefers=_prefers(prefers),
                **{name: _READ[name](got) for name, got in sent.items()},
            )
            work.create(made.checked(self._today(work, work.now)))
            return made

    @operation("patients.update", right=Right.PEOPLE)
    def update(
        self,
        *,
        id: Id,
        version: int | None = None,
        given_name: str | Keep | None = KEEP,
        family_name: str | Keep | None = KEEP,
        birth_date: date | Keep | None = KEEP,
        phones: Sequence[str] | Keep | None = KEEP,
        email: str | Keep | None = KEEP,
        alert: str | Keep | None = KEEP,
        note: str | Keep | None = KEEP,
        number: str | Keep = KEEP,
        practitioner: Id | Keep | None = KEEP,
        prefers: Preference | Keep | None = KEEP,
    ) -> Patient:
        """Change a patient; what is left out stays, null clears. Phones that are sent replace all."""
        sent = {
            "given_name": given_name,
            "family_name": family_name,
            "birth_date": birth_date,
            "phones": phones,
            "email": email,
            "alert": alert,
            "note": note,
            "number": number,
        }
        with self._clinic.writing("patients.update", lambda: "Patient changed") as work:
            held = checks.fresh(work.get(Patient, id), version, "patient")
            after = replace(held, **{name: _READ[name](got) for name, got in sent.items() if got is not KEEP})
            if not isinstance(practitioner, Keep):
                after = replace(after, practitioner_id=_practitioner(work, practitioner, held.practitioner_id))
            if not isinstance(prefers, Keep):
                after = replace(after, prefers=_prefers(prefers))
            return work.replace(held, after.checked(self._today(work, work.now)))

    @operation("patients.archive", right=Right.PEOPLE)
    def archive(self, *, id: Id, version: int | None = None) -> Patient:
        """Put a patient away: found by the whole number only; visits stay, and nothing is waited for any more.

        Twice is harmless.
        """
        with self._clinic.writing("patients.archive", lambda: "Patient archived") as work:
            held = checks.fresh(work.get(Patient, id), version, "patient")
            if held.archived_at is not None:
                return held
            # Imported late: a search for patients, which has no time to lose, needs no waiting list.
            from frontdesk.services.waitlist_patients import off_the_list

            off_the_list(work, id)
            return work.replace(held, replace(held, archived_at=work.now))

    @operation("patients.restore", right=Right.PEOPLE)
    def restore(self, *, id: Id, version: int | None = None) -> Patient:
        """Bring an archived patient back. Twice is harmless; one who was merged comes back by undo alone."""
        with self._clinic.writing("patients.restore", lambda: "Patient restored") as work:
            held = checks.fresh(work.get(Patient, id), version, "patient")
            _refuse_merged(held)
            return held if held.archived_at is None else work.replace(held, replace(held, archived_at=None))

    @operation("patients.merge", right=Right.PEOPLE)
    def merge(self, *, keep: Id, drop: Id) -> Patient:
        """Make two records of one patient into one: `keep` gets all visits and waiting of `drop`, and what it lacks.

        `drop` is archived and leads to `keep` from then on. One undo takes all of it back.
        """
        if keep == drop:
            raise Invalid("same_patient", field="drop", got=str(drop), allowed="another patient")
        with self._clinic.writing("patients.merge", lambda: "Patients merged") as work:
            kept_one, dropped = work.get(Patient, keep), work.get(Patient, drop)
            _refuse_merged(kept_one)
            _refuse_merged(dropped)
            if kept_one.archived_at is not None:
                raise Invalid("archived", field="keep", got=str(keep), allowed="one that is not archived")
            for visit in table.visits_of(work.connection, drop):
                work.replace(visit, replace(_handed_over(visit, drop, keep), updated_at=work.now))
            from frontdesk.services.waitlist_patients import carried_over

            carried_over(work, drop, keep)
            work.replace(dropped, replace(dropped, merged_into=keep, archived_at=dropped.archived_at or work.now))
            return work.replace(kept_one, kept_one.completed_by(dropped))

    def _today(self, book: Reading | Work, now: Instant) -> date:
        return local_date(now, book.get(Profile, THE_CLINIC).zone)


def _hits(book: Reading, ids: Sequence[Id], now: Instant) -> tuple[PatientHit, ...]:
    held = book.some(Patient, ids)
    seen = finding.last_visits(book.connection, ids, now)
    return tuple(_hit(held[one], seen) for one in ids)


def _hit(patient: Patient, seen: finding.Seen) -> PatientHit:
    at, practitioner = seen.get(patient.id, (None, None))
    p = patient
    return PatientHit(
        p.id, p.name, p.birth_date, p.number, p.phones, p.alert, at, practitioner, p.archived_at is not None
    )


def _refuse_merged(patient: Patient) -> None:
    if patient.merged_into is not None:
        raise Conflict("merged", kind="patient", id=str(patient.id), into=str(patient.merged_into))


def _handed_over(visit: Appointment, drop: Id, keep: Id) -> Appointment:
    theirs = [one for one in visit.attendees if one.id in (drop, keep)]
    # Of two seats the one that is theirs for good stays, rather than one that is only held.
    best = min(theirs, key=lambda one: (one.held_until is not None, one.id != keep), default=None)
    attendees = tuple(
        replace(one, id=keep) if one is best else one for one in visit.attendees if one is best or one not in theirs
    )
    return replace(
        visit,
        patient_id=keep if visit.patient_id == drop else visit.patient_id,
        attendees=attendees,
        seats_until=seats_until(attendees),
    )


def _practitioner(work: Work, sent: Id | None, held: Id | None) -> Id | None:
    """Give whom a patient belongs to, refusing those who are not there or newly chosen and archived."""
    if sent is not None and work.get(Practitioner, sent).archived_at is not None and sent != held:
        raise Invalid("archived", field="practitioner", got=str(sent), allowed="one that is not archived")
    return sent


def _prefers(sent: Preference | None) -> Preference | None:
    """Give what times a patient would rather have, each once; no days and no parts are no preference."""
    if sent is None:
        return None
    if not isinstance(sent, Preference):
        raise Invalid("wrong_type", field="prefers", got=str(sent), allowed="days and parts of the day")
    days = checks.many(sent.days, Weekday, field="prefers.days", allowed="a list of weekdays")
    parts = checks.many(sent.parts, DayPart, field="prefers.parts", allowed="a list of parts of the day")
    said = Preference(tuple(dict.fromkeys(days)), tuple(dict.fromkeys(parts)))
    return said if said.days or said.parts else None


def _number(got: str) -> str:
    return checks.line(got, field="number", empty=False, longest=LONGEST_NUMBER)


def _birth(got: object) -> date | None:
    return None if got is None else parse_date(got, field="birth_date")


def _phones(got: Sequence[str] | None) -> tuple[str, ...]:
    """Give the phones one a line; blank ones vanish, and so do those with the digits of one before."""
    found: dict[str, str] = {}
    for phone in got or ():
        line = checks.line(phone, field="phones")
        if line:
            found.setdefault(digits_of(line) or line, line)
    return tuple(found.values())


def _line(field: str, longest: int = checks.LONGEST_LINE) -> Callable[[Any], str]:
    return lambda got: checks.line(got or "", field=field, longest=longest)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "given_name": _line("given_name"),
    "family_name": _line("family_name"),
    "birth_date": _birth,
    "phones": _phones,
    "email": _line("email", LONGEST_ADDRESS),
    "alert": _line("alert"),
    "note": lambda got: checks.body(got or "", field="note"),
    "number": _number,
}
