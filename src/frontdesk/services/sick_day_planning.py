"""Make the plan of an absence: an option for each touched visit, the best that was found for all together."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant, local_date
from frontdesk.domain.sick_day import Chosen, How, Option
from frontdesk.domain.sick_day_search import Placing, greedy, improved, refined
from frontdesk.services.kept_times import KeptTimes
from frontdesk.services.sick_day_options import Absence, Asking, Wanted
from frontdesk.services.sick_day_visits import Found, Touched, found
from frontdesk.store.work import Familiar

# So long a plan is improved; most are at their best within a hundredth of it.
LONGEST_S = 3.0
MOST_TIMES, MOST_A_DAY = 12, 2


@dataclass(frozen=True, slots=True)
class RowWanted:
    """What is wanted for one visit: what becomes of it, and for a time when and with whom.

    With the `version` that was seen, a visit that was changed since is refused where the plan is applied.
    """

    visit: Id
    how: How
    start: Instant | None = None
    practitioner: Id | None = None
    version: int | None = None

    @property
    def place(self) -> Wanted | None:
        """Give the time that is wanted, and with whom."""
        return None if self.start is None else (self.start, self.practitioner)

    def is_met_by(self, option: Option) -> bool:
        """Tell whether an option is what is wanted."""
        if option.how is not self.how:
            return False
        return option.start is None or (option.start, option.practitioner) == self.place


class Planning:
    """A plan in the making. Visits are known by their place among those that the absence touches."""

    def __init__(
        self,
        book: Familiar,
        kept: KeptTimes,
        now: Instant,
        absence: Absence,
        wanted: Mapping[Id, RowWanted],
    ) -> None:
        self.found: Found = found(book, absence.practitioner, absence.span, now)
        asking = Asking(book, kept, now, absence, self.found)
        self._wanted = wanted
        self._options = [asking.options(visit, self._place(visit)) for visit in self.found.touched]
        self.lost: set[int] = set()
        self._placing, self.complete = self._placed()

    @property
    def cost(self) -> int:
        """Give the sum of what it costs, in the points of the table."""
        return self._placing.cost

    def chosen(self, n: int) -> Chosen:
        """Give what becomes of a visit."""
        return self._placing.chosen[n]

    def is_wanted(self, n: int) -> bool:
        """Tell whether somebody said what becomes of a visit, and that it can be so."""
        return self.found.touched[n].first.id in self._wanted and n not in self.lost

    def choices(self, n: int) -> tuple[Option, ...]:
        """Give what may become of a visit instead while all others stay as planned: few times of each date."""
        was = self._placing.lift(n)
        free = [one for one in self._options[n] if one is was.option or self._placing.keys_for(one) is not None]
        self._placing.put_back(n, was)
        return tuple(_few(free, was.option, self.found.touched[n]))

    def _place(self, visit: Touched) -> Wanted | None:
        said = self._wanted.get(visit.first.id)
        return None if said is None else said.place

    def _placed(self) -> tuple[Placing, bool]:
        """Place what somebody has said first, then the rest, and then improve the rest."""
        only = {n: self._as_wanted(n) for n in range(len(self._options)) if self._is_said(n)}
        tried = Placing()
        for n, option in only.items():
            if option is None or not tried.put(n, option):
                self.lost.add(n)
        fixed = {n: option for n, option in only.items() if option is not None and n not in self.lost}
        visits = [[fixed[n]] if n in fixed else options for n, options in enumerate(self._options)]
        until = time.monotonic() + LONGEST_S

        def going_on() -> bool:
            return time.monotonic() < until

        placing = improved(greedy(visits, fixed), visits, going_on)
        return improved(refined(placing, visits, going_on), visits, going_on), going_on()

    def _is_said(self, n: int) -> bool:
        return self.found.touched[n].first.id in self._wanted

    def _as_wanted(self, n: int) -> Option | None:
        said = self._wanted[self.found.touched[n].first.id]
        return next((one for one in self._options[n] if said.is_met_by(one)), None)


def _few(options: Sequence[Option], chosen: Option, visit: Touched) -> Iterator[Option]:
    days: Counter[object] = Counter()
    for one in options:
        if one.how is How.MOVE:
            assert one.start is not None
            day = local_date(one.start, visit.first.zone)
            days[day] += 1
            many = sum(min(count, MOST_A_DAY) for count in days.values())
            if one is not chosen and (days[day] > MOST_A_DAY or many > MOST_TIMES):
                continue
        yield one
