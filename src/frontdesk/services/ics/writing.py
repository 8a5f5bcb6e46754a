"""What the plan says, written into the book: people first, then visits, all in the one piece of work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from frontdesk.domain.actor import Actor, Right
from frontdesk.domain.appointment import Appointment, Attendance, Attendee, EventType, Status
from frontdesk.domain.calendar import Calendar
from frontdesk.domain.errors import Invalid
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import local_date
from frontdesk.domain.names import folded
from frontdesk.domain.patient import LONGEST_ADDRESS, Patient
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.ics.writer import PRODUCT
from frontdesk.services.booking import default_place
from frontdesk.services.ics.answers import Answer, Face, answered
from frontdesk.services.ics.components_kept import write_kept
from frontdesk.services.ics.drafts import ATTENDANCE, Draft, Words
from frontdesk.services.ics.judge import OVERLAP_REASON, Write
from frontdesk.services.ics.messages import Key
from frontdesk.services.ics.people import Newcomer, Pick, names_of
from frontdesk.services.ics.plan import Asked, Plan, newcomers
from frontdesk.services.ics.recording import end_records, write_records
from frontdesk.services.ics.sources import Progress
from frontdesk.services.practitioners import HUES
from frontdesk.store.patients import next_number
from frontdesk.store.work import Record, Work

BATCH = 500


@dataclass(slots=True)
class Tally:
    """How much was written."""

    visits: int = 0
    changed: int = 0
    cancelled: int = 0
    practitioners: int = 0
    patients: int = 0
    kept: int = 0


class Writer:
    """Write a plan in the name of an actor."""

    def __init__(self, work: Work, actor: Actor, asked: Asked, zone: str) -> None:
        self._work = work
        self._actor = actor
        self._zone = zone
        self._place, _ = default_place(work)
        services = [each for each in work.all(Service) if each.archived_at is None]
        self._services = {folded(each.name): each.id for each in services}
        self._service = asked.service
        if asked.service is not None and asked.service not in self._services.values():
            work.get(Service, asked.service)
            raise Invalid("archived", field="service", got=str(asked.service), allowed="one that is not archived")
        self._practitioners: dict[object, Id] = {}
        self._patients: dict[object, Id] = {}
        self._series: dict[str, Id] = {}
        self._answers: Mapping[Key, Sequence[Answer]] = {}
        self.tally = Tally()

    def write(self, plan: Plan, progress: Progress) -> None:
        """Write everything and empty the plan; `progress` is told how many appointments are written, of how many."""
        if any(write.anyway for write in plan.writes):
            self._actor.require(Right.OVERBOOK)
        self._make_practitioners(newcomers(plan.writes, "practitioner"))
        numbers = count(next_number(self._work.connection))
        self._know_series(plan)
        self._series |= write_records(self._work, plan.series)
        self._answers = plan.answers
        self.tally.kept = write_kept(self._work, plan.kept)
        total = len(plan.writes)
        # Changes first: what they free, new visits may take.
        for write in plan.writes:
            if write.before is not None:
                self._change(write)
        end_records(self._work, plan.series)
        left = deque(write for write in plan.writes if write.before is None)
        plan.writes.clear()
        while left:
            some = [left.popleft() for _ in range(min(BATCH, len(left)))]
            self._make_patients(newcomers(some, "patient"), numbers)
            self._work.create(*(self._new(write) for write in some))
            self.tally.visits += len(some)
            progress(total - len(left), total)

    def _make_practitioners(self, wanted: dict[object, Pick]) -> None:
        held = self._work.all(Practitioner)
        position = max((each.position for each in held), default=-1) + 1
        made = []
        for number, newcomer in enumerate(_newcomers(wanted)):
            hue = HUES[(len(held) + number) % len(HUES)]
            one = Practitioner(
                id=self._work.new_id(), name=newcomer.name, email=newcomer.email, hue=hue, position=position + number
            )
            self._practitioners[newcomer] = one.id
            made.append(one)
        self._create(made)
        self.tally.practitioners = len(made)

    def _make_patients(self, wanted: dict[object, Pick], numbers: Iterator[int]) -> None:
        today = local_date(self._work.now, self._zone)
        missing = [newcomer for newcomer in _newcomers(wanted) if newcomer not in self._patients]
        made = [self._patient_of(newcomer, str(next(numbers)), today) for newcomer in missing]
        self._patients |= {newcomer: one.id for newcomer, one in zip(missing, made, strict=True)}
        self._create(made)
        self.tally.patients += len(made)

    def _patient_of(self, newcomer: Newcomer, number: str, today: date) -> Patient:
        given, family = names_of(newcomer.name)
        email = newcomer.email if len(newcomer.email) <= LONGEST_ADDRESS else ""
        one = Patient(id=self._work.new_id(), number=number, given_name=given, family_name=family, email=email)
        try:
            return one.checked(today)
        except Invalid:
            return replace(one, email="").checked(today)

    def _create(self, made: Sequence[Record]) -> None:
        for at in range(0, len(made), BATCH):
            self._work.create(*made[at : at + BATCH])

    def _change(self, write: Write) -> None:
        before, after = write.before, write.after
        assert before is not None
        assert after is not None
        if after.status is not before.status:
            called_off = after.status is Status.CANCELLED
            after = replace(after, status_at=self._work.now)
            if not called_off:
                after = replace(after, cancel_reason=None, left_at=None)
        if write.anyway:
            after = replace(after, override_reason=OVERLAP_REASON)
        if after.recurrence_id != before.recurrence_id and write.draft is not None:
            after = replace(after, series_id=self._series_of(write.draft) if after.recurrence_id is not None else None)
        self._work.replace(before, replace(after, updated_at=self._work.now))
        if after.status is Status.CANCELLED and before.status is not Status.CANCELLED:
            self.tally.cancelled += 1
        else:
            self.tally.changed += 1

    def _new(self, write: Write) -> Appointment:
        draft, words = write.draft, write.case.words
        assert draft is not None
        patient = self._patient(write.case.patient)
        practitioner = self._practitioner(write.case.practitioner)
        calendar = None if patient or practitioner else self._calendar_of(draft, words)
        kind = _kind_of(words.event_type, patient, practitioner or calendar)
        made = Appointment(
            id=self._work.new_id(),
            uid=words.event.uid,
            recurrence_id=draft.key,
            series_id=self._series_of(draft) if draft.key is not None else None,
            sequence=words.sequence,
            title=words.title,
            description=words.description,
            event_type=kind,
            status=words.status,
            status_at=self._work.now,
            start=draft.start,
            end=draft.end,
            zone=words.zone,
            all_day=words.event.all_day,
            occupies=words.occupies,
            patient_id=patient,
            practitioner_id=practitioner,
            calendar_id=calendar,
            location_id=self._place,
            room_id=None if kind is EventType.BLOCK else write.case.room,
            service_id=None if kind is EventType.BLOCK else self._service_of(words.service, kind),
            buffer_before=words.buffers[0],
            buffer_after=words.buffers[1],
            attendees=_attending(patient, write.case.patient),
            address=words.address,
            override_reason=OVERLAP_REASON if write.anyway else None,
            extras=draft.lines(words),
            created_by=self._actor.id,
            created_at=self._work.now,
            updated_at=self._work.now,
        ).checked()
        return self._with_answers(made, write.case.patient)

    def _with_answers(self, made: Appointment, pick: Pick) -> Appointment:
        """Lay answers over a visit that came in the same import."""
        person, patient = pick.person, made.patient_id
        faces = {patient: Face(person.name, person.email)} if patient is not None and person is not None else {}
        for answer in self._answers.get((made.uid, made.recurrence_id), ()):
            made = answered(made, answer, faces).visit
        return made

    def _series_of(self, draft: Draft) -> Id:
        """Give the id that the times of one UID share; those that the book has already keep theirs."""
        uid = draft.entry.event.uid
        if uid not in self._series:
            self._series[uid] = self._work.new_id()
        return self._series[uid]

    def _know_series(self, plan: Plan) -> None:
        """Remember the series that the book has, so that later times join them."""
        for write in plan.writes:
            for each in write.case.held.values():
                if each.series_id is not None:
                    self._series.setdefault(each.uid, each.series_id)

    def _calendar_of(self, draft: Draft, words: Words) -> Id | None:
        """Give the calendar whose time a block of our own files closes, None where there is none."""
        ours = draft.entry.file.feed.product == PRODUCT
        if not (ours and words.calendar and words.event_type is EventType.BLOCK):
            return None
        live = (each for each in self._work.all(Calendar) if each.archived_at is None)
        return next((each.id for each in live if each.slug == words.calendar), None)

    def _service_of(self, name: str, kind: EventType) -> Id | None:
        named = self._services.get(folded(name)) if name else None
        return named if named is not None else self._service if kind is EventType.APPOINTMENT else None

    def _practitioner(self, pick: Pick) -> Id | None:
        return self._practitioners[pick.newcomer] if pick.newcomer is not None else pick.who.id

    def _patient(self, pick: Pick) -> Id | None:
        return self._patients[pick.newcomer] if pick.newcomer is not None else pick.who.id


def _kind_of(said: EventType | None, patient: Id | None, whose: Id | None) -> EventType:
    """Give what a new entry is; a block closes time of a practitioner or a calendar."""
    no_block = patient is not None or whose is None
    if said is None or (said is EventType.BLOCK and no_block):
        return EventType.STAFF if patient is None else EventType.APPOINTMENT
    return said


def _newcomers(wanted: dict[object, Pick]) -> Iterator[Newcomer]:
    return (pick.newcomer for pick in wanted.values() if pick.newcomer is not None)


def _attending(patient: Id | None, pick: Pick) -> tuple[Attendee, ...]:
    if patient is None:
        return ()
    said = pick.person.partstat if pick.person is not None else ""
    return (Attendee(patient, ATTENDANCE.get(said, Attendance.INVITED)),)
