"""A practitioner is away: a plan for every visit that it touches, applied as one step, and the list of calls to make.

Each visit goes to a colleague at its time, to the nearest time that keeps the part of day, or to the waiting list; all
together so that the patients are disturbed as little as possible. Who is back earlier takes the step back, or removes
the block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Invalid, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.service import Service
from frontdesk.domain.sick_day import How, Option
from frontdesk.services import sick_day_writing
from frontdesk.services.operations import Area, operation
from frontdesk.services.sick_day_asked import absence_of, rights_for, wanted_rows
from frontdesk.services.sick_day_holds import OpenHold, open_holds, withdraw
from frontdesk.services.sick_day_options import Absence
from frontdesk.services.sick_day_planning import Planning, RowWanted
from frontdesk.services.sick_day_visits import Kind, Touched
from frontdesk.store.work import Familiar, Reading, Work

Names = Mapping[Id, str]


@dataclass(frozen=True, slots=True)
class Person:
    """One patient who has to know, with the phones to call."""

    id: Id
    name: str
    phones: tuple[str, ...]

    def __repr__(self) -> str:
        """Show the id alone: names never reach logs."""
        return f"Person({self.id})"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may become of a visit; a start, an end and with whom are there where it takes place."""

    how: How
    start: Instant | None
    end: Instant | None
    practitioner_id: Id | None
    practitioner: str
    cost: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One visit of the plan: what it is, what becomes of it, and what else might while the others stay as planned.

    `parts` is how many rows its booking has, `fixed` tells that somebody said what becomes of it. `lost` tells that
    what was said cannot be any more, and that `becomes` is the next best.
    """

    visit: Id
    version: int
    kind: Kind
    status: Status
    start: Instant
    end: Instant
    zone: str
    practitioner: str
    service: str
    title: str
    parts: int
    people: tuple[Person, ...]
    becomes: Choice
    choices: tuple[Choice, ...]
    fixed: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class Staying:
    """One visit of the absence that is not planned: it has begun, is over, or its time has passed."""

    visit: Id
    start: Instant
    end: Instant
    status: Status


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A time of the absence that is only held, and is let go of; with an `entry` it is offered to one who waits."""

    hold: Id
    entry: Id | None
    person: Person | None
    start: Instant
    end: Instant


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, its rows by start. `cost` adds up the points of all rows.

    `complete` tells that nothing better was left to try in the time that there is for it. `held` are the times of the
    absence that are held or offered as yet: they are let go of.
    """

    practitioner_id: Id
    start: Instant
    end: Instant
    rows: tuple[PlanRow, ...]
    staying: tuple[Staying, ...]
    cost: int
    complete: bool
    held: tuple[Withdrawn, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make: to whom, what was, and what it is now; without a start there is no visit any more.

    With `offer` it was only offered to one of the waiting list, who waits on: `visit` is what held the time.
    """

    patient: Person
    visit: Id
    how: How
    was: Instant
    was_with: str
    service: str
    start: Instant | None
    practitioner: str
    zone: str
    offer: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: the block, which visits were moved, put on the waiting list, called off and left, and the calls.

    `waitlisted` are the new entries of the waiting list, `withdrawn` the times that were only held, or offered. The
    calls are in the order of the times that were.
    """

    block: Id
    moved: tuple[Id, ...]
    waitlisted: tuple[Id, ...]
    cancelled: tuple[Id, ...]
    left: tuple[Id, ...]
    phone_list: tuple[Call, ...]
    withdrawn: tuple[Id, ...] = ()


class SickDay(Area):
    """Operations on the absence of a practitioner. Instants are milliseconds UTC."""

    @operation("sick_day.plan", right=Right.SEE)
    def plan(
        self,
        *,
        practitioner: Id,
        start: Instant,
        end: Instant,
        weeks: int = 4,
        rows: Sequence[RowWanted] = (),
        practitioners: Sequence[Id] | None = None,
    ) -> Plan:
        """Plan what becomes of every visit that an absence touches; nothing is written.

        Times are looked for up to so many weeks after it. `rows` say what becomes of some visits, the others are
        planned around them. `practitioners` are who may stand in, anyone without. Invalid for an absence that ends
        before it starts or is longer than 92 days, NotFound for an unknown practitioner.
        """
        absence = absence_of(practitioner, start, end, weeks, practitioners)
        wanted = wanted_rows(rows)
        with self._book.reading() as reading:
            book = self._clinic.availability.kept.look(reading)
            names = _names(book, absence)
            now = self._clinic.clock()
            planning = Planning(book, self._clinic.availability.kept, now, absence, wanted)
            held = open_holds(book, practitioner, absence.span, now)
        return _plan(planning, absence, names, held)

    @operation("sick_day.apply", right=Right.MOVE)
    def apply(
        self,
        *,
        practitioner: Id,
        start: Instant,
        end: Instant,
        rows: Sequence[RowWanted],
        title: str = "",
        weeks: int = 4,
    ) -> Applied:
        """Block the time of an absence and do with its visits as the rows of a plan say, in one step.

        Stale `plan_outdated` names the visits that were changed, added or taken away since, or whose new time is not
        free any more; nothing is done then. Invalid `never_possible` names a row whose visit that can never become.
        Times that are only held go in the same step, offers of the waiting list among them.
        """
        absence = absence_of(practitioner, start, end, weeks, None)
        wanted = wanted_rows(rows)
        for right in rights_for(wanted):
            self._clinic.actor.require(right)
        with (
            self._clinic.one_step("sick_day.apply", "A practitioner is away"),
            self._clinic.writing("sick_day.apply", lambda: "A practitioner is away") as work,
        ):
            names = _names(work, absence)
            planning = Planning(
                self._clinic.availability.kept.look(work), self._clinic.availability.kept, work.now, absence, wanted
            )
            _check_possible(planning, wanted)
            _check_seen(planning, wanted)
            block = self._clinic.blocks.create(start=start, end=end, practitioner=practitioner, title=title)
            held = open_holds(work, practitioner, absence.span, work.now)
            for one in held:
                withdraw(work, one)
            return self._done(work, planning, block.block.id, names, held)

    def _done(self, work: Work, planning: Planning, block: Id, names: Names, held: Sequence[OpenHold]) -> Applied:
        by: dict[How, list[Id]] = {how: [] for how in How}
        entries: list[Id] = []
        for n, visit in enumerate(planning.found.touched):
            chosen = planning.chosen(n)
            how = chosen.option.how
            by[how].append(visit.first.id)
            if how in (How.COLLEAGUE, How.MOVE):
                sick_day_writing.move(work, visit, chosen)
            elif how is How.WAIT:
                patient = planning.found.people[visit.people[0]]
                entries.append(sick_day_writing.wait(work, visit, patient, self._clinic.actor))
            elif how is How.CANCEL:
                sick_day_writing.cancel(work, visit)
        return Applied(
            block=block,
            moved=(*by[How.COLLEAGUE], *by[How.MOVE]),
            waitlisted=tuple(entries),
            cancelled=(*by[How.CANCEL], *by[How.WAIT]),
            left=tuple(by[How.LEAVE]),
            phone_list=tuple(sorted((*_calls(planning, names), *_offered(work, held, names)), key=_when)),
            withdrawn=tuple(one.hold.id for one in held),
        )


def _names(book: Familiar, absence: Absence) -> Names:
    book.get(Practitioner, absence.practitioner)
    for one in absence.colleagues or ():
        book.get(Practitioner, one)
    return {one.id: one.name for one in book.all(Practitioner)}


def _check_possible(planning: Planning, wanted: Mapping[Id, RowWanted]) -> None:
    """Refuse what a visit of its kind can never become, whatever is free: to plan again would not help."""
    visits = {visit.first.id: (n, visit) for n, visit in enumerate(planning.found.touched)}
    for at, (id_, row) in enumerate(wanted.items()):
        n, visit = visits.get(id_, (0, None))
        if visit is not None and row.how not in visit.ways:
            allowed = list(dict.fromkeys(one.how.value for one in planning.choices(n)))
            field = f"rows[{at}].how"
            raise Invalid("never_possible", field=field, got=row.how.value, allowed=allowed, visit=str(id_))


def _check_seen(planning: Planning, wanted: Mapping[Id, RowWanted]) -> None:
    """Refuse a plan that is not of the book as it stands, naming the visits for which it is not."""
    touched = {visit.first.id: n for n, visit in enumerate(planning.found.touched)}
    stale = touched.keys() ^ wanted.keys()
    for id_, row in wanted.items():
        n = touched.get(id_)
        if n is not None:
            changed = row.version not in (None, planning.found.touched[n].first.version)
            if changed or n in planning.lost:
                stale.add(id_)
    if stale:
        raise Stale("plan_outdated", kind="appointment", id=str(min(stale)), visits=[str(one) for one in sorted(stale)])


def _plan(planning: Planning, absence: Absence, names: Names, held: Sequence[OpenHold]) -> Plan:
    found = planning.found
    return Plan(
        practitioner_id=absence.practitioner,
        start=absence.span.start,
        end=absence.span.end,
        rows=tuple(_row(planning, n, visit, names) for n, visit in enumerate(found.touched)),
        staying=tuple(Staying(row.id, row.start, row.end, row.status) for row in found.staying),
        cost=planning.cost,
        complete=planning.complete,
        held=tuple(_withdrawn(one) for one in held),
    )


def _withdrawn(found: OpenHold) -> Withdrawn:
    who, hold = found.patient, found.hold
    person = None if who is None else Person(who.id, who.name, who.phones)
    return Withdrawn(hold.id, None if found.entry is None else found.entry.id, person, hold.start, hold.end)


def _row(planning: Planning, n: int, visit: Touched, names: Names) -> PlanRow:
    first = visit.first
    return PlanRow(
        visit=first.id,
        version=first.version,
        kind=visit.kind,
        status=first.status,
        start=first.start,
        end=first.end,
        zone=first.zone,
        practitioner=_name(names, first.practitioner_id),
        service=_service(planning, visit),
        title=first.title,
        parts=len(visit.rows),
        people=_people(planning, visit),
        becomes=_choice(visit, planning.chosen(n).option, names),
        choices=tuple(_choice(visit, one, names) for one in planning.choices(n)),
        fixed=planning.is_wanted(n),
        lost=n in planning.lost,
    )


def _choice(visit: Touched, option: Option, names: Names) -> Choice:
    start = option.start
    end = None if start is None else Instant(start + visit.first.end - visit.first.start)
    return Choice(option.how, start, end, option.practitioner, _name(names, option.practitioner), option.cost)


def _name(names: Names, person: Id | None) -> str:
    return "" if person is None else names.get(person, "")


def _service(planning: Planning, visit: Touched) -> str:
    found = (planning.found.services.get(row.service_id) for row in visit.rows if row.service_id is not None)
    return ", ".join(dict.fromkeys(one.name for one in found if one is not None))


def _people(planning: Planning, visit: Touched) -> tuple[Person, ...]:
    people = (planning.found.people.get(one) for one in visit.people)
    return tuple(Person(one.id, one.name, one.phones) for one in people if one is not None)


def _calls(planning: Planning, names: Names) -> list[Call]:
    """Give who has to be called, by the time that was: everyone whose visit does not stay as it is."""
    found = []
    for n, visit in enumerate(planning.found.touched):
        option = planning.chosen(n).option
        if option.how is How.LEAVE:
            continue
        new, old = _name(names, option.practitioner), _name(names, visit.first.practitioner_id)
        for person in _people(planning, visit):
            found.append(
                Call(
                    person,
                    visit.first.id,
                    option.how,
                    visit.first.start,
                    old,
                    _service(planning, visit),
                    option.start,
                    new,
                    visit.first.zone,
                )
            )
    return found


def _offered(book: Reading, held: Sequence[OpenHold], names: Names) -> Iterator[Call]:
    """Give who has to be told that the time which was offered to them is gone."""
    for one in held:
        hold, who = one.hold, one.patient
        if one.entry is not None and who is not None:
            person = Person(who.id, who.name, who.phones)
            service = None if hold.service_id is None else book.get(Service, hold.service_id)
            old = _name(names, hold.practitioner_id)
            what = "" if service is None else service.name
            yield Call(person, hold.id, How.CANCEL, hold.start, old, what, None, "", hold.zone, offer=True)


def _when(call: Call) -> Instant:
    return call.was
