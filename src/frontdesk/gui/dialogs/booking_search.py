"""The search for free times as it runs away from the screen: what is wished for, and what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from frontdesk.domain.availability.reasons import Explanation
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.errors import Refusal
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date, start_of_day
from frontdesk.domain.preference import Preference
from frontdesk.gui.dialogs import free_times as free
from frontdesk.gui.dialogs.free_times import DayTimes, Naming, Part

if TYPE_CHECKING:
    from frontdesk.services.availability import Suggestion
    from frontdesk.services.clinic import Clinic

SPAN, MOST_SPANS = 7, 12
SUGGESTED = 3
Told = Callable[[Explanation], object]
Failed = Callable[[Refusal], object]


@dataclass(frozen=True, slots=True)
class Wish:
    """What times are wanted, from a date on.

    `asked` are the arguments that all of availability share, by name. `weeks` is how many times more than enough
    days were asked for. With `taken` the times that are not free are wanted as well: visits of `length`, every
    `step` milliseconds, with `who`.
    """

    asked: tuple[tuple[str, Any], ...]
    part: Part
    first: date
    since: Instant
    zone: str
    more: int = 0
    taken: bool = False
    length: int = 0
    step: int = 0
    who: frozenset[Id] | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """Give the arguments of the operation."""
        return dict(self.asked)

    @property
    def wants_advice(self) -> bool:
        """Tell whether it is known for whom a new visit is looked for, and nothing narrower is asked."""
        said = self.arguments
        return self.part is Part.FIRST and not self.more and "patient" in said and "visit" not in said

    @property
    def enough(self) -> int:
        """Give how many days with free times are enough."""
        return free.ENOUGH_DAYS * (1 + self.more)


@dataclass(frozen=True, slots=True)
class Advice:
    """What would suit the patient best, best first, and what they have said they would rather have."""

    best: tuple[Suggestion, ...]
    prefers: Preference | None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a wish: slots by day, up to which date it was searched, and whether nothing can follow."""

    wish: Wish
    days: tuple[tuple[date, tuple[Slot, ...]], ...]
    until: date
    ended: bool
    taken: tuple[DayTimes, ...] = ()
    advice: Advice | None = None

    def times(self, naming: Naming) -> tuple[DayTimes, ...]:
        """Give the times as they are shown, those that are not free among them where they were wanted."""
        shown = tuple(DayTimes(day, tuple(free.time_of(slot, naming) for slot in slots)) for day, slots in self.days)
        if not self.taken:
            return shown
        others = {day.day: day.times for day in self.taken}
        return tuple(
            DayTimes(day.day, tuple(sorted((*day.times, *others.get(day.day, ())), key=lambda t: t.start)))
            for day in shown
        )


def search(clinic: Clinic, wish: Wish) -> Found:
    """Find enough days with free times: of one date, or from the first date on that has any."""
    found = _on_a_day(clinic, wish) if wish.part is Part.DAY else _days_on(clinic, wish)
    if wish.taken:
        found = _with_taken(clinic, found)
    return replace(found, advice=_advise(clinic, wish)) if wish.wants_advice else found


def _on_a_day(clinic: Clinic, wish: Wish) -> Found:
    answer = clinic.availability.free_times(first=wish.first, **wish.arguments)
    return Found(wish, tuple(answer.days.items()), wish.first, ended=True)


def _days_on(clinic: Clinic, wish: Wish) -> Found:
    """Go on from the first free time of all, some weeks at a time, until there are enough days."""
    since = Instant(max(wish.since, start_of_day(wish.first, wish.zone)))
    earliest = clinic.availability.next_free(since=since, **wish.arguments)
    if not earliest.slots:
        return Found(wish, (), local_date(earliest.searched_to, wish.zone), ended=True)
    first = local_date(earliest.slots[0].start, wish.zone)
    days: list[tuple[date, tuple[Slot, ...]]] = []
    for _ in range(MOST_SPANS * (1 + wish.more)):
        last = first + timedelta(days=SPAN - 1)
        answer = clinic.availability.free_times(first=first, last=last, **wish.arguments)
        for day, slots in answer.days.items():
            wanted = tuple(slot for slot in slots if free.in_part(slot.start, wish.part, wish.zone))
            if wanted:
                days.append((day, wanted))
            if len(days) == wish.enough:
                return Found(wish, tuple(days), day, ended=False)
        first = last + timedelta(days=1)
    return Found(wish, tuple(days), first, ended=False)


def _with_taken(clinic: Clinic, found: Found) -> Found:
    wish = found.wish
    taken = []
    for day, slots in found.days:
        board = clinic.board.day(day=day)
        shown = DayTimes(day, tuple(free.time_of(slot, lambda _: "") for slot in slots))
        every = free.with_taken(shown, board, wish.who, wish.length, wish.step, wish.since, wish.part)
        taken.append(DayTimes(day, tuple(time for time in every.times if not time.free)))
    return replace(found, taken=tuple(taken))


def _advise(clinic: Clinic, wish: Wish) -> Advice:
    since = Instant(max(wish.since, start_of_day(wish.first, wish.zone)))
    best = clinic.availability.suggest(count=SUGGESTED, since=since, **wish.arguments)
    return Advice(tuple(best), clinic.patients.get(id=wish.arguments["patient"]).prefers)


def explain(clinic: Clinic, wish: Wish, start: Instant, practitioner: Id | None) -> Explanation:
    """Ask why a time is not free; one whose practitioner is said is asked about them, whoever is shown."""
    said = wish.arguments
    if practitioner is not None:
        said.pop("practitioners", None)
    return clinic.availability.explain(start=start, practitioner=practitioner, **said)
