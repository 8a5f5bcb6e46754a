"""The choice of one option for each visit: nothing is taken twice, and no better plan is to be had in small cases."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.sick_day import How, Key, Option, Use
from frontdesk.domain.sick_day_search import Placing, greedy, improved, refined

DAY = 12
PEOPLE = [Key("practitioner", Id(n), 1) for n in range(2)]
ROOMS = [Key("room", Id(n), 1) for n in range(2)]
CANCEL = Option(How.CANCEL, 100)


def at(start: int, cost: int, who: int = 0, *, length: int = 3, rooms: tuple[Key, ...] = ()) -> Option:
    """Give the option of a time with someone, perhaps in one of some rooms."""
    uses = [Use((PEOPLE[who],), Instant(start), Instant(start + length))]
    if rooms:
        uses.append(Use(rooms, Instant(start), Instant(start + length)))
    return Option(How.MOVE, cost, Instant(start), Id(who), tuple(uses))


def in_order(*options: Option) -> list[Option]:
    """Give options by cost, with calling off as the last."""
    return sorted((*options, CANCEL), key=lambda one: one.cost)


OPTION = st.builds(
    at,
    st.integers(0, DAY),
    st.integers(1, 60),
    st.integers(0, 1),
    length=st.integers(1, 5),
    rooms=st.sampled_from([(), (ROOMS[0],), tuple(ROOMS)]),
)
VISITS = st.lists(st.lists(OPTION, max_size=5).map(lambda some: in_order(*some)), min_size=1, max_size=5)


def always() -> bool:
    """Go on."""
    return True


def is_sound(placing: Placing) -> bool:
    """Tell whether no key is taken twice at one time, counted by hand."""
    taken = [
        (key, use.start, use.end)
        for one in placing.chosen.values()
        for use, keys in zip(one.option.uses, one.keys, strict=True)
        for key in keys
    ]
    return not any(
        a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for n, a in enumerate(taken) for b in taken[n + 1 :]
    ) and all(
        len(keys) == use.count and set(keys) <= set(use.keys)
        for one in placing.chosen.values()
        for use, keys in zip(one.option.uses, one.keys, strict=True)
    )


def best(visits: list[list[Option]]) -> int:
    """Give the least cost of all ways, tried one by one in every order of placing."""
    found = []
    for some in product(*visits):
        placing = Placing()
        if all(placing.put(n, one) for n, one in enumerate(some)):
            found.append(placing.cost)
    return min(found)


@given(VISITS)
def test_nothing_is_taken_twice_and_every_visit_has_one_option(visits: list[list[Option]]) -> None:
    placing = refined(improved(greedy(visits), visits, always), visits, always, rounds=20)
    assert is_sound(placing)
    assert placing.chosen.keys() == set(range(len(visits)))
    assert all(placing.chosen[n].option in options for n, options in enumerate(visits))


@given(VISITS)
def test_it_is_only_ever_made_better(visits: list[list[Option]]) -> None:
    placing = greedy(visits)
    first = placing.cost
    second = improved(placing, visits, always).cost
    third = refined(placing, visits, always, rounds=20).cost
    assert first >= second >= third


def by_chance(seed: int) -> list[list[Option]]:
    """Give a small case by chance: four visits that want the same few hours."""
    chance = Random(seed)
    # With a choice of rooms, all ways of choosing them would have to be tried as well.
    rooms: list[tuple[Key, ...]] = [(), (ROOMS[0],), (ROOMS[1],)]

    def one() -> Option:
        start, cost, who = chance.randrange(DAY), chance.randint(1, 60), chance.randrange(2)
        return at(start, cost, who, length=chance.randint(2, 5), rooms=chance.choice(rooms))

    return [in_order(*(one() for _ in range(4))) for _ in range(4)]


def test_small_cases_come_out_as_good_as_all_ways_tried() -> None:
    cases = [by_chance(seed) for seed in range(40)]
    found = [refined(improved(greedy(each), each, always), each, always, rounds=200).cost for each in cases]
    assert found == [best(each) for each in cases]


def test_one_gives_way_where_both_gain_by_it() -> None:
    shared, only = at(0, 1), at(0, 2)
    visits = [in_order(shared, at(6, 3)), in_order(only)]
    placing = improved(greedy(visits, first=[0]), visits, always)
    assert placing.cost == 3 + 2


def test_what_is_said_to_be_first_keeps_its_place() -> None:
    visits = [[at(0, 50)], in_order(at(0, 1), at(6, 2))]
    placing = improved(greedy(visits, first=[0]), visits, always)
    assert placing.chosen[0].option.cost == 50
    assert placing.chosen[1].option.cost == 2


def test_one_of_two_rooms_is_as_good_as_the_other() -> None:
    visits = [in_order(at(0, 1, 0, rooms=tuple(ROOMS))), in_order(at(0, 1, 1, rooms=tuple(ROOMS)))]
    placing = greedy(visits)
    assert placing.cost == 2
    assert {keys[1][0] for keys in (one.keys for one in placing.chosen.values())} == set(ROOMS)


def test_times_that_only_touch_are_not_in_each_others_way() -> None:
    visits = [in_order(at(0, 1)), in_order(at(3, 1))]
    assert greedy(visits).cost == 2


def test_it_stops_when_its_time_is_over() -> None:
    visits = [in_order(at(0, 1), at(6, 2)), in_order(at(0, 1), at(6, 2))]
    placing = greedy(visits)
    before = placing.cost
    assert refined(improved(placing, visits, lambda: False), visits, lambda: False).cost == before
