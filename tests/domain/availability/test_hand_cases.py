"""Free times that anyone can work out on paper, held against the program and against the search by hand alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from frontdesk.domain.availability.days import by_date, span_of
from frontdesk.domain.availability.engine import free_slots
from frontdesk.domain.availability.question import Part, Question, Team
from frontdesk.domain.availability.slots import Slot
from frontdesk.domain.availability.snapshot import Session, Snapshot
from frontdesk.domain.claim import Subject
from frontdesk.domain.closure import Closure
from frontdesk.domain.equipment import Need, Use
from frontdesk.domain.ids import Id
from frontdesk.domain.instants import Instant
from frontdesk.domain.opening import Openings
from frontdesk.domain.schedule import WEEKDAYS, Rule, Schedule
from tests.support.free_by_hand import free_by_hand
from tests.support.rules import minute, stretches

NEW_YORK, KATHMANDU = "America/New_York", "Asia/Kathmandu"
DAY, GAP, FOLD = date(2026, 3, 18), date(2026, 3, 8), date(2026, 11, 1)
CHEN, ORTEGA, MARSH = Id(1), Id(2), Id(3)
HERE, CALENDAR, ROOM, OTHER_ROOM, LASER = Id(11), Id(21), Id(31), Id(32), Id(41)
CHECK, CLEANING, TALK = Id(51), Id(52), Id(53)
MINUTE = 60_000
Find = Callable[[Question, Snapshot, date], list[Slot]]


def by_program(asked: Question, held: Snapshot, day: date) -> list[Slot]:
    """Ask the program for a day."""
    return list(by_date(free_slots(asked, held, span_of(day, day, asked.zone)), asked.zone, day, day)[day])


def by_hand(asked: Question, held: Snapshot, day: date) -> list[Slot]:
    """Search a day by hand."""
    return free_by_hand(asked, held, day, 1)[day]


@pytest.fixture(params=[by_program, by_hand])
def find(request: pytest.FixtureRequest) -> Find:
    """Give one way to find free times."""
    found: Find = request.param
    return found


def at(clock: str, day: date = DAY, zone: str = NEW_YORK) -> Instant:
    """Read "09:00" or "09:00:30" on a day."""
    moment = datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=ZoneInfo(zone))
    return Instant(int(moment.timestamp()) * 1000)


def span(times: str, day: date = DAY) -> tuple[Instant, Instant]:
    """Read "09:00-10:00" on a day."""
    start, end = times.split("-")
    return at(start, day), at(end, day)


def part(length: int = 30, before: int = 0, after: int = 0, who: Sequence[Id] = (CHEN,), **more: Any) -> Part:
    """Make a part of so many minutes, with Dr. Chen unless others are said."""
    said = {"who": tuple(who), "tiers": tuple(range(len(who))), **more}
    return Part(length=length * MINUTE, before=before * MINUTE, after=after * MINUTE, **said)


def question(*parts: Part, step: int = 30, **more: Any) -> Question:
    """Ask at home, without limits."""
    said = {"zone": NEW_YORK, "home": NEW_YORK, "earliest": Instant(0), "location": HERE, **more}
    return Question(parts=parts or (part(),), step=step * MINUTE, **said)


def hours(times: str, practitioner: Id | None = CHEN, calendar: Id | None = None) -> Schedule:
    """Make the same hours every day."""
    rules = tuple(Rule(day=day, intervals=stretches(*times.split())) for day in WEEKDAYS)
    said: dict[str, Any] = {"practitioner_id": practitioner, "calendar_id": calendar}
    return Schedule(id=Id(99), name="", zone=NEW_YORK, location_id=HERE, rules=rules, **said).checked()


def book(*schedules: Schedule | str, closures: Sequence[Closure] = (), **more: Any) -> Snapshot:
    """Make what is known; plain hours are Dr. Chen's."""
    rules = tuple(hours(each) if isinstance(each, str) else each for each in schedules)
    return Snapshot(openings=Openings(rules, tuple(closures), {HERE: NEW_YORK}), **more)


def claims(**taken: str) -> dict[Any, Any]:
    """Say who is taken when, by name."""
    subjects = {
        "chen": (Subject.PRACTITIONER, CHEN, 1),
        "ortega": (Subject.PRACTITIONER, ORTEGA, 1),
        "marsh": (Subject.PRACTITIONER, MARSH, 1),
        "room": (Subject.ROOM, ROOM, 1),
        "other_room": (Subject.ROOM, OTHER_ROOM, 1),
        "laser": (Subject.EQUIPMENT, LASER, 1),
        "other_laser": (Subject.EQUIPMENT, LASER, 2),
    }
    return {subjects[name]: tuple(span(each) for each in times.split()) for name, times in taken.items()}


def clocks(slots: Sequence[Slot], zone: str = NEW_YORK) -> str:
    """Write the starts as the wall shows them, seconds only where there are some."""
    starts = (datetime.fromtimestamp(slot.start / 1000, ZoneInfo(zone)) for slot in slots)
    return " ".join(f"{start:%H:%M:%S}".removesuffix(":00") for start in starts)


@pytest.mark.parametrize(
    ("length", "step", "open_time", "taken", "free"),
    [
        (30, 30, "09:00-12:00", "10:00-10:40", "09:00 09:30 11:00 11:30"),
        (60, 20, "09:00-11:00", "", "09:00 09:20 09:40 10:00"),
        (20, 50, "09:00-12:00", "", "09:00 09:50 10:40 11:30"),
        (30, 30, "09:00-10:00 10:10-11:00", "", "09:00 09:30 10:10"),
        (60, 30, "09:00-11:00", "10:00-10:01", "09:00"),
        (30, 30, "09:00-11:00", "09:30-10:00 09:30-10:30", "09:00 10:30"),
        (30, 10, "09:00-10:00", "08:00-09:00:30", "09:10 09:20 09:30"),
        (90, 30, "09:00-10:00", "", ""),
        (60, 30, "22:30-24:00", "", "22:30 23:00"),
    ],
)
def test_starts_are_counted_from_opening_and_keep_clear_of_visits(
    find: Find, length: int, step: int, open_time: str, taken: str, free: str
) -> None:
    held = book(open_time, claims=claims(chen=taken))
    assert clocks(find(question(part(length), step=step), held, DAY)) == free


def test_buffers_reach_out_of_open_time_but_into_no_visit(find: Find) -> None:
    asked = question(part(before=15, after=15))
    assert clocks(find(asked, book("09:00-10:30"), DAY)) == "09:00 09:30 10:00"
    taken = book("09:00-10:30", claims=claims(chen="08:00-08:46 10:44-11:00"))
    assert clocks(find(asked, taken, DAY)) == "09:30"
    filled = book("09:00-10:30", claims=claims(chen="08:00-09:15 10:15-11:00"))
    assert clocks(find(asked, filled, DAY)) == "09:30"
    touched = book("09:00-10:30", claims=claims(chen="08:00-08:45 10:45-11:00"))
    assert clocks(find(asked, touched, DAY)) == "09:00 09:30 10:00"


def test_after_a_block_or_a_closure_the_count_begins_anew(find: Find) -> None:
    blocked = book("09:00-10:30", blocks={CHEN: [span("09:10-09:25")]})
    assert clocks(find(question(), blocked, DAY)) == "09:25 09:55"
    odd = book("09:00-10:30", blocks={CHEN: [span("09:10-09:25:30")]})
    assert clocks(find(question(), odd, DAY)) == "09:25:30 09:55:30"
    said: dict[str, Any] = {"start": minute("10:05"), "end": minute("11:10")}
    closure = Closure(id=Id(98), name="Closed", first=DAY, last=DAY, **said)
    assert clocks(find(question(), book("09:00-12:00", closures=[closure]), DAY)) == "09:00 09:30 11:10"
    whole = Closure(id=Id(98), name="Closed", first=DAY, last=DAY)
    assert find(question(), book("09:00-12:00", closures=[whole]), DAY) == []


def test_around_the_clock_each_date_is_counted_from_midnight_and_visits_run_over_it(find: Find) -> None:
    found = find(question(part(120), step=100), book("00:00-24:00"), DAY)
    assert clocks(found[:2]) == "00:00 01:40"
    assert clocks(found[-1:]) == "23:20"
    assert len(found) == 15


@pytest.mark.parametrize(
    ("day", "open_time", "free"),
    [
        (GAP, "01:00-04:00", "01:00 01:30 03:00 03:30"),
        (GAP, "02:15-05:00", "03:15 03:45 04:15"),
        (FOLD, "00:30-02:30", "00:30 01:00 01:30 01:00 01:30 02:00"),
        (FOLD, "00:40-02:40", "00:40 01:10 01:40 01:10 01:40 02:10"),
    ],
)
def test_on_the_days_of_a_clock_change_starts_go_on_in_real_time(
    find: Find, day: date, open_time: str, free: str
) -> None:
    assert clocks(find(question(), book(open_time), day)) == free


def test_dates_are_those_of_the_zone_that_is_asked_for(find: Find) -> None:
    # 18 March in Kathmandu lasts from 14:15 on the 17th until 14:15 on the 18th in New York.
    found = find(question(part(60), step=60, zone=KATHMANDU), book("09:10-17:00"), DAY)
    assert clocks(found) == "15:10 09:10 10:10 11:10 12:10 13:10 14:10"
    assert clocks(found[:1], KATHMANDU) == "00:55"


def test_no_time_begins_before_notice_nor_after_the_window(find: Find) -> None:
    asked = question(earliest=at("09:30"), latest=at("11:00"))
    assert clocks(find(asked, book("09:00-12:00"), DAY)) == "09:30 10:00 10:30"
    assert clocks(find(question(earliest=at("09:31")), book("09:00-10:30"), DAY)) == "10:00"


def test_of_several_practitioners_all_who_are_free_are_named_best_first(find: Find) -> None:
    held = book("09:00-10:00", hours("09:30-10:30", ORTEGA), claims=claims(chen="09:30-09:40"))
    found = find(question(part(who=[ORTEGA, CHEN])), held, DAY)
    assert [(clocks([slot]), slot.practitioners) for slot in found] == [
        ("09:00", (CHEN,)),
        ("09:30", (ORTEGA,)),
        ("10:00", (ORTEGA,)),
    ]


def test_whoever_is_free_first_comes_first_within_a_tier(find: Find) -> None:
    held = book("09:30-10:30", hours("09:00-10:30", ORTEGA), hours("08:30-10:30", MARSH))
    tiers = part(who=[CHEN, ORTEGA, MARSH], tiers=(0, 0, 1))
    last = find(question(tiers, soonest=True), held, DAY)[-1]
    assert last.practitioners == (ORTEGA, CHEN, MARSH)


def test_a_date_takes_so_many_bookings_of_the_calendar(find: Find) -> None:
    held = book("09:00-10:00", claims=claims(chen="09:00-09:30"), counted={DAY: 2})
    assert find(question(part(), calendar=CALENDAR, per_day=2), held, DAY) == []
    assert clocks(find(question(part(), calendar=CALENDAR, per_day=3), held, DAY)) == "09:30"
    assert find(question(part(), calendar=CALENDAR, per_day=3, heads=2), held, DAY) == []


def test_a_team_that_must_all_come_is_counted_from_the_time_that_they_share(find: Find) -> None:
    held = book("09:00-12:00", hours("09:20-11:00", ORTEGA), claims=claims(chen="09:55-10:00"))
    found = find(question(part(who=[CHEN, ORTEGA]), team=Team.ALL, calendar=CALENDAR), held, DAY)
    assert clocks(found) == "09:20 10:20"
    assert found[0].practitioners == (CHEN, ORTEGA)


def session(number: int, clock: str, heads: int, seats: int = 3, who: Id | None = CHEN) -> Session:
    """Make a class of half an hour."""
    return Session(Id(number), who, at(clock), Instant(at(clock) + 30 * MINUTE), heads, seats)


def test_a_class_is_joined_as_long_as_there_are_seats(find: Find) -> None:
    asked = question(calendar=CALENDAR, shared=True, seats=3)
    classes = [session(7, "09:07", 2), session(8, "10:00", 3), session(9, "18:00", 0)]
    held = book("09:00-11:00", claims=claims(chen="09:07-09:37 10:00-10:30 18:00-18:30"), sessions=classes)
    found = [(clocks([slot]), slot.seats, slot.session) for slot in find(asked, held, DAY)]
    assert found == [("09:07", 1, 7), ("10:30", 3, None), ("18:00", 3, 9)]
    alone = [clocks([slot]) for slot in find(question(calendar=CALENDAR, shared=True, seats=3, heads=4), held, DAY)]
    assert alone == []


def test_a_class_and_others_who_are_free_then_are_one_time(find: Find) -> None:
    held = book(
        "09:00-09:30",
        hours("09:00-09:30", ORTEGA),
        claims=claims(ortega="09:00-09:30"),
        sessions=[session(7, "09:00", 1, who=ORTEGA)],
    )
    said: dict[str, Any] = {"calendar": CALENDAR, "shared": True, "seats": 3}
    [ours] = find(question(part(who=[CHEN, ORTEGA]), **said), held, DAY)
    assert (ours.practitioners, ours.session, ours.seats) == ((CHEN, ORTEGA), None, 3)
    [theirs] = find(question(part(who=[ORTEGA, CHEN]), **said), held, DAY)
    assert (theirs.practitioners, theirs.session, theirs.seats) == ((ORTEGA, CHEN), 7, 2)


def test_who_is_free_for_another_length_than_a_class_is_not_named_with_it(find: Find) -> None:
    longer = Session(Id(7), ORTEGA, at("09:00"), at("09:45"), 1, 3)
    held = book("09:00-09:30", claims=claims(ortega="09:00-09:45"), sessions=[longer])
    said: dict[str, Any] = {"calendar": CALENDAR, "shared": True, "seats": 3}
    [slot] = find(question(part(who=[ORTEGA, CHEN]), **said), held, DAY)
    assert (slot.end, slot.practitioners) == (at("09:45"), (ORTEGA,))
    [slot] = find(question(part(who=[CHEN, ORTEGA]), **said), held, DAY)
    assert (slot.end, slot.practitioners) == (at("09:30"), (CHEN,))


def test_an_event_without_members_is_open_when_its_calendar_is(find: Find) -> None:
    nobody = part(before=10, who=())
    asked = question(nobody, calendar=CALENDAR, team=Team.NOBODY)
    held = book(hours("09:00-11:00", None, CALENDAR), own=[span("09:25-09:50")])
    assert clocks(find(asked, held, DAY)) == "10:00 10:30"
    many = question(nobody, calendar=CALENDAR, team=Team.NOBODY, shared=True, seats=2)
    full = [session(7, "09:00", 2, 2, None), session(8, "09:30", 1, 2, None)]
    held = book(hours("09:00-11:00", None, CALENDAR), sessions=full)
    found = [(clocks([slot]), slot.seats, slot.session) for slot in find(many, held, DAY)]
    assert found == [("09:30", 1, 8), ("10:00", 2, None), ("10:30", 2, None)]


def test_a_room_and_enough_units_are_free(find: Find) -> None:
    taken = claims(room="09:00-09:31", other_room="09:30-10:00", laser="10:00-10:30", other_laser="")
    held = book("09:00-11:00", claims=taken, usable={LASER: 2})
    either = part(after=15, rooms=(ROOM, OTHER_ROOM))
    rooms = [(clocks([slot]), slot.room) for slot in find(question(either), held, DAY)]
    assert rooms == [("09:00", OTHER_ROOM), ("10:00", ROOM), ("10:30", ROOM)]
    assert find(question(part(rooms=())), held, DAY) == []
    one, two = (part(equipment=(Need(LASER, units),)) for units in (1, 2))
    assert clocks(find(question(one), held, DAY)) == "09:00 09:30 10:00 10:30"
    assert clocks(find(question(two), held, DAY)) == "09:00 09:30 10:30"
    assert find(question(part(equipment=(Need(LASER, 3),))), held, DAY) == []


def test_one_practitioner_goes_on_without_buffers_in_between(find: Find) -> None:
    asked = question(part(30, 0, 20, service=CHECK), part(20, 10, 0, service=CLEANING), step=10)
    assert clocks(find(asked, book("09:00-10:00"), DAY)) == "09:00 09:10"
    # A visit from 10:00 on leaves no time for the buffer of what ends with the first part.
    end = question(part(20, service=CHECK), part(30, 0, 20, service=CLEANING), step=10)
    held = book("09:00-10:00", claims=claims(chen="10:00-10:30"))
    assert find(end, held, DAY) == []


def test_each_part_has_someone_who_is_free_for_it(find: Find) -> None:
    held = book("09:00-10:00", hours("09:30-10:30", ORTEGA), usable={LASER: 2}, claims=claims(laser="09:30-10:00"))
    second = part(30, who=[CHEN, ORTEGA], service=CLEANING, equipment=(Need(LASER, 1),))
    nine, half_past = find(question(part(30, service=CHECK), second), held, DAY)
    assert [(p.service, p.practitioner, p.start, p.equipment) for p in nine.parts] == [
        (CHECK, CHEN, at("09:00"), ()),
        (CLEANING, CHEN, at("09:30"), (Use(LASER, 2),)),
    ]
    assert [p.practitioner for p in half_past.parts] == [CHEN, ORTEGA]
    assert half_past.end == at("10:30")


def test_parts_of_one_practitioner_with_another_in_between_keep_their_buffers_apart(find: Find) -> None:
    between = part(15, who=[ORTEGA], service=CLEANING)
    held = book("09:00-10:15", hours("09:00-10:15", ORTEGA))
    close = question(part(30, 0, 10, service=CHECK), between, part(30, 10, 0, service=TALK))
    assert find(close, held, DAY) == []
    apart = question(part(30, 0, 10, service=CHECK), between, part(30, 5, 0, service=TALK))
    assert clocks(find(apart, held, DAY)) == "09:00"


@pytest.mark.parametrize(("percent", "shown"), [(0, 6), (8, 6), (9, 5), (25, 4), (50, 3), (100, 0)])
def test_so_many_percent_of_a_day_are_kept_back_half_a_time_counts_as_one(find: Find, percent: int, shown: int) -> None:
    found = find(question(hide=percent, calendar=CALENDAR), book("09:00-12:00"), DAY)
    assert len(found) == shown


def test_another_visit_of_the_patient_is_a_warning(find: Find) -> None:
    found = find(question(patient=Id(61)), book("09:00-11:00", patient=[span("09:45-10:00")]), DAY)
    assert [(clocks([slot]), slot.patient_busy) for slot in found] == [
        ("09:00", False),
        ("09:30", True),
        ("10:00", False),
        ("10:30", False),
    ]


def test_the_day_after_is_another_day(find: Find) -> None:
    counted = {DAY: 1, DAY + timedelta(days=1): 0}
    asked = question(part(), calendar=CALENDAR, per_day=1)
    assert find(asked, book("09:00-09:30", counted=counted), DAY) == []
    assert len(find(asked, book("09:00-09:30", counted=counted), DAY + timedelta(days=1))) == 1
