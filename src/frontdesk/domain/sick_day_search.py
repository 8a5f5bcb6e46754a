"""Choose one option for each visit so that nobody and nothing is taken twice, and the patients are disturbed least.

Visit by visit, the one with the fewest ways out first, and then improved: a visit takes what is better for it, those in
its way take the next best, and what comes out is kept where all together are better off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from frontdesk.domain.sick_day import Chosen, Key, Option, Options, Use

# So many rounds at most, so many for each visit, and so many visits in a round.
ROUNDS, EACH, MOST_AT_ONCE = 1_500, 60, 7
Held = tuple[int, int, int]  # from, to, which visit


@dataclass(slots=True)
class Placing:
    """What stands of a plan: the option of each visit, and who has which key when."""

    taken: dict[Key, list[Held]] = field(default_factory=dict)
    chosen: dict[int, Chosen] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        """Give the sum of what it costs."""
        return sum(one.option.cost for one in self.chosen.values())

    def keys_for(self, option: Option) -> tuple[tuple[Key, ...], ...] | None:
        """Give the keys that an option would get, or None where too few are free."""
        found: list[tuple[Key, ...]] = []
        mine: list[tuple[Key, Use]] = []
        for use in option.uses:
            free: list[Key] = []
            for key in use.keys:
                if not self._in_the_way(key, use) and not any(k == key and _meet(use, other) for k, other in mine):
                    free.append(key)
                    if len(free) == use.count:
                        break
            if len(free) < use.count:
                return None
            mine += [(key, use) for key in free]
            found.append(tuple(free))
        return tuple(found)

    def in_the_way(self, option: Option) -> set[int]:
        """Give the visits without which an option would surely fit: those that hold any key that it needs."""
        found: set[int] = set()
        for use in option.uses:
            lacking = use.count
            holders: set[int] = set()
            for key in use.keys:
                there = self._in_the_way(key, use)
                lacking -= not there
                holders |= there
            if lacking > 0:
                found |= holders
        return found

    def put(self, visit: int, option: Option) -> bool:
        """Give a visit an option, where it fits."""
        keys = self.keys_for(option)
        if keys is None:
            return False
        for use, got in zip(option.uses, keys, strict=True):
            for key in got:
                self.taken.setdefault(key, []).append((use.start, use.end, visit))
        self.chosen[visit] = Chosen(option, keys)
        return True

    def lift(self, visit: int) -> Chosen:
        """Take a visit out of the plan."""
        gone = self.chosen.pop(visit)
        for use, got in zip(gone.option.uses, gone.keys, strict=True):
            for key in got:
                self.taken[key].remove((use.start, use.end, visit))
        return gone

    def put_back(self, visit: int, was: Chosen) -> None:
        """Put a visit back as it stood."""
        for use, got in zip(was.option.uses, was.keys, strict=True):
            for key in got:
                self.taken.setdefault(key, []).append((use.start, use.end, visit))
        self.chosen[visit] = was

    def _in_the_way(self, key: Key, use: Use) -> set[int]:
        return {who for start, end, who in self.taken.get(key, ()) if start < use.end and use.start < end}


def _meet(one: Use, other: Use) -> bool:
    return one.start < other.end and other.start < one.end


def greedy(visits: Sequence[Options], first: Iterable[int] = ()) -> Placing:
    """Place visit by visit, those that are named first, then whoever has the fewest options.

    A visit for which nothing fits is left out: its last option should be one that needs nothing.
    """
    placing = Placing()
    named = list(first)
    rest = sorted(set(range(len(visits))).difference(named), key=lambda n: (len(visits[n]), n))
    for visit in (*named, *rest):
        _cheapest(placing, visit, visits[visit])
    return placing


def _cheapest(placing: Placing, visit: int, options: Options, below: int | None = None) -> bool:
    """Give a visit the cheapest option that fits; options are sorted by cost."""
    for option in options:
        if below is not None and option.cost >= below:
            return False
        if placing.put(visit, option):
            return True
    return False


def improved(placing: Placing, visits: Sequence[Options], going_on: Callable[[], bool]) -> Placing:
    """Let visits take what is better for them and others give way, as long as all together gain by it."""
    better = True
    while better and going_on():
        better = False
        for visit in sorted(placing.chosen, key=lambda n: -placing.chosen[n].option.cost):
            if not going_on():
                return placing
            better = _better(placing, visit, visits) or better
    return placing


def _better(placing: Placing, visit: int, visits: Sequence[Options]) -> bool:
    was = placing.chosen[visit].option.cost
    for option in visits[visit]:
        if option.cost >= was:
            return False
        if _give_way(placing, visit, option, visits):
            return True
    return False


def _give_way(placing: Placing, visit: int, option: Option, visits: Sequence[Options]) -> bool:
    """Try an option with those in its way placed anew; all is as before where nothing is gained."""
    before = {visit: placing.lift(visit)}
    others = placing.in_the_way(option)
    before |= {one: placing.lift(one) for one in others}
    costs = sum(one.option.cost for one in before.values())
    spent = option.cost
    done = placing.put(visit, option)
    for one in sorted(others, key=lambda n: len(visits[n])):
        done = done and spent < costs and _cheapest(placing, one, visits[one], costs - spent)
        spent += placing.chosen[one].option.cost if done else 0
    if done and spent < costs:
        return True
    for one in (visit, *others):
        if one in placing.chosen:
            placing.lift(one)
    for one, held in before.items():
        placing.put_back(one, held)
    return False


def refined(placing: Placing, visits: Sequence[Options], going_on: Callable[[], bool], rounds: int = ROUNDS) -> Placing:
    """Take a few visits out again and again and place them anew in another order, keeping what is no worse.

    It gets out of where no single visit can gain by itself. Chance is seeded: the same book gives the same plan.
    """
    chance = Random(0)  # noqa: S311 - nothing is kept secret by it
    free = [n for n in placing.chosen if len(visits[n]) > 1]
    many = min(MOST_AT_ONCE, len(free))
    for _ in range(min(rounds, EACH * len(free)) if many > 1 else 0):
        if not going_on():
            break
        some = chance.sample(free, chance.randint(2, many))
        _anew(placing, some, visits)
    return placing


def _anew(placing: Placing, some: Sequence[int], visits: Sequence[Options]) -> None:
    """Place some visits anew in the order that they are given in; all is as before where that is worse."""
    before = {one: placing.lift(one) for one in some}
    costs, spent = sum(one.option.cost for one in before.values()), 0
    for one in some:
        if not _cheapest(placing, one, visits[one], costs - spent + 1):
            break
        spent += placing.chosen[one].option.cost
    else:
        return
    for one in some:
        if one in placing.chosen:
            placing.lift(one)
    for one, held in before.items():
        placing.put_back(one, held)
