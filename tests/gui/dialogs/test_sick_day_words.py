"""What the plan of an absence says of times that are only held."""

from __future__ import annotations

from frontdesk.domain.ids import Id
from frontdesk.domain.instants import HOUR, Instant
from frontdesk.domain.sick_day import How
from frontdesk.gui.dialogs import sick_day_words as words
from frontdesk.services.sick_day import Call, Person, Plan, Withdrawn


def test_one_whose_offer_is_withdrawn_is_told_that_another_time_will_come() -> None:
    eva = Person(Id(1), "Eva", ())
    call = Call(eva, Id(2), How.CANCEL, Instant(0), "Dr. Chen", "", None, "", "UTC", offer=True)
    assert words.call_say(call) == "The time that was offered is gone. We call as soon as another is free."


def test_how_many_times_are_let_go_of_stands_beside_the_plan() -> None:
    held = Withdrawn(Id(3), None, None, Instant(0), Instant(HOUR))
    plan = Plan(Id(1), Instant(0), Instant(HOUR), (), (), 0, complete=True, held=(held,))
    assert words.beside(plan) == "1 time that is only held or offered is let go of."


def test_the_phone_list_says_when_someone_is_away_by_the_day_where_it_lasts_to_its_end() -> None:
    midnight = Instant(24 * HOUR)

    def told(start: int, end: int) -> str:
        plan = Plan(Id(1), Instant(start), Instant(end), (), (), 0, complete=True)
        return words.title("Dr. Chen", plan, "UTC").removeprefix("Calls to make: Dr. Chen is away, ")

    assert told(10 * HOUR, midnight) == "Thu 1 Jan, from 10:00"
    assert told(0, midnight) == "Thu 1 Jan"
    assert told(10 * HOUR, 12 * HOUR) == "Thu 1 Jan, 10:00–12:00"
