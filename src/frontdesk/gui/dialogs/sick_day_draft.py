"""What is chosen in the dialog of an absence, without Qt: who, when, and what becomes of each visit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, at_minute, local_date, start_of_day, wall
from frontdesk.domain.sick_day import How
from frontdesk.services.clinic import Clinic
from frontdesk.services.sick_day import Choice, Plan, PlanRow
from frontdesk.services.sick_day_planning import RowWanted

LAST_MINUTE = 24 * 60
_QUARTER = 15
# By which letter a row gets what: the keys of the table.
LETTERS = {"c": How.COLLEAGUE, "m": How.MOVE, "w": How.WAIT, "l": How.LEAVE, "x": How.CANCEL}


class Lasting(StrEnum):
    """How long somebody is away: the rest of the day, all of it, or as typed."""

    REST = "rest"
    DAY = "day"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Opening:
    """What a dialog begins with: whose column and which day the board stood on."""

    practitioner: Id | None
    day: date
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: the practitioners by name, the clinic's zone, and the moment."""

    practitioners: tuple[tuple[Id, str], ...]
    zone: str
    now: Instant


@dataclass(frozen=True, slots=True)
class Draft:
    """Who is away from when to when: days of the clinic's zone and minutes of the day, the last one not included."""

    practitioner: Id | None
    first: date
    last: date
    begins: int = 0
    ends: int = LAST_MINUTE

    def start(self, zone: str) -> Instant:
        """Give the instant from which on."""
        return _at(self.first, self.begins, zone)

    def end(self, zone: str) -> Instant:
        """Give the instant until which."""
        return _at(self.last, self.ends, zone)

    def lasting(self, today: date) -> Lasting:
        """Tell which of the usual ways it is."""
        if self.first != self.last or self.ends != LAST_MINUTE:
            return Lasting.TYPED
        if self.begins == 0:
            return Lasting.DAY
        return Lasting.REST if self.first == today else Lasting.TYPED

    def is_backwards(self, zone: str) -> bool:
        """Tell whether it ends before it starts."""
        return self.end(zone) <= self.start(zone)

    def on(self, first: date) -> Draft:
        """Give it from another day on, as many days long."""
        return replace(self, first=first, last=first + (self.last - self.first))

    def whole_day(self) -> Draft:
        """Give the whole of its first day."""
        return replace(self, last=self.first, begins=0, ends=LAST_MINUTE)

    def rest_of(self, now: Instant, zone: str) -> Draft:
        """Give the rest of today, from the quarter of an hour that runs."""
        clock, today = wall(now, zone), local_date(now, zone)
        begins = (clock.hour * 60 + clock.minute) // _QUARTER * _QUARTER
        return replace(self, first=today, last=today, begins=begins, ends=LAST_MINUTE)


def _at(day: date, minute: int, zone: str) -> Instant:
    if minute == LAST_MINUTE:
        return start_of_day(day + timedelta(days=1), zone)
    return at_minute(day, minute, zone)


def load(clinic: Clinic) -> Choices:
    """Read what there is to choose from; for the clinic's thread."""
    people = tuple((one.id, one.name) for one in clinic.practitioners.list())
    return Choices(people, clinic.profile.get().zone, clinic.clock())


def first_draft(opening: Opening, choices: Choices) -> Draft:
    """Give what the dialog begins with: the rest of today, or the whole of another day."""
    ids = [one for one, _ in choices.practitioners]
    who = opening.practitioner if opening.practitioner in ids else next(iter(ids), None)
    draft = Draft(who, opening.day, opening.day)
    today = local_date(choices.now, choices.zone)
    return draft.rest_of(choices.now, choices.zone) if opening.day == today else draft


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a plan, and which of them a person has decided."""

    rows: tuple[PlanRow, ...] = ()
    decided: frozenset[Id] = frozenset()

    def choosing(self, visit: Id, choice: Choice) -> Table:
        """Give it with what a person chose for a visit."""
        rows = tuple(replace(row, becomes=choice, lost=False) if row.visit == visit else row for row in self.rows)
        return Table(rows, self.decided | {visit})

    def planned(self, plan: Plan) -> Table:
        """Give it with another plan; what a person decided and still can be stays decided."""
        there = {row.visit for row in plan.rows if not row.lost}
        return Table(plan.rows, self.decided & there)

    def said(self) -> tuple[RowWanted, ...]:
        """Give what a person decided, to be planned around."""
        return tuple(wanted(row) for row in self.rows if row.visit in self.decided)

    def all(self) -> tuple[RowWanted, ...]:
        """Give every row as it stands."""
        return tuple(wanted(row) for row in self.rows)

    def counts(self) -> Counter[How]:
        """Count what becomes of the visits."""
        return Counter(row.becomes.how for row in self.rows)


def wanted(row: PlanRow) -> RowWanted:
    """Give a row as it is sent."""
    to = row.becomes
    return RowWanted(row.visit, to.how, to.start, to.practitioner_id, row.version)


def stepped(row: PlanRow, by: int) -> Choice:
    """Give the choice of a row that comes so many behind the one it has, around the end."""
    found = offers(row)
    here = next((n for n, one in enumerate(found) if same(one, row.becomes)), -by)
    return found[(here + by) % len(found)]


def lettered(row: PlanRow, letter: str) -> Choice | None:
    """Give the first choice of a kind, the next one of it where the row has that kind already."""
    how = LETTERS.get(letter)
    found = [one for one in offers(row) if one.how is how]
    if not found:
        return None
    here = next((n for n, one in enumerate(found) if same(one, row.becomes)), -1)
    return found[(here + 1) % len(found)]


def offers(row: PlanRow) -> Sequence[Choice]:
    """Give all that may become of a row, what it has among it."""
    if any(same(one, row.becomes) for one in row.choices):
        return row.choices
    return (row.becomes, *row.choices)


def same(one: Choice, other: Choice) -> bool:
    """Tell whether two choices are the same thing."""
    return (one.how, one.start, one.practitioner_id) == (other.how, other.start, other.practitioner_id)
