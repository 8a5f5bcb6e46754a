"""Messages about visits (RFC 5546): an answer reaches the visit that it is about, everything else is only shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.domain.appointment import Appointment
from frontdesk.domain.ids import Id
from frontdesk.domain.patient import Patient
from frontdesk.services.ics.answers import Answer, Answered, Face, answered, is_same
from frontdesk.services.ics.cases import Case
from frontdesk.services.ics.drafts import words_of
from frontdesk.services.ics.judge import Write
from frontdesk.services.ics.moves import Held
from frontdesk.services.ics.preview import NOBODY, Action, Choice, Match, Row, State, Who
from frontdesk.services.ics.sources import Entry
from frontdesk.services.ics.words import one_line
from frontdesk.store.work import Reading

Key = tuple[str, str | None]
# How many visits all messages together may be about: thousands of answers to a series of thousands have an end.
MOST_VISITS = 50_000


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What comes of one answer for one visit of the book, or for one that the same import brings."""

    what: str
    visit: Appointment | None = None
    key: Key | None = None
    patient: Id | None = None


class Messages:
    """Judge messages one after the other, answers in the order in which they were given.

    `writes` are those of the events: an answer may be about a visit that they bring or change. `answers` are those
    to visits that are yet to be made, by UID and RECURRENCE-ID.
    """

    def __init__(
        self,
        book: Reading,
        held: Mapping[str, Held],
        writes: list[Write],
        choices: Mapping[str, Choice],
        defaults: Mapping[State, Action],
    ) -> None:
        self._book = book
        self._held = held
        self._choices = choices
        self._usual = defaults.get(State.CHANGED)
        self._as_judged = writes
        self._writes: dict[int, Write] = {}
        self._new: dict[Key, Write] = {}
        self._new_of: dict[str, list[Key]] = {}
        self._faces: dict[Id, Face] = {}
        self._left = MOST_VISITS
        self.answers: dict[Key, tuple[Answer, ...]] = {}

    def rows(self, messages: Sequence[Entry]) -> list[Row]:
        """Give a row for each message, and note what the answers among them would write."""
        if not messages:
            return []
        # Found by their names only where someone asks: without messages that would be room for nothing.
        self._writes = {each.before.id: each for each in self._as_judged if each.before is not None}
        self._new = {each.draft.name: each for each in self._as_judged if each.draft and not each.before}
        for key in self._new:
            self._new_of.setdefault(key[0], []).append(key)
        listed = sorted(messages, key=lambda entry: entry.event.dtstamp or 0)
        return [self._told(each) for each in listed]

    @property
    def writes(self) -> list[Write]:
        """Give all that is written, answers laid over what the events change."""
        named = [*self._writes.values(), *self._new.values()]
        return named or self._as_judged

    def _told(self, entry: Entry) -> Row:
        """Give the row of a message; what is too much to look at is said to be."""
        self._left -= self._cost(entry)
        if self._left < 0:
            return self._row(entry, (), State.UNREADABLE, Action.SKIP, "too_many_times", {})
        visits = self._visits(entry)
        return self._answer(entry, visits) if entry.event.method == "REPLY" else self._shown(entry, visits)

    def _cost(self, entry: Entry) -> int:
        """Count the visits that are looked through for a message, once for each who answers."""
        people = len(entry.event.attendees) if entry.event.method == "REPLY" else 1
        return (len(self._held.get(entry.event.uid, ())) + len(self._new_of.get(entry.event.uid, ()))) * max(people, 1)

    def _shown(self, entry: Entry, visits: Sequence[Appointment]) -> Row:
        event = entry.event
        facts: dict[str, Any] = {"method": event.method}
        if event.method == "COUNTER":
            facts |= {"start": event.start, "end": event.end, "visits": len(visits)}
        return self._row(entry, visits, State.SAME, Action.SKIP, "message", facts)

    def _answer(self, entry: Entry, visits: Sequence[Appointment]) -> Row:
        """Bring an answer to the visits that it is about; a reply names the one who replies."""
        given = [Answer(person, entry.event.dtstamp) for person in entry.event.attendees]
        new = self._to_come(entry)
        if not visits and not new:
            return self._row(entry, visits, State.SAME, Action.SKIP, "reply_not_here", _said(given) | _guest(given))
        outcomes = [each for answer in given for each in self._outcomes(entry, answer, visits, new)]
        changed = [each for each in outcomes if each.what == "reply"]
        patient = self._who(next((each.patient for each in outcomes if each.patient is not None), None))
        if not changed:
            reasons = ("reply_older", "unchanged", "reply_stranger")
            reason = next((name for name in reasons if any(each.what == name for each in outcomes)), reasons[-1])
            return self._row(entry, visits, State.SAME, Action.SKIP, reason, _said(given), patient)
        choice = self._choices.get(entry.key)
        asked = choice.action if choice is not None and choice.action is not None else self._usual
        action = Action.SKIP if asked is Action.SKIP else Action.IMPORT
        if action is not Action.SKIP:
            self._take(entry, given, changed)
        facts = {**_said(given), "visits": len(changed), **({} if patient.id is not None else _guest(given))}
        return self._row(entry, visits, State.CHANGED, action, "reply", facts, patient)

    def _outcomes(
        self, entry: Entry, answer: Answer, visits: Sequence[Appointment], new: Sequence[Key]
    ) -> Iterator[_Outcome]:
        for visit in visits:
            if _is_about_another_time(entry, visit):
                yield _Outcome("reply_older")
                continue
            found = answered(visit, answer, self._faces_of(visit))
            yield _Outcome(_what(found, visit), found.visit, patient=found.patient)
        for key in new:
            people = self._new[key].case.entry.event.attendees
            known = any(is_same(each, answer.person) for each in people)
            yield _Outcome("reply" if known else "reply_stranger", key=key)

    def _take(self, entry: Entry, given: Sequence[Answer], changed: Sequence[_Outcome]) -> None:
        for each in changed:
            if each.key is not None:
                self.answers[each.key] = (*self.answers.get(each.key, ()), *given)
                continue
            assert each.visit is not None
            write = self._writes.get(each.visit.id)
            if write is None:
                before = self._held[entry.event.uid][each.visit.recurrence_id]
                write = Write(Case(entry, words_of(entry.event), {}, ()), None, before)
            # Of several people in one reply each has a change of the same visit.
            after = write.after or each.visit
            for answer in given:
                after = answered(after, answer, self._faces_of(after)).visit
            self._writes[each.visit.id] = replace(write, after=after)

    def _visits(self, entry: Entry) -> list[Appointment]:
        """Give the visits that a message is about, as they would be: of a series those that were to come then."""
        event = entry.event
        found = []
        for key, held in self._held.get(event.uid, {}).items():
            write = self._writes.get(held.id)
            now = write.after if write is not None and write.after is not None else held
            came = event.recurrence_id is None and key is not None and now.end <= (event.dtstamp or now.start)
            if not came and event.recurrence_id in (None, key) and now.archived_at is None:
                found.append(now)
        return found

    def _to_come(self, entry: Entry) -> list[Key]:
        event = entry.event
        return [key for key in self._new_of.get(event.uid, ()) if event.recurrence_id in (None, key[1])]

    def _faces_of(self, visit: Appointment) -> Mapping[Id, Face]:
        missing = [each.id for each in visit.attendees if each.id not in self._faces]
        for one in self._book.some(Patient, missing).values():
            self._faces[one.id] = Face(one.name, one.email)
        return self._faces

    def _who(self, patient: Id | None) -> Who:
        return NOBODY if patient is None else Who(Match.KEPT, patient, self._faces[patient].name)

    def _row(
        self,
        entry: Entry,
        visits: Sequence[Appointment],
        state: State,
        action: Action,
        reason: str,
        facts: Mapping[str, Any],
        patient: Who = NOBODY,
    ) -> Row:
        """Give the row of a message, with the words and the time of the visit where that is here."""
        event = entry.event
        visit = visits[0] if visits else None
        # What the same import brings is not here yet; its words and its time are those of its own event.
        new = None if visit is not None else next((self._new[key] for key in self._to_come(entry)), None)
        draft = new.draft if new is not None else None
        start, end = (draft.start, draft.end) if draft is not None else (event.start, event.end)
        stamped = draft is None and event.start == event.dtstamp
        summary = one_line(event.summary) or (new.case.words.title if new is not None else "")
        return Row(
            key=entry.key,
            state=state,
            action=action,
            file=entry.file.name,
            line=event.line,
            title=visit.title if visit is not None else summary,
            start=visit.start if visit is not None else None if stamped else start,
            end=visit.end if visit is not None else None if stamped else end,
            all_day=visit.all_day if visit is not None else event.all_day,
            zone=visit.zone if visit is not None else event.zone,
            patient=patient,
            reason=reason,
            facts=facts,
        )


def _said(given: Sequence[Answer]) -> dict[str, Any]:
    return {"partstat": given[0].partstat if given else ""}


def _guest(given: Sequence[Answer]) -> dict[str, Any]:
    """Name who answers and is no patient."""
    names = [one_line(each.person.name) or each.person.email for each in given]
    return {"who": ", ".join(name for name in names if name)} if any(names) else {}


def _what(found: Answered, before: Appointment) -> str:
    if not found.known:
        return "reply_stranger"
    if found.older:
        return "reply_older"
    return "unchanged" if found.visit == before else "reply"


def _is_about_another_time(entry: Entry, visit: Appointment) -> bool:
    """Tell whether a visit has changed since the answer to it: a higher number, or another start than it names."""
    event = entry.event
    if event.sequence < visit.sequence:
        return True
    named = event.recurrence_id is None and visit.recurrence_id is None and event.start != event.dtstamp
    return named and not event.repeats and event.start != visit.start
