"""A practitioner is away: a plan for every visit that it touches, applied as one step, and the list of calls to make.

Each visit goes to a colleague at its time, to the nearest time that keeps the part of day, or to the waiting list; all
together so that the patients are disturbed as little as possible. Who is back earlier takes the step back, or removes
the block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain.actor import Right
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Invalid, Stale
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, Instant, checked_instant
from frontdesk.domain.intervals import Interval
from frontdesk.domain.practitioner import Practitioner
from frontdesk.domain.sick_day import How, Option
from frontdesk.services import checks, sick_day_writing
from frontdesk.services.operations import Area, operation
from frontdesk.services.sick_day_options import Absence
from frontdesk.services.sick_day_planning import Planning, RowWanted
from frontdesk.services.sick_day_visits import Kind, Touched
from frontdesk.store.work import Familiar, Work

LONGEST = 92 * DAY
MOST_WEEKS = 12
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
class Plan:
    """A plan, its rows by start. `cost` adds up the points of all rows.

    `complete` tells that nothing better was left to try in the time that there is for it.
    """

    practitioner_id: Id
    start: Instant
    end: Instant
    rows: tuple[PlanRow, ...]
    staying: tuple[Staying, ...]
    cost: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make: to whom, what was, and what it is now; without a start there is no visit any more."""

    patient: Person
    visit: Id
    how: How
    was: Instant
    was_with: str
    service: str
    start: Instant | None
    practitioner: str
    zone: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done: the block, which visits were moved, put on the waiting list, called off and left, and the calls.

    `waitlisted` are the new entries of the waiting list. The calls are in the order of the times that were.
    """

    block: Id
    moved: tuple[Id, ...]
    waitlisted: tuple[Id, ...]
    cancelled: tuple[Id, ...]
    left: tuple[Id, ...]
    phone_list: tuple[Call, ...]


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
        absence = _absence(practitioner, start, end, weeks, practitioners)
        wanted = _wanted(rows)
        with self._book.reading() as reading:
            book = self._clinic.availability.kept.look(reading)
            names = _names(book, absence)
            planning = Planning(book, self._clinic.availability.kept, self._clinic.clock(), absence, wanted)
        return _plan(planning, absence, names)

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
        free any more; nothing is done then.
        """
        absence = _absence(practitioner, start, end, weeks, None)
        wanted = _wanted(rows)
        for right in _rights(wanted):
            self._clinic.actor.require(right)
        with (
            self._clinic.one_step("sick_day.apply", "A practitioner is away"),
            self._clinic.writing("sick_day.apply", lambda: "A practitioner is away") as work,
        ):
            names = _names(work, absence)
            planning = Planning(
                self._clinic.availability.kept.look(work), self._clinic.availability.kept, work.now, absence, wanted
            )
            _check_seen(planning, wanted)
            block = self._clinic.blocks.create(start=start, end=end, practitioner=practitioner, title=title)
            return self._done(work, planning, block.block.id, names)

    def _done(self, work: Work, planning: Planning, block: Id, names: Names) -> Applied:
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
            phone_list=tuple(_calls(planning, names)),
        )


def _absence(practitioner: Id, start: int, end: int, weeks: int, colleagues: Sequence[Id] | None) -> Absence:
    checks.known(practitioner, field="practitioner")
    checked_instant(start, field="start")
    span = Interval.checked(start, checked_instant(end, field="end"))
    if span.length > LONGEST:
        raise Invalid("absence_too_long", field="end", got=end, allowed="at most 92 days after the start")
    if not 1 <= checks.whole(weeks, field="weeks") <= MOST_WEEKS:
        raise Invalid("bad_count", field="weeks", got=weeks, allowed=f"1 to {MOST_WEEKS}")
    return Absence(practitioner, span, weeks, checks.all_known_or_none(colleagues, field="practitioners"))


def _wanted(rows: Sequence[RowWanted]) -> dict[Id, RowWanted]:
    found: dict[Id, RowWanted] = {}
    for n, row in enumerate(checks.many(rows, RowWanted, field="rows", allowed="a list of rows, each with its visit")):
        at = f"rows[{n}]"
        checks.known(row.visit, field=f"{at}.visit")
        checks.one_of(row.how, How, field=f"{at}.how")
        checks.instant_or_none(row.start, field=f"{at}.start")
        checks.known_or_none(row.practitioner, field=f"{at}.practitioner")
        checks.whole_or_none(row.version, field=f"{at}.version")
        if row.start is None and row.how in (How.COLLEAGUE, How.MOVE):
            raise Invalid("missing_field", field=f"{at}.start", got=None, allowed="when it takes place")
        if row.visit in found:
            raise Invalid("id_twice", field=f"{at}.visit", got=str(row.visit), allowed="each visit once")
        found[row.visit] = row
    return found


def _rights(wanted: Mapping[Id, RowWanted]) -> set[Right]:
    gone = any(row.how in (How.WAIT, How.CANCEL) for row in wanted.values())
    return {Right.BOOK, Right.CANCEL} if gone else {Right.BOOK}


def _names(book: Familiar, absence: Absence) -> Names:
    book.get(Practitioner, absence.practitioner)
    for one in absence.colleagues or ():
        book.get(Practitioner, one)
    return {one.id: one.name for one in book.all(Practitioner)}


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


def _plan(planning: Planning, absence: Absence, names: Names) -> Plan:
    found = planning.found
    return Plan(
        practitioner_id=absence.practitioner,
        start=absence.span.start,
        end=absence.span.end,
        rows=tuple(_row(planning, n, visit, names) for n, visit in enumerate(found.touched)),
        staying=tuple(Staying(row.id, row.start, row.end, row.status) for row in found.staying),
        cost=planning.cost,
        complete=planning.complete,
    )


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
