"""One time is judged by its facts alone: what counts once, what comes first, and what several parts need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from frontdesk.domain.availability.explain import explained, judged
from frontdesk.domain.availability.explain_facts import Facts, Taken, Thing
from frontdesk.domain.availability.explain_people import MOST_PEOPLE
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.reasons import Fix, Reason, Why
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.availability.snapshot import Session
from frontdesk.domain.claim import Subject
from frontdesk.domain.equipment import Need
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import DAY, MINUTE, Instant, at_minute
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import Rule, Schedule
from tests.support.facts import ALL_DAY
from tests.support.rules import stretches

ZONE = "America/New_York"
HERE, CALENDAR = Id(11), Id(21)
CHEN, ORTEGA, RUIZ = Id(1), Id(2), Id(3)
HALF_HOUR = 30 * MINUTE


def at(hour: int, minute: int = 0) -> Instant:
    return at_minute(date(2026, 3, 18), hour * 60 + minute, ZONE)


def part(*who: Id, length: int = HALF_HOUR, **more: Any) -> Part:
    return Part(length=length, who=who, **more)


def asking(*parts: Part, **more: Any) -> Question:
    said = {"zone": ZONE, "home": ZONE, "location": HERE, "earliest": Instant(0), **more}
    return Question(parts=parts, **said)


def works(who: Id, *times: str) -> Schedule:
    """Give the hours of someone: the same every day, all day where none are said."""
    rules = tuple(Rule(day=each.day, intervals=stretches(*times)) for each in ALL_DAY) if times else ALL_DAY
    return Schedule(id=Id(90 + who), name="", zone=ZONE, location_id=HERE, practitioner_id=who, rules=rules)


def facts(*held: tuple[Id, Taken], hours: tuple[Schedule, ...] | None = None, **more: Any) -> Facts:
    """Give facts about people who work all day unless other hours are said."""
    schedules = hours if hours is not None else tuple(works(Id(n)) for n in range(1, 9))
    taken: dict[tuple[Subject, Id], list[Taken]] = {}
    for who, each in held:
        taken.setdefault((Subject.PRACTITIONER, who), []).append(each)
    names = {Id(n): f"Practitioner {n}" for n in range(1, 9)}
    return Facts(Openings(schedules, (), {HERE: ZONE}), taken, names=names, **more)


def visit(id: int, start: Instant, minutes: int = 30, **more: Any) -> Taken:
    """Give a visit without buffers."""
    end = Instant(start + minutes * MINUTE)
    return Taken(1, start, end, Id(id), start, end, **more)


def reasons(question: Question, known: Facts, start: Instant, asked: Id | None = None) -> tuple[Reason, ...]:
    return judged(question, known, start, asked).reasons


def test_a_long_visit_that_holds_several_claims_is_named_once() -> None:
    first = visit(5, at(8), 60)
    second = first._replace(start=at(9), end=at(10))
    assert len(reasons(asking(part(CHEN)), facts((CHEN, first), (CHEN, second)), at(8, 45), CHEN)) == 1


def test_of_many_people_only_the_most_hopeful_are_told() -> None:
    people = tuple(Id(n) for n in range(1, 9))
    known = facts(*((who, visit(50 + who, at(9))) for who in people))
    found = reasons(asking(part(*people)), known, at(9))
    assert [reason.practitioner for reason in found] == list(people[:MOST_PEOPLE])


def test_whose_way_nothing_stands_in_is_told_best_first() -> None:
    found = judged(asking(part(RUIZ, CHEN, ORTEGA)), facts((CHEN, visit(5, at(9)))), at(9), None)
    assert found.able == (RUIZ, ORTEGA)


def test_among_those_who_are_free_one_on_the_grid_is_told() -> None:
    known = facts(hours=(works(CHEN, "09:05-12:00"), works(ORTEGA, "09:00-12:00")))
    found = explained(asking(part(CHEN, ORTEGA)), known, at(9, 15), None)
    assert (found.practitioner, found.on_grid) == (ORTEGA, True)


def test_the_grid_begins_anew_at_midnight() -> None:
    known = facts(hours=(works(CHEN, "00:00-24:00"),))
    question = asking(part(CHEN), step=50 * MINUTE)
    assert explained(question, known, at(0, 50), CHEN).on_grid
    assert not explained(question, known, at(0, 45), CHEN).on_grid


def test_a_time_that_is_taken_is_on_the_grid_or_off_it_like_any_other() -> None:
    known = facts((CHEN, visit(5, at(9), 60)))
    assert explained(asking(part(CHEN)), known, at(9, 15), CHEN).on_grid
    assert not explained(asking(part(CHEN)), known, at(9, 20), CHEN).on_grid


def test_a_time_that_is_taken_for_all_is_on_the_grid_of_any_of_them() -> None:
    hours = (works(CHEN, "09:05-12:00"), works(ORTEGA, "09:00-12:00"))
    known = facts((CHEN, visit(5, at(9), 60)), (ORTEGA, visit(6, at(9), 60)), hours=hours)
    assert explained(asking(part(CHEN, ORTEGA)), known, at(9, 15), None).on_grid


def test_the_grid_of_somebody_who_is_busy_is_nothing_to_go_by() -> None:
    hours = (works(CHEN, "09:05-12:00"), works(ORTEGA, "09:00-12:00"))
    known = facts((ORTEGA, visit(6, at(9), 60)), hours=hours)
    found = explained(asking(part(CHEN, ORTEGA)), known, at(9, 15), None)
    assert (found.free, found.practitioner, found.on_grid) == (True, CHEN, False)


def test_who_was_asked_for_is_told_also_where_they_are_not_free() -> None:
    known = facts((CHEN, visit(5, at(9))))
    assert explained(asking(part(CHEN)), known, at(9), CHEN).practitioner == CHEN
    assert explained(asking(part(CHEN)), known, at(9), None).practitioner is None


def test_units_that_are_used_only_within_the_buffers_are_free() -> None:
    laser = Id(41)
    around = [visit(5, at(8, 30)), visit(6, at(9, 30))]
    known = facts(things={laser: Thing("Laser", 1, 1)})
    known = replace(known, taken={(Subject.EQUIPMENT, laser): around})
    one = part(CHEN, before=10 * MINUTE, after=10 * MINUTE, equipment=(Need(laser),))
    assert reasons(asking(one), known, at(9), CHEN) == ()
    assert {each.appointment for each in reasons(asking(one), known, at(9, 15), CHEN)} == {Id(6)}


def test_units_that_are_out_of_service_are_not_waited_for() -> None:
    laser = Id(41)
    known = facts(things={laser: Thing("Laser", 2, 1)})
    known = replace(known, taken={(Subject.EQUIPMENT, laser): [visit(5, at(9)), visit(6, at(9))._replace(unit=2)]})
    one = asking(part(CHEN, equipment=(Need(laser),)))
    assert [each.appointment for each in reasons(one, known, at(9), CHEN)] == [Id(5)]


def test_where_no_room_would_do_it_is_said_without_a_room() -> None:
    [one] = reasons(asking(part(CHEN, rooms=())), facts(), at(9), CHEN)
    assert (one.why, one.id) == (Why.ROOM, None)


def test_where_nobody_gives_it_it_is_said_without_a_name() -> None:
    [one] = reasons(asking(part(service=Id(51))), facts(), at(9))
    assert (one.why, one.id) == (Why.DOES_NOT_GIVE, None)


# Times that several share.


def a_class(heads: int, who: Id | None = CHEN, seats: int = 3) -> Session:
    return Session(Id(70), who, at(9), at(9, 30), heads, seats)


def shared(**more: Any) -> Question:
    return asking(part(CHEN, ORTEGA), shared=True, seats=3, calendar=CALENDAR, **more)


def test_a_class_with_seats_left_is_free_whatever_the_hours_say_now() -> None:
    known = facts(hours=(works(CHEN, "12:00-13:00"),), sessions=(a_class(2),))
    assert reasons(shared(), known, at(9), CHEN) == ()


def test_a_class_with_fewer_seats_left_than_heads_is_full() -> None:
    [one] = reasons(shared(heads=2), facts(sessions=(a_class(2),)), at(9), CHEN)
    assert (one.why, one.appointment, one.limit, one.count) == (Why.SEATS, Id(70), 3, 2)


def test_a_full_class_of_one_practitioner_leaves_the_time_to_another() -> None:
    found = judged(shared(), facts(sessions=(a_class(3),)), at(9), None)
    assert found.able == (ORTEGA,)


def test_a_class_of_somebody_else_is_not_in_the_way() -> None:
    assert reasons(shared(), facts(sessions=(a_class(3),)), at(9), ORTEGA) == ()


def test_more_heads_than_a_time_ever_has_seats_are_refused() -> None:
    [one] = reasons(shared(heads=4), facts(), at(9), CHEN)
    assert (one.why, one.limit, one.count) == (Why.SEATS, 3, 0)


def test_a_class_that_lost_its_practitioner_can_still_be_joined() -> None:
    known = facts(hours=(), sessions=(a_class(1, who=None),))
    assert judged(shared(), known, at(9), None).free


def test_a_team_that_has_a_class_together_is_joined_together() -> None:
    question = replace(shared(), team=Team.ALL)
    assert reasons(question, facts(hours=(), sessions=(a_class(1),)), at(9)) == ()


def test_the_end_is_that_of_the_class_that_is_joined() -> None:
    longer = a_class(1)._replace(end=at(10))
    assert explained(shared(), facts(sessions=(longer,)), at(9), CHEN).end == at(10)


# Several parts.


def test_the_buffers_between_parts_of_different_people_count() -> None:
    two = asking(part(CHEN, after=10 * MINUTE), part(ORTEGA, before=10 * MINUTE))
    assert reasons(two, facts((CHEN, visit(5, at(9, 35)))), at(9))[0].why is Why.BUFFER
    assert reasons(two, facts((ORTEGA, visit(5, at(8, 55)))), at(9))[0].why is Why.BUFFER


def test_whoever_goes_on_needs_no_buffer_in_between() -> None:
    two = asking(part(CHEN, after=10 * MINUTE), part(CHEN, before=10 * MINUTE))
    assert reasons(two, facts(), at(9)) == ()


def test_the_buffers_before_the_first_and_after_the_last_part_count_whoever_does_them() -> None:
    two = asking(part(CHEN, before=10 * MINUTE), part(CHEN, after=10 * MINUTE))
    early, late = visit(5, at(8, 25)), visit(6, at(10, 5))
    assert [each.appointment for each in reasons(two, facts((CHEN, early)), at(9))] == [Id(5)]
    assert [each.appointment for each in reasons(two, facts((CHEN, late)), at(9))] == [Id(6)]


def test_the_buffers_between_the_parts_of_one_are_in_nobodys_way_where_something_else_is() -> None:
    two = asking(part(CHEN, after=40 * MINUTE), part(CHEN, before=40 * MINUTE))
    known = facts((CHEN, visit(5, at(8, 40), 10)), (CHEN, visit(6, at(9))), (CHEN, visit(7, at(10, 20))))
    assert [each.appointment for each in reasons(two, known, at(9))] == [Id(6)]


def test_someone_who_comes_back_too_soon_for_their_own_buffers_is_told() -> None:
    three = asking(part(CHEN, after=20 * MINUTE), part(ORTEGA), part(CHEN, before=20 * MINUTE))
    [one] = reasons(three, facts(), at(9))
    assert (one.why, one.id, one.appointment) == (Why.BUFFER, CHEN, None)
    assert (one.limit, one.count) == (40 * MINUTE, 30 * MINUTE)


def test_another_who_may_takes_the_part_of_one_who_would_come_back_too_soon() -> None:
    three = asking(part(CHEN, after=20 * MINUTE), part(ORTEGA), part(CHEN, RUIZ, before=20 * MINUTE))
    assert reasons(three, facts(), at(9)) == ()


def test_the_reasons_are_those_of_the_people_with_the_fewest() -> None:
    two = asking(part(CHEN, ORTEGA), part(CHEN, ORTEGA))
    mine = [(CHEN, visit(n, at(9, 5 * n), 5)) for n in range(6)]
    found = reasons(two, facts(*mine, (ORTEGA, visit(9, at(9)))), at(9))
    assert [reason.appointment for reason in found] == [Id(9)]


def test_whoever_could_go_on_gives_way_to_someone_with_less_in_their_way() -> None:
    two = asking(part(CHEN), part(CHEN, ORTEGA))
    mine = [(CHEN, visit(n, at(9, 30 + 5 * n), 5)) for n in range(3)]
    found = reasons(two, facts(*mine, (ORTEGA, visit(9, at(9, 30)))), at(9))
    assert [reason.appointment for reason in found] == [Id(9)]


def test_who_is_asked_for_begins() -> None:
    two = asking(part(CHEN, ORTEGA), part(RUIZ))
    assert judged(two, facts(), at(9), ORTEGA).able == (ORTEGA,)


def test_a_part_that_nobody_gives_is_told() -> None:
    [one] = reasons(asking(part(CHEN), part(service=Id(52))), facts(), at(9))
    assert (one.why, one.id, one.start) == (Why.DOES_NOT_GIVE, None, at(9, 30))


# Ways out.


def free(start: Instant, *who: Id) -> Slot:
    return Slot(start, Instant(start + HALF_HOUR), who)


def test_the_nearer_of_the_times_before_and_after_is_told_first() -> None:
    nearby = [free(at(8), CHEN), free(at(9, 45), CHEN), free(at(11), CHEN)]
    known = facts((CHEN, visit(5, at(9))))
    found = explained(asking(part(CHEN)), known, at(9), CHEN, lambda: nearby).nearest
    assert [(each.fix, each.start) for each in found] == [(Fix.LATER, at(9, 45)), (Fix.EARLIER, at(8))]


def test_times_of_other_people_are_no_way_out_for_the_one_asked_for() -> None:
    nearby = [free(at(9, 30), ORTEGA), free(at(10), CHEN, ORTEGA)]
    known = facts((CHEN, visit(5, at(9))), (ORTEGA, visit(6, at(9))))
    found = explained(asking(part(CHEN, ORTEGA)), known, at(9), CHEN, lambda: nearby).nearest
    assert [(each.fix, each.start, each.practitioner) for each in found] == [(Fix.LATER, at(10), CHEN)]


def test_nothing_is_searched_for_a_time_that_is_free() -> None:
    def search() -> list[Slot]:
        raise AssertionError

    assert explained(asking(part(CHEN)), facts(), at(9), CHEN, search).nearest == ()


def test_a_visit_of_a_whole_day_can_be_shortened_to_what_fits() -> None:
    known = facts((CHEN, visit(5, at(18, 2))))
    [way] = explained(asking(part(CHEN, length=DAY)), known, at(9), CHEN).nearest
    assert (way.fix, way.end) == (Fix.SHORTER, at(18))


def test_reasons_show_no_names() -> None:
    [one] = reasons(asking(part(CHEN)), facts((CHEN, visit(5, at(9), words="Ana Ruiz"))), at(9), CHEN)
    assert one.words == "Ana Ruiz"
    assert "Ana" not in repr(one)
    assert "Ana" not in repr(visit(5, at(9), words="Ana Ruiz"))


def test_hours_on_the_wall_clock_are_read_in_their_zone() -> None:
    known = facts(hours=(works(CHEN, "09:00-12:00"),))
    [one] = reasons(asking(part(CHEN)), known, at(11, 45), CHEN)
    assert (one.why, one.start, one.end) == (Why.OUTSIDE_HOURS, at(9), at(12))
